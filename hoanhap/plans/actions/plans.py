"""Making a plan: taken over from what was read, or typed; adjusted line by line, with what was promised before kept."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.errors import Problems
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Decision, Outside, require
from hoanhap.documents.models import Directive
from hoanhap.documents.queries.directive_scope import visible
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.plans.actions import content, versions
from hoanhap.plans.actions.agencies import Finder
from hoanhap.plans.actions.door import locked
from hoanhap.plans.actions.versions import Why
from hoanhap.plans.actions.writing import write_lines
from hoanhap.plans.models import Plan, Target
from hoanhap.plans.queries import scope
from hoanhap.plans.rules import lines as rules
from hoanhap.plans.rules.draft import Draft, Place
from hoanhap.plans.rules.lines import Line
from hoanhap.units.models import Agency
from hoanhap.units.queries import tree


@transaction.atomic
def adopt(
    draft: Draft,
    *,
    code: str,
    agency: int,
    by: Actor,
    on: date,
    title: str = "",
    starts: date | None = None,
    ends: date | None = None,
    keeper: int | None = None,
    directive: str = "",
    answers: str = "",
    chosen: Mapping[str, Sequence[int]] | None = None,
    source: str = "",
    notice: str = "",
) -> Plan:
    """Take a document over as a plan of `agency`, whole or not at all: Invalid has every mistake.

    `title`: where the document's own is to be written another way. `starts`, `ends` (exclusive): by default the year of
    the draft. `chosen`: agencies by the words of the plan, where reading them left a question; what fits no agency
    stays as words and is listed in `Plan.unresolved`. `code` a slug.
    """
    issuer, decision = _issuer(agency, by, on)
    starts, ends = _span(draft, starts, ends)
    found = Problems()
    for problem in draft.errors:
        found.add("draft", f"{problem.message} {problem.remedy}".strip())
    lines = rules.of_draft(draft, starts, ends) if starts and ends else []
    if not (starts and ends):
        found.add("starts", t("Văn bản không ghi năm. Ghi ngày bắt đầu và ngày kết thúc của kế hoạch.",
                              "The document names no year. Give the plan's first and last day."))  # fmt: skip
    elif ends <= starts:
        found.add("ends", t("Ngày kết thúc trước ngày bắt đầu.", "The last day is before the first."))
    if not lines and starts:
        found.add("draft", t("Không đọc được nhiệm vụ nào.", "No task was read."))
    title = title or draft.title
    rests = _head(found, code, title, directive, by, on)
    above = answered(found, answers, by, on)
    for field, said in rules.mistakes(lines):
        found.add(field, said)
    found.stop()
    assert starts and ends
    finder = Finder(issuer.unit, _map_day(starts, on), dict(chosen or {}))  # type: ignore[arg-type]
    plan = Plan.objects.create(
        code=code, title=clean(title, 400), number=clean(draft.number, 60), issued_on=draft.issued.on,
        agency=issuer, keeper_id=keeper, starts_on=starts, ends_on=ends, directive=rests, answers=above,
        source=clean(source, 300), notice=clean(notice, 300), sections=content.sections(draft),
        unread=[_told(p.message, p.remedy, p.place) for p in draft.problems],
    )  # fmt: skip
    write_lines(plan, rules.keys(lines), finder, version=1)
    _targets(plan, draft)
    plan.unresolved = list(finder.unresolved)
    plan.save(update_fields=["unresolved"])
    versions.write(plan, 1, Why(), by=by, on=on)
    log(by, "plan.adopt", "plan", code, post_id=decision.post_id, rows=len(lines), agency=issuer.code)
    return plan


@transaction.atomic
def begin(
    *, code: str, title: str, agency: int, starts: date, ends: date, by: Actor, on: date, directive: str = "",
    answers: str = "", number: str = "", notice: str = "", found: Problems | None = None,
) -> Plan:  # fmt: skip
    """An empty plan to be typed: version 0, until `settle` promises it. `found`: what somebody has found wrong."""
    issuer, decision = _issuer(agency, by, on)
    found = found or Problems()
    if ends <= starts:
        found.add("ends", t("Ngày kết thúc trước ngày bắt đầu.", "The last day is before the first."))
    rests = _head(found, code, title, directive, by, on)
    above = answered(found, answers, by, on)
    found.stop()
    plan = Plan.objects.create(
        code=code, title=clean(title, 400), number=clean(number, 60), agency=issuer, starts_on=starts, ends_on=ends,
        directive=rests, answers=above, version=0, notice=clean(notice, 300),
    )  # fmt: skip
    log(by, "plan.begin", "plan", code, post_id=decision.post_id, agency=issuer.code)
    return plan


@transaction.atomic
def adjust(
    *, code: str, lines: Sequence[Line], dropped: Iterable[str] = (), reason: str, by: Actor, on: date,
    directive: str = "",
) -> int:  # fmt: skip
    """Bring the plan's lines to what is given: known keys change, new lines come, `dropped` keys go. → the version.

    A plan that is promised gets another version, which needs a reason; one still being typed does not. `directive`: the
    code of the document that changes it. Lines that are not named stay as they are; one that is now said to come again
    becomes one for each of its times. Invalid has every mistake of all lines; nothing is half changed.
    """
    plan, decision = locked(code, by, on)
    found, gone = Problems(), set(dropped)
    said = versions.why(found, reason, directive, by, on, needed=bool(plan.version))
    standing = {line.key: line for line in content.lines(plan)}
    lines = [content.completed(line, standing.get(line.key)) for line in lines]
    for key in [*gone, *(line.key for line in lines if line.key)]:
        if key not in standing:
            found.add("", t("Kế hoạch không có dòng “{key}”.", "The plan has no line “{key}”.", key=key))
    merged = {key: line for key, line in standing.items() if key not in gone}
    merged |= {line.key or f"+{n}": line for n, line in enumerate(lines)}
    changed = [line for line in lines if line.key not in standing or content.differs(standing[line.key], line)]
    again = [x for x in changed if x.key not in standing or x.every != standing[x.key].every]
    span = plan.starts_on, plan.ends_on
    wrong = (*rules.mistakes(list(merged.values())), *rules.outside(changed, *span), *rules.never(again, *span))
    for field, sentence in wrong:
        found.add(field, sentence)
    found.stop()
    if not changed and not gone:
        return plan.version
    many = {line for line in again if line.every}
    changed = [time for line in changed for time in (rules.spread(line, *span) if line in many else (line,))]
    number = plan.version + 1 if plan.version else 0
    finder = Finder(plan.agency.unit, _map_day(plan.starts_on, on))
    finder.unresolved.update(dict.fromkeys(plan.unresolved))
    plan.tasks.filter(key__in=gone).update(dropped_in=number)
    if not number:
        plan.tasks.filter(key__in=gone).delete()
    write_lines(plan, rules.keys(changed, taken=plan.tasks.values_list("key", flat=True)), finder, version=number)
    plan.version, plan.unresolved = number, content.still_unresolved(plan, finder)
    plan.save(update_fields=["version", "unresolved"])
    if number:
        versions.write(plan, number, said, by=by, on=on)
    log(by, "plan.adjust", "plan", code, post_id=decision.post_id, rows=len(changed) + len(gone), reason=said.reason)
    return number


@transaction.atomic
def settle(*, code: str, by: Actor, on: date, number: str = "", issued_on: date | None = None) -> Plan:
    """Promise a typed plan: from now on every change is another version."""
    plan, decision = locked(code, by, on)
    found = Problems()
    if plan.version:
        found.add("", t("Kế hoạch đã ban hành.", "The plan is promised already."))
    if not plan.tasks.exists():
        found.add("", t("Kế hoạch chưa có nhiệm vụ nào.", "The plan has no task yet."))
    found.stop()
    plan.version, plan.number, plan.issued_on = 1, clean(number, 60) or plan.number, issued_on or on
    plan.save(update_fields=["version", "number", "issued_on"])
    for task in plan.tasks.all():
        task.promised_on, task.added_in = task.last_on, 1
        task.save(update_fields=["promised_on", "added_in"])
    versions.write(plan, 1, Why(), by=by, on=on)
    log(by, "plan.settle", "plan", code, post_id=decision.post_id, number=plan.number)
    return plan


# ---------------------------------------------------------------- parts
def _issuer(agency: int, by: Actor, on: date) -> tuple[Agency, Decision]:
    issuer = Agency.objects.select_related("unit").filter(pk=agency).first()
    if issuer is None:
        raise Outside(P.PLAN_EDIT)
    if by.channel == "system" and by.user_id is None:  # a new home is set up
        return issuer, Decision(True, "own", "set up", None)
    return issuer, require(by, P.PLAN_EDIT, scope.subject(issuer, tree(on)), on=on)


def _span(draft: Draft, starts: date | None, ends: date | None) -> tuple[date | None, date | None]:
    if draft.year:
        return starts or date(draft.year, 1, 1), ends or date(draft.year + 1, 1, 1)
    return starts, ends


def _head(found: Problems, code: str, title: str, directive: str, by: Actor, on: date) -> Directive | None:
    """The plan's document; only one that the author reads."""
    if not title.strip():
        found.add("title", t("Thiếu tên kế hoạch.", "The plan's title is missing."))
    if Plan.objects.filter(code=code).exists():
        found.add("code", t("Đã có kế hoạch mã “{code}”. Dùng mã khác.", "There is a plan “{code}”. Use another code.",
                            code=code))  # fmt: skip
    rests = visible(by, on).filter(code=directive).first() if directive else None
    if directive and rests is None:
        found.add("directive", t("Chưa có văn bản mã “{code}”.", "There is no document “{code}”.", code=directive))
    return rests


def answered(found: Problems, answers: str, by: Actor, on: date) -> Plan | None:
    """The plan above that this one answers; only one that the author reads."""
    above = (
        Plan.objects.filter(code=answers).select_related("agency__unit", "keeper__unit").first() if answers else None
    )
    if answers and (above is None or not scope.decide_plan(by, above, on, P.PLAN_VIEW).allow):
        found.add("answers", t("Không có kế hoạch cấp trên mã “{code}”.", "No plan above has the code “{code}”.",
                               code=answers))  # fmt: skip
        return None
    return above


def _map_day(starts: date, on: date) -> date:
    """On whose map the agencies are: the plan's first day, or the day it was made when that is later."""
    return max(starts, on) if on.year == starts.year else starts


def _told(message: str, remedy: str, place: Place) -> dict[str, object]:
    where = {name: n for name in ("line", "table", "row", "column") if (n := getattr(place, name))}
    return {"message": message, "remedy": remedy, **where}


def _targets(plan: Plan, draft: Draft) -> None:
    last = plan.ends_on - timedelta(days=1)
    Target.objects.bulk_create(
        Target(plan=plan, key=f"ct-{n}", position=n, text=clean(target.text, 4000), unit=plan.agency.unit, by_on=last)
        for n, target in enumerate(draft.targets, 1)
    )
