"""The grounds and inspections that are in force, and the register of them for who keeps it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from hoanhap.access.models import Inspection, LegalBasis, Post
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, require
from hoanhap.kernel.dates import in_force, last_day


@dataclass(frozen=True, slots=True)
class InspectionLine:
    id: int
    document: str
    issued_on: date
    area: str
    valid_from: date
    last: date
    members: tuple[str, ...]
    open: bool


def grounds(actor: Actor, on: date) -> list[LegalBasis]:
    """Every ground ever registered, the newest first."""
    require(actor, P.BASIS_KEEP, on=on)
    return list(LegalBasis.objects.order_by("-valid_from", "-id"))


def grounds_for(use: str, on: date, **wanted: str) -> QuerySet[LegalBasis]:
    """Grounds in force on a day for a use. For rooms that decide by them; nothing personal is in them."""
    now = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))
    return LegalBasis.objects.filter(now, use=use, **wanted).order_by("valid_from", "id")


def inspections(actor: Actor, on: date) -> list[InspectionLine]:
    require(actor, P.INSPECTION_KEEP, on=on)
    rows = Inspection.objects.select_related("unit").prefetch_related("members__user").order_by("-valid_from", "-id")
    return [
        InspectionLine(
            row.pk,
            row.document,
            row.issued_on,
            row.unit.name,
            row.valid_from,
            last_day(row.valid_to),
            tuple(post.user.full_name or post.user.username for post in row.members.all()),
            in_force(on, row.valid_from, row.valid_to),
        )
        for row in rows
    ]


def inspected(post_ids: Iterable[int], on: date) -> list[tuple[int, int]]:
    """(post, unit): the areas whose files an inspection opens to these posts on a day."""
    rows = Inspection.members.through.objects.filter(
        post_id__in=list(post_ids), inspection__valid_from__lte=on, inspection__valid_to__gt=on
    )
    return list(rows.values_list("post_id", "inspection__unit_id"))


def inspectors(on: date) -> list[tuple[str, str]]:
    """Posts that can be named in an inspection."""
    now = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))
    rows = Post.objects.filter(now, role="inspector").select_related("user", "agency").order_by("user__full_name")
    return [(str(p.pk), f"{p.user.full_name or p.user.username}, {p.agency.name}") for p in rows]
