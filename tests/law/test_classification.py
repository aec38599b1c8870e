"""Scorecards: read with every mistake at its line, judged test by test, never sure of what is not known."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.law.classification.judging import Judgement, judge
from hoanhap.law.classification.loading import load
from hoanhap.law.loaded import law

CARD = law().scorecard("trong-diem-28-2025")
OLD = law().scorecard("trong-diem-3122-2010")
QUIET = {**dict.fromkeys(CARD.figure, 0), "nhan-khau": 10_000}


def found(figures: dict[str, int | None]) -> str:
    judged = judge(CARD, figures)
    assert judged.sure
    return judged.found.code if judged.found else ""


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ({}, "khong-ma-tuy"),
        ({"con-lai": 1, "co-ho-so": 1}, "III"),
        ({"con-lai": 1, "co-ho-so": 50, "diem": 2, "bi-bat": 10}, "I"),  # the three bars exactly
        ({"con-lai": 1, "co-ho-so": 49, "diem": 2, "bi-bat": 10}, "III"),  # two of type I and none of type II but one
        ({"con-lai": 1, "co-ho-so": 49, "diem": 1, "bi-bat": 9}, "II"),
        ({"con-lai": 1, "co-ho-so": 10, "diem": 1, "bi-bat": 5}, "II"),
        ({"con-lai": 1, "co-ho-so": 50, "diem": 2, "dien-tich": 750}, "I"),  # area instead of plants
        ({"con-lai": 1, "co-ho-so": 50, "diem": 2, "cay": 3000}, "I"),
        ({"con-lai": 1, "co-ho-so": 20, "diem": 1, "cay": 600}, "II"),
        # on a route: two of the next type down count as one more
        ({"con-lai": 1, "co-ho-so": 20, "diem": 3, "cay": 3000, "bi-bat": 6, "tuyen": 1}, "I"),
        ({"con-lai": 1, "co-ho-so": 20, "diem": 3, "cay": 3000, "bi-bat": 6}, "III"),
        ({"con-lai": 0, "co-ho-so": 40}, "khong-ma-tuy"),  # all of them in treatment
        ({"con-lai": 0, "vi-pham": 1}, "III"),
        ({"con-lai": 9, "co-ho-so": 60, "bi-bat": 9, "cay": 900, "nhan-khau": 10_000}, "III"),
    ],
)
def test_an_area_is_in_the_first_class_whose_tests_are_met(figures: dict[str, int], code: str) -> None:
    assert found({**QUIET, **figures}) == code


def test_what_is_missing_is_named_and_nothing_is_concluded_from_it() -> None:
    judged = judge(CARD, {**QUIET, "con-lai": 3, "co-ho-so": 60, "diem": 2, "bi-bat": None})
    assert (judged.sure, judged.found, judged.missing) == (False, None, ("bi-bat",))
    assert [c.code for c in judged.possible] == ["I", "III"]
    assert judge(CARD, {**QUIET, "con-lai": 3, "co-ho-so": 60, "diem": 2, "cay": 5000, "bi-bat": None}).sure


def test_a_class_whose_text_is_cut_is_found_but_never_excluded() -> None:
    sure = judge(OLD, {"nguoi-nghien": 100})
    assert sure.sure and sure.found and sure.found.code == "I"
    judged = judge(OLD, {"nguoi-nghien": 99, "tu-diem": 0, "dien-tich": 0})
    assert (judged.sure, judged.found, judged.missing) == (False, None, ())
    assert [c.code for c in judged.possible] == ["I", "II", "III"]


def test_a_province_needs_four_of_six() -> None:
    card = law().scorecard("trong-diem-tinh-28-2025")
    three = {
        **dict.fromkeys(card.figure, 0),
        "nhan-khau": 100_000,
        "xa": 100,
        "xa-trong-diem": 3,
        "diem": 5,
        "cay": 8000,
    }
    assert judge(card, three).found is None and judge(card, three).sure
    four = judge(card, {**three, "tuyen": 1})
    assert four.found and four.found.code == "trong-diem"


def test_a_year_runs_from_15_december_to_14_december_and_reads_the_act_in_force_on_its_last_day() -> None:
    assert CARD.period(2026) == (date(2025, 12, 15), date(2026, 12, 14))
    assert (CARD.in_force(2024), CARD.in_force(2025)) == (False, True)
    assert OLD.period(2020) == (date(2020, 1, 1), date(2020, 12, 31))
    assert (OLD.in_force(2009), OLD.in_force(2010), OLD.in_force(2024), OLD.in_force(2025)) == (
        False,
        True,
        True,
        False,
    )


NUMBERS = st.fixed_dictionaries(
    {code: st.none() | st.integers(0, 60 if code != "nhan-khau" else 20_000) for code in CARD.figure}
)


@given(NUMBERS, st.data())
def test_what_is_sure_stays_when_more_becomes_known(known: dict[str, int | None], data: st.DataObject) -> None:
    before = judge(CARD, known)
    whole = {code: n if n is not None else data.draw(st.integers(0, 5000)) for code, n in known.items()}
    after = judge(CARD, whole)
    if before.sure:
        assert (after.sure, after.found) == (True, before.found)
    else:
        assert before.missing
        assert not after.sure or after.found is None or after.found in before.possible
    _whole(before)


def _whole(judged: Judgement) -> None:
    for standing in judged.classes:
        assert standing.met is not True or standing.count >= standing.of.needs
        assert standing.met is not False or standing.count < standing.of.needs


BAD = """
[scorecard]
code = "thu"
vi = "Thử"
en = "Trial"
level = "commune"
approves = "province"
begins = "13-40"
from = 2020-01-01
article = "x"
source = "x"
verified = false

[[figure]]
code = "a"
vi = "A"
en = "A"

[[class]]
code = "I"
vi = "Một"
en = "One"
needs = 2

[[class.test]]
any = [{ of = "b", at_least = 2 }]
next = 1

[[class.test]]
any = [{ of = "a", least = 2 }]
"""


def test_every_mistake_of_a_file_is_told_at_its_line(tmp_path: Path) -> None:
    file = tmp_path / "thu.toml"
    file.write_text(BAD, encoding="utf-8")
    cards, problems = load(tmp_path)
    assert cards == () and {p.line for p in problems} == {8, 30}
    mended = BAD.replace("13-40", "01-01").replace('a", least', 'a", below')
    file.write_text(mended, encoding="utf-8")
    cards, problems = load(tmp_path)
    assert cards == ()
    assert {(p.line, p.key.rpartition(".")[2]) for p in problems} == {(12, "verified"), (26, "any"), (27, "next")}
