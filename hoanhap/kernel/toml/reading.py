"""One TOML file → its tables, and every mistake found on the way, each at its line."""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hoanhap.kernel.lang import t
from hoanhap.kernel.text import nfc
from hoanhap.kernel.toml import grammar
from hoanhap.kernel.toml.grammar import Key, Read
from hoanhap.kernel.toml.lines import Lines, Place, parse, syntax_line
from hoanhap.kernel.toml.problems import Problem, Wrong

# What files may hold, spelled as it is written: each head with the arrays of tables under it.
# {"[form]": ("[[columns]]", "[[rows]]"), "[[rule]]": ()}: a head in double brackets is itself an array of tables.
Tables = Mapping[str, Collection[str]]


@dataclass
class Source:
    """A file that was read, its lines, and the problems found in it so far."""

    path: Path
    tables: Tables
    readers: Mapping[str, Read] = field(default_factory=lambda: grammar.READ)
    data: dict[str, Any] = field(default_factory=dict)
    lines: Lines = field(default_factory=Lines)
    problems: list[Problem] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The name of the head found: "form" for [form]. Empty: none, and then `problems` says so."""
        return next((name for name in map(_bare, self.tables) if name in self.data), "")

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


def _bare(header: str) -> str:
    """form of [form], rule of [[rule]], measures of [measures.…]"""
    return header.strip("[]").split(".")[0]


def read(path: Path, tables: Tables, readers: Mapping[str, Read] = grammar.READ) -> Source:
    """`readers`: the kinds of value a room adds, with those of the grammar."""
    source = Source(path, tables, readers)
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
    headers = list(source.tables)
    if not source.kind:
        shown = t(" hay ", " or ").join([", ".join(headers[:-1]), headers[-1]] if headers[1:] else headers)
        source.wrong(
            (),
            t("Tệp không có {heads}", "The file has no {heads}", heads=shown),
            t("Bắt đầu tệp bằng một đầu mục như vậy", "Begin the file with such a head"),
        )
        return
    head = next(header for header in headers if _bare(header) == source.kind)
    known = {_bare(header): header for header in (head, *source.tables[head])}
    for name, value in source.data.items():
        many = known.get(name, "").startswith("[[")
        if name not in known:
            _unknown(source, (name,), known)
        elif not isinstance(value, list if many else dict):
            source.wrong(
                (name,), t("Sai dạng", "Wrong shape"), t("Ghi thành {shape}", "Write it as {shape}", shape=known[name])
            )
            source.data[name] = [] if many else {}


# ---------------------------------------------------------------- tables
def table(source: Source, place: Place, data: Any, keys: Mapping[str, Key]) -> dict[str, Any]:
    """The values of one table that could be read; what could not is in `source.problems`."""
    if not isinstance(data, dict):
        source.wrong(place, t("Phải là một bảng", "It must be a table"), t("Ghi thành [[…]]", "Write it as [[…]]"))
        return {}
    paired = [name for name, key in keys.items() if key.kind in grammar.READ_PAIR and (key.required or name in data)]
    pairs = {f"{name}_en" for name in paired}
    for name in data.keys() - keys.keys() - pairs:
        _unknown(source, (*place, name), keys.keys())
    found = {}
    for name, key in keys.items():
        if name not in data:
            if key.required:
                _missing(source, place, name)
            continue
        try:
            found[name] = _value(source, data, name, key)
        except Wrong as wrong:
            source.wrong((*place, name), wrong.message, wrong.remedy)
    return found


def _value(source: Source, data: dict[str, Any], name: str, key: Key) -> Any:
    if key.kind in grammar.READ_PAIR:
        return grammar.READ_PAIR[key.kind](data[name], data.get(f"{name}_en"), key)
    return source.readers[key.kind](data[name], key)


def _unknown(source: Source, place: Place, known: Iterable[str]) -> None:
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


def entries(source: Source, place: Place, keys: Mapping[str, Key]) -> list[dict[str, Any]]:
    """The tables of an array, each read with `keys`; none if the array is not there or is no array."""
    found: Any = source.data
    for part in place:
        found = found.get(part, []) if isinstance(found, dict) else found[part]
    return [table(source, (*place, i), entry, keys) for i, entry in enumerate(found if isinstance(found, list) else [])]
