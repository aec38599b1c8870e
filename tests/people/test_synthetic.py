"""People who never were: the same for the same seed, consistent, labelled, and nobody's."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given as each
from hypothesis import settings
from hypothesis import strategies as st

from hoanhap.catalog.codelists import codelists
from hoanhap.config.demo import register
from hoanhap.people.models import Person
from hoanhap.people.queries.batches import synthetic_count
from hoanhap.people.rules.names import folded
from hoanhap.people.rules.record import record_problems
from hoanhap.people.synthetic.lives import OPENED, Place, records
from hoanhap.people.synthetic.names import MANNERS
from tests.pathways.test_load import clear
from tests.people.folk import Folk
from tests.scale import scaled

PLACES = [Place(n, 100 + n, province) for n, province in enumerate(("04", "01", "11", "79"))]
ON = date(2020, 9, 7)
LISTS = {code: frozenset(item.code for item in found.items) for code, found in codelists().items()}


def people(count: int = 300, seed: int = 1, first: int = 0, on: date = ON) -> list:
    return list(records(seed=seed, first=first, count=count, places=PLACES, on=on))


def test_one_seed_gives_the_same_people_however_they_are_cut() -> None:
    whole = people(2_100)
    assert whole == people(700) + people(900, first=700) + people(500, first=1_600)
    assert whole[:300] != people(300, seed=2)


@settings(max_examples=scaled(200, at_least=10))
@each(st.integers(0, 10**6), st.dates(date(2011, 1, 1), date(2026, 12, 31)))
def test_no_fact_contradicts_another(seed: int, on: date) -> None:
    for record in people(30, seed=seed, on=on):
        assert record_problems(record, on, LISTS) == []
        assert OPENED <= record.entered_on <= on and record.synthetic
        assert all(test.on >= record.entered_on for test in record.tests)
        days = [change.since for change in record.standings]
        assert days == sorted(set(days))


def test_every_number_is_one_that_no_office_gives_and_nobody_shares() -> None:
    papers = [paper for record in people(3_000) for paper in record.draft.papers]
    assert papers and all(p.number.startswith({"cmnd": "99", "cccd": "000"}[p.kind]) for p in papers)
    assert max(Counter(p.number for p in papers).values()) == 1
    phones = [record.draft.phone for record in people(3_000) if record.draft.phone]
    assert phones and all(phone.startswith("000") for phone in phones)


def test_names_are_those_of_the_peoples_of_the_place() -> None:
    names = {place.province: [r.draft for r in people(2_000) if r.commune_id == place.commune_id] for place in PLACES}
    kinh = {code: sum(d.ethnicity == "01" for d in drafts) / len(drafts) for code, drafts in names.items()}
    assert kinh["01"] > 0.9 and kinh["04"] < 0.2
    nguyen = sum(folded(d.name).startswith("nguyen ") for d in names["01"]) / len(names["01"])
    assert 0.25 < nguyen < 0.5
    assert all(draft.name.split()[0] for drafts in names.values() for draft in drafts)


def test_names_are_many_and_unevenly_met() -> None:
    met = Counter(folded(record.draft.name) for record in people(3_000))
    assert len(met) > 1_500 and met.most_common(1)[0][1] > 3
    assert set(MANNERS) >= {"kinh", "tay", "nung", "mong", "dao", "thai"}


def test_a_demo_is_filled_up_to_so_many_and_each_is_labelled(folk: Folk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "PROVINCE", "91")
    monkeypatch.setattr(register, "BATCH", 7)
    told: list[str] = []
    assert register.fill(20, on=ON, progress=told.append) == 20
    assert len(told) == 3 and told[-1].startswith("20/20 ")
    assert register.fill(23, on=ON) == 3
    assert register.fill(23, on=ON) == 0
    assert Person.objects.count() == synthetic_count() == 23
    home = {unit.pk for key, unit in folk.world.units.items() if key.startswith("an-")}
    assert set(Person.objects.values_list("commune_id", flat=True)) <= home


def test_more_people_than_a_province_has_live_all_over_the_country(folk: Folk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "PROVINCE", "91")
    monkeypatch.setattr(register, "OF_ONE_PROVINCE", 10)
    register.fill(60, on=ON)
    binh = {unit.pk for key, unit in folk.world.units.items() if key.startswith("binh-")}
    assert Person.objects.filter(commune_id__in=binh).exists()


def test_a_run_cut_in_two_makes_the_people_of_one_run_with_what_happened_to_them(
    folk: Folk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "PROVINCE", "91")
    register.fill(24, on=ON)
    once = everybody()
    assert any(cases for *_, cases in once)
    clear()
    register.fill(5, on=ON)
    register.fill(24, on=ON)
    assert everybody() == once


CASE = ("pathway", "state", "opened_on")


def everybody() -> list[tuple[object, ...]]:
    return [
        (
            p.name,
            p.birth_year,
            p.commune_id,
            list(p.measures.values_list("pathway", "state", "opened_on").order_by("pk")),
        )
        for p in Person.objects.order_by("id")
    ]


def test_without_cases_nobody_has_a_measure(folk: Folk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "PROVINCE", "91")
    register.fill(20, on=ON, cases=False)
    assert Person.objects.count() == 20 and not Person.objects.exclude(measures=None).exists()
