"""Small cells hidden, and as many others as it takes that none of them is told closely: the last filter of a table.

A reader who lacks the right to small cells sees zeros and cells of 5 and more. What they may know besides is taken for
granted: that parts add up to wholes (also where persons who count twice make it only nearly so), that what is hidden is
not zero, and how this file chooses. After that a small figure could still have any of five values, or more. What other
tables of theirs show is told by `settled`: it stays as it is there.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import Final, Generic, TypeVar

import numpy as np

from hoanhap.indicators.rules.ranges import narrow

SMALL: Final = 5  # fewer are hidden
EVENTS: Final = 10  # no rate of fewer
WIDE: Final = 4  # the largest and the least that a small cell could be are so far apart: five values
ROOM: Final = 2 * WIDE  # what is left here: tables that are decided after these may tell more of them
MOST: Final = 600  # hidden cells that hang together; of more, all the rest is hidden with them

Key = TypeVar("Key", bound=Hashable)
Equation = tuple[Sequence[Key], Sequence[Key]]  # what stands on either side: the wholes, their parts


def hidden(
    values: Mapping[Key, int],
    equations: Iterable[Equation[Key]],
    small: int = SMALL,
    settled: Mapping[Key, bool] | None = None,
    whatever: Collection[Key] = (),
) -> frozenset[Key]:
    """Cells whose value must not be shown. `values`: of all cells, in the order in which one would rather hide them.

    `settled`: of these it was decided elsewhere whether they are hidden. `whatever`: hidden whatever they are, so that
    nobody knows which are zero. Where no other cell of a line is left to hide, its zeros go too: then nobody knows that
    what is hidden there is not zero.
    """
    before = settled or {}
    fresh = frozenset(whatever) - before.keys()
    return _Work(values, equations, small, {**dict.fromkeys(fresh, True), **before}, fresh).done()


class _Work(Generic[Key]):
    """Cells go by their place in `keys`. A line: its cells with the side of the equation they stand on."""

    def __init__(
        self,
        values: Mapping[Key, int],
        equations: Iterable[Equation[Key]],
        small: int,
        settled: Mapping[Key, bool],
        whatever: Collection[Key],
    ) -> None:
        self.keys, self.value = list(values), list(values.values())
        at = {key: n for n, key in enumerate(self.keys)}
        lines = ({at[key]: 1 for key in parts} | {at[key]: -1 for key in wholes} for wholes, parts in equations)
        self.lines = [line for line in lines if any(self.value[cell] for cell in line)]
        self.of = defaultdict[int, list[int]](list)
        for number, line in enumerate(self.lines):
            for cell in line:
                self.of[cell].append(number)
        self.whatever = {at[key] for key in whatever if key in at}
        self.open = {at[key] for key, gone in settled.items() if key in at and not gone}
        self.small = {n for n, value in enumerate(self.value) if 0 < value < small and n not in self.open}
        self.hidden = self.small | {at[key] for key, gone in settled.items() if key in at and gone}

    def done(self) -> frozenset[Key]:
        ahead = {number for cell in self.hidden for number in self.of[cell]}
        while True:
            while ahead:  # in the order of the lines: what hangs together is hidden alike, whatever is beside it
                ahead = {near for number in sorted(ahead) for near in self._hide(self._more(number))}
            for cells in self._components():
                ahead |= self._hide(self._besides(cells))
            if not ahead:
                return frozenset(self.keys[n] for n in self.hidden)

    def _hide(self, cells: Iterable[int]) -> set[int]:
        fresh = set(cells) - self.hidden
        self.hidden |= fresh
        return {number for cell in fresh for number in self.of[cell]}

    # ------------------------------------------------------------ one line
    def _more(self, number: int) -> list[int]:
        """One cell more, if the line by itself tells too much of its hidden ones; its zeros, if there is none left."""
        line = self.lines[number]
        mine = [cell for cell in line if cell in self.hidden]
        sides = {line[cell] for cell in mine}
        if not mine or len(sides) > 1:
            return []
        if len(mine) > 1 and sum(self.value[cell] - self._floor(cell) for cell in mine) >= ROOM:
            return []
        return self._next(number, sides) or self._zeros(number)

    def _next(self, number: int, sides: Iterable[int] = ()) -> list[int]:
        """The smallest shown cell, of the same side if there is one: a whole goes last."""
        line = self.lines[number]
        return sorted(self._shown(number), key=lambda cell: (line[cell] not in sides, self.value[cell], cell))[:1]

    def _shown(self, number: int) -> list[int]:
        left = (cell for cell in self.lines[number] if cell not in self.hidden and cell not in self.open)
        return [cell for cell in left if self.value[cell]]

    def _zeros(self, number: int) -> list[int]:
        return [cell for cell in self.lines[number] if not self.value[cell] and cell not in self.open]

    def _floor(self, cell: int) -> int:
        """What is hidden is not zero, but where zeros of its line are hidden too."""
        if cell in self.whatever:
            return 0
        beside = (other for number in self.of[cell] for other in self.lines[number] if other not in self.whatever)
        return 0 if any(not self.value[other] and other in self.hidden for other in beside) else 1

    # ------------------------------------------------------------ all lines together
    def _components(self) -> list[list[int]]:
        left, found = set(self.hidden), []
        for first in sorted(self.hidden):
            ahead, some = [first] if first in left else [], list[int]()
            left -= {first}
            while ahead:
                cell = ahead.pop()
                some.append(cell)
                near = {other for number in self.of[cell] for other in self.lines[number]} & left
                left -= near
                ahead += near
            if some:
                found.append(sorted(some))
        return found

    def _besides(self, cells: Sequence[int]) -> set[int]:
        """What must be hidden too, since what is shown tells a small one of these closely: for each the next cell of
        one of its lines."""
        numbers = sorted({number for cell in cells for number in self.of[cell]})
        shown = [cell for number in numbers for cell in self._shown(number)]
        if not shown and not any(self.value[cell] for n in numbers for cell in self.lines[n] if cell in self.open):
            return set()  # nothing is shown of them: they could be any number of times as many
        if len(cells) > MOST:
            return set(shown)
        told = self._told(cells, numbers)
        near = (next(filter(None, map(self._next, self.of[cell])), ()) for cell in told)
        found = {cell for some in near for cell in some}
        if told and not found:
            return set(shown[:1]) or {zero for cell in told for number in self.of[cell] for zero in self._zeros(number)}
        return found

    def _told(self, cells: Sequence[int], numbers: Sequence[int]) -> list[int]:
        """The small ones that could not be so far apart: all lines hold, and nothing hidden falls below its floor."""
        place = {cell: n for n, cell in enumerate(cells)}
        sums = np.zeros((len(numbers), len(cells)))
        for row, number in enumerate(numbers):
            for cell in self.lines[number].keys() & place.keys():
                sums[row, place[cell]] = self.lines[number][cell]
        above = np.array([self.value[cell] - self._floor(cell) for cell in cells], dtype=float)
        return [cells[n] for n in narrow(sums, above, [place[c] for c in cells if c in self.small], ROOM)]


def rate_is_small(numerator: int) -> bool:
    """A rate of few events says how many they were."""
    return 0 < numerator < EVENTS
