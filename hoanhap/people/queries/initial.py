"""What a form begins with: the day, the version of the file, and for a correction what is there now."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from hoanhap.access.rules import Actor
from hoanhap.kernel.dates import format_date
from hoanhap.people.queries.scope import find

DAYS = ("day", "since", "valid_from", "listed_on")
KEPT = ("name", "sex", "ethnicity", "education", "occupation")


def initial(code: str, names: Iterable[str], actor: Actor, on: date) -> dict[str, Any]:
    """By the name of the field. Only a form with a `birth` asks who the person is, and so shows it."""
    wanted = set(names)
    found, _ = find(actor, code, None, on)
    began: dict[str, Any] = {name: on for name in DAYS if name in wanted}
    if "revision" in wanted:
        began["revision"] = found.revision
    if "birth" in wanted:
        began |= {name: getattr(found, name) for name in KEPT}
        began["birth"] = format_date(found.born_on) if found.born_on else str(found.birth_year)
    return began
