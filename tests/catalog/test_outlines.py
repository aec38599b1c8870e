"""The outlines are the papers': every heading, and every figure of the published report in its place."""

import re

from hoanhap.catalog import loaded
from hoanhap.catalog.rules.outlines import PLACE
from hoanhap.kernel.lang import speaking
from hoanhap.kernel.numbers import parse, show_cell
from tests.catalog.papers import fold, mended, plain, source

# What the report of July 2020 states, as it writes it (tests/sources/002…).
PUBLISHED = {
    "2.1": "hơn 830", "2.2": "13", "2.2.1": "13", "2.3": "199", "2.3.1": "199", "2.4": "hơn 8.200",
    "2.5.1": "27.000", "2.5.2": "2.800", "2.5.3": "3.850",
    "3.1": "508", "3.1.1": "252", "3.1.2": "256", "4.1": "95", "5.1": "356", "5.1.1": "114", "5.1.2": "242",
    "6.1": "8", "6.1.1": "300", "6.1.2": "04", "6.1.3": "3,7", "8.1": "01", "8.2": "120",
}  # fmt: skip


def test_the_review_has_every_heading_of_the_outline_in_order():
    paper = plain(mended(source("003"))).split("Phụ lục 2 BIỂU")[0]
    at = paper.index("I. KẾT QUẢ")
    for section in loaded.outline("de-cuong-2016-2020").sections:
        heading = fold(f"{section.number} {section.title}")
        found = fold(paper[at:]).find(heading)
        assert found >= 0, heading
        at += found


def test_the_review_has_every_guidance_line_of_the_outline():
    paper = fold(plain(mended(source("003"))))
    for section in loaded.outline("de-cuong-2016-2020").sections:
        for line, _ in section.guidance:
            assert fold(plain(line)) in paper, line


def test_the_review_prints_its_three_annexes():
    outline = loaded.outline("de-cuong-2016-2020")
    assert outline.annexes == ("phu-luc-1", "phu-luc-2", "phu-luc-3")
    assert {a for s in outline.sections for a in s.annexes} == set(outline.annexes)
    assert [s.code for s in outline.sections if s.kind == "difficulties"] == ["III.1"]
    assert [s.code for s in outline.sections if s.kind == "recommendations"] == ["IV"]


def test_the_report_has_the_nine_sections_of_the_paper():
    paper = fold(plain(source("002")))
    sections = [s for s in loaded.outline("bc-1479").sections if s.depth == 1]
    assert len(sections) == 9
    for section in sections:
        assert fold(f"{section.number} {section.title}") in paper


def test_the_form_carries_every_figure_of_the_report():
    form = loaded.form("bc-1479")
    assert {r.code for r in form.filled_rows} == set(PUBLISHED)
    paper = plain(source("002"))
    for code, written in PUBLISHED.items():
        assert re.search(rf"(?<![\d.,]){re.escape(written.removeprefix('hơn '))}(?![\d]|[.,]\d)", paper), code


def test_the_figures_of_the_report_add_up_as_it_says():
    form = loaded.form("bc-1479")
    value = {
        row.code: parse(PUBLISHED[row.code], exponent=row.measure.exponent).value
        for row in form.filled_rows
        if row.measure
    }
    for row in form.filled_rows:
        if row.parts:
            total = sum(value[p] for p in row.parts.rows)
            assert total == value[row.code], row.code
    assert value["6.1"] == 8_000_000_000


def test_every_figure_in_the_drafts_is_a_place_and_every_row_is_told():
    outline = loaded.outline("bc-1479")
    text = "\n".join(s.draft for s in outline.sections)
    assert {row for _, row, _ in PLACE.findall(text)} == set(PUBLISHED)
    bare = PLACE.sub("", text)
    # What is left of digits belongs to dates, and to numbers of documents.
    bare = re.sub(r"(ngày|tháng|năm|Năm) \d+|số \d[\d/]*|\d{4} - \d{4}", "", bare)
    assert re.findall(r".{0,20}\d.{0,10}", bare) == []


def test_the_directives_the_report_cites_keep_number_and_date():
    text = "\n".join(s.draft for s in loaded.outline("bc-1479").sections)
    for cited in (
        "Kế hoạch số 1152/KH-UBND ngày 18 tháng 5 năm 2015",
        "Quyết định số 13/QĐ-UBND ngày 10 tháng 01 năm 2018",
        "Quyết định số 87/QĐ-UBND ngày 30 tháng 01 năm 2018",
        "Kế hoạch số 3247/KH-UBND ngày 12 tháng 10 năm 2018",
    ):
        assert cited in text
    assert "Kế hoạch số 1479/KH-BCĐ-CAT ngày 03 tháng 4 năm 2020" in loaded.outline("bc-1479").opening


def test_more_than_is_printed_where_the_report_says_it():
    form = loaded.form("bc-1479")
    assert [r.code for r in form.rows if r.qualifier] == ["2.1", "2.4"]
    with speaking("vi"):
        for code in ("2.1", "2.4"):
            assert show_cell(*parse(PUBLISHED[code], exponent=0), 0) == PUBLISHED[code]


def test_each_row_of_the_report_keeps_its_own_window_and_respondent():
    rows = loaded.form("bc-1479").row
    assert rows["3.1"].window == rows["5.1"].window == "01/01/2017–30/6/2020"
    assert {code: rows[code].filled_by for code in ("2.1", "2.2.1", "2.3.1", "2.4", "3.1", "4.1", "6.1")} == {
        "2.1": ("department",),
        "2.2.1": ("district",),
        "2.3.1": ("commune",),
        "2.4": ("commune",),
        "3.1": ("centre",),
        "4.1": ("commune",),
        "6.1": ("centre",),
    }
