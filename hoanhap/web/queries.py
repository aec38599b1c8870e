"""What the home page and the frame of every page read."""

from datetime import date

from hoanhap.reporting.queries.duties import Duty, duties
from hoanhap.web.models import DemoDate

__all__ = ["Duty", "business_date", "demo_date", "duties"]


def demo_date() -> date | None:
    """The demo's business date; None in every other home."""
    return DemoDate.objects.filter(pk=1).values_list("on", flat=True).first()


def business_date(today: date) -> date:
    """What law, lateness and documents call today. A request has it as `request.on`; the command line asks here."""
    return demo_date() or today
