"""`hoanhap figures get`, `hoanhap figure explain`, `verify` and `rebuild`, as a script calls them."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
from click.testing import CliRunner, Result

from hoanhap.access.rules import Outside
from hoanhap.audit.models import AuditRow
from hoanhap.config import figuring
from hoanhap.config.cli.figure import command as figure
from hoanhap.config.cli.figures import command as figures
from hoanhap.indicators.actions import filling
from hoanhap.indicators.models import Figure, FigureChange
from tests import world as worlds
from tests.indicators import store

D = date
pytestmark = pytest.mark.django_db
GET = ("get", "--form", "phu-luc-2", "--periods", "2019..2020H1", "--json")
WHY = ("explain", "--indicator", "pl2.1.6", "--period", "2019", "--json")


@pytest.fixture(autouse=True)
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Somebody in an-1-a with a certificate of 2019; the house's own definitions."""
    made = worlds.build()
    store.forget()
    monkeypatch.setattr("hoanhap.config.acting.today", lambda: worlds.ON)
    filling.rebuild(worlds.ON)
    certificate = ("certificate", "a", D(2019, 5, 1), None, ("home", "home", "first"), 0)
    listed = ("registration", "a", D(2018, 1, 1), None, ("addict", "heroin", "first", "listed", ""), 0)
    store.act({"a": made.units["an-1-a"].pk}, 1, (store.Life("male", D(1990, 1, 1)), [listed, certificate]))
    yield
    store.forget()


def run(command, *words: str, fails: bool = False) -> Result:  # type: ignore[no-untyped-def]
    return CliRunner().invoke(command, list(words), catch_exceptions=fails)


def test_a_form_is_answered_row_by_row_with_where_each_value_comes_from() -> None:
    done = run(figures, *GET, "--unit", "91", "--as", "tinh")
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert [p["code"] for p in told["periods"]] == ["2019", "2020H1"]
    rows = {row["code"]: row for row in told["rows"]}
    assert rows["1.6"]["values"] == [1, 0]
    assert rows["1.6"]["sources"] == ["register", "register"]
    assert (rows["1.1"]["values"], rows["1.1"]["sources"]) == ([None, None], ["typed", "typed"])
    assert rows["1.6"]["reported"] == [None, None], "nothing is accepted yet"
    assert told["coverage"][0] == {
        "period": "2019", "communes": 6, "register": 1,
        "reported": {"campaign": "dot-thu", "expected": 6, "register": 1, "typed": 0, "missing": 5},
    }  # fmt: skip
    assert AuditRow.objects.filter(action="figures.read").exists()


def test_a_figure_is_explained_and_a_person_is_a_number_for_who_may_not_see_them() -> None:
    told = json.loads(run(figure, *WHY, "--unit", "91101", "--as", "xa").output)
    assert (told["value"], told["unit"]["code"], told["verified"]) == (1, "91101", True)
    assert (told["rows"], told["others"]) == ([], 1)
    said = run(figure, *WHY[:-1], "--unit", "91", "--as", "tinh").output
    assert "91101" not in said
    assert "911" in said


@pytest.mark.parametrize("words", [(figures, *GET), (figure, *WHY)])
def test_who_answers_for_another_unit_finds_nothing(words) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Outside):
        run(*words, "--unit", "91", "--as", "tinh-binh")


@pytest.mark.parametrize("period", ["2020-13", "năm nay", "2020..2019"])
def test_a_period_that_cannot_be_read_is_told(period: str) -> None:
    done = run(figures, *GET[:3], "--periods", period, "--unit", "91", "--as", "tinh", fails=True)
    assert done.exit_code == 2
    assert period in done.output


def test_verify_names_a_figure_that_is_not_what_a_recount_says_and_rebuild_mends_it() -> None:
    assert run(figures, "verify").exit_code == 0
    FigureChange.objects.all().delete()
    done = run(figures, "verify")
    assert done.exit_code == 1
    assert "pl2.1.6 · 91101 Xã" in done.output
    assert "giữ 0, đếm lại 1" in done.output
    filling.rebuild(worlds.ON)
    assert run(figures, "verify").exit_code == 0
    assert Figure.objects.exists()


def test_lines_for_people_show_every_row_and_the_coverage() -> None:
    told = json.loads(run(figures, *GET, "--unit", "91", "--as", "tinh").output)
    shown = "\n".join(figuring.lines(told))
    assert "1/6" in shown
    assert "2020H1: đợt dot-thu, 1/6 từ sổ theo dõi, 0 nhập tay, 5 chưa có" in shown
    assert len(shown.splitlines()) == len(told["rows"]) + 5


def test_what_a_campaign_was_told_stands_beside_what_the_register_says() -> None:
    told = json.loads(run(figures, *GET, "--unit", "91101", "--as", "xa").output)
    assert next(row["reported"] for row in told["rows"] if row["code"] == "1.6") == [1, 0]
    assert told["coverage"][1]["reported"] == {
        "campaign": "dot-thu", "expected": 1, "register": 1, "typed": 0, "missing": 0,
    }  # fmt: skip
    elsewhere = json.loads(run(figures, *GET[:3], "--periods", "2015", "--json", "--unit", "91", "--as", "tinh").output)
    assert elsewhere["coverage"][0]["reported"] is None
    assert {row["reported"][0] for row in elsewhere["rows"]} == {None}


def test_who_may_not_see_small_figures_reads_what_is_counted_and_no_number() -> None:
    told = json.loads(run(figure, *WHY, "--unit", "91", "--as", "bo").output)
    assert (told["value"], told["shown"], told["below"], told["rows"], told["others"]) == (None, False, [], [], 0)
    assert told["definition"]
