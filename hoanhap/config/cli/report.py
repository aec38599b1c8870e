"""`hoanhap report`: the report of one unit as Word, Excel and PDF."""

from pathlib import Path

import click
from django.conf import settings

from hoanhap.access.permissions import P
from hoanhap.config.acting import acting, option
from hoanhap.kernel.lang import t
from hoanhap.reporting.actions.exports import note_export
from hoanhap.reporting.queries import scope
from hoanhap.reporting.queries.paper import report

KINDS = ("docx", "xlsx", "pdf")


@click.command(short_help="Xuất báo cáo và phụ lục (docx, xlsx, pdf)")
@click.option("--campaign", required=True, metavar="ĐỢT", help="Mã đợt báo cáo, ví dụ tong-ket-2016-2020.")
@click.option("--unit", required=True, metavar="MÃ", help="Mã đơn vị hành chính (04) hoặc mã cơ quan.")
@click.option("--outline", metavar="ĐỀ-CƯƠNG", help="Đề cương; mặc định là mọi đề cương của đợt.")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Thư mục ghi tệp.")
@option
def command(campaign: str, unit: str, outline: str | None, out: Path, sign_in: str | None) -> None:
    """Ghi báo cáo của một đơn vị vào thư mục: mỗi đề cương một bộ docx, xlsx, pdf."""
    actor, on = acting(sign_in)
    respondent = scope.by_unit(actor=actor, slug=campaign, unit=unit, permission=P.REPORT_EXPORT, on=on)
    known = respondent.campaign.outlines
    if outline and outline not in known:
        raise click.UsageError(
            t("Đợt này có các đề cương: {all}.", "This campaign's outlines: {all}.", all=", ".join(known))
        )
    out.mkdir(parents=True, exist_ok=True)
    for code in [outline] if outline else known:
        found = report(respondent=respondent, outline=code, on=on, base_url=settings.SITE_URL)
        for kind in KINDS:
            body = found.render(kind)
            note_export(respondent_id=respondent.pk, outline=code, kind=kind, by=actor, on=on, body=body)
            path = out / f"{campaign}-{unit}-{code}.{kind}"
            path.write_bytes(body)
            click.echo(str(path))
