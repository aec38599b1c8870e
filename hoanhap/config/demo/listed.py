"""Who is on the lists of the communes that keep a register, all invented, and what happened to each. Pure and seeded.

A commune's own draw is its code's: leaving one out does not move the others. The figures of Phụ lục 2 that count
persons are not drawn: they follow from these lives, here by a plain count, in the product from the facts.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from hoanhap.catalog.forms import Form
from hoanhap.config.demo import communes
from hoanhap.config.demo.communes import MILLION, PART_OF_YEAR, TRIES, ZERO, Answer, Commune, Series, answered
from hoanhap.config.demo.numbers import about, draw
from hoanhap.config.demo.ways import Case, applied, begun, closed, completed, day_of, opening
from hoanhap.reporting.rules.checks import findings

Span = tuple[date, date]  # [start, end)
OPENED = date(2014, 6, 2)  # the oldest file
MERGED = date(2020, 2, 1)  # seventy communes end: whoever comes into treatment after it had been listed before
COUNTED = ("1.4.1", "1.4.2", "1.5.1", "1.5.2", "1.6", "2.4", "3", "4", "5", "5.1", "6")  # rows that count persons


class Help(NamedTuple):
    """Support, or one attendance at counselling. `amount`: of a loan, đồng."""

    kind: str
    on: date
    amount: int = 0


class Invented(NamedTuple):
    listed: date
    cases: tuple[Case, ...] = ()
    helped: tuple[Help, ...] = ()
    settled: bool = True


# ---------------------------------------------------------------- a commune
def commune(form: Form, of: Commune, life: communes.Life) -> tuple[Answer, tuple[Invented, ...]]:
    """The first draw whose annex has no finding: what the commune answers, and the people behind it."""
    rng = draw("list", of.code)
    nothing = communes.NIL if rng.random() < 0.5 else ZERO
    for _ in range(TRIES):
        points = communes.points(rng, life)
        people = tuple(_people(rng, life, points.pop("2.4"), spans(form)))
        units = answered({**communes.team(rng, life), **points}, nothing)
        answer = {**units, **answered(figures(people, spans(form)))}
        if not findings(form, communes.with_totals(form, answer), "commune"):
            return answer, people
    raise AssertionError("no clean draw: the checks of the form have changed; change the draw")


def spans(form: Form) -> tuple[Span, ...]:
    return tuple((c.start, c.end) for c in form.columns if c.start and c.end)


def _people(
    rng: Random, life: communes.Life, attendances: Sequence[int], periods: Sequence[Span]
) -> Iterator[Invented]:
    found: list[list[Case]] = []
    for case in _sound(rng, life, periods):
        again = rng.random() < 0.3 and [one for one in found if _may_follow(one[-1], case)]
        if again:
            rng.choice(again).append(case)  # relapsed, or had left before the end
        else:
            found.append([case])
    found += [[case] for case in _methadone(rng, life, periods)]
    people = [Invented(_listed(rng, applied(cases[0])), tuple(cases)) for cases in found]
    for _ in range(max(about(rng, life.weight), not people)):
        people.append(Invented(_listed(rng, date(2020, 6, 15))))
    helped = _helped(rng, life, people, periods) + _counselled(rng, people, attendances, periods)
    for n, one in enumerate(people):
        yield one._replace(helped=tuple(sorted((h for k, h in helped if k == n), key=lambda help: help.on)))


def _listed(rng: Random, before: date) -> date:
    last = min(before, MERGED) - timedelta(12)
    return last - timedelta(int(rng.random() * min((last - OPENED).days, 500)))


def _may_follow(before: Case, case: Case) -> bool:
    """In a later year, so that nobody counts twice in one."""
    over = closed(before)
    return over is not None and over.year < applied(case).year


# ---------------------------------------------------------------- what happens to them
def _sound(rng: Random, life: communes.Life, periods: Sequence[Span]) -> list[Case]:
    """The first draw in which nobody has to explain more persons treated than registered in a period."""
    for _ in range(TRIES):
        cases = sorted(_treated(rng, life, periods), key=lambda case: case.begins)
        if all(
            sum(_during(case, span) for case in cases) <= sum(_in(applied(case), span) for case in cases)
            for span in periods
        ):
            return cases
    raise AssertionError("no sound draw: fewer cases must go on into the next year")


def _treated(rng: Random, life: communes.Life, periods: Sequence[Span]) -> Iterator[Case]:
    """At home and in the community; the pilot of 2018 and 2019 was finished by all."""
    pilot = (0, 0, life.pilot - life.pilot // 2, life.pilot // 2, 0)
    for span, part, extra in zip(periods, PART_OF_YEAR, pilot, strict=True):
        yield from (_case(rng, "community", span, "completed") for _ in range(extra))
        for way, mean in (("community", 0.7), ("home", 0.45)):
            yield from (_case(rng, way, span) for _ in range(about(rng, life.weight * mean * part)))


def _case(rng: Random, way: str, span: Span, end: str = "") -> Case:
    """Most begin early in the year and are over before it is; some go on into the next."""
    start, over = span
    whole = (over - start).days > 200
    if rng.random() < 0.85 or (end and whole):
        begins = opening(date(start.year, rng.randint(1, 5), rng.randint(9, 24)))
    else:
        begins = opening(date(start.year, rng.randint(7, 11), rng.randint(2, 24))) if whole else over + timedelta(1)
    turn = rng.random()
    end = end or ("withdrawn" if turn < 0.1 else "quit" if turn < 0.25 else "completed")
    months = 6 if rng.random() < 0.9 else 12
    case = Case(way, begins, months, end)
    if end == "withdrawn":
        return case._replace(until=day_of(case, 3))
    return case._replace(until=day_of(case, rng.randint(30, 150))) if end == "quit" else case


def _methadone(rng: Random, life: communes.Life, periods: Sequence[Span]) -> Iterator[Case]:
    """Whoever comes stays; more come every year."""
    first, there = about(rng, life.weight * 1.2), 0
    for n, (start, _) in enumerate(periods):
        for _ in range(round(first * (1 + n * 0.15)) - there):
            year, months = (start.year, (1, 6)) if n else (2015, (1, 12))
            yield Case("methadone", opening(date(year, rng.randint(*months), rng.randint(9, 24))))
        there = round(first * (1 + n * 0.15))


# ---------------------------------------------------------------- what they were helped with
def _helped(
    rng: Random, life: communes.Life, people: Sequence[Invented], periods: Sequence[Span]
) -> list[tuple[int, Help]]:
    """Persons in treatment in the period, each helped once with the same thing in it."""
    lends = life.weight > 1.2 and rng.random() < 0.25
    found: list[tuple[int, Help]] = []
    for span, part in zip(periods, PART_OF_YEAR, strict=True):
        days = {n: day for n, one in enumerate(people) if (day := _in_treatment(rng, one, span))}
        wanted = (("training", about(rng, life.weight * 0.25 * part)), ("job", about(rng, life.weight * 0.2 * part)),
                  ("loan", rng.randint(1, 3) if lends else 0))  # fmt: skip
        for kind, count in wanted:
            for n in rng.sample(sorted(days), min(count, len(days))):
                amount = rng.choice((20, 25, 30)) * MILLION if kind == "loan" else 0
                found.append((n, Help(kind, days[n], amount)))
    return found


def _in_treatment(rng: Random, one: Invented, span: Span) -> date | None:
    for case in one.cases:
        first, last = begun(case), closed(case) or span[1]
        if first and (start := max(first, span[0])) < (end := min(last, span[1])):
            return start + timedelta(int(rng.random() * (end - start).days))
    return None


def _counselled(
    rng: Random, people: Sequence[Invented], attendances: Sequence[int], periods: Sequence[Span]
) -> list[tuple[int, Help]]:
    """At the commune's counselling point: whoever was on the list by then, some often."""
    found = []
    for (start, end), count in zip(periods, attendances, strict=True):
        listed = [n for n, one in enumerate(people) if one.listed < start]
        for _ in range(count if listed else 0):
            day = start + timedelta(int(rng.random() * (end - start).days))
            found.append((rng.choice(listed), Help("counselling", day)))
    return found


# ---------------------------------------------------------------- how many
def figures(people: Iterable[Invented], periods: Sequence[Span]) -> Series:
    """The rows of Phụ lục 2 that count persons."""
    found = {row: [0] * len(periods) for row in COUNTED}
    for one in people:
        for n, span in enumerate(periods):
            for row, amount in _counts(one, span):
                found[row][n] += amount
    return found


APPLIED = {"community": "1.4.1", "home": "1.4.2"}
TREATED = {"community": "1.5.1", "home": "1.5.2", "methadone": "6"}
HELPED = {"training": "3", "job": "4", "loan": "5", "counselling": "2.4"}


def _counts(one: Invented, span: Span) -> Iterator[tuple[str, int]]:
    for case in one.cases:
        if case.way in APPLIED and _in(applied(case), span):
            yield APPLIED[case.way], 1
        if case.way in TREATED and _during(case, span):
            yield TREATED[case.way], 1
        if case.way in APPLIED and _in(completed(case), span):
            yield "1.6", 1
    for help in one.helped:
        if _in(help.on, span):
            yield HELPED[help.kind], 1
            if help.amount:
                yield "5.1", help.amount


def _in(day: date | None, span: Span) -> bool:
    return day is not None and span[0] <= day < span[1]


def _during(case: Case, span: Span) -> bool:
    """On some day of it, or over in it."""
    first, last = begun(case), closed(case)
    return first is not None and first < span[1] and (last is None or last >= span[0])
