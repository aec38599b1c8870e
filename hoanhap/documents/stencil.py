"""A workbook drawn once by XlsxWriter and filled many times by joining strings (ADR 0008).

    def draw(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Phụ lục 2")
        sheet.write_string("A1", "STT", bold)       # drawn: the same in every copy
        sheet.write_blank("B1", None, number)       # a styled blank: a slot
        sheet.write_comment("A1", "…")              # a sheet with one drawn note can take more

    stencil = Stencil.build(draw)
    blob = stencil.fill({"Phụ lục 2": Filling({"B1": 12}, notes={"B1": "PL2-…"}, links={"B1": "http://…"})})

Nothing filled is ever a formula, and the same filling gives the same bytes.
"""

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count

import xlsxwriter

from hoanhap.documents import archive
from hoanhap.documents.archive import Part
from hoanhap.documents.markup import escape, legal

Value = str | int | float | Decimal | date | None

MOST_CHARACTERS = 32_767  # in one cell; Excel calls a file with more of them damaged
_MOST_DIGITS = 15  # Excel keeps no more: a longer number goes in as text rather than as another number
_SLOT = re.compile(r'<c r="([A-Z]+[0-9]+)" s="([0-9]+)"/>')
_ROW = re.compile(r'<row r="([0-9]+)" spans="[0-9:]+">')
_FORMULA_STARTS = frozenset("=+-@\t\n")
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_EPOCH = date(1899, 12, 30)
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_RELS = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'


@dataclass(frozen=True, slots=True)
class Filling:
    """What one sheet gets. Keys are addresses ("B7"); notes and links may also stand on drawn cells.

    `heights`: points by row number, for rows drawn without a height; not every program finds it by itself.
    """

    cells: Mapping[str, Value] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class _Sheet:
    name: str
    part: str
    pieces: tuple[str, ...]  # text, address, style, text, address, style, … text
    slots: frozenset[str]
    links_at: int  # where <hyperlinks> goes in the last piece
    rels: str
    drawn_notes: Mapping[str, str]
    notes_part: str = ""
    vml_part: str = ""
    first_shape: int = 1


@dataclass(frozen=True)
class Stencil:
    """Built once per drawing; safe to share between threads."""

    still: Mapping[str, Part]
    order: tuple[str, ...]
    sheets: tuple[_Sheet, ...]
    styles: int  # how many the drawing has: + n is the same style for text, + 2n for a number with decimals

    @classmethod
    def build(cls, draw: Callable[[xlsxwriter.Workbook], None]) -> "Stencil":
        parts = archive.parts_of(_drawn(draw))
        parts["docProps/core.xml"] = re.sub(rb"<dcterms:.*</dcterms:\w+>", b"", parts["docProps/core.xml"])
        styles, parts["xl/styles.xml"] = _tripled(parts["xl/styles.xml"].decode())
        sheets = tuple(_sheets(parts))
        moving = {p for s in sheets for p in (s.part, s.notes_part, s.vml_part, _rels_of(s.part)) if p}
        still = {name: archive.pack(name, content) for name, content in parts.items() if name not in moving}
        order = tuple(dict.fromkeys([*parts, *(_rels_of(s.part) for s in sheets)]))
        return cls(still, order, sheets, styles)

    def fill(self, fillings: Mapping[str, Filling]) -> bytes:
        """A new workbook. Raises KeyError for a sheet or a slot that was not drawn: no figure is lost silently."""
        if unknown := fillings.keys() - {s.name for s in self.sheets}:
            raise KeyError(f"no such sheet: {', '.join(sorted(unknown))}")
        fresh: dict[str, Part] = {}
        for sheet in self.sheets:
            for name, text in _filled(sheet, fillings.get(sheet.name, Filling()), self.styles):
                fresh[name] = archive.pack(name, text.encode(), level=4)
        both = {**self.still, **fresh}
        return archive.join(both[name] for name in self.order if name in both)


def _drawn(draw: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    blob = io.BytesIO()
    with xlsxwriter.Workbook(blob, {"in_memory": True}) as book:
        draw(book)
    return blob.getvalue()


def _tripled(styles: str) -> tuple[int, bytes]:
    """Each cell style again for text (stays text when edited) and again for numbers that turn out to have decimals."""
    found = re.search(r'<cellXfs count="(\d+)">(.*?)</cellXfs>', styles, re.DOTALL)
    assert found
    n, drawn = int(found[1]), found[2]
    as_text = re.sub(r"<xf (?![^>]*quotePrefix)", '<xf quotePrefix="1" ', drawn)
    whole = re.search(r'numFmtId="(\d+)" formatCode="#,##0"', styles)
    with_decimals = drawn.replace(f'numFmtId="{whole[1]}"', 'numFmtId="399"') if whole else drawn
    styles = styles.replace(found[0], f'<cellXfs count="{3 * n}">{drawn}{as_text}{with_decimals}</cellXfs>')
    if whole:
        formats = len(re.findall("<numFmt ", styles)) + 1
        styles = re.sub(r'<numFmts count="\d+">', f'<numFmts count="{formats}">', styles)
        styles = styles.replace("</numFmts>", '<numFmt numFmtId="399" formatCode="#,##0.0#####"/></numFmts>')
    return n, styles.encode()


def _sheets(parts: Mapping[str, bytes]) -> list[_Sheet]:
    names = [_unescape(n) for n in re.findall(r'<sheet name="([^"]*)"', parts["xl/workbook.xml"].decode())]
    return [_sheet(name, f"xl/worksheets/sheet{i}.xml", i, parts) for i, name in enumerate(names, start=1)]


def _sheet(name: str, part: str, number: int, parts: Mapping[str, bytes]) -> _Sheet:
    pieces = tuple(_SLOT.split(parts[part].decode()))
    rels = parts.get(_rels_of(part), b"").decode().replace("</Relationships>", "") or _RELS
    notes = re.search(r'Target="\.\./(comments\d+\.xml)"', rels)
    vml = re.search(r'Target="\.\./(drawings/vmlDrawing\d+\.vml)"', rels)
    notes_part = f"xl/{notes[1]}" if notes else ""
    return _Sheet(
        name=name,
        part=part,
        pieces=pieces,
        slots=frozenset(pieces[1::3]),
        links_at=_links_at(pieces[-1]),
        rels=rels,
        drawn_notes=_notes_in(parts[notes_part].decode()) if notes_part else {},
        notes_part=notes_part,
        vml_part=f"xl/{vml[1]}" if vml else "",
        first_shape=number * 64,  # in blocks of 1,024 shapes; each sheet has blocks of its own
    )


def _links_at(tail: str) -> int:
    """<hyperlinks> stands before the print settings in a sheet's fixed order of elements."""
    assert "<hyperlinks>" not in tail, "links are filled, not drawn"
    places = (tail.find("<printOptions"), tail.find("<pageMargins"))
    return min(p for p in places if p >= 0)


def _notes_in(comments: str) -> dict[str, str]:
    found = re.findall(r'<comment ref="(\w+)".*?<t(?: [^>]*)?>(.*?)</t>', comments, re.DOTALL)
    return {ref: _unescape(text) for ref, text in found}


def _unescape(text: str) -> str:
    return text.replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _rels_of(part: str) -> str:
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def _filled(sheet: _Sheet, filling: Filling, styles: int) -> list[tuple[str, str]]:
    if strangers := filling.cells.keys() - sheet.slots:
        raise KeyError(f"no such slots on “{sheet.name}”: {', '.join(sorted(strangers))}")
    if filling.notes and not sheet.notes_part:
        raise KeyError(f"“{sheet.name}” was drawn without a note and cannot take any")
    made = [(sheet.part, _sheet_xml(sheet, filling, styles))]
    rels = sheet.rels + "".join(
        f'<Relationship Id="link{i}" Type="{_LINK}" Target="{escape(url)}" TargetMode="External"/>'
        for i, url in enumerate(filling.links.values(), start=1)
    )
    if rels != _RELS:
        made.append((_rels_of(sheet.part), rels + "</Relationships>"))
    if sheet.notes_part:
        notes = {**sheet.drawn_notes, **filling.notes}
        made += [(sheet.notes_part, _comments_xml(notes)), (sheet.vml_part, _vml(notes, sheet.first_shape))]
    return made


def _sheet_xml(sheet: _Sheet, filling: Filling, styles: int) -> str:
    pieces, cells = sheet.pieces, filling.cells
    out = [pieces[0]]
    for i in range(1, len(pieces) - 1, 3):
        out.append(cell_xml(pieces[i], int(pieces[i + 1]), cells.get(pieces[i]), styles))
        out.append(pieces[i + 2])
    tail = out.pop()
    xml = "".join([*out, tail[: sheet.links_at], _links_xml(filling), tail[sheet.links_at :]])
    return _ROW.sub(lambda row: _row_xml(row, filling.heights), xml) if filling.heights else xml


def _row_xml(row: re.Match[str], heights: Mapping[int, float]) -> str:
    height = heights.get(int(row[1]))
    return f'{row[0][:-1]} ht="{height:g}" customHeight="1">' if height else row[0]


def _links_xml(filling: Filling) -> str:
    if not filling.links:
        return ""
    links = (f'<hyperlink ref="{ref}" r:id="link{i}"/>' for i, ref in enumerate(filling.links, start=1))
    return f"<hyperlinks>{''.join(links)}</hyperlinks>"


def cell_xml(ref: str, style: int, value: Value, styles: int) -> str:
    """One `<c>`: a number when the value is one and Excel can hold it exactly, else text of type inlineStr."""
    if value is None or value == "":
        return f'<c r="{ref}" s="{style}"/>'
    if isinstance(value, date):
        return f'<c r="{ref}" s="{style}"><v>{(value - _EPOCH).days}</v></c>'
    if not isinstance(value, str):
        number = _plain(value)
        if len(number.replace(".", "").strip("-0")) <= _MOST_DIGITS:
            shade = style + 2 * styles if "." in number else style
            return f'<c r="{ref}" s="{shade}"><v>{number}</v></c>'
        value = number
    text = _LIKE_AN_ESCAPE.sub("_x005F_", legal(value)[:MOST_CHARACTERS])
    shade = style + styles if text[:1] in _FORMULA_STARTS else style
    return f'<c r="{ref}" s="{shade}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _plain(value: int | float | Decimal) -> str:
    """Digits without an exponent or a trailing ".0": 3700.5, 8200."""
    if isinstance(value, int):
        return f"{value:d}"
    digits = format(value if isinstance(value, Decimal) else Decimal(repr(value)), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _comments_xml(notes: Mapping[str, str]) -> str:
    items = "".join(
        f'<comment ref="{ref}" authorId="0"><text><t xml:space="preserve">{escape(text)}</t></text></comment>'
        for ref, text in notes.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<authors><author></author></authors><commentList>{items}</commentList></comments>"
    )


_VML_HEAD = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="{blocks}"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" '
    'o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_VML_SHAPE = (
    '<v:shape id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/><v:textbox/>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%d, 12, %d, 4, %d, 60, %d, 4'
    "</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>"
)


def _vml(notes: Mapping[str, str], block: int) -> str:
    """Excel draws a note only if this older drawing names its cell."""
    shapes = count(block * 1024 + 1)
    body = []
    for ref in notes:
        row, column = place(ref)
        body.append(_VML_SHAPE % (next(shapes), column + 1, row, column + 3, row + 3, row, column))
    blocks = ",".join(str(block + i) for i in range(len(notes) // 1024 + 1))
    return _VML_HEAD.format(blocks=blocks) + "".join(body) + "</xml>"


def place(ref: str) -> tuple[int, int]:
    """Row and column from 0: C5 → (4, 2)."""
    letters = ref.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(ref[len(letters) :]) - 1, column - 1
