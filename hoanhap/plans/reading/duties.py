"""What a plan asks of agencies outside its table: the points of "Tổ chức thực hiện", the orders of a dispatch.

A task is read where an agency stands as the one who acts: over the point, or at the beginning of the sentence. Outside
that part only sentences with a deadline count. Days are those the sentence names, behind words that make them an end.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from hoanhap.kernel.text import fold
from hoanhap.plans.reading.agencies import found_in, opening
from hoanhap.plans.reading.dates import repeats_in, spans_in
from hoanhap.plans.reading.outline import Item, Outline
from hoanhap.plans.rules.draft import DUTIES, AgencyRef, DraftTask, Place, When

_ORDER = re.compile(r"(?:Đề nghị|Giao|Yêu cầu|Phân công)\s+", re.IGNORECASE)
_INTRODUCES = re.compile(r"\b(truoc|trong|vao|cham nhat|muon nhat|den het|xong)\s*(?:la\s*)?$")
_REPORTS = re.compile(
    r"(?P<what>(?:0?6|0?9|sáu|chín) tháng(?: đầu năm)?|cả năm|quý [IVX]+|năm)\s*\((?P<when>trước ngày [^()]{3,40})\)",
    re.IGNORECASE,
)
_REPORTING = re.compile(r"báo cáo(?: kết quả)?(?: thực hiện)?", re.IGNORECASE)
_AD_HOC = re.compile(r"báo cáo đột xuất", re.IGNORECASE)
_WITH = re.compile(
    r"(?:chủ trì,?\s+)?phối hợp(?:\s+(?:chặt chẽ|hiệu quả))?(?:\s+với)?\s+|chủ trì\s+cùng(?:\s+với)?\s+", re.IGNORECASE
)
_NO_AGENCY: Final = ("trach nhiem", "kinh phi", "che do", "thoi gian", "bao cao", "phan cong", "hieu luc", "noi dung")
_NEAR = 24  # characters in which the word that makes a day an end stands before it
_MOST_HEAD = 150  # characters of a line that only names agencies


def duties(found: Outline) -> list[DraftTask]:
    """Every duty in the order of the document."""
    return list(_Duties(found).read())


class _Duties:
    def __init__(self, found: Outline) -> None:
        self.items, self.year = found.items, found.year
        self.dispatch = not any(section.role for section in found.sections)
        self.leads: dict[str, tuple[AgencyRef, ...]] = {}  # point → who acts
        self.bare = False  # the point was nothing but its agencies
        self.count = self.last = 0
        self.part = ""

    def read(self) -> Iterator[DraftTask]:
        for at, item in enumerate(self.items):
            if item.part != self.part:
                self.part, self.leads, self.count, self.last, self.bare = item.part, {}, 0, 0, False
            if item.mark in ("number", "letter"):
                yield from self._point(item, self.items[at + 1 : at + 2])
            else:
                yield from self._below(item)

    # ------------------------------------------------------------ a numbered point
    def _point(self, item: Item, following: Sequence[Item]) -> Iterator[DraftTask]:
        self.count, self.bare = 0, False
        refs, rest = _subject(item.text)
        self._forget(item.point)
        if refs:
            self.leads[item.point] = refs
            if not rest:
                self.bare = True
            elif self._counts(item, rest):
                yield from self._task(item, _cite(item), refs, rest)
        elif not self._organises(item):
            return
        elif self._inherited(item.point):
            yield from self._task(item, _cite(item), self._inherited(item.point), item.text)
        elif _names_somebody(item.text) and following and following[0].mark in ("dash", "para"):
            self.leads[item.point] = found_in(item.text.rstrip(":. "))
            self.bare = True

    def _forget(self, point: str) -> None:
        """Points beside and below this one are over: 1.1 ends with 1.2 and with 2."""
        self.leads = {p: refs for p, refs in self.leads.items() if p != point and _above(p, point)}

    def _inherited(self, point: str) -> tuple[AgencyRef, ...]:
        above = [p for p in self.leads if _above(p, point)]
        return self.leads[max(above, key=len)] if above else ()

    # ------------------------------------------------------------ what stands below it
    def _below(self, item: Item) -> Iterator[DraftTask]:
        refs, rest = _subject(item.text)
        if refs and rest and self._counts(item, rest):
            if item.mark == "para" and _ORDER.match(item.text):
                yield from self._closing(item, refs, rest)
            else:
                yield from self._task(item, self._next(item), refs, rest)
            return
        leads = self.leads.get(item.point, ()) or self._inherited(item.point)
        if leads and self._organises(item) and (item.mark == "dash" or self.bare):
            yield from self._task(item, self._next(item), leads, item.text)

    def _closing(self, item: Item, refs: tuple[AgencyRef, ...], rest: str) -> Iterator[DraftTask]:
        """An order at the end of a part: to everybody, and not under the point above it."""
        self.last += 1
        code = f"{item.part}-cuối" if item.part else "cuối"
        yield from self._task(item, code if self.last == 1 else f"{code}-{self.last}", refs, rest)

    def _next(self, item: Item) -> str:
        """The second dash of point 1 is 1-2; a single paragraph under its head is the point itself."""
        self.count += 1
        return _cite(item) if self.bare and item.mark == "para" and self.count == 1 else f"{_cite(item)}-{self.count}"

    # ------------------------------------------------------------ a task
    def _organises(self, item: Item) -> bool:
        return item.role == "organisation" or (self.dispatch and not item.part.startswith("Điều"))

    def _counts(self, item: Item, rest: str) -> bool:
        return self._organises(item) or (item.role != "purpose" and bool(self._deadline(rest)))

    def _task(self, item: Item, code: str, leads: tuple[AgencyRef, ...], content: str) -> Iterator[DraftTask]:
        reports = list(_REPORTS.finditer(content))
        every = repeats_in(content)
        place = Place(item.line)
        yield DraftTask(
            code=code,
            content=content,
            leads=leads,
            coordinators=_coordinators(content),
            finish=When() if reports else self._deadline(content),
            place=place,
            origin=DUTIES,
            every=every,
            report=bool(every) and "bao cao" in fold(content),
        )
        words = _REPORTING.search(content)
        for n, report in enumerate(reports, 1):
            named = f"{words[0] if words else ''} {report['what']}".strip()
            finish = self._deadline(report["when"])
            yield DraftTask(f"{code}-{n}", _capital(named), leads=leads, finish=finish, place=place, origin=DUTIES,
                            every=("year",), report=True)  # fmt: skip
        if reports and (ad_hoc := _AD_HOC.search(content)):
            yield DraftTask(f"{code}-{len(reports) + 1}", _capital(ad_hoc[0]), leads=leads, place=place,
                            origin=DUTIES, every=("asked",), report=True)  # fmt: skip

    def _deadline(self, text: str) -> When:
        """The last day that a sentence names as an end. "Trước ngày 20 tháng 6" is the day before."""
        folded = fold(text)
        found = When()
        for at, end, first, last in spans_in(text, self.year):
            near = max(0, at - _NEAR)
            if introduced := _INTRODUCES.search(folded[near:at]):
                words = (text if len(folded) == len(text) else folded)[near + introduced.start() : end]
                found = When(words, first - timedelta(days=1) if introduced[1] == "truoc" else last)
        return found


def _subject(text: str) -> tuple[tuple[AgencyRef, ...], str]:
    """Who acts, and what is asked: "Đề nghị Sở Y tế chủ trì …"."""
    order = _ORDER.match(text)
    start = order.end() if order else 0
    refs, at = opening(text[start:])
    return refs, text[start + at :].strip(" ,:;.") if refs else ""


def _coordinators(content: str) -> tuple[AgencyRef, ...]:
    """Agencies directly behind "phối hợp (với)", where that is the work of the one who acts."""
    found = _WITH.search(content)
    return opening(content[found.end() :])[0] if found and found.start() < 60 else ()


def _names_somebody(text: str) -> bool:
    words = fold(text)
    return len(text) <= _MOST_HEAD and not any(word in words for word in _NO_AGENCY) and not text.rstrip().endswith(".")


def _cite(item: Item) -> str:
    return ".".join(filter(None, (item.part, item.point))) or "1"


def _above(upper: str, lower: str) -> bool:
    """Whether a point stands over another: 1 over 1.2 and over 1a."""
    return lower.startswith(upper) and lower != upper and not lower[len(upper)].isdigit()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
