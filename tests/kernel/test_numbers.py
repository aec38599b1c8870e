"""How officers write numbers, and what each means."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.kernel.lang import LANGUAGES, speaking
from hoanhap.kernel.numbers import BLANK, LARGEST, NIL, BadNumber, Parsed, natural, parse, show, show_cell

PERSONS = [
    ("12", 12),
    ("0", 0),
    ("007", 7),
    (12, 12),
    (12.0, 12),
    (-0.0, 0),
    (Decimal("12"), 12),
    (Decimal("12.0"), 12),
    ("1.234", 1234),
    ("1 234", 1234),
    ("1\u00a0234", 1234),
    ("1\u202f234", 1234),
    ("1,234", 1234),
    ("1.234.567", 1_234_567),
    ("1,234,567", 1_234_567),
    ("1 234 567", 1_234_567),
    ("12.0", 12),
    ("12,0", 12),
    ("１２", 12),
    ("\u200e12\u202c", 12),
    ("  12 ", 12),
    ("12 người", 12),
    ("12 NGƯỜI", 12),
    (unicodedata.normalize("NFD", "12 người"), 12),
    ("\ufeff12", 12),
]

MILLIONS = [  # typed in triệu đồng, kept in đồng
    ("1,5", 1_500_000),
    ("1.5", 1_500_000),
    ("12.50", 12_500_000),
    ("0,3", 300_000),
    ("300", 300_000_000),
    ("1.234", 1_234_000_000),
    ("1,234", 1_234_000),
    ("1.234,5", 1_234_500_000),
    ("1,234.5", 1_234_500_000),
    ("04 tỷ", 4_000_000_000),
    ("3,7 tỷ đồng", 3_700_000_000),
    ("3.7 tỉ", 3_700_000_000),
    ("300 triệu", 300_000_000),
    ("300tr", 300_000_000),
    ("300 triệu đồng", 300_000_000),
    ("3 tỷ 700 triệu", 3_700_000_000),
    ("8 nghìn tỷ", 8_000_000_000_000),
    ("500 nghìn", 500_000),
    ("500 ngàn đồng", 500_000),
    ("4 billion", 4_000_000_000),
    (unicodedata.normalize("NFD", "04 tỷ đồng"), 4_000_000_000),
    (1.5, 1_500_000),
    (0.1 + 0.2, 300_000),
    ("8.000", 8_000_000_000),
    ("250.000.000 đồng", 250_000_000_000_000),
    (3700, 3_700_000_000),
]

DONG = [
    ("20.000.000", 20_000_000),
    ("20.000.000 đ", 20_000_000),
    ("20 triệu", 20_000_000),
    ("20.000.000đ", 20_000_000),
    ("1,5 triệu", 1_500_000),
    ("20,000,000 VNĐ", 20_000_000),
]


@pytest.mark.parametrize(("typed", "atoms"), PERSONS)
def test_persons_are_read(typed, atoms):
    assert parse(typed, exponent=0, money=False, unit="người") == Parsed(atoms)


@pytest.mark.parametrize(("typed", "atoms"), MILLIONS)
def test_millions_of_dong_are_kept_in_dong(typed, atoms):
    assert parse(typed, exponent=6, money=True, unit="triệu đồng") == Parsed(atoms)
    assert parse(typed, exponent=6) == Parsed(atoms)


@pytest.mark.parametrize(("typed", "atoms"), DONG)
def test_dong_are_read(typed, atoms):
    assert parse(typed, exponent=0, money=True, unit="đồng") == Parsed(atoms)
    assert parse(typed, exponent=0) == Parsed(atoms)


@pytest.mark.parametrize("typed", [None, "", "  ", "\u00a0", "\u200b", "\n"])
def test_blank_is_not_zero(typed):
    assert parse(typed, exponent=0) == BLANK == Parsed(None)


@pytest.mark.parametrize(
    "typed", ["-", "–", "—", "không phát sinh", "Không phát sinh ", "KPS", "x", "X", "không có", "không"]
)
def test_nothing_to_report_is_neither_blank_nor_zero(typed):
    assert parse(typed, exponent=0) == NIL == Parsed(None, "nil")


@pytest.mark.parametrize(
    "typed", ["hơn 830", "Hơn 830", ">= 830", ">=830", "≥ 830", "> 830", "trên 830", "ít nhất 830 người", "over 830"]
)
def test_more_than_is_kept_beside_the_figure(typed):
    assert parse(typed, exponent=0, unit="người") == Parsed(830, "", "ge")


def test_more_than_goes_with_scales_too():
    assert parse("hơn 4 tỷ", exponent=6) == Parsed(4_000_000_000, "", "ge")


WRONG = [
    ("12a", 0, "“12a” không phải là số"),
    ("một", 0, "“một” không phải là số"),
    ("...", 0, "“...” không phải là số"),
    ("1.23.456", 0, "“1.23.456” không phải là số"),
    ("12 34", 0, "“12 34” không phải là số"),
    ("5%", 0, "“5%” không phải là số"),
    ("1e5", 0, "“1e5” không phải là số"),
    ("10²", 0, "“10²” không phải là số"),
    ("١٢", 0, "“١٢” không phải là số"),
    ("gần 5", 0, "“gần 5” không phải là số"),
    ("hơn", 0, "“hơn” không phải là số"),
    ("5 triệu 200", 0, "“5 triệu 200” không phải là số"),
    ("700 triệu 3 tỷ", 6, "“700 triệu 3 tỷ” không phải là số"),
    (True, 0, "“True” không phải là số"),
    (float("nan"), 0, "“nan” không phải là số"),
    (float("inf"), 0, "“inf” không phải là số"),
    ([1], 0, "“[1]” không phải là số"),
    ("1,5", 0, "“1,5” không phải số nguyên"),
    ("1.5", 0, "“1.5” không phải số nguyên"),
    (1.5, 0, "“1.5” không phải số nguyên"),
    ("-5", 0, "“-5” là số âm"),
    ("− 5", 0, "“− 5” là số âm"),
    ("(5)", 0, "“(5)” là số âm"),
    (-5, 0, "“-5” là số âm"),
    (-0.5, 6, "“-0.5” là số âm"),
    ("9000000000000000001", 0, "“9000000000000000001” quá lớn"),
    ("99999999999999", 6, "“99999999999999” quá lớn"),
    (10**19, 0, "“10000000000000000000” quá lớn"),
    ("1,000", 0, "“1,000” có thể hiểu là 1 hoặc 1.000"),
    ("1,500", 6, "“1,500” có thể hiểu là 1,5 hoặc 1.500"),
    ("0,0000001", 6, "“0,0000001” lẻ hơn một đồng"),
    (100 / 3, 6, "“33.333333333333336” lẻ hơn một đồng"),
    ("1," + "0" * 40 + "1", 6, "“1,0000000000000000000000000000000000000…” lẻ hơn một đồng"),
    ("#REF!", 0, "Công thức trong ô báo lỗi “#REF!”"),
]


@pytest.mark.parametrize(("typed", "exponent", "message"), WRONG)
def test_what_is_wrong_is_said_with_a_remedy(typed, exponent, message):
    with pytest.raises(BadNumber) as caught:
        parse(typed, exponent=exponent)
    assert caught.value.message == message
    assert caught.value.remedy


def test_a_remedy_names_the_figure_that_would_do():
    with pytest.raises(BadNumber) as caught:
        parse("1,500", exponent=6)
    assert caught.value.remedy == "Ghi 1,5 hoặc 1.500"


def test_words_of_money_are_refused_where_persons_are_counted():
    with pytest.raises(BadNumber, match="cách viết số tiền"):
        parse("2 triệu", exponent=0, money=False)
    with pytest.raises(BadNumber):
        parse("2 đồng", exponent=0, money=False)


def test_rounding_happens_only_when_asked():
    assert parse(100 / 3, exponent=6, whole=False) == Parsed(33_333_333)


def test_a_hostile_text_is_shown_short_and_without_direction_marks():
    with pytest.raises(BadNumber) as caught:
        parse("\u202e<script>{x}" * 20, exponent=0)
    assert caught.value.message == "“<script>{x}<script>{x}<script>{x}<scrip…” không phải là số"


def test_the_english_reader_swaps_the_marks():
    with speaking("en"):
        assert show(1_234_567_500_000, 6) == "1,234,567.5"
        assert parse("1,234.5", exponent=6) == Parsed(1_234_500_000)
        assert parse("1.234", exponent=6) == Parsed(1_234_000)
        assert show_cell(8200, "", "ge", 0) == "over 8,200"
        assert show_cell(None, "nil", "", 0) == "nothing to report"
        with pytest.raises(BadNumber, match="“12a” is not a number"):
            parse("12a", exponent=0)


@pytest.mark.parametrize(
    ("value", "exponent", "paper"),
    [
        (0, 0, "0"),
        (8200, 0, "8.200"),
        (1_234_567, 0, "1.234.567"),
        (1_234_567_500_000, 6, "1.234.567,5"),
        (300_000, 6, "0,3"),
        (1, 6, "0,000001"),
        (8_000_000_000, 9, "8"),
        (3_700_000_000, 9, "3,7"),
        (-1500, 3, "-1,5"),
    ],
)
def test_figures_are_printed_the_vietnamese_way(value, exponent, paper):
    assert show(value, exponent) == paper


def test_a_cell_prints_its_mark_and_its_qualifier():
    assert show_cell(8200, "", "ge", 0) == "hơn 8.200"
    assert show_cell(None, "nil", "", 0) == "không phát sinh"
    assert show_cell(None, "", "", 0) == ""
    assert show_cell(0, "", "", 0) == "0"


figures = st.integers(0, LARGEST)
exponents = st.sampled_from([0, 3, 6, 9])


@given(figures, exponents, st.sampled_from(["", "ge"]), st.sampled_from(LANGUAGES))
def test_what_is_shown_reads_back_the_same(value, exponent, qualifier, code):
    with speaking(code):
        assert parse(show_cell(value, "", qualifier, exponent), exponent=exponent) == Parsed(value, "", qualifier)


@given(st.sampled_from([BLANK, NIL]), st.sampled_from(LANGUAGES))
def test_empty_marks_read_back_the_same(cell, code):
    with speaking(code):
        assert parse(show_cell(*cell), exponent=0) == cell


@given(st.integers(0, 10**15 - 1), exponents)
def test_what_excel_kept_of_a_typed_figure_reads_as_that_figure(value, exponent):
    """A 15-digit figure survives the trip through a binary float."""
    assert parse(float(Decimal(value).scaleb(-exponent)), exponent=exponent) == Parsed(value)


@given(
    st.one_of(st.text(max_size=80), st.text("0123456789., -tỷriệunghđồ", max_size=30)),
    exponents,
    st.sampled_from(LANGUAGES),
)
def test_any_text_is_a_number_or_a_clear_refusal(text, exponent, code):
    with speaking(code):
        try:
            value, mark, qualifier = parse(text, exponent=exponent)
        except BadNumber as bad:
            assert bad.message and bad.remedy
        else:
            assert value is None or 0 <= value <= LARGEST
            assert mark in ("", "nil") and qualifier in ("", "ge")


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("007", 7), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("9" * 5000, None), ("²", None), ("٣", None),
     ("-1", None), ("1 ", None), ("1e3", None), ("\0", None), ("", None), (None, None)],
)  # fmt: skip
def test_an_address_holds_plain_digits_that_a_column_takes_or_no_number(text, number):
    assert natural(text) == number
