"""Lines become tasks, with a share for every agency they name."""

from collections.abc import Iterable, Sequence

from hoanhap.kernel.text import clean
from hoanhap.plans.actions.agencies import Finder, branch_of
from hoanhap.plans.models import Plan, Share, Task
from hoanhap.plans.reading.agencies import found_in
from hoanhap.plans.rules import fold
from hoanhap.plans.rules.lines import Line
from hoanhap.units.models import Agency
from hoanhap.units.queries import tree


def write_lines(plan: Plan, lines: Sequence[Line], finder: Finder, *, version: int) -> None:
    """`lines` have their keys. What stands under a key is changed, and keeps the day it was promised for."""
    known = {task.key: task for task in plan.tasks.all()}
    next_position = max((task.position for task in known.values()), default=0) + 1
    made: list[Task] = []
    named: list[tuple[Task, Line]] = []  # whose agencies are new; where the words stay, so do those chosen for them
    for n, line in enumerate(lines):
        task = known.get(line.key) or Task(plan=plan, key=line.key, position=next_position + n, added_in=version,
                                           origin=line.origin, report=line.report, promised_on=line.last)  # fmt: skip
        task.code, task.group = clean(line.code, 40), clean(line.group, 400)
        task.content, task.note = clean(line.content, 20_000), clean(line.note, 4000)
        words = clean(line.leads_words, 2000), clean(line.coordinators_words, 4000)
        if task.pk is None or words != (task.leads, task.coordinators):
            named.append((task, line))
        task.leads, task.coordinators = words
        task.starts_on, task.starts_words = line.start, clean(line.start_words, 200)
        task.last_on, task.last_words = line.last, clean(line.last_words, 200)
        task.every, task.series = line.every, line.series
        made.append(task)
    Task.objects.bulk_create([task for task in made if task.pk is None])
    Task.objects.bulk_update(
        [task for task in made if task.key in known],
        ["code", "group", "content", "note", "leads", "coordinators", "starts_on", "starts_words", "last_on",
         "last_words", "every", "series"],
    )  # fmt: skip
    _shares(plan, named, finder)
    _kinds(plan, made)
    _order(plan, made, lines)


def _shares(plan: Plan, lines: Sequence[tuple[Task, Line]], finder: Finder) -> None:
    """A share that something was reported on is never taken away: its agency is then no longer named, and stays."""
    units, top = tree(finder.on), plan.agency.unit
    wanted: list[Share] = []
    for task, line in lines:
        leads = finder.all(line.leads or found_in(line.leads_words))
        others = [a for a in finder.all(line.coordinators or found_in(line.coordinators_words)) if a not in leads]
        wanted += [_share(plan, task, a, True, branch_of(a, top, units)) for a in leads]
        wanted += [_share(plan, task, a, False, branch_of(a, top, units)) for a in others]
    there = {(s.task_id, s.agency_id): s for s in plan.shares.filter(task__in=[task for task, _ in lines])}
    named = {(s.task_id, s.agency_id): s for s in wanted}
    gone = [s.pk for key, s in there.items() if key not in named and s.began_on is None]
    Share.objects.filter(pk__in=gone, events=None).delete()
    turned = [s for key, s in there.items() if key in named and s.lead != named[key].lead]
    for share in turned:
        share.lead = not share.lead
    Share.objects.bulk_update(turned, ["lead"])
    Share.objects.bulk_create(s for key, s in named.items() if key not in there)


def _kinds(plan: Plan, tasks: Sequence[Task]) -> None:
    """Another last day makes what was done in time late, or the other way round."""
    done = list(plan.shares.filter(task__in=tasks, done_on__isnull=False).select_related("task"))
    for share in done:
        share.kind = fold.kind(fold.Stand(share.began_on, share.moved_on, share.done_on), share.task.last_on)
    Share.objects.bulk_update(done, ["kind"])


def _share(plan: Plan, task: Task, agency: Agency, lead: bool, branch: int | None) -> Share:
    return Share(plan=plan, task=task, agency=agency, lead=lead, branch_id=branch)


def _order(plan: Plan, tasks: Iterable[Task], lines: Iterable[Line]) -> None:
    there = {task.code or task.key: task for task in reversed(plan.tasks.filter(dropped_in=None).order_by("position"))}
    for task, line in zip(tasks, lines, strict=True):
        task.after.set([there[code] for code in line.after if code in there])
