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

from hoanhap.access.actions import log
from hoanhap.access.errors import Invalid, Problems
from hoanhap.access.rules import Actor
from hoanhap.audit.models import AuditRow
from hoanhap.facts.actions import recorded, touched
from hoanhap.kernel.lang import t
from hoanhap.people.actions.import_adding import changed_since, take_away
from hoanhap.people.actions.import_reading import alike, cells_of, record_of, tell, titles
from hoanhap.people.actions.load import allow, check, load
from hoanhap.people.actions.name_words import forget_names
from hoanhap.people.importing import lists
from hoanhap.people.importing.listed import CellProblem, Defaults
from hoanhap.people.importing.shown import Alike
from hoanhap.people.models import Alias, Batch, Person
from hoanhap.people.queries.merging import holders

READING = ("person.list", "person.read", "person.reveal")  # acts that change nothing
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
    try:
        sheets = cells_of(data)
    except Invalid as refused:
        taken.problems.append(CellProblem("", "", 0, str(refused)))
        return taken
    listed = lists.read(sheets, titles(), Defaults(on, standing))
    taken.sheet, taken.rows_read, taken.problems = listed.sheet, len(listed.lines), listed.problems
    like = alike([line for line in listed.lines if line.sound], commune_id, by, on)
    taken.same = [same for row in sorted(like) if row not in others for same in _sames(row, like[row])]
    before = _came_with(taken.digest)
    passed = {same.row for same in taken.same if same.code and (same.sure or same.code in before)}
    taken.known = len(passed)
    wanted = [line for line in listed.lines if line.row not in passed]
    records = [record_of(line.draft, commune_id, on) for line in wanted]
    rows = [line.row for line in wanted]
    tell(listed, rows, check(records, on=on, lines=rows))
    bad = {problem.row for problem in taken.errors if problem.row}
    taken.accepted = sum(row not in bad for row in rows)
    if taken.clean and records and not dry_run:
        taken.batch_id = load(records, by=by, on=on, kind="list", digest=taken.digest).batch_id
    return taken


def _sames(row: int, like: Sequence[Alike]) -> Iterator[Same]:
    return (Same(row, one.code, one.line, one.why, one.sure) for one in like)


def _came_with(digest: str) -> frozenset[str]:
    """Who came in with this very file: read again, it brings nobody."""
    batches = Batch.objects.filter(kind="list", digest=digest, undone_on=None)
    return frozenset(Person.objects.filter(batches__in=batches).values_list("code", flat=True))


@recorded
def undo_load(*, batch_id: int, by: Actor, on: date) -> int:
    """Take a list out again, whole: its files as if they had never come, and what it added to others. Returns how many.

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
    touched(person.pk for person in people)
    if changed := [*(person.code for person in _touched(people)), *changed_since(batch.added)]:
        shown = ", ".join(changed[:10]) + (" …" if len(changed) > 10 else "")
        problems.add("", t("Đã ghi thêm vào {n} hồ sơ của lần nạp này: {codes}. Không hủy được cả lần nạp.",
                           "{n} files of this import have been written in since: {codes}. It cannot be undone.",
                           n=len(changed), codes=shown))  # fmt: skip
    problems.stop()
    names = [*(p.folded for p in people), *Alias.objects.filter(person__in=people).values_list("folded", flat=True)]
    for start in range(0, len(people), 500):
        Person.objects.filter(pk__in=[person.pk for person in people[start : start + 500]]).delete()
    forget_names(names)
    take_away(batch.added, by=by, on=on)
    batch.undone_on = on
    batch.save(update_fields=["undone_on"])
    log(by, "person.unload", "people", batch.pk, rows=len(people), files=len(batch.added))
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
