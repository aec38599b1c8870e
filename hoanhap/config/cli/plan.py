"""`hoanhap plan`: a plan in, from its Word file or its text; where it stands, its report, its reminders."""

import json
import re
import sys
from datetime import date, datetime
from pathlib import Path

import click

from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Denied
from hoanhap.config import planning
from hoanhap.config.acting import acting, option
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import fold
from hoanhap.plans.actions.plans import adopt
from hoanhap.plans.actions.reminders import remind as reminding
from hoanhap.plans.queries.taking import desks, likely
from hoanhap.plans.reading import shown
from hoanhap.plans.reading.files import MOST_TEXT, read_docx, read_text
from hoanhap.plans.rules.draft import Draft
from hoanhap.plans.rules.report import BadPeriod


@click.group(short_help="Kế hoạch: đọc từ Word, tình trạng, báo cáo, nhắc việc")
def command() -> None:
    """Kế hoạch: nhiệm vụ, cơ quan, thời gian đọc từ chính văn bản."""


@command.command(name="import", short_help="Đọc một kế hoạch từ tệp .docx hoặc .txt")
@click.argument("path", metavar="TỆP", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--code", metavar="MÃ", help="Mã của kế hoạch; mặc định theo tên tệp.")
@click.option("--agency", metavar="MÃ", help="Cơ quan ban hành; mặc định là cơ quan của tài khoản hợp với văn bản.")
@click.option("--dry-run", is_flag=True, help="Chỉ đọc và kiểm tra, không lưu.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@option
def import_(
    path: Path, code: str | None, agency: str | None, dry_run: bool, as_json: bool, sign_in: str | None
) -> None:
    """In nhiệm vụ, cơ quan, thời gian và mọi chỗ chưa đọc được. Lưu trọn hoặc không lưu gì; lỗi thì thoát với mã 1."""
    draft = _read(path)
    saved, wrong = "", [p.message for p in draft.errors]
    if not dry_run and not wrong:
        actor, on = acting(sign_in)
        try:
            saved = adopt(
                draft,
                code=code or _slug(path.stem),
                agency=_agency(draft, agency, actor, on),
                by=actor,
                on=on,
                source=path.name,
            ).code
        except Invalid as refused:
            wrong = [str(refused)]
    if as_json:
        said = {"file": str(path), "saved": saved, "errors": wrong, **shown.as_json(draft)}
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(shown.lines(draft)))
        click.echo(_verdict(wrong, saved, bool(draft.errors)))
    sys.exit(1 if wrong else 0)


@command.command(short_help="Nhiệm vụ nào quá hạn, vướng, có nguy cơ chậm, đến một ngày")
@click.argument("code", metavar="KẾ-HOẠCH")
@click.option(
    "--on", "day", metavar="NGÀY", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), help="Mặc định: ngày làm việc."
)
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@option
def status(code: str, day: datetime | None, as_json: bool, sign_in: str | None) -> None:
    """In số nhiệm vụ theo tình trạng và từng nhiệm vụ cần chú ý, kèm lý do và cơ quan."""
    found = planning.status(code, day.date() if day else None, sign_in)
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_json else "\n".join(planning.lines(found)))


@command.command(short_help="Báo cáo kết quả thực hiện kế hoạch, tệp Word")
@click.argument("code", metavar="KẾ-HOẠCH")
@click.option("--period", required=True, metavar="KỲ", help="2020H1, 2020H2, 2020.")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Thư mục ghi tệp.")
@option
def report(code: str, period: str, out: Path, sign_in: str | None) -> None:
    """Báo cáo tự soạn: kết quả theo chỉ tiêu và nhiệm vụ, mỗi con số dẫn về nơi lấy; khó khăn; kiến nghị."""
    try:
        path, figures = planning.report(code, period, out, sign_in)
    except BadPeriod as bad:
        raise click.UsageError(str(bad)) from bad
    click.echo(t("{path}: {n} con số có dẫn nguồn", "{path}: {n} figures traced", path=path, n=figures))


@command.command(short_help="Nhắc những ai phải nhắc hôm nay")
@click.argument("code", metavar="KẾ-HOẠCH")
@option
def remind(code: str, sign_in: str | None) -> None:
    """Mỗi người một lần ở mỗi mốc; chạy lại không nhắc lần nữa. Thư điện tử đi khi đã đặt HOANHAP_SMTP."""
    actor, on = planning.reader(code, sign_in, P.PLAN_FOLLOW)
    sent = reminding(code=code, by=actor, on=on)
    counts = {"n": sent.told, "m": sent.shares, "k": sent.mailed}
    en = "{n} people were told of {m} shares, {k} letters went out."
    said = t("Đã nhắc {n} người về {m} phần việc, gửi {k} thư.", en, **counts)
    click.echo(said)


def _read(path: Path) -> Draft:
    if path.suffix.lower() in (".txt", ".text"):
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            return read_text(file.read(MOST_TEXT + 1))
    return read_docx(path)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:40] or "ke-hoach"


def _agency(draft: Draft, code: str | None, actor: Actor, on: date) -> int:
    """The agency named; else the one of the account's own that issued the document."""
    own = desks(actor, on)
    if code:
        found = next((desk for desk in own if desk.code == code), None)
        if found is None:
            known = ", ".join(desk.code for desk in own)
            raise click.UsageError(t("--agency nhận: {x}", "--agency takes: {x}", x=known))
        return found.id
    if not own:
        raise Denied(P.PLAN_EDIT)
    return likely(own, draft.issuer).id


def _verdict(wrong: list[str], saved: str, read_wrongly: bool) -> str:
    if saved:
        return "✓ " + t("Đã lưu kế hoạch “{code}”.", "Saved as plan “{code}”.", code=saved)
    if wrong:
        why = "" if read_wrongly else " " + " ".join(wrong)
        return "✗ " + t("Không lưu gì.", "Nothing saved.") + why
    return "✓ " + t("Đọc được; chưa lưu.", "It can be read; not saved.")
