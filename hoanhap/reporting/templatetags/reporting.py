"""Words and marks of the campaign's pages."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hoanhap.catalog.forms import Column, Form, Outline, Row
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.numbers import show
from hoanhap.reporting.queries.coverage import Coverage, rests_words
from hoanhap.reporting.rules.cells import BLANK, CellFacts
from hoanhap.reporting.rules.levels import LEVEL_TITLES
from hoanhap.reporting.rules.states import STEPS, TITLES, State
from hoanhap.reporting.rules.typed import shown

register = template.Library()


class Respondent(Protocol):
    pk: int


class Narrative(Protocol):
    def pieces(self, text: str, of: Respondent) -> list[object]: ...


class Gap(Protocol):
    reason: str
    missing: Respondent


TAGS = {
    State.SUBMITTED: "info",
    State.RETURNED: "law",
    State.ACCEPTED: "ok",
    State.APPROVED: "ok",
    State.CORRECTED: "ok",
}
NATURES: dict[tuple[str, str], Words] = {
    ("flow", "person"): Words("số người trong kỳ", "persons in the period"),
    ("flow", "visit"): Words("lượt người trong kỳ", "attendances in the period"),
    ("flow", "thing"): Words("phát sinh trong kỳ", "occurring in the period"),
    ("flow", "money"): Words("tiền trong kỳ", "money in the period"),
    ("stock", "person"): Words("số người có đến cuối kỳ", "persons at the end of the period"),
    ("stock", "visit"): Words("lượt người có đến cuối kỳ", "attendances at the end of the period"),
    ("stock", "thing"): Words("số có đến cuối kỳ", "existing at the end of the period"),
    ("stock", "money"): Words("tiền có đến cuối kỳ", "money at the end of the period"),
}


@register.simple_tag
def state(code: str) -> SafeString:
    found = State(code)
    return format_html('<span class="tag {}">{}</span>', TAGS.get(found, ""), TITLES[found])


@register.simple_tag
def level_counted(level: str) -> str:
    return t("{level} trong tổng này", "{level} in this total", level=LEVEL_TITLES.get(level, level))


@register.simple_tag
def rests_on(found: Coverage) -> str:
    """“142/199 từ sổ, 55 nhập tay, 2 chưa có”: of the communes, or of whoever answers."""
    return rests_words(found)


@register.simple_tag
def nature(row: Row) -> str:
    return str(NATURES[row.nature, row.counts])


@register.simple_tag
def share(parts: list[tuple[str, int]], whole: int) -> SafeString:
    """A bar of `parts` (tone, how many) over `whole`, drawn as SVG so that no style attribute is needed."""
    at, drawn = 0.0, SafeString("")
    for tone, many in parts:
        width = 100 * many / whole if whole else 0
        drawn += format_html('<rect class="{}" x="{}" width="{}" height="8"/>', tone, f"{at:.2f}", f"{width:.2f}")
        at += width
    return format_html(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{}</svg>', drawn
    )


@register.filter
def first_line(value: object) -> str:
    return str(value).split("\n")[0]


@register.simple_tag
def row_title(form: Form, code: str) -> str:
    return str(form.row[code].title) if code in form.row else t("Dòng {code}", "Line {code}", code=code)


@register.simple_tag
def column_title(form: Form, code: str) -> str:
    return str(form.column[code].title) if code in form.column else code


@register.simple_tag
def content(form: Form, row: str, column: str, cell: dict[str, object] | None) -> str:
    """A cell kept as JSON (a correction, a snapshot), as people read it."""
    return shown(form, row, column, CellFacts.from_json(cell)) or "—"


@register.simple_tag
def step_title(step: str) -> str:
    return str(STEPS[step].title) if step in STEPS else step


@register.simple_tag
def gap_reason(gaps: Iterable[Gap], respondent: Respondent) -> str:
    """Why a unit is missing, when that has been declared."""
    return next((gap.reason for gap in gaps if gap.missing.pk == respondent.pk), "")


@register.simple_tag
def live_count(number: int) -> SafeString:
    """A number that the grid keeps up to date while one types."""
    return format_html("<b data-blanks>{}</b>", number)


@register.simple_tag
def label(table: Mapping[str, Words], code: str) -> str:
    return str(table.get(code, code))


@register.simple_tag
def count(table: Mapping[str, int], code: str) -> str:
    return show(table.get(code, 0))


@register.simple_tag
def kept(texts: Mapping[str, str] | str, code: str) -> str:
    """What a person had typed in a section that could not be saved."""
    return texts.get(code, "") if isinstance(texts, Mapping) else ""


@register.inclusion_tag("reporting/pieces.html")
def said(page: Narrative, text: str, of: Respondent) -> dict[str, object]:
    """What a respondent wrote, with its own figures in place."""
    return {"pieces": page.pieces(text, of)}


@register.simple_tag
def section_title(outline: Outline, code: str) -> str:
    return next((f"{s.number} {s.title}".strip() for s in outline.sections if s.code == code), code)


@register.simple_tag
def coverage_of(found: Mapping[str, Coverage], form: str) -> str:
    here = found.get(form)
    return f"{here.counted}/{here.expected}" if here else "—"


@register.simple_tag
def figure_of(form: Form, row: Row, column: Column, figures: Mapping[str, CellFacts]) -> str:
    return shown(form, row.code, column.code, figures.get(column.code, BLANK)) or "—"
