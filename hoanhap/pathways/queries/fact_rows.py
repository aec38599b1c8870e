"""The measures that facts are derived from, read for many persons at once: three queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.conf import settings

from hoanhap.facts.queries.many import UNTIL, ends
from hoanhap.facts.rules.rows import Row
from hoanhap.pathways.models import Determination, Measure, StepTaken
from hoanhap.pathways.queries.law import the_law
from hoanhap.pathways.rules import fact_rows
from hoanhap.pathways.rules.fact_rows import Case, Found, Taken, Way
from hoanhap.people.rules.facts import Life
from hoanhap.units.queries.ready import KEY, Ready

MEASURES = Ready(
    Measure.objects.filter(person_id__gte=KEY, person_id__lte=UNTIL).order_by("opened_on", "pk"),
    "id person_id pathway version turn case commune_id opened_on decided_on starts_on closed_on outcome",
)
STEPS = Ready(
    StepTaken.objects.filter(
        measure__person_id__gte=KEY, measure__person_id__lte=UNTIL, taken_back_by=None
    ).exclude(step="take-back").order_by("number"),
    "measure_id step on",
)  # fmt: skip
FINDINGS = Ready(
    Determination.objects.filter(person_id__gte=KEY, person_id__lte=UNTIL).order_by("on", "pk"),
    "person_id on result substances",
)


def rows(known: Mapping[int, Life]) -> dict[int, list[Row]]:
    persons = sorted(known)
    cases, findings = _cases(persons), _findings(persons)
    return {pk: fact_rows.rows(known[pk], cases[pk], findings[pk]) for pk in persons if pk in cases or pk in findings}


def _cases(persons: Sequence[int]) -> dict[int, list[Case]]:
    held = MEASURES.of(*ends(persons))
    found: dict[int, list[Case]] = defaultdict(list)
    steps = _steps(persons) if held else {}
    for pk, person, pathway, version, *columns in held:
        found[person].append(Case(way(pathway, version), *columns, steps.get(pk, [])))
    return found


def _steps(persons: Sequence[int]) -> dict[int, list[Taken]]:
    """The steps that say something: all of them, and what they name, only where a commune took a case over."""
    found: dict[int, list[Taken]] = defaultdict(list)
    moved: set[int] = set()
    taking, telling = _taking(str(settings.LAW_PATH)), _telling(str(settings.LAW_PATH))
    for measure, step, on in STEPS.of(*ends(persons)):
        if step in telling:
            found[measure].append(Taken(step, on))
        if step in taking:
            moved.add(measure)
    for measure in moved:
        whole = StepTaken.objects.filter(measure=measure, taken_back_by=None).exclude(step="take-back")
        told = whole.order_by("number").values_list("step", "on", "facts")
        found[measure] = [Taken(step, on, _named(facts)) for step, on, facts in told]
    return found


def _named(facts: Mapping[str, Any]) -> int | None:
    to = facts.get("commune_to")
    return to if isinstance(to, int) else None


def _findings(persons: Sequence[int]) -> dict[int, list[Found]]:
    found: dict[int, list[Found]] = defaultdict(list)
    for person, *columns in FINDINGS.of(*ends(persons)):
        found[person].append(Found(*columns))
    return found


def way(pathway: str, version: str) -> Way:
    return _way(str(settings.LAW_PATH), pathway, version)


@lru_cache(maxsize=500)
def _way(path: str, pathway: str, version: str) -> Way:
    return Way(the_law().pathway_version(pathway, version))


@lru_cache(maxsize=4)
def _telling(path: str) -> frozenset[str]:
    """Steps of any pathway from which a fact follows by itself."""
    ways = [Way(version) for version in the_law().measures.versions]
    return frozenset(step for way in ways for step in way.applies | way.certifies | way.takes)


@lru_cache(maxsize=4)
def _taking(path: str) -> frozenset[str]:
    return frozenset(step for version in the_law().measures.versions for step in Way(version).takes)
