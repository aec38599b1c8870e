"""What the law wants of one actor, by the hours it leaves; and, for who answers for others, how they stand.

Nothing late is ever left out: a limit is on the list from the day it starts until it is stopped.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from hoanhap.access.permissions import P
from hoanhap.access.persons import CELLS, reaching
from hoanhap.access.rules import Actor, posts_with
from hoanhap.kernel.dates import format_date, last_day
from hoanhap.kernel.lang import t
from hoanhap.law.clocks import midnight
from hoanhap.law.pathways.shape import Pathway, Step
from hoanhap.pathways.models import Clock, Measure
from hoanhap.pathways.queries import facts as known
from hoanhap.pathways.queries import scope
from hoanhap.pathways.queries.law import the_law
from hoanhap.pathways.rules.hours import SOON, Left, left
from hoanhap.people.queries.search_scope import scope as reached
from hoanhap.people.queries.search_scope import with_past
from hoanhap.people.rules.identity import initials
from hoanhap.units.queries import tree

ENDING = timedelta(days=30)  # the end of a term is on the list so long before
TERM = "term-served"


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of “Việc hôm nay”, as reporting's. `left` is None where the law sets no time."""

    left: Left | None
    sentence: str
    why: str
    url: str
    verb: str

    @property
    def left_days(self) -> int | None:
        return self.left.days if self.left else None

    @property
    def tone(self) -> str:
        return self.left.tone if self.left else ""

    @property
    def due_at(self) -> datetime | None:
        return self.left.due_at if self.left else None


def duties(actor: Actor, on: date) -> list[Duty]:
    """The actor's own, soonest first; what has no time limit last; then one line for those below."""
    own = list(_own(actor, on)) if posts_with(actor, P.STEP_TAKE, on) else []
    own.sort(key=lambda d: (d.left is None, d.due_at or midnight(on)))
    return [*own, *_below(actor, on)]


# ---------------------------------------------------------------- my own
def _own(actor: Actor, on: date) -> Iterator[Duty]:
    clocks = defaultdict[int, list[Clock]](list)
    measures = list(_mine(actor, on))
    for clock in Clock.objects.filter(measure__in=measures, stopped_at=None).order_by("due_at"):
        clocks[clock.measure_id].append(clock)
    desk = Desk(actor, on)
    for measure in measures:
        yield from _of_measure(desk, measure, clocks[measure.pk])


def _mine(actor: Actor, on: date) -> QuerySet[Measure]:
    """Open measures of persons whom the actor reaches by name, not those only counted below."""
    persons = Q(pk__in=[])
    for ground in reached(actor, on).named:
        persons |= (
            Q(commune_id__in=ground.communes) | Q(person__commune_id__in=ground.communes)
            if ground.communes is not None
            else Q(person_id__in=ground.persons)
        )
    rows = Measure.objects.filter(persons, open=True, person__state="open")
    return rows.select_related("person", "place").order_by("pk")


@dataclass
class Desk:
    """Whose steps are mine, remembered from measure to measure."""

    actor: Actor
    on: date

    def __post_init__(self) -> None:
        self._grounds: dict[tuple[int, int | None], scope.Ground] = {}

    def mine(self, step: Step, measure: Measure, law: Pathway) -> bool:
        return scope.recorder(step, self.actor, self._ground(measure, law), self.on) is not None

    def _ground(self, measure: Measure, law: Pathway) -> scope.Ground:
        receives = any(s.actor.code.endswith("-receiving") for s in law.offered(measure.state))
        if receives:  # where it goes is said by its steps
            done = known.done(measure)
            return scope.ground(measure.person, self.on, actor=self.actor, measure=measure, done=done)
        key = measure.commune_id, measure.place.agency_id if measure.place else None
        if key not in self._grounds:
            self._grounds[key] = scope.ground(measure.person, self.on, actor=self.actor, measure=measure)
        return self._grounds[key]

    @cached_property
    def now(self) -> datetime:
        return midnight(self.on)


def _of_measure(desk: Desk, measure: Measure, clocks: list[Clock]) -> Iterator[Duty]:
    law = the_law().pathway_version(measure.pathway, measure.version)
    mine = [step for step in law.offered(measure.state) if desk.mine(step, measure, law)]
    found = False
    for clock in clocks:
        if clock.due_at is None:
            continue
        steps = [s for s in mine if clock.rule in (s.ahead if clock.ahead else s.stops)]
        waited = [s for s in steps if clock.rule in s.waits]
        if steps and len(waited) == len(steps):  # not mine to keep: I go on when it is over
            if desk.now >= clock.due_at:
                found = True
                yield _free(desk, measure, law, waited)
        elif any(s not in waited for s in steps):
            found = True
            yield _timed(desk, measure, law, clock)
    if measure.ends_on and any(need.check == TERM for s in mine for need in s.needs):
        found = True
        yield from _ending(desk, measure, law)
    if not found and measure.starts_on is None and not any(c.due_at for c in clocks):
        onward = [s for s in mine if _onward(law, measure, s)]
        if onward:
            yield _free(desk, measure, law, onward)


def _onward(law: Pathway, measure: Measure, step: Step) -> bool:
    """A step to another state that does not end the measure: what it waits for, among the things that may happen."""
    after = step.to(measure.state)
    return after != measure.state and not law.state[after].final


def _timed(desk: Desk, measure: Measure, law: Pathway, clock: Clock) -> Duty:
    rule = the_law().rule(clock.rule, clock.law_on)
    assert clock.due_at is not None
    return Duty(
        left(clock.due_at, desk.now, in_hours=clock.hours),
        f"{rule.title}: {_who(measure)}",
        " · ".join(filter(None, [str(law.title), rule.article])),
        _url(measure),
        t("Làm", "Do it"),
    )


def _ending(desk: Desk, measure: Measure, law: Pathway) -> Iterator[Duty]:
    assert measure.ends_on is not None
    ends = midnight(measure.ends_on)
    if ends - desk.now <= ENDING + timedelta(days=1):
        yield Duty(
            left(ends, desk.now),
            t("Hết thời hạn: {who}", "The term ends: {who}", who=_who(measure)),
            t(
                "{law}: thời hạn đến hết {day}, không lùi",
                "{law}: until the end of {day}, which never moves",
                law=law.title,
                day=format_date(last_day(measure.ends_on)),
            ),
            _url(measure),
            t("Kết thúc", "Finish"),
        )


def _free(desk: Desk, measure: Measure, law: Pathway, steps: list[Step]) -> Duty:
    return Duty(
        None,
        f"{' / '.join(str(s.title) for s in steps[:2])}: {_who(measure)}",
        str(law.title),
        _url(measure),
        t("Xem", "Look"),
    )


def _who(measure: Measure) -> str:
    """Initials and birth year: a name stands on the file alone."""
    return f"{initials(measure.person.name) or measure.person.code} ({measure.person.birth_year})"


def _url(measure: Measure) -> str:
    return reverse("pathways:measure", args=[measure.pk])


# ---------------------------------------------------------------- those below
@dataclass(frozen=True, slots=True)
class Standing:
    """A commune under the reader: limits that have passed, that end within a week, and the files they are of."""

    commune: str
    code: str
    late: int
    soon: int
    lines: tuple["Line", ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One limit, as who answers for the commune reads it: a code, never a name."""

    person: str
    law: str
    limit: str
    article: str
    left: Left


def below(actor: Actor, on: date, *, commune: str = "") -> list[Standing]:
    """Communes under the actor where a limit has passed or ends within a week; with its lines for one commune."""
    units = _under(actor, on)
    rows = _pressing(units, on)
    now = midnight(on)
    counted = rows.values("measure__commune_id").annotate(n=Count("pk"), late=Count("pk", filter=Q(due_at__lte=now)))
    found = defaultdict[int, list[int]](lambda: [0, 0])
    for row in counted.order_by():
        unit = units[row["measure__commune_id"]]
        found[unit][0] += row["late"]
        found[unit][1] += row["n"] - row["late"]
    country = tree(on)
    told = [
        Standing(
            country.unit(unit).title,
            country.unit(unit).code,
            late,
            soon,
            tuple(_lines(rows, units, unit, on)) if country.unit(unit).code == commune else (),
        )
        for unit, (late, soon) in found.items()
    ]
    return sorted(told, key=lambda s: (-s.late, -s.soon, s.code))


def _lines(rows: QuerySet[Clock], units: Mapping[int, int], unit: int, on: date) -> Iterable[Line]:
    here = [old for old, now in units.items() if now == unit]
    for clock in rows.filter(measure__commune_id__in=here).select_related("measure__person").order_by("due_at"):
        rule = the_law().rule(clock.rule, clock.law_on)
        law = the_law().pathway_version(clock.measure.pathway, clock.measure.version)
        assert clock.due_at is not None
        when = left(clock.due_at, on, in_hours=clock.hours)
        yield Line(clock.measure.person.code, str(law.title), str(rule.title), rule.article, when)


def _pressing(units: Mapping[int, int], on: date) -> QuerySet[Clock]:
    treatment = [p.code for p in the_law().measures.versions if p.kind == "treatment"]  # health's own: K5
    rows = Clock.objects.filter(stopped_at=None, measure__open=True, measure__commune_id__in=units)
    return rows.filter(due_at__lte=midnight(on) + SOON).exclude(measure__pathway__in=treatment)


def looks_below(actor: Actor, on: date) -> bool:
    """Whether a post of the actor answers for files of communes under it."""
    return any(where == "below" and CELLS[post.role, where].rehab for post, where in reaching(actor, on))


def _under(actor: Actor, on: date) -> dict[int, int]:
    """Communes under the posts that read coded files below them: each, and what it was made of → the commune now."""
    country, found = tree(on), dict[int, int]()
    for post, where in reaching(actor, on):
        if where == "below" and CELLS[post.role, where].rehab and post.unit_id in country:
            for unit in country.subtree(post.unit_id):
                if unit.level == "commune":
                    found |= dict.fromkeys(with_past(frozenset({unit.id})), unit.id)
    return found


def _below(actor: Actor, on: date) -> Iterator[Duty]:
    standing = below(actor, on)
    late, soon = sum(s.late for s in standing), sum(s.soon for s in standing)
    if not late and not soon:
        return
    earliest = _pressing(_under(actor, on), on).order_by("due_at").values_list("due_at", flat=True).first()
    assert earliest is not None
    yield Duty(
        left(earliest, on),
        t(
            "Hồ sơ ở {n} xã dưới quyền: {late} hạn đã quá, {soon} hạn trong 7 ngày",
            "Files of {n} communes below: {late} limits have passed, {soon} end within 7 days",
            n=len(standing),
            late=late,
            soon=soon,
        ),
        t("Đôn đốc xã; danh sách chỉ có mã hồ sơ", "Remind them; the list has codes alone"),
        reverse("pathways:below"),
        t("Xem", "Look"),
    )
