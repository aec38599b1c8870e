"""The PDF says what the Word file says, on the same pages of the same size."""

import io
import re
import struct
from collections.abc import Callable
from dataclasses import replace

import pytest
import typst
from pypdf import PdfReader

from hoanhap.documents import fonts, pdf
from hoanhap.documents.paper import Figure, Paragraph
from tests.documents.samples import PAPER

MM = 72 / 25.4


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    return PdfReader(io.BytesIO(pdf.render(PAPER)))


def words(reader: PdfReader) -> str:
    return " ".join("\n".join(page.extract_text() for page in reader.pages).split())


def test_it_carries_every_text_of_the_paper(reader: PdfReader) -> None:
    said = words(reader)
    for text in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG",
        "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        "/BC-SLĐTBXH",
        "tháng 7 năm 2020",
        PAPER.title,
        "Kính gửi: Công an tỉnh Cao Bằng",
        "Căn cứ Luật Phòng, chống ma túy ngày 09 tháng 12 năm 2000;",
        "I. KẾT QUẢ THỰC HIỆN",
        "- Công tác tập huấn: Đã tổ chức tập huấn cho hơn 830 lượt cán bộ",
        "+ 27.000 tờ rơi",
        "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
        "Phạm Viết Công",
        "Nơi nhận:",
        "- Lưu: VT, PCTNXH.",
        "Đơn vị tính: triệu đồng",
        "I. Tại cộng đồng",
        "SỐ LIỆU MINH HỌA",
    ):
        assert text in said, text


def test_figures_link_to_their_pages(reader: PdfReader) -> None:
    links = {
        note.get_object()["/A"]["/URI"]
        for page in reader.pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    }
    figures = {r.url for b in PAPER.blocks if isinstance(b, Paragraph) for r in b.runs if isinstance(r, Figure)}
    cells = {c.url for a in PAPER.annexes for line in a.table.rows for c in line if c.url}
    assert links >= figures | cells and len(cells) > 150


def test_pages_are_a4_and_an_annex_may_lie_down(reader: PdfReader) -> None:
    sizes = [(round(float(p.mediabox.width) / MM), round(float(p.mediabox.height) / MM)) for p in reader.pages]
    assert set(sizes[:-1]) == {(210, 297)}
    assert sizes[-1] == (297, 210)


def test_the_paper_and_each_annex_count_their_pages_and_hide_the_first(reader: PdfReader) -> None:
    numbers = [found[1] if (found := re.match(r"\s*(\d+)\n", p.extract_text())) else "" for p in reader.pages]
    annexes = [i for i, p in enumerate(reader.pages) if re.search(r"^\s*Phụ lục \d\s*$", p.extract_text(), re.M)]
    assert len(annexes) == 3
    expected = [str(i - max(s for s in [0, *annexes] if s <= i) + 1) for i in range(len(numbers))]
    assert numbers == ["" if n == "1" else n for n in expected]
    assert "2" in numbers


def test_one_serif_sets_the_whole_paper(reader: PdfReader) -> None:
    names = {str(f.get_object()["/BaseFont"]) for p in reader.pages for f in p["/Resources"]["/Font"].values()}
    family = fonts.chosen().family.replace(" ", "")
    assert all(re.match(rf"/\w+\+(TimesNewRoman|{family})", name) for name in names), names


def test_the_file_says_its_title_and_language_and_no_time(reader: PdfReader) -> None:
    assert reader.metadata is not None
    assert reader.metadata.title == "BÁO CÁO Công tác tổ chức cai nghiện ma túy và quản lý sau cai"
    assert reader.metadata.author == PAPER.agency
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("vi")
    assert reader.metadata.creation_date is None


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert pdf.render(PAPER) == pdf.render(PAPER)


def test_a_paper_without_optional_parts_is_set_too() -> None:
    bare = replace(PAPER, parent_agency="", addressees=(), bases=(), recipients=(), annexes=(), blocks=())
    assert len(PdfReader(io.BytesIO(pdf.render(bare))).pages) == 1


def test_the_bundled_serif_serves_where_the_machine_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    bundled = fonts.Chosen(fonts.BUNDLED, typst.Fonts(include_system_fonts=False))
    monkeypatch.setattr(pdf, "chosen", lambda: bundled)
    said = words(PdfReader(io.BytesIO(pdf.render(PAPER))))
    assert "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG" in said


def test_a_face_without_vietnamese_letters_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "covers", lambda *_: False)
    assert fonts.chosen.__wrapped__().family == fonts.BUNDLED


def face(table: bytes) -> bytes:
    """The least of an OpenType file: a directory that knows one table, and that table, a `cmap` with one subtable."""
    cmap = struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table
    return struct.pack(">IHHHH", 0x10000, 1, 0, 0, 0) + b"cmap" + struct.pack(">III", 0, 28, len(cmap)) + cmap


def segments(*spans: tuple[int, int]) -> bytes:
    spans = (*spans, (0xFFFF, 0xFFFF))
    ends, starts = zip(*((end, start) for start, end in spans), strict=True)
    n = len(spans)
    body = struct.pack(f">{n}H2x{n}H{n}H{n}H", *ends, *starts, *[1] * n, *[0] * n)
    return struct.pack(">7H", 4, 14 + len(body), 0, 2 * n, 0, 0, 0) + body


def groups(*spans: tuple[int, int]) -> bytes:
    body = b"".join(struct.pack(">III", start, end, 1) for start, end in spans)
    return struct.pack(">HHIII", 12, 0, 16 + len(body), 0, len(spans)) + body


@pytest.mark.parametrize("table", [segments, groups])
def test_letters_are_looked_up_in_the_face_itself(table: Callable[..., bytes]) -> None:
    whole, old = table((0x20, 0x1EF9)), table((0x20, 0x17F), (0x1EF0, 0x1EF9))
    assert fonts.covers(face(whole))
    assert not fonts.covers(face(old))
    assert fonts.covers(face(old), letters="Aaăđ")


def test_a_file_that_is_no_face_covers_nothing() -> None:
    assert not any(fonts.covers(blob) for blob in (b"", b"not a font", b"OTTO" + b"\xff" * 40))
