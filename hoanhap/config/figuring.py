"""What `hoanhap figures get` and `hoanhap figure explain` answer: asked as a post, noted in the trail, plain values."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from hoanhap.access.rules import Actor
from hoanhap.config.acting import acting
from hoanhap.indicators.actions import noting
from hoanhap.indicators.language import Period
from hoanhap.indicators.library import definitions
from hoanhap.indicators.queries import asking
from hoanhap.indicators.queries.explain import Behind, Explained, behind, below, explain, files
from hoanhap.indicators.queries.reach import require_unit
from hoanhap.indicators.rules.periods import BadPeriod, named
from hoanhap.kernel.dates import format_date, last_day
from hoanhap.kernel.lang import t
from hoanhap.people.queries.scope import visible
from hoanhap.units.queries import tree

MANY = 2_000  # persons: of a figure with more, the units below are told instead


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
    return {
        "form": code,
        "unit": unit.upper(),
        "periods": [_period(p) for p in wanted],
        "rows": [
            {
                "code": line.code,
                "label": str(line.label),
                "unit": line.measure,
                "values": list(values),
                "sources": ["register" if it else "typed" for it in line.versions],
            }
            for line, values in zip(found.lines, found.values, strict=True)
        ],
        "coverage": [
            {"period": p.code, "communes": of and of[1], "register": of and of[0]}
            for p, of in zip(wanted, found.coverage, strict=True)
        ],
    }  # fmt: skip


def lines(found: dict[str, Any]) -> Iterator[str]:
    heads = [p["code"] for p in found["periods"]]
    yield f"{found['form']} · {found['unit']}"
    yield " " * 52 + "".join(f"{head:>14}" for head in heads)
    for row in found["rows"]:
        told = "".join(f"{_number(n):>14}" for n in row["values"])
        yield f"{row['code']:<8}{row['label'][:42]:<44}{told}"
    shares = [f"{c['register']}/{c['communes']}" if c["communes"] else "" for c in found["coverage"]]
    told = "".join(f"{share:>14}" for share in shares)
    yield f"{t('Xã có người trong sổ', 'Communes with somebody on the register'):<52}{told}"


# ---------------------------------------------------------------- one figure
def explained(code: str, unit: str, period: str, map_day: date | None, sign_in: str | None) -> dict[str, Any]:
    actor, on = acting(sign_in)
    wanted = _periods(period)
    if len(wanted) != 1:
        raise click.UsageError(t("Ghi một kỳ.", "Give one period."))
    asked = asking.place(unit, wanted, map_day)
    _require(asked, unit, actor, on)
    try:
        found = explain(code, asked[0])
    except LookupError:
        message = t("Không có chỉ tiêu “{x}” trong kỳ này.", "No indicator “{x}” in this period.", x=code)
        raise click.UsageError(message) from None
    told = _explained(found, actor, on)
    shown = sum(1 for row in told["rows"] if row.get("person"))
    noting.explained(actor, indicator=code, unit=unit, period=wanted[0].code, persons=shown)
    return told


def _explained(found: Explained, actor: Actor, on: date) -> dict[str, Any]:
    it, column = found.indicator, found.asked.column
    country = tree(column.map_day)
    return {
        "indicator": it.code,
        "title": str(it.title),
        "definition": str(found.definition),
        "source": it.source,
        "verified": it.verified,
        "note": str(it.note),
        "unit": {"code": country.unit(found.unit).code, "name": country.unit(found.unit).title},
        "period": _period(found.asked.period),
        "map_date": column.map_day.isoformat(),
        "value": found.value,
        "kept": found.asked.kept,
        "parts": [_explained(part, actor, on) for part in found.parts],
        "below": [
            {"code": country.unit(unit).code, "name": country.unit(unit).title, "value": value}
            for unit, value in sorted(below(found).items()) if it.kind == "count"
        ],
        **(_rows(found, actor, on) if it.kind == "count" else {"rows": [], "others": 0}),
    }  # fmt: skip


def _rows(found: Explained, actor: Actor, on: date) -> dict[str, Any]:
    """Persons by the code of their file, for whom it may be shown; how many others there are."""
    if isinstance(found.value, int) and found.value > MANY:
        return {"rows": [], "others": None}
    every = list(behind(found))
    file = files(b.number for b in every if b.number is not None)
    codes = dict(visible(actor, None, on).filter(pk__in=file.values()).values_list("pk", "code"))
    rows = [_row(b, codes.get(file.get(b.number or 0, 0), ""), found) for b in every]
    return {"rows": [row for row in rows if row], "others": sum(1 for row in rows if row is None)}


def _row(b: Behind, person: str, found: Explained) -> dict[str, Any] | None:
    if b.number is not None and not person:
        return None
    unit = tree(found.asked.column.map_day).unit(b.unit)
    return {"person": person or None, "unit": unit.code, "adds": b.adds, "why": [str(words) for words in b.why]}


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


def _number(value: float | int | None) -> str:
    return (
        ""
        if value is None
        else f"{value:,}".replace(",", ".")
        if isinstance(value, int)
        else f"{value:g}".replace(".", ",")
    )
