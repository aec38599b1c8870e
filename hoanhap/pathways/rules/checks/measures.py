"""Checks on the person's other measures: what shields, what excludes, what must have gone before."""

from collections.abc import Callable, Iterable

from hoanhap.kernel.dates import format_date, in_force
from hoanhap.kernel.lang import t
from hoanhap.law.clocks import add_months
from hoanhap.pathways.rules.facts import CaseFacts, Other

VOLUNTARY = frozenset({"home", "community", "centre-voluntary", "private"})
TO_THE_CENTRE = frozenset({"centre-compulsory", "centre-minor"})
Which = Callable[[Other], bool]


def _open(f: CaseFacts, which: Which) -> str | None:
    """Refuses while such a measure is open, and says since when."""
    found = next((o for o in f.others if o.open and which(o)), None)
    return t("từ {day}", "since {day}", day=format_date(found.opened_on)) if found else None


def _finished(f: CaseFacts, which: Which) -> Iterable[Other]:
    return (o for o in f.others if o.outcome == "completed" and o.closed_on and o.closed_on <= f.on and which(o))


def not_declared(f: CaseFacts, _: str) -> str | None:
    """Whoever declared, or is registered for voluntary rehabilitation now; an old registration does not shield."""
    return "" if _declared(f) or any(o.open and o.pathway in VOLUNTARY for o in f.others) else None


def _declared(f: CaseFacts) -> bool:
    standing = any(s.basis == "declared" and in_force(f.on, s.valid_from, s.valid_to) for s in f.standings)
    return standing or f.taken("declare", "register")


def not_on_methadone(f: CaseFacts, _: str) -> str | None:
    """The shield of NĐ 90/2016 Điều 3 falls with the treatment: one terminated under Điều 10.2 is no longer open."""
    treated = any(o.open and o.kind == "treatment" and o.begun for o in f.others)
    return "" if treated else None  # that it is so must be said; since when is health's to know


def not_shielded_by_methadone(f: CaseFacts, _: str) -> str | None:
    return None if f.get("other_offence") else not_on_methadone(f, "")


def not_under_education(f: CaseFacts, _: str) -> str | None:
    return _open(f, lambda o: o.kind == "education" and o.begun)


def not_under_aftercare(f: CaseFacts, _: str) -> str | None:
    return _open(f, lambda o: o.kind == "aftercare" and o.begun)


def not_for_the_centre(f: CaseFacts, _: str) -> str | None:
    return _open(f, lambda o: o.pathway in TO_THE_CENTRE)


def no_residential_measure(f: CaseFacts, _: str) -> str | None:
    return _open(f, lambda o: o.residential and o.begun)


def no_open_rehab(f: CaseFacts, _: str) -> str | None:
    return _open(f, lambda o: o.kind == "rehab")


def educated_for_addiction(f: CaseFacts, _: str) -> str | None:
    return None if f.addiction and any(_finished(f, lambda o: o.kind == "education")) else ""


def educated_within(f: CaseFacts, months: str) -> str | None:
    """Found addicted after commune education and within so many months of its end (NĐ 136/2016 Điều 1)."""
    found = f.addiction
    ends = [o.closed_on for o in _finished(f, lambda o: o.kind == "education") if o.closed_on]
    if found and any(end <= found.on <= add_months(end, int(months)) for end in ends):
        return None
    return t("chấp hành xong ngày {day}", "finished on {day}", day=format_date(max(ends))) if ends else ""


def completed_rehab(f: CaseFacts, _: str) -> str | None:
    return None if any(_finished(f, lambda o: o.kind in ("rehab", "treatment"))) else ""


def completed_compulsory(f: CaseFacts, _: str) -> str | None:
    return None if any(_finished(f, lambda o: o.pathway in TO_THE_CENTRE)) else ""


def ending_compulsory(f: CaseFacts, _: str) -> str | None:
    """The director lists before the end of the term; the decision waits for the certificate."""
    serves = any(o.open and o.begun and o.pathway in TO_THE_CENTRE for o in f.others)
    return None if serves else completed_compulsory(f, "")


CHECKS = {
    "not-declared": not_declared,
    "not-on-methadone": not_on_methadone,
    "not-shielded-by-methadone": not_shielded_by_methadone,
    "not-under-education": not_under_education,
    "not-under-aftercare": not_under_aftercare,
    "not-for-the-centre": not_for_the_centre,
    "no-residential-measure": no_residential_measure,
    "no-open-rehab": no_open_rehab,
    "educated-for-addiction": educated_for_addiction,
    "educated-within": educated_within,
    "completed-rehab": completed_rehab,
    "completed-compulsory": completed_compulsory,
    "ending-compulsory": ending_compulsory,
}
