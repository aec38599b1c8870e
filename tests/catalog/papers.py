"""The source documents as tests read them."""

import re
from pathlib import Path

from hoanhap.kernel.text import fold, nfc

SOURCES = Path(__file__).parents[1] / "sources"


def source(number: str) -> str:
    [path] = SOURCES.glob(f"{number}_*.txt")
    return nfc(path.read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """Words only, in one spelling of dashes: what two prints of one text have in common."""
    return re.sub(r"\s+", " ", re.sub(r"[*#]|</?b>", "", text).replace("–", "-").replace("…", "...")).strip()


def mended(text: str) -> str:
    """The slips of conversion put right, as official names are spelled."""
    right = (
        text.replace("cải nghiện", "cai nghiện").replace("Cải nghiện", "Cai nghiện").replace("CẢI NGHIỆN", "CAI NGHIỆN")
    )
    return right.replace("cải thiện", "cai nghiện").replace("THỐNG KẾ", "THỐNG KÊ")


def table(text: str, heading: str, until: str = "\0") -> list[list[str]]:
    """The tab-separated lines under a heading, as lists of cells."""
    part = text[text.index(heading) :].split(until)[0]
    return [
        [plain(mended(cell)) for cell in line.split("\t")]
        for line in part.splitlines()
        if "\t" in line or "<b>" in line
    ]


def same(a: str, b: str) -> bool:
    return fold(plain(a)) == fold(plain(b))
