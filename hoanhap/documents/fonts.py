"""Which serif the PDF is set in: the first that this machine has and that holds every Vietnamese letter.

Old faces of the same name lack letters such as “ệ”; typst would borrow them one by one from another face, and the page
would look patched. So each file's own table of letters (OpenType `cmap`) is asked first.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst

WANTED = ("Times New Roman", "Liberation Serif")
BUNDLED = "Libertinus Serif"  # inside typst: always there, with all letters
LETTERS = "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"


@dataclass(frozen=True)
class Chosen:
    family: str
    fonts: typst.Fonts


@cache
def chosen() -> Chosen:
    """Looked for once: going through a machine's fonts takes longer than setting a page."""
    faces = typst.Fonts().fonts()
    for family in WANTED:
        files = {Path(f.path): f.index for f in faces if f.family == family and f.path}
        whole = [path for path, index in files.items() if covers(path.read_bytes(), index)]
        if whole:
            folders = list(dict.fromkeys(str(path.parent) for path in whole))
            return Chosen(family, typst.Fonts(include_system_fonts=False, font_paths=folders))
    return Chosen(BUNDLED, typst.Fonts(include_system_fonts=False))


def covers(font: bytes, index: int = 0, letters: str = LETTERS + LETTERS.upper()) -> bool:
    """False too for a file that cannot be read as OpenType."""
    try:
        held = set(_letters(font, index))
    except (struct.error, IndexError, KeyError):
        return False
    return all(ord(letter) in held for letter in letters)


def _letters(font: bytes, index: int) -> Iterator[int]:
    start = _u32(font, 12 + 4 * index) if font[:4] == b"ttcf" else 0
    tables = {
        font[r : r + 4]: _u32(font, r + 8) for r in range(start + 12, start + 12 + 16 * _u16(font, start + 4), 16)
    }
    cmap = tables[b"cmap"]
    for record in range(cmap + 4, cmap + 4 + 8 * _u16(font, cmap + 2), 8):
        table = cmap + _u32(font, record + 4)
        if _u16(font, table) == 12:
            yield from _groups(font, table)
        elif _u16(font, table) == 4:
            yield from _segments(font, table)


def _groups(font: bytes, table: int) -> Iterator[int]:
    for group in range(table + 16, table + 16 + 12 * _u32(font, table + 12), 12):
        yield from range(_u32(font, group), _u32(font, group + 4) + 1)


def _segments(font: bytes, table: int) -> Iterator[int]:
    size = _u16(font, table + 6)
    for at in range(table + 14, table + 14 + size, 2):
        end, first = _u16(font, at), _u16(font, at + size + 2)
        delta, offset_at = _u16(font, at + 2 * size + 2), at + 3 * size + 2
        offset = _u16(font, offset_at)
        for letter in range(first, min(end, 0xFFFE) + 1):
            glyph = _u16(font, offset_at + offset + 2 * (letter - first)) if offset else letter + delta
            if glyph & 0xFFFF:
                yield letter


def _u16(font: bytes, at: int) -> int:
    return int(struct.unpack_from(">H", font, at)[0])


def _u32(font: bytes, at: int) -> int:
    return int(struct.unpack_from(">I", font, at)[0])
