"""Files that may be of one person, as an officer sees them: in a list, of one file, and two side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.paginator import Page, Paginator

from hoanhap.access.actions import log
from hoanhap.access.persons import K, decide_person
from hoanhap.access.rules import Actor
from hoanhap.catalog.codelists import said
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import Words
from hoanhap.people.models import IdentityPaper, Merge, Person
from hoanhap.people.queries.alike import kept_apart, pairs
from hoanhap.people.queries.duplicates import twins
from hoanhap.people.queries.merging import COMPARED, preview, writable
from hoanhap.people.queries.scope import subject
from hoanhap.people.rules.duplicates import Likeness
from hoanhap.units import queries as units

PER_PAGE: Final = 20
CODED: Final = {"sex": "sexes", "ethnicity": "ethnicities", "education": "education", "occupation": "occupations"}
# What a row of each table is, in words. A table that is not here is of a room above, and said as such.
ROWS: Final = {
    "Alias": Words("tên gọi khác", "other names"),
    "IdentityPaper": Words("giấy tờ tùy thân", "identity papers"),
    "Residence": Words("nơi ở", "residences"),
    "Standing": Words("diện quản lý", "standings"),
    "Use": Words("chất sử dụng", "substances"),
    "Test": Words("xét nghiệm", "drug tests"),
    "Contact": Words("người thân, điện thoại", "relatives, telephones"),
    "Note": Words("ghi chú", "notes"),
    "Assignment": Words("phân công người giúp đỡ", "helpers"),
    "Reach": Words("cơ quan có liên quan", "agencies concerned"),
    "Need": Words("nhu cầu hỗ trợ", "needs"),
    "Support": Words("hỗ trợ đã nhận", "support received"),
    "Finding": Words("kết quả rà soát", "review findings"),
}
OTHER: Final = Words("nội dung khác: biện pháp, bước, giấy tờ", "the rest: measures, steps, papers")
STAYS: Final = {
    "Residence": Words("trùng thời gian với nơi ở của hồ sơ được giữ", "the file kept has a home at the same time"),
    "Standing": Words("trùng thời gian với diện của hồ sơ được giữ", "the file kept has a standing at the same time"),
    "Finding": Words("đợt rà soát đó đã có kết quả ở hồ sơ được giữ", "the file kept has a finding of that review"),
}
THERE: Final = Words("hồ sơ được giữ đã có nội dung này", "the file kept has the same")


@dataclass(frozen=True, slots=True)
class Side:
    code: str
    name: str
    facts: str


@dataclass(frozen=True, slots=True)
class Twin:
    """Two files that may be one person's. `merges`: whether the reader may write the names of both."""

    one: Side
    other: Side
    why: str
    sure: bool
    merges: bool


@dataclass(frozen=True, slots=True)
class Past:
    """A merge that holds, and may be taken apart."""

    id: int
    gone: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Field:
    """One fact of both files. `fate`: kept (they differ, the left one stands), alias (the right name becomes another
    name of the person), filled (taken over); empty where there is nothing to decide."""

    title: str
    kept: str
    gone: str
    fate: str


@dataclass(frozen=True)
class MergePage:
    kept: Side
    gone: Side
    fields: tuple[Field, ...]
    moves: tuple[tuple[str, int], ...]
    stays: tuple[tuple[str, int, str], ...]
    refusals: tuple[str, ...]


def doubles(actor: Actor, *, on: date, page: str = "1") -> tuple[Page[Any], tuple[Twin, ...]]:
    """A page of the files that may be one person's, among those whom the actor knows by name. Noted as a reading."""
    leaf = Paginator(pairs(actor, on), PER_PAGE).get_page(page)
    return leaf, tuple(_twins(list(leaf.object_list), actor, on))


def doubles_of(actor: Actor, code: str, *, on: date) -> tuple[Side, tuple[Twin, ...], tuple[Past, ...]]:
    """Of one file: which others may be the same person's, and which were merged into it. Raises Outside or Denied."""
    person = writable(actor, code, on)
    found = [((person.code, one.code), one.like) for one in twins(actor, person.pk, on=on)]
    apart = kept_apart({code for pair, _ in found for code in pair})
    merges = Merge.objects.filter(kept=person, undone_on=None).select_related("gone").order_by("-pk")
    past = tuple(Past(row.pk, row.gone.code, row.on, row.reason) for row in merges)
    left = [(pair, like) for pair, like in found if (min(pair), max(pair)) not in apart]
    shown = tuple(_twins(left, actor, on))
    return _side(person, {}), shown, past


def merge_page(actor: Actor, kept: str, gone: str, *, on: date) -> MergePage:
    """Two files side by side, and what would become of each. Raises Outside or Denied; noted as a reading of both."""
    found = preview(actor, kept, gone, on=on)
    log(actor, "person.list", "people", "", purpose="P1", fields="K1 K2", count=2)
    papers = _papers([found.kept, found.gone])
    moves: dict[str, int] = {}
    for table, n in found.moves:
        words = str(ROWS.get(table, OTHER))
        moves[words] = moves.get(words, 0) + n
    return MergePage(
        kept=_side(found.kept, papers),
        gone=_side(found.gone, papers),
        fields=tuple(_fields(found.kept, found.gone, found.filled, on)),
        moves=tuple(moves.items()),
        stays=tuple((str(ROWS.get(table, OTHER)), n, str(STAYS.get(table, THERE))) for table, n in found.stays),
        refusals=found.refusals,
    )


def _fields(kept: Person, gone: Person, filled: Mapping[str, Any], on: date) -> Iterable[Field]:
    for name, title in COMPARED.items():
        mine, theirs = _said(kept, name, on), _said(gone, name, on)
        fate = "filled" if name in filled else ""
        if mine and theirs and mine != theirs:
            fate = "alias" if name == "name" else "kept"
        yield Field(str(title), mine, theirs, fate)


def _said(person: Person, name: str, on: date) -> str:
    value = getattr(person, name)
    if name in CODED:
        return said(CODED[name], value)
    if name == "commune_id":
        country = units.tree(on)
        return country.unit(value).title if value in country else ""
    return format_date(value) if isinstance(value, date) else str(value or "")


def _twins(found: list[tuple[tuple[str, str], Likeness]], actor: Actor, on: date) -> Iterable[Twin]:
    codes = {code for pair, _ in found for code in pair}
    people = {person.code: person for person in Person.objects.select_related("commune").filter(code__in=codes)}
    papers = _papers(people.values())
    writes = {code: _writes(person, actor, on) for code, person in people.items()}
    if people:
        log(actor, "person.list", "people", "", purpose="P1", fields="K1 K2", count=len(people))
    for (one, other), like in found:
        if one in people and other in people:
            sides = _side(people[one], papers), _side(people[other], papers)
            yield Twin(*sides, str(like), like.sure, writes[one] and writes[other])


def _writes(person: Person, actor: Actor, on: date) -> bool:
    return K.IDENTITY in decide_person(actor, subject(person, actor, on), None, on).write


def _papers(people: Iterable[Person]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = IdentityPaper.objects.filter(person__in=list(people)).order_by("kind", "pk")
    for pk, kind in rows.values_list("person_id", "kind"):
        found.setdefault(pk, []).append(said("papers", kind))
    return found


def _side(person: Person, papers: Mapping[int, list[str]]) -> Side:
    born = format_date(person.born_on) if person.born_on else str(person.birth_year)
    where = person.commune.name if person.commune else ""
    parts = (born, said("sexes", person.sex), where, *papers.get(person.pk, ()))
    return Side(person.code, person.name, ", ".join(part for part in parts if part))
