"""Citations as officials write them: “Nghị định số 94/2010/NĐ-CP ngày 09/9/2010 của Chính phủ …”. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from hoanhap.kernel.dates import BadDate, parse_date
from hoanhap.kernel.text import fold

_DASHES = re.compile(r"\s*[-\u2010-\u2015]\s*")
_SLASH = re.compile(r"\s*/\s*")
_SYMBOL = r"[A-ZĐƯ][A-Za-zĐđƯư]*\d*(?:-[A-Za-zĐđƯư]+\d*)*"
_DESIGNATION = re.compile(rf"(?<![\w/])(\d+[A-Za-z]?(?:/\d{{4}})?/{_SYMBOL}|\d+-[A-ZĐ]{{2,}}/[A-ZĐ]{{2,}})(?![\w/])")
_DAY = re.compile(
    r"ng[àa]y\s+(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s+th[áa]ng\s+\d{1,2}\s+n[ăa]m\s+\d{4})"
)
_SPACED_TAIL = re.compile(r"(?<=/[A-Z]{2}) (?=\d)")  # “16/2003/QH 11”


@dataclass(frozen=True, slots=True)
class Cited:
    """A line that names a document. `mark` is empty where it gives no number, as “Luật Phòng, chống ma túy”."""

    text: str
    mark: str = ""
    day: date | None = None


def cited(line: str) -> Cited:
    """The first designation in the line and the day that follows it."""
    tidy = _tidy(line)
    found = _DESIGNATION.search(tidy)
    if not found:
        return Cited(line)
    return Cited(line, fold(found[1]), _day(tidy[found.end() :]))


def marked(designation: str) -> str:
    """How a designation is compared: without diacritics, spaces and kinds of dashes."""
    return fold(_tidy(designation))


def _tidy(text: str) -> str:
    return _SPACED_TAIL.sub("", _SLASH.sub("/", _DASHES.sub("-", text)))


def _day(after: str) -> date | None:
    found = _DAY.search(after[:60])
    if not found:
        return None
    try:
        return parse_date(re.sub(r"\s*([/.-])\s*", r"\1", found[1]))
    except BadDate:
        return None
