"""What a change of the map may be: who ends, who starts, who moves, and every reason to refuse it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import Words, t
from hoanhap.units.rules.names import LEVELS, kind_of

CHANGES = {
    "merge": Words("sáp nhập", "merger"),
    "split": Words("chia tách", "split"),
    "rename": Words("đổi tên, đổi loại", "renaming"),
    "move": Words("chuyển về đơn vị cấp trên khác", "move to another upper unit"),
    "end": Words("hết hiệu lực, chưa rõ nơi nhận", "ended, successor unknown"),
    "reform": Words("sắp xếp toàn quốc", "nation-wide reorganisation"),
}


@dataclass(frozen=True, slots=True)
class Taking:
    """One unit that goes into a new one: wholly or in part, surely or not. `main`: the part proposed first."""

    unit_id: int
    partial: bool = False
    certain: bool = True
    main: bool = True


@dataclass(frozen=True, slots=True)
class Making:
    """One unit that a change makes. `parent_id` None: the parent of the first unit it takes.

    `children`: units that come under it; those nobody names follow the one unit that takes their parent wholly.
    """

    code: str
    name: str
    takes: tuple[Taking, ...]
    parent_id: int | None = None
    children: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Moving:
    unit_id: int
    to_id: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole change: what it makes, moves, and ends without a known successor."""

    kind: str
    makes: tuple[Making, ...] = ()
    moves: tuple[Moving, ...] = ()
    ends: tuple[int, ...] = ()

    def ending(self) -> list[int]:
        """The units that end, in the order they are first named."""
        return list(dict.fromkeys([k.unit_id for m in self.makes for k in m.takes] + list(self.ends)))


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit as it stands when a change begins.

    `children`: those under it now. `own_last`, `below_last`: the last day on which its own place changed, and on
    which a unit came under it or left it.
    """

    id: int
    code: str
    level: str
    name: str
    valid_from: date
    valid_to: date | None
    parent_id: int | None
    children: tuple[int, ...] = ()
    own_last: date = date.min
    below_last: date = date.min


def refusals(plan: Plan, units: dict[int, Standing], on: date) -> list[str]:
    """Every reason why a change cannot be made on a day; empty when it can."""
    asked = {*plan.ending(), *(m.unit_id for m in plan.moves), *_parents(plan)}
    missing = sorted(asked - set(units))
    if missing:
        return [t("Không có đơn vị số {ids}.", "There is no unit number {ids}.", ids=", ".join(map(str, missing)))]
    found = [*_shape(plan, units), *(r for i in sorted(asked) for r in _standing(units[i], on, i in plan.ending()))]
    found += [r for m in plan.makes for r in _making(m, plan, units)]
    found += [r for m in plan.moves for r in _moving(m, on, units)]
    return found + _orphans(plan, units)


def _parents(plan: Plan) -> set[int]:
    given = {m.parent_id for m in plan.makes if m.parent_id is not None}
    return given | {m.to_id for m in plan.moves} | {c for m in plan.makes for c in m.children}


def _shape(plan: Plan, units: dict[int, Standing]) -> Iterable[str]:
    ending, partial = plan.ending(), _divided(plan)
    fits = {
        "merge": bool(plan.makes) and len(ending) > 1 and not plan.moves and not plan.ends,
        "split": len(plan.makes) > 1 and bool(partial) and not plan.moves and not plan.ends,
        "rename": bool(plan.makes) and all(len(m.takes) == 1 for m in plan.makes) and not partial and not plan.moves,
        "move": bool(plan.moves) and not plan.makes and not plan.ends,
        "end": bool(plan.ends) and not plan.makes and not plan.moves,
    }
    if not fits.get(plan.kind, False):
        yield t(
            "Nội dung không phải là “{kind}”: kiểm tra lại các đơn vị trước và sau.",
            "This is not a {kind}: check the units before and after.",
            kind=CHANGES.get(plan.kind, plan.kind),
        )
    wholes = [k.unit_id for m in plan.makes for k in m.takes if not k.partial]
    twice = {i for i in wholes if wholes.count(i) > 1 or i in partial or i in plan.ends}
    if twice:
        yield t("Một đơn vị không thể nhập toàn bộ vào hai nơi.", "A unit cannot go wholly into two places.")
    if any(partial.count(i) == 1 for i in partial):
        yield t(
            "Đơn vị bị chia phải nêu đủ các phần: phần còn lại về đâu?",
            "A divided unit must name all its parts: where does the rest go?",
        )
    moved = [m.unit_id for m in plan.moves]
    if len(set(moved)) < len(moved):
        yield t("Một đơn vị không thể chuyển về hai nơi.", "A unit cannot move to two places.")
    if len({units[i].level for i in ending}) > 1:
        yield t(
            "Một thay đổi chỉ nói về một cấp: tách thành nhiều thay đổi.",
            "One change speaks of one level: make it several changes.",
        )
    codes = [m.code for m in plan.makes]
    if len(set(codes)) < len(codes):
        yield t("Hai đơn vị mới có cùng một mã.", "Two new units have the same code.")


def _divided(plan: Plan) -> list[int]:
    """The units taken in part, once for each part."""
    return [k.unit_id for m in plan.makes for k in m.takes if k.partial]


def _standing(unit: Standing, on: date, ends: bool) -> Iterable[str]:
    if unit.valid_to is not None:
        yield t(
            "{name} đã hết hiệu lực từ {day}: đảo thay đổi đó trước, hoặc chọn đơn vị đang có hiệu lực.",
            "{name} has ended on {day}: reverse that change first, or choose a unit in force.",
            name=unit.name,
            day=format_date(unit.valid_to),
        )
    elif unit.valid_from > on or (ends and unit.valid_from == on):
        yield t(
            "{name} mới có hiệu lực từ {day}: ghi hai việc cùng ngày thành một thay đổi.",
            "{name} only starts on {day}: record two things of one day as one change.",
            name=unit.name,
            day=format_date(unit.valid_from),
        )
    elif ends and (last := max(unit.own_last, unit.below_last)) > on:
        yield _out_of_order(unit, last)
    if ends and unit.level == "nation":
        yield t("Không thể sáp nhập hoặc chia tách cả nước.", "The nation cannot be merged or split.")


def _out_of_order(unit: Standing, last: date) -> str:
    return t(
        "{name} đã có thay đổi ngày {day}, sau ngày này: ghi các thay đổi theo thứ tự thời gian.",
        "{name} has a change on {day}, after this day: record changes in the order of time.",
        name=unit.name,
        day=format_date(last),
    )


def _making(making: Making, plan: Plan, units: dict[int, Standing]) -> Iterable[str]:
    taken = [units[k.unit_id] for k in making.takes]
    levels = {u.level for u in taken}
    if len(levels) != 1:
        yield t(
            "{name} phải lập từ các đơn vị cùng một cấp.",
            "{name} must be made of units of one level.",
            name=making.name,
        )
        return
    level = levels.pop()
    try:
        kind_of(level, making.name)
    except ValueError:
        yield t(
            "Tên “{name}” phải bắt đầu bằng loại đơn vị, ví dụ Xã, Phường, Huyện.",
            "The name “{name}” must begin with the kind of unit, for example Xã, Phường, Huyện.",
            name=making.name,
        )
    parent = taken[0].parent_id if making.parent_id is None else making.parent_id
    if parent is None or parent in plan.ending():
        yield t("{name} chưa có đơn vị cấp trên.", "{name} has no upper unit.", name=making.name)
    elif making.parent_id is not None and not higher(units[parent].level, level):
        yield t("{name} phải thuộc một đơn vị cấp trên.", "{name} must belong to a higher unit.", name=making.name)
    under = {c for u in taken for c in u.children}
    if set(making.children) - under:
        yield t(
            "{name} chỉ nhận đơn vị cấp dưới của các đơn vị nhập vào nó.",
            "{name} can only receive units that were under those it takes.",
            name=making.name,
        )


def _moving(moving: Moving, on: date, units: dict[int, Standing]) -> Iterable[str]:
    unit, target = units[moving.unit_id], units[moving.to_id]
    if unit.own_last > on:
        yield _out_of_order(unit, unit.own_last)
    if not higher(target.level, unit.level):
        yield t("{name} phải chuyển về một đơn vị cấp trên.", "{name} must move to a higher unit.", name=unit.name)
    if unit.parent_id == target.id:
        yield t("{name} đã thuộc {to}.", "{name} is already under {to}.", name=unit.name, to=target.name)


def _orphans(plan: Plan, units: dict[int, Standing]) -> list[str]:
    """Children of an ended unit that no new unit receives."""
    placed = [c for m in plan.makes for c in m.children]
    heirs = {k.unit_id for m in plan.makes for k in m.takes if not k.partial}
    lost = [i for i in plan.ending() if i not in heirs and set(units[i].children) - set(placed)]
    found = [
        t(
            "Nêu các đơn vị thuộc {name} về đâu, hoặc chuyển chúng đi trước.",
            "Say where the units under {name} go, or move them first.",
            name=units[i].name,
        )
        for i in lost
    ]
    if len(set(placed)) < len(placed):
        found.append(t("Một đơn vị cấp dưới được giao cho hai nơi.", "A lower unit is given to two places."))
    return found


def higher(level: str, than: str) -> bool:
    return LEVELS.index(level) < LEVELS.index(than)


def heirs(plan: Plan, units: dict[int, Standing]) -> dict[int, Sequence[int]]:
    """For each new unit, by its place in `plan.makes`: the children that come under it."""
    named = {c for m in plan.makes for c in m.children}
    follow = {k.unit_id: n for n, m in enumerate(plan.makes) for k in m.takes if not k.partial}
    result: dict[int, list[int]] = {n: list(m.children) for n, m in enumerate(plan.makes)}
    for unit_id, n in follow.items():
        result[n] += [c for c in units[unit_id].children if c not in named]
    return {n: sorted(children) for n, children in result.items()}
