"""What the work itself shows of a task: a form that was sent, a directive that was issued, a figure that is reached."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from hoanhap.access.roles import TERRITORIAL
from hoanhap.documents.models import Directive
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.plans.models import Plan, Share, Task
from hoanhap.plans.queries.figures import value
from hoanhap.plans.rules.measures import DIRECTIVE, FORM, INDICATOR
from hoanhap.plans.rules.pace import shown
from hoanhap.reporting.models import Submission
from hoanhap.reporting.rules.states import OPEN
from hoanhap.resources.models import Item
from hoanhap.resources.rules.noun_table import NOUNS


@dataclass(frozen=True, slots=True)
class Proof:
    """`done`: the day on which the work shows it. `words`: what shows it. `short`: what is missing still."""

    done: date | None
    words: str = ""
    short: str = ""


def proofs(plan: Plan, tasks: Sequence[Task], shares: Sequence[Share], on: date) -> Mapping[int, Proof]:
    """By share, of the tasks that have a measure."""
    by_task: dict[int, list[Share]] = {task.pk: [] for task in tasks}
    for share in shares:
        by_task.get(share.task_id, []).append(share)
    found: dict[int, Proof] = {}
    for task in tasks:
        read = {FORM: _forms, DIRECTIVE: _directives, INDICATOR: _figures}[task.measure]
        found |= dict(read(plan, task, by_task[task.pk], on))
    return found


def _forms(plan: Plan, task: Task, shares: Iterable[Share], on: date) -> Iterator[tuple[int, Proof]]:
    """`measure_ref` is campaign/form; empty form: all that the agency was asked for."""
    slug, _, form = task.measure_ref.partition("/")
    rows = Submission.objects.filter(respondent__campaign__slug=slug).select_related("respondent")
    asked: dict[int, list[Submission]] = {}
    of_unit: dict[int, list[Submission]] = {}  # a People's Committee answers by the office that leads the work
    for row in rows.filter(form=form) if form else rows:
        asked.setdefault(row.respondent.agency_id, []).append(row)
        if row.respondent.level in TERRITORIAL:
            of_unit.setdefault(row.respondent.unit_id, []).append(row)
    for share in shares:
        mine = asked.get(share.agency_id)
        if mine is None and share.agency.kind == "authority":
            mine = of_unit.get(share.agency.unit_id)
        if not mine:
            continue
        sent = [row.sent_on for row in mine if row.state not in OPEN and row.sent_on and row.sent_on <= on]
        if len(sent) == len(mine):
            yield share.pk, Proof(max(sent), t("{n} biểu đã gửi", "{n} forms sent", n=len(sent)))
        else:
            short = t("mới gửi {n}/{all} biểu", "{n} of {all} forms sent", n=len(sent), all=len(mine))
            yield share.pk, Proof(None, short=short)


def sent_forms(ref: str, share: Share, on: date) -> Proof | None:
    """Of one share; None where its agency was not asked."""
    return dict(_forms(share.plan, Task(measure_ref=ref), [share], on)).get(share.pk)


def book_line(number: int, unit: int, on: date) -> str:
    """A line of the books of means at a unit, in words; empty where there is none that stands on the day."""
    row = Item.objects.filter(pk=number, unit_id=unit, gone_on=None, valid_from__lte=on).first()
    return f"{NOUNS[row.noun].title.vi}, {row.valid_from:%d/%m/%Y}" if row and row.noun in NOUNS else ""


def _directives(plan: Plan, task: Task, shares: Iterable[Share], on: date) -> Iterator[tuple[int, Proof]]:
    """The first directive of the agency that rests on what the plan is recorded as, or rests on itself."""
    bases = task.measure_ref or (plan.directive.code if plan.directive else "")
    resting = Directive.objects.filter(links__kind="basis", links__target__code=bases)
    issued = resting.filter(issued_on__lte=on, issued_by__isnull=False).order_by("-issued_on")
    first = {row.issued_by_id: row for row in issued}
    for share in shares:
        row = first.get(share.agency_id)
        if row is None:
            yield share.pk, Proof(None, short=t("chưa ban hành văn bản", "no directive issued yet"))
        else:
            yield share.pk, Proof(row.issued_on, f"{row.kind} {row.number}/{row.symbol}".strip())


def _figures(plan: Plan, task: Task, shares: Iterable[Share], on: date) -> Iterator[tuple[int, Proof]]:
    """Counted at the agency's unit from the plan's first day. Reached by the last day is in time, else it counts as of
    the day it is asked."""
    bar = Fraction(task.measure_bar or 0, 1000)
    for share in shares:
        asked = [day for day in (task.last_on, on) if day is not None and day <= on]
        for day in asked or [on]:
            now = value(task.measure_ref, share.agency.unit_id, plan.starts_on, day)
            if now is not None and now >= bar:
                said = t("{n} tính đến {day}", "{n} as of {day}", n=shown(now), day=format_date(day))
                yield share.pk, Proof(day, said)
                break
        else:
            said = "–" if now is None else shown(now)
            yield share.pk, Proof(None, short=t("mới đạt {n}/{bar}", "{n} of {bar}", n=said, bar=shown(bar)))
