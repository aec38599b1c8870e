"""How much of what was expected a total rests on. Shown beside every total; what is missing is named, never zero."""

from dataclasses import dataclass

from django.db.models import Count, Q

from hoanhap.kernel.lang import t
from hoanhap.reporting.models import Gap, Respondent, Submission
from hoanhap.reporting.rules.states import ALONE, COUNTED, SENT, State


@dataclass(frozen=True, slots=True)
class Coverage:
    """`counted` of `expected` respondents of one level are in the total; `sent` have sent.

    `answered` have something, received or not: of `register` from the register, the others typed it.
    """

    counted: int
    sent: int
    expected: int
    register: int = 0
    answered: int = 0

    @property
    def typed(self) -> int:
        return self.answered - self.register

    @property
    def missing(self) -> int:
        return self.expected - self.answered

    @property
    def complete(self) -> bool:
        return self.counted == self.expected


def rests_words(found: Coverage) -> str:
    """Where the answers come from, said beside a total: from the register, typed, missing."""
    return t(
        "{n}/{all} từ sổ theo dõi, {typed} nhập tay, {missing} chưa có",
        "{n} of {all} from the register, {typed} typed, {missing} missing",
        n=found.register,
        all=found.expected,
        typed=found.typed,
        missing=found.missing,
    )


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
            known=Count("pk", filter=Q(register=True)),
            answered=Count("pk", filter=Q(register=True) | ~Q(state=State.NONE)),
        )
    )
    return {level: Coverage(*counts) for level, *counts in rows}


def missing(*, top: Respondent, form: str) -> list[Respondent]:
    """Whose answer no total at `top` counts, and `top` must say so: whoever is directly below it; and, deeper, whoever
    went missing under a unit that is counted and has not declared it. Under a missing unit nobody is named again."""
    if top.level in ALONE:
        return []
    below = Submission.objects.filter(
        respondent__campaign_id=top.campaign_id, respondent__path__startswith=top.path, form=form
    ).exclude(respondent=top)
    uncounted = {
        pk: path
        for pk, path, state in below.values_list("respondent_id", "respondent__path", "state")
        if state not in COUNTED
    }
    said = Gap.objects.filter(submission__in=below.filter(state__in=list(COUNTED)))
    declared = set(said.values_list("missing_id", flat=True)) if uncounted else set()
    named = [pk for pk, path in uncounted.items() if pk not in declared and uncounted.keys().isdisjoint(_above(path))]
    return list(Respondent.objects.filter(pk__in=named).select_related("agency").order_by("sort"))


def _above(path: str) -> list[int]:
    return [int(i) for i in path.strip("/").split("/")[:-1]]


def declared(*, top: Respondent, form: str) -> list[Gap]:
    """What is declared missing from a total at `top`: by itself, and by every unit below that the total counts."""
    said = Gap.objects.filter(
        Q(submission__respondent=top) | Q(submission__state__in=list(COUNTED)),
        submission__respondent__campaign_id=top.campaign_id,
        submission__respondent__path__startswith=top.path,
        submission__form=form,
    )
    return list(said.select_related("missing__agency").order_by("missing__sort", "pk"))
