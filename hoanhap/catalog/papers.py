"""The kinds of official paper of this installation: what each says, who signs, on what it rests, from when to when.

    papers.paper("decision-rehab", on=date(2019, 5, 6))      # the version in force on a day
    papers.paper("decision-rehab", version="2010")           # the version by which a paper was issued

`catalog/documents/*.toml` holds them: what a text may name ([[field]]), the acts that are cited ([[basis]]), and the
papers ([[paper]]). They are in Vietnamese only, as offices print them; nothing here knows a person.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings

from hoanhap.catalog.loaded import CatalogErrors
from hoanhap.catalog.paper_kinds import PLACE, Basis, Field, PaperKind
from hoanhap.kernel.dates import in_force
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.toml import grammar
from hoanhap.kernel.toml.grammar import Key
from hoanhap.kernel.toml.reading import Source, Tables, entries, read

__all__ = ["Basis", "CatalogErrors", "Field", "PaperKind", "Papers", "UnknownPaper", "load", "paper", "papers"]

TABLES: Tables = {"[[field]]": ("[[basis]]", "[[paper]]"), "[[basis]]": ("[[paper]]",), "[[paper]]": ()}
FIELD = {
    "code": Key("code", required=True, most=30),
    "title": Key("words", required=True),
    "type": Key("word", among=("text", "lines", "date", "number")),
    "given": Key("word", among=("caller", "letterhead")),
}
BASIS = {
    "code": Key("code", required=True, most=40),
    "text": Key("text", required=True, most=400),
    "valid_from": Key("date", required=True),
    "valid_to": Key("date"),
    "source": Key("text", required=True),
    "verified": Key("flag", required=True),
}
PAPER = {
    "code": Key("code", required=True, most=40),
    "version": Key("code", required=True, most=20),
    "valid_from": Key("date", required=True),
    "valid_to": Key("date"),
    "name": Key("text", required=True, most=60),
    "title": Key("text", required=True, most=300),
    "title_en": Key("text", required=True, most=300),
    "text": Key("text", required=True),
    "source": Key("text", required=True),
    "verified": Key("flag", required=True),
    "symbol": Key("text", most=12),
    "made_by": Key("word", among=("agency", "team", "person")),
    "level": Key("words_of", among=("commune", "district", "province", "centre", "clinic")),
    "sector": Key("words_of", among=("authority", "labour", "police", "health", "justice")),
    "book": Key("word", among=("decision", "certificate", "general", "team")),
    "collective": Key("flag"),
    "signs": Key("words_of", among=("head", "deputy", "by_order", "officer")),
    "signed_as": Key("text", most=80),
    "cosigned": Key("texts"),
    "opens": Key("flag"),
    "form": Key("text", most=30),
    "form_of": Key("text", most=160),
    "form_to": Key("date"),
    "bases": Key("codes"),
    "also_rests_on": Key("texts"),
    "addressees": Key("texts"),
    "recipients": Key("texts"),
    "optional": Key("codes"),
    "blank": Key("codes"),
    "copy": Key("flag"),
    "keep_years": Key("whole", most=200),
    "note": Key("text"),
}
READ: Mapping[str, grammar.Read] = {
    **grammar.READ,
    "texts": lambda value, key: grammar.codes(value, key, any_text=True),
}
# What could not be read gets these, so that the rest is still checked; a catalog never holds them.
_UNREAD = dict.fromkeys(("code", "version", "name", "title", "title_en", "text", "source"), "")
_KIND = {**_UNREAD, "valid_from": date.min, "valid_to": None, "verified": False}
_BASIS = {"code": "", "text": "", "valid_from": date.min, "valid_to": None, "source": "", "verified": False}


class UnknownPaper(LookupError):
    """No kind of paper of that code on that day, or of that version."""


@dataclass(frozen=True)
class Papers:
    """All versions, in the order of the files."""

    fields: Mapping[str, Field]
    bases: Mapping[str, Basis]
    kinds: tuple[PaperKind, ...]

    def kind(self, code: str, *, on: date | None = None, version: str | None = None) -> PaperKind:
        """That version, else the one in force on a day. Raises UnknownPaper."""
        for kind in self._by_code.get(code, ()):
            if kind.version == version if version else on and in_force(on, kind.valid_from, kind.valid_to):
                return kind
        when = version or on or ""
        raise UnknownPaper(
            t("Không có mẫu giấy tờ “{code}” {when}", "There is no paper “{code}” {when}", code=code, when=when)
        )

    @cached_property
    def _by_code(self) -> dict[str, tuple[PaperKind, ...]]:
        found: dict[str, tuple[PaperKind, ...]] = {}
        for kind in self.kinds:
            found[kind.code] = (*found.get(kind.code, ()), kind)
        return found

    def in_force(self, on: date) -> tuple[PaperKind, ...]:
        return tuple(k for k in self.kinds if in_force(on, k.valid_from, k.valid_to))


# ---------------------------------------------------------------- the papers of this installation
def papers() -> Papers:
    """Files are read at start-up; a change of them needs a restart."""
    return _loaded(tuple(str(path) for path in settings.CATALOG_PATHS))


@lru_cache(maxsize=4)
def _loaded(paths: tuple[str, ...]) -> Papers:
    return load(map(Path, paths))


def paper(code: str, *, on: date | None = None, version: str | None = None) -> PaperKind:
    return papers().kind(code, on=on, version=version)


# ---------------------------------------------------------------- reading
def load(paths: Iterable[Path]) -> Papers:
    """Read the folder `documents` of each path. Raises CatalogErrors: every mistake of every file."""
    files = (file for path in paths for file in sorted((path / "documents").glob("*.toml")))
    sources = [read(file, TABLES, READ) for file in files]
    fields = _by_code(sources, "field", FIELD, lambda v: Field(**{"code": "", "title": Words("", ""), **v}))
    bases = _by_code(sources, "basis", BASIS, lambda v: Basis(**{**_BASIS, **v}))
    kinds = [
        (source, i, _kind(source, i, values, fields, bases))
        for source in sources
        for i, values in enumerate(entries(source, ("paper",), PAPER))
    ]
    _no_overlap(kinds)
    if problems := [p for s in sources for p in s.problems]:
        raise CatalogErrors(problems)
    return Papers(fields, bases, tuple(kind for _, _, kind in kinds))


_Coded = TypeVar("_Coded", Field, Basis)


def _by_code(
    sources: Iterable[Source], table: str, keys: Mapping[str, Key], made: Callable[[dict[str, Any]], _Coded]
) -> dict[str, _Coded]:
    found: dict[str, _Coded] = {}
    for source in sources:
        for i, values in enumerate(entries(source, (table,), keys)):
            one = made(values)
            if one.code in found:
                source.wrong(
                    (table, i, "code"),
                    t("Trùng mã “{x}”", "The code “{x}” is there twice", x=one.code),
                    t("Bỏ một trong hai", "Drop one of the two"),
                )
            found[one.code] = one
    return found


def _kind(
    source: Source, i: int, values: dict[str, Any], fields: Mapping[str, Field], bases: Mapping[str, Basis]
) -> PaperKind:
    cited = values.pop("bases", ())
    kind = PaperKind(**{**_KIND, **values})
    named = tuple(dict.fromkeys(_places(kind)))
    for key, problem, remedy in _wrongs(kind, named, cited, fields, bases):
        source.wrong(("paper", i, key), problem, remedy)
    known = tuple(fields[code] for code in named if code in fields)
    return PaperKind(**{**_KIND, **values, "bases": tuple(bases[b] for b in cited if b in bases), "fields": known})


def _places(kind: PaperKind) -> Iterator[str]:
    """The fields in the order of the printed paper."""
    for text in (kind.title, *kind.also_rests_on, *kind.addressees, kind.text, *kind.recipients, *kind.cosigned):
        yield from PLACE.findall(text)


_Finding = tuple[str, str, str]  # key, problem, remedy


def _wrongs(
    kind: PaperKind,
    named: tuple[str, ...],
    cited: tuple[str, ...],
    fields: Mapping[str, Field],
    bases: Mapping[str, Basis],
) -> Iterator[_Finding]:
    for code in named:
        if code not in fields:
            yield (
                "text",
                t("Không có trường “{x}”", "There is no field “{x}”", x=code),
                t("Dùng một mã trong fields.toml, hoặc thêm vào đó", "Use a code of fields.toml, or add it there"),
            )
    for key, codes in (("optional", kind.optional), ("blank", kind.blank)):
        for code in codes:
            if code not in named:
                yield (
                    key,
                    t("Giấy tờ không nhắc đến “{x}”", "The paper does not name “{x}”", x=code),
                    t("Bỏ mã này", "Drop it"),
                )
    for code in cited:
        if code not in bases:
            yield (
                "bases",
                t("Không có căn cứ “{x}”", "There is no basis “{x}”", x=code),
                t("Dùng một mã trong bases.toml, hoặc thêm vào đó", "Use a code of bases.toml, or add it there"),
            )
    yield from _badly_signed(kind)


def _badly_signed(kind: PaperKind) -> Iterator[_Finding]:
    """Who makes a paper decides who signs it and whether it bears a number."""
    if kind.made_by == "agency" and not (kind.signs and kind.book and kind.symbol):
        yield (
            "made_by",
            t("Giấy tờ của cơ quan phải có signs, book, symbol", "An agency's paper needs signs, book and symbol"),
            t("Thêm đủ ba khóa", "Add all three"),
        )
    if (kind.made_by != "agency" or {"by_order", "officer"} & set(kind.signs)) and not kind.signed_as:
        yield (
            "signed_as",
            t("Chưa nói ký với tư cách gì", "It does not say as what it is signed"),
            t('Thêm signed_as = "Người làm đơn"', 'Add signed_as = "Người làm đơn"'),
        )
    if kind.made_by == "person" and kind.book:
        yield (
            "book",
            t("Giấy tờ của người dân không đánh số", "What a person files bears no number"),
            t("Bỏ khóa book", "Drop book"),
        )
    if kind.form_to and not kind.form:
        yield (
            "form_to",
            t("Không có form mà có form_to", "There is a form_to without a form"),
            t("Thêm form, hoặc bỏ form_to", "Add form, or drop form_to"),
        )
    if kind.valid_to and kind.valid_to <= kind.valid_from:
        yield (
            "valid_to",
            t("Ngày hết hiệu lực phải sau ngày bắt đầu", "It must end after it begins"),
            t("Sửa một trong hai ngày", "Mend one of the days"),
        )


def _no_overlap(kinds: list[tuple[Source, int, PaperKind]]) -> None:
    """Two versions on one day: nobody could say which one is printed. The same version twice: nor later which was."""
    for n, (source, i, kind) in enumerate(kinds):
        for earlier, _, other in kinds[:n]:
            if kind.code == other.code and (kind.version == other.version or _meet(kind, other)):
                source.wrong(
                    ("paper", i, "version"),
                    t("Trùng bản {v} trong {f}", "It clashes with {v} in {f}", v=other.version, f=earlier.path.name),
                    t("Mỗi bản một version và một khoảng ngày riêng", "Give each its own version and its own days"),
                )


def _meet(one: PaperKind, other: PaperKind) -> bool:
    return (other.valid_to is None or one.valid_from < other.valid_to) and (
        one.valid_to is None or other.valid_from < one.valid_to
    )
