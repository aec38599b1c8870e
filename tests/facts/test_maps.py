"""Facts on another day's map: Cao Bằng as it was merged in 2020, and again in 2025."""

from datetime import date

import pytest

from hoanhap.facts.models import Fact, Subject
from hoanhap.facts.queries.maps import Allotment, OnMap, allotments, divisions
from hoanhap.facts.rules.maps import Division, part_of, placed
from hoanhap.facts.rules.rows import Row, packed
from hoanhap.units.models import Unit, UnitLink
from hoanhap.units.queries import Carried
from tests.units.conftest import country  # noqa: F401

D = date
WHOLE, PART, GUESSED = Carried(7, False, True), Carried(8, True, True), Carried(9, False, False)
OTHER = Carried(10, True, True)
WAYS = [
    ((WHOLE,), (), False, 7),
    ((GUESSED,), (), False, None),
    ((PART,), (), False, None),  # nobody knows where the rest went
    ((PART,), (8,), False, 8),
    ((PART,), (), True, 8),  # all that is there now came out of it
    ((PART, OTHER), (), False, None),
    ((PART, OTHER), (10,), False, 10),
    ((PART, OTHER), (8, 10), False, None),
    ((PART, OTHER), (55,), False, None),
    ((PART, OTHER), (), True, None),
    ((), (), False, None),
]


@pytest.mark.parametrize(("ways", "own", "back", "wanted"), WAYS)
def test_rows_go_where_their_unit_went_or_their_person_lives(
    ways: tuple[Carried, ...], own: tuple[int, ...], back: bool, wanted: int | None
) -> None:
    assert placed(ways, own, back=back) == wanted


def listed(unit: int, since: date) -> Row:
    return Row("registration", unit, since, None, ("user", "heroin", "first", "listed", ""))


DIVIDED = Division(D(2020, 3, 1), {1: frozenset({1, 11}), 2: frozenset({2})})
PARTS = [
    ([listed(9, D(2019, 1, 1)), listed(1, D(2020, 5, 1))], 1),
    ([listed(9, D(2019, 1, 1)), listed(11, D(2025, 8, 1))], 1),
    ([listed(2, D(2019, 1, 1)), listed(9, D(2019, 6, 1))], None),  # where they lived before says nothing
    ([listed(9, D(2019, 1, 1)), listed(5, D(2020, 4, 1)), listed(2, D(2020, 5, 1))], None),  # moved away first
    ([listed(9, D(2019, 1, 1))], None),
    ([], None),
]


@pytest.mark.parametrize(("rows", "wanted"), PARTS)
def test_a_person_belongs_to_the_part_where_they_are_first_listed_afterwards(
    rows: list[Row], wanted: int | None
) -> None:
    assert part_of(rows, 9, DIVIDED) == wanted


def unit(code: str, on: date) -> Unit:
    found: Unit = Unit.objects.filter(level="commune", code=code, valid_from__lte=on).order_by("-valid_from")[0]
    return found


def somebody(*rows: Row) -> int:
    made = Subject.objects.create(sex="male", birth=D(1990, 1, 1))
    for row in rows:
        Fact.objects.create(
            relation=row.relation, subject=made, unit_id=row.unit, start=row.start, end=row.end, codes=packed(row.codes)
        )
    return int(made.pk)


@pytest.mark.usefixtures("country")
def test_cao_bang_of_2019_on_the_maps_of_2021_and_of_today(db: None) -> None:
    nam_quang, tan_viet = unit("01297", D(2019, 6, 1)), unit("01306", D(2019, 6, 1))
    rows = (listed(nam_quang.pk, D(2019, 1, 1)), listed(tan_viet.pk, D(2019, 1, 1)))
    somebody(rows[0])
    somebody(rows[1])
    merged = unit("01297", D(2021, 6, 1))
    assert {OnMap(D(2021, 6, 1)).unit_of(row.unit) for row in rows} == {merged.pk}
    assert [OnMap(D(2019, 6, 1)).unit_of(row.unit) for row in rows] == [nam_quang.pk, tan_viet.pk]
    today = OnMap(D(2026, 1, 1))
    found = {today.unit_of(row.unit) for row in rows}
    assert len(found) == 1 and Unit.objects.get(pk=found.pop()).valid_from >= D(2025, 7, 1)
    late = (listed(merged.pk, D(2021, 1, 1)), listed(tan_viet.pk, D(2019, 1, 1)))
    somebody(late[0])
    before = OnMap(D(2019, 6, 1))
    assert before.unit_of(merged.pk) is None  # of two communes, and nothing says which
    assert before.unit_of(merged.pk, late) == tan_viet.pk


@pytest.mark.usefixtures("country")
def test_a_commune_divided_in_2025_keeps_apart_whom_it_can(db: None) -> None:
    link = UnitLink.objects.filter(
        change__on=D(2025, 7, 1), partial=True, certain=True, before__level="commune", after__level="commune"
    ).order_by("before__code", "after__code")
    before = next(x.before_id for x in link if link.filter(before_id=x.before_id).count() > 1)
    parts = [x.after_id for x in link.filter(before_id=before)]
    stayed = somebody(listed(before, D(2020, 1, 1)))
    known = somebody(listed(before, D(2020, 1, 1)), listed(parts[1], D(2025, 9, 1)))
    assert set(divisions()[before].parts) == set(parts)
    assert list(allotments()) == [Allotment(D(2025, 7, 1), before, parts[1], known)]
    on = OnMap(D(2026, 1, 1))
    assert on.unit_of(before) is None
    assert on.unit_of(before, [listed(before, D(2020, 1, 1)), listed(parts[1], D(2025, 9, 1))]) == parts[1]
    assert stayed != known
