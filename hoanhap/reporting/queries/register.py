"""What the register says of forms: read from the kept figures, for many answers at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from django.db.models import F, Q

from hoanhap.catalog import library
from hoanhap.catalog.forms import Form
from hoanhap.indicators.library import definitions
from hoanhap.indicators.queries.columns import columns, kept, series
from hoanhap.indicators.queries.figures import values
from hoanhap.indicators.rules.kept import COVERED
from hoanhap.reporting.models import Campaign, Submission
from hoanhap.reporting.rules import register
from hoanhap.reporting.rules.cells import Place
from hoanhap.reporting.rules.register import LEVELS, Answer

Spec = tuple[date, date, date]  # start, end, day of the map


@lru_cache(maxsize=64)
def answers_of(form: str, version: str, level: str) -> tuple[Answer, ...]:
    known = set(kept().codes)
    found = register.answers(library.form(form, version), level, definitions())
    return tuple(answer for answer in found if answer.indicator in known)


def answers(submission: Submission) -> tuple[Answer, ...]:
    return answers_of(submission.form, submission.version, submission.respondent.level)


def answering(form: Form) -> bool:
    return any(answers_of(form.code, form.version, level) for level in LEVELS)


def spans(campaign: Campaign) -> set[tuple[date, date]]:
    """The periods that the campaign's forms ask the register for."""
    asked = (answers_of(f.form, f.version, level) for f in campaign.forms.all() for level in LEVELS)
    return {(answer.start, answer.end) for some in asked for answer in some}


def filled() -> bool:
    """There are kept figures to read: before the first count nothing is known of anybody."""
    return bool(series())


def specs() -> dict[Spec, int]:
    """The kept columns."""
    return {(c.start, c.end, c.map_day): c.key for c in columns()}


def asked_of(units: Iterable[int]) -> list[Submission]:
    """The answers that these units give from the register; of a centre, if no other answers for its unit."""
    rows = Submission.objects.filter(respondent__unit_id__in=list(units), respondent__level__in=LEVELS)
    return _speaking(rows.select_related("respondent__campaign").order_by("pk"))


def asked_in(campaign: Campaign | None = None) -> list[Submission]:
    """All of a campaign, or of all campaigns."""
    here = Q(respondent__campaign=campaign) if campaign else Q()
    rows = Submission.objects.filter(here, respondent__level__in=LEVELS)
    return _speaking(rows.select_related("respondent__campaign").order_by("pk"))


def _speaking(rows: Iterable[Submission]) -> list[Submission]:
    found = [s for s in rows if answers(s)]
    centres = [s for s in found if s.respondent.level == "centre"]
    if not centres:
        return found
    beside = Submission.objects.filter(
        respondent__level="centre",
        respondent__unit_id__in={s.respondent.unit_id for s in centres},
        form__in={s.form for s in centres},
    ).values_list(F("respondent__campaign"), "respondent__unit", "form")
    several = defaultdict[tuple[int, int, str], int](int)
    for campaign, unit, form in beside:
        several[campaign, unit, form] += 1
    return [
        s
        for s in found
        if s.respondent.level != "centre" or several[s.respondent.campaign_id, s.respondent.unit_id, s.form] == 1
    ]


def said(submissions: Iterable[Submission]) -> Mapping[int, dict[Place, int] | None]:
    """What the register says of each cell it answers, now; None of who is not in it: whoever has no person there.

    One statement for all of them. A unit is in the register when somebody is on its list at the end of one of the
    form's periods, or is counted in one of its figures.
    """
    asked = list(submissions)
    there = specs()
    keys = {s.pk: {a: there.get((a.start, a.end, s.respondent.campaign.map_date)) for a in answers(s)} for s in asked}
    codes = {a.indicator for some in keys.values() for a in some} | {COVERED}
    cells = values(
        codes, {s.respondent.unit_id for s in asked}, {k for some in keys.values() for k in some.values() if k}
    )
    found: dict[int, dict[Place, int] | None] = {}
    for s in asked:
        unit, mine = s.respondent.unit_id, keys[s.pk]
        told = {a.place: cells.get((a.indicator, unit, key), 0) for a, key in mine.items() if key}
        known = any(told.values()) or (
            s.respondent.level == "commune" and any(cells.get((COVERED, unit, key)) for key in mine.values() if key)
        )
        found[s.pk] = told if known else None
    return found
