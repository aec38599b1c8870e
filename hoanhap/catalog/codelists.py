"""Code lists: what may be chosen, with its words in both languages. `catalog/codelists/*.toml`.

    codelists.codelist("substances").words("heroin")     # Words("Heroin", "Heroin")
    codelists.codelist("routes").choices()                # for a <select>, in the order of the file
    codelists.said("routes", "inject")                    # "Tiêm chích"; an unknown code stays as it is

An installation adds items of its own to a list in `catalog/codelists/` of its home, under the same code.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from hoanhap.catalog.loaded import CatalogErrors
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.toml.grammar import Key
from hoanhap.kernel.toml.reading import Source, Tables, entries, read, table

__all__ = ["CatalogErrors", "CodeList", "Item", "codelist", "codelists", "load", "said"]

TABLES: Tables = {"[codelist]": ("[[item]]",)}
HEAD = {
    "code": Key("code", required=True, most=40),
    "title": Key("words", required=True),
    "source": Key("text", required=True),
    "verified": Key("flag", required=True),
    "note": Key("text"),
}
ITEM = {
    "code": Key("code", required=True, most=20),
    "title": Key("words", required=True),
    "group": Key("code", most=20),
}


@dataclass(frozen=True, slots=True)
class Item:
    code: str
    title: Words
    group: str = ""


@dataclass(frozen=True)
class CodeList:
    """`verified`: the codes and words were compared with the source that is named."""

    code: str
    title: Words
    source: str
    verified: bool
    items: tuple[Item, ...]
    note: str = ""

    def __contains__(self, code: object) -> bool:
        return any(item.code == code for item in self.items)

    def words(self, code: str) -> Words:
        """An unknown code speaks for itself: a list may have lost what a row still holds."""
        return next((item.title for item in self.items if item.code == code), Words(code, code))

    def choices(self, group: str = "") -> list[tuple[str, str]]:
        """In the reader's language; of one group, or (without a group) all."""
        return [(item.code, str(item.title)) for item in self.items if group in ("", item.group) or not item.group]


# ---------------------------------------------------------------- the lists of this installation
def codelists() -> Mapping[str, CodeList]:
    """Files are read at start-up; a change of them needs a restart."""
    return _loaded(tuple(str(path) for path in settings.CATALOG_PATHS))


@lru_cache(maxsize=4)
def _loaded(paths: tuple[str, ...]) -> Mapping[str, CodeList]:
    return load(map(Path, paths))


def codelist(code: str) -> CodeList:
    return codelists()[code]


def said(code: str, item: str) -> str:
    """The words of one item, in the reader's language."""
    return str(codelist(code).words(item)) if item else ""


# ---------------------------------------------------------------- reading
def load(paths: Iterable[Path]) -> Mapping[str, CodeList]:
    """Read the folder `codelists` of each path. Raises CatalogErrors: every mistake of every file."""
    files = (file for path in paths for file in sorted((path / "codelists").glob("*.toml")))
    sources = [read(file, TABLES) for file in files]
    found: dict[str, CodeList] = {}
    for source in sources:
        if source.kind:
            _add(found, source)
    if problems := [p for s in sources for p in s.problems]:
        raise CatalogErrors(problems)
    return found


def _add(found: dict[str, CodeList], source: Source) -> None:
    head = table(source, ("codelist",), source.data["codelist"], HEAD)
    unread = {"code": "", "title": Words("", ""), "source": "", "verified": False}
    kept = found.get(head.get("code", ""))
    items = list(kept.items) if kept else []
    for i, values in enumerate(entries(source, ("item",), ITEM)):
        if any(item.code == values.get("code") for item in items):
            source.wrong(
                ("item", i, "code"),
                t("Trùng mã “{x}”", "The code “{x}” is there twice", x=values.get("code")),
                t("Bỏ một trong hai", "Drop one of the two"),
            )
        items.append(Item(**{"code": "", "title": Words("", ""), **values}))
    made = CodeList(**{**unread, **head, "items": tuple(items)})
    found[made.code] = replace(kept, items=made.items) if kept else made
