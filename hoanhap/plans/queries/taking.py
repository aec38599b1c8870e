"""For whom somebody may take a plan over, and which agencies its words may mean there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, posts_with
from hoanhap.kernel.lang import Words
from hoanhap.plans.reading.agencies import found_in
from hoanhap.plans.rules.answers import LEVELS
from hoanhap.plans.rules.draft import Candidate
from hoanhap.units.models import Agency
from hoanhap.units.queries import register

# What stands in the pattern of an office for all units of a level.
ALL = {
    "province": Words("các tỉnh, thành phố", "all provinces"),
    "district": Words("các huyện, thành phố", "all districts"),
    "commune": Words("các xã, phường, thị trấn", "all communes"),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """An agency that the actor makes plans for; `level` of its unit."""

    id: int
    code: str
    name: str
    sector: str
    level: str
    unit: str
    unit_kind: str


def desks(actor: Actor, on: date) -> list[Desk]:
    own = {post.agency_id for post in posts_with(actor, P.PLAN_EDIT, on)}
    rows = Agency.objects.filter(pk__in=own).select_related("unit").order_by("name", "pk")
    return [Desk(a.pk, a.code, a.name, a.sector, a.unit.level, a.unit.name, a.unit.kind) for a in rows]


def likely(desks: Sequence[Desk], issuer: str) -> Desk:
    """The one whose sector issued the document; else the first. Somebody still sees it and may choose another."""
    named = {ref.sector for ref in found_in(issuer)}
    return next((desk for desk in desks if desk.sector in named), desks[0])


def offices(desk: Desk, on: date) -> list[Candidate]:
    """What a name in a plan of this agency can mean: agencies beside it by name, those of a level below all at once."""
    found: list[Candidate] = []
    for level in LEVELS[LEVELS.index(desk.level) :]:
        for office in register().offices(level, on):
            words = office.named(desk.unit, desk.unit_kind) if level == desk.level else None
            whole = ALL.get(level, Words("", ""))
            vi = words.vi if words else office.words.vi.format(unit=whole.vi, place=whole.vi)
            en = words.en if words else office.words.en.format(unit=whole.en, place=whole.en)
            found.append(Candidate(office.kind, office.sector, level, vi, en))
    return found
