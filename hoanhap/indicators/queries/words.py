"""The words of what tables are broken down by, and of the forms that indicators answer."""

from typing import Final

from hoanhap.catalog import loaded
from hoanhap.catalog.codelists import codelist
from hoanhap.catalog.codelists import said as coded
from hoanhap.facts.relations import RELATIONS
from hoanhap.indicators.language import AGE_BAND
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.rules.fact_words import CODES
from hoanhap.indicators.rules.pivot import Part
from hoanhap.kernel.lang import Words, t

DIMENSIONS: Final = {
    **{column.name: column.title for relation in RELATIONS for column in relation.columns},
    "kind": Words("hình thức", "form of rehabilitation"),
    "turn": Words("lần cai nghiện", "first or repeated"),
}
LISTS: Final = {  # column → the code lists that say what its codes mean
    "person.sex": ("sexes",), "substance": ("substances",), "source": ("money-sources",), "standing": ("standings",),
    "kind": ("supports", "tests"), "reason": ("test-reasons",), "result": ("test-results",),
}  # fmt: skip


def dimension(name: str) -> str:
    if name == AGE_BAND:
        return t("nhóm tuổi", "age band")
    return str(DIMENSIONS.get(name.removeprefix("person."), name))


def code(name: str, value: str) -> str:
    """One code of a breakdown: “Nam”, “18 đến dưới 30 tuổi”."""
    if not value:
        return t("không ghi", "not said")
    if name == AGE_BAND:
        low, _, high = value.partition("-")
        if not high:
            return t("từ {a} tuổi", "aged {a} or more", a=low)
        return t("{a} đến dưới {b} tuổi", "{a} to below {b} years", a=low, b=high)
    if words := CODES.get(name, {}).get(value):
        return str(words)
    return next((coded(one, value) for one in LISTS.get(name, ()) if value in codelist(one)), value)


def said(column: str, value: str) -> str:
    """For `wording`: a code in a definition or a reason."""
    return code("person.sex" if column == "sex" else column, value)


def part(of: Part) -> str:
    """A line of a table: its last code, since the ones before stand above it."""
    return code(*of[-1]) if of else t("Tổng số", "Total")


def whole_part(of: Part) -> str:
    return ", ".join(code(*one) for one in of) if of else t("Tổng số", "Total")


def form_title(form: str) -> str:
    drawn = next((f for f in reversed(loaded.forms()) if f.code == form), None)
    if drawn:
        first = str(drawn.title).split("\n")[0]
        return f"{drawn.annex}: {first}" if drawn.annex else first
    if form in definitions().titles:
        return str(definitions().titles[form])
    if form.startswith("bieu-"):
        return t("Biểu {x}", "Form {x}", x=form.removeprefix("bieu-").upper())
    return form or t("Chỉ tiêu khác", "Other indicators")
