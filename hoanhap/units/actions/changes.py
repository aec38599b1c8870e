"""The one door through which the map changes: apply a change, take a change back."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError, Q

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.units.actions.journal import Journal, take_back
from hoanhap.units.actions.note import By, note
from hoanhap.units.errors import Refused
from hoanhap.units.models import Agency, Placement, Unit, UnitChange, UnitLink
from hoanhap.units.queries.tree import forget
from hoanhap.units.rules import change as rules
from hoanhap.units.rules.change import Making, Plan, Standing
from hoanhap.units.rules.names import folded, kind_of


@transaction.atomic
def apply_change(*, plan: Plan, act: str, on: date, source: str = "", by: By | None = None) -> UnitChange:
    """Make one reorganisation, in force from `on`. Raises Refused with every reason.

    Changes of one unit are recorded in the order of time: a unit that a later change has ended is not in reach
    until that change is reversed.
    """
    standing = _standing(plan)
    reasons = rules.refusals(plan, standing, on) or _codes_in_use(plan, standing)
    if reasons:
        raise Refused(reasons)
    journal = Journal()
    made = [_make(m, standing, on, act, journal) for m in plan.makes]
    heirs = rules.heirs(plan, standing)
    for n, unit in enumerate(made):
        _place(heirs[n], unit.pk, on, journal)
    for moving in plan.moves:
        _place([moving.unit_id], moving.to_id, on, journal)
    _end(plan, on, journal)
    change = UnitChange.objects.create(on=on, kind=plan.kind, act=act, source=source, undo=journal.undo())
    UnitLink.objects.bulk_create(
        UnitLink(change=change, before_id=k.unit_id, after=unit, partial=k.partial, certain=k.certain, main=k.main)
        for making, unit in zip(plan.makes, made, strict=True)
        for k in making.takes
    )
    forget()
    note(by, "unit.change", str(change.pk), change=plan.kind, on=on.isoformat(), units=len(journal.wrote))
    return change


@transaction.atomic
def revert_change(*, change: UnitChange, by: By | None = None) -> None:
    """Take a change back: the map, the links and the agencies are exactly as before it. Raises Refused.

    Refused while a later change, a report or a post builds on what it made.
    """
    change = UnitChange.objects.select_for_update().get(pk=change.pk)
    later = _builds_on(change)
    if later:
        raise Refused(list(dict.fromkeys(_builds(other) for other in later)))
    number, undo = change.pk, change.undo
    change.delete()
    try:
        Agency.objects.filter(unit_id__in=undo["made"].get("unit", [])).delete()  # made since, from the patterns
        take_back(undo)
    except ProtectedError as error:
        raise Refused([_in_use(error)]) from None
    forget()
    note(by, "unit.revert", str(number), change=change.kind, on=change.on.isoformat(), units=len(undo["wrote"]))


def _standing(plan: Plan) -> dict[int, Standing]:
    """The units a plan names, as they stand now, with the last day on which anything about their place changed."""
    ids = {*plan.ending(), *(m.unit_id for m in plan.moves), *(m.to_id for m in plan.moves)}
    ids |= {m.parent_id for m in plan.makes if m.parent_id is not None} | {c for m in plan.makes for c in m.children}
    parents: dict[int, int] = {}
    children: dict[int, list[int]] = defaultdict(list)
    own: dict[int, date] = defaultdict(lambda: date.min)
    below: dict[int, date] = defaultdict(lambda: date.min)
    for row in Placement.objects.filter(Q(unit_id__in=ids) | Q(parent_id__in=ids)):
        own[row.unit_id] = max(own[row.unit_id], row.valid_from)
        below[row.parent_id] = max(below[row.parent_id], row.valid_to or row.valid_from)
        if row.valid_to is None:
            parents[row.unit_id] = row.parent_id
            children[row.parent_id].append(row.unit_id)
    return {
        u.pk: Standing(
            id=u.pk,
            code=u.code,
            level=u.level,
            name=u.name,
            valid_from=u.valid_from,
            valid_to=u.valid_to,
            parent_id=parents.get(u.pk),
            children=tuple(sorted(children[u.pk])),
            own_last=own[u.pk],
            below_last=below[u.pk],
        )
        for u in Unit.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    }


def _codes_in_use(plan: Plan, standing: dict[int, Standing]) -> list[str]:
    wanted = {(standing[m.takes[0].unit_id].level, m.code) for m in plan.makes}
    others = Unit.objects.filter(code__in=[code for _, code in wanted], valid_to=None).exclude(pk__in=plan.ending())
    return [
        t("Mã {code} đang là của {name}.", "The code {code} belongs to {name}.", code=u.code, name=u.name)
        for u in others
        if (u.level, u.code) in wanted
    ]


def _make(making: Making, standing: dict[int, Standing], on: date, act: str, journal: Journal) -> Unit:
    first = standing[making.takes[0].unit_id]
    unit = Unit.objects.create(
        code=making.code,
        level=first.level,
        kind=kind_of(first.level, making.name),
        name=making.name,
        folded=folded(making.name, making.code),
        valid_from=on,
        act=act,
    )
    parent = making.parent_id if making.parent_id is not None else first.parent_id
    placement = Placement.objects.create(unit=unit, parent_id=parent, valid_from=on)
    journal.made([unit, placement])
    return unit


def _place(unit_ids: Iterable[int], parent_id: int, on: date, journal: Journal) -> None:
    """Bring units under another parent from a day on. A placement that began that very day is corrected, not cut."""
    rows = list(Placement.objects.filter(unit_id__in=unit_ids, valid_to=None).order_by("pk"))
    today = [row for row in rows if row.valid_from == on]
    before = [row for row in rows if row.valid_from < on]
    journal.replace(today, "parent_id", parent_id)
    journal.replace(before, "valid_to", on)
    journal.made(Placement.objects.create(unit_id=row.unit_id, parent_id=parent_id, valid_from=on) for row in before)


def _end(plan: Plan, on: date, journal: Journal) -> None:
    """Units end with their placements and with the agencies that stood at them."""
    ending = plan.ending()
    journal.replace(Unit.objects.filter(pk__in=ending).order_by("pk"), "valid_to", on)
    journal.replace(Unit.objects.filter(pk__in=plan.ends).order_by("pk"), "successor_unknown", True)
    for row in Placement.objects.filter(unit_id__in=ending, valid_to=None).order_by("pk"):
        if row.valid_from == on:
            journal.remove(row)
        else:
            journal.replace([row], "valid_to", on)
    agencies = Agency.objects.filter(unit_id__in=ending, valid_from__lt=on).filter(
        Q(valid_to=None) | Q(valid_to__gt=on)
    )
    journal.replace(agencies.order_by("pk"), "valid_to", on)


def _builds_on(change: UnitChange) -> list[UnitChange]:
    """Later changes that wrote what this one wrote, stand on what it made, or changed what it would restore."""
    wrote, leans = set(change.undo["wrote"]), set(change.undo["leans"])
    return [
        other
        for other in UnitChange.objects.filter(pk__gt=change.pk).order_by("pk")
        if (wrote | leans) & set(other.undo["wrote"]) or wrote & set(other.undo["leans"])
    ]


def _builds(other: UnitChange) -> str:
    return t(
        "Thay đổi ngày {day} ({act}) dựa trên thay đổi này: đảo thay đổi đó trước.",
        "The change of {day} ({act}) builds on this one: reverse that first.",
        day=format_date(other.on),
        act=other.act,
    )


def _in_use(error: ProtectedError) -> str:
    kinds = sorted({str(row._meta.verbose_name) for row in error.protected_objects})
    return t(
        "Đã có dữ liệu gắn với đơn vị do thay đổi này lập ra ({kinds}), nên không đảo được.",
        "Other records already refer to the units this change made ({kinds}), so it cannot be reversed.",
        kinds=", ".join(kinds),
    )
