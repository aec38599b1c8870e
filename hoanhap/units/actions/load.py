"""Fill an empty home with the country: both lists, how they join, and Cao Bằng's history."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db import connection, transaction

from hoanhap.kernel.lang import Words
from hoanhap.units import country
from hoanhap.units.actions.changes import apply_change
from hoanhap.units.actions.note import By, note
from hoanhap.units.country import Join, Listed
from hoanhap.units.models import Placement, Unit, UnitChange, UnitLink
from hoanhap.units.queries.tree import forget
from hoanhap.units.rules.change import Making, Moving, Plan, Taking
from hoanhap.units.rules.names import DATA_START, NATION, folded

Progress = Callable[[str], None]
BATCH = 2_000
SAYS = {
    "before": Words("63 tỉnh, 696 huyện, 10.035 xã", "63 provinces, 696 districts, 10,035 communes"),
    "history": Words("Cao Bằng năm 2020", "Cao Bằng in 2020"),
    "after": Words("34 tỉnh, 3.321 xã từ 01/7/2025", "34 provinces, 3,321 communes from 1 Jul 2025"),
    "links": Words("nối đơn vị cũ với đơn vị mới", "links between old and new units"),
}


@transaction.atomic
def load_country(*, by: By | None = None, on: date | None = None, progress: Progress = lambda doing: None) -> bool:
    """Load the whole country, once; True when something was loaded. A second call changes nothing.

    `on` is only noted in the audit log. `progress` is told what is being done.
    """
    if Unit.objects.filter(level="nation", code=NATION).exists():
        return False
    progress(str(SAYS["before"]))
    nation = Unit.objects.create(
        code=NATION,
        level="nation",
        kind="nation",
        name="Việt Nam",
        folded=folded("Việt Nam", NATION),
        valid_from=DATA_START,
        start_known=False,
    )
    _insert(country.before_reform(), {NATION: nation.pk}, DATA_START, start_known=False)
    progress(str(SAYS["history"]))
    for changes in country.change_sets():
        for change in changes["change"]:
            _apply(change, changes, by)
    _reform(nation, progress)
    _count_afresh()
    forget()
    note(by, "unit.load", NATION, units=Unit.objects.count(), on=on.isoformat() if on else "")
    return True


def _count_afresh() -> None:
    """PostgreSQL plans by statistics: before it counts the new rows itself, it joins thousands as if few."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in (Unit, Placement, UnitChange, UnitLink):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _insert(
    listed: Iterable[Listed],
    ids: dict[str, int],
    start: date,
    act_for: Callable[[Listed], str] | None = None,
    **facts: Any,
) -> list[int]:
    """Insert a list, level by level, each unit with its placement. `ids`: code → id, grown as it goes."""
    levels: dict[str, list[Listed]] = defaultdict(list)
    for row in listed:
        levels[row.level].append(row)
    made: list[int] = []
    for rows in levels.values():
        units = [
            Unit(
                code=r.code,
                level=r.level,
                kind=r.kind,
                name=r.name,
                folded=folded(r.name, r.code),
                valid_from=start,
                act=act_for(r) if act_for else "",
                **facts,
            )
            for r in rows
        ]
        Unit.objects.bulk_create(units, batch_size=BATCH)
        Placement.objects.bulk_create(
            (Placement(unit=u, parent_id=ids[r.parent], valid_from=start) for u, r in zip(units, rows, strict=True)),
            batch_size=BATCH,
        )
        ids.update((u.code, u.pk) for u in units)
        made += [u.pk for u in units]
    return made


def _apply(change: dict[str, Any], changes: dict[str, Any], by: By | None) -> None:
    """One change of a change set: its codes are those of the units that are open at that point of the story."""
    ids = dict(Unit.objects.filter(valid_to=None).filter(code__in=_codes(change)).values_list("code", "pk"))
    plan = Plan(
        kind=change["kind"],
        makes=tuple(Making(m["code"], m["name"], _takes(m, ids)) for m in change.get("makes", ())),
        moves=tuple(Moving(ids[code], ids[change["to"]]) for code in change.get("moves", ())),
        ends=tuple(ids[code] for code in change.get("ends", ())),
    )
    source = f"[{change['mark']}] {changes['source']}"
    apply_change(plan=plan, act=changes["act"], on=changes["on"], source=source, by=by)


def _codes(change: dict[str, Any]) -> set[str]:
    taken = {c for m in change.get("makes", ()) for c in (*m["whole"], *m.get("part", ()))}
    return taken | set(change.get("moves", ())) | set(change.get("ends", ())) | {change.get("to", "")}


def _takes(making: dict[str, Any], ids: dict[str, int]) -> tuple[Taking, ...]:
    """A part whose target was found is proposed before one whose target was not."""
    unsure = set(making.get("unsure", ()))
    whole = [Taking(ids[c], certain=c not in unsure) for c in making["whole"]]
    return (*whole, *(Taking(ids[c], True, c not in unsure, main=c not in unsure) for c in making.get("part", ())))


# ---------------------------------------------------------------- 2025-07-01
def _reform(nation: Unit, progress: Progress) -> None:
    """Every unit but the nation ends; the new list starts; joined commune by commune and province by province."""
    reform = country.reform()
    progress(str(SAYS["after"]))
    old = Unit.objects.filter(valid_to=None).exclude(pk=nation.pk)
    before = {(level, code): pk for level, code, pk in old.values_list("level", "code", "pk")}
    ended = sorted(before.values())
    placements = sorted(Placement.objects.filter(valid_to=None).values_list("pk", flat=True))
    old.update(valid_to=reform.on)
    Placement.objects.filter(valid_to=None).update(valid_to=reform.on)
    after = {NATION: nation.pk}
    first = max(placements)
    made = _insert(country.after_reform(), after, reform.on, reform.act_for)
    progress(str(SAYS["links"]))
    undo = {
        "made": {
            "unit": made,
            "placement": sorted(Placement.objects.filter(pk__gt=first).values_list("pk", flat=True)),
        },
        "was": [["unit", "valid_to", None, ended], ["placement", "valid_to", None, placements]],
        "gone": [],
        "wrote": sorted([*ended, *made]),
        "leans": [nation.pk],
    }
    change = UnitChange.objects.create(on=reform.on, kind="reform", act=reform.act, source=reform.source, undo=undo)
    _join(change, before, after)


LEVEL_OF = {2: "province", 3: "district", 5: "commune"}  # by the length of an official code


def _join(change: UnitChange, before: dict[tuple[str, str], int], after: dict[str, int]) -> None:
    joins = country.joins()
    UnitLink.objects.bulk_create(
        (
            UnitLink(
                change=change,
                before_id=before[LEVEL_OF[len(j.before)], j.before],
                after_id=after[j.after],
                partial=j.partial,
                main=j.main,
            )
            for j in [*joins, *_district_joins(joins)]
        ),
        batch_size=BATCH,
    )


def _district_joins(joins: list[Join]) -> list[Join]:
    """The district level ends with no successor of its own: its people went where its communes went."""
    district = {u.code: u.parent for u in country.listed_in_june_2025() if u.level == "commune"}
    pairs = {(district[j.before], j.after) for j in joins if j.before in district}
    whole = {d for d in {d for d, _ in pairs} if sum(1 for other, _ in pairs if other == d) == 1}
    return [Join(before, after, before not in whole, before in whole) for before, after in sorted(pairs)]
