"""Rà soát: a commune walks through its list and says of each person where they are. Suspected persons are a number."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from hoanhap.access.actions import log
from hoanhap.access.errors import Invalid, Problems
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside, Subject, require
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.people.actions.door import lists
from hoanhap.people.models import Finding, Person, Round
from hoanhap.people.queries.scope import becomes, lead
from hoanhap.people.queries.search_scope import with_past
from hoanhap.people.rules.draft import code_problems, length_problems
from hoanhap.people.rules.words import word_problems

MANY = 100_000


@transaction.atomic
def open_round(*, commune_id: int, title: str, by: Actor, on: date) -> Round:
    """A round over everybody on the commune's list today."""
    post_id = _may(commune_id, by=by, on=on)
    problems, said = Problems(), " ".join(title.split())
    for name, sentence in [*length_problems("title", said, 120), *(("title", w) for w in word_problems(said))]:
        problems.add(name, sentence)
    if not said:
        problems.add("title", t("Ghi tên đợt rà soát.", "Name the review."))
    running = Round.objects.filter(commune_id=commune_id, closed_on=None).first()
    if running is not None:
        day = format_date(running.opened_on)
        problems.add("", t("Đợt rà soát mở ngày {d} chưa kết thúc.", "The review opened on {d} is going on.", d=day))
    elif Round.objects.filter(commune_id=commune_id, opened_on=on).exists():
        problems.add("", t("Hôm nay đã mở một đợt.", "A review was opened today already."))
    problems.stop()
    made = Round.objects.create(commune_id=commune_id, title=said, opened_on=on)
    people = _list(commune_id).order_by("pk").values_list("pk", flat=True)
    Finding.objects.bulk_create([Finding(round=made, person_id=pk) for pk in people], batch_size=500)
    log(by, "round.open", "round", made.pk, post_id=post_id, count=len(people))
    return made


@transaction.atomic
def record_finding(*, round_id: int, finding_id: int, found: str, by: Actor, on: date) -> None:
    """What was found of one person. It may be said again until the round is closed."""
    going = _going(round_id)
    post_id = _may(going.commune_id, by=by, on=on)
    finding = Finding.objects.select_related("person").filter(pk=finding_id, round=going).first()
    problems = Problems()
    if finding is None:
        problems.add("", t("Chọn một người trong đợt rà soát này.", "Choose somebody of this review."))
    for name, said in code_problems("found", found, lists()["findings"]):
        problems.add(name, said)
    problems.stop()
    assert finding is not None
    finding.found, finding.on, finding.by = found, on, by.name[:150]
    finding.save(update_fields=["found", "on", "by"])
    log(by, "round.find", "person", finding.person.code, post_id=post_id, what=found)


@transaction.atomic
def close_round(*, round_id: int, suspected: int | None, by: Actor, on: date) -> None:
    """Done when everybody was walked to. `suspected`: how many are suspected, never who."""
    going = _going(round_id)
    post_id = _may(going.commune_id, by=by, on=on)
    left = Finding.objects.filter(round=going, found="").count()
    problems = Problems()
    if left:
        problems.add("", t("Còn {n} người chưa rà soát.", "{n} persons are not reviewed yet.", n=left))
    if suspected is None or not 0 <= suspected <= MANY:
        problems.add("suspected", t("Ghi số người nghi vấn; không có thì ghi 0.", "How many; 0 where there is none."))
    problems.stop()
    going.closed_on, going.suspected = on, suspected
    going.save(update_fields=["closed_on", "suspected"])
    log(by, "round.close", "round", going.pk, post_id=post_id, count=suspected)


def _going(round_id: int) -> Round:
    found = Round.objects.select_for_update().filter(pk=round_id).first()
    if found is None:
        raise Outside(P.PERSON_EDIT)
    if found.closed_on:
        raise Invalid({"": [t("Đợt rà soát này đã kết thúc.", "This review is closed.")]})
    return found


def _may(commune_id: int, *, by: Actor, on: date) -> int | None:
    """The case officer of the commune, or of what it has become; only while their sector leads."""
    for unit in sorted(becomes(commune_id)):
        if any(post.unit_id == unit and post.sector == lead(on) for post in by.posts if post.in_force(on)):
            return require(by, P.PERSON_EDIT, Subject("commune", None, unit), on=on).post_id
    raise Outside(P.PERSON_EDIT)


def _list(commune_id: int) -> QuerySet[Person]:
    """Everybody on the list, those too whose file still lies under a former name of the commune."""
    return Person.objects.filter(commune_id__in=with_past(frozenset({commune_id})), state="open")
