"""What is the same in every Word file: styles by NĐ 30/2020/NĐ-CP Phụ lục I, settings, the page number.

Sizes are points, lengths centimetres, until they are written.
"""

from typing import NamedTuple

from hoanhap.documents.layout import CELL_MARGIN, FONT, INDENT
from hoanhap.documents.markup import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
NAMESPACES = f"{_W} {_R}"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def twips(cm: float) -> int:
    return round(cm * 1440 / 2.54)


class Style(NamedTuple):
    """A paragraph style. `line` in twentieths of a point is exact height; 0 leaves the body's 1.1 lines."""

    id: str
    name: str
    size: float
    look: str = ""  # b(old), i(talic)
    align: str = "center"
    first: float = 0.0
    before: float = 0
    after: float = 0
    keep: bool = False  # with the next paragraph
    outline: int | None = None
    single: bool = True
    line: int = 0


STYLES = (
    Style("QuocHieu", "Quốc hiệu", 12, "b"),
    Style("TieuNgu", "Tiêu ngữ", 13, "b"),
    Style("CoQuanChuQuan", "Cơ quan chủ quản", 12),
    Style("CoQuanBanHanh", "Cơ quan ban hành", 12, "b"),
    Style("SoKyHieu", "Số, ký hiệu", 13, before=6),
    Style("DiaDanh", "Địa danh, thời gian", 13, "i", before=6),
    Style("Ke", "Đường kẻ", 2, before=2, line=40),
    Style("KeTrichYeu", "Đường kẻ dưới trích yếu", 2, before=2, after=12, line=40),
    Style("TenLoai", "Tên loại văn bản", 14, "b", before=18, keep=True),
    Style("TrichYeu", "Trích yếu nội dung", 14, "b", keep=True),
    Style("ThamQuyen", "Thẩm quyền ban hành", 14, "b", before=6, after=12, keep=True),
    Style("QuyetDinh", "Lệnh quyết định", 14, "b", before=6, after=6, keep=True),
    Style("NgayKy", "Nơi, ngày ký", 13, "i", after=6, keep=True),
    Style("KinhGui", "Kính gửi", 14, before=6, after=12),
    Style("KinhGuiDong", "Kính gửi, từng nơi", 14, align="left", first=4.5),
    Style("CanCu", "Căn cứ", 14, "i", "both", INDENT, after=6, single=False),
    Style("NoiDung", "Nội dung", 14, "", "both", INDENT, after=6, single=False),
    Style("Heading1", "heading 1", 14, "b", "both", INDENT, before=6, after=6, keep=True, outline=0, single=False),
    Style("Heading2", "heading 2", 14, "b", "both", INDENT, after=6, keep=True, outline=1, single=False),
    Style("Heading3", "heading 3", 14, "bi", "both", INDENT, after=6, keep=True, outline=2, single=False),
    Style("QuyenHan", "Quyền hạn, chức vụ", 14, "b", keep=True),
    Style("HoTen", "Họ tên người ký", 14, "b", before=78),
    Style("NoiNhan", "Nơi nhận", 12, "bi", "left", keep=True),
    Style("NoiNhanDong", "Nơi nhận, từng nơi", 11, "", "left"),
    Style("PhuLuc", "Phụ lục", 14, "b", keep=True, outline=0),
    Style("PhuLucTen", "Tiêu đề phụ lục", 14, "b", keep=True),
    Style("PhuLucKem", "Phụ lục kèm theo", 14, "i", keep=True, after=6),
    Style("DonVi", "Đơn vị tính", 13, "i", "right", keep=True, after=3),
    Style("GhiChu", "Ghi chú", 12, "i", "both", before=6),
    Style("BangDau", "Bảng, đầu bảng", 12, "b", before=2, after=2, keep=True),
    Style("BangChu", "Bảng, chữ", 12, "", "left", before=1, after=1),
    Style("BangSo", "Bảng, số", 12, "", "right", before=1, after=1),
    Style("BangGiua", "Bảng, giữa ô", 12, "", "center", before=1, after=1),
    Style("SoTrang", "header", 13),
    Style("ChanTrang", "footer", 11, "b"),
    Style("Ngat", "Ngắt phần", 1, line=20),
)


def styles() -> str:
    return f"{_DECLARATION}<w:styles {_W}>{_DEFAULTS}{''.join(map(_paragraph_style, STYLES))}{_OTHER_STYLES}</w:styles>"


_DEFAULTS = (
    f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" '
    f'w:cs="{FONT}"/><w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
    '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
)
_EDGES = "".join(f'<w:{e} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for e in (
    "top", "left", "bottom", "right", "insideH", "insideV"
))  # fmt: skip
_OTHER_STYLES = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="character" w:customStyle="1" w:styleId="SoLieu"><w:name w:val="So lieu"/><w:qFormat/>'
    '<w:rPr><w:color w:val="000000"/><w:u w:val="none"/></w:rPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
    '<w:style w:type="table" w:customStyle="1" w:styleId="BangTron"><w:name w:val="Bảng trơn"/>'
    '<w:basedOn w:val="TableNormal"/></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="BangKe"><w:name w:val="Bảng kẻ"/>'
    f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{_EDGES}</w:tblBorders><w:tblCellMar>'
    f'<w:left w:w="{twips(CELL_MARGIN)}" w:type="dxa"/>'
    f'<w:right w:w="{twips(CELL_MARGIN)}" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)


def _paragraph_style(s: Style) -> str:
    builtin = s.name in ("heading 1", "heading 2", "heading 3", "header", "footer")
    custom = "" if builtin else ' w:customStyle="1"'
    size = round(s.size * 2)
    look = "".join(f"<w:{mark}/><w:{mark}Cs/>" for mark in s.look)
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{s.id}"><w:name w:val="{s.name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{_paragraph_marks(s)}</w:pPr>"
        f'<w:rPr>{look}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _paragraph_marks(s: Style) -> str:
    height, rule = (s.line, "exact") if s.line else (240 if s.single else 264, "auto")
    marks = [
        "<w:keepNext/>" if s.keep else "",
        _rule_border() if s.id.startswith("Ke") else "",
        f'<w:spacing w:before="{round(s.before * 20)}" w:after="{round(s.after * 20)}" '
        f'w:line="{height}" w:lineRule="{rule}"/>',
        f'<w:ind w:firstLine="{twips(s.first)}"/>' if s.first else "",
        f'<w:jc w:val="{s.align}"/>',
        f'<w:outlineLvl w:val="{s.outline}"/>' if s.outline is not None else "",
    ]
    return "".join(marks)


def _rule_border() -> str:
    return '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'


SETTINGS = (
    f'{_DECLARATION}<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="vi-VN"/>'
    '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)
FONTS = (
    f'{_DECLARATION}<w:fonts {_W}><w:font w:name="{FONT}"><w:altName w:val="Liberation Serif"/>'
    '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)
_FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
PAGE_NUMBER = (
    f'{_DECLARATION}<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="SoTrang"/></w:pPr>{_FIELD.format("begin")}'
    f'<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>{_FIELD.format("separate")}'
    f"<w:r><w:t>2</w:t></w:r>{_FIELD.format('end')}</w:p></w:hdr>"
)
NO_PAGE_NUMBER = f'{_DECLARATION}<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="SoTrang"/></w:pPr></w:p></w:hdr>'
CONTENT_TYPES = (
    f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/fontTable.xml" ContentType="{_WORD}.fontTable+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_WORD}.settings+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{_WORD}.header+xml"/>'
    f'<Override PartName="/word/header2.xml" ContentType="{_WORD}.header+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_WORD}.footer+xml"/>'
    f'<Override PartName="/word/footer2.xml" ContentType="{_WORD}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
ROOT_RELS = (
    f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
_OWN_RELS = (("styles", "styles.xml"), ("settings", "settings.xml"), ("header", "header1.xml"),
             ("header", "header2.xml"), ("footer", "footer1.xml"), ("footer", "footer2.xml"),
             ("fontTable", "fontTable.xml"))  # fmt: skip
PAGE_NUMBER_ID, NO_PAGE_NUMBER_ID, FOOTER_ID, FIRST_FOOTER_ID = "rId3", "rId4", "rId5", "rId6"


def document_rels(links: list[str]) -> str:
    own = "".join(
        f'<Relationship Id="rId{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(_OWN_RELS, start=1)
    )
    outside = "".join(
        f'<Relationship Id="link{i}" Type="{_OFFICE}/hyperlink" Target="{escape(url)}" TargetMode="External"/>'
        for i, url in enumerate(links, start=1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{own}{outside}</Relationships>'


def footer(label: str) -> str:
    text = f"<w:r><w:t>{escape(label)}</w:t></w:r>" if label else ""
    return f'{_DECLARATION}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="ChanTrang"/></w:pPr>{text}</w:p></w:ftr>'


def core(title: str, agency: str) -> str:
    """What the file says of itself: the paper's title and the agency. No person, no computer, no time."""
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>'
        f"{escape(title)}</dc:title><dc:creator>{escape(agency)}</dc:creator><dc:language>vi-VN</dc:language>"
        "</cp:coreProperties>"
    )
