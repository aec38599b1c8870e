"""Which line of a sheet is which row of the form, and which column which period, after people have been at it.

Marks first (`marks.py`). Where they were deleted, the printed words: a column by its heading, a row by its label and
its place among the others. Costs a millisecond, so a `Plan` is kept and reused while the next sheet looks the same.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hoanhap.catalog.forms import Form, Row
from hoanhap.documents.excel.sheet import MOST_ROWS, Cells, Sheet, letters, position, text_of
from hoanhap.kernel.text import clean
from hoanhap.reporting.workbook import marks, says
from hoanhap.reporting.workbook.book import Problem
from hoanhap.reporting.workbook.identity import TOKEN_START
from hoanhap.reporting.workbook.surface import Surface, as_heading, as_heading_and_label, as_label


@dataclass(frozen=True)
class Plan:
    """Where everything stands. `refs` is row by row, column by column, in the form's order; "" where it is lost."""

    refs: tuple[str, ...]
    row_at: tuple[tuple[str, int], ...]  # row code, line of the sheet
    column_at: tuple[tuple[str, str], ...]  # column code, letters
    problems: tuple[Problem, ...] = ()  # without their sheet's name
    stray: int = 0  # lines that look like lines of the form and cannot be placed
    anchors: tuple[str, ...] = ()  # addresses of what the plan was made from
    texts: tuple[str, ...] = ()  # what stands there
    others: frozenset[str] = frozenset()  # every address outside the figures that holds something
    merges: tuple[str, ...] = ()
    figures: frozenset[str] = frozenset()
    signed_at: tuple[str, ...] = ()  # where the sheet carries an identity
    free: tuple[str, ...] = ()  # words above the heading: they may differ from file to file …
    words: frozenset[str] = frozenset()  # … as long as they do not become one of these, or a mark

    def harmless(self, text: str) -> bool:
        """This text, above the heading or among the figures, changes nothing about where things are."""
        if text.startswith((marks.ROW, marks.COLUMN, TOKEN_START)):
            return False
        return self.words.isdisjoint(as_heading_and_label(text))

    def harmless_figures(self, cells: Cells, strings: Sequence[str]) -> bool:
        return all(
            cell[2] in ("", "n") or self.harmless(text_of(cell, strings))
            for ref, cell in cells.items()
            if ref in self.figures
        )

    def fits(self, sheet: Sheet, strings: Sequence[str]) -> bool:
        """The same plan would be made for this sheet: the same marks and labels, and nothing where nothing was."""
        cells = sheet.cells
        if sheet.merges != self.merges or cells.keys() - self.figures != self.others:
            return False
        if not all(self.harmless(text_of(cells[ref], strings)) for ref in self.free):
            return False
        if not self.harmless_figures(cells, strings):
            return False
        return all(text_of(cells[ref], strings) == text for ref, text in zip(self.anchors, self.texts, strict=True))


def recognise(form: Form, surface: Surface) -> int:
    """How much of the form this sheet shows, in marks or words; 0: it is some other sheet."""
    marked = sum(code in form.column for _, _, code in surface.marked(marks.COLUMN))
    marked += sum(code in form.row for _, _, code in surface.marked(marks.ROW))
    if marked:
        return 1000 + marked
    columns, _ = _columns_by_heading(form, surface)
    found = len(_by_label(form, surface, form.filled_rows, surface.used)) if form.kind == "grid" else 0
    return len(columns) + found if columns and (found or form.kind == "list") else 0


# ---------------------------------------------------------------- columns
def columns_of(form: Form, surface: Surface) -> tuple[dict[str, int], int, list[Problem]]:
    """Column code → column of the sheet, the last line of the heading, and what is wrong with them."""
    at: dict[str, int] = {}
    problems: list[Problem] = []
    marked = surface.marked(marks.COLUMN)
    for row, column, code in marked:
        if code in at:
            title = form.column[code].title
            problems.append(Problem("", f"{letters(column)}{row}", *says.twice_column(str(title)), column=code))
        elif code in form.column:
            at[code] = column
    spoken, heading = _columns_by_heading(form, surface)
    heading = max([heading, *(row for row, _, _ in marked)])
    problems += _disagreeing_columns(form, at, spoken, heading)
    taken = set(at.values())
    at |= {code: column for code, column in spoken.items() if code not in at and column not in taken}
    for column_ in form.columns:
        if column_.code not in at:
            problems.append(Problem("", "", *says.lost_column(str(column_.title)), column=column_.code))
    return at, heading, problems


def _columns_by_heading(form: Form, surface: Surface) -> tuple[dict[str, int], int]:
    """The line that names most columns of the form, each once; above the first line of figures where that is marked."""
    titles = _titles(form)
    best: tuple[dict[str, int], int] = ({}, 0)
    end = min((line for line, _, code in surface.marked(marks.ROW) if code in form.row), default=MOST_ROWS)
    for row in surface.used:
        if row >= end:
            break
        named = [(titles[w], column) for column, text in surface.line(row).items() if (w := as_heading(text)) in titles]
        once = {code: column for code, column in named if sum(code == other for other, _ in named) == 1}
        if len(once) > len(best[0]):
            best = (once, row)
    return best


def _titles(form: Form) -> dict[str, str]:
    """What may head a column → its code."""
    return {as_heading(title): c.code for c in form.columns for title in (c.title.vi, c.title.en)}


def _disagreeing_columns(form: Form, at: Mapping[str, int], spoken: Mapping[str, int], row: int) -> list[Problem]:
    owner = {column: code for code, column in spoken.items()}
    titles = {c.code: c.title.vi for c in form.columns}
    return [
        Problem("", f"{letters(column)}{row}", *says.moved_heading(titles[code], titles[owner[column]]))
        for code, column in at.items()
        if owner.get(column, code) != code
    ]


# ---------------------------------------------------------------- rows
def _by_label(form: Form, surface: Surface, rows: Sequence[Row], lines: Sequence[int]) -> dict[str, int]:
    """Row code → line, for rows whose words stand in one of these lines. Equal labels are told apart by their order."""
    wanted = [(r.code, {as_label(r.title.vi), as_label(r.title.en)} - {""}) for r in rows]
    shown = [(line, {as_label(text) for text in surface.line(line).values()}) for line in lines]
    found = _in_order(wanted, shown)
    taken = set(found.values())
    for code, titles in wanted:  # moved out of order: only where the label is the only one of its kind
        alike = [line for line, labels in shown if line not in taken and labels & titles]
        rivals = [other for other, theirs in wanted if other not in found and theirs & titles]
        if code not in found and len(alike) == 1 and rivals == [code]:
            found[code] = alike[0]
    return found


def _in_order(wanted: list[tuple[str, set[str]]], shown: list[tuple[int, set[str]]]) -> dict[str, int]:
    """The longest common run of rows and lines, as a diff would find it."""
    shown = [(line, labels) for line, labels in shown if any(labels & titles for _, titles in wanted)]
    longest = [[0] * (len(shown) + 1) for _ in range(len(wanted) + 1)]
    for i in range(len(wanted) - 1, -1, -1):
        for j in range(len(shown) - 1, -1, -1):
            same = bool(wanted[i][1] & shown[j][1])
            longest[i][j] = max(longest[i + 1][j], longest[i][j + 1], longest[i + 1][j + 1] + 1 if same else 0)
    found: dict[str, int] = {}
    i = j = 0
    while i < len(wanted) and j < len(shown):
        if wanted[i][1] & shown[j][1] and longest[i][j] == longest[i + 1][j + 1] + 1:
            found[wanted[i][0]] = shown[j][0]
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


@dataclass
class _Rows:
    at: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stray: int = 0
    used: set[int] = field(default_factory=set)  # lines that are spoken for, rightly or wrongly


def _rows_of(form: Form, surface: Surface, heading: int) -> _Rows:
    rows = _Rows()
    filled = {r.code: r for r in form.filled_rows}
    owner: dict[int, str] = {}
    for line, column, code in surface.marked(marks.ROW):
        if code in filled and code not in rows.at and line not in rows.used:
            rows.at[code], owner[line] = line, code
        else:
            said = _wrong_mark(filled, rows, line, code)
            rows.problems.append(Problem("", f"{letters(column)}{line}", *said, row=owner.get(line, "")))
            rows.stray += line not in rows.used
        rows.used.add(line)
    lost = [r for code, r in filled.items() if code not in rows.at]
    free = [line for line in surface.used if line > heading and line not in rows.used]
    if lost:
        spoken = _by_label(form, surface, lost, free)
        rows.at |= spoken
        rows.used |= set(spoken.values())
    lost = [r for r in lost if r.code not in rows.at]
    rows.problems += [Problem("", "", *says.lost(r.title.vi, r.number), row=r.code) for r in lost]
    return rows


def _wrong_mark(filled: Mapping[str, Row], rows: _Rows, line: int, code: str) -> tuple[str, str]:
    if code not in filled:
        return says.unknown_code(line, clean(code, 40))
    if code in rows.at:
        return says.twice(filled[code].title.vi, rows.at[code], line)
    return says.two_marks(line)


def _disagreeing_rows(form: Form, surface: Surface, at: Mapping[str, int]) -> list[Problem]:
    """A line whose mark says one row and whose words say another: someone moved the visible half only."""
    titles: dict[str, set[str]] = defaultdict(set)
    for row in form.filled_rows:
        titles[as_label(row.title.vi)].add(row.code)
    problems = []
    for code, line in at.items():
        labels = [(column, as_label(text)) for column, text in surface.line(line).items()]
        own = as_label(form.row[code].title.vi)
        other = [(column, label) for column, label in labels if label in titles and label != own]
        if other and not any(label == own for _, label in labels):
            cell = f"{letters(other[0][0])}{line}"
            said = says.moved_label(form.row[code].title.vi, surface.line(line)[other[0][0]])
            problems.append(Problem("", cell, *said, row=code))
    return problems


# ---------------------------------------------------------------- the whole plan of a grid
def plan_grid(form: Form, surface: Surface) -> Plan:
    column_at, heading, problems = columns_of(form, surface)
    rows = _rows_of(form, surface, heading)
    problems += rows.problems + _disagreeing_rows(form, surface, rows.at)
    figure_columns = set(column_at.values())
    stray, found = _stray_lines(surface, rows, heading, figure_columns)
    problems += found + _extra_columns(surface, rows, heading, figure_columns)
    refs = tuple(
        f"{letters(column_at[c.code])}{rows.at[r.code]}" if r.code in rows.at and c.code in column_at else ""
        for r in form.filled_rows
        for c in form.columns
    )
    figures = frozenset(refs) - {""}
    problems += _merged(surface.sheet.merges, figures)
    others = frozenset(surface.sheet.cells.keys() - figures)
    anchors = _anchors(surface, heading, figures)
    signed_at = surface.signed_at()
    return Plan(
        refs=refs,
        row_at=tuple((r.code, rows.at[r.code]) for r in form.filled_rows if r.code in rows.at),
        column_at=tuple((c.code, letters(column_at[c.code])) for c in form.columns if c.code in column_at),
        problems=tuple(problems),
        stray=rows.stray + stray,
        anchors=tuple(anchors),
        texts=tuple(anchors.values()),
        others=others,
        merges=surface.sheet.merges,
        figures=figures,
        signed_at=tuple(signed_at),
        free=tuple(sorted(others - anchors.keys() - set(signed_at))),
        words=frozenset(_titles(form)) | {as_label(t) for r in form.rows for t in (r.title.vi, r.title.en)},
    )


def _anchors(surface: Surface, heading: int, figures: frozenset[str]) -> dict[str, str]:
    """The cells whose text decided the plan: marks wherever they are, and all words from the heading down."""
    return {
        ref: text
        for (row, column), text in surface.texts.items()
        if (ref := f"{letters(column)}{row}") not in figures
        and (row >= heading - 1 or text.startswith((marks.ROW, marks.COLUMN)))
    }


def _stray_lines(surface: Surface, rows: _Rows, heading: int, columns: set[int]) -> tuple[int, list[Problem]]:
    """Figures on a line that is no line of the form would be lost in silence: an error, at the first of them."""
    if not rows.at:
        return 0, []
    last = max(rows.at.values())
    problems = []
    for line in surface.used:
        if line <= heading or line in rows.used:
            continue
        held = [c for c in sorted(columns & surface.line(line).keys()) if line <= last or (line, c) in surface.numeric]
        if held:
            problems.append(Problem("", f"{letters(held[0])}{line}", *says.stray(line)))
    return len(problems), problems


def _extra_columns(surface: Surface, rows: _Rows, heading: int, columns: set[int]) -> list[Problem]:
    """A column of figures to the right that is no column of the form: not read, and said so."""
    if not columns:
        return []
    lines = set(rows.at.values())
    extra = Counter(c for line, c in surface.numeric if line in lines and c > min(columns) and c not in columns)
    return [
        Problem("", f"{letters(c)}{heading}", *says.extra_column(letters(c)), severity="warning") for c in sorted(extra)
    ]


def _merged(merges: Sequence[str], figures: frozenset[str]) -> list[Problem]:
    problems = []
    for merge in merges:
        first, _, last = merge.partition(":")
        (top, left), (bottom, right) = position(first), position(last)
        if (bottom - top + 1) * (right - left + 1) > 100_000:
            continue
        held = [f"{letters(c)}{r}" for r in range(top, bottom + 1) for c in range(left, right + 1)]
        if sum(ref in figures for ref in held) > 1:
            problems.append(Problem("", first, *says.merge(merge, first), severity="warning"))
    return problems
