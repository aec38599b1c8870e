"""One file of facts, Parquet or CSV, column by column: typed, and every value that is not what it should be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from hoanhap.indicators.bulk.columns import FAR, Bools, Coded, Ints
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.text import nfc
from hoanhap.kernel.toml.problems import FileErrors, Problem

EARLIEST, LATEST = -62_091, 84_006  # 1800-01-01 … 2199-12-31: outside, a slip of the pen
MOST_TOLD = 1_000  # of one kind in one column; how many more there are is said
WIDEST = 1 << 16  # of whole numbers that serve as codes
INTEGERS = (pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64)


class FactErrors(FileErrors):
    head = Words("Dữ liệu có {n} lỗi:", "The facts have {n} mistakes:")


@dataclass
class FactFile:
    """`columns`: what they are called here → what the file calls them."""

    path: Path
    frame: pl.DataFrame
    columns: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    @property
    def csv(self) -> bool:
        return self.path.suffix == ".csv"

    def __len__(self) -> int:
        return self.frame.height

    # ------------------------------------------------------------ columns
    def series(self, name: str) -> pl.Series:
        return self.frame.get_column(self.columns[name])

    def has(self, name: str) -> bool:
        return name in self.columns and self.columns[name] in self.frame.columns

    def integers(self, name: str) -> Ints:
        """Every row has one."""
        raw = self.series(name)
        read = raw.str.strip_chars().cast(pl.Int64, strict=False) if raw.dtype == pl.String and self.csv else raw
        if read.dtype not in INTEGERS:
            self._wrong_type(name, t("số nguyên", "whole numbers"))
            return np.zeros(len(self), dtype=np.int64)
        if read.dtype == pl.UInt64:
            read = read.cast(pl.Int64, strict=False)
        self._unread(name, raw, read, t("không phải số nguyên", "is no whole number"))
        return _filled(read, 0)

    def dates(self, name: str, *, missing: int | None = None) -> Ints:
        """Days since 1970. `missing` stands for no date; without it every row has one."""
        raw = self.series(name)
        read = raw.str.strip_chars().str.to_date("%Y-%m-%d", strict=False) if raw.dtype == pl.String else raw
        if read.dtype == pl.Null or (isinstance(read.dtype, pl.Datetime) and _whole_days(read)):
            read = read.cast(pl.Date)
        if read.dtype != pl.Date:
            self._wrong_type(name, t("ngày", "dates"))
            return np.zeros(len(self), dtype=np.int32)
        wrong = t("không phải một ngày dạng 2020-01-31", "is no date like 2020-01-31")
        if missing is None:
            self._unread(name, raw, read, wrong)
        elif raw.dtype == pl.String:
            self._unread(name, raw.replace("", None), read, wrong, required=False)
        found = _filled(read.to_physical(), FAR)
        given = found[found < FAR] if read.null_count() else found
        if len(given) and (given.min() < EARLIEST or given.max() > LATEST):
            odd = (found < EARLIEST) | ((found > LATEST) & (found < FAR))
            self.tell(odd, name, t("ngày ngoài 1800–2199", "a date outside 1800–2199"), _slip())
        return found

    def coded(self, name: str, known: Iterable[str] = ()) -> Coded:
        """`known`: the only codes there may be; a null is the code ""."""
        raw = self.series(name)
        if raw.dtype == pl.Boolean:
            raw = raw.cast(pl.Int8)
            found = _numbered(raw)
            words = {"0": "false", "1": "true"}
            return Coded(found.codes, tuple(words.get(word, word) for word in found.words))
        if raw.dtype in INTEGERS:
            found = _numbered(raw)
        elif raw.dtype in (pl.String, pl.Categorical, pl.Enum):
            found = worded(raw, known)
        else:
            self._wrong_type(name, t("mã", "codes"))
            return Coded(np.zeros(len(self), dtype=np.uint8), ("",))
        if known and (unknown := [n for n, word in enumerate(found.words) if word not in set(known)]):
            odd = np.isin(found.codes, unknown)
            among = t("Chọn trong: {among}", "Choose among: {among}", among=", ".join(known))
            self.tell(odd, name, t("không có mã này", "there is no such code"), among)
        return found

    # ------------------------------------------------------------ mistakes
    def tell(self, odd: Bools, name: str, message: str, remedy: str) -> None:
        """Each odd row, with what the file holds there."""
        rows = np.flatnonzero(odd)
        for row in rows[:MOST_TOLD].tolist():
            value = self.series(name)[row] if self.has(name) else None
            held = "" if value in (None, "") else f"“{value}” "
            self._problem(row, name, held + message, remedy)
        if len(rows) > MOST_TOLD:
            more = t("… và {n} dòng nữa như vậy", "… and {n} more rows like these", n=len(rows) - MOST_TOLD)
            self._problem(int(rows[MOST_TOLD]), name, more, remedy)

    def _problem(self, row: int, name: str, message: str, remedy: str) -> None:
        line = row + 2 if self.csv else row + 1  # a CSV has a head
        self.problems.append(Problem(str(self.path), line, self.columns.get(name, name), message, remedy))

    def _unread(self, name: str, raw: pl.Series, read: pl.Series, wrong: str, *, required: bool = True) -> None:
        if not read.null_count():
            return
        empty = raw.is_null() if raw.dtype != pl.String else raw.is_null() | (raw == "")
        if required:
            self.tell(empty.to_numpy(), name, t("để trống", "is empty"), t("Điền giá trị", "Fill it in"))
        self.tell((read.is_null() & ~empty).to_numpy(), name, wrong, _slip())

    def _wrong_type(self, name: str, wanted: str) -> None:
        held = self.series(name).dtype
        self.problems.append(
            Problem(
                str(self.path),
                1,
                self.columns[name],
                t("Cột chứa {held}, không phải {wanted}", "It holds {held}, not {wanted}", held=held, wanted=wanted),
                t("Xem docs/facts-format.md", "See docs/facts-format.md"),
            )
        )


def _slip() -> str:
    return t("Sửa giá trị ở dòng này", "Mend the value on this line")


# ---------------------------------------------------------------- opening
def open_file(
    folder: Path, file: str, columns: Mapping[str, str], optional: Iterable[str] = ()
) -> tuple[FactFile | None, list[Problem]]:
    """Only the named columns are read. None: it cannot be read at all, and the problems say why."""
    path = next((p for p in (folder / f"{file}.parquet", folder / f"{file}.csv") if p.exists()), None)
    if path is None:
        missing = t("Không có tệp {f}.parquet hay {f}.csv", "There is no {f}.parquet and no {f}.csv", f=file)
        return None, [Problem(str(folder / file), 1, "", missing, t("Thêm tệp này", "Add the file"))]
    try:
        there = pl.read_parquet_schema(path) if path.suffix == ".parquet" else _head(path)
        lacking = [name for name in columns.values() if name not in there]
        needed = [name for key, name in columns.items() if key not in set(optional)]
        if problems := [_lacks(path, name, there) for name in lacking if name in needed]:
            return None, problems
        wanted = list(dict.fromkeys(name for name in columns.values() if name in there))
        if path.suffix == ".parquet":
            frame = pl.read_parquet(path, columns=wanted)
        else:
            frame = pl.read_csv(path, columns=wanted, infer_schema=False, truncate_ragged_lines=False)
        return FactFile(path, frame, columns), []
    except (pl.exceptions.PolarsError, OSError, UnicodeDecodeError) as error:
        told = t("Không đọc được: {e}", "It cannot be read: {e}", e=str(error).splitlines()[0][:300])
        return None, _ragged(path) or [Problem(str(path), 1, "", told, t("Lưu lại tệp", "Save the file again"))]


def _head(path: Path) -> list[str]:
    return pl.read_csv(path, n_rows=0, infer_schema=False).columns


def _lacks(path: Path, name: str, there: Iterable[str]) -> Problem:
    shown = t("Thiếu cột “{x}”", "The column “{x}” is missing", x=name)
    return Problem(str(path), 1, name, shown, t("Trong tệp có: {x}", "The file has: {x}", x=", ".join(there)))


def _ragged(path: Path) -> list[Problem]:
    """The lines of a CSV that have too many or too few values."""
    import csv

    if path.suffix != ".csv":
        return []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            width = len(next(reader, []))
            odd = [(reader.line_num, len(line)) for line in reader if line and len(line) != width]
    except (csv.Error, UnicodeDecodeError):
        return []
    return [
        Problem(
            str(path),
            line,
            "",
            t("Dòng có {n} giá trị, đầu bảng có {w} cột", "{n} values under {w} columns", n=n, w=width),
            t("Sửa dấu phẩy, dấu ngoặc kép", "Mend the commas and quotes"),
        )
        for line, n in odd[:MOST_TOLD]
    ]


# ---------------------------------------------------------------- codes
def _numbered(series: pl.Series) -> Coded:
    """Whole numbers close to each other are codes as they stand."""
    held = series.drop_nulls() if series.null_count() else series
    low, high = (int(held.min()), int(held.max())) if len(held) else (0, 0)  # type: ignore[arg-type]
    if high - low >= WIDEST:
        return worded(series.cast(pl.String))
    values = _filled(series, low - 1 if series.null_count() else low)
    if series.null_count():
        shifted = values.astype(np.int64) - (low - 1)
        return Coded(shifted.astype(np.uint32), ("", *map(str, range(low, high + 1))))
    kind = np.uint8 if high - low < 256 else np.uint32
    shifted = values if low == 0 else values - np.asarray(low, dtype=np.int64)
    return Coded(shifted.astype(kind, copy=False), tuple(map(str, range(low, high + 1))))


def worded(series: pl.Series, known: Iterable[str] = ()) -> Coded:
    """Text is looked up once for each row: among the words that are known, if it has no others, else among its own."""
    words = list(dict.fromkeys(known))
    if words and series.dtype == pl.String:
        among = series.cast(pl.Enum(words), strict=False)
        if among.null_count() == series.null_count():
            return _placed(among, words)
    own = series.cast(pl.String)
    found = own.unique().drop_nulls().to_list()
    return _placed(own.cast(pl.Enum(found)), [nfc(word) for word in found])


def _placed(series: pl.Series, words: list[str]) -> Coded:
    codes = series.to_physical()
    if series.null_count():
        codes = codes.cast(pl.UInt32).fill_null(len(words))
        words = [*words, ""]
    return Coded(codes.to_numpy(), tuple(words or [""]))


def _whole_days(series: pl.Series) -> bool:
    """Some tools write dates as instants at midnight."""
    return bool((series.cast(pl.Date).cast(series.dtype) == series).drop_nulls().all())


def _filled(series: pl.Series, missing: int) -> Any:
    if not series.null_count():
        return series.to_numpy()
    wide = series if series.dtype in (pl.Int32, pl.Int64) else series.cast(pl.Int64)
    return wide.fill_null(missing).to_numpy()
