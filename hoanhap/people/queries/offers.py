"""What the forms of one file offer: what can be ended or taken back, who may help. By the name of the form's field."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import Q

from hoanhap.access.models import Post
from hoanhap.access.rules import Actor
from hoanhap.catalog.codelists import said
from hoanhap.kernel.dates import format_date
from hoanhap.people.models import Assignment, Contact, IdentityPaper, Need, Person, Use
from hoanhap.people.queries import choices
from hoanhap.people.queries.file import PersonPage
from hoanhap.people.queries.scope import becomes

Choices = list[tuple[str, str]]


def offers(actor: Actor, page: PersonPage, names: Iterable[str], on: date) -> dict[str, Choices]:
    """The choices of those fields among `names` that depend on the file."""
    return {name: OFFERS[name](actor, page, on) for name in names if name in OFFERS}


def _agencies(actor: Actor, page: PersonPage, on: date) -> Choices:
    return choices.agencies(actor, on)


def _papers(actor: Actor, page: PersonPage, on: date) -> Choices:
    rows = IdentityPaper.objects.filter(person_id=page.id).order_by("kind", "id")
    return [(str(row.pk), _dated(said("papers", row.kind), row.issued_on)) for row in rows]


def _contacts(actor: Actor, page: PersonPage, on: date) -> Choices:
    rows = Contact.objects.filter(person_id=page.id, valid_to=None).order_by("relation", "id")
    return [(str(row.pk), _dated(said("relations", row.relation), row.valid_from)) for row in rows]


def _uses(actor: Actor, page: PersonPage, on: date) -> Choices:
    rows = Use.objects.filter(person_id=page.id, valid_to=None).order_by("valid_from", "id")
    return [(str(row.pk), _dated(said("substances", row.substance), row.valid_from)) for row in rows]


def _needs(actor: Actor, page: PersonPage, on: date) -> Choices:
    rows = Need.objects.filter(person_id=page.id, withdrawn_on=None).order_by("recorded_on", "id")
    return [(str(row.pk), _dated(said("supports", row.kind), row.recorded_on)) for row in rows]


def _assignments(actor: Actor, page: PersonPage, on: date) -> Choices:
    """Those of the file; a helper is offered their own."""
    rows = Assignment.objects.filter(person_id=page.id).select_related("organisation").order_by("-valid_from", "id")
    if page.decision.relation == "assigned":
        rows = rows.filter(post=page.decision.post_id)
    else:
        rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=on))
    return [(str(row.pk), _dated(f"{row.helper}, {row.organisation.name}", row.valid_from)) for row in rows]


def _posts(actor: Actor, page: PersonPage, on: date) -> Choices:
    """Helpers who have an account at the person's commune."""
    commune = Person.objects.values_list("commune_id", flat=True).get(pk=page.id)
    here = becomes(commune) if commune else frozenset()
    today = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))
    rows = Post.objects.filter(today, role="helper", agency__unit_id__in=here).select_related("user", "agency")
    return [(str(row.pk), f"{row.user.full_name}, {row.agency.name}") for row in rows.order_by("user__full_name", "pk")]


def _dated(words: str, day: date | None) -> str:
    return f"{words}, {format_date(day)}" if day else words


OFFERS: dict[str, Callable[[Actor, PersonPage, date], Choices]] = {
    "agency": _agencies,
    "organisation": _agencies,
    "paper": _papers,
    "contact": _contacts,
    "use": _uses,
    "need": _needs,
    "assignment": _assignments,
    "post": _posts,
}
