"""Reading a list form: any number of lines under a heading, each field of its own kind. Never in the hot path."""

import re
from datetime import date

from hoanhap.catalog.forms import Column, Form
from hoanhap.documents.excel.sheet import letters, text_of
from hoanhap.kernel.dates import BadDate, parse_date
from hoanhap.kernel.lang import speaking
from hoanhap.kernel.numbers import BadNumber, parse
from hoanhap.kernel.text import clean, fold
from hoanhap.reporting.workbook import marks, says
from hoanhap.reporting.workbook.book import CellRead, Problem
from hoanhap.reporting.workbook.figures import NUMERIC, Cell, Wrong, as_number, day, has_no_result, stood
from hoanhap.reporting.workbook.grid import Found
from hoanhap.reporting.workbook.layout import columns_of
from hoanhap.reporting.workbook.surface import Surface

MOST_LINES = 2_000
MOST_CHARACTERS = 10_000
_KEY = re.compile(r"[A-Za-z0-9]{1,20}")
_TCVN3 = re.compile("[¸µ¶·¹¨¾»¼½Æ©ÇËÐÎÏÑªÖ×ØÜÞßä®¬­]")
_VNI = re.compile("[ñøûïåäüëöÑØÛÏÅÄÜËÖ]")
_UNICODE = re.compile("[đăơưĐĂƠƯ\u1ea0-\u1ef9]")  # letters that only Vietnamese in Unicode has


def read(form: Form, surface: Surface, dates: frozenset[str]) -> Found:
    column_at, heading, problems = columns_of(form, surface)
    found = Found(column_at=[(code, letters(at)) for code, at in column_at.items()], problems=problems)
    lines = [n for n in surface.used if n > heading and set(column_at.values()) & surface.line(n).keys()]
    if len(lines) > MOST_LINES:
        problems.append(Problem("", f"A{lines[MOST_LINES]}", *says.too_many_lines(MOST_LINES)))
        lines = lines[:MOST_LINES]
    keys = _keys(surface, lines)
    found.row_at = [(keys[n], n) for n in lines]
    for n in lines:
        _line(form, surface, dates, column_at, n, keys[n], found)
    return found


def _keys(surface: Surface, lines: list[int]) -> dict[int, str]:
    """A line keeps the key it was downloaded with; a new or copied one is named by its turn, the same every time."""
    keys: dict[int, str] = {}
    for n, _, key in surface.marked(marks.LINE):
        if n in set(lines) and n not in keys and key not in keys.values() and _KEY.fullmatch(key):
            keys[n] = key
    free = (f"x{i:04d}" for i in range(1, 2 * MOST_LINES + 2))
    taken = set(keys.values())
    for n in lines:
        if n not in keys:
            keys[n] = next(key for key in free if key not in taken)
    return keys


def _line(
    form: Form, surface: Surface, dates: frozenset[str], column_at: dict[str, int], n: int, key: str, found: Found
) -> None:
    for column in form.columns:
        if column.code not in column_at:
            continue
        ref = f"{letters(column_at[column.code])}{n}"
        cell = surface.sheet.cells.get(ref)
        try:
            read_ = _field(cell, surface, dates, column, key) if cell else CellRead(key, column.code)
            if column.required and not (read_.text or read_.mark or read_.value is not None):
                raise Wrong(says.required(column.title.vi))
        except Wrong as wrong:
            found.problems.append(Problem("", ref, *wrong.said, "error", key, column.code))
            if cell:
                found.typed.append((key, column.code, *stood(cell, surface.strings, dates)))
            continue
        if read_.text or read_.mark or read_.value is not None:
            found.lines.append((*read_,))


def _field(cell: Cell, surface: Surface, dates: frozenset[str], column: Column, key: str) -> CellRead:
    if has_no_result(cell):
        raise Wrong(says.no_result())
    kind = cell[2]
    text = text_of(cell, surface.strings)
    if kind == "e":
        raise Wrong(says.not_number(clean(text, 40)))
    number = as_number(text) if kind in NUMERIC else None
    day_ = day(number) if number is not None and cell[1] in dates else None
    if column.type == "number":
        if day_:
            raise Wrong(says.a_date(clean(text, 20)))
        return _number(text if number is None else number, column, key)
    if column.type == "date":
        return CellRead(key, column.code, text=_date(text, number, day_))
    shown = day_.isoformat() if day_ else format(number, ".15g") if number is not None else text
    if column.type == "choice":
        return CellRead(key, column.code, text=_choice(shown, column))
    return CellRead(key, column.code, text=_text(shown))


def _number(given: str | int | float, column: Column, key: str) -> CellRead:
    try:
        with speaking("vi"):
            found = parse(given, money=False)
    except BadNumber:
        try:
            found = parse(given, money=False)  # again, for its words in the reader's language
        except BadNumber as wrong:
            raise Wrong((wrong.message, wrong.remedy)) from wrong
    if found.qualifier:
        raise Wrong(says.no_over(column.title.vi))
    return CellRead(key, column.code, found.value, found.mark)


def _date(text: str, number: int | float | None, day_: date | None) -> str:
    if number is not None and 1900 <= number < 2200:  # “2019” alone is a year, not the 2,019th day
        raise Wrong(says.not_date(clean(text, 40)))
    if day_:
        return day_.isoformat()
    if not text.strip():
        return ""
    if number is not None and (found := day(number)):
        return found.isoformat()
    try:
        return parse_date(text).isoformat()
    except BadDate as wrong:
        raise Wrong((wrong.message, wrong.remedy)) from wrong


def _choice(text: str, column: Column) -> str:
    wanted = fold(text)
    for code, title in column.choices:
        if wanted in (fold(code), fold(title.vi), fold(title.en)):
            return code
    if not wanted:
        return ""
    raise Wrong(says.not_choice(clean(text, 40), ", ".join(title.vi for _, title in column.choices)))


def _text(text: str) -> str:
    cleaned = clean(text, MOST_CHARACTERS + 1)
    if len(cleaned) > MOST_CHARACTERS:
        raise Wrong(says.too_long(MOST_CHARACTERS))
    if not _UNICODE.search(cleaned) and max(len(set(_TCVN3.findall(cleaned))), len(set(_VNI.findall(cleaned)))) > 1:
        raise Wrong(says.old_encoding())
    return cleaned
