"""The pages of means: the agencies in the reader's scope, and one agency with its places, staff and teams."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside, Subject, decide, posts_with, require
from hoanhap.kernel.dates import last_day
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.text import fold, sort_key
from hoanhap.resources.models import Capacity, Certificate, Member, Place, Staff, Team
from hoanhap.resources.queries.cases import in_force, staff_facts
from hoanhap.resources.queries.needs import needs
from hoanhap.resources.rules import law
from hoanhap.resources.rules.law import Answer
from hoanhap.resources.rules.words import CERTIFICATES, PLACES, PROFESSIONS, ROLES, SEATS
from hoanhap.units.models import Agency
from hoanhap.units.queries import AgencyFacts, Tree, agencies, tree


@dataclass(frozen=True, slots=True)
class AgencyRow:
    code: str
    name: str
    unit: str
    places: int
    beds: int | None
    staff: int
    determiners: int
    team: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """One line of a page: `last` is its last day, `now` whether it is in force."""

    id: int
    title: str
    words: Words | str
    note: str
    first: date
    last: date | None
    now: bool


@dataclass(frozen=True, slots=True)
class PlaceLines:
    line: Dated
    code: str
    kind: str
    beds: int | None
    history: tuple[tuple[int, date], ...]  # beds, from


@dataclass(frozen=True, slots=True)
class StaffLines:
    line: Dated
    answer: Answer
    certificates: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class TeamLines:
    line: Dated
    kind: str
    members: tuple[Dated, ...]
    missing: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """`article`, `verified`: the rule on who determines addiction. `has_teams`: the agency is a People's Committee."""

    id: int
    code: str
    name: str
    unit_id: int
    unit: str
    unit_code: str
    editable: bool
    has_teams: bool
    offices: tuple[tuple[str, str], ...]  # sector and name of who else works at the unit: their staff is entered here
    others: tuple[tuple[str, str], ...]  # code and name of those of them that have a page of their own
    places: tuple[PlaceLines, ...]
    staff: tuple[StaffLines, ...]
    teams: tuple[TeamLines, ...]
    rule: law.Determine | None
    quorum: law.Quorum | None


_Row = Place | Staff | Certificate | Team | Member


# ---------------------------------------------------------------- the list
def board(*, actor: Actor, on: date, text: str = "") -> list[AgencyRow]:
    """Agencies in the reader's scope that have means, and the reader's own. `text`: without diacritics."""
    units, words = tree(on), fold(text).split()
    mine = {p.agency_id for p in posts_with(actor, P.MEANS_VIEW, on)}
    teams = set(Team.objects.filter(in_force(on), kind="working").values_list("unit_id", flat=True))
    has = Q(pk__in=mine) | Q(places__isnull=False) | Q(staff__isnull=False) | Q(kind="authority", unit_id__in=teams)
    found = Agency.objects.filter(in_force(on)).filter(has).select_related("unit").distinct()
    seen = [
        a
        for a in found
        if all(w in fold(f"{a.name} {a.unit.name}") for w in words)
        and decide(actor, P.MEANS_VIEW, _subject(a, units), on).allow
    ]
    return sorted(_rows(seen, teams, on), key=lambda r: (sort_key(r.unit), sort_key(r.name)))


def _rows(seen: list[Agency], teams: set[int], on: date) -> Iterable[AgencyRow]:
    ids = [a.pk for a in seen]
    rule = needs().determiners(on)
    counts = dict(Place.objects.filter(in_force(on), agency_id__in=ids).values_list("agency").annotate(n=Count("pk")))
    beds: dict[int, int] = {}
    for agency_id, n in Capacity.objects.filter(in_force(on), place__agency_id__in=ids).values_list(
        "place__agency_id", "beds"
    ):
        beds[agency_id] = beds.get(agency_id, 0) + n
    staff: dict[int, list[bool]] = {}
    for s in Staff.objects.filter(in_force(on), agency_id__in=ids).prefetch_related("certificates"):
        staff.setdefault(s.agency_id, []).append(law.may_determine(staff_facts(s), rule, on).allow)
    for a in seen:
        held = staff.get(a.pk, [])
        yield AgencyRow(
            a.code, a.name, a.unit.name, counts.get(a.pk, 0), beds.get(a.pk), len(held), sum(held),
            a.kind == "authority" and a.unit_id in teams,
        )  # fmt: skip


# ---------------------------------------------------------------- one agency
def agency_page(*, actor: Actor, code: str, on: date) -> AgencyPage:
    """Raises Outside for a code that is not there or is none of the reader's business."""
    agency = Agency.objects.select_related("unit").filter(code=code).first()
    if agency is None:
        raise Outside(P.MEANS_VIEW)
    subject = _subject(agency, tree(on))
    require(actor, P.MEANS_VIEW, subject, on=on)
    rule, quorum = needs().determiners(on), needs().quorum(on)
    return AgencyPage(
        id=agency.pk,
        code=agency.code,
        name=agency.name,
        unit_id=agency.unit_id,
        unit=agency.unit.name,
        unit_code=agency.unit.code,
        editable=decide(actor, P.MEANS_EDIT, subject, on).allow,
        has_teams=agency.kind == "authority",
        offices=tuple((a.sector, a.name) for a in _offices(agency, on)),
        others=tuple(
            (a.code, a.name)
            for a in _offices(agency, on)
            if a.id and decide(actor, P.MEANS_VIEW, Subject("", a.id, agency.unit_id, subject.ancestors), on).allow
        ),
        places=tuple(_place(p, on) for p in agency.places.prefetch_related("capacities").order_by("valid_from", "pk")),
        staff=tuple(_staff(s, rule, on) for s in _with_certificates(agency)),
        teams=tuple(_team(x, quorum, on) for x in _with_members(agency)) if agency.kind == "authority" else (),
        rule=rule,
        quorum=quorum,
    )


def _offices(agency: Agency, on: date) -> list[AgencyFacts]:
    """The other agencies of a committee's unit: the health station, the police."""
    if agency.kind != "authority":
        return []
    return [a for a in agencies(agency.unit_id, on) if a.kind == "department"]


def _with_certificates(agency: Agency) -> Iterable[Staff]:
    held = Prefetch("certificates", Certificate.objects.order_by("valid_from", "pk"))
    return sorted(agency.staff.prefetch_related(held), key=lambda s: (s.valid_to is not None, sort_key(s.name)))


def _with_members(agency: Agency) -> Iterable[Team]:
    held = Prefetch("members", Member.objects.order_by("valid_from", "pk"))
    return Team.objects.filter(unit=agency.unit).prefetch_related(held).order_by("valid_from", "pk")


def _place(p: Place, on: date) -> PlaceLines:
    known = sorted(p.capacities.all(), key=lambda c: c.valid_from)
    now = next((c.beds for c in known if c.valid_from <= on and (c.valid_to is None or on < c.valid_to)), None)
    what = str(PLACES[p.kind])
    if p.seat:
        what = t("{kind}, đặt tại {seat}", "{kind}, seated in: {seat}", kind=what, seat=SEATS[p.seat])
    return PlaceLines(_line(p, p.name, what, p.act, on), p.code, p.kind, now,
                      tuple((c.beds, c.valid_from) for c in known))  # fmt: skip


def _staff(s: Staff, rule: law.Determine | None, on: date) -> StaffLines:
    held = tuple(
        _line(c, str(CERTIFICATES[c.kind]), CERTIFICATES[c.kind],
              ", ".join(x for x in (c.number, c.issued_by) if x), on)
        for c in s.certificates.all()
    )  # fmt: skip
    return StaffLines(_line(s, s.name, PROFESSIONS[s.profession], s.title, on),
                      law.may_determine(staff_facts(s), rule, on), held)  # fmt: skip


def _team(x: Team, quorum: law.Quorum | None, on: date) -> TeamLines:
    members = tuple(_line(m, m.name, ROLES[m.role], m.role, on) for m in x.members.all())
    held = {m.note for m in members if m.now}
    missing = tuple(ROLES[r] for r in quorum.roles if r not in held) if quorum and x.kind == "working" else ()
    return TeamLines(_line(x, x.name, x.act, "", on), x.kind, members, missing)


def _line(
    row: Place | Staff | Certificate | Team | Member, title: str, words: Words | str, note: str, on: date
) -> Dated:
    ended = row.valid_to
    last = last_day(ended) if ended else None
    return Dated(row.pk, title, words, note, row.valid_from, last,
                 row.valid_from <= on and (ended is None or on < ended))  # fmt: skip


def _subject(agency: Agency, units: Tree) -> Subject:
    above = units.ancestors(agency.unit_id) if agency.unit_id in units else ()
    return Subject("", agency.pk, agency.unit_id, frozenset(above))
