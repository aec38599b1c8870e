"""How far apart the values may lie that an unknown figure can have, if some sums of it are known: a small linear
program, by the simplex method.

Asked is only whether two values of each lie far enough apart, so every table of figures met on the way answers for all.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
EPSILON: Final = 1e-9
GREEDY: Final = 50  # steps towards the steepest; from then on the first, which never goes round in circles
MOST: Final = 2_000  # steps for one unknown; who needs more counts as told closely


def narrow(sums: Floats, true: Floats, wanted: Sequence[int], wide: float) -> list[int]:
    """The wanted unknowns that cannot have two values `wide` apart, while every sum stays and none falls below zero.

    `sums`: one a row, a coefficient for each unknown. `true`: what they are, one of the solutions.
    """
    program = _Program(sums, true)
    return [n for n in wanted if not program.far_apart(n, wide)]


class _Program:
    """In the form of a tableau: a row for each basic unknown, with its value last. Others are zero."""

    def __init__(self, sums: Floats, true: Floats) -> None:
        self.least, self.most = true.copy(), true.copy()  # met so far
        self.count = len(true)
        known = sums @ true
        sign = np.where(known < 0, -1.0, 1.0)
        self.rows = np.column_stack([sums * sign[:, None], known * sign])
        self.basis = np.full(len(sums), -1)  # -1: what is still missing from the sum of the row
        self._begin()

    def _begin(self) -> None:
        """Any solution: what is missing from the sums is brought to nothing."""
        while (missing := self.basis < 0).any():
            gain = self.rows[missing, :-1].sum(axis=0)
            column = int(gain.argmax()) if self.count else 0
            if not self.count or gain[column] <= EPSILON:
                break
            self._enter(column)
        for row in np.flatnonzero(self.basis < 0):
            found = np.flatnonzero(np.abs(self.rows[row, :-1]) > EPSILON)
            if len(found):
                self._pivot(int(row), int(found[0]))
        kept = self.basis >= 0  # the others follow from these
        self.rows, self.basis = self.rows[kept], self.basis[kept]
        self._met()

    def far_apart(self, n: int, wide: float) -> bool:
        for sign in (1, -1):
            for step in range(MOST):
                if self.most[n] - self.least[n] >= wide - EPSILON:
                    return True
                if not self._step(n, sign, greedy=step < GREEDY):
                    break
        return bool(self.most[n] - self.least[n] >= wide - EPSILON)

    def _step(self, n: int, sign: int, *, greedy: bool) -> bool:
        """Raise (or lower) one unknown by bringing another into the basis. False: it is as high as it can be."""
        gain = np.zeros(self.count)
        if len(row := np.flatnonzero(self.basis == n)):
            gain = -sign * self.rows[row[0], :-1]
        else:
            gain[n] = sign
        gain[self.basis] = 0
        better = np.flatnonzero(gain > EPSILON)
        if not len(better):
            return False
        column = int(better[gain[better].argmax()] if greedy else better[0])
        if not self._enter(column):
            rising = self.basis[self.rows[:, column] < -EPSILON]
            self.most[column] = np.inf
            self.most[rising] = np.inf
            return False
        self._met()
        return True

    def _enter(self, column: int) -> bool:
        """False: it may rise for ever."""
        by = self.rows[:, column]
        there = np.flatnonzero(by > EPSILON)
        if not len(there):
            return False
        ratio = self.rows[there, -1] / by[there]
        tied = there[ratio <= ratio.min() + EPSILON]
        self._pivot(int(tied[self.basis[tied].argmin()]), column)
        return True

    def _pivot(self, row: int, column: int) -> None:
        self.rows[row] /= self.rows[row, column]
        by = self.rows[:, column].copy()
        by[row] = 0
        self.rows -= np.outer(by, self.rows[row])
        self.basis[row] = column

    def _met(self) -> None:
        now = np.zeros(self.count)
        now[self.basis] = self.rows[:, -1]
        self.least, self.most = np.minimum(self.least, now), np.maximum(self.most, now)
