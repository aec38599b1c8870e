"""The rows of a story, ready but for numbers, agencies and places: made once, filled in for each person."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection

from hoanhap.pathways.actions.cases import Case, StepRow
from hoanhap.pathways.actions.playing import Move
from hoanhap.pathways.rules.walk import Run

Row = tuple[Any, ...]


@dataclass(slots=True)
class StepLine:
    """`role`: which of the story's steps, and so of the cast's agencies. `facts`: as JSON, by the place that they name;
    `turn`: of that place."""

    role: int
    head: Row
    facts: dict[int, str]
    told: StepRow
    turn: int | None
    words: str
    post: int | None

    def written(self, places: Sequence[int]) -> str:
        place = places[self.turn] if self.turn is not None else 0
        if place not in self.facts:
            named = {"place": place} if self.turn is not None else {}
            self.facts[place] = json.dumps({**self.told.facts, **named})
        return self.facts[place]


@dataclass(slots=True)
class CaseLine:
    """`clocks`: with the numbers of the steps that started and stopped each. `papers`: kind, role, day."""

    head: Row
    tail: Row
    opener: int
    turn: int | None
    steps: list[StepLine]
    clocks: list[tuple[Row, int, Row, int | None, Row]]
    papers: list[tuple[str, int, date]]


class Lines:
    """Of each of a person's cases. `places`: turns of the places that the cast has."""

    def __init__(self, cases: Mapping[int, Case], moves: Sequence[Move], places: Mapping[int | None, int]) -> None:
        self._moves, self._places = moves, places
        roles: dict[int, list[int]] = {number: [] for number in cases}
        for role, move in enumerate(moves):
            roles[move.case].append(role)
        self.cases = [self._case(case, roles[number]) for number, case in cases.items()]

    def _case(self, case: Case, roles: Sequence[int]) -> CaseLine:
        now = case.now
        assert now is not None
        moves = [(role, self._moves[role]) for role in roles]
        return CaseLine(
            (case.pathway, now.pathway.version, case.turn, case.whom),
            (now.state, now.open, iso(now.opened_on), iso(now.decided_on), iso(now.starts_on), iso(now.ends_on),
             iso(now.closed_on), now.outcome, now.deducted, case.inside, len(roles)),
            roles[0],
            self._places.get(case.place_id),
            [self._step(role, move.row) for role, move in moves],
            [_clock(run) for run in now.clocks],
            [(kind, role, move.row.on) for role, move in moves for kind, made in move.tried if made],
        )  # fmt: skip

    def _step(self, role: int, row: StepRow) -> StepLine:
        place = row.facts.get("place")
        return StepLine(
            role,
            (row.number, row.step, row.version, row.before, row.after, iso(row.on), _instant(row.at)),
            {},
            row,
            self._places[place] if isinstance(place, int) else None,
            "\x1e".join(f"{code}\t{text}" for code, text in row.words.items()),
            row.post.id or None,
        )


def _clock(run: Run) -> tuple[Row, int, Row, int | None, Row]:
    paused = [[s.start.isoformat(), s.end.isoformat() if s.end else None, s.reason] for s in run.suspensions]
    return (
        (run.code, iso(run.law_on)),
        run.started_by,
        (_instant(run.started_at), run.hours, run.ahead, _instant(run.due_at)),
        run.stopped_by,
        (_instant(run.stopped_at), json.dumps(paused), json.dumps(run.extended._asdict() if run.extended else {})),
    )


def iso(day: date | None) -> str | None:
    """As both databases take a day in bulk."""
    return day.isoformat() if day else None


@lru_cache(maxsize=20_000)
def _instant(at: datetime | None) -> Any:
    """As the database takes an instant in bulk; days repeat."""
    return connection.ops.adapt_datetimefield_value(at)
