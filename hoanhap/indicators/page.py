"""docs/generated/indicators.md: every definition as the program understands it, to be checked against the law."""

from collections.abc import Iterator
from itertools import groupby

from hoanhap.facts.relations import Relation
from hoanhap.indicators.language import UNIT, Definitions, Identity, Indicator
from hoanhap.indicators.rules.wording import definition
from hoanhap.kernel.dates import format_date, last_day

SHAPES = {"subject": "người", "span": "từ ngày đến ngày", "event": "một ngày"}


def indicators_page(definitions: Definitions) -> str:
    lines = ["# Chỉ tiêu · Indicators", ""]
    lines += ["Sinh từ `catalog/indicators/`; không sửa tay. Generated from `catalog/indicators/`; do not edit.", ""]
    for form, some in groupby(definitions.indicators, key=lambda it: it.form):
        lines += [*_file(form, [*some], definitions), ""]
    lines += ["## Đẳng thức · Identities", ""]
    lines += [_identity(it) for it in definitions.identities]
    lines += ["", "## Quan hệ đếm được · Relations", "", *_row("Quan hệ", "Ghi theo", "Dạng", "Cột mã, số lượng")]
    lines += ["|---|---|---|---|", *(_relation(r) for r in definitions.relations.values() if r.name != UNIT.name)]
    return "\n".join(lines).rstrip() + "\n"


def _file(form: str, some: list[Indicator], definitions: Definitions) -> Iterator[str]:
    first = some[0]
    until = f" đến hết {format_date(last_day(first.valid_to))}" if first.valid_to else ""
    yield f"## `{form}`"
    yield ""
    yield "- Đã đối chiếu với bản gốc · verified" if first.verified else f"- **Chưa kiểm chứng** · {first.note.vi}"
    yield f"- Hiệu lực từ {format_date(first.valid_from)}{until}"
    yield ""
    yield from _row("Mã", "Dòng", "Chỉ tiêu", "Indicator", "Định nghĩa", "Phân tổ", "Nguồn")
    yield "|" + "---|" * 7
    for it in some:
        said = definition(it, definitions.relations).vi
        yield from _row(
            f"`{it.code}`", it.row, it.title.vi, it.title.en, said, ", ".join(f"`{name}`" for name in it.by), it.source
        )


def _identity(it: Identity) -> str:
    comes, goes = " + ".join(f"`{code}`" for code in it.comes), " − ".join(f"`{code}`" for code in it.goes)
    return f"- `{it.opening}` + {comes} − {goes} = `{it.closing}`; `{it.closing}` = `{it.opening}` của kỳ sau"


def _relation(relation: Relation) -> str:
    columns = [f"`{c.name}`: {', '.join(f'`{code}`' for code in c.codes) or 'số'}" for c in relation.columns]
    subject = "người" if relation.subject == "person" else "đơn vị"
    return "".join(_row(f"`{relation.name}` {relation.title.vi}", subject, SHAPES[relation.shape], "; ".join(columns)))


def _row(*cells: str) -> Iterator[str]:
    yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
