"""Free tables asked, saved and removed: each in the trail. What is kept is the question, never a figure."""

from datetime import date
from typing import Final

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.errors import Problems
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside, posts_with, require
from hoanhap.indicators.models import SavedTable
from hoanhap.indicators.queries.pivot import answer, map_day
from hoanhap.indicators.queries.reach import require_unit
from hoanhap.indicators.queries.tables import visible
from hoanhap.indicators.rules.pivot import Pivot, Question
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.units.queries import tree

LONGEST: Final = 120
MOST: Final = 200  # of one officer


@transaction.atomic
def ask(question: Question, *, by: Actor, on: date, export: bool = False) -> Pivot:
    """The table, noted as a reading of figures. Raises as `queries.pivot.answer` does."""
    found = answer(question, actor=by, on=on)
    log(
        by,
        "figures.export" if export else "figures.table",
        "figures",
        "",
        indicator=" ".join(question.indicators),
        unit=" ".join(question.units),
        periods=question.periods,
        breakdown=" ".join(question.by),
        map_date=map_day(found.question).isoformat(),
        hidden=found.hidden,
    )
    return found


@transaction.atomic
def save(name: str, question: Question, *, shared: bool, by: Actor, on: date) -> int:
    """Raises Invalid; Refused for a unit that is not the asker's."""
    require(by, P.FIGURE_TRACE, on=on)
    said, problems = clean(name, LONGEST), Problems()
    if not said:
        problems.add("name", t("Đặt tên cho bảng.", "Give the table a name."))
    if SavedTable.objects.filter(by=by.user_id).count() >= MOST:
        problems.add("name", t("Đã lưu {n} bảng: bỏ bớt trước.", "{n} are saved: remove some first.", n=MOST))
    problems.stop()
    day = map_day(question)
    for code in question.units:
        unit = tree(day).find(code.upper())
        if unit is None:
            raise Outside(P.FIGURE_TRACE)
        require_unit(by, unit.id, day, on)
    post = posts_with(by, P.FIGURE_TRACE, on)[0]
    row = log(by, "figures.save", "figures", "", post_id=post.id, shared=shared)
    made = SavedTable.objects.create(
        name=said, question=question.to_json(), agency_id=post.agency_id, shared=shared,
        by=by.user_id, by_name=by.name, at=row.at,
    )  # fmt: skip
    return int(made.pk)


@transaction.atomic
def remove(pk: int, *, by: Actor, on: date) -> None:
    """Only one's own. What one cannot see is not there."""
    require(by, P.FIGURE_TRACE, on=on)
    found = visible(by, on).filter(pk=pk, by=by.user_id).first()
    if found is None:
        raise Outside(P.FIGURE_TRACE)
    log(by, "figures.unsave", "figures", pk)
    found.delete()
