"""A plain list as a workbook: text in every cell, a notice above the table and in the margin of every printed page."""

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter

from hoanhap.documents.layout import FONT, TABLE_SIZE

_A4, _WIDEST = 9, 42


def list_xlsx(
    title: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    notice: str,
    facts: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Every value is written as text: what somebody typed never becomes a formula or a link."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        plain = book.add_format({"font_name": FONT, "font_size": TABLE_SIZE, "num_format": "@"})
        bold = book.add_format({"font_name": FONT, "font_size": TABLE_SIZE, "bold": True})
        framed = {"font_name": FONT, "font_size": TABLE_SIZE, "border": 1, "text_wrap": True, "valign": "top"}
        cell = book.add_format({**framed, "num_format": "@"})
        top = book.add_format({**framed, "bold": True, "align": "center"})
        sheet = book.add_worksheet()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&C&B{_margin(notice)}")
        sheet.set_footer(f"&L{_margin(notice)}&R&P/&N")
        sheet.write_string(0, 0, notice, bold)
        sheet.write_string(1, 0, title, bold)
        for n, (label, value) in enumerate(facts, 2):
            sheet.write_string(n, 0, f"{label}: {value}", plain)
        first = len(facts) + 3
        for column, words in enumerate(head):
            sheet.write_string(first, column, words, top)
            longest = max([len(words), *(len(row[column]) for row in rows)], default=0)
            sheet.set_column(column, column, min(longest + 3, _WIDEST))
        for n, row in enumerate(rows, first + 1):
            for column, value in enumerate(row):
                sheet.write_string(n, column, value, cell)
        sheet.repeat_rows(first)
    return file.getvalue()


def _margin(text: str) -> str:
    """`&` begins a code there, and 255 characters is all it takes."""
    return text.replace("&", "&&")[:200]
