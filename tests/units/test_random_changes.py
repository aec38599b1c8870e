"""Random histories of the map: every day is whole, nobody is forgotten, and taking all back gives the first rows."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from hoanhap.units.actions import apply_change, revert_change
from hoanhap.units.errors import Refused
from hoanhap.units.models import Unit, UnitChange
from hoanhap.units.queries import carry, tree
from hoanhap.units.rules.change import Making, Moving, Plan, Taking
from tests.scale import scaled
from tests.units import small
from tests.units.conftest import undone
from tests.units.snapshot import broken, forgotten, snapshot

pytestmark = pytest.mark.django_db
START = date(2021, 1, 1)
PREFIX = {"commune": "Xã", "district": "Huyện", "province": "Tỉnh"}
STEP = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["merge", "merge-level", "partial", "split", "rename", "move", "end"]),
        "level": st.sampled_from(["commune", "commune", "district", "province"]),
        "picks": st.lists(st.integers(0, 99), min_size=4, max_size=4),
        "later": st.integers(0, 2),  # days since the step before; 0: the same day
    }
)


def plan_of(step, on):
    """A plan that means something more often than not; a refusal is a fair answer too."""
    level, picks = step["level"], step["picks"]
    units = [u for u in tree(on).units() if u.level == level]
    if len(units) < 2:
        return None
    a, b = units[picks[0] % len(units)], units[picks[1] % len(units)]
    parents = [u for u in tree(on).units() if u.level in ("province", "district", "nation")]
    parent = parents[picks[2] % len(parents)]
    name = f"{PREFIX[level]} Mới {picks[3]}"
    whole, part = [Taking(u.id) for u in (a, b)], [Taking(u.id, partial=True) for u in (a, b)]
    fresh = f"9{picks[3]:02}{len(units):02}"
    children = tuple(u.id for u in tree(on).children(a.id))
    return {
        "merge": Plan("merge", (Making(a.code, a.name, tuple(whole)),)),
        "merge-level": Plan("merge", (Making(fresh, name, tuple(whole), parent_id=parent.id),)),
        "partial": Plan(
            "merge", (Making(a.code, a.name, (whole[0], part[1])), Making(fresh, name, (part[1],), children=()))
        ),
        "split": Plan(
            "split", (Making(a.code, a.name, (part[0],), children=children), Making(fresh, name, (part[0],)))
        ),
        "rename": Plan("rename", (Making(a.code, name, (whole[0],)),)),
        "move": Plan("move", moves=(Moving(a.id, parent.id),)),
        "end": Plan("end", ends=(a.id,)),
    }[step["kind"]]


def play(steps):
    """Apply what can be applied. The states before each change, and the changes."""
    states, changes, on = [snapshot()], [], START
    for step in steps:
        on += timedelta(days=step["later"])
        plan = plan_of(step, on)
        try:
            with transaction.atomic():
                changes.append(apply_change(plan=plan, act="thử", on=on) if plan else None)
        except Refused:
            assert snapshot() == states[-1]
            continue
        if changes[-1] is None:
            changes.pop()
            continue
        states.append(snapshot())
    return states, changes, on


def days(last):
    return [small.SINCE, *(START + timedelta(days=n - 1) for n in range((last - START).days + 3))]


@settings(max_examples=scaled(200, at_least=20))
@given(steps=st.lists(STEP, min_size=1, max_size=8))
def test_every_day_is_whole_and_nobody_is_forgotten(steps):
    with undone():
        small.build()
        _, _, last = play(steps)
        for day in days(last):
            assert broken(day) == []
        assert forgotten() == []


@settings(max_examples=scaled(200, at_least=20))
@given(steps=st.lists(STEP, min_size=1, max_size=8))
def test_taking_back_in_reverse_order_gives_every_earlier_state_exactly(steps):
    with undone():
        small.build()
        states, changes, _ = play(steps)
        for change, before in zip(reversed(changes), reversed(states[:-1]), strict=True):
            revert_change(change=change)
            assert snapshot() == before


@settings(max_examples=scaled(200, at_least=20))
@given(steps=st.lists(STEP, min_size=2, max_size=8), order=st.randoms(use_true_random=False))
def test_taking_back_in_any_order_is_refused_or_leaves_a_whole_map(steps, order):
    with undone():
        small.build()
        _, changes, last = play(steps)
        order.shuffle(changes)
        for change in changes:
            try:
                with transaction.atomic():
                    revert_change(change=change)
            except Refused:
                continue
            for day in days(last):
                assert broken(day) == []
            assert forgotten() == []


@settings(max_examples=scaled(200, at_least=20))
@given(steps=st.lists(STEP, min_size=1, max_size=8))
def test_everybody_is_carried_to_the_last_day_or_said_to_be_lost(steps):
    with undone():
        units = small.build()
        _, _, last = play(steps)
        here = tree(last)
        ids = [u.pk for u in units.values()]
        for unit_id, found in carry(ids, small.SINCE, last).items():
            assert all(c.id in here for c in found)
            assert found or lost_on_the_way(unit_id)
        for unit_id, found in carry([u.id for u in here.units()], last, small.SINCE).items():
            assert found, unit_id


def lost_on_the_way(unit_id):
    from hoanhap.units.models import UnitLink

    unit = Unit.objects.get(pk=unit_id)
    onward = UnitLink.objects.filter(before_id=unit_id).values_list("after_id", flat=True)
    return unit.successor_unknown or any(lost_on_the_way(i) for i in onward)


def test_the_players_really_change_the_map():
    """A suite whose every change were refused would prove nothing."""
    applied = []

    @settings(max_examples=30, database=None)
    @given(steps=st.lists(STEP, min_size=4, max_size=8))
    def count(steps):
        with undone():
            small.build()
            applied.extend(c.kind for c in play(steps)[1])

    count()
    assert {"merge", "split", "rename", "move", "end"} <= set(applied)
    assert UnitChange.objects.count() == 0
