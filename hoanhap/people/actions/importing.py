"""A commune's list of persons taken in: shown first, written whole or not at all, and taken out again.

shown = take_in(name=…, data=…, commune_id=…, by=…, on=…, dry_run=True)     # reads, checks, writes nothing
taken = take_in(…)                                                         # writes when nothing is wrong
undo_load(batch_id=…, by=…, on=…)                                          # as if it had never come
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.errors import Problems
from hoanhap.access.rules import Actor
from hoanhap.audit.models import AuditRow
from hoanhap.catalog.codelists import codelists
from hoanhap.documents.excel.problem import Problem as FileProblem
from hoanhap.documents.excel.process import look_at
from hoanhap.documents.excel.sheet import letters
from hoanhap.kernel.lang import t
from hoanhap.people.actions.load import allow, check, load
from hoanhap.people.actions.name_words import forget_names
from hoanhap.people.importing import lists
from hoanhap.people.importing.listed import CellProblem, Defaults, Listed
from hoanhap.people.importing.reader import LIMITS, ListReader
from hoanhap.people.models import Alias, Batch, Person
from hoanhap.people.queries.alike import Crowd
from hoanhap.people.queries.duplicates import described
from hoanhap.people.queries.merging import holders
from hoanhap.people.rules.draft import Draft
from hoanhap.people.rules.names import folded
from hoanhap.people.rules.record import Record

READING = ("person.list", "person.read", "person.reveal")  # acts that change nothing
FOLLOW_BIRTH = ("entered_on", "since", "listed_on")  # days that a wrong birth makes wrong
BROUGHT = frozenset({"Alias", "IdentityPaper", "Residence", "Contact", "Standing", "Use"})  # what a list brings


@dataclass(frozen=True, slots=True)
class Same:
    """A line that may be, or surely is, somebody else: of the register (`code`) or of the list (`line`)."""

    row: int
    code: str
    line: int
    reasons: str
    sure: bool


@dataclass
class Taken:
    """What became of a list. Lines read = accepted + rejected + already there (`known`)."""

    name: str
    digest: str = ""
    sheet: str = ""
    rows_read: int = 0
    accepted: int = 0
    known: int = 0
    problems: list[CellProblem] = field(default_factory=list)
    same: list[Same] = field(default_factory=list)
    batch_id: int | None = None

    @property
    def errors(self) -> list[CellProblem]:
        return [p for p in self.problems if p.severity == "error"]

    @property
    def clean(self) -> bool:
        return not self.errors

    @property
    def rejected(self) -> int:
        return self.rows_read - self.accepted - self.known

    def as_json(self) -> dict[str, Any]:
        def shown(severity: str) -> list[dict[str, Any]]:
            return [
                {"sheet": p.sheet, "cell": p.cell, "row": p.row, "message": p.message}
                for p in self.problems
                if p.severity == severity
            ]

        return {
            "path": self.name,
            "sheet": self.sheet,
            "rows_read": self.rows_read,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "known": self.known,
            "errors": shown("error"),
            "warnings": shown("warning"),
            "duplicates": [
                {"row": s.row, "code": s.code, "line": s.line, "reasons": s.reasons, "sure": s.sure} for s in self.same
            ],
            "batch": self.batch_id,
        }


def take_in(
    *,
    name: str,
    data: bytes,
    commune_id: int,
    by: Actor,
    on: date,
    standing: str = "",
    others: frozenset[int] = frozenset(),
    dry_run: bool = False,
) -> Taken:
    """Read a list and, when nothing is wrong with it, open a file for each person who is not there yet.

    `standing`: for a list that does not say it. `others`: lines that look like somebody and are somebody else. Who is
    surely there already is passed over and counted. Raises Denied for a commune that is not the actor's.
    """
    allow([commune_id], by=by, on=on)
    taken = Taken(name, digest=hashlib.sha256(data).hexdigest())
    answer = look_at(data, ListReader(), limits=LIMITS)
    if isinstance(answer, FileProblem) or "refused" in answer:
        taken.problems.append(CellProblem("", "", 0, _why(answer)))
        return taken
    listed = lists.read(answer["sheets"], _titles(), Defaults(on, standing))
    taken.sheet, taken.rows_read, taken.problems = listed.sheet, len(listed.lines), listed.problems
    drafts = [(line.row, line.draft) for line in listed.lines]
    taken.same = list(
        _same([(line.row, line.draft) for line in listed.lines if line.sound], commune_id, by, on, others)
    )
    passed = {same.row for same in taken.same if same.sure and same.code}
    taken.known = len(passed)
    wanted = [(row, draft) for row, draft in drafts if row not in passed]
    records = [Record(draft=draft, commune_id=commune_id, entered_on=on) for _, draft in wanted]
    rows = [row for row, _ in wanted]
    _tell(listed, rows, check(records, on=on, lines=rows))
    bad = {problem.row for problem in taken.errors if problem.row}
    taken.accepted = sum(row not in bad for row, _ in wanted)
    if taken.clean and records and not dry_run:
        taken.batch_id = load(records, by=by, on=on, kind="list", digest=taken.digest).batch_id
    return taken


@transaction.atomic
def undo_load(*, batch_id: int, by: Actor, on: date) -> int:
    """Take a list out again, whole: its files as if they had never come. Returns how many there were.

    Raises Invalid when a file has been written in since; each is named by its code.
    """
    batch = Batch.objects.select_for_update().filter(pk=batch_id, kind="list").first()
    problems = Problems()
    if batch is None or batch.undone_on is not None:
        problems.add("", t("Lần nạp này không có hoặc đã được hủy.", "There is no such import, or it is undone."))
    problems.stop()
    assert batch is not None
    allow([batch.commune_id or 0], by=by, on=on)
    people = list(Person.objects.select_for_update().filter(batches=batch).order_by("pk"))
    if touched := _touched(people):
        shown = ", ".join(person.code for person in touched[:10]) + (" …" if len(touched) > 10 else "")
        problems.add("", t("Đã ghi thêm vào {n} hồ sơ của lần nạp này: {codes}. Không hủy được cả lần nạp.",
                           "{n} files of this import have been written in since: {codes}. It cannot be undone.",
                           n=len(touched), codes=shown))  # fmt: skip
    problems.stop()
    names = [*(p.folded for p in people), *Alias.objects.filter(person__in=people).values_list("folded", flat=True)]
    for start in range(0, len(people), 500):
        Person.objects.filter(pk__in=[person.pk for person in people[start : start + 500]]).delete()
    forget_names(names)
    batch.undone_on = on
    batch.save(update_fields=["undone_on"])
    log(by, "person.unload", "people", batch.pk, rows=len(people))
    return len(people)


def _touched(people: Sequence[Person]) -> list[Person]:
    """Files that are not as they came: the trail has an act on them, or a room above has a row about them."""
    acts = AuditRow.objects.filter(kind="person").exclude(action__in=READING)
    changed: set[int] = set()
    for start in range(0, len(people), 500):
        some = {person.code: person.pk for person in people[start : start + 500]}
        changed.update(some[code] for code in acts.filter(ref__in=some).values_list("ref", flat=True))
        for model, column in holders():
            if model.__name__ not in BROUGHT:
                rows = model._default_manager.filter(**{f"{column}__in": some.values()})
                changed.update(rows.values_list(column, flat=True))
    return [person for person in people if person.pk in changed or person.revision != 1 or person.state != "open"]


def _same(
    drafts: Sequence[tuple[int, Draft]], commune_id: int, by: Actor, on: date, others: frozenset[int]
) -> Iterator[Same]:
    """Each line beside the register, and beside the lines before it."""
    register, before = Crowd.of_register(by, on), Crowd()
    for row, draft in drafts:
        who = described(
            name=draft.name,
            aliases=draft.aliases,
            birth_year=draft.birth.year,
            born_on=draft.birth.on,
            sex=draft.sex,
            papers=[(paper.kind, paper.number) for paper in draft.papers],
            commune=commune_id,
        )
        if row not in others:
            for found, like in register.like(who):
                yield Same(row, found, 0, str(like), like.sure)
            for found, like in before.like(who):
                yield Same(row, "", int(found), str(like), like.sure)
        before.add(str(row), who)


def _tell(listed: Listed, rows: Sequence[int], problems: Sequence[tuple[int, str, str]]) -> None:
    """What the rules say of a record, at the cell it came from. A cell that could not be read has been told of."""
    unread = {(p.row, p.cell) for p in listed.problems if p.severity == "error"}
    births = {n for n, of, _ in problems if of == "birth"}
    for n, of, said in problems:
        column = listed.place(of)
        cell = "" if column is None else f"{letters(column)}{rows[n]}"
        if (rows[n], cell) not in unread and (n not in births or of not in FOLLOW_BIRTH):
            listed.say(rows[n], column, said)
    listed.sort()


def _why(answer: Any) -> str:
    if isinstance(answer, FileProblem):
        return f"{answer.message} " + t(
            "Mở tệp bằng Excel, lưu lại kiểu .xlsx rồi nạp lại.", "Open it in Excel, save it as .xlsx and try again."
        )
    return " ".join(answer["refused"])


def _titles() -> dict[str, dict[str, str]]:
    return {code: {item.code: folded(item.title.vi) for item in found.items} for code, found in codelists().items()}
