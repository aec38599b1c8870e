"""How wide a line of bold Times is: enough to draw a rule by the length of a name, and to give a column room for its
longest number."""

import unicodedata
from collections.abc import Sequence

from hoanhap.documents.paper import Cell, Table, placed

# Advance widths in thousandths of the size. An accent does not widen a letter.
_WIDTHS = {
    250: " ,.", 278: "il/'", 333: "fjt-;:()", 389: "Is", 444: "cerz", 500: "Jagovxy0123456789–“”", 556: "Sbdhknpqu",
    611: "FP", 667: "BELTZ", 722: "ACDNRUVXYw", 778: "GHKOQ", 833: "m&", 944: "M", 1000: "W",
}  # fmt: skip
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_PLAIN = str.maketrans(
    "Đđ\N{NO-BREAK SPACE}\n\t", "Dd   "
)  # a no-break space is as wide as a space, but no place to break
_CM_PER_POINT = 2.54 / 72
_SLACK = 0.06


def width(text: str, size: float) -> float:
    """In centimetres, at `size` points."""
    base = unicodedata.normalize("NFD", text.translate(_PLAIN))
    letters = (c for c in base if not unicodedata.combining(c))
    return sum(_WIDTH.get(c, 600) for c in letters) / 1000 * size * _CM_PER_POINT


def lines(text: str, size: float, room: float) -> list[float]:
    """The widths of the lines when `text` is broken at spaces to fit in `room`."""
    return _broken([width(word, size) for word in text.split(" ")], width(" ", size), room)


def _broken(words: Sequence[float], space: float, room: float) -> list[float]:
    found: list[float] = []
    for w in words:
        if found and found[-1] + space + w <= room:
            found[-1] += space + w
        else:
            found.append(w)
    return found


def longest_line(text: str, size: float, room: float) -> float:
    return min(max(lines(text, size, room), default=0.0), room)


def balanced(text: str, size: float, room: float) -> float:
    """The narrowest width that needs no more lines than `room` does: a long name breaks into even lines."""
    words, space = [width(word, size) for word in text.split(" ")], width(" ", size)
    wanted = len(_broken(words, space, room))
    low, high = min(max(words), room), room
    while high - low > 0.05:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_broken(words, space, middle)) <= wanted else (middle, high)
    return min(high + 0.1, room)


def _needs(cell: Cell, size: float) -> float:
    """“hơn 8.200” stays on one line; other texts may break between words."""
    short_number = cell.kind == "number" and len(cell.text) <= 16
    words = [cell.text] if short_number else cell.text[:200].split(" ")
    return max((width(word, size) for word in words), default=0.0) + cell.indent * 0.35


def fitted(table: Table, room: float, size: float, margin: float) -> list[float]:
    """Column widths that add up to `room`: as asked for, but no narrower than its longest word while there is room."""
    total = sum(table.widths)
    asked = [room * w / total for w in table.widths]
    needed = [2 * margin] * len(asked)
    for _, column, cell in (*placed(table.header), *placed(table.rows)):
        if cell.across == 1:
            needed[column] = max(needed[column], _needs(cell, size) + _SLACK + 2 * margin)
    needed = [min(n, room / 3) for n in needed]
    if sum(needed) >= room:
        return [room * n / sum(needed) for n in needed]
    spare = [max(a - n, 0.0) for a, n in zip(asked, needed, strict=True)]
    rest = room - sum(needed)
    return [n + rest * s / sum(spare) for n, s in zip(needed, spare, strict=True)]
