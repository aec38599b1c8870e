"""Does a Word file keep NĐ 30/2020/NĐ-CP, Phụ lục I? Reads the file back and knows nothing of the writer.

`check(blob)` finds each element by its place and wording, works out how it really looks (defaults, then styles, then
direct marks) and says what breaks the decree, one sentence each.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml import etree

COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
TWIPS_PER_CM = 1440 / 2.54
PREFIXES = ("TM.", "Q.", "KT.", "TL.", "TUQ.")


@dataclass(frozen=True)
class Look:
    """How a run really looks."""

    size: float
    bold: bool
    italic: bool
    fonts: frozenset[str]
    color: str
    underline: str
    lang: str


@dataclass(frozen=True)
class Shape:
    """How a paragraph really lies. Lengths in centimetres, spaces in points, `line` in lines (0 when exact)."""

    align: str
    first: float
    left: float
    right: float
    before: float
    after: float
    line: float
    keep: bool


class Reader:
    def __init__(self, blob: bytes) -> None:
        self.doc = Document(io.BytesIO(blob))
        self.parts = {
            n: zipfile.ZipFile(io.BytesIO(blob)).read(n) for n in zipfile.ZipFile(io.BytesIO(blob)).namelist()
        }
        self.styles = {s.get(qn("w:styleId")): s for s in self.doc.styles.element.findall(qn("w:style"))}
        self.defaults = self.doc.styles.element.find(qn("w:docDefaults"))

    def chain(self, style: str | None) -> list[etree._Element]:
        """A style after those it is based on."""
        found: list[etree._Element] = []
        while style is not None and style in self.styles:
            found.insert(0, self.styles[style])
            based = self.styles[style].find(qn("w:basedOn"))
            style = based.get(qn("w:val")) if based is not None else None
        return found

    def look(self, p: Paragraph, run: etree._Element) -> Look:
        marks = run.find(qn("w:rPr"))
        character = marks.find(qn("w:rStyle")) if marks is not None else None
        layers = [
            self.defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}"),
            *(s.find(qn("w:rPr")) for s in self.chain(_style_of(p._p) or "Normal")),
            *(s.find(qn("w:rPr")) for s in self.chain(character.get(qn("w:val")) if character is not None else None)),
            marks,
        ]
        fonts: dict[str, str] = {}
        for layer in layers:
            if layer is not None and (given := layer.find(qn("w:rFonts"))) is not None:
                fonts.update(given.attrib)
        return Look(
            size=int(_last(layers, "w:sz", "20")) / 2,
            bold=_on(_last(layers, "w:b", "0")),
            italic=_on(_last(layers, "w:i", "0")),
            fonts=frozenset(fonts.values()),
            color=_last(layers, "w:color", "auto"),
            underline=_last(layers, "w:u", "none"),
            lang=_last(layers, "w:lang", ""),
        )

    def shape(self, p: Paragraph) -> Shape:
        layers = [
            self.defaults.find(f"{qn('w:pPrDefault')}/{qn('w:pPr')}"),
            *(s.find(qn("w:pPr")) for s in self.chain(_style_of(p._p) or "Normal")),
            p._p.pPr,
        ]
        space = _attributes(layers, "w:spacing")
        indent = _attributes(layers, "w:ind")
        exact = space.get("lineRule", "auto") != "auto"
        return Shape(
            align=_last(layers, "w:jc", "left"),
            first=int(indent.get("firstLine", 0)) / TWIPS_PER_CM,
            left=int(indent.get("left", 0)) / TWIPS_PER_CM,
            right=int(indent.get("right", 0)) / TWIPS_PER_CM,
            before=int(space.get("before", 0)) / 20,
            after=int(space.get("after", 0)) / 20,
            line=0 if exact else int(space.get("line", 240)) / 240,
            keep=_on(_last(layers, "w:keepNext", "0")),
        )

    def looks(self, p: Paragraph) -> list[Look]:
        return [
            self.look(p, r) for r in p._p.iter(qn("w:r")) if "".join(t.text or "" for t in r.iter(qn("w:t"))).strip()
        ]


def check(blob: bytes) -> list[str]:
    """Everything in the file that breaks the decree; nothing for a good file."""
    r = Reader(blob)
    parts = _sections(r)
    main = parts[0]
    tables = [b for b in main if isinstance(b, Table)]
    if len(tables) < 2 or main[0] is not tables[0]:
        return ["the paper must begin with the head table and end with the signature table"]
    head, sign = tables[0], tables[-1]
    between = main[main.index(head) + 1 : main.index(sign)]
    return [
        *_page(r),
        *_letters(r),
        *_page_numbers(r),
        *_nation(r, head.cell(0, 1)),
        *_agency(r, head.cell(0, 0)),
        *_number(r, head.cell(1, 0)),
        *_date(r, head.cell(1, 1)),
        *_no_borders(r, head, "head"),
        *_text(r, [b for b in between if isinstance(b, Paragraph)]),
        *_foot(r, sign),
        *_no_borders(r, sign, "signature"),
        *(problem for n, part in enumerate(parts[1:], start=1) for problem in _annex(r, n, part)),
        *(
            p
            for n, t in enumerate([*tables[1:-1], *(b for a in parts[1:] for b in a if isinstance(b, Table))])
            for p in _rows(n, t)
        ),
        *_traces(r),
        *_properties(r),
    ]


def _sections(r: Reader) -> list[list[Paragraph | Table]]:
    """The body cut at its section breaks; the paragraph that carries a break is not text."""
    parts: list[list[Paragraph | Table]] = [[]]
    for child in r.doc.element.body:
        if child.tag == qn("w:tbl"):
            parts[-1].append(Table(child, r.doc))
        elif child.tag == qn("w:p"):
            if child.pPr is not None and child.pPr.find(qn("w:sectPr")) is not None:
                parts.append([])
            else:
                parts[-1].append(Paragraph(child, r.doc))
    return parts


def _page(r: Reader) -> Iterator[str]:
    for n, section in enumerate(r.doc.sections):
        sides = (round(section.page_width.mm), round(section.page_height.mm))
        if sides not in ((210, 297), (297, 210)) or (n == 0 and sides != (210, 297)):
            yield f"section {n}: page is {sides[0]} × {sides[1]} mm, not A4"
        for name, low, high in (("top", 20, 25), ("bottom", 20, 25), ("left", 30, 35), ("right", 15, 20)):
            margin = getattr(section, f"{name}_margin").mm
            if not low - 0.1 <= margin <= high + 0.1:
                yield f"section {n}: {name} margin is {margin:.1f} mm, not {low}–{high}"


def _letters(r: Reader) -> Iterator[str]:
    for p in _all_paragraphs(r):
        for look in r.looks(p):
            if look.fonts != {"Times New Roman"}:
                yield f"“{p.text[:30]}” is not in Times New Roman: {sorted(look.fonts)}"
            if look.color not in ("000000", "auto"):
                yield f"“{p.text[:30]}” is not black: {look.color}"
            if look.underline != "none":
                yield f"“{p.text[:30]}” is underlined"
            if look.lang != "vi-VN":
                yield f"“{p.text[:30]}” is not marked as Vietnamese"


def _page_numbers(r: Reader) -> Iterator[str]:
    for n, section in enumerate(r.doc.sections):
        header = section.header.paragraphs[0]
        if " PAGE " not in "".join(t.text or "" for t in header._p.iter(qn("w:instrText"))):
            yield f"section {n}: no page number in the top margin"
        elif r.shape(header).align != "center":
            yield f"section {n}: page number is not centred"
        for look in r.looks(header):
            if not 13 <= look.size <= 14 or look.bold or look.italic:
                yield f"section {n}: page number is not upright at 13–14"
        first = section.first_page_header.paragraphs[0]
        if not section.different_first_page_header_footer or first._p.xpath(".//w:instrText") or first.text:
            yield f"section {n}: page number is not hidden on the first page"
        if section.header_distance >= section.top_margin:
            yield f"section {n}: page number is not in the top margin"
        numbering = section._sectPr.find(qn("w:pgNumType"))
        if n and (numbering is None or numbering.get(qn("w:start")) != "1"):
            yield f"section {n}: annex pages do not count from 1"


def _nation(r: Reader, cell: _Cell) -> Iterator[str]:
    country, motto, rule = cell.paragraphs
    if country.text != COUNTRY:
        yield "Quốc hiệu is not as the decree writes it"
    yield from _must(r, country, "Quốc hiệu", 12, 13, bold=True, align="center")
    if motto.text != MOTTO:
        yield "Tiêu ngữ is not as the decree writes it"
    yield from _must(r, motto, "Tiêu ngữ", 13, 14, bold=True, align="center")
    yield from _rule(r, rule, cell, "Tiêu ngữ", _width(motto.text, 13), 0.9, 1.15)


def _agency(r: Reader, cell: _Cell) -> Iterator[str]:
    *above, agency, rule = cell.paragraphs
    for p in above:
        yield from _must(r, p, "Cơ quan chủ quản", 12, 13, align="center", upper=True)
    yield from _must(r, agency, "Cơ quan ban hành", 12, 13, bold=True, align="center", upper=True)
    room = cell.width.cm - r.shape(agency).left - r.shape(agency).right
    yield from _rule(r, rule, cell, "Cơ quan ban hành", min(_width(agency.text, 12), room), 1 / 3, 1 / 2)


def _number(r: Reader, cell: _Cell) -> Iterator[str]:
    (p,) = cell.paragraphs
    yield from _must(r, p, "Số, ký hiệu", 13, 13)
    found = re.fullmatch(r"Số: (\d+|\s+|\d\S*)/(\S+)", p.text)
    if not found:
        return (yield f"Số, ký hiệu is written “{p.text}”")
    if found[1].isdigit() and len(found[1]) < 2:
        yield "a number below 10 has no leading 0"
    bare = re.sub(r"^(TTr|CTr|QyĐ|TrS)-", "", found[2])  # as the decree itself abbreviates them
    if bare != bare.upper():
        yield "the symbol is not in capitals"


def _date(r: Reader, cell: _Cell) -> Iterator[str]:
    (p,) = cell.paragraphs
    yield from _must(r, p, "Địa danh, thời gian", 13, 14, italic=True)
    found = re.fullmatch(r"\S.*, ngày (\d+|\s+) tháng (\d+) năm (\d{4})", p.text)
    if not found:
        return (yield f"Địa danh, thời gian is written “{p.text}”")
    if found[1].isdigit() and len(found[1]) < 2:
        yield "a day below 10 has no leading 0"
    if int(found[2]) <= 2 and len(found[2]) < 2 or int(found[2]) > 2 and found[2].startswith("0"):
        yield "the month is not written as the decree says (01, 02, 3, …, 12)"


def _text(r: Reader, paragraphs: list[Paragraph]) -> Iterator[str]:
    kind, title, rule, *rest = paragraphs
    yield from _must(r, kind, "Tên loại", 13, 14, bold=True, align="center", upper=True)
    yield from _must(r, title, "Trích yếu", 13, 14, bold=True, align="center")
    if title.text == title.text.upper():
        yield "Trích yếu is in capitals"
    room = 16.5 - r.shape(title).left - r.shape(title).right
    yield from _rule(r, rule, None, "Trích yếu", min(_width(title.text, 14), room), 1 / 3, 1 / 2)
    to = [p for p in rest if p.text.startswith("Kính gửi")]
    for p in to:
        yield from _must(r, p, "Kính gửi", 13, 14)
    bases = [p for p in rest if p.text.startswith("Căn cứ ")]
    for p in bases:
        yield from _must(r, p, "Căn cứ", 13, 14, italic=True, align="both")
        if not p.text.endswith("." if p is bases[-1] else ";"):
            yield "Căn cứ lines end with “;”, the last with “.”"
    decider = [p for p in rest if p.text.startswith(("CHỦ TỊCH ", "GIÁM ĐỐC ", "TRƯỞNG "))]
    verb = [p for p in rest if p.text == "QUYẾT ĐỊNH:"]
    for p in (*decider, *verb):
        yield from _must(r, p, "Thẩm quyền, QUYẾT ĐỊNH", 13, 14, bold=True, align="center", upper=True)
    begun = max([paragraphs.index(p) for p in [rule, *to, *decider, *bases, *verb]]) + 1
    for p in paragraphs[begun:]:
        if p.text.strip() and not (to and p.text.startswith("- ") and r.shape(p).align == "left"):
            yield from _body(r, p)


def _body(r: Reader, p: Paragraph) -> Iterator[str]:
    shape, looks, short = r.shape(p), r.looks(p), p.text[:30]
    if any(not 13 <= look.size <= 14 for look in looks):
        yield f"body “{short}” is not at 13–14"
    if shape.align != "both":
        yield f"body “{short}” is not justified"
    if not any(abs(shape.first - wanted) < 0.02 for wanted in (1.0, 1.27)):
        yield f"body “{short}” is not indented by 1 or 1.27 cm"
    if max(shape.before, shape.after) < 6:
        yield f"body “{short}” has less than 6 pt to the next paragraph"
    if not 1 <= shape.line <= 1.5:
        yield f"body “{short}” has lines {shape.line} high, not 1–1.5"
    if re.match(r"[IVXLC]+\. ", p.text) or (_style_of(p._p) or "").startswith("Heading"):
        if not all(look.bold for look in looks):
            yield f"heading “{short}” is not bold"
        if not shape.keep:
            yield f"heading “{short}” may be left alone at the foot of a page"
    if re.match(r"[IVXLC]+\. ", p.text) and p.text != p.text.upper():
        yield f"heading “{short}” is not in capitals"


def _foot(r: Reader, table: Table) -> Iterator[str]:
    """The signer on the right, others who sign beside them, “Nơi nhận:” on the left."""
    cells = [cell for row in table.rows for cell in row.cells]
    to = [cell for cell in cells if cell.paragraphs[0].text == "Nơi nhận:"] or [table.cell(0, 0)]
    for cell in cells:
        if cell._tc is not to[0]._tc and any(p.text for p in cell.paragraphs):
            yield from _signature(r, cell)
    yield from _recipients(r, to[0])


def _signature(r: Reader, cell: _Cell) -> Iterator[str]:
    *offices, name = cell.paragraphs
    for p in offices:
        yield from _must(r, p, "Quyền hạn, chức vụ", 13, 14, bold=True, align="center", upper=True)
        if (short := re.match(r"[A-ZĐ]{1,3}\.", p.text)) and short[0] not in PREFIXES:
            yield f"the decree knows no signing prefix {short[0]}"
    if name.text:  # blank until somebody signs, like the number
        yield from _must(r, name, "Họ tên", 13, 14, bold=True, align="center")
    if re.match(r"(GS|PGS|TS|ThS|BS|CN|KS)\b", name.text):
        yield "the signer's name carries an academic title"
    if name.text and name.text == name.text.upper():
        yield "the signer's name is in capitals"


def _recipients(r: Reader, cell: _Cell) -> Iterator[str]:
    first, *rest = cell.paragraphs
    if first.text != "Nơi nhận:":
        return (yield "“Nơi nhận:” is missing")
    yield from _must(r, first, "Nơi nhận", 12, 12, bold=True, italic=True, align="left")
    for p in rest:
        yield from _must(r, p, "Nơi nhận, danh sách", 11, 11, align="left")
        if not p.text.startswith("- ") or not p.text.endswith("." if p is rest[-1] else ";"):
            yield "recipients are written “- …;”, the last with “.”"


def _annex(r: Reader, n: int, part: list[Paragraph | Table]) -> Iterator[str]:
    tables = [b for b in part if isinstance(b, Table)]
    if not tables:
        return (yield f"annex {n} has no table")
    before = [b for b in part[: part.index(tables[0])] if isinstance(b, Paragraph)]
    name, *titles = before
    yield from _must(r, name, f"annex {n}, name", 14, 14, bold=True, align="center")
    if name.text == name.text.upper():
        yield f"annex {n}, name is in capitals"
    reference = [p for p in titles if p.text.startswith("(Kèm theo")]
    if not reference:
        return (yield f"annex {n} does not say which paper it belongs to")
    yield from _must(r, reference[0], f"annex {n}, reference", 13, 14, italic=True, align="center")
    for p in titles[: titles.index(reference[0])]:
        yield from _must(r, p, f"annex {n}, title", 13, 14, bold=True, align="center", upper=True)


def _rows(n: int, table: Table) -> Iterator[str]:
    rows = table._tbl.tr_lst
    if any(not row.xpath("./w:trPr/w:cantSplit") for row in rows):
        yield f"table {n}: a row may be split between pages"
    if not rows[0].xpath("./w:trPr/w:tblHeader"):
        yield f"table {n}: the head is not repeated on the next page"


def _traces(r: Reader) -> Iterator[str]:
    names = [b.get(qn("w:name")) for b in r.doc.element.body.iter(qn("w:bookmarkStart"))]
    if len(names) != len(set(names)):
        yield "a bookmark's name stands twice"
    for name in names:
        if not re.fullmatch(r"[^\W\d]\w{0,39}", name):
            yield f"“{name}” cannot be a bookmark's name"
    for link in r.doc.element.body.iter(qn("w:hyperlink")):
        if not r.doc.part.rels[link.get(qn("r:id"))].target_ref:
            yield "a figure's link leads nowhere"


def _properties(r: Reader) -> Iterator[str]:
    told = r.doc.core_properties
    if told.language != "vi-VN":
        yield "the file's language is not vi-VN"
    if told.last_modified_by:
        yield f"the file names who changed it last: {told.last_modified_by}"
    for name, content in r.parts.items():
        if name.startswith("docProps/") and re.search(rb"[A-Z]:\\|/home/|/Users/|/root", content):
            yield f"{name} carries a path of somebody's computer"


def _must(
    r: Reader,
    p: Paragraph,
    what: str,
    low: float,
    high: float,
    *,
    bold: bool = False,
    italic: bool = False,
    align: str = "",
    upper: bool = False,
) -> Iterator[str]:
    if not p.text.strip():
        yield f"{what}: nothing is written"
    for look in r.looks(p):
        if not low <= look.size <= high:
            yield f"{what}: size {look.size}, not {low}–{high}"
        if (look.bold, look.italic) != (bold, italic):
            yield f"{what}: should be {_words(bold, italic)}, is {_words(look.bold, look.italic)}"
    if align and r.shape(p).align != align:
        yield f"{what}: aligned {r.shape(p).align}, not {align}"
    if upper and p.text != p.text.upper():
        yield f"{what}: not in capitals"


def _words(bold: bool, italic: bool) -> str:
    return " ".join(w for w in ("bold" if bold else "", "italic" if italic else "") if w) or "upright"


def _rule(
    r: Reader, p: Paragraph, cell: _Cell | None, what: str, line: float, low: float, high: float
) -> Iterator[str]:
    layers = [*(s.find(qn("w:pPr")) for s in r.chain(_style_of(p._p))), p._p.pPr]
    borders = [layer.find(qn("w:pBdr")) for layer in layers if layer is not None]
    edges = [e for b in borders if b is not None for e in b]
    if not any(e.get(qn("w:val")) == "single" for e in edges) or p.text:
        return (yield f"{what}: no solid rule below it")
    room = cell.width.cm if cell is not None else (r.doc.sections[0].page_width.cm - _side_margins(r))
    shape = r.shape(p)
    length = room - shape.left - shape.right
    if not low * line * 0.93 <= length <= high * line * 1.07:
        yield f"{what}: the rule is {length:.1f} cm under a line of {line:.1f} cm"
    if abs(shape.left - shape.right) > 0.05:
        yield f"{what}: the rule is not centred"


def _side_margins(r: Reader) -> float:
    section = r.doc.sections[0]
    return float(section.left_margin.cm + section.right_margin.cm)


def _no_borders(r: Reader, table: Table, what: str) -> Iterator[str]:
    style = table._tbl.tblPr.find(qn("w:tblStyle"))
    layers = [*r.chain(style.get(qn("w:val")) if style is not None else None), table._tbl]
    if any(e.get(qn("w:val")) not in ("nil", "none") for x in layers for b in x.iter(qn("w:tblBorders")) for e in b):
        yield f"the {what} table shows its borders"


def _all_paragraphs(r: Reader) -> Iterator[Paragraph]:
    for p in r.doc.element.body.iter(qn("w:p")):
        yield Paragraph(p, r.doc)


def _width(text: str, size: float) -> float:
    """A rough measure of bold Times: capitals, wide letters, narrow letters, spaces."""
    ems = sum(0.25 if c in " .,;" else 0.33 if c in "-()/ijlrtf" else 0.72 if c.isupper() else 0.52 for c in text)
    return ems * size * 2.54 / 72


def _style_of(p: etree._Element) -> str | None:
    return p.pPr.pStyle.get(qn("w:val")) if p.pPr is not None and p.pPr.pStyle is not None else None


def _last(layers: list[etree._Element | None], tag: str, default: str) -> str:
    """The value in the last layer that has one; a mark without a value is on."""
    for layer in reversed(layers):
        if layer is not None and (found := layer.find(qn(tag))) is not None:
            return str(found.get(qn("w:val"), "1"))
    return default


def _attributes(layers: list[etree._Element | None], tag: str) -> dict[str, str]:
    told: dict[str, str] = {}
    for layer in layers:
        if layer is not None and (found := layer.find(qn(tag))) is not None:
            told.update({etree.QName(k).localname: v for k, v in found.attrib.items()})
    return told


def _on(value: str) -> bool:
    return value not in ("0", "false", "off")
