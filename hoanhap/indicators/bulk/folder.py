"""A folder of facts: `person`, `unit`, `unit_change` and one file a relation (docs/facts-format.md)."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from hoanhap.facts.relations import Relation
from hoanhap.indicators.bulk import unit_files
from hoanhap.indicators.bulk.columns import FAR, Coded, Ints, Persons, Rows
from hoanhap.indicators.bulk.files import FactErrors, FactFile, open_file
from hoanhap.indicators.bulk.table import Needs, Table, table
from hoanhap.indicators.bulk.units import Units
from hoanhap.indicators.definitions import DefinitionErrors, load
from hoanhap.indicators.language import ANY_CODE, Definitions, RelationFile
from hoanhap.indicators.rules.maps import Country
from hoanhap.kernel.lang import t
from hoanhap.kernel.toml.problems import Problem

SPARSE = 8  # a table of numbers may be this much longer than the persons it holds
PARTS = {"subject": ("person", "birth"), "span": ("start", "end"), "event": ("date",)}
OPTIONAL = ("birth", "end")


def counted(definitions_file: Path, folder: Path, *, map_date: date | None = None) -> Table:
    """Raises FileErrors: DefinitionErrors, or FactErrors with every mistake of every file that was read."""
    definitions = load([definitions_file])
    if not definitions.periods:
        nothing = t("Không có kỳ nào để đếm", "There is no period to count in")
        remedy = t("Thêm [[periods]] có code, start, end", "Add [[periods]] with code, start, end")
        raise DefinitionErrors([Problem(str(definitions_file), 1, "periods", nothing, remedy)])
    facts = Folder(folder, definitions)
    country = facts.country()
    facts.check()  # with units unread, every row would be told as well
    found = table(definitions, facts, country, map_date=map_date)
    facts.check()
    return found


class Folder:
    """Reads what a table asks for, once; what is wrong is kept in `problems`, and told all at once by `check`."""

    def __init__(self, path: Path, definitions: Definitions) -> None:
        self.path, self.definitions = path, definitions
        self.problems: list[Problem] = []
        self._lock = Lock()
        self.ids: Ints = np.zeros(0, dtype=np.int64)

    def check(self) -> None:
        """Raises FactErrors."""
        if self.problems:
            raise FactErrors(self.problems)

    def size(self, relation: str) -> int:
        """Of the file: which relation takes longest."""
        file = self._mapped(relation).file
        return max(
            (p.stat().st_size for p in self.path.glob(f"{file}.*") if p.suffix in (".parquet", ".csv")), default=0
        )

    # ------------------------------------------------------------ persons
    def persons(self, coded: frozenset[str]) -> Persons:
        relation = self.definitions.relations["person"]
        file = self._open("person", {"person", "birth", *coded}, relation)
        if file is None:
            return Persons(0, np.zeros(0, dtype=np.int32), {name: _nothing(0) for name in coded})
        self.ids = file.integers("person")
        self._once(file, self.ids, "person", t("người này đã có ở dòng trên", "this person is there above"))
        birth = file.dates("birth", missing=FAR) if file.has("birth") else np.full(len(file), FAR, dtype=np.int32)
        found = {name: file.coded(name, _known(relation, name)) for name in coded}
        self._take(file)
        return Persons(len(file), birth, found)

    @cached_property
    def _places(self) -> tuple[int, Ints | None, Ints | None]:
        """(lowest number, place by number, order): how a person's number leads to their place."""
        ids = self.ids
        if not len(ids):
            return 0, np.zeros(0, dtype=np.int32), None
        low, high = int(ids.min()), int(ids.max())
        if high - low + 1 == len(ids) and bool((np.diff(ids) == 1).all()):
            return low, None, None
        if high - low < SPARSE * len(ids) + 1_000_000:
            place = np.full(high - low + 1, -1, dtype=np.int32)
            place[ids - low] = np.arange(len(ids), dtype=np.int32)
            return low, place, None
        return low, None, np.argsort(ids, kind="stable")

    def _person(self, file: FactFile) -> Ints:
        number = file.integers("person")
        low, place, order = self._places
        if order is not None:
            at = np.minimum(np.searchsorted(self.ids, number, sorter=order), len(self.ids) - 1)
            found = order[at].astype(np.int32)
            missing = self.ids[found] != number
        else:
            size = len(self.ids) if place is None else len(place)
            outside = len(number) > 0 and (int(number.min()) < low or int(number.max()) >= low + size)
            missing = (number < low) | (number >= low + size) if outside else np.zeros(0, dtype=bool)
            offset = number if low == 0 else number - low
            if outside:
                offset = np.where(missing, 0, offset)
            found = (offset if place is None else place[offset] if size else offset).astype(np.int32, copy=False)
            if place is not None and size and bool((found < 0).any()):
                missing = (found < 0) | (missing if outside else False)
        if missing.any():
            file.tell(
                missing,
                "person",
                t("không có trong tệp person", "is not in the file person"),
                t("Thêm người này vào person, hoặc sửa số", "Add the person there, or mend the number"),
            )
        return found

    def number(self, person: Ints) -> Ints:
        return self.ids[person]

    # ------------------------------------------------------------ rows
    def rows(self, name: str, needs: Needs, units: Units) -> Rows:
        relation = self.definitions.relations[name]
        columns = {"unit", *PARTS[relation.shape], *needs.coded, *needs.amounts}
        columns |= {"person"} if relation.subject == "person" else set()
        file = self._open(name, columns, relation)
        if file is None:
            return self._empty(relation, needs)
        start = file.dates("start" if relation.shape == "span" else "date")
        end = self._end(file, start) if relation.shape == "span" else start
        rows = Rows(
            self._unit(file, start, units),
            start,
            end,
            self._person(file) if relation.subject == "person" else None,
            {column: file.coded(column, _known(relation, column)) for column in needs.coded},
            {column: file.integers(column).astype(np.int64) for column in needs.amounts},
        )
        self._duplicates(name, file)
        return rows if self._take(file) else self._empty(relation, needs)

    @staticmethod
    def _end(file: FactFile, start: Ints) -> Ints:
        end = file.dates("end", missing=FAR) if file.has("end") else np.full(len(file), FAR, dtype=np.int32)
        if (reversed_ := end < start).any():
            file.tell(
                reversed_,
                "end",
                t("kết thúc trước khi bắt đầu", "ends before it starts"),
                t("Sửa một trong hai ngày", "Mend one of the two dates"),
            )
        return end

    @staticmethod
    def _empty(relation: Relation, needs: Needs) -> Rows:
        none = np.zeros(0, dtype=np.int32)
        person = none if relation.subject == "person" else None
        return Rows(none, none, none, person, {c: _nothing(0) for c in needs.coded}, dict.fromkeys(needs.amounts, none))

    def _unit(self, file: FactFile, start: Ints, units: Units) -> Ints:
        """The unit that had the code on the row's own day."""
        prefix = self.definitions.units.levels[0][1] if self.definitions.units.levels else ""
        codes, words = unit_files.codes_of(file.series("unit"), prefix, units.by_code)
        by_code = units.by_code
        place = np.array([by_code.get(word, [-1])[0] for word in words], dtype=np.int32)
        plain = bool((place == np.arange(len(place))).all())  # numbered as the units stand: nothing to look up
        found = codes if plain else place[codes]
        if units.dated:
            found = unit_files.on_the_day(found, codes, [by_code.get(word, []) for word in words], start, units)
        if found.min(initial=0) < 0:
            unknown = found < 0
            never = np.array([word not in by_code for word in words], dtype=bool)[codes]
            remedy = t("Xem tệp unit", "See the file unit")
            file.tell(unknown & never, "unit", t("không có đơn vị này", "there is no such unit"), remedy)
            at_that_time = t("đơn vị không có vào ngày của dòng này", "the unit was not there on the day of the row")
            file.tell(unknown & ~never, "unit", at_that_time, remedy)
        return found

    def _duplicates(self, name: str, file: FactFile) -> None:
        again = t("dòng này đã có ở trên", "this row is there above")
        if file.has("id"):
            ids = file.series("id")
            self._once(file, ids.to_numpy() if ids.dtype.is_integer() else ids.hash().to_numpy(), "id", again)
        elif not self._mapped(name).repeats:
            self._once(file, file.frame.hash_rows().to_numpy(), "person", again)

    @staticmethod
    def _once(file: FactFile, key: Any, name: str, message: str) -> None:
        """The second of two rows is told, not the first. Rows that are numbered upward need no sorting."""
        if len(key) < 2 or bool((key[1:] > key[:-1]).all()):
            return
        ordered = np.sort(key)
        if not bool((ordered[1:] == ordered[:-1]).any()):
            return
        _, first = np.unique(key, return_index=True)
        again = np.ones(len(key), dtype=bool)
        again[first] = False
        remedy = t(
            "Xóa dòng thừa; nếu việc ấy có hai lần thật, đặt id, hoặc repeats = true",
            "Drop one; if it did happen twice, give id, or repeats = true",
        )
        file.tell(again, name, message, remedy)

    def country(self) -> Country:
        found, problems = unit_files.country(self.path, self.definitions.units)
        self.problems += problems
        return found

    # ------------------------------------------------------------ opening
    def _mapped(self, name: str) -> RelationFile:
        return self.definitions.files.get(name) or RelationFile(name, {})

    def _open(self, name: str, columns: set[str], relation: Relation) -> FactFile | None:
        """Beside what is asked for, the columns that tell one row from another, where the file has them."""
        mapped = self._mapped(name)
        telling = {"id"} if "id" in mapped.names else set() if mapped.repeats else {*relation.column}
        named: Mapping[str, str] = {column: mapped.names.get(column, column) for column in sorted(columns | telling)}
        optional = [c for c in OPTIONAL if c not in mapped.names]
        optional += [c for c in telling - columns if c not in mapped.names]
        file, problems = open_file(self.path, mapped.file, named, optional)
        with self._lock:
            self.problems += problems
        return file

    def _take(self, file: FactFile) -> bool:
        """Whether the file is sound."""
        with self._lock:
            self.problems += file.problems
        return not file.problems


# ---------------------------------------------------------------- values
def _known(relation: Relation, name: str) -> tuple[str, ...]:
    column = relation.column[name]
    return () if ANY_CODE in column.codes else (*column.codes, *(("",) if column.blank else ()))


def _nothing(size: int) -> Coded:
    return Coded(np.zeros(size, dtype=np.uint8), ("",))
