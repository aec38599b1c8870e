"""What the explorer shows: the country on a day, one unit with its past and future, what a search found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hoanhap.kernel.dates import format_date, last_day
from hoanhap.kernel.lang import Words, t
from hoanhap.units.queries.agencies import AgencyFacts, agencies, lead_sector, register
from hoanhap.units.queries.directory import Change, Version, change_of, changes, search, versions
from hoanhap.units.queries.lineage import Kin, became, made_of
from hoanhap.units.queries.tree import Tree, UnitFacts, epochs, tree
from hoanhap.units.rules.names import DATA_START, KINDS, LEVEL_WORDS


@dataclass(frozen=True, slots=True)
class Mark:
    """A day worth choosing: the map changed on it, or was about to."""

    on: date
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in a table. `counts`: how many units of each lower level of the page stand under it."""

    code: str
    title: str
    kind: Words
    on: date  # the day on which its page should open
    since: date | None  # None: before the first list, nobody knows when
    last: date | None  # its last day in force
    counts: tuple[int, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class Relative:
    """A predecessor or successor, with what is not whole or not sure said in words."""

    row: Row
    partial: bool
    certain: bool
    main: bool


@dataclass(frozen=True, slots=True)
class Country:
    on: date
    text: str
    marks: Sequence[Mark]
    totals: Sequence[tuple[Words, int]]
    levels: Sequence[Words]
    rows: Sequence[Row]
    found: Sequence[Row]
    elsewhere: Sequence[Row]  # found, but not in force on the day
    too_early: bool


@dataclass(frozen=True, slots=True)
class UnitPage:
    on: date
    unit: Version
    kind: Words
    stands: bool
    since: date | None
    last: date | None
    marks: Sequence[Mark]
    above: Sequence[Row]
    totals: Sequence[tuple[Words, int]]
    levels: Sequence[Words]
    children: Sequence[Row]
    past: Sequence[Relative]
    future: Sequence[Relative]
    made_by: Change | None
    versions: Sequence[Row]
    agencies: Sequence[tuple[Words, AgencyFacts]]
    lead: Words


def country_page(on: date, text: str = "") -> Country:
    country = tree(on)
    found = search(text, on, limit=101)
    here = {v.id for v in found}
    ever = [v for v in search(text, None, limit=101) if v.id not in here and not v.stands(on)]
    levels = _levels(country, None)
    top = country.nation().id if len(country) else None
    return Country(
        on=on,
        text=text,
        marks=_marks(on),
        totals=_totals(country, None),
        levels=[LEVEL_WORDS[level] for level in levels[1:]],
        rows=[] if top is None else [_child(u, country, on, levels[1:]) for u in country.children(top)],
        found=[_version_row(v, on, country) for v in found],
        elsewhere=[_version_row(v, _visible_on(v, on), tree(_visible_on(v, on))) for v in ever[:20]],
        too_early=not len(country),
    )


def unit_page(code: str, on: date) -> UnitPage | None:
    """The unit that has a code on a day, else the nearest one that had it; None when no unit ever did."""
    known = versions(code)
    unit = _nearest(known, on)
    if unit is None:
        return None
    seen = _visible_on(unit, on)
    country = tree(seen)
    levels = _levels(country, unit.id)
    sectors = register().sectors
    return UnitPage(
        on=on,
        unit=unit,
        kind=KINDS[unit.kind].words,
        stands=unit.stands(on),
        since=_since(unit.valid_from),
        last=_last(unit.valid_to),
        marks=_marks(on),
        above=[_facts_row(country.unit(i), seen) for i in reversed(country.ancestors(unit.id))],
        totals=_totals(country, unit.id),
        levels=[LEVEL_WORDS[level] for level in levels[1:]],
        children=[_child(u, country, seen, levels[1:]) for u in country.children(unit.id)],
        past=[_relative(k, last_day(unit.valid_from)) for k in made_of(unit.id)],
        future=[_relative(k, k.valid_from) for k in became(unit.id)],
        made_by=change_of(unit.id),
        versions=[_version_row(v, _visible_on(v, on), None) for v in known],
        agencies=[(sectors.get(a.sector, Words(a.sector, a.sector)), a) for a in agencies(unit.id, seen)],
        lead=sectors[lead_sector(seen)],
    )


def _nearest(known: Sequence[Version], on: date) -> Version | None:
    """In force on the day; else the last that ended before it; else the first to come."""
    past = [v for v in known if v.valid_from <= on]
    return past[-1] if past else known[0] if known else None


def _visible_on(v: Version, on: date) -> date:
    """The day on which to look at a unit: the chosen one when it stands, else its last or first day."""
    if v.stands(on):
        return on
    return v.valid_from if on < v.valid_from or v.valid_to is None else last_day(v.valid_to)


def _marks(on: date) -> list[Mark]:
    acts: dict[date, str] = {}
    for change in changes():
        acts.setdefault(change.on, change.act)
    days = [d for d in epochs() if d > DATA_START]
    marks = [Mark(d, t("từ {day}", "from {day}", day=format_date(d)), acts.get(d, "")) for d in days]
    if days:
        before = days[0] - timedelta(days=1)
        first = t("đến {day}", "until {day}", day=format_date(before))
        marks.insert(0, Mark(before, first, t("trước mọi thay đổi đã biết", "before every known change")))
    return marks


def _totals(country: Tree, unit_id: int | None) -> list[tuple[Words, int]]:
    if not len(country):
        return []
    counts = country.counts(unit_id)
    return [(LEVEL_WORDS[level], n) for level, n in counts.items() if n]


def _levels(country: Tree, unit_id: int | None) -> list[str]:
    """The levels that stand below a unit, the nearest first."""
    return [level for level, n in country.counts(unit_id).items() if n] if len(country) else []


def _child(u: UnitFacts, country: Tree, on: date, levels: Sequence[str]) -> Row:
    counts = country.counts(u.id)
    return _facts_row(u, on, tuple(counts[level] for level in levels))


def _facts_row(u: UnitFacts, on: date, counts: tuple[int, ...] = ()) -> Row:
    return Row(u.code, u.title, KINDS[u.kind].words, on, _since(u.valid_from), _last(u.valid_to), counts)


def _version_row(v: Version, on: date, country: Tree | None) -> Row:
    path = ""
    if country is not None and v.id in country:
        above = [country.unit(i) for i in country.ancestors(v.id)]
        path = ", ".join(u.title for u in above if u.level != "nation")
    return Row(v.code, v.title, KINDS[v.kind].words, on, _since(v.valid_from), _last(v.valid_to), path=path)


def _relative(k: Kin, on: date) -> Relative:
    row = Row(k.code, k.title, KINDS[k.kind].words, on, _since(k.valid_from), _last(k.valid_to))
    return Relative(row, k.partial, k.certain, k.main)


def _last(valid_to: date | None) -> date | None:
    return last_day(valid_to) if valid_to else None


def _since(valid_from: date) -> date | None:
    return valid_from if valid_from > DATA_START else None
