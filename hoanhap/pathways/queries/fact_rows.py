"""The measures that facts are derived from, read for many persons at once: three queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.conf import settings

from hoanhap.facts.queries.many import among
from hoanhap.facts.rules.rows import Row
from hoanhap.pathways.models import Determination, Measure, StepTaken
from hoanhap.pathways.queries.law import the_law
from hoanhap.pathways.rules import fact_rows
from hoanhap.pathways.rules.fact_rows import Case, Found, Taken, Way
from hoanhap.people.rules.facts import Life

COLUMNS = "turn case commune_id opened_on decided_on starts_on closed_on outcome"


def rows(known: Mapping[int, Life]) -> dict[int, list[Row]]:
    persons = sorted(known)
    cases, findings = _cases(persons), _findings(persons)
    return {pk: fact_rows.rows(known[pk], cases[pk], findings[pk]) for pk in persons if pk in cases or pk in findings}


def _cases(persons: Sequence[int]) -> dict[int, list[Case]]:
    measures = Measure.objects.filter(among("person", persons)).order_by("opened_on", "pk")
    held = measures.values_list("pk", "person_id", "pathway", "version", *COLUMNS.split())
    found: dict[int, list[Case]] = defaultdict(list)
    steps = _steps(persons) if held else {}
    for pk, person, pathway, version, *columns in held:
        found[person].append(Case(way(pathway, version), *columns, steps[pk]))
    return found


def _steps(persons: Sequence[int]) -> dict[int, list[Taken]]:
    """The steps that say something: all of them, and what they name, only where a commune took a case over."""
    rows = StepTaken.objects.filter(among("measure__person", persons), taken_back_by=None)
    found: dict[int, list[Taken]] = defaultdict(list)
    moved: set[int] = set()
    taking = _taking(str(settings.LAW_PATH))
    telling = rows.filter(step__in=_telling(str(settings.LAW_PATH))).order_by("number")
    for measure, step, on in telling.values_list("measure_id", "step", "on"):
        found[measure].append(Taken(step, on))
        if step in taking:
            moved.add(measure)
    for measure in moved:
        whole = rows.filter(measure=measure).exclude(step="take-back").order_by("number")
        found[measure] = [
            Taken(step, on, _named(facts)) for step, on, facts in whole.values_list("step", "on", "facts")
        ]
    return found


def _named(facts: Mapping[str, Any]) -> int | None:
    to = facts.get("commune_to")
    return to if isinstance(to, int) else None


def _findings(persons: Sequence[int]) -> dict[int, list[Found]]:
    found: dict[int, list[Found]] = defaultdict(list)
    rows = Determination.objects.filter(among("person", persons)).order_by("on", "pk")
    for person, *columns in rows.values_list("person_id", "on", "result", "substances"):
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
