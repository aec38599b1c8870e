"""From what a person typed or pasted to what a cell holds."""

from datetime import date

from hoanhap.catalog.forms import Form, Measure
from hoanhap.kernel.dates import BadDate, format_date, parse_date
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import BadNumber, parse, show_cell
from hoanhap.kernel.text import clean, fold
from hoanhap.reporting.rules.cells import CellFacts

TEXT_LIMIT = 10_000


class BadCell(Exception):
    """What was typed is not for this cell. `message` and `remedy` are for the person."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def read(form: Form, row: str, column: str, typed: str) -> CellFacts:
    """Raises BadCell. An unknown place is read as text; the action refuses it with the other reasons."""
    if form.kind == "grid":
        line = form.row.get(row)
        return _number(typed, line.measure if line else None)
    field = form.column.get(column)
    kind = field.type if field else "text"
    if kind == "number":
        return _number(typed, None)
    if kind == "date":
        return _date(typed)
    if kind == "choice" and field:
        return _choice(typed, field.choices)
    return CellFacts(text=clean(typed, TEXT_LIMIT + 1))


def shown(form: Form, row: str, column: str, cell: CellFacts) -> str:
    """The cell as people read it, in the language of the moment."""
    if form.kind == "grid":
        line = form.row.get(row)
        return show_cell(cell.value, cell.mark, cell.qualifier, line.measure.exponent if line and line.measure else 0)
    field = form.column.get(column)
    if field and field.type == "choice":
        return str(dict(field.choices).get(cell.text, cell.text))
    if field and field.type == "date" and cell.text:
        return format_date(date.fromisoformat(cell.text))
    return cell.text or show_cell(cell.value, cell.mark, cell.qualifier, 0)


def _number(typed: str, measure: Measure | None) -> CellFacts:
    try:
        found = parse(
            typed,
            exponent=measure.exponent if measure else 0,
            money=bool(measure and measure.atom == "dong"),
            unit=measure.title.vi if measure else "",
        )
    except BadNumber as wrong:
        raise BadCell(wrong.message, wrong.remedy) from wrong
    return CellFacts(found.value, found.mark, found.qualifier)


def _date(typed: str) -> CellFacts:
    if not typed.strip():
        return CellFacts()
    try:
        return CellFacts(text=parse_date(typed).isoformat())
    except BadDate as wrong:
        raise BadCell(wrong.message, wrong.remedy) from wrong


def _choice(typed: str, choices: tuple[tuple[str, object], ...]) -> CellFacts:
    wanted = fold(typed)
    if not wanted:
        return CellFacts()
    for code, title in choices:
        if wanted in (fold(code), fold(getattr(title, "vi", "")), fold(getattr(title, "en", ""))):
            return CellFacts(text=code)
    raise BadCell(
        t("“{typed}” không có trong danh mục.", "“{typed}” is not in the list.", typed=clean(typed, 40)),
        t("Chọn một trong: {all}.", "Choose one of: {all}.", all=", ".join(str(title) for _, title in choices)),
    )
