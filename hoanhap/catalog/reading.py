"""One TOML file → one frozen object, and every mistake found on the way, each at its line."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from hoanhap.catalog import grammar
from hoanhap.catalog.forms import Check, Column, Form, Measure, Outline, Row, Section
from hoanhap.catalog.grammar import Key
from hoanhap.catalog.lines import Lines, Place, parse, syntax_line
from hoanhap.catalog.problems import Problem, Wrong
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.text import nfc

TABLES = {  # what a file may hold: its head, and the arrays of tables under it
    "form": {"columns", "rows", "checks"},
    "outline": {"sections"},
    "measures": set[str](),
}


@dataclass
class Source:
    """A file that was read, its lines, and the problems found in it so far."""

    path: Path
    data: dict[str, Any] = field(default_factory=dict)
    lines: Lines = field(default_factory=Lines)
    problems: list[Problem] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return next((kind for kind in TABLES if kind in self.data), "")

    def wrong(self, place: Place, message: str, remedy: str) -> None:
        self.problems.append(Problem(str(self.path), self.lines.of(place), self._name(place), message, remedy))

    def _name(self, place: Place) -> str:
        """rows[1.4].parts: an entry is named by its code, or by its position from 1."""
        shown, value = "", self.data
        for part in place:
            value = value[part] if isinstance(value, list) or (isinstance(value, dict) and part in value) else {}
            if isinstance(part, int):
                code = value.get("code") if isinstance(value, dict) else None
                shown += f"[{code if isinstance(code, str) else f'#{part + 1}'}]"
            else:
                shown += f".{part}" if shown else part
        return shown


def read(path: Path) -> Source:
    source = Source(path)
    try:
        source.data, source.lines = parse(nfc(path.read_bytes().decode("utf-8-sig")))
    except UnicodeDecodeError:
        source.wrong(
            (), t("Không phải UTF-8", "It is not UTF-8"), t("Lưu lại tệp bằng UTF-8", "Save the file as UTF-8")
        )
        return source
    except tomllib.TOMLDecodeError as error:
        source.problems.append(
            Problem(
                str(path),
                syntax_line(error),
                "TOML",
                t("Sai cú pháp: {error}", "Bad syntax: {error}", error=error),
                t("Sửa dòng này theo cú pháp TOML", "Mend the line as TOML asks"),
            )
        )
        return source
    _check_tables(source)
    return source


def _check_tables(source: Source) -> None:
    if not source.kind:
        source.wrong(
            (),
            t("Tệp không có [form], [outline] hay [measures.…]", "The file has no [form], [outline] or [measures.…]"),
            t("Bắt đầu tệp bằng một trong ba đầu mục đó", "Begin the file with one of the three"),
        )
        return
    for name, value in source.data.items():
        if name not in {source.kind, *TABLES[source.kind]}:
            _unknown(source, (name,), {source.kind, *TABLES[source.kind]})
        elif not isinstance(value, dict if name == source.kind else list):
            shape = f"[{name}]" if name == source.kind else f"[[{name}]]"
            source.wrong(
                (name,), t("Sai dạng", "Wrong shape"), t("Ghi thành {shape}", "Write it as {shape}", shape=shape)
            )
            source.data[name] = {} if name == source.kind else []


# ---------------------------------------------------------------- tables
def table(source: Source, place: Place, data: Any, keys: dict[str, Key]) -> dict[str, Any]:
    """The values of one table that could be read; what could not is in `source.problems`."""
    if not isinstance(data, dict):
        source.wrong(place, t("Phải là một bảng", "It must be a table"), t("Ghi thành [[…]]", "Write it as [[…]]"))
        return {}
    pairs = {f"{name}_en" for name, key in keys.items() if key.kind in grammar.READ_PAIR}
    for name in data.keys() - keys.keys() - pairs:
        _unknown(source, (*place, name), keys.keys())
    found = {}
    for name, key in keys.items():
        if name not in data:
            if key.required:
                _missing(source, place, name)
            continue
        try:
            found[name] = _value(data, name, key)
        except Wrong as wrong:
            source.wrong((*place, name), wrong.message, wrong.remedy)
    return found


def _value(data: dict[str, Any], name: str, key: Key) -> Any:
    if key.kind in grammar.READ_PAIR:
        return grammar.READ_PAIR[key.kind](data[name], data.get(f"{name}_en"), key)
    return grammar.READ[key.kind](data[name], key)


def _unknown(source: Source, place: Place, known: Any) -> None:
    source.wrong(
        place,
        t("Không có khóa nào tên như vậy", "There is no such key"),
        t(
            "Xóa, hoặc sửa thành một trong: {known}",
            "Drop it, or make it one of: {known}",
            known=", ".join(sorted(known)),
        ),
    )


def _missing(source: Source, place: Place, name: str) -> None:
    source.wrong(
        place,
        t("Thiếu “{name}”", "“{name}” is missing", name=name),
        t("Thêm dòng {name} = …", "Add {name} = …", name=name),
    )


def _entries(source: Source, name: str, keys: dict[str, Key]) -> list[dict[str, Any]]:
    return [table(source, (name, i), entry, keys) for i, entry in enumerate(source.data.get(name, []))]


# ---------------------------------------------------------------- objects
# What could not be read gets these, so that the rest of the file is still checked; a library never holds them.
_NONE = Words("", "")
_FORM = {
    "code": "", "version": "", "annex": _NONE, "title": _NONE, "kind": "", "source": "", "verified": False,
    "valid_from": date.min, "valid_to": None, "filled_by": (),
}  # fmt: skip
_MEASURE = Measure("", _NONE)  # its atom is unknown too, so nothing is compared with it
_CHECK = {"code": "", "kind": "", "rows": (), "message": _NONE, "remedy": _NONE}
_OUTLINE = {"code": "", "version": "", "title": _NONE, "source": ""}


def measures(source: Source) -> dict[str, Measure]:
    found = {}
    for code, entry in source.data["measures"].items():
        values = table(source, ("measures", code), entry, grammar.MEASURE)
        found[code] = Measure(**{"code": code, "title": _NONE, "atom": code, **values})
    return found


def form(source: Source, known: dict[str, Measure]) -> Form:
    head = table(source, ("form",), source.data["form"], grammar.FORM)
    columns = [Column(**{"code": "", "title": _NONE, **c}) for c in _entries(source, "columns", grammar.COLUMN)]
    checks = [Check(**{**_CHECK, **c}) for c in _entries(source, "checks", grammar.CHECK)]
    rows = [
        _row(source, i, {"filled_by": head.get("filled_by", ()), **values}, known)
        for i, values in enumerate(_entries(source, "rows", grammar.ROW))
    ]
    return Form(**{**_FORM, **head, "columns": tuple(columns), "rows": tuple(rows), "checks": tuple(checks)})


def _row(source: Source, i: int, values: dict[str, Any], known: dict[str, Measure]) -> Row:
    code = values.pop("measure", None)
    if code and code not in known:
        source.wrong(
            ("rows", i, "measure"),
            t("Không có đơn vị tính “{x}”", "There is no measure “{x}”", x=code),
            t(
                "Dùng một mã trong measures.toml, hoặc thêm mã này vào đó",
                "Use a code of measures.toml, or add this one",
            ),
        )
    written = "measure" in (source.data["rows"][i] if isinstance(source.data["rows"][i], dict) else ())
    measure = known.get(code, _MEASURE) if written else None
    counts = measure.counts if measure else "thing"
    return Row(**{"code": "", "title": _NONE, **values, "measure": measure, "counts": counts})


def outline(source: Source) -> Outline:
    head = table(source, ("outline",), source.data["outline"], grammar.OUTLINE)
    sections = [
        Section(**{"code": "", "number": "", "title": _NONE, **s})
        for s in _entries(source, "sections", grammar.SECTION)
    ]
    return Outline(**{**_OUTLINE, **head, "sections": tuple(sections)})
