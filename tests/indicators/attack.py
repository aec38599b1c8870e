"""Somebody who adds up and takes away: of every hidden cell, between which values it must lie.

They know all that the rules of hiding say: parts add up to wholes, what is shown is exact, what is hidden is not zero
but where the zeros of a line went with it, or where all parts are hidden whatever they are.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from scipy.optimize import linprog

Key = TypeVar("Key", bound=Hashable)
SAME = 1e-6


def bounds(
    values: Mapping[Key, int],
    equations: Iterable[tuple[Sequence[Key], Sequence[Key]]],
    gone: Collection[Key],
    asked: Iterable[Key],
    unseen: Collection[Key] = frozenset(),
) -> dict[Key, tuple[float, float]]:
    """`gone`: cells that no table shows; `unseen`: those of them that may be zero, since no table has them or they are
    hidden whatever they are. Of each asked one the least and the most it can be, by linear programming."""
    at = {key: n for n, key in enumerate(sorted(gone, key=repr))}
    rows, sides, floor = [], [], {n: int(key not in unseen) for key, n in at.items()}
    for wholes, parts in equations:
        if any(key in at and key not in unseen and not values[key] for key in (*wholes, *parts)):
            floor |= {at[key]: 0 for key in (*wholes, *parts) if key in at}
        row, known = np.zeros(len(at)), 0.0
        for sign, some in ((1, parts), (-1, wholes)):
            for key in some:
                if key in at:
                    row[at[key]] += sign
                else:
                    known += sign * values[key]
        if row.any():
            rows.append(row)
            sides.append(-known)
    found = {}
    for key in asked:
        aim = np.zeros(len(at))
        aim[at[key]] = 1
        of = {"A_eq": np.array(rows) if rows else None, "b_eq": sides or None}
        of["bounds"] = [(n, None) for n in floor.values()]
        least, most = linprog(aim, **of), linprog(-aim, **of)
        assert least.success, "the true table is one of them"
        found[key] = least.fun, np.inf if most.status == 3 else -most.fun
    return found
