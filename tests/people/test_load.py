"""Many files at once: the same rows, the same refusals, one line in the trail; whole or not at all."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import models

from hoanhap.access.errors import Invalid
from hoanhap.access.queries import set_up_actor
from hoanhap.access.rules import Actor, Denied
from hoanhap.audit.models import AuditRow
from hoanhap.people import actions
from hoanhap.people.actions.load import BadBatch, check, digest_of, load
from hoanhap.people.models import (
    Alias,
    Batch,
    Contact,
    IdentityPaper,
    NameWord,
    Need,
    Person,
    Residence,
    Standing,
    Support,
    Use,
)
from hoanhap.people.models import Test as DrugTest
from hoanhap.people.queries.search import search
from hoanhap.people.queries.vault import vault
from hoanhap.people.rules.draft import PaperDraft
from hoanhap.people.rules.record import NeedDraft, Record, ResultDraft, StandingDraft, SupportDraft
from hoanhap.people.synthetic.lives import Place, records
from tests.people.folk import DRAFT, Folk
from tests.rows import count_rows
from tests.scale import scaled
from tests.world import ON

SEALED = {
    IdentityPaper: ("people_identitypaper", "number"),
    Residence: ("people_residence", "address"),
    Contact: ("people_contact", "details"),
}
TABLES = (Alias, IdentityPaper, Residence, Contact, Standing, Use, DrugTest, Need, Support)


def picture() -> list[dict[str, Any]]:
    """Everything known of everybody, with sealed text opened and numbers of rows left out."""
    return [
        {"person": _plain(person), **{model.__name__: _rows(model, person) for model in TABLES}}
        for person in Person.objects.order_by("pk")
    ]


def _plain(row: models.Model) -> dict[str, Any]:
    return {f.attname: getattr(row, f.attname) for f in row._meta.fields if f.attname not in ("id", "code")}


def _rows(model: type[models.Model], person: Person) -> list[dict[str, Any]]:
    needs = list(Need.objects.filter(person=person).order_by("pk").values_list("pk", flat=True))
    found = []
    for row in model._default_manager.filter(person=person).order_by("pk"):
        facts = _plain(row)
        del facts["person_id"]
        if model in SEALED:
            table, column = SEALED[model]
            facts[f"{column}_sealed"] = vault(person.pk).open(table, row.pk, column, facts[f"{column}_sealed"])
        if facts.get("need_id"):
            facts["need_id"] = needs.index(facts["need_id"])
        found.append(facts)
    return sorted(found, key=lambda facts: json.dumps(facts, default=str))


def one_by_one(record: Record, by: Actor) -> None:
    """The record as an officer would have typed it, each fact on its day."""
    made = actions.register(
        draft=record.draft, commune_id=record.commune_id, by=by, on=record.entered_on, synthetic=record.synthetic
    )
    code = made.code
    for need in record.needs:
        actions.record_need(code=code, kind=need.kind, day=need.on, by=by, on=need.on)
    for change in record.standings:
        actions.set_standing(
            code=code,
            kind=change.kind,
            basis=change.basis,
            day=change.since,
            by=by,
            on=max(change.since, made.registered_on),
        )
    for x in record.tests:
        actions.record_test(
            code=code, day=x.on, kind=x.kind, reason=x.reason, result=x.result, substances=x.substances,
            agency_id=x.agency_id, by=by, on=x.on,
        )  # fmt: skip
    for x in record.supports:
        actions.give_support(
            code=code, kind=x.kind, day=x.on, until=x.until, agency_id=x.agency_id, amount=x.amount, source=x.source,
            what=x.what, outcome=x.outcome, by=by, on=x.on,
        )  # fmt: skip


def made_up(folk: Folk, count: int, at: str = "an-1-a", **changes: Any) -> list[Record]:
    place = Place(folk.world.units[at].pk, folk.agency(at).pk, "04")
    return [replace(record, **changes) for record in records(seed=3, first=0, count=count, places=[place], on=ON)]


def test_a_load_writes_the_rows_that_the_single_actions_write(folk: Folk) -> None:
    batch = made_up(folk, scaled(1_000))
    xa = folk.actor("xa")
    load(batch, by=xa, on=ON)
    count_rows()
    at_once, words = picture(), set(NameWord.objects.values_list("alias", "last", "word", "given", "folded"))
    for model in (Batch, Support):
        model.objects.all().delete()
    Person.objects.all().delete()
    NameWord.objects.all().delete()
    for record in batch:
        one_by_one(record, xa)
    assert picture() == at_once
    assert set(NameWord.objects.values_list("alias", "last", "word", "given", "folded")) == words
    assert {model.__name__ for model in TABLES if any(person[model.__name__] for person in at_once)} == {
        model.__name__ for model in TABLES
    }, "a table that the made-up people never fill proves nothing"


def test_who_was_loaded_is_found_and_opened_like_anybody(folk: Folk) -> None:
    (record,) = made_up(folk, 1)
    loaded = load([record], by=folk.actor("xa"), on=ON)
    (row,) = search(folk.actor("xa"), record.draft.name, on=ON).rows
    assert (row.id, row.code) == (loaded.ids[0], loaded.codes[0])
    page = actions.add_alias(code=row.code, name="Tư Đen", by=folk.actor("xa"), on=ON)
    assert page.person_id == row.id


def test_a_batch_leaves_one_line_with_a_digest_and_no_name(folk: Folk) -> None:
    batch = made_up(folk, 5)
    before = AuditRow.objects.count()
    loaded = load(batch, by=folk.actor("xa"), on=ON)
    (line,) = AuditRow.objects.order_by("pk")[before:]
    made = Batch.objects.get(pk=loaded.batch_id)
    assert (line.action, line.ref) == ("person.load", str(made.pk))
    assert line.detail == {"rows": 5, "digest": digest_of(batch), "of": "load"}
    assert (made.digest, made.accepted, made.commune_id) == (digest_of(batch), 5, batch[0].commune_id)
    assert set(made.people.values_list("pk", flat=True)) == set(loaded.ids)
    assert len(set(loaded.codes)) == 5


def test_codes_are_in_no_order_that_tells_who_came_first(folk: Folk) -> None:
    codes = load(made_up(folk, 40), by=folk.actor("xa"), on=ON).codes
    assert list(codes) != sorted(codes) and list(codes) != sorted(codes, reverse=True)


def record(folk: Folk, **changes: Any) -> Record:
    usual = Record(draft=DRAFT, commune_id=folk.world.units["an-1-a"].pk, entered_on=date(2020, 6, 1))
    return replace(usual, **changes)


def drafted(**changes: Any) -> Callable[[Folk], dict[str, Any]]:
    return lambda folk: {"draft": replace(DRAFT, **changes)}


TEST = ResultDraft(date(2020, 7, 1), "urine", "sudden", "negative", (), 1)
GIVEN = SupportDraft("loan", date(2020, 7, 1), 1, amount=10_000_000, source="fund")


def with_test(**changes: Any) -> Callable[[Folk], dict[str, Any]]:
    return lambda folk: {"tests": (replace(TEST, agency_id=folk.agency("an-1-a").pk, **changes),)}


def with_support(**changes: Any) -> Callable[[Folk], dict[str, Any]]:
    return lambda folk: {"supports": (replace(GIVEN, agency_id=folk.agency("an-1-a").pk, **changes),)}


MISTAKES: dict[str, Callable[[Folk], dict[str, Any]]] = {
    "name": drafted(name="123"),
    "sex": drafted(sex=""),
    "birth": drafted(listed_on=date(1980, 1, 1)),
    "list": drafted(ethnicity="99"),
    "number": drafted(papers=(PaperDraft("cccd", "12345"),)),
    "word": drafted(address="nhiễm HIV"),
    "future": drafted(listed_on=date(2021, 1, 1)),
    "same standing": lambda folk: {"standings": (StandingDraft("user", "declared", date(2020, 7, 1)),)},
    "standing too early": lambda folk: {"standings": (StandingDraft("addict", "determined", date(2020, 6, 1)),)},
    "unknown standing": lambda folk: {"standings": (StandingDraft("suspect", "rumour", date(2020, 7, 1)),)},
    "test to come": with_test(on=date(2021, 1, 1)),
    "test before birth": with_test(on=date(1900, 1, 1)),
    "nothing found": with_test(result="positive"),
    "found in vain": with_test(substances=("heroin",)),
    "unknown agency": lambda folk: {"tests": (replace(TEST, agency_id=0),)},
    "need to come": lambda folk: {"needs": (NeedDraft("loan", date(2021, 1, 1)),)},
    "no amount": with_support(amount=None),
    "no source": with_support(source=""),
    "too much": with_support(amount=10**11),
    "ends first": lambda folk: {
        "supports": (SupportDraft("training", date(2020, 7, 1), folk.agency("an-1-a").pk, until=date(2020, 6, 30)),)
    },
    "unknown support": with_support(kind="car"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_in_the_words_of_the_single_action(folk: Folk, mistake: str) -> None:
    wrong = record(folk, **MISTAKES[mistake](folk))
    with pytest.raises(BadBatch) as refused:
        load([record(folk, draft=replace(DRAFT, papers=())), wrong], by=folk.actor("xa"), on=ON)
    assert not Person.objects.exists() and not Batch.objects.exists() and not NameWord.objects.exists()
    said = {sentence for n, _, sentence in refused.value.problems if n == 1}
    assert all(n == 1 for n, _, _ in refused.value.problems) and said
    with pytest.raises(Invalid) as alone:
        one_by_one_on(wrong, folk.actor("xa"))
    assert said == {sentence for sentences in alone.value.problems.values() for sentence in sentences}


def one_by_one_on(record: Record, by: Actor) -> None:
    """As `one_by_one`, all of it typed today: what lies in the future is then refused."""
    made = actions.register(draft=record.draft, commune_id=record.commune_id, by=by, on=record.entered_on)
    for x in record.tests:
        actions.record_test(
            code=made.code, day=x.on, kind=x.kind, reason=x.reason, result=x.result, substances=x.substances,
            agency_id=x.agency_id, by=by, on=ON,
        )  # fmt: skip
    for s in record.standings:
        actions.set_standing(code=made.code, kind=s.kind, basis=s.basis, day=s.since, by=by, on=ON)
    for n in record.needs:
        actions.record_need(code=made.code, kind=n.kind, day=n.on, by=by, on=ON)
    for g in record.supports:
        actions.give_support(
            code=made.code, kind=g.kind, day=g.on, until=g.until, agency_id=g.agency_id, amount=g.amount,
            source=g.source, what=g.what, outcome=g.outcome, by=by, on=ON,
        )  # fmt: skip


def test_every_mistake_of_every_record_is_told_at_once(folk: Folk) -> None:
    bad = [record(folk, **MISTAKES[name](folk)) for name in ("name", "sex", "nothing found")]
    with pytest.raises(BadBatch) as refused:
        load(bad, by=folk.actor("xa"), on=ON)
    assert {n for n, _, _ in refused.value.problems} == {0, 1, 2}
    assert tuple(field for n, field, _ in refused.value.problems if n < 2 and field != "papers") == ("name", "sex")


def test_a_number_twice_in_the_list_or_in_the_register_is_told(folk: Folk) -> None:
    first = record(folk)
    twice = check([first, record(folk, draft=replace(DRAFT, name="Lý Văn Khác"))], on=ON)
    assert [(n, field) for n, field, _ in twice] == [(1, "papers")]
    load([first], by=folk.actor("xa"), on=ON)
    assert [(n, field) for n, field, _ in check([first], on=ON)] == [(0, "papers")]


@pytest.mark.parametrize("who", ["xa-b", "huyen", "tinh", "lanhdao-xa", "coso", "bvdl", "quantri", "khong-viec"])
def test_nobody_loads_into_a_commune_that_is_not_theirs(folk: Folk, who: str) -> None:
    with pytest.raises(Denied):
        load([record(folk)], by=folk.actor(who), on=ON)
    assert not Person.objects.exists()


def test_the_set_up_loads_made_up_people_only(folk: Folk) -> None:
    load(made_up(folk, 2), by=set_up_actor(), on=ON)
    assert Person.objects.filter(synthetic=True).count() == 2
    with pytest.raises(Denied):
        load(made_up(folk, 2, synthetic=False), by=set_up_actor(), on=ON)


def test_a_commune_must_be_one_and_in_force_when_the_file_was_opened(folk: Folk) -> None:
    for unit, day in (("an-1", date(2020, 6, 1)), ("an-1-a", date(1999, 6, 1))):
        facts = {"commune_id": folk.world.units[unit].pk, "entered_on": day}
        assert [f for _, f, _ in check([record(folk, **facts)], on=ON) if f == "commune"] == ["commune"]
