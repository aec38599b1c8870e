"""Kinds and names of administrative units. Plain values only.

Source of the kinds: Luật Tổ chức chính quyền địa phương 2015 (Điều 2) and 2025 (Điều 1); of their English names:
the official translation of titles and units used by the ministry of foreign affairs (from memory, unverified).
"""

from dataclasses import dataclass
from datetime import date

from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.text import fold

# The list in force at the start is that of mid-2025 (Cao Bằng: of 2019); what happened between the two is not known.
DATA_START = date(2004, 1, 1)
NATION = "VN"
LEVELS = ("nation", "province", "district", "commune")
LEVEL_WORDS = {
    "nation": Words("cả nước", "nation"),
    "province": Words("tỉnh, thành phố", "provinces and cities"),
    "district": Words("huyện, quận, thị xã, thành phố", "districts, towns and cities"),
    "commune": Words("xã, phường, thị trấn, đặc khu", "communes, wards, townships and special zones"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """`words`: as a name begins in Vietnamese and ends in English. `level`: where such units stand."""

    code: str
    level: str
    words: Words


KINDS = {
    kind.code: kind
    for kind in (
        Kind("nation", "nation", Words("Nước", "")),
        Kind("province", "province", Words("Tỉnh", "Province")),
        Kind("municipality", "province", Words("Thành phố", "City")),
        Kind("rural_district", "district", Words("Huyện", "District")),
        Kind("urban_district", "district", Words("Quận", "District")),
        Kind("town", "district", Words("Thị xã", "Town")),
        Kind("city", "district", Words("Thành phố", "City")),
        Kind("commune", "commune", Words("Xã", "Commune")),
        Kind("ward", "commune", Words("Phường", "Ward")),
        Kind("township", "commune", Words("Thị trấn", "Township")),
        Kind("special_zone", "commune", Words("Đặc khu", "Special Zone")),
    )
}
# Names whose kind keeps its capital inside a sentence (NĐ 30/2020, Phụ lục II, mục III.2).
PROPER = frozenset({"Thành phố Hồ Chí Minh"})


def kind_of(level: str, name: str) -> str:
    """The kind a full name states at its level. Raises ValueError for a name without one."""
    if level == "nation":
        return "nation"
    for kind in KINDS.values():
        if kind.level == level and name.startswith(f"{kind.words.vi} "):
            return kind.code
    raise ValueError(f"{name!r} does not begin with a kind of the level {level}")


def place(name: str, kind: str) -> str:
    """The proper name alone: Xã Bảo Toàn → Bảo Toàn."""
    return name.removeprefix(f"{KINDS[kind].words.vi} ")


def inline(name: str, kind: str) -> str:
    """The name inside a sentence: "xã Bảo Toàn", "thành phố Cao Bằng", but "Thành phố Hồ Chí Minh"."""
    return name if kind == "nation" or name in PROPER else name[:1].lower() + name[1:]


def english(name: str, kind: str) -> str:
    """Bảo Toàn Commune; a numbered unit turns round: Ward 3, District 12; Viet Nam."""
    if kind == "nation":
        return "Viet Nam"
    bare, word = place(name, kind), KINDS[kind].words.en
    return f"{word} {bare}" if bare.isdigit() else f"{bare} {word}"


def shown(name: str, kind: str) -> str:
    """The name as the reader's language writes it."""
    return t(name, english(name, kind))


def folded(name: str, code: str) -> str:
    """What search reads: the full name without diacritics, and the code."""
    return f"{fold(name)} {code.lower()}"
