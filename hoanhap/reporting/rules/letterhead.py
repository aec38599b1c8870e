"""Who signs and how it is numbered, per level and leading sector (NĐ 30/2020/NĐ-CP, Phụ lục I, II and III)."""

from dataclasses import dataclass

from hoanhap.documents.paper import Signature


@dataclass(frozen=True, slots=True)
class Letterhead:
    """`symbol` follows the kind: BC-SLĐTBXH. `parented`: the unit's authority stands above the agency's name."""

    symbol: str
    signature: Signature
    parented: bool
    file_under: str


def _head(office: str, deputy: str) -> Signature:
    return Signature("KT.", office, deputy, "")


LETTERHEADS: dict[tuple[str, str], Letterhead] = {
    ("labour", "commune"): Letterhead("UBND", Signature("", "", "Chủ tịch", "", "TM. Ủy ban nhân dân"), False, "VT"),
    ("labour", "district"): Letterhead("PLĐTBXH", _head("Trưởng phòng", "Phó Trưởng phòng"), True, "VT"),
    ("labour", "province"): Letterhead("SLĐTBXH", _head("Giám đốc", "Phó Giám đốc"), True, "VT, PCTNXH"),
    ("labour", "ministry"): Letterhead("BLĐTBXH", _head("Bộ trưởng", "Thứ trưởng"), False, "VT, PCTNXH"),
    ("police", "commune"): Letterhead("CAX", _head("Trưởng Công an", "Phó Trưởng Công an"), False, "VT"),
    ("police", "province"): Letterhead("CAT", _head("Giám đốc", "Phó Giám đốc"), False, "VT, PC04"),
    ("police", "ministry"): Letterhead("BCA", _head("Bộ trưởng", "Thứ trưởng"), False, "VT, C04"),
}
OTHERS: dict[str, Letterhead] = {
    "centre": Letterhead("CSCN", _head("Giám đốc", "Phó Giám đốc"), True, "VT"),
    "department": Letterhead("SLĐTBXH", _head("Giám đốc", "Phó Giám đốc"), True, "VT"),
}


def letterhead(sector: str, level: str) -> Letterhead:
    """The nearest there is: an agency of another sector signs like the labour agency of its level."""
    return OTHERS.get(level) or LETTERHEADS.get((sector, level)) or LETTERHEADS["labour", level]
