"""How many different files one user may read in an hour and in a day: who copies the register is stopped early (T4).

What counts is the file, not the click: coming back to a file within the hour costs nothing.
"""

from datetime import date, timedelta

from django.db.models import CharField, Count, Q, QuerySet

from hoanhap.access.actions import log
from hoanhap.access.rules import Actor, Exhausted
from hoanhap.audit.models import AuditRow
from hoanhap.kernel.lang import t
from hoanhap.law.loaded import law
from hoanhap.units.queries.ready import SINCE, TEXT_KEY, Ready, Slot

SPANS = {"views.hour": timedelta(hours=1), "views.day": timedelta(hours=24)}  # the shorter first
# A page of one file, a paper of it. A register book is a reading of each file in it, but its rows are counted with the
# book.
_PAGES = Q(detail__what__isnull=True) | Q(detail__what__startswith="measure:") | Q(detail__what__startswith="paper")

SEEN = AuditRow.objects.filter(action="person.read", kind="person")
AGAIN = Ready(SEEN.filter(actor=TEXT_KEY, at__gt=SINCE, ref=Slot(2, CharField()))[:1], "id")


def allow_reading(actor: Actor, code: str, on: date) -> None:
    """Raises Exhausted when this file would be one too many; the attempt is noted, and an alert to who guards the
    data. Call before the reading is noted. Commands of nobody, without an instant, are not counted."""
    if actor.user_id is None or actor.at is None:
        return
    for name, span in SPANS.items():
        since = actor.at - span
        if AGAIN.of(actor.sign_in, since, code):
            return  # nor is it new in a longer span
        lately = SEEN.filter(actor=actor.sign_in, at__gt=since)
        most = int(law().parameter(name, on).value)
        if _files(lately) >= most:
            log(actor, "person.quota", "people", "", count=most, what=name)
            raise Exhausted(_said(name, most))


def _files(lately: QuerySet[AuditRow]) -> int:
    found: int = lately.filter(_PAGES).aggregate(n=Count("ref", distinct=True))["n"]
    return found


def _said(name: str, most: int) -> str:
    if name == "views.hour":
        return t(
            "Đã xem {n} hồ sơ khác nhau trong một giờ, là nhiều nhất. Những hồ sơ vừa xem vẫn mở; hồ sơ mới xem được "
            "sau ít phút nữa.",
            "{n} different files within an hour are all there are. Those just read stay open; a new one opens in a "
            "while.",
            n=most,
        )
    return t(
        "Đã xem {n} hồ sơ khác nhau trong 24 giờ, là nhiều nhất. Việc cần nhiều hơn, như rà soát cả xã, "
        "làm ở mục Rà soát.",
        "{n} different files within 24 hours are all there are. Work that needs more, as a review of the whole "
        "commune, is done under Reviews.",
        n=most,
    )
