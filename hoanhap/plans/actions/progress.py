"""What happened to an agency's part of a task: told by the agency, with its evidence; taken up again by who follows."""

from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet

from hoanhap.access.actions import log
from hoanhap.access.errors import Problems
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside
from hoanhap.documents.models import Directive
from hoanhap.documents.queries.directive_scope import visible
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import natural
from hoanhap.kernel.text import clean
from hoanhap.plans.actions.door import locked
from hoanhap.plans.models import Progress, Share, Task
from hoanhap.plans.queries import scope
from hoanhap.plans.queries.evidence import book_line, sent_forms
from hoanhap.plans.queries.figures import indicator as indicator_of
from hoanhap.plans.queries.figures import span, value
from hoanhap.plans.rules import fold, measures
from hoanhap.plans.rules.pace import shown


@transaction.atomic
def report(
    *, share_id: int, kind: str, by: Actor, on: date, day: date | None = None, text: str = "", blocked_by: str = "",
    evidence: str = "", evidence_ref: str = "",
) -> Progress:  # fmt: skip
    """Write one event of a share; what stands follows. `day`: when it happened, by default `on`.

    The agency itself reports; "reopen" is for whoever follows the plan. Invalid has every mistake.
    """
    share, twins = _held(share_id)
    if share is None or share.task.dropped_in is not None:
        raise Outside(P.PLAN_PROGRESS)
    post = _may(share, kind, by, on)
    day, text, blocked_by = day or on, clean(text, 4000), clean(blocked_by, 160)
    found = Problems()
    now = fold.stand(_events(share))
    for field, said in fold.refusals(now, kind, on, day, blocked_by, text):
        found.add(field, said)
    words = _evidence(found, share, evidence, clean(evidence_ref, 120), day, documents=visible(by, on))
    if kind == fold.DONE and not evidence and not text:
        found.add("text", t("Ghi minh chứng, hoặc nội dung đã làm trong một câu.",
                            "Give evidence, or say in a sentence what was done."))  # fmt: skip
    if not share.plan.version:
        found.add("", t("Kế hoạch chưa ban hành.", "The plan is not promised yet."))
    found.stop()
    told = {
        "kind": kind, "on": day, "text": text, "blocked_by": blocked_by if kind == fold.BLOCK else "",
        "evidence": evidence, "evidence_ref": clean(evidence_ref, 120) if evidence else "", "evidence_words": words,
        "by": by.user_id, "by_name": by.name, "noted_on": on,
    }  # fmt: skip
    event = Progress.objects.create(share=share, **told)
    for twin in twins:
        Progress.objects.create(share=twin, **told)
        stands(twin)
    stands(share)
    log(by, "plan.progress", "plan", share.plan.code, post_id=post, step=kind, what=share.task.key,
        agency=share.agency.code, on=day.isoformat())  # fmt: skip
    return event


def _held(share_id: int) -> tuple[Share | None, list[Share]]:
    """The share, and the agency's own lines that answer it or that it answers: the same work is told once. All are held
    in one order, so that who tells of the one and who tells of the other wait for each other."""
    first = Share.objects.filter(pk=share_id).first()
    if first is None:
        return None, []
    same = Q(task__answers=first.task_id) | Q(task__answered_by=first.task_id)
    twins = Share.objects.filter(same, agency=first.agency_id, plan__version__gt=0, task__dropped_in=None)
    alike = {share_id, *twins.values_list("pk", flat=True)}
    rows = Share.objects.select_for_update(of=("self",)).filter(pk__in=alike).order_by("pk")
    held = {share.pk: share for share in rows.select_related("plan__agency__unit", "plan__keeper", "task", "agency")}
    return held.pop(share_id, None), list(held.values())


@transaction.atomic
def measure(
    *, code: str, key: str, kind: str, ref: str = "", bar: int | None = None, by: Actor, on: date
) -> Task:  # fmt: skip
    """Say what shows that a task is done (`rules.measures`); an empty kind takes it away. `bar` in thousandths."""
    plan, decision = locked(code, by, on)
    task = plan.tasks.filter(key=key, dropped_in=None).first()
    if task is None:
        raise Outside(P.PLAN_EDIT)
    found = Problems()
    if kind and kind not in measures.MEASURES:
        found.add("measure", t("Chọn một trong danh sách.", "Choose from the list."))
    if kind == measures.INDICATOR:
        if bar is None:
            found.add("bar", t("Ghi mức cần đạt.", "Give the bar."))
        if indicator_of(ref, span(plan.starts_on, plan.starts_on)) is None:
            found.add("ref", t("Không có chỉ tiêu “{code}” đang dùng.", "No indicator “{code}” is in use.", code=ref))
    found.stop()
    task.measure, task.measure_ref, task.measure_bar = kind, ref if kind else "", bar if kind else None
    task.save(update_fields=["measure", "measure_ref", "measure_bar"])
    log(by, "plan.measure", "plan", code, post_id=decision.post_id, what=key, kind_of=kind, of=ref)
    return task


def stands(share: Share) -> None:
    """Copy into the row what follows from all its events."""
    now = fold.stand(_events(share))
    share.began_on, share.moved_on, share.done_on = now.began, now.moved, now.done
    share.proved, share.blocked, share.kind = now.proved, now.blocked, fold.kind(now, share.task.last_on)
    share.save(update_fields=["began_on", "moved_on", "done_on", "proved", "blocked", "kind"])


def _events(share: Share) -> list[fold.Event]:
    rows = Progress.objects.filter(share=share).order_by("on", "pk")
    return [fold.Event(row.kind, row.on, row.blocked_by, bool(row.evidence)) for row in rows]


def _may(share: Share, kind: str, by: Actor, on: date) -> int | None:
    if kind == fold.REOPEN:
        return scope.require_plan(by, share.plan, on, P.PLAN_FOLLOW).post_id
    scope.require_plan(by, share.plan, on, P.PLAN_VIEW)
    scope.require_voice(by, share.agency, on)
    return None


def _evidence(found: Problems, share: Share, kind: str, ref: str, day: date, *, documents: QuerySet[Directive]) -> str:
    """What stands behind it, in words as they were on the day; checked to be there. `documents`: those one may name."""
    if not kind:
        return ""
    if kind not in measures.EVIDENCE:
        found.add("evidence", t("Chọn một loại minh chứng.", "Choose a kind of evidence."))
        return ""
    if not ref:
        found.add("evidence_ref", t("Ghi mã của minh chứng.", "Give the code of the evidence."))
        return ""
    read = {"directive": partial(_directive, documents), "figure": _figure, "form": _form, "means": _means}[kind]
    words, wrong = read(share, ref, day)
    if wrong:
        found.add("evidence_ref", wrong)
    return words[:300]


def _directive(documents: QuerySet[Directive], share: Share, ref: str, day: date) -> tuple[str, str]:
    row = documents.filter(code=ref).first()
    if row is None:
        return "", t("Chưa ghi văn bản mã “{code}”.", "No document “{code}” is recorded.", code=ref)
    if row.issued_on and row.issued_on > day:
        return "", t("Văn bản ban hành sau ngày này.", "The document was issued after that day.")
    return f"{row.kind} {row.number}/{row.symbol}: {row.summary}", ""


def _figure(share: Share, ref: str, day: date) -> tuple[str, str]:
    start = share.plan.starts_on
    until = max(day, start)
    it, now = indicator_of(ref, span(start, until)), value(ref, share.agency.unit_id, start, until)
    if it is None or now is None:
        return "", t("Chỉ tiêu “{code}” chưa có số liệu.", "The indicator “{code}” has no figure.", code=ref)
    return f"{it.title.vi}: {shown(now)}", ""


def _form(share: Share, ref: str, day: date) -> tuple[str, str]:
    """campaign/form, that this agency was asked for and has sent."""
    proof = sent_forms(ref, share, day)
    if proof is None:
        return "", t("Cơ quan không được giao biểu “{code}”. Ghi: mã đợt/mã biểu.",
                     "The agency was not asked for “{code}”. Write: campaign/form.", code=ref)  # fmt: skip
    if proof.done is None:
        return "", t("Biểu chưa gửi: {short}.", "It is not sent: {short}.", short=proof.short)
    return f"{ref}: {proof.words}", ""


def _means(share: Share, ref: str, day: date) -> tuple[str, str]:
    """A line of the books of means, by the number in its address."""
    line = book_line(natural(ref) or 0, share.agency.unit_id, day)
    if not line:
        return "", t("Không có dòng số {n} của đơn vị này trong sổ nguồn lực, tính đến ngày này.",
                     "The books of means have no line {n} of this unit up to that day.", n=ref)  # fmt: skip
    return line, ""
