"""`hoanhap figure`: one figure, and where it comes from."""

import json
from datetime import datetime

import click

from hoanhap.config import figuring
from hoanhap.config.acting import option


@click.group(short_help="Một con số: vì sao ra số đó")
def command() -> None:
    """Một con số, và những gì đứng sau nó."""


@command.command(short_help="Vì sao ra con số: định nghĩa, căn cứ, từng dòng được đếm")
@click.option("--indicator", required=True, metavar="CHỈ-TIÊU", help="Mã chỉ tiêu, ví dụ pl2.1.6.")
@click.option("--unit", required=True, metavar="MÃ", help="Mã đơn vị hành chính, ví dụ 01267.")
@click.option("--period", required=True, metavar="KỲ", help="Ví dụ 2019, 2020H1, 2020-03.")
@click.option(
    "--map-date", metavar="NGÀY", type=click.DateTime(["%Y-%m-%d"]),
    help="Bản đồ hành chính của ngày này; không ghi: bản đồ ngày cuối kỳ.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@option
def explain(
    indicator: str, unit: str, period: str, map_date: datetime | None, as_json: bool, sign_in: str | None
) -> None:
    """Người được nêu bằng mã hồ sơ cho ai được xem; với người khác chỉ là số người."""
    found = figuring.explained(indicator, unit, period, map_date.date() if map_date else None, sign_in)
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_json else "\n".join(figuring.why(found)))
