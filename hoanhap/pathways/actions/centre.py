"""What a centre keeps of its residents: stages and beds, leave, hospital, ratings, merit, discipline, health checks."""

from datetime import date

from hoanhap.access.actions import log
from hoanhap.access.errors import Invalid, Problems
from hoanhap.access.permissions import P
from hoanhap.access.persons import K
from hoanhap.access.rules import Actor, Decision, Denied
from hoanhap.facts.actions import recorded
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.pathways.actions.steps import held
from hoanhap.pathways.models import CentreEvent, Measure, Stay
from hoanhap.pathways.queries.centre import in_stages, keeps_stages
from hoanhap.pathways.rules.given import WORDS_MOST
from hoanhap.pathways.rules.stages import EVENTS, LASTING, ORDER, RATINGS, STAGES
from hoanhap.people.actions.door import File
from hoanhap.people.actions.ids import reserve
from hoanhap.people.rules.history import day_problems


@recorded
def set_stage(*, measure_id: int, stage: str, day: date, bed: str = "", by: Actor, on: date) -> Stay:
    """The person is in a stage, and a bed, from `day` on. Stages go forward; the same stage again is another bed.

    Raises Invalid: a day before the last change, a bed that somebody lies in, a stage gone back to.
    """
    file, measure = _kept(measure_id, by=by, on=on)
    problems = _day(file, measure, day)
    last = Stay.objects.filter(measure=measure).order_by("-valid_from", "-pk").first()
    kept = clean(bed, 20)
    if stage not in STAGES:
        problems.add("stage", t("Chọn một giai đoạn.", "Choose a stage."))
    elif last and ORDER.index(stage) < ORDER.index(last.stage):
        problems.add("stage", t("Giai đoạn không lùi lại.", "Stages do not go back."))
    if last and day < last.valid_from:
        since = format_date(last.valid_from)
        problems.add("day", t("Giai đoạn hiện nay ghi từ {d}.", "The present stage holds since {d}.", d=since))
    if kept and _lies_in(kept, measure, day):
        problems.add("bed", t("Giường {b} đang có người.", "Somebody lies in bed {b}.", b=kept))
    problems.stop()
    Stay.objects.filter(measure=measure, valid_to=None).update(valid_to=day)
    _note(file, measure, "stage", stage=stage, on=day.isoformat())
    return Stay.objects.create(measure=measure, stage=stage, bed=kept, valid_from=day)


@recorded
def note_event(
    *,
    measure_id: int,
    kind: str,
    day: date,
    until: date | None = None,
    code: str = "",
    words: str = "",
    by: Actor,
    on: date,
) -> CentreEvent:
    """Something that happened to a resident. Escape, return and transfer are steps of the law, not events."""
    file, measure = _inside(measure_id, by=by, on=on)
    problems = _day(file, measure, day)
    told = clean(words, WORDS_MOST)
    if kind not in EVENTS:
        problems.add("kind", t("Chọn một sự việc.", "Choose an event."))
    if until is not None and (kind not in LASTING or until < day):
        problems.add("until", t("Chỉ nghỉ và bệnh viện có ngày cuối, không trước ngày đầu.",
                                "Only leave and hospital have a last day, not before the first."))  # fmt: skip
    if (kind == "rating") != (code in RATINGS) or (code and kind != "rating"):
        problems.add("code", t("Xếp loại: chọn mức; việc khác để trống.", "A rating has a grade; others have none."))
    problems.stop()
    (pk,) = reserve(CentreEvent)
    _note(file, measure, "event", kind_of=kind, on=day.isoformat())
    return CentreEvent.objects.create(
        pk=pk,
        measure=measure,
        kind=kind,
        on=day,
        until=until,
        code=code,
        words_sealed=file.vault.seal("pathways_centreevent", pk, "words", told) if told else None,
        by=by.sign_in,
    )


def _inside(measure_id: int, *, by: Actor, on: date) -> tuple[File, Measure]:
    """A resident of the actor's own place, and the right to write of them."""
    file, measure = held(measure_id, by=by, on=on)
    if file.decision.relation != "resident" or K.REHAB not in file.decision.write:
        _refuse(file)
    if not measure.inside:
        raise Invalid({"": [t("Người này không đang ở cơ sở.", "The person is not in the place now.")]})
    return file, measure


def _kept(measure_id: int, *, by: Actor, on: date) -> tuple[File, Measure]:
    """A measure whose stages are the actor's to keep, and the right to write of the person."""
    file, measure = held(measure_id, by=by, on=on)
    if not (K.REHAB in file.decision.write and keeps_stages(measure, file.decision.relation)):
        _refuse(file)
    if not in_stages(measure):
        raise Invalid({"": [t("Việc cai nghiện chưa bắt đầu, hoặc đã thôi.", "It has not begun, or it is over.")]})
    return file, measure


def _refuse(file: File) -> None:
    decision = file.decision
    raise Denied(P.STEP_TAKE, Decision(False, decision.relation, decision.rule, decision.post_id))


def _day(file: File, measure: Measure, day: date) -> Problems:
    problems = Problems()
    for said in day_problems(day, file.life, file.on):
        problems.add("day", said)
    since = measure.starts_on or measure.opened_on
    if day < since:
        problems.add("day", t("Vào cơ sở ngày {d}.", "Taken in on {d}.", d=format_date(since)))
    return problems


def _lies_in(bed: str, measure: Measure, day: date) -> bool:
    others = Stay.objects.filter(measure__place_id=measure.place_id, measure__inside=True, bed=bed, valid_to=None)
    return others.exclude(measure=measure).exists()


def _note(file: File, measure: Measure, what: str, **detail: str) -> None:
    log(
        file.by,
        f"measure.{what}",
        "measure",
        measure.pk,
        post_id=file.decision.post_id,
        person=file.person.code,
        **detail,
    )
