"""A form with one of everything, its workbook, and hands that edit a workbook as officers and attackers do."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from hoanhap.catalog.forms import Check, Column, Form, Measure, Parts, Row
from hoanhap.kernel.lang import Words
from hoanhap.reporting.workbook.book import Book, CellIn
from hoanhap.reporting.workbook.identity import Identity
from hoanhap.reporting.workbook.reading import read
from hoanhap.reporting.workbook.template import template

KEY = b"a key that signs nothing but tests"
HERE = Path(__file__).parent

PERSON = Measure("nguoi", Words("người", "persons"), 0, "", "person")
TEAM = Measure("to", Words("tổ", "teams"), 0, "", "thing")
MONEY = Measure("trieu_dong", Words("triệu đồng", "million đồng"), 6, "dong", "money")
DONG = Measure("dong", Words("đồng", "đồng"), 0, "dong", "money")


def _row(code: str, vi: str, measure: Measure | None, **more: object) -> Row:
    return Row(code=code, title=Words(vi, f"EN {vi}"), measure=measure, **more)  # type: ignore[arg-type]


FORM = Form(
    code="mau",
    version="1",
    annex=Words("Phụ lục 9", "Annex 9"),
    title=Words("Biểu thử", "A form to try"),
    kind="grid",
    source="tests",
    verified=True,
    valid_from=date(2020, 1, 1),
    valid_to=None,
    filled_by=("commune",),
    columns=(
        Column("2018", Words("2018", "2018"), date(2018, 1, 1), date(2019, 1, 1)),
        Column("2019", Words("2019", "2019"), date(2019, 1, 1), date(2020, 1, 1)),
        Column("2020-6t", Words("6 tháng đầu năm 2020", "First half of 2020"), date(2020, 1, 1), date(2020, 7, 1)),
    ),
    rows=(
        _row("1", "Tổ công tác", None, number="1", bold=True),
        _row("1.1", "Số tổ được thành lập", TEAM, dash="-", indent=1),
        _row("1.2", "Số cán bộ tham gia", PERSON, dash="-", indent=1),
        _row("1.3", "Số người đăng ký", PERSON, dash="-", indent=1, parts=Parts(("1.3.1", "1.3.2"), "=")),
        _row("1.3.1", "Tại cộng đồng", PERSON, dash="+", indent=2, lead="Trong đó:"),
        _row("1.3.2", "Tại gia đình", PERSON, dash="+", indent=2),
        _row("2", "Điểm tư vấn", None, number="2", bold=True),
        _row("2.1", "Số cán bộ tham gia", PERSON, dash="-", indent=1),
        _row("2.2", "Số người được tư vấn", PERSON, dash="-", indent=1, qualifier=True, parts=Parts(("2.3",), "<=")),
        _row("2.3", "Trong đó nữ", PERSON, dash="+", indent=2),
        _row("3", "Kinh phí", MONEY, number="3", bold=True),
        _row("4", "Số vốn được vay", DONG, number="4", bold=True),
    ),
    checks=(
        Check("vay", "at_most", ("1.1", "1.2"), Words("{value} tổ nhưng {other} cán bộ năm {column}", "more teams"),
              Words("Xem lại", "Look again"), severity="error"),
    ),
)  # fmt: skip

LIST = Form(
    code="danh-muc",
    version="2",
    annex=Words("Phụ lục 8", "Annex 8"),
    title=Words("Danh mục văn bản", "Documents"),
    kind="list",
    source="tests",
    verified=True,
    valid_from=date(2020, 1, 1),
    valid_to=None,
    filled_by=("district",),
    columns=(
        Column("loai", Words("Loại văn bản", "Kind"), type="choice", required=True,
               choices=(("QĐ", Words("Quyết định", "Decision")), ("KH", Words("Kế hoạch", "Plan")))),
        Column("so", Words("Số", "Number"), type="text"),
        Column("ngay", Words("Ngày ban hành", "Issued on"), type="date", required=True),
        Column("ban", Words("Số bản", "Copies"), type="number"),
        Column("noi-dung", Words("Nội dung", "Content"), type="text", width=60),
    ),
)  # fmt: skip

WHO = Identity("tong-ket", "UB-01279", "mau", "1")
FORMS = {(f.code, f.version): f for f in (FORM, LIST)}
VALUES: Mapping[tuple[str, str], CellIn] = {
    ("1.1", "2018"): CellIn(2), ("1.1", "2019"): CellIn(3), ("1.1", "2020-6t"): CellIn(0),
    ("1.2", "2018"): CellIn(12), ("1.2", "2019"): CellIn(13), ("1.2", "2020-6t"): CellIn(14),
    ("1.3.1", "2018"): CellIn(20), ("1.3.1", "2019"): CellIn(21), ("1.3.1", "2020-6t"): CellIn(22),
    ("1.3.2", "2018"): CellIn(30), ("1.3.2", "2019"): CellIn(31), ("1.3.2", "2020-6t"): CellIn(32),
    ("2.1", "2018"): CellIn(1), ("2.1", "2019"): CellIn(None, "nil"), ("2.1", "2020-6t"): CellIn(3),
    ("2.2", "2018"): CellIn(830, "", "ge"), ("2.2", "2019"): CellIn(900),
    ("2.3", "2018"): CellIn(500), ("2.3", "2019"): CellIn(900), ("2.3", "2020-6t"): CellIn(7),
    ("3", "2018"): CellIn(1_500_000), ("3", "2019"): CellIn(3_700_000_000), ("3", "2020-6t"): CellIn(0),
    ("4", "2018"): CellIn(4_000_000_000), ("4", "2019"): CellIn(0),
}  # fmt: skip
TOTALS = {("1.3", "2018"): 50, ("1.3", "2019"): 52, ("1.3", "2020-6t"): 54}
AT = {"1.1": 9, "1.2": 10, "1.3": 11, "1.3.1": 13, "1.3.2": 14, "2.1": 16, "2.2": 17, "2.3": 18, "3": 19, "4": 20}
LETTER = {"2018": "E", "2019": "F", "2020-6t": "G"}


def workbook(**more: object) -> bytes:
    given: dict[str, object] = {"values": VALUES, "unit_name": "UBND xã Cần Yên", "campaign_title": "Tổng kết"}
    return template(FORM, WHO, key=KEY, **{**given, **more})  # type: ignore[arg-type]


def list_workbook(**more: object) -> bytes:
    who = Identity("tong-ket", "PB-042", "danh-muc", "2")
    given: dict[str, object] = {"unit_name": "Phòng LĐTBXH", "campaign_title": "Tổng kết"}
    return template(LIST, who, key=KEY, **{**given, **more})  # type: ignore[arg-type]


def reading(data: bytes) -> Book:
    return read(data, FORMS, KEY)


def figures(book: Book) -> dict[tuple[str, str], CellIn]:
    return {(c.row, c.column): CellIn(c.value, c.mark, c.qualifier, c.text) for c in book.cells}


EXPECTED = {**VALUES, **{place: CellIn(value) for place, value in TOTALS.items()}}


def errors(book: Book) -> list[tuple[str, str]]:
    return [(p.cell, p.message) for p in book.problems if p.severity == "error"]


# ---------------------------------------------------------------- an officer's hands
def edited(data: bytes, change: Callable[[Worksheet], None], *, index: int = 0) -> bytes:
    """Through openpyxl, with every formula replaced by its value (openpyxl cannot calculate)."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    for sheet, with_values in zip(book.worksheets, values.worksheets, strict=True):
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    cell.value = with_values[cell.coordinate].value
    change(book.worksheets[index])
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    blob = io.BytesIO()
    book.save(blob)
    return blob.getvalue()


def opened(data: bytes, **how: bool) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), **how)


def setting(**cells: object) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        for ref, value in cells.items():
            sheet[ref] = value

    return change


def part_changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """One part of the zip rewritten, the others as they were."""
    parts = unzipped(data)
    parts[name] = change(parts[name])
    return zipped(parts)


def replaced(data: bytes, name: str, old: str, new: str) -> bytes:
    def change(content: bytes) -> bytes:
        assert old.encode() in content, old
        return content.replace(old.encode(), new.encode())

    return part_changed(data, name, change)


SHEET = "xl/worksheets/sheet1.xml"


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    blob = io.BytesIO()
    with zipfile.ZipFile(blob, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return blob.getvalue()


def raw_zip(entries: list[tuple[str, bytes, int]]) -> bytes:
    """(name, content, size it claims): a zip whose directory may lie."""
    body, directory = b"", b""
    for name, content, claimed in entries:
        deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = deflater.compress(content) + deflater.flush()
        facts = struct.pack("<HHHHHIII", 20, 0, 8, 0, 33, zlib.crc32(content), len(packed), claimed)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + facts
        directory += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, len(body)) + name.encode()
        body += b"PK\x03\x04" + facts + struct.pack("<HH", len(name), 0) + name.encode() + packed
    end = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def seeded_values(form: Form, seed: int) -> dict[tuple[str, str], CellIn]:
    rnd = random.Random(seed)
    return {
        (row.code, column.code): CellIn(rnd.randint(0, 40) * 10 ** (row.measure.exponent if row.measure else 0))
        for row in form.filled_rows
        if not (row.parts and row.parts.relation == "=")
        for column in form.columns
    }
