"""The targets of a plan with what is reached, the pace and the forecast, of a day."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside, decide
from hoanhap.plans.models import Plan, Reading, Target
from hoanhap.plans.queries import scope
from hoanhap.plans.queries.figures import indicator, span, value
from hoanhap.plans.rules.pace import AT_LEAST, DIRECTIONS, NO_DATA, Bar, Measured, Pace, pace, shown
from hoanhap.units.queries import UnitFacts, tree

_UNCOUNTED = Pace(NO_DATA)


@dataclass(frozen=True, slots=True)
class TargetLine:
    """`bar` empty: words without a bar. `source`: where the figure comes from. `given`: to how many units below."""

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
    given: int

    @property
    def gap(self) -> str:
        return shown(self.pace.gap) if self.pace.gap else ""

    @property
    def forecast(self) -> str:
        return "" if self.pace.forecast is None else shown(self.pace.forecast)


def targets(plan: Plan, on: date) -> tuple[TargetLine, ...]:
    """The plan's own, in their order; what of them falls to units below is on the page of each."""
    rows = plan.targets.filter(parent=None).select_related("unit").annotate(given=Count("parts"))
    read = _read(plan, on)
    return tuple(_line(plan, row, read.get(row.pk), on, row.given) for row in rows.order_by("position", "key"))


# ---------------------------------------------------------------- one target
@dataclass(frozen=True, slots=True)
class Place:
    """A unit directly below, with its part of the target where it has one."""

    unit: int
    title: str
    value: Fraction | None


@dataclass(frozen=True)
class TargetPage:
    """`places`: to whom parts can be given. `total`: of the bars given, where they add up to the target's."""

    plan: Plan
    on: date
    line: TargetLine
    how: Measured
    parts: tuple[TargetLine, ...]
    places: tuple[Place, ...]
    total: str
    whole: str  # key of the target that this one is part of
    table: str  # address of the figures behind it


def target_page(actor: Actor, code: str, key: str, on: date, *, at: date | None = None) -> TargetPage:
    """A target of the plan, or a part of one, as it stood at the end of `at`, by default `on`. Raises Outside."""
    plan = scope.plan(actor, code, on)
    on = at or on
    rows = plan.targets.select_related("unit", "parent")
    row = rows.filter(key=key).first()
    if row is None:
        raise Outside(P.PLAN_VIEW)
    read = _read(plan, on)
    parts = list(row.parts.select_related("unit").order_by("unit__code"))
    bars = {part.unit_id: Fraction(part.value or 0, 1000) for part in parts}
    own = row.parent is None and row.value is not None
    places = [Place(unit.id, unit.title, bars.get(unit.id)) for unit in below(plan, row, on)] if own else []
    return TargetPage(
        plan=plan,
        on=on,
        line=_line(plan, row, read.get(row.pk), on, len(parts)),
        how=_how(row),
        parts=tuple(_line(plan, part, read.get(part.pk), on, 0) for part in parts),
        places=tuple(places),
        total=shown(sum(bars.values(), Fraction(0))) if _adds_up(row) and bars else "",
        whole=row.parent.key if row.parent else "",
        table=_table(row, on) if decide(actor, P.FIGURE_TRACE, None, on).allow else "",
    )


def below(plan: Plan, target: Target, on: date) -> list[UnitFacts]:
    """Units directly under the target's, on the map of the plan's time."""
    country = tree(max(plan.starts_on, min(on, plan.ends_on)))
    return list(country.children(target.unit_id)) if target.unit_id in country else []


def _table(row: Target, on: date) -> str:
    """Of the year, by unit and with what each figure rests on."""
    if not row.indicator:
        return ""
    asked = {"chi-tieu": row.indicator, "don-vi": row.unit.code, "cap": 0, "ky": min(on, row.by_on).year}
    return f"{reverse('indicators:tables')}?{urlencode(asked)}"


def _adds_up(row: Target) -> bool:
    return row.measure != "%"


def _how(row: Target) -> Measured:
    of = [None if n is None else Fraction(n, 1000) for n in (row.value, row.base)]
    return Measured(row.indicator, of[0], row.direction, row.grows, row.measure, of[1], row.by_on, row.note)


# ---------------------------------------------------------------- parts
def _read(plan: Plan, on: date) -> dict[int, Reading]:
    """The last figure typed of each."""
    rows = Reading.objects.filter(target__plan=plan, on__lte=on).order_by("on", "pk")
    return {row.target_id: row for row in rows}


def _line(plan: Plan, row: Target, read: Reading | None, on: date, given: int) -> TargetLine:
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
        given=given,
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
