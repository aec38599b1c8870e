"""What `hoanhap figures get` and `hoanhap figure explain` answer: asked as a post, noted in the trail, plain values."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import click

from hoanhap.access.rules import Actor
from hoanhap.config.acting import acting
from hoanhap.indicators.actions import noting
from hoanhap.indicators.language import Period
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.queries import asking
from hoanhap.indicators.queries.asking import Line
from hoanhap.indicators.queries.because import as_json, because
from hoanhap.indicators.queries.reach import require_unit
from hoanhap.indicators.rules.periods import BadPeriod, named
from hoanhap.kernel.dates import format_date, last_day
from hoanhap.kernel.lang import t
from hoanhap.reporting.queries.reported import Reported, reported


# ---------------------------------------------------------------- a form
def form(code: str, unit: str, periods: str, map_day: date | None, sign_in: str | None) -> dict[str, Any]:
    actor, on = acting(sign_in)
    wanted = _periods(periods)
    _require(asking.place(unit, wanted, map_day), unit, actor, on)
    try:
        found = asking.form(code, unit, wanted, map_day)
    except LookupError:
        known = ", ".join(sorted({it.form for it in definitions().indicators if it.form}))
        raise click.UsageError(
            t("Không có biểu “{x}”; có: {k}.", "No form “{x}”; there are: {k}.", x=code, k=known)
        ) from None
    noting.read(actor, form=code, unit=unit, periods=[p.code for p in wanted])
    told = reported(actor=actor, form=code, unit=unit, spans=[(p.start, p.end) for p in wanted], on=on)
    return {
        "form": code,
        "unit": unit.upper(),
        "periods": [_period(p) for p in wanted],
        "rows": [
            _row(line, values, told) for line, values in zip(found.lines, found.values, strict=True)
        ],
        "coverage": [
            {"period": p.code, "communes": of and of[1], "register": of and of[0], "reported": _coverage(by)}
            for p, of, by in zip(wanted, found.coverage, told, strict=True)
        ],
    }  # fmt: skip


def _row(line: Line, values: Sequence[float | int | None], told: Sequence[Reported | None]) -> dict[str, Any]:
    """`reported`: what the newest campaign that asks for the period has as the unit's total, whoever typed it."""
    entered = values if _entered(line, values) else [None for _ in values]
    return {
        "code": line.code,
        "label": str(line.label),
        "unit": line.measure,
        "values": list(entered),
        "sources": ["typed" if value is None else "register" for value in entered],
        "reported": [by and by.values.get(line.code) for by in told],
    }


def _entered(line: Line, values: Sequence[float | int | None]) -> bool:
    """Of means, nothing but zeros is a register that nobody keeps."""
    relations = definitions().relations
    of_units = any(it and it.of in relations and relations[it.of].subject == "unit" for it in line.versions)
    return not of_units or any(values)


def _coverage(by: Reported | None) -> dict[str, Any] | None:
    if by is None:
        return None
    c = by.coverage
    return {
        "campaign": by.campaign, "expected": c.expected, "register": c.register, "typed": c.typed, "missing": c.missing,
    }  # fmt: skip


def lines(found: dict[str, Any]) -> Iterator[str]:
    heads = [p["code"] for p in found["periods"]]
    yield f"{found['form']} · {found['unit']}"
    yield " " * 52 + "".join(f"{head:>14}" for head in heads)
    for row in found["rows"]:
        told = "".join(f"{_figure(n, by):>14}" for n, by in zip(row["values"], row["reported"], strict=True))
        yield f"{row['code']:<8}{row['label'][:42]:<44}{told}"
    shares = [f"{c['register']}/{c['communes']}" if c["communes"] else "" for c in found["coverage"]]
    told = "".join(f"{share:>14}" for share in shares)
    yield f"{t('Xã có người trong sổ', 'Communes with somebody on the register'):<52}{told}"
    for c in found["coverage"]:
        if by := c["reported"]:
            yield t(
                "{p}: đợt {c}, {n}/{all} từ sổ theo dõi, {typed} nhập tay, {missing} chưa có",
                "{p}: campaign {c}, {n} of {all} from the register, {typed} typed, {missing} missing",
                p=c["period"], c=by["campaign"], n=by["register"], all=by["expected"], typed=by["typed"],
                missing=by["missing"],
            )  # fmt: skip


# ---------------------------------------------------------------- one figure
def explained(code: str, unit: str, period: str, map_day: date | None, sign_in: str | None) -> dict[str, Any]:
    actor, on = acting(sign_in)
    wanted = _periods(period)
    if len(wanted) != 1:
        raise click.UsageError(t("Ghi một kỳ.", "Give one period."))
    asked = asking.place(unit, wanted, map_day)
    _require(asked, unit, actor, on)
    try:
        found = because(code, asked[0], actor=actor, on=on)
    except LookupError:
        message = t("Không có chỉ tiêu “{x}” trong kỳ này.", "No indicator “{x}” in this period.", x=code)
        raise click.UsageError(message) from None
    noting.explained(actor, indicator=code, unit=unit, period=wanted[0].code, persons=found.persons)
    return as_json(found)


def why(found: dict[str, Any]) -> Iterator[str]:
    yield f"{found['title']} · {found['unit']['name']} · {found['period']['title']}: {_number(found['value'])}"
    yield found["definition"]
    yield t("Căn cứ: {x}", "Source: {x}", x=found["source"]) + (
        "" if found["verified"] else t(" (chưa xác minh)", " (unverified)")
    )
    for part in found["parts"]:
        yield from (f"  {line}" for line in why(part))
    for unit in found["below"]:
        yield f"  {unit['code']}  {unit['name']}: {_number(unit['value'])}"
    for row in found["rows"]:
        yield f"  {row['person'] or row['unit']} (+{row['adds']}): {'; '.join(row['why'])}"
    if not found["shown"]:
        yield t("  Số nhỏ không hiển thị với vị trí công tác này.", "  Small figures are not shown to this post.")
    if found["others"]:
        yield t("  và {n} người khác", "  and {n} other persons", n=found["others"])


# ---------------------------------------------------------------- what was asked
def _periods(text: str) -> list[Period]:
    try:
        return named(text)
    except BadPeriod as bad:
        raise click.UsageError(str(bad)) from bad


def _require(asked: list[asking.Asked], unit: str, actor: Actor, on: date) -> None:
    if not any(a.unit for a in asked):
        raise click.UsageError(
            t("Không có đơn vị mã “{x}” trong các kỳ này.", "No unit “{x}” in these periods.", x=unit)
        )
    for a in asked:
        if a.unit is not None:
            require_unit(actor, a.unit, a.column.map_day, on)


def _period(period: Period) -> dict[str, str]:
    last = format_date(last_day(period.end))
    return {"code": period.code, "title": str(period.title), "start": period.start.isoformat(), "last": last}


def _figure(value: float | int | None, reported: float | int | None) -> str:
    """What was only reported stands in brackets."""
    return f"[{_number(reported)}]" if value is None and reported is not None else _number(value)


def _number(value: float | int | None) -> str:
    return (
        ""
        if value is None
        else f"{value:,}".replace(",", ".")
        if isinstance(value, int)
        else f"{value:g}".replace(".", ",")
    )
