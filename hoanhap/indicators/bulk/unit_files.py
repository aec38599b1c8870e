"""The files `unit` and `unit_change`, and the units that rows name."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from hoanhap.indicators.bulk.columns import EPOCH, FAR, Ints, days
from hoanhap.indicators.bulk.files import FactFile, open_file, worded
from hoanhap.indicators.bulk.units import Units
from hoanhap.indicators.language import UnitFile
from hoanhap.indicators.rules.maps import Change, Country, UnitRow
from hoanhap.kernel.lang import t
from hoanhap.kernel.toml.problems import Problem

LONGEST = 1 << 24  # of a table of unit codes that are whole numbers
OPTIONAL = ("valid_from", "valid_to", "person")


def country(path: Path, layout: UnitFile) -> tuple[Country, list[Problem]]:
    if layout.levels:
        return _wide(path, layout)
    columns = {c: c for c in ("code", "parent", "valid_from", "valid_to")}
    file, problems = open_file(path, layout.file, columns, OPTIONAL)
    if file is None:
        return Country(()), problems
    codes, parents = _text(file.series("code")), _text(file.series("parent"))
    spans = [
        file.dates(name, missing=FAR) if file.has(name) else np.full(len(file), FAR, dtype=np.int32)
        for name in ("valid_from", "valid_to")
    ]
    rows = [
        UnitRow(code, parent, _day(start) or date.min, _day(end))
        for code, parent, start, end in zip(codes, parents, *spans, strict=True)
    ]
    _check_units(file, rows)
    changes, more = _changes(path, rows)
    return Country(rows, changes), [*problems, *file.problems, *more]


def _wide(path: Path, layout: UnitFile) -> tuple[Country, list[Problem]]:
    """A row a lowest unit, a column a level."""
    file, problems = open_file(path, layout.file, {c: c for c, _ in layout.levels})
    if file is None:
        return Country(()), problems
    levels = [[prefix + code for code in _text(file.series(column))] for column, prefix in layout.levels]
    levels.append([layout.root] * len(file))
    parents: dict[str, str] = {}
    for below, above in zip(levels, levels[1:], strict=False):
        parents |= dict(zip(below, above, strict=True))
    return Country(UnitRow(code, parent) for code, parent in [*parents.items(), (layout.root, "")]), []


def _changes(path: Path, rows: list[UnitRow]) -> tuple[list[Change], list[Problem]]:
    if not any(path.glob("unit_change.*")):
        return [], []
    file, problems = open_file(path, "unit_change", {c: c for c in ("on", "before", "after", "person")}, OPTIONAL)
    if file is None:
        return [], problems
    on, before, after = file.dates("on"), _text(file.series("before")), _text(file.series("after"))
    known = {row.code for row in rows}
    for name, codes in (("before", before), ("after", after)):
        odd = np.array([code not in known for code in codes], dtype=bool)
        file.tell(odd, name, t("không có đơn vị này", "there is no such unit"), _see_units())
    persons: list[int | None] = [None] * len(file)
    if file.has("person"):
        held = file.series("person").cast(pl.String).str.strip_chars().replace("", None)
        numbers = held.cast(pl.Int64, strict=False)
        odd = (numbers.is_null() & held.is_not_null()).to_numpy()
        file.tell(odd, "person", t("không phải số nguyên", "is no whole number"), t("Sửa số", "Mend the number"))
        persons = numbers.to_list()
    dates = [_day(day) or date.min for day in on]
    return [Change(*values) for values in zip(dates, before, after, persons, strict=True)], file.problems


def _see_units() -> str:
    return t("Xem tệp unit", "See the file unit")


# ---------------------------------------------------------------- units of rows
def codes_of(series: pl.Series, prefix: str, known: Iterable[str]) -> tuple[Ints, list[str]]:
    """A small number for each row, and the unit's code for each small number."""
    if series.dtype.is_integer() and len(series) and not series.null_count():
        values = series.to_numpy()
        low, high = int(values.min()), int(values.max())
        if low >= 0 and high < LONGEST:
            return values, [f"{prefix}{n}" for n in range(high + 1)]
    found = worded(series.cast(pl.String), () if prefix else known)
    return found.codes, [prefix + word.strip() for word in found.words]


def on_the_day(found: Ints, codes: Ints, candidates: list[list[int]], start: Ints, units: Units) -> Ints:
    rows = units.country.rows
    begins = np.array([days(row.valid_from) for row in rows], dtype=np.int32)
    ends = np.array([FAR if row.valid_to is None else days(row.valid_to) for row in rows], dtype=np.int32)
    found = found.astype(np.int32, copy=False)  # a code that is not there is -1
    fits = (found >= 0) & (begins[found] <= start) & (start < ends[found])
    result = np.where(fits, found, np.int32(-1))
    several = np.array([len(c) > 1 for c in candidates], dtype=bool)[codes] & ~fits if candidates else fits
    for row in np.flatnonzero(several).tolist():
        day = start[row]
        result[row] = next((u for u in candidates[codes[row]] if begins[u] <= day < ends[u]), -1)
    return result


def _check_units(file: FactFile, rows: list[UnitRow]) -> None:
    by_code: dict[str, list[int]] = {}
    for n, row in enumerate(rows):
        by_code.setdefault(row.code, []).append(n)
    bad = {name: np.zeros(len(rows), dtype=bool) for name in ("empty", "reversed", "twice", "parent", "loop")}
    for n, row in enumerate(rows):
        others = [rows[m] for m in by_code[row.code] if m < n]
        bad["empty"][n] = not row.code
        bad["reversed"][n] = row.valid_to is not None and row.valid_to <= row.valid_from
        bad["twice"][n] = any(_meet(row, other) for other in others)
        bad["parent"][n] = bool(row.parent) and not any(_meet(row, rows[m]) for m in by_code.get(row.parent, ()))
        bad["loop"][n] = _loops(rows, by_code, n)
    told = {
        "empty": ("code", t("để trống", "is empty"), t("Điền mã", "Fill in the code")),
        "reversed": (
            "valid_to",
            t("kết thúc trước khi bắt đầu", "ends before it starts"),
            t("Sửa một trong hai ngày", "Mend one of the two dates"),
        ),
        "twice": (
            "code",
            t("mã này đã có ở trên cùng lúc", "the code is there above at the same time"),
            t("Mỗi mã một đơn vị một lúc", "One unit a code at a time"),
        ),
        "parent": (
            "parent",
            t("không có đơn vị trên này vào lúc đó", "there is no such unit above at that time"),
            t("Thêm đơn vị, hoặc sửa mã", "Add the unit, or mend the code"),
        ),
        "loop": (
            "parent",
            t("đơn vị nằm dưới chính nó", "the unit lies below itself"),
            t("Sửa đơn vị trên", "Mend the unit above"),
        ),
    }
    for kind, (name, message, remedy) in told.items():
        file.tell(bad[kind], name, message, remedy)


def _meet(one: UnitRow, other: UnitRow) -> bool:
    ends = one.valid_to or date.max, other.valid_to or date.max
    return one.valid_from < ends[1] and other.valid_from < ends[0]


def _loops(rows: list[UnitRow], by_code: Mapping[str, list[int]], start: int) -> bool:
    met, code = {rows[start].code}, rows[start].parent
    while code and code not in met:
        met.add(code)
        code = next((rows[m].parent for m in by_code.get(code, ())), "")
    return code == rows[start].code


# ---------------------------------------------------------------- values
def _text(series: pl.Series) -> list[str]:
    return [str(value).strip() for value in series.cast(pl.String).fill_null("").to_list()]


def _day(number: int) -> date | None:
    return None if number >= FAR else date.fromordinal(int(number) + EPOCH)
