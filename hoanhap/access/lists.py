"""What a list asked of another sector may hold: its fields, their classes, and one pure decision (trust.md §3.3).

A list is the exception: the answer to a request is a count. Who was granted one reads the fields that were chosen for
it, under a ground in force, until it expires. It opens no file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from hoanhap.access.persons import CELLS, ONLY_READ, K, PersonDecision, Purpose
from hoanhap.access.rules import Actor, PostFacts
from hoanhap.kernel.dates import in_force
from hoanhap.kernel.lang import Words, t

FEWEST: Final = 5  # a smaller count is not told: with a commune's name it would point at somebody


@dataclass(frozen=True, slots=True)
class Kind:
    """`relation`: the duty by which the agency holds the person. `k`: what being on the list already tells."""

    words: Words
    relation: str
    sector: str
    k: K


KINDS: Final[Mapping[str, Kind]] = {
    "patients": Kind(Words("Người đang điều trị tại cơ sở y tế", "Patients of a health facility"),
                     "patient", "health", K.HEALTH),
    "residents": Kind(Words("Người đang ở cơ sở cai nghiện", "Residents of a rehabilitation centre"),
                      "resident", "centre", K.REHAB),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    words: Words
    k: K | None  # None: the class of the list itself


FIELDS: Final[Mapping[str, Field]] = {
    "code": Field(Words("Mã hồ sơ", "Code"), K.CODED),
    "initials": Field(Words("Chữ đầu", "Initials"), K.CODED),
    "birth_year": Field(Words("Năm sinh", "Born"), K.CODED),
    "commune": Field(Words("Xã", "Commune"), K.CODED),
    "name": Field(Words("Họ và tên", "Name"), K.IDENTITY),
    "born_on": Field(Words("Ngày sinh", "Birth date"), K.IDENTITY),
    "sex": Field(Words("Giới tính", "Sex"), K.IDENTITY),
    "since": Field(Words("Từ ngày", "Since"), None),
}
LEAST: Final = ("code", "birth_year", "commune")  # what is ticked before the approver chooses


@dataclass(frozen=True, slots=True)
class ListFacts:
    """A request as `decide_list` needs it. `basis`: [from, to) of the ground it was granted on; None without one."""

    state: str
    post_id: int
    kind: str
    purpose: str
    fields: tuple[str, ...] = ()
    classes: frozenset[K] = frozenset()
    basis: tuple[date, date | None] | None = None
    expires_on: date | None = None


def decide_list(actor: Actor, asked: ListFacts, on: date) -> PersonDecision:
    """May the actor read the rows of this list, and of which classes? Default is no, and then there are none."""
    post = next((p for p in actor.posts if p.id == asked.post_id and p.in_force(on)), None)
    if post is None or asked.kind not in KINDS or asked.state != "allowed":
        return _no("not granted to a post of this reader", post)
    if asked.basis is None or not in_force(on, *asked.basis):
        return _no("the ground is not in force", post)
    if asked.expires_on is None or on >= asked.expires_on:
        return _no("the list has expired", post)
    if KINDS[asked.kind].k not in asked.classes:
        return _no("the ground does not reach what the list tells", post)
    read = frozenset(class_of(name, asked.kind) for name in asked.fields if name in FIELDS) & asked.classes
    return PersonDecision(
        allow=True,
        relation="disclosed",
        purpose=Purpose(asked.purpose),
        read=read | {KINDS[asked.kind].k},
        obligations=frozenset({"basis", "notice"}),
        rule=f"{post.role}:disclosed:{asked.purpose}",
        post_id=post.id,
    )


def class_of(field: str, kind: str) -> K:
    return FIELDS[field].k or KINDS[kind].k


def choosable(kind: str, classes: Iterable[K]) -> tuple[str, ...]:
    """The fields that a ground allows at most for a list of this kind; none where it does not reach the list."""
    allowed = frozenset(classes)
    if KINDS[kind].k not in allowed:
        return ()
    return tuple(name for name in FIELDS if class_of(name, kind) in allowed)


def purposes(post: PostFacts) -> tuple[Purpose, ...]:
    """What a post may ask a list for: the work that it does with persons."""
    stated = (p for (role, _), cell in CELLS.items() if role == post.role for p in cell.purposes.split())
    return tuple(dict.fromkeys(p for p in map(Purpose, stated) if p not in ONLY_READ))


def told(count: int) -> int | None:
    """A count as it may be told; None: there are fewer than `FEWEST`, perhaps nobody."""
    return count if count >= FEWEST else None


def count_words(count: int | None) -> str:
    return t("dưới {n}", "fewer than {n}", n=FEWEST) if count is None else str(count)


def notice() -> str:
    """It stands on every page and sheet of the list."""
    return t(
        "Không được tiết lộ tiếp: chỉ dùng cho mục đích đã ghi, không sao chép, không chuyển cho người khác.",
        "No further disclosure: only for the purpose stated; do not copy it, do not pass it on.",
    )


def _no(rule: str, post: PostFacts | None) -> PersonDecision:
    return PersonDecision(False, rule=rule, post_id=post.id if post else None)
