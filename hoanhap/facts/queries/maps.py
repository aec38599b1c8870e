"""Facts on the map of another day: where each unit's rows belong, and which part of a divided unit a person is of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from hoanhap.facts.models import Fact
from hoanhap.facts.queries.many import FEW
from hoanhap.facts.rules.maps import LISTED, Division, part_of, placed
from hoanhap.facts.rules.rows import Row, unpacked
from hoanhap.units.models import Unit, UnitLink
from hoanhap.units.queries import Carried, carry


class Allotment(NamedTuple):
    """A change of the map that names a person: what is recorded of the subject in `before` went to `after` on `on`."""

    on: date
    before: int
    after: int
    subject: int


class OnMap:
    """The units of all facts, as they lie on the map of a day."""

    def __init__(self, map_date: date) -> None:
        self.day = map_date
        used = Fact.objects.order_by().values_list("unit", flat=True).distinct()
        spans = Unit.objects.filter(pk__in=used).values_list("pk", "valid_from", "valid_to")
        self._later = {pk: start for pk, start, end in spans if end is not None and end <= map_date}
        self._earlier = {pk: start for pk, start, end in spans if start > map_date}
        self._ways: dict[int, tuple[Carried, ...]] = {}
        if self._later:
            self._ways |= carry(self._later, min(self._later.values()), map_date)
        if self._earlier:
            self._ways |= carry(self._earlier, max(self._earlier.values()), map_date)

    def unit_of(self, unit: int, rows: Iterable[Row] = ()) -> int | None:
        """Where a unit's row belongs; `rows`: all of the same person's. None: it cannot be allotted."""
        if unit not in self._ways:
            return unit
        ways = self._ways[unit]
        homes = {row.unit for row in rows if row.relation == LISTED and row.unit != unit}
        own = {home for one in homes if (home := self.unit_of(one)) is not None}
        return placed(ways, own, back=unit in self._earlier)


def dated_codes() -> list[tuple[int, str, date, date | None]]:
    """Every unit there ever was: number, official code, and when it had it. Begun nobody knows when: always there."""
    rows = Unit.objects.order_by("pk").values_list("pk", "code", "valid_from", "valid_to", "start_known")
    return [(pk, code, start if known else date.min, end) for pk, code, start, end, known in rows]


def allotments() -> Iterator[Allotment]:
    """Of every unit that was divided, to which part each person in it belongs, as far as their residence says."""
    divided = divisions()
    for unit, division in divided.items():
        for subject, rows in _people(unit):
            part = part_of(rows, unit, division)
            if part is not None:
                yield Allotment(division.on, unit, part, subject)


def divisions() -> dict[int, Division]:
    """Every unit with facts that ended in more than one of its level."""
    used = set(Fact.objects.order_by().values_list("unit", flat=True).distinct())
    return {unit: division for unit, division in all_divisions().items() if unit in used}


def all_divisions() -> dict[int, Division]:
    """Every unit that ended in more than one of its level, with facts or without."""
    links: dict[int, list[tuple[int, date]]] = defaultdict(list)
    for before, after, on, one, other in UnitLink.objects.values_list(
        "before_id", "after_id", "change__on", "before__level", "after__level"
    ):
        if one == other:
            links[before].append((after, on))
    split = {unit: found for unit, found in links.items() if len(found) > 1}
    parts = {part for found in split.values() for part, _ in found}
    became = _became(parts)
    return {
        unit: Division(found[0][1], {part: became[part] for part, _ in found}) for unit, found in sorted(split.items())
    }


def _became(units: Iterable[int]) -> dict[int, frozenset[int]]:
    """Each with everything that it, whole, became since."""
    onward: dict[int, list[int]] = defaultdict(list)
    for before, after in UnitLink.objects.filter(partial=False, certain=True).values_list("before_id", "after_id"):
        onward[before].append(after)
    found: dict[int, frozenset[int]] = {}
    for unit in units:
        reached, open_ends = {unit}, [unit]
        while open_ends:
            fresh = [after for after in onward[open_ends.pop()] if after not in reached]
            reached.update(fresh)
            open_ends += fresh
        found[unit] = frozenset(reached)
    return found


def _people(unit: int) -> Iterator[tuple[int, Sequence[Row]]]:
    """Who has facts in a unit, with where they were listed."""
    subjects = sorted(set(Fact.objects.filter(unit=unit, subject__isnull=False).values_list("subject", flat=True)))
    for start in range(0, len(subjects), FEW):
        held: Mapping[int, list[Row]] = {subject: [] for subject in subjects[start : start + FEW]}
        rows = Fact.objects.filter(subject__in=list(held), relation=LISTED)
        for subject, place, since, until, codes in rows.values_list("subject", "unit", "start", "end", "codes"):
            held[subject].append(Row(LISTED, place, since, until, unpacked(codes)))
        yield from held.items()
