"""Papers of a case: begun, written, issued, revoked, thrown away. The words are sealed under the person's key; numbers
and signatures are `documents.actions.papers`."""

from collections.abc import Mapping
from datetime import date

from hoanhap.access.errors import Invalid, Problems
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Decision, Denied, Outside
from hoanhap.catalog import papers as catalog
from hoanhap.documents.actions import papers
from hoanhap.documents.actions.papers import NotReady
from hoanhap.documents.official import MOST, Given, Unfilled, fill, sketch
from hoanhap.documents.queries import letters, rights
from hoanhap.facts.actions import recorded
from hoanhap.kernel.lang import t
from hoanhap.pathways.models import Measure
from hoanhap.pathways.queries import paper_words
from hoanhap.pathways.queries import papers as reading
from hoanhap.pathways.queries.papers import Found
from hoanhap.pathways.rules.papers import WORKS, changed, names, write_draft
from hoanhap.people.actions.door import begin
from hoanhap.people.queries.vault import vault
from hoanhap.people.rules.words import word_problems

__all__ = ["NotReady", "discard", "issue", "revoke", "start", "write"]

Known = tuple[dict[str, Given], dict[str, Given]]  # what was written, what the file knows


@recorded
def start(*, code: str, kind: str, measure_id: int | None = None, by: Actor, on: date) -> int:
    """Draft a paper that no step called for; its number in the table. Raises Invalid, NotReady, Outside, Denied."""
    file = begin(code, by=by, on=on, write=None)
    decision = file.decision
    if decision.relation not in WORKS or not names(decision):
        raise Denied(P.PAPER_DRAFT, Decision(False, decision.relation, decision.rule, decision.post_id))
    if measure_id is not None and not Measure.objects.filter(pk=measure_id, person=file.person).exists():
        raise Outside(P.PERSON_VIEW)
    try:
        version = catalog.paper(kind, on=on)
    except LookupError as unknown:
        raise Invalid({"kind": [t("Chọn một mẫu trong danh sách.", "Choose a form from the list.")]}) from unknown
    agency = rights.issuer(version, rights.desks(by, on))
    if agency is None:
        said = t("Cơ quan của anh chị không làm loại giấy tờ này.", "Your office does not make this paper.")
        raise Invalid({"kind": [said]})
    about = f"measure:{measure_id}" if measure_id is not None else f"person:{file.person.pk}"
    made = papers.draft(kind=kind, agency_id=agency.pk, matter=about, subject=file.person.code, by=by, on=on)
    reading.find(by, made.pk, on)  # of a class that this reader may not see, nothing is begun either
    return int(made.pk)


@recorded
def write(*, paper_id: int, given: Mapping[str, Given], seen: str, by: Actor, on: date) -> None:
    """Keep what was written into a draft. Half of it is enough; issuing asks for the rest.

    `seen`: the mark of the words that the form showed. Raises Invalid, NotReady (it is no draft any more).
    """
    found = _held(paper_id, by, on)
    _check(found, given)
    _, known = _same(found, seen, on)
    text = write_draft(changed(found.kind, known, given))
    papers.rewrite(paper_id=paper_id, by=by, on=on, content=_seal(found, text))


@recorded
def issue(*, paper_id: int, signer: str, signing: str, day: date, seen: str, by: Actor, on: date) -> None:
    """Number it, date it, and keep the words as they are printed. Raises NotReady with everything that is missing."""
    found = _held(paper_id, by, on)
    if not found.issues:
        decision = found.decision
        raise Denied(P.PAPER_ISSUE, Decision(False, decision.relation, decision.rule, decision.post_id))
    written, known = _same(found, seen, on)
    letter = letters.letterhead(found.row.agency_id, day)
    try:
        filled = fill(found.kind, letter, {**known, **written}, on=day)
    except Unfilled as unfilled:
        raise NotReady(unfilled.reasons) from unfilled
    content = paper_words.seal_issued(vault(found.person.pk), paper_id, filled)
    papers.issue(paper_id=paper_id, by=by, on=on, signer=signer, signing=signing, day=day, content=content)


@recorded
def revoke(*, paper_id: int, reason: str, by: Actor, on: date) -> None:
    """Raises NotReady. A reason is read by everybody who sees the row, so it names nobody: it is checked for the words
    that may stand nowhere, and the form says so."""
    reading.writable(by, paper_id, on)
    if wrong := word_problems(reason):
        raise Invalid({"reason": wrong})
    papers.revoke(paper_id=paper_id, reason=reason, by=by, on=on)


@recorded
def discard(*, paper_id: int, by: Actor, on: date) -> None:
    reading.writable(by, paper_id, on)
    papers.discard(paper_id=paper_id, by=by, on=on)


def _held(paper_id: int, by: Actor, on: date) -> Found:
    """The draft, read again once its person's file is locked, so that two officers write one after the other."""
    code = reading.writable(by, paper_id, on).person.code
    begin(code, by=by, on=on, write=None)
    found = reading.writable(by, paper_id, on)
    if found.row.state == "draft":
        return found
    said = t(
        "Giấy tờ này không còn là bản thảo: có người vừa phát hành. Mở lại để xem.",
        "This is no draft any more: somebody has just issued it. Open it again.",
    )
    raise NotReady([said])


def _same(found: Found, seen: str, on: date) -> Known:
    """What the file knows, unless the words changed since the officer saw them."""
    written, known = reading.drafted(found, vault(found.person.pk), on)
    letter = letters.letterhead(found.row.agency_id, on)
    if seen != reading.mark(sketch(found.kind, letter, {**known, **written}, on=on)[0]):
        said = t(
            "Bản thảo hoặc hồ sơ vừa có thay đổi. Nội dung đang gõ vẫn còn đây: xem lại rồi ghi.",
            "The draft or the file was just changed. What you typed is still here: look again, then save.",
        )
        raise Invalid({"": [said]})
    return written, known


def _check(found: Found, given: Mapping[str, Given]) -> None:
    problems = Problems()
    for field in found.kind.asked:
        value = given.get(field.code)
        text = value if isinstance(value, str) else "\n".join(map(str, value)) if isinstance(value, list) else ""
        if len(text) > MOST:
            problems.add(field.code, t("Nhiều nhất {n} chữ.", "At most {n} characters.", n=MOST))
        for said in word_problems(text):
            problems.add(field.code, said)
    problems.stop()


def _seal(found: Found, text: str) -> bytes:
    return paper_words.seal(vault(found.person.pk), found.row.id, text)
