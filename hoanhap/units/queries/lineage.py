"""What became of a unit, and what it was made of: links followed from day to day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from hoanhap.units.models import Unit, UnitLink
from hoanhap.units.rules.names import shown

MANY = 500  # beyond this, reading every link of the window is quicker than asking for some


class Carried(NamedTuple):
    """Where a unit is found on another day. `partial`: only a part of it. `certain`: no step of the way was guessed."""

    id: int
    partial: bool
    certain: bool


@dataclass(frozen=True, slots=True)
class Kin:
    """A relative of a unit, on the other side of one or more changes."""

    id: int
    code: str
    level: str
    kind: str
    name: str
    valid_from: date
    valid_to: date | None
    partial: bool
    certain: bool
    main: bool = True

    @property
    def title(self) -> str:
        return shown(self.name, self.kind)


class _Link(NamedTuple):
    source: int
    target: int
    partial: bool
    certain: bool
    level_before: str
    level_after: str

    @property
    def level_kept(self) -> bool:
        return self.level_before == self.level_after


def carry(unit_ids: Iterable[int], from_on: date, to_on: date) -> dict[int, tuple[Carried, ...]]:
    """Each unit of one day's map on the map of another day, later or earlier.

    A unit still (or already) in force stands for itself. An empty tuple: nothing is known of where it went.
    Going back, `partial` means that only a part of the earlier unit came into the later one.
    """
    wanted = list(dict.fromkeys(unit_ids))
    forward = from_on <= to_on
    links = _links(wanted, from_on, to_on, forward)
    touched = {*wanted, *(x.target for xs in links.values() for x in xs)}
    rows = Unit.objects.filter(_some(touched)).order_by().values_list("pk", "valid_from", "valid_to")
    spans = {pk: (start, end) for pk, start, end in rows}
    return {unit_id: _follow(unit_id, links, spans, to_on) for unit_id in wanted}


def successors(unit_id: int, on: date) -> tuple[Kin, ...]:
    """What a unit of the past has become by a day. Empty when it is still in force, or when nobody knows."""
    unit = Unit.objects.only("valid_from", "valid_to").get(pk=unit_id)
    return _kin(unit_id, unit.valid_from, max(on, unit.valid_from))


def predecessors(unit_id: int, on: date) -> tuple[Kin, ...]:
    """What a unit was made of, as it stood on an earlier day. Empty when it was already in force then."""
    unit = Unit.objects.only("valid_from", "valid_to").get(pk=unit_id)
    return _kin(unit_id, unit.valid_from, min(on, unit.valid_from))


def became(unit_id: int) -> tuple[Kin, ...]:
    """The units that took this one over, one change on."""
    return _direct(UnitLink.objects.filter(before_id=unit_id).select_related("after"), "after")


def made_of(unit_id: int) -> tuple[Kin, ...]:
    """The units this one was made of, one change back."""
    links = list(UnitLink.objects.filter(after_id=unit_id).select_related("before", "after"))
    own = [x for x in links if x.before.level == x.after.level]
    return _direct(own or links, "before")


def _direct(links: Iterable[UnitLink], side: str) -> tuple[Kin, ...]:
    found = [_as_kin(getattr(x, side), x.partial, x.certain, x.main) for x in links]
    return tuple(sorted(found, key=lambda k: (not k.main, k.partial, k.code)))


def _kin(unit_id: int, from_on: date, to_on: date) -> tuple[Kin, ...]:
    carried = {c.id: c for c in carry([unit_id], from_on, to_on)[unit_id] if c.id != unit_id}
    units = Unit.objects.filter(pk__in=carried).order_by("code")
    return tuple(_as_kin(u, carried[u.pk].partial, carried[u.pk].certain, True) for u in units)


def _as_kin(u: Unit, partial: bool, certain: bool, main: bool) -> Kin:
    return Kin(u.pk, u.code, u.level, u.kind, u.name, u.valid_from, u.valid_to, partial, certain, main)


def _links(wanted: Sequence[int], from_on: date, to_on: date, forward: bool) -> dict[int, list[_Link]]:
    """The links that lead from the wanted units to the other day, by the unit they start from."""
    near, far = ("before_id", "after_id") if forward else ("after_id", "before_id")
    window = UnitLink.objects.filter(change__on__gt=min(from_on, to_on), change__on__lte=max(from_on, to_on)).order_by()
    found: dict[int, list[_Link]] = defaultdict(list)
    frontier = set(wanted)
    while frontier:
        rows = window if len(frontier) > MANY else window.filter(**{f"{near}__in": frontier})
        new = [
            _Link(*row) for row in rows.values_list(near, far, "partial", "certain", "before__level", "after__level")
        ]
        for link in new:
            found[link.source].append(link)
        if len(frontier) > MANY:
            break
        frontier = {link.target for link in new} - set(found)
    return found if forward else {source: _of_own_level(links) for source, links in found.items()}


def _of_own_level(links: list[_Link]) -> list[_Link]:
    """Looking back from a commune of 2025, its communes are its past, not also the district they stood in. An island
    district without communes is the past of its special zone."""
    return [link for link in links if link.level_kept] or links


def _follow(
    unit_id: int, links: dict[int, list[_Link]], spans: dict[int, tuple[date, date | None]], to_on: date
) -> tuple[Carried, ...]:
    """Walk until every branch is in force on the day; a branch that ends in nothing leaves the others partial."""
    ends: dict[int, list[tuple[bool, bool]]] = defaultdict(list)
    lost = False
    open_ends = [(unit_id, False, True)]
    while open_ends:
        here, partial, certain = open_ends.pop()
        start, end = spans[here]
        if start <= to_on and (end is None or to_on < end):
            ends[here].append((partial, certain))
            continue
        onward = links.get(here, [])
        lost = lost or not onward
        open_ends += [(x.target, partial or x.partial, certain and x.certain) for x in onward]
    alone = len(ends) == 1 and not lost and spans[unit_id][0] <= to_on  # all its parts met again in one unit
    return tuple(
        Carried(found, not alone and all(p for p, _ in paths), all(c for _, c in paths))
        for found, paths in sorted(ends.items())
    )


def _some(ids: set[int]) -> Q:
    """These ids; or, when they are many, everything: reading all is quicker and stays within the databases' limits."""
    return Q(pk__in=ids) if len(ids) <= MANY else Q()
