"""What 199 communes might have answered. Synthetic throughout: only the totals of `bc-1479` are published figures.

Small numbers, a long tail, many communes where nothing occurred; every form passes its own checks, because a draw
that trips one is drawn again. What the story needs (`story.py`) is written over these.
"""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from hoanhap.catalog.forms import Form
from hoanhap.config.demo import published
from hoanhap.config.demo.numbers import about, draw, heavy, share_out
from hoanhap.reporting.rules.cells import CellFacts, Place, own_rows, totalled
from hoanhap.reporting.rules.checks import findings

PERIODS = ("2016", "2017", "2018", "2019", "2020-6t")
PART_OF_YEAR = (1.0, 1.0, 1.0, 1.0, 0.5)
NIL = CellFacts(mark="nil")
ZERO = CellFacts(0)
HUNDRED_THOUSAND = 100_000  # đồng: budgets are written to a tenth of a million
MILLION = 10**6
NEVER = len(PERIODS)
TRIES = 400

Answer = dict[Place, CellFacts]
Series = dict[str, list[int]]


class Commune(NamedTuple):
    """A commune of the map: its official code, its kind (commune, ward, township) and its district's code."""

    code: str
    kind: str
    district: str


class Life(NamedTuple):
    """What every form of one commune draws on. `weight`: how heavy the problem is; 0: nobody known."""

    weight: float
    team_from: int  # position in PERIODS; -1: before 2016; NEVER
    pilot: int


# ---------------------------------------------------------------- lives
def lives(communes: Sequence[Commune]) -> dict[str, Life]:
    """One life for each commune. The pilot of 95 persons falls only where the report says it was held."""
    pilots = _pilots(communes)
    return {c.code: _life(c, pilots.get(c.code, 0)) for c in communes}


def _life(commune: Commune, pilot: int) -> Life:
    rng = draw("life", commune.code)
    town = commune.kind != "commune"
    weight = heavy(rng, 1.2) * (1.8 if town else 0.7)
    untouched = rng.random() < (0.05 if town else 0.35) and not pilot
    team = rng.choice((-1, -1, -1, 0, 1, 2)) if not untouched or rng.random() < 0.4 else NEVER
    return Life(0.0 if untouched else weight, team, pilot)


def _pilots(communes: Sequence[Commune]) -> dict[str, int]:
    """Groups of communes in the three districts: about a third of their communes, a long tail, 95 in all."""
    there = [c for c in communes if c.district in published.PILOT_DISTRICTS]
    chosen = sorted(there, key=lambda c: draw("pilot", c.code).random())[: len(there) // 3]
    shares = share_out(published.PILOT.value, [heavy(draw("pilot-size", c.code), 0.6) for c in chosen], least=2)
    return {c.code: n for c, n in zip(chosen, shares, strict=True)}


# ---------------------------------------------------------------- bc-1479
def report_1479(communes: Sequence[Commune]) -> dict[str, Answer]:
    """Each held a session; attendances and pilots add up to the published totals, “hơn” standing on a few of them."""
    turnout = [heavy(draw("turnout", c.code), 0.6) * (1.0 if c.kind == "commune" else 2.0) for c in communes]
    attended = share_out(published.ATTENDANCES.value, turnout, least=8)
    rough = {c.code for c in sorted(communes, key=lambda c: draw("rough", c.code).random())[:5]}
    pilots = _pilots(communes)
    return {
        c.code: {
            (published.SESSIONS.row, published.COLUMN): CellFacts(1),
            (published.ATTENDANCES.row, published.COLUMN): CellFacts(n, qualifier="ge" if c.code in rough else ""),
            (published.PILOT.row, published.COLUMN): CellFacts(pilots[c.code]) if c.code in pilots else NIL,
        }
        for c, n in zip(communes, attended, strict=True)
    }


# ---------------------------------------------------------------- Phụ lục 2
def annex_2(form: Form, commune: Commune, life: Life) -> Answer:
    """Rehabilitation at home and in the community, 2016 to June 2020."""
    rng = draw("annex-2", commune.code)
    return _clean(form, rng, (_annex_2(rng, life) for _ in range(TRIES)))


def _annex_2(rng: Random, life: Life) -> Series:
    return {**team(rng, life), **_persons(rng, life), **points(rng, life), **_support(rng, life)}


def team(rng: Random, life: Life) -> Series:
    there = [1 if i >= life.team_from else 0 for i in range(len(PERIODS))]
    staff = rng.randint(5, 8)
    return {
        "1.1": [1 if i == life.team_from else 0 for i in range(len(PERIODS))],
        "1.2": there,
        "1.3": [staff + (i > 2) if t else 0 for i, t in enumerate(there)],
    }


def _persons(rng: Random, life: Life) -> Series:
    """Registered, then treated, then certified: each at most the one before, in every period."""
    extra = [0, 0, life.pilot - life.pilot // 2, life.pilot // 2, 0]
    community = [about(rng, life.weight * 0.7 * part) + more for part, more in zip(PART_OF_YEAR, extra, strict=True)]
    home = [about(rng, life.weight * 0.45 * part) for part in PART_OF_YEAR]
    treated = [max(more, n - about(rng, n * 0.15)) for n, more in zip(community, extra, strict=True)]
    at_home = [n - about(rng, n * 0.2) for n in home]
    done = [about(rng, (a + b) * 0.6) for a, b in zip(treated, at_home, strict=True)]
    return {
        "1.4.1": community,
        "1.4.2": home,
        "1.5.1": [min(a, b) for a, b in zip(treated, community, strict=True)],
        "1.5.2": [max(0, n) for n in at_home],
        "1.6": [min(a + b, n) for a, b, n in zip(treated, at_home, done, strict=True)],
    }


def points(rng: Random, life: Life) -> Series:
    """A counselling point in one commune in six: mostly in the health station, sometimes in the culture house."""
    opened = rng.choice((1, 2, 3)) if life.weight > 1.5 and rng.random() < 0.6 else NEVER
    place = rng.choice(("2.1.1", "2.1.1", "2.1.1", "2.1.2", "2.1.3"))
    there = [1 if i >= opened else 0 for i in range(len(PERIODS))]
    volunteers, others = rng.randint(0, 3), rng.randint(0, 1)
    # Opened late in its first year: few came; then it became known.
    came = [0 if i < opened else rng.randint(5, 9) if i == opened else rng.randint(18, 40) for i in range(5)]
    return {
        **{row: [0] * 5 for row in ("2.1.1", "2.1.2", "2.1.3")},
        place: [1 if i == opened else 0 for i in range(5)],
        "2.2": there,
        "2.3.1": there,
        "2.3.2": there,
        "2.3.3": there,
        "2.3.4": [t * volunteers for t in there],
        "2.3.5": [t * others for t in there],
        "2.4": [n // 2 if i == 4 and n > 20 else n for i, n in enumerate(came)],
    }


def _support(rng: Random, life: Life) -> Series:
    learned = [about(rng, life.weight * 0.25 * part) for part in PART_OF_YEAR]
    jobs = [about(rng, life.weight * 0.2 * part) for part in PART_OF_YEAR]
    lent = life.weight > 1.2 and rng.random() < 0.25
    borrowers = [rng.randint(1, 3) if lent else 0 for _ in PERIODS]
    loans = [n * rng.choice((20, 25, 30)) * MILLION for n in borrowers]
    first = about(rng, life.weight * 1.2)
    methadone = [round(first * (1 + i * 0.15)) for i in range(len(PERIODS))]
    return {"3": learned, "4": jobs, "5": borrowers, "5.1": loans, "6": methadone}


# ---------------------------------------------------------------- Phụ lục 3
def annex_3(form: Form, commune: Commune, life: Life) -> Answer:
    """Money: what came from where, and what it was spent on; spending adds up to what there was."""
    rng = draw("annex-3", commune.code)
    return _clean(form, rng, (_annex_3(rng, life) for _ in range(TRIES)))


def _annex_3(rng: Random, life: Life) -> Series:
    if not life.weight and life.team_from == NEVER:
        return {row: [0] * 5 for row in ("1.1", "1.2", "2.1", "2.2", "2.3")}
    scale = [part * (1 + (0.8 if life.pilot and i in (2, 3) else 0)) for i, part in enumerate(PART_OF_YEAR)]
    central = [_tenths(rng, (2 + life.weight * 3 + life.pilot * 0.5) * s) for s in scale]
    local = [_tenths(rng, (0.5 + life.weight * 0.8) * s) for s in scale]
    spent = [_spend(rng, a + b) for a, b in zip(central, local, strict=True)]
    rows = zip(*spent, strict=True)
    return {"1.1": central, "1.2": local, **dict(zip(("2.1", "2.2", "2.3"), map(list, rows), strict=True))}


def _tenths(rng: Random, millions: float) -> int:
    return round(millions * (0.85 + 0.3 * rng.random()) * 10) * HUNDRED_THOUSAND


def _spend(rng: Random, money: int) -> list[int]:
    """Files, the team, support to persons: in tenths of a million, nothing left over."""
    weights = [0.15 + 0.1 * rng.random(), 0.35 + 0.1 * rng.random(), 0.4 + 0.2 * rng.random()]
    return [n * HUNDRED_THOUSAND for n in share_out(money // HUNDRED_THOUSAND, weights)]


# ---------------------------------------------------------------- from series to cells
def _clean(form: Form, rng: Random, drawn: Iterator[Series]) -> Answer:
    """The first draw without a finding, as cells. Where nothing occurred, half of the officers write 0 and half “-”."""
    nothing = NIL if rng.random() < 0.5 else ZERO
    for series in drawn:
        answer = answered(series, nothing)
        if not findings(form, with_totals(form, answer), "commune"):
            return answer
    raise AssertionError("no clean draw: the checks of the form have changed; change the draw")


def answered(series: Series, nothing: CellFacts = ZERO) -> Answer:
    """Five numbers a row as cells; a row with nothing in any period is written as `nothing`."""
    return {
        (row, period): CellFacts(value) if any(values) else nothing
        for row, values in series.items()
        for period, value in zip(PERIODS, values, strict=True)
    }


def with_totals(form: Form, answer: Answer) -> Answer:
    """The answer with the rows that the program adds up itself."""
    return {**answer, **totalled(form, answer, "commune")}


def typed_rows(form: Form) -> list[str]:
    """The rows a commune types: its own, without the totals."""
    sums = {r.code for r in form.filled_rows if r.parts and r.parts.relation == "="}
    return [r.code for r in own_rows(form, "commune") if r.code not in sums]
