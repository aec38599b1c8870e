"""The same table by a competent Django ORM on PostgreSQL, and by ours, in one run. Slow: minutes of loading at 1m.

    python -m bench.figures_orm [--scale 10k|100k|1m] [--folder DIR]

Conditional aggregates, one query a table and period, distinct persons a level; indexes as Django makes them for foreign
keys, and one a date. A private PostgreSQL, its waits for the disk left out. Bar: ours ≥ 35 × faster, every cell equal.
"""

import argparse
import datetime as dt
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
import numpy as np
import polars as pl
from django.conf import settings
from django.db import connection, models
from django.db.models import Count, Q, QuerySet, Sum

from bench.figures import ours
from bench.figures_data import SCALES, ensure
from bench.figures_others import AT, FIRST, PERIODS, TABLES, Sheet
from tools.check.postgres import cluster

BAR = 35
COLUMNS = {
    "unit": "commune_id integer primary key, district_id integer, province_id integer",
    "person": "person_id integer primary key, sex smallint, birth_date date",
    "reg": "reg_id integer primary key, person_id integer, commune_id integer, start_date date, end_date date",
    "ep": "ep_id integer primary key, person_id integer, commune_id integer, form smallint, seq smallint,"
    " start_date date, end_date date, outcome smallint",
    "cert": "person_id integer, commune_id integer, date date, kind smallint, id serial primary key",
    "test": "person_id integer, commune_id integer, date date, positive smallint, id serial primary key",
    "support": "person_id integer, commune_id integer, date date, kind smallint, amount integer, id serial primary key",
    "move": "person_id integer, date date, from_commune_id integer, to_commune_id integer, id serial primary key",
}
INDEXED = ("person_id", "commune_id", "from_commune_id", "to_commune_id", "start_date", "end_date", "date")


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--scale", choices=SCALES, default="100k")
    arguments.add_argument("--folder", type=Path)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="hoanhap-bench-") as made, cluster() as address:
        folder = ensure(given.folder or Path(made), given.scale)
        row = measured(folder, given.scale, address)
    print(json.dumps(row))
    return 0 if row["equal"] and row["times"] >= BAR else 1


def measured(folder: Path, scale: str, address: str) -> dict[str, Any]:
    at = urlsplit(address)
    database = {"ENGINE": "django.db.backends.postgresql", "NAME": at.path[1:], "USER": at.username}
    database |= {"PASSWORD": at.password, "HOST": at.hostname, "PORT": at.port}
    settings.configure(DATABASES={"default": database}, INSTALLED_APPS=[], USE_TZ=False)
    django.setup()
    begun = time.perf_counter()
    load(folder)
    loaded = time.perf_counter()
    there = Orm(folder).table()
    done = time.perf_counter()
    count, taken = ours(folder), []
    for _ in range(6):
        again = time.perf_counter()
        here = count()
        taken.append(time.perf_counter() - again)
    mine = statistics.median(taken[1:])  # the first warms files and threads, as loading did for the other side
    return {
        "scale": scale, "load_s": round(loaded - begun, 1), "orm_s": round(done - loaded, 1), "ours_s": round(mine, 3),
        "times": round((done - loaded) / mine, 1), "equal": bool(np.array_equal(here, there)),
    }  # fmt: skip


def load(folder: Path) -> None:
    """COPY, then indexes, then VACUUM ANALYZE: the database at its best."""
    with connection.cursor() as cursor:
        cursor.execute("set work_mem='256MB'")
        for table in TABLES:
            cursor.execute(f"create table {table} ({COLUMNS[table]})")
            frame = pl.read_parquet(folder / f"{table}.parquet")
            with cursor.copy(f"copy {table} ({','.join(frame.columns)}) from stdin (format csv)") as copy:
                for part in frame.iter_slices(500_000):
                    copy.write(part.write_csv(include_header=False))
            for column in frame.columns:
                if column in INDEXED and not (table == "person" or column == "commune_id" and table == "unit"):
                    cursor.execute(f"create index on {table}({column})")
        cursor.execute("vacuum analyze")


# ---------------------------------------------------------------- models
def _model(table: str, **fields: models.Field) -> Any:
    meta = type("Meta", (), {"app_label": "bench", "db_table": table, "managed": False})
    return type(table.title(), (models.Model,), {"__module__": __name__, "Meta": meta, **fields})


class Orm:
    def __init__(self, folder: Path) -> None:
        self.sheet = Sheet(folder)
        number, day = models.IntegerField, models.DateField

        def key(to: Any) -> models.ForeignKey:
            return models.ForeignKey(to, models.DO_NOTHING, related_name="+")

        unit = _model("unit", commune_id=number(primary_key=True), district_id=number(), province_id=number())
        person = _model("person", person_id=number(primary_key=True), sex=number(), birth_date=day())

        def where() -> dict[str, models.Field]:
            return {"person": key(person), "commune": key(unit)}

        def span() -> dict[str, models.Field]:
            return {**where(), "start_date": day(), "end_date": day(null=True)}

        self.reg = _model("reg", reg_id=number(primary_key=True), **span())
        self.ep = _model("ep", ep_id=number(primary_key=True), **span(), form=number(), seq=number(), outcome=number())
        ident = {"id": models.AutoField(primary_key=True)}
        self.cert = _model("cert", **ident, **where(), date=day(), kind=number())
        self.test = _model("test", **ident, **where(), date=day(), positive=number())
        self.support = _model("support", **ident, **where(), date=day(), kind=number(), amount=number())
        ends = {"from_commune": key(unit), "to_commune": key(unit)}
        self.move = _model("move", id=models.AutoField(primary_key=True), person=key(person), date=day(), **ends)

    def table(self) -> np.ndarray:
        for k, (a, b) in enumerate(PERIODS):
            for rows, level, key, asked in self.queries(a, b):
                if key is None:
                    found = [(0, *rows.aggregate(**asked).values())]
                else:
                    found = rows.order_by().values_list(key).annotate(**asked)
                for unit, *values in found:
                    for name, value in zip(asked, values, strict=True):
                        self.sheet.values[FIRST[level] + unit, AT[name], k] = value or 0
        return self.sheet.rolled_up()

    def queries(self, a: dt.date, b: dt.date) -> Iterator[tuple[QuerySet, str, str | None, dict[str, Any]]]:
        def n(*conditions: Q, **more: Any) -> Count:
            return Count("pk", filter=Q(*conditions, **more)) if conditions or more else Count("pk")

        def born(years: int) -> dt.date:
            return b - dt.timedelta(days=years * 365.25)

        is_open = Q(end_date__isnull=True) | Q(end_date__gt=b)
        overlaps = Q(start_date__lte=b) & (Q(end_date__isnull=True) | Q(end_date__gte=a))
        ended, new, on = Q(end_date__range=(a, b)), Q(start_date__gte=a), Q(date__range=(a, b))
        birth = "person__birth_date__"
        yield self.reg.objects.filter(overlaps), "commune", "commune", {
            "S_reg": n(is_open), "S_reg_f": n(is_open, person__sex=1),
            "S_reg_u18": n(is_open, **{birth + "gte": born(18)}),
            "S_reg_18_30": n(is_open, **{birth + "lt": born(18), birth + "gte": born(30)}),
            "S_reg_30": n(is_open, **{birth + "lt": born(30)}), "F_reg_new": n(new), "F_reg_end": n(ended),
        }  # fmt: skip
        yield self.ep.objects.filter(overlaps), "commune", "commune", {
            **{f"S_ep{f}": n(is_open, form=f) for f in range(5)}, "S_ep": n(is_open),
            "S_meth1y": n(is_open, form=3, start_date__lt=b - dt.timedelta(365)),
            **{f"F_ep{f}": n(new, form=f) for f in range(5)}, "F_ep": n(new), "F_done": n(ended, outcome=1),
            "F_drop": n(ended, outcome=2), "F_relapse": n(new, seq__gt=0),
        }  # fmt: skip
        yield self.cert.objects.filter(on), "commune", "commune", {f"F_cert{k}": n(kind=k) for k in range(2)}
        supports: dict[str, Any] = {f"F_sup{k}": n(kind=k) for k in range(5)}
        yield self.support.objects.filter(on), "commune", "commune", supports | {"F_amount": Sum("amount")}
        yield self.test.objects.filter(on), "commune", "commune", {"F_test": n(), "F_pos": n(positive=1)}
        yield self.move.objects.filter(on), "commune", "to_commune", {"F_move_in": n()}
        yield self.move.objects.filter(on), "commune", "from_commune", {"F_move_out": n()}

        def persons(*conditions: Q, **more: Any) -> Count:
            condition = Q(*conditions, **more) if conditions or more else None
            return Count("person", distinct=True, filter=condition)

        keys = {"district": "commune__district_id", "province": "commune__province_id", "nation": None}
        for level, key in {"commune": "commune", **keys}.items():
            treated = {"D_treated": persons(), "D_open": persons(is_open)}
            yield self.ep.objects.filter(overlaps), level, key, treated
            tested = {"D_tested": persons(), "D_pos": persons(positive=1)}
            yield self.test.objects.filter(on), level, key, tested
            yield self.support.objects.filter(on), level, key, {"D_supported": persons()}


if __name__ == "__main__":
    os.environ.setdefault("PGTZ", "UTC")
    sys.exit(main())
