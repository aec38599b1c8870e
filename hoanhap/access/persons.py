"""Which persons a post reaches, and what of them it sees: one literal table, one pure function.

Read as trust.md §3.2 is read: a row per role and the relation that gives it sight of a person, a column per class of
fields, the purposes it may state. `R` reads, `W` writes, a word is the only form in which the class is seen, `!` opens
the rest for a stated reason. What is not written is refused, and does not exist (404).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from hoanhap.access.permissions import P
from hoanhap.access.roles import ROLES, TERRITORIAL
from hoanhap.access.rules import Actor, Decision, Denied, Outside, PostFacts
from hoanhap.kernel.lang import Words


class K(StrEnum):
    """Classes of fields. There is no K6: what it would hold is not a field of this system."""

    STATISTICS = "K0"
    CODED = "K1"  # code, initials, birth year, commune
    IDENTITY = "K2"  # name, full birth date, numbers, address, phone, family
    REHAB = "K3"  # use, tests, standing, form of rehabilitation, certificates, support
    LEGAL = "K4"  # decisions of police and court
    HEALTH = "K5"  # methadone, health services


class Purpose(StrEnum):
    CASE = "P1"
    SUPPORT = "P2"
    TREATMENT = "P3"
    SECURITY = "P4"
    COURT = "P5"
    STATISTICS = "P6"
    INSPECTION = "P7"
    REQUEST = "P8"


PURPOSES: Final = {
    Purpose.CASE: Words("quản lý hồ sơ cai nghiện", "rehabilitation case work"),
    Purpose.SUPPORT: Words("hỗ trợ sau cai: nghề, việc làm, vốn", "support after rehabilitation"),
    Purpose.TREATMENT: Words("điều trị", "treatment"),
    Purpose.SECURITY: Words("nhiệm vụ giữ gìn an ninh, trật tự", "public-security duty"),
    Purpose.COURT: Words("hồ sơ tòa án", "court file"),
    Purpose.STATISTICS: Words("thống kê", "statistics"),
    Purpose.INSPECTION: Words("thanh tra, kiểm tra", "inspection or audit"),
    Purpose.REQUEST: Words("theo yêu cầu của chính người đó", "request by the person"),
}
CLASSES: Final = {
    K.STATISTICS: Words("số liệu", "figures"),
    K.CODED: Words("mã, chữ đầu, năm sinh, nơi ở cấp xã", "code, initials, birth year, commune"),
    K.IDENTITY: Words("họ tên, ngày sinh, giấy tờ, địa chỉ, gia đình", "name, birth date, papers, address, family"),
    K.REHAB: Words("sử dụng ma túy, cai nghiện, hỗ trợ", "drug use, rehabilitation, support"),
    K.LEGAL: Words("quyết định của công an, tòa án", "police and court decisions"),
    K.HEALTH: Words("điều trị, y tế", "treatment and health"),
}
# What a purpose opens of what the post may see.
_ALL = frozenset(K)
OPENS: Final[Mapping[Purpose, frozenset[K]]] = {
    Purpose.CASE: _ALL,
    Purpose.SUPPORT: frozenset({K.CODED, K.IDENTITY, K.REHAB}),
    Purpose.TREATMENT: frozenset({K.CODED, K.IDENTITY, K.REHAB, K.HEALTH}),
    Purpose.SECURITY: frozenset({K.CODED, K.IDENTITY, K.REHAB, K.LEGAL}),
    Purpose.COURT: frozenset({K.CODED, K.IDENTITY, K.REHAB, K.LEGAL}),
    Purpose.STATISTICS: frozenset({K.CODED, K.REHAB}),
    Purpose.INSPECTION: frozenset({K.CODED, K.IDENTITY, K.REHAB, K.LEGAL}),
    Purpose.REQUEST: _ALL,
}
# Somebody looks, and does not work with it.
ONLY_READ: Final = frozenset({Purpose.STATISTICS, Purpose.INSPECTION, Purpose.REQUEST})
# A closed file is out of every list; these alone open it, on a legal basis.
OF_THE_CLOSED: Final = frozenset({Purpose.INSPECTION, Purpose.REQUEST})
ON_A_BASIS: Final = frozenset({"inspected"})  # relations that need a legal basis for an open file too


class Cell(NamedTuple):
    coded: str
    identity: str
    rehab: str
    legal: str
    health: str
    purposes: str


# Ways a class is seen that is not read: initials (and birth year) · given name · coded facts without words ·
# the form of rehabilitation alone · the support plan alone · that decisions exist, with their dates.
CELLS: Final[Mapping[tuple[str, str], Cell]] = {
    #                                     K1     K2           K3       K4       K5
    ("commune_officer", "own"): Cell("RW", "RW!", "RW", "dates", "", "P1 P2 P8"),
    ("commune_officer", "arriving"): Cell("R", "R!", "", "", "", "P1"),
    ("commune_leader", "own"): Cell("R", "initials!", "R", "dates", "", "P1 P2"),
    ("health_officer", "patient"): Cell("RW", "RW!", "form", "", "RW", "P3 P8"),
    ("police_officer", "own"): Cell("R", "R!", "R", "RW", "", "P4"),
    ("court_clerk", "named"): Cell("R", "R!", "form", "RW", "", "P5"),
    ("helper", "assigned"): Cell("R", "given!", "plan", "", "", "P2"),
    ("centre_officer", "resident"): Cell("RW", "RW!", "RW", "R", "RW", "P1 P2 P3 P8"),
    ("district_specialist", "named"): Cell("RW", "R!", "R", "RW", "", "P1"),
    ("district_leader", "named"): Cell("RW", "R!", "R", "RW", "", "P1"),
    ("province_specialist", "named"): Cell("RW", "R!", "R", "RW", "", "P1"),
    ("justice_officer", "named"): Cell("RW", "R!", "R", "RW", "", "P1"),
    ("police_specialist", "named"): Cell("RW", "R!", "R", "RW", "", "P4"),
    ("district_specialist", "below"): Cell("R", "", "coded", "", "", "P1 P6"),
    ("district_leader", "below"): Cell("R", "", "coded", "", "", "P1 P6"),
    ("province_specialist", "below"): Cell("R", "", "coded", "", "", "P1 P6"),
    ("inspector", "inspected"): Cell("R", "R!", "R", "R", "", "P7"),
    # An emergency: one person for an hour, to read. What a court sealed is never in it (trust.md §3.3).
    ("commune_officer", "glass"): Cell("R", "R!", "R", "", "", "P1"),
    ("health_officer", "glass"): Cell("R", "R!", "form", "", "R", "P3"),
    ("police_officer", "glass"): Cell("R", "R!", "R", "", "", "P4"),
    ("police_specialist", "glass"): Cell("R", "R!", "R", "", "", "P4"),
    ("centre_officer", "glass"): Cell("R", "R!", "R", "", "R", "P3"),
}  # fmt: skip
RELATIONS: Final = ("own", "resident", "patient", "assigned", "named", "arriving", "inspected", "glass", "below")


@dataclass(frozen=True, slots=True)
class ReachFacts:
    """A duty that leads to the person on the day: its kind, and the agency or the post that has it."""

    kind: str
    agency_id: int | None = None
    post_id: int | None = None


@dataclass(frozen=True, slots=True)
class PersonSubject:
    """A person as `decide_person` needs it, all on one day.

    `communes`: the commune that answers, and what it has become; `above`: the units over them; `arriving`: communes
    that the person is said to have moved to. `assigned`: posts of helpers. `lead`: whose agency leads at communes.
    """

    state: str = "open"
    communes: frozenset[int] = frozenset()
    above: frozenset[int] = frozenset()
    arriving: frozenset[int] = frozenset()
    reaches: frozenset[ReachFacts] = frozenset()
    assigned: frozenset[int] = frozenset()
    lead: str = ""


@dataclass(frozen=True)
class PersonDecision:
    """`masked`: class → the only form in which it is seen. `asks`: classes of which more opens for a stated reason."""

    allow: bool
    relation: str = "outside"
    purpose: Purpose | None = None
    read: frozenset[K] = frozenset()
    write: frozenset[K] = frozenset()
    masked: Mapping[K, str] = field(default_factory=dict)
    asks: frozenset[K] = frozenset()
    obligations: frozenset[str] = frozenset()
    rule: str = "no post reaches this person"
    post_id: int | None = None

    def sees(self, k: K) -> bool:
        return k in self.read or k in self.masked

    @property
    def classes(self) -> str:
        """What is seen, for the audit row."""
        return " ".join(sorted({*self.read, *self.masked}))


def decide_person(actor: Actor, subject: PersonSubject, purpose: Purpose | None, on: date) -> PersonDecision:
    """Default is no. Among the posts in force, the nearest relation whose purposes hold `purpose` decides.

    `purpose=None`: the first one that the relation has, which is never enough for a closed file.
    """
    if subject.state not in ("open", "closed"):
        return PersonDecision(False, rule=f"the file is {subject.state or 'nothing'}")
    found = sorted(_reached(actor, subject, on), key=lambda pair: RELATIONS.index(pair[0]))
    for where, post in found:
        cell = CELLS[post.role, where]
        stated = purpose or Purpose(cell.purposes.split()[0])
        if stated in cell.purposes.split() and (subject.state == "open" or purpose in OF_THE_CLOSED):
            return _yes(cell, where, post, stated, subject.state)
    if not found or subject.state == "closed":
        return PersonDecision(False)
    where, post = found[0]
    return PersonDecision(False, where, purpose, rule=f"{post.role}:{where}: not for {purpose}", post_id=post.id)


def require_person(actor: Actor, subject: PersonSubject, purpose: Purpose | None, on: date) -> PersonDecision:
    """The decision when it is yes. Otherwise Denied (reached, but not for this purpose) or Outside."""
    decision = decide_person(actor, subject, purpose, on)
    if decision.allow:
        return decision
    refused = Decision(False, decision.relation, decision.rule, decision.post_id)
    if decision.relation == "outside":
        raise Outside(P.PERSON_VIEW, refused)
    raise Denied(P.PERSON_VIEW, refused)


def reaching(actor: Actor, on: date) -> Iterator[tuple[PostFacts, str]]:
    """The posts in force, each with a relation that gives it sight of persons: what a query scopes itself by."""
    for post in actor.posts:
        if post.in_force(on):
            yield from ((post, where) for role, where in CELLS if role == post.role)


def _reached(actor: Actor, subject: PersonSubject, on: date) -> Iterator[tuple[str, PostFacts]]:
    for post, where in reaching(actor, on):
        if _holds(where, post, subject):
            yield where, post


def _holds(where: str, post: PostFacts, subject: PersonSubject) -> bool:
    match where:
        case "own":
            return post.unit_id in subject.communes and _leads(post, subject)
        case "arriving":
            return post.unit_id in subject.arriving and _leads(post, subject)
        case "below":
            return ROLES[post.role].level in TERRITORIAL and post.unit_id in subject.above
        case "assigned":
            return post.id in subject.assigned
        case "inspected" | "glass":
            return ReachFacts(where, post_id=post.id) in subject.reaches
    return ReachFacts(where, agency_id=post.agency_id) in subject.reaches  # resident, patient, named


def _leads(post: PostFacts, subject: PersonSubject) -> bool:
    """The case officer's files go with the sector that leads: a hand-over between sectors closes them here."""
    return post.role != "commune_officer" or post.sector == subject.lead


def _yes(cell: Cell, where: str, post: PostFacts, purpose: Purpose, state: str) -> PersonDecision:
    marks = {k: mark for k, mark in zip(tuple(K)[1:], cell[:5], strict=True) if mark and k in OPENS[purpose]}
    plain = {k: mark.strip("!") for k, mark in marks.items()}
    read = frozenset(k for k, mark in plain.items() if mark in ("R", "RW"))
    writes = purpose not in ONLY_READ and state == "open"
    basis = state == "closed" or where in ON_A_BASIS
    asks = frozenset(k for k, mark in marks.items() if "!" in mark)
    return PersonDecision(
        allow=True,
        relation=where,
        purpose=purpose,
        read=read,
        write=frozenset(k for k, mark in plain.items() if mark == "RW" and writes),
        masked={k: mark for k, mark in plain.items() if k not in read},
        asks=asks,
        obligations=frozenset({*(["reveal"] if asks else []), *(["basis"] if basis else [])}),
        rule=f"{post.role}:{where}:{purpose}",
        post_id=post.id,
    )
