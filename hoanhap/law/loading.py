"""From the files of `law/` to whole tables: what each file says, and what they must be together."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, TypeVar

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import Words, speaking, t
from hoanhap.kernel.toml.findings import Finding
from hoanhap.kernel.toml.reading import Source, read
from hoanhap.law import grammar, reading, soundness
from hoanhap.law.bases import CLASSES, Basis
from hoanhap.law.calendars import Calendar, Day
from hoanhap.law.clocks import Rule
from hoanhap.law.parameters import Parameter
from hoanhap.law.reading import Entry, Swap
from hoanhap.law.regimes import Act, Regime, Transition

T = TypeVar("T")


def read_all(folder: Path, pattern: str) -> list[Source]:
    return [read(path, grammar.FILES[pattern], grammar.READ) for path in sorted(folder.glob(pattern))]


def regimes(sources: list[Source]) -> tuple[tuple[Regime, ...], tuple[Act, ...], tuple[Transition, ...]]:
    spans = _entries(sources, reading.regimes)
    acts = _entries(sources, reading.acts)
    transitions = _entries(sources, reading.transitions)
    for regime in spans:
        _tell(regime, soundness.span(regime.place, regime.thing), soundness.doubts(regime.place, regime.thing))
    for act in acts:
        _tell(act, soundness.span(act.place, act.thing), soundness.doubts(act.place, act.thing))
    for transition in transitions:
        where = transition.place, transition.thing
        _tell(transition, soundness.transition(*where), soundness.doubts(*where))
    _once(spans, lambda r: r.code)
    _once(acts, lambda a: a.code)
    _note(soundness.amendments(acts))
    if _all_read(sources):
        _note(soundness.versions(spans))
    ordered = tuple(sorted(_things(spans), key=lambda r: r.valid_from))
    return ordered, _things(acts), _things(transitions)


def parameters(sources: list[Source]) -> Mapping[str, Parameter]:
    entries = _entries(sources, reading.parameters)
    for entry in entries:
        _tell(entry, soundness.parameter(entry.place, entry.thing))
        nation = [
            Entry(entry.source, (*entry.place, "value", i), value)
            for i, value in enumerate(entry.thing.values)
            if not value.province
        ]
        _note(soundness.versions(nation))
    _once(entries, lambda p: p.code)
    return {p.code: p for p in _things(entries)}


def rules(sources: list[Source]) -> Mapping[str, tuple[Rule, ...]]:
    by_code = defaultdict[str, list[Entry[Rule]]](list)
    for entry in _entries(sources, reading.rules):
        _tell(entry, soundness.span(entry.place, entry.thing), soundness.doubts(entry.place, entry.thing))
        _tell(entry, soundness.rule(entry.place, entry.thing))
        by_code[entry.thing.code].append(entry)
    if _all_read(sources):
        for entries in by_code.values():
            _note(soundness.versions(entries))
    return {code: tuple(sorted(_things(e), key=lambda r: r.valid_from)) for code, e in sorted(by_code.items())}


def bases(sources: list[Source]) -> tuple[Basis, ...]:
    entries = _entries(sources, reading.bases)
    for entry in entries:
        _tell(entry, soundness.span(entry.place, entry.thing), soundness.doubts(entry.place, entry.thing))
        _tell(entry, soundness.among((*entry.place, "classes"), entry.thing.classes, CLASSES))
    _once(entries, lambda b: b.code)
    return _things(entries)


# ---------------------------------------------------------------- the calendar
def calendar(sources: list[Source]) -> Calendar:
    years = _years(sources)
    dates = [(year, entry) for year, source in years.items() for entry in reading.days(source)]
    swaps = [(year, entry) for year, source in years.items() for entry in reading.swaps(source)]
    for year, row in dates:
        _tell(row, soundness.dates(row, year))
    for year, swap in swaps:
        _tell(swap, soundness.swap(swap, year))
        _tell(swap, soundness.doubts(swap.place, swap.thing))
    taken = [(row, "dates", day) for _, row in dates for day in row.thing.dates]
    _note(soundness.twice([*taken, *((s, key, getattr(s.thing, key)) for _, s in swaps for key in ("off", "worked"))]))
    for before, after in pairwise(sorted(years)):
        if after != before + 1:
            years[after].wrong(
                ("calendar", "year"),
                t("Thiếu lịch năm {year}", "The calendar of {year} is missing", year=before + 1),
                t("Thêm tệp {year}.toml", "Add {year}.toml", year=before + 1),
            )
    days = {day: row.thing.day for _, row in dates for day in row.thing.dates}
    for _, swap in swaps:
        days |= _swapped(swap.thing)
    known = sorted(years) or [1]
    return Calendar(date(known[0], 1, 1), date(known[-1] + 1, 1, 1), days)


def _years(sources: list[Source]) -> dict[int, Source]:
    years: dict[int, Source] = {}
    for source in sources:
        if not source.kind or not (year := reading.year(source)):
            continue
        earlier = years.setdefault(year, source)
        if earlier is not source:
            source.wrong(
                ("calendar", "year"),
                t("Năm này đã có trong {file}", "The year is in {file}", file=earlier.path.name),
                t("Mỗi năm một tệp", "One file a year"),
            )
    return years


def _swapped(swap: Swap) -> Iterator[tuple[date, Day]]:
    off = _dated("nghỉ hoán đổi, làm bù {x}", "off, {x} is worked for it", swap.worked)
    worked = _dated("làm bù cho {x}", "worked for {x}", swap.off)
    yield swap.off, Day(False, off, swap.source, swap.verified)
    yield swap.worked, Day(True, worked, swap.source, swap.verified)


def _dated(vi: str, en: str, day: date) -> Words:
    shown = []
    for code, sentence in (("vi", vi), ("en", en)):
        with speaking(code):
            shown.append(sentence.format(x=format_date(day)))
    return Words(*shown)


# ---------------------------------------------------------------- what every table goes through
def _entries(sources: list[Source], reader: Callable[[Source], Iterable[Entry[T]]]) -> list[Entry[T]]:
    return [entry for source in sources if source.kind for entry in reader(source)]


def _things(entries: Iterable[Entry[T]]) -> tuple[T, ...]:
    return tuple(entry.thing for entry in entries)


def _all_read(sources: list[Source]) -> bool:
    """A version that could not be read is no gap."""
    return not any(source.problems for source in sources)


def _tell(entry: Entry[T], *found: Iterable[Finding]) -> None:
    for finding in chain(*found):
        entry.source.wrong(*finding)


def _note(found: Iterable[tuple[Entry[Any], Finding]]) -> None:
    for entry, finding in found:
        entry.source.wrong(*finding)


def _once(entries: Iterable[Entry[T]], code: Callable[[T], str]) -> None:
    first: dict[str, Entry[T]] = {}
    for entry in entries:
        earlier = first.setdefault(code(entry.thing), entry)
        if earlier is not entry:
            file = earlier.source.path.name
            entry.source.wrong(
                (*entry.place, "code"),
                t("Mã này đã dùng trong {file}", "The code is used in {file}", file=file),
                t("Mỗi mã chỉ dùng một lần", "Use each code once"),
            )
