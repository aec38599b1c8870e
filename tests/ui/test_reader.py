"""The grid reads numbers and dates exactly as the server does, word for word, in both languages."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from hoanhap.kernel import lang
from hoanhap.kernel.dates import BadDate, format_date, parse_date
from hoanhap.kernel.numbers import BadNumber, parse, show_cell
from hoanhap.kernel.text import clean
from hoanhap.ui.grid import words
from tests.scale import scaled
from tests.ui.conftest import Clerk

Sit = Callable[..., Clerk]
READ = """async ({ words, asked }) => {
  const { Reader, Bad } = await import("/static/ui/entry/numbers.js");
  const reader = new Reader(words);
  return asked.map(([text, rules]) => {
    try {
      if (rules === null) return reader.date(text).text;
      const found = reader.number(text, rules);
      return [String(found.value), found.mark, found.qualifier, reader.showCell(found, rules.exponent)];
    } catch (wrong) { if (!(wrong instanceof Bad)) throw wrong; return [wrong.message, wrong.remedy] }
  });
}"""
TYPED = """
12|0|007|1.234|1 234|1,5|1.5|1,234|1.000|1,000|12.34|1.234.567,5|1.234.567|1,234,567.5
12345678901234567890|9000000000000000000|9000000000000000001|04 tỷ|3,7 tỷ đồng|300 triệu|3 tỷ 700 triệu
700 triệu 3 tỷ|1 tr|2 ngàn tỷ|5 billion|hơn 830|>= 830|> 830|≥ 5|trên 1.200|ít nhất 7|over 8,200
more than 3|-|–|x|X|kps|Không phát sinh|khong co|nil|nothing to report|không|-5|(5)|( 1.000 )|#REF!|#N/A
abc|12 người|12đ|12 đồng|500.000 đ|12 VND|1.2.3|1..2|1,2,3|,5|5,|.5|0,5|0.5|0,0000001|1 2 3|12 345
1234 567|１２|1\u200b2|\u20255|Hơn 1.234|hơn|hơn hơn 5|1e5|1_000|٣|1.000,00|1.000.00|2,50|100.000|3,000,000
12 345 678
"""
DATES = """
07/9/2020|7/9/2020|07-09-2020|7.9.2020|2020-09-07|ngày 07 tháng 9 năm 2020|7 tháng 9 năm 2020|31/02/2019
29/02/2020|29/2/2019|1/13/2020|7 Sep 2020|7 september 2020|99/1/2020|1/1/1899|1/1/2200|2020|hôm qua
07/9-2020|0/1/2020||  |14/3/2018
"""


def typed(text: str) -> list[str]:
    return [part for line in text.strip("\n").split("\n") for part in line.split("|")]


def random_typed(count: int, seed: int) -> list[str]:
    pick = random.Random(seed)
    pieces = [
        "1",
        "12",
        "123",
        "000",
        "5",
        "0",
        ".",
        ",",
        " ",
        "tỷ",
        "triệu",
        "nghìn",
        "hơn ",
        "-",
        "đồng",
        "x",
        "(",
        ")",
        "\u00a0",
        ">=",
    ]
    return ["".join(pick.choices(pieces, k=pick.randint(1, 7))) for _ in range(count)]


def python_number(text: str, rules: dict[str, Any]) -> list[str]:
    try:
        found = parse(text, exponent=rules["exponent"], money=rules["money"])
    except BadNumber as wrong:
        return [wrong.message, wrong.remedy]
    shown = show_cell(found.value, found.mark, found.qualifier, rules["exponent"])
    return ["null" if found.value is None else str(found.value), found.mark, found.qualifier, shown]


def python_date(text: str) -> str | list[str]:
    if not text.strip():
        return ""
    try:
        return format_date(parse_date(text))
    except BadDate as wrong:
        return [wrong.message, wrong.remedy]


@pytest.mark.parametrize("language", lang.LANGUAGES)
def test_numbers_are_read_as_the_server_reads_them(sit: Sit, language: str) -> None:
    seed = random.SystemRandom().randrange(2**32)
    print("seed", seed)
    texts = typed(TYPED) + random_typed(scaled(20_000), seed)
    asked = [
        (text, {"exponent": exponent, "money": money})
        for text in texts
        for exponent, money in ((0, False), (0, True), (6, True))
    ]
    with lang.speaking(language):
        found = sit().page.evaluate(READ, {"words": words(), "asked": asked})
        wrong = [
            (text, rules, answer, expected)
            for (text, rules), answer in zip(asked, found, strict=True)
            if answer != (expected := python_number(text, rules))
        ]
    assert wrong == [], f"seed {seed}: {len(wrong)} differ"


@pytest.mark.parametrize("language", lang.LANGUAGES)
def test_dates_are_read_as_the_server_reads_them(sit: Sit, language: str) -> None:
    texts = typed(DATES)
    with lang.speaking(language):
        found = sit().page.evaluate(READ, {"words": words(), "asked": [(text, None) for text in texts]})
        expected = [python_date(text) for text in texts]
    assert dict(zip(texts, found, strict=True)) == dict(zip(texts, expected, strict=True))


def test_a_long_text_is_cut_in_the_message_as_on_the_server(sit: Sit) -> None:
    text = "số này dài quá " * 5
    (found,) = sit().page.evaluate(READ, {"words": words(), "asked": [(text, {"exponent": 0, "money": True})]})
    assert found == python_number(text, {"exponent": 0, "money": True})
    assert clean(text, 200)[:39] in found[0]
