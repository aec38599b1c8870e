"""What the facts say of one person's measures: from when to when, where, how they ended; and relapse. Pure; ADR 0018.

Relapse is a judgement of dated facts: who had completed rehabilitation, uses again, and is determined to be addicted.
It counts from the completers' register (TT 05/2011/TT-BLĐTBXH, Sổ 05-SCN), so a test alone is none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from hoanhap.facts.relations import AFTERCARE, HANDED_OVER
from hoanhap.facts.rules.rows import Row
from hoanhap.law.pathways.shape import MEANT, Pathway
from hoanhap.pathways.rules.books import BOOKS
from hoanhap.people.rules.facts import Life, found_in

SETTINGS: Final = {
    "home": "home",
    "community": "community",
    "community-compulsory": "community",
    "centre-voluntary": "centre",
    "centre-compulsory": "centre",
    "centre-compulsory-minor": "centre",
    "private": "private",
    "methadone": "methadone",
    "education": "commune",
    "user": "commune",
    "aftercare-residence": "residence",
    "aftercare-centre": "centre",
}
COMPLETERS: Final = BOOKS["so-05-scn"].pathways  # whose end makes a completer, and another addiction a relapse


@dataclass(frozen=True, eq=False)
class Way:
    """A version of a pathway as facts read it."""

    law: Pathway

    @cached_property
    def applies(self) -> frozenset[str]:
        """The steps by which somebody declares and registers. A court too takes a step called apply."""
        opening = {step.code for step in self.law.steps if step.opens}
        return frozenset({"register"} | ({"apply"} & opening))

    @cached_property
    def certifies(self) -> frozenset[str]:
        """The steps that end it as it is meant to end, with a certificate."""
        ends = {state.code for state in self.law.states if state.outcome == MEANT}
        return frozenset(
            s.code for s in self.law.steps if s.after in ends and any("certificate" in p for p in s.papers)
        )

    @cached_property
    def takes(self) -> frozenset[str]:
        return self.law.receivers["commune"]


class Taken(NamedTuple):
    """A step that stands; `to`: the commune it names for the case to go to."""

    step: str
    on: date
    to: int | None = None


class Found(NamedTuple):
    on: date
    result: str
    substances: str  # codes, blank between


class Case(NamedTuple):
    """A measure as the register keeps it, with its steps in their order. `way`: the version it stands under."""

    way: Way
    turn: int
    whom: str
    commune: int
    opened_on: date
    decided_on: date | None
    starts_on: date | None
    closed_on: date | None
    outcome: str
    steps: Sequence[Taken] = ()

    @property
    def code(self) -> str:
        return self.way.law.code

    @property
    def begun(self) -> date | None:
        """Where the law sets no term, the measure begins with what decides it: the admission, the treatment."""
        return self.starts_on or (None if self.way.law.term(self.turn, self.whom) else self.decided_on)

    @property
    def turned(self) -> str:
        return "first" if self.turn == 1 else "repeated"


def rows(life: Life, cases: Sequence[Case], findings: Sequence[Found]) -> list[Row]:
    """Everything this room tells of one person."""
    told = [row for case in cases for row in _case(life, case)]
    return [*told, *_findings(life, findings), *_relapses(life, cases, findings)]


# ---------------------------------------------------------------- one measure
def _case(life: Life, case: Case) -> Iterator[Row]:
    held = communes(life, case)
    kind = (case.code, SETTINGS[case.code], case.turned)
    for taken in case.steps:
        if taken.step in case.way.applies:
            yield Row("application", _at(held, taken.on), taken.on, None, kind)
        elif taken.step in case.way.certifies:
            yield Row("certificate", _at(held, taken.on), taken.on, None, kind)
    if case.begun is not None:
        yield from _spans(life, case, held, case.begun)


def communes(life: Life, case: Case) -> list[tuple[date, int]]:
    """Which commune answers for the case, from which day. A move counts when the receiving side takes over."""
    named: int | None = None
    moves: list[tuple[date, int]] = []
    for taken in case.steps:
        if taken.step in case.way.takes and named is not None:
            moves.append((taken.on, named))
            named = None
        named = taken.to or named
    first = life.commune_on(case.opened_on) if moves else None
    return [(date.min, first or case.commune), *moves]


def _at(held: Sequence[tuple[date, int]], day: date) -> int:
    return [commune for since, commune in held if since <= day][-1]


def _spans(life: Life, case: Case, held: Sequence[tuple[date, int]], begun: date) -> Iterator[Row]:
    """From its beginning to its end, cut where another commune took the case over."""
    over = None if case.closed_on is None else max(case.closed_on, begun)
    moves = sorted({day for day, _ in held[1:] if day > begun and (over is None or day < over)})
    for start, end in zip([begun, *moves], [*moves, over], strict=True):
        began = "started" if start == begun else "taken-over"
        outcome = HANDED_OVER if end in moves else case.outcome
        commune = _at(held, start)
        if case.code in AFTERCARE:
            yield Row("aftercare", commune, start, end, (case.code, began, outcome))
        else:
            codes = (case.code, SETTINGS[case.code], case.turned, life.substance_on(start), began, outcome)
            yield Row("measure", commune, start, end, codes)


# ---------------------------------------------------------------- what clinicians found
def _findings(life: Life, findings: Sequence[Found]) -> Iterator[Row]:
    for found in findings:
        commune = life.commune_on(found.on)
        if commune is not None:
            yield Row("determination", commune, found.on, None, (found.result, found_in(found.substances)))


def _relapses(life: Life, cases: Sequence[Case], findings: Sequence[Found]) -> Iterator[Row]:
    """For each completion the first determination of addiction after it, before the next completion."""
    done = sorted((c.closed_on, c.code) for c in cases
                  if c.code in COMPLETERS and c.outcome == MEANT and c.closed_on)  # fmt: skip
    addicted = sorted(f for f in findings if f.result == "addicted")
    for n, (since, code) in enumerate(done):
        until = done[n + 1][0] if n + 1 < len(done) else date.max
        found = next((f for f in addicted if since < f.on <= until and used(life, f, since)), None)
        commune = life.commune_on(found.on) if found else None
        if found is not None and commune is not None:
            substance = found_in(found.substances) or life.substance_on(found.on)
            yield Row("relapse", commune, found.on, None, (code, substance))


def used(life: Life, found: Found, since: date) -> bool:
    """Use after a completion: named in the finding, recorded, or found in a test."""
    return (
        bool(found.substances)
        or any(since < use.since <= found.on for use in life.uses)
        or any(since < test.on <= found.on and test.result == "positive" for test in life.tests)
    )
