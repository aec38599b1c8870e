"""A question that is put into SQL once answers as Django does, for every person, on every column."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from hoanhap.people import actions, models
from hoanhap.people.actions.merging import merge
from hoanhap.people.models import Person
from hoanhap.people.queries.rows import TABLES, Rows
from hoanhap.units.queries.ready import KEY, Ready
from tests.people.folk import Folk
from tests.world import ON

# Each table asked as one would ask it once: the model, besides the person what holds of its rows, their order.
MINE: tuple[dict[str, Any], str] = ({}, "id")
PLAINLY: dict[str, tuple[type[Model], dict[str, Any], str]] = {
    "residences": (models.Residence, *MINE),
    "standings": (models.Standing, *MINE),
    "uses": (models.Use, *MINE),
    "tests": (models.Test, *MINE),
    "needs": (models.Need, *MINE),
    "supports": (models.Support, *MINE),
    "assignments": (models.Assignment, *MINE),
    "notes": (models.Note, {"about": "person"}, "id"),
    "findings": (models.Finding, {"on__isnull": False}, "id"),
    "aliases": (models.Alias, {}, "name id"),
    "papers": (models.IdentityPaper, {}, "kind id"),
    "contacts": (models.Contact, *MINE),
    "disclosed": (models.Disclosed, {"disclosure__decided_on__isnull": False}, "id"),
    "reaches": (models.Reach, *MINE),
    "keys": (models.PersonKey, {}, "person_id"),
}


@pytest.fixture
def told(folk: Folk) -> Person:
    """A person of whom much is known, beside others."""
    person, agency = folk.person(), folk.agency("an-1-a").pk
    code, by = person.code, {"by": folk.actor("xa"), "on": ON}
    actions.add_note(code=code, text="Ghi chú", **by)
    for result in ("negative", "positive"):
        test = {"kind": "urine", "reason": "periodic", "substances": ["heroin"] if result == "positive" else []}
        actions.record_test(code=code, day=date(2020, 8, 3), result=result, agency_id=agency, **test, **by)
    other = folk.person(name="Ma Văn Khác", papers=())
    merge(kept=code, gone=other.code, reason="Trùng", **by)
    folk.person(name="Lục Văn Lạ", papers=())
    return person


def test_every_table_reads_as_django_reads_it(told: Person) -> None:
    filled = set()
    for name, (model, only, order) in PLAINLY.items():
        rows = TABLES[name].of(told.pk)
        asked = model._default_manager.filter(person=told, **only).order_by(*order.split())
        assert [tuple(row) for row in rows] == list(asked.values_list(*TABLES[name].columns)), name
        filled |= {name} if rows else set()
    assert filled >= {"residences", "standings", "uses", "tests", "notes", "aliases", "papers", "contacts", "keys"}
    assert [row.kept_id for row in TABLES["merges"].of(told.pk)] == [told.pk]
    assert TABLES["merges"].of(told.pk) == TABLES["merges"].of(models.Merge.objects.get().gone_id)
    assert PLAINLY.keys() | {"merges", "visits"} == TABLES.keys()


def test_objects_come_with_what_is_asked_for_beside_them(told: Person, folk: Folk) -> None:
    ready = Ready(models.Test.objects.filter(person_id=KEY).select_related("agency", "person__commune").order_by("-id"))
    with CaptureQueriesContext(connection) as asked:
        rows = ready.of(told.pk)
        seen = [(row.agency.pk, row.person.commune.name) for row in rows]
    assert len(asked) == 1
    assert rows == list(models.Test.objects.filter(person=told).order_by("-id")) and len(rows) == 2
    assert seen == [(folk.agency("an-1-a").pk, told.commune.name)] * 2


def test_a_table_is_asked_once_and_only_if_somebody_wants_it(told: Person) -> None:
    rows = Rows(told.pk)
    with CaptureQueriesContext(connection) as asked:
        assert len(asked) == 0
        assert rows.tests and rows.tests is rows.tests
        assert rows.visits == [] and rows.visits == []
    assert len(asked) == 2
    with pytest.raises(AttributeError):
        _ = rows.hiv
