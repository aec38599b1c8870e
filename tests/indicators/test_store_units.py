"""The kept figures follow what is entered of units: after any acts, on every map, they are what both engines count."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from hoanhap.facts import sources
from hoanhap.facts.actions import recording_of_units, touched_units
from hoanhap.facts.queries import unit_differences
from hoanhap.facts.relations import BY_NAME
from hoanhap.facts.rules.rows import Row
from hoanhap.indicators.actions import filling, folding
from hoanhap.indicators.queries.verify import differences
from hoanhap.units.models import Unit
from tests.indicators import store, unit_rows
from tests.indicators.test_store import by_reference, stored
from tests.scale import scaled

D = date
pytestmark = pytest.mark.django_db
DEFINITIONS = Path(__file__).parent / "store_units.toml"
DISTRICTS = ("911", "912")


@pytest.fixture
def places() -> Iterator[dict[str, int]]:
    before = sources.OF_UNITS, sources.UNIT_LISTENERS
    sources.OF_UNITS = {"test": "tests.indicators.unit_rows"}  # type: ignore[misc]
    with store.keeping(DEFINITIONS):
        made = store.build()
        filling.rebuild(store.ON)
        filling.keep_map(D(2019, 12, 31), [(D(2017, 1, 1), D(2018, 1, 1))])
        filling.keep_map(D(2016, 6, 1), [(D(2020, 1, 1), D(2020, 7, 1))])
        yield made | dict(Unit.objects.filter(code__in=DISTRICTS).values_list("code", "pk"))
    sources.OF_UNITS, sources.UNIT_LISTENERS = before  # type: ignore[misc]
    unit_rows.THERE.clear()


@st.composite
def entered(draw: st.DrawFn) -> tuple[str, str, date, date | None, tuple[str, ...], int]:
    """A row with its unit by name: any codes; that something was reached, in a unit of the level that it says."""
    relation = BY_NAME[draw(st.sampled_from(("money", "staff", "team", "reached", "reached")))]
    start, end = draw(store.DAYS), None
    if relation.shape == "span" and draw(st.integers(0, 3)):
        end = start + timedelta(days=draw(st.integers(0, 900)))
    codes = tuple(draw(st.sampled_from(c.codes)) for c in relation.coded)
    amount = draw(st.integers(1, 10**12)) if relation.amount else 0
    places = st.sampled_from(DISTRICTS) if codes[0] == "district" else store.COMMUNES
    return relation.name, draw(places), start, end, codes, amount


@settings(max_examples=scaled(120, 8))
@given(acts=st.lists(st.lists(entered(), max_size=4), min_size=1, max_size=5), at=st.integers(0, 4))
def test_after_any_acts_the_store_is_what_both_engines_count(
    places: dict[str, int], acts: list[list[tuple[str, str, date, date | None, tuple[str, ...], int]]], at: int
) -> None:
    """Each act leaves in every unit it names what it says, and nothing else."""
    with transaction.atomic():
        unit_rows.THERE.clear()
        for n, told in enumerate(acts):
            with recording_of_units():
                touched_units({places[row[1]] for row in told})
                for unit in {places[row[1]] for row in told}:
                    unit_rows.THERE[unit] = [Row(r[0], unit, *r[2:]) for r in told if places[r[1]] == unit]
            if n == at:
                folding.fold()
        assert unit_differences() == [] and list(differences()) == []
        assert stored() == by_reference()
        transaction.set_rollback(True)
