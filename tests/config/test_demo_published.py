"""The published figures and documents, held against the sentences of the sources they were read from."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from hoanhap.config.demo import published
from hoanhap.config.demo.directives import BASIS, DISPATCH_2007, PAPERS, TUYEN_QUANG
from hoanhap.config.demo.order import order

SOURCES = Path(__file__).parents[1] / "sources"
REPORT = " ".join((SOURCES / "002_4c22785cc0d4fa1a.txt").read_text(encoding="utf-8").split())
DECISION = " ".join((SOURCES / "000_db04218efa2d8b8a.txt").read_text(encoding="utf-8").split())
PLAN = " ".join((SOURCES / "001_7466c17b7beb0975.txt").read_text(encoding="utf-8").split())
OUTLINE = " ".join((SOURCES / "003_32646f3bcfb13503.txt").read_text(encoding="utf-8").split())
DISPATCH = " ".join((SOURCES / "004_932a02daeb1ea24b.txt").read_text(encoding="utf-8").split())


class Golden(NamedTuple):
    """A figure of the province's report in atoms, and the words it stands in."""

    row: str
    value: int
    qualifier: str
    quotation: str


GOLDEN = (
    Golden("2.1", 830, "ge", "cho hơn 830 lượt cán bộ các cấp tỉnh, huyện, xã"),
    Golden("2.2", 13, "", "tuyên truyền tại 13/13 huyện, thành phố"),
    Golden("2.2.1", 13, "", "tuyên truyền tại 13/13 huyện, thành phố"),
    Golden("2.3", 199, "", "199/199 xã, phường, thị trấn"),
    Golden("2.3.1", 199, "", "199/199 xã, phường, thị trấn"),
    Golden("2.4", 8_200, "ge", "với hơn 8.200 lượt người tham dự"),
    Golden("2.5.1", 27_000, "", "27.000 tờ rơi tuyên truyền"),
    Golden("2.5.2", 2_800, "", "2.800 tờ áp phích"),
    Golden("2.5.3", 3_850, "", "3.850 quyển sổ tay"),
    Golden("3.1", 508, "", "tại Cơ sở cai nghiện ma túy tỉnh được 508 người"),
    Golden("3.1.1", 252, "", "(học viên cai nghiện bắt buộc 252 người, học viên cai nghiện tự nguyện 256 người)"),
    Golden("3.1.2", 256, "", "học viên cai nghiện tự nguyện 256 người"),
    Golden("4.1", 95, "", "theo xã, cụm xã cho 95 người nghiện ma túy"),
    Golden("5.1", 356, "", "nghiện là 356 đối tượng"),
    Golden("5.1.1", 114, "", "số học viên cai bắt buộc 114"),
    Golden("5.1.2", 242, "", "số học viên cai tự nguyện 242"),
    Golden("6.1", 8_000_000_000, "", "từ năm 2018 - 2020 là 8 tỷ đồng"),
    Golden("6.1.1", 300_000_000, "", "Năm 2018: 300 triệu đồng (ngân sách địa phương)"),
    Golden("6.1.2", 4_000_000_000, "", "Năm 2019: 04 tỷ đồng (ngân sách trung ương hỗ trợ)"),
    Golden("6.1.3", 3_700_000_000, "", "Năm 2020: 3,7 tỷ đồng (ngân sách trung ương hỗ trợ)"),
    Golden("8.1", 1, "", "chỉ có 01 cơ sở cai nghiện ma túy công lập"),
    Golden("8.2", 120, "", "tiếp nhận người nghiện ma túy vào cai nghiện 120 người/năm"),
)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda g: g.row)
def test_each_figure_stands_in_the_source_in_these_words(golden: Golden) -> None:
    assert golden.quotation in REPORT


def test_the_table_of_the_demo_holds_every_golden_figure_and_no_other() -> None:
    assert {(f.row, f.value, f.qualifier) for f in published.PROVINCE} == {
        (g.row, g.value, g.qualifier) for g in GOLDEN
    }


def test_every_figure_of_the_report_form_is_golden() -> None:
    from hoanhap.catalog import loaded

    assert {r.code for r in loaded.form("bc-1479").filled_rows} == {g.row for g in GOLDEN}


def test_the_pilot_is_where_the_source_says() -> None:
    assert "UBND các huyện: Trùng Khánh, Bảo Lâm, Bảo Lạc tiến hành thí điểm" in REPORT
    assert published.PILOT_DISTRICTS == ("047", "042", "043")


# Each document in the words of its source: code → quotation.
NAMED = {
    "nd-14-2017": (DECISION, "Nghị định số 14/2017/NĐ-CP ngày 17/02/2017 của Chính phủ"),
    "qd-2596-2013": (DECISION, "Quyết định số 2596/QĐ-TTg ngày 27/12/2013 của Thủ tướng Chính phủ"),
    "qd-2187-2014": (DECISION, "Quyết định số 2187/QĐ-TTg ngày 05/12/2014 của Thủ tướng Chính phủ"),
    "qd-424-2017": (DECISION, "Quyết định số 424/QĐ-TTg ngày 07/4/2017 của Thủ tướng Chính phủ"),
    "qd-565-2017": (DECISION, "Quyết định số 565/QĐ-TTg ngày 25/4/2017 của Thủ tướng Chính phủ"),
    "qd-291-2020": (DECISION, "Quyết định số 291/QĐ-TTg ngày 21/02/2020 của Thủ tướng Chính phủ"),
    "cv-2420-2020": (DECISION, "Công văn số 2420/VPCP-KGVX ngày 28/3/2020 của Văn phòng Chính phủ"),
    "kh-1152-2015": (REPORT, "Kế hoạch số 1152/KH – UBND ngày 18 tháng 5 năm 2015"),
    "qd-13-2018": (REPORT, "Quyết định số 13/QĐ - UBND ngày 10 tháng 01 năm 2018"),
    "qd-87-2018": (REPORT, "Quyết định số 87/QĐ – UBND ngày 30 tháng 01 năm 2018"),
    "kh-3247-2018": (REPORT, "Kế hoạch số 3247/KH – UBND ngày 12 tháng 10 năm 2018"),
    "kh-1479-2020": (REPORT, "kế hoạch số 1479/KH – BCĐ – CAT ngày 03 tháng 4 năm 2020"),
    "nq-98-2014": (PLAN, "Nghị quyết số 98/NQ-CP ngày 26/12/2014 của Chính phủ"),
    "qd-1001-2011": (PLAN, "Quyết định số 1001/QĐ-TTg ngày 27/6/2011 của Thủ tướng Chính phủ"),
    "ct-25-2017": (PLAN, "Chỉ thị số 25/CT-TTg ngày 05/6/2017 của Thủ tướng Chính phủ"),
    "qd-374-2018": (PLAN, "Quyết định số 374/QĐ-UBND ngày 05/12/2018 của Ủy ban nhân dân tỉnh"),
    "nd-94-2010": (OUTLINE, "Nghị định số 94/2010/NĐ-CP ngày 09/9/2010 của Chính phủ"),
    "ttlt-03-2012": (OUTLINE, "Thông tư liên tịch số 03/2012/TTLT-BLĐTBXH-BYT-BCA ngày 10/02/2012"),
    "ttlt-17-2015": (PLAN, "Thông tư Liên tịch số 17/2015/TTLT-BYT-BLĐTBXH-BCA ngày 09/7/2015"),
    "nd-111-2013": (PLAN, "Nghị định số 111/2013/NĐ-CP ngày 30/9/2013 của Chính phủ"),
    "nd-56-2016": (PLAN, "Nghị định số 56/2016/NĐ-CP ngày 29/6/2016 của Chính phủ"),
    DISPATCH_2007: (
        DISPATCH,
        "Số: 1388/TTg-VX V/v triển khai thực hiện công tác cai nghiện phục hồi và xây dựng xã, "
        "phường lành mạnh không có tệ nạn xã hội trong thời gian tới Hà Nội, ngày 26 tháng 9 năm 2007",
    ),
    TUYEN_QUANG: (PLAN, "NĂM 2020 TRÊN ĐỊA BÀN TỈNH TUYÊN QUANG"),
    BASIS: (DECISION, "Số: /QĐ-LĐTBXH Hà Nội, ngày tháng 6 năm 2020"),
}


def _spoken(paper: object) -> str:
    number, symbol, day = paper.number, paper.symbol, paper.issued_on  # type: ignore[attr-defined]
    months = f"{day.month:02}" if day.month < 3 else f"{day.month}"
    return f"{number}/{symbol} {day.day:02} {months} {day.year}"


def _bare(words: str) -> str:
    """Dashes, commas and the words “ngày tháng năm” left out: the sources write dates in two ways."""
    for old, new in (("–", "-"), (" - ", "-"), (" ngày ", " "), (" tháng ", " "), (" năm ", " ")):
        words = words.replace(old, new)
    return words.replace("/0", "/").replace("/", " ")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: p.code)
def test_each_document_is_named_so_in_its_source(paper: object) -> None:
    source, quotation = NAMED[paper.code]  # type: ignore[attr-defined]
    assert quotation in source
    if paper.code == DISPATCH_2007:  # its own head: number and day stand apart
        assert paper.number in quotation and paper.signer.rsplit(" ", 3)[-3] in source  # type: ignore[attr-defined]
    elif paper.number:  # type: ignore[attr-defined]
        wanted = _bare(f" {_spoken(paper)}").replace(" 0", " ")
        assert wanted in _bare(quotation).replace(" 0", " ")


def test_the_order_keeps_what_the_source_leaves_open() -> None:
    basis = next(p for p in PAPERS if p.code == BASIS)
    assert (basis.number, basis.issued_on, basis.issued_text) == ("", None, "tháng 6 năm 2020")
    assert set(basis.bases) == {code for code, (source, _) in NAMED.items() if source is DECISION} - {BASIS}


def test_the_deadline_of_the_province_is_the_one_ordered() -> None:
    assert "trước ngày 30/9/2020" in DECISION
    asked = order(centre="c", department="d")
    assert asked.deadlines["province"] == (date(2020, 9, 30), "before")
    assert "từ tháng 01/2016 đến tháng 6/2020" in DECISION
    assert (asked.data_from, asked.data_to) == (date(2016, 1, 1), date(2020, 7, 1))


def test_the_notice_fits_and_says_what_is_assumed() -> None:
    asked = order(centre="c", department="d")
    assert max(len(asked.notice), len(asked.notice_en)) <= 300
    assert "Số liệu minh họa" in asked.notice and "giả định" in asked.notice
