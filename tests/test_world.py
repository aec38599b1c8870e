"""The small country itself: that its answers are in the states it says."""

import pytest

from hoanhap.access.permissions import P
from hoanhap.access.rules import decide
from hoanhap.reporting.queries.scope import subject
from tests import world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", list(world.REACH))
def test_an_answer_reaches_the_state_a_test_names(state: str) -> None:
    assert world.build().submission(state).state == state


@pytest.mark.parametrize("place", ["an-1", "centre", "department"])
def test_a_superior_answers_too(place: str) -> None:
    form = "phu-luc-2" if place == "an-1" else "bc-1479"
    country = world.build(forms=("phu-luc-2", "bc-1479"))
    assert country.submission("accepted", at=place, form=form).state == "accepted"


def test_only_the_asked_province_answers() -> None:
    country = world.build()
    assert sorted(country.campaign.respondents.values_list("level", flat=True)) == sorted(
        ["ministry", "province", "centre", "department"] + ["district"] * 2 + ["commune"] * 6
    )


def test_a_commune_officer_writes_at_home_and_nowhere_else() -> None:
    country = world.build()
    edits = {
        place
        for place in country.agencies
        if place.startswith("an")
        and decide(country.actor("xa"), P.SUBMISSION_EDIT, subject(country.respondent(place)), country.on).allow
    }
    assert edits == {"an-1-a"}
