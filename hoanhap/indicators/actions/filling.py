"""The store filled from the facts: all of it, or a column that is new. One transaction, in which nobody else writes:
killed half way, what was there is there."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db import transaction

from hoanhap.facts.actions.bulk import insert
from hoanhap.indicators.actions import listening, locks
from hoanhap.indicators.actions.noting import rebuilt
from hoanhap.indicators.models import Column as Stored
from hoanhap.indicators.models import Figure, FigureChange, IndicatorNumber, Store
from hoanhap.indicators.queries import columns as keeping
from hoanhap.indicators.queries.country import country, stamp
from hoanhap.indicators.rules.kept import Column

Progress = Callable[[int, int], None]  # columns done, of how many
Spec = tuple[date, date, date]
ROW = ("unit_id", "column_id", "series_id", "value")


def quiet(done: int, of: int) -> None:
    """No progress told."""


def fill(on: date, progress: Progress = quiet) -> int:
    """What is missing: everything, if the kept figures are of other definitions or another map; the columns of a new
    year. Returns how many figures were counted."""
    if not keeping.current():
        return rebuild(on, progress)
    return keep_columns(keeping.due(on), progress)


@transaction.atomic
def rebuild(on: date, progress: Progress = quiet) -> int:
    """Count everything again: the columns of `on`, and those there are for campaigns."""
    locks.recounting()
    for code in sorted(set(keeping.kept().codes) - set(IndicatorNumber.objects.values_list("code", flat=True))):
        IndicatorNumber.objects.create(code=code)
    _make(keeping.due(on))
    FigureChange.objects.all().delete()
    Figure.objects.all()._raw_delete("default")
    Store.objects.all().delete()
    Store.objects.create(edition=keeping.edition(), map=stamp())
    found = _count(keeping.columns(), progress)
    rebuilt(found)
    listening.refilled()
    return found


@transaction.atomic
def keep_columns(specs: Iterable[Spec], progress: Progress = quiet) -> int:
    """Keep these periods on these maps from now on: (start, end, day of the map). What is there already stays."""
    wanted = set(specs)
    if not wanted - _there():
        return 0
    locks.recounting()
    return _count(_make(wanted), progress)


def keep_map(day: date, spans: Iterable[tuple[date, date]]) -> int:
    """The periods of a form that a campaign asks for on the map of one day."""
    return keep_columns((start, end, day) for start, end in spans)


def _there() -> set[Spec]:
    return {(c.start, c.end, c.map_day) for c in keeping.columns()}


def _make(specs: Iterable[Spec]) -> list[Column]:
    missing = sorted(set(specs) - _there())
    Stored.objects.bulk_create(Stored(start=start, end=end, map_day=day) for start, end, day in missing)
    return [c for c in keeping.columns() if (c.start, c.end, c.map_day) in set(missing)]


def _count(some: Sequence[Column], progress: Progress) -> int:
    from hoanhap.indicators.queries.bulk import recounted  # with its libraries: most processes never count anew
    from hoanhap.indicators.queries.typed import everything

    numbers, done = keeping.series(), 0
    keys: set[int] = set()
    for cells in recounted(everything(country()), some):
        of = [numbers[code] for code in cells.codes]
        rows = zip(
            cells.unit.tolist(), cells.column.tolist(), cells.indicator.tolist(), cells.value.tolist(), strict=True
        )
        insert(Figure, ROW, [(unit, column, of[n], value) for unit, column, n, value in rows])
        done += len(cells)
        keys.update(cells.column.tolist())
        progress(len(keys), len(some))
    return done
