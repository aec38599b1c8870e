"""The demo's books of means, before anything is loaded: every line is sound, and says that it was made up."""

import pytest

from hoanhap.config.demo.books import DISPATCH, LINES, STOCK, Line, months_of
from hoanhap.config.demo.story import BUSINESS_DATE
from hoanhap.resources.queries.nouns import choices
from hoanhap.resources.rules import items, stock
from hoanhap.resources.rules.noun_table import NOUNS
from hoanhap.resources.rules.spans import Home
from hoanhap.resources.rules.stock import Month

SINCE_EVER = Home("", LINES[0].first.replace(year=1990), None)


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.noun}: {line.told.get('name', '')}")
def test_a_line_is_sound_and_says_what_it_is(line: Line) -> None:
    of = NOUNS[line.noun]
    told = {name: str(value) if name == "evaluated" else value for name, value in line.told.items()}
    may = {**choices(of), "unit": {told.get("unit", ""): of.one}}
    found = items.problems(of, told, line.first, line.last, home=SINCE_EVER, on=BUSINESS_DATE, choices=may)
    assert not list(found)
    assert isinstance(line.of, str) == bool(of.places)
    assert "minh họa" in told.get("note", told.get("basis")) or told["basis"] == DISPATCH


def test_the_four_models_are_those_that_the_dispatch_names() -> None:
    models = [line for line in LINES if line.noun == "mo-hinh"]
    assert [line.told["unit"] for line in models] == ["08", "01", "10", "79"]


@pytest.mark.parametrize("key", STOCK)
def test_a_clinics_months_are_entered_one_after_another(key: str) -> None:
    known: list[Month] = []
    for month, opening, flows, missing in months_of(key):
        new = Month(month, opening, flows, "đổ" if missing else "")
        assert not list(stock.problems(new, known, on=BUSINESS_DATE)) and new.difference == -missing
        known.append(new)
