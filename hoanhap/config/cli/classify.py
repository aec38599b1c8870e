"""`hoanhap classify`: what an area is in a year, by every scorecard in force, with the figures and tests behind it."""

import json
import sys
from collections.abc import Sequence

import click

from hoanhap.classification.queries import pages, scope
from hoanhap.config.acting import acting, option
from hoanhap.kernel.lang import t


@click.command(short_help="Phân loại địa bàn một năm, với số liệu và từng tiêu chí")
@click.option("--year", required=True, type=click.IntRange(1990, 2199), metavar="NĂM", help="Năm phân loại.")
@click.option("--unit", required=True, metavar="MÃ", help="Mã đơn vị; của cấp trên thì mọi địa bàn bên dưới.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@option
def command(year: int, unit: str, as_json: bool, sign_in: str | None) -> None:
    """Không có bộ tiêu chí nào cho đơn vị trong năm đó thì thoát với mã 1."""
    actor, on = acting(sign_in)
    found = [
        [pages.area(actor=actor, code=card.code, year=year, unit=area.code, on=on) for area in areas]
        for card in scope.scorecards(year)
        if (areas := scope.within(actor, card, year, unit.upper(), on))
    ]
    if as_json:
        click.echo(json.dumps([pages.as_json(page) for some in found for page in some], ensure_ascii=False, indent=1))
    for some in () if as_json else found:
        click.echo("\n".join(_lines(some[0]) if len(some) == 1 else _list(some)))
    if not found:
        click.echo(
            t(
                "Năm {year} không có bộ tiêu chí nào phân loại “{unit}” hay địa bàn bên dưới, hoặc không được xem.",
                "No scorecard classifies the unit “{unit}” or areas below it in {year}, or they are not yours to see.",
                unit=unit,
                year=year,
            ),
            err=True,
        )
        sys.exit(1)


def _list(some: Sequence[pages.AreaPage]) -> list[str]:
    """Many areas, a line each."""
    lines = [f"{_card(some[0])}, {some[0].year}"]
    for page in some:
        decided = page.decided and t("được duyệt: {said}", "approved: {said}", said=page.decided)
        proposed = page.proposed and t("đề xuất: {said}", "proposed: {said}", said=page.proposed)
        said = (page.said, decided or proposed)
        lines.append(f"  {page.unit.code} {page.unit.title}: {'; '.join(filter(None, said))}")
    return lines


def _card(page: pages.AreaPage) -> str:
    return f"{page.card.title}{'' if page.card.verified else t(' (chưa kiểm chứng)', ' (unverified)')}"


def _lines(page: pages.AreaPage) -> list[str]:
    lines = [f"{page.unit.name}, {page.year}: {_card(page)}"]
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
