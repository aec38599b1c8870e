"""Which law a case reads, day by day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.law.loaded import Unknown, law

D = date
LAW = law()


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (D(2013, 12, 31), "R2010"),
        (D(2014, 1, 1), "R2014"),
        (D(2021, 12, 31), "R2014"),
        (D(2022, 1, 1), "R2022"),
        (D(2025, 2, 28), "R2022"),
        (D(2025, 3, 1), "R2025a"),
        (D(2026, 6, 30), "R2025a"),
        (D(2026, 7, 1), "R2026"),
        (D(2099, 1, 1), "R2026"),
    ],
)
def test_a_day_has_one_regime(day, code):
    assert LAW.regime(day).code == code
    assert LAW.regime_of(code).valid_from <= day


def test_before_the_first_regime_there_is_none():
    with pytest.raises(Unknown, match="31/12/2008"):
        LAW.regime(D(2008, 12, 31))
    with pytest.raises(Unknown, match="R1999"):
        LAW.regime_of("R1999")


@pytest.mark.parametrize(
    ("about", "day", "codes"),
    [
        ("home_community", D(2020, 6, 1), {"nd94-2010", "ttlt03-2012"}),
        ("compulsory", D(2016, 6, 1), {"luat-xlvphc-2012", "nd135-2004", "nd221-2013"}),
        ("compulsory", D(2020, 6, 1), {"luat-xlvphc-2012", "nd135-2004", "nd221-2013", "nd136-2016"}),
        ("commune_education", D(2016, 8, 14), {"luat-xlvphc-2012", "nd111-2013"}),
        ("commune_education", D(2016, 8, 15), {"luat-xlvphc-2012", "nd111-2013", "nd56-2016"}),
        ("methadone", D(2016, 6, 30), {"nd96-2012"}),
        ("methadone", D(2016, 7, 1), {"nd90-2016"}),
        ("voluntary_centre", D(2018, 7, 4), {"nd135-2004", "nd147-2003", "nd94-2011"}),
        ("voluntary_centre", D(2018, 7, 5), {"nd135-2004", "nd147-2003", "nd94-2011", "nd80-2018"}),
        ("aftercare", D(2021, 12, 31), {"nd94-2009", "tt33-2010"}),
        ("aftercare", D(2022, 1, 1), {"nd116-2021"}),
        ("core", D(2026, 7, 1), {"luat-pcmt-2025", "luat-xlvphc-2012"}),
    ],
)
def test_what_changes_inside_a_regime_is_dated_itself(about, day, codes):
    assert {act.code for act in LAW.acts_on(day, about)} == codes


# ---------------------------------------------------------------- the transition of 2026
@pytest.mark.parametrize(
    ("opened", "decided", "on", "read_at", "because"),
    [
        (D(2026, 5, 1), D(2026, 6, 30), D(2026, 9, 1), D(2026, 6, 30), "decided before: its term stands"),
        (D(2026, 5, 1), D(2026, 7, 1), D(2026, 9, 1), D(2026, 7, 1), "decided after: the new law"),
        (D(2026, 5, 1), None, D(2026, 6, 30), D(2026, 5, 1), "undecided, and the new law is not there yet"),
        (D(2026, 5, 1), None, D(2026, 7, 1), D(2026, 7, 1), "undecided on the day: the new law takes it up"),
        (D(2026, 7, 1), None, D(2026, 8, 1), D(2026, 7, 1), "opened under the new law"),
        (D(2021, 12, 1), None, D(2022, 2, 1), D(2021, 12, 1), "the law of 2021 says nothing of open dossiers"),
        (D(2021, 12, 1), D(2022, 1, 12), D(2022, 2, 1), D(2021, 12, 1), "and so they are decided as they were begun"),
        (D(2021, 12, 1), D(2026, 7, 1), D(2026, 9, 1), D(2026, 7, 1), "until the law of 2025 takes them up"),
        (D(2016, 7, 20), D(2016, 9, 1), D(2016, 10, 1), D(2016, 9, 1), "a decree within one law: that of the decision"),
    ],
)
def test_a_measure_reads_the_law_of(opened, decided, on, read_at, because):
    assert LAW.law_date(opened_on=opened, decided_on=decided, on=on) == read_at, because


def test_the_measure_that_follows_reads_its_own_law():
    """Rehabilitation decided in 2025 keeps 12–24 months; the aftercare decided after it follows the law of 2025."""
    rehab = LAW.law_date(opened_on=D(2025, 9, 1), decided_on=D(2025, 10, 1), on=D(2026, 10, 1))
    after = LAW.law_date(opened_on=D(2026, 10, 1), decided_on=D(2026, 10, 5), on=D(2026, 10, 5))
    assert (LAW.regime(rehab).code, LAW.regime(after).code) == ("R2025a", "R2026")
    assert LAW.parameter("term.compulsory.max", rehab).value == 24
    assert LAW.parameter("term.compulsory.max", after).value == 36


@given(st.dates(D(2014, 1, 1), D(2027, 1, 1)), st.integers(0, 500), st.integers(0, 500))
def test_a_decision_fixes_the_law_for_good(opened, wait, later):
    decided = opened + timedelta(days=wait)
    fixed = LAW.law_date(opened_on=opened, decided_on=decided, on=decided)
    assert fixed in (opened, decided)
    assert LAW.law_date(opened_on=opened, decided_on=decided, on=decided + timedelta(days=later)) == fixed


# ---------------------------------------------------------------- values
@pytest.mark.parametrize(
    ("code", "day", "value", "verified"),
    [
        ("term.home_community.max", D(2020, 6, 1), "12", True),
        ("term.home_community.max", D(2026, 7, 1), "36", True),
        ("age.home_community", D(2020, 6, 1), "12", True),
        ("term.centre_voluntary.detox_min", D(2018, 7, 5), "20", True),
        ("term.compulsory.max", D(2026, 6, 30), "24", False),
        ("methadone.protocol_breaches", D(2020, 6, 1), "2", False),
        ("support.detox_medicine", D(2020, 6, 1), "400000", False),
        ("support.centre_food", D(2022, 1, 1), "0.8", True),
        ("delisting.no_relapse", D(2020, 6, 1), "24", False),
        ("interim.per_person", D(2020, 6, 1), "4", False),
    ],
)
def test_a_value_is_read_at_its_day(code, day, value, verified):
    found = LAW.parameter(code, day)
    assert (found.value, found.verified) == (Decimal(value), verified)


@pytest.mark.parametrize(
    ("code", "day"), [("term.centre_voluntary.detox_min", D(2018, 7, 4)), ("khong.co", D(2020, 1, 1))]
)
def test_a_value_that_is_not_in_force_is_not_guessed(code, day):
    with pytest.raises(Unknown, match=code):
        LAW.parameter(code, day)


def test_what_is_unverified_says_why():
    things = [*LAW.regimes, *LAW.acts, *LAW.transitions, *(r for versions in LAW.rules.values() for r in versions)]
    things += [value for parameter in LAW.parameters.values() for value in parameter.values]
    assert len(things) > 150
    assert all(thing.verified or (thing.note.vi and thing.note.en) for thing in things)
    assert all(thing.source for thing in things)
