"""A paper as a PDF, set by typst from one fixed template. The paper goes in as JSON: its text cannot become code.

The font is `fonts.chosen`: Times New Roman, else Liberation Serif (same widths), else Libertinus Serif, which typst
brings along.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

from hoanhap.documents import layout
from hoanhap.documents.fonts import BUNDLED, chosen
from hoanhap.documents.markup import legal
from hoanhap.documents.measure import balanced, fitted, longest_line, width
from hoanhap.documents.paper import (
    AnnexTable,
    Block,
    Cell,
    Figure,
    Heading,
    Paper,
    Paragraph,
    Run,
    Table,
    addressed,
    date_line,
    foot,
    heading_text,
    listed,
    number_line,
    placed,
    reference_line,
)

_TEMPLATE = Path(__file__).with_name("templates_typst") / "paper.typ"


def render(paper: Paper) -> bytes:
    font = chosen()
    said = {**_clean(_paper(paper)), "font": [font.family, BUNDLED]}
    files = {"main.typ": _TEMPLATE.read_bytes(), "paper.json": json.dumps(said).encode()}
    return typst.compile(files, format="pdf", font_paths=font.fonts, timestamp=0)  # type: ignore[call-overload, no-any-return]


def _clean(value: Any) -> Any:
    """Every text NFC and without control characters, however deep it lies."""
    match value:
        case str():
            return legal(value)
        case dict():
            return {key: _clean(item) for key, item in value.items()}
        case list() | tuple():
            return [_clean(item) for item in value]
    return value


def _paper(paper: Paper) -> dict[str, Any]:
    return {
        "document_title": f"{paper.kind} {paper.title}",
        "agency": paper.agency,
        "page": {"top": layout.TOP, "bottom": layout.BOTTOM, "left": layout.LEFT, "right": layout.RIGHT},
        "country": layout.COUNTRY,
        "motto": layout.MOTTO,
        "bodies": [_body(name, bold) for name, bold in ((paper.parent_agency, False), (paper.agency, True)) if name],
        "rules": _rules(paper),
        "number_line": number_line(paper),
        "date_line": date_line(paper),
        "kind": paper.kind.upper(),
        "title": _even(paper.title, 14, layout.TEXT_WIDTH),
        "addressed": addressed(paper),
        "bases": listed(paper.bases, start=""),
        "blocks": [_block(block) for block in paper.blocks],
        "recipients": listed(paper.recipients),
        "signature": paper.signature.lines,
        "signed_by": paper.signature.name,
        "annexes": [_annex(annex, reference_line(paper)) for annex in paper.annexes],
        "drafted_label": paper.drafted_label,
        "authority": _even(paper.authority.upper(), 14, layout.TEXT_WIDTH) if paper.authority else None,
        "verb": paper.verb.upper(),
        "foot": [[{"kind": kind, "who": who.upper()} for kind, who in row] for row in foot(paper)],
    }


def _body(name: str, bold: bool) -> dict[str, Any]:
    return {"bold": bold, **_even(name.upper(), layout.NAME_SIZE, layout.HEAD_WIDTHS[0])}


def _even(text: str, size: float, room: float) -> dict[str, Any]:
    """A centred text and the width in which it breaks into even lines."""
    return {"text": text, "room": balanced(text, size, room)}


def _rules(paper: Paper) -> dict[str, float]:
    agency = paper.agency.upper()
    room = balanced(agency, layout.NAME_SIZE, layout.HEAD_WIDTHS[0])
    return {
        "agency": longest_line(agency, layout.NAME_SIZE, room) * layout.SHORT_RULE,
        "motto": width(layout.MOTTO, layout.MOTTO_SIZE),
        "title": longest_line(paper.title, 14, balanced(paper.title, 14, layout.TEXT_WIDTH)) * layout.SHORT_RULE,
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": min(max(block.level, 1), 3), "text": heading_text(block)}
        case Paragraph():
            start = [_run(layout.STARTS[block.style])] if block.style != "body" else []
            return {"kind": "paragraph", "runs": [*start, *map(_shown, block.runs)]}
        case Table():
            return {"kind": "table", **_table(block, layout.TEXT_WIDTH)}


def _shown(run: Run) -> dict[str, Any]:
    if isinstance(run, Figure):
        return _run(run.shown, bold=run.bold, italic=run.italic, url=run.url)
    return _run(run.text, bold=run.bold, italic=run.italic)


def _run(text: str, *, bold: bool = False, italic: bool = False, url: str = "") -> dict[str, Any]:
    return {"text": text, "bold": bold, "italic": italic, "url": url}


def _annex(annex: AnnexTable, reference: str) -> dict[str, Any]:
    room = layout.WIDE_TEXT_WIDTH if annex.landscape else layout.TEXT_WIDTH
    return {
        "annex": annex.annex,
        "title": [_even(line.upper(), 14, room) for line in annex.title],
        "reference": _even(reference, 14, room),
        "note": annex.note,
        "landscape": annex.landscape,
        "source_note": annex.source_note,
        "table": _table(annex.table, room),
    }


def _table(table: Table, room: float) -> dict[str, Any]:
    return {
        "widths": fitted(table, room, layout.TABLE_SIZE, layout.CELL_MARGIN),
        "header": _cells(table.header, 0),
        "rows": _cells(table.rows, len(table.header)),
    }


def _cells(rows: Sequence[Sequence[Cell]], first: int) -> list[dict[str, Any]]:
    return [
        {
            "x": column,
            "y": first + row,
            "align": cell.align,
            "indent": cell.indent,
            "across": cell.across,
            "down": cell.down,
            **_run(cell.text, bold=cell.bold, italic=cell.italic, url=cell.url),
        }
        for row, column, cell in placed(rows)
    ]
