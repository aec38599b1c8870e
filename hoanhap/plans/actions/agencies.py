"""The agencies that a plan's words mean, made where nobody has needed them yet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from hoanhap.kernel.text import fold
from hoanhap.plans.rules.draft import AgencyRef
from hoanhap.units.actions import ensure_agencies
from hoanhap.units.models import Agency, Unit
from hoanhap.units.queries import Tree, UnitFacts, register, tree

LEVELS = ("nation", "province", "district", "commune")


@dataclass
class Finder:
    """Agencies of one plan: at its own unit, above it or under it. What fits none is kept in `unresolved`, as written.

    `chosen`: what somebody answered when asked, agencies by the words of the plan.
    """

    unit: Unit
    on: date
    chosen: dict[str, list[int]] = field(default_factory=dict)
    unresolved: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._tree: Tree = tree(self.on)
        self._found: dict[tuple[str, str, str, bool, str], list[Agency]] = {}

    def all(self, refs: Iterable[AgencyRef]) -> list[Agency]:
        """Each once, in the order of the words."""
        return list({a.pk: a for ref in refs for a in self.one(ref)}.values())

    def one(self, ref: AgencyRef) -> list[Agency]:
        if ref.text in self.chosen:
            return list(Agency.objects.filter(pk__in=self.chosen[ref.text]).order_by("pk"))
        if ref.kind == "group":
            return []
        key = ref.sector, ref.level, ref.place, ref.every, "sure" if ref.sure else ref.text
        if key not in self._found:
            self._found[key] = self._agencies(ref) if ref.sure else []
        if not self._found[key]:
            self.unresolved.setdefault(ref.text)
        return self._found[key]

    def _agencies(self, ref: AgencyRef) -> list[Agency]:
        if ref.sector not in register().sectors or ref.level not in LEVELS:
            return []
        if register().office(ref.sector, ref.level, self.on) is None:
            return []
        units = list(self._units(ref))
        if not units:
            return []
        made = ensure_agencies(unit_ids=[u.id for u in units], sector=ref.sector, on=self.on)
        return [made[u.id] for u in units]

    def _units(self, ref: AgencyRef) -> Iterator[UnitFacts]:
        """Of a level: the plan's unit or the one above it; below it every one, or the one that is named."""
        wanted = fold(ref.place)
        up = [self._tree.unit(i) for i in (self.unit.pk, *self._tree.ancestors(self.unit.pk))]
        line = {unit.level: unit for unit in up}
        if (here := line.get(ref.level)) is not None and (not wanted or fold(here.name).endswith(wanted)):
            yield here
            return
        for unit in self._tree.subtree(self.unit.pk):
            if unit.level == ref.level and (ref.every or (wanted and fold(unit.name).endswith(wanted))):
                yield unit


def branch_of(agency: Agency, top: Unit, units: Tree) -> int | None:
    """The unit directly under the plan's in which the agency stands; None at the plan's unit, above it or beside it."""
    if agency.unit_id == top.pk or agency.unit_id not in units:
        return None
    line = (agency.unit_id, *units.ancestors(agency.unit_id))
    return line[line.index(top.pk) - 1] if top.pk in line else None
