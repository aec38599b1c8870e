"""Looking a unit up: the list of a day, search, the versions of a code, the changes of the map."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from hoanhap.kernel.dates import in_force
from hoanhap.kernel.text import fold
from hoanhap.units.models import Unit, UnitChange
from hoanhap.units.queries.tree import Tree, UnitFacts, tree
from hoanhap.units.rules.names import LEVELS, shown


@dataclass(frozen=True, slots=True)
class Version:
    """A unit as a row: one name over one territory. `parents`: nothing for the nation."""

    id: int
    code: str
    level: str
    kind: str
    name: str
    valid_from: date
    valid_to: date | None
    start_known: bool
    successor_unknown: bool
    act: str

    @property
    def title(self) -> str:
        return shown(self.name, self.kind)

    def stands(self, on: date) -> bool:
        return in_force(on, self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class Change:
    """A reorganisation, without what undoing it needs."""

    id: int
    on: date
    kind: str
    act: str
    source: str


def at(on: date, under: str | None = None) -> list[dict[str, Any]]:
    """The units in force on a day, an upper unit before those under it; `under`: one unit by code, with all below it.

    The shape of `hoanhap units at`: `parent` is the parent's code, dates are ISO, `valid_to` is exclusive. Raises
    LookupError for a code that is not in force.
    """
    country = tree(on)
    units: Iterable[UnitFacts] = country.units()
    if under is not None:
        top = country.find(under)
        if top is None:
            raise LookupError(under)
        units = country.subtree(top.id)
    return [_shown(u, country) for u in units]


def _shown(u: UnitFacts, country: Tree) -> dict[str, Any]:
    return {
        "code": u.code,
        "name": u.name,
        "kind": u.kind,
        "level": u.level,
        "parent": country.unit(u.parent_id).code if u.parent_id is not None else None,
        "valid_from": u.valid_from.isoformat(),
        "valid_to": u.valid_to.isoformat() if u.valid_to else None,
    }


def search(text: str, on: date | None = None, *, limit: int = 50) -> list[Version]:
    """Units whose name or code holds every word, in any order and without diacritics: in force on a day, or ever.

    Exact names first, then names that begin with the words, upper levels before lower ones.
    """
    wanted = fold(text)
    if not wanted:
        return []
    rows = Unit.objects.exclude(level="nation")
    for word in wanted.split():
        rows = rows.filter(folded__contains=word)
    if on is not None:
        rows = rows.filter(_in_force(on))
    found = sorted((_version(u) for u in rows[:2_000]), key=lambda v: _rank(v, wanted))
    return found[:limit]


def _rank(v: Version, wanted: str) -> tuple[Any, ...]:
    name = fold(v.name)
    bare = name.split(" ", 1)[-1]
    exact = wanted in (name, v.code.lower()) or name.endswith(f" {wanted}") and len(name) - len(wanted) < 10
    return (not exact, not (name.startswith(wanted) or bare.startswith(wanted)), LEVELS.index(v.level), name, v.code,
            v.valid_from)  # fmt: skip


def versions(code: str) -> list[Version]:
    """Every unit that ever had a code, earliest first: a code is reused for other territories and names."""
    return [_version(u) for u in Unit.objects.filter(code=code).order_by("valid_from")]


def change_of(unit_id: int) -> Change | None:
    """The reorganisation that made a unit; None for one that is in the first list."""
    row = UnitChange.objects.filter(links__after_id=unit_id).defer("undo").first()
    return _change(row) if row else None


def changes() -> list[Change]:
    """Every reorganisation, latest first."""
    return [_change(c) for c in UnitChange.objects.defer("undo").order_by("-on", "-pk")]


def _change(c: UnitChange) -> Change:
    return Change(c.pk, c.on, c.kind, c.act, c.source)


def _version(u: Unit) -> Version:
    return Version(
        u.pk, u.code, u.level, u.kind, u.name, u.valid_from, u.valid_to, u.start_known, u.successor_unknown, u.act
    )


def _in_force(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))
