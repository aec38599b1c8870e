"""Targets: which indicator answers one, and its bar; parts of it for units below; figures typed where none does.

What was promised is never overwritten: a change of it is another version of the plan, which keeps what stood before.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.errors import Problems
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.plans.actions import content, versions
from hoanhap.plans.actions.door import locked
from hoanhap.plans.models import Plan, Reading, Target
from hoanhap.plans.queries.figures import indicator as indicator_of
from hoanhap.plans.queries.figures import span
from hoanhap.plans.queries.targets import above, below
from hoanhap.plans.rules.pace import DIRECTIONS, Measured

ATOMS = 1000  # a bar and a reading are kept in thousandths


@transaction.atomic
def set_target(
    *, code: str, key: str = "", text: str = "", how: Measured, answers: str | None = None, reason: str = "",
    directive: str = "", by: Actor, on: date,
) -> Target:  # fmt: skip
    """Say how a target, and with it its parts, is measured; without a key a new one. Invalid has every mistake.

    `answers`: the key of the target of the plan above that it answers, "" for none; None leaves what stands. Where
    something else than what was promised is said, the plan gets another version, which needs a reason. Saying for the
    first time what the words of a target are measured by is no change.
    """
    plan, decision = locked(code, by, on)
    target = _target(plan, key) if key else Target(plan=plan, key=_next(plan), position=plan.targets.count() + 1)
    promised = _promised(target)
    found = Problems()
    _mistakes(found, plan, target, text, how)
    if answers is not None:
        target.answers = _above(found, plan, target, answers, by, on)
    _say(plan, target, text, how)
    changes = bool(promised) and promised[target.key] != content.promise(target)
    said = versions.why(found, reason, directive, by, on, needed=changes)
    found.stop()
    target.save()
    target.parts.update(**_shared(target))
    if changes:
        now = {x.key: content.promise(x) for x in (target, *_standing(target))}
        versions.next_of(plan, said, {key: was for key, was in promised.items() if was != now[key]}, by=by, on=on)
    more = {"reason": said.reason} if changes else {}
    log(by, "plan.target", "plan", code, post_id=decision.post_id, what=target.key, indicator=how.indicator, **more)
    return target


@transaction.atomic
def withdraw(*, code: str, key: str, reason: str = "", directive: str = "", by: Actor, on: date) -> None:
    """The target and its parts count no more. Of a promised plan it stays to be read, under another version."""
    plan, decision = locked(code, by, on)
    target, found = _target(plan, key), Problems()
    said = versions.why(found, reason, directive, by, on, needed=bool(plan.version))
    found.stop()
    if plan.version:
        promised = {x.key: content.promise(x) for x in (target, *_standing(target))}
        plan.targets.filter(key__in=promised).update(dropped_in=plan.version + 1)
        versions.next_of(plan, said, promised, by=by, on=on)
    else:
        target.delete()
    log(by, "plan.withdraw", "plan", code, post_id=decision.post_id, what=key, reason=said.reason)


@transaction.atomic
def cascade(
    *, code: str, key: str, parts: Mapping[int, Fraction | None], reason: str = "", directive: str = "", by: Actor,
    on: date,
) -> None:  # fmt: skip
    """Give units directly below their part of a target, by the unit's number; None takes it back.

    A second call replaces the bars it names: in a promised plan that is another version, which needs a reason. Invalid
    has every mistake, at `unit-` and the unit's number.
    """
    plan, decision = locked(code, by, on)
    target, found = _target(plan, key), Problems()
    known = {unit.id: unit for unit in below(plan, target, on)}
    there = {part.unit_id: part for part in target.parts.all()}
    standing = {unit: part for unit, part in there.items() if part.dropped_in is None}
    if target.value is None:
        found.add("", t("Chỉ tiêu chưa có mức để giao.", "The target has no bar to give parts of."))
    for unit, value in parts.items():
        if unit not in known:
            said = t("Đơn vị không trực thuộc nơi có chỉ tiêu.", "The unit is not directly below.")
            found.add(f"unit-{unit}", said)
        elif value is not None and ((value * ATOMS).denominator != 1 or value < 0):
            said = t("{unit}: ghi mức không âm, nhiều nhất ba chữ số sau dấu phẩy.",
                     "{unit}: give a bar that is not negative, with at most three decimals.",
                     unit=known[unit].title)  # fmt: skip
            found.add(f"unit-{unit}", said)
        elif value is None and unit in standing and standing[unit].readings.exists():
            said = t("{unit}: đã có số đo, không rút lại được.", "{unit}: it has figures and cannot be taken back.",
                     unit=known[unit].title)  # fmt: skip
            found.add(f"unit-{unit}", said)
    changed = {part.key: content.promise(part) for unit, part in standing.items()
               if plan.version and unit in parts and _atoms(parts[unit]) != part.value}  # fmt: skip
    why = versions.why(found, reason, directive, by, on, needed=bool(changed))
    found.stop()
    for unit, value in parts.items():
        part = there.get(unit) or Target(plan=plan, parent=target, unit_id=unit, position=target.position,
                                         key=f"{target.key}-{known[unit].code}")  # fmt: skip
        if value is not None:
            for name, shared in _shared(target).items():
                setattr(part, name, shared)
            part.value, part.dropped_in = _atoms(value), None
            part.save()
        elif unit in standing and plan.version:
            target.parts.filter(pk=part.pk).update(dropped_in=plan.version + 1)
        elif part.pk and not plan.version:
            part.delete()
    if changed:
        versions.next_of(plan, why, changed, by=by, on=on)
    given = sum(value is not None for value in parts.values())
    log(by, "plan.cascade", "plan", code, post_id=decision.post_id, what=key, units=given)


@transaction.atomic
def read(*, code: str, key: str, value: Fraction, day: date, source: str, by: Actor, on: date) -> Reading:
    """A figure of a target that no indicator answers, with where it comes from. By whoever follows the plan."""
    plan, decision = locked(code, by, on, P.PLAN_FOLLOW)
    target, found, source = _any(plan, key), Problems(), clean(source, 300)
    if target.indicator:
        found.add("value", t("Chỉ tiêu này lấy số từ “{code}”, không gõ.", "Its figure comes from “{code}”.",
                             code=target.indicator))  # fmt: skip
    if not source:
        found.add("source", t("Ghi nguồn của số liệu.", "Say where the figure comes from."))
    if day > on:
        found.add("day", t("Ngày chưa đến.", "The day has not come yet."))
    if (value * ATOMS).denominator != 1:
        found.add("value", t("Ghi nhiều nhất ba chữ số sau dấu phẩy.", "Give at most three decimals."))
    found.stop()
    made = Reading.objects.create(target=target, on=day, value=int(value * ATOMS), source=source, by_name=by.name)
    log(by, "plan.reading", "plan", code, post_id=decision.post_id, what=key, on=day.isoformat())
    return made


# ---------------------------------------------------------------- parts
def _any(plan: Plan, key: str) -> Target:
    found = plan.targets.filter(key=key, dropped_in=None).first()
    if found is None:
        raise Outside(P.PLAN_EDIT)
    return found


def _target(plan: Plan, key: str) -> Target:
    """One of the plan's own: a part is measured as the target it is part of."""
    found = _any(plan, key)
    if found.parent_id is not None:
        raise Outside(P.PLAN_EDIT)
    return found


def _standing(target: Target) -> list[Target]:
    return list(target.parts.filter(dropped_in=None))


def _promised(target: Target) -> dict[str, dict[str, Any]]:
    """What stands of it and of its parts in a promised plan, by key. Words without a bar promise nothing countable."""
    if target.pk is None or not target.plan.version or target.value is None:
        return {}
    return {x.key: content.promise(x) for x in (target, *_standing(target))}


def _mistakes(found: Problems, plan: Plan, target: Target, text: str, how: Measured) -> None:
    by_on = _by_on(plan, target, how)
    if not (clean(text, 4000) or target.text):
        found.add("text", t("Ghi chỉ tiêu.", "Say the target."))
    if how.direction not in DIRECTIONS:
        found.add("direction", t("Chọn ít nhất hay nhiều nhất.", "Choose at least or at most."))
    if how.indicator and how.value is None:
        found.add("value", t("Ghi mức cần đạt.", "Give the bar."))
    if not plan.starts_on <= by_on < plan.ends_on and by_on != plan.ends_on:
        found.add("by_on", t("Ngày nằm ngoài thời gian của kế hoạch.", "The day lies outside the plan."))
    _retired(found, how.indicator, plan, by_on)
    for name, value in (("value", how.value), ("base", how.base)):
        if value is not None and (value * ATOMS).denominator != 1:
            found.add(name, t("Ghi nhiều nhất ba chữ số sau dấu phẩy.", "Give at most three decimals."))


def _above(found: Problems, plan: Plan, target: Target, key: str, by: Actor, on: date) -> Target | None:
    """The target of the plan above that it answers; only one that the author reads and that stands."""
    if not key:
        return None
    one = above(by, plan, target.answers, on).get(key)
    if one is None:
        found.add("answers", t("Kế hoạch cấp trên không có chỉ tiêu “{key}”.", "The plan above has no target “{key}”.",
                               key=key))  # fmt: skip
    return one


def _say(plan: Plan, target: Target, text: str, how: Measured) -> None:
    target.text, target.indicator, target.direction = clean(text, 4000) or target.text, how.indicator, how.direction
    target.value, target.base = _atoms(how.value), _atoms(how.base)
    target.grows, target.measure, target.note = how.grows, clean(how.measure, 40), clean(how.note, 300)
    target.by_on = min(_by_on(plan, target, how), date.fromordinal(plan.ends_on.toordinal() - 1))
    target.unit_id = target.unit_id or plan.agency.unit_id


def _by_on(plan: Plan, target: Target, how: Measured) -> date:
    return how.by_on or target.by_on or plan.ends_on


def _shared(target: Target) -> dict[str, Any]:
    """What a part has from its target."""
    names = ("text", "indicator", "direction", "grows", "measure", "by_on")
    return {name: getattr(target, name) for name in names}


def _next(plan: Plan) -> str:
    taken, n = set(plan.targets.values_list("key", flat=True)), 1
    while f"ct-{n}" in taken:
        n += 1
    return f"ct-{n}"


def _retired(found: Problems, code: str, plan: Plan, by_on: date) -> None:
    if not code:
        return
    if indicator_of(code, span(plan.starts_on, min(by_on, plan.ends_on))) is None:
        found.add("indicator", t("Chỉ tiêu thống kê “{code}” không có, hoặc không còn dùng vào thời gian này.",
                                 "The indicator “{code}” does not exist, or is retired in the time of the plan.",
                                 code=code))  # fmt: skip


def _atoms(value: Fraction | None) -> int | None:
    return None if value is None else int(value * ATOMS)
