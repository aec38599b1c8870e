"""A table of figures as a workbook: text stays text, numbers are numbers, head and first columns stay in view."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

import xlsxwriter

from hoanhap.documents.layout import FONT, TABLE_SIZE

_A4, _WIDEST, _NARROWEST = 9, 42, 10

Given = str | int | Decimal | None


def table_xlsx(title: str, head: Sequence[str], rows: Sequence[Sequence[Given]], *, facts: Sequence[str] = ()) -> bytes:
    """What somebody typed never becomes a formula or a link. `facts`: lines under the table."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        font = {"font_name": FONT, "font_size": TABLE_SIZE}
        framed = {**font, "border": 1, "valign": "top"}
        bold, plain = book.add_format({**font, "bold": True}), book.add_format(font)
        text = book.add_format({**framed, "num_format": "@"})
        whole = book.add_format({**framed, "num_format": "#,##0"})
        parts = book.add_format({**framed, "num_format": "#,##0.00"})
        top = book.add_format({**framed, "bold": True, "align": "center", "text_wrap": True})
        right = book.add_format({**framed, "align": "right"})
        sheet = book.add_worksheet()
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&R&P/&N")
        sheet.write_string(0, 0, title, bold)
        first = 2
        labels = next((n for n, value in enumerate(rows[0]) if not isinstance(value, str)), 0) if rows else 0
        for column, words in enumerate(head):
            sheet.write_string(first, column, words, top)
            longest = max((len(str(row[column] or "")) for row in rows), default=0)
            sheet.set_column(column, column, max(_NARROWEST, min(longest + 3, _WIDEST)))
        for n, row in enumerate(rows, first + 1):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(n, column, value, text if column < labels else right)
                elif value is None:
                    sheet.write_blank(n, column, None, text)
                else:
                    sheet.write_number(n, column, value, parts if isinstance(value, Decimal) else whole)
        for n, line in enumerate(facts, first + len(rows) + 2):
            sheet.write_string(n, 0, line, plain)
        sheet.freeze_panes(first + 1, min(labels, 2))
        sheet.repeat_rows(first)
    return file.getvalue()
