"""Writing cells: from the grid, from a workbook, by undo. One door for all three."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, require
from hoanhap.catalog import loaded
from hoanhap.catalog.forms import Form
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.reporting.actions.lock import locked
from hoanhap.reporting.actions.storing import Writing, recount, store
from hoanhap.reporting.models import Cell, Submission, Upload
from hoanhap.reporting.queries.cells import facts
from hoanhap.reporting.queries.scope import subject
from hoanhap.reporting.rules import states
from hoanhap.reporting.rules.cells import BLANK, CellFacts, Place, computed_rows, own_rows, totalled

TEXT_LIMIT = 10_000
LINE_LIMIT = 2_000
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
    form = loaded.form(submission.form, submission.version)
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
    (written,) = store([Writing(submission, stored, {**wanted, **computed})], by=by, upload=upload)
    if submission.state == states.State.NONE and written:
        submission.state = states.State.DRAFT
    recount([(submission, {place: facts(cell) for place, cell in stored.items()} | written)])
    submission.save(update_fields=["state", "warnings", "over", "touched_at"])
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
