"""A divided commune on a later map: the register's figures follow its people, the typed ones are in no part."""

from datetime import date

import pytest

from hoanhap.indicators.queries.country import forget as forget_country
from hoanhap.reporting.models import Cell, Submission
from hoanhap.reporting.queries.restated import Line, figures, restated
from hoanhap.units.models import Placement, Unit, UnitChange, UnitLink
from hoanhap.units.queries.tree import forget
from tests import world as worlds
from tests.reporting import register
from tests.world import World

pytestmark = pytest.mark.django_db
D = date
ON = D(2020, 3, 1)
ROW, COLUMN = "1.6", "2019"


@pytest.fixture
def world():
    """On 1 March 2020 an-1-a is divided: x stays in an-1, y goes to an-2. Of three certified in 2019 two live in x
    since, one in y; of a fourth nobody has said it yet."""
    made = worlds.build()
    old = made.units["an-1-a"]
    Unit.objects.filter(pk=old.pk).update(valid_to=ON)
    Placement.objects.filter(unit=old).update(valid_to=ON)
    change = UnitChange.objects.create(on=ON, kind="split", act="thử")
    for name, code, above in (("x", "91191", "an-1"), ("y", "91192", "an-2")):
        made.units[name] = Unit.objects.create(
            level="commune", code=code, name=f"Xã {name}", valid_from=ON, valid_to=None
        )
        Placement.objects.create(unit=made.units[name], parent=made.units[above], valid_from=ON)
        UnitLink.objects.create(change=change, before=old, after=made.units[name], partial=True, certain=True)
    forget()
    forget_country()
    for person, part in ((1, "x"), (2, "x"), (3, "y")):
        home = ("registration", "an-1-a", D(2018, 1, 1), ON, {"ended": "moved"})
        register.record(made, person, [home, register.listed(part, ON), register.certified("an-1-a", D(2019, 5, 5))])
    register.record(made, 4, [register.listed("an-1-a"), register.certified("an-1-a", D(2019, 5, 5))])
    register.count(made)
    yield made
    forget()
    forget_country()


def line(world: World) -> tuple[dict[str, int | None], int | None, Line]:
    page = restated(top=world.respondent("an"), on=ON)
    form = worlds.loaded.form("phu-luc-2")
    found = figures(actor=world.actor("tinh"), page=page, form=form, row=ROW, on=world.on)
    by_name = {unit.name: cells[COLUMN].value for unit, cells in zip(page.units, found.units, strict=True)}
    return by_name, found.left[COLUMN].value if COLUMN in found.left else None, found


def received(world: World) -> Submission:
    asked = world.answer("an-1-a")
    Submission.objects.filter(pk=asked.pk).update(state="accepted")
    return asked


def test_the_register_s_figure_follows_the_people_and_whom_nobody_placed_is_in_no_part(world: World) -> None:
    assert Cell.objects.get(submission=received(world), row=ROW, column=COLUMN).value == 4
    by_name, left, found = line(world)
    assert (by_name, left) == ({"Huyện An 1": 2, "Huyện An 2": 1}, 1)
    assert [r.name for r in found.split] == [world.respondent("an-1-a").name]


@pytest.mark.parametrize("changed", [{"value": 7}, {"derived": None}])
def test_a_typed_figure_is_in_no_part(world: World, changed: dict[str, int | None]) -> None:
    cells = Cell.objects.filter(submission=received(world), row=ROW, column=COLUMN)
    cells.update(**changed)
    by_name, left, found = line(world)
    assert set(by_name.values()) == {None}
    assert (left, found.split) == (cells.get().value, ())


def test_what_the_register_no_longer_says_is_not_divided_by_what_it_says_now(world: World) -> None:
    """As of a sealed answer, that stays when the register changes."""
    Cell.objects.filter(submission=received(world), row=ROW, column=COLUMN).update(value=5, derived=5)
    assert line(world)[:2] == ({"Huyện An 1": None, "Huyện An 2": None}, 5)
