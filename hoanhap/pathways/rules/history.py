"""Whole cases as plain values: what is loaded in bulk. Each thing is judged as on its own day.

Many persons may have one story: the same steps on the same days with the same answers. `split` tells it from its cast.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from hoanhap.pathways.rules.facts import Value

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class FindingDraft:
    """A determination by somebody certified on that day."""

    on: date
    result: str
    clinician_id: int
    substances: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step that an agency recorded. `case`: which measure of the history; `pathway`: named by the step that opens."""

    case: int
    step: str
    on: date
    agency_id: int
    given: tuple[tuple[str, Value], ...] = ()
    pathway: str = ""
    at: datetime | None = None


Event = FindingDraft | StepDraft


class Cast(NamedTuple):
    """Who takes part in a story: the agency of each step, the clinician and the substances of each finding, and the
    places that steps name, in the order in which they come."""

    agencies: tuple[int, ...] = ()
    clinicians: tuple[int, ...] = ()
    found: tuple[tuple[str, ...], ...] = ()
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """What happened. Told to many it is without who: agencies and clinicians are 0, a place that a step names is its
    turn, from 1."""

    events: tuple[Event, ...]

    def of(self, cast: Cast) -> tuple[Event, ...]:
        """As it happened to one person."""
        agencies, findings = iter(cast.agencies), iter(zip(cast.clinicians, cast.found, strict=True))
        return tuple(
            replace(event, agency_id=next(agencies), given=_placed(event.given, cast.places))
            if isinstance(event, StepDraft)
            else replace(event, **dict(zip(("clinician_id", "substances"), next(findings), strict=True)))  # type: ignore[arg-type]
            for event in self.events
        )


@dataclass(frozen=True, slots=True)
class Told:
    """A story with its cast."""

    story: Story
    cast: Cast

    @property
    def events(self) -> tuple[Event, ...]:
        return self.story.of(self.cast)


@dataclass(frozen=True, slots=True)
class History:
    """What happened to one person, oldest first: the events, or what is told of them."""

    person_id: int
    told: tuple[Event, ...] | Told

    @property
    def events(self) -> tuple[Event, ...]:
        return self.told.events if isinstance(self.told, Told) else self.told


def _placed(given: tuple[tuple[str, Value], ...], places: tuple[int, ...]) -> tuple[tuple[str, Value], ...]:
    if not any(code == "place" for code, _ in given):
        return given
    return tuple(
        (code, places[value - 1] if code == "place" and isinstance(value, int) else value) for code, value in given
    )


def split(events: tuple[Event, ...]) -> tuple[Key, Cast]:
    """What tells a story from any other, and who took part in it. Values of other types are other values."""
    key: list[object] = []
    agencies: list[int] = []
    clinicians: list[int] = []
    found: list[tuple[str, ...]] = []
    places: dict[int, int] = {}
    for event in events:
        if isinstance(event, FindingDraft):
            key.append((event.on, event.result, event.number))
            clinicians.append(event.clinician_id)
            found.append(event.substances)
            continue
        given = event.given
        if any(code == "place" for code, _ in given):
            given = tuple(
                (code, places.setdefault(value, len(places) + 1) if code == "place" and type(value) is int else value)
                for code, value in given
            )
        key.append((event.case, event.step, event.on, event.at, event.pathway, repr(given)))
        agencies.append(event.agency_id)
    return tuple(key), Cast(tuple(agencies), tuple(clinicians), tuple(found), tuple(places))
