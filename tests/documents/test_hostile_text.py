"""Whatever people type is printed as text: in every slot of the three formats, in files that open."""

import io
import unicodedata
from dataclasses import fields, replace

import openpyxl
import pytest
from docx import Document
from lxml import etree
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from hoanhap.documents import archive, docx, pdf
from hoanhap.documents.annex import CellShown, annex_table
from hoanhap.documents.markup import legal
from hoanhap.documents.paper import Cell, Figure, Heading, Paper, Paragraph, Signature, Table, Text
from hoanhap.documents.xlsx import AnnexHeading, book
from tests.documents.samples import ANNEX_1, ANNEX_2, PAPER

HOSTILE = {
    "html": "<script>alert(1)</script>&amp;<b>đậm</b>",
    "formula": "=HYPERLINK(\"http://x\",\"y\")",
    "dde": "+cmd|' /C calc'!A0",
    "at": "@SUM(A1:A9)",
    "minus": "-2+3",
    "django": "{{ settings.SECRET_KEY }}{% debug %}",
    "typst": "#read(\"/etc/passwd\") #eval(\"1+1\") ]#panic()[",
    "math": "$ x^2 $ `raw` *đậm* _nghiêng_ @nhan <nhãn> = tiêu đề // chú thích",
    "backslash": "\\u{41} \\ \\n C:\\thư mục",
    "word field": "{ INCLUDETEXT \"c:\\\\x\" } _x0041_",
    "xml": "]]><!--?--><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>&a;",
    "nfd": unicodedata.normalize("NFD", "Tổ công tác cai nghiện ma túy, Trường Sa"),
    "rtl": "abc\u202edcb\u202c \u200f\u2067x\u2069",
    "control": "a\x00b\x01c\x0bd\x1be\x7ff\ufffeg\ud800h",
    "long": "dài " * 2_500,
    "long word": "x" * 10_000,
    "quotes": "'\"“”‘’`´",
    "emoji": "👩‍👩‍👧 🇻🇳 𝕏",
}  # fmt: skip


def everywhere(text: str) -> Paper:
    """The sample with `text` in every slot that takes text."""
    cell = Cell(text, trace=text, url="http://127.0.0.1/x")
    table = Table(((cell, cell),), ((cell, cell), (cell, cell)), (1, 1))
    texts = {f.name: text for f in fields(Paper) if isinstance(getattr(PAPER, f.name), str)}
    shown = {("1.1", "2016"): CellShown(text, trace=text, url="http://127.0.0.1/y")}
    annex = annex_table(ANNEX_2, shown, source_note=text)
    return replace(
        PAPER,
        **texts,
        addressees=(text, text),
        bases=(text,),
        recipients=(text, text),
        signature=Signature(text, text, text, text, text),
        blocks=(
            Heading(1, text, text),
            Paragraph((Text(text), Figure(text, text, "http://127.0.0.1/z"), Text(text, bold=True, italic=True))),
            Paragraph((Text(text),), "bullet"),
            table,
        ),
        annexes=(annex, replace(annex, annex=text, title=(text, text), note=text)),
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_word_file_holds_it_as_text(text: str) -> None:
    blob = docx.render(everywhere(text))
    for name, content in archive.parts_of(blob).items():
        assert etree.fromstring(content) is not None, name
    document = Document(io.BytesIO(blob))
    kept = legal(text)
    assert [p.text for p in document.paragraphs].count(f"{kept}{kept}{kept}") == 1
    assert f"- {kept}" in [p.text for p in document.paragraphs]
    assert kept in [c.text for t in document.tables for row in t.rows for c in row.cells]
    assert document.core_properties.title == f"{kept} {kept}"
    fields_found = document.element.body.xpath("//w:fldSimple | //w:instrText | //w:object | //w:altChunk")
    assert not fields_found


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_pdf_shows_it_as_text(text: str) -> None:
    reader = PdfReader(io.BytesIO(pdf.render(everywhere(text))))
    assert reader.metadata is not None and reader.metadata.title == f"{legal(text)} {legal(text)}"
    said = "".join(page.extract_text() for page in reader.pages[:3])
    assert _letters(legal(text).replace("\u202edcb\u202c", "bcd"))[:40] in _letters(said)


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isascii() and c.isalnum())


def test_template_marks_are_printed_letter_by_letter_in_a_pdf() -> None:
    said = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(pdf.render(everywhere(HOSTILE["typst"])))).pages
    )
    assert '#read("/etc/passwd")#eval("1+1")]#panic()[' in "".join(said.split())


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_workbook_holds_it_as_text(text: str) -> None:
    values = {
        "phu-luc-2": {("1.1", "2016"): CellShown(text, trace=text, url=f"http://127.0.0.1/{text[:50]}", note=text)},
        "phu-luc-1": {("a", c.code): CellShown(text) for c in ANNEX_1.columns},
    }
    blob = book([ANNEX_1, ANNEX_2], values, AnnexHeading(text, text, text, text))
    for name, content in archive.parts_of(blob).items():
        assert etree.fromstring(content) is not None, name
        assert b"<f>" not in content and b"<f " not in content
    kept = legal(text)
    seen = [c for sheet in openpyxl.load_workbook(io.BytesIO(blob)) for line in sheet.iter_rows() for c in line]
    assert all(c.data_type == "s" for c in seen if c.value is not None)
    rows = [v for name in ("Phụ lục 1", "Phụ lục 2") for line in _calamine(blob, name) for v in line]
    assert rows.count(kept) == 4 * 2 + 1 + len(ANNEX_1.columns)
    assert [c.comment.text for c in seen if c.comment][-1] == f"{kept}\n{kept}".strip()


def _calamine(blob: bytes, sheet: str) -> list[list[object]]:
    return list(CalamineWorkbook.from_filelike(io.BytesIO(blob)).get_sheet_by_name(sheet).to_python())


def test_only_what_xml_cannot_hold_is_dropped() -> None:
    assert legal("a\x00b\x0bc\ud800d\ufffe") == "abcd"
    assert legal("\u202e\u200f\t\n\x7f\U0001f469") == "\u202e\u200f\t\n\x7f\U0001f469"
    assert legal("a\r\nb\rc") == "a\nb\nc"
    assert legal(HOSTILE["nfd"]) == "Tổ công tác cai nghiện ma túy, Trường Sa"
