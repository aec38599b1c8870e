"""`hoanhap facts`: the dated, coded rows that figures count: derived again, compared, loaded. Needs no sign-in: whoever
holds the machine asks, and no name is shown."""

import itertools
import sys
import time
from pathlib import Path

import click
from django.db import transaction

from hoanhap.facts.actions import filling, loading
from hoanhap.facts.queries.verify import Difference, differences, unit_differences
from hoanhap.indicators.actions import filling as figures
from hoanhap.kernel.clock import today
from hoanhap.kernel.lang import t
from hoanhap.web.queries import business_date

SHOWN = 20


@click.group(short_help="Số liệu gốc không tên: suy ra lại, đối chiếu, nạp từ tệp")
def command() -> None:
    """Số liệu gốc (dòng có ngày, có mã, không tên) mà mọi con số đếm từ đó."""


@command.command(short_help="Suy ra lại toàn bộ số liệu gốc từ sổ")
def rebuild() -> None:
    """Đọc lại sổ của mọi người, ghi phần khác. Dừng giữa chừng không sao: chạy lại là tiếp."""
    changed = filling.rebuild(_progress())
    click.echo(t("✓ Đã suy ra lại; {n} dòng thay đổi.", "✓ Derived again; {n} rows changed.", n=changed))


@command.command(short_help="Đối chiếu số liệu gốc với sổ")
def verify() -> None:
    """Suy ra lại từng người, từng đơn vị và so với dòng đã lưu; thoát với mã 1 và nêu chỗ khác."""
    found = list(itertools.islice(itertools.chain(differences(_progress()), unit_differences()), SHOWN + 1))
    for one in found[:SHOWN]:
        click.echo("\n".join(_said(one)))
    if not found:
        click.echo(t("✓ Số liệu gốc khớp với sổ.", "✓ The facts are those of the register."))
        return
    more = "+" if len(found) > SHOWN else ""
    said = t(
        "✗ Khác ở {n}{more} người, đơn vị.", "✗ {n}{more} persons or units differ.", n=min(len(found), SHOWN), more=more
    )
    click.echo(said + " " + t("Chạy: hoanhap facts rebuild", "Run: hoanhap facts rebuild"))
    sys.exit(1)


@command.command(short_help="Nạp số liệu gốc từ thư mục tệp Parquet, CSV")
@click.argument("folder", metavar="THƯ-MỤC", type=click.Path(exists=True, file_okay=False, path_type=Path))
def load(folder: Path) -> None:
    """Cho nơi chưa có sổ; dạng tệp: docs/facts-format.md, mã đơn vị như máy này. Có lỗi thì không nạp gì."""
    from hoanhap.config.fact_files import FactErrors, FactFiles

    on = business_date(today())
    try:
        files = FactFiles(folder)
        with transaction.atomic():
            made = loading.load(digest=files.digest, persons=files.persons, parts=files.parts(), by="", on=on)
            figures.rebuild(on)
    except (FactErrors, loading.LoadedAlready) as wrong:
        raise click.ClickException(str(wrong)) from wrong
    click.echo(
        t("✓ Đã nạp {rows} dòng của {n} người, lần nạp {load}; bỏ bằng: hoanhap facts unload {load}",
          "✓ {rows} rows of {n} persons are in, load {load}; out again: hoanhap facts unload {load}",
          rows=made.rows, n=len(files.persons), load=made.pk)
    )  # fmt: skip


@command.command(short_help="Bỏ một lần nạp số liệu gốc")
@click.argument("number", metavar="LẦN", type=int)
def unload(number: int) -> None:
    """Bỏ mọi dòng của một lần nạp và đếm lại."""
    with transaction.atomic():
        rows = loading.unload(load_id=number)
        if rows is None:
            raise click.ClickException(t("Không có lần nạp {n}.", "There is no load {n}.", n=number))
        figures.rebuild(business_date(today()))
    click.echo(t("✓ Đã bỏ {n} dòng.", "✓ {n} rows were taken out.", n=rows))


def _said(one: Difference) -> list[str]:
    who = t("Đối tượng {n}", "Subject {n}", n=one.number or "–")
    if one.unit is not None:
        who = t("Đơn vị số {n}", "Unit number {n}", n=one.unit)
    lines = [f"  + {tuple(map(str, row))}" for row in one.missing]
    lines += [f"  - {tuple(map(str, row))}" for row in one.unfounded]
    if one.other:
        lines.append(t("  giới tính hoặc ngày sinh khác", "  sex or birth differ"))
    return [f"✗ {who}:", *lines]


def _progress() -> filling.Progress:
    last = time.monotonic()

    def told(done: int, of: int) -> None:
        nonlocal last
        if time.monotonic() - last > 1:
            last = time.monotonic()
            click.echo(f"… {done}/{of}", err=True)

    return told
