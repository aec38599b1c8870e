"""Reading directives: a list and a page, each only of what the reader's posts may see."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import overload

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside, require
from hoanhap.documents.models import Directive, DirectiveChange, DirectiveFile, DirectiveLink
from hoanhap.documents.queries.directive_record import cited_of, written_of
from hoanhap.documents.queries.directive_scope import (
    addressed_names,
    addressed_on,
    edits,
    require_edit,
    sectors,
    visible,
)
from hoanhap.documents.queries.directive_search import Hit, hits, matching
from hoanhap.documents.rules.directives import BORNE, ENDING, LINKS, Citation, Term
from hoanhap.documents.rules.written import FIELDS, Written
from hoanhap.kernel.lang import Words


@dataclass(frozen=True, slots=True)
class DirectiveRow:
    """`standing`: whether it is in force; None where its start is not known. `hit`: where it says what was looked
    for, when its record does not."""

    code: str
    cited: Citation
    standing: bool | None = None
    hit: Hit | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Another document as this one names it. `code` is empty for a citation of what is not recorded."""

    code: str
    text: str
    summary: str
    from_on: date | None


@dataclass(frozen=True, slots=True)
class Tied:
    title: Words
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """`told`: (field, before, after)."""

    told: tuple[tuple[str, str, str], ...]
    reason: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DirectivePage:
    """A document: what it rests on and changes (`says`), which recorded documents bear on it (`borne`)."""

    code: str
    cited: Citation
    agency: str
    signer: str
    source: str
    term: Term
    standing: bool | None
    says: tuple[Tied, ...]
    borne: tuple[Tied, ...]
    addressed: tuple[str, ...]
    files: tuple[DirectiveFile, ...]
    changes: tuple[Correction, ...]
    entered_by: str
    entered_at: datetime | None
    editable: bool
    revision: int


class Listed(Sequence[DirectiveRow]):
    """Rows of a list, read from the database as far as they are looked at. What answers is asked once."""

    def __init__(self, found: QuerySet[Directive], on: date, seen: QuerySet[Directive], text: str) -> None:
        self._found, self._on, self._seen, self._text = found, on, seen, text

    @cached_property
    def _answers(self) -> dict[int, bool]:
        """In their order, each with whether its own record answers."""
        return dict(self._found.values_list("pk", "in_record"))

    def __len__(self) -> int:
        return len(self._answers)

    def __iter__(self) -> Iterator[DirectiveRow]:
        return iter(self._rows([*self._answers]))

    @overload
    def __getitem__(self, key: int) -> DirectiveRow: ...
    @overload
    def __getitem__(self, key: slice) -> list[DirectiveRow]: ...
    def __getitem__(self, key: int | slice) -> DirectiveRow | list[DirectiveRow]:
        pks = [*self._answers]
        return self._rows(pks[key]) if isinstance(key, slice) else self._rows([pks[key]])[0]

    def _rows(self, pks: Sequence[int]) -> list[DirectiveRow]:
        known = Directive.objects.in_bulk(pks)
        rows = [known[pk] for pk in pks]
        elsewhere = [pk for pk in pks if not self._answers[pk]]
        ends, where = _ends(rows), hits(self._seen, elsewhere, self._text)
        terms = [Term(d.in_force_from or d.issued_on, ends.get(d.pk)) for d in rows]
        return [
            DirectiveRow(d.code, cited_of(d), term.on(self._on), where.get(d.pk))
            for d, term in zip(rows, terms, strict=True)
        ]


def directives(
    *, actor: Actor, on: date, text: str = "", kind: str = "", year: int | None = None, standing: bool = False
) -> Listed:
    """Newest first, those without a day after the rest; before them, of a search, what its own record answers.

    `text` is looked for without diacritics, in all that a directive says. `standing`: only what is in force on the day.
    """
    seen = visible(actor, on)
    found = matching(seen, text)
    if kind:
        found = found.filter(kind=kind)
    if year:
        found = found.filter(issued_on__year=year)
    if standing:
        found = found.filter(_standing(on))
    return Listed(found.order_by("-in_record", F("issued_on").desc(nulls_last=True), "code"), on, seen, text)


def years(*, actor: Actor, on: date) -> list[int]:
    """The years from which the reader has documents, newest first."""
    rows = visible(actor, on).exclude(issued_on=None).order_by().values_list("issued_on__year", flat=True).distinct()
    return sorted(rows, reverse=True)


def directive_page(*, actor: Actor, code: str, on: date) -> DirectivePage:
    """Raises Outside for a code that does not exist or is none of the reader's business."""
    found = one(actor=actor, code=code, on=on)
    seen = visible(actor, on)
    term = Term(found.in_force_from or found.issued_on, _ends([found]).get(found.pk))
    return DirectivePage(
        code=found.code,
        cited=cited_of(found),
        agency=found.agency.name if found.agency else "",
        signer=found.signer,
        source=found.source,
        term=term,
        standing=term.on(on),
        says=_says(found, seen),
        borne=_borne(found, seen),
        addressed=tuple(_addressed(found, on)),
        files=tuple(found.files.defer("content").order_by("-pk")),
        changes=tuple(_correction(c) for c in found.changes.order_by("-revision")),
        entered_by=found.entered_by,
        entered_at=found.entered_at,
        editable=edits(actor, found.agency, on).allow,
        revision=found.revision,
    )


def one(*, actor: Actor, code: str, on: date) -> Directive:
    """Raises Denied for who reads no directives, Outside for what is none of the reader's business."""
    require(actor, P.DIRECTIVE_VIEW, on=on)
    found = visible(actor, on).select_related("agency__unit").filter(code=code).first()
    if found is None:
        raise Outside(P.DIRECTIVE_VIEW)
    return found


def correctable(*, actor: Actor, code: str, on: date) -> tuple[Written, int]:
    """The record as it was written, for the form that corrects it, and its revision. Raises Denied."""
    found = one(actor=actor, code=code, on=on)
    require_edit(actor, found.agency, on)
    return written_of(found), found.revision


# ---------------------------------------------------------------- in force
# What an agency keeps for itself ends nothing but its own: public law is ended by public law, for everybody alike.
MAY_END = Q(kind__in=ENDING) & (Q(directive__agency=None) | Q(directive__agency=F("target__agency")))


def _standing(on: date) -> Q:
    ended = DirectiveLink.objects.filter(MAY_END, target=OuterRef("pk"), from_on__lte=on)
    begun = Q(in_force_from__lte=on) | Q(in_force_from=None, issued_on__lte=on)
    return begun & (Q(in_force_to=None) | Q(in_force_to__gt=on)) & ~Exists(ended)


def _ends(rows: Iterable[Directive]) -> dict[int, date]:
    """When each ends: by its own words, or by the first that replaced or repealed it."""
    known = {d.pk: d.in_force_to for d in rows}
    found = {pk: end for pk, end in known.items() if end}
    links = DirectiveLink.objects.filter(MAY_END, target__in=known, from_on__isnull=False)
    for target, day in links.values_list("target", "from_on"):
        found[target] = min(day, found.get(target, day))
    return found


# ---------------------------------------------------------------- what bears on what
def _says(found: Directive, seen: QuerySet[Directive]) -> tuple[Tied, ...]:
    links = list(found.links.select_related("target").order_by("position", "pk"))
    shown = set(seen.filter(pk__in=[x.target_id for x in links]).values_list("pk", flat=True))
    return tuple(
        Tied(title, some)
        for kind, title in LINKS.items()
        if (some := tuple(_link(x, x.target if x.target_id in shown else None) for x in links if x.kind == kind))
    )


def _borne(found: Directive, seen: QuerySet[Directive]) -> tuple[Tied, ...]:
    links = found.links_to.filter(directive__in=seen).select_related("directive")
    rows = list(links.order_by(F("directive__issued_on").asc(nulls_last=True), "directive__code"))
    return tuple(
        Tied(title, some)
        for kind, title in BORNE.items()
        if (some := tuple(_link(x, x.directive) for x in rows if x.kind == kind))
    )


def _link(link: DirectiveLink, other: Directive | None) -> Link:
    if other is None:
        name = link.cited or (cited_of(link.target).name if link.target else "")
        return Link("", name, "", link.from_on)
    return Link(other.code, cited_of(other).name, other.summary, link.from_on)


def _correction(change: DirectiveChange) -> Correction:
    told = tuple((str(FIELDS.get(name, name)), before, after) for name, before, after in change.fields)
    return Correction(told, change.reason, change.by_name, change.at)


def _addressed(found: Directive, on: date) -> list[str]:
    rows = [a for a in found.addressees.select_related("unit").order_by("pk") if addressed_on(a, on)]
    return addressed_names(rows, dict(sectors()))
