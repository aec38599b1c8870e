"""The kept figures follow the facts: after any act they are what a recount says, by either engine."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from hoanhap.facts.models import Fact, Subject
from hoanhap.facts.queries import of as of_person
from hoanhap.facts.rules import rows as shapes
from hoanhap.indicators.actions import filling, folding, keeping
from hoanhap.indicators.models import IndicatorNumber
from hoanhap.indicators.queries import columns as keep
from hoanhap.indicators.queries.country import country
from hoanhap.indicators.queries.figures import values
from hoanhap.indicators.queries.verify import differences
from hoanhap.indicators.rules.contributions import fact, person
from hoanhap.indicators.rules.kept import wanted
from hoanhap.indicators.rules.reference import Reference
from hoanhap.units.models import Unit
from tests.indicators import store
from tests.scale import scaled

D = date
pytestmark = pytest.mark.django_db


@pytest.fixture
def communes() -> Iterator[dict[str, int]]:
    with store.keeping(), store.listening():
        made = store.build()
        filling.rebuild(store.ON)
        filling.keep_map(D(2019, 12, 31), [(D(2017, 1, 1), D(2018, 1, 1))])
        filling.keep_map(D(2016, 6, 1), [(D(2020, 1, 1), D(2020, 7, 1))])
        yield made


def stored() -> dict[tuple[str, int, int], int]:
    units = Unit.objects.values_list("pk", flat=True)
    return values(keep.kept().codes, units, [c.key for c in keep.columns()])


def by_reference() -> dict[tuple[str, int, int], int]:
    """Every subject by the plain engine, every column; indicators of units from all facts together."""
    found = Counter[tuple[str, int, int]]()
    people = {
        pk: shapes.Subject(pk, sex, birth) for pk, sex, birth in Subject.objects.values_list("pk", "sex", "birth")
    }
    rows = [
        fact(shapes.Row(relation, unit, start, end, shapes.unpacked(codes), amount), subject)
        for relation, unit, start, end, codes, amount, subject in Fact.objects.values_list(
            "relation", "unit_id", "start", "end", "codes", "amount", "subject_id"
        )
    ]
    of, on = keep.kept().definitions, country()
    told = [of_person(pk) for pk in people]
    on = on.naming([change for one in told for change in on.allotted(one.number, one.rows)])
    for column in keep.columns():
        asked = replace(of, indicators=tuple(it for it in of.indicators if wanted(it, column.step)))
        engine = Reference(asked, on, [column.period], map_date=column.map_day)
        tables = [engine.of_units(rows, {pk: person(one) for pk, one in people.items()})]
        tables += [engine.of_person(person(one), [r for r in rows if r.person == pk]) for pk, one in people.items()]
        for cells in tables:
            for (code, unit, _), value in cells.items():
                found[code, int(unit), column.key] += value
    return {key: value for key, value in found.items() if value}


@settings(max_examples=scaled(200, 10))
@given(acts=st.lists(store.acts, min_size=1, max_size=5), at=st.integers(0, 4), many=st.sampled_from((1, 200)))
def test_after_any_acts_the_store_is_what_both_engines_count(
    communes: dict[str, int], acts: list[store.Act], at: int, many: int
) -> None:
    """`many`: from how many subjects on the bulk engine counts what an act adds."""
    with transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(keeping, "MANY", many)
        for n, (who, told) in enumerate(acts):
            store.act(communes, who, told)
            if n == at:
                folding.fold()
        assert list(differences()) == []
        assert stored() == by_reference()
        transaction.set_rollback(True)


def test_an_act_before_a_new_definition_was_counted_goes_through(communes: dict[str, int]) -> None:
    """As after an update of the program, until setup counts: then the figures are what a recount says."""
    IndicatorNumber.objects.order_by("id").first().delete()  # type: ignore[union-attr]
    listed = ("registration", "e", D(2018, 1, 1), None, ("addict", "heroin", "first", "listed", ""), 0)
    store.act(communes, 1, (store.Life("male", D(1990, 1, 1)), [listed]))
    filling.rebuild(store.ON)
    assert not [*differences()]
