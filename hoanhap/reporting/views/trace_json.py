"""What a figure's page says, as plain values."""

from typing import Any

from hoanhap.indicators.queries.who import Rows
from hoanhap.reporting.queries import scope
from hoanhap.reporting.queries.behind import Source
from hoanhap.reporting.queries.coverage import Coverage
from hoanhap.reporting.queries.overrides import Override
from hoanhap.reporting.queries.trace import Contribution, Trace


def as_json(found: Trace) -> dict[str, Any]:
    assert found.row.measure
    return {
        "code": found.code,
        "form": found.form.code,
        "row": {"code": found.row.code, "title": str(found.row.title), "unit": str(found.row.measure.title)},
        "column": {"code": found.column.code, "title": str(found.column.title)},
        "unit": {"code": scope.code_of(found.respondent), "name": found.respondent.name},
        "value": found.cell.value,
        "mark": found.cell.mark,
        "shown": found.shown,
        "sealed": found.sealed,
        "register_now": found.now,
        "coverage": {level: _coverage(c) for level, c in found.coverage.items()},
        "made_of": [_part(c) for c in found.contributions],
        "typed_over": [_override(o) for o in found.overrides],
        "sources": [_source(s) for s in found.sources],
    }


def _coverage(c: Coverage) -> dict[str, int]:
    return {
        "counted": c.counted,
        "expected": c.expected,
        "register": c.register,
        "typed": c.typed,
        "missing": c.missing,
    }


def _part(c: Contribution) -> dict[str, Any]:
    return {
        "unit": c.respondent.name,
        "agency": c.respondent.agency.code,
        "own": c.own,
        "counted": c.counted,
        "shown": c.shown,
        "origin": c.origin,
        "register_now": c.said,
    }


def _override(o: Override) -> dict[str, str]:
    return {
        "unit": o.respondent.name,
        "row": o.row,
        "column": o.column,
        "typed": o.shown,
        "register": o.said,
        "reason": o.reason,
    }


def _source(s: Source) -> dict[str, Any]:
    return {
        "row": s.row,
        "indicator": s.indicator.code,
        "definition": str(s.definition),
        "source": s.indicator.source,
        "verified": s.indicator.verified,
        "start": s.start.isoformat(),
        "end": s.end.isoformat(),
        "map_date": s.map_day.isoformat(),
        "frozen": s.frozen,
        "rows": _rows(s.rows),
        "gone": _rows(s.gone),
        "fresh": _rows(s.fresh),
    }


def _rows(rows: Rows | None) -> dict[str, Any] | None:
    if rows is None:
        return None
    people = [{"person": w.code, "adds": w.adds, "why": list(w.why)} for w in rows.people]
    found: dict[str, Any] = {"people": people, "others": rows.others}
    if rows.things:
        found["means"] = [{"unit": x.unit, "adds": x.adds, "why": list(x.why)} for x in rows.things]
    return found
