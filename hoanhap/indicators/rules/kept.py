"""Which figures are kept ready: a table. What is not kept is counted when it is asked for.

The calendar of Thông tư 05/2011/TT-BLĐTBXH (Điều 3, 4): Biểu 01 and 02-BCN are monthly, 03 and 04-BCN half-yearly and
yearly, from 01/01 to 30/6 and to 31/12. The annexes of the review of 2016–2020 take years and the first half of 2020.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from hoanhap.indicators.language import UNIT, Definitions, Indicator, Link, Period
from hoanhap.indicators.rules.periods import in_year, step_of
from hoanhap.kernel.dates import format_date, last_day
from hoanhap.kernel.lang import Words, t

YEARS_AND_HALVES: Final = ("year", "half")
STEPS: Final = {  # form → the periods it is asked for; "": every other form, and targets
    "": YEARS_AND_HALVES,
    "bieu-01-bcn": ("month", *YEARS_AND_HALVES),
    "bieu-02-bcn": ("month", *YEARS_AND_HALVES),
}
SINCE: Final = {"year": 2016, "half": 2016}
MONTHS_BACK: Final = 1  # months are kept of this many years before the current one

COVERED: Final = "communes-in-register"


class Column(NamedTuple):
    """A period on the map of one day, by its number in the store."""

    key: int
    start: date
    end: date
    map_day: date

    @property
    def period(self) -> Period:
        return Period(str(self.key), self.start, self.end)

    @property
    def own_map(self) -> date | None:
        """None: looked at on the map of its last day, as every figure is unless a map is asked for."""
        return None if self.map_day == last_day(self.end) else self.map_day

    @property
    def said(self) -> str:
        span = f"{format_date(self.start)}–{format_date(last_day(self.end))}"
        on = t(", bản đồ {day}", ", map of {day}", day=format_date(self.map_day)) if self.own_map else ""
        return span + on

    @property
    def step(self) -> str:
        return step_of(self.start, self.end)


def periods(on: date) -> list[Period]:
    """What is kept on a day, to the end of its year."""
    steps = dict.fromkeys(step for some in STEPS.values() for step in some)
    since = {step: SINCE.get(step, on.year - MONTHS_BACK) for step in steps}
    return [p for step in steps for n in range(since[step], on.year + 1) for p in in_year(n, step)]


def wanted(indicator: Indicator, step: str) -> bool:
    """Whether an indicator is kept in such columns. A period of no calendar was asked for by name."""
    return not step or step in STEPS.get(indicator.form, STEPS[""])


def grouped(columns: Iterable[Column]) -> dict[tuple[str, date | None], list[Column]]:
    """Columns that one table can hold: the same indicators, on one map or each on its own."""
    found: dict[tuple[str, date | None], list[Column]] = {}
    for column in columns:
        found.setdefault((column.step, column.own_map), []).append(column)
    return found


# ---------------------------------------------------------------- what can be kept
def registered() -> Indicator:
    """Of how many communes the register knows somebody on the period's last day: the coverage beside every total."""
    return Indicator(
        COVERED, Words("Số xã có người trong sổ", "Communes with somebody on the register"), source="", verified=True,
        of=UNIT.name, when="active_at_end", also=(Link("registration"),),
    )  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """The definitions as the store counts them.

    An indicator of units asks whether anybody's fact stands in a unit: that is no sum of what persons add. Beside it
    the facts themselves are counted, one series for each link (`links`), and the unit turns when that count leaves zero
    or comes back to it. What is kept is how far it has turned from a country without any facts.
    Of how many units have a row of their own, the rows are counted beside it (`distinct`) in the same way.
    """

    definitions: Definitions
    links: dict[str, tuple[str, ...]]
    distinct: dict[str, str] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[str, ...]:
        return self.definitions.codes

    @cached_property
    def summed(self) -> Definitions:
        """All but the indicators of lowest units."""
        mine = (it for it in self.definitions.indicators if it.of != UNIT.name)
        return replace(self.definitions, indicators=tuple(mine))

    @cached_property
    def of_means(self) -> dict[str, str]:
        """Those that count what was entered of units → of which relation."""
        of = self.definitions
        return {it.code: it.of for it in of.indicators if of.subject(it) == "unit" and it.of != UNIT.name}

    def of_units(self, code: str, period: Period) -> Indicator | None:
        """The version in force, if it is an indicator of lowest units."""
        return self.definitions.indicator(code, period) if code in self.links else None


def kept(definitions: Definitions) -> Kept:
    """Without what no act could keep: indicators of units that ask more than whether a fact is there, or how many units
    have one where their units lie in each other."""
    relations = definitions.relations
    mine = [registered(), *(it for it in definitions.indicators if it.kind == "count")]
    taken, links, distinct = list[Indicator](), dict[str, tuple[str, ...]](), dict[str, str]()
    for it in mine:
        if definitions.subject(it) == "unit":
            if it.of == UNIT.name and it.when in ("active_at_end", "active_at_start") and it.counts != "persons":
                beside = [_beside(it, n, link) for n, link in enumerate((*it.also, *it.without))]
                taken += [it, *beside]
                links[it.code] = max(links.get(it.code, ()), tuple(b.code for b in beside), key=len)
            elif it.of in relations and relations[it.of].subject == "unit" and not it.also and not it.without:
                if it.counts == "units" and not _of_one_level(it):
                    continue
                taken.append(it)
                if it.counts == "units":
                    taken.append(replace(it, code=f"{it.code}~", counts="rows", by=()))
                    distinct[it.code] = f"{it.code}~"
        elif all(relations[link.of].subject == "person" for link in (*it.also, *it.without)):
            taken.append(it)
    return Kept(Definitions(tuple(taken), relations), links, distinct)


def _of_one_level(it: Indicator) -> bool:
    """Its rows lie in units none of which is part of another."""
    return any(w.column == "level" and len(w.values) == 1 and not w.negated for w in it.where) and it.of == "reached"


def _beside(it: Indicator, n: int, link: Link) -> Indicator:
    return Indicator(
        f"{it.code}~{n}", it.title, it.source, it.verified, of=link.of, when=it.when, where=link.where, form=it.form,
        valid_from=it.valid_from, valid_to=it.valid_to,
    )  # fmt: skip


# ---------------------------------------------------------------- indicators of units
def holds(it: Indicator, counts: Sequence[int] = ()) -> int:
    """1 for a unit that counts. `counts`: of the facts of each link, first those that must be there, then those that
    must not; none given: no facts at all."""
    there = [count > 0 for count in counts] or [False] * (len(it.also) + len(it.without))
    return int(all(there[: len(it.also)]) and not any(there[len(it.also) :]))
