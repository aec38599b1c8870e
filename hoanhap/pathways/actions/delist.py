"""Taking a person off the list: the review's verdict first, then the file closes."""

from datetime import date

from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Decision, Denied
from hoanhap.facts.actions import recorded
from hoanhap.pathways.queries.delisting import verdict
from hoanhap.people.actions.door import begin
from hoanhap.people.actions.life import close


@recorded
def delist(*, code: str, by: Actor, on: date) -> None:
    """Close the file of who meets the conditions on the day; the commune's act. Raises Invalid with every reason."""
    file = begin(code, by=by, on=on)
    if file.decision.relation != "own":
        decision = file.decision
        raise Denied(P.PERSON_EDIT, Decision(False, decision.relation, decision.rule, decision.post_id))
    found = verdict(file.person, on)
    if not found.meets:
        raise Invalid({"": list(found.reasons)})
    close(code=code, basis="delisted", day=on, by=by, on=on)
