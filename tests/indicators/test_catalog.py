"""The house's own definitions: sound, bound to the lines of their forms, and their identities hold for any history."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoanhap.catalog import loaded
from hoanhap.config.home import ROOT
from hoanhap.facts.relations import RELATIONS, Relation
from hoanhap.indicators.definitions import load
from hoanhap.indicators.language import Definitions, Indicator, Period
from hoanhap.indicators.queries.words import said
from hoanhap.indicators.rules.breakdowns import broken_down
from hoanhap.indicators.rules.identities import broken
from hoanhap.indicators.rules.maps import Country, UnitRow
from hoanhap.indicators.rules.reference import Fact, Person, Reference
from hoanhap.indicators.rules.wording import definition, why
from hoanhap.kernel.lang import Words, speaking
from tests.indicators.test_engines import by_reference, cells, in_bulk
from tests.indicators.worlds import World
from tests.scale import scaled

OURS = load(sorted(Path(ROOT, "catalog", "indicators").glob("*.toml")))
FORMS = loaded.load([ROOT / "catalog"])
LINKED = [it for it in OURS.indicators if it.row]
COMMUNES = ("001", "002", "003")
COUNTRY = Country([UnitRow("04"), *(UnitRow(code, "04") for code in COMMUNES)])
PERIODS = tuple(Period(str(y), date(y, 1, 1), date(y + 1, 1, 1)) for y in (2018, 2019, 2020))
FROM_PERSONS = {"1.4", "1.4.1", "1.4.2", "1.5", "1.5.1", "1.5.2", "1.6", "2.4", "3", "4", "5", "5.1", "6"}
OF_MEANS = {"1.1", "1.2", "1.3", "2.1", *(f"2.1.{n}" for n in "123"), "2.2", "2.3", *(f"2.3.{n}" for n in "12345")}
MONEY = {"1", "1.1", "1.2", "2.1", "2.2", "2.3"}


def test_every_line_that_persons_or_means_stand_behind_is_defined() -> None:
    assert {it.row for it in LINKED if it.form == "phu-luc-2"} == FROM_PERSONS | OF_MEANS
    assert {it.row for it in LINKED if it.form == "phu-luc-3"} == MONEY


@pytest.mark.parametrize("it", LINKED, ids=lambda it: it.code)
def test_a_line_is_counted_as_its_measure_says(it: Indicator) -> None:
    """Persons once, attendances and money added, in the smallest unit of money; and over the form's own years.

    Of means, staff are added up; other things are counted, or added where one line is of several.
    """
    row = FORMS.form(it.form).row[it.row]
    assert row.measure
    of_means = OURS.subject(it) == "unit"
    if row.counts == "thing":
        assert of_means and it.counts in ("rows", "units", "sum")
    else:
        assert {"person": "sum" if of_means else "persons", "visit": "sum", "money": "sum"}[row.counts] == it.counts
        assert (row.measure.atom or row.measure.code) in ("nguoi", "luot_nguoi", "dong")
    assert all(it.valid_from <= column.start for column in FORMS.form(it.form).columns if column.start)


def test_what_was_not_compared_with_its_source_says_so() -> None:
    unverified = {it.form for it in OURS.indicators if not it.verified}
    assert unverified >= {"bieu-01-bcn", "bieu-02-bcn", "bieu-03-bcn"}
    assert not unverified & {"phu-luc-2", "phu-luc-3"}
    assert all(it.note.vi for it in OURS.indicators if not it.verified)


# ---------------------------------------------------------------- identities
def history(rng: Random, definitions: Definitions) -> list[Fact]:
    """One measure after another; each may be handed over between communes, and ends as codes allow."""
    facts, day = [], date(2016, 1, 1) + timedelta(days=rng.randint(0, 700))
    for _ in range(rng.randint(0, 6)):
        relation = definitions.relations[rng.choice(["measure", "measure", "aftercare"])]
        values = {c.name: rng.choice((*c.codes, *([""] if c.blank else []))) for c in relation.coded}
        began = "started"
        for last in (*[False] * rng.randint(0, 2), True):
            end = day + timedelta(days=rng.choice([0, 1, 30, 200, 500]))
            goes_on = last and rng.random() < 0.3
            outcome = "" if goes_on else "handed-over" if not last else rng.choice(relation.column["outcome"].codes)
            some = {**values, "began": began, "outcome": outcome}
            facts.append(Fact(relation.name, rng.choice(COMMUNES), day, None if goes_on else end, some, {}, 1))
            day, began = end, "taken-over"
        day += timedelta(days=rng.randint(0, 90))
    return facts


@settings(max_examples=scaled(1_000), deadline=None)
@given(st.integers(0, 2**40))
def test_opening_and_in_less_out_is_closing_for_any_history(seed: int) -> None:
    rng = Random(seed)
    person = Person(date(1995, 5, 5), {"sex": "female"})
    cells = Reference(OURS, COUNTRY, PERIODS).of_person(person, history(rng, OURS))
    figures = defaultdict[tuple[str, str, str], int](int, {tuple(cell): n for cell, n in cells.items()})
    found = [*broken(OURS.identities, ("04", *COMMUNES), PERIODS, lambda i, u, p: figures[i, u, p.code])]
    assert not found


@settings(max_examples=scaled(300), deadline=None)
@given(st.integers(0, 2**40))
def test_both_engines_count_the_whole_catalog_alike(seed: int) -> None:
    """Many indicators of one relation: their classes are counted in several groups."""
    rng = Random(seed)
    people = {n: Person(date(1990 + n, 5, 5), {"sex": rng.choice(["male", "female"])}) for n in (1, 2, 3)}
    facts = [replace(fact, person=n) for n in people for fact in history(rng, OURS)]
    definitions = replace(OURS, periods=PERIODS)
    of = World(COUNTRY.rows, (), people, tuple(facts), definitions, None)
    assert cells(in_bulk(of)) == by_reference(of)


def test_a_broken_identity_is_found() -> None:
    found = [*broken(OURS.identities[:1], ["04"], PERIODS[:2], lambda i, u, p: int(i.endswith("dau-ky")))]
    assert [(b.period.code, b.expected, b.found, b.next_opening) for b in found] == [
        ("2018", 1, 0, False), ("2019", 0, 1, True), ("2019", 1, 0, False),
    ]  # fmt: skip


# ---------------------------------------------------------------- words
HOME = {
    "kind": "home", "setting": "home", "turn": "first", "substance": "heroin", "began": "started", "outcome": "",
}  # fmt: skip


def test_a_figure_says_what_it_counts_and_a_row_why() -> None:
    it = OURS.versions["bcn01.gia-dinh.cuoi-ky.duoi-18"][0]
    assert definition(it, OURS.relations) == Words(
        "Số lần ghi: cai nghiện, điều trị, giáo dục đang có vào ngày cuối kỳ; hình thức là “home”; dưới 18 tuổi",
        "Entries: measure going on at the period's last day; form is “home”; aged below 18",
    )
    fact = Fact("measure", "001", date(2019, 2, 1), None, HOME, {}, 1)
    counted = [*Reference(OURS, COUNTRY, PERIODS[1:2]).counted(Person(), [fact])]
    first = next(c for c in counted if c.indicator.code == "pl2.1.5.2")
    assert why(first, OURS.relations) == Words(
        "cai nghiện, điều trị, giáo dục (“home”) từ 01/02/2019, chưa kết thúc: "
        "có lúc nào đó trong kỳ (01/01/2019–31/12/2019)",
        "measure (“home”) from 1 Feb 2019, going on: going on at some time in the period (1 Jan 2019–31 Dec 2019)",
    )


@pytest.mark.parametrize("it", OURS.indicators, ids=lambda it: it.code)
def test_every_definition_can_be_said_in_both_languages(it: Indicator) -> None:
    assert all(definition(it, OURS.relations))


# ---------------------------------------------------------------- breakdowns
def test_a_breakdown_is_one_indicator_a_code() -> None:
    parts = broken_down(OURS, "pl2.1.5.2", ("person.sex", "turn"))
    assert parts.codes[:2] == ("pl2.1.5.2@person.sex=male@turn=first", "pl2.1.5.2@person.sex=male@turn=repeated")
    fact = Fact("measure", "001", date(2019, 2, 1), None, HOME, {}, 1)
    cells = Reference(parts, COUNTRY, PERIODS[1:2]).of_person(Person(None, {"sex": "female"}), [fact])
    assert {cell[0] for cell in cells} == {"pl2.1.5.2@person.sex=female@turn=first"}


def test_a_breakdown_that_a_definition_does_not_offer_is_refused() -> None:
    with pytest.raises(KeyError):
        broken_down(OURS, "pl2.5.1", ("person.sex",))


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.name)
def test_every_code_of_a_relation_has_words_in_both_languages(relation: Relation) -> None:
    without = [
        (column.name, value, language)
        for column in relation.coded
        for value in column.codes
        for language in ("vi", "en")
        if in_words(column.name, value, language) == (value if language == "vi" else "")
    ]
    assert not without


def in_words(column: str, value: str, language: str) -> str:
    with speaking(language):
        return said(column, value)
