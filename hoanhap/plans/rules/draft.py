"""A plan as it was read, before anybody answers for it: what the document says, where it says it, what is unclear.

Nothing in here was made up: a value that the document does not give is empty. Days are read from phrases and the
phrase stays beside its day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MATRIX, DUTIES = "matrix", "duties"  # where a task stands: in the table, or among the duties of an agency
ERROR, WARNING, ASK = "error", "warning", "ask"
EVERY = ("month", "quarter", "half", "year", "periodic", "asked")  # periodic: no interval is given; asked: on demand


@dataclass(frozen=True, slots=True)
class Place:
    """Where it stands in the file. A line of a text, or table, row and column as one counts them in Word; from 1."""

    line: int = 0
    table: int = 0
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that could not be read, does not fit, or has to be asked.

    error: the plan cannot be taken over before it is mended. warning: it is kept as written. ask: somebody chooses.
    """

    code: str
    message: str
    remedy: str
    place: Place = Place()
    severity: str = ERROR
    about: str = ""  # of a question: the name that it asks about


@dataclass(frozen=True, slots=True)
class When:
    """A phrase about time, and the day it means; `on` None: none is meant, or it could not be understood.

    Of a start the first day, of a finish the last day that is still in time: "trước ngày 20/6" is 19 June.
    """

    words: str = ""
    on: date | None = None

    def __bool__(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An agency that the words may mean. Sectors, kinds and levels are those of `units`, where units knows them."""

    kind: str
    sector: str
    level: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class AgencyRef:
    """An agency as the plan names it. `text` are its own words.

    `kind` "group": more than one agency, none of them by name ("các đơn vị có liên quan"). `every`: all agencies of the
    kind at the level ("Ủy ban nhân dân huyện, thành phố"). `place`: a unit named in the words ("huyện Sơn Dương").
    Not `sure`: one of `candidates` is meant, or somebody has to say; no candidate means nobody knows the name.
    """

    text: str
    kind: str = ""
    sector: str = ""
    level: str = ""
    sure: bool = False
    candidates: tuple[Candidate, ...] = ()
    every: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class DraftTask:
    """A task. Of the matrix: `code` and `group` are the plan's own, empty where the row has none.

    Of the duties: `code` cites its place, "V.1-2" is the second dash of point 1 of part V, and there are no dates but
    those that its sentence names. `every`: how often it comes again, `()` when once. `after`: codes of the tasks that
    have to be finished first. `report`: what is asked is a report.
    """

    code: str
    content: str
    group: str = ""
    leads: tuple[AgencyRef, ...] = ()
    coordinators: tuple[AgencyRef, ...] = ()
    start: When = When()
    finish: When = When()
    note: str = ""
    place: Place = Place()
    origin: str = MATRIX
    every: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    report: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of the matrix: its code and title."""

    code: str
    title: str
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document under its heading, with the paragraphs up to the next one.

    `role`: purpose, objectives, targets, solutions, money, organisation, content, time; "" when the heading names none.
    """

    code: str
    title: str
    role: str
    lines: tuple[str, ...] = ()
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Target:
    """A bar in the words of the plan; which indicator answers it, somebody says later."""

    text: str
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Draft:
    """All of a document that was understood, and all that was not."""

    title: str = ""
    year: int | None = None
    kind: str = ""  # "Kế hoạch", "Công văn", "Quyết định" … as its head says; "" when it says none
    number: str = ""
    issued: When = When()
    issuer: str = ""
    sections: tuple[Section, ...] = ()
    targets: tuple[Target, ...] = ()
    groups: tuple[Group, ...] = ()
    tasks: tuple[DraftTask, ...] = ()
    bases: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stands in the way of taking the plan over."""
        return tuple(p for p in self.problems if p.severity == ERROR)

    def agencies(self) -> Iterator[AgencyRef]:
        """Every mention of an agency, in the order of the tasks."""
        for task in self.tasks:
            yield from task.leads
            yield from task.coordinators
