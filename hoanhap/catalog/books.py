"""The register books that are kept of persons: which columns each has. Rows come from the rooms that know persons.

`catalog/books/*.toml` holds them: [[column]], shared by all books, and [[book]]. A book is a list form, so that it is
printed as annexes are; it is never asked of anybody, so it stands apart from `loaded.forms()`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from hoanhap.catalog.forms import LEVELS, Column, Form
from hoanhap.catalog.loaded import CatalogErrors, Unknown
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.toml.grammar import Key
from hoanhap.kernel.toml.reading import Source, Tables, entries, read

_TABLES: Tables = {"[[column]]": ("[[book]]",), "[[book]]": ()}
_COLUMN = {
    "code": Key("code", required=True, most=20),
    "title": Key("words", required=True),
    "type": Key("word", required=True, among=("number", "text", "date")),
    "width": Key("whole", required=True, most=80),
}
_BOOK = {
    "code": Key("code", required=True, most=40),
    "annex": Key("words", required=True),
    "title": Key("words", required=True),
    "kept_by": Key("words_of", required=True, among=LEVELS),
    "valid_from": Key("date", required=True),
    "valid_to": Key("date"),
    "columns": Key("codes", required=True),
    "source": Key("text", required=True),
    "verified": Key("flag", required=True),
    "note": Key("text"),
}


def books() -> Mapping[str, Form]:
    """By code, in the order of the files."""
    return _loaded(tuple(str(path) for path in settings.CATALOG_PATHS))


def book(code: str) -> Form:
    """Raises loaded.Unknown."""
    found = books().get(code)
    if found is None:
        raise Unknown(t("Không có sổ “{code}”.", "There is no book “{code}”.", code=code))
    return found


@lru_cache(maxsize=4)
def _loaded(paths: tuple[str, ...]) -> Mapping[str, Form]:
    return load(map(Path, paths))


def load(paths: Iterable[Path]) -> Mapping[str, Form]:
    """Read the folder `books` of each path. Raises CatalogErrors: every mistake of every file."""
    sources = [read(file, _TABLES) for path in paths for file in sorted((path / "books").glob("*.toml"))]
    columns: dict[str, Column] = {}
    for source in sources:
        for values in entries(source, ("column",), _COLUMN):
            if len(values) == len(_COLUMN):
                columns[values["code"]] = Column(**values)
    found: dict[str, Form] = {}
    for source in sources:
        for i, values in enumerate(entries(source, ("book",), _BOOK)):
            _take(source, i, values, columns, found)
    if problems := [p for s in sources for p in s.problems]:
        raise CatalogErrors(problems)
    return found


def _take(
    source: Source, i: int, values: dict[str, Any], columns: Mapping[str, Column], found: dict[str, Form]
) -> None:
    for code in values.get("columns", ()):
        if code not in columns:
            source.wrong(
                ("book", i, "columns"),
                t("Không có cột “{x}”", "There is no column “{x}”", x=code),
                t("Dùng một mã trong columns.toml, hoặc thêm vào đó", "Use a code of columns.toml, or add it there"),
            )
    if values.get("code") in found:
        source.wrong(
            ("book", i, "code"),
            t("Trùng mã “{x}”", "The code “{x}” is there twice", x=values["code"]),
            t("Đổi một trong hai", "Change one of the two"),
        )
    form = _form(values, columns)
    found[form.code] = form


def _form(values: dict[str, Any], columns: Mapping[str, Column]) -> Form:
    none = Words("", "")
    return Form(
        code=values.get("code", ""),
        version="1",
        annex=values.get("annex", none),
        title=values.get("title", none),
        kind="list",
        source=". ".join(values[key] for key in ("source", "note") if key in values),
        verified=values.get("verified", False),
        valid_from=values.get("valid_from", date.min),
        valid_to=values.get("valid_to"),
        filled_by=values.get("kept_by", ()),
        columns=tuple(columns[c] for c in values.get("columns", ()) if c in columns),
        landscape=True,
    )
