"""The annexes are the paper's: every row, dash, unit and column, in the paper's order."""

from datetime import date

from hoanhap.catalog import loaded
from hoanhap.catalog.forms import Form, Row
from tests.catalog.papers import mended, plain, source, table

OUTLINE = source("003")


def printed(row: Row) -> str:
    return " ".join(part for part in (row.dash, row.title.vi) if part)


def lines(form: Form) -> list[tuple[str, str, str]]:
    """Number, title and unit of each line the form prints, “Trong đó:” on a line of its own."""
    found = []
    for row in form.rows:
        if row.lead:
            found.append(("", row.lead, ""))
        found.append((row.number, printed(row), row.measure.title.vi if row.measure else ""))
    return found


def test_annex_2_has_every_line_of_the_paper():
    paper = table(OUTLINE, "BIỂU THỐNG KÊ SỐ LIỆU", "### Phụ lục 3")[1:]
    assert lines(loaded.form("phu-luc-2")) == [(number, title, "".join(unit)) for number, title, *unit in paper]


def test_annex_2_has_the_paper_s_columns_and_title():
    form = loaded.form("phu-luc-2")
    head = table(OUTLINE, "BIỂU THỐNG KÊ SỐ LIỆU")[0]
    assert [c.title.vi for c in form.columns] == head[4:]
    assert form.title.vi.upper() in plain(OUTLINE)
    assert (form.columns[0].start, form.columns[-1].end) == (date(2016, 1, 1), date(2020, 7, 1))


def test_annex_3_has_every_line_of_the_paper():
    form = loaded.form("phu-luc-3")
    head, heading, *paper = table(OUTLINE, "BIỂU THỐNG KẾ KINH PHÍ")
    assert [c.title.vi for c in form.columns] == head[2:]
    [first, *rows] = form.rows
    assert f"{first.number} {first.title.vi}" == heading[0]
    assert [(r.number, printed(r)) for r in rows] == [(cells[0], cells[1]) for cells in paper]
    assert form.title.vi.upper() in plain(mended(OUTLINE))
    assert form.note.vi in OUTLINE
    assert form.one_measure and form.one_measure.code == "trieu_dong"


def test_totals_are_declared_where_the_paper_lists_all_parts():
    equals = {
        form.code: {r.code: r.parts.rows for r in form.rows if r.parts and r.parts.relation == "="}
        for form in loaded.forms()
    }
    assert equals["phu-luc-2"] == {
        "1.4": ("1.4.1", "1.4.2"),
        "1.5": ("1.5.1", "1.5.2"),
        "2.1": ("2.1.1", "2.1.2", "2.1.3"),
        "2.3": ("2.3.1", "2.3.2", "2.3.3", "2.3.4", "2.3.5"),
    }
    assert equals["phu-luc-3"] == {"1": ("1.1", "1.2")}


def test_a_person_is_not_an_attendance_and_a_stock_is_not_a_flow():
    form = loaded.form("phu-luc-2")
    assert [r.code for r in form.filled_rows if r.counts == "visit"] == ["2.4"]
    assert [r.code for r in form.filled_rows if r.counts == "money"] == ["5.1"]
    assert {r.code for r in form.filled_rows if r.nature == "stock"} == {
        "1.2", "1.3", "2.2", "2.3", "2.3.1", "2.3.2", "2.3.3", "2.3.4", "2.3.5",
    }  # fmt: skip


def test_the_annex_that_is_missing_from_the_source_is_marked_unverified():
    assert {f.code: f.verified for f in loaded.forms()} == {
        "phu-luc-1": False,
        "phu-luc-2": True,
        "phu-luc-3": True,
        "bc-1479": False,
    }


def test_a_guidance_document_is_listed_with_what_identifies_it():
    form = loaded.form("phu-luc-1")
    assert form.kind == "list" and form.filled_by == ("district", "province")
    assert [c.code for c in form.columns] == ["loai", "so", "ky-hieu", "ngay", "co-quan", "trich-yeu", "noi-dung"]
    assert [c.code for c in form.columns if c.required] == ["loai", "ngay", "co-quan", "trich-yeu"]


def test_every_sentence_of_the_catalog_has_both_languages():
    for form in loaded.forms():
        pairs = [form.annex, form.title, *(c.title for c in form.columns), *(r.title for r in form.rows)]
        pairs += [title for c in form.columns for _, title in c.choices]
        pairs += [words for c in form.checks for words in (c.message, c.remedy)]
        assert all(vi and en for vi, en in pairs), form.code
    for outline in loaded.outlines():
        pairs = [
            outline.title,
            *(s.title for s in outline.sections),
            *(g for s in outline.sections for g in s.guidance),
        ]
        assert all(vi and en for vi, en in pairs), outline.code
