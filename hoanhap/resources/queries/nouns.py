"""What may be chosen where a line asks for a code."""

from collections.abc import Collection, Mapping
from datetime import date

from hoanhap.catalog.codelists import codelist
from hoanhap.kernel.lang import Words, t
from hoanhap.resources.above import indicators
from hoanhap.resources.rules.nouns import Choices, Field, Noun
from hoanhap.units.queries import tree


def choices(noun: Noun) -> Choices:
    return {field.name: _of(field) for field in noun.fields if field.kind in ("code", "codes")}


def communes(noun: Noun, unit_id: int, day: date) -> Choices:
    """What may be chosen where a line asks for units: the communes of its unit on its day, by code."""
    asked = [field.name for field in noun.fields if field.kind == "units"]
    units = tree(day)
    if not asked or unit_id not in units:
        return dict.fromkeys(asked, {})
    there = {u.code: Words(u.name, u.name) for u in units.subtree(unit_id) if u.level == "commune"}
    return dict.fromkeys(asked, there)


def communes_in_words(codes: Collection[str], unit_id: int, day: date) -> str:
    """A line for each district with what of it was named; one for all, where all of the unit were."""
    units, named = tree(day), set(codes)
    if unit_id not in units:
        return ", ".join(sorted(named))
    lines: list[str] = []
    for above in (u for u in units.subtree(unit_id) if u.level != "commune"):
        below = {u.code for u in units.subtree(above.id) if u.level == "commune"}
        if below and below <= named:
            lines.append(t("{unit}: tất cả {n} xã, phường", "{unit}: all {n} communes", unit=above.title, n=len(below)))
            named -= below
        elif some := [u.title for u in units.children(above.id) if u.code in named]:
            lines.append(f"{above.title}: {'; '.join(some)}")
    return "\n".join(lines)


def _of(field: Field) -> Mapping[str, Words]:
    if field.codes is not None:
        return field.codes
    if field.listed:
        return {item.code: item.title for item in codelist(field.listed).items}
    return indicators()
