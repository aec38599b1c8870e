"""Cuts Be Vietnam Pro down to the letters our screens use and writes them as WOFF2, with their licence.

Run once per font release, in an environment of its own (needs fonttools and brotli, which the product does not):

    python tools/fonts.py fontpkg_be_vietnam_pro-1.2-py3-none-any.whl

Output is a function of the wheel alone: running it again changes nothing.
"""

import io
import sys
import zipfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parents[1] / "hoanhap" / "ui" / "static" / "ui" / "fonts"
PACKAGE = "fontpkg_be_vietnam_pro"
WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")
LETTERS = (
    *range(0x20, 0x7F),  # basic Latin
    *range(0xA0, 0x100),  # Latin-1: most vowels, « », ·, ×
    *(0x102, 0x103, 0x110, 0x111, 0x128, 0x129, 0x168, 0x169, 0x1A0, 0x1A1, 0x1AF, 0x1B0),  # ă đ ĩ ũ ơ ư
    *range(0x1EA0, 0x1EFA),  # vowels with tones
    *(0x300, 0x301, 0x303, 0x309, 0x323, 0x302, 0x306, 0x31B),  # the same, typed as letter + mark
    *(0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x202F, 0x2039, 0x203A),
    *(0x20AB, 0x2191, 0x2192, 0x2193, 0x2212, 0x2260, 0x2264, 0x2265),  # ₫ ↑ → ↓ − ≠ ≤ ≥
)
FEATURES = ("kern", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum", "liga")


def cut(ttf: bytes) -> bytes:
    font = TTFont(io.BytesIO(ttf), recalcTimestamp=False)
    cutter = subset.Subsetter(subset.Options(layout_features=list(FEATURES), hinting=False, desubroutinize=True))
    cutter.populate(unicodes=LETTERS)
    cutter.subset(font)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def main(wheel: Path) -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    total = 0
    with zipfile.ZipFile(wheel) as packed:
        (TARGET / "OFL.txt").write_bytes(packed.read(f"{PACKAGE}/LICENSE"))
        for weight in WEIGHTS:
            data = cut(packed.read(f"{PACKAGE}/files/BeVietnamPro-{weight}.ttf"))
            (TARGET / f"BeVietnamPro-{weight}.woff2").write_bytes(data)
            total += len(data)
            print(f"{weight}: {len(data):,} bytes")
    print(f"total: {total:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
