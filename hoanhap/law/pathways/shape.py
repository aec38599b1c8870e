"""The shape of a pathway: read from `law/pathways/*.toml`, frozen, and everywhere the same object."""

from collections import deque
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from hoanhap.kernel.dates import in_force
from hoanhap.kernel.lang import Words, t

KINDS = ("rehab", "treatment", "education", "aftercare", "user")
LEVELS = ("commune", "district", "region", "province", "nation", "place")  # region: a court over several communes

# How a measure can end. A final state names one of these; nothing runs on after it.
OUTCOMES = {
    "completed": Words("Hoàn thành", "Completed"),
    "exempted": Words("Được miễn phần còn lại", "Exempted from the rest"),
    "quit": Words("Tự ý chấm dứt", "Quit"),
    "terminated": Words("Bị chấm dứt", "Terminated"),
    "converted": Words("Chuyển hình thức", "Converted to another form"),
    "moved": Words("Chuyển nơi khác", "Moved away"),
    "relapsed": Words("Tái nghiện", "Relapsed"),
    "offence": Words("Bị bắt, giam, tù hoặc biện pháp khác", "Custody, prison or another measure"),
    "refused": Words("Không được chấp nhận", "Refused"),
    "lapsed": Words("Hết thời hiệu", "Lapsed"),
    "cancelled": Words("Rút, hủy", "Withdrawn or cancelled"),
    "died": Words("Đã chết", "Died"),
}

MEANT = "completed"  # what every measure is for

# For whom a term is, where the law tells apart what was finished before.
CASES = {
    "voluntary": Words("sau cai nghiện tự nguyện hoặc điều trị thay thế", "after voluntary rehab or substitution"),
    "compulsory": Words("sau cai nghiện bắt buộc", "after compulsory rehabilitation"),
    "minor": Words("người dưới 18 tuổi", "persons under 18"),
}

# How far a statement is known; the marks of `law/agencies.toml`. Only F is verified.
MARKS = {
    "F": Words("", ""),
    "M": Words("Ghi theo trí nhớ, chưa tìm thấy văn bản", "From memory; the text was not found"),
    "D": Words("Suy ra khi thiết kế, không phải lời văn của luật", "Deduced when designing; not the words of the law"),
    "N": Words(
        "Luật có việc này nhưng chưa tìm thấy nội dung cụ thể", "The law knows it, but its content was not found"
    ),
}


class UnknownPathway(LookupError):
    """No pathway of that code, or none in force on that day."""


class Need(NamedTuple):
    """A named check (`checks.CHECKS`) and its value: `age-from:18`."""

    check: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.check}:{self.value}" if self.value else self.check


@dataclass(frozen=True, slots=True)
class Holder:
    """Who an actor is during one span. `sector` and `level` are those of `law/agencies.toml`."""

    sector: str
    level: str
    title: Words
    valid_from: date
    valid_to: date | None
    verified: bool
    note: Words


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes a step. Offices change hands: ask for the day."""

    code: str
    holders: tuple[Holder, ...]  # by date, without gaps

    def at(self, on: date) -> Holder:
        """Whose step it is on a day; after an office was abolished, the last one that held it."""
        past = [h for h in self.holders if h.valid_from <= on]
        return past[-1] if past else self.holders[0]


@dataclass(frozen=True, slots=True)
class Field:
    """Something recorded with a step. "words" is free text and is sealed; every other type is a coded fact."""

    code: str
    title: Words
    type: str
    choices: tuple[tuple[str, Words], ...] = ()


class Recorded(NamedTuple):
    field: Field
    required: bool


@dataclass(frozen=True, slots=True)
class State:
    """`outcome`: only a final state has one. `counts`: whether the days spent in it count towards the term."""

    code: str
    title: Words
    outcome: str = ""
    counts: bool = True

    @property
    def final(self) -> bool:
        return bool(self.outcome)


@dataclass(frozen=True, slots=True)
class Term:
    """How long the measure lasts. `turn`: from which time (lần thứ) of rehabilitation on. `case`: for whom, of CASES.

    `max` None: the law sets only the least. `starts`: the steps from whose day it runs.
    """

    min: int
    max: int | None
    unit: str
    starts: tuple[str, ...]
    turn: int
    case: str
    article: str
    source: str
    verified: bool
    note: Words


@dataclass(frozen=True, slots=True)
class Right:
    """What cannot be skipped: no way leads to a step of `before` without one of `steps`.

    `minors`: owed to persons under 18 only, so the way may pass by; then every step of `before` must carry `check`.
    """

    code: str
    title: Words
    steps: tuple[str, ...]
    before: tuple[str, ...]
    check: str
    article: str
    source: str
    verified: bool
    note: Words


@dataclass(frozen=True, slots=True)
class Step:
    """One step. No `before`: it opens the measure. No `after`: the state stays as it is.

    `waits`: clocks that must be over. `ahead`: clocks counted back from the end of the term. `deducts`: the time this
    step begins, at a place, is taken off the term. `papers`: kinds of `catalog/documents`; `forms`: the printed forms
    that the law names. `decides`: its day is the decision, at which the law of the measure is read.
    """

    code: str
    title: Words
    before: tuple[str, ...]
    after: str
    actor: Actor
    helpers: tuple[Actor, ...]
    recorder: Actor
    needs: tuple[Need, ...]
    fields: tuple[Recorded, ...]
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    suspends: tuple[str, ...]
    resumes: tuple[str, ...]
    waits: tuple[str, ...]
    ahead: tuple[str, ...]
    papers: tuple[str, ...]
    forms: tuple[str, ...]
    right: bool
    decides: bool
    deducts: bool
    article: str
    source: str
    verified: bool
    note: Words

    @property
    def opens(self) -> bool:
        return not self.before

    def to(self, state: str) -> str:
        return self.after or state

    @property
    def clocks(self) -> frozenset[str]:
        return frozenset(self.starts + self.stops + self.suspends + self.resumes + self.waits + self.ahead)


@dataclass(frozen=True)
class Pathway:
    """One version of one pathway, in force over [valid_from, valid_to) for what is decided in it."""

    code: str
    version: str
    kind: str
    title: Words
    regime: str
    valid_from: date
    valid_to: date | None
    residential: bool
    min_age: int | None
    max_age: int | None  # inclusive: 17 means under 18
    source: str
    verified: bool
    note: Words
    terms: tuple[Term, ...]
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    rights: tuple[Right, ...] = ()

    @cached_property
    def state(self) -> dict[str, State]:
        return {s.code: s for s in self.states}

    @cached_property
    def step(self) -> dict[str, Step]:
        return {s.code: s for s in self.steps}

    @cached_property
    def left(self) -> dict[str, int]:
        """State → the least number of steps from it to the end that the measure is for. No way, no entry."""
        found = dict.fromkeys((state.code for state in self.states if state.outcome == MEANT), 0)
        waiting = deque(found)
        while waiting:
            after = waiting.popleft()
            for before in (s for step in self.steps for s in step.before if step.to(s) == after and s not in found):
                found[before] = found[after] + 1
                waiting.append(before)
        return found

    @cached_property
    def receivers(self) -> dict[str, frozenset[str]]:
        """Level → the steps by which a receiving office of that level takes over."""
        found = [s for s in self.steps if s.actor.code.endswith("-receiving")]
        return {level: frozenset(s.code for s in found if s.actor.holders[0].level == level) for level in LEVELS}

    def offered(self, state: str) -> tuple[Step, ...]:
        """The steps that lead on from a state; from "" those that open the measure."""
        return tuple(s for s in self.steps if (state in s.before if state else s.opens))

    def term(self, turn: int = 1, case: str = "") -> Term | None:
        """The term for a first, second … time, and for whom where the law tells them apart. None: the law sets none."""
        found = [term for term in self.terms if term.turn <= turn and term.case in ("", case)]
        return max(found, key=lambda term: term.turn, default=None)

    def in_force(self, on: date) -> bool:
        return in_force(on, self.valid_from, self.valid_to)


@dataclass(frozen=True)
class Pathways:
    """Every version there is, in the order of code and date."""

    versions: tuple[Pathway, ...] = ()
    actors: dict[str, Actor] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)

    def on(self, on: date) -> tuple[Pathway, ...]:
        return tuple(p for p in self.versions if p.in_force(on))

    def of(self, code: str, on: date) -> Pathway:
        found = [p for p in self.versions if p.code == code and p.in_force(on)]
        if not found:
            raise UnknownPathway(self._missing(code, on))
        return found[0]

    def version(self, code: str, version: str) -> Pathway:
        """The version a measure was decided under, whatever the day."""
        found = [p for p in self.versions if (p.code, p.version) == (code, version)]
        if not found:
            raise UnknownPathway(
                t("Không có hình thức “{code}” bản {v}", "There is no pathway “{code}” {v}", code=code, v=version)
            )
        return found[0]

    def _missing(self, code: str, on: date) -> str:
        if not any(p.code == code for p in self.versions):
            known = ", ".join(sorted({p.code for p in self.versions}))
            return t(
                "Không có hình thức “{code}”. Có: {known}", "There is no pathway “{code}”. There are: {known}",
                code=code, known=known,
            )  # fmt: skip
        return t(
            "Hình thức “{code}” không có hiệu lực ngày {on:%d/%m/%Y}",
            "The pathway “{code}” is not in force on {on:%Y-%m-%d}",
            code=code,
            on=on,
        )
