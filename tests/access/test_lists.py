"""Lists between sectors, pure: who reads which classes of a list, and that nothing else is ever read."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.access import lists
from hoanhap.access.lists import FIELDS, KINDS, ListFacts, decide_list
from hoanhap.access.persons import ONLY_READ, K, Purpose
from tests.access.cases import ON, actor, post

OFFICER = actor(post("police_officer"))  # its post is number 7
GRANTED = ListFacts(
    state="allowed",
    post_id=7,
    kind="patients",
    purpose="P4",
    fields=("code", "name", "since"),
    classes=frozenset({K.CODED, K.IDENTITY, K.HEALTH}),
    basis=(date(2020, 1, 1), date(2021, 1, 1)),
    expires_on=ON + timedelta(days=30),
)


@pytest.mark.parametrize(
    ("change", "on", "allowed"),
    [
        ({}, ON, True),
        ({}, ON + timedelta(days=29), True),
        ({}, ON + timedelta(days=30), False),
        ({"expires_on": None}, ON, False),
        ({"state": "asked"}, ON, False),
        ({"state": "refused"}, ON, False),
        ({"state": "counted"}, ON, False),
        ({"post_id": 8}, ON, False),
        ({"basis": None}, ON, False),
        ({"basis": (date(2020, 9, 8), None)}, ON, False),
        ({"basis": (date(2020, 1, 1), ON)}, ON, False),
        ({"basis": (date(2020, 1, 1), ON + timedelta(days=1))}, ON, True),
        ({"classes": frozenset({K.CODED, K.IDENTITY})}, ON, False),
        ({"kind": "everybody"}, ON, False),
    ],
)
def test_a_list_opens_to_its_post_while_ground_and_time_last_and_to_nobody_else(change, on, allowed):
    assert decide_list(OFFICER, replace(GRANTED, **change), on).allow is allowed


def test_a_list_is_read_in_the_classes_of_its_fields_and_in_what_it_tells_by_itself():
    assert decide_list(OFFICER, GRANTED, ON).read == {K.CODED, K.IDENTITY, K.HEALTH}
    assert decide_list(OFFICER, replace(GRANTED, fields=("code",)), ON).read == {K.CODED, K.HEALTH}
    coded = replace(GRANTED, classes=frozenset({K.CODED, K.HEALTH}))
    assert decide_list(OFFICER, coded, ON).read == {K.CODED, K.HEALTH}, "a name beyond the ground is not read"


def test_nobody_writes_by_a_list_and_the_notice_is_owed():
    decision = decide_list(OFFICER, GRANTED, ON)
    assert not decision.write and not decision.masked and decision.obligations == {"basis", "notice"}


@given(
    st.sampled_from(sorted(KINDS)),
    st.frozensets(st.sampled_from(sorted(FIELDS))),
    st.frozensets(st.sampled_from([k for k in K if k is not K.STATISTICS])),
    st.dates(date(2019, 1, 1), date(2022, 1, 1)),
)
def test_nothing_beyond_the_ground_is_ever_read(kind, fields, classes, on):
    decision = decide_list(OFFICER, replace(GRANTED, kind=kind, fields=tuple(fields), classes=classes), on)
    assert decision.read <= classes
    if not date(2020, 1, 1) <= on < date(2021, 1, 1) or on >= ON + timedelta(days=30):
        assert not decision.allow and not decision.read
    for name in lists.choosable(kind, classes):
        assert lists.class_of(name, kind) in classes and KINDS[kind].k in classes


@pytest.mark.parametrize(("count", "told"), [(0, None), (1, None), (4, None), (5, 5), (120, 120)])
def test_fewer_than_five_are_not_told_and_none_looks_like_few(count, told):
    assert lists.told(count) == told
    assert lists.count_words(lists.told(0)) == lists.count_words(lists.told(4)) == "dưới 5"


def test_a_list_is_asked_for_the_work_with_persons_and_never_for_figures_or_an_inspection():
    assert lists.purposes(post("commune_officer")) == (Purpose.CASE, Purpose.SUPPORT)
    assert lists.purposes(post("police_officer")) == (Purpose.SECURITY,)
    for role in ("district_specialist", "inspector", "centre_officer"):
        assert not set(lists.purposes(post(role))) & ONLY_READ


def test_there_is_no_field_for_what_this_system_does_not_hold():
    assert not [words for field in FIELDS.values() for words in (field.words.vi, field.words.en) if "HIV" in words]
    assert {lists.class_of(name, kind) for name in FIELDS for kind in KINDS} <= set(K) - {K.STATISTICS, K.LEGAL}
