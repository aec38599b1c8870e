"""docs/generated/law.md holds every row of the law, with its source and its doubt."""

from hoanhap.law.loaded import law
from hoanhap.law.reference import law_page

LAW = law()
PAGE = law_page(LAW)


def test_every_regime_act_rule_and_value_is_on_the_page():
    codes = [x.code for x in (*LAW.regimes, *LAW.acts)] + list(LAW.rules) + list(LAW.parameters)
    assert all(f"| `{code}` |" in PAGE for code in codes)


def test_every_scorecard_and_class_is_on_the_page():
    assert all(f"| `{s.code}` {s.title.vi} | {c.title.vi} |" in PAGE for s in LAW.scorecards for c in s.classes)


def test_every_calendar_year_is_on_the_page():
    assert all(f"\n| {year} | Ngày |" in PAGE for year in range(2014, 2028))


def test_doubt_is_shown_as_often_as_there_is_any():
    things = [*LAW.regimes, *LAW.acts, *LAW.transitions, *(r for versions in LAW.rules.values() for r in versions)]
    things += [value for parameter in LAW.parameters.values() for value in parameter.values]
    things += [card for card in LAW.scorecards for _ in card.classes]
    laws = PAGE.split("## Lịch làm việc")[0]
    assert laws.count("| **chưa**: ") == sum(not thing.verified for thing in things)


def test_tables_are_square():
    for part in PAGE.split("\n\n"):
        rows = [line.strip("|").split(" | ") for line in part.splitlines() if line.startswith("| ")]
        assert len({len(row) for row in rows}) <= 1, part[:80]
