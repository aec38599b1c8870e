"""What happened to each made-up person under the law of its days. Pure and seeded, as `people.synthetic` is.

    planner = Planner(law, offices, on=day)
    happened = planner.plan(random, record)        # events for `rules.history`, or nothing

Most have no measure on record, or one: see SHARE. Who is planned for gets a finding first, by somebody certified.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Protocol

from hoanhap.law.library import Law
from hoanhap.law.pathways.shape import UnknownPathway
from hoanhap.pathways.rules.checks.addiction import OPIOIDS
from hoanhap.pathways.rules.history import FindingDraft, StepDraft
from hoanhap.pathways.rules.track import Track
from hoanhap.pathways.synthetic.courses import Course, Distances, course
from hoanhap.people.rules.record import Record

FIRST = date(2014, 3, 1)
SHARE = 0.32  # of the persons on the list have had a measure while they were on it; the published reports count such
AGAIN = 0.16  # of those who finished, a relapse and another measure
VARIANTS = 4  # ways from one day along one pathway
OPENS = (5, 19)  # of a month: on these days applications come
# pathway, its first step, how often, who: of the stable homes, of those without, of users of opioids
WAYS = (
    ("community", "register", 34, "home"), ("home", "register", 24, "home"), ("methadone", "apply", 22, "opioid"),
    ("centre-voluntary", "apply", 14, "any"), ("centre-compulsory", "compile-no-residence", 40, "street"),
)  # fmt: skip
AFTER = ("aftercare-residence", "list")
STABLE = frozenset({"permanent", "temporary"})
Events = tuple[FindingDraft | StepDraft, ...]


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
    def agency_of(self, place_id: int) -> int: ...
    def root(self, pathway: str, turn: int, case: str) -> Track: ...


class Planner:
    def __init__(self, law: Law, offices: Offices, *, on: date) -> None:
        self._law, self._offices, self._on = law, offices, on
        self._course = cache(self._find_course)
        self._far: dict[str, Distances] = {}

    def plan(self, random: Random, record: Record) -> Events:
        if random.random() >= SHARE:
            return ()
        near = self._offices.nearby(record.commune_id)
        draft = record.draft
        if near is None or draft.birth.year > record.entered_on.year - 19:
            return ()
        begins = self._opening(random, max(record.entered_on, FIRST, near.since))
        if begins is None:
            return ()
        return tuple(self._events(random, record, near, begins))

    def _opening(self, random: Random, earliest: date) -> date | None:
        """A day on which something opens, in the time that is left."""
        months = (self._on.year - earliest.year) * 12 + self._on.month - earliest.month
        if months < 1:
            return None
        n = earliest.month + int(random.random() ** 1.3 * months)  # the month after the earliest at the earliest
        day = date(earliest.year + n // 12, n % 12 + 1, OPENS[random.random() < 0.5])
        return day if day <= self._on else None

    def _events(self, random: Random, record: Record, near: Nearby, day: date) -> Iterator[FindingDraft | StepDraft]:
        substances = tuple(use.substance for use in record.draft.uses)
        case, turn, whom, way = 0, 1, "voluntary", self._way(random, record, day)
        while way is not None:
            yield FindingDraft(day - timedelta(2), "addicted", near.clinician, substances)
            done = self._course(*way, day, turn, whom, int(random.random() * VARIANTS))
            yield from self._steps(record, near, done, case)
            ended, outcome = done.closed_on, done.outcome
            case, turn = case + 1, turn + (done.pathway != "methadone")
            if outcome != "completed" or ended is None:
                return
            whom = "compulsory" if done.pathway == "centre-compulsory" else "voluntary"
            if whom == "compulsory" and ended + timedelta(1) <= self._on:
                after = self._course(*AFTER, ended, 1, "compulsory", int(random.random() * VARIANTS))
                yield from self._steps(record, near, after, case)
                case, ended = case + 1, after.closed_on
                if after.outcome != "completed":
                    return
            later = self._opening(random, ended + timedelta(60)) if ended and random.random() < AGAIN else None
            if later is None:
                return
            day, way = later, self._way(random, record, later)

    def _way(self, random: Random, record: Record, day: date) -> tuple[str, str] | None:
        draft = record.draft
        who = {"any", "home" if draft.residence in STABLE else "street"}
        who |= {"opioid"} if any(use.substance in OPIOIDS for use in draft.uses) else set()
        open_to = [(code, first, weight) for code, first, weight, of in WAYS if of in who]
        turn = random.random() * sum(weight for *_, weight in open_to)
        for code, first, weight in open_to:
            turn -= weight
            if turn < 0:
                return (code, first) if self._in_force(code, day) else None
        return None

    def _in_force(self, code: str, day: date) -> bool:
        try:
            return bool(self._law.pathway(code, day))
        except UnknownPathway:
            return False

    def _find_course(self, code: str, first: str, day: date, turn: int, whom: str, variant: int) -> Course:
        seed = f"{code}:{day}:{turn}:{whom}:{variant}"
        root = self._offices.root(code, turn, whom)
        return course(root, self._law.pathway(code, day), first, day, self._on, seed, self._far.setdefault(code, {}))

    def _steps(self, record: Record, near: Nearby, done: Course, case: int) -> Iterator[StepDraft]:
        opens = done.pathway
        for move in done.moves:
            given = move.given
            place = near.clinic if done.pathway == "methadone" else near.centre
            if any(code == "place" for code, _ in given):
                given = tuple((code, place if code == "place" else value) for code, value in given)
            agency = (
                self._offices.agency_of(place)
                if move.level == "place"
                else self._offices.desk(record.commune_id, move.sector, move.level, move.on)
            )
            if agency is None:
                return  # no such office there: the rest is left to whoever has one
            yield StepDraft(case, move.step, move.on, agency, given, opens)
            opens = ""
