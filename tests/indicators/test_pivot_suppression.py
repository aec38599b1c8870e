"""What is hidden of a table cannot be computed from what is shown of it: an attacker who knows the rules is tried."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from hoanhap.indicators.rules.suppression import hidden
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


def worlds(cells: Mapping[Cell, int], lines: Sequence[Line], gone: frozenset[Cell]) -> Iterator[dict[Cell, int]]:
    """Every table of whole numbers that looks like this one: parts add up, and what is hidden is one or more. A
    hidden cell is tried up to a few above what it is: an attacker who finds two values has not found it."""
    unknown = sorted(gone, key=lambda cell: (cells[cell], cell))

    def fits(made: dict[Cell, int]) -> bool:
        for wholes, parts in lines:
            if not any(cell in gone and cell not in made for cell in (*wholes, *parts)):
                known = {cell: made.get(cell, cells[cell]) for cell in (*wholes, *parts)}
                if sum(known[c] for c in wholes) != sum(known[c] for c in parts):
                    return False
        return True

    def go(n: int, made: dict[Cell, int]) -> Iterator[dict[Cell, int]]:
        if n == len(unknown):
            yield dict(made)
            return
        for value in range(max(1, cells[unknown[n]] - 2), cells[unknown[n]] + 3):
            made[unknown[n]] = value
            if fits(made):
                yield from go(n + 1, made)
            del made[unknown[n]]

    yield from go(0, {})


def found_out(cells: Mapping[Cell, int], lines: Sequence[Line], gone: frozenset[Cell]) -> set[Cell]:
    """The hidden cells that have one value in every such table. Stops when each was seen with two."""
    left = set(gone)
    for n, made in enumerate(worlds(cells, lines, gone)):
        left -= {cell for cell in left if made[cell] != cells[cell]}
        if not left or n > 20_000:
            break
    return left


COUNT = st.sampled_from((0, 0, 1, 1, 2, 3, 4, 5, 6, 9, 14, 30))
TABLES = st.integers(2, 3).flatmap(lambda n: st.lists(st.lists(COUNT, min_size=n, max_size=n), min_size=2, max_size=3))


@settings(max_examples=scaled(600, 10), deadline=None)
@given(TABLES)
def test_no_hidden_cell_is_determined_by_the_shown_ones(rows: list[list[int]]) -> None:
    cells, lines = square(rows)
    gone = hidden(cells, lines)
    assert {cell for cell, n in cells.items() if 0 < n < 5} <= gone
    assert all(cells[cell] for cell in gone), "zero is no small cell"
    assert found_out(cells, lines, gone) == set()


@settings(max_examples=scaled(300, 10), deadline=None)
@given(st.lists(COUNT, min_size=1, max_size=12))
def test_one_line_leaves_several_ways_to_share_out_what_is_hidden(parts: list[int]) -> None:
    cells = {("c", str(n)): value for n, value in enumerate(parts)} | {("all",): sum(parts)}
    gone = hidden(cells, [([("all",)], [c for c in cells if c != ("all",)])])
    small = [cell for cell, n in cells.items() if 0 < n < 5]
    assert set(small) <= gone
    if gone and ("all",) not in gone:
        assert len(gone) > 1 and sum(cells[c] for c in gone) - len(gone) >= 3


def test_a_bridge_between_two_blocks_of_hidden_cells_is_hidden_better() -> None:
    """Two or more in every line are not enough: the middle cell would follow from sums of whole rows and columns."""
    rows = [[2, 2, 90, 91], [2, 2, 3, 92], [93, 94, 2, 2], [95, 96, 2, 2]]
    cells, lines = square(rows)
    gone = hidden(cells, lines)
    assert ("c", "1", "2") in gone
    assert found_out(cells, lines, gone) == set()


def test_what_is_large_everywhere_is_shown_everywhere() -> None:
    assert hidden(*square([[5, 0], [12, 40]])) == frozenset()


def test_the_smallest_neighbour_goes_and_the_whole_goes_last() -> None:
    cells = {"a": 2, "b": 90, "c": 7, "all": 99}
    assert hidden(cells, [(["all"], ["a", "b", "c"])]) == {"a", "c"}
    assert hidden({"a": 3, "none": 0, "all": 3}, [(["all"], ["a", "none"])]) == {"a", "all"}
