"""An annex from a form of the catalog: the rows, dashes, “Trong đó:” lines and merged headers of the paper."""

from collections.abc import Mapping
from dataclasses import dataclass

from hoanhap.catalog.forms import Column, Form, Row
from hoanhap.documents.paper import AnnexTable, Cell, Table

Key = tuple[str, str]

_NUMBER_WIDTH, _TITLE_WIDTH, _UNIT_WIDTH = 5, 40, 9
_MEASURE_ABOVE = "Đơn vị tính"


@dataclass(frozen=True, slots=True)
class CellShown:
    """A value as it is printed ("hơn 8.200") and, when it is a bare number, its atoms and their exponent.

    With a qualifier or a mark the value stays None: Excel must not add up "hơn 8.200" as if it were 8.200.
    """

    shown: str
    value: int | None = None
    exponent: int = 0
    trace: str = ""
    url: str = ""
    note: str = ""


def annex_table(form: Form, values: Mapping[Key, CellShown], *, lines: int = 0, source_note: str = "") -> AnnexTable:
    """`values` by (row, column). A list form prints its lines in the order of `values`, at least `lines` of them."""
    table = _grid(form, values) if form.kind == "grid" else _list(form, values, lines)
    return AnnexTable(
        annex=form.annex.vi,
        title=tuple(form.title.vi.upper().split("\n")),
        table=table,
        note=form.note.vi,
        landscape=form.landscape,
        source_note=source_note,
    )


def _grid(form: Form, values: Mapping[Key, CellShown]) -> Table:
    units = not form.note.vi.startswith(_MEASURE_ABOVE)
    rows = [cells for row in form.rows for cells in _row(row, form.columns, values, units)]
    widths = (_NUMBER_WIDTH, _TITLE_WIDTH, *([_UNIT_WIDTH] if units else []), *(c.width for c in form.columns))
    return Table(_grid_header(form, units), tuple(rows), widths)


def _grid_header(form: Form, units: bool) -> tuple[tuple[Cell, ...], ...]:
    """Periods stand together under “Năm”, as in the corner cell of the paper; a single period needs no second row."""
    periods = len(form.columns) > 1 and all(c.start for c in form.columns)
    down = 2 if periods else 1
    left = tuple(_head(t, down=down) for t in ("STT", "Chỉ tiêu", *(["Đơn vị tính"] if units else [])))
    columns = tuple(_head(c.title.vi) for c in form.columns)
    return ((*left, _head("Năm", across=len(columns))), columns) if periods else ((*left, *columns),)


def _head(text: str, *, across: int = 1, down: int = 1) -> Cell:
    return Cell(text, "center", bold=True, across=across, down=down)


def _row(
    row: Row, columns: tuple[Column, ...], values: Mapping[Key, CellShown], units: bool
) -> tuple[tuple[Cell, ...], ...]:
    width = len(columns) + units
    if row.measure is None and row.number and not row.number[0].isdigit():
        return ((Cell(_spanning(row), bold=True, across=width + 2),),)
    title = Cell(_title(row), bold=row.bold or row.measure is None, indent=row.indent)
    line = [Cell(row.number, "center", bold=row.bold), title]
    if units:
        line.append(Cell(row.measure.title.vi if row.measure else "", "center"))
    line += [_value(row, c, values) for c in columns]
    if not row.lead:
        return (tuple(line),)
    return (_lead(row, width), tuple(line))


def _spanning(row: Row) -> str:
    return f"{row.number.rstrip('.')}. {row.title.vi}"


def _title(row: Row) -> str:
    window = f" ({row.window})" if row.window else ""
    return f"{row.dash} {row.title.vi}{window}".strip()


def _lead(row: Row, width: int) -> tuple[Cell, ...]:
    return (Cell(), Cell(row.lead, italic=True, indent=row.indent), *(Cell() for _ in range(width)))


def _value(row: Row, column: Column, values: Mapping[Key, CellShown]) -> Cell:
    if row.measure is None:
        return Cell()
    key = (row.code, column.code)
    shown = values.get(key, CellShown(""))
    return Cell(shown.shown, "right", row.bold, trace=shown.trace, url=shown.url, key=key, kind="number")


def _list(form: Form, values: Mapping[Key, CellShown], lines: int) -> Table:
    count, values = numbered(values)
    header = (_head("STT"), *(_head(c.title.vi) for c in form.columns))
    rows = tuple(_line(str(n), form.columns, values) for n in range(1, max(count, lines) + 1))
    return Table((header,), rows, (_NUMBER_WIDTH, *(c.width for c in form.columns)))


def numbered(values: Mapping[Key, CellShown]) -> tuple[int, dict[Key, CellShown]]:
    """The lines of a list form, counted from "1" in the order they come, whatever keys they are stored under."""
    ordinal: dict[str, str] = {}
    for line, _ in values:
        ordinal.setdefault(line, str(len(ordinal) + 1))
    return len(ordinal), {(ordinal[line], column): shown for (line, column), shown in values.items()}


def _line(number: str, columns: tuple[Column, ...], values: Mapping[Key, CellShown]) -> tuple[Cell, ...]:
    return (Cell(number, "center"), *(_field(number, c, values) for c in columns))


def _field(number: str, column: Column, values: Mapping[Key, CellShown]) -> Cell:
    key = (number, column.code)
    shown = values.get(key, CellShown(""))
    kind = "number" if column.type == "number" else "text"
    align = {"number": "right", "date": "center"}.get(column.type, "left")
    return Cell(shown.shown, align, trace=shown.trace, url=shown.url, key=key, kind=kind)  # type: ignore[arg-type]
