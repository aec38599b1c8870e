"""The register of units as a `Country`: a part of it, one person's own moves in it, and rows older than their unit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date
from functools import cached_property
from typing import Final

from hoanhap.facts.rules.maps import Division, part_of
from hoanhap.facts.rules.rows import Row
from hoanhap.indicators.rules.maps import Change, Country, Map, UnitRow

NO_DIVISIONS: Final[Mapping[int, Division]] = {}


class Register(Country):
    """An officer may write down in a commune what happened before it was made, or after: it was recorded there.

    `divisions`: the units that ended in several parts. What is recorded in them of a person goes to the part where the
    person was listed afterwards; that is found in the person's own rows (`allotted`) and named (`naming`).
    """

    def __init__(
        self,
        rows: Iterable[UnitRow],
        changes: Iterable[Change] = (),
        divisions: Mapping[int, Division] = NO_DIVISIONS,
    ) -> None:
        super().__init__(rows, changes)
        self.divisions = divisions
        self._unnamed: Register | None = None

    def unit(self, code: str, on: date) -> int | None:
        """The unit on that day, or else the one of that code nearest to it."""
        rows = self._by_code.get(code)
        if not rows:
            return None
        begun = [index for index in rows if self.rows[index].valid_from <= on]
        return begun[-1] if begun else rows[0]

    def _there(self, code: str, on: date) -> int | None:
        return Country.unit(self, code, on)

    def _forward_from(self, codes: list[str], on: date, until: date, person: int | None) -> set[int]:
        units = [unit for code in codes if (unit := self._there(code, on)) is not None]
        return {found for unit in units for found in self.forward(unit, on, until, person)}

    def _ends(self, code: str, on: date) -> int | None:
        return self._there(code, date.fromordinal(max(on.toordinal() - 1, 1)))

    def backward(self, unit: int, since: date, until: date, person: int | None) -> set[int]:
        """What was written down in a unit after it had ended is of its last day."""
        ended = self.rows[unit].valid_to
        if ended is not None and ended <= until:
            return self.forward(unit, date.fromordinal(ended.toordinal() - 1), until, person)
        return super().backward(unit, since, until, person)

    @property
    def by_code(self) -> Mapping[str, Sequence[int]]:
        """The places of each code in `rows`, in the order of time."""
        return self._by_code

    # ------------------------------------------------------------ a part
    def around(self, codes: Iterable[str]) -> "Register":
        """Only these units, what they were before and became, and all that stood above: enough to place their rows."""
        found = set[str]()
        ahead = [code for code in set(codes) if code in self._by_code]
        while ahead:
            code = ahead.pop()
            if code not in found:
                found.add(code)
                ahead += self._near.get(code, ())
        return Register(
            (row for row in self.rows if row.code in found),
            (change for change in self.changes if change.before in found and change.after in found),
            {unit: division for unit, division in self.divisions.items() if str(unit) in found},
        )

    @cached_property
    def _near(self) -> dict[str, set[str]]:
        near = defaultdict[str, set[str]](set)
        for row in self.rows:
            if row.parent:
                near[row.code].add(row.parent)
        for change in self.changes:
            near[change.before].add(change.after)
            near[change.after].add(change.before)
        return near

    # ------------------------------------------------------------ one person's moves
    def allotted(self, number: int, rows: Iterable[Row]) -> tuple[Change, ...]:
        """What a subject's own rows say of where they went when their commune was divided."""
        there = sorted(rows, key=lambda row: (row.start, row.unit))
        units = {row.unit for row in there} & self.divisions.keys()
        parts = ((unit, part_of(there, unit, self.divisions[unit])) for unit in sorted(units))
        return tuple(
            Change(self.divisions[unit].on, str(unit), str(part), number) for unit, part in parts if part is not None
        )

    def naming(self, named: Sequence[Change]) -> "Register":
        """The same register with changes that name persons. Its maps are those there are, but for where rows belong."""
        if not named:
            return self
        other = copy(self)
        other.changes, other._maps, other._unnamed = (*self.changes, *named), {}, self
        by_person = defaultdict[int, list[Change]](list)
        for change in sorted(named, key=lambda c: c.on):
            if change.person is not None:
                by_person[change.person].append(change)
        other.__dict__ |= {"_named": by_person, "persons": frozenset(by_person)}
        return other

    def at(self, day: date) -> Map:
        if self._unnamed is None:
            return super().at(day)
        plain = self._unnamed.at(day)
        if id(plain) not in self._maps:
            mine = copy(plain)
            mine.country, mine._placed = self, {}
            self._maps[id(plain)] = mine
        return self._maps[id(plain)]
