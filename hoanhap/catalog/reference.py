"""docs/generated/forms.md: every form and outline as the program understands it, for whoever checks them on paper."""

from collections.abc import Iterator

from hoanhap.catalog.forms import Form, Outline, Row
from hoanhap.catalog.loaded import Catalog
from hoanhap.catalog.rules.outlines import PLACE
from hoanhap.kernel.dates import format_date, last_day

NATURE = {"flow": "trong kỳ", "stock": "cuối kỳ"}
COUNTS = {"person": "người", "visit": "lượt", "thing": "vật, việc", "money": "tiền"}
SECTION_KIND = {
    "text": "lời văn",
    "heading": "đề mục",
    "difficulties": "khó khăn có chủ đề",
    "recommendations": "kiến nghị có nơi nhận",
}
RELATION = {"=": "=", "<=": "≥"}  # read from the total's side


def forms_page(catalog: Catalog) -> str:
    lines = ["# Biểu mẫu và đề cương · Forms and outlines", ""]
    lines += ["Sinh từ `catalog/`; không sửa tay. Generated from `catalog/`; do not edit.", ""]
    for form in sorted(catalog.forms, key=lambda f: (f.code, f.valid_from)):
        lines += [*_form(form), ""]
    for outline in sorted(catalog.outlines, key=lambda o: (o.code, o.version)):
        lines += [*_outline(outline), ""]
    return "\n".join(lines).rstrip() + "\n"


def _form(form: Form) -> Iterator[str]:
    until = f" đến hết {format_date(last_day(form.valid_to))}" if form.valid_to else ""
    yield f"## `{form.code}` {form.version} · {form.annex.vi}"
    yield ""
    yield f"**{form.title.vi}** · {form.title.en}"
    yield ""
    yield f"- Nguồn: {form.source}"
    yield "- Đã đối chiếu với bản gốc · verified" if form.verified else "- **Chưa kiểm chứng** · unverified"
    yield f"- Hiệu lực từ {format_date(form.valid_from)}{until}; cấp điền: {', '.join(form.filled_by)}"
    if form.note.vi:
        yield f"- In trên bảng: {form.note.vi}"
    yield ""
    yield from (_fields(form) if form.kind == "list" else _grid(form))


def _fields(form: Form) -> Iterator[str]:
    yield from _table("Mã", "Cột", "Column", "Loại", "Bắt buộc")
    for c in form.columns:
        kind = f"{c.type}: {', '.join(str(code) for code, _ in c.choices)}" if c.choices else c.type
        yield _line(f"`{c.code}`", c.title.vi, c.title.en, kind, "có" if c.required else "")


def _grid(form: Form) -> Iterator[str]:
    yield from _table("Cột", "Tên", "Từ ngày", "Đến hết ngày")
    for c in form.columns:
        days = (format_date(c.start), format_date(last_day(c.end))) if c.start and c.end else ("", "")
        yield _line(f"`{c.code}`", c.title.vi, *days)
    yield ""
    yield from _table("Mã", "STT", "Chỉ tiêu", "Row", "Đơn vị tính", "Số", "Đếm", "Cấp điền", "Ràng buộc")
    for row in form.rows:
        yield _row(row)
    if form.checks:
        yield ""
        yield from _table("Kiểm tra", "Loại", "Dòng", "Mức", "Câu báo")
        for check in form.checks:
            kind = f"{check.kind} ×{check.factor:g}" if check.factor else check.kind
            yield _line(f"`{check.code}`", kind, ", ".join(check.rows), check.severity, check.message.vi)


def _row(row: Row) -> str:
    title = " ".join(part for part in (row.lead, row.dash, row.title.vi) if part)
    title = "&emsp;" * row.indent + (f"**{title}**" if row.bold else title)
    if not row.measure:
        return _line(f"`{row.code}`", row.number, title, row.title.en, "", "", "", "", "")
    bound = f"{RELATION[row.parts.relation]} {' + '.join(row.parts.rows)}" if row.parts else ""
    notes = [bound, f"mốc {row.window}" if row.window else "", "có thể ghi “hơn”" if row.qualifier else ""]
    return _line(
        f"`{row.code}`",
        row.number,
        title,
        row.title.en,
        row.measure.title.vi,
        NATURE[row.nature],
        COUNTS[row.counts],
        ", ".join(row.filled_by),
        "; ".join(n for n in notes if n),
    )


def _outline(outline: Outline) -> Iterator[str]:
    yield f"## Đề cương `{outline.code}` {outline.version}"
    yield ""
    yield f"**{outline.title.vi}** · {outline.title.en}"
    yield ""
    yield f"- Nguồn: {outline.source}"
    yield f"- Phụ lục: {', '.join(outline.annexes)}"
    yield ""
    yield from _table("Mã", "Đề mục", "Section", "Loại", "Cấp viết", "Biểu", "Số liệu gắn")
    for s in outline.sections:
        places = [f"{form}.{row}.{column}" for form, row, column in PLACE.findall(s.draft)]
        yield _line(
            f"`{s.code}`",
            f"{'&emsp;' * (s.depth - 1)}{s.number} {s.title.vi}",
            s.title.en,
            SECTION_KIND[s.kind],
            "" if s.kind == "heading" else ", ".join(s.written_by),
            ", ".join(s.annexes),
            str(len(places) or ""),
        )


def _table(*heads: str) -> Iterator[str]:
    yield _line(*heads)
    yield "|" + "---|" * len(heads)


def _line(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
