"""How a paper refers to the papers before it: by number, day and office; or, before they are issued, by the day."""

from hoanhap.catalog.paper_kinds import PaperKind
from hoanhap.documents.letterheads import TEAM
from hoanhap.documents.queries.papers import PaperRow
from hoanhap.kernel.dates import format_long
from hoanhap.pathways.models import StepTaken
from hoanhap.pathways.queries.law import pathway_of
from hoanhap.pathways.queries.paper_case import Case

# Which papers a later one refers to.
REQUESTS = ("registration", "methadone-registration", "postpone-request", "aftercare-postpone-request",
            "postpone-compulsory-request", "methadone-transfer", "continue-request")  # fmt: skip
OPENING = ("registration", "methadone-registration")
PROPOSALS = ("proposal-team", "proposal-police", "proposal-compulsory", "aftercare-proposal", "delisting-proposal",
             "minutes-team", "reduction-proposal")  # fmt: skip
DECISIONS = ("decision-rehab", "decision-compulsory-community", "aftercare-decision", "admission-decision",
             "education-decision")  # fmt: skip
CERTIFICATES = ("certificate", "certificate-voluntary", "certificate-compulsory", "aftercare-certificate")


def cited(paper: PaperRow) -> str:
    """Quyết định số 05/QĐ-UBND ngày 07 tháng 9 năm 2020 của Ủy ban nhân dân xã …"""
    name = paper.words.vi.split(" về ")[0].split(" của ")[0]
    number = f" số {paper.designation}" if paper.designation else ""
    return f"{name}{number} {format_long(paper.issued_on or paper.dated)} của {_maker(paper)}"


def _maker(paper: PaperRow) -> str:
    return TEAM if paper.designation.endswith("TCT") else paper.agency


def request_ref(case: Case, kind: PaperKind) -> str:
    """What opened the measure has the day of that step, whenever its paper was recorded."""
    paper = case.paper(REQUESTS)
    opened = case.now.opened_on if case.now else None
    day = paper.issued_on if paper and paper.kind not in OPENING else opened
    return f"đơn {format_long(day)} của ông (bà) {case.person.name}" if day else ""


def proposal_ref(case: Case, kind: PaperKind) -> str:
    paper = case.paper(PROPOSALS)
    return cited(paper) if paper else ""


def proposer(case: Case, kind: PaperKind) -> str:
    paper = case.paper(PROPOSALS)
    return _maker(paper) if paper else ""


def decision_ref(case: Case, kind: PaperKind) -> str:
    if paper := case.paper(DECISIONS):
        return cited(paper)
    row = _step_row(case, decides=True)
    return f"Quyết định {format_long(row.on)} của {row.agency.name}" if row else ""


def certificate_ref(case: Case, kind: PaperKind) -> str:
    if paper := case.paper(CERTIFICATES, anywhere=True):
        return cited(paper)
    number = case.facts.get("certificate_no")
    return f"Giấy chứng nhận số {number}" if number else ""


def court_ref(case: Case, kind: PaperKind) -> str:
    if case.measure is None:
        return ""
    rows = StepTaken.objects.filter(measure=case.measure, taken_back_by=None).select_related("agency")
    row = next((r for r in rows.order_by("-number") if r.facts.get("court_no")), None)
    return f"Quyết định số {row.facts['court_no']} {format_long(row.on)} của {row.agency.name}" if row else ""


def _step_row(case: Case, *, decides: bool) -> StepTaken | None:
    if case.measure is None:
        return None
    law = pathway_of(case.measure)
    codes = [step.code for step in law.steps if step.decides is decides]
    rows = StepTaken.objects.filter(measure=case.measure, taken_back_by=None, step__in=codes)
    return rows.select_related("agency").order_by("-number").first()


def documents(case: Case, kind: PaperKind) -> list[str]:
    about = f"measure:{case.measure.pk}" if case.measure else f"person:{case.person.pk}"
    rows = [p for p in case.papers if p.matter == about and p.state == "issued" and p.kind != kind.code]
    return [cited(p) if p.designation else p.words.vi for p in rows]
