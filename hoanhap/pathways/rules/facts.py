"""What the checks read: one person, one measure, one day. Plain frozen values, gathered by `queries.facts`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from hoanhap.kernel.dates import in_force
from hoanhap.law.clocks import add_months

Value = str | int | bool | tuple[str, ...] | None
Given = Mapping[str, Value]
NOTHING: Given = MappingProxyType({})
ADULT = 18


@dataclass(frozen=True, slots=True)
class Lived:
    commune_id: int
    kind: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A determination. `certified`: by somebody whose certificate was valid on that day."""

    on: date
    result: str
    substances: frozenset[str] = frozenset()
    certified: bool = True


@dataclass(frozen=True, slots=True)
class DrugTest:
    on: date
    result: str
    substances: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Stood:
    kind: str
    basis: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Other:
    """Another measure of the same person. `begun`: its term runs or ran, so that the person really was under it."""

    pathway: str
    kind: str
    residential: bool
    open: bool
    outcome: str
    opened_on: date
    closed_on: date | None = None
    begun: bool = True


@dataclass(frozen=True, slots=True)
class Noted:
    """What a centre noted: leave, hospital, escape, return, discipline, merit, health, rating."""

    kind: str
    on: date
    until: date | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    stage: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """The place a step names, or else the measure's: `taken` beds of `beds`. `open`: on the day."""

    id: int
    kind: str
    open: bool
    beds: int | None = None
    taken: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """A step as it was taken. `number` orders the steps of a measure; `at` is known where hours count; `version`: of
    the pathway, under which it was taken."""

    number: int
    step: str
    on: date
    version: str = ""
    at: datetime | None = None
    facts: Given = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """`on`: the day in law. `communes`: the commune that answers and what it became; `arriving`: the one moved to.

    `given`: what is typed with the step that is asked about; what earlier steps recorded stands behind it.
    `wanted`: the papers that steps so far called for, code → title; `papers`: those there are.
    """

    on: date
    birth_year: int
    born_on: date | None = None
    died_on: date | None = None
    communes: frozenset[int] = frozenset()
    arriving: frozenset[int] = frozenset()
    residences: Sequence[Lived] = ()
    determinations: Sequence[Found] = ()
    tests: Sequence[DrugTest] = ()
    standings: Sequence[Stood] = ()
    others: Sequence[Other] = ()
    represented: bool = False
    done: Sequence[Done] = ()
    turn: int = 1
    case: str = ""
    term: str = ""
    limits: tuple[int, int | None] | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    term_days: int = 0
    stays: Sequence[Stage] = ()
    events: Sequence[Noted] = ()
    papers: frozenset[str] = frozenset()
    wanted: Mapping[str, str] = field(default_factory=dict)
    place: PlaceFacts | None = None
    place_kinds: frozenset[str] = frozenset()
    given: Given = field(default_factory=lambda: NOTHING)

    def get(self, code: str) -> Value:
        """A recorded fact: what is given now, else what the latest step said."""
        if code in self.given and self.given[code] is not None:
            return self.given[code]
        said = (d.facts[code] for d in reversed(self.done) if d.facts.get(code) is not None)
        return next(said, None)

    def day(self, code: str) -> date | None:
        """A recorded day; facts keep it as it is written in JSON."""
        found = self.get(code)
        return date.fromisoformat(found) if isinstance(found, str) and found else None

    def number(self, code: str) -> int | None:
        found = self.get(code)
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    @property
    def birthday(self) -> date:
        """The day of birth; a year alone counts as its last day, the reading that favours the person."""
        return birthday(self.born_on, self.birth_year)

    @property
    def age(self) -> int:
        return age(self.birthday, self.on)

    @property
    def minor(self) -> bool:
        return self.age < ADULT

    @property
    def residence(self) -> Lived | None:
        """Where the person lives on the day; of several, what was recorded last."""
        held = [r for r in self.residences if in_force(self.on, r.valid_from, r.valid_to)]
        return max(held, key=lambda r: r.valid_from, default=None)

    @property
    def determination(self) -> Found | None:
        """The latest certified finding up to the day."""
        known = [d for d in self.determinations if d.on <= self.on and d.certified]
        return max(known, key=lambda d: d.on, default=None)

    @property
    def addiction(self) -> Found | None:
        found = self.determination
        return found if found and found.result == "addicted" else None

    def within(self, since: date | None, months: int) -> bool:
        return since is not None and since <= self.on <= add_months(since, months)

    def taken(self, *codes: str) -> bool:
        return any(d.step in codes for d in self.done)


def birthday(born_on: date | None, birth_year: int) -> date:
    return born_on or date(birth_year, 12, 31)


def age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
