"""Taking hold of a submission for the length of a transaction."""

from hoanhap.access.rules import Outside
from hoanhap.reporting.models import Submission


class Overtaken(Exception):
    """Somebody else changed the submission between reading and acting. `str()` says so to the person."""


def locked(submission_id: int) -> Submission:
    """The submission, locked until the transaction ends (SQLite locks the whole database by itself)."""
    found = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("respondent__campaign", "respondent__agency", "respondent__unit")
        .filter(pk=submission_id)
        .first()
    )
    if not found:
        raise Outside
    return found


def locked_with_above(submission_id: int) -> Submission:
    """As `locked`, after the answers above it to the same form, from the province down.

    Every step changes what some total above adds up, and approval seals all below it: whoever takes one holds the top
    first, so that a seal and a step under it never pass each other. Typing cells needs only `locked`.
    """
    place = Submission.objects.filter(pk=submission_id).values_list("respondent__path", "form").first()
    if not place:
        raise Outside
    path, form = place
    above = [int(i) for i in path.strip("/").split("/")[:-1]]
    rows = Submission.objects.select_for_update(of=("self",)).filter(respondent_id__in=above, form=form)
    list(rows.exclude(respondent__level="ministry").order_by("respondent__path"))  # reading them holds them
    return locked(submission_id)
