"""What facts are derived from, read for many persons at once: seven queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Model

from hoanhap.facts.queries.many import UNTIL, ends
from hoanhap.facts.rules.rows import Row
from hoanhap.people.models import Merge, Need, Person, Residence, Standing, Support, Test, Use
from hoanhap.people.rules import facts
from hoanhap.people.rules.facts import DrugTest, Given, Home, Life, Needed, Stood, Used
from hoanhap.units.queries.ready import KEY, Ready

LIVING = ("open", "closed")
FILE = "id sex birth_year born_on commune_id closed_on"


def _files(*states: str) -> Ready:
    held = Person.objects.select_for_update().filter(pk__gte=KEY, pk__lte=UNTIL, state__in=states)
    return Ready(held.order_by("pk"), FILE)


def _of(model: type[Model], columns: str, **more: Any) -> Ready:
    rows = model._default_manager.filter(person_id__gte=KEY, person_id__lte=UNTIL, **more)
    return Ready(rows.order_by("pk"), f"person_id {columns}")


FILES, ERASED = _files(*LIVING), _files("erased")
READ = (
    (Home, _of(Residence, "commune_id valid_from valid_to reason", reached_confirmed_on__isnull=False)),
    (Stood, _of(Standing, "kind valid_from valid_to")),
    (Used, _of(Use, "substance valid_from valid_to")),
    (DrugTest, _of(Test, "on kind reason result substances")),
    (Given, _of(Support, "on kind source amount need_id")),
    (Needed, _of(Need, "id kind recorded_on withdrawn_on")),
)


def everybody() -> list[int]:
    """Whose file has facts of its own: not merged into another, not erased."""
    return list(Person.objects.filter(state__in=LIVING).order_by("pk").values_list("pk", flat=True))


def erased() -> list[int]:
    """Who was erased, but for those who had been merged into another file before."""
    merged = Merge.objects.filter(undone_on=None).values("gone")
    found = Person.objects.filter(state="erased").exclude(pk__in=merged)
    return list(found.order_by("pk").values_list("pk", flat=True))


def lives(persons: Sequence[int], *, erased: bool = False) -> dict[int, Life]:
    """Of those of them who have facts: one of `runs`. Their files are held until the transaction ends: nobody writes
    meanwhile."""
    wanted = set(persons)
    people = [row for row in (ERASED if erased else FILES).of(*ends(persons)) if row[0] in wanted]
    if not people:
        return {}
    homes, standings, uses, tests, supports, needs = (_read(shape, asked, persons) for shape, asked in READ)
    return {
        pk: Life(
            sex, born_on or date(year, 12, 31), commune, closed_on,
            sorted(homes[pk], key=_since), sorted(standings[pk], key=_since), uses[pk], tests[pk], supports[pk],
            needs[pk],
        )
        for pk, sex, year, born_on, commune, closed_on in people
    }  # fmt: skip


def rows(known: Mapping[int, Life]) -> dict[int, list[Row]]:
    return {person: facts.rows(life) for person, life in known.items()}


def _since(held: Home | Stood) -> date:
    return held.since


def _read(shape: Any, asked: Ready, persons: Sequence[int]) -> dict[int, list[Any]]:
    """Rows by person, in the order they were written; what holds of two that began on one day is the later one."""
    found: dict[int, list[Any]] = defaultdict(list)
    for person, *values in asked.of(*ends(persons)):
        found[person].append(shape(*values))
    return found
