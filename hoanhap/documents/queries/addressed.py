"""Whom a document is addressed to, as officers write it: names of units or their codes, one a line."""

import re
from collections.abc import Collection, Iterable
from datetime import date

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean, fold
from hoanhap.units.queries import Tree, tree
from hoanhap.units.queries.tree import UnitFacts
from hoanhap.units.rules.names import place

_SEVERAL = re.compile(r"[,;\n]")
_WITH_CODE = re.compile(r".*\(\s*(\w{2,8})\s*\)")
_NAMED = 5  # of units with one name, in the question which is meant


def in_words(codes: Iterable[str], day: date) -> str:
    """As `codes_of` reads it again."""
    units = tree(day)
    return "\n".join(f"{unit.name} ({code})" if (unit := units.find(code)) else code for code in codes)


def codes_of(text: str, day: date, near: Collection[int]) -> tuple[list[str], list[str]]:
    """The codes of the units named, and what is wrong. Of several with one name those around the units `near` are
    meant: their own, below or above them."""
    units, codes, wrong = tree(day), dict[str, None](), []
    around = {u.id for pk in near if pk in units for u in units.subtree(pk)}
    around |= {above for pk in near if pk in units for above in units.ancestors(pk)}
    for part in filter(None, (clean(part, 200) for part in _SEVERAL.split(text))):
        found = _meant(units, part, around)
        if len(found) == 1:
            codes[found[0].code] = None
        else:
            wrong.append(_question(part, found, day))
    return list(codes), wrong


def _meant(units: Tree, part: str, around: Collection[int]) -> list[UnitFacts]:
    coded = _WITH_CODE.fullmatch(part)
    if unit := units.find((coded[1] if coded else part).upper()):
        return [unit]
    asked = fold(part)
    below = (u for u in units.units() if u.parent_id is not None)
    found = [u for u in below if asked in (fold(u.name), fold(place(u.name, u.kind)))]
    return [u for u in found if u.id in around] or found


def _question(part: str, found: list[UnitFacts], day: date) -> str:
    if not found:
        return t("Ngày {d} không có đơn vị “{name}”. Ghi tên như “Huyện Bảo Lạc”, hoặc mã.",
                 "On {d} there is no unit “{name}”. Write a name such as “Huyện Bảo Lạc”, or its code.",
                 d=format_date(day), name=part[:60])  # fmt: skip
    some = ", ".join(f"{u.name} ({u.code})" for u in found[:_NAMED]) + (" …" if len(found) > _NAMED else "")
    return t("Có {n} đơn vị tên “{name}”: {some}. Ghi đủ tên hoặc mã.",
             "{n} units bear the name “{name}”: {some}. Write the full name or the code.",
             n=len(found), name=part, some=some)  # fmt: skip
