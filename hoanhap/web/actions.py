"""The demo's business date: made when a demo is loaded, moved by who may."""

from datetime import date

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.models import User
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, require
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.web.models import DemoDate

FIRST, LAST = date(2004, 1, 1), date(2035, 12, 31)  # what the map and the law know something about


class NotADemo(Exception):
    """The installation works on the real date."""

    def __init__(self) -> None:
        super().__init__(t("Hệ thống này làm việc theo ngày thật.", "This installation works on the real date."))


class BadDemoDate(Exception):
    """The date is outside what the demo can show."""

    def __init__(self) -> None:
        super().__init__(
            t(
                "Chọn một ngày từ {first} đến {last}.",
                "Choose a day from {first} to {last}.",
                first=format_date(FIRST),
                last=format_date(LAST),
            )
        )


@transaction.atomic
def open_demo(*, on: date) -> None:
    """Make this home a demo. Only before anybody has an account: a home at work never becomes a demo."""
    if User.objects.exists():
        raise NotADemo
    DemoDate.objects.get_or_create(pk=1, defaults={"on": on})


@transaction.atomic
def set_demo_date(*, to: date, by: Actor, on: date) -> None:
    """Move the business date. `on` is the one in force until now."""
    require(by, P.DEMO_DATE_SET, on=on)
    row = DemoDate.objects.select_for_update().filter(pk=1).first()
    if row is None:
        raise NotADemo
    if not FIRST <= to <= LAST:
        raise BadDemoDate
    log(by, "demo-date.set", "demo-date", "1", before=row.on.isoformat(), after=to.isoformat())
    row.on = to
    row.save(update_fields=["on"])
