"""The one reader of the wall clock. Only the edge (views, commands, config) and audit may ask it."""

from datetime import date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "+07:00")


def now() -> datetime:
    """The real instant, aware, in Vietnam's time (UTC+7, no daylight saving)."""
    return datetime.now(VIETNAM)


def today() -> date:
    return now().date()
