import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.audit import rules

AT = datetime(2020, 9, 7, 8, 30, 0, 5, tzinfo=timezone(timedelta(hours=7)))
ROW = rules.Row(7, AT, 3, "nv.bao-toan", None, "web", "cell.save", "submission", "12", {"b": 1, "a": "Cơ sở"})


def test_canonical_form_is_pinned_byte_for_byte():
    assert rules.canonical(ROW).decode() == (
        '{"action":"cell.save","actor":"nv.bao-toan","actor_id":3,"at":"2020-09-07T01:30:00.000005Z","channel":"web",'
        '"detail":{"a":"Cơ sở","b":1},"id":7,"kind":"submission","post_id":null,"ref":"12"}'
    )


def test_a_link_is_pinned_so_that_a_kept_head_stays_checkable_for_years():
    assert rules.link(rules.START, ROW) == "06228a41f38d3dc3bd108cc2b050b1a40f4be63c580f810443454de11dd90b11"


def test_the_same_instant_in_two_time_zones_has_one_spelling():
    assert rules.instant(AT) == rules.instant(AT.astimezone(UTC)) == "2020-09-07T01:30:00.000005Z"


def test_an_instant_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        rules.instant(datetime(2020, 9, 7))


def test_text_is_composed_and_loses_what_a_database_cannot_hold():
    assert rules.clean(unicodedata.normalize("NFD", "Bảo Toàn")) == "Bảo Toàn"
    assert rules.clean("a\0b\ud800c") == "a\ufffdb\ufffdc"
    assert rules.clean("abcdef", 3) == "abc"


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (date(2020, 9, 7), "2020-09-07"),
        (AT, "2020-09-07T01:30:00.000005Z"),
        (Decimal("1.50"), "1.50"),
        (("a", None, True), ["a", None, True]),
        ({2, 1}, [1, 2]),
        ({1: {"x": [2**70]}}, {"1": {"x": [str(2**70)]}}),
    ],
)
def test_a_detail_becomes_json_that_every_database_returns_unchanged(value, kept):
    assert rules.plain(value) == kept


@pytest.mark.parametrize("value", [1.5, float("nan"), object(), b"x"])
def test_a_detail_without_a_single_spelling_is_refused(value):
    with pytest.raises(TypeError, match="audit detail"):
        rules.plain({"deep": [value]})


def test_each_field_of_a_row_moves_the_digest():
    other = {
        "id": 8,
        "at": AT + timedelta(microseconds=1),
        "actor_id": 4,
        "actor": "x",
        "post_id": 1,
        "channel": "cli",
        "action": "cell.read",
        "kind": "x",
        "ref": "13",
        "detail": {"a": "Cơ sở", "b": "1"},
    }
    assert set(other) == set(rules.Row.__dataclass_fields__)
    digests = {rules.link(rules.START, rules.Row(**{**vars(ROW), name: value})) for name, value in other.items()}
    assert len(digests | {rules.link(rules.START, ROW)}) == len(other) + 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_plain_is_a_fixed_point_whatever_comes_in(value):
    once = rules.plain(value)
    assert rules.plain(once) == once
