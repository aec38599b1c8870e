"""Whatever is entered of the means is a fact, and a figure that leads back to it: no noun is without an indicator."""

from datetime import date

import pytest

from hoanhap.catalog.codelists import codelist
from hoanhap.facts import sources
from hoanhap.facts.queries import of_units
from hoanhap.facts.relations import BY_NAME
from hoanhap.indicators.language import Period
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.queries import asking
from hoanhap.indicators.queries.because import because
from hoanhap.indicators.rules.contributions import fact
from hoanhap.indicators.rules.maps import Country, UnitRow
from hoanhap.indicators.rules.periods import named
from hoanhap.indicators.rules.reference import Reference
from hoanhap.resources import actions
from hoanhap.resources.actions.decisions import record_decision
from hoanhap.resources.actions.items import add_item
from hoanhap.resources.actions.stock import enter_month
from hoanhap.resources.models import Item
from hoanhap.resources.queries.origins import lines
from hoanhap.resources.rules import items
from hoanhap.resources.rules.facts import qualified
from hoanhap.resources.rules.law import CertificateFacts, Determine, Needs, StaffFacts
from hoanhap.resources.rules.noun_table import NOUNS
from hoanhap.resources.rules.stock import Flows
from tests.resources.test_other_rules import whole

D = date
YEAR = Period("2020", D(2020, 1, 1), D(2021, 1, 1))


def counting(rows):
    """For each row, the amounts that indicators add of it; "" for those that count it as a row."""
    engine = Reference(definitions(), Country([UnitRow("1")]), [YEAR])
    for row in rows:
        yield row, {c.indicator.column for c in engine.counted_of_units([fact(row, None)])}


@pytest.mark.parametrize("noun", NOUNS.values(), ids=list(NOUNS))
def test_every_noun_and_every_amount_of_a_line_is_told_and_counted(noun):
    amounts = {field.name for field in noun.fields if field.amount} - {"total"}  # which is the sum of the others
    assert noun.facts and amounts == {said.amount for said in noun.facts} - {""}
    rows = items.facts(noun, whole(noun), 1, D(2020, 3, 1), D(2020, 4, 1) if noun.ends else None)
    assert len(rows) == len(noun.facts)
    for row, counted in counting(rows):
        amount = BY_NAME[row.relation].amount
        assert (amount.name if amount else "") in counted, row.relation


# ---------------------------------------------------------------- certificates of staff
LAW = Needs((Determine("a", D(2015, 1, 1), "", True, ("doctor",), ("practice", "determine"), D(2022, 1, 1)),), ())


@pytest.mark.parametrize(
    ("profession", "held", "works", "may"),
    [
        ("doctor", [("practice", 2010, None), ("determine", 2016, None)], (2012, None), [(2016, 2022)]),
        ("doctor", [("practice", 2010, None), ("determine", 2016, 2018), ("determine", 2018, 2019)], (2012, None),
         [(2016, 2019)]),
        ("doctor", [("practice", 2010, 2017), ("determine", 2013, None), ("practice", 2018, None)], (2012, 2020),
         [(2015, 2017), (2018, 2020)]),
        ("doctor", [("determine", 2013, None)], (2012, None), []),
        ("guard", [("practice", 2010, None), ("determine", 2013, None)], (2012, None), []),
    ],
)  # fmt: skip
def test_who_may_determine_is_told_for_as_long_as_the_law_and_the_certificates_let_them(profession, held, works, may):
    def day(year):
        return D(year, 1, 1) if year else None

    certificates = tuple(CertificateFacts(kind, day(a), day(b)) for kind, a, b in held)
    rows = [*qualified(7, StaffFacts("A", profession, day(works[0]), day(works[1]), certificates), LAW)]
    told = [(row.start, row.end) for row in rows if row.relation == "determiner"]
    assert told == [(day(a), day(b)) for a, b in may]
    certified = [row for row in rows if row.relation == "qualification"]
    assert len(certified) == len(held) and all(row.start >= day(works[0]) for row in certified)
    assert all(row.codes[-1] == profession for row in rows)


def test_another_law_on_who_may_determine_derives_the_facts_again(monkeypatch):
    before = sources.shape()
    monkeypatch.setattr("hoanhap.resources.queries.facts.needs", lambda: LAW)
    assert sources.shape() != before


# ---------------------------------------------------------------- from a figure back to the line
@pytest.fixture
def world(kept):
    return kept


def place_of(world, kind, **more):
    return actions.add_place(
        agency_id=world.agencies["an-1-a"].pk, kind=kind, name=f"Nơi {kind}", first=D(2018, 1, 1), by=world.actor("xa"),
        on=world.on, **more,
    )  # fmt: skip


def figures(world, relation, wanted):
    """By the indicators that add up this amount of the relation, or count its rows, over 2020."""
    asked, *_ = asking.place(world.units["an-1-a"].code, named("2020"), None)
    every = (
        it for it in definitions().indicators if it.of == relation and it.column == wanted and it.counts != "units"
    )
    found = [because(it.code, asked, actor=world.actor("xa"), on=world.on) for it in every]
    assert all(one.coverage is None and one.entries == len(one.rows.things) for one in found)
    return [one for one in found if one.value]


def pages(found):
    return {(line.page, line.key) for one in found for thing in one.rows.things for line in thing.lines}


def test_every_line_stands_behind_a_figure_that_leads_back_to_it(world, client):
    who = {"by": world.actor("xa"), "on": world.on}
    places = {"counselling": place_of(world, "counselling", seat="elsewhere"), "clinic": place_of(world, "clinic")}
    for noun in NOUNS.values():
        kind = next((kind for kind in places if kind in noun.places), None)
        home = {"place_id": places[kind].pk} if kind else {"agency_id": world.agencies["an-1-a"].pk}
        listed = {field.name: codelist(field.listed).items[0].code for field in noun.fields if field.listed}
        told = whole(noun, **listed) | ({"indicators": ["nl.co-so"], "unit": None} if noun.code == "mo-hinh" else {})
        last = D(2020, 4, 1) if noun.ends else None
        made = add_item(noun=noun.code, told=told, first=D(2020, 3, 1), last=last, **home, **who)
        for said in noun.facts:
            amount = BY_NAME[said.relation].amount
            found = figures(world, said.relation, amount.name if amount else "")
            assert ("means_item", made.pk) in pages(found), said
    client.force_login(world.user("xa"))
    asked = {"chi-tieu": "nl.tap-huan.chung-chi", "don-vi": world.units["an-1-a"].code, "ky": "2020"}
    page = client.get("/bang-so-lieu/vi-sao/", asked)
    training = Item.objects.get(noun="tap-huan")
    shown = page.content.decode()
    assert f'href="/so-nguon-luc/dong/{training.pk}/"' in shown and "Số mục được tính" in shown
    assert "Xã có người trong sổ" not in shown
    shown = client.get("/bang-so-lieu/vi-sao/", {**asked, "chi-tieu": "nl.to.viec"}).content.decode()
    assert "tổ công tác · họp tổ, đội" in shown


def test_what_is_no_line_leads_to_the_page_on_which_it_was_entered(world):
    who = {"by": world.actor("xa"), "on": world.on}
    centre, clinic = place_of(world, "detox"), place_of(world, "clinic")
    actions.set_capacity(place_id=centre.pk, beds=30, first=D(2018, 1, 1), **who)
    record_decision(place_id=centre.pk, what="founded", function="detox", number="1", first=D(2020, 2, 1), **who)
    office = world.agencies["an-1-a"]
    nurse = actions.add_staff(agency_id=office.pk, name="Hà", profession="doctor", first=D(2018, 1, 1), **who)
    for kind in ("practice", "determine"):
        actions.add_certificate(staff_id=nurse.pk, kind=kind, first=D(2018, 1, 1), **who)
    enter_month(place_id=clinic.pk, medicine="methadone", month=D(2020, 1, 1), opening=5,
                flows=Flows(10, 6, 2, 1, 6), **who)  # fmt: skip
    told = {
        relation: pages(figures(world, relation, column))
        for relation, column in (("capacity", "beds"), ("decision", ""), ("determiner", ""), ("stock", "quantity"))
    }
    assert told == {
        "capacity": {("means_place", centre.code)}, "decision": {("means_place", centre.code)},
        "determiner": {("means_of", office.code)}, "stock": {("means_book", clinic.code)},
    }  # fmt: skip
    assert nurse.name not in str(figures(world, "determiner", ""))
    rows = [row for row in of_units() if row.relation == "capacity"]
    seen = {by: lines(actor=world.actor(by), rows=rows, on=world.on)[rows[0]] for by in ("huyen", "xa-b")}
    assert [line.title for line in seen["huyen"]] == ["Nơi detox"] and seen["xa-b"] == []
