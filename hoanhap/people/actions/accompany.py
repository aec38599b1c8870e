"""Who accompanies the person, their visits, and free notes."""

from datetime import date

from hoanhap.access.models import Post
from hoanhap.access.permissions import P
from hoanhap.access.persons import K
from hoanhap.access.rules import Actor, Decision, Denied
from hoanhap.facts.actions import recorded
from hoanhap.kernel.lang import t
from hoanhap.people.actions.door import File, begin
from hoanhap.people.actions.ids import reserve
from hoanhap.people.models import Assignment, Note, Visit

WORDS_MOST = 2_000


@recorded
def assign(
    *,
    code: str,
    helper: str,
    organisation_id: int,
    post_id: int | None = None,
    valid_from: date,
    valid_to: date | None = None,
    by: Actor,
    on: date,
) -> Assignment:
    """A helper for one person. With `post_id`, the holder of that post sees this person, and no other."""
    file = begin(code, by=by, on=on)
    name = file.text("helper", helper, 120, needed=True)
    organisation = file.agency("organisation", organisation_id)
    file.day("valid_from", min(valid_from, on))
    file.span(valid_from, valid_to)
    if post_id is not None and not Post.objects.filter(pk=post_id, role="helper").exists():
        file.check([("post", t("Chọn một vị trí người giúp đỡ.", "Choose the post of a helper."))])
    file.stop()
    assert organisation is not None
    file.note("assign", valid_from=valid_from.isoformat())
    return Assignment.objects.create(
        person=file.person,
        helper=name,
        organisation=organisation,
        post=post_id,
        valid_from=valid_from,
        valid_to=valid_to,
    )


@recorded
def end_assignment(*, code: str, assignment_id: int, day: date, by: Actor, on: date) -> None:
    file = begin(code, by=by, on=on)
    given = Assignment.objects.filter(pk=assignment_id, person=file.person, valid_to=None).first()
    if given is None:
        file.check([("assignment", t("Chọn một phân công đang có.", "Choose an assignment in force."))])
    else:
        file.span(given.valid_from, day, "day")
    file.stop()
    assert given is not None
    given.valid_to = day
    given.save(update_fields=["valid_to"])
    file.note("end-assign", on=day.isoformat())


@recorded
def log_visit(*, code: str, assignment_id: int, day: date, finding: str, words: str = "", by: Actor, on: date) -> Visit:
    """A visit of the helper: written down by the helper for their own assignment, or by the case officer."""
    file = begin(code, by=by, on=on, write=None)
    mine = {"post": file.decision.post_id} if file.decision.relation == "assigned" else {}
    if not mine and K.REHAB not in file.decision.write:
        decision = file.decision
        raise Denied(P.PERSON_EDIT, Decision(False, decision.relation, decision.rule, decision.post_id))
    given = Assignment.objects.filter(pk=assignment_id, person=file.person, **mine).first()
    if given is None:
        file.check([("assignment", t("Chọn một phân công đang có.", "Choose an assignment in force."))])
    elif day < given.valid_from or (given.valid_to and day >= given.valid_to):
        file.check([("day", t("Ngày này không trong thời gian phân công.", "The assignment does not cover that day."))])
    file.day("day", day)
    file.code("finding", finding, "visits")
    kept = file.text("words", words, WORDS_MOST)
    file.stop()
    (pk,) = reserve(Visit)
    file.note("visit", what=finding, on=day.isoformat())
    sealed = file.vault.seal("people_visit", pk, "words", kept) if kept else None
    return Visit.objects.create(pk=pk, assignment=given, on=day, finding=finding, words_sealed=sealed)


@recorded
def add_note(*, code: str, text: str, about: str = "person", by: Actor, on: date) -> Note:
    """Free words, sealed. They are never searched, printed in a list, or counted."""
    file = begin(code, by=by, on=on)
    kept = file.text("text", text, WORDS_MOST, needed=True)
    file.stop()
    note = keep_note(file, kept, about)
    file.note("note")
    return note


def keep_note(file: File, text: str, about: str) -> Note:
    (pk,) = reserve(Note)
    return Note.objects.create(
        pk=pk,
        person=file.person,
        about=about,
        text_sealed=file.vault.seal("people_note", pk, "text", text),
        on=file.on,
        by=file.by.name[:150],
    )
