"""Reading a form of rows × columns: place, figures, arithmetic. The way every file of a campaign goes, so it is short.

The common case (a plan that fits, whole numbers, totals that add up) touches each cell once; everything else goes
the careful way and ends in a figure or a problem at its cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hoanhap.catalog.forms import Form, Row
from hoanhap.documents.excel.sheet import Sheet
from hoanhap.kernel.numbers import show_cell
from hoanhap.reporting.workbook import says
from hoanhap.reporting.workbook.book import Problem
from hoanhap.reporting.workbook.figures import MOST, NUMERIC, Wrong, figure, has_no_result, stood
from hoanhap.reporting.workbook.layout import Plan, plan_grid
from hoanhap.reporting.workbook.skeleton import Skeleton
from hoanhap.reporting.workbook.surface import Surface

_PLANS = 8  # layouts remembered per form
_DIGITS = 14  # more than `figures.MOST` has: those go the careful way


@dataclass
class Found:
    """What one sheet held, before it is anybody's."""

    row_at: Sequence[tuple[str, int]] = ()
    column_at: Sequence[tuple[str, str]] = ()
    values: list[int | None] = field(default_factory=list)
    marks: list[tuple[int, str, str]] = field(default_factory=list)
    lines: list[tuple[str, str, int | None, str, str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    typed: list[tuple[str, str, str, str]] = field(default_factory=list)
    stray: int = 0


class _Sum(NamedTuple):
    """One total in one column, by index into the values."""

    total: int
    parts: tuple[int, ...]
    exact: bool


def _agree(values: list[int | None], each: _Sum, *, marked: bool) -> bool:
    """As far as the bare values tell. With “hơn” and “-” about (`marked`), a blank total is looked at closely."""
    added = 0
    for part in each.parts:
        added += values[part] or 0
    total = values[each.total]
    if total is None:
        return not added and not marked
    return total == added or (not each.exact and total > added)


def _over(less: int | None, more: int | None) -> bool:
    return less is not None and more is not None and less > more


class Grid:
    """One form, made ready for reading many sheets of it."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._rows, self._columns = form.filled_rows, form.columns
        width = len(form.columns)
        place = {row.code: i * width for i, row in enumerate(self._rows)}
        exponents = [row.measure.exponent if row.measure else 0 for row in self._rows for _ in form.columns]
        self._scales = [(10**e, _DIGITS - e) for e in exponents]
        self._sums = [
            _Sum(place[row.code] + c, tuple(place[p] + c for p in row.parts.rows), row.parts.relation == "=")
            for row in self._inside_out()
            if row.parts
            for c in range(width)
        ]
        self._bounds = [
            (check, place[check.rows[0]] + c, place[check.rows[1]] + c)
            for check in form.checks
            if check.kind == "at_most" and check.severity == "error"
            for c in range(width)
        ]
        self._plans: list[Plan] = []
        self._skeletons: list[Skeleton] = []

    def _inside_out(self) -> list[Row]:
        """Innermost totals first, so that one taken from its parts is itself a good part of the next."""
        return sorted(self._rows, key=lambda row: -row.indent)

    def glimpse(self, xml: bytes, strings: Sequence[str], dates: frozenset[str]) -> tuple[Skeleton, Found] | None:
        """The figures alone, when this sheet is like one read before in all else."""
        for skeleton in self._skeletons:
            if found := self._numbers_only(skeleton, xml, strings, dates):
                return skeleton, found
        return None

    def _numbers_only(
        self, skeleton: Skeleton, xml: bytes, strings: Sequence[str], dates: frozenset[str]
    ) -> Found | None:
        """Where every figure is a whole number or blank and all of them agree, there is nothing more to find out."""
        numbers = skeleton.numbers(xml, strings) if dates.isdisjoint(skeleton.styles) else None
        if numbers is None:
            return None
        values = [
            None if number is None else int(number) * scale
            for number, (scale, _) in zip(numbers, self._scales, strict=True)
        ]
        if any(value is not None and value > MOST for value in values) or not self._consistent(values):
            return None
        plan = skeleton.plan
        return Found(plan.row_at, plan.column_at, values, problems=list(plan.problems), stray=plan.stray)

    def _consistent(self, values: list[int | None]) -> bool:
        for each in self._sums:
            if not _agree(values, each, marked=False):
                return False
        return not any(_over(values[small], values[large]) for _, small, large in self._bounds)

    def remember(self, xml: bytes, sheet: Sheet, strings: Sequence[str], plan: Plan) -> None:
        if skeleton := Skeleton.of(xml, sheet, strings, plan):
            self._skeletons = [skeleton, *self._skeletons[: _PLANS - 1]]

    def known(self, sheet: Sheet, strings: Sequence[str]) -> Plan | None:
        return next((plan for plan in self._plans if plan.fits(sheet, strings)), None)

    def plan(self, sheet: Sheet, strings: Sequence[str]) -> Plan:
        """A plan that fits, made if there is none yet."""
        plan = self.known(sheet, strings)
        if not plan:
            plan = plan_grid(self.form, Surface(sheet, strings))
            self._plans = [plan, *self._plans[: _PLANS - 1]]
        return plan

    def read(self, sheet: Sheet, strings: Sequence[str], dates: frozenset[str], plan: Plan) -> Found:
        found = Found(plan.row_at, plan.column_at, problems=list(plan.problems), stray=plan.stray)
        found.values, odd = self._plain(plan, sheet, dates)
        self._careful(found, plan, sheet, strings, dates, odd)
        self._arithmetic(found, plan, sheet)
        return found

    def _plain(self, plan: Plan, sheet: Sheet, dates: frozenset[str]) -> tuple[list[int | None], list[int]]:
        """The whole numbers, and the places where something else stands."""
        values: list[int | None] = []
        odd: list[int] = []
        cell_at = sheet.cells.get
        for ref, (scale, digits) in zip(plan.refs, self._scales, strict=True):
            cell = cell_at(ref)
            if cell is None:
                values.append(None)
                continue
            _, style, kind, _, value, _ = cell
            if kind in NUMERIC and value.isdigit() and value.isascii() and len(value) <= digits and style not in dates:
                values.append(int(value) * scale)
            else:
                odd.append(len(values))
                values.append(None)
        return values, odd

    def _careful(
        self, found: Found, plan: Plan, sheet: Sheet, strings: Sequence[str], dates: frozenset[str], odd: list[int]
    ) -> None:
        for index in odd:
            cell = sheet.cells[plan.refs[index]]
            row = self._rows[index // len(self._columns)]
            if has_no_result(cell) and row.parts and row.parts.relation == "=":
                continue  # our own formula, saved by a program that does not calculate: its parts say what it is
            try:
                value, mark, qualifier = figure(cell, strings, dates, row)
            except Wrong as wrong:
                column = self._columns[index % len(self._columns)]
                found.problems.append(self._problem(plan, index, wrong.said))
                found.typed.append((row.code, column.code, *stood(cell, strings, dates)))
                continue
            found.values[index] = value
            if mark or qualifier:
                found.marks.append((index, mark, qualifier))

    def _problem(self, plan: Plan, index: int, said: says.Said, severity: str = "error") -> Problem:
        row, column = self._rows[index // len(self._columns)], self._columns[index % len(self._columns)]
        return Problem("", plan.refs[index], *said, severity, row.code, column.code)

    # ------------------------------------------------------------ arithmetic
    def _arithmetic(self, found: Found, plan: Plan, sheet: Sheet) -> None:
        values = found.values
        for each in self._sums:
            if not _agree(values, each, marked=bool(found.marks)):
                self._mend(found, plan, sheet, each)
        for check, small, large in self._bounds:
            if _over(values[small], values[large]):
                words = {"value": self._shown(found, small), "other": self._shown(found, large)}
                words["column"] = str(self._columns[small % len(self._columns)].title)
                said = str(check.message).format(**words), str(check.remedy).format(**words)
                found.problems.append(self._problem(plan, small, said))

    def _mend(self, found: Found, plan: Plan, sheet: Sheet, each: _Sum) -> None:
        """A total that is not its parts: wrong, or blank, or only a formula that could not see what was typed."""
        added = sum(found.values[part] or 0 for part in each.parts)
        marks = {index: (mark, qualifier) for index, mark, qualifier in found.marks}
        known = [p for p in each.parts if found.values[p] is not None or p in marks]
        wrong = {(p.row, p.column) for p in found.problems if p.row and p.column and p.severity == "error"}
        if not known or any(self._place(i) in wrong for i in (each.total, *each.parts)):
            return  # nothing to compare, or a figure is missing because it could not be read: said already
        open_ended = any(marks.get(p, ("", ""))[1] == "ge" for p in known)
        if each.exact and self._formula_blind(plan, sheet, each):
            self._take_parts(found, plan, each, added, open_ended, all(found.values[p] is None for p in known))
            return
        total = found.values[each.total]
        if total is None and each.total not in marks:
            return
        total = total or 0
        at_least = marks.get(each.total, ("", ""))[1] == "ge"
        if total == added or (at_least and added >= total) or (open_ended and added <= total):
            return
        if not each.exact and added <= total:
            return
        say = says.parts_differ if each.exact else says.parts_exceed
        where = ", ".join(plan.refs[p] for p in each.parts if plan.refs[p])
        said = say(self._shown(found, each.total), self._show(each.total, added, open_ended), where)
        found.problems.append(self._problem(plan, each.total, said))

    def _formula_blind(self, plan: Plan, sheet: Sheet, each: _Sum) -> bool:
        """The total is a formula without a result, or a part was typed as text, which no SUM sees."""
        total = sheet.cells.get(plan.refs[each.total])
        if total is None or not total[3]:
            return False
        if has_no_result(total):
            return True
        parts = [sheet.cells.get(plan.refs[p]) for p in each.parts]
        return any(cell is not None and cell[2] not in NUMERIC for cell in parts)

    def _take_parts(self, found: Found, plan: Plan, each: _Sum, added: int, open_ended: bool, nil: bool) -> None:
        before = found.values[each.total]
        found.marks = [m for m in found.marks if m[0] != each.total]
        found.values[each.total] = None if nil else added
        if nil or open_ended:
            found.marks.append((each.total, "nil" if nil else "", "ge" if open_ended else ""))
        if before is not None and not nil:
            said = says.text_not_added(self._show(each.total, before), self._show(each.total, added, open_ended))
            found.problems.append(self._problem(plan, each.total, said, "warning"))

    def _place(self, index: int) -> tuple[str, str]:
        return self._rows[index // len(self._columns)].code, self._columns[index % len(self._columns)].code

    def _show(self, index: int, value: int | None, open_ended: bool = False, mark: str = "") -> str:
        measure = self._rows[index // len(self._columns)].measure
        return show_cell(value, mark, "ge" if open_ended else "", measure.exponent if measure else 0)

    def _shown(self, found: Found, index: int) -> str:
        mark, qualifier = next(((m, q) for i, m, q in found.marks if i == index), ("", ""))
        return self._show(index, found.values[index], qualifier == "ge", mark)
