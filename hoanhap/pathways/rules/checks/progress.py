"""Checks on time and progress: what was served, rated, treated; how much is left."""

from datetime import timedelta
from fractions import Fraction

from hoanhap.kernel.dates import format_date, last_day
from hoanhap.kernel.lang import t
from hoanhap.law.clocks import add_months
from hoanhap.pathways.rules.facts import CaseFacts

FAIR = frozenset({"good", "fair"})


def term_served(f: CaseFacts, _: str) -> str | None:
    """The person is released on the last day of the term, so that day is enough."""
    if f.ends_on is None:
        return t("(chưa xác định)", "(not known yet)")
    return None if f.on >= last_day(f.ends_on) else format_date(last_day(f.ends_on))


def served(f: CaseFacts, share: str) -> str | None:
    """What is left is known from the end of the term, so that suspensions and deductions count as they should."""
    if f.ends_on is None or not f.term_days:
        return t("chưa bắt đầu tính", "it has not begun")
    left = max(0, (last_day(f.ends_on) - f.on).days)
    done = f.term_days - left
    if Fraction(done, f.term_days) >= Fraction(share):
        return None
    return t("đã {n} trên {all} ngày", "{n} of {all} days", n=max(0, done), all=f.term_days)


def progress_or_merit(f: CaseFacts, _: str) -> str | None:
    noted = any(e.kind in ("merit", "progress") and e.on <= f.on for e in f.events)
    return None if noted or f.get("merit") else ""


def merit(f: CaseFacts, _: str) -> str | None:
    return None if any(e.kind == "merit" and e.on <= f.on for e in f.events) else ""


def cut_within(f: CaseFacts, months: str) -> str | None:
    """`months`: the least and the most, 1-3."""
    least, most = (int(n) for n in months.split("-"))
    cut = f.number("cut_months")
    return None if cut is not None and least <= cut <= most else ""


def left_at_least(f: CaseFacts, months: str) -> str | None:
    return None if f.ends_on and add_months(f.on, int(months)) <= f.ends_on else ""


def stages_done(f: CaseFacts, count: str) -> str | None:
    done = {s.stage for s in f.stays if s.valid_to and s.valid_to <= f.on}
    return None if len(done) >= int(count) else t("đã xong {n}", "{n} done", n=len(done))


def in_hospital_over(f: CaseFacts, days: str) -> str | None:
    stays = [(min(e.until or f.on, f.on) - e.on).days for e in f.events if e.kind == "hospital" and e.on <= f.on]
    return None if any(n > int(days) for n in stays) else ""


def leave_up_to(f: CaseFacts, days: str) -> str | None:
    until = f.day("until")
    return None if until and f.on <= until < f.on + timedelta(days=int(days)) else ""


def rated_fair(f: CaseFacts, months: str) -> str | None:
    """A rating for each of the last months, none of them below fair."""
    since = add_months(f.on, -int(months))
    said = [e.code for e in f.events if e.kind == "rating" and since < e.on <= f.on]
    said += [str(d.facts["rating"]) for d in f.done if d.facts.get("rating") and since < d.on <= f.on]
    if all(code in FAIR for code in said) and len(said) >= int(months):
        return None
    return t("có {n} lần xếp loại", "{n} ratings", n=len(said))


CHECKS = {
    "term-served": term_served,
    "served": served,
    "progress-or-merit": progress_or_merit,
    "merit": merit,
    "cut-within": cut_within,
    "left-at-least": left_at_least,
    "stages-done": stages_done,
    "in-hospital-over": in_hospital_over,
    "leave-up-to": leave_up_to,
    "rated-fair": rated_fair,
}
