"""`hoanhap facts`: the dated, coded rows that figures count: derived again, compared, loaded. Needs no sign-in: whoever
holds the machine asks, and no name is shown."""

import itertools
import sys
import time

import click

from hoanhap.facts.actions import filling
from hoanhap.facts.queries.verify import Difference, differences
from hoanhap.kernel.lang import t

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
    """Suy ra lại từng người và so với dòng đã lưu; thoát với mã 1 và nêu chỗ khác."""
    found = list(itertools.islice(differences(_progress()), SHOWN + 1))
    for one in found[:SHOWN]:
        click.echo("\n".join(_said(one)))
    if not found:
        click.echo(t("✓ Số liệu gốc khớp với sổ.", "✓ The facts are those of the register."))
        return
    more = "+" if len(found) > SHOWN else ""
    said = t("✗ Khác ở {n}{more} người.", "✗ {n}{more} persons differ.", n=min(len(found), SHOWN), more=more)
    click.echo(said + " " + t("Chạy: hoanhap facts rebuild", "Run: hoanhap facts rebuild"))
    sys.exit(1)


def _said(one: Difference) -> list[str]:
    who = t("Đối tượng {n}", "Subject {n}", n=one.number or "–")
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
