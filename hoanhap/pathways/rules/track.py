"""The same steps on the same days lead to the same place: walked once, however many persons took them. Pure."""

from collections.abc import Mapping
from datetime import date

from hoanhap.law.pathways.shape import Pathway
from hoanhap.pathways.rules.facts import Done
from hoanhap.pathways.rules.walk import Carried, Law, Walk, carry, law_on, reached

Key = tuple[object, ...]


class Track:
    """Where a measure stands after `done`; `after` leads on. Remembers every way that was gone from here."""

    __slots__ = ("_laws", "_next", "_so_far", "done", "now", "said")

    def __init__(self, said: "Said", done: tuple[Done, ...] = (), so_far: Carried | None = None) -> None:
        self.said, self.done, self._so_far = said, done, so_far
        self.now: Walk | None = said.reached(so_far, done) if so_far else None
        self._next: dict[Key, Track] = {}
        self._laws: dict[date, Pathway] = {}

    def after(self, done: Done) -> "Track":
        key = (done.step, done.on, done.version, done.at, *done.facts.items())
        found = self._next.get(key)
        if found is None:
            so_far = self.said.carry(self._so_far, done)
            found = self._next[key] = Track(self.said, (*self.done, done), so_far)
        return found

    def law(self, on: date) -> Pathway:
        """The version under which the next step is taken: as `queries.law.pathway_on` says."""
        if on not in self._laws:
            assert self.now is not None
            self._laws[on] = self.said.next_law(self.now, on)
        return self._laws[on]


class Said:
    """Whose steps a track's are: which pathway, which time, for whom."""

    __slots__ = ("_law", "_versions", "case", "turn")

    def __init__(self, law: Law, versions: Mapping[str, Pathway], turn: int, case: str) -> None:
        self._law, self._versions, self.turn, self.case = law, versions, turn, case

    def carry(self, so_far: Carried | None, done: Done) -> Carried:
        pathway = self._versions[done.version]
        return carry(self._law, pathway, so_far or Carried(Walk(pathway)), done, turn=self.turn, case=self.case)

    def reached(self, so_far: Carried, done: tuple[Done, ...]) -> Walk:
        return reached(self._law, so_far, done)

    def next_law(self, now: Walk, on: date) -> Pathway:
        read_on = law_on(self._law, now, on)
        found = next((p for p in self._versions.values() if p.in_force(read_on)), now.pathway)
        return found if now.state in found.state else now.pathway
