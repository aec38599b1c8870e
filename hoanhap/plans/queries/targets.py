"""The targets of a plan with what is reached, the pace and the forecast, of a day."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from hoanhap.plans.models import Plan, Reading, Target
from hoanhap.plans.queries.figures import indicator, span, value
from hoanhap.plans.rules.pace import AT_LEAST, DIRECTIONS, NO_DATA, Bar, Pace, pace, shown

_UNCOUNTED = Pace(NO_DATA)


@dataclass(frozen=True, slots=True)
class TargetLine:
    """`bar` empty: words without a bar. `source`: where the figure comes from. `parts`: those of units below."""

    key: str
    text: str
    unit: str
    bar: str
    by_on: date
    indicator: str
    indicator_title: str
    verified: bool
    source: str
    read_on: date | None
    actual: str
    pace: Pace
    note: str
    parts: tuple["TargetLine", ...] = ()

    @property
    def gap(self) -> str:
        return shown(self.pace.gap) if self.pace.gap else ""

    @property
    def forecast(self) -> str:
        return "" if self.pace.forecast is None else shown(self.pace.forecast)


def targets(plan: Plan, on: date) -> tuple[TargetLine, ...]:
    """The plan's own, in their order, each with its parts below."""
    rows = list(plan.targets.select_related("unit").order_by("position", "key"))
    read = _read(plan, on)
    own = [_line(plan, row, read.get(row.pk), on) for row in rows if row.parent_id is not None]
    parts: dict[int, list[TargetLine]] = {}
    for row, line in zip([r for r in rows if r.parent_id is not None], own, strict=True):
        parts.setdefault(row.parent_id or 0, []).append(line)
    return tuple(
        _line(plan, row, read.get(row.pk), on, tuple(parts.get(row.pk, ()))) for row in rows if row.parent_id is None
    )


def _read(plan: Plan, on: date) -> dict[int, Reading]:
    """The last figure typed of each."""
    rows = Reading.objects.filter(target__plan=plan, on__lte=on).order_by("on", "pk")
    return {row.target_id: row for row in rows}


def _line(
    plan: Plan, row: Target, read: Reading | None, on: date, parts: tuple[TargetLine, ...] = ()
) -> TargetLine:  # fmt: skip
    last = min(on, row.by_on)
    it = indicator(row.indicator, span(plan.starts_on, max(last, plan.starts_on))) if row.indicator else None
    actual, source, read_on = None, "", None
    if it is not None:
        actual = value(row.indicator, row.unit_id, plan.starts_on, last)
        source, read_on = it.source, last
    elif read is not None and not row.indicator:
        actual, source, read_on = Fraction(read.value, 1000), read.source, read.on
    said = pace(_bar(plan, row), actual, last) if row.value is not None else _UNCOUNTED
    return TargetLine(
        key=row.key,
        text=row.text,
        unit=row.unit.name,
        bar=_words(row),
        by_on=row.by_on,
        indicator=row.indicator,
        indicator_title=str(it.title) if it else "",
        verified=it.verified if it else True,
        source=source,
        read_on=read_on if actual is not None else None,
        actual="" if actual is None else shown(actual) + (f" {row.measure}" if row.measure else ""),
        pace=said,
        note=row.note,
        parts=parts,
    )


def _bar(plan: Plan, row: Target) -> Bar:
    base = None if row.base is None else Fraction(row.base, 1000)
    assert row.value is not None
    value = Fraction(row.value, 1000)
    return Bar(value, row.direction, plan.starts_on, row.by_on, row.grows, base, row.measure)


def _words(row: Target) -> str:
    if row.value is None:
        return ""
    number = shown(Fraction(row.value, 1000)) + (f" {row.measure}" if row.measure else "")
    return number if row.direction == AT_LEAST else f"{DIRECTIONS[row.direction]} {number}"
