"""Saved tables as a reader may see them: their own, and what their agency or one above it shared."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, posts_with
from hoanhap.indicators.models import SavedTable
from hoanhap.indicators.rules.pivot import Question


@dataclass(frozen=True, slots=True)
class Saved:
    pk: int
    name: str
    question: Question
    shared: bool
    own: bool
    by: str
    agency: str


def saved(actor: Actor, on: date) -> list[Saved]:
    """A question alone: whoever opens it counts by their own rights."""
    return [
        Saved(one.pk, one.name, Question.from_json(one.question), one.shared, one.by == actor.user_id, one.by_name,
              one.agency.name)
        for one in visible(actor, on).select_related("agency").order_by("name", "pk")
    ]  # fmt: skip


def visible(actor: Actor, on: date) -> QuerySet[SavedTable]:
    posts = posts_with(actor, P.FIGURE_TRACE, on)
    agencies = {post.agency_id for post in posts}
    above = {unit for post in posts for unit in post.above}
    shared = Q(shared=True) & (Q(agency__in=agencies) | Q(agency__unit__in=above))
    return SavedTable.objects.filter(Q(by=actor.user_id) | shared)
