"""What can have happened to made-up people: some hundreds of stories, each walked once along the law. Pure and seeded.

A story is a pathway from the working day on which it opens, with every step, day and answer; sometimes what came after
it, and a relapse. Many persons have one story; whose desk each step was and who found what is each person's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import NamedTuple, Protocol

from hoanhap.law.loaded import Law
from hoanhap.law.pathways.shape import UnknownPathway
from hoanhap.pathways.rules.facts import Value
from hoanhap.pathways.rules.history import Event, FindingDraft, StepDraft, Story
from hoanhap.pathways.rules.track import Track
from hoanhap.pathways.synthetic.courses import Course, Distances, course

VARIANTS = 1  # ways from one month along one pathway
AGAIN = 0.16  # of those who finished, a relapse and another measure
OPENS = 20  # first days of a month, on one of which applications come
# pathway, its first step, how often, who: of the stable homes, of those without, of users of opioids
WAYS = (
    ("community", "register", 34, "home"), ("home", "register", 24, "home"), ("methadone", "apply", 22, "opioid"),
    ("centre-voluntary", "apply", 14, "any"), ("centre-compulsory", "compile-no-residence", 40, "street"),
)  # fmt: skip
AFTER = ("aftercare-residence", "list")
CENTRE, CLINIC = "centre", "clinic"
Way = tuple[str, str, int, str]


class Choice(NamedTuple):
    """`month`: counted from year 0; `variant`: of the stories that open in it."""

    way: Way
    month: int
    variant: int


class Roots(Protocol):
    def root(self, pathway: str, turn: int, case: str) -> Track: ...


@dataclass(frozen=True, slots=True)
class Role:
    """Whose step it is: of a place's kind (`sector` empty), or of the office of a sector at a level on a day."""

    sector: str
    level: str
    on: date


@dataclass(frozen=True, slots=True, eq=False)
class Tale:
    """`places`: kinds, in the order in which the steps name them."""

    story: Story
    roles: tuple[Role, ...]
    places: tuple[str, ...]
    findings: int


class Opening:
    """The working day on which a story opens, if it does: known without walking it."""

    def __init__(self, law: Law, *, seed: str, on: date) -> None:
        self._law, self._seed, self._on = law, seed, on
        self._known: dict[Choice, date | None] = {}

    def __call__(self, choice: Choice) -> date | None:
        if choice not in self._known:
            self._known[choice] = self._find(choice)
        return self._known[choice]

    def _find(self, choice: Choice) -> date | None:
        luck = Random(f"{self._seed}:{choice}:opens")  # noqa: S311 - nothing is kept secret by it
        first = date(choice.month // 12, choice.month % 12 + 1, 1 + int(luck.random() * OPENS))
        day = self._law.calendar.next_working(first)
        return day if day <= self._on and _in_force(self._law, choice.way[0], day) else None


def _in_force(law: Law, code: str, day: date) -> bool:
    try:
        return bool(law.pathway(code, day))
    except UnknownPathway:
        return False


class Stories:
    """Found when somebody first has one, and kept."""

    def __init__(self, law: Law, roots: Roots, *, seed: str, on: date) -> None:
        self._law, self._roots, self._seed, self._on = law, roots, seed, on
        self._far: dict[str, Distances] = {}
        self.opens = Opening(law, seed=seed, on=on)
        self.story = cache(self._story)
        self.cut = cache(_cut)

    def _story(self, choice: Choice) -> Tale | None:
        """Nothing where the way was not open then."""
        luck = Random(f"{self._seed}:{choice}")  # noqa: S311 - nothing is kept secret by it
        maker = _Maker()
        for finding, done in self._measures(luck, choice.way, self.opens(choice)):
            maker.add(finding, done)
        return maker.tale() if maker.told else None

    def _measures(self, luck: Random, way: Way | None, day: date | None) -> Iterator[tuple[date | None, Course]]:
        """Measure after measure, each with the day of the finding before it."""
        turn, whom = 1, "voluntary"
        who = {way[3], "any"} if way else set()
        while way is not None and day is not None and day <= self._on and _in_force(self._law, way[0], day):
            done = self._course(luck, way[:2], day, turn, whom)
            yield self._found(day), done
            ended, outcome = done.closed_on, done.outcome
            turn += done.pathway != "methadone"
            if outcome != "completed" or ended is None:
                return
            whom = "compulsory" if done.pathway == "centre-compulsory" else "voluntary"
            if whom == "compulsory" and ended + timedelta(1) <= self._on:
                after = self._course(luck, AFTER, ended, 1, "compulsory")
                yield None, after
                if after.outcome != "completed" or after.closed_on is None:
                    return
                ended = after.closed_on
            if luck.random() >= AGAIN:
                return
            later = ended + timedelta(60 + int(luck.random() ** 1.3 * max(0, (self._on - ended).days - 60)))
            day, way = self._law.calendar.next_working(later), chosen(luck.random(), who)

    def _course(self, luck: Random, way: tuple[str, str], day: date, turn: int, whom: str) -> Course:
        code, first = way
        root, law = self._roots.root(code, turn, whom), self._law.pathway(code, day)
        return course(root, law, first, day, self._on, str(luck.random()), self._far.setdefault(code, {}))

    def _found(self, before: date) -> date:
        """The working day before."""
        day = before - timedelta(1)
        while not self._law.calendar.works(day):
            day -= timedelta(1)
        return day


class _Maker:
    def __init__(self) -> None:
        self._events: list[Event] = []
        self._roles: list[Role] = []
        self._places: dict[str, int] = {}
        self._case = 0

    def add(self, finding: date | None, done: Course) -> None:
        if finding is not None:
            self._events.append(FindingDraft(finding, "addicted", 0))
        kind = CLINIC if done.pathway == "methadone" else CENTRE
        opens = done.pathway
        for move in done.moves:
            given = tuple((code, self._turn(kind) if code == "place" else value) for code, value in move.given)
            self._events.append(StepDraft(self._case, move.step, move.on, 0, given, opens))
            at_place = move.level == "place"
            self._roles.append(Role("" if at_place else move.sector, kind if at_place else move.level, move.on))
            opens = ""
        self._case += 1

    def _turn(self, kind: str) -> Value:
        return self._places.setdefault(kind, len(self._places) + 1)

    @property
    def told(self) -> bool:
        return bool(self._roles)

    def tale(self) -> Tale:
        return _tale(tuple(self._events), tuple(self._roles), tuple(self._places))


def _tale(events: tuple[Event, ...], roles: tuple[Role, ...], places: tuple[str, ...]) -> Tale:
    return Tale(Story(events), roles, places, sum(isinstance(event, FindingDraft) for event in events))


def chosen(turn: float, who: frozenset[str] | set[str]) -> Way:
    """By weight, of what is open to somebody of these kinds."""
    open_to = [way for way in WAYS if way[3] in who]
    turn *= sum(way[2] for way in open_to)
    for way in open_to:
        turn -= way[2]
        if turn < 0:
            return way
    return open_to[-1]


def _cut(tale: Tale, steps: int) -> Tale | None:
    """Only so many steps of it: the rest is left to whoever has an office for it."""
    if not steps:
        return None
    at = [n for n, event in enumerate(tale.story.events) if isinstance(event, StepDraft)]
    events = tale.story.events[: at[steps - 1] + 1]
    named = {
        value for event in events if isinstance(event, StepDraft) for code, value in event.given if code == "place"
    }
    return _tale(events, tale.roles[:steps], tale.places[: len(named)])
