"""`hoanhap demo …`: load the demonstration, fill its register, name its sign-ins, move its date."""

import click

from hoanhap.config.acting import acting, option
from hoanhap.config.demo.cast import SIGN_INS
from hoanhap.config.demo.loading import load
from hoanhap.config.demo.register import MOST, fill
from hoanhap.kernel.dates import BadDate, format_date, parse_date
from hoanhap.kernel.lang import t
from hoanhap.web.actions import BadDemoDate, NotADemo, set_demo_date
from hoanhap.web.queries import demo_date


@click.group(short_help="Bản minh họa: nạp dữ liệu, tài khoản, ngày làm việc", invoke_without_command=True)
@click.option(
    "--persons",
    type=click.IntRange(1, MOST),
    metavar="N",
    help="Nạp bản minh họa, rồi đủ N người hư cấu (có đánh dấu), tối đa 1.000.000.",
)
@click.pass_context
def command(context: click.Context, persons: int | None) -> None:
    """Bản minh họa: đợt tổng kết 2016–2020 của tỉnh Cao Bằng, như ngày 07/9/2020."""
    if persons is not None and context.invoked_subcommand is None:
        _people(persons)
    elif context.invoked_subcommand is None:
        click.echo(context.get_help())


def _people(wanted: int) -> None:
    load_it.callback()  # type: ignore[misc]
    on = demo_date()
    assert on
    came = fill(wanted, on=on, progress=lambda doing: click.echo(f"· {doing}"))
    click.echo(t("Đã thêm {n} người hư cấu.", "{n} made-up persons came.", n=came))


@command.command("load", short_help="Nạp dữ liệu minh họa vào nơi lưu còn trống")
def load_it() -> None:
    """Nạp dữ liệu minh họa; nơi lưu đã có bản minh họa thì giữ nguyên."""
    try:
        load(lambda doing: click.echo(f"· {doing}"))
    except NotADemo as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(t("Bản minh họa đã sẵn sàng.", "The demo is there."))


@command.command("sign-ins", short_help="Các tài khoản minh họa")
def sign_ins() -> None:
    """Tên đăng nhập, mật khẩu và vai trò; chỉ có trong bản minh họa."""
    if demo_date() is None:
        raise click.ClickException(str(NotADemo()))
    for who in SIGN_INS:
        click.echo(f"{who.sign_in:<12}{who.password:<22}{who.role}")


@command.command("date", short_help="Xem hoặc đổi ngày làm việc của bản minh họa")
@click.argument("day", required=False, metavar="[NGÀY]")
@option
def date_of_work(day: str | None, sign_in: str | None) -> None:
    """Không ghi NGÀY: in ngày đang dùng. Đổi ngày là việc của quản trị hệ thống: --as quantri."""
    if demo_date() is None:
        raise click.ClickException(str(NotADemo()))
    if day:
        by, on = acting(sign_in)
        try:
            set_demo_date(to=parse_date(day), by=by, on=on)
        except (BadDate, BadDemoDate) as refused:
            raise click.ClickException(str(refused)) from refused
    now = demo_date()
    assert now  # nothing takes a demo's date away
    click.echo(format_date(now))
