"""What followed from a story, taken over for the next person to whom the same happened.

Of the first person `playing` asks everything, step by step. Of the next one only that is asked which may be otherwise:
age and home, the finding, whose desk each step is, beds, which papers an office drafts, who reaches the person. The
rest follows from steps, days and answers, which are the same. Whoever differs in any of it is played like the first.
"""

from dataclasses import dataclass
from datetime import date

from hoanhap.pathways.actions.cases import Led, become, led
from hoanhap.pathways.actions.lines import Lines
from hoanhap.pathways.actions.playing import Move, Play
from hoanhap.pathways.actions.scenery import Scenery
from hoanhap.pathways.queries.lives import Life
from hoanhap.pathways.rules.checks import Check
from hoanhap.pathways.rules.facts import ADULT, Found, Stood, age, birthday
from hoanhap.pathways.rules.history import Cast
from hoanhap.pathways.rules.holders import NOBODY, records
from hoanhap.pathways.rules.own import Mine, mine, own

# What of a person may be put into a mold; where a check reads more, everybody is played.
PUT = frozenset({
    "birth_year", "born_on", "communes", "residences", "determinations", "tests", "represented", "place",
})  # fmt: skip
MOVING = frozenset({"place_to", "commune_to"})


@dataclass(frozen=True, slots=True)
class Poured:
    """One person's part: what stands in the rows beside what the mold has."""

    life: Life
    cast: Cast
    communes: list[int]  # of each case
    standings: list[Stood]
    reaches: list[list[Led]]  # of each case


@dataclass(slots=True)
class Part:
    """A step, as far as it is looked at again. `was`, `place`: turns of the case's place before it and after, `asked`:
    of the one that its checks look at; `of_place`: whether a place's own staff may record it; `kinds`: of papers,
    `made` or not, as agencies `may`."""

    move: Move
    on: date
    of_place: bool
    was: int | None
    place: int | None
    asked: int | None
    facts: Mine | None
    asks: tuple[tuple[Check, str], ...]
    beds: tuple[tuple[int, int], ...]
    kinds: tuple[str, ...]
    made: tuple[bool, ...]
    may: dict[int, tuple[bool, ...]]


class Mold:
    """Made of a history that was played to its end. `shared`: whether it can be another's too."""

    def __init__(self, play: Play, cast: Cast) -> None:
        self._scenery: Scenery = play.scenery
        self.moves, self.findings, self._became = play.moves, play.findings, play.became
        cases = play.cases.values()
        self._at = {number: n for n, number in enumerate(play.cases)}
        self._turns: dict[int | None, int] = {pk: n for n, pk in enumerate(cast.places)}
        self.first = Poured(play.life, cast, [case.commune_id for case in cases], play.standings,
                            [case.reaches for case in cases])  # fmt: skip
        self.lines = Lines(play.cases, play.moves, self._turns).cases
        self._parts: list[Part] = []
        self.shared = self._sharable(play)

    # ------------------------------------------------------------ made of the first
    def _sharable(self, play: Play) -> bool:
        life = play.life
        if not play.moves or play.posts is not None or life.measures or life.determinations or life.died_on:
            return False
        if any(MOVING & m.row.facts.keys() or m.step.actor.code.endswith("-receiving") for m in self.moves):
            return False
        asks = [tuple(own(move.step.needs, move.facts)) if move.facts else () for move in self.moves]
        if any(read - PUT for some in asks for _, _, read in some):
            return False
        self._parts = [self._part(m, [(check, value) for check, value, _ in some])
                       for m, some in zip(self.moves, asks, strict=True)]  # fmt: skip
        days = [*(part.on for part in self._parts), *(draft.on for draft in self.findings)]
        self._born_by, self._last = min(day.year for day in days), max(days)
        self._minors = [(case.opened_on, case.whom == "minor") for case in play.cases.values()]
        return True

    def _part(self, move: Move, asks: list[tuple[Check, str]]) -> Part:
        place, on = move.facts.place if move.facts else None, move.row.on
        return Part(
            move,
            on,
            any(actor.at(on).level == "place" for actor in records(move.step)),
            self._turns.get(move.was),
            self._turns.get(move.place),
            self._turns[place.id] if place else None,
            mine(move.facts) if move.facts and asks else None,
            tuple(asks),
            tuple((self._turns[pk], n) for pk, n in move.beds),
            kinds := tuple(kind for kind, _ in move.tried),
            tuple(made for _, made in move.tried),
            self._scenery.drafting(kinds, on),
        )

    # ------------------------------------------------------------ poured again
    def pour(self, life: Life, cast: Cast, today: date) -> Poured | None:
        """The same of somebody else; None where anything is otherwise."""
        person, scenery = life.person, self._scenery
        born = birthday(person.born_on, person.birth_year)
        if (
            not self.shared
            or person.commune_id is None
            or life.measures
            or life.determinations
            or life.died_on is not None
            or max(born.year, person.birth_year) > self._born_by
            or self._last > today
            or not self._played_by(cast)
            or any((age(born, on) < ADULT) != minor for on, minor in self._minors)
        ):
            return None
        found = [Found(draft.on, draft.result, frozenset(names))
                 for draft, names in zip(self.findings, cast.found, strict=True)]  # fmt: skip
        reaches: list[list[Led]] = [[] for _ in self.lines]
        opened_by: dict[int, int] = {}
        for n, (part, agency) in enumerate(zip(self._parts, cast.agencies, strict=True)):
            move, case = part.move, self._at[part.move.case]
            if not self._stands(part, agency, cast, life, found):
                self._leave(self._parts[:n], cast)
                return None
            for turn, taken in part.beds:
                scenery.taken[cast.places[turn]] += taken
            if move.reached is not None:
                opener = opened_by.setdefault(case, agency)
                place = cast.places[part.place] if part.place is not None else None
                wanted = scenery.reaching(person.commune_id, opener, place, *move.reached) if move.open else ()
                reaches[case] = led(reaches[case], wanted, part.on)
        standings = list(life.standings)
        for became in self._became:
            become(standings, *became)
        return Poured(life, cast, [person.commune_id] * len(self.lines), standings, reaches)

    def _played_by(self, cast: Cast) -> bool:
        """Whether everybody is there, and each finding by somebody certified."""
        scenery, places = self._scenery, cast.places
        return (
            len(cast.agencies) == len(self._parts)
            and len(cast.clinicians) == len(cast.found) == len(self.findings)
            and len(set(places)) == len(places) == len(self._turns)
            and all(scenery.place(pk) is not None for pk in places)
            and all(
                bool(names) == (draft.result == "addicted") and scenery.certified(pk, draft.on)
                for draft, pk, names in zip(self.findings, cast.clinicians, cast.found, strict=True)
            )
        )

    def _stands(self, part: Part, agency: int, cast: Cast, life: Life, found: list[Found]) -> bool:
        scenery, on, move, person = self._scenery, part.on, part.move, life.person
        desk = scenery.post(agency)
        if desk is None or not desk.in_force(on):
            return False
        here = (person.commune_id, self._runs(part, agency, cast) if part.of_place else NOBODY, None, None)
        if not scenery.suits(move.step, desk, here, move.era, on):  # type: ignore[arg-type]
            return False
        facts = part.facts
        if facts is not None:
            facts.birth_year, facts.born_on = person.birth_year, person.born_on
            facts.communes, facts.residences = scenery.becomes(person.commune_id), life.residences
            facts.determinations, facts.tests = found[: move.found], life.tests
            facts.represented = life.represented
            facts.place = scenery.place_facts(cast.places[part.asked], on) if part.asked is not None else None
            if any(check(facts, value) is not None for check, value in part.asks):
                return False
        if not part.kinds:
            return True
        may = part.may.get(agency)
        if may is None:
            may = part.may[agency] = tuple(scenery.drafts.may(kind, agency, on) for kind in part.kinds)
        return may == part.made

    def _runs(self, part: Part, agency: int, cast: Cast) -> frozenset[int]:
        stand = self._scenery.place(cast.places[part.was]) if part.was is not None else None
        return stand.runs if stand else self._scenery.runs_a_place(agency, part.on)

    def _leave(self, parts: list[Part], cast: Cast) -> None:
        for turn, taken in (bed for part in parts for bed in part.beds):
            self._scenery.taken[cast.places[turn]] -= taken
