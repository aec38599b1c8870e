"""What the steps of a case ask: who may determine, is there a bed, is the meeting quorate. Facts of offices, no person.

These are asked by rooms that have already decided that the asker may act; they hold no right of their own.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hoanhap.resources.models import Member, Place, Staff, Team
from hoanhap.resources.queries.needs import needs
from hoanhap.resources.rules import law
from hoanhap.resources.rules.law import Answer, CertificateFacts, StaffFacts


@dataclass(frozen=True, slots=True)
class Clinician:
    """Somebody to choose, and whether they may determine addiction on the day asked."""

    id: int
    name: str
    profession: str
    agency_id: int
    agency: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """`beds` is None where it is not known, or where there are none."""

    id: int
    code: str
    kind: str
    name: str
    agency_id: int
    unit_id: int
    valid_from: date
    valid_to: date | None
    beds: int | None


@dataclass(frozen=True, slots=True)
class MemberFacts:
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """`missing`: roles that the law of the day wants at a review and nobody in the team has."""

    id: int
    name: str
    act: str
    unit_id: int
    members: tuple[MemberFacts, ...]
    missing: tuple[str, ...]


# ---------------------------------------------------------------- who may determine
def may_determine(staff_id: int, on: date) -> Answer:
    """TTLT 17/2015 until 2021, as `law/means.toml` has it: profession and certificates on that day. Raises
    Staff.DoesNotExist."""
    staff = Staff.objects.prefetch_related("certificates").get(pk=staff_id)
    return law.may_determine(staff_facts(staff), needs().determiners(on), on)


def clinicians(agency_ids: Collection[int], on: date, *, only: bool = True) -> list[Clinician]:
    """Who works there on the day and may determine addiction; with `only=False` also who may not, with the reasons."""
    rule = needs().determiners(on)
    found = Staff.objects.filter(in_force(on), agency_id__in=agency_ids).select_related("agency")
    told = [
        Clinician(s.pk, s.name, s.profession, s.agency_id, s.agency.name, law.may_determine(staff_facts(s), rule, on))
        for s in found.prefetch_related("certificates").order_by("name", "pk")
    ]
    return [c for c in told if c.answer.allow or not only]


# ---------------------------------------------------------------- places
def beds(place_id: int, on: date) -> int | None:
    """How many beds the place has on the day; None when nobody wrote it down."""
    place = Place.objects.get(pk=place_id)
    return place.capacities.filter(in_force(on)).values_list("beds", flat=True).first()


def place(place_id: int, on: date) -> PlaceFacts | None:
    return next(iter(_places(Place.objects.filter(pk=place_id), on)), None)


def places(on: date, *, kinds: Collection[str] = (), unit_ids: Collection[int] | None = None) -> list[PlaceFacts]:
    """Those that stand on the day, of these kinds, at these units; by name."""
    found = Place.objects.filter(in_force(on))
    if kinds:
        found = found.filter(kind__in=kinds)
    if unit_ids is not None:
        found = found.filter(unit_id__in=unit_ids)
    return _places(found, on)


def _places(found: Iterable[Place], on: date) -> list[PlaceFacts]:
    rows = found.prefetch_related("capacities").order_by("name", "pk")  # type: ignore[attr-defined]
    return [
        PlaceFacts(p.pk, p.code, p.kind, p.name, p.agency_id, p.unit_id, p.valid_from, p.valid_to, _beds(p, on))
        for p in rows
    ]


def _beds(place: Place, on: date) -> int | None:
    known = (c for c in place.capacities.all() if c.valid_from <= on and (c.valid_to is None or on < c.valid_to))
    return next((c.beds for c in known), None)


# ---------------------------------------------------------------- teams
def working_team(unit_id: int, on: date) -> TeamFacts | None:
    """The unit's Tổ công tác on the day."""
    found = Team.objects.filter(in_force(on), unit_id=unit_id, kind="working").first()
    return team_facts(found, on) if found else None


def quorate(present: Collection[str], on: date) -> Answer:
    """Whether these roles are enough for the team's meeting on a case (NĐ 94/2010/NĐ-CP Điều 18)."""
    return law.quorate(present, needs().quorum(on), on)


def team_facts(team: Team, on: date) -> TeamFacts:
    members = tuple(
        MemberFacts(m.name, m.role) for m in Member.objects.filter(in_force(on), team=team).order_by("valid_from", "pk")
    )
    rule = needs().quorum(on)
    held = {m.role for m in members}
    missing = tuple(r for r in rule.roles if r not in held) if rule and team.kind == "working" else ()
    return TeamFacts(team.pk, team.name, team.act, team.unit_id, members, missing)


# ---------------------------------------------------------------- parts
def in_force(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))


def staff_facts(staff: Staff) -> StaffFacts:
    held = tuple(CertificateFacts(c.kind, c.valid_from, c.valid_to) for c in staff.certificates.all())
    return StaffFacts(staff.name, staff.profession, staff.valid_from, staff.valid_to, held)
