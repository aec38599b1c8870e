"""An official paper on a screen: the same lines in the same order as its print, as plain values for a template."""

from collections.abc import Iterator
from dataclasses import dataclass

from hoanhap.documents.layout import COUNTRY, MOTTO, RECIPIENTS, STARTS
from hoanhap.documents.paper import (
    Figure,
    Heading,
    Paper,
    Paragraph,
    Run,
    addressed,
    date_line,
    foot,
    heading_text,
    listed,
    number_line,
)


@dataclass(frozen=True, slots=True)
class Line:
    """`runs`: (text, bold, italic)."""

    kind: str  # heading, body
    runs: tuple[tuple[str, bool, bool], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at one place of the foot: `lines` above `name`; or, with `to`, the recipients."""

    to: bool = False
    day: str = ""
    lines: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Screen:
    paper: Paper

    country, motto, recipients = COUNTRY, MOTTO, RECIPIENTS

    @property
    def number(self) -> str:
        return number_line(self.paper)

    @property
    def day(self) -> str:
        return date_line(self.paper)

    @property
    def addressed(self) -> tuple[str, ...]:
        return addressed(self.paper)

    @property
    def bases(self) -> tuple[str, ...]:
        return listed(self.paper.bases, start="")

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(_lines(self.paper))

    @property
    def foot(self) -> tuple[tuple[Place, ...], ...]:
        return tuple(tuple(self._place(kind, who) for kind, who in row) for row in foot(self.paper))

    def _place(self, kind: str, who: str) -> Place:
        match kind:
            case "to":
                return Place(to=True, lines=listed(self.paper.recipients))
            case "also":
                return Place(lines=(who.upper(),))
            case "signer":
                day = "" if self.paper.agency else self.day
                return Place(day=day, lines=self.paper.signature.lines, name=self.paper.signature.name)
        return Place()


def _lines(paper: Paper) -> Iterator[Line]:
    for block in paper.blocks:
        match block:
            case Heading():
                yield Line("heading", ((heading_text(block), True, block.level >= 3),))
            case Paragraph():
                start = STARTS[block.style]
                yield Line("body", (*(((start, False, False),) if start else ()), *map(_run, block.runs)))


def _run(run: Run) -> tuple[str, bool, bool]:
    return (run.shown if isinstance(run, Figure) else run.text), run.bold, run.italic
