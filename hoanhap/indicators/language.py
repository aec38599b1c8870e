"""What an indicator can say: a closed vocabulary, no expressions. What needs judgement is a fact, written by its room.

`catalog/indicators/*.toml` holds the house's own; `docs/facts-format.md` says how anybody writes a file of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from hoanhap.facts.relations import Relation
from hoanhap.kernel.dates import in_force
from hoanhap.kernel.lang import Words

WHEN = {  # for each shape of relation, when a row counts in a period [start, end); `last` is the period's last day
    "event": ("during",),  # date in the period
    "span": (
        "started",  # start in the period
        "ended",  # end in the period: what began and was over on one day has both begun and ended
        "active_at_start",  # begun before the period and not ended before it: the opening stock
        "active_at_end",  # begun by the last day, no end by then: the closing stock
        "active_during",  # begun by the last day, no end before the period: whoever ended in it was there in it
    ),
}
STATES = ("active_at_start", "active_at_end", "active_during")  # counted at a day of the period, not of the row
COUNTS = ("rows", "persons", "units")
AGE_RULES = ("birthday", "mean_year")
ANY_CODE = "*"  # a column of somebody else's file: which codes it holds is not known before it is read
UNIT = Relation("unit", Words("đơn vị cơ sở", "lowest units"), "span", "unit")  # one with no unit below it on its map
AGE_BAND = "age_band"  # in `by`, beside the coded columns


@dataclass(frozen=True, slots=True)
class Where:
    """`column`: of the relation, or person.X for what is told of the person. "" is a code too: nothing is said."""

    column: str
    values: tuple[str, ...]
    negated: bool = False

    @property
    def attribute(self) -> str:
        """The column of the relation `person`, if it is one."""
        return self.column.removeprefix("person.") if self.column.startswith("person.") else ""

    def holds(self, value: str) -> bool:
        return (value in self.values) != self.negated


@dataclass(frozen=True, slots=True)
class Link:
    """Another span of the same person, or of the same unit where one of the two is not of a person.

    It is asked on the row's own day, or for `active_at_…` on the day that is counted.
    """

    of: str
    where: tuple[Where, ...] = ()


@dataclass(frozen=True, slots=True)
class Duration:
    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Band:
    """`low` <= age < `high` in completed years on the day that is counted. Unknown birth: in no band."""

    low: int = 0
    high: int | None = None
    rule: str = "birthday"  # birthday: a birth on 29/02 counts from 01/03. mean_year: 365.25 days a year


@dataclass(frozen=True)
class Indicator:
    """One version of one figure. kind "ratio" has `numerator` and `denominator` only; all else is of a count."""

    code: str
    title: Words
    source: str
    verified: bool
    kind: str = "count"
    of: str = ""
    when: str = ""
    where: tuple[Where, ...] = ()
    also: tuple[Link, ...] = ()
    without: tuple[Link, ...] = ()
    lasting: Duration | None = None
    age: Band | None = None
    counts: str = "rows"  # rows | persons | units | sum
    column: str = ""  # of a sum
    by: tuple[str, ...] = ()
    roll_up: str = "sum"  # sum: of the units below; recount: distinct at every level
    numerator: str = ""
    denominator: str = ""
    per: int = 100
    form: str = ""
    row: str = ""
    note: Words = Words("", "")
    valid_from: date = date.min
    valid_to: date | None = None

    def in_force(self, period: "Period") -> bool:
        return in_force(period.last, self.valid_from, self.valid_to)

    @property
    def reads(self) -> frozenset[str]:
        """The relations it looks at, without `person`."""
        return frozenset({self.of, *(link.of for link in (*self.also, *self.without))} - {""})

    @property
    def asks_person(self) -> bool:
        return self.age is not None or any(where.attribute for where in self.where)


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open [start, end)."""

    code: str
    start: date
    end: date
    title: Words = Words("", "")

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Identity:
    """opening + what came in − what went out = closing, and closing = the next opening; each a code of a count."""

    code: str
    opening: str
    closing: str
    comes: tuple[str, ...]
    goes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelationFile:
    """Where a relation stands: FILE.parquet or FILE.csv, and the file's names of what the relation holds."""

    file: str
    names: Mapping[str, str]  # person, unit, start, end, date, birth, id and the columns → as the file calls them
    repeats: bool = False  # the same row may stand twice: two tests of one person on one day


@dataclass(frozen=True, slots=True)
class UnitFile:
    """One row a unit, `code` and `parent`; or, with `levels`, one row a lowest unit and a column for each level.

    `levels`: columns from the lowest up; a code is the prefix of its level and the value. `root` is above them all.
    """

    file: str = "unit"
    levels: tuple[tuple[str, str], ...] = ()
    root: str = ""


@dataclass(frozen=True)
class Definitions:
    indicators: tuple[Indicator, ...]
    relations: Mapping[str, Relation]
    identities: tuple[Identity, ...] = ()
    periods: tuple[Period, ...] = ()
    files: Mapping[str, RelationFile] = field(default_factory=dict)
    units: UnitFile = UnitFile()
    titles: Mapping[str, Words] = field(default_factory=dict)  # of what the indicators stand in, if it is no form

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Of the counts, each once, in the order of the files: one axis of every table."""
        return tuple(dict.fromkeys(i.code for i in self.indicators if i.kind == "count"))

    @cached_property
    def versions(self) -> Mapping[str, tuple[Indicator, ...]]:
        found: dict[str, tuple[Indicator, ...]] = {}
        for indicator in self.indicators:
            found[indicator.code] = (*found.get(indicator.code, ()), indicator)
        return found

    def indicator(self, code: str, period: Period) -> Indicator | None:
        """The version in force on the period's last day."""
        return next((i for i in self.versions.get(code, ()) if i.in_force(period)), None)

    def exposes(self, it: Indicator) -> bool:
        """Whether persons stand behind it: a small figure of teams, or of money, tells of nobody."""
        if it.kind == "ratio":
            parts = (v for name in (it.numerator, it.denominator) for v in self.versions.get(name, ()))
            return any(map(self.exposes, parts))
        return any(self.relations[name].subject == "person" for name in it.reads - {UNIT.name})

    def subject(self, indicator: Indicator) -> str:
        """Whose facts decide it: a person's, or all those of a unit."""
        if indicator.counts == "units" or indicator.of == UNIT.name:
            return "unit"
        return self.relations[indicator.of].subject
