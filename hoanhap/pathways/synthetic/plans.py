"""What happened to each made-up person under the law of its days. Pure and seeded, as `people.synthetic` is.

    choice = Draw(law, since, seed="2020", on=day).story(number, record)     # or nothing
    happened = Planner(law, offices, seed="2020", on=day).tell(choice, commune_id, substances)

Most have no measure on record, or one: see SHARE. Who is planned for gets a finding first, by somebody certified.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from struct import unpack
from typing import Protocol

from hoanhap.law.loaded import Law
from hoanhap.pathways.rules.checks.addiction import OPIOIDS
from hoanhap.pathways.rules.history import Cast, Told
from hoanhap.pathways.rules.track import Track
from hoanhap.pathways.synthetic.stories import CLINIC, VARIANTS, Choice, Opening, Role, Stories, Tale, chosen
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
    def desks(self, commune_id: int, sector: str, level: str, on: date) -> Iterable[tuple[int, str, int]]: ...
    def settle(self, wanted: Iterable[tuple[int, str, int]]) -> None: ...
    def era(self, on: date) -> int: ...
    def agency_of(self, place_id: int) -> int: ...
    def root(self, pathway: str, turn: int, case: str) -> Track: ...


class Draw:
    """Which story is a person's: told without the map, by the days from which communes have somewhere to send people
    (`since`)."""

    def __init__(self, law: Law, since: Mapping[int, date], *, seed: str, on: date) -> None:
        self._since, self._seed, self._on = since, seed, on
        self._opens = Opening(law, seed=seed, on=on)

    def story(self, number: int, record: Record) -> Choice | None:
        """`number`: which person of the seed."""
        share, month, way, variant = unpack("<4I", blake2b(f"{self._seed}:{number}".encode(), digest_size=16).digest())
        since, draft = self._since.get(record.commune_id), record.draft
        if share >= SHARE * WHOLE or since is None or draft.birth.year > record.entered_on.year - 19:
            return None
        earliest = max(record.entered_on, FIRST, since)
        after = earliest.year * 12 + earliest.month  # counted from 0: the month after
        months = self._on.year * 12 + self._on.month - after
        if months < 1:
            return None
        who = {"any", "home" if draft.residence in STABLE else "street"}
        who |= {"opioid"} if any(use.substance in OPIOIDS for use in draft.uses) else set()
        begins = after + int((month / WHOLE) ** 1.3 * months)
        choice = Choice(chosen(way / WHOLE, who), begins, variant * VARIANTS // WHOLE)
        return choice if self._opens(choice) else None


class Planner:
    """A story as it happened to somebody of a commune."""

    def __init__(self, law: Law, offices: Offices, *, seed: str, on: date) -> None:
        self._offices = offices
        self._stories = Stories(law, offices, seed=seed, on=on)
        self._desks: dict[int, dict[tuple[str, str, int], int | None]] = {}
        self._eras: dict[Tale, tuple[tuple[str, str, int], ...]] = {}

    def settle(self, told: Iterable[tuple[Choice, int]]) -> None:
        """The agencies of these stories, each in its commune, come into being together."""
        wanted: set[tuple[int, str, int]] = set()
        for choice, commune_id in told:
            tale, known = self._stories.story(choice), self._desks.get(commune_id, {})
            for role, key in zip(tale.roles, self._keys(tale), strict=True) if tale else ():
                if role.sector and key not in known:
                    wanted.update(self._offices.desks(commune_id, role.sector, role.level, role.on))
        self._offices.settle(wanted)

    def tell(self, choice: Choice, commune_id: int, substances: tuple[str, ...]) -> Told | None:
        near, tale = self._offices.nearby(commune_id), self._stories.story(choice)
        return self._cast(tale, commune_id, substances, near) if tale and near else None

    def _cast(self, tale: Tale, commune_id: int, substances: tuple[str, ...], near: Nearby) -> Told | None:
        """Whose desk each step was; where there is none the story ends before it."""
        desks = self._desks.setdefault(commune_id, {})
        agencies: list[int] = []
        for role, key in zip(tale.roles, self._keys(tale), strict=True):
            if key not in desks:
                desks[key] = self._desk(role, commune_id, near)
            agency = desks[key]
            if agency is None:
                cut = self._stories.cut(tale, len(agencies))
                return self._cast(cut, commune_id, substances, near) if cut else None
            agencies.append(agency)
        places = tuple(near.clinic if kind == CLINIC else near.centre for kind in tale.places)
        n = tale.findings
        return Told(tale.story, Cast(tuple(agencies), (near.clinician,) * n, (substances,) * n, places))

    def _keys(self, tale: Tale) -> tuple[tuple[str, str, int], ...]:
        """What says whose desk each step was, beside the commune."""
        found = self._eras.get(tale)
        if found is None:
            found = self._eras[tale] = tuple((r.sector, r.level, self._offices.era(r.on)) for r in tale.roles)
        return found

    def _desk(self, role: Role, commune_id: int, near: Nearby) -> int | None:
        if not role.sector:
            return self._offices.agency_of(near.clinic if role.level == CLINIC else near.centre)
        return self._offices.desk(commune_id, role.sector, role.level, role.on)
