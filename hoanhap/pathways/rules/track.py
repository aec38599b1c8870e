"""The same steps on the same days lead to the same place: walked and judged once, however many took them. Pure."""

from collections.abc import Mapping
from datetime import date, datetime

from hoanhap.law.pathways.shape import Pathway, Step
from hoanhap.pathways.rules.engine import clear
from hoanhap.pathways.rules.facts import NOTHING, Done, Given
from hoanhap.pathways.rules.walk import Carried, Law, Walk, carry, law_on, reached

Key = tuple[object, ...]


class Track:
    """Where a measure stands after `done`. Remembers every way that was gone from here."""

    __slots__ = ("_laws", "_ways", "done", "now", "said", "so_far")

    def __init__(self, said: "Said", done: tuple[Done, ...] = (), so_far: Carried | None = None) -> None:
        self.said, self.done, self.so_far = said, done, so_far
        self.now: Walk | None = said.reached(so_far, done) if so_far else None
        self._ways: dict[Key, Way] = {}
        self._laws: dict[date, Pathway] = {}

    def way(
        self, law: Pathway, step: Step, on: date, at: datetime | None, given: Given, words: Given = NOTHING
    ) -> "Way":
        """One step more. `words`: what was typed as free text, of which the way keeps nothing."""
        key = (step.code, law.version, on, at, *given.items(), *words)
        found = self._ways.get(key)
        if found is None:
            done = Done(len(self.done) + 1, step.code, on, law.version, at, given)
            clear_now = clear(law, step, self.now, self.done, on, at, {**given, **words})
            found = self._ways[key] = Way(self, law, done, clear=clear_now)
        return found

    def law(self, on: date) -> Pathway:
        """The version under which the next step is taken: as `queries.law.pathway_on` says."""
        if on not in self._laws:
            assert self.now is not None
            self._laws[on] = self.said.next_law(self.now, on)
        return self._laws[on]


class Way:
    """`clear`: nothing but the person's own facts, and impossible days, can stand against it."""

    __slots__ = ("_from", "_law", "_to", "clear", "done")

    def __init__(self, start: Track, law: Pathway, done: Done, *, clear: bool) -> None:
        self._from, self._law, self.done, self.clear = start, law, done, clear
        self._to: Track | None = None

    @property
    def to(self) -> Track:
        """Walked when somebody goes it."""
        if self._to is None:
            start = self._from
            so_far = start.said.carry(self._law, start.so_far, self.done)
            self._to = Track(start.said, (*start.done, self.done), so_far)
        return self._to


class Said:
    """Whose steps a track's are: which pathway, which time, for whom."""

    __slots__ = ("_law", "_versions", "case", "turn")

    def __init__(self, law: Law, versions: Mapping[str, Pathway], turn: int, case: str) -> None:
        self._law, self._versions, self.turn, self.case = law, versions, turn, case

    def carry(self, pathway: Pathway, so_far: Carried | None, done: Done) -> Carried:
        return carry(self._law, pathway, so_far or Carried(Walk(pathway)), done, turn=self.turn, case=self.case)

    def reached(self, so_far: Carried, done: tuple[Done, ...]) -> Walk:
        return reached(self._law, so_far, done)

    def next_law(self, now: Walk, on: date) -> Pathway:
        read_on = law_on(self._law, now, on)
        found = next((p for p in self._versions.values() if p.in_force(read_on)), now.pathway)
        return found if now.state in found.state else now.pathway
