"""`hoanhap seal`: link waiting audit rows into the chain; with --watch, for as long as it runs."""

import signal

import click
from django.db import connection

from hoanhap.audit import guards, sealer, signing
from hoanhap.kernel.lang import t


@click.command(short_help="Niêm phong các dòng nhật ký đang chờ")
@click.option("--watch", is_flag=True, help="Chạy liên tục; dừng bằng Ctrl+C.")
@click.option("--guards", "put_back", is_flag=True, help="Đặt lại các chốt chặn sửa, xóa trong cơ sở dữ liệu.")
def command(watch: bool, put_back: bool) -> None:
    """Niêm phong các dòng nhật ký đang chờ. Khi máy chủ đang chạy thì việc này đã tự động."""
    if put_back:
        guards.install(connection)
    if watch:
        _watch()
        return
    try:
        total = 0
        while sealed := sealer.seal_pending():
            total += sealed
        sealer.publish()
    except (sealer.ChainBlocked, signing.KeyMissing) as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(t("Đã niêm phong {n} dòng.", "{n} rows sealed.", n=total))


def _watch() -> None:
    """Ends on Ctrl+C or when it is told to: what is under way is finished first."""
    watch = sealer.Watch()
    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), lambda _number, _frame: watch.stop(0))
    watch.run()
