"""Writing cells: from the grid, from a workbook, by undo. One door for all three."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, require
from hoanhap.catalog import library
from hoanhap.catalog.forms import Form
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.reporting.actions.lock import locked
from hoanhap.reporting.models import Cell, Entry, Explanation, Submission, Upload
from hoanhap.reporting.queries.cells import facts, own
from hoanhap.reporting.queries.scope import subject
from hoanhap.reporting.rules import checks, states
from hoanhap.reporting.rules.cells import BLANK, CellFacts, Place, computed_rows, own_rows, totalled

TEXT_LIMIT = 10_000
LINE_LIMIT = 2_000
WRITTEN = ("value", "mark", "qualifier", "text", "revision", "derived", "said")
LARGEST = 10**14  # atoms in one cell: what every unit of the country could write still adds up in 64 bits
LINE_KEY = re.compile("[A-Za-z0-9]{1,20}")


@dataclass(frozen=True, slots=True)
class Change:
    """What should stand at a place. `seen`: the revision the writer saw (0 = blank); None overwrites knowingly."""

    row: str
    column: str
    cell: CellFacts
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people, one cell: nothing was overwritten, both values are here."""

    row: str
    column: str
    mine: CellFacts
    theirs: CellFacts
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Written:
    saved: tuple[tuple[Place, CellFacts], ...]
    computed: tuple[tuple[Place, CellFacts], ...]
    conflicts: tuple[Conflict, ...]
    warnings: int


class NotWritable(Exception):
    """The cells asked for may not be written now. `str()` is one sentence a line, one line a reason."""


@transaction.atomic
def write_cells(*, submission_id: int, changes: Sequence[Change], by: Actor, on: date) -> Written:
    """Save what may be saved, report every conflict. Raises NotWritable with all reasons, and then saves nothing."""
    submission = locked(submission_id)
    require(by, P.SUBMISSION_EDIT, subject(submission.respondent), on=on)
    return put(submission, changes, by=by)


def put(submission: Submission, changes: Sequence[Change], *, by: Actor, upload: Upload | None = None) -> Written:
    """What every way of writing cells comes to. The caller has asked for its own right and holds the submission."""
    form = library.form(submission.form, submission.version)
    stored = {(c.row, c.column): c for c in submission.cells.all()}
    _require_writable(submission, form, stored, changes)
    conflicts = tuple(_conflicts(submission, stored, changes))
    lost = {(c.row, c.column) for c in conflicts}
    wanted = {
        (c.row, c.column): _taken_back(stored.get((c.row, c.column)), c.cell)
        for c in changes
        if (c.row, c.column) not in lost
    }
    computed = _computed(form, submission.respondent.level, stored, wanted)
    written = store(submission, stored, {**wanted, **computed}, by=by, upload=upload)
    _touch(submission, form, written, by=by)
    return Written(
        saved=tuple((p, written.get(p) or (facts(stored[p]) if p in stored else BLANK)) for p in wanted),
        computed=tuple((p, written[p]) for p in computed if p in written),
        conflicts=conflicts,
        warnings=submission.warnings,
    )


def _taken_back(cell: Cell | None, wanted: CellFacts) -> CellFacts:
    """Where the register says something, clearing a cell takes its figure back."""
    said = facts(cell).derived if cell else None
    return CellFacts.saying(said) if said is not None and wanted.blank else wanted


def _require_writable(submission: Submission, form: Form, stored: dict[Place, Cell], changes: Sequence[Change]) -> None:
    state = states.State(submission.state)
    if state not in states.OPEN:
        raise NotWritable(
            t(
                "Biểu đang ở trạng thái “{state}” nên không sửa được. Rút lại, hoặc đề nghị cấp trên trả lại.",
                "The form is “{state}” and cannot be edited. Withdraw it, or ask the level above to return it.",
                state=states.TITLES[state],
            )
        )
    reasons = sorted({r for c in changes if (r := refusal(submission, form, state, stored, c))})
    lines = {row for row, _ in stored} | {c.row for c in changes}
    if form.kind == "list" and len(lines) > LINE_LIMIT:
        reasons.append(t("Biểu có quá {n} dòng.", "The form has more than {n} lines.", n=LINE_LIMIT))
    if reasons:
        raise NotWritable("\n".join(reasons))


def refusal(
    submission: Submission, form: Form, state: states.State, stored: dict[Place, Cell], change: Change
) -> str | None:
    place = change.row, change.column
    if change.column not in form.column or (form.kind == "grid" and change.row not in form.row):
        return t(
            "Biểu {form} không có ô {row} / {column}. Tải lại trang hoặc tải lại mẫu Excel.",
            "Form {form} has no cell {row} / {column}. Reload the page or download the workbook again.",
            form=form.annex,
            row=clean(change.row, 40),
            column=clean(change.column, 40),
        )
    if form.kind == "grid":
        row = form.row[change.row]
        if row not in own_rows(form, submission.respondent.level):
            return t("Dòng “{row}” không do cấp này điền.", "Line “{row}” is not filled at this level.", row=row.title)
        if row in computed_rows(form):
            return t(
                "Dòng “{row}” là tổng, máy tự cộng từ các dòng “trong đó”.",
                "Line “{row}” is a total; it is added up from its parts.",
                row=row.title,
            )
        if change.cell.qualifier and not row.qualifier:
            return t("Dòng “{row}” phải ghi số đúng, không ghi “hơn”.", "Line “{row}” takes no “over”.", row=row.title)
    elif not LINE_KEY.fullmatch(change.row):
        return t("Mã dòng không hợp lệ.", "The line key is not valid.")
    if change.cell.value is not None and not 0 <= change.cell.value <= LARGEST:
        return t(
            "Số ở ô {row} / {column} quá lớn. Kiểm tra lại đơn vị tính.",
            "The number at {row} / {column} is too large. Check its unit of measure.",
            row=change.row,
            column=change.column,
        )
    if len(change.cell.text) > TEXT_LIMIT:
        return t("Ô chữ dài quá {n} ký tự.", "The text is longer than {n} characters.", n=TEXT_LIMIT)
    if state == states.State.RETURNED and not _reopened(submission, stored, place):
        return t(
            "Cấp trên chỉ mở lại những ô có câu hỏi; ô này đang khóa.",
            "The level above reopened only the cells in question; this one is locked.",
        )
    return None


def _reopened(submission: Submission, stored: dict[Place, Cell], place: Place) -> bool:
    """A return of single cells reopens these alone; a return without cells reopens the whole form."""
    some = any(cell.reopened for cell in stored.values())
    return not some or (place in stored and stored[place].reopened)


def _conflicts(submission: Submission, stored: dict[Place, Cell], changes: Iterable[Change]) -> Iterable[Conflict]:
    for change in changes:
        cell = stored.get((change.row, change.column))
        now = facts(cell) if cell else BLANK
        if change.seen is not None and change.seen != now.revision and not now.same(change.cell):
            last = submission.entries.filter(row=change.row, column=change.column).order_by("-pk").first()
            yield Conflict(
                change.row,
                change.column,
                change.cell,
                now,
                last.by_name if last else "",
                last.at.isoformat() if last else "",
            )


def _computed(
    form: Form, level: str, stored: dict[Place, Cell], wanted: dict[Place, CellFacts]
) -> dict[Place, CellFacts]:
    if form.kind == "list":
        return {}
    cells = {**{p: facts(c) for p, c in stored.items()}, **wanted}
    return totalled(form, cells, level)


def store(
    submission: Submission,
    stored: dict[Place, Cell],
    wanted: dict[Place, CellFacts],
    *,
    by: Actor,
    upload: Upload | None,
    action: str = "submission.write",
    said: Mapping[Place, int | str | None] = MappingProxyType({}),
) -> dict[Place, CellFacts]:
    """Insert and update the cells that differ, with one Entry each. Returns what was written, with its new revision.

    `said`: what the register says now, where that has changed (`derived.py`). In an open form the reason given for a
    figure that was typed over falls with it; elsewhere nobody could give another.
    """
    fresh: list[Cell] = []
    changed: list[Cell] = []
    entries: list[Entry] = []
    was = {place: facts(stored[place]) if place in stored else BLANK for place in (*wanted, *said)}
    renewed = submission.state in states.OPEN
    written: dict[Place, CellFacts] = {}
    for place, before in was.items():
        after = replace(wanted.get(place, before), derived=said.get(place, before.derived), revision=before.revision)
        if not before.same(after) or (renewed and before.derived != after.derived and after.typed_over):
            written[place] = replace(after, revision=before.revision + 1)
        elif before.derived != after.derived:
            written[place] = after
    if not written:
        return {}
    at = log(
        by,
        action,
        "submission",
        str(submission.pk),
        cells=[f"{row}|{column}" for row, column in written],
        upload=upload.pk if upload else None,
    ).at
    for (row, column), after in written.items():
        cell = stored.get((row, column))
        target = cell or Cell(submission=submission, row=row, column=column)
        target.value, target.mark = after.value, after.mark
        target.qualifier, target.text, target.revision = after.qualifier, after.text, after.revision
        target.said = after.derived if isinstance(after.derived, str) else None
        target.derived = after.derived if target.said is None else None
        (changed if cell else fresh).append(target)
        entries.append(
            Entry(
                submission=submission,
                row=row,
                column=column,
                before=was[row, column].as_json(),
                after=after.as_json(),
                revision=after.revision,
                by=by.user_id or 0,
                by_name=by.name,
                at=at,
                upload=upload,
            )
        )
    Cell.objects.bulk_create(fresh)
    Cell.objects.bulk_update(changed, WRITTEN, batch_size=200)
    Entry.objects.bulk_create(entries)
    submission.touched_at = at
    return written


def _touch(submission: Submission, form: Form, written: dict[Place, CellFacts], *, by: Actor) -> None:
    """Keep the two derived columns the board reads: the state's first step, and the count of open warnings."""
    if submission.state == states.State.NONE and written:
        submission.state = states.State.DRAFT
    recount(submission, form)
    submission.save(update_fields=["state", "warnings", "over", "touched_at"])


def recount(submission: Submission, form: Form) -> None:
    """What boards read: warnings that nobody has explained, cells typed over the register. Not saved here."""
    cells = own(submission)
    submission.over = sum(c.typed_over for (row, _), c in cells.items() if row not in totals_of(form))
    submission.warnings = open_warnings(submission, form, cells)


def totals_of(form: Form) -> set[str]:
    return {row.code for row in computed_rows(form)}


def open_warnings(submission: Submission, form: Form, cells: Mapping[Place, CellFacts] | None = None) -> int:
    """Warnings that nobody has explained for the cell's present revision."""
    cells = own(submission) if cells is None else cells
    return unexplained(submission, cells, checks.findings(form, cells, submission.respondent.level))


def unexplained(submission: Submission, cells: Mapping[Place, CellFacts], found: Iterable[checks.Finding]) -> int:
    """How many of these findings are warnings still open. `cells` are the submission's own."""
    warnings = [f for f in found if f.severity == "warning"]
    if not warnings:
        return 0
    explained = set(
        Explanation.objects.filter(submission=submission).values_list("row", "column", "check_code", "revision")
    )
    return sum(
        (f.row, f.column, f.check, cells.get((f.row, f.column), BLANK).revision) not in explained for f in warnings
    )
