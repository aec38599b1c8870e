"""Figures inside text are places `{{form.row.column}}`, bound to cells; they are never retyped."""

import re
from collections.abc import Iterable, Iterator

from hoanhap.catalog.forms import Form
from hoanhap.kernel.lang import Words

# Basis: KH of 6/2020, II.3 (three angles); outline of the review, III.1–2.
THEMES: dict[str, Words] = {
    "policy": Words("Cơ chế, chính sách, pháp luật", "Policy and law"),
    "direction": Words("Chỉ đạo, điều hành, tổ chức thực hiện", "Direction and organisation"),
    "resources": Words("Nguồn lực: kinh phí, cán bộ, cơ sở vật chất", "Resources: money, staff, premises"),
}
CAUSES: dict[str, Words] = {
    "subjective": Words("Chủ quan", "Subjective"),
    "objective": Words("Khách quan", "Objective"),
}
ADDRESSEES: dict[str, Words] = {
    "government": Words("Quốc hội, Chính phủ", "National Assembly, Government"),
    "ministry": Words("Bộ, ngành Trung ương", "Ministries"),
    "province": Words("Tỉnh ủy, UBND tỉnh, sở ngành", "Province"),
    "district": Words("Huyện ủy, UBND huyện, phòng ban", "District"),
    "sector": Words("Cơ quan phối hợp", "Partner agencies"),
}

PLACE = re.compile(r"\{\{\s*([\w-]+)\.([\w.-]+?)\.([\w-]+)\s*\}\}")


def pieces(text: str) -> Iterator[str | tuple[str, str, str]]:
    """The text cut at its places: strings, and (form, row, column)."""
    at = 0
    for found in PLACE.finditer(text):
        if found.start() > at:
            yield text[at : found.start()]
        yield found.group(1), found.group(2), found.group(3)
        at = found.end()
    if at < len(text):
        yield text[at:]


def broken_places(text: str, forms: Iterable[Form]) -> list[str]:
    """Places that name no cell of any form, as written."""
    known = {(f.code, r.code, c.code) for f in forms for r in f.filled_rows for c in f.columns}
    return [".".join(p) for p in pieces(text) if isinstance(p, tuple) and p not in known]
