"""A crafted corpus: what attackers and broken programs send, and the verdict on each. Nothing here may raise."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from hoanhap.documents.excel import refusals
from hoanhap.documents.excel.container import MB, Limits
from hoanhap.kernel.lang import speaking
from hoanhap.reporting.workbook.reading import Reader
from tests.reporting.workbook.samples import (
    EXPECTED,
    FORMS,
    SHEET,
    edited,
    errors,
    figures,
    list_workbook,
    part_changed,
    raw_zip,
    reading,
    replaced,
    setting,
    unzipped,
    workbook,
    zipped,
)

PLAIN = workbook()
STRINGS = "xl/sharedStrings.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def with_part(name: str, content: bytes = b"x") -> bytes:
    return zipped({**unzipped(PLAIN), name: content})


def without(name: str) -> bytes:
    return zipped({n: c for n, c in unzipped(PLAIN).items() if n != name})


def bomb() -> bytes:
    """A thousand to one."""
    return with_part("xl/media/zeros.bin", b"\0" * (30 * MB))


def lying_bomb() -> bytes:
    """The directory claims 1,000 bytes of what unpacks to 30 MB."""
    parts = unzipped(PLAIN)
    parts[SHEET] = b" " * (30 * MB)
    return raw_zip([(n, c, 1_000 if n == SHEET else len(c)) for n, c in parts.items()])


def swollen() -> bytes:
    """Each part modest, together too much."""
    return zipped({**unzipped(PLAIN), **{f"xl/media/{i}": bytes(3 * MB) for i in range(30)}})


def many_entries() -> bytes:
    return zipped({**unzipped(PLAIN), **{f"x{i}": b"" for i in range(20_000)}})


def claims_many_entries() -> bytes:
    """No entries at all, but an ending that promises 65,535."""
    return b"PK\x03\x04" + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 65_535, 65_535, 0, 4, 0)


def nested() -> bytes:
    return zipped({"a.zip": zipped({"b.zip": PLAIN})})


_TEN_TIMES = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
LAUGHS = f'<!DOCTYPE lolz [<!ENTITY a "ha">{_TEN_TIMES}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def doctype(declaration: str, entity: str) -> Callable[[bytes], bytes]:
    def change(xml: bytes) -> bytes:
        head, _, body = xml.decode().partition("?>")
        return f"{head}?>{declaration}{body}".replace("<v>12</v>", f"<v>{entity}</v>").encode()

    return change


def symlink() -> bytes:
    blob = io.BytesIO()
    with zipfile.ZipFile(blob, "w") as archive:
        for name, content in unzipped(PLAIN).items():
            info = zipfile.ZipInfo(name)
            if name == SHEET:
                info.external_attr, content = 0o120777 << 16, b"/etc/passwd"
            archive.writestr(info, content)
    return blob.getvalue()


def zip_encrypted() -> bytes:
    """Every entry marked as encrypted."""
    data = bytearray(PLAIN)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def wide() -> bytes:
    """16,384 columns in each of ten lines."""
    letters = [f"{chr(65 + i // 26 - 1) if i >= 26 else ''}{chr(65 + i % 26)}" for i in range(700)]
    lines = "".join(
        f'<row r="{r}">' + "".join(f'<c r="{a}{r}"><v>1</v></c>' for a in letters) + "</row>" for r in range(100, 300)
    )
    return replaced(PLAIN, SHEET, "</sheetData>", f"{lines}</sheetData>")


def far_cell(ref: str) -> bytes:
    return replaced(PLAIN, SHEET, "</sheetData>", f'<row><c r="{ref}"><v>1</v></c></row></sheetData>')


def shared_text(number: str) -> bytes:
    return replaced(PLAIN, SHEET, "<v>12</v>", f'<v>12</v></c><c r="E30" t="s"><v>{number}</v>')


def wrong_encoding(encoding: str) -> bytes:
    return part_changed(PLAIN, SHEET, lambda x: x.replace(b'encoding="UTF-8"', f'encoding="{encoding}"'.encode()))


def utf16() -> bytes:
    return part_changed(
        PLAIN, SHEET, lambda x: x.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    )


def tcvn3_bytes() -> bytes:
    """Raw bytes of an old code page where UTF-8 is promised."""
    return part_changed(PLAIN, STRINGS, lambda x: x.replace("Tổ công tác".encode(), b"T\xe6 c\xabng t\xb8c"))


def deep() -> bytes:
    return part_changed(PLAIN, SHEET, lambda x: x.replace(b"<sheetData>", b"<a>" * 50_000 + b"<sheetData>"))


CORPUS: list[tuple[str, Callable[[], bytes], str]] = [
    ("nothing", lambda: b"", "empty"),
    ("one byte", lambda: b"P", "not_workbook"),
    ("a text file", lambda: "Mã;Số\n1;2".encode(), "not_workbook"),
    ("a web page named .xls", lambda: b"<html><table><tr><td>1</td></tr></table>", "not_workbook"),
    ("a PDF", lambda: b"%PDF-1.7\n...", "not_workbook"),
    ("21 MB", lambda: PLAIN + b"\0" * (21 * MB), "too_big"),
    ("an old .xls", lambda: OLE + "Workbook".encode("utf-16-le"), "legacy"),
    ("an encrypted workbook", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ("a Word file", lambda: zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}), "not_workbook"),
    ("a LibreOffice file", lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument"}), "opendocument"),
    ("a binary workbook", lambda: zipped({**unzipped(PLAIN), "xl/workbook.bin": b""}), "binary"),
    ("any zip", lambda: zipped({"a.txt": b"a"}), "not_workbook"),
    ("a zip in a zip in a zip", nested, "not_workbook"),
    ("an empty zip", lambda: zipped({}), "not_workbook"),
    ("half a zip", lambda: PLAIN[: len(PLAIN) // 2], "broken"),
    ("a zip without its directory", lambda: PLAIN[: PLAIN.find(b"PK\x01\x02")], "broken"),
    ("bytes after the zip", lambda: PLAIN + b"MZ and a program", "broken"),
    ("a program before the zip", lambda: b"MZ" + PLAIN, "not_workbook"),
    ("a flipped byte in the cells", lambda: _flipped(), "broken"),
    ("a thousand to one", bomb, "bomb"),
    ("a bomb that lies about its size", lying_bomb, "bomb"),
    ("many parts that swell together", swollen, "bomb"),
    ("twenty thousand entries", many_entries, "bomb"),
    ("a promise of 65,535 entries", claims_many_entries, "bomb"),
    ("billion laughs", lambda: part_changed(PLAIN, SHEET, doctype(LAUGHS, "&i;")), "doctype"),
    ("an outside entity", lambda: part_changed(PLAIN, SHEET, doctype(OUTSIDE, "&e;")), "doctype"),
    ("laughs in the shared text", lambda: part_changed(PLAIN, STRINGS, doctype(LAUGHS, "&i;")), "doctype"),
    ("laughs in the styles", lambda: part_changed(PLAIN, "xl/styles.xml", doctype(LAUGHS, "&i;")), "doctype"),
    ("laughs in the list of sheets", lambda: part_changed(PLAIN, "xl/workbook.xml", doctype(LAUGHS, "&i;")), "doctype"),
    ("an entity nobody declared", lambda: replaced(PLAIN, SHEET, "<v>12</v>", "<v>&x;</v>"), "broken"),
    ("a link for a sheet", symlink, "broken"),
    ("encrypted entries", zip_encrypted, "encrypted"),
    ("a macro", lambda: with_part("xl/vbaProject.bin"), "macros"),
    ("a macro under another name", lambda: with_part("xl/VBAPROJECT.BIN"), "macros"),
    ("a macro type without a macro", lambda: replaced(
        PLAIN, "[Content_Types].xml", "spreadsheetml.sheet.main+xml", "spreadsheetml.sheet.macroEnabled.main+xml"
    ), "macros"),
    ("an Excel 4 macro sheet", lambda: with_part("xl/macrosheets/sheet1.xml"), "macros"),
    ("a link to another file", lambda: with_part("xl/externalLinks/externalLink1.xml"), "external"),
    ("a data connection", lambda: with_part("xl/connections.xml"), "external"),
    ("DDE in a formula", lambda: replaced(
        PLAIN, SHEET, "<v>12</v>", "<f>cmd|'/c calc'!A1</f><v>12</v>"
    ), "external"),
    ("an ActiveX control", lambda: with_part("xl/activeX/activeX1.bin"), "embedded"),
    ("an embedded object", lambda: with_part("xl/embeddings/oleObject1.bin"), "embedded"),
    ("no list of parts", lambda: without("[Content_Types].xml"), "not_workbook"),
    ("no workbook part", lambda: without("xl/workbook.xml"), "not_workbook"),
    ("no relations", lambda: without("xl/_rels/workbook.xml.rels"), "not_workbook"),
    ("no sheet", lambda: without(SHEET), "broken"),
    ("no shared text", lambda: without("xl/sharedStrings.xml"), "broken"),
    ("700 columns by 200 lines", wide, "no_form"),
    ("a cell in line 1,048,577", lambda: far_cell("A1048577"), "broken"),
    ("a cell in column 16,385", lambda: far_cell("XFE1"), "broken"),
    ("a cell without a column", lambda: far_cell("77"), "broken"),
    ("the same cell twice", lambda: far_cell("E9"), "broken"),
    ("an encoding nobody has", lambda: wrong_encoding("klingon"), ""),
    ("shared text of an old code page", tcvn3_bytes, "broken"),
    ("unclosed tags", lambda: replaced(PLAIN, SHEET, "</row>", "</rows>"), ""),
    ("deep nesting", deep, ""),
    ("a shared text beyond the last", lambda: shared_text("99999"), "broken"),
    ("a shared text before the first", lambda: shared_text("-1"), "broken"),
]  # fmt: skip


def _flipped() -> bytes:
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        info = archive.getinfo(SHEET)
    data = bytearray(PLAIN)
    data[info.header_offset + 60 + info.compress_size // 2] ^= 0x10
    return bytes(data)


@pytest.mark.parametrize(("make", "code"), [(m, c) for _, m, c in CORPUS], ids=[name for name, _, _ in CORPUS])
def test_the_verdict(make, code):
    data = make()
    look = Reader(FORMS).look(data)
    said = [message for _, _, message, *_ in look.problems]
    if code:
        assert any(_is(message, code) for message in said), said
        assert not look.rows_read
    else:  # Excel would mend it or refuse it; the figures are beyond doubt, so they may be read
        assert not said and figures(reading(data)) == EXPECTED
    for language in ("vi", "en"):
        with speaking(language):
            for problem in reading(data).problems:
                assert problem.message and problem.remedy and "{" not in problem.message + problem.remedy


def _is(message: str, code: str) -> bool:
    return message.startswith(refusals.REFUSALS[code][0].vi.split("{")[0])


def test_every_refusal_has_both_languages_and_a_remedy():
    for message, remedy in refusals.REFUSALS.values():
        assert message.vi and message.en and remedy.vi and remedy.en
        assert message.vi != message.en
        assert _places(message.vi) == _places(message.en)


def _places(sentence: str) -> set[str]:
    return {piece.split("}")[0] for piece in sentence.split("{")[1:]}


@pytest.mark.parametrize("data", [utf16(), far_cell("XFD1"), far_cell("A1048576"), far_cell("B65537")])
def test_unusual_but_lawful_workbooks_are_read(data):
    assert figures(reading(data)) == EXPECTED


def test_names_that_climb_out_of_the_zip_lead_nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = zipped({**unzipped(PLAIN), "../../evil.txt": b"x", "/etc/cron.d/evil": b"x", "C:\\evil.txt": b"x"})
    assert figures(reading(data)) == EXPECTED
    assert not list(tmp_path.rglob("*"))


def test_a_sheet_of_too_many_cells_is_not_looked_through():
    book = Reader(FORMS, Limits(cells=50)).look(PLAIN)
    assert any("quá 50 ô" in p[2] or "Không tìm thấy" in p[2] for p in book.problems) and not book.rows_read


OLD_FONTS = ["QuyÕt ®Þnh vÒ viÖc thµnh lËp tæ c«ng t¸c", "Quyeát ñònh veà vieäc thaønh laäp toå coâng taùc"]


@pytest.mark.parametrize("typed", OLD_FONTS, ids=["TCVN3", "VNI"])
def test_text_of_an_old_font_is_recognised_and_named(typed):
    book = reading(edited(list_workbook(), setting(C8="Kế hoạch", E8="07/9/2020", G8=typed)))
    assert [(where, "bảng mã cũ" in message) for where, message in errors(book)] == [("G8", True)]


@pytest.mark.parametrize("typed", ["Kế hoạch số 12/KH-UBND", "café © 2020", "Bước 1 → bước 2 « quan trọng »", "abc"])
def test_other_text_is_not_taken_for_an_old_font(typed):
    assert reading(edited(list_workbook(), setting(C8="Kế hoạch", E8="07/9/2020", G8=typed))).clean


HOSTILE_TEXT = ["<script>alert(1)</script>", "=cmd|'/c calc'!A1", "{{7*7}}", "{% load x %}", "đ" * 10_000, "\u202eabc"]


@pytest.mark.parametrize("typed", HOSTILE_TEXT, ids=range(len(HOSTILE_TEXT)))
def test_hostile_text_in_a_list_is_text(typed):
    def change(sheet):
        sheet["C8"], sheet["E8"] = "Kế hoạch", "07/9/2020"
        sheet["G8"].value = typed
        sheet["G8"].data_type = "s"

    book = reading(edited(list_workbook(), change))
    assert book.clean
    assert figures(book)["x0001", "noi-dung"].text == typed.replace("\u202e", "")
