"""Reads `law/units/`: the lists of 2025, how they join, and Cao Bằng's history. Rows and codes only, no database."""

import csv
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from hoanhap.units.rules.names import kind_of

HISTORY = "04"  # Cao Bằng: the one province whose changes before mid-2025 are known


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list. Level and code together are unique in one list."""

    level: str
    code: str
    name: str
    parent: str

    @property
    def kind(self) -> str:
        return kind_of(self.level, self.name)


@dataclass(frozen=True, slots=True)
class Join:
    """An old code and a new code; `partial` when the old unit was split, `main` for the part proposed first."""

    before: str
    after: str
    partial: bool
    main: bool


@dataclass(frozen=True, slots=True)
class Reform:
    """The nation-wide change of 2025-07-01."""

    on: date
    act: str
    source: str
    commune_act: str
    commune_acts: dict[str, str]

    def act_for(self, unit: Listed) -> str:
        return self.act if unit.level == "province" else self.commune_acts.get(unit.parent, self.commune_act)


def before_reform() -> list[Listed]:
    """The list of June 2025 with Cao Bằng as it stood until January 2020; upper units first."""
    history = _listed("cao-bang-before-2020.csv")
    told_apart = {HISTORY} | {u.code for u in history if u.level == "district"}
    recent = [u for u in listed_in_june_2025() if u.parent not in told_apart]
    return sorted(recent + history, key=lambda u: len(u.code))


def listed_in_june_2025() -> list[Listed]:
    return _listed("units-2025-06.csv")


def after_reform() -> list[Listed]:
    return _listed("units-2025-07.csv")


def joins() -> list[Join]:
    return [
        Join(r["before"], r["after"], r["extent"] == "part", r["default"] == "1") for r in _rows("links-2025-07.csv")
    ]


def reform() -> Reform:
    return Reform(**_toml("reform-2025.toml"))


def change_sets() -> list[dict[str, Any]]:
    """Cao Bằng's change sets as written: `on`, `act`, `source` and their changes, in order."""
    sets: list[dict[str, Any]] = _toml("cao-bang-2020.toml")["set"]
    return sets


def _listed(name: str) -> list[Listed]:
    return [Listed(r["level"], r["code"], r["name"], r["parent"]) for r in _rows(name)]


def _rows(name: str) -> Iterable[dict[str, str]]:
    with _path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_path(name).read_text(encoding="utf-8"))


def _path(name: str) -> Path:
    return Path(settings.LAW_PATH) / "units" / name
