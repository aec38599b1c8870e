"""A paper as a Word file, in the layout of NĐ 30/2020/NĐ-CP Phụ lục I (ADR 0008).

The package is written part by part, like the workbooks: real styles, no template to drift, and the same paper gives
the same bytes.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence

from hoanhap.documents import archive
from hoanhap.documents import docx_parts as parts
from hoanhap.documents.docx_parts import NAMESPACES, twips
from hoanhap.documents.layout import (
    BOTTOM,
    CELL_MARGIN,
    COUNTRY,
    FOOT_WIDTHS,
    FOOTER_AT,
    HEAD_WIDTHS,
    HEADER_AT,
    LEFT,
    MOTTO,
    MOTTO_SIZE,
    NAME_SIZE,
    PAGE,
    RECIPIENTS,
    RIGHT,
    SHORT_RULE,
    STARTS,
    TABLE_SIZE,
    TEXT_WIDTH,
    TOP,
    WIDE_TEXT_WIDTH,
)
from hoanhap.documents.markup import escape
from hoanhap.documents.measure import balanced, fitted, longest_line, width
from hoanhap.documents.paper import (
    AnnexTable,
    Cell,
    Figure,
    Heading,
    Paper,
    Paragraph,
    Place,
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

_CELL_STYLES = {"left": "BangChu", "center": "BangGiua", "right": "BangSo"}


def render(paper: Paper) -> bytes:
    word = _Word()
    document = word.document(paper)
    files = {
        "[Content_Types].xml": parts.CONTENT_TYPES,
        "_rels/.rels": parts.ROOT_RELS,
        "docProps/core.xml": parts.core(f"{paper.kind} {paper.title}", paper.agency),
        "word/document.xml": document,
        "word/styles.xml": parts.styles(),
        "word/settings.xml": parts.SETTINGS,
        "word/fontTable.xml": parts.FONTS,
        "word/header1.xml": parts.PAGE_NUMBER,
        "word/header2.xml": parts.NO_PAGE_NUMBER,
        "word/footer1.xml": parts.footer(paper.drafted_label),
        "word/footer2.xml": parts.footer(paper.drafted_label),
        "word/_rels/document.xml.rels": parts.document_rels(list(word.links)),
    }
    return archive.join(archive.pack(name, text.encode()) for name, text in files.items())


def bookmark(trace: str) -> str:
    """A trace code as a bookmark's name: letters, digits and _, at most 40, and still one name for one code."""
    name = "HN_" + re.sub(r"\W", "_", trace)
    return name if len(name) <= 40 else f"{name[:29]}_{hashlib.sha256(trace.encode()).hexdigest()[:10]}"


class _Word:
    """Writes one document; remembers the links it made and the bookmarks it set."""

    def __init__(self) -> None:
        self.links: dict[str, int] = {}
        self.marks: dict[str, int] = {}
        self.mark_count = 0

    def document(self, paper: Paper) -> str:
        body = [self.head(paper), *self.opening(paper), *self.blocks(paper), self.foot(paper)]
        ends = [_section(landscape=False, first=True), *(_section(landscape=a.landscape) for a in paper.annexes)]
        for annex, end_before in zip(paper.annexes, ends, strict=False):
            body.append(f'<w:p><w:pPr><w:pStyle w:val="Ngat"/>{end_before}</w:pPr></w:p>')
            body.append(self.annex(annex, reference_line(paper)))
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f"<w:document {NAMESPACES}><w:body>{''.join(body)}{ends[-1]}</w:body></w:document>"
        )

    def head(self, paper: Paper) -> str:
        left, right = HEAD_WIDTHS
        nation = [_line("QuocHieu", COUNTRY), _line("TieuNgu", MOTTO)]
        if not paper.agency:
            return _plain_table((TEXT_WIDTH,), [[[*nation, _rule(width(MOTTO, MOTTO_SIZE), TEXT_WIDTH)]]])
        agency = paper.agency.upper()
        who = [_even("CoQuanChuQuan", paper.parent_agency.upper(), NAME_SIZE, left)] if paper.parent_agency else []
        who += [
            _even("CoQuanBanHanh", agency, NAME_SIZE, left),
            _rule(longest_line(agency, NAME_SIZE, balanced(agency, NAME_SIZE, left)) * SHORT_RULE, left),
        ]
        nation.append(_rule(width(MOTTO, MOTTO_SIZE), right))
        second = [[_line("SoKyHieu", number_line(paper))], [_line("DiaDanh", date_line(paper))]]
        return _plain_table(HEAD_WIDTHS, [[who, nation], second])

    def opening(self, paper: Paper) -> Iterable[str]:
        kind, title = paper.kind.upper(), paper.title
        yield _line("TenLoai", kind)
        yield _even("TrichYeu", title, 14, TEXT_WIDTH)
        yield _rule(longest_line(title, 14, balanced(title, 14, TEXT_WIDTH)) * SHORT_RULE, TEXT_WIDTH, "KeTrichYeu")
        to = addressed(paper)
        yield from (_line("KinhGuiDong" if i else "KinhGui", line) for i, line in enumerate(to))
        if paper.authority:
            yield _even("ThamQuyen", paper.authority.upper(), 14, TEXT_WIDTH)
        yield from (_line("CanCu", line) for line in listed(paper.bases, start=""))
        if paper.verb:
            yield _line("QuyetDinh", paper.verb.upper())

    def blocks(self, paper: Paper) -> Iterable[str]:
        last = len(paper.blocks) - 1
        for i, block in enumerate(paper.blocks):
            match block:
                case Heading():
                    yield _line(f"Heading{min(max(block.level, 1), 3)}", heading_text(block))
                case Paragraph():
                    text = self.runs(block, STARTS[block.style])
                    yield _p("NoiDung", text, "<w:keepNext/>" if i == last else "")
                case Table():
                    yield self.table(block, TEXT_WIDTH) + _line("Ngat", "")

    def runs(self, paragraph: Paragraph, start: str) -> str:
        return (_r(start) if start else "") + "".join(map(self.run, paragraph.runs))

    def run(self, run: Run) -> str:
        if isinstance(run, Figure):
            return self.figure(run.shown, run.trace, run.url, bold=run.bold, italic=run.italic)
        return _r(run.text, bold=run.bold, italic=run.italic)

    def figure(self, shown: str, trace: str, url: str, *, bold: bool = False, italic: bool = False) -> str:
        if not (trace or url):
            return _r(shown, bold=bold, italic=italic)
        inner = _r(shown, bold=bold, italic=italic, style="SoLieu")
        if url:
            link = self.links.setdefault(url, len(self.links) + 1)
            tip = f' w:tooltip="{escape(trace[:250])}"' if trace else ""
            inner = f'<w:hyperlink r:id="link{link}"{tip} w:history="1">{inner}</w:hyperlink>'
        return self.marked(inner, trace) if trace else inner

    def marked(self, inner: str, trace: str) -> str:
        """The same figure named twice gets _2: a bookmark stands once in a document."""
        name = bookmark(trace)
        seen = self.marks[name] = self.marks.get(name, 0) + 1
        if seen > 1:
            name = f"{name[:35]}_{seen}"
        self.mark_count += 1
        number = self.mark_count
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'

    def foot(self, paper: Paper) -> str:
        return _plain_table(FOOT_WIDTHS, [[self.signing(paper, place) for place in row] for row in foot(paper)])

    def signing(self, paper: Paper, place: Place) -> list[str]:
        match place:
            case ("to", _):
                return [_line("NoiNhan", RECIPIENTS), *(_line("NoiNhanDong", r) for r in listed(paper.recipients))]
            case ("also", who):
                return [_line("QuyenHan", who.upper()), _line("HoTen", "")]
            case ("signer", _):
                day = [] if paper.agency else [_line("NgayKy", date_line(paper))]
                lines = [_line("QuyenHan", line) for line in paper.signature.lines]
                return [*day, *lines, _line("HoTen", paper.signature.name)]
        return [_line("Ngat", "")]

    def annex(self, annex: AnnexTable, reference: str) -> str:
        room = WIDE_TEXT_WIDTH if annex.landscape else TEXT_WIDTH
        lines = [
            _line("PhuLuc", annex.annex),
            *(_even("PhuLucTen", title.upper(), 14, room) for title in annex.title),
            _even("PhuLucKem", reference, 14, room),
            _line("DonVi", annex.note) if annex.note else "",
            self.table(annex.table, room),
            _line("GhiChu", annex.source_note) if annex.source_note else _line("Ngat", ""),
        ]
        return "".join(lines)

    def table(self, table: Table, room: float) -> str:
        widths = [twips(w) for w in fitted(table, room, TABLE_SIZE, CELL_MARGIN)]
        head, body = _matrix(table.header, len(widths)), _matrix(table.rows, len(widths))
        rows = [self.row(r, widths, head=True) for r in head] + [self.row(r, widths, head=False) for r in body]
        return _table("BangKe", widths, rows)

    def row(self, row: Sequence[tuple[Cell, bool]], widths: Sequence[int], *, head: bool) -> str:
        cells, column = [], 0
        for cell, begins in row:
            room = sum(widths[column : column + cell.across])
            cells.append(_tc(self.cell(cell, head) if begins else _line("BangGiua", ""), room, cell, begins))
            column += cell.across
        marks = "<w:cantSplit/><w:tblHeader/>" if head else "<w:cantSplit/>"
        return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(cells)}</w:tr>"

    def cell(self, cell: Cell, head: bool) -> str:
        style = "BangDau" if head else _CELL_STYLES[cell.align]
        text = self.figure(cell.text, cell.trace, cell.url, bold=cell.bold and not head, italic=cell.italic)
        indent = f'<w:ind w:left="{cell.indent * 200}"/>' if cell.indent else ""
        return _p(style, text if cell.text else "", indent)


def _matrix(rows: Sequence[Sequence[Cell]], columns: int) -> list[list[tuple[Cell, bool]]]:
    """Every row in full: Word names a cell merged downwards again in each row it covers. False: it began above."""
    begun = {(r, c): cell for r, c, cell in placed(rows)}
    owner = {(r + i, c): (cell, i == 0) for (r, c), cell in begun.items() for i in range(cell.down)}
    return [[owner[r, c] for c in range(columns) if (r, c) in owner] for r in range(len(rows))]


def _tc(content: str, room: int, cell: Cell, begins: bool) -> str:
    across = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
    down = ('<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>") if cell.down > 1 else ""
    marks = f'<w:tcW w:w="{room}" w:type="dxa"/>{across}{down}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{marks}</w:tcPr>{content}</w:tc>"


def _plain_table(widths: Sequence[float], rows: Sequence[Sequence[Sequence[str]]]) -> str:
    room = [twips(w) for w in widths]
    return _table(
        "BangTron",
        room,
        [
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            + "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/></w:tcPr>{"".join(cell)}</w:tc>'
                for w, cell in zip(room, row, strict=True)
            )
            + "</w:tr>"
            for row in rows
        ],
    )


def _table(style: str, widths: Sequence[int], rows: Iterable[str]) -> str:
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _rule(length: float, room: float, style: str = "Ke") -> str:
    """A solid line of `length` in the middle of `room`: the upper border of an empty paragraph."""
    aside = twips((room - length) / 2)
    return _p(style, "", f'<w:ind w:left="{aside}" w:right="{aside}"/>')


def _even(style: str, text: str, size: float, room: float) -> str:
    """A centred line drawn in at both ends, so that it breaks into even lines when it has to."""
    aside = twips((room - balanced(text, size, room)) / 2)
    return _p(style, _r(text), f'<w:ind w:left="{aside}" w:right="{aside}"/>')


def _line(style: str, text: str) -> str:
    return _p(style, _r(text) if text else "")


def _p(style: str, content: str, marks: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{marks}</w:pPr>{content}</w:p>'


def _r(text: str, *, bold: bool = False, italic: bool = False, style: str = "") -> str:
    marks = (
        (f'<w:rStyle w:val="{style}"/>' if style else "")
        + ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:i/><w:iCs/>" if italic else "")
    )
    text = escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    text = text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:r>{f"<w:rPr>{marks}</w:rPr>" if marks else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _section(*, landscape: bool, first: bool = False) -> str:
    """Pages count from 1 in the paper and again in each annex; the first of each shows no number.

    Later sections inherit the page number and the footer of the first.
    """
    wide, high = PAGE[::-1] if landscape else PAGE
    orient = ' w:orient="landscape"' if landscape else ""
    references = (
        f'<w:headerReference w:type="default" r:id="{parts.PAGE_NUMBER_ID}"/>'
        f'<w:headerReference w:type="first" r:id="{parts.NO_PAGE_NUMBER_ID}"/>'
        f'<w:footerReference w:type="default" r:id="{parts.FOOTER_ID}"/>'
        f'<w:footerReference w:type="first" r:id="{parts.FIRST_FOOTER_ID}"/>'
    )
    return (
        f'<w:sectPr>{references if first else ""}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(wide)}" w:h="{twips(high)}"{orient}/>'
        f'<w:pgMar w:top="{twips(TOP)}" w:right="{twips(RIGHT)}" w:bottom="{twips(BOTTOM)}" w:left="{twips(LEFT)}" '
        f'w:header="{twips(HEADER_AT)}" w:footer="{twips(FOOTER_AT)}" w:gutter="0"/>'
        '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )
