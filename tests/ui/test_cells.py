"""Cells drawn as HTML: whatever is put into one stays text, and what it is not asked to say it does not say."""

from dataclasses import replace

import pytest

from hoanhap.ui import cells
from hoanhap.ui.grid import GridCell, GridRow, Problem

HOSTILE = "\"><script>alert('x')</script>&"
ROW = GridRow("1", title="Số người")
OPEN = GridCell("1", "2016", shown="12", revision=3)


def drawn(cell: GridCell, row: GridRow = ROW, mark: Problem | None = None) -> str:
    return cells.figure(row, cell, "Năm 2016", "", mark, "không phát sinh")


@pytest.mark.parametrize("name", ["row", "column", "shown", "tone", "why", "url"])
def test_what_is_put_into_a_cell_stays_text(name: str) -> None:
    html = drawn(replace(OPEN, kind="locked", **{name: HOSTILE}))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_closed_field_and_its_reason_stay_text() -> None:
    html = cells.closed(replace(OPEN, why=HOSTILE), "text locked ", HOSTILE)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 2


def test_an_open_cell_is_typed_into_and_a_sum_is_not() -> None:
    assert ' name="c.1.2016"' in drawn(OPEN)
    assert "readonly" not in drawn(OPEN)
    added = drawn(replace(OPEN, kind="sum", parts=("1.1", "1.2")))
    assert ' readonly tabindex="-1"' in added
    assert ' data-sum="1.1 1.2"' in added
    assert " name=" not in added


def test_a_cell_without_a_figure_is_an_empty_frame() -> None:
    assert drawn(replace(OPEN, kind="none")) == '<td class="n none "></td>'


def test_an_error_is_said_to_who_cannot_see_it() -> None:
    html = drawn(OPEN, mark=Problem("1", "2016", "sai", severity="error", check="sum"))
    assert ' aria-describedby="p-1-2016-sum" aria-invalid="true"' in html
