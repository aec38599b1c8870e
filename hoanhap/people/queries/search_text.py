"""What an officer typed into the one search field, understood. Pure: no database, no dates but those typed.

cuong nguyen              words of a name, in any order, the last may be unfinished
Hùng 1985 · Hùng 03/5/1985   with a birth year or date
079 086 012 345 · B1234567   the number of a paper, old or new; the code of a file
Hùng xã Bảo Toàn · hung, bao toan   with a commune: after its kind, or after a comma
"""

import re
from dataclasses import dataclass
from datetime import date

from hoanhap.kernel.dates import BadDate, parse_date
from hoanhap.kernel.text import clean, halfwidth
from hoanhap.people.rules.codes import read_code
from hoanhap.people.rules.names import folded, words

LONGEST = 200
_YEARS = range(1880, 2200)
_PLACE = re.compile(r",|(?<!\w)(?=(?:xã|phường|thị trấn|đặc khu|x\.|p\.|tt\.)\s*\w)", re.IGNORECASE)
_KIND = re.compile(r"(?:xã|phường|thị trấn|đặc khu|x\.|p\.|tt\.)\s*", re.IGNORECASE)
_BORN = re.compile(r"(?:(?:sinh )?năm|sn\.?)\s*(?=\d{4}(?!\d))", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w/.-])\d[\d .-]{6,20}\d(?![\w/])")
_LIKE_NUMBER = re.compile(r"(?=.*\d.*\d.*\d)[A-Z0-9][A-Z0-9.-]{4,20}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """`number`: what may be a paper's number or a file's code. `place`: a commune's name or code, as typed."""

    words: tuple[str, ...] = ()
    number: str = ""
    year: int | None = None
    born: date | None = None
    place: str = ""

    @property
    def empty(self) -> bool:
        return not (self.words or self.number or self.year or self.born or self.place)


def understand(text: str) -> Question:
    person, _, place = _parted(_BORN.sub("", clean(halfwidth(text), LONGEST)))
    person, number = _taken(person)
    year, born, left = None, None, []
    for token in person.split():
        day = _day(token)
        if day:
            born = day
        elif token.isascii() and token.isdigit() and int(token) in _YEARS:
            year = int(token)
        elif not number and (_LIKE_NUMBER.fullmatch(token) or _is_code(token)):
            number = token
        else:
            left.append(token)
    return Question(words(folded(" ".join(left))), number, year, born, place)


def _parted(text: str) -> tuple[str, str, str]:
    person, mark, place = text, "", ""
    found = _PLACE.search(text)
    if found:
        person, mark, place = text[: found.start()], found[0], text[found.end() :]
        year = re.search(r"(?<!\d)\d{4}(?!\d)", place)  # “…, xã Bảo Toàn 1985”
        if year:
            person, place = f"{person} {year[0]}", place.replace(year[0], " ")
    return person, mark, " ".join(_KIND.sub(" ", place.replace(",", " ")).split())


def _taken(text: str) -> tuple[str, str]:
    """A number typed in groups is one number."""
    for found in _NUMBER.finditer(text):
        digits = "".join(c for c in found[0] if c.isdigit())
        if 8 <= len(digits) <= 13 and not _day(found[0].strip()):
            return text.replace(found[0], " "), digits
    return text, ""


def _is_code(token: str) -> bool:
    return not token.isalpha() and read_code(token) != ""


def _day(token: str) -> date | None:
    try:
        return parse_date(token) if any(sign in token for sign in "/-.") else None
    except BadDate:
        return None
