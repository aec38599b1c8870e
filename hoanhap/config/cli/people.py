"""`hoanhap people`: a commune's list of persons in, and out again."""

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Refused, posts_with
from hoanhap.catalog.codelists import codelist
from hoanhap.config.acting import acting, option
from hoanhap.kernel.lang import t
from hoanhap.people.actions.erasing import erase_again
from hoanhap.people.actions.importing import Taken, take_in, undo_load
from hoanhap.people.importing.reader import LIMITS
from hoanhap.units.queries import tree


@click.group(short_help="Sổ người: nạp danh sách Excel của xã, hủy lần nạp")
def command() -> None:
    """Sổ theo dõi người: nạp danh sách đang có của một xã."""


@command.command(name="import", short_help="Nạp danh sách Excel đang có của một xã")
@click.argument("path", metavar="TỆP", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--commune", metavar="MÃ", help="Mã xã; mặc định là xã của người đứng tên.")
@click.option("--standing", metavar="DIỆN", help="Diện quản lý khi danh sách không ghi: addict, user, completer.")
@click.option(
    "--other", "others", metavar="DÒNG", type=int, multiple=True, help="Dòng giống một hồ sơ nhưng là người khác."
)
@click.option("--dry-run", is_flag=True, help="Chỉ đọc và kiểm tra, không lưu.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@option
def import_(
    path: Path,
    commune: str | None,
    standing: str | None,
    others: tuple[int, ...],
    dry_run: bool,
    as_json: bool,
    sign_in: str | None,
) -> None:
    """Cột theo thứ tự nào cũng được; tiêu đề tiếng Việt. Lưu trọn hoặc không lưu gì; thoát với mã 1 khi có lỗi."""
    actor, on = acting(sign_in)
    if standing and standing not in codelist("standings"):
        known = ", ".join(code for code, _ in codelist("standings").choices())
        raise click.UsageError(t("--standing nhận: {x}", "--standing takes: {x}", x=known))
    taken = take_in(
        name=str(path),
        data=_bytes(path),
        commune_id=_commune(commune, actor, on),
        by=actor,
        on=on,
        standing=standing or "",
        others=frozenset(others),
        dry_run=dry_run,
    )
    if as_json:
        click.echo(json.dumps(taken.as_json(), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(taken, dry_run)))
    sys.exit(0 if taken.clean else 1)


@command.command(short_help="Hủy một lần nạp danh sách")
@click.argument("batch", metavar="LẦN", type=int)
@option
def undo(batch: int, sign_in: str | None) -> None:
    """Bỏ mọi hồ sơ của một lần nạp, nếu chưa hồ sơ nào được ghi thêm."""
    actor, on = acting(sign_in)
    try:
        count = undo_load(batch_id=batch, by=actor, on=on)
    except Invalid as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(t("Đã bỏ {n} hồ sơ.", "{n} files were taken out.", n=count))


@command.command(name="erase-again", short_help="Xóa lại người đã xóa, sau khi khôi phục bản sao lưu cũ")
@option
def erase_again_(sign_in: str | None) -> None:
    """Đọc sổ xóa nằm ngoài cơ sở dữ liệu và hủy lại khóa, tên của mọi người có trong sổ."""
    actor, on = acting(sign_in)
    try:
        back = erase_again(by=actor, on=on)
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(t("Đã xóa lại {n} hồ sơ.", "{n} files were erased again.", n=len(back)))


def _bytes(path: Path) -> bytes:
    """One byte beyond the limit, so that what is too large is refused without being read whole."""
    with path.open("rb") as file:
        return file.read(LIMITS.file + 1)


def _commune(code: str | None, actor: Actor, on: date) -> int:
    country = tree(on)
    if code:
        found = country.find(code)
        if found is None or found.level != "commune":
            raise click.UsageError(t("Không có xã mã “{x}”.", "There is no commune with the code “{x}”.", x=code))
        return found.id
    own = {post.unit_id for post in posts_with(actor, P.PERSON_REGISTER, on)}
    communes = [unit for unit in own if unit in country and country.unit(unit).level == "commune"]
    if len(communes) != 1:
        raise click.UsageError(t("Thêm --commune MÃ: nạp vào xã nào.", "Add --commune CODE: into which commune."))
    return communes[0]


def _lines(taken: Taken, dry_run: bool) -> Iterator[str]:
    counts = t(
        "đọc {read} người, nhận {accepted}, đã có sẵn {known}, không nhận {rejected}",
        "{read} persons read, {accepted} accepted, {known} already there, {rejected} rejected",
        read=taken.rows_read,
        accepted=taken.accepted,
        known=taken.known,
        rejected=taken.rejected,
    )
    if not taken.clean:
        yield f"✗ {taken.name}: {counts}. " + t("Không lưu gì.", "Nothing saved.")
    elif taken.batch_id is None:
        what = t("Đạt; chưa lưu.", "Clean; not saved.") if dry_run else t("Không có gì mới.", "Nothing new.")
        yield f"✓ {taken.name}: {counts}. {what}"
    else:
        yield f"✓ {taken.name}: {counts}. " + t(
            "Đã lưu, lần nạp {n}; hủy bằng: hoanhap people undo {n}",
            "Saved as import {n}; undo: hoanhap people undo {n}",
            n=taken.batch_id,
        )  # fmt: skip
    for p in taken.problems:
        where = f"{p.sheet}!{p.cell}: " if p.cell else t("dòng {n}: ", "line {n}: ", n=p.row) if p.row else ""
        yield f"    {'✗' if p.severity == 'error' else '!'} {where}{p.message}"
    for same in taken.same:
        who = same.code or t("dòng {n}", "line {n}", n=same.line)
        passed = t(" – bỏ qua", " – passed over") if same.sure and same.code else ""
        yield "    = " + t("dòng {row} giống {who} ({why}){passed}", "line {row} is like {who} ({why}){passed}",
                            row=same.row, who=who, why=same.reasons, passed=passed)  # fmt: skip
