"""A file opened in an emergency: one person, one user, one hour; told at once, reviewed within days (trust.md §3.3)."""

from datetime import date, datetime, timedelta

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.errors import Problems
from hoanhap.access.models import Post, User
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside, Subject, require
from hoanhap.catalog.codelists import codelist
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.law.clocks import due
from hoanhap.law.loaded import law
from hoanhap.people.actions.ids import reserve
from hoanhap.people.models import Glass, IdentityPaper, Person
from hoanhap.people.queries.vault import vault
from hoanhap.people.rules.codes import read_code
from hoanhap.people.rules.words import word_problems
from hoanhap.people.sealing import blind, normal

LEAST, MOST = 20, 500


@transaction.atomic
def break_glass(*, named: str, category: str, words: str, at: datetime, by: Actor, on: date) -> Glass:
    """Open the file of the person so named, by the code of the file or the exact number of a paper, until an hour has
    passed. Whoever is not found leaves the same row: it counts, is told and is reviewed, so that guessing costs as much
    as opening. Raises Invalid with every reason; what is said never depends on whether there is such a person."""
    decision = require(by, P.GLASS_BREAK, on=on)
    User.objects.select_for_update().get(pk=by.user_id)  # two windows at once are counted one after the other
    problems = Problems()
    kept = _words(problems, words)
    if category not in codelist("emergencies"):
        problems.add("category", t("Chọn trường hợp.", "Choose the case."))
    if not clean(named, 40):
        problems.add("named", t("Ghi mã hồ sơ hoặc số giấy tờ tùy thân.", "Write the code, or a paper's number."))
    _limits(problems, by, at, on)
    problems.stop()
    person = _named(named)
    (pk,) = reserve(Glass)
    made = Glass.objects.create(
        pk=pk,
        person=person,
        user=by.user_id,
        post=decision.post_id,
        category=category,
        words_sealed=vault(person.pk).seal("people_glass", pk, "words", kept) if person else None,
        at=at,
        until=at + timedelta(hours=int(law().parameter("glass.hours", on).value)),
        on=on,
        review_by=review_by(on),
    )
    kind, ref = ("person", person.code) if person else ("glass", pk)
    log(by, "glass.break", kind, ref, post_id=decision.post_id, category=category, of=f"glass:{pk}", until=made.until)
    return made


@transaction.atomic
def review(*, glass_id: int, justified: bool | None, finding: str, by: Actor, on: date) -> Glass:
    """Say whether the opening was justified. By the supervisor of that user's unit, or who guards the data; never by
    the user."""
    glass = Glass.objects.select_for_update().filter(pk=glass_id).first()
    if glass is None:
        raise Outside(P.GLASS_REVIEW)
    decision = require(by, P.GLASS_REVIEW, subject_of(glass), on=on)
    if glass.user == by.user_id:
        raise Outside(P.GLASS_REVIEW)
    problems = Problems()
    words = clean(finding, 301)
    if glass.reviewed_on is not None:
        problems.add("", t("Lần mở này đã được xem lại.", "It was reviewed already."))
    if justified is None:
        problems.add("justified", t("Chọn có hoặc không có lý do chính đáng.", "Choose whether it was justified."))
    if not words:
        problems.add("finding", t("Ghi nhận xét.", "Write what was found."))
    elif len(words) > 300:
        problems.add("finding", t("Nhiều nhất 300 ký tự.", "300 characters at most."))
    for said in word_problems(words):
        problems.add("finding", said)
    problems.stop()
    glass.reviewed_on, glass.reviewed_by, glass.justified, glass.finding = on, by.name[:150], justified, words
    glass.save(update_fields=["reviewed_on", "reviewed_by", "justified", "finding"])
    log(by, "glass.review", "glass", glass.pk, post_id=decision.post_id, justified=justified)
    return glass


def subject_of(glass: Glass) -> Subject:
    """Whose emergency it was, as `access` places it: the unit of the post that opened."""
    post = Post.objects.select_related("agency__unit").filter(pk=glass.post).first()
    if post is None or post.agency.unit.level != "commune":
        return Subject()
    return Subject("commune", None, post.agency.unit_id)


def review_by(on: date) -> date:
    """The last day of the review."""
    answer = due(law().rule("glass.review", on), on, calendar=law().calendar)
    assert answer.due_on is not None
    return answer.due_on


def _limits(problems: Problems, by: Actor, at: datetime, on: date) -> None:
    mine = Glass.objects.filter(user=by.user_id)
    late = mine.filter(reviewed_on=None, review_by__lt=on).order_by("review_by").first()
    if late is not None:
        said = t(
            "Lần mở ngày {d} quá hạn mà chưa được xem lại: việc mở khẩn cấp của tài khoản này bị khóa cho đến khi "
            "người phụ trách hoặc cán bộ bảo vệ dữ liệu xem lại. Gọi cơ quan đang quản lý người này.",
            "The opening of {d} was not reviewed in time: this account opens nothing more until the supervisor or the "
            "data-protection officer has reviewed it. Call the office that keeps the file.",
            d=format_date(late.on),
        )
        problems.add("", said)
    most = int(law().parameter("glass.day", on).value)
    if mine.filter(at__gt=at - timedelta(hours=24)).count() >= most:
        said = t(
            "Đã mở {n} lần trong 24 giờ, là nhiều nhất. Gọi cơ quan đang quản lý người này.",
            "{n} openings within 24 hours are all there are. Call the office that keeps the file.",
            n=most,
        )
        problems.add("", said)


def _words(problems: Problems, text: str) -> str:
    words = clean(text, MOST + 1)
    if len(words) < LEAST:
        problems.add("words", t("Viết ít nhất {n} ký tự.", "Write at least {n} characters.", n=LEAST))
    if len(words) > MOST:
        problems.add("words", t("Nhiều nhất {n} ký tự.", "{n} characters at most.", n=MOST))
    for said in word_problems(words):
        problems.add("words", said)
    return words


def _named(named: str) -> Person | None:
    """The one open file that this names exactly; none when several would answer to it."""
    number, code = normal(clean(named, 40)), read_code(clean(named, 40))
    by_paper = IdentityPaper.objects.filter(blind=blind(number)).values("person_id") if number else []
    found = {*Person.objects.filter(code=code), *Person.objects.filter(pk__in=by_paper)}
    kept = {_kept(person) for person in found}
    open_ = {person for person in kept if person.state == "open"}
    return open_.pop() if len(open_) == 1 else None


def _kept(person: Person) -> Person:
    while person.state == "merged" and person.merged_into is not None:
        person = person.merged_into
    return person
