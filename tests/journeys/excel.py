"""An officer's hands in Excel: types beside the labels of a downloaded workbook, and saves it under another name."""

from collections.abc import Mapping
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Wish = str | tuple[str, str]


def fill_in(source: Path, target: Path, answer: Mapping[Wish, object]) -> None:
    """`answer`: a value for every period of the lines whose label holds the key, or of (label, period)."""
    book = openpyxl.load_workbook(source)
    sheet = next(s for s in book.worksheets if s.title.startswith("Phụ lục"))
    periods = _periods(sheet)
    for line in sheet.iter_rows(min_row=2):
        label = str(line[2].value or "")
        for column, period in periods.items():
            cell, given = line[column], _given(answer, label, period)
            if given is not None and not str(cell.value or "").startswith("="):
                cell.value = given
    _calculated(book, source)
    book.save(target)


def _periods(sheet: Worksheet) -> dict[int, str]:
    head = next(line for line in sheet.iter_rows(values_only=True) if "Chỉ tiêu" in line)
    return {i: str(text) for i, text in enumerate(head) if i > head.index("Đơn vị tính") and text}


def _given(answer: Mapping[Wish, object], label: str, period: str) -> object:
    exact = [value for wish, value in answer.items() if isinstance(wish, tuple) and _named(wish, label, period)]
    whole = [value for wish, value in answer.items() if isinstance(wish, str) and wish in label]
    return next(iter([*exact, *whole]), None)


def _named(wish: tuple[str, str], label: str, period: str) -> bool:
    return wish[0] in label and wish[1] == period


def _calculated(book: openpyxl.Workbook, source: Path) -> None:
    """openpyxl cannot calculate: sums are left out, as a person would who pastes values only."""
    for sheet in book.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    cell.value = None
