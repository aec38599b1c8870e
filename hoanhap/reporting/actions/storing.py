"""What stands in answers, written: the cells that differ, the trail of each, and what boards read of them.

Of one answer or of many at once, with as many statements; each answer has its own line in the audit trail.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from hoanhap.access.actions import log
from hoanhap.access.rules import Actor
from hoanhap.catalog import loaded
from hoanhap.catalog.forms import Form
from hoanhap.reporting.models import Cell, Entry, Explanation, Submission, Upload
from hoanhap.reporting.queries.cells import facts, own
from hoanhap.reporting.rules import checks, states
from hoanhap.reporting.rules.cells import BLANK, CellFacts, Place, computed_rows

WRITTEN = ("value", "mark", "qualifier", "text", "revision", "derived", "said")

Cells = Mapping[Place, CellFacts]
Reason = tuple[int, str, str, str, int]  # answer, row, column, check, revision of the cell


@dataclass(frozen=True, slots=True)
class Writing:
    """What should stand in an answer that is held. `stored`: its cells as they are.

    `said`: what the register says now, where that has changed (`following.py`). In an open form the reason given for a
    figure that was typed over falls with it; elsewhere nobody could give another.
    """

    submission: Submission
    stored: Mapping[Place, Cell]
    wanted: Mapping[Place, CellFacts]
    said: Mapping[Place, int | str | None] = field(default_factory=dict)

    def was(self, place: Place) -> CellFacts:
        return facts(self.stored[place]) if place in self.stored else BLANK

    def differing(self) -> dict[Place, CellFacts]:
        renewed = self.submission.state in states.OPEN
        found: dict[Place, CellFacts] = {}
        for place in dict.fromkeys((*self.wanted, *self.said)):
            before = self.was(place)
            after = replace(
                self.wanted.get(place, before), derived=self.said.get(place, before.derived), revision=before.revision
            )
            if not before.same(after) or (renewed and before.derived != after.derived and after.typed_over):
                found[place] = replace(after, revision=before.revision + 1)
            elif before.derived != after.derived:
                found[place] = after
        return found


def store(
    writings: Sequence[Writing], *, by: Actor, upload: Upload | None = None, action: str = "submission.write"
) -> list[dict[Place, CellFacts]]:
    """Insert and update the cells that differ, with one Entry each. Returns what was written, with its new revision."""
    fresh: list[Cell] = []
    changed: list[Cell] = []
    entries: list[Entry] = []
    written = [writing.differing() for writing in writings]
    for writing, mine in zip(writings, written, strict=True):
        if not mine:
            continue
        at = _noted(writing.submission, mine, by=by, upload=upload, action=action)
        entries += [_entry(writing, place, after, by=by, at=at, upload=upload) for place, after in mine.items()]
        for place, after in mine.items():
            known = writing.stored.get(place)
            (changed if known else fresh).append(_filled(known or _blank(writing.submission, place), after))
        writing.submission.touched_at = at
    Cell.objects.bulk_create(fresh)
    # As bulk_update would, which spends a case of its own on every value: most of the time of a large batch.
    Cell.objects.bulk_create(changed, update_conflicts=True, unique_fields=["pk"], update_fields=WRITTEN)
    Entry.objects.bulk_create(entries)
    return written


def _noted(
    submission: Submission, written: Iterable[Place], *, by: Actor, upload: Upload | None, action: str
) -> datetime:
    cells = [f"{row}|{column}" for row, column in written]
    return log(by, action, "submission", submission.pk, cells=cells, upload=upload.pk if upload else None).at


def _blank(submission: Submission, place: Place) -> Cell:
    return Cell(submission=submission, row=place[0], column=place[1])


def _filled(cell: Cell, after: CellFacts) -> Cell:
    cell.value, cell.mark = after.value, after.mark
    cell.qualifier, cell.text, cell.revision = after.qualifier, after.text, after.revision
    cell.said = after.derived if isinstance(after.derived, str) else None
    cell.derived = None if isinstance(after.derived, str) else after.derived
    return cell


def _entry(
    writing: Writing, place: Place, after: CellFacts, *, by: Actor, at: datetime, upload: Upload | None
) -> Entry:
    return Entry(
        submission=writing.submission, row=place[0], column=place[1],
        before=writing.was(place).as_json(), after=after.as_json(), revision=after.revision,
        by=by.user_id or 0, by_name=by.name, at=at, upload=upload,
    )  # fmt: skip


# ---------------------------------------------------------------- what boards read
def recount(answers: Iterable[tuple[Submission, Cells]]) -> None:
    """Warnings that nobody has explained, cells typed over the register. `answers`: each with its own cells. Not saved
    here."""
    warned = list[tuple[Submission, Cells, list[checks.Finding]]]()
    for submission, cells in answers:
        form = loaded.form(submission.form, submission.version)
        totals = totals_of(form)
        submission.over = sum(c.typed_over for (row, _), c in cells.items() if row not in totals)
        warned.append((submission, cells, _warnings(checks.findings(form, cells, submission.respondent.level))))
    reasons = _reasons(submission for submission, _, found in warned if found)
    for submission, cells, found in warned:
        submission.warnings = _open(submission, cells, found, reasons)


def totals_of(form: Form) -> set[str]:
    return {row.code for row in computed_rows(form)}


def open_warnings(submission: Submission, form: Form) -> int:
    """Warnings that nobody has explained for the cell's present revision."""
    cells = own(submission)
    return unexplained(submission, cells, checks.findings(form, cells, submission.respondent.level))


def unexplained(submission: Submission, cells: Cells, found: Iterable[checks.Finding]) -> int:
    """How many of these findings are warnings still open. `cells` are the submission's own."""
    warnings = _warnings(found)
    return _open(submission, cells, warnings, _reasons([submission])) if warnings else 0


def _warnings(found: Iterable[checks.Finding]) -> list[checks.Finding]:
    return [f for f in found if f.severity == "warning"]


def _reasons(submissions: Iterable[Submission]) -> set[Reason]:
    asked = [submission.pk for submission in submissions]
    given = Explanation.objects.filter(submission__in=asked)
    return set(given.values_list("submission", "row", "column", "check_code", "revision")) if asked else set()


def _open(submission: Submission, cells: Cells, warnings: Iterable[checks.Finding], reasons: set[Reason]) -> int:
    return sum(
        (submission.pk, f.row, f.column, f.check, cells.get((f.row, f.column), BLANK).revision) not in reasons
        for f in warnings
    )
