"""A workbook's figures and every problem in it at once. Pure: bytes and forms in, a `Book` out; knows no Django.

`Reader.look` runs in the sandbox, on bytes nobody vouches for; what it finds is plain data. `Binder.bind`, outside
it, checks the signature and turns that data into a `Book`. The key never enters the sandbox.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, replace
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple

from hoanhap.catalog.forms import Form
from hoanhap.documents.excel.container import DEFAULT, Limits
from hoanhap.documents.excel.parts import Memo, SheetPart, Workbook, open_workbook
from hoanhap.documents.excel.refusals import Refused, problem
from hoanhap.documents.excel.sheet import Sheet, text_of
from hoanhap.kernel.text import clean
from hoanhap.reporting.workbook import lists, marks, says
from hoanhap.reporting.workbook.book import Book, CellRead, Problem, Typed
from hoanhap.reporting.workbook.grid import Found, Grid
from hoanhap.reporting.workbook.identity import TOKEN_START, claimed, verify
from hoanhap.reporting.workbook.layout import recognise
from hoanhap.reporting.workbook.skeleton import Skeleton
from hoanhap.reporting.workbook.surface import Surface

Forms = Mapping[tuple[str, str], Form]
_UNREAD = Sheet({}, ())
_MARKED = 1000  # `recognise` of a sheet that still has its marks
_MOST_PROBLEMS = 1_000


class Look(NamedTuple):
    """What the sandbox says about a file: lists, text and whole numbers only, so that it travels as JSON."""

    token: str = ""
    form: tuple[str, str] | None = None
    sheet: str = ""
    rows_read: int = 0
    rejected: int = 0
    row_at: Sequence[tuple[str, int]] = ()
    column_at: Sequence[tuple[str, str]] = ()
    values: Sequence[int | None] = ()  # grid: row by row, column by column
    marks: Sequence[tuple[int, str, str]] = ()  # index, mark, qualifier of the cells that have one
    lines: Sequence[tuple[str, str, int | None, str, str, str]] = ()  # list: shaped as CellRead
    problems: Sequence[tuple[str, str, str, str, str, str, str]] = ()  # shaped as Problem
    typed: Sequence[tuple[str, str, str, str]] = ()  # shaped as Typed


class _Opened(NamedTuple):
    """A sheet as read in full, or what was `seen` at a glance: it is like one read before."""

    part: SheetPart
    xml: bytes
    sheet: Sheet
    seen: tuple[Skeleton, Found] | None = None


class _Chosen(NamedTuple):
    score: int
    key: tuple[str, str]
    opened: _Opened


class Reader:
    """Reads file after file of the same forms in one language, remembering what they have in common."""

    def __init__(self, forms: Forms, limits: Limits = DEFAULT) -> None:
        self._forms, self._limits = forms, limits
        self._memo = Memo()
        self._grids: dict[tuple[str, str], Grid] = {}

    def look(self, data: bytes) -> Look:
        """Never raises for what a file contains."""
        try:
            return self._look(open_workbook(data, memo=self._memo, limits=self._limits))
        except Refused as refusal:
            return Look(problems=[astuple(refusal.problem)])

    def _look(self, workbook: Workbook) -> Look:
        strings, dates = workbook.strings(), workbook.date_styles()
        token = self._home(workbook, strings)
        sheets, problems = self._sheets(workbook, strings, dates, token)
        _, key, opened = self._choose(token, sheets, strings)
        on_sheet = _identities(opened, strings)
        token = token or next(iter(on_sheet), "")
        if not token:
            problems.append(problem("no_token"))
        elif any(other != token for other in on_sheet):
            problems.append(replace(problem("two_tokens"), sheet=opened.part.name))
        found = self._found(key, opened, strings, dates)
        name = opened.part.name
        problems += [replace(p, sheet=name) for p in found.problems]
        rows = {code for code, _ in found.row_at}
        rejected = found.stray + len({p.row for p in problems if p.severity == "error" and p.row} & rows)
        return Look(
            token=token,
            form=key,
            sheet=name,
            rows_read=len(rows) + found.stray,
            rejected=rejected,
            row_at=found.row_at,
            column_at=found.column_at,
            values=found.values,
            marks=found.marks,
            lines=found.lines,
            problems=[astuple(p) for p in _listed(problems)],
            typed=found.typed[:_MOST_PROBLEMS],
        )

    def _home(self, workbook: Workbook, strings: Sequence[str]) -> str:
        """The identity on the sheet that is there for it."""
        for part in workbook.sheets:
            if part.name == marks.HOME_SHEET:
                return next(iter(_tokens(workbook.same_sheet(part), strings)), "")
        return ""

    def _sheets(
        self, workbook: Workbook, strings: Sequence[str], dates: frozenset[str], token: str
    ) -> tuple[list[_Opened], list[Problem]]:
        """Every other sheet, and warnings about those too large to look through."""
        identity = claimed(token)
        form = self._forms.get((identity.form, identity.version)) if identity else None
        grid = self._grid((form.code, form.version)) if form and form.kind == "grid" else None
        sheets, problems = [], []
        for part in workbook.sheets:
            if part.name == marks.HOME_SHEET:
                continue
            xml = workbook.xml(part)
            if grid and (seen := grid.glimpse(xml, strings, dates)):
                sheets.append(_Opened(part, xml, _UNREAD, seen))
                continue
            try:
                sheets.append(_Opened(part, xml, workbook.sheet(xml)))
            except Refused as refusal:
                if refusal.code != "too_many_cells":
                    raise
                problems.append(replace(refusal.problem, sheet=part.name))
        return sheets, problems

    def _choose(self, token: str, sheets: list[_Opened], strings: Sequence[str]) -> _Chosen:
        """Which form, and on which sheet. The token names the form; without one the sheet must show it itself."""
        token = token or next((found for o in sheets for found in _identities(o, strings)), "")
        identity = claimed(token)
        if identity and (identity.form, identity.version) not in self._forms:
            raise Refused("unknown_form", form=clean(identity.form, 40), version=clean(identity.version, 20))
        keys = [(identity.form, identity.version)] if identity else list(self._forms)
        scored = [_Chosen(self._score(key, opened, strings), key, opened) for key in keys for opened in sheets]
        best = max(scored, key=lambda found: found.score, default=None)
        if not best or not best.score:
            raise Refused("no_form")
        rivals = [c for c in scored if c.key == best.key and c is not best and c.score >= _MARKED]
        if rivals:
            raise Refused("two_sheets", first=best.opened.part.name, second=rivals[0].opened.part.name)
        return best

    def _score(self, key: tuple[str, str], opened: _Opened, strings: Sequence[str]) -> int:
        if opened.seen:
            return 2 * _MARKED
        return recognise(self._forms[key], Surface(opened.sheet, strings))

    def _found(self, key: tuple[str, str], opened: _Opened, strings: Sequence[str], dates: frozenset[str]) -> Found:
        if opened.seen:
            return opened.seen[1]
        form = self._forms[key]
        if form.kind == "list":
            return lists.read(form, Surface(opened.sheet, strings), dates)
        grid = self._grid(key)
        plan = grid.plan(opened.sheet, strings)
        grid.remember(opened.xml, opened.sheet, strings, plan)
        return grid.read(opened.sheet, strings, dates, plan)

    def _grid(self, key: tuple[str, str]) -> Grid:
        if key not in self._grids:
            self._grids[key] = Grid(self._forms[key])
        return self._grids[key]


def _identities(opened: _Opened, strings: Sequence[str]) -> list[str]:
    if opened.seen:
        return [strings[i].strip() for i in opened.seen[0].signed]
    return _tokens(opened.sheet, strings)


def _tokens(sheet: Sheet, strings: Sequence[str]) -> list[str]:
    """Identities written on a sheet."""
    numbers = {str(i) for i, text in enumerate(strings) if text.startswith(TOKEN_START)}
    return [
        text
        for cell in sheet.cells.values()
        if (cell[2] == "s" and cell[4] in numbers) or cell[2] in ("inlineStr", "str")
        if (text := text_of(cell, strings).strip()).startswith(TOKEN_START)
    ]


def _listed(problems: list[Problem]) -> list[Problem]:
    if len(problems) <= _MOST_PROBLEMS:
        return problems
    rest = len(problems) - _MOST_PROBLEMS
    return [*problems[:_MOST_PROBLEMS], Problem("", "", *says.more_problems(rest))]


_NEW_CELL = partial(tuple.__new__, CellRead)  # a full form has 135 cells: built without a Python call for each


class Binder:
    """Turns what was looked at into books, each under the name that its signature proves."""

    def __init__(self, forms: Forms, key: bytes) -> None:
        self._forms, self._key = forms, key
        self._places: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
        self._pairs: list[Sequence[tuple[str, Any]]] = []
        self._tuples: list[tuple[tuple[str, Any], ...]] = []

    def bind(self, look: Look) -> Book:
        problems = [Problem(*p) for p in look.problems]
        identity = verify(look.token, self._key) if look.token else None
        if look.token and not identity:
            problems.insert(0, problem("bad_token"))
        return Book(
            identity=identity,
            form=look.form,
            rows_read=look.rows_read,
            accepted=look.rows_read - look.rejected,
            rejected=look.rejected,
            cells=self._cells(look),
            problems=tuple(problems),
            typed=tuple(Typed(*each) for each in look.typed),
            sheet=look.sheet,
            row_at=self._same(look.row_at),
            column_at=self._same(look.column_at),
        )

    def _same(self, pairs: Sequence[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
        """As tuples. Nearly every file has its lines where the last one had, so those are kept."""
        if pairs not in self._pairs:
            self._pairs = [*self._pairs[-3:], pairs]
            self._tuples = [tuple((code, at) for code, at in each) for each in self._pairs]
        return self._tuples[self._pairs.index(pairs)]

    def _cells(self, look: Look) -> tuple[CellRead, ...]:
        if not look.form or self._forms[look.form].kind == "list":
            return tuple(CellRead(*line) for line in look.lines)
        form = self._forms[look.form]
        if look.form not in self._places:
            pairs = [(row.code, column.code) for row in form.filled_rows for column in form.columns]
            self._places[look.form] = [r for r, _ in pairs], [c for _, c in pairs]
        places = self._places[look.form]
        if not look.marks and None not in look.values:
            return tuple(map(_NEW_CELL, zip(*places, look.values, *[repeat("")] * 3, strict=False)))
        marked = {index: (mark, qualifier) for index, mark, qualifier in look.marks}
        return tuple(
            CellRead(row, column, value, *marked.get(index, ("", "")))
            for index, (row, column, value) in enumerate(zip(*places, look.values, strict=True))
            if value is not None or index in marked
        )


def read(data: bytes, forms: Forms, key: bytes, *, limits: Limits = DEFAULT) -> Book:
    """One workbook, here and now. For what strangers send use `batch.read_batch`, which does this in a sandbox."""
    return Binder(forms, key).bind(Reader(forms, limits).look(data))


def from_wire(answer: Any, forms: Forms) -> Look:
    """A `Look` out of JSON from a process we do not trust. Raises ValueError unless its shape is right."""
    if not isinstance(answer, list) or len(answer) != len(Look._fields):
        raise ValueError("not a look")
    look = Look(*answer)
    form = look.form and forms.get((str(look.form[0]), str(look.form[1])))
    size = len(form.filled_rows) * len(form.columns) if form and form.kind == "grid" else 0
    right = (
        _texts(look.token, look.sheet)
        and type(look.rows_read) is int
        and type(look.rejected) is int
        and 0 <= look.rejected <= look.rows_read
        and (look.form is None or form is not None)
        and len(look.values) == size
        and set(map(type, look.values)) <= {int, type(None)}
        and all(type(i) is int and 0 <= i < size and m in ("", "nil") and q in ("", "ge") for i, m, q in look.marks)
        and all(_texts(*line[:2], *line[3:]) and type(line[2]) in (int, type(None)) for line in look.lines)
        and all(len(p) == 7 and _texts(*p) for p in look.problems)
        and all(len(each) == 4 and _texts(*each) for each in look.typed)
        and all(type(code) is str and type(line) is int for code, line in look.row_at)
        and all(_texts(*pair) for pair in look.column_at)
    )
    if not right:
        raise ValueError("a look of the wrong shape")
    return look._replace(form=(form.code, form.version) if form else None)


def _texts(*values: object) -> bool:
    return all(type(value) is str for value in values)
