"""The written part of one respondent: sections with their figures in place, and what those below wrote."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, decide
from hoanhap.catalog import loaded
from hoanhap.catalog.forms import Form, Outline, Row
from hoanhap.catalog.forms import Section as SectionFacts
from hoanhap.kernel.lang import Words, speaking
from hoanhap.reporting.models import Difficulty, Recommendation, Respondent, Section
from hoanhap.reporting.queries.cells import counted_ids, totals
from hoanhap.reporting.queries.scope import allowed, subject
from hoanhap.reporting.queries.trace import code_of
from hoanhap.reporting.rules import narrative
from hoanhap.reporting.rules.cells import BLANK, CellFacts, Place
from hoanhap.reporting.rules.typed import shown

HEADING = Row("", Words("", ""))


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure standing in a text. `shown` is "…" when there is nothing to show yet."""

    shown: str
    code: str  # trace code
    form: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Written:
    """One section: what the outline asks, and what stands there. `pieces`: the text with its figures in place."""

    section: SectionFacts
    text: str
    revision: int
    by: str
    pieces: tuple[str | Figure, ...]
    editable: bool
    draft: bool  # the text is the outline's own first draft, not yet saved by anybody


@dataclass(frozen=True, slots=True)
class Group:
    """What those below wrote under one heading, counted."""

    code: str
    title: Words
    count: int
    units: int
    items: tuple[Difficulty | Recommendation, ...]


@dataclass(frozen=True)
class Narrative:
    respondent: Respondent
    outline: Outline
    sections: tuple[Written, ...]
    difficulties: tuple[Difficulty, ...]
    recommendations: tuple[Recommendation, ...]
    below_difficulties: tuple[Group, ...]
    below_causes: Mapping[str, int]
    below_recommendations: tuple[Group, ...]
    below_texts: tuple[Section, ...]
    editable: bool
    figures: "Figures"

    def pieces(self, text: str, of: Respondent) -> list["str | Figure"]:
        """What `of` wrote, with its own figures in place."""
        return self.figures.beside(of).pieces(text)


def narrative_page(*, actor: Actor, respondent: Respondent, outline: str, on: date) -> Narrative:
    """The caller found `respondent` through scope with NARRATIVE_VIEW."""
    editable = decide(actor, P.NARRATIVE_EDIT, subject(respondent), on).allow
    definition = loaded.outline(outline)
    saved = {s.section: s for s in respondent.sections.filter(outline=outline)}
    own = tuple(respondent.difficulties.select_related("pulled_from__respondent").order_by("pk"))
    asked = tuple(respondent.recommendations.select_related("pulled_from__respondent").order_by("pk"))
    texts = [saved[s.code].text if s.code in saved else s.draft for s in definition.sections]
    figures = Figures(respondent, [*texts, *(item.text for item in (*own, *asked))])
    below = _read_below(actor, respondent, on)
    difficulties = list(Difficulty.objects.filter(respondent__in=below).select_related("respondent").order_by("pk"))
    recommendations = list(
        Recommendation.objects.filter(respondent__in=below).select_related("respondent").order_by("pk")
    )
    return Narrative(
        respondent=respondent,
        outline=definition,
        sections=tuple(
            _written(s, saved.get(s.code), figures, editable, respondent.level) for s in definition.sections
        ),
        difficulties=own,
        recommendations=asked,
        below_difficulties=_grouped(narrative.THEMES, difficulties, "theme"),
        below_causes=Counter(d.cause for d in difficulties),
        below_recommendations=_grouped(narrative.ADDRESSEES, recommendations, "addressee"),
        below_texts=tuple(
            Section.objects.filter(respondent__in=below, outline=outline)
            .exclude(text="")
            .defer("text")
            .select_related("respondent__agency")
            .order_by("section", "respondent__sort")
        ),
        editable=editable,
        figures=figures,
    )


def _read_below(actor: Actor, respondent: Respondent, on: date) -> list[int]:
    """Whose words from below the actor may read, of those who wrote: a reader of sums reads no commune's text."""
    rows = Respondent.objects.filter(campaign=respondent.campaign, path__startswith=respondent.path)
    wrote = Q(sections__isnull=False) | Q(difficulties__isnull=False) | Q(recommendations__isnull=False)
    below = rows.exclude(pk=respondent.pk).filter(wrote).distinct()
    return [r.pk for r in allowed(actor=actor, permission=P.NARRATIVE_VIEW, respondents=below, on=on)]


def _written(section: SectionFacts, saved: Section | None, figures: "Figures", editable: bool, level: str) -> Written:
    text = saved.text if saved else section.draft
    return Written(
        section=section,
        text=text,
        revision=saved.revision if saved else 0,
        by=saved.by_name if saved else "",
        pieces=tuple(figures.pieces(text)),
        editable=editable and section.kind == "text" and level in section.written_by,
        draft=not saved and bool(section.draft),
    )


def _grouped(titles: Mapping[str, Words], items: list, by: str) -> tuple[Group, ...]:  # type: ignore[type-arg]
    found: dict[str, list] = {}  # type: ignore[type-arg]
    for item in items:
        found.setdefault(getattr(item, by), []).append(item)
    return tuple(
        Group(code, titles[code], len(rows), len({r.respondent_id for r in rows}), tuple(rows))
        for code, rows in found.items()
    )


class Figures:
    """The figures of one respondent, totals from below included; each form is read once, when first asked for.

    Given `texts`, only the rows that they name are read.
    """

    def __init__(self, respondent: Respondent, texts: Iterable[str] = ()) -> None:
        self.respondent = respondent
        self._named = {(p[0], p[1]) for text in texts for p in narrative.pieces(text) if not isinstance(p, str)}
        self._cells: dict[str, Mapping[Place, CellFacts]] = {}
        self._others: dict[int, Figures] = {respondent.pk: self}

    def beside(self, other: Respondent) -> "Figures":
        """The same for another respondent, whose words stand on the same page."""
        if other.pk not in self._others:
            self._others[other.pk] = Figures(other)
        return self._others[other.pk]

    @cached_property
    def _versions(self) -> dict[str, str]:
        return dict(self.respondent.submissions.values_list("form", "version"))

    def cells(self, form: str) -> Mapping[Place, CellFacts]:
        if form not in self._cells:
            ids = counted_ids(top=self.respondent, form=form) if form in self._versions else []
            rows = {row for code, row in self._named if code == form}
            found = totals(form=self.form(form), submission_ids=ids, rows=rows) if ids else {}
            self._cells[form] = {p: v.cell for p, v in found.items()}
        return self._cells[form]

    def form(self, code: str) -> Form:
        return loaded.form(code, self._versions.get(code))

    def figure(self, form: str, row: str, column: str) -> Figure:
        if form not in self._versions:  # this respondent is not asked that form: nothing to show or follow
            return Figure("…", "", form, row, column)
        content = self.cells(form).get((row, column), BLANK)
        with speaking("vi"):
            text = shown(self.form(form), row, column, content)
        agency = self.respondent.agency.code
        return Figure(text or "…", code_of(self.respondent.campaign.slug, form, agency, row, column), form, row, column)

    def pieces(self, text: str) -> list[str | Figure]:
        return [p if isinstance(p, str) else self._placed(*p) for p in narrative.pieces(text)]

    def _placed(self, form: str, row: str, column: str) -> str | Figure:
        """What looks like a place and names no figure is text, as it was typed."""
        known = form in self._versions or form in {f.code for f in loaded.forms()}
        if known and self.form(form).row.get(row, HEADING).measure and column in self.form(form).column:
            return self.figure(form, row, column)
        return f"{{{{{form}.{row}.{column}}}}}"
