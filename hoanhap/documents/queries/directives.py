"""Reading directives: a list and a page, each only of what the reader's posts may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside, Subject, decide, require
from hoanhap.documents.models import Directive
from hoanhap.documents.rules.directives import Citation
from hoanhap.kernel.text import fold
from hoanhap.units.queries import Tree, tree


@dataclass(frozen=True, slots=True)
class DirectiveRow:
    code: str
    cited: Citation


@dataclass(frozen=True, slots=True)
class DirectivePage:
    """A document, what it rests on, and which recorded documents rest on it."""

    code: str
    cited: Citation
    agency: str
    source: str
    bases: tuple[DirectiveRow, ...]
    followers: tuple[DirectiveRow, ...]


def directives(*, actor: Actor, on: date, text: str = "") -> list[DirectiveRow]:
    """Newest first, those without a day after the rest. `text` is looked for without diacritics."""
    words = fold(text).split()
    rows = [_row(d) for d in _visible(Directive.objects.select_related("agency"), actor, on)]
    found = [r for r in rows if all(w in fold(f"{r.cited.name} {r.cited.issuer} {r.cited.summary}") for w in words)]
    return sorted(found, key=lambda r: (-(r.cited.issued_on or date.min).toordinal(), r.code))


def directive_page(*, actor: Actor, code: str, on: date) -> DirectivePage:
    """Raises Outside for a code that does not exist or is none of the reader's business."""
    found = Directive.objects.filter(code=code).select_related("agency").first()
    if found is None:
        raise Outside(P.DIRECTIVE_VIEW)
    require(actor, P.DIRECTIVE_VIEW, _subject(found, tree(on) if found.agency else None), on=on)
    return DirectivePage(
        code=found.code,
        cited=_cited(found),
        agency=found.agency.name if found.agency else "",
        source=found.source,
        bases=tuple(_row(d) for d in _visible(found.bases.select_related("agency").order_by("code"), actor, on)),
        followers=tuple(
            _row(d) for d in _visible(found.based_on_this.select_related("agency").order_by("code"), actor, on)
        ),
    )


def directive_choices() -> list[tuple[str, str]]:
    """(code, name) of every document a campaign may rest on, for a field; the view that asks holds CAMPAIGN_OPEN."""
    rows = sorted((_row(d) for d in Directive.objects.all()), key=lambda r: fold(r.cited.name))
    return [(r.code, f"{r.cited.name}: {r.cited.summary}"[:160]) for r in rows]


def _visible(found: Iterable[Directive], actor: Actor, on: date) -> list[Directive]:
    rows = list(found)
    units = tree(on) if any(d.agency for d in rows) else None
    return [d for d in rows if decide(actor, P.DIRECTIVE_VIEW, _subject(d, units), on).allow]


def _subject(directive: Directive, units: Tree | None) -> Subject | None:
    """None for public law: the right itself is enough."""
    agency = directive.agency
    if agency is None or units is None:
        return None
    above = units.ancestors(agency.unit_id) if agency.unit_id in units else ()
    return Subject(agency_id=agency.pk, unit_id=agency.unit_id, ancestors=frozenset(above))


def _row(directive: Directive) -> DirectiveRow:
    return DirectiveRow(directive.code, _cited(directive))


def _cited(d: Directive) -> Citation:
    return Citation(d.kind, d.number, d.symbol, d.issuer, d.summary, d.issued_on, d.issued_text)
