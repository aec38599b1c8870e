"""What rooms that only name indicators are told of them."""

from datetime import date

import pytest

from hoanhap.indicators.queries.titles import judged, titles
from hoanhap.units.queries.tree import forget
from tests import world as worlds


@pytest.fixture
def world(db):
    yield worlds.build()
    forget()


def test_every_indicator_has_a_title_in_both_languages():
    assert titles() and all(words.vi and words.en for words in titles().values())


def test_a_unit_that_counts_nothing_is_not_said_to_have_nobody(world):
    told = judged(["pl2.4", "khong-co"], world.units["an"].code, (2019, 2020), world.actor("tinh"), worlds.ON)
    assert [(one.code, one.values) for one in told] == [("pl2.4", ("–", "–"))], "nothing was counted beforehand"
    assert judged(["pl2.4"], "77777", (2020,), world.actor("tinh"), date(2020, 1, 1))[0].values == ("–",)
