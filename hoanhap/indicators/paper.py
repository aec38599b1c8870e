"""A free table as rows of text and numbers: what the page shows and the workbook holds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hoanhap.documents.tables import Given, table_xlsx
from hoanhap.indicators.language import Indicator
from hoanhap.indicators.queries import words
from hoanhap.indicators.queries.pivot import map_day
from hoanhap.indicators.queries.words import dimension
from hoanhap.indicators.rules.pivot import Cell, Line, Part, Pivot
from hoanhap.indicators.rules.suppression import SMALL
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import show
from hoanhap.units.queries import tree

HIDDEN: Final = "*"
Address = Callable[[str, str, str, Part, str], str]


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    shown: str
    width: str  # in per cent of the longest


@dataclass(frozen=True)
class Shown:
    """One line of the page. `first`: of its unit."""

    title: str
    unit: str
    depth: int
    first: bool
    cells: tuple[tuple[str, str], ...]  # a figure, and the address of the page behind it


def lines(pivot: Pivot, address: Address = lambda *asked: "") -> list[Shown]:
    """`address`: of the page behind a cell; of a hidden or empty cell there is none."""
    day = map_day(pivot.question)
    here, found = tree(day), list[Shown]()
    columns = [(it.code, period.code) for it in pivot.indicators for period in pivot.periods]
    for line in pivot.lines:
        of, unit = here.unit(line.unit).code, here.unit(line.unit).title
        cells = [cell for some in line.cells for cell in some]
        shown = tuple(
            (figure(cell), "" if cell.value is None else address(code, of, period, line.part, day.isoformat()))
            for (code, period), cell in zip(columns, cells, strict=True)
        )
        first = not found or found[-1].unit != unit or not line.part
        depth = min(line.depth + len(line.part), 4)
        title = words.part(line.part) if line.part else unit
        found.append(Shown(title, unit, depth, first, shown))
    return found


def figure(cell: Cell) -> str:
    if cell.hidden:
        return HIDDEN
    if cell.value is None:
        return "–"
    if isinstance(cell.value, float):
        return show(int(round(cell.value * 100)), 2)
    return show(cell.value)


def bars(pivot: Pivot) -> list[Bar]:
    """The first indicator in the last period, of every line that has a number there."""
    here = tree(map_day(pivot.question))
    told = [(line, cell, cell.value) for line in pivot.lines if (cell := line.cells[0][-1]).value is not None]
    longest = max((value for _, _, value in told if value is not None), default=0)
    return [
        Bar(_label(line, here.unit(line.unit).title), figure(cell), f"{100 * (value or 0) / longest:.2f}")
        for line, cell, value in told
    ] if longest else []  # fmt: skip


def _label(line: Line, unit: str) -> str:
    return f"{unit}, {words.whole_part(line.part)}" if line.part else unit


def notes(pivot: Pivot) -> Iterator[str]:
    """What a reader of the numbers has to know, beside them and in the workbook."""
    yield t("Bản đồ hành chính ngày {d}.", "Map of {d}.", d=format_date(map_day(pivot.question)))
    yield t(
        "Số của mỗi đơn vị và mỗi phần được đếm tại đó: người có mặt ở hai nơi tính một lần ở cấp trên, "
        "nên các phần cộng lại có thể khác tổng.",
        "Each unit's and each part's figure is counted there: who is in two places counts once above them, so parts "
        "may add up to another number than the total.",
    )
    if pivot.hidden:
        yield t(
            "{x}: số nhỏ hơn {n}, hoặc số mà từ đó tính ra được số nhỏ hơn {n}, không hiển thị.",
            "{x}: fewer than {n}, or what would tell a figure of fewer than {n}, is not shown.",
            x=HIDDEN, n=SMALL,
        )  # fmt: skip


def xlsx(pivot: Pivot) -> bytes:
    """Numbers as numbers; what is hidden is no number in any part of the file."""
    here, by = tree(map_day(pivot.question)), pivot.question.by
    head = [t("Mã", "Code"), t("Đơn vị", "Unit"), *(dimension(d) for d in by)]
    head += [f"{it.title} · {p.title}" for it in pivot.indicators for p in pivot.periods]
    rows = list[list[Given]]()
    for line in pivot.lines:
        unit = here.unit(line.unit)
        said = [words.code(*one) for one in line.part] + [t("Tổng số", "Total")] * (len(by) - len(line.part))
        rows.append([unit.code, unit.title, *said, *(_value(cell) for some in line.cells for cell in some)])
    return table_xlsx(t("Bảng số liệu", "Table of figures"), head, rows, facts=[*notes(pivot), *_sources(pivot)])


def _value(cell: Cell) -> Given:
    if cell.hidden:
        return HIDDEN
    return Decimal(str(cell.value)) if isinstance(cell.value, float) else cell.value


def _sources(pivot: Pivot) -> list[str]:
    return [f"{it.title}: {it.source}{unverified(it)}" for it in pivot.indicators]


def unverified(it: Indicator) -> str:
    return "" if it.verified else t(" (chưa kiểm chứng)", " (unverified)")
