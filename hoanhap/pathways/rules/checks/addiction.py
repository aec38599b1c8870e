"""Checks on addiction and use: determinations, tests, limitation, methadone's grounds."""

from datetime import date
from itertools import pairwise

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.law.clocks import add_months
from hoanhap.pathways.rules.facts import CaseFacts, DrugTest

OPIOIDS = frozenset({"heroin", "opium", "morphine", "codeine", "opioid"})


def addicted(f: CaseFacts, _: str) -> str | None:
    if f.addiction:
        return None
    if any(d.on <= f.on and d.result == "addicted" and not d.certified for d in f.determinations):
        return t("chứng nhận đã hết hạn vào ngày xác định", "the certificate had expired on the day of the finding")
    return ""


def determined_within(f: CaseFacts, months: str) -> str | None:
    found = f.addiction
    if found and f.within(found.on, int(months)):
        return None
    return t("xác định ngày {day}", "found on {day}", day=format_date(found.on)) if found else ""


def opioid(f: CaseFacts, _: str) -> str | None:
    return None if f.addiction and f.addiction.substances & OPIOIDS else ""


def no_detox_at_home(f: CaseFacts, _: str) -> str | None:
    return None if f.get("no_detox_at_home") else ""


def used_drugs(f: CaseFacts, _: str) -> str | None:
    return None if _positive(f) else ""


def within_limitation(f: CaseFacts, months: str) -> str | None:
    last = _last_use(f)
    if last is None:
        return t("chưa ghi ngày sử dụng cuối cùng", "the day of the last use is not recorded")
    return None if f.within(last, int(months)) else _used_on(last)


def limitation_over(f: CaseFacts, months: str) -> str | None:
    last = _last_use(f)
    if last is None:
        return t("chưa ghi ngày sử dụng cuối cùng", "the day of the last use is not recorded")
    return None if add_months(last, int(months)) < f.on else _used_on(last)


def methadone_broken(f: CaseFacts, _: str) -> str | None:
    """Of the four grounds of NĐ 90/2016 Điều 10 khoản 2, the two that rest on tests must stand in the register."""
    match f.get("methadone_ground"):
        case None | "":
            return ""
        case "opioid" if not _two_in_a_row(f):
            return t(
                "chưa có 2 lần xét nghiệm liên tiếp dương tính trong 12 tháng",
                "no two tests in a row were positive within 12 months",
            )
        case "other-drug" if not any(t_.substances - OPIOIDS for t_ in _positive(f)):
            return t("chưa có xét nghiệm dương tính với chất khác", "no test was positive for another drug")
    return None


def _positive(f: CaseFacts) -> list[DrugTest]:
    return [test for test in f.tests if test.on <= f.on and test.result == "positive"]


def _last_use(f: CaseFacts) -> date | None:
    recorded = f.day("last_use_on")
    return recorded or max((test.on for test in _positive(f)), default=None)


def _used_on(last: date) -> str:
    return t("lần cuối ngày {day}", "last on {day}", day=format_date(last))


def _two_in_a_row(f: CaseFacts) -> bool:
    recent = sorted((x for x in f.tests if x.on <= f.on and f.within(x.on, 12)), key=lambda x: x.on)
    bad = [x.result == "positive" and bool(x.substances & OPIOIDS) for x in recent]
    return any(one and two for one, two in pairwise(bad))


CHECKS = {
    "addicted": addicted,
    "determined-within": determined_within,
    "opioid": opioid,
    "no-detox-at-home": no_detox_at_home,
    "used-drugs": used_drugs,
    "within-limitation": within_limitation,
    "limitation-over": limitation_over,
    "methadone-broken": methadone_broken,
}
