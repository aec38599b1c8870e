"""What makes an outline sound: its annexes exist, and every figure in its drafts is a cell of some form."""

import re
from collections.abc import Iterable, Iterator

from hoanhap.catalog.forms import Form, Outline, Section
from hoanhap.kernel.lang import t
from hoanhap.kernel.toml.findings import Finding, repeated

PLACE = re.compile(r"\{\{\s*([\w-]+)\.([\w.-]+?)\.([\w-]+)\s*\}\}")  # {{form.row.column}}
_ANY_PLACE = re.compile(r"\{\{.*?\}\}")


def outline_findings(outline: Outline, forms: Iterable[Form]) -> Iterator[Finding]:
    forms = list(forms)
    codes = {f.code for f in forms}
    cells = {(f.code, r.code, c.code) for f in forms for r in f.filled_rows for c in f.columns}
    yield from repeated("sections", [s.code for s in outline.sections])
    if not outline.sections:
        yield Finding(
            ("outline",),
            t("Đề cương không có mục", "The outline has no sections"),
            t("Thêm [[sections]]", "Add [[sections]]"),
        )
    yield from _annexes(("outline", "annexes"), outline.annexes, codes)
    for key in ("opening", "closing"):
        yield from _places(("outline", key), getattr(outline, key), cells)
    for i, section in enumerate(outline.sections):
        yield from _section(i, section, codes)
        yield from _places(("sections", i, "draft"), section.draft, cells)


def _section(i: int, section: Section, codes: set[str]) -> Iterator[Finding]:
    yield from _annexes(("sections", i, "annexes"), section.annexes, codes)
    if section.kind == "heading" and section.draft:
        yield Finding(
            ("sections", i, "draft"),
            t("Mục chỉ có tiêu đề thì không có lời", "A heading has no text"),
            t("Đổi kind, hoặc chuyển lời xuống mục con", "Change kind, or move the text to a section under it"),
        )


def _annexes(place: tuple[str | int, ...], annexes: Iterable[str], codes: set[str]) -> Iterator[Finding]:
    for code in annexes:
        if code not in codes:
            yield Finding(
                place,
                t("Không có biểu “{x}”", "There is no form “{x}”", x=code),
                t("Có: {known}", "There are: {known}", known=", ".join(sorted(codes))),
            )


def _places(place: tuple[str | int, ...], draft: str, cells: set[tuple[str, str, str]]) -> Iterator[Finding]:
    for written in _ANY_PLACE.findall(draft):
        found = PLACE.fullmatch(written)
        if not found or found.groups() not in cells:
            yield Finding(
                place,
                t("Chỗ {x} không chỉ ô nào của biểu nào", "The place {x} names no cell of any form", x=written),
                t("Ghi hai ngoặc nhọn quanh biểu.dòng.cột, ví dụ bc-1479.3.1.so-lieu",
                  "Write form.row.column in double braces, for example bc-1479.3.1.so-lieu"),
            )  # fmt: skip
