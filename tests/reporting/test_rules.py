"""Deadlines, totals, checks and states: pure rules as tables."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.catalog import loaded
from hoanhap.kernel.lang import speaking
from hoanhap.reporting.rules import checks, deadlines, seal, states
from hoanhap.reporting.rules.cells import BLANK, CellFacts, added, computed_rows, own_rows, totalled
from hoanhap.reporting.rules.narrative import broken_places, pieces
from hoanhap.reporting.rules.states import STEPS, IllegalStep, State

SEPTEMBER_30 = date(2020, 9, 30)


@pytest.mark.parametrize(
    ("day", "phrase", "last", "words"),
    [
        (SEPTEMBER_30, "before", date(2020, 9, 29), "trước ngày 30/9/2020"),
        (SEPTEMBER_30, "by", date(2020, 9, 30), "chậm nhất ngày 30/9/2020"),
    ],
)
def test_before_a_day_ends_the_day_before_it(day, phrase, last, words):
    ends = deadlines.ends(day, phrase)
    assert deadlines.lateness(ends_on=ends, sent_on=last, on=last).kind == "on_time"
    assert deadlines.lateness(ends_on=ends, sent_on=date.fromordinal(last.toordinal() + 1), on=last).kind == "late"
    assert deadlines.written(ends, phrase) == words


@pytest.mark.parametrize(
    ("on", "sent_on", "kind", "days"),
    [
        (date(2020, 9, 7), None, "due", 22),
        (date(2020, 9, 29), None, "due", 0),
        (date(2020, 9, 30), None, "missing", 1),
        (date(2020, 12, 1), date(2020, 9, 29), "on_time", 0),
        (date(2020, 12, 1), date(2020, 10, 2), "late", 3),
    ],
)
def test_lateness_is_computed_from_the_date_that_is_passed_in(on, sent_on, kind, days):
    found = deadlines.lateness(ends_on=SEPTEMBER_30, sent_on=sent_on, on=on)
    assert (found.kind, found.days) == (kind, days)


LEGAL = {
    ("submit", State.NONE),
    ("submit", State.DRAFT),
    ("submit", State.RETURNED),
    ("withdraw", State.SUBMITTED),
    ("return", State.SUBMITTED),
    ("return", State.ACCEPTED),
    ("accept", State.SUBMITTED),
    ("seal", State.ACCEPTED),
    ("correct", State.APPROVED),
    ("correct", State.CORRECTED),
    ("correct", State.SUBMITTED),
}


@pytest.mark.parametrize(("step", "state"), product([s for s in STEPS if s != "approve"], State))
def test_a_step_starts_only_from_its_states(step, state):
    if (step, state) in LEGAL:
        assert states.target(step, state) == STEPS[step].target
    else:
        with pytest.raises(IllegalStep):
            states.target(step, state)


@pytest.mark.parametrize(("state", "apex"), product(State, (True, False)))
def test_only_what_the_province_sent_is_approved(state, apex):
    if state == State.SUBMITTED and apex:
        assert states.target("approve", state, apex=apex) == State.APPROVED
    else:
        with pytest.raises(IllegalStep):
            states.target("approve", state, apex=apex)


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        ([], BLANK),
        ([BLANK, BLANK], BLANK),
        ([CellFacts(2), CellFacts(3)], CellFacts(5)),
        ([CellFacts(2), BLANK], CellFacts(2)),
        ([CellFacts(0), CellFacts(mark="nil")], CellFacts(0)),
        ([CellFacts(mark="nil"), CellFacts(mark="nil")], CellFacts(mark="nil")),
        ([CellFacts(mark="nil"), BLANK], BLANK),
        ([CellFacts(8, qualifier="ge"), CellFacts(2)], CellFacts(10, qualifier="ge")),
    ],
)
def test_a_sum_keeps_blank_zero_nil_and_over_apart(parts, total):
    assert added(parts) == total


@given(st.lists(st.builds(CellFacts, value=st.integers(0, 10**12)), min_size=1, max_size=6))
def test_a_sum_does_not_depend_on_the_order_of_its_parts(parts):
    assert added(parts) == added(parts[::-1]) == CellFacts(sum(p.value for p in parts))


@given(st.data())
def test_computed_totals_never_contradict_their_own_check(data):
    form = loaded.form("phu-luc-2")
    typed = [r for r in own_rows(form, "commune") if r not in computed_rows(form)]
    cells = {(r.code, c.code): CellFacts(data.draw(st.integers(0, 50))) for r in typed for c in form.columns}
    cells |= totalled(form, cells, "commune")
    assert [f for f in checks.findings(form, cells, "commune") if f.check == "parts"] == []
    assert checks.blanks(form, cells, "commune") == []


def test_a_wrong_total_is_found_at_its_cell_with_both_sums_in_words():
    form = loaded.form("phu-luc-2")
    row = computed_rows(form)[0]
    cells = {(row.code, "2016"): CellFacts(9), **{(p, "2016"): CellFacts(2) for p in row.parts.rows}}
    (finding,) = [f for f in checks.findings(form, cells, "commune") if f.check == "parts"]
    assert (finding.row, finding.column, finding.severity) == (row.code, "2016", "error")
    assert "9" in finding.message and str(2 * len(row.parts.rows)) in finding.message and finding.remedy


def test_every_check_of_every_form_speaks_both_languages_without_a_hole():
    for form in loaded.forms():
        for check in form.checks:
            for lang in ("vi", "en"):
                with speaking(lang):
                    said = f"{check.message}{check.remedy}".format(value="1", other="2", column="2016")
                    assert said and "{" not in said


@given(st.text(max_size=200))
def test_any_text_is_cut_into_pieces_that_make_it_up_again(text):
    assert "".join(p for p in pieces(text) if isinstance(p, str)) == text or "{{" in text


def test_a_place_that_names_no_cell_is_told_by_name():
    assert broken_places("Có {{phu-luc-2.khong-co.2016}} người", loaded.forms()) == ["phu-luc-2.khong-co.2016"]


def test_packing_and_unpacking_cells_loses_nothing_but_blanks():
    cells = {("1.1", "2016"): CellFacts(0), ("1.2", "2016"): CellFacts(mark="nil"), ("2", "2016"): BLANK}
    assert seal.unpack(seal.pack(cells)) == {p: c for p, c in cells.items() if not c.blank}


def test_the_canonical_form_does_not_depend_on_the_order_of_keys():
    assert seal.canonical({"b": 1, "a": [{"d": 2, "c": "ả"}]}) == '{"a":[{"c":"ả","d":2}],"b":1}'
