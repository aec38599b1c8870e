"""What a person's identity cannot be. Every function returns all it finds, in sentences for the officer."""

import calendar
import re
from datetime import date
from typing import Final, NamedTuple

from hoanhap.kernel.dates import BadDate, format_date, parse_date
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean, halfwidth

OLDEST: Final = 120
FIRST_YEAR: Final = 1880
_YEAR = re.compile(r"(?:[0\-_.?]{1,2}[/.-]){0,2}(?P<y>\d{4})")
_DAY = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})")
_LETTERS = re.compile(r"[^\W\d_]")


class Birth(NamedTuple):
    """`on` is None when only the year is known."""

    year: int
    on: date | None


class BadBirth(ValueError):
    """The sentence for the officer."""


def read_birth(text: str) -> Birth:
    """15/3/1989, or a year alone: 1989, 00/00/1989. Raises BadBirth."""
    shown = clean(halfwidth(text), 40)
    if found := _YEAR.fullmatch(shown):
        return Birth(int(found["y"]), None)
    try:
        day = parse_date(shown)
    except BadDate as wrong:
        raise BadBirth(_why(shown) or f"{wrong.message}. {wrong.remedy}.") from wrong
    return Birth(day.year, day)


def _why(shown: str) -> str:
    """A day that no calendar has is told as such: 29/02/1995, 31/4/1990, 15/13/1988."""
    found = _DAY.fullmatch(shown)
    if found is None:
        return ""
    day, month, year = (int(found[name]) for name in "dmy")
    if not 1 <= month <= 12:
        return t("Không có tháng {m}. Ghi ngày/tháng/năm.", "There is no month {m}. Write day/month/year.", m=month)
    if not FIRST_YEAR <= year <= 9999:
        return ""
    last = calendar.monthrange(year, month)[1]
    if day > last:
        return t(
            "Tháng {m}/{y} chỉ có {last} ngày; không có ngày {d}/{m}/{y}.",
            "{m}/{y} has only {last} days; there is no {d}/{m}/{y}.",
            d=day,
            m=month,
            y=year,
            last=last,
        )
    return ""


def birth_problems(birth: Birth, on: date) -> list[str]:
    if birth.year > on.year or (birth.on and birth.on > on):
        return [t("Ngày sinh ở sau hôm nay. Kiểm tra lại năm.", "The birth lies in the future. Check the year.")]
    if on.year - birth.year > OLDEST:
        return [
            t(
                "Sinh năm {y} là đã hơn {n} tuổi. Kiểm tra lại năm sinh.",
                "Born in {y} means over {n} years old. Check the year.",
                y=birth.year,
                n=OLDEST,
            )
        ]
    return []


def name_problems(name: str) -> list[str]:
    """A name has letters and no digits. One word is a name: some peoples have no more."""
    if not _LETTERS.search(name):
        return [t("Ghi họ và tên.", "Write the name.")]
    if any(c.isdigit() for c in name):
        return [t("Họ tên không có chữ số.", "A name has no digits.")]
    return []


def paper_problems(kind: str, number: str, issued_on: date | None, birth: Birth, on: date) -> list[str]:
    """`number` in its normal form (`sealing.normal`)."""
    found = []
    if not number:
        found.append(t("Ghi số giấy tờ.", "Write the number of the paper."))
    elif kind == "cccd" and not re.fullmatch(r"[0-9]{12}", number):
        found.append(
            t("Căn cước có 12 chữ số; đã ghi {n}.", "A citizen card has 12 digits; {n} were typed.", n=len(number))
        )
    elif kind == "cmnd" and not re.fullmatch(r"[0-9]{9}|[0-9]{12}", number):
        found.append(
            t(
                "Chứng minh nhân dân có 9 hoặc 12 chữ số; đã ghi {n}.",
                "An identity card has 9 or 12 digits; {n} were typed.",
                n=len(number),
            )
        )
    elif len(number) > 30:
        found.append(t("Số giấy tờ quá dài.", "The number is too long."))
    if issued_on:
        found += _issue_problems(issued_on, birth, on)
    return found


def _issue_problems(issued_on: date, birth: Birth, on: date) -> list[str]:
    if issued_on > on:
        return [t("Ngày cấp ở sau hôm nay.", "The day of issue lies in the future.")]
    if issued_on < (birth.on or date(birth.year, 1, 1)):
        day = format_date(issued_on)
        return [t("Ngày cấp {day} trước khi sinh.", "It was issued on {day}, before the birth.", day=day)]
    return []


def initials(name: str) -> str:
    """Lý Văn Sình → L.V.S."""
    return "".join(f"{word[0].upper()}." for word in name.split() if _LETTERS.match(word))
