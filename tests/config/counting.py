"""The figures that the facts of a loaded demo give, counted in bulk."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.queries import bulk
from hoanhap.indicators.queries.country import country
from hoanhap.indicators.queries.typed import everything
from hoanhap.indicators.rules.kept import Column
from hoanhap.units.models import Unit

Counted = Mapping[tuple[str, str, str], int]  # (form and row, code of the unit, period); no cell: nobody


def counted(forms: Collection[str], spans: Mapping[str, tuple[date, date]], map_day: date) -> Counted:
    answers = [it for it in definitions().indicators if it.form in forms and it.kind == "count"]
    rows = {it.code: f"{it.form} {it.row}" for it in answers}
    columns = [Column(n, *span, map_day) for n, span in enumerate(spans.values())]
    units = dict(Unit.objects.values_list("id", "code"))
    asked, facts = replace(definitions(), indicators=tuple(answers)), everything(country())
    return {
        (rows[code], units[unit], list(spans)[period]): n
        for cells in bulk.counted(asked, facts, facts.country, columns, every=True)
        for (code, unit, period), n in cells.items()
    }
