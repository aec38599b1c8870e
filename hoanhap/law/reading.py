"""Files of `law/` that were read → what they say. A table with a mistake gives nothing; its mistake is noted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from hoanhap.kernel.lang import Words
from hoanhap.kernel.toml.grammar import Key
from hoanhap.kernel.toml.lines import Place
from hoanhap.kernel.toml.reading import Source, table
from hoanhap.law import grammar
from hoanhap.law.bases import Basis
from hoanhap.law.calendars import Day
from hoanhap.law.clocks import Rule
from hoanhap.law.parameters import Parameter, Value
from hoanhap.law.regimes import Act, Regime, Transition

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """What one table says, and where it stands, so that a mistake seen later is told there."""

    source: Source
    place: Place
    thing: T


@dataclass(frozen=True, slots=True)
class Dates:
    """Days of a calendar under one title: off, or (`undecided`) perhaps off."""

    dates: tuple[date, ...]
    day: Day


@dataclass(frozen=True, slots=True)
class Swap:
    """A working day that is off, and the Saturday worked for it, perhaps in another year."""

    off: date
    worked: date
    source: str
    verified: bool
    note: Words = Words("", "")


def regimes(source: Source) -> Iterator[Entry[Regime]]:
    yield from (Entry(source, place, Regime(**values)) for place, values in _whole(source, "regime", grammar.REGIME))


def acts(source: Source) -> Iterator[Entry[Act]]:
    yield from (Entry(source, place, Act(**values)) for place, values in _whole(source, "act", grammar.ACT))


def transitions(source: Source) -> Iterator[Entry[Transition]]:
    for place, values in _whole(source, "transition", grammar.TRANSITION):
        yield Entry(source, place, Transition(**values))


def rules(source: Source) -> Iterator[Entry[Rule]]:
    yield from (Entry(source, place, Rule(**values)) for place, values in _whole(source, "rule", grammar.RULE))


def bases(source: Source) -> Iterator[Entry[Basis]]:
    for place, values in _whole(source, "basis", grammar.BASIS):
        yield Entry(source, place, Basis(**values))


def parameters(source: Source) -> Iterator[Entry[Parameter]]:
    for place, head in _whole(source, "parameter", grammar.PARAMETER):
        index = place[1]
        assert isinstance(index, int)
        found = source.data["parameter"][index]["value"]
        read = [_values(source, (*place, "value", i), entry, grammar.VALUE) for i, entry in enumerate(found)]
        values = tuple(Value(**{"article": "", **v}) for v in read if v is not None)
        if len(values) == len(read):
            yield Entry(source, place, Parameter(head["code"], head["title"], head["unit"], values))


def days(source: Source) -> Iterator[Entry[Dates]]:
    for name, undecided in (("holiday", False), ("undecided", True)):
        for place, values in _whole(source, name, grammar.HOLIDAY):
            title: Words = values["title"]
            if undecided:
                title = Words(f"{title.vi} (chưa rõ có nghỉ)", f"{title.en} (perhaps off)")
            day = Day(undecided, title, values["source"], values["verified"] and not undecided, undecided)
            yield Entry(source, place, Dates(values["dates"], day))


def swaps(source: Source) -> Iterator[Entry[Swap]]:
    yield from (Entry(source, place, Swap(**values)) for place, values in _whole(source, "swap", grammar.SWAP))


def year(source: Source) -> int | None:
    values = _values(source, ("calendar",), source.data["calendar"], grammar.CALENDAR)
    return values["year"] if values else None


# ---------------------------------------------------------------- tables
def _whole(source: Source, name: str, keys: Mapping[str, Key]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """The tables of an array that have no mistake, with their names as the classes have them."""
    for i, data in enumerate(source.data.get(name, [])):
        if (values := _values(source, (name, i), data, keys)) is not None:
            yield (name, i), values


def _values(source: Source, place: Place, data: Any, keys: Mapping[str, Key]) -> dict[str, Any] | None:
    before = len(source.problems)
    values = table(source, place, data, keys)
    if len(source.problems) > before:
        return None
    if "vi" in values:
        values["title"] = Words(values.pop("vi"), values.pop("en"))
    if "from" in values:
        values["valid_from"], values["valid_to"] = values.pop("from"), values.pop("to", None)
    if "is" in values:
        values["value"] = values.pop("is")
    return values
