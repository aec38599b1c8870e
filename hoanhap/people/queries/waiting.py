"""What of the register waits for a case officer today: moves to confirm, moves nobody has confirmed, a review begun."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from hoanhap.access.persons import reaching
from hoanhap.access.rules import Actor
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.people.models import Finding, Residence, Round
from hoanhap.people.queries.disclosures import waiting_lists
from hoanhap.people.queries.glass import waiting_reviews
from hoanhap.people.queries.rounds import KEEPS
from hoanhap.people.queries.scope import lead
from hoanhap.people.queries.search_scope import with_past
from hoanhap.people.rules.identity import initials

MOST = 50


@dataclass(frozen=True, slots=True)
class Task:
    """One line; `until` is a limit of the house, none is set by law. Initials and code stand for the name."""

    sentence: str
    why: str
    url: str
    verb: str
    until: date | None = None  # the last day that is still in time


def tasks(actor: Actor, on: date) -> list[Task]:
    """The oldest first, for the communes whose list the actor keeps."""
    mine = {
        post.unit_id
        for post, where in reaching(actor, on)
        if where == "own" and post.role in KEEPS and post.sector == lead(on)
    }
    communes = with_past(frozenset(mine))
    kept = [*_arriving(communes), *_unanswered(communes), *_reviews(communes)] if mine else []
    return [*_openings(actor, on), *kept, *_lists(actor, on)]


def _openings(actor: Actor, on: date) -> Iterator[Task]:
    """By reference alone: who opened whose file is on the page."""
    for opening in waiting_reviews(actor, on):
        yield Task(
            t("Xem lại lần mở hồ sơ khẩn cấp số {n}", "Review emergency opening {n}", n=opening.id),
            opening.category,
            reverse("people:review_glass", kwargs={"pk": opening.id}),
            t("Xem lại", "Review"),
            opening.review_by,
        )


def _lists(actor: Actor, on: date) -> Iterator[Task]:
    for asked in waiting_lists(actor, on):
        yield Task(
            t("Quyết định cung cấp danh sách cho {x}", "Decide on a list for {x}", x=asked.asker),
            t("yêu cầu ngày {d}", "asked on {d}", d=format_date(asked.asked_on)),
            reverse("people:disclosure", kwargs={"pk": asked.id}),
            t("Xem", "Look"),
        )


def _moves() -> QuerySet[Residence]:
    rows = Residence.objects.filter(reached_confirmed_on=None, person__state="open").exclude(left_confirmed_on=None)
    return rows.select_related("person", "commune").order_by("left_confirmed_on", "id")


def _arriving(communes: frozenset[int]) -> Iterator[Task]:
    for home in _moves().filter(commune_id__in=communes)[:MOST]:
        who = f"{initials(home.person.name)}, {home.person.birth_year}"
        yield Task(
            t("Xác nhận người chuyển đến: {who}", "Confirm an arrival: {who}", who=who),
            t("nơi đi xác nhận rời {d}", "the other commune says: left {d}", d=format_date(home.valid_from)),
            reverse("people:file", kwargs={"code": home.person.code}),
            t("Xem", "Look"),
        )


def _unanswered(communes: frozenset[int]) -> Iterator[Task]:
    for home in _moves().filter(person__commune_id__in=communes)[:MOST]:
        who = f"{initials(home.person.name)}, {home.person.birth_year}"
        yield Task(
            t("Chờ {x} xác nhận: {who}", "Waiting for {x} to confirm: {who}", x=home.commune.name, who=who),
            t("báo chuyển đi {d}; hồ sơ vẫn ở xã này", "said to have left {d}; the file is still here",
              d=format_date(home.valid_from)),
            reverse("people:file", kwargs={"code": home.person.code}),
            t("Xem", "Look"),
        )  # fmt: skip


def _reviews(communes: frozenset[int]) -> Iterator[Task]:
    for going in Round.objects.filter(commune_id__in=communes, closed_on=None).order_by("opened_on"):
        left = Finding.objects.filter(round=going, found="").count()
        yield Task(
            t("Rà soát danh sách: {title}", "Review the list: {title}", title=going.title),
            t("còn {n} người", "{n} persons left", n=left) if left else t("đã đủ, chờ kết thúc", "all done, to close"),
            reverse("people:round", kwargs={"pk": going.pk}),
            t("Rà soát", "Review"),
        )
