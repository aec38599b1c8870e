"""A centre's residents, its beds and its stages, for the centre's own posts."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.persons import CELLS, reaching
from hoanhap.access.rules import Actor, Outside, require
from hoanhap.kernel.dates import last_day
from hoanhap.kernel.lang import Words
from hoanhap.law.clocks import add_months
from hoanhap.law.loaded import Unknown
from hoanhap.pathways.models import CentreEvent, Measure, Stay
from hoanhap.pathways.queries.law import the_law
from hoanhap.pathways.rules.stages import EVENTS, LASTING, ORDER, STAGES, keeper, staged
from hoanhap.people.rules.identity import initials
from hoanhap.resources.models import Place
from hoanhap.resources.queries.cases import beds

CHECK = "health_check.interval"  # months
NO_BEDS = ("clinic", "dispensing", "counselling", "detox")

UNSTAGED = Words("Chưa xếp giai đoạn", "No stage yet")


@dataclass(frozen=True, slots=True)
class Resident:
    """`away`: on leave or in hospital on the day. `check_due`: no health check for as long as the law allows."""

    measure: int
    code: str
    initials: str
    birth_year: int
    law: str
    since: date | None
    last: date | None
    stage: str
    stage_title: str
    bed: str
    away: str
    check_due: bool


@dataclass(frozen=True)
class Board:
    code: str
    name: str
    beds: int | None
    taken: int
    stages: tuple[tuple[str, int], ...]  # its name, how many
    residents: tuple[Resident, ...]

    @property
    def free(self) -> int | None:
        return None if self.beds is None else self.beds - self.taken

    @property
    def share(self) -> int:
        return min(100, round(100 * self.taken / self.beds)) if self.beds else 0


def my_places(actor: Actor, on: date) -> list[tuple[str, str]]:
    """(code, name) of the places whose residents the actor's posts keep."""
    rows = Place.objects.filter(agency_id__in=_agencies(actor, on), valid_from__lte=on).exclude(valid_to__lte=on)
    return list(
        rows.exclude(kind__in=("clinic", "dispensing", "counselling")).order_by("name").values_list("code", "name")
    )


def board(actor: Actor, place_code: str, on: date) -> Board:
    """Raises Outside for a place that is not the actor's. Noted as the reading of a list."""
    decision = require(actor, P.PERSON_VIEW, on=on)
    place = Place.objects.filter(code=place_code, agency_id__in=_agencies(actor, on)).first()
    if place is None:
        raise Outside(P.PERSON_VIEW)
    measures = list(Measure.objects.filter(place=place, inside=True).select_related("person"))
    stays = _stays(measures)
    events = _events(measures, on)
    residents = sorted((_resident(m, stays.get(m.pk), events[m.pk], on) for m in measures), key=_by_stage)
    count = Counter(r.stage for r in residents)
    log(
        actor, "person.list", "person", "", post_id=decision.post_id, purpose="P1", rows=len(residents), what=place.code
    )
    return Board(
        place.code,
        place.name,
        beds(place.pk, on),
        len(residents),
        tuple((str(STAGES.get(stage, UNSTAGED)), count[stage]) for stage in (*ORDER, "")),
        tuple(residents),
    )


def in_stages(measure: Measure) -> bool:
    law = the_law().pathway_version(measure.pathway, measure.version)
    begun = measure.open and measure.starts_on is not None
    return staged(kind=law.kind, residential=law.residential, inside=measure.inside, begun=begun)


def keeps_stages(measure: Measure, relation: str) -> bool:
    """Whether somebody of this relation to the person writes down the stages of this measure."""
    return keeper(placed=measure.place_id is not None, relation=relation)


def _agencies(actor: Actor, on: date) -> set[int]:
    """Agencies of posts that read residents' rehabilitation."""
    return {
        post.agency_id
        for post, where in reaching(actor, on)
        if where == "resident" and CELLS[post.role, where].rehab in ("R", "RW")
    }


def _stays(measures: list[Measure]) -> dict[int, Stay]:
    rows = Stay.objects.filter(measure__in=measures, valid_to=None)
    return {stay.measure_id: stay for stay in rows}


def _events(measures: list[Measure], on: date) -> dict[int, list[CentreEvent]]:
    found = defaultdict[int, list[CentreEvent]](list)
    for event in CentreEvent.objects.filter(measure__in=measures, on__lte=on, kind__in=(*LASTING, "health")):
        found[event.measure_id].append(event)
    return found


def _resident(m: Measure, stay: Stay | None, events: list[CentreEvent], on: date) -> Resident:
    away = next((e.kind for e in events if e.kind in LASTING and (e.until is None or on <= e.until)), "")
    seen = max((e.on for e in events if e.kind == "health"), default=m.starts_on or m.opened_on)
    return Resident(
        measure=m.pk,
        code=m.person.code,
        initials=initials(m.person.name),
        birth_year=m.person.birth_year,
        law=str(the_law().pathway_version(m.pathway, m.version).title),
        since=m.starts_on,
        last=last_day(m.ends_on) if m.ends_on else None,
        stage=stay.stage if stay else "",
        stage_title=str(STAGES[stay.stage]) if stay else str(UNSTAGED),
        bed=stay.bed if stay else "",
        away=str(EVENTS[away]) if away else "",
        check_due=_check_due(seen, on),
    )


def _by_stage(r: Resident) -> tuple[int, str, str]:
    return (ORDER.index(r.stage) if r.stage else len(ORDER), str(r.last), r.code)


def _check_due(seen: date, on: date) -> bool:
    """A law without a rule on it asks for none."""
    try:
        months = int(the_law().parameter(CHECK, on).value)
    except Unknown:
        return False
    return add_months(seen, months) < on
