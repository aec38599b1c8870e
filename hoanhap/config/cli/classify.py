"""`hoanhap classify`: what an area is in a year, by every scorecard in force, with the figures and tests behind it."""

import json
import sys

import click

from hoanhap.access.rules import Outside
from hoanhap.classification.queries import pages, scope
from hoanhap.config.acting import acting, option
from hoanhap.kernel.lang import t


@click.command(short_help="Phân loại địa bàn một năm, với số liệu và từng tiêu chí")
@click.option("--year", required=True, type=click.IntRange(1990, 2199), metavar="NĂM", help="Năm phân loại.")
@click.option("--unit", required=True, metavar="MÃ", help="Mã đơn vị hành chính.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@option
def command(year: int, unit: str, as_json: bool, sign_in: str | None) -> None:
    """Không có bộ tiêu chí nào cho đơn vị trong năm đó thì thoát với mã 1."""
    actor, on = acting(sign_in)
    found = []
    for card in scope.scorecards(year):
        try:
            found.append(pages.area(actor=actor, code=card.code, year=year, unit=unit.upper(), on=on))
        except Outside:
            continue
    if as_json:
        click.echo(json.dumps([pages.as_json(page) for page in found], ensure_ascii=False, indent=1))
    for page in () if as_json else found:
        click.echo("\n".join(_lines(page)))
    if not found:
        click.echo(
            t(
                "Không có bộ tiêu chí nào phân loại đơn vị “{unit}” năm {year}.",
                "No scorecard classifies the unit “{unit}” in {year}.",
                unit=unit,
                year=year,
            ),
            err=True,
        )
        sys.exit(1)


def _lines(page: pages.AreaPage) -> list[str]:
    doubt = "" if page.card.verified else t(" (chưa kiểm chứng)", " (unverified)")
    lines = [f"{page.unit.name}, {page.year}: {page.card.title}{doubt}"]
    lines += [f"  {r.figure.title}: {'–' if r.value is None else r.value}" for r in page.figures]
    lines.append(t("  Theo số liệu: {said}", "  By the figures: {said}", said=page.said))
    if page.missing:
        lines.append(t("  Còn thiếu: {what}", "  Missing: {what}", what="; ".join(page.missing)))
    for title, said in (
        (t("Đề xuất", "Proposed"), page.proposed),
        (t("Được duyệt", "Approved"), page.decided),
    ):
        if said:
            lines.append(f"  {title}: {said}")
    return lines
