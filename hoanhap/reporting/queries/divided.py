"""A commune that was divided between units of another day's map: the register's cells follow its people, exactly or not
at all; nobody can say whose the typed ones are."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.catalog.forms import Form
from hoanhap.indicators.queries.evidence import Question, split
from hoanhap.reporting.models import Cell, Respondent, Submission
from hoanhap.reporting.queries.cells import facts
from hoanhap.reporting.queries.register import answers
from hoanhap.reporting.rules.cells import CellFacts
from hoanhap.reporting.rules.states import COUNTED
from hoanhap.units.queries import Tree, tree


@dataclass(frozen=True)
class Divided:
    """`of`: by (unit of the other map, column). `left`: by column, what could not be placed. `split`: whose was."""

    of: Mapping[tuple[int, str], Sequence[CellFacts]]
    left: Mapping[str, Sequence[CellFacts]]
    split: tuple[Respondent, ...]


def divided(communes: Sequence[Respondent], form: Form, row: str, to_map: date, units: Collection[int]) -> Divided:
    """Their received cells of one row."""
    of = defaultdict[tuple[int, str], list[CellFacts]](list)
    left, done = defaultdict[str, list[CellFacts]](list), list[Respondent]()
    country = tree(to_map)
    rows = Submission.objects.filter(respondent__in=communes, form=form.code, state__in=list(COUNTED))
    for submission in rows.select_related("respondent__campaign").order_by("respondent__sort"):
        cells = {c.column: facts(c) for c in Cell.objects.filter(submission=submission, row=row)}
        placed = _placed(submission, row, cells, to_map)
        for column, cell in cells.items():
            parts = _by_unit(placed.get(column, {}), country, units)
            if not cell.value:
                continue
            if sum(parts.values()) != cell.value:
                left[column].append(cell)
                continue
            done.append(submission.respondent)
            for unit, n in parts.items():
                (of[unit, column] if unit else left[column]).append(CellFacts(n))
    return Divided(of, left, tuple(dict.fromkeys(done)))


def _placed(
    submission: Submission, row: str, cells: Mapping[str, CellFacts], to_map: date
) -> Mapping[str, Mapping[int, int]]:
    """By column, what each unit of the other map has of the register's cell."""
    asked = {
        a.column: Question(a.indicator, a.start, a.end)
        for a in answers(submission)
        if a.row == row and not a.means and a.column in cells and cells[a.column].from_register
    }
    own = submission.respondent
    found = split(own.unit_id, own.campaign.map_date, to_map, list(asked.values())) if asked else {}
    return {column: found[question] for column, question in asked.items()}


def _by_unit(found: Mapping[int, int], country: Tree, units: Collection[int]) -> Mapping[int, int]:
    """By unit of the page; 0: who lives in none of them for certain."""
    parts = Counter[int]()
    for unit, n in found.items():
        home = district(country, unit) if unit in country else 0
        parts[home if home in units else 0] += n
    return parts


def district(country: Tree, unit_id: int) -> int:
    """The district over a commune; where that map has none, the commune itself."""
    above = [i for i in country.ancestors(unit_id) if country.unit(i).level == "district"]
    return above[0] if above else unit_id
