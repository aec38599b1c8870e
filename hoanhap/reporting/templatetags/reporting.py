"""Words and marks of the campaign's pages."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hoanhap.catalog.forms import Row
from hoanhap.kernel.lang import Words, t
from hoanhap.reporting.rules.states import TITLES, State

register = template.Library()

TAGS = {
    State.SUBMITTED: "info",
    State.RETURNED: "law",
    State.ACCEPTED: "ok",
    State.APPROVED: "ok",
    State.CORRECTED: "ok",
}
LEVELS: dict[str, Words] = {
    "commune": Words("xã, phường, thị trấn", "communes"),
    "centre": Words("cơ sở cai nghiện", "centres"),
    "district": Words("huyện, thành phố", "districts"),
    "department": Words("sở, ngành", "departments"),
    "province": Words("tỉnh", "provinces"),
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
    return t("{level} trong tổng này", "{level} in this total", level=LEVELS.get(level, level))


@register.simple_tag
def nature(row: Row) -> str:
    return str(NATURES[row.nature, row.counts])


@register.simple_tag
def share(parts: list[tuple[str, int]], whole: int) -> SafeString:
    """A bar of `parts` (tone, how many) over `whole`, drawn as SVG so that no style attribute is needed."""
    at, drawn = 0.0, SafeString("")
    for tone, many in parts:
        width = 100 * many / whole if whole else 0
        drawn += format_html('<rect class="{}" x="{:.2f}" width="{:.2f}" height="8"/>', tone, at, width)
        at += width
    return format_html(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{}</svg>', drawn
    )


@register.filter
def first_line(value: object) -> str:
    return str(value).split("\n")[0]
