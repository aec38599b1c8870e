"""The rules of the other means, without a database: lines, months of medicine, decisions on places."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoanhap.catalog.codelists import codelist
from hoanhap.facts.relations import BY_NAME
from hoanhap.kernel.dates import Span, last_day
from hoanhap.kernel.lang import Words
from hoanhap.resources.rules import decisions, items, stock
from hoanhap.resources.rules.decisions import FUNCTIONS, Decision, Standing
from hoanhap.resources.rules.noun_table import NOUNS
from hoanhap.resources.rules.spans import Home
from hoanhap.resources.rules.stock import Flows, Month
from hoanhap.resources.rules.words import PLACES
from tests.scale import scaled

ON = date(2020, 9, 7)
HOME = Home("UBND xã A", date(2000, 1, 1), None)
ANY = {"x": Words("x", "x")}


def choices(noun):
    return {f.name: f.codes or ANY for f in noun.fields if f.kind in ("code", "codes", "unit")}


def whole(noun, **more):
    """A line that has everything it needs."""
    value = {"text": "Tên", "long": "Lời", "count": 5, "money": 5_000_000, "milligrams": 10, "day": "2020-01-05"}
    told = {}
    for field in noun.fields:
        codes = list(choices(noun).get(field.name, ()))
        if field.kind == "units":
            continue
        told[field.name] = codes[:1] if field.kind == "codes" else codes[0] if codes else value[field.kind]
    if "total" in told:
        told["total"] = sum(told[part.amount] for part in noun.parts)
    if "evaluation" in told:
        told["evaluation"] = "wide"
    return told | more


def wrong(noun, told, first=date(2020, 3, 1), last=None, *, home=HOME):
    return set(dict(items.problems(noun, told, first, last, home=home, on=ON, choices=choices(noun))))


@pytest.mark.parametrize("noun", NOUNS.values(), ids=list(NOUNS))
def test_every_noun_takes_a_whole_line_and_tells_all_that_an_empty_one_lacks(noun):
    last = date(2020, 4, 1) if noun.ends else None
    assert wrong(noun, whole(noun), last=last) == set()
    needed = {field.name for field in noun.fields if field.needed}
    assert wrong(noun, {}, last=last) >= needed


@pytest.mark.parametrize("noun", NOUNS.values(), ids=list(NOUNS))
def test_every_noun_is_made_of_things_that_are_there(noun):
    names = {field.name for field in noun.fields}
    assert set(noun.same) <= names and set(noun.places) <= set(PLACES)
    assert all(field.codes or field.listed or field.name == "indicators" for field in noun.fields
               if field.kind in ("code", "codes"))  # fmt: skip
    for text in (noun.title, noun.one, *(field.title for field in noun.fields)):
        assert text.vi and text.en


TOLD = [(noun, said) for noun in NOUNS.values() for said in noun.facts]


@pytest.mark.parametrize(("noun", "said"), TOLD, ids=[f"{n.code}-{said.relation}-{said.amount}" for n, said in TOLD])
def test_what_a_line_tells_has_the_shape_and_codes_of_its_relation(noun, said):
    relation = BY_NAME[said.relation]
    assert relation.subject == "unit" and bool(said.amount) == (relation.amount is not None)
    assert (relation.shape == "event") == (noun.dated == "day" or noun.ends)
    for name, column in zip(said.codes, relation.coded, strict=True):
        of = None if name.startswith("=") else noun.field(name)
        codes = {name[1:]} if of is None else {c.code for c in codelist(of.listed).items} if of.listed else {*of.codes}
        assert codes <= {*column.codes, *([""] if column.blank else [])}
    for row in items.facts(noun, whole(noun), 7, date(2020, 3, 1), date(2020, 4, 1) if noun.ends else None):
        assert row.unit == 7 and row.start == (date(2020, 3, 31) if noun.ends else date(2020, 3, 1))


@pytest.mark.parametrize(
    ("code", "told", "first", "last", "at"),
    [
        ("nguoi-ho-tro", {"form": "cash", "amount": None}, date(2020, 3, 1), None, {"amount"}),
        ("nguoi-ho-tro", {"amount": 10**15 + 1}, date(2020, 3, 1), None, {"amount"}),
        ("nguoi-ho-tro", {"amount": 1.5}, date(2020, 3, 1), None, {"amount"}),
        ("nguoi-ho-tro", {"who": "ghost", "form": "loan"}, date(2020, 3, 1), None, {"who", "form"}),
        ("nguoi-ho-tro", {}, date(2020, 9, 8), None, {"first"}),
        ("nguoi-ho-tro", {}, date(1999, 9, 8), None, {"first"}),
        ("nguoi-ho-tro", {}, date(2020, 3, 1), date(2020, 3, 2), {"last"}),
        ("nguoi-ho-tro", {"colour": "red"}, date(2020, 3, 1), None, {"colour"}),
        ("phu-cap", {}, date(2020, 3, 1), None, {"last"}),
        ("phu-cap", {}, date(2020, 3, 1), date(2020, 2, 1), {"last"}),
        ("phac-do-thuoc", {"evaluation": "wide", "evaluated": None}, date(2020, 3, 1), None, {"evaluated"}),
        ("phac-do-thuoc", {"evaluation": "none"}, date(2020, 3, 1), None, {"evaluation"}),
        ("phac-do-thuoc", {"evaluated": "5/1"}, date(2020, 3, 1), None, {"evaluated"}),
        ("viec-lam", {"places": 3, "taken": 4}, date(2020, 3, 1), None, {"taken"}),
        ("mo-hinh", {"indicators": ["x", "y", "x"]}, date(2020, 3, 1), None, {"indicators"}),
        ("tin-bai", {"outlet": " ", "name": "a" * 161, "items": -1}, date(2020, 3, 1), None,
         {"outlet", "name", "items"}),
    ],
)  # fmt: skip
def test_a_line_that_is_wrong_is_told_so_where_it_is(code, told, first, last, at):
    assert wrong(NOUNS[code], whole(NOUNS[code], **told), first, last) == at


def test_the_same_thing_does_not_stand_twice_at_one_time_but_may_come_again():
    noun = NOUNS["viec-lam"]
    told, there = whole(noun), [(whole(noun, name="TÊN"), Span(date(2020, 1, 1), date(2020, 6, 1)))]
    assert [name for name, _ in items.twice(noun, told, date(2020, 5, 31), None, there)] == ["name"]
    assert not list(items.twice(noun, told, date(2020, 6, 1), None, there))
    assert not list(items.twice(NOUNS["tin-bai"], whole(NOUNS["tin-bai"]), date(2020, 5, 1), None, there))


# ---------------------------------------------------------------- medicine by the month
AMOUNT = st.integers(0, 5_000)


@st.composite
def books(draw):
    """A book kept month after month, each entered as the rules let it be."""
    months: list[Month] = []
    day = date(draw(st.integers(2016, 2019)), draw(st.integers(1, 12)), 1)
    opening = draw(AMOUNT)
    for _ in range(draw(st.integers(1, 8))):
        had = opening + (received := draw(AMOUNT))
        out = [draw(st.integers(0, had // 3)) for _ in range(3)]
        closing = max(0, had - sum(out) + draw(st.integers(-5, 5)))
        month = Month(day, opening, Flows(received, *out, closing), draw(st.sampled_from(["", "kiểm kê lại"])))
        if not list(stock.problems(month, months, on=ON)):
            months.append(month)
            opening, day = closing, stock.next_month(day)
    return months


@given(books())
@settings(max_examples=scaled(150), deadline=None)
def test_months_chain_every_milligram_is_accounted_for_and_no_difference_goes_unexplained(months):
    for month, then in zip(months, months[1:], strict=False):
        assert then.month == stock.next_month(month.month) and then.opening == month.flows.closing
    if months:
        moved = {flow: sum(getattr(m.flows, flow) for m in months) for flow in stock.FLOWS}
        differences = sum(m.difference for m in months)
        assert months[0].opening + moved["received"] + differences == (
            moved["dispensed"] + moved["returned"] + moved["destroyed"] + months[-1].flows.closing
        )
        found: dict[str, int] = {}
        rows = [row for month in months for row in stock.rows(1, month)]
        held = {row.start: row for row in rows if row.relation == "held"}
        for row in (row for row in rows if row.relation == "stock"):
            assert row.amount > 0 and row.codes[0] in BY_NAME["stock"].column["flow"].codes
            found[row.codes[0]] = found.get(row.codes[0], 0) + row.amount
        assert found.get("surplus", 0) - found.get("missing", 0) == differences
        assert {flow: found.get(flow, 0) for flow in stock.FLOWS} == moved
        for month in months:  # what was counted holds from the month's last day to the next month's
            row = held.get(last_day(stock.next_month(month.month)))
            assert (row.amount if row else 0) == month.flows.closing
            assert row is None or row.end + timedelta(days=1) == stock.next_month(stock.next_month(month.month))
    assert all(m.explanation for m in months if m.difference)


@given(books(), st.data())
@settings(max_examples=scaled(100), deadline=None)
def test_a_corrected_month_is_where_the_next_one_begins(months, data):
    if not months:
        return
    n = data.draw(st.integers(0, len(months) - 1))
    old = months[n]
    new = Month(old.month, old.opening, Flows(**{f: getattr(old.flows, f) for f in stock.FLOWS},
                                              closing=data.draw(AMOUNT)), "đính chính")  # fmt: skip
    line = [*months[:n], new, *stock.after(new, months)]
    assert len(line) == len(months)
    assert all(b.opening == a.flows.closing for a, b in zip(line, line[1:], strict=False))


@pytest.mark.parametrize(
    ("month", "at"),
    [
        (Month(date(2020, 3, 1), 90, Flows(10, 20, 0, 0, 80)), set()),
        (Month(date(2020, 3, 1), 90, Flows(10, 20, 0, 0, 79)), {"explanation"}),
        (Month(date(2020, 3, 1), 90, Flows(10, 20, 0, 0, 79), "đổ 1 mg"), set()),
        (Month(date(2020, 3, 1), 91, Flows(10, 20, 0, 0, 81)), {"opening"}),
        (Month(date(2020, 3, 1), 90, Flows(10, 101, 0, 0, 0)), {"dispensed"}),
        (Month(date(2020, 3, 1), 90, Flows(-1, 20, 0, 0, -1), "?"), {"received", "closing"}),
        (Month(date(2020, 4, 1), 90, Flows(10, 20, 0, 0, 80)), {"month"}),
        (Month(date(2020, 3, 2), 90, Flows(10, 20, 0, 0, 80)), {"month"}),
        (Month(date(2020, 1, 1), 90, Flows(10, 20, 0, 0, 80)), {"month"}),
    ],
)
def test_a_month_that_does_not_fit_is_told_so(month, at):
    known = [Month(date(2020, 2, 1), 100, Flows(0, 10, 0, 0, 90))]
    assert set(dict(stock.problems(month, known, on=ON))) == at


def test_a_month_that_is_not_over_is_not_entered():
    month = Month(date(2020, 9, 1), 90, Flows(0, 0, 0, 0, 90))
    assert set(dict(stock.problems(month, [], on=ON))) == {"month"}
    assert not list(stock.problems(month, [], on=date(2020, 10, 1)))


# ---------------------------------------------------------------- decisions
DAY = date(2015, 1, 1)


def test_a_place_is_what_its_decisions_made_of_it_on_the_day():
    line = [
        Decision("founded", DAY, "compulsory"),
        Decision("converted", date(2017, 1, 1), "multi"),
        Decision("attached", date(2018, 1, 1), parent=9),
        Decision("closed", date(2020, 1, 1)),
    ]
    days = [date(2014, 12, 31), DAY, date(2017, 1, 1), date(2018, 6, 1), date(2020, 1, 1)]
    assert [decisions.standing(line, day) for day in days] == [
        Standing(),
        Standing(True, False, "compulsory"),
        Standing(True, False, "multi"),
        Standing(True, False, "multi", 9),
        Standing(True, True, "multi", 9),
    ]


@pytest.mark.parametrize(
    ("new", "at"),
    [
        (Decision("converted", date(2018, 1, 1), "voluntary"), set()),
        (Decision("converted", date(2017, 1, 1), "voluntary"), {"first"}),
        (Decision("converted", date(2018, 1, 1), "multi"), {"first"}),
        (Decision("converted", date(2016, 1, 1), "multi"), {"first"}),  # then the later one changes nothing
        (Decision("converted", date(2014, 1, 1), "multi"), {"first"}),  # before it was founded
        (Decision("converted", date(2018, 1, 1), "circus"), {"function"}),
        (Decision("attached", date(2018, 1, 1)), {"parent"}),
        (Decision("attached", date(2018, 1, 1), parent=5), {"parent"}),
        (Decision("detached", date(2018, 1, 1)), {"first"}),
        (Decision("founded", date(2018, 1, 1), "multi"), {"first"}),
        (Decision("burnt", date(2018, 1, 1)), {"what"}),
        (Decision("closed", date(2016, 1, 1)), {"first"}),  # the conversion of 2017 would be of a closed place
        (Decision("converted", date(2021, 1, 1), "voluntary"), {"first"}),
        (Decision("closed", date(2021, 1, 1)), set()),
        (Decision("closed", date(2021, 1, 2)), {"first"}),  # after its end
        (Decision("closed", date(2014, 1, 1)), {"first"}),  # before it opened
    ],
)
def test_a_decision_that_does_not_fit_the_others_is_told_so(new, at):
    known = [Decision("founded", DAY, "compulsory"), Decision("converted", date(2017, 1, 1), "multi")]
    found = set(dict(decisions.problems(new, known, place=5, starts=DAY, ends=date(2021, 1, 1))))
    assert found == at


@given(
    st.lists(
        st.builds(
            Decision,
            st.sampled_from(sorted(decisions.DECISIONS)),
            st.integers(0, 40).map(lambda n: DAY + timedelta(n)),
            st.sampled_from(sorted(FUNCTIONS)),
            st.sampled_from([None, 7, 8]),
        ),
        max_size=12,
    )
)
@settings(max_examples=scaled(150), deadline=None)
def test_whatever_was_taken_makes_a_line_in_which_every_decision_changes_something(tried):
    line: list[Decision] = []
    for new in tried:
        if not list(decisions.problems(new, line, place=5, starts=date.min, ends=None)):
            line.append(new)
    ordered = decisions.in_order(line)
    states = [Standing()]
    for n in range(len(ordered)):
        states.append(decisions.standing(ordered[: n + 1], date.max))
    assert all(a != b for a, b in zip(states, states[1:], strict=False))
