"""What would become of two files made one: which rows move, which stay and why, what is filled in, what differs.

Every row that points at the person moves, of this room and of those above it, with four exceptions. A row that would
contradict the kept file (two homes at once, two standings, one paper twice) stays with the file that goes, where it is
still seen; what belongs to that file as such (its key, the loads it came in, who was told of it) stays as well.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import Field, Model

from hoanhap.access.permissions import P
from hoanhap.access.persons import K, PersonDecision
from hoanhap.access.rules import Actor, Decision, Denied
from hoanhap.kernel.dates import Span
from hoanhap.kernel.lang import Words, t
from hoanhap.people.models import (
    Alias,
    Disclosed,
    Finding,
    IdentityPaper,
    Merge,
    Person,
    PersonKey,
    Reach,
    Residence,
    Standing,
    Use,
)
from hoanhap.people.queries.scope import find
from hoanhap.people.rules.names import spelled

Ids = frozenset[int]
OF_THE_FILE: Final = frozenset({PersonKey, Merge, Person, Disclosed})  # never moved; so are the batches it came in
FILLED: Final = ("sex", "born_on", "ethnicity", "education", "occupation")  # taken over where the kept file has nothing
COMPARED: Final = {
    "name": Words("Họ tên", "Name"),
    "sex": Words("Giới tính", "Sex"),
    "birth_year": Words("Năm sinh", "Birth year"),
    "born_on": Words("Ngày sinh", "Birth date"),
    "ethnicity": Words("Dân tộc", "Ethnicity"),
    "education": Words("Trình độ học vấn", "Education"),
    "occupation": Words("Nghề nghiệp", "Occupation"),
    "commune_id": Words("Xã", "Commune"),
}


@dataclass(frozen=True)
class Plan:
    """`moves`, `stays`: model → rows. `filled`: field of the kept file → what it gets. `alias`: a name to be kept."""

    moves: Mapping[type[Model], Ids]
    stays: Mapping[type[Model], Ids]
    filled: Mapping[str, Any]
    alias: str = ""


@dataclass(frozen=True)
class Conflict:
    """A field in which the files differ. The kept file's value stands."""

    field: str
    title: Words
    kept: Any
    gone: Any


@dataclass(frozen=True)
class Preview:
    """`moves`, `stays`: (table, how many rows). `refusals`: why they cannot be merged, all of them."""

    kept: Person
    gone: Person
    moves: tuple[tuple[str, int], ...]
    stays: tuple[tuple[str, int], ...]
    filled: Mapping[str, Any]
    conflicts: tuple[Conflict, ...]
    refusals: tuple[str, ...] = field(default=())


def preview(actor: Actor, kept: str, gone: str, *, on: date) -> Preview:
    """Two files side by side before they are merged. Raises Outside, or Denied to who may not write both names."""
    one, other = (writable(actor, code, on) for code in (kept, gone))
    planned = plan(one, other)
    return Preview(
        kept=one,
        gone=other,
        moves=_counts(planned.moves),
        stays=_counts(planned.stays),
        filled=planned.filled,
        conflicts=tuple(conflicts(one, other)),
        refusals=(*gone_since({kept: one, gone: other}), *refusals(one, other)),
    )


def writable(actor: Actor, code: str, on: date, *, lock: bool = False) -> Person:
    """The very file of this code, if the actor may write the person's name; the purpose is case work."""
    person, decision = find(actor, code, None, on, lock=lock)
    _may(decision)
    return person


def _may(decision: PersonDecision) -> None:
    if K.IDENTITY not in decision.write:
        refused = Decision(False, decision.relation, decision.rule, decision.post_id)
        raise Denied(P.PERSON_EDIT, refused)


def gone_since(asked: Mapping[str, Person]) -> Iterator[str]:
    """A code that now leads to another file: somebody has merged that one meanwhile."""
    for code, person in asked.items():
        if person.code != code:
            yield t("Hồ sơ {code} vừa được gộp vào hồ sơ {x}. Mở hồ sơ đó để xem lại.",
                    "The file {code} has just been merged into {x}. Open that file to see.",
                    code=code, x=person.code)  # fmt: skip


def refusals(kept: Person, gone: Person) -> Iterator[str]:
    if kept.pk == gone.pk:
        yield t("Đây là một hồ sơ; chọn hai hồ sơ khác nhau.", "This is one file; choose two.")
        return
    for person in (kept, gone):
        if person.state != "open":
            yield t("Hồ sơ {code} đã kết thúc; chỉ gộp hồ sơ đang quản lý.",
                    "The file {code} is closed; only open files are merged.", code=person.code)  # fmt: skip
    held = set(Reach.objects.filter(person__in=(kept, gone), kind="open", valid_to=None).values_list("person_id"))
    if len(held) > 1:
        yield t(
            "Cả hai hồ sơ có biện pháp chưa kết thúc. Kết thúc hoặc đình chỉ một biện pháp trước khi gộp.",
            "Both files have a measure that is not finished. End one of them before merging.",
        )


def conflicts(kept: Person, gone: Person) -> Iterator[Conflict]:
    for name, title in COMPARED.items():
        mine, theirs = getattr(kept, name), getattr(gone, name)
        if mine and theirs and (spelled(mine) != spelled(theirs) if name == "name" else mine != theirs):
            yield Conflict(name, title, mine, theirs)


def plan(kept: Person, gone: Person) -> Plan:
    moves: dict[type[Model], Ids] = {}
    stays: dict[type[Model], Ids] = {}
    for model, column in holders():
        rows = list(model._default_manager.filter(**{column: gone.pk}).order_by("pk"))
        clash = CLASHES.get(model)
        kept_back = clash(rows, kept) if clash and rows else frozenset()
        moves[model] = frozenset(row.pk for row in rows) - kept_back
        stays[model] = kept_back
    filled = {name: getattr(gone, name) for name in FILLED if not getattr(kept, name) and getattr(gone, name)}
    if kept.birth_year != gone.birth_year:
        filled.pop("born_on", None)
    return Plan(moves, stays, filled, _alias(kept, gone))


def holders() -> Iterator[tuple[type[Model], str]]:
    """Every table with a column for the person, of whichever room."""
    for relation in Person._meta.related_objects:
        model, column = relation.related_model, relation.field
        if isinstance(column, Field) and not relation.many_to_many and model not in OF_THE_FILE:
            yield model, column.attname


def _alias(kept: Person, gone: Person) -> str:
    """The other name, if it is spelled otherwise and not known yet."""
    known = {spelled(name) for name in (kept.name, *Alias.objects.filter(person=kept).values_list("name", flat=True))}
    return "" if spelled(gone.name) in known else gone.name


# ---------------------------------------------------------------- what stays
def _spans(rows: list[Any], kept: Person) -> Ids:
    """One lives in one place, and has one standing, at a time."""
    theirs = [_span(row) for row in type(rows[0]).objects.filter(person=kept)]
    return frozenset(row.pk for row in rows if any(_span(row).overlaps(span) for span in theirs))


def _span(row: Any) -> Span:
    return Span(row.valid_from, row.valid_to)


def _same(*columns: str) -> Callable[[list[Any], Person], Ids]:
    """A row that the kept file has too."""

    def clash(rows: list[Any], kept: Person) -> Ids:
        theirs = set(type(rows[0]).objects.filter(person=kept).values_list(*columns))
        return frozenset(row.pk for row in rows if tuple(getattr(row, column) for column in columns) in theirs)

    return clash


def _names(rows: list[Any], kept: Person) -> Ids:
    known = {spelled(name) for name in (kept.name, *Alias.objects.filter(person=kept).values_list("name", flat=True))}
    return frozenset(row.pk for row in rows if spelled(row.name) in known)


CLASHES: Final[Mapping[type[Model], Callable[[list[Any], Person], Ids]]] = {
    Residence: _spans,
    Standing: _spans,
    IdentityPaper: _same("kind", "blind"),
    Use: _same("substance", "route"),
    Finding: _same("round_id"),
    Reach: _same("kind", "agency_id", "post", "why", "valid_from"),
    Alias: _names,
}


def _counts(rows: Mapping[type[Model], Ids]) -> tuple[tuple[str, int], ...]:
    return tuple((model.__name__, len(ids)) for model, ids in rows.items() if ids)
