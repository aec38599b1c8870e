"""`hoanhap form`: a unit's workbook out, filled workbooks in."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from hoanhap.access.permissions import P
from hoanhap.access.rules import Outside
from hoanhap.config.acting import acting, option
from hoanhap.documents.excel.container import DEFAULT
from hoanhap.kernel.lang import t
from hoanhap.reporting.actions.exports import note_template
from hoanhap.reporting.actions.imports import File, Taken, files_of, take_in
from hoanhap.reporting.queries import scope
from hoanhap.reporting.queries.workbook import workbook

MOST = DEFAULT.archive + 1


@click.group(short_help="Biểu Excel: tải mẫu, nạp tệp đã điền")
def command() -> None:
    """Biểu Excel của một đơn vị trong một đợt báo cáo."""


@command.command(short_help="Tải mẫu Excel của một đơn vị")
@click.option("--campaign", required=True, metavar="ĐỢT")
@click.option("--form", "form", required=True, metavar="BIỂU", help="Mã biểu, ví dụ phu-luc-2.")
@click.option("--unit", required=True, metavar="MÃ", help="Mã đơn vị hành chính hoặc mã cơ quan.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Tệp .xlsx sẽ ghi.")
@option
def template(campaign: str, form: str, unit: str, out: Path, sign_in: str | None) -> None:
    """Ghi tệp Excel của đúng đơn vị, đúng biểu, có sẵn số đã nhập."""
    actor, on = acting(sign_in)
    holder = scope.by_unit(actor=actor, slug=campaign, unit=unit, permission=P.TEMPLATE_EXPORT, on=on)
    submission = holder.submissions.filter(form=form).first()
    if not submission:
        raise Outside
    submission.respondent = holder
    _, body = workbook(submission)
    note_template(submission_id=submission.pk, by=actor, on=on, body=body)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(body)
    click.echo(str(out))


@command.command(name="import", short_help="Nạp các tệp Excel đã điền (.xlsx, .zip, thư mục)")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra, không lưu.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@option
def import_(paths: tuple[Path, ...], dry_run: bool, as_json: bool, sign_in: str | None) -> None:
    """Mỗi tệp lưu trọn hoặc không lưu gì; thoát với mã 1 nếu có tệp lỗi, sau khi nêu mọi lỗi."""
    actor, on = acting(sign_in)
    taken = list(take_in(files=_files(paths), by=actor, on=on, dry_run=dry_run))
    if as_json:
        click.echo(json.dumps({"files": [x.as_json() for x in taken]}, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(line for x in taken for line in _lines(x, dry_run)))
    sys.exit(0 if all(x.clean for x in taken) else 1)


def _files(paths: tuple[Path, ...]) -> Iterator[File]:
    for path in paths:
        for file in sorted(path.rglob("*.xlsx")) if path.is_dir() else [path]:
            with file.open("rb") as opened:  # no more than is needed to see that it is too much
                yield from files_of(str(file), opened.read(MOST))


def _lines(x: Taken, dry_run: bool) -> Iterator[str]:
    counts = t(
        "đọc {read} dòng, nhận {accepted}, không nhận {rejected}",
        "{read} rows read, {accepted} accepted, {rejected} rejected",
        read=x.book.rows_read,
        accepted=x.book.accepted,
        rejected=x.book.rejected,
    )
    if not x.clean:
        yield f"✗ {x.path}: {counts}. " + t("Không lưu gì.", "Nothing saved.")
    elif dry_run:
        yield f"✓ {x.path}: {counts}. " + t("Đạt; chưa lưu.", "Clean; not saved.")
    else:
        new = x.saved and x.saved.upload
        yield f"✓ {x.path}: {counts}. " + (t("Đã lưu.", "Saved.") if new else t("Không có gì mới.", "Nothing new."))
    for p in x.problems:
        where = f"{p.sheet}!{p.cell}: " if p.cell else ""
        yield f"    {where}{p.message.rstrip('.')}. {p.remedy}"
