"""What the register says of forms: read from the kept figures, for many answers at once."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import F, Min, Q

from hoanhap.catalog import loaded
from hoanhap.catalog.forms import Form
from hoanhap.facts.models import Fact
from hoanhap.facts.relations import BY_NAME
from hoanhap.facts.rules.rows import unpacked
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.queries.columns import columns, kept, series
from hoanhap.indicators.queries.figures import values
from hoanhap.indicators.rules.kept import COVERED
from hoanhap.reporting.models import Campaign, Submission
from hoanhap.reporting.rules import register
from hoanhap.reporting.rules.register import LEVELS, Answer, Means, Said

Spec = tuple[date, date, date]  # start, end, day of the map


@lru_cache(maxsize=64)
def answers_of(form: str, version: str, level: str, asked_for: register.Span | None = None) -> tuple[Answer, ...]:
    known = set(kept().codes)
    found = register.answers(loaded.form(form, version), level, definitions(), asked_for)
    return tuple(answer for answer in found if answer.indicator in known)


def answers(submission: Submission) -> tuple[Answer, ...]:
    campaign = submission.respondent.campaign
    return answers_of(submission.form, submission.version, submission.respondent.level, data_of(campaign))


def data_of(campaign: Campaign) -> register.Span:
    return campaign.data_from, campaign.data_to


def answering(form: Form) -> bool:
    return any(answers_of(form.code, form.version, level) for level in LEVELS)


def spans(campaign: Campaign) -> set[tuple[date, date]]:
    """The periods that the campaign's forms ask the register for."""
    asked = (answers_of(f.form, f.version, level, data_of(campaign)) for f in campaign.forms.all() for level in LEVELS)
    return {(answer.start, answer.end) for some in asked for answer in some}


def filled() -> bool:
    """There are kept figures to read: before the first count nothing is known of anybody."""
    return bool(series())


def specs() -> dict[Spec, int]:
    """The kept columns."""
    return {(c.start, c.end, c.map_day): c.key for c in columns()}


def asked_of(units: Iterable[int]) -> list[Submission]:
    """The answers that these units give from the register; above a commune, of who answers alone for the unit."""
    rows = Submission.objects.filter(respondent__unit_id__in=list(units), respondent__level__in=LEVELS)
    return _speaking(rows.select_related("respondent__campaign").order_by("pk"))


def asked_in(campaign: Campaign | None = None) -> list[Submission]:
    """All of a campaign, or of all campaigns."""
    here = Q(respondent__campaign=campaign) if campaign else Q()
    rows = Submission.objects.filter(here, respondent__level__in=LEVELS)
    return _speaking(rows.select_related("respondent__campaign").order_by("pk"))


def _speaking(rows: Iterable[Submission]) -> list[Submission]:
    found = [s for s in rows if answers(s)]
    above = [s for s in found if s.respondent.level != "commune"]
    if not above:
        return found
    beside = Submission.objects.filter(
        respondent__level__in={s.respondent.level for s in above},
        respondent__unit_id__in={s.respondent.unit_id for s in above},
        form__in={s.form for s in above},
    ).values_list(F("respondent__campaign"), "respondent__unit", "respondent__level", "form")
    several = Counter(beside)
    return [s for s in found if s.respondent.level == "commune" or several[_seat(s)] == 1]


def _seat(s: Submission) -> tuple[int, int, str, str]:
    return s.respondent.campaign_id, s.respondent.unit_id, s.respondent.level, s.form


def said(submissions: Iterable[Submission]) -> Mapping[int, Said]:
    """One statement for all of them, and one for means. Of persons a unit is in the register when somebody is on its
    list at the end of one of the form's periods, or is counted in one of its figures; of means, each kind by itself,
    from the period on in which the unit first entered any. Who is not in it types.
    """
    asked = list(submissions)
    there = specs()
    keys = {s.pk: {a: there.get((a.start, a.end, s.respondent.campaign.map_date)) for a in answers(s)} for s in asked}
    codes = {a.indicator for some in keys.values() for a in some} | {COVERED}
    cells = values(
        codes, {s.respondent.unit_id for s in asked}, {k for some in keys.values() for k in some.values() if k}
    )
    since = _since({s.respondent.unit_id for s in asked}, {a.means for some in keys.values() for a in some if a.means})
    found: dict[int, Said] = {}
    for s in asked:
        unit, mine = s.respondent.unit_id, {a: key for a, key in keys[s.pk].items() if key}
        told = {a.place: cells.get((a.indicator, unit, key), 0) for a, key in mine.items() if not a.means}
        known = any(told.values()) or (
            s.respondent.level == "commune"
            and any(cells.get((COVERED, unit, key)) for a, key in mine.items() if not a.means)
        )
        means = {
            a.place: cells.get((a.indicator, unit, key), 0)
            for a, key in mine.items()
            if a.means and since.get((unit, a.means), date.max) < a.end
        }
        of_persons = any(not a.means for a in mine)
        found[s.pk] = Said((told if known else {}) | means, known if of_persons else bool(means))
    return found


def _since(units: Iterable[int], asked: Collection[Means]) -> Mapping[tuple[int, Means], date]:
    """Since when each unit itself has entered means of each kind."""
    found: dict[tuple[int, Means], date] = {}
    if not asked:
        return found
    rows = Fact.objects.filter(subject=None, unit__in=list(units), relation__in={m.relation for m in asked})
    told = rows.order_by().values_list("unit_id", "relation", "codes").annotate(first=Min("start"))
    for unit, relation, codes, first in told:
        columns = (column.name for column in BY_NAME[relation].coded)
        row = dict(zip(columns, unpacked(codes), strict=True))
        for means in asked:
            if means.relation == relation and means.holds(row):
                key = unit, means
                found[key] = min(first, found.get(key, first))
    return found


class Moved(NamedTuple):
    """What moved: of persons, where and in which columns; of means, which of them and where."""

    people: set[tuple[int, int]]
    means: set[tuple[int, str]]

    def reaches(self, submission: Submission, answer: Answer, there: Mapping[Spec, int]) -> bool:
        unit, day = submission.respondent.unit_id, submission.respondent.campaign.map_date
        if answer.means:
            return (unit, answer.means.relation) in self.means
        return (unit, there.get((answer.start, answer.end, day), 0)) in self.people


def moved(deltas: Iterable[tuple[str, int, int]]) -> Moved:
    of, found = kept().of_means, Moved(set(), set())
    for code, unit, column in deltas:
        if code in of:
            found.means.add((unit, of[code]))
        else:
            found.people.add((unit, column))
    return found


def told(submission: Submission) -> tuple[Answer, ...]:
    """The answers of which the register said something, as it stands beside the cells."""
    rows = submission.cells.filter(derived__isnull=False).values_list("row", "column")
    there = set(rows)
    return tuple(a for a in answers(submission) if a.place in there)
