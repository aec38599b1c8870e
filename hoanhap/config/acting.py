"""As whom a command acts: `--as SIGN-IN`; in a demo home, without it, the demo's province specialist."""

from datetime import date

import click

from hoanhap.access.queries import NoSuchSignIn, cli_actor
from hoanhap.access.rules import Actor
from hoanhap.kernel.clock import today
from hoanhap.kernel.lang import t
from hoanhap.web.queries import business_date, demo_date

DEMO_SIGN_IN = "tinh"

option = click.option(
    "--as", "sign_in", metavar="TÀI-KHOẢN", help="Tài khoản đứng tên; bản minh họa mặc định là “tinh”."
)


def acting(sign_in: str | None) -> tuple[Actor, date]:
    """The actor and the business date; without a sign-in in a home that is no demo, a usage error."""
    sign_in = sign_in or (DEMO_SIGN_IN if demo_date() else None)
    if not sign_in:
        raise click.UsageError(
            t(
                "Thêm --as TÀI-KHOẢN: mọi lệnh đọc hoặc ghi số liệu đều đứng tên một vị trí công tác.",
                "Add --as SIGN-IN: every command that reads or writes figures acts as a post.",
            )
        )
    on = business_date(today())
    try:
        return cli_actor(sign_in, on), on
    except NoSuchSignIn as nobody:
        raise click.UsageError(str(nobody)) from nobody
