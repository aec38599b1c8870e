"""Facts of who has no register, from files that were read and found sound: in whole, and out again."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.queries import set_up_actor
from hoanhap.facts.actions.bulk import insert
from hoanhap.facts.actions.writing import COLUMNS
from hoanhap.facts.models import Fact, Load, Subject
from hoanhap.kernel.lang import t


class LoadedAlready(Exception):
    """The same files are in. `str()` says so."""


class Told(NamedTuple):
    """A row of a file. `person`: the place among the persons of the load; None: of the unit. Days as ISO text."""

    relation: str
    person: int | None
    unit: int
    start: str
    end: str | None
    codes: str  # packed
    amount: int


@transaction.atomic
def load(
    *, digest: str, persons: Sequence[tuple[str, str]], parts: Iterable[Sequence[Told]], by: str, on: date
) -> Load:
    """`persons`: sex and day of birth of each. Listeners are not told: whoever keeps figures counts them again."""
    before = Load.objects.filter(digest=digest).first()
    if before is not None:
        raise LoadedAlready(
            t("Các tệp này đã được nạp (lần nạp {n}).", "These files are in already (load {n}).", n=before.pk)
        )
    made: Load = Load.objects.create(digest=digest, rows=0, on=on, by=by)
    insert(Subject, ("person", "sex", "birth", "load_id"), [(None, sex, birth, made.pk) for sex, birth in persons])
    numbers = list(Subject.objects.filter(load=made).order_by("pk").values_list("pk", flat=True))
    for rows in parts:
        insert(Fact, COLUMNS, [
            (row.relation, None if row.person is None else numbers[row.person], *row[2:], made.pk) for row in rows
        ])  # fmt: skip
        made.rows += len(rows)
    made.save(update_fields=["rows"])
    log(set_up_actor(), "facts.load", "facts", made.pk, digest=digest, rows=made.rows, count=len(persons))
    return made


@transaction.atomic
def unload(*, load_id: int) -> int | None:
    """Take a load out again. Returns how many rows; None: there is no such load."""
    made = Load.objects.select_for_update().filter(pk=load_id).first()
    if made is None:
        return None
    Fact.objects.filter(load=made)._raw_delete("default")  # millions: not fetched to be deleted
    Subject.objects.filter(load=made)._raw_delete("default")
    made.delete()
    log(set_up_actor(), "facts.unload", "facts", load_id, rows=made.rows)
    return made.rows
