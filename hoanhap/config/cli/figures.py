"""`hoanhap figures`: figures from facts. `table` asks for no sign-in and no store: it counts whoever's files. `verify`
and `rebuild` ask for none either: whoever holds the machine runs them, and no person is shown.
"""

import itertools
import json
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from hoanhap.kernel.lang import t
from hoanhap.kernel.toml.problems import FileErrors

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group(short_help="Số liệu suy ra từ số liệu gốc")
@click.pass_context
def command(context: click.Context) -> None:
    """Số liệu của mọi đơn vị, mọi kỳ, suy ra từ số liệu gốc theo định nghĩa chỉ tiêu."""
    if context.invoked_subcommand != "table":  # the others ask the store: they import it when they are called
        import django

        django.setup()


@command.command("table", short_help="Đếm cả bảng từ tệp số liệu gốc")
@click.option(
    "--definitions", "definitions_file", required=True, metavar="TỆP", type=FILE,
    help="Tệp .toml định nghĩa chỉ tiêu, có [[periods]].",
)  # fmt: skip
@click.option(
    "--facts", "folder", required=True, metavar="THƯ-MỤC", type=FOLDER,
    help="Thư mục tệp Parquet hoặc CSV, mỗi quan hệ một tệp: docs/facts-format.md.",
)  # fmt: skip
@click.option("--out", required=True, metavar="TỆP.npy", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--map-date", metavar="NGÀY", type=click.DateTime(["%Y-%m-%d"]),
    help="Bản đồ hành chính của ngày này cho mọi kỳ; không ghi: bản đồ ngày cuối của từng kỳ.",
)  # fmt: skip
def table_(definitions_file: Path, folder: Path, out: Path, map_date: datetime | None) -> None:
    """Ghi mảng int64[đơn vị, chỉ tiêu, kỳ] và tệp .json nói tên ba trục. Tỷ số không có trong mảng."""
    import numpy as np

    from hoanhap.indicators.bulk.folder import counted

    try:
        found = counted(definitions_file, folder, map_date=map_date.date() if map_date else None)
    except FileErrors as errors:
        raise click.ClickException(str(errors)) from errors
    npy = out if out.suffix == ".npy" else out.with_name(f"{out.name}.npy")
    axes = {"units": found.units, "indicators": found.indicators, "periods": found.periods}
    said = npy.with_suffix(".json")
    try:
        np.save(npy, found.values)
        said.write_text(json.dumps(axes, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise click.ClickException(
            t("Không ghi được {x}: {e}", "{x} cannot be written: {e}", x=npy, e=error)
        ) from error
    shape = " × ".join(str(n) for n in found.values.shape)
    click.echo(
        t("Đã ghi {shape} số: {path}, {said}", "{shape} figures: {path}, {said}", shape=shape, path=npy, said=said)
    )


@command.command(short_help="Số liệu một biểu của một đơn vị, nhiều kỳ")
@click.option("--form", "code", required=True, metavar="BIỂU", help="Mã biểu, ví dụ phu-luc-2.")
@click.option("--unit", required=True, metavar="MÃ", help="Mã đơn vị hành chính, ví dụ 04; cả nước: VN.")
@click.option("--periods", required=True, metavar="KỲ", help="Ví dụ 2016..2020H1, 2020-03, 2019,2020.")
@click.option(
    "--map-date", metavar="NGÀY", type=click.DateTime(["%Y-%m-%d"]),
    help="Bản đồ hành chính của ngày này cho mọi kỳ; không ghi: bản đồ ngày cuối của từng kỳ.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@click.option("--as", "sign_in", metavar="TÀI-KHOẢN", help="Tài khoản đứng tên; bản minh họa mặc định là “tinh”.")
def get(code: str, unit: str, periods: str, map_date: datetime | None, as_json: bool, sign_in: str | None) -> None:
    """Dòng nào chưa có chỉ tiêu suy ra thì để trống, ghi “typed”. Độ phủ: số xã có người trong sổ trên số xã."""
    from hoanhap.config import figuring

    found = figuring.form(code, unit, periods, map_date.date() if map_date else None, sign_in)
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_json else "\n".join(figuring.lines(found)))


TOLD = 500  # differences put into words at once


@command.command(short_help="Đối chiếu mọi con số đang giữ với đếm lại toàn bộ")
def verify() -> None:
    """Đếm lại toàn bộ từ số liệu gốc và so từng con số; rồi xem đầu kỳ + tăng − giảm có bằng cuối kỳ không.

    Có chỗ khác: nêu từng chỗ, thoát với mã 1.
    """
    from hoanhap.indicators.actions.noting import verified
    from hoanhap.indicators.queries.balance import unbalanced
    from hoanhap.indicators.queries.verify import differences, said, unequal

    found, count = differences(_progress()), 0
    while some := list(itertools.islice(found, TOLD)):
        count += len(some)
        for one in said(some):
            click.echo(f"✗ {one}")
    verified(count)
    uneven = [*unequal(unbalanced())]
    for one in uneven:
        click.echo(f"✗ {one}")
    if not count:
        click.echo(t("✓ Mọi con số khớp với đếm lại.", "✓ Every figure is what a recount says."))
        if uneven:
            sys.exit(1)
        click.echo(
            t("✓ Đầu kỳ + tăng − giảm = cuối kỳ, ở mọi đơn vị và mọi kỳ.",
              "✓ Opening + in − out = closing, at every unit and in every period.")
        )  # fmt: skip
        return
    told = t("✗ {n} con số khác.", "✗ {n} figures differ.", n=count)
    click.echo(told + " " + t("Chạy: hoanhap figures rebuild", "Run: hoanhap figures rebuild"))
    sys.exit(1)


@command.command(short_help="Đếm lại toàn bộ, thay mọi con số đang giữ")
def rebuild() -> None:
    """Một giao dịch: dừng giữa chừng thì mọi con số còn như cũ. Trong lúc đếm, người khác chờ để ghi."""
    from hoanhap.indicators.actions.filling import rebuild as filled
    from hoanhap.kernel.clock import today
    from hoanhap.web.queries import business_date

    count = filled(business_date(today()), _progress())
    click.echo(t("✓ Đã đếm lại: {n} con số khác không.", "✓ Counted again: {n} figures that are not zero.", n=count))


def _progress() -> Callable[[int, int], None]:
    last = time.monotonic()

    def told(done: int, of: int) -> None:
        nonlocal last
        if time.monotonic() - last > 1:
            last = time.monotonic()
            click.echo(t("… {done}/{of} cột", "… {done}/{of} columns", done=done, of=of), err=True)

    return told
