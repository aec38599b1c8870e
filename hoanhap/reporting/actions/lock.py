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
