"""Making trails for tests, and seeing what happens to them when the guards are gone."""

import contextlib
from collections.abc import Iterator

from django.db import connection

from hoanhap.audit import guards, sealer
from hoanhap.audit.actions import record
from hoanhap.audit.models import AuditRow


def note(number: int = 1, **more: object) -> AuditRow:
    values = {
        "actor_id": number,
        "actor": f"cán bộ {number}",
        "post_id": None,
        "channel": "web",
        "action": "test.note",
        "kind": "thing",
        "ref": str(number),
        "number": number,
    }
    return record(**{**values, **more})


def sealed_trail(rows: int, *, heads: int = 1) -> None:
    """`rows` sealed rows, the chain signed `heads` times on the way."""
    for part in range(heads):
        for number in range(rows * part // heads, rows * (part + 1) // heads):
            note(number + 1)
        while sealer.seal_pending():
            pass


@contextlib.contextmanager
def unguarded() -> Iterator[None]:
    """What the owner of the database can do: drop the triggers, change things, put the triggers back."""
    guards.remove(connection)
    yield
    guards.install(connection)


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
