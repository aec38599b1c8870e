"""A measure as it grows in memory: what the single actions would have written of it, row by row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from hoanhap.access.rules import PostFacts
from hoanhap.pathways.rules.facts import Done, Given, Other, Stood
from hoanhap.pathways.rules.track import Track
from hoanhap.pathways.rules.walk import Walk

PLACES = {"place": "place", "place_to": "place", "commune_to": "unit"}  # facts that name a row, and of what
NO_KINDS: frozenset[str] = frozenset()


@dataclass(slots=True)
class StepRow:
    number: int
    step: str
    version: str
    before: str
    after: str
    on: date
    at: datetime | None
    facts: Given
    words: Mapping[str, str]
    post: PostFacts


@dataclass(slots=True)
class PaperRow:
    kind: str
    agency_id: int
    on: date


@dataclass(slots=True)
class Led:
    """Whom the measure leads to the person: a row of Reach."""

    kind: str
    agency_id: int
    since: date
    until: date | None = None


def led(there: list[Led], wanted: Iterable[tuple[str, int]], on: date) -> list[Led]:
    """As `follow.link`: who reaches the person from this day on, and who no longer does."""
    wanted = tuple(wanted)
    running = [row for row in there if row.until is None]
    gone = {row.kind for row in running if row.kind != "named" and (row.kind, row.agency_id) not in wanted}
    if gone:
        for row in running:
            if row.kind in gone:
                row.until = on
        there = [row for row in there if row.kind not in gone or row.since != on or row.until != on]
    held = {(row.kind, row.agency_id) for row in there if row.until is None}
    return [*there, *(Led(kind, pk, on) for kind, pk in wanted if (kind, pk) not in held)]


def become(standings: list[Stood], kind: str, basis: str, day: date) -> None:
    """As `follow.become`."""
    last = max((s for s in standings if s.valid_to is None), key=lambda s: s.valid_from, default=None)
    if last is None or (last.kind != kind and last.valid_from < day):
        if last is not None:
            standings[standings.index(last)] = replace(last, valid_to=day)
        standings.append(Stood(kind, basis, day))


@dataclass(slots=True)
class Case:
    """`track` knows places and communes by their turn alone, so that it is shared; `done` and `now` by their rows."""

    pathway: str
    turn: int
    whom: str
    commune_id: int
    agency_id: int
    opened_on: date
    track: Track
    place_id: int | None = None
    inside: bool = False
    era: int = -1  # of the step before
    now: Walk | None = None
    done: tuple[Done, ...] = ()
    to: int | None = None  # the commune that a step moves it to
    place_to: int | None = None
    rows: list[StepRow] = field(default_factory=list)
    papers: list[PaperRow] = field(default_factory=list)
    kinds: frozenset[str] = NO_KINDS
    reaches: list[Led] = field(default_factory=list)
    stand_ins: dict[tuple[str, int], int] = field(default_factory=dict)

    def known_as(self, facts: Given) -> Given:
        """The facts with rows named by the turn in which the case met them."""
        if PLACES.keys().isdisjoint(facts):
            return facts
        met = self.stand_ins
        return {
            code: met.setdefault((PLACES[code], value), len(met) + 1)
            if code in PLACES and isinstance(value, int)
            else value
            for code, value in facts.items()
        }

    def step(self, taken: Done, to: Track) -> Walk:
        """Where it stands after one more step, which led `to` there."""
        assert to.now is not None
        self.track, self.now = to, to.now
        self.done = (*self.done, taken) if self.stand_ins else to.done
        if self.stand_ins:
            place, commune = (
                self._real(kind, n) for kind, n in (("place", to.now.place_id), ("unit", to.now.commune_id))
            )
            self.now = to.now._replace(place_id=place, commune_id=commune)
            self.to, self.place_to = _named(taken, "commune_to") or self.to, _named(taken, "place_to") or self.place_to
        self.commune_id = self.now.commune_id or self.commune_id
        return self.now

    def _real(self, kind: str, turn: int | None) -> int | None:
        return next((pk for (of, pk), n in self.stand_ins.items() if of == kind and n == turn), None)

    def as_other(self) -> Other:
        """As `queries.facts` reads a measure of the same person."""
        now = self.now
        assert now is not None
        begun = now.starts_on is not None or self.inside or (now.decided_on is not None and not now.pathway.residential)
        return Other(
            self.pathway,
            now.pathway.kind,
            now.pathway.residential,
            now.open,
            now.outcome,
            self.opened_on,
            now.closed_on,
            begun,
        )


def _named(taken: Done, code: str) -> int | None:
    found = taken.facts.get(code)
    return found if isinstance(found, int) else None
