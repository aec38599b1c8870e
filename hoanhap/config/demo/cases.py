"""The people in the demo's register, all invented (`synthetic` in their file), with what happened to them.

A life is a table: who did what on which day. `lives.Lives` plays it through the same actions as a person at a screen,
so the law of each day has accepted every line.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from hoanhap.config.demo.cast import BAO_TOAN, THAI_SON

D = date


class Line(NamedTuple):
    """`do`: "open" (a pathway and its step), "step" (of the measure opened last, or of the pathway named before it),
    "stage" at a centre, or another word of `lives.DO`."""

    who: str
    day: date
    do: str
    what: str = ""
    given: Mapping[str, Any] = {}


class Life(NamedTuple):
    """`home`: kind of residence and since when. `listed`: standing and its basis, from the day the file was opened."""

    name: str
    sex: str
    born: date
    commune: str
    officer: str
    home: tuple[str, date]
    listed: tuple[str, str, date]
    substance: str
    occupation: str
    lines: tuple[Line, ...]


APPLIED = {"health": "sức khỏe ổn định, cam kết thực hiện", "rehab_before": 0, "no_detox_at_home": True}
CAPABLE = {"capable": True, "pregnant": False, "raising_child": False}


def found(who: str, day: date, *substances: str, by: str = "station") -> Line:
    return Line(who, day, "determine", by, {"substances": substances or ("heroin",)})


def community(who: str, register: date, propose: date, decide: date, months: int) -> Iterator[Line]:
    yield Line(who, register, "open", "community register", APPLIED)
    yield Line(who, propose, "step", "propose")
    yield Line(who, decide, "step", "decide", {"months": months})
    yield Line(who, decide, "step", "plan")


def reviews(who: str, *days: date, rating: str = "good") -> Iterator[Line]:
    return (Line(who, day, "step", "review", {"rating": rating}) for day in days)


def court(who: str, month: tuple[date, ...], months: int, number: str) -> Iterator[Line]:
    """From the dossier to the bed. `month`: the day of each of its ten acts."""
    acts = (
        (who, "compile-no-residence", {"last_use_on": month[0].isoformat(), **CAPABLE}),
        (who, "notify", {}),
        (who, "read", {"reading_how": "self"}),
        (who, "send-justice", {}),
        ("tu-phap", "justice-clear", {}),
        ("huyen", "send-court", {}),
        ("toa-an", "accept", {"court_no": f"{number}/TB-TA"}),
        ("toa-an", "apply", {"months": months, "court_no": f"{number}/QĐ-TA", "present": True}),
        ("toa-an", "complaint-over", {}),
        ("toa-an", "send-effective", {}),
        ("ca-huyen", "admit", {"place": "centre"}),
    )
    for (by, step, given), day in zip(acts, month, strict=True):
        opens = step == "compile-no-residence"
        yield Line(by, day, "open" if opens else "step", f"centre-compulsory {step}" if opens else step, given)


def monthly(first: date, count: int) -> tuple[date, ...]:
    """The same day of each month; `first` must be a day that every month has."""
    return tuple(D(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, first.day)
                 for n in range(count))  # fmt: skip


LIVES = (
    Life("Lý Văn Páo", "male", D(1996, 4, 11), BAO_TOAN, "xa", ("permanent", D(1996, 4, 11)),
         ("user", "detected", D(2020, 8, 18)), "methamphetamine", "farmer", (
        Line("xa", D(2020, 8, 18), "test", "positive", {"substances": ("methamphetamine",), "reason": "sudden"}),
    )),
    Life("Hoàng Văn Sì", "male", D(1990, 9, 2), BAO_TOAN, "xa", ("permanent", D(1990, 9, 2)),
         ("user", "declared", D(2020, 8, 24)), "heroin", "farmer", (
        found("xa", D(2020, 8, 28)),
        Line("xa", D(2020, 9, 3), "open", "community register", APPLIED),
    )),
    Life("Nông Văn Khìn", "male", D(1985, 1, 20), BAO_TOAN, "xa", ("permanent", D(1985, 1, 20)),
         ("user", "declared", D(2020, 3, 2)), "heroin", "builder", (
        found("xa", D(2020, 3, 6)),
        *community("xa", D(2020, 3, 9), D(2020, 3, 11), D(2020, 3, 13), 6),
        *reviews("xa", *monthly(D(2020, 4, 13), 5)),
        Line("xa", D(2020, 5, 4), "need", "training"),
        Line("xa", D(2020, 7, 6), "support", "training", {"what": "motorbike-repair", "until": D(2020, 9, 30)}),
        Line("xa", D(2020, 6, 10), "test", "negative", {"reason": "periodic"}),
    )),
    Life("Ma Văn Dình", "male", D(1993, 6, 30), BAO_TOAN, "xa", ("permanent", D(1993, 6, 30)),
         ("user", "family", D(2020, 5, 4)), "opium", "farmer", (
        found("xa", D(2020, 5, 12), "opium"),
        *community("xa", D(2020, 5, 14), D(2020, 5, 18), D(2020, 5, 20), 12),
        *reviews("xa", *monthly(D(2020, 6, 19), 2), rating="average"),
    )),
    Life("Triệu Văn Chiêu", "male", D(1988, 12, 5), BAO_TOAN, "xa", ("unstable", D(2019, 11, 1)),
         ("user", "detected", D(2020, 8, 20)), "heroin", "unstable", (
        found("xa", D(2020, 8, 27)),
        Line("xa", D(2020, 9, 1), "open", "centre-compulsory compile-no-residence",
             {"last_use_on": "2020-08-20", **CAPABLE}),
        Line("xa", D(2020, 9, 1), "step", "interim-give", {"interim_at": "centre", "place": "centre"}),
        Line("xa", D(2020, 9, 3), "step", "notify"),
    )),
    Life("Đàm Văn Thắng", "male", D(1991, 3, 8), BAO_TOAN, "xa", ("unstable", D(2019, 5, 1)),
         ("user", "detected", D(2020, 6, 18)), "heroin", "none", (
        found("xa", D(2020, 6, 25)),
        *court("xa", (D(2020, 7, 1), D(2020, 7, 3), D(2020, 7, 6), D(2020, 7, 7), D(2020, 7, 10), D(2020, 7, 14),
                      D(2020, 7, 17), D(2020, 7, 29), D(2020, 8, 4), D(2020, 8, 6), D(2020, 8, 10)), 12, "07/2020"),
        Line("coso", D(2020, 8, 10), "stage", "intake", {"bed": "A01"}),
        Line("coso", D(2020, 8, 12), "step", "plan"),
        Line("coso", D(2020, 8, 17), "stage", "detox", {"bed": "A01"}),
    )),
    Life("Lục Văn Inh", "male", D(1982, 7, 19), BAO_TOAN, "xa", ("permanent", D(1982, 7, 19)),
         ("user", "declared", D(2020, 2, 3)), "heroin", "farmer", (
        found("xa", D(2020, 2, 6)),
        Line("xa", D(2020, 2, 10), "refer", "clinic"),
        Line("methadone", D(2020, 2, 12), "open", "methadone apply", {"place": "clinic"}),
        Line("methadone", D(2020, 2, 13), "step", "accept"),
        Line("methadone", D(2020, 2, 17), "step", "start"),
        Line("methadone", D(2020, 5, 18), "step", "stage", {"methadone_stage": "maintain"}),
    )),
    Life("Hoàng Thị Mỷ", "female", D(1987, 10, 14), BAO_TOAN, "xa", ("unstable", D(2018, 1, 5)),
         ("user", "detected", D(2018, 6, 4)), "heroin", "farmer", (
        found("xa", D(2018, 6, 11)),
        *court("xa", (D(2018, 6, 18), D(2018, 6, 20), D(2018, 6, 22), D(2018, 6, 25), D(2018, 6, 28), D(2018, 7, 2),
                      D(2018, 7, 5), D(2018, 7, 17), D(2018, 7, 23), D(2018, 7, 25), D(2018, 7, 30)), 12, "03/2018"),
        Line("coso", D(2019, 7, 22), "open", "aftercare-residence list"),
        Line("coso", D(2019, 7, 30), "step", "centre-compulsory complete"),
        Line("xa", D(2019, 8, 2), "settle", "permanent"),
        Line("huyen", D(2019, 8, 5), "step", "decide", {"months": 24}),
        Line("xa", D(2019, 8, 8), "step", "open-book", {"reported_on": "2019-08-08"}),
        *reviews("xa", *monthly(D(2019, 9, 9), 12)),
        Line("xa", D(2019, 9, 3), "need", "loan"),
        Line("xa", D(2019, 9, 3), "need", "job"),
        Line("xa", D(2019, 10, 7), "support", "counselling", {"what": "relapse"}),
        Line("xa", D(2019, 12, 2), "support", "loan", {"amount": 20_000_000, "source": "fund", "what": "animals"}),
        Line("xa", D(2019, 9, 16), "helper", "giup-do"),
        Line("giup-do", D(2020, 8, 21), "visit", "well"),
    )),
    Life("Nông Văn Sinh", "male", D(1979, 2, 27), BAO_TOAN, "xa", ("permanent", D(1979, 2, 27)),
         ("user", "declared", D(2017, 5, 22)), "opium", "farmer", (
        found("xa", D(2018, 6, 5), "opium"),
        *community("xa", D(2018, 6, 7), D(2018, 6, 8), D(2018, 6, 11), 6),
        *reviews("xa", *monthly(D(2018, 7, 11), 5)),
        Line("xa", D(2018, 12, 12), "step", "complete"),
        Line("xa", D(2019, 6, 10), "test", "negative", {"reason": "periodic"}),
        Line("xa", D(2020, 6, 10), "test", "negative", {"reason": "periodic"}),
    )),
    Life("Ma Văn Tỉn", "male", D(1994, 11, 9), BAO_TOAN, "xa", ("permanent", D(1994, 11, 9)),
         ("user", "declared", D(2020, 6, 1)), "heroin", "worker", (
        found("xa", D(2020, 6, 4)),
        Line("xa", D(2020, 9, 1), "leave", THAI_SON),
    )),
    Life("Lý Thị Dợ", "female", D(1998, 5, 3), THAI_SON, "xa2", ("permanent", D(1998, 5, 3)),
         ("user", "family", D(2020, 7, 13)), "methamphetamine", "farmer", (
        Line("xa2", D(2020, 7, 14), "test", "positive", {"substances": ("methamphetamine",), "reason": "request"}),
    )),
)  # fmt: skip
