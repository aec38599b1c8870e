"""Small cells hidden, and as many others as it takes that no hidden one can be computed: the last filter of a table.

A reader who lacks the right to small cells sees zeros and cells of 5 and more. What they may know besides is taken for
granted: that parts add up to wholes (also where persons who count twice make it only nearly so), that what is hidden is
not zero, and how this file chooses. What other tables of theirs show is told by `settled`: it stays as it is there.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Final, Generic, TypeVar

import numpy as np

SMALL: Final = 5  # fewer are hidden
EVENTS: Final = 10  # no rate of fewer
SLACK: Final = 3  # a line's hidden cells could be shared out otherwise by so many
MOST: Final = 1_000  # hidden cells that hang together; of more, all the rest is hidden with them
EPSILON: Final = 1e-7

Key = TypeVar("Key", bound=Hashable)
Equation = tuple[Sequence[Key], Sequence[Key]]  # what stands on either side: the wholes, their parts


def hidden(
    values: Mapping[Key, int],
    equations: Iterable[Equation[Key]],
    small: int = SMALL,
    settled: Mapping[Key, bool] | None = None,
) -> frozenset[Key]:
    """Cells whose value must not be shown. `values`: of all cells, in the order in which one would rather hide them.

    `settled`: of these it was decided elsewhere whether they are hidden. Where no other cell of a line is left to hide,
    its zeros go too: then nobody knows that what is hidden there is not zero.
    """
    return _Work(values, equations, small, settled or {}).done()


class _Work(Generic[Key]):
    def __init__(
        self, values: Mapping[Key, int], equations: Iterable[Equation[Key]], small: int, settled: Mapping[Key, bool]
    ) -> None:
        keys = list(values)
        at = {key: n for n, key in enumerate(keys)}
        self.keys, self.value = keys, [values[key] for key in keys]
        self.lines, self.zeros = list[dict[int, int]](), list[list[int]]()
        for wholes, parts in equations:
            if line := self._line(at, wholes, parts):
                self.lines.append(line)
                self.zeros.append([at[key] for key in (*wholes, *parts) if not values[key] and key not in settled])
        self.of = defaultdict[int, list[int]](list)
        for number, line in enumerate(self.lines):
            for cell in line:
                self.of[cell].append(number)
        self.open = {at[key] for key, gone in settled.items() if key in at and not gone}
        gone = {at[key] for key, gone in settled.items() if key in at and gone}
        self.hidden = gone | {n for n, value in enumerate(self.value) if 0 < value < small and n not in self.open}

    def _line(self, at: Mapping[Key, int], wholes: Sequence[Key], parts: Sequence[Key]) -> dict[int, int]:
        """Cells that are not zero, with the side they stand on: zeros are shown, and say nothing."""
        sides = [(at[key], 1) for key in parts] + [(at[key], -1) for key in wholes]
        return {cell: side for cell, side in sides if self.value[cell]}

    def done(self) -> frozenset[Key]:
        open_lines = {number for cell in self.hidden for number in self.of[cell]}
        while True:
            while open_lines:
                number = open_lines.pop()
                open_lines |= self._hide(self._more(number))
            for cells in self._components():
                open_lines |= self._hide(self._betrayed(cells))
            if not open_lines:
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
        left = sum(self.value[cell] for cell in mine) - len(mine)
        if len(mine) > 1 and left >= SLACK:
            return []
        return self._next(line, sides) or self.zeros[number]

    def _next(self, line: Mapping[int, int], sides: set[int]) -> list[int]:
        """The smallest shown cell, of the same side if there is one: a whole goes last."""
        shown = [cell for cell in line if cell not in self.hidden | self.open]
        return sorted(shown, key=lambda cell: (line[cell] not in sides, self.value[cell], cell))[:1]

    # ------------------------------------------------------------ all lines together
    def _components(self) -> list[list[int]]:
        left, found = set(self.hidden), []
        while left:
            ahead, some = [left.pop()], list[int]()
            while ahead:
                cell = ahead.pop()
                some.append(cell)
                near = {other for number in self.of[cell] for other in self.lines[number]} & left
                left -= near
                ahead += near
            found.append(sorted(some))
        return found

    def _betrayed(self, cells: Sequence[int]) -> Iterable[int]:
        """What must be hidden besides, since the shown cells leave one of these a single value."""
        numbers = sorted({number for cell in cells for number in self.of[cell]})
        shown = [cell for number in numbers for cell in self.lines[number] if cell not in self.hidden | self.open]
        if not shown and self.open.isdisjoint(cell for number in numbers for cell in self.lines[number]):
            return ()  # nothing is shown of them: they could be any number of times as many
        if len(cells) > MOST:
            return shown
        fixed = self._fixed(cells, numbers)
        if not shown:
            return [zero for cell in fixed for number in self.of[cell] for zero in self.zeros[number]]
        near = [self._next(self.lines[number], set()) for cell in fixed for number in self.of[cell]]
        return next((more for more in near if more), sorted(shown, key=lambda c: self.value[c])[:1] if fixed else [])

    def _fixed(self, cells: Sequence[int], numbers: Sequence[int]) -> list[int]:
        """Cells of which no other value was found: all lines hold, and nothing hidden falls below one."""
        place = {number: n for n, number in enumerate(numbers)}
        matrix = np.zeros((len(numbers), len(cells)))
        for column, cell in enumerate(cells):
            for number in self.of[cell]:
                matrix[place[number], column] = self.lines[number][cell]
        ones = np.array([self.value[cell] == 1 for cell in cells])
        loose, tight = matrix[:, ~ones], matrix[:, ones]
        inverse = np.linalg.pinv(loose)
        swing = np.eye(loose.shape[1]) - inverse @ loose  # ways to change those above one among themselves
        raised = inverse @ tight  # how they would give way if a one rose
        rises = np.abs(loose @ raised - tight).max(axis=0, initial=0) < EPSILON
        free = np.zeros(len(cells), dtype=bool)
        free[ones] = rises
        gives = (np.abs(raised[:, rises]) > EPSILON).any(axis=1)
        free[~ones] = (np.abs(swing) > EPSILON).any(axis=1) | gives
        return [cell for cell, moves in zip(cells, free, strict=True) if not moves]


def rate_is_small(numerator: int) -> bool:
    """A rate of few events says how many they were."""
    return 0 < numerator < EVENTS
