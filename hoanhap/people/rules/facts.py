"""What the facts say of one file: on the list where and as what, moves, tests, support. Pure; ADR 0018.

A file merged of two may hold two homes or standings at once: what began last holds.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from hoanhap.facts.rules.rows import Row
from hoanhap.kernel.dates import in_force

SEVERAL, UNKNOWN = "several", "unknown"
DIED = "died"


class Home(NamedTuple):
    """Only homes that were reached; while a move waits for its confirmation the commune that was left keeps the file.
    `reason`: why it ended."""

    commune: int
    since: date
    until: date | None = None
    reason: str = ""


class Stood(NamedTuple):
    kind: str
    since: date
    until: date | None = None


class Used(NamedTuple):
    substance: str
    since: date
    until: date | None = None


class DrugTest(NamedTuple):
    on: date
    kind: str
    reason: str
    result: str
    substances: str  # codes, blank between


class Given(NamedTuple):
    """One support; `kind` counselling is told as its own relation. `need`: the number of what it meets."""

    on: date
    kind: str
    source: str
    amount: int | None
    need: int | None = None


class Needed(NamedTuple):
    number: int
    kind: str
    since: date
    withdrawn: date | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """What the register holds of a person that facts are derived from, in order of the days things began.

    `commune`: of the file, for a person without a home on record.
    """

    sex: str
    birth: date
    commune: int | None = None
    closed_on: date | None = None
    homes: Sequence[Home] = ()
    standings: Sequence[Stood] = ()
    uses: Sequence[Used] = ()
    tests: Sequence[DrugTest] = ()
    supports: Sequence[Given] = ()
    needs: Sequence[Needed] = ()

    def commune_on(self, day: date) -> int | None:
        """Where the person is counted: the last home reached by then; before the first one, that one."""
        reached = self.homes[0].commune if self.homes else self.commune
        for home in self.homes:
            if home.since <= day:
                reached = home.commune
        return reached

    def substance_on(self, day: date) -> str:
        """What is used on a day, as far as it is recorded; of who uses nothing any more, what was used last."""
        if not self.uses:
            return UNKNOWN
        used = {u.substance for u in self.uses if in_force(day, u.since, u.until)}
        if not used:
            over = [u for u in self.uses if u.since <= day]
            last = max((u.until for u in over if u.until), default=None)
            used = {u.substance for u in over if u.until == last}
        return main(used)

    def standing_on(self, day: date) -> str:
        held = [s for s in self.standings if in_force(day, s.since, s.until)]
        return held[-1].kind if held else ""

    @property
    def left(self) -> tuple[date | None, str]:
        """The day from which the person is on no list whatever standing is recorded, and how it came."""
        died = min((h.until for h in self.homes if h.reason == DIED and h.until), default=None)
        if died and (self.closed_on is None or died <= self.closed_on):
            return died, DIED
        return self.closed_on, "closed"


def main(substances: Iterable[str]) -> str:
    """Of several substances none is the main one."""
    found = set(substances)
    return found.pop() if len(found) == 1 else SEVERAL if found else UNKNOWN


def found_in(substances: str) -> str:
    """As `main`, of a recorded list; "" for nothing found."""
    return main(substances.split(" ")) if substances else ""


class Stretch(NamedTuple):
    """A time on the list during which nothing changes that is counted."""

    start: date
    end: date | None
    commune: int
    standing: str
    substance: str


def stretches(life: Life) -> list[Stretch]:
    """The list, cut where commune, standing or substance change; in order of time."""
    limit = life.left[0]
    days = {s.since for s in life.standings} | {s.until for s in life.standings if s.until}
    days |= {h.since for h in life.homes[1:]} | {u.since for u in life.uses} | {u.until for u in life.uses if u.until}
    cuts = sorted(day for day in days if limit is None or day < limit)
    found: list[Stretch] = []
    for start, end in zip(cuts, [*cuts[1:], limit], strict=False):
        standing, commune = life.standing_on(start), life.commune_on(start)
        if not standing or commune is None:
            continue
        new = Stretch(start, end, commune, standing, life.substance_on(start))
        if found and found[-1].end == start and found[-1][2:] == new[2:]:
            found[-1] = found[-1]._replace(end=end)
        else:
            found.append(new)
    return found


def rows(life: Life) -> list[Row]:
    """Everything this room tells of one person."""
    listed = stretches(life)
    return [*_registrations(listed, life), *_moves(listed), *_tests(life), *_supports(life), *_needs(life)]


def _registrations(listed: Sequence[Stretch], life: Life) -> Iterator[Row]:
    turn = "first"
    for n, now in enumerate(listed):
        before = listed[n - 1] if n else None
        after = listed[n + 1] if n + 1 < len(listed) else None
        if before is None:
            began = "listed"
        elif before.end != now.start:
            began, turn = "relisted", "repeated"
        else:
            began = _changed(before, now)
        if now.end is None:
            ended = ""
        elif after is not None and after.start == now.end:
            ended = _changed(now, after)
        else:
            ended = DIED if life.left == (now.end, DIED) else "closed"
        codes = (now.standing, now.substance, turn, began, ended)
        yield Row("registration", now.commune, now.start, now.end, codes)


def _changed(before: Stretch, after: Stretch) -> str:
    if before.commune != after.commune:
        return "moved"
    return "standing" if before.standing != after.standing else "substance"


def _moves(listed: Sequence[Stretch]) -> Iterator[Row]:
    for before, after in zip(listed, listed[1:], strict=False):
        if before.end == after.start and before.commune != after.commune:
            yield Row("move", before.commune, after.start, None, ("out", after.standing))
            yield Row("move", after.commune, after.start, None, ("in", after.standing))


def _tests(life: Life) -> Iterator[Row]:
    for test in life.tests:
        commune = life.commune_on(test.on)
        if commune is not None:
            codes = (test.kind, test.reason, test.result, found_in(test.substances))
            yield Row("test", commune, test.on, None, codes)


def _supports(life: Life) -> Iterator[Row]:
    for given in life.supports:
        commune = life.commune_on(given.on)
        if commune is None:
            continue
        if given.kind == "counselling":
            yield Row("counselling", commune, given.on, None, (), 1)
        else:
            yield Row("support", commune, given.on, None, (given.kind, given.source), given.amount or 0)


def _needs(life: Life) -> Iterator[Row]:
    """Whichever came first: the first support that meets it, its withdrawal, the day on which the person left."""
    left = life.left[0]
    for need in life.needs:
        commune = life.commune_on(need.since)
        if commune is None:
            continue
        met = min((given.on for given in life.supports if given.need == need.number), default=None)
        closed = left if left and left >= need.since else None
        ends = [(day, said) for day, said in ((met, "met"), (need.withdrawn, "withdrawn"), (closed, "closed")) if day]
        end, ended = min(ends, key=lambda one: one[0], default=(None, ""))
        yield Row("need", commune, need.since, end, (need.kind, ended))
