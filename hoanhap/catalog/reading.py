"""A catalog file that was read → the form, outline or measures it describes."""

from datetime import date
from typing import Any

from hoanhap.catalog import grammar
from hoanhap.catalog.forms import Check, Column, Form, Measure, Outline, Row, Section
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.toml.reading import Source, entries, table

# What could not be read gets these, so that the rest of the file is still checked; a catalog never holds them.
_NONE = Words("", "")
_FORM = {
    "code": "", "version": "", "annex": _NONE, "title": _NONE, "kind": "", "source": "", "verified": False,
    "valid_from": date.min, "valid_to": None, "filled_by": (),
}  # fmt: skip
_MEASURE = Measure("", _NONE)  # its atom is unknown too, so nothing is compared with it
_CHECK = {"code": "", "kind": "", "rows": (), "message": _NONE, "remedy": _NONE}
_OUTLINE = {"code": "", "version": "", "title": _NONE, "source": ""}


def measures(source: Source) -> dict[str, Measure]:
    found = {}
    for code, entry in source.data["measures"].items():
        values = table(source, ("measures", code), entry, grammar.MEASURE)
        found[code] = Measure(**{"code": code, "title": _NONE, "atom": code, **values})
    return found


def form(source: Source, known: dict[str, Measure]) -> Form:
    head = table(source, ("form",), source.data["form"], grammar.FORM)
    columns = [Column(**{"code": "", "title": _NONE, **c}) for c in entries(source, ("columns",), grammar.COLUMN)]
    checks = [Check(**{**_CHECK, **c}) for c in entries(source, ("checks",), grammar.CHECK)]
    rows = [
        _row(source, i, {"filled_by": head.get("filled_by", ()), **values}, known)
        for i, values in enumerate(entries(source, ("rows",), grammar.ROW))
    ]
    return Form(**{**_FORM, **head, "columns": tuple(columns), "rows": tuple(rows), "checks": tuple(checks)})


def _row(source: Source, i: int, values: dict[str, Any], known: dict[str, Measure]) -> Row:
    code = values.pop("measure", None)
    if code and code not in known:
        source.wrong(
            ("rows", i, "measure"),
            t("Không có đơn vị tính “{x}”", "There is no measure “{x}”", x=code),
            t(
                "Dùng một mã trong measures.toml, hoặc thêm mã này vào đó",
                "Use a code of measures.toml, or add this one",
            ),
        )
    written = "measure" in (source.data["rows"][i] if isinstance(source.data["rows"][i], dict) else ())
    measure = known.get(code, _MEASURE) if written else None
    counts = measure.counts if measure else "thing"
    return Row(**{"code": "", "title": _NONE, **values, "measure": measure, "counts": counts})


def outline(source: Source) -> Outline:
    head = table(source, ("outline",), source.data["outline"], grammar.OUTLINE)
    sections = [
        Section(**{"code": "", "number": "", "title": _NONE, **s})
        for s in entries(source, ("sections",), grammar.SECTION)
    ]
    return Outline(**{**_OUTLINE, **head, "sections": tuple(sections)})
