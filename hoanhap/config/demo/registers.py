"""Which communes of the demo keep a register, and who is in it: 142 of 199. 55 type all figures, 2 have sent none."""

from collections.abc import Sequence
from datetime import date, timedelta

from hoanhap.catalog.forms import Form
from hoanhap.config.demo import communes, listed, story
from hoanhap.config.demo.cast import BAO_TOAN, THAI_SON
from hoanhap.config.demo.communes import MILLION, Answer, Commune
from hoanhap.config.demo.listed import Help, Invented
from hoanhap.config.demo.numbers import draw
from hoanhap.config.demo.residents import residents
from hoanhap.config.demo.ways import Case, applied, begun, closed, day_of, opening

TYPING = 55
NOTHING = frozenset({story.THUONG_HA, THAI_SON})
# Of these the sources do not say which commune took them over on 01/02/2020: no register could follow its people.
LOST = frozenset({"01486", "01492", "01510", "01513"})
LATE = "late"  # begun in the second half of the year: over in the next

# Xã Bảo Toàn beside its named lives, so that with them the register says what `story.BAO_TOAN_2` says, but for two
# cells. way, year, how it ended: how many.
CASES = (
    ("community", 2016, "completed", 3), ("community", 2016, "quit", 3),
    ("home", 2016, "completed", 1), ("home", 2016, "quit", 2),
    ("community", 2017, "completed", 5), ("community", 2017, "quit", 3),
    ("home", 2017, "completed", 2), ("home", 2017, "quit", 1),
    ("community", 2018, "completed", 8), ("home", 2018, "completed", 3),
    ("community", 2019, "completed", 4), ("community", 2019, LATE, 2), ("home", 2019, "completed", 2),
    ("community", 2020, "withdrawn", 2), ("home", 2020, "completed", 1),
    ("methadone", 2015, "", 3), ("methadone", 2018, "", 1),
)  # fmt: skip
HELPED = {  # by period
    "counselling": (0, 9, 31, 35, 15),
    "training": (0, 2, 3, 1, 0),
    "job": (1, 2, 4, 2, 1),
}
LENT: tuple[tuple[int, ...], ...] = ((), (20 * MILLION,), (20 * MILLION, 15 * MILLION), (), ())


class Registers:
    """`answers`: what each commune that keeps a register answers in Phụ lục 2; `people`: who is in it."""

    def __init__(self, form: Form, there: Sequence[Commune], lives: dict[str, communes.Life]) -> None:
        typed = typing(there)
        keeping = [c for c in there if c.code not in typed | NOTHING]
        self.answers: dict[str, Answer] = {}
        self.people: dict[str, list[Invented]] = {}
        for one in keeping:
            if one.code == BAO_TOAN:
                self.people[one.code] = list(bao_toan(listed.spans(form)))
                continue
            self.answers[one.code], people = listed.commune(form, one, lives[one.code])
            self.people[one.code] = list(people)
        for code, some in residents({c.code: lives[c.code].weight for c in keeping if c.code != BAO_TOAN}).items():
            self.people[code] += some


def typing(there: Sequence[Commune]) -> frozenset[str]:
    """Sơn Lộ, whose draft was typed by hand, those whose people nobody could follow, and others drawn, but none of a
    district that has sent nothing: there would be no answer at all."""
    surely = {story.SON_LO, *LOST}
    out = NOTHING | surely | {BAO_TOAN}
    others = [c.code for c in there if c.code not in out and c.district not in story.SILENT]
    drawn = sorted(others, key=lambda code: draw("typing", code).random())[: TYPING - len(surely)]
    return frozenset({*surely, *drawn})


def bao_toan(periods: Sequence[listed.Span]) -> list[Invented]:
    found: list[list[Case]] = []
    for case in sorted((case for row in CASES for case in _cases(*row)), key=lambda case: case.begins):
        _whose(found, case).append(case)
    people = [Invented(applied(cases[0]) - timedelta(40), tuple(cases)) for cases in found]
    helped: list[list[Help]] = [[] for _ in people]
    for n, (start, end) in enumerate(periods):
        there = [k for k, one in enumerate(people) if one.listed < start]
        for m in range(HELPED["counselling"][n]):
            helped[there[m % len(there)]].append(Help("counselling", opening(start + timedelta(9 + 4 * m))))
        treated = [(k, day) for k, one in enumerate(people) for case in one.cases
                   if case.way in listed.APPLIED and (day := begun(case)) and start <= day < end]  # fmt: skip
        wanted = [(kind, 0) for kind in ("training", "job") for _ in range(HELPED[kind][n])]
        wanted += [("loan", amount) for amount in LENT[n]]
        for (k, day), (kind, amount) in zip(treated, wanted, strict=False):
            helped[k].append(Help(kind, opening(day + timedelta(20)), amount))
    return [one._replace(helped=tuple(sorted(some, key=lambda h: h.on)))
            for one, some in zip(people, helped, strict=True)]  # fmt: skip


def _whose(found: list[list[Case]], case: Case) -> list[Case]:
    """Who had left before the end comes again two years later; otherwise somebody new."""
    for one in found:
        over = closed(one[-1])
        if one[-1].end == "quit" and over and over.year + 2 <= applied(case).year and case.way in listed.APPLIED:
            return one
    found.append([])
    return found[-1]


def _cases(way: str, year: int, end: str, count: int) -> list[Case]:
    found = []
    for n in range(count):
        begins = opening(date(year, 7 if end == LATE else 1, 9) + timedelta(11 * n + 3 * len(way)))
        case = Case(way, begins, 6, "completed" if end == LATE else end)
        if end == "withdrawn":
            case = case._replace(until=day_of(case, 3))
        found.append(case._replace(until=day_of(case, 60 + 10 * n)) if end == "quit" else case)
    return found
