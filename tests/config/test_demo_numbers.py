"""The synthetic figures: sums exact, checks quiet, the same on every machine."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.catalog import loaded
from hoanhap.config.demo import communes, guidance, published, story
from hoanhap.config.demo.communes import Commune
from hoanhap.config.demo.numbers import draw, share_out
from hoanhap.config.demo.texts import texts
from hoanhap.reporting.rules.cells import CellFacts
from hoanhap.reporting.rules.checks import blanks, findings
from hoanhap.reporting.rules.narrative import ADDRESSEES, CAUSES, THEMES, broken_places

LIST = Path(__file__).parents[1] / "sources" / "cao-bang-2020.csv"
ALL = [
    Commune(r["code"], "commune" if r["name"].startswith("Xã ") else "ward", r["district_code"])
    for r in csv.DictReader(LIST.open(encoding="utf-8"))
]
LIVES = communes.lives(ALL)
REPORT = communes.report_1479(ALL)
ANNEX_2, ANNEX_3 = loaded.form("phu-luc-2"), loaded.form("phu-luc-3")
DRAWN_2 = {c.code: communes.annex_2(ANNEX_2, c, LIVES[c.code]) for c in ALL}
DRAWN_3 = {c.code: communes.annex_3(ANNEX_3, c, LIVES[c.code]) for c in ALL}


def _value(cell: CellFacts) -> int:
    return cell.value or 0


# ---------------------------------------------------------------- bc-1479
def test_commune_values_add_up_exactly_to_the_published_totals() -> None:
    for figure in (published.SESSIONS, published.ATTENDANCES, published.PILOT):
        assert sum(_value(a[figure.row, published.COLUMN]) for a in REPORT.values()) == figure.value


def test_over_stands_on_a_few_attendances_and_on_nothing_else() -> None:
    marked = [row for a in REPORT.values() for (row, _), cell in a.items() if cell.qualifier == "ge"]
    assert Counter(marked) == {published.ATTENDANCES.row: 5}


def test_every_commune_held_a_session_with_people_in_it() -> None:
    assert all(a[published.SESSIONS.row, published.COLUMN].value == 1 for a in REPORT.values())
    assert min(_value(a[published.ATTENDANCES.row, published.COLUMN]) for a in REPORT.values()) >= 8


def test_the_pilot_reaches_its_three_districts_and_no_other() -> None:
    where = {c.district for c in ALL if REPORT[c.code][published.PILOT.row, published.COLUMN].value}
    assert where == set(published.PILOT_DISTRICTS)


def test_whoever_had_no_pilot_says_so_instead_of_leaving_it_blank() -> None:
    others = [a[published.PILOT.row, published.COLUMN] for a in REPORT.values()]
    assert all(cell.mark == "nil" for cell in others if not cell.value)


# ---------------------------------------------------------------- Phụ lục 2, 3
@pytest.mark.parametrize(("form", "drawn"), [(ANNEX_2, DRAWN_2), (ANNEX_3, DRAWN_3)], ids=["2", "3"])
def test_every_drawn_form_is_complete_and_passes_every_check(form, drawn) -> None:  # type: ignore[no-untyped-def]
    for code, answer in drawn.items():
        whole = communes.with_totals(form, answer)
        assert not findings(form, whole, "commune"), code
        assert not blanks(form, whole, "commune"), code
        assert {row for row, _ in answer} == set(communes.typed_rows(form)), code


@pytest.mark.parametrize("drawn", [DRAWN_2, DRAWN_3], ids=["2", "3"])
def test_no_drawn_figure_is_negative(drawn) -> None:  # type: ignore[no-untyped-def]
    assert all(cell.value is None or cell.value >= 0 for a in drawn.values() for cell in a.values())


def test_spending_is_exactly_what_there_was_to_spend() -> None:
    for answer in DRAWN_3.values():
        for year in communes.PERIODS:
            had = _value(answer["1.1", year]) + _value(answer["1.2", year])
            assert had == sum(_value(answer[row, year]) for row in ("2.1", "2.2", "2.3"))
            assert had % communes.HUNDRED_THOUSAND == 0


def test_the_pilot_is_contained_in_what_the_commune_treated() -> None:
    for commune in ALL:
        answer, pilot = DRAWN_2[commune.code], LIVES[commune.code].pilot
        assert pilot <= sum(_value(answer["1.5.1", year]) for year in ("2018", "2019"))


def test_loans_and_borrowers_come_together() -> None:
    for answer in DRAWN_2.values():
        assert all(bool(_value(answer["5", y])) == bool(_value(answer["5.1", y])) for y in communes.PERIODS)


def test_teams_at_work_were_set_up() -> None:
    for code, answer in DRAWN_2.items():
        at_work = [0 if LIVES[code].team_from >= 0 else 1, *(_value(answer["1.2", y]) for y in communes.PERIODS)]
        founded = [_value(answer["1.1", y]) for y in communes.PERIODS]
        assert [b - a for a, b in pairwise(at_work)] == founded


def test_the_tail_is_long_and_many_have_nothing() -> None:
    treated = sorted(_value(a["1.5.1", "2019"]) + _value(a["1.5.2", "2019"]) for a in DRAWN_2.values())
    assert treated.count(0) > len(ALL) * 0.25
    assert treated[-1] >= 4 * (sum(treated) / len(treated))
    nil = sum(a["6", "2019"].mark == "nil" for a in DRAWN_2.values())
    zero = sum(a["6", "2019"].value == 0 for a in DRAWN_2.values())
    assert nil > 20 and zero > 20  # both ways of writing nothing are there


def test_a_draw_is_the_same_on_every_machine() -> None:
    assert [draw("a", "b").randrange(1000), draw("a", "b").randrange(1000), draw("b", "a").randrange(1000)] == [
        905,
        905,
        43,
    ]
    assert sum(_value(c) for a in DRAWN_2.values() for (row, _), c in a.items() if row == "2.4") == 1427


@given(st.integers(0, 10_000), st.lists(st.floats(0.01, 100), min_size=1, max_size=60))
def test_shares_always_add_up(total: int, weights: list[float]) -> None:
    shares = share_out(total, weights)
    assert sum(shares) == total and min(shares) >= 0


def test_shares_refuse_a_total_below_the_least() -> None:
    with pytest.raises(ValueError, match="smaller"):
        share_out(3, [1, 1], least=2)


# ---------------------------------------------------------------- what is written by hand
def test_hand_written_forms_raise_exactly_the_warnings_of_the_story() -> None:
    for (code, commune), series in story.HAND_WRITTEN.items():
        form, answer = loaded.form(code), communes.answered(series)
        for place, says in story.REGISTER_SAYS.get((code, commune), {}).items():
            answer[place] = replace(answer[place], derived=says)
        found = findings(form, communes.with_totals(form, answer), "commune")
        assert {f.severity for f in found} == {"warning"}
        explained = {(r.row, r.column, r.check) for r in story.EXPLAINED.get((code, commune), ())}
        left_open = {story.SON_LO_WARNING} if commune == story.SON_LO else set()
        assert {(f.row, f.column, f.check) for f in found} == explained | left_open


def test_only_the_draft_leaves_cells_blank() -> None:
    for (code, commune), series in story.HAND_WRITTEN.items():
        form = loaded.form(code)
        empty = blanks(form, communes.with_totals(form, communes.answered(series)), "commune")
        assert bool(empty) == (commune == story.SON_LO)


def test_the_money_explained_by_the_pilot_is_where_the_pilot_was() -> None:
    assert LIVES[story.PAC_MIAU].pilot


def test_texts_name_figures_that_exist_and_headings_that_exist() -> None:
    forms, found = loaded.forms(), texts()
    for section in found.sections:
        known = {s.code: s for s in loaded.outline(section.outline).sections}
        assert section.code in known
        assert section.text or known[section.code].draft
        assert not broken_places(section.text, forms)
    assert {h.theme for h in found.hardships} == set(THEMES)
    assert {h.cause for h in found.hardships} == set(CAUSES)
    assert {w.addressee for w in found.wishes} <= set(ADDRESSEES)


def test_what_is_invented_below_the_province_says_so() -> None:
    found = texts()
    below = [*found.sections, *found.hardships, *found.wishes]
    assert all("(minh họa)" in x.text for x in below if x.of != "04" and x.text)


def test_no_figure_is_typed_into_a_text_of_the_province() -> None:
    """Years, days, document numbers aside: a figure of the report must be a place."""
    figures = {"830", "8.200", "27.000", "2.800", "3.850", "508", "252", "256", "356", "114", "242", "95", "120"}
    for section in texts().sections:
        words = set(section.text.replace(",", " ").split())
        assert not words & figures, section.code


def test_documents_of_districts_are_plausible_and_say_they_are_invented() -> None:
    for code in sorted({c.district for c in ALL}):
        lines = guidance.of_district(code, "huyện Thử")
        days = [line.issued_on for line in lines]
        assert 3 <= len(lines) <= 5 and days == sorted(days)
        for line in lines:
            assert date(2016, 1, 1) <= line.issued_on < date(2020, 7, 1) and line.issued_on.weekday() < 5
            assert line.note == guidance.INVENTED
            assert "năm" not in line.subject or line.subject.endswith(f"năm {line.issued_on.year}")


def test_the_province_s_documents_are_those_of_the_report() -> None:
    assert [line.number for line in guidance.of_province()] == ["1152", "13", "87", "3247"]
