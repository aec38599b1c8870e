"""`hoanhap serve`: the web server and the audit sealer, started and stopped together."""

import click

from hoanhap.config import ready, serving
from hoanhap.kernel.lang import t


@click.command(short_help="Chạy máy chủ web trên máy này")
@click.option("--port", default=8020, show_default=True, help="Cổng.")
@click.option("--address", default="127.0.0.1", show_default=True, help="Địa chỉ mạng để lắng nghe.")
@click.option("--workers", default=0, help="Số tiến trình; 0: tự chọn, tối đa 2.")
def command(port: int, address: str, workers: int) -> None:
    """Chạy máy chủ web trên máy này; dừng bằng Ctrl+C."""
    if not ready.is_usable():
        raise click.ClickException(
            t(
                "Nơi lưu dữ liệu chưa được chuẩn bị cho bản này. Chạy: hoanhap setup",
                "This home is not prepared for this version. Run: hoanhap setup",
            )
        )
    serving.run(address=address, port=port, workers=workers or serving.workers_for_this_machine())
