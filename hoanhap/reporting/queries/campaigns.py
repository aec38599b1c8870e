"""The campaigns an actor takes part in or oversees."""

from dataclasses import dataclass
from datetime import date, timedelta

from hoanhap.access.rules import Actor
from hoanhap.reporting.models import Campaign, Respondent, Submission
from hoanhap.reporting.queries.board import home_respondent
from hoanhap.reporting.rules.deadlines import Lateness, lateness, written
from hoanhap.reporting.rules.states import SENT


@dataclass(frozen=True, slots=True)
class Listed:
    campaign: Campaign
    home: Respondent | None
    deadline: str
    lateness: Lateness | None
    sent: int
    forms: int

    @property
    def last_day(self) -> date:
        return self.campaign.data_to - timedelta(days=1)


def campaigns(*, actor: Actor, on: date) -> list[Listed]:
    return [_listed(c, actor, on) for c in Campaign.objects.select_related("basis").order_by("-ordered_on")]


def _listed(campaign: Campaign, actor: Actor, on: date) -> Listed:
    home = home_respondent(actor=actor, campaign=campaign, on=on)
    mine = list(home.submissions.all()) if home else []
    deadline = campaign.deadlines.filter(level=home.level).first() if home else None
    sent = [s for s in mine if s.state in SENT]
    all_sent = mine and len(sent) == len(mine)
    return Listed(
        campaign=campaign,
        home=home,
        deadline=written(deadline.ends, deadline.phrase) if deadline else "",
        lateness=lateness(
            ends_on=deadline.ends,
            sent_on=max((s.sent_on for s in sent if s.sent_on), default=None) if all_sent else None,
            on=on,
        )
        if deadline
        else None,
        sent=len(sent),
        forms=len(mine),
    )


def numbers_of(*, slug: str) -> dict[tuple[str, str], int]:
    """Every submission of a campaign by agency code and form, for who plays a whole campaign.

    A number opens nothing: each action on it asks for its own right.
    """
    rows = Submission.objects.filter(respondent__campaign__slug=slug)
    return {(agency, form): pk for agency, form, pk in rows.values_list("respondent__agency__code", "form", "pk")}
