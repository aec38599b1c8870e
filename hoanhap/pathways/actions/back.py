"""Taking back a step recorded by mistake. The row stays, and names the row that took it back."""

from datetime import date

from hoanhap.access.actions import log
from hoanhap.access.errors import Invalid
from hoanhap.access.rules import Actor
from hoanhap.facts.actions import recorded
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.pathways.actions import follow
from hoanhap.pathways.actions.keep import keep_step, settle
from hoanhap.pathways.actions.steps import NotYours, held, next_number
from hoanhap.pathways.models import Clock, Measure, StepTaken
from hoanhap.pathways.queries import facts as known
from hoanhap.pathways.queries import scope
from hoanhap.pathways.queries.law import versions
from hoanhap.pathways.rules.facts import Done
from hoanhap.pathways.rules.given import WORDS_MOST
from hoanhap.pathways.rules.holders import said_who
from hoanhap.people.actions.door import File

BACK = "take-back"


@recorded
def take_back(*, measure_id: int, reason: str, revision: int | None = None, by: Actor, on: date) -> Measure:
    """Undo the latest step that stands: state, clocks and term are again what the steps before it make them.

    By the office whose step it was. Raises Invalid without a reason, NotYours, Overtaken, Outside. Taking back the
    step that opened the measure cancels it.
    """
    file, measure = held(measure_id, by=by, on=on, revision=revision)
    why = clean(reason, WORDS_MOST)
    if not why:
        raise Invalid({"reason": [t("Ghi lý do rút bước này.", "Say why the step is taken back.")]})
    rows = known.standing_rows(measure)
    if not rows:
        raise Invalid({"": [t("Không còn bước nào để rút.", "There is no step left to take back.")]})
    last, earlier = rows[-1], tuple(map(known.done_row, rows[:-1]))
    step = versions(measure.pathway)[last.version].step[last.step]
    where = scope.ground(file.person, last.on, actor=by, measure=measure, done=earlier)
    post = scope.recorder(step, by, where, on)
    if post is None:
        raise NotYours(step, said_who(step, on))
    done = Done(next_number(measure), BACK, on, last.version, facts={"number": last.number})
    row = keep_step(
        measure,
        done,
        before=measure.state,
        after=last.before,
        words={"reason": why},
        vault=file.vault,
        by=by,
        post=post,
    )
    last.taken_back_by = row
    last.save(update_fields=["taken_back_by"])
    _again(file, measure, earlier, on)
    follow.undo(measure, step.papers, by=by, on=on)
    log(
        by,
        "measure.back",
        "measure",
        measure.pk,
        post_id=post.id,
        person=file.person.code,
        step=last.step,
        source=row.before,
        target=row.after,
    )
    return measure


def _again(file: File, measure: Measure, earlier: tuple[Done, ...], on: date) -> None:
    """The measure as the steps before make it; without any, it was never opened."""
    if earlier:
        now = known.walked(measure, earlier)
        settle(measure, now, earlier)
        follow.link(file, measure, now)
        return
    now = known.walked(measure, tuple(map(known.done_row, StepTaken.objects.filter(measure=measure, number=1))))
    Clock.objects.filter(measure=measure).delete()
    measure.open, measure.closed_on, measure.outcome = False, max(on, measure.opened_on), "cancelled"
    measure.starts_on = measure.ends_on = measure.decided_on = None
    measure.inside, measure.revision = False, measure.revision + 1
    measure.save()
    follow.link(file, measure, now._replace(closed_on=on))
