"""The cells of an entry table as HTML. A page has hundreds of them, each with a dozen attributes: drawn here they take
a small part of the time that a template takes. Every value is escaped where it is put in."""

from html import escape
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

from hoanhap.kernel.lang import t

if TYPE_CHECKING:
    from hoanhap.ui.grid import GridCell, GridRow, Problem


def figure(row: "GridRow", cell: "GridCell", column: str, tone: str, mark: "Problem | None", nil: str) -> SafeString:
    """A cell for a number. `column`: its title; `tone`: of the frame; `nil`: what stands for “không phát sinh”."""
    frame = f"n {cell.kind} {tone}"
    if cell.tone and cell.tone != tone:
        frame += f" {cell.tone}"
    if cell.shown == nil:
        frame += " nil"
    inside = "" if cell.kind == "none" else _input(row, cell, mark) + _source(row, cell, column)
    return SafeString(f"{_tag('td', {'class': frame})}{inside}</td>")


def closed(cell: "GridCell", look: str, words: str) -> SafeString:
    """A field of a list that is read only."""
    return SafeString(f"{_tag('td', {'class': look, 'id': cell.id, 'title': cell.why or None})}{escape(words)}</td>")


def _input(row: "GridRow", cell: "GridCell", mark: "Problem | None") -> str:
    beside = mark.id if mark else "from-register" if cell.tone == "reg" else None
    may: dict[str, Any] = (
        {"name": cell.name, "placeholder": t("chưa có", "not yet")}
        if cell.kind == "open"
        else {"readonly": True, "tabindex": "-1"}
    )
    return _tag(
        "input",
        {
            "type": "text",
            "inputmode": "decimal",
            "id": cell.id,
            "value": cell.shown,
            "data-row": cell.row,
            "data-col": cell.column,
            "data-rev": cell.revision,
            "data-exp": row.exponent,
            "data-kind": cell.kind,
            "data-money": row.money,
            "data-over": row.over,
            "data-sum": " ".join(cell.parts) or None,
            "aria-labelledby": f"r-{cell.row} k-{cell.column}",
            "aria-describedby": beside,
            "aria-invalid": "true" if mark and mark.severity == "error" else None,
            **may,
            "title": _why(cell),
        },
    )


def _why(cell: "GridCell") -> str | None:
    if cell.kind == "sum":
        return t("Tổng: máy tự cộng từ các dòng “trong đó”", "Total: added up from its parts")
    return cell.why or None


def _source(row: "GridRow", cell: "GridCell", column: str) -> str:
    if not cell.url:
        return ""
    words = t("Số này từ đâu: {row}, {column}", "Where this comes from: {row}, {column}", row=row.title, column=column)
    return f'{_tag("a", {"class": "from", "href": cell.url})}<span class="unseen">{escape(words)}</span></a>'


def _tag(name: str, attributes: dict[str, str | int | bool | None]) -> str:
    """True: the attribute stands without a value. False, None: it does not stand."""
    return f"<{name}{''.join([_attribute(n, value) for n, value in attributes.items()])}>"


def _attribute(name: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
