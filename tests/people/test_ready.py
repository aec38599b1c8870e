"""A question that is put into SQL once answers as the ORM does, for every person, on every column."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoanhap.people import actions
from hoanhap.people.models import Test as DrugTest
from hoanhap.people.queries.rows import TABLES, Rows
from tests.people.folk import Folk
from tests.world import ON


def test_every_table_reads_as_the_orm_does(folk: Folk) -> None:
    code, agency = folk.person().code, folk.agency("an-1-a").pk
    by = {"by": folk.actor("xa"), "on": ON}
    actions.add_alias(code=code, name="Sình Tây", **by)
    actions.add_note(code=code, text="Ghi chú", **by)
    for result in ("negative", "positive"):
        found = ["heroin"] if result == "positive" else []
        actions.record_test(
            code=code, day=date(2020, 8, 3), kind="urine", reason="periodic", result=result, substances=found,
            agency_id=agency, **by,
        )  # fmt: skip
    folk.person(name="Ma Văn Khác")
    person = DrugTest.objects.earliest("pk").person
    filled = 0
    for name, ready in TABLES.items():
        rows = ready.of(person.pk)
        asked = ready.question(person.pk)
        assert [tuple(row) for row in rows] == [tuple(row) for row in asked], name
        filled += bool(rows)
    assert filled >= 8


def test_a_table_is_asked_once_and_only_if_somebody_wants_it(folk: Folk) -> None:
    rows = Rows(folk.person().pk)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(asked) == 0
        assert rows.residences and rows.residences is rows.residences
        assert rows.tests == [] and rows.tests == []
    assert len(asked) == 2
    with pytest.raises(AttributeError):
        _ = rows.hiv
