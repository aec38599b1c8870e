"""What a campaign of one form should do, said again in a hundred lines without a database.

The state machine (test_machine.py) plays steps on the program and on this model, and compares. Rights are a table
written by hand; states are strings; a cell is what `CellFacts` says.
"""

from dataclasses import dataclass, field

from hoanhap.catalog.forms import Form
from hoanhap.reporting.rules import checks
from hoanhap.reporting.rules.cells import CellFacts, Place, totalled

PARENT = {
    "an-1-a": "an-1",
    "an-1-b": "an-1",
    "an-1-c": "an-1",
    "an-2-a": "an-2",
    "an-2-b": "an-2",
    "an-2-c": "an-2",
    "an-1": "an",
    "an-2": "an",
    "an": "",
}
OPEN, COUNTED, SEALED = {"none", "draft", "returned"}, {"accepted", "approved", "corrected"}, {"approved", "corrected"}
WRITES, SENDS, REVIEWS = {"write", "submit", "withdraw", "propose"}, {"submit", "withdraw"}, {"return", "accept"}
MAY: dict[tuple[str, str], set[str]] = {
    ("xa", "an-1-a"): WRITES,
    ("lanhdao-xa", "an-1-a"): SENDS,
    ("xa-b", "an-1-b"): WRITES,
    ("xa-2a", "an-2-a"): WRITES,
    ("huyen", "an-1"): WRITES,
    ("lanhdao-huyen", "an-1"): WRITES,
    ("huyen-2", "an-2"): WRITES,
    ("tinh", "an"): WRITES,
    ("duyet", "an"): {"approve", "decide"},
    **{("huyen", p): REVIEWS for p in ("an-1-a", "an-1-b", "an-1-c")},
    **{("lanhdao-huyen", p): REVIEWS | {"decide"} for p in ("an-1-a", "an-1-b", "an-1-c")},
    **{("huyen-2", p): REVIEWS for p in ("an-2-a", "an-2-b", "an-2-c")},
    **{("tinh", p): REVIEWS | {"propose"} for p in PARENT if p != "an"},
    **{("duyet", p): {"decide"} for p in PARENT if p != "an"},
}
ACTORS = (*dict.fromkeys(who for who, _ in MAY), "thanhtra", "bo", "bvdl", "xa-binh", "tinh-binh", "khong-viec")


@dataclass
class Model:
    form: Form
    state: dict[str, str] = field(default_factory=lambda: dict.fromkeys(PARENT, "none"))
    cells: dict[str, dict[Place, CellFacts]] = field(default_factory=lambda: {p: {} for p in PARENT})
    reopened: dict[str, set[Place]] = field(default_factory=lambda: {p: set() for p in PARENT})
    gaps: set[tuple[str, str]] = field(default_factory=set)
    sent: dict[str, object] = field(default_factory=dict)
    wrote: set[tuple[str, str]] = field(default_factory=set)
    proposals: dict[str, tuple[str, dict[Place, CellFacts]]] = field(default_factory=dict)

    def level(self, place: str) -> str:
        return ("province", "district", "commune")[place.count("-")]

    def may(self, who: str, what: str, place: str) -> bool:
        return what in MAY.get((who, place), set())

    def below(self, place: str) -> list[str]:
        return [p for p in PARENT if p.startswith(f"{place}-")]

    def counted(self, place: str) -> list[str]:
        return [place, *(p for p in self.below(place) if self.state[p] in COUNTED)]

    def sealed_above(self, place: str) -> bool:
        return any(self.state[p] in SEALED for p in PARENT if place.startswith(f"{p}-"))

    def missing(self, top: str) -> list[str]:
        """Not counted, not under one that is not counted, not declared by one that is."""
        gone = [p for p in self.below(top) if self.state[p] not in COUNTED]
        said = {m for holder, m in self.gaps if holder in self.below(top) and self.state[holder] in COUNTED}
        return [p for p in gone if p not in said and not any(p.startswith(f"{g}-") for g in gone)]

    def ready(self, place: str) -> bool:
        """Every cell filled, no error and no warning; a place that types nothing is always so."""
        level, cells = self.level(place), self.cells[place]
        return not checks.blanks(self.form, cells, level) and not checks.findings(self.form, cells, level)

    def write(self, place: str, typed: dict[Place, CellFacts]) -> None:
        self.cells[place] |= typed
        self.cells[place] |= totalled(self.form, self.cells[place], self.level(place))
        self.state[place] = "draft" if self.state[place] == "none" else self.state[place]

    def picture(self, place: str) -> object:
        """What a total rests on: changes whenever anything counted under it comes, goes or is sealed anew."""
        return {p: dict(self.cells[p]) for p in self.counted(place)}
