"""The same campaign on another day's map: what each unit of that map rests on, and what cannot be placed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor
from hoanhap.catalog.forms import Form
from hoanhap.reporting.models import Cell, Respondent, Submission
from hoanhap.reporting.queries.board import forms_of
from hoanhap.reporting.queries.cells import facts
from hoanhap.reporting.queries.coverage import Coverage
from hoanhap.reporting.queries.divided import district, divided
from hoanhap.reporting.queries.scope import allowed
from hoanhap.reporting.rules.cells import CellFacts, added
from hoanhap.reporting.rules.states import COUNTED, SENT
from hoanhap.units.queries import Tree, carry, epochs, tree


@dataclass(frozen=True, slots=True)
class MapChoice:
    on: date
    districts: int
    communes: int


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit of the other map. `sources`: whose figures it takes whole. `doubtful`: at least one of them by guess."""

    id: int
    name: str
    level: str
    sources: tuple[Respondent, ...]
    doubtful: bool
    coverage: dict[str, Coverage]
    communes: int  # units of the new map under it
    counted: Mapping[str, tuple[int, ...]]  # form → the submissions whose figures are in its total


@dataclass(frozen=True)
class Restated:
    top: Respondent
    on: date
    forms: tuple[Form, ...]
    units: tuple[NewUnit, ...]
    unplaced: tuple[Respondent, ...]  # split, or nobody knows where they went: in no part, but for the register's cells
    partial: tuple[Respondent, ...]
    counts: MapChoice


def maps(*, top: Respondent) -> list[MapChoice]:
    """The maps a board offers beside its own: every later day on which something changed under its unit."""
    own = top.campaign.map_date
    found, last = [], _count(tree(own), top.unit_id, own)
    for on in epochs():
        if on > own:
            country = tree(on)
            if top.unit_id not in country:
                break
            here = _count(country, top.unit_id, on)
            if (here.districts, here.communes) != (last.districts, last.communes):
                found.append(here)
                last = here
    return found


def _count(country: Tree, unit_id: int, on: date) -> MapChoice:
    counts = country.counts(unit_id)
    return MapChoice(on, counts["district"], counts["commune"])


def restated(*, top: Respondent, on: date) -> Restated:
    """Every commune answer goes whole to where its commune went; what was split between districts is named, not cut."""
    country = tree(on)
    communes = list(
        Respondent.objects.filter(campaign=top.campaign, path__startswith=top.path, level="commune").order_by("sort")
    )
    moved = carry([r.unit_id for r in communes], top.campaign.map_date, on)
    homes: dict[int, list[Respondent]] = {}
    doubtful: set[int] = set()
    unplaced, partial = [], []
    for r in communes:
        targets = moved[r.unit_id]
        districts = {district(country, x.id) for x in targets}
        if len(districts) != 1:
            unplaced.append(r)
            for part in districts:
                homes.setdefault(part, [])
            continue
        if len(targets) > 1:
            partial.append(r)
        home = districts.pop()
        homes.setdefault(home, []).append(r)
        if not all(x.certain for x in targets):
            doubtful.add(home)
    forms = forms_of(top.campaign)
    return Restated(
        top=top,
        on=on,
        forms=forms,
        units=tuple(_units(country, homes, doubtful, forms, top)),
        unplaced=tuple(unplaced),
        partial=tuple(partial),
        counts=_count(country, top.unit_id, on),
    )


def _units(
    country: Tree, homes: dict[int, list[Respondent]], doubtful: set[int], forms: tuple[Form, ...], top: Respondent
) -> Iterator[NewUnit]:
    submissions = Submission.objects.filter(respondent__campaign=top.campaign, respondent__path__startswith=top.path)
    rows = {(s.respondent_id, s.form): s for s in submissions}
    for unit_id, sources in sorted(homes.items(), key=lambda item: country.unit(item[0]).code):
        unit = country.unit(unit_id)
        here = {f.code: [s for r in sources if (s := rows.get((r.pk, f.code)))] for f in forms}
        yield NewUnit(
            id=unit_id,
            name=unit.name,
            level=unit.level,
            sources=tuple(sources),
            doubtful=unit_id in doubtful,
            coverage={
                code: Coverage(sum(s.state in COUNTED for s in found), sum(s.state in SENT for s in found), len(found))
                for code, found in here.items()
                if found
            },
            communes=country.counts(unit_id)["commune"] or 1,
            counted={code: tuple(s.pk for s in found if s.state in COUNTED) for code, found in here.items()},
        )


@dataclass(frozen=True)
class Line:
    """One row of a form on the other map, by column. `units`: as the page has them; nothing for who may not read what
    they are made of. `left`: of communes that were divided, what nobody can place. `split`: communes that the register
    divided by where its people live."""

    units: tuple[Mapping[str, CellFacts], ...]
    left: Mapping[str, CellFacts]
    split: tuple[Respondent, ...] = ()


def figures(*, actor: Actor, page: Restated, form: Form, row: str, on: date) -> Line:
    """Blank for who reads sums alone: these units are made of answers further down than they read."""
    sources = [*(r for unit in page.units for r in unit.sources), *page.unplaced]
    if len(allowed(actor=actor, permission=P.FIGURE_TRACE, respondents=sources, on=on)) < len(sources):
        return Line(tuple({} for _ in page.units), {})
    ids = [i for unit in page.units for i in unit.counted[form.code]]
    cells: dict[int, list[Cell]] = {}
    for cell in Cell.objects.filter(submission_id__in=ids, row=row):
        cells.setdefault(cell.submission_id, []).append(cell)
    parts = divided(page.unplaced, form, row, page.on, {unit.id for unit in page.units})
    found = tuple(
        {
            column.code: added([
                *(facts(c) for i in unit.counted[form.code] for c in cells.get(i, ()) if c.column == column.code),
                *parts.of.get((unit.id, column.code), ()),
            ])
            for column in form.columns
        }
        for unit in page.units
    )  # fmt: skip
    return Line(found, {column: added(some) for column, some in parts.left.items()}, parts.split)
