"""The register of units as a `Country`: a part of it, one person's own moves in it, and rows older than their unit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from hoanhap.indicators.rules.maps import Country


class Register(Country):
    """An officer may write down in a commune what happened before it was made, or after: it was recorded there."""

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
