"""Requests for lists as each reader may see them: who asked, who holds the data, who guards it; and the rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from hoanhap.access import lists
from hoanhap.access.actions import log
from hoanhap.access.models import LegalBasis
from hoanhap.access.permissions import P
from hoanhap.access.persons import PURPOSES, K, PersonDecision, Purpose
from hoanhap.access.queries import grounds_for
from hoanhap.access.roles import ANYWHERE, grants
from hoanhap.access.rules import Actor, Outside, PostFacts, Subject, decide, posts_with
from hoanhap.catalog.codelists import said
from hoanhap.documents.lists import list_xlsx
from hoanhap.kernel.dates import format_date, last_day
from hoanhap.kernel.lang import Words, t
from hoanhap.people.models import Disclosed, Disclosure
from hoanhap.people.queries.told import area, asks_for, ground_words, holders
from hoanhap.people.rules.identity import initials
from hoanhap.units.queries import tree

STATES = {
    "counted": Words("đã trả lời bằng số lượng", "answered with a count"),
    "asked": Words("chờ quyết định", "waits for a decision"),
    "allowed": Words("được cung cấp", "granted"),
    "refused": Words("bị từ chối", "refused"),
    "over": Words("đã hết hạn", "expired"),
}
MOST = 100


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    title: str
    asker: str
    holder: str
    asked_on: date
    state: str
    words: str
    tone: str


@dataclass(frozen=True)
class DisclosurePage:
    """`rows` are there for the post that asked, while the list opens; never for anybody else."""

    id: int
    title: str
    facts: tuple[tuple[str, str], ...]
    state: str
    words: str
    decides: bool
    choosable: tuple[tuple[str, str], ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    opens: bool = False
    notice: str = ""


@dataclass(frozen=True)
class Asking:
    """What the form offers to one post. `grounds`: those in force to the post's sector."""

    posts: list[tuple[str, str]]
    kinds: list[tuple[str, str]]
    holders: list[tuple[str, str]] = field(default_factory=list)
    communes: list[tuple[str, str]] = field(default_factory=list)
    purposes: list[tuple[str, str]] = field(default_factory=list)
    grounds: list[tuple[str, str]] = field(default_factory=list)


def disclosures(actor: Actor, on: date) -> list[Line]:
    """The requests of the actor's agencies, and those to them; all of them for who guards the data."""
    rows = Disclosure.objects.filter(_mine(actor, on)).select_related("asked_agency", "holder", "commune", "basis")
    return [_line(row, on) for row in rows.order_by("-asked_on", "-id")[:MOST]]


def disclosure(actor: Actor, pk: int, on: date, *, note: str = "disclosure.read") -> DisclosurePage:
    """One request; with its rows for the post it was granted to. Reading the rows is noted. Raises Outside."""
    rows = Disclosure.objects.filter(_mine(actor, on)).select_related("asked_agency", "holder", "commune", "basis")
    asked = rows.filter(pk=pk).first()
    if asked is None:
        raise Outside(P.DISCLOSURE_VIEW)
    decision = lists.decide_list(actor, _facts(asked), on)
    line = _line(asked, on)
    decides = asked.state == "asked" and _may_decide(actor, asked, on)
    offered = lists.choosable(asked.kind, _classes(asked.basis)) if asked.basis and decides else ()
    fields = tuple(name for name in asked.fields.split() if decision.allow and _sees(decision, name, asked.kind))
    found = tuple(_rows(asked, fields)) if decision.allow else ()
    if decision.allow:
        shown = {"purpose": asked.purpose, "fields": decision.classes, "count": len(found)}
        log(actor, note, "disclosure", asked.pk, post_id=decision.post_id, **shown)
    return DisclosurePage(
        id=asked.pk,
        title=line.title,
        facts=tuple(_said(asked)),
        state=line.state,
        words=line.words,
        decides=decides,
        choosable=tuple((name, str(lists.FIELDS[name].words)) for name in offered),
        head=tuple(str(lists.FIELDS[name].words) for name in fields),
        rows=found,
        opens=decision.allow,
        notice=lists.notice() if decision.allow else "",
    )


def disclosure_xlsx(actor: Actor, pk: int, on: date) -> bytes:
    """The same rows as a workbook, the notice on its sheet. Nothing where the page shows nothing (Outside)."""
    page = disclosure(actor, pk, on, note="disclosure.export")
    if not page.opens:
        raise Outside(P.DISCLOSURE_VIEW)
    return list_xlsx(page.title, page.head, page.rows, notice=page.notice, facts=page.facts)


def asking(actor: Actor, on: date, *, kind: str = "", post_id: int | None = None) -> Asking:
    """What the form offers: for the post chosen, or the only one."""
    held = posts_with(actor, P.DISCLOSURE_ASK, on)
    post = next((p for p in held if p.id == post_id), held[0] if held else None)
    if post is None:
        raise Outside(P.DISCLOSURE_ASK)
    country = tree(on)
    kinds = [(code, str(k.words)) for code, k in lists.KINDS.items() if k.sector != post.sector]
    named = {p.id: country.unit(p.unit_id).title if p.unit_id in country else "" for p in held}
    chosen = kind if kind in lists.KINDS else kinds[0][0]
    usable = grounds_for("disclosure", on, kind=chosen)
    return Asking(
        posts=[(str(p.id), named[p.id]) for p in held],
        kinds=kinds,
        holders=[(str(a.pk), a.name) for a in holders(post, chosen, on)],
        communes=[(str(u), country.unit(u).title) for u in sorted(area(post, on), key=lambda u: country.unit(u).code)],
        purposes=[(str(p), str(PURPOSES[p])) for p in lists.purposes(post)],
        grounds=[(str(b.pk), ground_words(b)) for b in usable.filter(asker__in=asks_for(post, on))],
    )


def waiting_lists(actor: Actor, on: date) -> list[Line]:
    """The requests that wait for a decision of the actor's agencies."""
    agencies = {post.agency_id for post in posts_with(actor, P.DISCLOSURE_DECIDE, on)}
    rows = Disclosure.objects.filter(state="asked", holder_id__in=agencies).exclude(asked_user=actor.user_id)
    rows = rows.select_related("asked_agency", "holder", "commune", "basis")
    return [_line(row, on) for row in rows.order_by("asked_on", "id")]


# ---------------------------------------------------------------- inside
def _mine(actor: Actor, on: date) -> Q:
    posts = posts_with(actor, P.DISCLOSURE_VIEW, on)
    if any(grants(post.role, P.DISCLOSURE_VIEW) == ANYWHERE for post in posts):
        return Q()
    giving = {post.agency_id for post in posts_with(actor, P.DISCLOSURE_DECIDE, on)}
    return Q(asked_post__in=[post.id for post in posts]) | Q(holder_id__in=giving)


def _may_decide(actor: Actor, asked: Disclosure, on: date) -> bool:
    subject = Subject(agency_id=asked.holder_id)
    return actor.user_id != asked.asked_user and decide(actor, P.DISCLOSURE_DECIDE, subject, on).allow


def _facts(asked: Disclosure) -> lists.ListFacts:
    basis = asked.basis
    return lists.ListFacts(
        state=asked.state,
        post_id=asked.asked_post,
        kind=asked.kind,
        purpose=asked.purpose,
        fields=tuple(asked.fields.split()),
        classes=_classes(basis) if basis else frozenset(),
        basis=(basis.valid_from, basis.valid_to) if basis else None,
        expires_on=asked.expires_on,
    )


def _classes(basis: LegalBasis | None) -> frozenset[K]:
    return frozenset(K(k) for k in basis.classes.split()) if basis else frozenset()


def _sees(decision: PersonDecision, name: str, kind: str) -> bool:
    return lists.class_of(name, kind) in decision.read


def _rows(asked: Disclosure, fields: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The one place where a list's persons become words: the fields that were granted, and no other."""
    rows = Disclosed.objects.filter(disclosure=asked, person__state="open").select_related("person__commune")
    for row in rows.order_by("person__code"):
        yield tuple(VALUES[name](row.person, row) for name in fields)


VALUES = {
    "code": lambda person, row: person.code,
    "initials": lambda person, row: initials(person.name),
    "birth_year": lambda person, row: str(person.birth_year),
    "commune": lambda person, row: person.commune.name if person.commune else "",
    "name": lambda person, row: person.name,
    "born_on": lambda person, row: format_date(person.born_on) if person.born_on else str(person.birth_year),
    "sex": lambda person, row: said("sexes", person.sex),
    "since": lambda person, row: format_date(row.since) if row.since else "",
}


def _said(asked: Disclosure) -> Iterator[tuple[str, str]]:
    yield t("Bên yêu cầu", "Asked by"), f"{asked.asked_by}, {asked.asked_agency.name}"
    yield t("Bên giữ dữ liệu", "Held by"), asked.holder.name
    yield t("Ai", "Whom"), str(lists.KINDS[asked.kind].words)
    yield t("Địa bàn", "Area"), asked.commune.name if asked.commune else t("cả địa bàn của bên yêu cầu", "all its area")
    yield t("Tính đến ngày", "As of"), format_date(asked.as_of)
    yield t("Mục đích", "Purpose"), str(PURPOSES[Purpose(asked.purpose)])
    yield (
        t("Căn cứ", "Ground"),
        ground_words(asked.basis) if asked.basis else t("không có", "none"),
    )
    yield t("Lý do", "Reason"), asked.reason
    yield t("Số lượng", "Count"), lists.count_words(asked.told)
    if asked.decided_on:
        yield t("Người quyết định", "Decided by"), f"{asked.decided_by}, {format_date(asked.decided_on)}"
    if asked.words:
        yield t("Lý do từ chối", "Why refused"), asked.words
    if asked.expires_on:
        yield t("Mở đến hết ngày", "Open until"), format_date(last_day(asked.expires_on))


def _line(asked: Disclosure, on: date) -> Line:
    over = asked.state == "allowed" and not _in_time(asked, on)
    state = "over" if over else asked.state
    tone = {"asked": "warn", "allowed": "ok", "refused": "law"}.get(state, "")
    title = f"{lists.KINDS[asked.kind].words}, {format_date(asked.as_of)}"
    return Line(
        asked.pk, title, asked.asked_agency.name, asked.holder.name, asked.asked_on, state, str(STATES[state]), tone
    )


def _in_time(asked: Disclosure, on: date) -> bool:
    reader = PostFacts(asked.asked_post, "", "", 0, 0, on, None)
    return lists.decide_list(Actor(None, "", "", (reader,), "web"), _facts(asked), on).allow
