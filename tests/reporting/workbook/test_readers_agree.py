"""Our reader against itself (three ways to the same cells) and against two readers that others wrote."""

import io
import random
import re

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from hoanhap.catalog import loaded
from hoanhap.documents.excel import sheet as sheets
from hoanhap.documents.excel.refusals import Refused
from hoanhap.documents.excel.sheet import position, text_of
from hoanhap.reporting.workbook.book import CellIn
from hoanhap.reporting.workbook.identity import Identity
from hoanhap.reporting.workbook.reading import Binder, Reader, read
from hoanhap.reporting.workbook.template import template
from tests.reporting.workbook.samples import (
    EXPECTED,
    FORM,
    FORMS,
    HERE,
    KEY,
    SHEET,
    edited,
    figures,
    part_changed,
    reading,
    seeded_values,
    setting,
    unzipped,
    workbook,
)
from tests.scale import scaled
from tests.trust import record

PLAIN = workbook()
XML = unzipped(PLAIN)[SHEET]


def both(xml: bytes) -> tuple[object, object]:
    def told(read):
        try:
            found = read()
        except Refused as refusal:
            return refusal.code
        if found is None:
            return None
        return {ref: (c[1], c[2], bool(c[3]), c[4], c[5]) for ref, c in found.cells.items()}, found.merges

    return told(lambda: sheets._fast(xml)), told(lambda: sheets._careful(xml, 10_000))


SPELLINGS = [
    '<c r="A1"/>', '<c r="A1" s="3"/>', '<c r="A1" s="3" />', '<c r="A1" s="3"></c>', '<c r="A1"><v>1</v></c>',
    '<c r="A1" s="3"><v>1.5</v></c>', '<c r="A1" s="3" t="s"><v>0</v></c>', '<c r="A1" t="str"><f>A2</f><v>x</v></c>',
    '<c r="A1" t="str"><f>A2</f><v></v></c>', '<c r="A1"><f>A2</f></c>', '<c r="A1"><f>A2</f><v/></c>',
    '<c r="A1"><f>A2</f><v></v></c>', '<c r="A1"><f t="shared" ref="A1:A2" si="0">A2</f><v>2</v></c>',
    '<c r="A1"><f t="shared" si="0"/><v>2</v></c>', '<c r="A1"><f t="shared" si="0" /><v>2</v></c>',
    '<c r="A1" t="inlineStr"><is><t>x</t></is></c>',
    '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> x </t></is></c>', '<c r="A1" t="e"><v>#REF!</v></c>',
    '<c r="A1" t="b"><v>1</v></c>', '<c r="A1" t="str"><v>a &amp; b &lt;c&gt; &#7879; &#x1EC7;</v></c>',
    '<c r="A1"><f aca="false">IF(A2&gt;0,"",1)</f><v>2</v></c>', '<c r="A1" t="n"><v>1</v></c>',
]  # fmt: skip
RARE = [
    "<c r='A1'><v>1</v></c>", '<c s="3" r="A1"><v>1</v></c>', '<c r="A1" cm="1"><v>1</v></c>',
    '<c\nr="A1"><v>1</v></c>',
    '<c r="A1"><!-- x --><v>1</v></c>', '<c r="A1"><v><![CDATA[1]]></v></c>', "<c><v>1</v></c>",
    '<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh sb="0" eb="1"><t>z</t></rPh></is></c>',
    '<x:c r="A1"><x:v>1</x:v></x:c>', '<c r="A1"><v xml:space="preserve">1</v></c>',
]  # fmt: skip


def one_cell(cell: str) -> bytes:
    head = '<worksheet xmlns="http://m" xmlns:x="http://m"><sheetData><row r="1">'
    return f'{head}{cell}<c r="B1"><v>9</v></c></row></sheetData></worksheet>'.encode()


@pytest.mark.parametrize("cell", SPELLINGS)
def test_the_fast_way_knows_the_usual_spellings_and_agrees(cell):
    fast, careful = both(one_cell(cell))
    assert fast == careful and fast is not None


@pytest.mark.parametrize("cell", RARE)
def test_the_fast_way_declines_what_it_does_not_know(cell):
    fast, careful = both(one_cell(cell))
    assert fast is None
    assert isinstance(careful, tuple) and ("B1" in careful[0])


NOISE = ["</row><row>", '<row r="4" />', "&", "<", '"', "<?pi x?>"]
PIECES = st.lists(st.sampled_from([*SPELLINGS, *RARE, *NOISE]), max_size=6)


@settings(max_examples=scaled(2000, 300))
@given(PIECES, st.randoms(use_true_random=False))
def test_the_fast_way_never_says_something_else(pieces, rnd):
    """For well-formed sheets; a malformed one may be declined by either."""
    cells = [p.replace("A1", f"{rnd.choice('ABCD')}{rnd.randint(1, 9)}") for p in pieces]
    fast, careful = both(one_cell("".join(cells)))
    assert fast is None or careful == "broken" or fast == careful


def consistent(seed: int) -> dict[tuple[str, str], CellIn]:
    """Whole numbers everywhere that contradict nothing: the shortest way."""
    return {p: CellIn(40) if p[0] in ("1.2", "2.2") else cell for p, cell in seeded_values(FORM, seed).items()}


NUMBERS = workbook(values=consistent(1))


def one_figure_changed(data: bytes, rnd: random.Random, number: str) -> bytes:
    def change(xml: bytes) -> bytes:
        figures_ = list(re.finditer(rb'<c r="[EFG][0-9]+" s="[0-9]+">(?:<f>[^<]*</f>)?<v>([0-9]+)</v>', xml))
        at = rnd.choice(figures_)
        return xml[: at.start(1)] + number.encode() + xml[at.end(1) :]

    return part_changed(data, SHEET, change)


@settings(max_examples=scaled(500, 60))
@given(
    st.integers(0, 2**32),
    st.sampled_from(["", "text", "blanks"]),
    st.sampled_from(["", "7", "99999999999999", "100000000000001", "123456789012345678901", "007", "1e3"]),
    st.booleans(),
)
def test_a_sheet_seen_before_is_read_as_if_it_were_new(seed, kind, number, text_first):
    """The ways of the skeleton (figures only) against that of a new reader (everything)."""
    rnd = random.Random(seed)
    values = consistent(seed) if seed % 3 else seeded_values(FORM, seed)
    if kind == "text":
        values["2.2", "2018"] = CellIn(830_000, "", "ge")
        values["2.1", "2018"] = CellIn(None, "nil")
    elif kind == "blanks":
        values = {place: cell for place, cell in values.items() if rnd.random() < 0.7}
    data = workbook(values=values, unit_name=f"Xã {seed}")
    data = one_figure_changed(data, rnd, number) if number else data
    seasoned = Reader(FORMS)
    seasoned.look(PLAIN if text_first else NUMBERS)
    assert seasoned.look(data) == Reader(FORMS).look(data)


def test_the_short_ways_are_taken(monkeypatch):
    """The property above would hold of a reader that always went the long way; this one does not."""
    seasoned = Reader(FORMS)
    assert seasoned.look(NUMBERS).rows_read == 10
    monkeypatch.setattr(sheets, "_fast", None)
    monkeypatch.setattr(sheets, "_careful", None)
    for data in (workbook(values=consistent(2)), workbook(values=consistent(3), unit_name="Xã khác")):
        assert seasoned.look(data).rows_read == 10
    with pytest.raises(TypeError):
        seasoned.look(PLAIN)


# ---------------------------------------------------------------- readers that others wrote
def ours(data: bytes) -> dict[tuple[int, int], object]:
    xml, strings = unzipped(data)[SHEET], sheets.read_strings(unzipped(data)["xl/sharedStrings.xml"])
    found = sheets.read_sheet(xml, most_cells=100_000)
    return {position(ref): _plain(text_of(cell, strings), cell[2]) for ref, cell in found.cells.items()}


def _plain(text: str, kind: str) -> object:
    return float(text) if kind in ("", "n") and text else text


def calamines(data: bytes) -> dict[tuple[int, int], object]:
    lines = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return {(r, c): v for r, line in enumerate(lines, start=1) for c, v in enumerate(line) if v != ""}


def openpyxls(data: bytes) -> dict[tuple[int, int], object]:
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    return {(c.row, c.column - 1): c.value for line in sheet.iter_rows() for c in line if c.value not in (None, "")}


@settings(max_examples=scaled(200, 20))
@given(st.integers(0, 2**32))
def test_openpyxl_and_calamine_see_the_same_cells(seed):
    data = workbook(values=seeded_values(FORM, seed))
    mine = {place: value for place, value in ours(data).items() if value != ""}
    assert mine == calamines(data) == openpyxls(data)


def test_column_sums_reconcile_over_many_files_of_a_real_form():
    """R3: what we add up is what two independent readers add up, file by file and in all."""
    form = loaded.form("phu-luc-2")
    forms = {(form.code, form.version): form}
    reader, binder = Reader(forms), Binder(forms, KEY)
    rows_read = accepted = rejected = 0
    size = scaled(2000, 40)
    for seed in range(size):
        who = Identity("tong-ket", f"UB-{seed:05d}", form.code, form.version)
        values = seeded_values(form, seed)
        data = template(form, who, key=KEY, values=values, unit_name=f"Xã {seed}", campaign_title="T")
        book = binder.bind(reader.look(data))
        rows_read, accepted, rejected = rows_read + book.rows_read, accepted + book.accepted, rejected + book.rejected
        assert book.clean and book.identity == who
        mine = [sum(c.value or 0 for c in book.cells if c.column == column.code) for column in form.columns]
        lines = {line for _, line in book.row_at}
        for theirs in (calamines, openpyxls) if seed % 20 == 0 else (calamines,):
            seen = theirs(data)
            assert mine == [sum(int(seen.get((n, c), 0)) for n in lines) for c in range(4, 9)]  # type: ignore[call-overload]
    assert (rows_read, rejected) == (size * len(form.filled_rows), 0) and accepted == rows_read
    record("workbooks reconciled with two other readers, rows lost", size=size, found=0)


# ---------------------------------------------------------------- programs that officers use
@pytest.mark.parametrize("name", ["libreoffice.xlsx", "libreoffice-typed.xlsx"])
def test_a_workbook_saved_by_libreoffice_is_read(name):
    """Our template, opened and saved by LibreOffice 7.4; the second one filled in there, as text and as numbers."""
    book = reading((HERE / "files" / name).read_bytes())
    assert book.clean and figures(book) == EXPECTED


def test_a_workbook_saved_by_openpyxl_is_read_on_the_fast_way():
    data = edited(PLAIN, setting())
    assert sheets._fast(unzipped(data)[SHEET]) is not None
    assert figures(reading(data)) == EXPECTED


def test_any_order_of_lines_reads_alike():
    rnd = random.Random(3)

    def shuffle(sheet):
        lines = [[sheet.cell(r, c).value for c in range(1, 8)] for r in range(8, 21)]
        rnd.shuffle(lines)
        for r, line in enumerate(lines, start=8):
            for c, value in enumerate(line, start=1):
                sheet.cell(r, c).value = value

    for _ in range(10):
        assert figures(read(edited(PLAIN, shuffle), FORMS, KEY)) == EXPECTED
