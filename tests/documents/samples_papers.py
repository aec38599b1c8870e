"""Letterheads and facts for official papers, all made up: what the tests of papers print."""

from datetime import date

from hoanhap.catalog.paper_kinds import PaperKind
from hoanhap.documents.letterheads import Letterhead
from hoanhap.documents.official import Given

COMMUNE = Letterhead(
    "Ủy ban nhân dân xã Bảo Toàn", "xã Bảo Toàn", "Bảo Toàn", "UBND", "Chủ tịch", "Phó Chủ tịch", authority=True
)
POLICE = Letterhead("Công an xã Bảo Toàn", "xã Bảo Toàn", "Bảo Toàn", "CAX", "Trưởng Công an", "Phó Trưởng Công an")
LABOUR = Letterhead(
    "Phòng Lao động - Thương binh và Xã hội huyện Bảo Lạc",
    "huyện Bảo Lạc",
    "Bảo Lạc",
    "PLĐTBXH",
    "Trưởng phòng",
    "Phó Trưởng phòng",
    parent="Ủy ban nhân dân huyện Bảo Lạc",
)
CENTRE = Letterhead(
    "Cơ sở cai nghiện ma túy tỉnh Cao Bằng", "tỉnh Cao Bằng", "Cao Bằng", "CSCN", "Giám đốc", "Phó Giám đốc"
)
_SAID: dict[str, Given] = {
    "text": "nội dung thử",
    "lines": ["Dòng thứ nhất", "Dòng thứ hai"],
    "date": date(2019, 5, 6),
    "number": 2,
}
_BETTER: dict[str, Given] = {
    "name": "Lý Văn Thử",
    "birth": "năm 1988",
    "residence": "xóm Thử, xã Bảo Toàn, huyện Bảo Lạc, tỉnh Cao Bằng",
    "rehab_form": "tại gia đình",
    "term": "06 tháng",
    "last": date(2019, 11, 5),
}


def facts(kind: PaperKind, **more: Given) -> dict[str, Given]:
    """Something for every field that the paper asks."""
    return {**{f.code: _BETTER.get(f.code, _SAID[f.type]) for f in kind.asked}, **more}


def letterhead(kind: PaperKind) -> Letterhead:
    """One that may issue it."""
    if "police" in kind.sector and "authority" not in kind.sector and "centre" not in kind.level:
        return POLICE
    if not kind.level or "commune" in kind.level:
        return COMMUNE
    return CENTRE if "centre" in kind.level else LABOUR
