"""What the explorer reads from its address: a day and a few words to look for."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from hoanhap.kernel.dates import BadDate, parse_date
from hoanhap.kernel.text import clean


@dataclass(frozen=True, slots=True)
class Wish:
    """`problem` and `remedy`: the day could not be read, so the business date is shown instead."""

    on: date
    text: str
    typed: str = ""
    problem: str = ""
    remedy: str = ""


def wish(asked: QueryDict, today: date) -> Wish:
    text = clean(asked.get("q", ""), 80)
    typed = clean(asked.get("ngay", ""), 40)
    if not typed:
        return Wish(today, text)
    try:
        return Wish(parse_date(typed), text)
    except BadDate as error:
        return Wish(today, text, typed, error.message, error.remedy)
