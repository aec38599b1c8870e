"""What a batch of cases asks of the map, the agencies and the places: each question once, not once a step."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from hoanhap.access.rules import Actor, PostFacts
from hoanhap.catalog import papers
from hoanhap.documents.actions.drafts import Drafts
from hoanhap.kernel.dates import in_force
from hoanhap.kernel.lang import t
from hoanhap.law.pathways.shape import Step
from hoanhap.pathways.actions.follow import above, named_offices
from hoanhap.pathways.models import Measure
from hoanhap.pathways.queries import facts as known
from hoanhap.pathways.queries import scope
from hoanhap.pathways.queries.law import the_law, versions
from hoanhap.pathways.queries.lives import clinician, may_determine
from hoanhap.pathways.rules.facts import PlaceFacts
from hoanhap.pathways.rules.given import Said as Told
from hoanhap.pathways.rules.given import read
from hoanhap.pathways.rules.history import Key, Story
from hoanhap.pathways.rules.holders import NOBODY, Ground, post_for
from hoanhap.pathways.rules.places import relation
from hoanhap.pathways.rules.track import Said, Track
from hoanhap.people.queries.scope import becomes
from hoanhap.resources.models import Capacity, Place
from hoanhap.units.actions import ensure_agencies, ensure_agency
from hoanhap.units.errors import NoAgency
from hoanhap.units.models import Agency, Unit
from hoanhap.units.queries import epochs, lead_sector, register, tree

Given = tuple[tuple[str, Any], ...]
Desk = tuple[int, str, int]  # a unit, the sector whose work is done there, the era
Named = frozenset[tuple[frozenset[str], str]]  # offices: at which levels, of which sector
Here = tuple[int, frozenset[int], int | None, int | None]  # a commune, who runs the place, and the two moved to


@dataclass(frozen=True, slots=True)
class Stand:
    """A place with its days and beds, as the steps of a batch ask for it."""

    id: int
    kind: str
    agency_id: int
    valid_from: date
    valid_to: date | None
    beds: tuple[tuple[date, date | None, int], ...]
    runs: frozenset[int]  # the agency, as `Ground` has it
    inside: int  # in its beds when it was first looked at


class Scenery:
    """Good for as long as nobody else changes the map, the agencies or the places: one batch, or a run of them."""

    def __init__(self, by: Actor | None) -> None:
        """`by`: whose rights are asked; None for the set-up."""
        self.drafts = Drafts(by)
        self.law = the_law()
        self.taken: Counter[int] = Counter()  # beds, since a place was first looked at
        self._suits: dict[tuple[int, int], dict[tuple[object, ...], bool]] = {}
        self.stories: dict[Key, Story] = {}
        self.molds: dict[Story, Any] = {}  # what `molds` made of them
        self.limits = cache(self._limits)
        self._maps = sorted(epochs())
        self._eras = sorted({*self._maps, *self._changes()})
        self._days: dict[int, date] = {}  # a day of each era, as it was first met
        self._agencies: dict[tuple[int, str], list[PostFacts]] = {}
        self._posts: dict[int, PostFacts] = {}
        for row in Agency.objects.all():
            self._know(row)
        self.becomes = cache(lambda unit: becomes(unit) if unit else NOBODY)
        self.versions = cache(versions)
        self.office = cache(scope.office)
        self._clinician = cache(clinician)
        self.certified = cache(lambda pk, on: may_determine(self._clinician(pk), on))
        self.lead = cache(lead_sector)
        self._read: dict[tuple[str, str, str, str], Told] = {}
        self.root = cache(self._root)
        self.wanted = cache(self._wanted)
        self.place = cache(self._place)
        self.is_commune = cache(lambda pk: Unit.objects.filter(pk=pk, level="commune").exists())
        self._country = cache(tree)
        self._units = cache(scope.units_of)
        self._runs = cache(_runs)
        self._agency = cache(self._find_agency)
        self._reached = cache(self._reaching)
        self._at = cache(self._levels)
        self._offices = cache(self._find_offices)
        self._named = cache(self._find_named)
        self._version = cache(_version)
        self._drafting: dict[tuple[tuple[str, str | None], ...], dict[int, tuple[bool, ...]]] = {}

    def _changes(self) -> Iterable[date]:
        yield from (h.valid_from for actor in self.law.measures.actors.values() for h in actor.holders)
        lines = register().lines
        yield from (day for line in lines for day in (line.start, line.end) if day)

    def era(self, on: date) -> int:
        """Between two changes of the map, of the offices and of their holders everything stays as it was."""
        era = bisect_right(self._eras, on)
        self._days.setdefault(era, on)
        return era

    def _map(self, on: date) -> date:
        """The day from which the map is as it is on a day."""
        return self._maps[max(0, bisect_right(self._maps, on) - 1)]

    # ------------------------------------------------------------ law
    def told(self, code: str, version: str, named: str, given: Given) -> Told:
        """What was typed with a step, and what is wrong with it. True is not 1."""
        key = (code, version, named, repr(given))
        if key not in self._read:
            self._read[key] = self._told(code, version, named, given)
        return self._read[key]

    def _told(self, code: str, version: str, named: str, given: Given) -> Told:
        step = self.versions(code)[version].step[named]
        told = read(step, dict(given))
        for recorded in step.fields:
            value = told.facts.get(recorded.field.code)
            there = {"place": self.place, "unit": self.is_commune}.get(recorded.field.type)
            if there and isinstance(value, int) and not there(value):
                told.problems[recorded.field.code] = t("Chọn trong danh sách.", "Choose from the list.")
        return told

    def _root(self, pathway: str, turn: int, case: str) -> Track:
        return Track(Said(self.law, self.versions(pathway), turn, case))

    def _wanted(self, code: str, version: str, steps: tuple[str, ...], on: date) -> Mapping[str, str]:
        law = self.versions(code)[version]
        kinds = {kind for taken in steps if taken in law.step for kind in law.step[taken].papers}
        return known.wanted(kinds, on)

    def _limits(self, code: str, version: str, turn: int, case: str) -> tuple[tuple[int, int | None] | None, str]:
        """Between what the term may be decided, and in words."""
        term = self.versions(code)[version].term(turn, case)
        return ((term.min, term.max), known.limits_of(term)) if term else (None, "")

    # ------------------------------------------------------------ places
    def _place(self, pk: int) -> Stand | None:
        row = Place.objects.filter(pk=pk).first()
        if row is None:
            return None
        spans = tuple(Capacity.objects.filter(place=row).values_list("valid_from", "valid_to", "beds"))
        inside = Measure.objects.filter(place_id=pk, inside=True).count()
        runs = frozenset({row.agency_id})
        return Stand(pk, row.kind, row.agency_id, row.valid_from, row.valid_to, spans, runs, inside)

    def place_facts(self, pk: int | None, on: date) -> PlaceFacts | None:
        stand = self.place(pk) if pk else None
        if stand is None:
            return None
        beds = next((n for start, end, n in stand.beds if in_force(on, start, end)), None)
        stands = in_force(on, stand.valid_from, stand.valid_to)
        return PlaceFacts(stand.id, stand.kind, stands, beds, stand.inside + self.taken[stand.id])

    # ------------------------------------------------------------ offices
    def ground(self, here: Here, on: date) -> Ground:
        commune, running, arriving, to = here
        stand = self.place(to) if to else None
        return Ground(
            units=self._units(commune, self._map(on)),
            arriving=self._units(arriving, self._map(on)) if arriving else {},
            places=running,
            receiving=stand.runs if stand else NOBODY,
            lead=self.lead(on),
        )

    def suits(self, step: Step, desk: PostFacts, here: Here, era: int, on: date) -> bool:
        """Whether a step there is a desk's. Until the next change of offices the answer stays, and is the same of all
        desks that stand alike towards where they are."""
        known = self._suits.setdefault((id(step), era), {})
        commune, running, *to = here
        alike = (desk.agency_id, *here) if any(to) else self._at(desk.unit_id, commune, era)
        key = (desk.sector, desk.agency_id in running, alike)
        found = known.get(key)
        if found is None:
            office = partial(self._office, on)
            found = known[key] = post_for(step, (desk,), self.ground(here, on), office, on) is not None
        return found

    def _levels(self, unit: int, commune: int, era: int) -> tuple[str, ...]:
        """As what a unit answers for a commune."""
        over = self._units(commune, self._map(self._days[era]))
        return tuple(level for level, units in over.items() if unit in units)

    def _office(self, on: date, sector: str, level: str) -> str:
        return self.office(sector, level, on)

    def runs_a_place(self, agency_id: int, on: date) -> frozenset[int]:
        runs, places = self._runs(agency_id)
        return runs if any(in_force(on, start, end) for start, end in places) else NOBODY

    def post(self, agency_id: int) -> PostFacts | None:
        """The desk of an agency that a step is said to come from: nobody's, with the agency's days."""
        if agency_id not in self._posts:
            self._know(*Agency.objects.filter(pk=agency_id))
        return self._posts.get(agency_id)

    def _know(self, *rows: Agency) -> None:
        for row in rows:
            desk = PostFacts(0, "", row.sector, row.pk, row.unit_id, row.valid_from, row.valid_to)
            self._posts[row.pk] = desk
            if row.kind != "centre":
                self._agencies.setdefault((row.unit_id, row.sector), []).append(desk)

    def desk(self, commune: int, sector: str, level: str, on: date) -> int | None:
        """The agency that does a sector's work for a commune at a level."""
        found = (self._agency(*asked) for asked in self.desks(commune, sector, level, on))
        return next((pk for pk in found if pk), None)

    def desks(self, commune: int, sector: str, level: str, on: date) -> Iterator[Desk]:
        """Where such an agency may be; what an authority decides is prepared by the sector that leads the work."""
        sector, era = self.lead(on) if sector == "authority" else sector, self.era(on)
        yield from ((unit, sector, era) for unit in sorted(self._units(commune, self._map(on)).get(level, ())))

    def settle(self, wanted: Iterable[Desk]) -> None:
        """Make those agencies of these that are not there yet, many at once."""
        lacking: dict[tuple[str, int], set[int]] = {}
        for unit, sector, era in wanted:
            lacking.setdefault((sector, era), set()).add(unit)
        for (sector, era), units in lacking.items():
            missing = sorted(
                unit for unit in units if self._office_of(unit, sector, era) and not self._there(unit, sector, era)
            )
            with suppress(NoAgency):
                self._know(*ensure_agencies(unit_ids=missing, sector=sector, on=self._days[era]).values())

    def _office_of(self, unit_id: int, sector: str, era: int) -> str:
        """The sector of the agency that does a sector's work there; empty when none does."""
        on = self._days[era]
        country = self._country(self._map(on))
        office = register().office(sector, country.unit(unit_id).level, on) if unit_id in country else None
        return office.sector if office else ""

    def _there(self, unit_id: int, sector: str, era: int) -> int | None:
        known = self._agencies.get((unit_id, self._office_of(unit_id, sector, era)), ())
        return next((desk.agency_id for desk in known if desk.in_force(self._days[era])), None)

    def _find_agency(self, unit_id: int, sector: str, era: int) -> int | None:
        """As `ensure_agency` finds or makes it."""
        there = self._there(unit_id, sector, era)
        if there is not None:
            return there
        with suppress(NoAgency):
            made = ensure_agency(unit_id=unit_id, sector=sector, on=self._days[era])
            self._know(made)
            return int(made.pk)
        return None

    def reaching(
        self, commune: int, opened_by: int, place: int | None, code: str, version: str, state: str, lead: str, era: int
    ) -> tuple[tuple[str, int], ...]:
        """Whom an open measure leads to the person, as `follow.link` says: who answers, its place, and the offices
        above the commune that the next steps name."""
        return self._reached(commune, opened_by, place, lead, era, self._offices(code, version, state, era))

    def _reaching(
        self, commune: int, opened_by: int, place: int | None, lead: str, era: int, offices: Named
    ) -> tuple[tuple[str, int], ...]:
        found = {("open", self._agency(commune, lead, era) or opened_by)}
        if stand := self.place(place) if place else None:
            found.add((relation(stand.kind), stand.agency_id))
        return tuple(sorted({*found, *self._named(commune, offices, era)}))

    def _find_offices(self, code: str, version: str, state: str, era: int) -> Named:
        return named_offices(self.versions(code)[version], state, self._days[era])

    def _find_named(self, commune: int, offices: Named, era: int) -> tuple[tuple[str, int], ...]:
        over = (self._agency(unit, sector, era) for unit, sector in above(commune, offices, self._days[era]))
        return tuple({("named", pk) for pk in over if pk})

    def drafting(self, kinds: tuple[str, ...], on: date) -> dict[int, tuple[bool, ...]]:
        """Whether an agency may draft these papers, as far as was asked: the same on all days of their versions."""
        return self._drafting.setdefault(tuple((kind, self._version(kind, on)) for kind in kinds), {})


def _version(kind: str, on: date) -> str | None:
    with suppress(LookupError):
        return papers.paper(kind, on=on).version
    return None


def _runs(agency_id: int) -> tuple[frozenset[int], tuple[tuple[date, date | None], ...]]:
    """An agency, and the days of the places it runs."""
    places = Place.objects.filter(agency_id=agency_id).values_list("valid_from", "valid_to")
    return frozenset({agency_id}), tuple(places)
