"""Checks on the file: papers, meeting, vote, grounds, the place, interim management."""

from hoanhap.kernel.lang import Words, t
from hoanhap.pathways.rules.facts import CaseFacts

QUORUM = {
    "labour": Words("cán bộ LĐTBXH", "labour officer"),
    "police": Words("Trưởng Công an", "chief of police"),
    "health": Words("cán bộ y tế", "health officer"),
    "front": Words("Mặt trận Tổ quốc", "Fatherland Front"),
    "village": Words("trưởng thôn, tổ dân phố", "village head"),
}
PROVED = frozenset({"illness", "pregnant"})  # grounds that rest on a hospital's certificate
MINUTES = frozenset({"minutes-violation", "minutes"})
WAIVER = frozenset({"minutes-reading"})  # says that the person read, or signed not to
INTERIM, INTERIM_END = "interim-", "interim-end"


def dossier_complete(f: CaseFacts, _: str) -> str | None:
    missing = [title for code, title in f.wanted.items() if code not in f.papers]
    return ", ".join(missing) if missing else None


def quorum(f: CaseFacts, _: str) -> str | None:
    """Điều 18 NĐ 94/2010: all five."""
    present = f.get("quorum")
    here = set(present) if isinstance(present, tuple | list) else set()
    missing = [str(words) for code, words in QUORUM.items() if code not in here]
    return ", ".join(missing) if missing else None


def voted(f: CaseFacts, _: str) -> str | None:
    votes = f.number("votes_for"), f.number("votes_against")
    if votes[0] is None or votes[1] is None:
        return ""
    return t("không có phiếu nào", "no vote was cast") if sum(v or 0 for v in votes) < 1 else None


def violation_recorded(f: CaseFacts, _: str) -> str | None:
    return None if f.get("violation") or f.papers & MINUTES else ""


def compulsory_ground(f: CaseFacts, _: str) -> str | None:
    return None if f.get("ground_116") or f.get("ground_2026") else ""


def high_risk(f: CaseFacts, _: str) -> str | None:
    return None if f.get("high_risk") else ""


def parents_heard(f: CaseFacts, _: str) -> str | None:
    """For a minor; the opinion is a paper, or a step of parents or guardian."""
    if not f.minor or "parents-opinion" in f.papers or f.taken("hear-parents", "parents-opinion"):
        return None
    return ""


def waived(f: CaseFacts, _: str) -> str | None:
    return None if f.papers & WAIVER else ""


def within_term(f: CaseFacts, _: str) -> str | None:
    """The term decided, against the least and the most that the law of the measure allows."""
    if f.limits is None:
        return None
    low, high = f.limits
    months = f.number("months")
    return None if months is not None and low <= months and (high is None or months <= high) else f.term


def place_open(f: CaseFacts, _: str) -> str | None:
    right = f.place and f.place.open and (not f.place_kinds or f.place.kind in f.place_kinds)
    return None if right else ""


def bed_free(f: CaseFacts, _: str) -> str | None:
    return None if f.place and not _full(f) else _beds(f)


def place_full(f: CaseFacts, _: str) -> str | None:
    return None if f.place and _full(f) else _beds(f)


def _full(f: CaseFacts) -> bool:
    """A place whose capacity nobody recorded has no bed to give."""
    return bool(f.place) and (f.place.beds is None or f.place.taken >= f.place.beds)  # type: ignore[union-attr]


def _beds(f: CaseFacts) -> str:
    if not f.place:
        return t("chưa chọn cơ sở", "no place was chosen")
    if f.place.beds is None:
        return t("chưa ghi sức chứa", "its capacity is not recorded")
    return t("{n}/{beds} chỗ", "{n} of {beds} beds", n=f.place.taken, beds=f.place.beds)


def interim_runs(f: CaseFacts, _: str) -> str | None:
    return None if _interim(f) else ""


def no_interim(f: CaseFacts, _: str) -> str | None:
    return "" if _interim(f) else None


def _interim(f: CaseFacts) -> bool:
    last = next((d.step for d in reversed(f.done) if d.step.startswith(INTERIM)), INTERIM_END)
    return last != INTERIM_END


def health_certificate(f: CaseFacts, _: str) -> str | None:
    return None if f.get("certificate_no") and f.get("certificate_level") else ""


def postpone_ground(f: CaseFacts, _: str) -> str | None:
    return _ground(f, f.get("postpone_ground"))


def exempt_ground(f: CaseFacts, _: str) -> str | None:
    return _ground(f, f.get("exempt_ground"))


def _ground(f: CaseFacts, ground: object) -> str | None:
    if not ground:
        return ""
    if ground in PROVED and not f.get("certificate_no"):
        return t("thiếu số giấy của bệnh viện", "the number of the hospital's certificate is missing")
    return None


def ground_over(f: CaseFacts, _: str) -> str | None:
    until = f.day("ground_until")
    return "" if until and f.on <= until else None


CHECKS = {
    "dossier-complete": dossier_complete,
    "quorum": quorum,
    "voted": voted,
    "violation-recorded": violation_recorded,
    "compulsory-ground": compulsory_ground,
    "high-risk": high_risk,
    "parents-heard": parents_heard,
    "waived": waived,
    "within-term": within_term,
    "place-open": place_open,
    "bed-free": bed_free,
    "place-full": place_full,
    "no-interim": no_interim,
    "interim-runs": interim_runs,
    "health-certificate": health_certificate,
    "postpone-ground": postpone_ground,
    "exempt-ground": exempt_ground,
    "ground-over": ground_over,
}
