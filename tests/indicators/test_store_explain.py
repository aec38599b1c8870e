"""A figure leads back to its rows, asked of any unit, in any period, on any map; who may not, is refused."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from hoanhap.indicators.actions import filling
from hoanhap.indicators.language import Period
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.queries.asking import Asked, figures, form, place, places
from hoanhap.indicators.queries.explain import behind, below, explain, files, version
from hoanhap.indicators.queries.verify import differences
from hoanhap.indicators.rules.kept import Column
from hoanhap.indicators.rules.periods import named
from tests.indicators import store
from tests.indicators.store import Life

D = date
LISTED = ("addict", "heroin", "first", "listed", "")
WOMAN, MAN = Life("female", D(1995, 5, 1)), Life("male", D(1980, 1, 1))
pytestmark = pytest.mark.django_db


@pytest.fixture
def communes() -> Iterator[dict[str, int]]:
    with store.keeping(), store.listening():
        made = store.build()
        filling.rebuild(store.ON)
        yield made


def listed(where: str, start: date, end: date | None = None) -> store.Told:
    return "registration", where, start, end, LISTED, 0


def asked(unit: str, period: str, day: date | None = None) -> Asked:
    return place(unit, named(period), day)[0]


def value(code: str, of: Asked) -> int:
    it = version(code, of.period)
    assert it and of.unit
    return figures([it], [of]).get((code, of.unit, of.column.key), 0)


def test_every_kept_figure_is_the_sum_of_what_is_behind_it(communes: dict[str, int]) -> None:
    loan = ("support", "e", D(2019, 3, 1), None, ("loan", "central"), 5_000_000)
    measure = ("measure", "e", D(2019, 1, 1), D(2019, 9, 1),
               ("community", "community", "first", "heroin", "started", "completed"), 0)  # fmt: skip
    store.act(communes, 1, (WOMAN, [listed("e", D(2018, 1, 1)), loan, loan, measure]))
    store.act(communes, 2, (MAN, [listed("e", D(2018, 1, 1), D(2019, 8, 1)), listed("d", D(2019, 8, 1))]))
    met = 0
    for unit in ("VN", "91", "911", "912", "91107", "91108"):
        for period in ("2018", "2019", "2020H1"):
            for code in {it.code for it in definitions().indicators}:
                told = explain(code, asked(unit, period))
                assert sum(b.adds for b in behind(told)) == told.value, (code, unit, period)
                met += bool(told.value)
    assert met > 60


def test_why_is_said_and_the_persons_are_the_files_behind_the_numbers(communes: dict[str, int]) -> None:
    store.act(communes, 7, (WOMAN, [listed("e", D(2018, 1, 1))]))
    told = explain("listed", asked("91108", "2019"))
    (row,) = behind(told)
    assert files([row.number or 0]) == {row.number: 7}
    assert row.unit == communes["e"]
    assert row.why[0].vi.startswith("quản lý trong danh sách từ 01/01/2018")
    assert row.why[0].en.endswith("going on at the period's last day (1 Jan 2019–31 Dec 2019)")
    assert told.definition.en == "Entries: on the list going on at the period's last day"


def test_a_commune_that_was_divided_gives_each_person_where_they_went(communes: dict[str, int]) -> None:
    store.act(communes, 1, (WOMAN, [listed("c", D(2017, 1, 1), store.SPLIT), listed("c2", store.SPLIT)]))
    store.act(communes, 2, (MAN, [listed("c", D(2017, 1, 1), D(2017, 12, 1))]))
    later = D(2020, 6, 30)
    assert value("listed", asked("91104", "2017")) == 1  # on its own map the commune is whole; he had left by then
    assert value("persons-listed", asked("91104", "2017")) == 2
    assert [value("persons-listed", asked(unit, "2017", later)) for unit in ("91105", "91106", "91")] == [0, 1, 2]
    told = explain("persons-listed", asked("91", "2017", later))
    assert not told.asked.kept
    assert {b.unit for b in behind(told)} == {
        communes["c2"],
        told.unit,
    }  # nothing says where he went: the whole has him


def test_a_form_has_its_rows_its_values_and_the_communes_on_the_register(communes: dict[str, int]) -> None:
    store.act(communes, 1, (WOMAN, [listed("e", D(2018, 1, 1))]))
    with pytest.raises(LookupError):
        form("khong-co", "91", named("2018"))
    told = explain("communes-free", asked("91", "2019"))
    assert (told.value, below(told)) == (4, {_unit("911"): 3, _unit("912"): 1})


def _unit(code: str) -> int:
    found = asked(code, "2019").unit
    assert found
    return found


def test_a_period_that_no_store_keeps_is_counted(communes: dict[str, int]) -> None:
    store.act(communes, 1, (WOMAN, [listed("a", D(2008, 1, 1), D(2009, 1, 1)), listed("d", D(2014, 1, 1))]))
    assert not asked("91", "2008").kept
    assert asked("91", "2019").kept
    assert [value("listed", asked(unit, "2008")) for unit in ("VN", "911", "91101")] == [1, 1, 1]
    assert [value("listed", asked(unit, "2019-03")) for unit in ("911", "91107")] == [1, 1]
    assert asked("91101", "2019").unit is None


def test_a_year_that_goes_on_is_read_from_the_store_where_nothing_is_known_to_follow(communes: dict[str, int]) -> None:
    loan = ("support", "e", D(2020, 3, 1), None, ("loan", "central"), 5_000_000)
    store.act(communes, 1, (WOMAN, [listed("e", D(2018, 1, 1), D(2020, 5, 1)), loan, loan]))
    store.act(communes, 2, (MAN, [listed("e", D(2018, 1, 1)), listed("d", D(2020, 8, 1))]))
    of, kept = definitions(), set[tuple[str, date]]()
    units = [_unit(unit) for unit in ("VN", "91", "912", "91108")]
    for day in (D(2020, 2, 15), D(2020, 4, 30), D(2020, 5, 1), D(2020, 7, 31), D(2020, 8, 1), D(2020, 9, 7)):
        period = Period("", D(2020, 1, 1), day + timedelta(days=1))
        for it in (it for it in of.indicators if it.kind == "count" and it.in_force(period)):
            read = places(units, period, [it])
            anew = [Asked(period, Column(-9, period.start, period.end, day), one.unit, False) for one in read]
            told = [[figures([it], [one]).get((it.code, one.unit, one.column.key), 0) for one in some]
                    for some in (read, anew)]  # fmt: skip
            assert told[0] == told[1], (it.code, day)
            kept |= {(it.code, day) for one in read[:1] if one.kept}
    days = {code: [day.day + 100 * day.month for c, day in sorted(kept) if c == code] for code, _ in kept}
    assert days["listed"] == [501, 801, 907] and days["loans"] == [430, 501, 731, 801, 907]
    assert "women-under-30" not in days  # who grows older leaves it without any act


def test_what_was_written_down_after_a_commune_had_ended_goes_where_it_went(communes: dict[str, int]) -> None:
    """Of somebody whose own moves are known as well: another commune of theirs was divided."""
    late = ("support", "a", D(2019, 3, 15), None, ("loan", ""), 7)
    store.act(communes, 4, (MAN, [late, listed("c", D(2016, 10, 25), store.SPLIT), listed("c1", store.SPLIT)]))
    assert [value("loans", asked("91103", "2019", day)) for day in (D(2018, 12, 31), D(2020, 6, 30))] == [7, 7]
    assert list(differences()) == []
