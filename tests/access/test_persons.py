"""Who sees what of a person: every cell against an oracle written by hand from trust.md §3.2, never from the code.

`persons_expected.csv` holds what is allowed; every other combination of role, relation, state and purpose must be
refused, and everything the code allows must stand there.
"""

import csv
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.access import persons
from hoanhap.access.permissions import P
from hoanhap.access.persons import (
    CELLS,
    CLASSES,
    ONLY_READ,
    OPENS,
    PURPOSES,
    RELATIONS,
    K,
    PersonDecision,
    PersonSubject,
    Purpose,
    ReachFacts,
    decide_person,
    reaching,
    require_person,
)
from hoanhap.access.roles import ROLES, grants
from hoanhap.access.rules import Denied, Outside
from tests import trust
from tests.access.cases import ABOVE, ON, SEAT, actor, post

STATES = ("open", "closed", "merged", "erased", "")
COLUMNS = ("K1", "K2", "K3", "K4", "K5")
LEAD = "labour"  # the sector of the posts of `cases`
with (Path(__file__).parent / "persons_expected.csv").open(encoding="utf-8") as file:
    EXPECTED = {(row["role"], row["relation"], row["state"], row["purpose"]): row for row in csv.DictReader(file)}


def subject(relation: str, role: str, state: str = "open") -> PersonSubject:
    """A person who has this relation to the post of `cases.post(role)`, and none other."""
    unit, agency = SEAT[ROLES[role].level]
    nobody = PersonSubject(state, frozenset({999}), frozenset({998}), lead=LEAD)
    return {
        "own": replace(nobody, communes=frozenset({unit, 999}), above=frozenset(ABOVE[unit])),
        "arriving": replace(nobody, arriving=frozenset({unit})),
        "below": replace(nobody, above=frozenset({unit})),
        "assigned": replace(nobody, assigned=frozenset({7})),
        "inspected": replace(nobody, reaches=frozenset({ReachFacts("inspected", post_id=7)})),
        "glass": replace(nobody, reaches=frozenset({ReachFacts("glass", post_id=7)})),
        "outside": replace(
            nobody,
            assigned=frozenset({8}),
            reaches=frozenset(
                {ReachFacts("inspected", post_id=8), ReachFacts("glass", post_id=8), ReachFacts("named", agency_id=1)}
            ),
        ),
    }.get(relation) or replace(nobody, reaches=frozenset({ReachFacts(relation, agency_id=agency)}))


def shown(decision: PersonDecision) -> dict[str, str]:
    """A decision in the words of the table."""
    cells = {
        k.value: ("RW" if k in decision.write else "R") if k in decision.read else decision.masked.get(k, "") for k in K
    }
    assert cells.pop("K0") == "", "figures are not a person's"
    asks = " ".join(sorted(decision.asks))
    return {**cells, "asks": asks, "basis": "yes" if "basis" in decision.obligations else ""}


NOTHING = {**dict.fromkeys(COLUMNS, ""), "asks": "", "basis": ""}
ALL = list(product(ROLES, [*RELATIONS, "outside"], STATES, Purpose))


def differs(role: str, relation: str, state: str, purpose: Purpose) -> str:
    row = EXPECTED.get((role, relation, state, purpose.value))
    decision = decide_person(actor(post(role)), subject(relation, role, state), purpose, ON)
    wanted = {name: row[name] for name in NOTHING} if row else NOTHING
    if decision.allow == bool(row) and shown(decision) == wanted:
        return ""
    return f"{role} {relation} {state} {purpose}: {shown(decision)}, not {wanted}"


def test_every_cell_is_decided_as_the_oracle_says():
    wrong = [said for cell in ALL if (said := differs(*cell))]
    assert wrong == []
    trust.record("R13 persons: role × relation × state × purpose decided as the oracle says", len(ALL), len(ALL))


def test_every_row_of_the_oracle_names_something_that_exists():
    assert {(row, relation, state) for row, relation, state, _ in EXPECTED} <= set(
        product(ROLES, RELATIONS, ("open", "closed"))
    )
    assert {(role, relation) for role, relation, *_ in EXPECTED} == set(CELLS)


def test_every_flip_of_a_cell_is_noticed_by_the_oracle(monkeypatch):
    """Policy mutation (trust.md §3.6): each letter of the table changed, one at a time."""
    survived, flips = [], 0
    for key, cell in CELLS.items():
        opened = frozenset().union(*(OPENS[Purpose(p)] for p in cell.purposes.split()))
        for k, name in zip(COLUMNS, cell._fields[:5], strict=True):
            if K(k) not in opened:
                continue  # no purpose of this row opens the class: shut twice, so one flip changes nothing
            written = {"RW"} if set(cell.purposes.split()) - ONLY_READ else set()  # likewise where one only reads
            for other in {"", "R", *written, "initials", "R!"} - {getattr(cell, name)}:
                flips += 1
                monkeypatch.setattr(persons, "CELLS", {**CELLS, key: cell._replace(**{name: other})})
                if not any(differs(*key, state, purpose) for state in ("open", "closed") for purpose in Purpose):
                    survived.append((*key, name, other))
        for purpose in Purpose:
            flips += 1
            stated = set(cell.purposes.split()) ^ {purpose.value}
            monkeypatch.setattr(persons, "CELLS", {**CELLS, key: cell._replace(purposes=" ".join(sorted(stated)))})
            if not any(differs(*key, state, purpose) for state in ("open", "closed") for purpose in Purpose):
                survived.append((*key, "purposes", purpose))
    assert survived == []
    trust.record("R24 persons: flipped cells of the table noticed", flips, flips - len(survived))


def test_who_has_sight_of_persons_holds_the_right_and_nobody_else():
    assert {role for role, _ in CELLS} == {role for role in ROLES if grants(role, P.PERSON_VIEW)}


@pytest.mark.parametrize("role", ["admin", "dpo", "ministry_analyst", "province_approver", "department_officer"])
def test_who_runs_the_system_approves_or_counts_sees_no_person(role):
    for relation, state, purpose in product(RELATIONS, STATES, Purpose):
        assert not decide_person(actor(post(role)), subject(relation, role, state), purpose, ON).allow


def test_above_the_commune_there_is_a_code_and_no_name():
    for role, where in CELLS:
        if where == "below":
            for purpose in Purpose:
                decision = decide_person(actor(post(role)), subject(where, role), purpose, ON)
                assert not decision.sees(K.IDENTITY) and not decision.sees(K.LEGAL) and not decision.sees(K.HEALTH)


def test_a_purpose_never_opens_what_the_post_does_not_see():
    for role, where in CELLS:
        widest = [
            decide_person(actor(post(role)), subject(where, role), p, ON)
            for p in Purpose
            if decide_person(actor(post(role)), subject(where, role), p, ON).allow
        ]
        for decision in widest:
            assert decision.purpose and {*decision.read, *decision.masked} <= OPENS[decision.purpose]
            assert decision.write <= decision.read


def test_without_a_stated_purpose_the_usual_one_counts_but_never_opens_a_closed_file():
    officer = actor(post("commune_officer"))
    assert decide_person(officer, subject("own", "commune_officer"), None, ON).purpose == Purpose.CASE
    assert not decide_person(officer, subject("own", "commune_officer", "closed"), None, ON).allow


def test_a_purpose_that_is_not_the_posts_is_refused_with_its_name_and_a_stranger_sees_nothing():
    officer = actor(post("commune_officer"))
    with pytest.raises(Denied, match="xem hồ sơ"):
        require_person(officer, subject("own", "commune_officer"), Purpose.COURT, ON)
    for state, relation in (("open", "outside"), ("closed", "own"), ("erased", "own"), ("merged", "own")):
        with pytest.raises(Outside, match="Không tìm thấy"):
            require_person(officer, subject(relation, "commune_officer", state), Purpose.CASE, ON)
    assert require_person(officer, subject("own", "commune_officer"), Purpose.CASE, ON).relation == "own"


def test_the_nearest_relation_speaks():
    held = actor(post("district_specialist", id=1), post("commune_officer", id=2, unit_id=112, agency_id=1112))
    both = PersonSubject("open", frozenset({112}), frozenset({11}), lead=LEAD)
    assert decide_person(held, both, None, ON).post_id == 2
    named = replace(both, communes=frozenset(), reaches=frozenset({ReachFacts("named", agency_id=1011)}))
    assert decide_person(held, named, None, ON).relation == "named"


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "allowed"),
    [
        (date(2020, 9, 7), None, True),
        (date(2020, 9, 8), None, False),
        (date(2019, 1, 1), date(2020, 9, 8), True),
        (date(2019, 1, 1), date(2020, 9, 7), False),
    ],
)
def test_a_post_reaches_persons_on_the_days_of_its_span(valid_from, valid_to, allowed):
    held = actor(post("commune_officer", valid_from=valid_from, valid_to=valid_to))
    assert decide_person(held, subject("own", "commune_officer"), None, ON).allow is allowed
    assert bool(list(reaching(held, ON))) is allowed


def test_when_another_sector_leads_the_case_officer_of_the_old_one_sees_no_file():
    held = actor(post("commune_officer"))
    handed_over = replace(subject("own", "commune_officer"), lead="police")
    assert not decide_person(held, handed_over, None, ON).allow
    assert decide_person(actor(post("commune_officer", sector="police")), handed_over, None, ON).allow


def test_a_deputy_sees_the_persons_of_the_post_that_was_lent():
    assert decide_person(actor(post("helper", deputy=True)), subject("assigned", "helper"), None, ON).allow


@given(st.sampled_from(sorted(ROLES)), st.frozensets(st.integers(500, 600)), st.frozensets(st.integers(500, 600)))
def test_a_person_of_units_and_agencies_of_elsewhere_is_nobody_to_any_post(role, communes, above):
    elsewhere = frozenset(
        ReachFacts(kind, agency_id=a) for a in communes for kind in ("resident", "patient", "named", "open")
    )
    person = PersonSubject("open", communes, above, arriving=communes, reaches=elsewhere, assigned=above, lead=LEAD)
    assert not decide_person(actor(post(role)), person, None, ON).allow


def test_purposes_and_classes_have_names_for_people():
    assert set(PURPOSES) == set(Purpose) and set(CLASSES) == set(K)
