"""A folder of facts (docs/facts-format.md) read against this home's map and the relations of the product."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from hoanhap.facts.actions.loading import Told
from hoanhap.facts.queries.maps import dated_codes
from hoanhap.facts.relations import BY_NAME, RELATIONS, Relation
from hoanhap.facts.rules.rows import packed
from hoanhap.indicators.bulk.columns import EPOCH, FAR, Persons, Rows
from hoanhap.indicators.bulk.files import FactErrors
from hoanhap.indicators.bulk.folder import Folder
from hoanhap.indicators.bulk.table import Needs
from hoanhap.indicators.bulk.units import Units
from hoanhap.indicators.language import Definitions
from hoanhap.indicators.rules.maps import Country, UnitRow
from hoanhap.kernel.lang import t
from hoanhap.kernel.toml.problems import Problem

KINDS = (".parquet", ".csv")
PART = 50_000


class FactFiles:
    """Sound files. Raises FactErrors with every mistake of every file."""

    def __init__(self, folder: Path) -> None:
        self._folder = Folder(folder, Definitions((), BY_NAME))
        names = {path.stem for path in _files(folder)}
        self._units, self._numbers = _country()
        persons = Persons(0)
        self._told: list[tuple[Relation, Rows]] = []
        if any(relation.subject == "person" for relation in RELATIONS if relation.name in names):
            persons = self._folder.persons(frozenset({"sex"}))
        for relation in RELATIONS:
            if relation.name in names and relation.shape != "subject":
                needs = Needs(frozenset(c.name for c in relation.coded), _amount(relation))
                self._told.append((relation, self._folder.rows(relation.name, needs, self._units)))
        self._folder.problems += [*_strange(folder, names), *_ageless(folder, persons)]
        self._folder.check()
        self._persons = persons
        self.digest = _digest(folder)

    @property
    def persons(self) -> list[tuple[str, str]]:
        assert self._persons.birth is not None or not self._persons.count
        if not self._persons.count:
            return []
        sex = self._persons.coded["sex"]
        born = map(_iso, self._persons.birth.tolist())  # type: ignore[union-attr]
        return [(sex.words[code], day) for code, day in zip(sex.codes.tolist(), born, strict=True)]

    def parts(self) -> Iterator[Sequence[Told]]:
        for relation, rows in self._told:
            for start in range(0, len(rows), PART):
                yield self._part(relation, rows, slice(start, start + PART))

    def _part(self, relation: Relation, rows: Rows, at: slice) -> list[Told]:
        columns = [rows.coded[column.name] for column in relation.coded]
        words = [[column.words[code] for code in column.codes[at].tolist()] for column in columns]
        codes = [packed(one) for one in zip(*words, strict=True)] if words else [""] * len(rows.unit[at])
        persons = [None] * len(codes) if rows.person is None else rows.person[at].tolist()
        amounts = rows.amounts[relation.amount.name][at].tolist() if relation.amount else [0] * len(codes)
        units = [self._numbers[unit] for unit in rows.unit[at].tolist()]
        starts = map(_iso, rows.start[at].tolist())
        ends = [_iso(day) if relation.shape == "span" and day != FAR else None for day in rows.end[at].tolist()]
        found = zip(persons, units, starts, ends, codes, amounts, strict=True)
        return [Told(relation.name, *row) for row in found]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in KINDS)


def _amount(relation: Relation) -> frozenset[str]:
    return frozenset({relation.amount.name} if relation.amount else ())


def _country() -> tuple[Units, list[int]]:
    """The units of this home by their official codes, and the number of each."""
    rows = dated_codes()
    return Units(Country(UnitRow(code, "", start, end) for _, code, start, end in rows), ()), [row[0] for row in rows]


def _strange(folder: Path, names: set[str]) -> Iterator[Problem]:
    """A misspelt file must not be passed over."""
    for name in sorted(names - {*BY_NAME, "unit", "unit_change"}):
        known = ", ".join(relation.name for relation in RELATIONS)
        yield Problem(
            str(folder / name), 1, "", t("Không có quan hệ tên này", "There is no relation of this name"),
            t("Các quan hệ: {x}", "The relations: {x}", x=known),
        )  # fmt: skip
    if not names & {*BY_NAME}:
        yield Problem(
            str(folder), 1, "", t("Không có tệp số liệu nào", "There is no file of facts"),
            t("Thêm tệp .parquet hoặc .csv", "Add files .parquet or .csv"),
        )  # fmt: skip


def _ageless(folder: Path, persons: Persons) -> Iterator[Problem]:
    if persons.birth is None:
        return
    path = next(path for path in _files(folder) if path.stem == "person")
    head = path.suffix == ".csv"
    for place, day in enumerate(persons.birth.tolist()):
        if day == FAR:
            yield Problem(
                str(path), place + 1 + head, "birth", t("thiếu ngày sinh", "the day of birth is missing"),
                t("Chỉ biết năm: ghi ngày 31/12 năm ấy", "Only the year is known: write 31 December of it"),
            )  # fmt: skip


def _iso(day: int) -> str:
    return date.fromordinal(day + EPOCH).isoformat()


def _digest(folder: Path) -> str:
    found = hashlib.sha256()
    for path in _files(folder):
        found.update(path.name.encode() + b"\0")
        with path.open("rb") as file:
            found.update(hashlib.file_digest(file, "sha256").digest())
    return found.hexdigest()


__all__ = ["FactErrors", "FactFiles"]
