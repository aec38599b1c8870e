"""What facts are derived from, read for many persons at once: six queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Model

from hoanhap.facts.queries.many import among
from hoanhap.facts.rules.rows import Row
from hoanhap.people.models import Merge, Person, Residence, Standing, Support, Test, Use
from hoanhap.people.rules import facts
from hoanhap.people.rules.facts import DrugTest, Given, Home, Life, Stood, Used

LIVING = ("open", "closed")
FILE = ("pk", "sex", "birth_year", "born_on", "commune_id", "closed_on")


def everybody() -> list[int]:
    """Whose file has facts of its own: not merged into another, not erased."""
    return list(Person.objects.filter(state__in=LIVING).order_by("pk").values_list("pk", flat=True))


def erased() -> list[int]:
    """Who was erased, but for those who had been merged into another file before."""
    merged = Merge.objects.filter(undone_on=None).values("gone")
    found = Person.objects.filter(state="erased").exclude(pk__in=merged)
    return list(found.order_by("pk").values_list("pk", flat=True))


def lives(persons: Sequence[int], states: Sequence[str] = LIVING) -> dict[int, Life]:
    """Of those of them who have facts: one of `runs`. Their files are held until the transaction ends: nobody writes
    meanwhile."""
    held = Person.objects.select_for_update().filter(among("pk", persons), state__in=states).order_by("pk")
    wanted = set(persons)
    people = [row for row in held.values_list(*FILE) if row[0] in wanted]
    if not people:
        return {}
    homes = _read(Residence, persons, Home, "commune_id valid_from valid_to reason", reached_confirmed_on__isnull=False)
    standings = _read(Standing, persons, Stood, "kind valid_from valid_to")
    uses = _read(Use, persons, Used, "substance valid_from valid_to")
    tests = _read(Test, persons, DrugTest, "on kind reason result substances")
    supports = _read(Support, persons, Given, "on kind source amount")
    return {
        pk: Life(
            sex, born_on or date(year, 12, 31), commune, closed_on,
            sorted(homes[pk], key=_since), sorted(standings[pk], key=_since), uses[pk], tests[pk], supports[pk],
        )
        for pk, sex, year, born_on, commune, closed_on in people
    }  # fmt: skip


def rows(known: Mapping[int, Life]) -> dict[int, list[Row]]:
    return {person: facts.rows(life) for person, life in known.items()}


def _since(held: Home | Stood) -> date:
    return held.since


def _read(model: type[Model], persons: Sequence[int], shape: Any, columns: str, **more: Any) -> dict[int, list[Any]]:
    """Rows by person, in the order they were written; what holds of two that began on one day is the later one."""
    found: dict[int, list[Any]] = defaultdict(list)
    rows = model._default_manager.filter(among("person", persons), **more).order_by("pk")
    for person, *values in rows.values_list("person_id", *columns.split()):
        found[person].append(shape(*values))
    return found
