"""What a cell holds, the totals that follow from it, and what may be typed where."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hoanhap.catalog.forms import Form, Row

Place = tuple[str, str]  # (row, column)


@dataclass(frozen=True, slots=True)
class CellFacts:
    """A cell's content. All empty is blank, which is neither 0 nor `mark="nil"` (không phát sinh).

    `derived`: what the register says of this place, in a list its text; None where it says nothing. It is beside the
    content, not in it.
    """

    value: int | None = None
    mark: str = ""
    qualifier: str = ""
    text: str = ""
    revision: int = 0
    derived: int | str | None = None

    @classmethod
    def saying(cls, derived: int | str | None) -> "CellFacts":
        """The content that stands as the register says."""
        return cls(text=derived) if isinstance(derived, str) else cls(derived)

    @property
    def from_register(self) -> bool:
        return self.derived is not None and self.same(CellFacts.saying(self.derived))

    @property
    def typed_over(self) -> bool:
        """Somebody says something else than the register; nil over 0 is the same in other words."""
        if isinstance(self.derived, str):
            return not self.blank and self.text != self.derived
        said = 0 if self.mark == "nil" else self.value
        return self.derived is not None and not self.blank and (said != self.derived or bool(self.qualifier))

    @property
    def blank(self) -> bool:
        return self.value is None and not self.mark and not self.text

    def same(self, other: "CellFacts") -> bool:
        return (self.value, self.mark, self.qualifier, self.text) == (
            other.value,
            other.mark,
            other.qualifier,
            other.text,
        )

    def as_json(self) -> dict[str, Any] | None:
        """The canonical content: only what is there; blank is None. `r`: what the register said."""
        found = {"v": self.value, "m": self.mark, "q": self.qualifier, "t": self.text, "r": self.derived}
        return {k: v for k, v in found.items() if v not in (None, "")} or None

    @classmethod
    def from_json(cls, body: Mapping[str, Any] | None, revision: int = 0) -> "CellFacts":
        body = body or {}
        return cls(body.get("v"), body.get("m", ""), body.get("q", ""), body.get("t", ""), revision, body.get("r"))


BLANK = CellFacts()


def own_rows(form: Form, level: str) -> tuple[Row, ...]:
    """The rows this level fills itself."""
    return tuple(r for r in form.filled_rows if level in r.filled_by)


def computed_rows(form: Form) -> tuple[Row, ...]:
    """Rows that are exactly the sum of their parts, innermost first: nobody types them."""
    rows = [r for r in form.filled_rows if r.parts and r.parts.relation == "="]
    depth = {r.code: r.indent for r in form.rows}
    return tuple(sorted(rows, key=lambda r: -depth[r.code]))


def totalled(form: Form, cells: Mapping[Place, CellFacts], level: str) -> dict[Place, CellFacts]:
    """The computed cells that follow from `cells`: blank while every part is blank, nil when every part is nil."""
    found: dict[Place, CellFacts] = {}
    for row in computed_rows(form):
        if level not in row.filled_by:
            continue
        assert row.parts
        for column in form.columns:
            places = [(part, column.code) for part in row.parts.rows]
            parts = [found.get(p) or cells.get(p, BLANK) for p in places]
            found[row.code, column.code] = added(parts)
    return found


def added(parts: list[CellFacts]) -> CellFacts:
    """The sum of cells. “Hơn” is kept: a total with one open-ended part is open-ended too, never a bare number."""
    values = [p.value for p in parts if p.value is not None]
    if values:
        return CellFacts(sum(values), qualifier="ge" if any(p.qualifier == "ge" for p in parts) else "")
    return CellFacts(mark="nil") if parts and all(p.mark == "nil" for p in parts) else BLANK
