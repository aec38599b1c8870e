"""What a step leads to outside this room: who reaches the person, the standing on the list, papers to be written."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date

from django.db import transaction

from hoanhap.access.rules import Actor, PostFacts, Refused
from hoanhap.documents.actions import papers
from hoanhap.documents.models import OfficialPaper
from hoanhap.law.pathways.shape import Pathway, Step
from hoanhap.pathways.models import Measure, Stay
from hoanhap.pathways.queries.facts import matter, papers_there
from hoanhap.pathways.queries.scope import REGION
from hoanhap.pathways.rules.places import relation
from hoanhap.pathways.rules.walk import Walk
from hoanhap.people.actions.course import change_standing
from hoanhap.people.actions.door import File
from hoanhap.people.actions.life import end_reach, reach
from hoanhap.people.models import Reach, Standing
from hoanhap.units.actions import ensure_agency
from hoanhap.units.errors import NoAgency
from hoanhap.units.models import Agency
from hoanhap.units.queries import lead_sector, tree

ENDED = {"completed": "completer", "relapsed": "addict"}  # outcome → what the person is on the list from then on
KINDS = frozenset({"rehab", "treatment", "aftercare"})
ABOVE = frozenset({"district", "province"}) | {"region"}


def after(file: File, measure: Measure, now: Walk, step: Step, *, post: PostFacts) -> None:
    """Everything that follows a step, in the step's transaction."""
    day = now.closed_on or file.on
    link(file, measure, now)
    if not now.open:
        Stay.objects.filter(measure=measure, valid_to=None).update(valid_to=day)
        stand(file, now)
    draft(file, measure, step, post)


def link(file: File, measure: Measure, now: Walk) -> None:
    """Who reaches the person by this measure, as it stands now. Asked again after each step and each undoing."""
    wanted = set(_wanted(measure, now, file.on)) if now.open else set()
    why = matter(measure)
    kept = Reach.objects.filter(person=file.person, why=why, valid_to=None).exclude(kind="named")
    there = set(kept.values_list("kind", "agency_id"))
    for kind in {kind for kind, _ in there - wanted}:
        end_reach(person_id=file.person.pk, kind=kind, why=why, by=file.by, on=file.on)
    for kind, agency_id in [*wanted, *(("named", pk) for pk in _named(measure, now, file.on))]:
        reach(person_id=file.person.pk, kind=kind, why=why, agency_id=agency_id, by=file.by, on=file.on)


def _wanted(measure: Measure, now: Walk, on: date) -> Iterator[tuple[str, int]]:
    answers = _agency(measure.commune_id, lead_sector(on), on) or measure.agency_id
    yield "open", answers
    place = measure.place
    if place is not None and now.place_id == place.pk:
        yield relation(place.kind), place.agency_id


def _named(measure: Measure, now: Walk, on: date) -> set[int]:
    """Offices above the commune that the next steps name; what they did stays theirs to see."""
    if not now.open:
        return set()
    found = (_agency(unit, sector, on) for unit, sector in named_units(now.pathway, now.state, measure.commune_id, on))
    return {pk for pk in found if pk}


def named_units(law: Pathway, state: str, commune: int, on: date) -> Iterator[tuple[int, str]]:
    """Which units' offices of which sectors the steps that lead on from a state name, above the commune."""
    return above(commune, named_offices(law, state, on), on)


def named_offices(law: Pathway, state: str, on: date) -> frozenset[tuple[frozenset[str], str]]:
    """Levels and sector of each."""
    holders = (step.actor.at(on) for step in law.offered(state) if len(step.before) < len(law.states) // 2)
    return frozenset((REGION if h.level == "region" else frozenset({h.level}), h.sector) for h in holders
                     if h.level in ABOVE)  # fmt: skip


def above(commune: int, offices: Iterable[tuple[frozenset[str], str]], on: date) -> Iterator[tuple[int, str]]:
    country = tree(on)
    if commune not in country:
        return
    over = [(pk, country.unit(pk).level) for pk in country.ancestors(commune)]
    for levels, sector in offices:
        yield from ((pk, sector) for pk, level in over if level in levels)


def _agency(unit_id: int, sector: str, on: date) -> int | None:
    try:
        with transaction.atomic():
            made: Agency = ensure_agency(unit_id=unit_id, sector=sector, on=on)
    except NoAgency:
        return None
    return made.pk


def stand(file: File, now: Walk) -> None:
    """Completing makes a completer, a relapse an addict; only rehabilitation, treatment and aftercare do."""
    kind = ENDED.get(now.outcome)
    if kind is None or now.pathway.kind not in KINDS or now.closed_on is None:
        return
    become(file, kind, "certificate" if kind == "completer" else "determined", now.closed_on)


def become(file: File, kind: str, basis: str, day: date) -> None:
    """The standing from `day` on, unless the person has it already or a later one is on record."""
    current = Standing.objects.filter(person=file.person, valid_to=None).order_by("-valid_from").first()
    if current is None or (current.kind != kind and current.valid_from < day):
        change_standing(file, kind, basis, day)


def draft(file: File, measure: Measure, step: Step, post: PostFacts) -> tuple[str, ...]:
    """Drafts of the papers that the step calls for; what this office cannot draft is left to whoever can."""
    there = papers_there(measure)
    return tuple(kind for kind in _once(step.papers) if kind not in there and _draft(file, measure, kind, post))


def _draft(file: File, measure: Measure, kind: str, post: PostFacts) -> bool:
    try:
        with transaction.atomic():
            papers.draft(
                kind=kind,
                agency_id=post.agency_id,
                matter=matter(measure),
                subject=file.person.code,
                by=file.by,
                on=file.on,
            )
    except (papers.NotReady, LookupError, Refused):
        return False
    return True


def _once(kinds: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kinds))


def undo(measure: Measure, kinds: Iterable[str], *, by: Actor, on: date) -> None:
    """Drafts that a step called for go when it is taken back; what was issued stays, to be revoked by its own act."""
    rows = OfficialPaper.objects.filter(matter=matter(measure), kind__in=list(kinds), state="draft")
    for pk in list(rows.values_list("pk", flat=True)):
        with suppress(Refused), transaction.atomic():  # another office's draft is that office's to throw away
            papers.discard(paper_id=pk, by=by, on=on)
