"""Cells of one submission, and totals over a subtree, read straight from the rows of record: never stale."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Max, Q, Sum

from hoanhap.catalog.forms import Form
from hoanhap.reporting.models import Cell, Respondent, Submission
from hoanhap.reporting.rules.cells import CellFacts, Place
from hoanhap.reporting.rules.states import ALONE, COUNTED


def facts(cell: Cell) -> CellFacts:
    return CellFacts(cell.value, cell.mark, cell.qualifier, cell.text, cell.revision, _said(cell.derived, cell.said))


def own(submission: Submission) -> dict[Place, CellFacts]:
    fields = ("row", "column", "value", "mark", "qualifier", "text", "revision", "derived", "said")
    return {
        (row, column): CellFacts(*content, _said(derived, said))
        for row, column, *content, derived, said in submission.cells.values_list(*fields)
    }


def _said(derived: int | None, said: str | None) -> int | str | None:
    return said if derived is None else derived


def counted_ids(*, top: Respondent, form: str, states: Iterable[str] = COUNTED) -> list[int]:
    """The submissions that a total at `top` adds up: its own, and those below in a counted state."""
    if top.level in ALONE:
        return list(Submission.objects.filter(respondent=top, form=form).values_list("pk", flat=True))
    return list(
        Submission.objects.filter(
            Q(respondent=top) | Q(state__in=list(states)),
            respondent__campaign_id=top.campaign_id,
            respondent__path__startswith=top.path,
            form=form,
        ).values_list("pk", flat=True)
    )


@dataclass(frozen=True, slots=True)
class Total:
    """One consolidated figure. `cells`: how many contributions hold a number or a nil."""

    cell: CellFacts
    cells: int


def totals(
    *, form: Form, submission_ids: list[int], at: Place | None = None, rows: Iterable[str] = ()
) -> Mapping[Place, Total]:
    """Sums per (row, column) over the given submissions, in one query; `at`, `rows`: of these alone."""
    if form.kind == "list":
        return {}
    cells = Cell.objects.filter(submission_id__in=submission_ids)
    if named := list(rows):
        cells = cells.filter(row__in=named)
    if at:
        cells = cells.filter(row=at[0], column=at[1])
    grouped = cells.values_list("row", "column").annotate(
        sum=Sum("value"), numbers=Count("value"), over=Max("qualifier"), nils=Count("pk", filter=Q(mark="nil"))
    )
    found: dict[Place, Total] = {}
    for row, column, value, numbers, qualifier, nils in grouped:
        if numbers:
            found[row, column] = Total(CellFacts(int(value), qualifier=qualifier), numbers + nils)
        elif nils:
            found[row, column] = Total(CellFacts(mark="nil"), nils)
    return found


def lines(*, submission_ids: list[int]) -> list[tuple[int, str, dict[str, CellFacts]]]:
    """The lines of a list form over several submissions: (submission, line key, cells by column), in order."""
    found: dict[tuple[int, str], dict[str, CellFacts]] = {}
    for cell in Cell.objects.filter(submission_id__in=submission_ids).order_by("submission_id", "row"):
        if not facts(cell).blank:
            found.setdefault((cell.submission_id, cell.row), {})[cell.column] = facts(cell)
    return [(sub, row, cells) for (sub, row), cells in found.items()]
