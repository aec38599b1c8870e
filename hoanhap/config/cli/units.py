"""`hoanhap units`: the map of a day, one unit's history, loading the country. Public facts: no sign-in needed."""

import json
from collections.abc import Sequence
from datetime import date

import click

from hoanhap.kernel.clock import today
from hoanhap.kernel.dates import BadDate, format_date, last_day, parse_date
from hoanhap.kernel.lang import t
from hoanhap.units import actions, queries
from hoanhap.units.queries import Kin, UnitFacts, Version
from hoanhap.units.rules.names import LEVEL_WORDS

LIMITS = t(
    "Trước 01/7/2025, thay đổi chỉ được ghi cho Cao Bằng (2020); các tỉnh khác dùng danh sách giữa năm 2025.",
    "Before 1 Jul 2025 changes are recorded for Cao Bằng only (2020); other provinces use the list of mid-2025.",
)


class Day(click.ParamType):
    name = "ngày"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return parse_date(value)
        except BadDate as error:
            self.fail(f"{error.message}. {error.remedy}.", param, ctx)


@click.group(short_help="Đơn vị hành chính theo ngày: danh sách, lịch sử một đơn vị", epilog=LIMITS)
def command() -> None:
    """Đơn vị hành chính theo ngày: danh sách, lịch sử một đơn vị. Không cần đăng nhập."""


@command.command(short_help="Các đơn vị có hiệu lực vào một ngày", epilog=LIMITS)
@click.argument("on", metavar="NGÀY", type=Day())
@click.option("--under", metavar="MÃ", help="Chỉ một đơn vị và mọi đơn vị thuộc nó, ví dụ 04.")
@click.option(
    "--json", "as_json", is_flag=True, help="Danh sách JSON: code, name, kind, level, parent, valid_from, valid_to."
)
def at(on: date, under: str | None, as_json: bool) -> None:
    """Các đơn vị có hiệu lực vào NGÀY (2020-01-31 hoặc 31/01/2020). valid_to là ngày đầu tiên không còn hiệu lực."""
    try:
        found = queries.at(on, under)
    except LookupError:
        raise click.ClickException(_unknown(under or "", on)) from None
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    if not found:
        raise click.ClickException(t("Không có dữ liệu cho ngày này.", "There is no data for this day."))
    country = queries.tree(on)
    top = country.find(under) if under else country.nation()
    _print_tree(country, top or country.nation(), 0)


def _print_tree(country: queries.Tree, unit: UnitFacts, depth: int) -> None:
    click.echo(f"{'  ' * depth}{unit.code}  {unit.title}{_counts(country, unit)}")
    for child in country.children(unit.id):
        _print_tree(country, child, depth + 1)


def _counts(country: queries.Tree, unit: UnitFacts) -> str:
    counts = [f"{n:,}".replace(",", ".") + f" {LEVEL_WORDS[lv]}" for lv, n in country.counts(unit.id).items() if n]
    return f"  ({'; '.join(counts)})" if counts else ""


@command.command(short_help="Một mã qua thời gian: tên, đơn vị trước và sau, cơ quan", epilog=LIMITS)
@click.argument("code", metavar="MÃ")
@click.option("--on", metavar="NGÀY", type=Day(), help="Cơ quan và đơn vị cấp trên vào ngày này; mặc định hôm nay.")
def show(code: str, on: date | None) -> None:
    """Một mã chính thức qua thời gian. Mã được dùng lại: một mã có thể là nhiều đơn vị nối tiếp nhau."""
    known = queries.versions(code.upper())
    if not known:
        raise click.ClickException(_unknown(code, on or today()))
    for version in known:
        _print_version(version)
    here = next((v for v in known if v.stands(on or today())), None)
    if here:
        _print_place(here, on or today())


def _print_version(v: Version) -> None:
    start = format_date(v.valid_from) if v.start_known else t("chưa rõ ngày bắt đầu", "start unknown")
    end = (
        t(" – hết {day}", " – {day} inclusive", day=format_date(last_day(v.valid_to)))
        if v.valid_to
        else t(" – nay", " – now")
    )
    click.echo(f"{v.code}  {v.title}  [{start}{end}]{'  ' + v.act if v.act else ''}")
    _print_kin(t("lập từ", "made of"), queries.made_of(v.id))
    _print_kin(t("về sau", "became"), queries.became(v.id))
    if v.successor_unknown:
        click.echo("  " + t("về sau: chưa rõ nơi nhận", "became: successor unknown"))


def _print_kin(label: str, kin: Sequence[Kin]) -> None:
    for k in kin:
        notes = [t("một phần", "a part")] * k.partial + [t("chưa xác minh", "unverified")] * (not k.certain)
        click.echo(f"  {label}: {k.code}  {k.title}{' (' + ', '.join(notes) + ')' if notes else ''}")


def _print_place(v: Version, on: date) -> None:
    country = queries.tree(on)
    above = [country.unit(i).title for i in country.ancestors(v.id)]
    click.echo(
        t("Ngày {day}: thuộc {above}", "On {day}: under {above}", day=format_date(on), above=", ".join(above) or "—")
    )
    for agency in queries.agencies(v.id, on):
        click.echo(f"  {agency.words}{t(' (chủ trì)', ' (leads)') if agency.leads else ''}")


@command.command(short_help="Nạp danh mục cả nước vào một nơi lưu dữ liệu mới")
def load() -> None:
    """Nạp danh mục cả nước, một lần. Chạy lại không thay đổi gì."""
    loaded = actions.load_country(on=today(), progress=lambda doing: click.echo(f"· {doing}"))
    click.echo(
        t("Đã nạp.", "Loaded.") if loaded else t("Đã có sẵn, không thay đổi gì.", "Already there, nothing changed.")
    )


def _unknown(code: str, on: date) -> str:
    return t(
        "Không có đơn vị mã “{code}” ngày {day}. Xem “hoanhap units show {code}” hoặc chọn ngày khác.",
        "There is no unit with the code “{code}” on {day}. Try “hoanhap units show {code}” or another day.",
        code=code,
        day=format_date(on),
    )
