"""Staff with their certificates, teams with their members."""

from datetime import date

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside
from hoanhap.facts.actions import recorded_of_units, touched_units
from hoanhap.kernel.dates import Span
from hoanhap.kernel.text import clean
from hoanhap.resources.actions.door import agency_at, allowed, authority_of, home, named, stop
from hoanhap.resources.models import Certificate, Member, Staff, Team
from hoanhap.resources.rules import spans
from hoanhap.resources.rules.spans import Home
from hoanhap.resources.rules.words import ALONE, CERTIFICATES, PROFESSIONS, ROLES, TEAMS


@recorded_of_units
def add_staff(
    *,
    agency_id: int,
    name: str,
    profession: str,
    first: date,
    by: Actor,
    on: date,
    title: str = "",
    last: date | None = None,
    post: int | None = None,
) -> Staff:
    """Somebody works at an agency from `first`. `post`: their access.Post, when they sign in."""
    agency = agency_at(agency_id)
    decision = allowed(by, agency, on)
    touched_units([agency.unit_id])
    name, title = clean(name, 10_000), clean(title, 10_000)
    same = named(agency.staff.filter(profession=profession), name)
    stop(
        [
            *spans.written("name", name, 120),
            *spans.chosen("profession", profession, PROFESSIONS),
            *(spans.written("title", title, 80) if title else ()),
            *spans.span(first, last, home(agency)),
            *spans.together("name", name, first, last, same),
        ]
    )
    made = Staff.objects.create(
        name=name, agency=agency, sector=agency.sector, profession=profession, title=title, post=post,
        valid_from=first, valid_to=last,
    )  # fmt: skip
    log(by, "means.staff", "means", made.pk, post_id=decision.post_id, agency=agency.code)
    return made


@recorded_of_units
def add_certificate(
    *,
    staff_id: int,
    kind: str,
    first: date,
    by: Actor,
    on: date,
    number: str = "",
    issued_by: str = "",
    last: date | None = None,
) -> Certificate:
    """A certificate, in force from `first`; it may be older than the work at this agency."""
    staff = Staff.objects.select_related("agency__unit").filter(pk=staff_id).first()
    if staff is None:
        raise Outside(P.MEANS_EDIT)
    decision = allowed(by, staff.agency, on)
    touched_units([staff.agency.unit_id])
    number, issued_by = clean(number, 10_000), clean(issued_by, 10_000)
    same = [Span(c.valid_from, c.valid_to) for c in staff.certificates.filter(kind=kind)]
    stop(
        [
            *spans.chosen("kind", kind, CERTIFICATES),
            *(spans.written("number", number, 40) if number else ()),
            *(spans.written("issued_by", issued_by, 160) if issued_by else ()),
            *spans.span(first, last, Home("", date.min, None)),
            *spans.together("kind", str(CERTIFICATES.get(kind, kind)), first, last, same),
        ]
    )
    made = Certificate.objects.create(
        staff=staff, kind=kind, number=number, issued_by=issued_by, valid_from=first, valid_to=last
    )
    log(by, "means.certificate", "means", staff.pk, post_id=decision.post_id, kind_of=kind)
    return made


@recorded_of_units
def set_up_team(*, agency_id: int, kind: str, first: date, by: Actor, on: date, name: str = "", act: str = "") -> Team:
    """The People's Committee sets up a team for its unit, from the day of its decision `act`. One working team at a
    time; a volunteer team has a name of its own."""
    agency = agency_at(agency_id)
    decision = allowed(by, agency, on)
    touched_units([agency.unit_id])
    name = clean(name, 10_000) or str(TEAMS[kind].vi if kind in TEAMS else "")
    act = clean(act, 10_000)
    found = Team.objects.filter(unit=agency.unit, kind=kind)
    same = [Span(x.valid_from, x.valid_to) for x in found] if kind == "working" else named(found, name)
    stop(
        [
            *spans.chosen("kind", kind, TEAMS),
            *spans.written("name", name, 160),
            *(spans.written("act", act, 80) if act else ()),
            *spans.span(first, None, home(agency)),
            *spans.together("name", name, first, None, same),
        ]
    )
    made = Team.objects.create(kind=kind, name=name, unit=agency.unit, act=act, valid_from=first)
    log(by, "means.team", "means", made.pk, post_id=decision.post_id, kind_of=kind, agency=agency.code)
    return made


@recorded_of_units
def add_member(
    *, team_id: int, name: str, role: str, first: date, by: Actor, on: date, last: date | None = None
) -> Member:
    """Somebody joins a team in a role. One head or chair at a time; of others there may be several (villages)."""
    team = Team.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=team_id).first()
    if team is None:
        raise Outside(P.MEANS_EDIT)
    agency = authority_of(team.unit_id, on)
    decision = allowed(by, agency, on)
    touched_units([agency.unit_id])
    name = clean(name, 10_000)
    others = team.members.filter(role=role)
    same = [Span(m.valid_from, m.valid_to) for m in others] if role in ALONE else named(others, name)
    shown = str(ROLES[role]) if role in ALONE else name
    stop(
        [
            *spans.written("name", name, 120),
            *spans.chosen("role", role, ROLES),
            *spans.seat(team.kind, role),
            *spans.span(first, last, Home(team.name, team.valid_from, team.valid_to)),
            *spans.together("role", shown, first, last, same),
        ]
    )
    made = Member.objects.create(team=team, name=name, role=role, valid_from=first, valid_to=last)
    log(by, "means.member", "means", team.pk, post_id=decision.post_id, role=role)
    return made
