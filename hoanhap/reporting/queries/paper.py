"""The report as an official paper: the outline's sections, every figure with its trace, the annexes behind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from hoanhap.catalog import loaded
from hoanhap.catalog.forms import Form, Outline
from hoanhap.documents import docx, pdf, xlsx
from hoanhap.documents.annex import CellShown, Key, annex_table
from hoanhap.documents.paper import AnnexTable, Block, Heading, Paper, Paragraph, Run, Text, reference_line
from hoanhap.documents.paper import Figure as PaperFigure
from hoanhap.documents.xlsx import AnnexHeading
from hoanhap.kernel.lang import speaking, t
from hoanhap.reporting.models import Respondent
from hoanhap.reporting.queries.cells import counted_ids, lines
from hoanhap.reporting.queries.coverage import Coverage, coverage, declared, rests_words
from hoanhap.reporting.queries.narrative import Figures
from hoanhap.reporting.queries.trace import code_of
from hoanhap.reporting.rules.letterhead import letterhead
from hoanhap.reporting.rules.narrative import ADDRESSEES, CAUSES, THEMES
from hoanhap.reporting.rules.typed import shown
from hoanhap.units.queries import agency as agency_of
from hoanhap.units.queries import lead_sector
from hoanhap.units.rules.names import place

CAPITAL = "Hà Nội"  # where the ministries sign
STYLES = {"- ": "bullet", "+ ": "plus"}


@dataclass(frozen=True)
class Report:
    """The paper and what a reader should know of it. `coverage`: per form, per level."""

    paper: Paper
    outline: Outline
    coverage: Mapping[str, Mapping[str, Coverage]]
    figures: int
    forms: tuple[Form, ...]
    values: Mapping[str, Mapping[Key, CellShown]]  # of each annex, by form code

    def render(self, kind: str) -> bytes:
        """The paper as "docx" or "pdf", or its annexes as "xlsx"."""
        if kind == "xlsx":
            notes = " ".join(a.source_note for a in self.paper.annexes[:1])
            heading = AnnexHeading(reference_line(self.paper), self.paper.agency, notes, self.paper.drafted_label)
            return xlsx.book(self.forms, self.values, heading)
        return {"docx": docx.render, "pdf": pdf.render}[kind](self.paper)


def report(*, respondent: Respondent, outline: str, on: date, base_url: str) -> Report:
    """The caller found `respondent` through scope with REPORT_EXPORT. Papers are always Vietnamese."""
    with speaking("vi"):
        definition = loaded.outline(outline)
        figures = Figures(respondent)
        writer = _Writer(respondent, definition, figures, base_url.rstrip("/"))
        blocks = tuple(writer.blocks())
        forms = tuple(figures.form(code) for code in definition.annexes)
        values = {f.code: annex_values(respondent, f, figures, base_url.rstrip("/")) for f in forms}
        rests = {f.code: coverage(top=respondent, form=f.code) for f in forms}
        annexes = tuple(
            annex_table(f, values[f.code], source_note=_source_note(respondent, f, rests[f.code])) for f in forms
        )
        return Report(
            paper=_paper(respondent, definition, blocks, annexes, on),
            outline=definition,
            coverage=rests,
            figures=sum(isinstance(r, PaperFigure) for b in blocks if isinstance(b, Paragraph) for r in b.runs),
            forms=forms,
            values=values,
        )


def _paper(
    respondent: Respondent, outline: Outline, blocks: tuple[Block, ...], annexes: tuple[AnnexTable, ...], on: date
) -> Paper:
    sector = lead_sector(respondent.campaign.map_date)
    head = letterhead(sector, respondent.level)
    day = respondent.campaign.map_date
    unit = respondent.unit
    own = respondent.level in ("centre", "department")
    agency = respondent.agency.name if own else agency_of(unit.pk, sector, day).name
    parent = agency_of(unit.pk, "authority", day).name if head.parented else ""
    return Paper(
        agency=agency,
        parent_agency=parent,
        symbol=f"{outline.kind}-{head.symbol}",
        place=CAPITAL if unit.level == "nation" else place(unit.name, unit.kind),
        kind="BÁO CÁO",
        title=_title(outline),
        drafted_on=on,
        signature=head.signature,
        blocks=blocks,
        recipients=(*_recipients(respondent), f"Lưu: {head.file_under}"),
        annexes=annexes,
        drafted_label=respondent.campaign.notice.split(". ")[0],
    )


def _title(outline: Outline) -> str:
    """What stands under the word BÁO CÁO: “Báo cáo tổng kết …” without saying “báo cáo” twice."""
    title = outline.title.vi
    rest = title.removeprefix("Báo cáo ")
    return rest[:1].upper() + rest[1:]


def _recipients(respondent: Respondent) -> list[str]:
    above = respondent.parent
    return [f"{above.agency.name} (để b/c)"] if above else []


@dataclass(frozen=True)
class _Writer:
    respondent: Respondent
    outline: Outline
    figures: Figures
    base_url: str

    def blocks(self) -> Iterator[Block]:
        texts = dict(self.respondent.sections.filter(outline=self.outline.code).values_list("section", "text"))
        yield from self.text(self.outline.opening)
        for section in self.outline.sections:
            yield Heading(section.depth, section.number, section.title.vi)
            if section.kind == "difficulties":
                yield from self.difficulties()
            elif section.kind == "recommendations":
                yield from self.recommendations()
            yield from self.text(texts.get(section.code, section.draft))
        yield from self.text(self.outline.closing)

    def text(self, text: str) -> Iterator[Block]:
        """One paragraph a line; "- " and "+ " begin list items."""
        for line in text.splitlines():
            if line.strip():
                style = STYLES.get(line.lstrip()[:2], "body")
                yield Paragraph(self.runs(line.strip() if style == "body" else line.lstrip()[2:]), style)  # type: ignore[arg-type]

    def runs(self, line: str) -> tuple[Run, ...]:
        return tuple(
            Text(p) if isinstance(p, str) else PaperFigure(p.shown, p.code, self.url(p.code))
            for p in self.figures.pieces(line)
        )

    def url(self, code: str) -> str:
        return f"{self.base_url}/so-lieu/{code}/"

    def difficulties(self) -> Iterator[Block]:
        rows = list(self.respondent.difficulties.order_by("pk"))
        for theme, title in THEMES.items():
            here = [d for d in rows if d.theme == theme]
            if here:
                yield Paragraph((Text(f"{title.vi}:", italic=True),))
            for d in here:
                cause = CAUSES[d.cause].vi.lower()
                yield Paragraph((*self.runs(d.text.rstrip(".;")), Text(f" (nguyên nhân {cause}).")), "bullet")

    def recommendations(self) -> Iterator[Block]:
        rows = list(self.respondent.recommendations.order_by("pk"))
        for addressee, title in ADDRESSEES.items():
            here = [r for r in rows if r.addressee == addressee]
            if here:
                yield Paragraph((Text(f"Đối với {title.vi}:", italic=True),))
            for r in here:
                yield Paragraph(self.runs(r.text), "bullet")


def annex_values(respondent: Respondent, form: Form, figures: Figures, base_url: str) -> dict[Key, CellShown]:
    return _listed(respondent, form) if form.kind == "list" else _grid(respondent, form, figures, base_url)


def _grid(respondent: Respondent, form: Form, figures: Figures, base_url: str) -> dict[Key, CellShown]:
    found = {}
    for (row, column), cell in figures.cells(form.code).items():
        measure = form.row[row].measure if row in form.row else None
        if not measure:
            continue
        code = code_of(respondent.campaign.slug, form.code, respondent.agency.code, row, column)
        found[row, column] = CellShown(
            shown(form, row, column, cell),
            None if cell.qualifier or cell.mark else cell.value,
            measure.exponent,
            code,
            f"{base_url}/so-lieu/{code}/",
        )
    return found


def _listed(respondent: Respondent, form: Form) -> dict[Key, CellShown]:
    found = {}
    rows = lines(submission_ids=counted_ids(top=respondent, form=form.code))
    for number, (_, key, cells) in enumerate(rows, 1):
        for column in form.columns:
            if column.code in cells:
                found[f"{number}", column.code] = CellShown(shown(form, key, column.code, cells[column.code]))
    return found


def _source_note(respondent: Respondent, form: Form, found: Mapping[str, Coverage]) -> str:
    """What the table rests on, said under it: a missing unit is declared, never counted as zero."""
    parts = [
        f"{c.counted}/{c.expected} {LEVEL_NAMES[level]}" + (f" ({rests_words(c)})" if c.register else "")
        for level, c in found.items()
        if level in LEVEL_NAMES
    ]
    gaps = "; ".join(f"{g.missing.name}: {g.reason}" for g in declared(top=respondent, form=form.code))
    note = t("Tổng hợp từ {parts}.", "Added up from {parts}.", parts=", ".join(parts)) if parts else ""
    return f"{note} Khai báo thiếu: {gaps}." if gaps else note


LEVEL_NAMES = {"commune": "xã, phường, thị trấn", "district": "huyện, thành phố", "centre": "cơ sở cai nghiện"}
