"""Numbers as officers write them, and as official papers print them: 1.234.567,5.

A cell holds whole atoms: persons, đồng. `exponent` says how many atoms one unit on paper is worth: 10**exponent.
"""

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import NamedTuple

from hoanhap.kernel.lang import language, t
from hoanhap.kernel.text import clean, fold, halfwidth

LARGEST = 9 * 10**18  # what a 64-bit column holds, rounded down


class Parsed(NamedTuple):
    """`value` in atoms; `mark` "nil" for “không phát sinh”; `qualifier` "ge" for “hơn”. All empty: a blank cell."""

    value: int | None
    mark: str = ""
    qualifier: str = ""


class BadNumber(ValueError):
    """What an officer reads beside the cell: what is wrong, and what to write instead."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


class NotWhole(BadNumber):
    """A number, with a part of an atom: who knows what is counted says it in other words."""


BLANK, NIL = Parsed(None), Parsed(None, "nil")
_NIL = {"-", "x", "kps", "khong ps", "khong phat sinh", "khong", "khong co", "nil", "none", "nothing to report"}
_AT_LEAST = re.compile(r"(?:hon|tren|it nhat|toi thieu|over|more than|at least|>=?|≥)\s*(?=[0-9])")
_SCALES = {
    "nghin ty": 12, "ngan ty": 12, "nghin ti": 12, "ngan ti": 12,
    "ty": 9, "ti": 9, "billion": 9,
    "trieu": 6, "tr": 6, "million": 6,
    "nghin": 3, "ngan": 3, "thousand": 3,
}  # fmt: skip
_FIGURE = r"[0-9](?:[0-9., ]*[0-9])?"
_SCALED = re.compile(rf"({_FIGURE}) ?({'|'.join(_SCALES)})\b\.?")
_WORDED = re.compile(rf"(?:{_SCALED.pattern} ?)+")
_NEGATIVE = re.compile(r"-\s*[0-9]|\([0-9., ]+\)$")
_MONEY_WORD = re.compile(r" ?(?:dong|vnd|d|₫)\.?$")
_GROUPED = {  # decimal mark → what a figure with it looks like; the other mark or a space groups by three
    ",": re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+|[0-9]+)(?:,([0-9]+))?"),
    ".": re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+|[0-9]+)(?:\.([0-9]+))?"),
}
_UNGROUPED = str.maketrans("", "", "., ")
_DASHES = str.maketrans("‐‑‒–—−", "------")
_BIDI = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_UNSEEN = dict.fromkeys([0x200B, 0x2060, 0xFEFF, *_BIDI])
_EXACT = Context(prec=200)  # wide enough that no figure is rounded on the way
_LONGEST = 60  # a longer text is a sentence, not a number


# ---------------------------------------------------------------- reading
def natural(text: str | None) -> int | None:
    """A number that a page of ours wrote into an address or a hidden field; None for whatever else stands there.

    `str.isdigit` alone also takes “²”, which `int` refuses, and numbers that no column holds.
    """
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def parse(given: object, *, exponent: int = 0, whole: bool = True, money: bool | None = None, unit: str = "") -> Parsed:
    """The atoms that a cell's content stands for. Raises BadNumber.

    Official marks win: “1.234” is 1234 and “1,5” is one and a half; the other way round is taken only when the
    official reading is impossible, and refused when both could be meant (“1,000”). In English the marks swap.
    Words of scale (nghìn, triệu, tỷ) count atoms whatever the exponent; `money=False` refuses them, None allows.
    `unit`: the measure's name, which may follow the figure (“12 người”). `whole=False` rounds to the nearest atom.
    """
    number = given
    if (type(given) is float and given.is_integer()) or (
        type(given) is str and given.isascii() and given.isdigit() and len(given) < 19
    ):
        number = int(given)
    if type(number) is int and 0 <= (value := number * 10**exponent) <= LARGEST:
        return Parsed(value)
    if given is None:
        return BLANK
    if isinstance(given, str):
        return _text(given, exponent, whole, money or (money is None), unit)
    return Parsed(_atoms(_plain(given), exponent, whole, given))


def _plain(given: object) -> Decimal:
    """A number out of Excel: fifteen digits are what it kept, the rest is noise of its arithmetic."""
    if isinstance(given, (int, float, Decimal)) and not isinstance(given, bool):
        number = Decimal(format(given, ".15g")) if isinstance(given, float) else Decimal(given)
        if number.is_finite():
            return number
    raise _not_a_number(given)


def _text(given: str, exponent: int, whole: bool, money: bool, unit: str) -> Parsed:
    if len(given) > _LONGEST * 4:
        raise _not_a_number(given)
    text = fold(halfwidth(given).translate(_DASHES).translate(_UNSEEN))
    if not text:
        return BLANK
    if text in _NIL:
        return NIL
    if len(text) > _LONGEST:
        raise _not_a_number(given)
    if text[0] == "#":
        raise _broken_formula(given)
    if text[0] in "-(" and _NEGATIVE.match(text):
        raise _negative(given)
    qualifier = "ge" if (least := _AT_LEAST.match(text)) else ""
    text = text[least.end() :] if least else text
    if text[-1].isdigit():
        return Parsed(_atoms(_figure(text, exponent, given), exponent, whole, given), "", qualifier)
    text = _without_unit(text, fold(unit), money)
    if _WORDED.fullmatch(text):
        return Parsed(_worded(text, whole, money, given), "", qualifier)
    return Parsed(_atoms(_figure(text, exponent, given), exponent, whole, given), "", qualifier)


def _without_unit(text: str, unit: str, money: bool) -> str:
    """“12 người” → “12”; “3,7 tỷ đồng” → “3,7 ty”. What the unit's own scale says (triệu đồng) stays."""
    if unit and text.endswith(unit) and not any(word in _SCALES for word in unit.split()):
        text = text.removesuffix(unit).rstrip()
    return _MONEY_WORD.sub("", text) if money else text


def _worded(text: str, whole: bool, money: bool, given: object) -> int:
    """“3 tỷ 700 triệu”: each scale smaller than the one before it."""
    found = _SCALED.findall(text)
    scales = [_SCALES[word] for _, word in found]
    if scales != sorted(set(scales), reverse=True):
        raise _not_a_number(given)
    if not money:
        raise BadNumber(
            t("“{x}” là cách viết số tiền", "“{x}” is how money is written", x=_shown(given)),
            t("Dòng này không phải số tiền: ghi đủ chữ số, ví dụ 8.200",
              "This line is not money: write all the digits, for example 8,200"),
        )  # fmt: skip
    total = Decimal(0)
    for (figure, _), scale in zip(found, scales, strict=True):
        total = _EXACT.add(total, _EXACT.scaleb(_figure(figure, scale, given), scale))
    return _atoms(total, 0, whole, given)


def _figure(text: str, exponent: int, given: object) -> Decimal:
    official = "." if language() == "en" else ","
    readings = [r for mark in (official, ",."[official == ","]) if (r := _reading(text, mark)) is not None]
    if not readings:
        raise _not_a_number(given)
    fit = [r for r in readings if exponent or r == r.to_integral_value()] or readings
    if len(set(fit)) > 1 and fit[0] < fit[1] and text.endswith("0"):
        a, b = _show(fit[0]), _show(fit[1])
        raise BadNumber(
            t("“{x}” có thể hiểu là {a} hoặc {b}", "“{x}” may mean {a} or {b}", x=_shown(given), a=a, b=b),
            t("Ghi {a} hoặc {b}", "Write {a} or {b}", a=a, b=b),
        )
    return fit[0]


def _reading(text: str, mark: str) -> Decimal | None:
    found = _GROUPED[mark].fullmatch(text)
    return Decimal(f"{found[1].translate(_UNGROUPED)}.{found[2] or 0}") if found else None


def _atoms(number: Decimal, exponent: int, whole: bool, given: object) -> int:
    if number < 0:
        raise _negative(given)
    if number.adjusted() > 30 or (scaled := _EXACT.scaleb(number, exponent)) > LARGEST:
        raise BadNumber(
            t("“{x}” quá lớn", "“{x}” is too large", x=_shown(given)),
            t("Xem lại đơn vị tính và số chữ số 0", "Check the unit of measure and the number of zeros"),
        )
    rounded = scaled.to_integral_value(ROUND_HALF_EVEN)
    if whole and rounded != scaled:
        raise _not_whole(given, exponent, rounded)
    return int(rounded)


# ---------------------------------------------------------------- what an officer reads
def _shown(given: object) -> str:
    text = clean(str(given), 200).replace("\n", " ")
    return text if len(text) <= 40 else text[:39] + "…"


def _not_a_number(given: object) -> BadNumber:
    return BadNumber(
        t("“{x}” không phải là số", "“{x}” is not a number", x=_shown(given)),
        t("Chỉ ghi chữ số, ví dụ 1.234; để trống nếu chưa có số liệu, ghi “-” nếu không phát sinh",
          "Write digits only, for example 1,234; leave it blank if not known yet, or “-” if nothing to report"),
    )  # fmt: skip


def _negative(given: object) -> BadNumber:
    return BadNumber(
        t("“{x}” là số âm", "“{x}” is negative", x=_shown(given)),
        t("Ô này chỉ nhận số từ 0 trở lên; ghi “-” một mình nếu không phát sinh",
          "This cell takes 0 or more; write “-” alone if there is nothing to report"),
    )  # fmt: skip


def _broken_formula(given: object) -> BadNumber:
    return BadNumber(
        t("Công thức trong ô báo lỗi “{x}”", "The formula in the cell gives the error “{x}”", x=_shown(given)),
        t("Sửa công thức hoặc ghi thẳng con số", "Mend the formula or write the number itself"),
    )


def _not_whole(given: object, exponent: int, rounded: Decimal) -> NotWhole:
    near = show(int(rounded), exponent)
    if exponent:
        message = t("“{x}” lẻ hơn một đồng", "“{x}” is finer than one đồng", x=_shown(given))
        return NotWhole(message, t("Làm tròn, ví dụ {near}", "Round it, for example {near}", near=near))
    return NotWhole(
        t("“{x}” không phải số nguyên", "“{x}” is not a whole number", x=_shown(given)),
        t("Chỉ tiêu này đếm từng người, từng việc: ghi số nguyên, ví dụ {near}",
          "This line counts persons or things: write a whole number, for example {near}", near=near),
    )  # fmt: skip


# ---------------------------------------------------------------- showing
def show(value: int, exponent: int = 0) -> str:
    """Atoms as printed: `show(1_234_567_500_000, 6)` → 1.234.567,5. In English 1,234,567.5."""
    digits, rest = divmod(abs(value), 10**exponent)
    point, group = (".", ",") if language() == "en" else (",", ".")
    fraction = f"{rest:0{exponent}}".rstrip("0") if rest else ""
    return ("-" if value < 0 else "") + f"{digits:,}".replace(",", group) + (point + fraction if fraction else "")


def show_cell(value: int | None, mark: str = "", qualifier: str = "", exponent: int = 0) -> str:
    """What stands in a cell on screen and paper: “hơn 8.200”, “không phát sinh”, or nothing for a blank."""
    if mark == "nil":
        return t("không phát sinh", "nothing to report")
    if value is None:
        return ""
    shown = show(value, exponent)
    return t("hơn {n}", "over {n}", n=shown) if qualifier == "ge" else shown


def _show(number: Decimal) -> str:
    return show(int(number.scaleb(9).to_integral_value()), 9)
