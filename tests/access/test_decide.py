"""The pure heart: every cell of the table against an oracle written by hand, every branch of the rules."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.access.permissions import TITLES, P
from hoanhap.access.roles import ROLES, grants
from hoanhap.access.rules import (
    NEAREST_FIRST,
    Denied,
    Outside,
    Refused,
    Subject,
    decide,
    fits,
    posts_with,
    relation,
    require,
)
from hoanhap.kernel.lang import speaking
from tests import trust
from tests.access.cases import ON, SUBJECTS, actor, post, subject

with (Path(__file__).parent / "policy_expected.csv").open(encoding="utf-8") as file:
    EXPECTED = {(row["role"], row["permission"]): row for row in csv.DictReader(file)}


def test_the_oracle_speaks_of_every_role_and_every_permission():
    assert set(EXPECTED) == {(role, str(permission)) for role in ROLES for permission in P}


def test_each_subject_of_the_cases_lies_where_its_name_says():
    for role in ROLES.values():
        for name, subjects in SUBJECTS[role.level].items():
            assert {relation(post(role.code), s) for s in subjects} == {name}, (role.code, name)


def test_every_cell_of_the_table_is_as_the_oracle_says():
    wrong, cells = [], 0
    for (role, permission), row in EXPECTED.items():
        for name in NEAREST_FIRST:
            subjects = SUBJECTS[ROLES[role].level].get(name, [])
            assert bool(subjects) == (row[name] != "."), f"{role}: can anything be {name}?"
            for one in subjects:
                cells += 1
                decision = decide(actor(post(role)), P(permission), one, ON)
                if decision.allow != (row[name] == "allow"):
                    wrong.append(f"{role} {permission} {name}: {decision}")
    assert wrong == []
    trust.record("R13 access: cells of the policy decided as the oracle says", cells, cells - len(wrong))


def test_without_a_subject_the_right_itself_is_asked():
    for (role, permission), row in EXPECTED.items():
        some = any(row[name] == "allow" for name in NEAREST_FIRST)
        assert decide(actor(post(role)), P(permission), None, ON).allow == some, (role, permission)


def test_every_flip_of_a_cell_is_noticed_by_the_oracle(monkeypatch):
    """Policy mutation (trust.md §3.6): the oracle and the cases together leave no cell unwatched."""
    survived, flips = [], 0
    for role in ROLES.values():
        for permission in P:
            for name, subjects in SUBJECTS[role.level].items():
                flips += 1
                flipped = {**role.grants, permission: grants(role.code, permission) ^ {name}}
                monkeypatch.setitem(ROLES, role.code, replace(role, grants=flipped))
                said = EXPECTED[role.code, str(permission)][name] == "allow"
                if all(decide(actor(post(role.code)), permission, s, ON).allow == said for s in subjects):
                    survived.append((role.code, permission, name))
                monkeypatch.setitem(ROLES, role.code, role)
    assert survived == []
    trust.record("R24 access: flipped cells of the policy noticed", flips, flips - len(survived))


def test_no_role_may_both_write_and_approve():
    for role in ROLES:
        assert not (grants(role, P.SUBMISSION_EDIT) and grants(role, P.SUBMISSION_APPROVE)), role


def test_who_runs_the_system_sees_no_figures():
    figures = {P.SUBMISSION_VIEW, P.FIGURE_TRACE, P.REPORT_EXPORT, P.TEMPLATE_EXPORT, P.NARRATIVE_VIEW, P.BOARD_VIEW}
    assert all(not grants(role, permission) for role in ("admin", "dpo") for permission in figures)


def test_nobody_above_a_figure_edits_it():
    for role in ROLES:
        assert grants(role, P.SUBMISSION_EDIT) <= {"own"}, role


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "allowed"),
    [
        (date(2020, 9, 7), None, True),
        (date(2020, 9, 8), None, False),
        (date(2019, 1, 1), date(2020, 9, 8), True),
        (date(2019, 1, 1), date(2020, 9, 7), False),
        (date(2020, 9, 7), date(2020, 9, 7), False),
    ],
)
def test_a_post_counts_on_the_days_of_its_half_open_span(valid_from, valid_to, allowed):
    held = post("commune_officer", valid_from=valid_from, valid_to=valid_to)
    assert decide(actor(held), P.SUBMISSION_EDIT, subject("commune", 111), ON).allow is allowed


def test_a_deputy_does_the_work_of_the_post_but_cannot_lend_it_on():
    lent = post("province_approver", deputy=True)
    own = subject("province", 10)
    assert decide(actor(lent), P.SUBMISSION_APPROVE, own, ON).allow
    assert not decide(actor(lent), P.DEPUTISE, own, ON).allow
    assert decide(actor(post("province_approver")), P.DEPUTISE, own, ON).allow


def test_the_nearest_post_that_holds_the_right_speaks():
    district, province = post("district_specialist", id=1), post("province_specialist", id=2)
    below = subject("commune", 111)
    assert decide(actor(province, district), P.SUBMISSION_VIEW, below, ON).post_id == 2
    assert decide(actor(province, district), P.SUBMISSION_EDIT, subject("district", 11), ON).post_id == 1
    assert decide(actor(district, province), P.CAMPAIGN_OPEN, None, ON).post_id == 2


def test_a_decision_says_which_cell_spoke():
    decision = decide(actor(post("district_specialist")), P.SUBMISSION_REVIEW, subject("commune", 111), ON)
    assert (decision.relation, decision.rule) == ("below", "district_specialist:submission.review:below")
    refused = decide(actor(post("district_specialist")), P.SUBMISSION_APPROVE, subject("commune", 111), ON)
    assert (refused.allow, refused.rule, refused.post_id) == (False, "not granted:submission.approve:below", 7)


def test_without_a_post_in_force_nothing_is_allowed():
    for permission in P:
        decision = decide(actor(), permission, None, ON)
        assert (decision.allow, decision.rule) == (False, "no post in force")


def test_a_role_nobody_knows_opens_nothing():
    stranger = post("mystery")
    assert relation(stranger, subject("commune", 111)) == "outside"
    assert not any(decide(actor(stranger), permission, None, ON).allow for permission in P)


def test_outside_the_scope_is_told_apart_from_not_allowed():
    officer = actor(post("commune_officer"))
    with pytest.raises(Denied):
        require(officer, P.SUBMISSION_APPROVE, subject("commune", 111), on=ON)
    with pytest.raises(Outside):
        require(officer, P.SUBMISSION_VIEW, subject("commune", 112), on=ON)
    with pytest.raises(Outside):
        require(officer, P.SUBMISSION_VIEW, subject("district", 11), on=ON)
    with pytest.raises(Outside):
        require(actor(), P.SUBMISSION_VIEW, subject("commune", 111), on=ON)
    with pytest.raises(Denied):
        require(officer, P.CAMPAIGN_OPEN, on=ON)
    with pytest.raises(Denied):
        require(actor(post("ministry_analyst")), P.SUBMISSION_VIEW, subject("commune", 111), on=ON)
    assert require(officer, P.SUBMISSION_EDIT, subject("commune", 111), on=ON).post_id == 7


def test_a_refusal_names_the_right_in_the_readers_language_and_outside_names_nothing():
    assert str(Denied(P.SUBMISSION_APPROVE)) == "Vị trí công tác hiện tại không có quyền phê duyệt báo cáo."
    with speaking("en"):
        assert "approve a report" in str(Denied(P.SUBMISSION_APPROVE))
    assert "phê duyệt" not in str(Outside(P.SUBMISSION_APPROVE))
    assert isinstance(Outside(), Refused)


def test_every_permission_has_a_name_for_people():
    assert set(TITLES) == set(P)


def test_the_posts_that_hold_a_right_are_what_a_query_scopes_by():
    held = [post("district_specialist", id=1), post("admin", id=2), post("province_specialist", id=3, valid_to=ON)]
    assert [p.id for p in posts_with(actor(*held), P.SUBMISSION_VIEW, ON)] == [1]
    lent = post("district_leader", id=4, deputy=True)
    assert posts_with(actor(lent), P.DEPUTISE, ON) == ()


@pytest.mark.parametrize(
    ("role", "kind", "level", "fit"),
    [
        ("commune_officer", "authority", "commune", True),
        ("commune_officer", "authority", "district", False),
        ("district_leader", "department", "district", True),
        ("province_specialist", "department", "province", True),
        ("province_specialist", "centre", "province", False),
        ("ministry_analyst", "ministry", "nation", True),
        ("centre_officer", "centre", "province", True),
        ("centre_officer", "department", "province", False),
        ("department_officer", "department", "province", True),
        ("department_officer", "department", "district", False),
        ("health_officer", "centre", "district", True),
        ("court_clerk", "body", "province", True),
        ("helper", "body", "commune", True),
        ("helper", "body", "nation", False),
        ("dpo", "ministry", "nation", True),
        ("admin", "authority", "commune", True),
    ],
)
def test_a_role_stands_only_where_its_level_is(role, kind, level, fit):
    assert fits(ROLES[role].level, kind, level) is fit


@given(st.sampled_from(sorted(ROLES)), st.sampled_from(list(P)), st.data())
def test_a_reorganisation_by_itself_never_widens_access(role, permission, data):
    """T18: whatever units and agencies a merger makes, and wherever it hangs them: an old post sees none of it,
    unless the new unit lies under the very unit of the post. (Rights that reach everybody are not the map's.)"""
    held = post(role)
    new = data.draw(st.integers(500, 600))
    over = data.draw(st.frozensets(st.integers(500, 700) | st.sampled_from([10, 11, 20, 111])))
    level = data.draw(st.sampled_from(["commune", "district", "province", "centre", "department"]))
    merged = Subject(level, new + 1000, new, over - {new})
    allowed = decide(actor(held), permission, merged, ON).allow
    handed_over = held.unit_id in over
    assert not allowed or handed_over or "outside" in grants(role, permission)


def test_a_unit_without_a_level_is_somebodys_own_or_below_like_its_answer():
    leader = post("district_leader")
    assert relation(leader, Subject(unit_id=111, ancestors=frozenset({11, 10, 1}))) == "below"
    assert relation(leader, Subject(unit_id=11)) == "own"
