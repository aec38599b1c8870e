"""A submission as the entry grid draws it: the form's paper with what stands in it and what is wrong with it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from hoanhap.catalog.forms import Form, Row
from hoanhap.kernel.lang import t
from hoanhap.reporting.models import Submission
from hoanhap.reporting.rules.cells import BLANK, CellFacts, Place, computed_rows, own_rows
from hoanhap.reporting.rules.checks import Finding
from hoanhap.reporting.rules.states import State
from hoanhap.reporting.rules.typed import shown
from hoanhap.ui.grid import Grid, GridCell, GridColumn, GridRow, Problem

Line = tuple[int, str, dict[str, CellFacts]]
NUMBERED = re.compile("n[0-9]{4,9}")  # the keys that lines are given here


@dataclass(frozen=True)
class Drawing:
    submission: Submission
    form: Form
    cells: Mapping[Place, CellFacts]
    sums: Mapping[Place, CellFacts]  # totals from below, when there is a below
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    explained: Mapping[tuple[str, str, str], str]
    editable: bool
    reopened: set[Place]
    asked: Mapping[Place, str]
    records: Mapping[str, str] = field(default_factory=dict)  # line → code of the directive it comes from

    def grid(self) -> Grid:
        where = self.submission.respondent.campaign.slug, self.submission.respondent.agency.code, self.form.code
        return Grid(
            kind=self.form.kind,
            token=f"{self.submission.pk}.{self.submission.lock}",
            caption=f"{self.form.annex}. {self.form.title}".replace("\n", " "),
            columns=tuple(
                GridColumn(
                    code=c.code,
                    title=str(c.title),
                    type=c.type,
                    choices=tuple((code, str(title)) for code, title in c.choices),
                    required=c.required,
                    width=c.width,
                )
                for c in self.form.columns
            ),
            rows=tuple(self._row(r) for r in self.form.rows)
            if self.form.kind == "grid"
            else tuple(self._line(line) for line in self.lines),
            problems=tuple(problems_of(self.asked, self.findings, self.explained)),
            warnings=self.submission.warnings,
            post_url=reverse("reporting:save", args=where),
            save_url=reverse("reporting:save", args=where),
            explain_url=reverse("reporting:explain", args=where),
            note=str(self.form.note),
            editable=self.editable,
            blank_line=self._blank_line() if self.form.kind == "list" and self.editable else None,
        )

    def _row(self, row: Row) -> GridRow:
        summed = row in computed_rows(self.form)
        return GridRow(
            code=row.code,
            title=f"{row.title}" + (f" ({row.window})" if row.window else ""),
            number=row.number,
            dash=row.dash,
            lead=row.lead,
            indent=row.indent,
            measure=str(row.measure.title) if row.measure else "",
            bold=row.bold,
            exponent=row.measure.exponent if row.measure else 0,
            money=bool(row.measure and row.measure.atom == "dong"),
            over=row.qualifier,
            cells=tuple(self._cell(row, c.code, summed) for c in self.form.columns) if row.measure else (),
        )

    def _cell(self, row: Row, column: str, summed: bool) -> GridCell:
        place = row.code, column
        own = row in own_rows(self.form, self.submission.respondent.level)
        content = self.cells.get(place, BLANK) if own else self.sums.get(place, BLANK)
        kind, why = self._kind(place, own=own, summed=summed)
        from_register = own and content.from_register
        return GridCell(
            row=row.code,
            column=column,
            shown=shown(self.form, row.code, column, content),
            revision=content.revision,
            kind=kind,
            tone="reg" if from_register else "",
            why=why or (t("Từ sổ theo dõi", "From the register") if from_register and kind == "open" else ""),
            parts=row.parts.rows if kind == "sum" and row.parts else (),
            url=self._figure(place) if (not own and self.sums) or from_register else "",
        )

    def _kind(self, place: Place, *, own: bool, summed: bool) -> tuple[str, str]:
        if not own:
            if self.sums:
                return "locked", t("Cộng từ các đơn vị bên dưới", "Added up from the units below")
            return "none", ""
        if summed and self.editable:
            return "sum", ""
        if not self.editable:
            return "locked", t("Biểu đang khóa", "The form is locked")
        if self.submission.state == State.RETURNED and self.reopened and place not in self.reopened:
            return "locked", t("Chỉ ô có câu hỏi được mở lại", "Only the cells in question are open")
        return "open", ""

    def _figure(self, place: Place) -> str:
        respondent = self.submission.respondent
        return reverse(
            "reporting:figure", args=[respondent.campaign.slug, self.form.code, respondent.agency.code, *place]
        )

    def _line(self, line: Line) -> GridRow:
        submission, key, cells = line
        mine = submission == self.submission.pk
        return GridRow(
            code=key if mine else f"{key}x{submission}",
            url=reverse("directive", args=[self.records[key]]) if key in self.records else "",
            cells=tuple(
                GridCell(
                    row=key if mine else f"{key}x{submission}",
                    column=c.code,
                    shown=cells.get(c.code, BLANK).text
                    if c.type == "choice"
                    else shown(self.form, key, c.code, cells.get(c.code, BLANK)),
                    revision=cells.get(c.code, BLANK).revision,
                    kind="open" if mine and self.editable else "locked",
                    tone="reg" if cells.get(c.code, BLANK).from_register else "",
                    why="" if mine else t("Dòng của đơn vị bên dưới", "A line of a unit below"),
                )
                for c in self.form.columns
            ),
        )

    def _blank_line(self) -> GridRow:
        """Its key is above every key ever used here, blank lines included, so that no two lines share one."""
        used = [int(row[1:]) for row, _ in self.cells if NUMBERED.fullmatch(row)]
        key = f"n{max(used, default=0) + 1:04}"
        return GridRow(code=key, cells=tuple(GridCell(key, c.code) for c in self.form.columns))


def problems_of(
    asked: Mapping[Place, str], findings: Iterable[Finding], explained: Mapping[tuple[str, str, str], str]
) -> list[Problem]:
    """What stands beside the grid: what the level above asked, then every finding with its explanation."""
    questions = [Problem(row, column, question, severity="question") for (row, column), question in asked.items()]
    return questions + [problem(f, explained.get((f.row, f.column, f.check), "")) for f in findings]


def problem(finding: Finding, explained: str = "") -> Problem:
    return Problem(
        finding.row, finding.column, finding.message, finding.remedy, finding.severity, finding.check, explained
    )
