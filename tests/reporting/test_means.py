"""Forms fill themselves from the means that a unit has entered, and a unit that has entered none types as before."""

import json
from datetime import date

import pytest
from django.urls import reverse

from hoanhap.facts.queries import unit_differences
from hoanhap.indicators.queries.columns import kept
from hoanhap.indicators.queries.verify import differences
from hoanhap.reporting.queries import behind
from hoanhap.reporting.queries import register as queries
from hoanhap.reporting.queries.cells import own
from hoanhap.resources import actions
from tests import world as worlds
from tests.reporting import register
from tests.reporting.sound import broken

pytestmark = pytest.mark.django_db
D = date
YEARS = ("2016", "2017", "2018", "2019", "2020-6t")


@pytest.fixture
def world():
    made = worlds.build()
    register.count(made)
    yield made
    assert broken(made.campaign) == []
    assert unit_differences() == [] and list(differences()) == []


def who(world):
    return {"agency_id": world.agencies["an-1-a"].pk, "by": world.actor("xa"), "on": world.on}


def team(world, since):
    made = actions.set_up_team(kind="working", first=since, **who(world))
    asked = {key: value for key, value in who(world).items() if key != "agency_id"}
    for name, role in (("Lý Văn Thử", "head"), ("lý văn thử", "labour"), ("Nông Thị Thử", "health")):
        actions.add_member(team_id=made.pk, name=name, role=role, first=since, **asked)
    return made


def read(world, row, form="phu-luc-2", at="an-1-a"):
    cells = own(world.answer(at, form))
    return [cells[row, year].value if (row, year) in cells else None for year in YEARS]


def test_a_team_fills_its_rows_from_the_year_it_was_set_up(world):
    team(world, D(2018, 3, 1))
    assert read(world, "1.1") == [None, None, 1, 0, 0]
    assert read(world, "1.2") == [None, None, 1, 1, 1]
    assert read(world, "1.3") == [None, None, 2, 2, 2]  # who has two roles is one person
    assert all(own(world.answer("an-1-a"))["1.1", year].from_register for year in YEARS[2:])


def test_whoever_entered_no_means_of_a_kind_types_it(world):
    team(world, D(2018, 3, 1))
    assert read(world, "2.2") == read(world, "1.4") == [None] * 5  # neither points nor persons are entered
    assert not own(world.answer("an-1-b")) and not own(world.answer("an-1-a", "phu-luc-3"))
    assert not world.answer("an-1-a").register  # of persons


def test_a_team_that_ends_is_no_longer_active_and_its_staff_neither(world):
    made = team(world, D(2018, 3, 1))
    actions.end(kind="team", pk=made.pk, last=D(2019, 6, 1), by=world.actor("xa"), on=world.on)
    assert (read(world, "1.1"), read(world, "1.3")) == ([None, None, 1, 0, 0], [None, None, 2, 0, 0])


def test_a_counselling_point_counts_where_it_is_seated(world):
    told = {"kind": "counselling", "name": "Điểm tư vấn", "seat": "culture-house", "first": D(2017, 5, 4)}
    actions.add_place(**told, **who(world))
    assert [read(world, f"2.1.{n}")[1:3] for n in (1, 2, 3)] == [[0, 0], [1, 0], [0, 0]]
    assert (read(world, "2.1")[1], read(world, "2.2")[1:]) == (1, [1, 1, 1, 1])


def test_who_answers_above_is_not_held_by_what_is_done_with_persons_below(db):
    """Only what rests on what moved follows: a person's act in a commune leaves the department's answer alone."""
    world = worlds.build(forms=("bc-1479",), outlines=("bc-1479",))
    register.count(world)
    code = next(code for code, of in kept().of_means.items() if of == "training")
    unit, asked = world.units["an"].pk, world.answer("department", "bc-1479")
    reached = {
        name: any(queries.moved(moved).reaches(asked, a, queries.specs()) for a in queries.answers(asked))
        for name, moved in (("persons", [("bc1479.3.1.1", unit, key) for key in queries.specs().values()]),
                            ("means", [(code, unit, 1)]))
    }  # fmt: skip
    assert reached == {"persons": False, "means": True}


def test_a_seal_keeps_what_was_entered_and_every_reader_reads_it(world, client):
    team(world, D(2018, 3, 1))
    told = json.loads(behind.evidence(world.answer("an-1-a")))
    assert sum(row[1] for row in told["1.3|2019"]) == 2 and all(row[0] is None for row in told["1.3|2019"])
    client.force_login(world.user("thanhtra"))
    at = f"/so-lieu/dot-thu/phu-luc-2/{world.agencies['an-1-a'].code}/1.2/2019/"
    (source,) = client.get(at, {"format": "json"}).json()["sources"]
    (line,) = source["rows"]["means"]
    assert source["rows"]["people"] == [] and source["rows"]["others"] == 0
    assert line["adds"] == 1 and "01/3/2018" in line["why"][0]
    page = client.get(at).content.decode()
    team_of = reverse("means_of", args=[world.agencies["an-1-a"].code])
    assert "01/3/2018" in page and f'<a href="{team_of}">' in page  # the line, where it was entered
