"""How much of what was expected a total rests on. Shown beside every total; what is missing is named, never zero."""

from dataclasses import dataclass

from django.db.models import Count, Q

from hoanhap.reporting.models import Respondent, Submission
from hoanhap.reporting.rules.states import ALONE, COUNTED, SENT


@dataclass(frozen=True, slots=True)
class Coverage:
    """`counted` of `expected` respondents of one level are in the total; `sent` have sent."""

    counted: int
    sent: int
    expected: int

    @property
    def complete(self) -> bool:
        return self.counted == self.expected


def coverage(*, top: Respondent, form: str) -> dict[str, Coverage]:
    """Per level below `top` (itself left out)."""
    if top.level in ALONE:
        return {}
    rows = (
        Submission.objects.filter(
            respondent__campaign_id=top.campaign_id, respondent__path__startswith=top.path, form=form
        )
        .exclude(respondent=top)
        .values_list("respondent__level")
        .annotate(
            counted=Count("pk", filter=Q(state__in=list(COUNTED))),
            sent=Count("pk", filter=Q(state__in=list(SENT))),
            expected=Count("pk"),
        )
    )
    return {level: Coverage(counted, sent, expected) for level, counted, sent, expected in rows}


def missing(*, top: Respondent, form: str) -> list[Respondent]:
    """The respondents directly below `top` whose answer no total at `top` counts."""
    if top.level in ALONE:
        return []
    return list(
        Respondent.objects.filter(parent=top, submissions__form=form)
        .exclude(submissions__in=Submission.objects.filter(form=form, state__in=list(COUNTED)))
        .order_by("sort")
    )
