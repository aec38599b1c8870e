"""What happened to each made-up person under the law of its days. Pure and seeded, as `people.synthetic` is.

    planner = Planner(law, offices, seed="2020", on=day)
    happened = planner.plan(number, record)        # a story with its cast, or nothing

Most have no measure on record, or one: see SHARE. Who is planned for gets a finding first, by somebody certified.
"""

from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from struct import unpack
from typing import Protocol

from hoanhap.law.library import Law
from hoanhap.pathways.rules.checks.addiction import OPIOIDS
from hoanhap.pathways.rules.history import Cast, Told
from hoanhap.pathways.rules.track import Track
from hoanhap.pathways.synthetic.stories import CLINIC, VARIANTS, Role, Stories, Tale, chosen
from hoanhap.people.rules.record import Record

FIRST = date(2014, 3, 1)
SHARE = 0.32  # of the persons on the list have had a measure while they were on it; the published reports count such
STABLE = frozenset({"permanent", "temporary"})
WHOLE = 2**32  # what a draw is a part of


@dataclass(frozen=True, slots=True)
class Nearby:
    """What a commune's people are led to: a centre, a clinic (places) and who may determine addiction."""

    centre: int
    clinic: int
    clinician: int
    since: date


class Offices(Protocol):
    """The map as the planner asks for it, and the tracks that everybody shares."""

    def nearby(self, commune_id: int) -> Nearby | None: ...
    def desk(self, commune_id: int, sector: str, level: str, on: date) -> int | None: ...
    def era(self, on: date) -> int: ...
    def agency_of(self, place_id: int) -> int: ...
    def root(self, pathway: str, turn: int, case: str) -> Track: ...


class Planner:
    def __init__(self, law: Law, offices: Offices, *, seed: str, on: date) -> None:
        self._offices, self._seed, self._on = offices, seed, on
        self._stories = Stories(law, offices, seed=seed, on=on)
        self._desks: dict[int, dict[tuple[str, str, int], int | None]] = {}
        self._eras: dict[Tale, tuple[tuple[str, str, int], ...]] = {}

    def plan(self, number: int, record: Record, *, turn: int = 0) -> Told | None:
        """`number`: which person of the seed; `turn`: another story than before."""
        share, month, way, variant = self._draws(number, turn)
        if share >= SHARE:
            return None
        near, draft = self._offices.nearby(record.commune_id), record.draft
        if near is None or draft.birth.year > record.entered_on.year - 19:
            return None
        earliest = max(record.entered_on, FIRST, near.since)
        since = earliest.year * 12 + earliest.month  # counted from 0: the month after
        months = self._on.year * 12 + self._on.month - since
        if months < 1:
            return None
        who = {"any", "home" if draft.residence in STABLE else "street"}
        who |= {"opioid"} if any(use.substance in OPIOIDS for use in draft.uses) else set()
        tale = self._stories.story(chosen(way, who), since + int(month**1.3 * months), int(variant * VARIANTS))
        return self._cast(tale, record, near) if tale else None

    def _draws(self, number: int, turn: int) -> tuple[float, float, float, float]:
        told = f"{self._seed}:{number}:{turn}" if turn else f"{self._seed}:{number}"
        share, month, way, variant = unpack("<4I", blake2b(told.encode(), digest_size=16).digest())
        return (0.0 if turn else share / WHOLE), month / WHOLE, way / WHOLE, variant / WHOLE

    def _cast(self, tale: Tale, record: Record, near: Nearby) -> Told | None:
        """Whose desk each step was; where there is none the story ends before it."""
        eras = self._eras.get(tale)
        if eras is None:
            eras = self._eras[tale] = tuple((r.sector, r.level, self._offices.era(r.on)) for r in tale.roles)
        desks = self._desks.setdefault(record.commune_id, {})
        agencies: list[int] = []
        for role, key in zip(tale.roles, eras, strict=True):
            if key not in desks:
                desks[key] = self._desk(role, record.commune_id, near)
            agency = desks[key]
            if agency is None:
                cut = self._stories.cut(tale, len(agencies))
                return self._cast(cut, record, near) if cut else None
            agencies.append(agency)
        places = tuple(near.clinic if kind == CLINIC else near.centre for kind in tale.places)
        found, n = tuple(use.substance for use in record.draft.uses), tale.findings
        return Told(tale.story, Cast(tuple(agencies), (near.clinician,) * n, (found,) * n, places))

    def _desk(self, role: Role, commune_id: int, near: Nearby) -> int | None:
        if not role.sector:
            return self._offices.agency_of(near.clinic if role.level == CLINIC else near.centre)
        return self._offices.desk(commune_id, role.sector, role.level, role.on)
