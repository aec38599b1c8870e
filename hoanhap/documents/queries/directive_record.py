"""A directive as somebody wrote it down: for the form that corrects it, for what a correction changed, and by name."""

from datetime import date

from django.db.models import F

from hoanhap.access.rules import Actor
from hoanhap.documents.models import Directive, DirectiveLink
from hoanhap.documents.queries.directive_scope import visible
from hoanhap.documents.rules.directives import LINKS, Citation
from hoanhap.documents.rules.written import LIMITS, Written
from hoanhap.kernel.lang import speaking


def cited_of(d: Directive) -> Citation:
    return Citation(d.kind, d.number, d.symbol, d.issuer, d.summary, d.issued_on, d.issued_text)


def choices(actor: Actor, on: date) -> list[tuple[str, str]]:
    """(code, number and summary) of those the actor may read, newest first; one without a date comes last."""
    rows = visible(actor, on).order_by(F("issued_on").desc(nulls_last=True), "code")
    return [(d.code, f"{d.number}/{d.symbol} {d.summary}".strip("/ ")) for d in rows]


def lines_of(directive: Directive) -> list[tuple[DirectiveLink, str]]:
    """Its links, each with the line that names the other document: as it was written, else by its name."""
    rows = directive.links.select_related("target").order_by("position", "pk")
    with speaking("vi"):
        return [(link, link.cited or (cited_of(link.target).name if link.target else "")) for link in rows]


def written_of(directive: Directive) -> Written:
    links: dict[str, list[str]] = {}
    for link, line in lines_of(directive):
        links.setdefault(link.kind, []).append(line)
    addressed = list(directive.addressees.select_related("unit").order_by("pk"))
    return Written(
        kind=directive.kind,
        issued_on=directive.issued_on,
        in_force_from=directive.in_force_from,
        in_force_to=directive.in_force_to,
        links={kind: tuple(links[kind]) for kind in LINKS if kind in links},
        sectors=tuple(dict.fromkeys(a.sector for a in addressed if a.sector)),
        units=tuple(dict.fromkeys(a.unit.code for a in addressed if a.unit)),
        **{name: getattr(directive, name) for name in LIMITS},
    )
