"""A list that waits, as its officer walks through it: page by page, with whom a line may be side by side."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.core.paginator import Page, Paginator

from hoanhap.access.actions import log
from hoanhap.access.rules import Actor
from hoanhap.catalog.codelists import said
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.people.importing.shown import ADD, LATER, NEW, SAME, WRONG, Alike, Column, Person, Problem, Shown, kind
from hoanhap.people.importing.workbooks import left_over, reason_of, undecided
from hoanhap.people.models import IdentityPaper
from hoanhap.people.models import Person as File
from hoanhap.people.queries.importing import Waiting, waiting
from hoanhap.people.queries.scope import visible

PER_PAGE: Final = 30
SHELVES: Final = ("sai", "giong", "moi", "co-san", "nhac")  # wrong, alike, new, there already, warnings


@dataclass(frozen=True, slots=True)
class Beside:
    """Who a line may be. A file of the register by its facts; a line before it by its number."""

    code: str
    name: str
    facts: str
    line: int
    why: str
    sure: bool


@dataclass(frozen=True)
class Line:
    """`word`: what becomes of it; `offers`: what may be chosen instead, with words."""

    person: Person
    word: str
    sex: str
    problems: tuple[Problem, ...]
    beside: tuple[Beside, ...]
    offers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ImportPage:
    """`counts`: by shelf. `outlook`: by what becomes of lines. `general`: what is said of the whole list."""

    id: int
    name: str
    expires_at: datetime
    shown: Shown
    settled: Mapping[str, Any]
    batch_id: int | None
    counts: Mapping[str, int]
    outlook: Mapping[str, int]
    general: tuple[Problem, ...]
    unknown: tuple[Column, ...]
    shelf: str
    page: Page[int]
    lines: tuple[Line, ...] = field(default=())

    @property
    def columns(self) -> dict[int, str]:
        """What was said of columns by hand."""
        said = self.settled.get("columns", {})
        return {int(column): name for column, name in said.items()}

    @property
    def entering(self) -> int:
        return self.outlook[NEW] + self.outlook[ADD]


def import_page(
    actor: Actor, intake_id: int, *, on: date, now: datetime, shelf: str = "", page: str = "1"
) -> ImportPage:
    """One page of a shelf of the list; without one, of the first that needs the officer. Noted as a reading where files
    of the register are shown. Raises Outside."""
    held = waiting(actor, intake_id, on=on, now=now)
    shown = held.shown()
    outlook = shown.outlook(held.chosen)
    shelves = _shelves(shown, outlook)
    chosen = shelf if shelf in shelves else next((name for name in SHELVES if shelves[name]), "moi")
    leaf = Paginator(shelves[chosen], PER_PAGE).get_page(page)
    rows = list(leaf.object_list)
    return ImportPage(
        id=intake_id,
        name=shown.name,
        expires_at=held.row.expires_at,
        shown=shown,
        settled=held.row.settled,
        batch_id=held.row.batch_id,
        counts={name: len(rows) for name, rows in shelves.items()},
        outlook=Counter(kind(word) for word in outlook.values()),
        general=tuple(p for p in shown.problems if p.row <= shown.line),
        unknown=tuple(column for column in shown.columns if column.heading and not column.field),
        shelf=chosen,
        page=leaf,
        lines=tuple(_lines(shown, rows, outlook, actor, on)),
    )


def not_taken(actor: Actor, intake_id: int, *, on: date, now: datetime) -> bytes:
    """The workbook of the lines that would not, or did not, go in."""
    held = waiting(actor, intake_id, on=on, now=now)
    shown = held.shown()
    wrong: dict[int, list[str]] = {}
    for problem in shown.problems:
        if problem.severity == "error" and problem.row:
            wrong.setdefault(problem.row, []).append(f"{problem.cell}: {problem.message}")
    reasons = {
        row: reason_of(wrong.get(row, ()), _undecided(shown, row))
        for row, word in shown.outlook(held.chosen).items()
        if kind(word) in (WRONG, LATER)
    }
    log(actor, "person.list", "people", intake_id, purpose="P1", fields="K1 K2", count=len(reasons))
    return left_over(held.cells(), shown, reasons)


def _undecided(shown: Shown, row: int) -> str:
    alike = shown.same.get(row, ())
    return (
        undecided([one.code or t("dòng {n}", "line {n}", n=one.line) for one in alike[:3]])
        if alike
        else shown.held.get(row, "")
    )


def _shelves(shown: Shown, outlook: Mapping[int, str]) -> dict[str, list[int]]:
    warned = {p.row for p in shown.problems if p.severity == "warning" and p.row > shown.line}
    known = {row for row, found in shown.same.items() if found[0].sure and found[0].code}
    of = {row: kind(word) for row, word in outlook.items()}
    return {
        "sai": [row for row, word in of.items() if word == WRONG],
        "giong": [row for row in shown.same if of.get(row) != WRONG and row not in known],
        "moi": [row for row, word in of.items() if word == NEW],
        "co-san": [row for row in of if row in known and of[row] != WRONG],
        "nhac": sorted(warned),
    }


def _lines(shown: Shown, rows: Sequence[int], outlook: Mapping[int, str], actor: Actor, on: date) -> Iterable[Line]:
    people = {person.row: person for person in shown.lines}
    problems: dict[int, list[Problem]] = {}
    for problem in shown.problems:
        problems.setdefault(problem.row, []).append(problem)
    alike = {row: shown.same.get(row, ())[:3] for row in rows}
    files = _files({one.code for found in alike.values() for one in found if one.code}, actor, on)
    for row in rows:
        person = people.get(row, Person(row, "", "", ""))
        beside = tuple(_beside(one, files, people) for one in alike[row])
        word = outlook.get(row, "")
        offers = shown.offers(row) if kind(word) != WRONG and beside else ()
        words = tuple((offer, _words(offer)) for offer in offers if _near(offer, beside))
        yield Line(person, word, said("sexes", person.sex), tuple(problems.get(row, ())), beside, words)


def _near(offer: str, beside: Sequence[Beside]) -> bool:
    """What is offered is of those who are shown."""
    head, _, whom = offer.partition(":")
    return not whom or any(whom in (one.code, str(one.line)) for one in beside)


def _words(offer: str) -> str:
    head, _, whom = offer.partition(":")
    return {
        NEW: t("Là người khác: lập hồ sơ mới", "Somebody else: open a new file"),
        LATER: t("Chưa quyết định: để lại", "Not decided: leave out"),
        SAME: t("Là {x}: bỏ qua dòng này", "It is {x}: pass over this line", x=whom),
        ADD: t("Là {x}: thêm những gì hồ sơ còn thiếu", "It is {x}: add what the file lacks", x=whom),
        "line": t("Trùng dòng {x}: bỏ qua dòng này", "The same as line {x}: pass over", x=whom),
    }[head]


def _beside(one: Alike, files: Mapping[str, tuple[str, str]], people: Mapping[int, Person]) -> Beside:
    if one.code:
        name, facts = files.get(one.code, ("", ""))
        return Beside(one.code, name, facts, 0, one.why, one.sure)
    other = people.get(one.line, Person(one.line, "", "", ""))
    facts = ", ".join(part for part in (other.born, said("sexes", other.sex)) if part)
    return Beside("", other.name, facts, one.line, one.why, one.sure)


def _files(codes: set[str], actor: Actor, on: date) -> dict[str, tuple[str, str]]:
    """Name, and what tells one from another; of those whom the actor still reaches."""
    people = list(visible(actor, None, on).filter(code__in=codes).select_related("commune"))
    papers: dict[int, set[str]] = {}
    for pk, of in IdentityPaper.objects.filter(person__in=people).values_list("person_id", "kind"):
        papers.setdefault(pk, set()).add(said("papers", of))
    if people:
        log(actor, "person.list", "people", "", purpose="P1", fields="K1 K2", count=len(people))
    return {person.code: (person.name, _facts(person, papers.get(person.pk, set()))) for person in people}


def _facts(person: File, papers: set[str]) -> str:
    born = format_date(person.born_on) if person.born_on else str(person.birth_year)
    where = person.commune.name if person.commune else ""
    return ", ".join(part for part in (born, said("sexes", person.sex), where, *sorted(papers)) if part)


def stale(actor: Actor, intake_id: int, *, on: date, now: datetime, language: str) -> bool:
    """Whether the list was read for somebody who spoke another language."""
    held: Waiting = waiting(actor, intake_id, on=on, now=now)
    return held.row.batch_id is None and held.shown().language != language
