"""A list between being shown and being written: it waits sealed, for one officer, and goes in whole as it was shown.

pk = wait(name="ds.xlsx", data=…, commune_id=…, by=…, on=…, now=…)      # read and shown; nothing is written
settle(pk, columns={3: "birth"}, …); choose(pk, chosen={12: "new"}, …)  # set right by hand
batch = enter(pk, …)                                                    # one transaction; what was left out is kept
"""

import hashlib
import json
import zlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.errors import Invalid, Problems
from hoanhap.access.rules import Actor
from hoanhap.documents.excel.sheet import letters
from hoanhap.facts.actions import recorded
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import language, t
from hoanhap.kernel.text import clean
from hoanhap.people import sealing
from hoanhap.people.actions.ids import hold_all, reserve
from hoanhap.people.actions.import_adding import add_missing
from hoanhap.people.actions.import_reading import Reading, cells_of, read_list, record_of, unread
from hoanhap.people.actions.load import BadBatch, allow, load
from hoanhap.people.importing.headings import FIELDS, field_of
from hoanhap.people.importing.listed import Defaults, Line
from hoanhap.people.importing.shown import ADD, NEW, TAKEN, Column, Person, Problem, Shown, counts, file_of, kind
from hoanhap.people.models import Batch, Intake
from hoanhap.people.queries.importing import TABLE, Waiting, twice, waiting
from hoanhap.people.rules.draft import Draft
from hoanhap.people.sealing import Spot

KEPT: Final = timedelta(hours=12)
MOST_WAITING: Final = 5
NAME_MOST: Final = 120


@transaction.atomic
def wait(*, name: str, data: bytes, commune_id: int, by: Actor, on: date, now: datetime) -> int:
    """Read a file and keep it, sealed, until it is entered or expires. Returns the number it waits under.

    Raises Denied for another's commune, Invalid for what is no workbook or came in already.
    """
    allow([commune_id], by=by, on=on)
    Intake.objects.filter(expires_at__lte=now).delete()
    problems, digest = Problems(), hashlib.sha256(data).hexdigest()
    if Intake.objects.filter(by=by.sign_in, batch=None).count() >= MOST_WAITING:
        problems.add("", t("Đang có {n} danh sách chờ; nhập hoặc bỏ bớt rồi nạp tiếp.",
                           "{n} lists are waiting; enter or drop some first.", n=MOST_WAITING))  # fmt: skip
    if (before := twice(digest, commune_id, on)) is not None:
        problems.add("", t("Chính tệp này đã được nạp ngày {d} (lần nạp {n}). Hủy lần nạp đó trước nếu cần nạp lại.",
                           "This very file came in on {d} (import {n}). Undo that first if it is to come again.",
                           d=format_date(before.on), n=before.id))  # fmt: skip
    problems.stop()
    return keep(name=name, sheets=cells_of(data), digest=digest, commune_id=commune_id, by=by, on=on, now=now)


@transaction.atomic
def keep(*, name: str, sheets: list[Any], digest: str, commune_id: int, by: Actor, on: date, now: datetime) -> int:
    """As `wait`, of cells that were read already."""
    allow([commune_id], by=by, on=on)
    (pk,) = reserve(Intake)
    key = sealing.new_key()
    wrapped, master = sealing.wrap(key, pk, TABLE)
    row = Intake(pk=pk, by=by.sign_in, commune_id=commune_id, digest=digest, wrapped=wrapped, master=master)
    row.expires_at = now + KEPT
    held = Waiting(row, key)
    _keep(held, "cells", _packed(sheets))
    shown = _show(clean(name, NAME_MOST), sheets, row, by, on)
    _keep(held, "shown", shown.pack())
    row.save(force_insert=True)
    log(by, "person.upload", "people", pk, rows=len(shown.lines), digest=digest)
    return pk


@transaction.atomic
def settle(
    intake_id: int, *, standing: str, sheet: int, line: int, columns: Mapping[int, str], by: Actor, on: date,
    now: datetime,
) -> None:  # fmt: skip
    """Say what the reader did not see by itself, and read again. What was chosen for lines is asked anew."""
    held = _open(intake_id, by=by, on=on, now=now)
    fields = {str(column): name for column, name in columns.items() if not name or name in FIELDS}
    held.row.settled = {"standing": standing, "sheet": sheet, "line": line, "columns": fields}
    _again(held, by, on)


@transaction.atomic
def reread(intake_id: int, *, by: Actor, on: date, now: datetime) -> None:
    """The same list beside the register of now, in the reader's language. What was chosen stays."""
    _again(_open(intake_id, by=by, on=on, now=now), by, on)


@transaction.atomic
def choose(intake_id: int, *, chosen: Mapping[int, str], rest: str = "", by: Actor, on: date, now: datetime) -> None:
    """What is to become of lines that look like somebody. `rest`: of all that are not decided yet."""
    held = _open(intake_id, by=by, on=on, now=now)
    shown, said = held.shown(), held.chosen
    said |= {row: word for row, word in chosen.items() if row in shown.same and word in shown.offers(row)}
    if rest:
        outlook = shown.outlook(said)
        said |= {row: rest for row, word in outlook.items() if word == "later" and rest in shown.offers(row)}
    held.row.settled = {**held.row.settled, "chosen": {str(row): word for row, word in said.items()}}
    held.row.save(update_fields=["settled"])


@transaction.atomic
def discard(intake_id: int, *, by: Actor, on: date, now: datetime) -> None:
    waiting(by, intake_id, on=on, now=now, lock=True).row.delete()


@recorded
def enter(intake_id: int, *, by: Actor, on: date, now: datetime) -> int:
    """Write what was shown, all of it or nothing. Returns the batch.

    Raises Changed when the register is no longer what it was: then nothing is written, and the list is read again.
    """
    held = _open(intake_id, by=by, on=on, now=now)
    commune = held.row.commune_id
    hold_all()
    problems = Problems()
    if (before := twice(held.row.digest, commune, on)) is not None:
        problems.add("", t("Chính tệp này vừa được nạp (lần nạp {n}).", "This very file has just come in (import {n}).",
                           n=before.id))  # fmt: skip
        problems.stop()
    sheets, old = held.cells(), held.shown()
    reading = read_list(sheets, _defaults(held.row, on), commune_id=commune, by=by)
    shown = _shown(old.name, sheets, reading, held.row, on)
    outlook = shown.outlook(held.chosen)
    if outlook != old.outlook(held.chosen):
        raise Changed({"": [_moved()]})
    drafts = {line.row: line.draft for line in reading.listed.lines}
    if not any(kind(word) in (NEW, ADD) for word in outlook.values()):
        problems.add("", t("Không có dòng nào để nhập.", "There is no line to enter."))
    problems.stop()
    batch = _write(drafts, outlook, held.row, by, on)
    batch.rows, batch.counts = len(drafts), counts(outlook)
    batch.added = _add(drafts, outlook, batch.pk, by, on)
    batch.save(update_fields=["rows", "counts", "added"])
    held.row.batch = batch
    rows = {row for row, word in outlook.items() if kind(word) not in TAKEN}
    _keep(held, "cells", _packed(_only(sheets, shown, rows)))
    _keep(held, "shown", shown.only(rows).pack())
    held.row.save()
    return batch.pk


class Changed(Invalid):
    """The register is no longer what the list was shown beside."""


def _moved() -> str:
    return t(
        "Sổ vừa có thay đổi nên chưa nhập gì; xem lại các dòng rồi nhập.",
        "The register has changed, so nothing was entered; look again, then enter.",
    )


# ---------------------------------------------------------------- reading and keeping
def _open(intake_id: int, *, by: Actor, on: date, now: datetime) -> Waiting:
    held = waiting(by, intake_id, on=on, now=now, lock=True)
    if held.row.batch_id is not None:
        raise Invalid({"": [t("Danh sách này đã được nhập.", "This list was entered already.")]})
    return held


def _again(held: Waiting, by: Actor, on: date) -> None:
    shown = _show(held.shown().name, held.cells(), held.row, by, on)
    _keep(held, "shown", shown.pack())
    held.row.save(update_fields=["settled", "shown_sealed"])


def _keep(held: Waiting, what: str, packed: bytes) -> None:
    setattr(held.row, f"{what}_sealed", sealing.seal_bytes(held.key, Spot(TABLE, held.row.pk, what), packed))


def _packed(sheets: list[Any]) -> bytes:
    return zlib.compress(json.dumps(sheets, ensure_ascii=False).encode(), 1)


def _defaults(row: Intake, on: date) -> Defaults:
    said = row.settled
    columns = {int(column): name for column, name in said.get("columns", {}).items()}
    return Defaults(on, said.get("standing", ""), said.get("sheet", 0), said.get("line", 0), columns)


def _show(name: str, sheets: list[Any], row: Intake, by: Actor, on: date) -> Shown:
    return _shown(name, sheets, read_list(sheets, _defaults(row, on), commune_id=row.commune_id, by=by), row, on)


def _shown(name: str, sheets: list[Any], reading: Reading, row: Intake, on: date) -> Shown:
    listed, headings, said = reading.listed, reading.listed.headings, _defaults(row, on)
    texts, top = (headings.texts, []) if headings else unread(sheets, said)
    if headings:
        taken = {column: of for of, columns in headings.columns.items() for column in columns}
    else:
        taken = {column: said.columns.get(column, field_of(text)) for column, text in texts.items()}
    return Shown(
        name=name,
        language=language(),
        sheet=listed.sheet,
        sheets=[sheet[0] for sheet in sheets],
        line=headings.first - 1 if headings else 0,
        standing=listed.standing,
        columns=[
            Column(
                number, letters(number), text[:NAME_MOST], taken.get(number) or said.columns.get(number, field_of(text))
            )
            for number, text in sorted(texts.items())
        ],
        lines=[_person(line) for line in listed.lines],
        problems=[Problem(p.cell, p.row, p.message, p.severity) for p in listed.problems],
        same=reading.same,
        held=reading.held,
        top=top,
        others=listed.others,
        blank=listed.blank,
    )


def _person(line: Line) -> Person:
    """Of a line that is not understood the birth is left out: the draft may hold a stand-in."""
    draft = line.draft
    born = format_date(draft.birth.on) if draft.birth.on else str(draft.birth.year)
    return Person(line.row, draft.name, born if line.sound else "", draft.sex)


def _only(sheets: list[Any], shown: Shown, rows: set[int]) -> list[Any]:
    """The headings and these lines of the sheet that was read; nothing more is kept of the file."""
    name, cells, merges = next(sheet for sheet in sheets if sheet[0] == shown.sheet)
    return [[name, [cell for cell in cells if cell[0] <= shown.line or cell[0] in rows], merges]]


# ---------------------------------------------------------------- writing
def _write(drafts: Mapping[int, Draft], outlook: Mapping[int, str], row: Intake, by: Actor, on: date) -> Batch:
    new = [record_of(drafts[n], row.commune_id, on) for n, word in outlook.items() if kind(word) == NEW]
    if new:
        try:
            made = load(new, by=by, on=on, kind="list", digest=row.digest)
        except BadBatch as wrong:
            raise Invalid({"": [said for _, _, said in wrong.problems]}) from wrong
        return Batch.objects.get(pk=made.batch_id)
    batch = Batch.objects.create(
        kind="list", digest=row.digest, rows=0, accepted=0, commune_id=row.commune_id, on=on, by=by.sign_in
    )
    log(by, "person.load", "people", batch.pk, rows=0, digest=row.digest, of="list")
    return batch


def _add(drafts: Mapping[int, Draft], outlook: Mapping[int, str], batch_id: int, by: Actor, on: date) -> dict[str, Any]:
    """Each file once; two lines that are one file are told."""
    added: dict[str, Any] = {}
    for n, word in outlook.items():
        if kind(word) != ADD:
            continue
        code = file_of(word)
        if code in added:
            raise Invalid({"": [_chosen_twice(n, code)]})
        try:
            added[code] = add_missing(code=code, draft=drafts[n], batch_id=batch_id, by=by, on=on)
        except Invalid as wrong:
            told = [f"{t('Dòng {n}', 'Line {n}', n=n)}: {said}" for found in wrong.problems.values() for said in found]
            raise Invalid({"": told}) from wrong
    return added


def _chosen_twice(n: int, code: str) -> str:
    return t(
        "Dòng {n}: hồ sơ {code} đã được chọn cho một dòng khác.",
        "Line {n}: the file {code} was chosen for another line.",
        n=n,
        code=code,
    )
