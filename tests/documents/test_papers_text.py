"""A kind of paper and the facts of a case become a paper in the layout of the decree, word for word what was given."""

import io
from datetime import date

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from hoanhap.catalog import papers
from hoanhap.config.home import ROOT
from hoanhap.documents import docx, pdf
from hoanhap.documents.letterheads import house, signature, symbol
from hoanhap.documents.official import DOTS, Filled, Unfilled, fill, printed
from hoanhap.documents.paper import foot
from tests.documents.format import check
from tests.documents.samples_papers import CENTRE, COMMUNE, LABOUR, POLICE, facts, letterhead

CATALOG = papers.load([ROOT / "catalog"])
ON = date(2019, 5, 6)
MADE = [k for k in CATALOG.kinds if k.made_by != "person"]
FILED = [k for k in CATALOG.kinds if k.made_by == "person"]


def the(code, on=ON):
    return CATALOG.kind(code, on=on)


def issued(kind, *, number=5, signing="", **more):
    letter = letterhead(kind)
    text = fill(kind, letter, facts(kind, **more), on=kind.valid_from)
    way = signing or next(iter(kind.signs), kind.made_by)
    return printed(
        text,
        drafted_on=ON,
        number=number if kind.numbered else None,
        on=ON,
        lines=signature(kind, letter, way),
        signer="Nông Văn Một",
    )


def words(blob):
    return "\n".join(p.text for p in _paragraphs(Document(io.BytesIO(blob))))


def _paragraphs(document):
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]


@pytest.mark.parametrize("kind", MADE, ids=lambda k: f"{k.code}-{k.version}")
def test_every_paper_of_an_agency_keeps_the_decree(kind):
    blob = docx.render(issued(kind))
    assert check(blob) == []
    assert "{" not in words(blob)


@pytest.mark.parametrize("kind", FILED, ids=lambda k: f"{k.code}-{k.version}")
def test_what_a_person_files_bears_no_number_and_no_agency(kind):
    said = words(docx.render(issued(kind)))
    assert "Số:" not in said and "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert "Bảo Toàn, ngày 06 tháng 5 năm 2019" in said and kind.signed_as.upper() in said


def test_the_pdf_says_what_the_word_file_says():
    paper = issued(the("decision-rehab"), signing="deputy")
    read = PdfReader(io.BytesIO(pdf.render(paper)))
    said = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    for text in (
        "Số: 05/QĐ-UBND",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ BẢO TOÀN",
        "Căn cứ Luật Phòng, chống ma túy năm 2000",
        "QUYẾT ĐỊNH:",
        "Điều 2. Thời hạn cai nghiện là 06 tháng, từ ngày 06 tháng 5 năm 2019 đến hết ngày 05 tháng 11 năm 2019.",
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        "Nông Văn Một",
        "- Lưu: VT, hồ sơ.",
    ):
        assert text in said
    minutes = PdfReader(io.BytesIO(pdf.render(issued(the("minutes-team")))))
    said = " ".join(" ".join(page.extract_text() for page in minutes.pages).split())
    assert "TỔ CÔNG TÁC CAI NGHIỆN MA TÚY" in said and "/BB-TCT" in said and "NGƯỜI GHI BIÊN BẢN" in said


# ---------------------------------------------------------------- facts
def test_everything_missing_is_told_at_once():
    with pytest.raises(Unfilled) as told:
        fill(the("decision-rehab"), COMMUNE, {"name": "Lý Văn Thử", "age": 3}, on=ON)
    assert "Thiếu “Nơi cư trú”." in told.value.reasons and "Thiếu “Từ ngày”." in told.value.reasons
    assert "Giấy tờ này không có mục “age”." in told.value.reasons
    assert not [r for r in told.value.reasons if "giúp đỡ" in r], "a blank is for the pen"


def test_a_blank_becomes_dots_and_a_line_with_an_empty_optional_field_is_left_out():
    kind = the("decision-rehab")
    assert DOTS in "\n".join(fill(kind, COMMUNE, facts(kind, helper=None), on=ON).lines)
    team = the("proposal-team")
    with_it, without = (fill(team, COMMUNE, facts(team, conclusion=c), on=ON).lines for c in ("nhất trí", ""))
    assert "Kết quả họp xét: nhất trí." in with_it and len(without) == len(with_it) - 1


def test_lines_become_items_and_dates_are_written_out():
    minutes = the("minutes-team")
    lines = fill(minutes, COMMUNE, facts(minutes, present="Một\n\nHai"), on=ON).lines
    assert lines[2:4] == ("- Một", "- Hai")


def test_a_fact_is_text_and_never_a_place_for_another():
    kind = the("certificate")
    said = fill(kind, COMMUNE, facts(kind, name="{residence}\n<w:b/> =1+1"), on=ON)
    assert any("{residence} <w:b/> =1+1" in line for line in said.lines)
    assert "{residence} <w:b/> =1+1" in words(docx.render(printed(said, drafted_on=ON)))


@given(st.text(min_size=1, max_size=200).filter(lambda s: s.strip()))
def test_what_was_filled_is_read_back_the_same(name):
    kind = the("plan")
    text = fill(kind, COMMUNE, facts(kind, name=f"x{name}"), on=ON)
    assert Filled.from_bytes(text.to_bytes()) == text
    assert Filled.from_bytes(text.to_bytes()).to_bytes() == text.to_bytes()


def test_a_draft_has_room_for_its_number_and_day():
    said = words(docx.render(printed(fill(the("notice"), COMMUNE, facts(the("notice")), on=ON), drafted_on=ON)))
    assert "Số: \xa0" in said and "ngày \xa0" in said


# ---------------------------------------------------------------- who heads and signs
@pytest.mark.parametrize(
    ("code", "letter", "signing", "lines"),
    [
        ("decision-rehab", COMMUNE, "head", ("Chủ tịch",)),
        ("decision-rehab", COMMUNE, "deputy", ("KT. Chủ tịch", "Phó Chủ tịch")),
        ("plan", COMMUNE, "head", ("TM. Ủy ban nhân dân", "Chủ tịch")),
        ("plan", COMMUNE, "deputy", ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch")),
        ("plan", CENTRE, "head", ("Giám đốc",)),
        ("proposal-police", COMMUNE, "by_order", ("TL. Chủ tịch", "Trưởng Công an")),
        ("proposal-police", POLICE, "head", ("Trưởng Công an",)),
        ("transfer-court", LABOUR, "deputy", ("KT. Trưởng phòng", "Phó Trưởng phòng")),
        ("minutes-violation", COMMUNE, "officer", ("Người lập biên bản",)),
        ("minutes-team", COMMUNE, "team", ("Tổ trưởng",)),
        ("registration", COMMUNE, "person", ("Người đăng ký",)),
    ],
)
def test_a_paper_is_signed_as_its_kind_says(code, letter, signing, lines):
    assert signature(the(code), letter, signing) == lines


@pytest.mark.parametrize(
    ("letter", "head"),
    [
        (COMMUNE, "Chủ tịch Ủy ban nhân dân xã Bảo Toàn"),
        (POLICE, "Trưởng Công an xã Bảo Toàn"),
        (LABOUR, "Trưởng phòng Lao động - Thương binh và Xã hội huyện Bảo Lạc"),
        (CENTRE, "Giám đốc Cơ sở cai nghiện ma túy tỉnh Cao Bằng"),
    ],
)
def test_a_head_is_named_with_the_agency_and_no_word_twice(letter, head):
    assert letter.full_head == head


@pytest.mark.parametrize(
    ("name", "level", "abbreviation", "head"),
    [
        ("Ủy ban nhân dân huyện Bảo Lạc", "district", "UBND", "Chủ tịch"),
        ("Công an tỉnh Cao Bằng", "province", "CAT", "Giám đốc"),
        ("Công an huyện Bảo Lạc", "district", "CAH", "Trưởng Công an"),
        ("Phòng Nội vụ huyện Bảo Lạc", "district", "PNV", "Trưởng phòng"),
        ("Trạm Y tế xã Bảo Toàn", "commune", "TYT", "Trưởng trạm"),
        ("Phòng khám Methadone thử", "province", "CS", "Giám đốc"),
    ],
)
def test_an_agency_is_abbreviated_by_its_name(name, level, abbreviation, head):
    assert (house(name, level).symbol, house(name, level).head) == (abbreviation, head)


def test_the_symbol_is_the_kind_and_the_agency():
    assert symbol(the("decision-rehab"), COMMUNE) == "QĐ-UBND"
    assert symbol(the("proposal-team"), COMMUNE) == "TTr-TCT"
    assert symbol(the("registration"), COMMUNE) == ""


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("decision-rehab", [("to", "signer")]),
        ("minutes-team", [("also", "signer"), ("to", "blank")]),
        ("minutes-violation", [("also", "also"), ("to", "signer")]),
        ("registration", [("also", "signer")]),
        ("statement", [("blank", "signer")]),
    ],
)
def test_those_who_sign_stand_two_to_a_row_with_the_signer_on_the_right(code, rows):
    assert [(left[0], right[0]) for left, right in foot(issued(the(code)))] == rows
