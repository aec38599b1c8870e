"""`hoanhap verify`: is the audit trail as it was written? Needs no sign-in: it shows no content."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
from django.db import DatabaseError

from hoanhap.audit.actions import record
from hoanhap.audit.verifier import Report, verify
from hoanhap.kernel.lang import t

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(short_help="Kiểm tra nhật ký hệ thống còn nguyên vẹn")
@click.option("--head", "kept", type=EXISTING, multiple=True, help="Tệp đầu chuỗi giữ ở nơi khác (heads.log).")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def command(kept: tuple[Path, ...], as_json: bool) -> None:
    """Đọc lại toàn bộ nhật ký; thoát với mã 1 và nêu dòng sai đầu tiên nếu có dòng bị sửa, chèn, đảo hoặc xóa."""
    report = verify(list(kept) or None)
    _note(report)
    click.echo(json.dumps(_shape(report), ensure_ascii=False) if as_json else "\n".join(_lines(report)))
    sys.exit(0 if report.ok else 1)


def _note(report: Report) -> None:
    """That somebody verified belongs to the trail too; a database that cannot be written can still be verified."""
    seq = report.head.seq if report.head else 0
    try:
        record(
            actor_id=None,
            actor="",
            post_id=None,
            channel="cli",
            action="audit.verify",
            kind="audit",
            ok=report.ok,
            head=seq,
            row=report.first.row if report.first else None,
        )
    except DatabaseError as problem:
        click.echo(
            t("Không ghi được lần kiểm tra này: {why}", "This check was not noted: {why}", why=problem), err=True
        )


def _shape(report: Report) -> dict[str, object]:
    return {
        "ok": report.ok,
        "rows": report.rows,
        "pending": report.pending,
        "head": asdict(report.head) if report.head else None,
        "kept_heads": report.kept_heads,
        "guards_missing": list(report.guards_missing),
        "first_bad": asdict(report.first) if report.first else None,
    }


def _lines(report: Report) -> list[str]:
    lines = []
    if report.first:
        lines.append("✗ " + report.first.message)
    else:
        lines.append(
            t("✓ {n} dòng đã niêm phong, còn nguyên vẹn.", "✓ {n} sealed rows, all as written.", n=report.rows)
        )
    if report.head:
        lines.append(
            t(
                "Bảo đảm đến mắt xích {seq}, niêm phong lúc {at}, chữ ký {sign}: {digest}",
                "Vouched up to link {seq}, sealed at {at}, signature {sign}: {digest}",
                seq=report.head.seq,
                at=report.head.at,
                sign=t("đúng", "good") if report.head.signature_ok else t("SAI", "WRONG"),
                digest=report.head.digest,
            )
        )
    else:
        lines.append(t("Chưa có đầu chuỗi nào để bảo đảm.", "No head vouches for anything yet."))
    if report.pending:
        lines.append(
            t("{n} dòng đang chờ niêm phong.", "{n} rows are waiting for their seal.", n=report.pending),
        )
    lines.append(t("Đã đối chiếu {n} đầu chuỗi giữ riêng.", "{n} kept heads compared.", n=report.kept_heads))
    if report.guards_missing:
        lines.append(
            t(
                "Cảnh báo: cơ sở dữ liệu thiếu chốt chặn {names}. Đặt lại bằng: hoanhap seal --guards",
                "Warning: the database lacks the guards {names}. Put them back with: hoanhap seal --guards",
                names=", ".join(report.guards_missing),
            )
        )
    return lines
