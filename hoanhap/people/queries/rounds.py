"""Reviews of a commune's list: which there are, and one to walk through."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.persons import reaching
from hoanhap.access.rules import Actor, Outside
from hoanhap.catalog.codelists import said
from hoanhap.people.models import Finding, Round
from hoanhap.people.queries.scope import lead
from hoanhap.people.queries.search_scope import with_past
from hoanhap.people.rules.identity import initials

KEEPS = frozenset({"commune_officer"})  # who walks through a list; a leader reads what was found
READS = KEEPS | {"commune_leader"}


@dataclass(frozen=True, slots=True)
class RoundLine:
    id: int
    title: str
    opened_on: date
    closed_on: date | None
    people: int
    done: int
    suspected: int | None


@dataclass(frozen=True, slots=True)
class FindingLine:
    id: int
    code: str
    initials: str
    name: str
    birth_year: int
    found: str
    words: str
    on: date | None
    by: str
    open: bool  # the file is still on the list


@dataclass(frozen=True)
class RoundPage:
    round: RoundLine
    lines: tuple[FindingLine, ...]
    writes: bool
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Rounds:
    lines: tuple[RoundLine, ...]
    writes: bool
    commune_id: int


def rounds(actor: Actor, on: date) -> Rounds:
    """The reviews of the post's commune, the newest first."""
    communes, writes = _mine(actor, on)
    rows = Round.objects.filter(commune_id__in=with_past(frozenset(communes)))
    counted = rows.annotate(people=Count("findings"), done=Count("findings", filter=~Q(findings__found="")))
    lines = tuple(_line(row) for row in counted.order_by("-opened_on", "-id"))
    return Rounds(lines, writes, min(communes))


def round_page(actor: Actor, round_id: int, on: date, *, left: bool = False) -> RoundPage:
    """One review; with `left`, only who is not reviewed yet. A reading of persons, and noted as one."""
    communes, writes = _mine(actor, on)
    rows = Round.objects.filter(pk=round_id, commune_id__in=with_past(frozenset(communes)))
    counted = rows.annotate(people=Count("findings"), done=Count("findings", filter=~Q(findings__found="")))
    found = counted.first()
    if found is None:
        raise Outside(P.PERSON_VIEW)
    findings = Finding.objects.filter(round=found).select_related("person")
    lines = tuple(
        FindingLine(
            id=row.pk,
            code=row.person.code,
            initials=initials(row.person.name) or row.person.code,
            name=row.person.name if writes and row.person.state == "open" else "",
            birth_year=row.person.birth_year,
            found=row.found,
            words=said("findings", row.found),
            on=row.on,
            by=row.by,
            open=row.person.state == "open",
        )
        for row in (findings.filter(found="") if left else findings).order_by("person__given", "person__folded", "pk")
    )
    kinds = dict(findings.exclude(found="").order_by().values_list("found").annotate(n=Count("pk")))
    log(actor, "person.list", "round", found.pk, purpose="P1", fields="K1 K2" if writes else "K1", count=len(lines))
    counts = tuple((said("findings", code), n) for code, n in kinds.items())
    return RoundPage(_line(found), lines, writes and found.closed_on is None, counts)


def _mine(actor: Actor, on: date) -> tuple[set[int], bool]:
    """The communes whose list the actor keeps or leads, and whether to write."""
    posts = [post for post, where in reaching(actor, on) if where == "own" and post.role in READS]
    keeps = {post.unit_id for post in posts if post.role in KEEPS and post.sector == lead(on)}
    reads = {post.unit_id for post in posts if post.role not in KEEPS}
    if not keeps | reads:
        raise Outside(P.PERSON_VIEW)
    return keeps or reads, bool(keeps)


def _line(row: Round) -> RoundLine:
    people, done = row.people, row.done  # type: ignore[attr-defined]
    return RoundLine(row.pk, row.title, row.opened_on, row.closed_on, people, done, row.suspected)
