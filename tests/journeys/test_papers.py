"""The papers: every published figure stands in them, and leads back to whoever typed it."""

from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import pytest
from docx import Document
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.conftest import Arrival
from tests.journeys.people import PROVINCE, Person, board
from tests.journeys.pictures import shoot

# As the report of July 2020 says it: row of the form, figure, and words of the sentence it stands in.
SAID = (
    ("2.1", "hơn 830", "tập huấn"),
    ("2.2.1", "13", "huyện, thành phố"),
    ("2.3.1", "199", "xã, phường, thị trấn"),
    ("2.4", "hơn 8.200", "lượt người tham dự"),
    ("2.5.1", "27.000", "tờ rơi"),
    ("2.5.2", "2.800", "tờ áp phích"),
    ("2.5.3", "3.850", "quyển sổ tay"),
    ("3.1", "508", "cai nghiện phục hồi cho"),
    ("3.1.1", "252", "bắt buộc"),
    ("3.1.2", "256", "tự nguyện"),
    ("4.1", "95", "thí điểm cai nghiện"),
    ("5.1", "356", "tái hòa nhập cộng đồng"),
    ("5.1.1", "114", "bắt buộc"),
    ("5.1.2", "242", "tự nguyện"),
    ("6.1", "8", "tỷ đồng"),
    ("6.1.1", "300", "triệu đồng"),
    ("6.1.2", "4", "tỷ đồng"),
    ("6.1.3", "3,7", "tỷ đồng"),
    ("8.2", "120", "người/năm"),
)


@pytest.fixture
def tinh(looks: Arrival) -> Person:
    person = looks("tinh")
    person.opens(board(PROVINCE) + "bao-cao/bc-1479/")
    return person


def test_screen_pdf_and_excel_hold_every_published_figure(tinh: Person, tmp_path: Path) -> None:
    _screen(tinh)
    _annexes(tinh.downloads("Tải phụ lục Excel", tmp_path))
    _pdf(tinh.downloads("Tải PDF", tmp_path))


def _screen(tinh: Person) -> None:
    paper = tinh.page.locator(".paper")
    for row, shown, words in SAID:
        cited = f'a[href$="/{row}/so-lieu/"]'
        expect(paper.locator(cited).first).to_have_text(shown)
        expect(paper.locator(f"p:has({cited})").first).to_contain_text(words, ignore_case=True)
    expect(paper).to_contain_text("13/13 huyện, thành phố")
    expect(paper).to_contain_text("199/199 xã, phường, thị trấn")
    shoot(tinh.page, "bao-cao", height=900)


def _annexes(path: Path) -> None:
    """As numbers, each with the address of its trace."""
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    notes = {cell.comment.text: cell.value for cell in cells if cell.comment}
    traced = {note.split("/")[-2]: value for note, value in notes.items() if note.endswith("/so-lieu")}
    for row, shown, _ in SAID:
        number = shown if shown.startswith("hơn") else float(shown.replace(".", "").replace(",", "."))
        assert traced[row] == number, row


def _pdf(path: Path) -> None:
    pages = PdfReader(path).pages
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    for _, shown, _ in SAID:
        assert shown in text, shown
    assert "13/13" in text and "199/199" in text


def test_the_word_file_holds_them_and_each_leads_back(tinh: Person, tmp_path: Path) -> None:
    word = Document(str(tinh.downloads("Tải Word", tmp_path)))
    cited = {
        urlsplit(link.address).path: link.text
        for part in word.paragraphs
        for link in part.hyperlinks
        if "/so-lieu/" in (link.address or "")
    }
    found = {path.split("/")[-3]: text for path, text in cited.items()}
    assert {row: found.get(row) for row, _, _ in SAID} == {row: shown for row, shown, _ in SAID}
    text = "\n".join(p.text for p in word.paragraphs)
    assert "13/13 huyện, thành phố" in text and "199/199 xã, phường, thị trấn" in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in "\n".join(c.text for t in word.tables for c in t._cells)

    # From the paper to the province, a district, a commune, and the one who typed the number.
    path = next(path for path in cited if path.endswith("/2.4/so-lieu/"))
    tinh.opens(path)
    tinh.reads("Số lượt người tham dự tuyên truyền", "hơn 8.200", "199/199")
    shoot(tinh.page, "dau-vet", height=760)
    tinh.follows("Huyện Bảo Lạc")
    tinh.reads("17/17")
    tinh.follows("Xã Bảo Toàn")
    tinh.reads("Ai nhập, khi nào", "Lý Thị Mẫu (minh họa)")
    shoot(tinh.page, "ai-nhap", tinh.page.locator(".head"), tinh.sheet("Ai nhập, khi nào"))
    tinh.follows("Xem cả biểu")
    expect(tinh.state).to_have_text("Đã duyệt")

    # The 508 of the centre are these persons, one by one.
    tinh.opens(next(path for path in cited if path.endswith("/3.1/so-lieu/")))
    tinh.follows("Cơ sở cai nghiện ma túy tỉnh Cao Bằng")
    for kind, people in (("bắt buộc", 252), ("tự nguyện", 256)):
        listed = tinh.sheet(f"Ai được tính: Số người cai nghiện {kind} tại cơ sở")
        expect(listed.locator("tbody tr")).to_have_count(people)
