"""The one reader of the wall clock. Only the edge (views, commands, config) and audit may ask it."""

from datetime import date, datetime

from hoanhap.kernel.dates import VIETNAM as VIETNAM


def now() -> datetime:
    """The real instant, aware, in Vietnam's time (UTC+7)."""
    return datetime.now(VIETNAM)


def today() -> date:
    return now().date()
