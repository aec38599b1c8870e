"""A list as it was read, as plain values that can wait; and what is to become of each of its lines. Pure.

What becomes of a line is a word: `new`, `later` (not this time), `wrong` (something must be mended first), `same:CODE`
(it is that file: passed over), `add:CODE` (it is that file: what is missing there is added), `line:9` (it is line 9).
"""

import json
import zlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final, NamedTuple

NEW, ADD, SAME, LATER, WRONG = KINDS = ("new", "add", "same", "later", "wrong")
TAKEN: Final = frozenset({NEW, ADD, SAME})  # what needs no further work


class Person(NamedTuple):
    """A line that is a person, as far as the officer must see it."""

    row: int
    name: str
    born: str
    sex: str


class Problem(NamedTuple):
    cell: str
    row: int
    message: str
    severity: str


class Alike(NamedTuple):
    """Who a line may be: a file of the register (`code`), or a line before it (`line`)."""

    code: str
    line: int
    why: str
    sure: bool


class Column(NamedTuple):
    """`field`: what it is taken for; empty when it is not read."""

    number: int
    letters: str
    heading: str
    field: str


@dataclass(frozen=True)
class Shown:
    """`held`: lines with a number that another file or line has, and the sentence. `top`: the first lines of a sheet in
    which no headings were found. `blank`, `others`: lines below the headings with nothing, and with no person."""

    name: str
    language: str
    sheet: str
    sheets: Sequence[str]
    line: int
    standing: str
    columns: Sequence[Column]
    lines: Sequence[Person]
    problems: Sequence[Problem]
    same: Mapping[int, Sequence[Alike]]
    held: Mapping[int, str]
    top: Sequence[tuple[int, str]] = ()
    others: int = 0
    blank: int = 0

    def pack(self) -> bytes:
        return zlib.compress(json.dumps(asdict(self), ensure_ascii=False).encode(), 1)

    @classmethod
    def unpack(cls, packed: bytes) -> "Shown":
        said = json.loads(zlib.decompress(packed))
        said["columns"] = [Column(*one) for one in said["columns"]]
        said["lines"] = [Person(*one) for one in said["lines"]]
        said["problems"] = [Problem(*one) for one in said["problems"]]
        said["same"] = {int(row): [Alike(*one) for one in found] for row, found in said["same"].items()}
        said["held"] = {int(row): words for row, words in said["held"].items()}
        said["top"] = [(row, text) for row, text in said["top"]]
        return cls(**said)

    @property
    def readable(self) -> bool:
        """Whether it is a list of persons at all."""
        return self.line > 0

    def only(self, rows: Collection[int]) -> "Shown":
        """Of these lines alone: what is kept once the others were written."""
        return replace(
            self,
            lines=[person for person in self.lines if person.row in rows],
            problems=[problem for problem in self.problems if problem.row in rows],
            same={row: found for row, found in self.same.items() if row in rows},
            held={row: said for row, said in self.held.items() if row in rows},
        )

    def wrong(self) -> frozenset[int]:
        return frozenset(problem.row for problem in self.problems if problem.severity == "error")

    def outlook(self, chosen: Mapping[int, str]) -> dict[int, str]:
        """What is to become of every line, by what was chosen or else with care: nothing doubtful is taken."""
        wrong = self.wrong()
        found = {}
        for person in self.lines:
            row = person.row
            offers = () if row in wrong else self.offers(row)
            said = chosen.get(row, "")
            found[row] = WRONG if not offers else said if said in offers else offers[0]
        return found

    def offers(self, row: int) -> tuple[str, ...]:
        """What may be chosen for a line without errors, what holds unless something is chosen first."""
        alike, held = self.same.get(row, ()), row in self.held
        if not alike:
            return () if held else (NEW,)
        files = [one for one in alike if one.code]
        passed = [f"{SAME}:{one.code}" for one in files]
        known = passed[:1] if files and files[0].sure else []
        rest = [*passed, *(f"{ADD}:{one.code}" for one in files), *(f"line:{one.line}" for one in alike if one.line)]
        return tuple(dict.fromkeys([*known, LATER, *([] if held else [NEW]), *rest]))


def kind(word: str) -> str:
    """Which of KINDS a word is."""
    head = word.partition(":")[0]
    return SAME if head == "line" else head


def file_of(word: str) -> str:
    """The code of the file that a word names; empty for none."""
    head, _, code = word.partition(":")
    return code if head in (SAME, ADD) else ""


def counts(outlook: Mapping[int, str]) -> dict[str, int]:
    found = Counter(kind(word) for word in outlook.values())
    return {name: found[name] for name in KINDS}
