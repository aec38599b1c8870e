"""The Word file keeps the decree, and the checker would see it if it did not."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from hoanhap.documents import archive, docx
from hoanhap.documents.paper import Figure, Heading, Paragraph, Signature, Text, addressed, date_line, number_line
from tests.documents.format import check
from tests.documents.samples import PAPER


def body_text(blob: bytes) -> str:
    return "\n".join(p.xpath("string()") for p in Document(io.BytesIO(blob)).element.body.iter(qn("w:p")))


def part(blob: bytes, name: str) -> str:
    return archive.parts_of(blob)[name].decode()


def mutated(blob: bytes, name: str, pattern: str, new: str) -> bytes:
    parts = archive.parts_of(blob)
    before = parts[name].decode()
    after, times = re.subn(pattern, new, before, count=1, flags=re.DOTALL)
    assert times and after != before, f"nothing to change: {pattern}"
    parts[name] = after.encode()
    return archive.join(archive.pack(n, content) for n, content in parts.items())


def style(id: str, mark: str) -> str:
    """A pattern that finds `mark` inside one style."""
    return rf'(w:styleId="{id}"(?:(?!</w:style>).)*?){mark}'


BORDERS = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'
STYLES, BODY = "word/styles.xml", "word/document.xml"
MUTATIONS = [
    # (part, what is changed, into what, the sentence that must name it)
    (BODY, 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"', "not A4"),
    (BODY, 'w:top="1134"', 'w:top="850"', "top margin"),
    (BODY, 'w:bottom="1134"', 'w:bottom="1701"', "bottom margin"),
    (BODY, 'w:left="1701"', 'w:left="1417"', "left margin"),
    (BODY, 'w:right="1134" w:bottom', 'w:right="1417" w:bottom', "right margin"),
    (BODY, 'w:header="567"', 'w:header="1300"', "not in the top margin"),
    (BODY, "<w:titlePg/>", "", "not hidden on the first page"),
    (BODY, '(<w:pgNumType) w:start="1"(/><w:titlePg/></w:sectPr></w:body>)', r"\1\2", "do not count from 1"),
    (STYLES, "Times New Roman", "Arial", "not in Times New Roman"),
    (STYLES, 'w:color w:val="000000"', 'w:color w:val="1F4E79"', "not black"),
    (STYLES, style("SoLieu", '<w:u w:val="none"/>'), r'\1<w:u w:val="single"/>', "underlined"),
    (STYLES, 'w:lang w:val="vi-VN"', 'w:lang w:val="en-US"', "not marked as Vietnamese"),
    ("word/header1.xml", " PAGE ", " DATE ", "no page number"),
    (STYLES, style("SoTrang", 'w:jc w:val="center"'), r'\1w:jc w:val="right"', "page number is not centred"),
    (STYLES, style("SoTrang", 'w:sz w:val="26"'), r'\1w:sz w:val="20"', "page number is not upright at 13–14"),
    (BODY, "CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "Quốc hiệu is not as"),
    (STYLES, style("QuocHieu", "<w:b/>"), r"\1", "Quốc hiệu: should be bold"),
    (STYLES, style("QuocHieu", 'w:sz w:val="24"'), r'\1w:sz w:val="28"', "Quốc hiệu: size 14"),
    (BODY, "Độc lập - Tự do", "ĐỘC LẬP - Tự do", "Tiêu ngữ is not as"),
    (STYLES, style("TieuNgu", 'w:sz w:val="26"'), r'\1w:sz w:val="24"', "Tiêu ngữ: size 12"),
    (BODY, r'("TieuNgu".*?<w:ind w:left=)"\d+" w:right="\d+"', r'\1"2300" w:right="2300"', "Tiêu ngữ: the rule is"),
    (STYLES, r'w:top w:val="single" w:sz="6"', 'w:top w:val="nil" w:sz="6"', "no solid rule"),
    (STYLES, style("CoQuanChuQuan", "<w:rPr>"), r"\1<w:rPr><w:b/>", "Cơ quan chủ quản: should be upright"),
    (BODY, "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG", "Ủy ban nhân dân tỉnh Cao Bằng", "Cơ quan chủ quản: not in capitals"),
    (STYLES, style("CoQuanBanHanh", "<w:b/>"), r"\1", "Cơ quan ban hành: should be bold"),
    (BODY, r'("CoQuanBanHanh".*?"Ke"/><w:ind w:left=)"\d+" w:right="\d+"', r'\1"9" w:right="9"', "hành: the rule is"),
    (STYLES, style("SoKyHieu", 'w:sz w:val="26"'), r'\1w:sz w:val="24"', "Số, ký hiệu: size 12"),
    (BODY, "Số: [^<]*", "Số: 5/BC-SLĐTBXH", "no leading 0"),
    (BODY, "(Số: [^<]*)/BC-SLĐTBXH", r"\1/bc-slđtbxh", "symbol is not in capitals"),
    (STYLES, style("DiaDanh", "<w:i/>"), r"\1", "Địa danh, thời gian: should be italic"),
    (BODY, "Cao Bằng, ngày [^<]*", "Cao Bằng, ngày 7 tháng 7 năm 2020", "day below 10"),
    (BODY, "Cao Bằng, ngày [^<]*", "Cao Bằng, ngày 07 tháng 2 năm 2020", "month is not written"),
    (BODY, "Cao Bằng, ngày [^<]*", "Cao Bằng, 07/7/2020", "is written “Cao Bằng, 07/7/2020”"),
    (BODY, "BÁO CÁO<", "Báo cáo<", "Tên loại: not in capitals"),
    (STYLES, style("TrichYeu", "<w:b/>"), r"\1", "Trích yếu: should be bold"),
    (BODY, r'("KeTrichYeu"/><w:ind w:left=)"\d+" w:right="\d+"', r'\1"200" w:right="200"', "Trích yếu: the rule"),
    (STYLES, style("KinhGui", "<w:rPr>"), r"\1<w:rPr><w:i/>", "Kính gửi: should be upright"),
    (STYLES, style("CanCu", "<w:i/>"), r"\1", "Căn cứ: should be italic"),
    (BODY, "năm 2000;", "năm 2000.", "Căn cứ lines end"),
    (STYLES, style("NoiDung", 'w:jc w:val="both"'), r'\1w:jc w:val="left"', "is not justified"),
    (STYLES, style("NoiDung", 'w:firstLine="720"'), r'\1w:firstLine="400"', "not indented"),
    (STYLES, style("NoiDung", 'w:after="120"'), r'\1w:after="60"', "less than 6 pt"),
    (STYLES, style("NoiDung", 'w:line="264"'), r'\1w:line="480"', "lines 2.0 high"),
    (STYLES, style("NoiDung", 'w:sz w:val="28"'), r'\1w:sz w:val="24"', "is not at 13–14"),
    (STYLES, style("Heading1", "<w:b/>"), r"\1", "is not bold"),
    (STYLES, style("Heading2", "<w:keepNext/>"), r"\1", "left alone"),
    (BODY, "I. KẾT QUẢ THỰC HIỆN", "I. Kết quả thực hiện", "is not in capitals"),
    (STYLES, style("QuyenHan", "<w:b/>"), r"\1", "Quyền hạn, chức vụ: should be bold"),
    (BODY, "KT. GIÁM ĐỐC", "KP. GIÁM ĐỐC", "no signing prefix KP."),
    (BODY, "PHÓ GIÁM ĐỐC", "Phó Giám đốc", "chức vụ: not in capitals"),
    (BODY, "Phạm Viết Công", "ThS Phạm Viết Công", "academic title"),
    (STYLES, style("HoTen", 'w:sz w:val="28"'), r'\1w:sz w:val="22"', "Họ tên: size 11"),
    (STYLES, style("NoiNhan", "<w:i/>"), r"\1", "Nơi nhận: should be bold italic"),
    (STYLES, style("NoiNhanDong", 'w:sz w:val="22"'), r'\1w:sz w:val="26"', "danh sách: size 13"),
    (BODY, "- Công an tỉnh Cao Bằng;", "- Công an tỉnh Cao Bằng,", "recipients are written"),
    (STYLES, style("PhuLuc", 'w:sz w:val="28"'), r'\1w:sz w:val="26"', "annex 1, name: size 13"),
    (BODY, ">Phụ lục 2<", ">PHỤ LỤC 2<", "annex 2, name is in capitals"),
    (BODY, "DANH MỤC VĂN BẢN", "Danh mục văn bản", "annex 1, title: not in capitals"),
    (STYLES, style("PhuLucKem", "<w:i/>"), r"\1", "annex 1, reference: should be italic"),
    (BODY, r"\(Kèm theo", "Kèm theo", "does not say which paper"),
    (BODY, "<w:cantSplit/><w:tblHeader/>", "<w:tblHeader/>", "may be split"),
    (BODY, "<w:tblHeader/>", "", "not repeated"),
    (BODY, 'w:name="HN_CB_2_2"', 'w:name="HN_CB_2_1"', "stands twice"),
    (BODY, 'w:name="HN_CB_2_2"', 'w:name="2.2 CB"', "cannot be a bookmark"),
    (STYLES, style("BangTron", "</w:style>"), rf"\1{BORDERS}</w:style>", "shows its borders"),
    ("docProps/core.xml", "<dc:language>vi-VN", "<dc:language>en-US", "language is not vi-VN"),
    ("docProps/core.xml", "<dc:creator>", r"<dc:creator>C:\\Users\\a", "path of somebody"),
]  # fmt: skip


def test_a_full_report_keeps_every_rule_of_the_decree() -> None:
    assert check(docx.render(PAPER)) == []


@pytest.mark.parametrize("changes", [
    {"number": "5", "on": date(2020, 2, 7)},
    {"number": "1152", "on": date(2020, 12, 31)},
    {"parent_agency": "", "agency": "UBND tỉnh Cao Bằng", "symbol": "BC-UBND"},
    {"addressees": ("Bộ Công an", "Bộ Lao động - Thương binh và Xã hội")},
    {"addressees": (), "bases": (), "annexes": (), "drafted_label": ""},
    {"signature": Signature("KT.", "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn A", "TM. ỦY BAN NHÂN DÂN")},
    {"signature": Signature("KT.", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "")},
    {"title": "Tổng kết, đánh giá công tác cai nghiện và quản lý sau cai nghiện ma túy giai đoạn 2016 - 2020"},
])  # fmt: skip
def test_other_papers_keep_them_too(changes: dict[str, object]) -> None:
    assert check(docx.render(replace(PAPER, **changes))) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "pattern", "new", "complaint"), MUTATIONS, ids=[m[3] for m in MUTATIONS])
def test_the_checker_names_what_breaks_the_decree(name: str, pattern: str, new: str, complaint: str) -> None:
    problems = check(mutated(docx.render(PAPER), name, pattern, new))
    assert any(complaint in p for p in problems), problems


def test_the_same_paper_gives_the_same_bytes_because_no_clock_is_read() -> None:
    first = docx.render(PAPER)
    assert docx.render(PAPER) == first
    assert {i.date_time for i in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not re.search(r"dcterms|20\d\d-\d\d-\d\dT", part(first, "docProps/core.xml"))


def test_a_paper_not_yet_issued_leaves_room_for_number_and_day() -> None:
    text = body_text(docx.render(PAPER))
    assert re.search(r"Số: \s{4,}/BC-SLĐTBXH", text)
    assert re.search(r"Cao Bằng, ngày \s{3,} tháng 7 năm 2020", text)


def test_an_issued_paper_writes_number_and_date_with_leading_zeros() -> None:
    issued = replace(PAPER, number="5", on=date(2020, 2, 7))
    assert number_line(issued) == "Số: 05/BC-SLĐTBXH"
    assert date_line(issued) == "Cao Bằng, ngày 07 tháng 02 năm 2020"
    assert "(Kèm theo Báo cáo số 05/BC-SLĐTBXH ngày 07 tháng 02 năm 2020 của Sở Lao động" in body_text(
        docx.render(issued)
    )


def test_several_addressees_stand_on_lines_of_their_own() -> None:
    paper = replace(PAPER, addressees=("Bộ Công an;", "UBND tỉnh"))
    assert addressed(paper) == ("Kính gửi:", "- Bộ Công an;", "- UBND tỉnh.")


def test_every_figure_is_bookmarked_by_its_trace_and_links_to_its_page() -> None:
    document = Document(io.BytesIO(docx.render(PAPER)))
    marks = {b.get(qn("w:name")) for b in document.element.body.iter(qn("w:bookmarkStart"))}
    links = {
        (h.xpath("string()"), document.part.rels[h.get(qn("r:id"))].target_ref)
        for h in document.element.body.iter(qn("w:hyperlink"))
    }
    figures = [r for b in PAPER.blocks if isinstance(b, Paragraph) for r in b.runs if isinstance(r, Figure)]
    cells = [c for a in PAPER.annexes for row in a.table.rows for c in row if c.trace]
    assert len(figures) > 8 and len(cells) > 150
    assert marks >= {docx.bookmark(f.trace) for f in figures} | {docx.bookmark(c.trace) for c in cells}
    assert links >= {(f.shown, f.url) for f in figures} | {(c.text, c.url) for c in cells}
    assert ("hơn 830", "http://127.0.0.1:8000/dau-vet/CB-2.1") in links


def test_a_figure_named_twice_keeps_both_bookmarks() -> None:
    names = re.findall(r'w:name="(HN_CB_3_1\w*)"', part(docx.render(PAPER), "word/document.xml"))
    assert names == ["HN_CB_3_1", "HN_CB_3_1_2"]


def test_long_trace_codes_stay_apart_as_bookmarks() -> None:
    a, b = (docx.bookmark("phu-luc-2-" + "rất-dài-" * 8 + end) for end in "ab")
    assert a != b and len(a) == len(b) == 40


def test_annexes_print_merged_heads_dashes_and_lines_of_their_own() -> None:
    document = Document(io.BytesIO(docx.render(PAPER)))
    table = next(t for t in document.tables if "Số tổ được thành lập" in t._tbl.xpath("string()"))
    rows = [[c.text for c in row.cells] for row in table.rows]
    assert rows[0] == ["STT", "Chỉ tiêu", "Đơn vị tính", *["Năm"] * 5]
    assert rows[1] == ["STT", "Chỉ tiêu", "Đơn vị tính", "2016", "2017", "2018", "2019", "6 tháng đầu năm 2020"]
    assert rows[2] == ["1", "Tổ công tác cai nghiện", *[""] * 6]
    assert rows[3][:5] == ["", "- Số tổ được thành lập", "tổ", "hơn 8.200", "-"]
    lead = rows.index(["", "Trong đó:", *[""] * 6])
    assert rows[lead + 1][1] == "+ Số người đăng ký cai nghiện tại cộng đồng"


def test_the_money_annex_has_no_unit_column_and_its_heading_spans_the_table() -> None:
    document = Document(io.BytesIO(docx.render(PAPER)))
    table = next(t for t in document.tables if "I. Tại cộng đồng" in t._tbl.xpath("string()"))
    assert [c.text for c in table.rows[0].cells][:3] == ["STT", "Chỉ tiêu", "Năm"]
    assert {c.text for c in table.rows[2].cells} == {"I. Tại cộng đồng"}
    assert any(p.text == "Đơn vị tính: triệu đồng" for p in document.paragraphs)
    assert document.sections[-1].page_width > document.sections[-1].page_height


def test_empty_slots_leave_a_file_that_opens() -> None:
    bare = replace(PAPER, blocks=(Heading(1, "", ""), Paragraph(())), recipients=(), title="", agency="", place="")
    assert Document(io.BytesIO(docx.render(bare))).tables


def test_every_part_is_well_formed() -> None:
    for name, content in archive.parts_of(docx.render(PAPER)).items():
        assert etree.fromstring(content) is not None, name


def test_line_breaks_and_tabs_inside_a_text_are_kept() -> None:
    paper = replace(PAPER, blocks=(Paragraph((Text("một\nhai\tba\r\nbốn"),)),))
    assert "một\nhai\tba\nbốn" in [p.text for p in Document(io.BytesIO(docx.render(paper))).paragraphs]
