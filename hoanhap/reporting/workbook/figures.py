"""From what stands in a cell of a grid to a figure of the form."""

from collections.abc import Sequence
from datetime import date, timedelta

from hoanhap.catalog.forms import Row
from hoanhap.documents.excel.sheet import text_of
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import language, speaking
from hoanhap.kernel.numbers import BadNumber, Parsed, parse, show
from hoanhap.kernel.text import clean
from hoanhap.reporting.workbook import says

MOST = 10**14  # atoms in one cell: the sum over every commune of the country still fits 64 bits
NUMERIC = ("", "n")
_EPOCH = date(1899, 12, 30)

Cell = Sequence[str]  # shaped as sheet.Raw


class Wrong(Exception):
    """This cell holds no figure. `said` is (message, remedy)."""

    def __init__(self, said: says.Said) -> None:
        super().__init__(said[0])
        self.said = said


def figure(cell: Cell, strings: Sequence[str], dates: frozenset[str], row: Row) -> Parsed:
    """Raises Wrong. A formula counts as the value it was saved with."""
    found = _parsed(cell, strings, dates, row)
    if found.qualifier and not row.qualifier:
        raise Wrong(says.no_over(row.title.vi))
    if found.value is not None and found.value > MOST:
        exponent = row.measure.exponent if row.measure else 0
        raise Wrong(says.too_large(show(found.value, exponent), show(MOST, exponent)))
    return found


def _parsed(cell: Cell, strings: Sequence[str], dates: frozenset[str], row: Row) -> Parsed:
    kind, value = cell[2], cell[4]
    if has_no_result(cell):
        raise Wrong(says.no_result())
    if kind == "b":
        return _read(_truth(value), row)
    if kind == "d":
        raise Wrong(says.a_date(clean(value, 20)))
    if kind not in NUMERIC:
        return _read(text_of(cell, strings), row)
    number = as_number(value)
    if cell[1] in dates:
        raise Wrong(says.a_date(as_date(number) or clean(value, 20)))
    return _number(number, row)


def _truth(value: str) -> str:
    return "TRUE" if value == "1" else "FALSE"


def has_no_result(cell: Cell) -> bool:
    """A formula saved by a program that does not calculate."""
    return bool(cell[3]) and not cell[4] and not cell[5] and cell[2] != "str"


def stood(cell: Cell, strings: Sequence[str], dates: frozenset[str]) -> tuple[str, str]:
    """The kind and text of what is in a cell, to be put back as it was (`book.Typed`)."""
    if has_no_result(cell):
        return "text", ""
    if cell[2] == "b":
        return "text", _truth(cell[4])
    kind = "text" if cell[2] not in NUMERIC else "date" if cell[1] in dates else "number"
    return kind, clean(text_of(cell, strings), 10_000)


def as_number(value: str) -> int | float:
    try:
        number = float(value)
    except ValueError:
        raise Wrong(says.not_number(clean(value, 40))) from None
    if number - number != 0 or "_" in value:  # infinite or not a number; Python's own spelling of 1_000
        raise Wrong(says.not_number(clean(value, 40)))
    return int(number) if number.is_integer() and abs(number) < 10**15 else number


def as_date(number: float) -> str:
    """How Excel shows a day's number; empty when it is none."""
    return format_date(found) if (found := day(number)) else ""


def day(number: float) -> date | None:
    return _EPOCH + timedelta(days=int(number)) if 1 <= number < 2_958_466 else None


def _number(number: int | float, row: Row) -> Parsed:
    exponent = row.measure.exponent if row.measure else 0
    if not exponent and number > 0 and number != int(number):
        whole, _, rest = format(number, ".15g").partition(".")
        meant = show(int(whole + rest)) if len(rest) == 3 and len(whole) <= 3 and whole != "0" else ""
        raise Wrong(says.a_fraction(f"{whole},{rest}" if rest else whole, meant))
    return _read(number, row)


def _read(given: str | int | float, row: Row) -> Parsed:
    """The paper is Vietnamese, so “1.234” means 1234 whatever language the reader's screens are in."""
    measure = row.measure
    exponent, money = (measure.exponent, measure.atom == "dong") if measure else (0, False)
    unit = measure.title.vi if measure else ""
    try:
        with speaking("vi"):
            return parse(given, exponent=exponent, money=money, unit=unit)
    except BadNumber as wrong:
        if language() == "vi":
            raise Wrong((wrong.message, wrong.remedy)) from wrong
    try:
        parse(given, exponent=exponent, money=money, unit=unit)
    except BadNumber as wrong:
        raise Wrong((wrong.message, wrong.remedy)) from wrong
    raise Wrong(says.not_number(clean(str(given), 40)))
