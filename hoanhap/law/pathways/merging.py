"""An amended or borrowed version says only what changed; here it becomes whole.

`extends`: the same law, amended; what is not said again stays, with its source and mark. `borrows`: another law whose
text was not recovered follows the layout of this one; what is taken over counts as deduced.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hoanhap.kernel.lang import t
from hoanhap.kernel.toml.lines import Place
from hoanhap.kernel.toml.reading import Source, entries, table
from hoanhap.law.pathways import grammar

PARTS = {"state": grammar.STATE, "step": grammar.STEP, "right": grammar.RIGHT}
_OF_THE_OTHER = ("article", "source", "mark", "note", "forms")  # not true of a law that only borrows the layout


@dataclass
class Draft:
    """A file with its values as read: parts by code, each with the place where a mistake in it is told."""

    source: Source
    head: dict[str, Any]
    terms: list[dict[str, Any]]
    parts: dict[str, dict[str, dict[str, Any]]]
    places: dict[tuple[str, str], Place] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.head.get('code', '')}/{self.head.get('version', '')}"

    def place(self, part: str, code: str) -> Place:
        return self.places.get((part, code), ("pathway",))


def draft(source: Source) -> Draft:
    head = table(source, ("pathway",), source.data["pathway"], grammar.PATHWAY)
    made = Draft(source, head, entries(source, ("term",), grammar.TERM), {part: {} for part in PARTS})
    for part, keys in PARTS.items():
        for i, values in enumerate(entries(source, (part,), keys)):
            code = values.get("code", "")
            if code in made.parts[part]:
                source.wrong(
                    (part, i, "code"),
                    t("Mã “{x}” đã dùng ở trên", "The code “{x}” is used above", x=code),
                    t("Mỗi mã chỉ dùng một lần", "Use each code once"),
                )
            elif code:
                made.parts[part][code] = values
                made.places[part, code] = (part, i)
    return made


def merged(drafts: Mapping[str, Draft]) -> Iterator[Draft]:
    """Each draft made whole. One that leans on nothing known, or on itself, is told so and left out."""
    for one in drafts.values():
        if (whole := _whole(one, drafts, ())) is not None:
            yield whole


def _whole(one: Draft, drafts: Mapping[str, Draft], seen: tuple[str, ...]) -> Draft | None:
    key = "extends" if "extends" in one.head else "borrows"
    wanted = one.head.get(key)
    if not wanted:
        return one
    base = drafts.get(wanted)
    under = _whole(base, drafts, (*seen, one.name)) if base and wanted not in (*seen, one.name) else None
    if under is None:
        if not seen:
            one.source.wrong(
                ("pathway", key),
                t("Không dựa được vào “{x}”", "It cannot rest on “{x}”", x=wanted),
                t("Ghi mã/bản của một tệp khác, không vòng lại", "Name code/version of another file, not in a circle"),
            )
        return None
    return _join(one, under, keeps=key == "extends")


def _join(one: Draft, under: Draft, *, keeps: bool) -> Draft:
    dropped = one.head.get("drop", ())
    _check_dropped(one, under, dropped)
    below = {
        part: {code: _taken(v, under, keeps) for code, v in found.items() if code not in dropped}
        for part, found in under.parts.items()
    }
    parts = {
        part: {**below[part], **{code: {**below[part].get(code, {}), **v} for code, v in one.parts[part].items()}}
        for part in PARTS
    }
    terms = one.terms or [_taken(term, under, keeps) for term in under.terms]
    return Draft(one.source, one.head, terms, parts, one.places)


def _taken(values: dict[str, Any], under: Draft, keeps: bool) -> dict[str, Any]:
    if keeps:
        return {"source": under.head.get("source", ""), **values}
    return {key: value for key, value in values.items() if key not in _OF_THE_OTHER}


def _check_dropped(one: Draft, under: Draft, dropped: tuple[str, ...]) -> None:
    known = {code for found in under.parts.values() for code in found}
    for code in dropped:
        if code not in known:
            one.source.wrong(
                ("pathway", "drop"),
                t("“{x}” không có trong bản dựa vào", "“{x}” is not in the version it rests on", x=code),
                t("Xóa mã này khỏi drop", "Take the code out of drop"),
            )
