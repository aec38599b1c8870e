"""What looks wrong in a filled form: each finding at its cell, in plain words, with what to do. All at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hoanhap.catalog.forms import Check, Column, Form, Row
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import show
from hoanhap.reporting.rules.cells import BLANK, CellFacts, Place, computed_rows, own_rows

Cells = Mapping[Place, CellFacts]
REGISTER = "register"  # the check of a figure typed over the register's


@dataclass(frozen=True, slots=True)
class Finding:
    """severity "error": the form cannot be sent. "warning": it can, once explained."""

    row: str
    column: str
    check: str
    severity: str
    message: str
    remedy: str


def findings(form: Form, cells: Cells, level: str) -> list[Finding]:
    """Every finding on this level's own cells, in the order of the paper."""
    if form.kind == "list":
        return list(_lines(form, cells))
    rows = own_rows(form, level)
    found = [f for row in rows if row.parts for f in _parts(form, row, cells)]
    found += _register(form, rows, cells)
    for check in form.checks:
        found += KINDS[check.kind](form, check, cells)
    order = {r.code: i for i, r in enumerate(form.rows)}
    columns = {c.code: i for i, c in enumerate(form.columns)}
    mine = {r.code for r in rows}
    return sorted((f for f in found if f.row in mine), key=lambda f: (order[f.row], columns[f.column]))


def blanks(form: Form, cells: Cells, level: str) -> list[Place]:
    """Cells this level must fill and has not: those it types, since a total fills itself. A list form may be empty."""
    if form.kind == "list":
        return []
    totals = computed_rows(form)
    return [
        (row.code, column.code)
        for row in own_rows(form, level)
        if row not in totals
        for column in form.columns
        if cells.get((row.code, column.code), BLANK).blank
    ]


def _value(cells: Cells, row: str, column: str) -> int | None:
    cell = cells.get((row, column), BLANK)
    return 0 if cell.mark == "nil" else cell.value


def _shown(form: Form, row: str, value: int) -> str:
    measure = form.row[row].measure
    return show(value, measure.exponent if measure else 0)


def _parts(form: Form, row: Row, cells: Cells) -> Iterator[Finding]:
    assert row.parts
    for column in form.columns:
        total = _value(cells, row.code, column.code)
        values = [v for part in row.parts.rows if (v := _value(cells, part, column.code)) is not None]
        if total is None or not values:
            continue
        open_ended = cells[row.code, column.code].qualifier == "ge"  # “hơn 8.200” has no ceiling
        wrong = sum(values) != total if row.parts.relation == "=" else sum(values) > total and not open_ended
        if wrong:
            yield Finding(
                row.code,
                column.code,
                "parts",
                "error",
                t(
                    "Tổng ghi {total}, cộng các dòng “trong đó” được {parts}.",
                    "The total says {total}; its parts add up to {parts}.",
                    total=_shown(form, row.code, total),
                    parts=_shown(form, row.code, sum(values)),
                ),
                t(
                    "Sửa tổng hoặc một dòng thành phần cho khớp.",
                    "Mend the total or one of its parts so that they agree.",
                ),
            )


def _register(form: Form, rows: Sequence[Row], cells: Cells) -> Iterator[Finding]:
    """What was typed over the register's figure. A total says nothing of its own: its parts do."""
    totals = computed_rows(form)
    for row in rows:
        for column in form.columns if row not in totals else ():
            cell = cells.get((row.code, column.code), BLANK)
            if cell.typed_over and isinstance(cell.derived, int):
                yield Finding(
                    row.code,
                    column.code,
                    REGISTER,
                    "warning",
                    t(
                        "Khác sổ theo dõi (sổ: {n}).",
                        "Differs from the register (register: {n}).",
                        n=_shown(form, row.code, cell.derived),
                    ),
                    t(
                        "Xóa ô để lấy lại số của sổ, sửa hồ sơ trong sổ, hoặc ghi lý do.",
                        "Clear the cell to take the register's figure back, mend the files, or say why.",
                    ),
                )


def _at_most(form: Form, check: Check, cells: Cells) -> Iterator[Finding]:
    small, large = check.rows
    for column in form.columns:
        less, more = _value(cells, small, column.code), _value(cells, large, column.code)
        if less is not None and more is not None and less > more:
            yield _finding(form, check, small, column, less, more)


def _jump(form: Form, check: Check, cells: Cells) -> Iterator[Finding]:
    """A figure `factor` times its neighbour's, when the larger is big enough for it to mean something."""
    for row in check.rows:
        for before, column in zip(form.columns, form.columns[1:], strict=False):
            old, new = _value(cells, row, before.code), _value(cells, row, column.code)
            if old is None or new is None or max(old, new) < 10 * 10 ** (form.row[row].measure.exponent):  # type: ignore[union-attr]
                continue
            if max(old, new) > check.factor * max(min(old, new), 1):
                yield _finding(form, check, row, column, new, old)


def _stock(form: Form, check: Check, cells: Cells) -> Iterator[Finding]:
    """A stock against the period before: rows[0] may not fall without a reason."""
    for row in check.rows:
        for before, column in zip(form.columns, form.columns[1:], strict=False):
            old, new = _value(cells, row, before.code), _value(cells, row, column.code)
            if old is not None and new is not None and new < old:
                yield _finding(form, check, row, column, new, old)


KINDS = {"at_most": _at_most, "jump": _jump, "stock": _stock}


def _finding(form: Form, check: Check, row: str, column: Column, value: int, other: int) -> Finding:
    words = {"value": _shown(form, row, value), "other": _shown(form, row, other), "column": str(column.title)}
    return Finding(
        row,
        column.code,
        check.code,
        check.severity,
        str(check.message).format(**words),
        str(check.remedy).format(**words),
    )


def _lines(form: Form, cells: Cells) -> Iterator[Finding]:
    """A list form: a line that was begun must have its required fields; what differs from the record is told."""
    for line in sorted({row for (row, _), cell in cells.items() if not cell.blank}):
        for column in form.columns:
            cell = cells.get((line, column.code), BLANK)
            if cell.typed_over:
                yield Finding(
                    line,
                    column.code,
                    REGISTER,
                    "warning",
                    t("Khác bản ghi văn bản: “{said}”.", "Differs from the record: “{said}”.", said=cell.derived),
                    t(
                        "Xóa ô để lấy lại, sửa bản ghi ở mục Văn bản, hoặc ghi lý do.",
                        "Clear the cell to take it back, correct the record under Directives, or say why.",
                    ),
                )
            if column.required and cell.blank:
                yield Finding(
                    line,
                    column.code,
                    "required",
                    "error",
                    t("Dòng này chưa có “{field}”.", "This line lacks “{field}”.", field=column.title),
                    t("Điền vào ô, hoặc xóa cả dòng.", "Fill the cell, or delete the whole line."),
                )
