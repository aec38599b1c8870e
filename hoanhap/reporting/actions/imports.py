"""Taking in workbooks: each file is all or nothing; of a batch the clean ones are saved and the others named."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Refused, require
from hoanhap.catalog import loaded
from hoanhap.catalog.forms import Form
from hoanhap.documents.excel.refusals import Refused as WorkbookRefused
from hoanhap.kernel.lang import t
from hoanhap.reporting.actions.cells import NotWritable
from hoanhap.reporting.actions.uploads import Saved, save_upload
from hoanhap.reporting.models import Submission
from hoanhap.reporting.queries.scope import code_of, subject
from hoanhap.reporting.queries.workbook import locked_places
from hoanhap.reporting.rules.cells import CellFacts, Place, computed_rows, own_rows
from hoanhap.reporting.workbook.archive import is_archive, members
from hoanhap.reporting.workbook.batch import read_batch
from hoanhap.reporting.workbook.book import Book, Problem
from hoanhap.reporting.workbook.returned import returned_copy

File = tuple[str, bytes | Problem]


def files_of(name: str, body: bytes) -> Iterator[File]:
    """The file itself, or the members of a zip; what cannot be taken comes as (name, Problem)."""
    if not is_archive(body):
        yield name, body
        return
    try:
        for label, member in members(body):
            yield f"{name}/{label}", member
    except WorkbookRefused as refusal:
        yield name, refusal.problem


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file. `saved` is None when nothing was (to be) saved."""

    path: str
    book: Book
    digest: str
    problems: tuple[Problem, ...]
    saved: Saved | None
    submission_id: int | None
    unit: str = ""  # as a script names it

    @property
    def clean(self) -> bool:
        return not any(p.severity == "error" for p in self.problems)

    def as_json(self) -> dict[str, Any]:
        claimed = self.book.identity
        return {
            "path": self.path,
            "unit": self.unit or (claimed.unit if claimed else None),
            "form": claimed.form if claimed else None,
            "rows_read": self.book.rows_read,
            "accepted": self.book.accepted,
            "rejected": self.book.rejected,
            "errors": [
                {"sheet": p.sheet, "cell": p.cell, "message": p.message, "remedy": p.remedy}
                for p in self.problems
                if p.severity == "error"
            ],
        }


def take_in(
    *,
    files: Iterable[File],
    by: Actor,
    on: date,
    dry_run: bool = False,
    only: str | None = None,
    campaign: str | None = None,
) -> Iterator[Taken]:
    """Read every file in one sandboxed child and save what is clean, one transaction a file.

    `only`: the one respondent (agency code) these files may be of. Nothing is saved on a dry run.
    """
    require(by, P.IMPORT, on=on)
    forms = {(f.code, f.version): f for f in loaded.forms()}
    for path, digest, book in read_batch(files, forms, settings.WORKBOOK_KEY):
        yield _take(path, digest, book, by=by, on=on, dry_run=dry_run, only=only, campaign=campaign)


def returned_file(taken: Taken) -> tuple[str, bytes]:
    """(file name, bytes): a copy to mend, with every problem at its cell and listed on its first sheet."""
    submission = (
        Submission.objects.select_related("respondent__campaign", "respondent__agency").get(pk=taken.submission_id)
        if taken.submission_id
        else None
    )
    form = loaded.form(*taken.book.form) if taken.book.form else None
    body = returned_copy(
        replace(taken.book, problems=taken.problems),
        form,
        key=settings.WORKBOOK_KEY,
        unit_name=submission.respondent.agency.name if submission else "",
        campaign_title=submission.respondent.campaign.title if submission else "",
        filename=taken.path,
        locked=locked_places(submission, form) if submission and form else frozenset(),
    )
    name = submission.respondent.agency.code if submission else "tep"
    return f"{name}-can-sua.xlsx", body


def _take(
    path: str, digest: str, book: Book, *, by: Actor, on: date, dry_run: bool, only: str | None, campaign: str | None
) -> Taken:
    submission, refusal = _addressee(book, by, on, only, campaign)
    if submission:
        book = book.having(*_strays(book, submission))
    problems = (*book.problems, *refusal)
    if submission is None or any(p.severity == "error" for p in problems) or not book.clean:
        return Taken(path, book, digest, problems, None, submission.pk if submission else None, _unit(submission))
    try:
        with transaction.atomic():
            saved = save_upload(
                submission_id=submission.pk,
                digest=digest,
                filename=path,
                cells=_cells(book, submission),
                rows_read=book.rows_read,
                accepted=book.accepted,
                by=by,
                on=on,
            )
            if dry_run:
                transaction.set_rollback(True)
    except NotWritable as wrong:
        closed = Problem(
            "", "", str(wrong), t("Xem trạng thái biểu trên trang đợt báo cáo.", "See its state on the board.")
        )
        return Taken(path, book, digest, (*problems, closed), None, submission.pk, _unit(submission))
    return Taken(path, book, digest, problems, None if dry_run else saved, submission.pk, _unit(submission))


def _unit(submission: Submission | None) -> str:
    return code_of(submission.respondent) if submission else ""


def _addressee(
    book: Book, by: Actor, on: date, only: str | None, campaign: str | None
) -> tuple[Submission | None, list[Problem]]:
    """The submission the signed token names, or why this file is not for here."""
    named = book.identity
    if not named:
        return None, []
    found = (
        Submission.objects.filter(
            respondent__campaign__slug=named.campaign, respondent__agency__code=named.unit, form=named.form
        )
        .select_related("respondent__campaign", "respondent__agency", "respondent__unit")
        .first()
    )
    try:
        if not found or (campaign and named.campaign != campaign):
            raise Refused
        require(by, P.IMPORT, subject(found.respondent), on=on)
    except Refused:
        return None, [_wrong_unit(named.unit)]
    if only and named.unit != only:
        return None, [_other_unit(found)]
    if named.version != found.version:
        return None, [_wrong_version(loaded.form(found.form, found.version), named.version)]
    return found, []


def _wrong_unit(unit: str) -> Problem:
    return Problem(
        "",
        "",
        t("Tệp này không phải của đơn vị trong phạm vi của bạn.", "This file is not of a unit within your scope."),
        t(
            "Tải lại mẫu từ trang biểu của đúng đơn vị rồi chép số sang.",
            "Download that unit's own workbook and copy the figures over.",
        ),
    )


def _other_unit(found: Submission) -> Problem:
    return Problem(
        "",
        "",
        t("Tệp này là của {name}.", "This file is of {name}.", name=found.respondent.name),
        t("Nạp ở trang của đơn vị đó.", "Upload it on that unit's page."),
    )


def _wrong_version(form: Form, version: str) -> Problem:
    return Problem(
        "",
        "",
        t(
            "Tệp dùng mẫu {form} bản {old}; đợt này dùng bản {new}.",
            "The file uses {form} version {old}; this campaign uses version {new}.",
            form=form.annex,
            old=version,
            new=form.version,
        ),
        t("Tải lại mẫu rồi chép số sang.", "Download the workbook again and copy the figures over."),
    )


def _strays(book: Book, submission: Submission) -> list[Problem]:
    """Figures typed into lines that another level fills: told at their cells, never dropped in silence."""
    form = loaded.form(submission.form, submission.version)
    if form.kind == "list":
        return []
    mine = {r.code for r in own_rows(form, submission.respondent.level)}
    return [
        book.problem(
            c.row,
            c.column,
            t("Dòng này không do cấp của đơn vị điền", "This line is not filled at this level"),
            t("Xóa số ở ô này", "Clear this cell"),
        )
        for c in book.cells
        if c.row not in mine
    ]


def _cells(book: Book, submission: Submission) -> dict[Place, CellFacts]:
    """What the file says of every place people fill; a place left empty in the file becomes blank."""
    form = loaded.form(submission.form, submission.version)
    read = {(c.row, c.column): CellFacts(c.value, c.mark, c.qualifier, c.text) for c in book.cells}
    if form.kind == "list":
        gone = {(c.row, c.column): CellFacts() for c in submission.cells.all()}
        return {**gone, **read}
    computed = {r.code for r in computed_rows(form)}
    rows = [r.code for r in own_rows(form, submission.respondent.level) if r.code not in computed]
    return {(row, c.code): read.get((row, c.code), CellFacts()) for row in rows for c in form.columns}
