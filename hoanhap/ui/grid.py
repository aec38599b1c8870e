"""What `ui/grid.html` draws: a form as its paper looks, ready to be typed into.

A room above builds a `Grid`; the template renders it complete, so that it can be read, filled and posted without
JavaScript; `static/ui/grid.js` then makes a spreadsheet of it. The words that script says are here too, because every
sentence of the product is written once, in both languages.

The wire, both ways in `static/ui/entry/saver.js`:
POST `save_url`, JSON `{"grid": token, "cells": [{"row", "column", "typed", "revision"}]}`; reply 200
`{"saved": [{"row", "column", "shown", "value", "mark", "qualifier", "revision", "register"}],
"conflicts": [{"row", "column", "mine", "theirs", "by", "at", "revision"}],
"computed": [{"row", "column", "shown", "revision", "register"}], "problems": [Problem…], "warnings": n, "blanks": n}`.
`register`: it stands as the register says. `problems` is the whole list, it replaces what stands; `blanks` goes to
`[data-blanks]`, where a page has one; a cell that is neither saved nor in conflict was refused and must have a problem
of its own. Reply 4xx `{"message", "remedy"}`: nothing was saved and trying again will not help.
Without JavaScript the form posts `c.<row>.<column>` for every open cell, `grid`, `revisions` ("row|column:n …") and, in
a list, the button `do` = "add", "up:<row>", "down:<row>" or "remove:<row>"; in a grid "take:<row>|<column>" takes the
register's figure back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString

from hoanhap.kernel.lang import language, t
from hoanhap.kernel.numbers import show_cell
from hoanhap.ui import cells


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A period, or in a list a field: `type` number, text, date or choice; `width` in characters."""

    code: str
    title: str
    small: str = ""
    type: str = "number"
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False
    width: int = 12


@dataclass(frozen=True, slots=True)
class GridCell:
    """`kind`: open, locked (`why` says so), sum (computed from `parts`, rows of the same column) or none.

    `shown` is what stands in it (a choice: its code); `tone`: reg (from the register) or nothing, a problem draws its
    own; `url` leads to what the figure is made of.
    """

    row: str
    column: str
    shown: str = ""
    revision: int = 0
    kind: str = "open"
    tone: str = ""
    why: str = ""
    parts: tuple[str, ...] = ()
    url: str = ""

    @property
    def name(self) -> str:
        return f"c.{self.row}.{self.column}"

    @property
    def id(self) -> str:
        return f"c-{self.row}-{self.column}"


@dataclass(frozen=True, slots=True)
class GridRow:
    """A line of the paper. Without cells it is a heading. `over`: may carry “hơn”. `money`: may be typed “4 tỷ”.

    `url`: in a list, the record a line comes from; such a line is neither moved nor removed.
    """

    code: str
    title: str = ""
    number: str = ""
    dash: str = ""
    lead: str = ""
    indent: int = 0
    measure: str = ""
    bold: bool = False
    exponent: int = 0
    money: bool = False
    over: bool = False
    cells: tuple[GridCell, ...] = ()
    url: str = ""

    @property
    def summed(self) -> bool:
        return any(cell.kind == "sum" for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding at a cell. severity: error, warning, or question (what the level above asked when it returned)."""

    row: str
    column: str
    message: str
    remedy: str = ""
    severity: str = "warning"
    check: str = ""
    explained: str = ""  # the explanation given, when there is one
    link: str = ""
    link_text: str = ""

    @property
    def id(self) -> str:
        return f"p-{self.row}-{self.column}-{self.check}"

    def as_json(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in Problem.__slots__}


TONES = {"error": "wrong", "warning": "bad", "question": "back"}


@dataclass(frozen=True)
class Grid:
    """kind "grid": rows × columns of numbers. kind "list": lines of fields that can be added, moved, removed.

    `blank_line`: in a list, the next free line (its key is above every key ever used), drawn empty for the script.
    """

    kind: str
    token: str
    caption: str
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    problems: tuple[Problem, ...] = ()
    warnings: int = 0
    post_url: str = ""
    save_url: str = ""
    explain_url: str = ""
    saved_at: str = ""
    note: str = ""
    editable: bool = True
    blank_line: GridRow | None = None

    @property
    def nil(self) -> str:
        return nil()

    @property
    def words(self) -> dict[str, Any]:
        return words()

    @property
    def from_register(self) -> bool:
        """Some cells are filled by the register: the page says what their mark means."""
        return any(cell.tone == "reg" for cell in self._cells())

    @cached_property
    def drawn(self) -> list[dict[str, Any]]:
        """Rows with their cells: of a grid each as HTML; of a list each field's cell, column, frame and note."""
        marks = {(p.row, p.column): p for p in reversed(self.problems) if not p.explained}
        return [self._drawn(row, marks) for row in self.rows]

    @property
    def drawn_blank(self) -> dict[str, Any] | None:
        return self._drawn(self.blank_line, {}) if self.blank_line else None

    @property
    def blank_problem(self) -> Problem:
        """What the script clones for each new note."""
        return Problem("", "", "", check="")

    @property
    def revisions(self) -> str:
        return " ".join(f"{c.row}|{c.column}:{c.revision}" for c in self._cells() if c.kind == "open")

    @cached_property
    def notes(self) -> list[dict[str, Any]]:
        """The problems with the cell each of them stands at."""
        rows = {row.code: (place, row) for place, row in enumerate(self.rows, 1)}
        titles = {column.code: column.title for column in self.columns}
        every = {(cell.row, cell.column): cell for cell in self._cells()}
        return [self._note(p, rows.get(p.row), titles.get(p.column, ""), every) for p in self.problems]

    @property
    def width(self) -> int:
        return len(self.columns) + (3 if self.kind == "list" else 2)

    def _drawn(self, row: GridRow, marks: dict[tuple[str, str], Problem]) -> dict[str, Any]:
        draw = self._field if self.kind == "list" else self._figure
        columns = {column.code: column for column in self.columns}
        return {
            "row": row,
            "cells": [draw(row, cell, columns[cell.column], marks.get((cell.row, cell.column))) for cell in row.cells],
        }

    def _figure(self, row: GridRow, cell: GridCell, column: GridColumn, mark: Problem | None) -> SafeString:
        tone = TONES[mark.severity] if mark else cell.tone
        return cells.figure(row, cell, column.title, tone, mark, self.nil)

    def _field(self, row: GridRow, cell: GridCell, column: GridColumn, mark: Problem | None) -> dict[str, Any]:
        """`closed`: drawn already, since nobody types there."""
        look = f"{column.type} {cell.kind} {TONES[mark.severity] if mark else cell.tone}"
        words = dict(column.choices).get(cell.shown, cell.shown) if column.choices else cell.shown
        closed = "" if cell.kind == "open" else cells.closed(cell, look, words)
        return {"cell": cell, "column": column, "look": look, "mark": mark, "closed": closed}

    def _note(
        self,
        problem: Problem,
        found: tuple[int, GridRow] | None,
        column: str,
        every: dict[tuple[str, str], GridCell],
    ) -> dict[str, Any]:
        place, row = found or (0, GridRow(""))
        line = t("Dòng {n}", "Line {n}", n=place) if self.kind == "list" else row.title
        cell = every.get((problem.row, problem.column))
        return {"problem": problem, "where": ", ".join(filter(None, (line, column))), "cell": cell}

    def _cells(self) -> Iterator[GridCell]:
        return (cell for row in self.rows for cell in row.cells)


def nil() -> str:
    return show_cell(None, "nil")


def words() -> dict[str, Any]:
    """What the script says, in the language of the moment. `{x}` are its places."""
    return {
        "lang": language(),
        "nil": nil(),
        "over": t("hơn {n}", "over {n}"),
        "blank": t("chưa có", "not yet"),
        **_saving(),
        **_reading(),
        **_meeting(),
    }


def _saving() -> dict[str, str]:
    return {
        "saving": t("Đang lưu…", "Saving…"),
        "saved": t("Đã lưu lúc {time}", "Saved at {time}"),
        "untouched": t("Chưa có thay đổi", "No changes yet"),
        "offline": t("Chưa lưu được: mất mạng, sẽ thử lại", "Not saved: no network, will try again"),
        "trouble": t("Chưa lưu được: máy chủ đang bận, sẽ thử lại", "Not saved: the server is busy, will try again"),
        "session": t(
            "Chưa lưu được: phiên làm việc đã hết. Đăng nhập lại ở thẻ khác rồi bấm “Thử lại”.",
            "Not saved: your session has ended. Sign in again in another tab, then press “Try again”.",
        ),
        "stuck": t("Còn {n} ô chưa lưu: xem lời nhắc cạnh ô", "{n} cells not saved: see the notes beside them"),
        "clashes": t("{n} ô có người khác vừa sửa: chọn giá trị", "{n} cells were also changed by someone: choose"),
        "retry": t("Thử lại", "Try again"),
        "pasted": t("Đã dán {n} ô.", "Pasted {n} cells."),
        "skipped": t("Bỏ qua {n} ô tổng, ô khóa hoặc ngoài bảng.", "{n} total, locked or outside cells left out."),
        "undone": t("Đã hoàn tác {n} ô.", "Undid {n} cells."),
        "redone": t("Đã làm lại {n} ô.", "Redid {n} cells."),
        "moved": t(
            "Người khác vừa thêm dòng cùng lúc; dòng đang nhập được chuyển xuống dòng {n}.",
            "Someone added a line at the same moment. Yours was moved to line {n}.",
        ),
    }


def _reading() -> dict[str, str]:
    """The same sentences as `kernel.numbers` and `kernel.dates`; tests hold the two readers together."""
    return {
        "notNumber": t("“{x}” không phải là số", "“{x}” is not a number"),
        "notNumberDo": t(
            "Chỉ ghi chữ số, ví dụ 1.234; để trống nếu chưa có số liệu, ghi “-” nếu không phát sinh",
            "Write digits only, for example 1,234; leave it blank if not known yet, or “-” if nothing to report",
        ),
        "negative": t("“{x}” là số âm", "“{x}” is negative"),
        "negativeDo": t(
            "Ô này chỉ nhận số từ 0 trở lên; ghi “-” một mình nếu không phát sinh",
            "This cell takes 0 or more; write “-” alone if there is nothing to report",
        ),
        "tooLarge": t("“{x}” quá lớn", "“{x}” is too large"),
        "tooLargeDo": t("Xem lại đơn vị tính và số chữ số 0", "Check the unit of measure and the number of zeros"),
        "notWhole": t("“{x}” không phải số nguyên", "“{x}” is not a whole number"),
        "notWholeDo": t(
            "Chỉ tiêu này đếm từng người, từng việc: ghi số nguyên, ví dụ {near}",
            "This line counts persons or things: write a whole number, for example {near}",
        ),
        "tooFine": t("“{x}” lẻ hơn một đồng", "“{x}” is finer than one đồng"),
        "tooFineDo": t("Làm tròn, ví dụ {near}", "Round it, for example {near}"),
        "ambiguous": t("“{x}” có thể hiểu là {a} hoặc {b}", "“{x}” may mean {a} or {b}"),
        "ambiguousDo": t("Ghi {a} hoặc {b}", "Write {a} or {b}"),
        "notMoney": t("“{x}” là cách viết số tiền", "“{x}” is how money is written"),
        "notMoneyDo": t(
            "Dòng này không phải số tiền: ghi đủ chữ số, ví dụ 8.200",
            "This line is not money: write all the digits, for example 8,200",
        ),
        "formula": t("Công thức trong ô báo lỗi “{x}”", "The formula in the cell gives the error “{x}”"),
        "formulaDo": t("Sửa công thức hoặc ghi thẳng con số", "Mend the formula or write the number itself"),
        "noOver": t("Dòng này phải ghi số đúng, không ghi “hơn”", "This line takes an exact number, without “over”"),
        "noOverDo": t("Ghi số đúng, ví dụ 8.200", "Write the exact number, for example 8,200"),
        "notDate": t("“{x}” không phải là một ngày", "“{x}” is not a date"),
        "notDateDo": t("Ghi ngày/tháng/năm, ví dụ 07/9/2020", "Write day/month/year, for example 07/9/2020"),
        "notChoice": t("“{x}” không có trong danh mục", "“{x}” is not in the list"),
        "notChoiceDo": t("Chọn một trong: {all}", "Choose one of: {all}"),
    }


def _meeting() -> dict[str, str]:
    return {
        "clash": t("{where}: có người khác vừa sửa ô này", "{where}: someone else has just changed this cell"),
        "mine": t("Của tôi", "Mine"),
        "theirs": t("Của {by}, {at}", "By {by}, {at}"),
        "theirsNobody": t("Đang có", "Standing there"),
        "keepMine": t("Giữ của tôi", "Keep mine"),
        "takeTheirs": t("Lấy của người kia", "Take theirs"),
        "empty": t("để trống", "blank"),
        "line": t("Dòng {n}", "Line {n}"),
    }
