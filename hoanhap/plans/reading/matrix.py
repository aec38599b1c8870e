"""The tasks of a table: its columns found, its rows put under them, every cell read, everything odd reported."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from hoanhap.kernel.lang import t
from hoanhap.plans.reading import headings as h
from hoanhap.plans.reading.agencies import found_in
from hoanhap.plans.reading.blocks import Cell, Row, Table
from hoanhap.plans.reading.cleaning import one_line
from hoanhap.plans.reading.dates import codes_waited_for, meaning
from hoanhap.plans.reading.problems import problem
from hoanhap.plans.rules.draft import DraftTask, Group, Place, Problem, When

_CODED = re.compile(
    r"((?:[0-9]{1,3}(?:\.[0-9]{1,3})+|[0-9]{1,3}(?=[.)])|[IVX]{1,6}(?=[.)])|[A-ZĐ](?=[.)])))[.)]?\s+(\S.*)", re.DOTALL
)
_RECIPIENTS = "nơi nhận"
Values = dict[str, str]  # column → what stands in it


@dataclass
class Found:
    """What a table held. `is_matrix` False: it is another table."""

    is_matrix: bool = False
    groups: list[Group] = field(default_factory=list)
    tasks: list[DraftTask] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


MOST_COLUMNS = 40
MOST_TASKS = 3_000  # of one table; a province's plan has some five hundred


def read_table(table: Table, year: int | None) -> Found:
    wide = max((row.cells[-1].column for row in table.rows if row.cells), default=0)
    return _Reader(table, year).found if wide <= MOST_COLUMNS else Found()


class _Reader:
    """Walks the rows once, with the columns of the last heading."""

    def __init__(self, table: Table, year: int | None) -> None:
        self.table, self.year, self.found = table, year, Found()
        self.columns: h.Columns = {}
        self.group = ""
        self.over = False
        at = 0
        while at < len(table.rows):
            if not self.columns or self._heads_again(at):
                columns, after = h.header(table.rows, at)
                if columns:
                    self._use(columns, at)
                    at = after
                    continue
            if self.columns and not h.is_numbers(table.rows[at]):
                self._row(table.rows[at])
            at += 1
        if not self.columns and (columns := h.guessed(table.rows, year)):
            self._use(columns, None)
            for row in table.rows:
                self._row(row)

    def _heads_again(self, at: int) -> bool:
        """A heading repeated on the next page, or that of a second table joined to this one."""
        columns, _ = h.header(self.table.rows, at)
        return bool(columns) and len(set(columns.values()) & set(self.columns.values())) >= 3

    def _use(self, columns: h.Columns, at: int | None) -> None:
        first = not self.columns
        self.columns, self.found.is_matrix = columns, True
        if at is None:
            self._say("no_heading", self.table.rows[0])
        elif first:
            for cell in self.table.rows[at].cells:
                if columns.get(cell.column) == h.OTHER:
                    self._say("other_column", self.table.rows[at], cell.column, heading=cell.text)

    def _say(self, code: str, row: Row, column: int = 0, /, **values: object) -> None:
        self.found.problems.append(problem(code, self._place(row, column), **values))

    def _place(self, row: Row, column: int = 0) -> Place:
        return Place(row.line, self.table.number, row.number, column)

    # ------------------------------------------------------------ a row
    def _row(self, row: Row) -> None:
        if self.over:
            return
        cells = list(row.cells)
        if cells and one_line(cells[0].text).lower().startswith(_RECIPIENTS):
            cells = cells[1:]
            if any(cell.text for cell in cells):
                self._say("recipients", row, 1)
        if not any(cell.text for cell in cells) or all(cell.again or not cell.text for cell in cells):
            return
        if self._goes_on(cells):
            self._join(row, cells)
        elif heading := self._heading(cells):
            self._open_group(row, *heading)
        elif (values := self._values(row, cells)) is not None:
            if len(self.found.tasks) == MOST_TASKS:
                self._say("too_many", row, n=MOST_TASKS)
                self.over = True
            else:
                self._task(row, values)

    def _which(self, cell: Cell) -> str:
        return self.columns.get(cell.column, h.OTHER)

    def _goes_on(self, cells: Sequence[Cell]) -> bool:
        """The row shares code and content with the one above: it is more of the same task."""
        shared = {self._which(cell) for cell in cells if cell.again}
        return bool(self.found.tasks) and h.CONTENT in shared and (h.CODE in shared or h.CODE not in self._used())

    def _used(self) -> set[str]:
        return set(self.columns.values())

    def _join(self, row: Row, cells: Sequence[Cell]) -> None:
        more = self._read(row, {self._which(cell): cell.text for cell in cells if cell.text and not cell.again})
        last = self.found.tasks[-1]
        self.found.tasks[-1] = replace(
            last,
            leads=last.leads + more.leads,
            coordinators=last.coordinators + more.coordinators,
            start=last.start or more.start,
            finish=more.finish or last.finish,
            note=" ".join(filter(None, (last.note, more.note))),
        )

    def _heading(self, cells: Sequence[Cell]) -> tuple[str, str] | None:
        """(code, title) of a row that has nothing else, in cells of their own or in one over the whole table."""
        filled = [cell for cell in cells if cell.text]
        if any(cell.again for cell in filled):  # words of the row above: a code of its own makes it a task
            return None
        if len(filled) == 1 and (filled[0].wide > 1 or len(cells) == 1):
            coded = _CODED.fullmatch(filled[0].text)
            return (coded[1], coded[2]) if coded else ("", filled[0].text)
        if len(filled) != 2:
            return None
        first, second = filled
        whole = {self._which(first), self._which(second)} == {h.CODE, h.CONTENT} or len(cells) == 2
        return (first.text, second.text) if whole and h.CODE_LIKE.fullmatch(first.text) else None

    def _open_group(self, row: Row, code: str, title: str) -> None:
        code, title = code.rstrip(".)"), one_line(title)
        self.group = code or title
        self.found.groups.append(Group(code, title, self._place(row)))

    # ------------------------------------------------------------ cells under their columns
    def _values(self, row: Row, cells: Sequence[Cell]) -> Values | None:
        if self._on_grid(cells):
            return self._shifted(row, cells) or self._by_column(row, cells)
        return self._aligned(row, cells)

    def _on_grid(self, cells: Sequence[Cell]) -> bool:
        """The cells reach to the last column: none was lost, or Word says where each one stands."""
        return bool(cells) and cells[0].column == 1 and cells[-1].column + cells[-1].wide - 1 == max(self.columns)

    def _by_column(self, row: Row, cells: Sequence[Cell]) -> Values:
        values: Values = {}
        for cell in cells:
            covered = {self.columns.get(column, "") for column in range(cell.column, cell.column + cell.wide)}
            which = self._which(cell)
            if cell.text and {h.START, h.FINISH} <= covered:
                which = h.PERIOD
            elif cell.text and {h.LEAD, h.WITH} <= covered:
                self._say("wide_agencies", row, cell.column, text=cell.text)
                which = h.LEAD
            self._put(values, which, cell)
        return values

    def _put(self, values: Values, which: str, cell: Cell) -> None:
        if not cell.text or (cell.again and which == h.CODE):
            return
        if which == h.OTHER:
            heading = next(
                (c.text for r in self.table.rows[:3] for c in r.cells if c.column == cell.column and c.text), ""
            )
            values[h.NOTE] = "\n".join(filter(None, (values.get(h.NOTE, ""), f"{one_line(heading)}: {cell.text}")))
        else:
            values[which] = "\n".join(filter(None, (values.get(which, ""), cell.text)))

    def _fits(self, order: Sequence[str], texts: Sequence[str]) -> bool:
        return all(h.fits(which, text, self.year) for which, text in zip(order, texts, strict=True))

    def _shifted(self, row: Row, cells: Sequence[Cell]) -> Values | None:
        """Cells that fit one column further on, and not where they are. Shown so; somebody has to mend it."""
        order = [self.columns[column] for column in sorted(self.columns)]
        texts = [cell.text for cell in cells]
        if len(texts) != len(set(order)) or len(order) != len(texts) or self._fits(order, texts):
            return None
        ways = ((t("phải", "right"), [*texts[1:], ""], texts[0]), (t("trái", "left"), ["", *texts[:-1]], texts[-1]))
        for side, moved, lost in ways:
            if not lost and sum(map(bool, moved)) >= 3 and self._fits(order, moved):
                self._say("shifted", row, side=side, text=" | ".join(filter(None, texts)))
                return {which: text for which, text in zip(order, moved, strict=True) if text}
        return None

    def _aligned(self, row: Row, cells: Sequence[Cell]) -> Values | None:
        """A row that has lost cells, or was given too many: put where they fit, if that is one place only."""
        order = [self.columns[column] for column in sorted(self.columns)]
        texts = [cell.text for cell in cells]
        while texts and not texts[-1] and len(texts) > len(order):
            texts.pop()
        places = [at for at in range(len(order) - len(texts) + 1) if self._fits(order[at : at + len(texts)], texts)]
        if len(texts) == len(order):
            places = [0]
        if len(places) != 1:
            self._say("unaligned", row, n=len(texts), wide=len(order), text=" | ".join(filter(None, texts)))
            return None
        if len(texts) < len(order):
            self._say("short_row", row, n=len(texts), wide=len(order))
        return {w: x for w, x in zip(order[places[0] :], texts, strict=False) if x}

    # ------------------------------------------------------------ a task
    def _task(self, row: Row, values: Mapping[str, str]) -> None:
        task = self._read(row, values)
        if not task.code and not task.content:
            self._say("orphan", row, text=" | ".join(values.values()))
        elif not task.code and h.CODE in self._used():
            self._say("no_code", row, text=task.content)
        elif not task.content:
            self._say("no_content", row, code=task.code)
        if task.code and not h.CODE_LIKE.fullmatch(task.code):
            self._say("bad_code", row, code=task.code)
        if (task.code or task.content) and not task.leads:
            self._say("no_lead", row, code=task.code or task.content)
        self.found.tasks.append(task)

    def _read(self, row: Row, values: Mapping[str, str]) -> DraftTask:
        code, content = one_line(values.get(h.CODE, "")).rstrip(".)"), one_line(values.get(h.CONTENT, ""))
        if not code and h.CODE not in self._used() and (coded := _CODED.fullmatch(content)):
            code, content = coded[1], coded[2]
        start, finish, every, after = self._times(row, values)
        note = one_line(values.get(h.NOTE, ""))
        waits = (*after, *codes_waited_for(content), *codes_waited_for(note), *_codes(values.get(h.AFTER, "")))
        return DraftTask(
            code=code,
            content=content,
            group=self._group_of(row, code),
            leads=found_in(values.get(h.LEAD, "")),
            coordinators=found_in(values.get(h.WITH, "")),
            start=start,
            finish=finish,
            note=note,
            place=self._place(row),
            every=every,
            after=tuple(dict.fromkeys(waits)),
        )

    def _group_of(self, row: Row, code: str) -> str:
        """The heading above; a code that belongs to another one is reported."""
        own = code.rpartition(".")[0]
        if own and self.group.isdigit() and own != self.group and not own.startswith(f"{self.group}."):
            self._say("foreign_group", row, code=code, group=self.group)
        return self.group

    def _times(self, row: Row, values: Mapping[str, str]) -> tuple[When, When, tuple[str, ...], tuple[str, ...]]:
        every: list[str] = []
        after: list[str] = []
        read = {which: self._time(row, which, one_line(values[which]), every, after)
                for which in (h.PERIOD, h.START, h.FINISH) if which in values}  # fmt: skip
        period = read.get(h.PERIOD, (When(), When()))
        start = read[h.START][0] if h.START in read else period[0]
        finish = read[h.FINISH][1] if h.FINISH in read else period[1]
        return start, finish, tuple(dict.fromkeys(every)), tuple(after)

    def _time(self, row: Row, which: str, words: str, every: list[str], after: list[str]) -> tuple[When, When]:
        meant = meaning(words, self.year)
        every += meant.every
        after += meant.after
        column = next((column for column, w in self.columns.items() if w == which), 0)
        if meant.wrong:
            self._say("impossible", row, column, text=meant.wrong)
        elif meant.rest:
            self._say("time_unclear", row, column, text=words)
        return When(words, meant.first), When(words, meant.last)


def _codes(text: str) -> list[str]:
    return re.findall(r"[0-9]{1,3}(?:\.[0-9]{1,3})*", text)
