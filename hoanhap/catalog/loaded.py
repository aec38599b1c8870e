"""Every form and outline there is, loaded once from TOML and asked by code, version or date."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from hoanhap.catalog import grammar, reading
from hoanhap.catalog.forms import Form, Measure, Outline
from hoanhap.catalog.rules.forms import form_findings, overlapping
from hoanhap.catalog.rules.outlines import outline_findings
from hoanhap.kernel.dates import in_force
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.toml.findings import Finding
from hoanhap.kernel.toml.problems import FileErrors, Problem
from hoanhap.kernel.toml.reading import Source, read

__all__ = ["CatalogErrors", "Catalog", "Problem", "Unknown", "form", "forms", "catalog", "load", "outline", "outlines"]


class CatalogErrors(FileErrors):
    head = Words("Danh mục có {n} lỗi:", "The catalog has {n} mistakes:")


class Unknown(LookupError):
    """No form or outline of that code, version or date."""


@dataclass(frozen=True)
class Catalog:
    """All versions, in the order of the files."""

    measures: dict[str, Measure]
    forms: tuple[Form, ...]
    outlines: tuple[Outline, ...]

    def form(self, code: str, version: str | None = None, *, on: date | None = None) -> Form:
        """That version; else the one valid on a day; else the newest."""
        found = [f for f in self.forms if f.code == code and version in (None, f.version)]
        if on is not None:
            found = [f for f in found if in_force(on, f.valid_from, f.valid_to)]
        if not found:
            raise Unknown(
                t(
                    "Không có biểu {code} {version}",
                    "There is no form {code} {version}",
                    code=code,
                    version=version or on or "",
                )
            )
        return max(found, key=lambda f: f.valid_from)

    def outline(self, code: str, version: str | None = None) -> Outline:
        found = [o for o in self.outlines if o.code == code and version in (None, o.version)]
        if not found:
            raise Unknown(t("Không có đề cương {code}", "There is no outline {code}", code=code))
        return max(found, key=lambda o: o.version)


# ---------------------------------------------------------------- the default catalog
def catalog() -> Catalog:
    """The catalog of this installation. Files are read at start-up; a change of them needs a restart."""
    return _loaded(tuple(str(path) for path in settings.CATALOG_PATHS))


@lru_cache(maxsize=4)
def _loaded(paths: tuple[str, ...]) -> Catalog:
    return load(map(Path, paths))


def form(code: str, version: str | None = None, *, on: date | None = None) -> Form:
    return catalog().form(code, version, on=on)


def forms() -> tuple[Form, ...]:
    return catalog().forms


def outline(code: str, version: str | None = None) -> Outline:
    return catalog().outline(code, version)


def outlines() -> tuple[Outline, ...]:
    return catalog().outlines


# ---------------------------------------------------------------- loading
def load(paths: Iterable[Path]) -> Catalog:
    """Read files, and folders with measures.toml, forms/ and outlines/. Raises CatalogErrors: every mistake of all."""
    sources = [read(path, grammar.TABLES, grammar.READ) for path in _files(paths)]
    measures: dict[str, Measure] = {}
    for source in _of(sources, "measures"):
        measures |= reading.measures(source)
    forms = [(source, reading.form(source, measures)) for source in _of(sources, "form")]
    outlines = [(source, reading.outline(source)) for source in _of(sources, "outline")]
    for source, found in forms:
        _note(source, form_findings(found))
    for source, text in outlines:
        _note(source, outline_findings(text, [f for _, f in forms]))
    _versions(forms)
    _same_outline(outlines)
    if problems := [p for s in sources for p in s.problems]:
        raise CatalogErrors(problems)
    return Catalog(measures, tuple(f for _, f in forms), tuple(o for _, o in outlines))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """A folder that is not there is empty: an installation need not have forms of its own."""
    for path in paths:
        if path.is_dir():
            yield from sorted(path.glob("measures.toml"))
            yield from sorted(path.glob("forms/*.toml"))
            yield from sorted(path.glob("outlines/*.toml"))
        elif path.suffix == ".toml":
            yield path


def _of(sources: Iterable[Source], kind: str) -> list[Source]:
    return [s for s in sources if s.kind == kind]


def _note(source: Source, findings: Iterable[Finding]) -> None:
    for finding in findings:
        source.wrong(*finding)


def _versions(forms: list[tuple[Source, Form]]) -> None:
    """Two versions of one form on one day: nobody could say which one is asked."""
    where = {id(form): source for source, form in forms}
    for one, other in overlapping([form for _, form in forms]):
        file = where[id(other)].path.name
        where[id(one)].wrong(
            ("form", "valid_from"),
            t("Trùng bản {v} trong {file}", "It clashes with version {v} in {file}", v=other.version, file=file),
            t(
                "Mỗi bản một version; bản cũ có valid_to bằng ngày bản mới bắt đầu",
                "Give each its own version, and the old one valid_to: the day the new one begins",
            ),
        )


def _same_outline(outlines: list[tuple[Source, Outline]]) -> None:
    seen: dict[tuple[str, str], Source] = {}
    for source, outline in outlines:
        earlier = seen.setdefault((outline.code, outline.version), source)
        if earlier is not source:
            source.wrong(
                ("outline", "code"),
                t("Đề cương này đã có trong {file}", "The outline is already in {file}", file=earlier.path.name),
                t("Đổi mã hoặc phiên bản", "Change its code or its version"),
            )
