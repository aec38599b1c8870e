"""The other side of `bench.person_page`: a page as Django's tutorial would write it, with the same rows on it.

Session, signed-in user, one permission query, the rows of one person table by table, one committed INSERT, a template.
Nothing is masked, sealed text is not opened, no law is asked: what may be done now is not on it.
"""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.utils import timezone

from hoanhap.access.models import Post
from hoanhap.audit.models import AuditRow
from hoanhap.pathways.models import Determination, Measure, StepTaken
from hoanhap.people.models import (
    Alias,
    Assignment,
    Contact,
    Finding,
    IdentityPaper,
    Need,
    Note,
    Person,
    Residence,
    Standing,
    Support,
    Test,
    Use,
    Visit,
)

TABLES = (
    (Residence, "person", ("commune",)), (Finding, "person", ("round",)), (Standing, "person", ()),
    (Use, "person", ()), (Test, "person", ("agency",)), (Need, "person", ()), (Support, "person", ("agency",)),
    (Assignment, "person", ("organisation",)), (Visit, "assignment__person", ()), (Note, "person", ()),
    (Alias, "person", ()), (IdentityPaper, "person", ()), (Contact, "person", ()), (Measure, "person", ("place",)),
    (StepTaken, "measure__person", ("agency",)), (Determination, "person", ("agency", "clinician")),
)  # fmt: skip
PAGE = """<!doctype html><html lang="vi"><head><title>{{ person.name }}</title></head><body><h1>{{ person.name }}</h1>
<p>{{ person.birth_year }} · {{ person.commune.name }}</p>
{% for title, rows in tables %}<section><h2>{{ title }}</h2><ul>{% for row in rows %}<li>
{% for name, value in row %}<span><b>{{ name }}</b> {{ value|date:"d/m/Y"|default:value }}</span>
{% endfor %}</li>{% endfor %}</ul></section>{% endfor %}</body></html>"""
SHOWN = {
    "on", "kind", "valid_from", "valid_to", "result", "reason", "substances", "state", "step", "opened_on",
    "recorded_on", "name", "basis", "registered_on", "after", "outcome", "route", "since_year", "amount", "source",
    "what",
}  # fmt: skip
template = engines["django"].from_string(PAGE)


@login_required
def page(request: HttpRequest, code: str) -> HttpResponse:
    person = Person.objects.select_related("commune").filter(code=code).first()
    if person is None or not Post.objects.filter(user=request.user, agency__unit=person.commune_id).exists():
        raise Http404
    tables = []
    for model, key, joined in TABLES:
        found = model._default_manager.filter(**{key: person}).select_related(*joined).order_by("pk")
        names = [f.name for f in model._meta.fields if f.name in SHOWN]
        rows = [
            [*((name, getattr(row, name)) for name in names), *((name, getattr(row, name)) for name in joined)]
            for row in found
        ]
        tables.append((model.__name__, rows))
    with transaction.atomic():
        AuditRow.objects.create(
            at=timezone.now(),
            actor=request.user.username,
            channel="web",
            action="person.read",
            kind="person",
            ref=code,
            detail={},
        )
    return HttpResponse(template.render({"person": person, "tables": tables}, request))


urlpatterns = [path("nguoi/<str:code>/", page)]
