"""Annexes as workbooks: our stencil against XlsxWriter writing the same cells, both sides in one run.

    .venv/bin/python -m bench.annex_xlsx [runs]

The two workbooks are read back first: figures, texts, merges, notes and links must be equal, or no time is given.
Prints one line of JSON: medians in milliseconds and their ratio (the bar: ≤ 1), with notes and links and without.
"""

import io
import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import xlsxwriter

from hoanhap.catalog import loaded
from hoanhap.catalog.forms import Form
from hoanhap.documents import xlsx
from hoanhap.documents.annex import CellShown, Key
from hoanhap.documents.xlsx import AnnexHeading

ROOT = Path(__file__).resolve().parent.parent
FORMS = ("phu-luc-2", "phu-luc-3")
HEADING = AnnexHeading("(Kèm theo Báo cáo số 05/BC-UBND)", "Tỉnh Cao Bằng: 198/199 xã", "Ghi chú", "SỐ LIỆU MINH HỌA")
Values = Mapping[str, Mapping[Key, CellShown]]


def figures(form: Form) -> dict[Key, CellShown]:
    """A number in every cell, a trace and a link at each."""
    return {
        (row.code, column.code): CellShown(
            shown="",
            value=(1_234_567 * (i + 1) + 89 * j) * (1_000 if row.measure and row.measure.exponent else 1),
            exponent=row.measure.exponent if row.measure else 0,
            trace=f"{form.code}/{row.code}/{column.code}/04",
            url=f"http://127.0.0.1:8000/dau-vet/{form.code}/{row.code}/{column.code}/04",
        )
        for i, row in enumerate(form.filled_rows)
        for j, column in enumerate(form.columns)
    }


class Written(xlsx._Drawing):
    """The same sheet by XlsxWriter alone: values, notes and links written as it goes."""

    values: Mapping[Key, CellShown]

    def cell(self, row, column, cell, look) -> None:  # type: ignore[no-untyped-def]
        shown = self.values.get(cell.key) if cell.key else None
        if shown is None or shown.value is None:
            super().cell(row, column, cell, look)
            return
        if shown.url:
            self.sheet.write_url(row, column, shown.url, look, "")
        self.sheet.write_number(row, column, xlsx.scaled(shown.value, shown.exponent), look)
        if shown.trace:
            self.sheet.write_comment(row, column, shown.trace)

    def slot(self, name, look) -> None:  # type: ignore[no-untyped-def]
        self.sheet.set_row(self.row, 18)
        self.across(getattr(HEADING, name), look)


def by_xlsxwriter(forms: list[Form], values: Values) -> bytes:
    blob = io.BytesIO()
    with xlsxwriter.Workbook(blob, {"in_memory": True}) as book:
        looks = xlsx._Looks(book)
        for form in forms:
            written = Written(book.add_worksheet(form.annex.vi), looks, form, form.annex.vi, 0)
            written.values = values[form.code]
            written.plan()
    return blob.getvalue()


def content(blob: bytes) -> dict[str, object]:
    """What a reader finds: merged ranges, and value, note and link of each cell."""
    return {
        sheet.title: (
            sorted(str(r) for r in sheet.merged_cells.ranges),
            {
                c.coordinate: (c.value, c.comment and c.comment.text, c.hyperlink and c.hyperlink.target)
                for line in sheet.iter_rows()
                for c in line
                if c.value is not None and (c.row, c.column) != (1, 1)
            },
        )
        for sheet in openpyxl.load_workbook(io.BytesIO(blob))
    }


def median(work: Callable[[], bytes], runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(times), 3)


def compare(forms: list[Form], values: Values, runs: int) -> dict[str, object]:
    ours, theirs = xlsx.book(forms, values, HEADING), by_xlsxwriter(forms, values)
    same = content(ours) == content(theirs)
    if not same:
        raise SystemExit("the two workbooks do not hold the same cells: no time is given")
    stencil_ms = median(lambda: xlsx.book(forms, values, HEADING), runs)
    xlsxwriter_ms = median(lambda: by_xlsxwriter(forms, values), runs)
    return {
        "same": same,
        "figures": sum(map(len, values.values())),
        "stencil_ms": stencil_ms,
        "xlsxwriter_ms": xlsxwriter_ms,
        "ratio": round(stencil_ms / xlsxwriter_ms, 3),
        "bytes": [len(ours), len(theirs)],
    }


def bare(values: Values) -> Values:
    return {form: {k: replace(s, trace="", url="") for k, s in shown.items()} for form, shown in values.items()}


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    catalog = loaded.load([ROOT / "catalog"])
    forms = [catalog.form(code) for code in FORMS]
    values = {form.code: figures(form) for form in forms}
    xlsx.stencil.cache_clear()
    start = time.perf_counter()
    xlsx.book(forms, values, HEADING)
    first = round((time.perf_counter() - start) * 1000, 1)
    result = {
        "bench": "annex_xlsx",
        "runs": runs,
        "first_ms": first,
        "with_traces": compare(forms, values, runs),
        "without_traces": compare(forms, bare(values), runs),
    }
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
