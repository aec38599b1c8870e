"""`law/pathways/` → every version of every pathway, and every mistake of every file."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from hoanhap.kernel.lang import t
from hoanhap.kernel.toml.problems import Problem
from hoanhap.kernel.toml.reading import Source, read
from hoanhap.law.pathways import grammar
from hoanhap.law.pathways.findings import Flaw, Rules, flaws, overlaps
from hoanhap.law.pathways.merging import Draft, draft, merged
from hoanhap.law.pathways.reading import Reader, actors, fields
from hoanhap.law.pathways.shape import Actor, Field, Pathway, Pathways


def load(folder: Path, rules: Rules, regimes: Collection[str]) -> tuple[Pathways, list[Problem]]:
    """`rules`: the clocks by code; `regimes`: the codes there are. With problems, the pathways are not to be used."""
    sources = [read(path, grammar.TABLES, grammar.READ) for path in sorted(folder.glob("*.toml"))]
    known_actors: dict[str, Actor] = {}
    known_fields: dict[str, Field] = {}
    for source in sources:
        if source.kind == "actor":
            known_actors |= actors(source)
        elif source.kind == "field":
            known_fields |= fields(source)
    found = [(d, Reader(d, known_actors, known_fields).pathway()) for d in merged(_drafts(sources))]
    for one, pathway in found:
        for flaw in flaws(pathway, rules, regimes):
            _tell(one, flaw)
    where = {id(pathway): one for one, pathway in found}
    for pathway, flaw in overlaps([p for _, p in found]):
        _tell(where[id(pathway)], flaw)
    problems = [p for source in sources for p in source.problems]
    return Pathways(_ordered([p for _, p in found]), known_actors, known_fields), problems


def _drafts(sources: list[Source]) -> dict[str, Draft]:
    found: dict[str, Draft] = {}
    for source in sources:
        if source.kind != "pathway":
            continue
        one = draft(source)
        if one.name in found:
            source.wrong(
                ("pathway", "version"),
                t("Bản này đã có trong {file}", "This version is in {file}", file=found[one.name].source.path.name),
                t("Đổi mã hoặc bản", "Change the code or the version"),
            )
        else:
            found[one.name] = one
    return found


def _tell(one: Draft, flaw: Flaw) -> None:
    """A part taken over from another version has no place in this file: then its code goes before the message."""
    if (flaw.part, flaw.code) in one.places:
        one.source.wrong((*one.place(flaw.part, flaw.code), flaw.key), flaw.message, flaw.remedy)
    elif flaw.code:
        one.source.wrong(("pathway",), f"{flaw.code}: {flaw.message}", flaw.remedy)
    else:
        place = (flaw.part, 0, flaw.key) if flaw.part == "term" else ("pathway", flaw.key)
        one.source.wrong(place, flaw.message, flaw.remedy)


def _ordered(found: list[Pathway]) -> tuple[Pathway, ...]:
    return tuple(sorted((replace(p) for p in found), key=lambda p: (p.code, p.valid_from)))
