"""The targets of a plan with what is reached, the pace and the forecast, of a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside, decide
from hoanhap.plans.models import Plan, Reading, Target
from hoanhap.plans.queries import scope
from hoanhap.plans.queries.figures import indicator, span, values
from hoanhap.plans.queries.promises import Promise, first_bars, history
from hoanhap.plans.rules.pace import NO_DATA, Bar, Measured, Pace, bar_words, holds_less, pace, shown
from hoanhap.units.queries import UnitFacts, tree

_UNCOUNTED = Pace(NO_DATA)
Figures = Mapping[tuple[int, int], Fraction]  # by the target and its unit


@dataclass(frozen=True, slots=True)
class TargetLine:
    """`bar` empty: words without a bar. `source`: where the figure comes from. `given`: to how many units below.
    `promised`: the bar as it was promised first, where it is another one now."""

    plan: str
    key: str
    text: str
    unit: str
    bar: str
    by_on: date
    promised: str
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
    rows = plan.targets.filter(parent=None, dropped_in=None).select_related("plan", "unit")
    counted = rows.annotate(given=Count("parts", filter=Q(parts__dropped_in=None)))
    return _lines(counted.order_by("position", "key"), on)


@dataclass(frozen=True, slots=True)
class Named:
    """A target by its key and words; `alike`: measured by the indicator that was asked about."""

    key: str
    text: str
    alike: bool = False


def withdrawn(plan: Plan) -> tuple[Named, ...]:
    rows = plan.targets.filter(parent=None).exclude(dropped_in=None).order_by("position", "key")
    return tuple(Named(row.key, row.text) for row in rows)


# ---------------------------------------------------------------- the plan above
def above(actor: Actor, plan: Plan, tied: Target | None, on: date) -> dict[str, Target]:
    """The targets of the plan above that one of this plan may answer, by their keys; `tied`: the one it answers now."""
    if plan.answers is None or not scope.decide_plan(actor, plan.answers, on, P.PLAN_VIEW).allow:
        return {}
    rows = plan.answers.targets.filter(parent=None).select_related("plan").order_by("position", "key")
    return {row.key: row for row in rows if row.dropped_in is None or row == tied}


def offered(actor: Actor, plan: Plan, key: str, on: date) -> tuple[str, tuple[Named, ...]]:
    """(the key of the one that the plan's target answers now, all that it may answer; those measured alike first)."""
    row = plan.targets.filter(key=key).select_related("answers").first()
    tied, measured = (row.answers, row.indicator) if row else (None, "")
    found = above(actor, plan, tied, on)
    named = [Named(x.key, x.text, bool(measured) and x.indicator == measured) for x in found.values()]
    return tied.key if tied else "", tuple(sorted(named, key=lambda x: not x.alike))


def new_answering(actor: Actor, plan: Plan, key: str, on: date) -> tuple[tuple[Named, ...], dict[str, object]]:
    """(all that a new target may answer, what its form begins with where it is to answer the one with this key)."""
    found = above(actor, plan, None, on)
    named = tuple(Named(x.key, x.text) for x in found.values())
    row = found.get(key)
    return named, {
        "text": row.text,
        "answers": row.key,
        **asdict(_how(row)),
        "by_on": None,
        "base": None,
    } if row else {}


def unanswered(actor: Actor, plan: Plan, on: date) -> tuple[Named, ...]:
    """Targets of the plan above that no target of this plan answers."""
    mine = set(plan.targets.filter(dropped_in=None, answers__isnull=False).values_list("answers_id", flat=True))
    found = above(actor, plan, None, on)
    return tuple(Named(row.key, row.text) for row in found.values() if row.pk not in mine)


@dataclass(frozen=True, slots=True)
class Reply:
    """A target of a plan below that answers this one. `given`: the bar that was given to its unit; `less`: it sets
    itself less than that."""

    line: TargetLine
    title: str
    agency: str
    given: str
    less: bool


def _replies(actor: Actor, row: Target, parts: Iterable[Target], on: date) -> tuple[tuple[Reply, ...], set[int]]:
    """(those of plans that the reader sees, every unit that has answered). Only plans that are promised."""
    given = {part.unit_id: part for part in parts}
    below = row.answered_by.filter(dropped_in=None, plan__version__gt=0).select_related(
        "unit", "plan__agency__unit", "plan__keeper__unit"
    )
    rows = list(below.order_by("unit__code", "plan__code", "position"))
    seen = [x for x in rows if scope.decide_plan(actor, x.plan, on, P.PLAN_VIEW).allow]
    replies = tuple(
        Reply(line, x.plan.title, x.plan.agency.name, _words(part) if (part := given.get(x.unit_id)) else "",
              part is not None and holds_less(part.direction, part.value, x.value))
        for x, line in zip(seen, _lines(seen, on), strict=True)
    )  # fmt: skip
    return replies, {x.unit_id for x in rows}


# ---------------------------------------------------------------- one target
@dataclass(frozen=True, slots=True)
class Place:
    """A unit directly below, with its part of the target where it has one."""

    unit: int
    title: str
    value: Fraction | None


@dataclass(frozen=True)
class TargetPage:
    """`places`: to whom parts can be given. `total`: of the bars given, where they add up to the target's. `silent`:
    units below that have not answered, where any is expected to."""

    plan: Plan
    on: date
    line: TargetLine
    how: Measured
    parts: tuple[TargetLine, ...]
    places: tuple[Place, ...]
    total: str
    whole: str  # key of the target that this one is part of
    table: str  # address of the figures behind it
    replies: tuple[Reply, ...]
    silent: tuple[str, ...]
    answers: Target | None  # of the plan above, for who reads that
    promises: tuple[Promise, ...]  # first to last; one: it never changed
    dropped: bool


def target_page(actor: Actor, code: str, key: str, on: date, *, at: date | None = None) -> TargetPage:
    """A target of the plan, or a part of one, as it stood at the end of `at`, by default `on`. Raises Outside."""
    plan = scope.plan(actor, code, on)
    row = plan.targets.select_related("plan", "unit", "parent", "answers__plan").filter(key=key).first()
    if row is None:
        raise Outside(P.PLAN_VIEW)
    upper = row.answers if row.answers and row.answers.key in above(actor, plan, row.answers, on) else None
    today, on = on, at or on
    parts = list(row.parts.filter(dropped_in=None).select_related("plan", "unit").order_by("unit__code"))
    bars = {part.unit_id: Fraction(part.value or 0, 1000) for part in parts}
    own = row.parent is None and row.value is not None and row.dropped_in is None
    under = below(plan, row, on) if row.parent is None else []
    replies, heard = _replies(actor, row, parts, on)
    expected = [u for u in under if u.id in bars] if bars else under if heard else []
    row.given = len(parts)
    return TargetPage(
        plan=plan,
        on=on,
        line=_lines([row], on)[0],
        how=_how(row),
        parts=_lines(parts, on),
        places=tuple(Place(unit.id, unit.title, bars.get(unit.id)) for unit in under) if own else (),
        total=shown(sum(bars.values(), Fraction(0))) if _adds_up(row) and bars else "",
        whole=row.parent.key if row.parent else "",
        table=_table(row, on) if decide(actor, P.FIGURE_TRACE, None, on).allow else "",
        replies=replies,
        silent=tuple(unit.title for unit in expected if unit.id not in heard) if plan.version else (),
        answers=upper,
        promises=history(actor, row, today),
        dropped=row.dropped_in is not None,
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
def _lines(rows: Iterable[Target], on: date) -> tuple[TargetLine, ...]:
    """With `plan` and `unit`. What many targets ask of one indicator is counted in one go."""
    rows = list(rows)
    read, figures = _read(rows, on), _figures(rows, on)
    first = first_bars({row.plan for row in rows})
    return tuple(_line(row, read.get(row.pk), figures.get((row.pk, row.unit_id)), first, on) for row in rows)


def _read(rows: Iterable[Target], on: date) -> dict[int, Reading]:
    """The last figure typed of each."""
    found = Reading.objects.filter(target__in=[row.pk for row in rows if not row.indicator], on__lte=on)
    return {row.target_id: row for row in found.order_by("on", "pk")}


def _figures(rows: Iterable[Target], on: date) -> Figures:
    alike: dict[tuple[str, date, date], list[Target]] = defaultdict(list)
    for row in rows:
        if row.indicator:
            alike[row.indicator, row.plan.starts_on, min(on, row.by_on)].append(row)
    found = {}
    for (code, start, last), some in alike.items():
        told = values(code, {row.unit_id for row in some}, start, last)
        found |= {(row.pk, row.unit_id): told[row.unit_id] for row in some if row.unit_id in told}
    return found


def _line(
    row: Target, read: Reading | None, figure: Fraction | None, first: Mapping[int, Mapping[str, str]], on: date
) -> TargetLine:
    start, last = row.plan.starts_on, min(on, row.by_on)
    it = indicator(row.indicator, span(start, max(last, start))) if row.indicator else None
    actual, source, read_on = None, "", None
    if it is not None:
        actual, source, read_on = figure, it.source, last
    elif read is not None and not row.indicator:
        actual, source, read_on = Fraction(read.value, 1000), read.source, read.on
    bar, before = _words(row), first.get(row.plan_id, {}).get(row.key, "")
    return TargetLine(
        plan=row.plan.code,
        key=row.key,
        text=row.text,
        unit=row.unit.name,
        bar=bar,
        by_on=row.by_on,
        promised=before if before != bar else "",
        indicator=row.indicator,
        indicator_title=str(it.title) if it else "",
        verified=it.verified if it else True,
        source=source,
        read_on=read_on if actual is not None else None,
        actual="" if actual is None else shown(actual) + (f" {row.measure}" if row.measure else ""),
        pace=pace(_bar(row), actual, last) if row.value is not None else _UNCOUNTED,
        note=row.note,
        given=getattr(row, "given", 0),
    )


def _bar(row: Target) -> Bar:
    base = None if row.base is None else Fraction(row.base, 1000)
    assert row.value is not None
    value = Fraction(row.value, 1000)
    return Bar(value, row.direction, row.plan.starts_on, row.by_on, row.grows, base, row.measure)


def _words(row: Target) -> str:
    return bar_words(row.value, row.direction, row.measure)
