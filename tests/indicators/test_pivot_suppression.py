"""What is hidden of one table, and which cell is chosen to go with it. Attackers are in test_attack.py."""

from collections.abc import Sequence
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from hoanhap.indicators.rules.suppression import WIDE, hidden
from tests.indicators.attack import bounds
from tests.scale import scaled

Cell = tuple[str, ...]
Line = tuple[list[Cell], list[Cell]]


def square(rows: Sequence[Sequence[int]]) -> tuple[dict[Cell, int], list[Line]]:
    """A table with its sums: by row, by column, and of all."""
    wide, high = range(len(rows[0])), range(len(rows))
    cells = {("c", str(r), str(c)): rows[r][c] for r, c in product(high, wide)}
    cells |= {("r", str(r)): sum(rows[r]) for r in high}
    cells |= {("k", str(c)): sum(row[c] for row in rows) for c in wide}
    cells |= {("all",): sum(map(sum, rows))}
    lines: list[Line] = [([("r", str(r))], [("c", str(r), str(c)) for c in wide]) for r in high]
    lines += [([("k", str(c))], [("c", str(r), str(c)) for r in high]) for c in wide]
    lines += [([("all",)], [("r", str(r)) for r in high]), ([("all",)], [("k", str(c)) for c in wide])]
    return cells, lines


COUNT = st.sampled_from((0, 0, 1, 1, 2, 3, 4, 5, 6, 9, 14, 30))


@settings(max_examples=scaled(300, 10), deadline=None)
@given(st.lists(COUNT, min_size=1, max_size=12))
def test_one_line_leaves_several_ways_to_share_out_what_is_hidden(parts: list[int]) -> None:
    cells = {("c", str(n)): value for n, value in enumerate(parts)} | {("all",): sum(parts)}
    gone = hidden(cells, [([("all",)], [c for c in cells if c != ("all",)])])
    small = [cell for cell, n in cells.items() if 0 < n < 5]
    assert set(small) <= gone
    if gone and ("all",) not in gone:
        assert len(gone) > 1 and sum(cells[c] for c in gone) - len(gone) >= WIDE


def test_a_bridge_between_two_blocks_of_hidden_cells_is_hidden_better() -> None:
    """Two or more in every line are not enough: the middle cell would follow from sums of whole rows and columns."""
    rows = [[2, 2, 90, 91], [2, 2, 3, 92], [93, 94, 2, 2], [95, 96, 2, 2]]
    cells, lines = square(rows)
    gone = hidden(cells, lines)
    assert ("c", "1", "2") in gone
    assert all(most - least >= WIDE for least, most in bounds(cells, lines, gone, gone).values())


def test_what_is_large_everywhere_is_shown_everywhere() -> None:
    assert hidden(*square([[5, 0], [12, 40]])) == frozenset()


def test_the_smallest_neighbour_goes_and_the_whole_goes_last() -> None:
    cells = {"a": 2, "b": 90, "c": 9, "all": 101}
    assert hidden(cells, [(["all"], ["a", "b", "c"])]) == {"a", "c"}
    assert hidden({"a": 3, "none": 0, "all": 3}, [(["all"], ["a", "none"])]) == {"a", "all"}
