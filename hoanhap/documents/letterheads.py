"""How an agency heads and signs its papers (NĐ 30/2020/NĐ-CP, Phụ lục I và III). Plain values only.

The abbreviations are those in common use; the decree leaves them to each agency.
"""

from dataclasses import dataclass
from typing import Protocol

from hoanhap.catalog.paper_kinds import PaperKind

TEAM = "Tổ công tác cai nghiện ma túy"
TEAM_SYMBOL = "TCT"


@dataclass(frozen=True, slots=True)
class House:
    """Agencies whose name begins so. `parent`: whose name stands above it, "authority" or "lead" of its unit."""

    begins: str
    symbol: str
    head: str
    deputy: str
    level: str = ""
    parent: str = ""


HOUSES = (
    House("Ủy ban nhân dân", "UBND", "Chủ tịch", "Phó Chủ tịch"),
    House("Công an", "CAT", "Giám đốc", "Phó Giám đốc", level="province"),
    House("Công an", "CAH", "Trưởng Công an", "Phó Trưởng Công an", level="district"),
    House("Công an", "CAX", "Trưởng Công an", "Phó Trưởng Công an"),
    House("Phòng Lao động", "PLĐTBXH", "Trưởng phòng", "Phó Trưởng phòng", parent="authority"),
    House("Phòng Nội vụ", "PNV", "Trưởng phòng", "Phó Trưởng phòng", parent="authority"),
    House("Phòng Tư pháp", "PTP", "Trưởng phòng", "Phó Trưởng phòng", parent="authority"),
    House("Phòng Y tế", "PYT", "Trưởng phòng", "Phó Trưởng phòng", parent="authority"),
    House("Sở Lao động", "SLĐTBXH", "Giám đốc", "Phó Giám đốc", parent="authority"),
    House("Sở Nội vụ", "SNV", "Giám đốc", "Phó Giám đốc", parent="authority"),
    House("Sở Tư pháp", "STP", "Giám đốc", "Phó Giám đốc", parent="authority"),
    House("Sở Y tế", "SYT", "Giám đốc", "Phó Giám đốc", parent="authority"),
    House("Trạm Y tế", "TYT", "Trưởng trạm", "Phó Trưởng trạm"),
    House("Trung tâm Y tế", "TTYT", "Giám đốc", "Phó Giám đốc"),
    House("Tòa án", "TA", "Chánh án", "Phó Chánh án"),
    House("Cơ sở cai nghiện", "CSCN", "Giám đốc", "Phó Giám đốc", parent="lead"),
    House("", "CS", "Giám đốc", "Phó Giám đốc"),
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """`unit`: as a sentence writes it, "xã Bảo Toàn"; `place`: where papers are signed, "Bảo Toàn"."""

    agency: str
    unit: str
    place: str
    symbol: str
    head: str
    deputy: str
    parent: str = ""
    authority: bool = False  # a People's Committee: its head decides alone or for the whole (TM.)

    @property
    def full_head(self) -> str:
        """“Chủ tịch Ủy ban nhân dân xã Bảo Toàn”, “Trưởng phòng Lao động …”: no word said twice."""
        said, name = self.head.split(), self.agency.split()
        for n in range(min(len(said), len(name)), 0, -1):
            if [w.lower() for w in said[-n:]] == [w.lower() for w in name[:n]]:
                return " ".join([*said, *name[n:]])
        return f"{self.head} {self.agency}"


def house(name: str, level: str) -> House:
    """Of an agency by its name, at a unit of `level`."""
    return next(h for h in HOUSES if name.startswith(h.begins) and h.level in ("", level))


class Symbol(Protocol):
    """Whatever has an agency's abbreviation."""

    @property
    def symbol(self) -> str: ...


def symbol(kind: PaperKind, letter: Symbol) -> str:
    """QĐ-UBND, TTr-TCT; nothing for what bears no number."""
    if not kind.numbered:
        return ""
    return f"{kind.symbol}-{TEAM_SYMBOL if kind.made_by == 'team' else letter.symbol}"


def signature(kind: PaperKind, letter: Letterhead, signing: str) -> tuple[str, ...]:
    """The lines above the signer's name: ("KT. Chủ tịch", "Phó Chủ tịch"). Which way is allowed, `rules` says."""
    if kind.made_by != "agency" or signing == "officer":
        return (kind.signed_as,)
    collective = (f"TM. {letter.agency.rpartition(' ' + letter.unit)[0] or letter.agency}",) if kind.collective else ()
    if not letter.authority:
        collective = ()
    own = {
        "head": (letter.head,),
        "deputy": (f"KT. {letter.head}", letter.deputy),
        "by_order": (f"TL. {letter.head}", kind.signed_as),
    }
    return (*collective, *own[signing])
