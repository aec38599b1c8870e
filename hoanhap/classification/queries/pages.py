"""A year's list of areas, and one area: its figures, every test, who said what, and its other years."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, require
from hoanhap.classification.models import Rating, RatingStep
from hoanhap.classification.queries import scope
from hoanhap.classification.queries.figures import FigureRow, as_known, figures
from hoanhap.classification.rules.steps import NONE, NONE_TITLE, STATES, STEPS, class_title
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.numbers import show
from hoanhap.law.classification.judging import Judgement, Measured, Tested, judge
from hoanhap.law.classification.shape import Scorecard
from hoanhap.law.loaded import law
from hoanhap.units.queries import UnitFacts

APPROVERS = {
    "district": Words("cấp huyện", "the district"),
    "province": Words("cấp tỉnh", "the province"),
    "ministry": Words("Bộ", "the ministry"),
}


@dataclass(frozen=True, slots=True)
class AreaRow:
    unit: UnitFacts
    state: str
    state_title: str
    proposed: str
    decided: str
    computed: str


@dataclass(frozen=True, slots=True)
class Board:
    card: Scorecard
    year: int
    first: date
    last: date
    rows: list[AreaRow]
    counts: list[tuple[str, int]]  # class → how many are approved in it
    others: list[Scorecard]


@dataclass(frozen=True, slots=True)
class TestLine:
    words: list[str]
    met: bool | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClassLine:
    title: str
    article: str
    note: str
    partial: bool
    needs: int
    count: int
    met: bool | None
    tests: list[TestLine]


@dataclass(frozen=True, slots=True)
class StepLine:
    title: str
    of_class: str
    words: str
    by_name: str
    on: date


@dataclass(frozen=True)
class AreaPage:
    card: Scorecard
    year: int
    first: date
    last: date
    unit: UnitFacts
    above: str
    approver: str  # the level that decides
    state: str
    state_title: str
    figures: list[FigureRow]
    judged: Judgement
    said: str
    missing: list[str]
    classes: list[ClassLine]
    proposed: str
    reason: str
    decided: str
    steps: list[StepLine]
    history: list[tuple[int, str, str, str]]  # year, scorecard's code, its title, class
    choices: list[tuple[str, str]]
    typed: list[FigureRow]
    may_write: bool
    may_decide: bool


def years(on: date) -> list[int]:
    """Those that some scorecard classifies, newest first, to the present one."""
    first = min((s.valid_from.year for s in law().scorecards), default=on.year)
    return [y for y in range(on.year + 1, first - 1, -1) if any(_begun(s, y, on) for s in scope.scorecards(y))]


def _begun(card: Scorecard, year: int, on: date) -> bool:
    return card.period(year)[0] <= on


def board(*, actor: Actor, code: str, year: int, on: date) -> Board:
    require(actor, P.RATING_VIEW, on=on)
    card = scope.scorecard(code, year)
    areas = scope.areas(actor, card, year, on)
    there = {r.unit_id: r for r in Rating.objects.filter(scorecard=code, year=year, unit__in=[u.id for u in areas])}
    rows = [_row(card, u, there.get(u.id)) for u in areas]
    tally: dict[str, int] = {}
    for rating in there.values():
        if rating.decided:
            tally[rating.decided] = tally.get(rating.decided, 0) + 1
    counts = [(class_title(card, c), tally[c]) for c in (*card.of_class, NONE) if c in tally]
    others = [s for s in scope.scorecards(year) if s.code != code and _begun(s, year, on)]
    return Board(card, year, *card.period(year), rows, counts, others)


def _row(card: Scorecard, of: UnitFacts, rating: Rating | None) -> AreaRow:
    state = rating.state if rating else ""
    said = (rating.proposed, rating.decided, rating.computed) if rating else ("", "", "")
    return AreaRow(of, state, str(STATES[state]), *(class_title(card, code) for code in said))


def area(*, actor: Actor, code: str, year: int, unit: str, on: date) -> AreaPage:
    card = scope.scorecard(code, year)
    of = scope.unit(actor, card, year, unit, on)
    units = scope.map_of(card, year, on)
    rating = Rating.objects.filter(scorecard=code, unit=of.id, year=year).first()
    rows = figures(card, of, year, rating)
    judged = judge(card, as_known(rows))
    state = rating.state if rating else ""
    above = units.ancestors(of.id)
    return AreaPage(
        card=card,
        year=year,
        first=card.period(year)[0],
        last=card.period(year)[1],
        unit=of,
        above=units.unit(above[0]).title if above else "",
        approver=str(APPROVERS[scope.approving_level(card, units, of)]),
        state=state,
        state_title=str(STATES[state]),
        figures=rows,
        judged=judged,
        said=_said(judged),
        missing=[str(card.figure[c].title) for c in judged.missing],
        classes=[_class(card, judged, i) for i in range(len(judged.classes))],
        proposed=class_title(card, rating.proposed) if rating else "",
        reason=rating.reason if rating else "",
        decided=class_title(card, rating.decided) if rating else "",
        steps=[_step(card, s) for s in rating.steps.order_by("-pk")] if rating else [],
        history=_history(of, on),
        choices=[*((c.code, str(c.title)) for c in card.classes), (NONE, str(NONE_TITLE))],
        typed=[r for r in rows if not r.counted],
        may_write=state in ("", "draft") and scope.proposes(actor, units, of, on).allow,
        may_decide=state in ("proposed", "approved") and scope.approves(actor, card, units, of, on).allow,
    )


def _said(judged: Judgement) -> str:
    if judged.sure:
        return str(judged.found.title) if judged.found else str(NONE_TITLE)
    names = ", ".join(str(c.title) for c in judged.possible)
    return t("Chưa kết luận được; có thể: {names}", "Not certain yet; it may be: {names}", names=names)


def _step(card: Scorecard, step: RatingStep) -> StepLine:
    return StepLine(str(STEPS[step.step][2]), class_title(card, step.of_class), step.words, step.by_name, step.on)


def _history(of: UnitFacts, on: date) -> list[tuple[int, str, str, str]]:
    """Approved years of whatever area bore this code, newest first."""
    cards = {s.code: s for s in law().scorecards}
    rows = Rating.objects.filter(unit__code=of.code, state="approved").order_by("-year", "scorecard")
    return [
        (r.year, r.scorecard, str(cards[r.scorecard].title), class_title(cards[r.scorecard], r.decided))
        for r in rows
        if r.scorecard in cards
    ]


# ---------------------------------------------------------------- tests in words
def _class(card: Scorecard, judged: Judgement, i: int) -> ClassLine:
    standing = judged.classes[i]
    of = standing.of
    after = str(judged.classes[i + 1].of.title) if i + 1 < len(judged.classes) else ""
    return ClassLine(
        str(of.title),
        of.article,
        str(of.note),
        of.partial,
        of.needs,
        standing.count,
        standing.met,
        [_test(card, tested, after) for tested in standing.tests],
    )


def _test(card: Scorecard, tested: Tested, after: str) -> TestLine:
    note = ""
    if tested.after is not None:
        note = t(
            "và ít nhất {n} tiêu chí của “{c}” (đang đạt {m})",
            "and at least {n} tests of “{c}” ({m} met)",
            n=tested.test.next,
            c=after,
            m=tested.after,
        )
    return TestLine([_bound(card, b) for b in tested.bounds], tested.met, note)


def _bound(card: Scorecard, measured: Measured) -> str:
    bound = measured.bound
    figure = card.figure.get(bound.of)
    title = str(card.title_of(bound.of))
    if figure and figure.kind == "yes":
        known = {None: t("chưa có", "not known"), Fraction(0): t("không", "no")}.get(measured.value, t("có", "yes"))
        return f"{title}: {known}"
    wants = []
    if bound.at_least is not None:
        wants.append(t("từ {n}", "from {n}", n=shown(Fraction(bound.at_least))))
    if bound.below is not None:
        wants.append(t("dưới {n}", "under {n}", n=shown(Fraction(bound.below))))
    known = t("chưa có", "not known") if measured.value is None else shown(measured.value)
    return f"{title}: {known} ({' '.join(wants)})"


def shown(n: Fraction) -> str:
    """A whole number, or three decimals at most."""
    return show(round(n * 1000), 3)


def as_json(page: AreaPage) -> Mapping[str, object]:
    """What a script reads of one area."""
    judged = page.judged
    return {
        "scorecard": page.card.code,
        "title": str(page.card.title),
        "verified": page.card.verified,
        "year": page.year,
        "first": page.first.isoformat(),
        "last": page.last.isoformat(),
        "unit": page.unit.code,
        "name": page.unit.name,
        "figures": [
            {
                "code": r.figure.code,
                "title": str(r.figure.title),
                "value": r.value,
                "indicator": r.figure.indicator,
                "source": r.source,
            }
            for r in page.figures
        ],
        "class": judged.found.code if judged.sure and judged.found else NONE if judged.sure else None,
        "possible": [c.code for c in judged.possible],
        "missing": list(judged.missing),
        "classes": [
            {"title": c.title, "met": c.met, "count": c.count, "needs": c.needs, "partial": c.partial,
             "tests": [{"test": x.words, "met": x.met} for x in c.tests]}
            for c in page.classes
        ],
        "state": page.state or "none",
        "proposed": page.proposed,
        "decided": page.decided,
    }  # fmt: skip
