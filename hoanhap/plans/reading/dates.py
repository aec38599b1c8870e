"""Phrases about time as plans write them: "Trong năm 2020", "Quý IV năm 2007", "trước ngày 20 tháng 6", "hằng quý".

A phrase means days, or how often, or neither ("thường xuyên"); or it could not be understood, and that is said.
Days a phrase leaves open are not filled in: only the year of the plan is lent to a day or month that names none.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from hoanhap.kernel.text import fold, halfwidth

YEARS = range(1945, 2100)


@dataclass(frozen=True, slots=True)
class Meant:
    """The first and the last day; how often it comes again; the tasks to be waited for.

    `wrong`: a day or month that does not exist, in its own words. `rest`: words that were not understood.
    """

    first: date | None = None
    last: date | None = None
    every: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    always: bool = False
    wrong: str = ""
    rest: str = ""

    @property
    def understood(self) -> bool:
        return not self.wrong and not self.rest


@dataclass(frozen=True, slots=True)
class _Span:
    first: date
    last: date
    at: int
    end: int
    range: bool = False  # "tháng 3 đến tháng 5"


class Impossible(ValueError):
    """A day, month or quarter that does not exist, and where in the words it stands."""

    def __init__(self, at: int, end: int) -> None:
        super().__init__(at, end)
        self.at, self.end = at, end


_D, _M, _Y = r"(?P<d>[0-9]{1,2})", r"(?P<m>[0-9]{1,2})", r"(?P<y>[0-9]{4})"
_Q = r"(?P<q>[ivx]{1,4}|[0-9])"
_TO = r"\s*(?:-|,|den|va)\s*"
_AND_YEAR = rf"(?:\s*(?:nam|[/,-])?\s*{_Y})?"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_Maker = Callable[[re.Match[str], int | None], tuple[date, date]]


def _year(found: re.Match[str], given: int | None) -> int:
    named = found.groupdict().get("y")
    year = int(named) if named else given
    if year is None or year not in YEARS:
        raise ValueError
    return year


def _day(found: re.Match[str], given: int | None) -> tuple[date, date]:
    day = date(_year(found, given), int(found["m"]), int(found["d"]))
    return day, day


def _month(found: re.Match[str], given: int | None) -> tuple[date, date]:
    year, month = _year(found, given), int(found["m"])
    return date(year, month, 1), _end_of(year, int(found.groupdict().get("m2") or month), month)


def _quarter(found: re.Match[str], given: int | None) -> tuple[date, date]:
    year, first = _year(found, given), _quarter_number(found["q"])
    last = _quarter_number(found.groupdict().get("q2") or found["q"])
    return date(year, first * 3 - 2, 1), _end_of(year, last * 3, first * 3)


def _half(found: re.Match[str], given: int | None) -> tuple[date, date]:
    year = _year(found, given)
    return (date(year, 1, 1), date(year, 6, 30)) if found["h"] == "dau" else (date(year, 7, 1), date(year, 12, 31))


def _whole(found: re.Match[str], given: int | None) -> tuple[date, date]:
    year = _year(found, given)
    return date(year, 1, 1), date(int(found.groupdict().get("y2") or year), 12, 31)


def _end_of(year: int, month: int, not_before: int) -> date:
    if month < not_before:
        raise ValueError
    return date(year, month, monthrange(year, month)[1])


def _quarter_number(text: str) -> int:
    number = _ROMAN[text] if text in _ROMAN else int(text)
    if number not in range(1, 5):
        raise ValueError
    return number


_UNITS: tuple[tuple[re.Pattern[str], _Maker], ...] = tuple(
    (re.compile(rf"(?<![0-9/.-]){pattern}(?![0-9])"), maker)
    for pattern, maker in (  # the longer phrase first
        (rf"(?:ngay\s+)?{_Y}-{_M}-{_D}", _day),
        (rf"(?:ngay\s+)?{_D}\s+thang\s+{_M}{_AND_YEAR}", _day),
        (
            rf"thang\s+{_M}(?:\s*,\s*[0-9]{{1,2}}(?![0-9/]))*{_TO}(?:thang\s+)?(?P<m2>[0-9]{{1,2}})(?!\s*[/.-]?\s*[0-9]{{1,2}}\b){_AND_YEAR}",
            _month,
        ),
        (rf"thang\s+{_M}(?:\s*(?:nam|[/,.-])?\s*{_Y})?", _month),
        (rf"quy\s+{_Q}{_TO}(?:quy\s+)?(?P<q2>[ivx]{{1,4}}|[0-9])\b{_AND_YEAR}", _quarter),
        (rf"quy\s+{_Q}\b{_AND_YEAR}", _quarter),
        (rf"(?:ngay\s+)?{_D}\s*[/.-]\s*{_M}\s*[/.-]\s*{_Y}", _day),
        (rf"{_M}/{_Y}", _month),
        (rf"(?:ngay\s+)?{_D}/{_M}", _day),
        (rf"(?:0?6|sau) thang (?P<h>dau|cuoi)(?: nam)?(?:\s+{_Y})?", _half),
        (rf"(?:giai doan\s+)?(?:nam\s+)?{_Y}{_TO}(?:nam\s+)?(?P<y2>[0-9]{{4}})", _whole),
        (rf"(?:nam\s+)?{_Y}", _whole),
        (r"ca nam|trong nam(?! [0-9])|het nam(?! [0-9])|cuoi nam(?! [0-9])", _whole),
    )
)
_ONCE = "(?:mot|01|1)"
_SIX = "(?:0?6|sau) thang"
_EVERY: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), codes)
    for pattern, codes in (  # the longer phrase first
        (rf"dinh ky {_SIX}(?: va|,)? (?:ca |hang )?nam|{_SIX}(?: va|,) (?:ca )?nam", ("half", "year")),
        (rf"(?:hang|moi|dinh ky) quy|(?:0?3|ba) thang {_ONCE} lan|quy {_ONCE} lan", ("quarter",)),
        (rf"(?:dinh ky |hang |moi ){_SIX}(?: {_ONCE} lan)?|{_SIX} {_ONCE} lan", ("half",)),
        (rf"(?:hang|moi|dinh ky) thang|{_ONCE} thang {_ONCE} lan|thang {_ONCE} lan", ("month",)),
        (rf"(?:hang|moi|dinh ky) nam|nam {_ONCE} lan", ("year",)),
        (r"dot xuat|khi co yeu cau|theo yeu cau", ("asked",)),
        (r"dinh ky", ("periodic",)),
    )
)
_AFTER = re.compile(
    r"sau khi (?:da )?(?:hoan thanh|thuc hien|xong|co ket qua)?(?: xong)?(?: cac)?(?: nhiem vu| muc| muc so)?(?: so)? ?"
    r"(?P<codes>[0-9]{1,2}(?:\.[0-9]{1,2})+(?:(?:\s*[,;]\s*|\s+va\s+)[0-9]{1,2}(?:\.[0-9]{1,2})+)*)"
)
_CODES = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})+")
_ALWAYS = re.compile(r"\b(?:thuong xuyen|lien tuc|ngay sau khi|khan truong|theo ke hoach|theo quy dinh)\b")
_BEFORE = re.compile(r"\btruoc\s*$")
_SINCE = re.compile(r"\b(?:tu|bat dau tu|ke tu|bat dau)\s*$")
_UNTIL = re.compile(r"\b(?:den het|den|toi|cham nhat|muon nhat|cham nhat la|het|xong|han|cuoi)(?: ngay| trong)?\s*$")
_FILLERS = re.compile(
    r"\b(?:trong|vao|khoang|du kien|thoi gian|thuc hien|hoan thanh|xong|thoi han|ngay|thang|nam|quy|cua|va|lan|den|tu|"
    r"het|toi|cham nhat|muon nhat|la|truoc|bat dau|ket thuc|ke|cuoi|dau|giai doan|ca)\b|[\0\s,;:.()/-]+"
)


@lru_cache(maxsize=4096)
def meaning(words: str, year: int | None) -> Meant:
    """What a cell about time means. `year`: of the plan, for "trước ngày 20 tháng 6"."""
    words = " ".join(words.split())
    text = _readable(words)
    left = _Left(text)
    meant = Meant()
    if found := left.take(_AFTER):
        meant = replace(meant, after=tuple(_CODES.findall(found["codes"])))
    every, always = _repeats(left)
    meant = replace(meant, every=every, always=always)
    try:
        spans = list(_spans(left, year))
    except Impossible as wrong:
        return replace(meant, wrong=words[wrong.at : wrong.end] if len(words) == len(text) else words)
    meant = _from_spans(meant, spans, left.text)
    return replace(meant, rest=" ".join(_FILLERS.sub(" ", left.text).split()))


def codes_waited_for(words: str) -> tuple[str, ...]:
    """The codes in "sau khi hoàn thành nhiệm vụ 3.1 và 3.2"."""
    found = _AFTER.search(_readable(words))
    return tuple(_CODES.findall(found["codes"])) if found else ()


_WORK = re.compile(r"\b(?:bao cao|to chuc|tong hop|ra soat|danh gia|kiem tra|thong ke)\b")


def repeats_in(sentence: str) -> tuple[str, ...]:
    """How often a sentence asks for something: "định kỳ" with or without an interval, "hằng quý … báo cáo"."""
    text = _readable(sentence)
    every: list[str] = []
    left = _Left(text)
    for pattern, codes in _EVERY:
        while found := left.take(pattern):
            periodic = "dinh ky" in found[0]
            near = _WORK.search(text[max(0, found.start() - 40) : found.end() + 40])
            if periodic or (near and codes != ("asked",)):
                every += [code for code in codes if code not in every]
    if "periodic" in every and "dot xuat" in text:
        every.append("asked")
    named = [code for code in every if code not in ("periodic", "asked")]
    return tuple(code for code in every if code != "periodic" or not named)


def spans_in(words: str, year: int | None) -> Iterator[tuple[int, int, date, date]]:
    """Where in a sentence days stand: start and end of the phrase, first and last day. Impossible days are left out."""
    left = _Left(_readable(words))
    for span in _spans(left, year, strict=False):
        yield span.at, span.end, span.first, span.last


def _readable(words: str) -> str:
    """Folded, letter for letter as long as the words where these are composed: places can be carried back."""
    return re.sub("[–—−]", "-", fold(halfwidth(words)))


class _Left:
    """The text of which a piece after another is understood; what is taken is blanked, so places stay."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.search(self.text)
        if found:
            self.blank(found.start(), found.end())
        return found

    def blank(self, start: int, end: int) -> None:
        self.text = self.text[:start] + "\0" * (end - start) + self.text[end:]


def _repeats(left: _Left) -> tuple[tuple[str, ...], bool]:
    every: list[str] = []
    for pattern, codes in _EVERY:
        if left.take(pattern):
            every += [code for code in codes if code not in every]
    if len(every) > 1 and "periodic" in every:
        every.remove("periodic")
    always = left.take(_ALWAYS) is not None
    return tuple(every), always


def _spans(left: _Left, year: int | None, *, strict: bool = True) -> Iterator[_Span]:
    """Every stretch of days, in the order of the text. Raises Impossible."""
    found: list[_Span] = []
    for pattern, maker in _UNITS:
        at = 0
        while match := pattern.search(left.text, at):
            at = match.end()
            try:
                first, last = maker(match, year)
            except ValueError:
                if strict and (year is not None or match.groupdict().get("y")):
                    raise Impossible(match.start(), match.end()) from None
                continue
            ranging = any(match.groupdict().get(name) for name in ("m2", "q2", "y2"))
            found.append(_Span(first, last, match.start(), match.end(), ranging))
            left.blank(match.start(), match.end())
    yield from sorted(found, key=lambda span: span.at)


def _from_spans(meant: Meant, spans: list[_Span], text: str) -> Meant:
    """One stretch with the word before it, or from the first day of one to the last of the other."""
    first, last = meant.first, meant.last
    for place, span in enumerate(spans):
        before = text[spans[place - 1].end if place else 0 : span.at].replace("\0", " ")
        if _BEFORE.search(before):
            last = span.first - timedelta(days=1)
        elif _SINCE.search(before) and not span.range:
            first = span.first
        elif _UNTIL.search(before) or (place and before.strip(" ,;") == "-"):
            last = span.last
            first = spans[0].first if place and first is None and not _ends(text, spans[0]) else first
        elif len(spans) == 1:
            first, last = span.first, span.last
        else:
            first = span.first if first is None else first
            last = span.last if last is None else max(last, span.last)
    return replace(meant, first=first, last=last)


def _ends(text: str, span: _Span) -> bool:
    """Whether the first stretch is itself an end: "trước ngày 20/6 và trước ngày 20/12"."""
    return bool(_BEFORE.search(text[: span.at].replace("\0", " ")))
