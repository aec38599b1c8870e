"""The same table by the best SQL we could write for DuckDB, and by Polars: for these 40 figures and no others."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl

from bench.figures_data import COMMUNES, DISTRICTS, PROVINCES
from hoanhap.indicators.definitions import load

DEFINITIONS = Path(__file__).parent / "definitions" / "forty.toml"
NAMES = list(load([DEFINITIONS]).codes)
AT = {name: n for n, name in enumerate(NAMES)}
FIRST = {
    "commune": 0,
    "district": COMMUNES,
    "province": COMMUNES + DISTRICTS,
    "nation": COMMUNES + DISTRICTS + PROVINCES,
}
PERIODS = [(dt.date(y, 1, 1), dt.date(y, 12, 31)) for y in (2016, 2017, 2018, 2019)]
PERIODS += [(dt.date(2020, 1, 1), dt.date(2020, 6, 30))]
TABLES = ("unit", "person", "reg", "ep", "test", "support", "cert", "move")
Array = np.ndarray


class Sheet:
    """The table being filled. What adds up is added up here, the same for every side."""

    def __init__(self, folder: Path) -> None:
        unit = pl.read_parquet(folder / "unit.parquet")
        self.district, self.province = (unit[c].to_numpy().astype("i4") for c in ("district_id", "province_id"))
        self.values = np.zeros((FIRST["nation"] + 1, len(NAMES), len(PERIODS)), "i8")

    def rolled_up(self) -> Array:
        added = [n for n, name in enumerate(NAMES) if name[0] != "D"]
        base = self.values[:COMMUNES][:, added]
        for level, key, size in (("district", self.district, DISTRICTS), ("province", self.province, PROVINCES)):
            order = np.argsort(key, kind="stable")
            summed = np.add.reduceat(base[order], np.searchsorted(key[order], np.arange(size)), axis=0)
            self.values[FIRST[level] : FIRST[level] + size, added] = summed
        self.values[FIRST["nation"], added] = base.sum(0)
        return self.values


# ---------------------------------------------------------------- DuckDB
OPEN = "(end_date is null or end_date>b)"
OVERLAPS = "start_date<=b and (end_date is null or end_date>=a)"
LEVELS: tuple[tuple[str, str, str, str], ...] = (  # level; the next one's column, where it stands, joined on
    ("commune", "district_id", "unit", "commune_id"),
    ("district", "province_id", "(select distinct district_id, province_id from unit)", "district_id"),
    ("province", "0", "", ""),
    ("nation", "", "", ""),
)


def _additive() -> Iterator[tuple[str, list[str]]]:
    """One query a table; a and b stand for the period's first and last day. A join on them would be far slower."""

    def query(source: str, unit: str, where: str, columns: dict[str, str]) -> tuple[str, list[str]]:
        asked = ",".join(c if c.startswith("sum") else f"count(*) filter (where {c})" for c in columns.values())
        return f"select {unit},{asked} from {source} where {where} group by 1", list(columns)

    def young(years: int) -> str:
        return f"(b-birth_date)<{years}*365.25"

    ages = {"S_reg_u18": young(18), "S_reg_18_30": f"not {young(18)} and {young(30)}", "S_reg_30": f"not {young(30)}"}
    listed = {"S_reg": OPEN, "S_reg_f": f"{OPEN} and sex=1", **{n: f"{OPEN} and {c}" for n, c in ages.items()}}
    listed |= {"F_reg_new": "start_date>=a", "F_reg_end": "end_date between a and b"}
    yield query("reg join person using(person_id)", "commune_id", OVERLAPS, listed)
    episodes = {f"S_ep{i}": f"{OPEN} and form={i}" for i in range(5)} | {"S_ep": OPEN}
    episodes |= {"S_meth1y": f"{OPEN} and form=3 and start_date+365<b", "F_ep": "start_date>=a"}
    episodes |= {f"F_ep{i}": f"start_date>=a and form={i}" for i in range(5)}
    episodes |= {"F_done": "end_date between a and b and outcome=1", "F_drop": "end_date between a and b and outcome=2"}
    yield query("ep", "commune_id", OVERLAPS, episodes | {"F_relapse": "start_date>=a and seq>0"})
    on = "date between a and b"
    yield query("cert", "commune_id", on, {f"F_cert{i}": f"kind={i}" for i in range(2)})
    supports = {f"F_sup{i}": f"kind={i}" for i in range(5)} | {"F_amount": "sum(amount)"}
    yield query("support", "commune_id", on, supports)
    yield query("test", "commune_id", on, {"F_test": "true", "F_pos": "positive=1"})
    yield query("move", "to_commune_id", on, {"F_move_in": "true"})
    yield query("move", "from_commune_id", on, {"F_move_out": "true"})


DISTINCT = (
    ("ep", OVERLAPS, OPEN, ("D_treated", "D_open")),
    ("test", "date between a and b", "positive=1", ("D_tested", "D_pos")),
    ("support", "date between a and b", "true", ("D_supported",)),
)


def by_duckdb(folder: Path) -> Callable[[], Array]:
    """Distinct persons are found once a fact and period; upper levels follow from the level below."""
    con = duckdb.connect()
    con.sql("set threads=2")
    for table in TABLES:
        con.sql(f"create view {table} as select * from '{folder}/{table}.parquet'")

    def fetched(query: str) -> Array:
        return np.stack([np.asarray(v, "i8") for v in con.execute(query).fetchnumpy().values()], 1)

    def run() -> Array:
        sheet = Sheet(folder)

        def put(query: str, level: str, names: tuple[str, ...] | list[str], k: int) -> None:
            found = fetched(query)
            for n, name in enumerate(names):
                sheet.values[FIRST[level] + found[:, 0], AT[name], k] = found[:, 1 + n]

        for k, (a, b) in enumerate(PERIODS):

            def dated(query: str, a: dt.date = a, b: dt.date = b) -> str:
                return re.sub(r"\b[ab]\b", lambda m: f"date '{a if m[0] == 'a' else b}'", query)

            for query, names in _additive():
                put(dated(query), "commune", names, k)
            for source, where, flag, names in DISTINCT:
                pairs = f"select person_id, commune_id u, bool_or({flag}) g from {source} where {where} group by 1,2"
                con.execute(dated(f"create or replace temp table d as {pairs}"))
                for level, above, table, column in LEVELS:
                    put("select u,count(*),count(*) filter (where g) from d group by 1", level, names, k)
                    if above:
                        join = f"join {table} x on d.u=x.{column}" if table else ""
                        up = f"select person_id,{above} u,bool_or(g) g from d {join} group by 1,2"
                        con.execute(f"create or replace temp table d2 as {up}")
                        con.execute("drop table d; alter table d2 rename to d")
        return sheet.rolled_up()

    return run


# ---------------------------------------------------------------- Polars
def by_polars(folder: Path) -> Callable[[], Array]:
    def run() -> Array:
        sheet = Sheet(folder)
        jobs = [(k, *job) for k, (a, b) in enumerate(PERIODS) for job in _jobs(folder, pl.lit(a), pl.lit(b))]
        for (k, level, _), found in zip(jobs, pl.collect_all([job[2] for job in jobs]), strict=True):
            unit = found.to_series(0).to_numpy().astype("i8")
            for name in found.columns[1:]:
                sheet.values[FIRST[level] + unit, AT[name], k] = found[name].to_numpy()
        return sheet.rolled_up()

    return run


def _jobs(folder: Path, a: pl.Expr, b: pl.Expr) -> Iterator[tuple[str, pl.LazyFrame]]:
    scan = {table: pl.scan_parquet(folder / f"{table}.parquet") for table in TABLES}
    col: Any = pl.col

    def n(condition: pl.Expr) -> pl.Expr:
        return condition.sum().cast(pl.Int64)

    is_open = col("end_date").is_null() | (col("end_date") > b)
    overlaps = (col("start_date") <= b) & (col("end_date").is_null() | (col("end_date") >= a))
    new, ended = col("start_date") >= a, col("end_date").is_between(a, b).fill_null(False)
    age, on = (b - col("birth_date")).dt.total_days(), col("date").is_between(a, b)
    listed = scan["reg"].join(scan["person"].select("person_id", "sex", "birth_date"), on="person_id").filter(overlaps)
    yield "commune", listed.group_by("commune_id").agg(
        S_reg=n(is_open), S_reg_f=n(is_open & (col("sex") == 1)), S_reg_u18=n(is_open & (age < 18 * 365.25)),
        S_reg_18_30=n(is_open & (age >= 18 * 365.25) & (age < 30 * 365.25)), S_reg_30=n(is_open & (age >= 30 * 365.25)),
        F_reg_new=n(new), F_reg_end=n(ended),
    )  # fmt: skip
    yield "commune", scan["ep"].filter(overlaps).group_by("commune_id").agg(
        **{f"S_ep{j}": n(is_open & (col("form") == j)) for j in range(5)}, S_ep=n(is_open),
        S_meth1y=n(is_open & (col("form") == 3) & (col("start_date") < b.dt.offset_by("-365d"))),
        **{f"F_ep{j}": n(new & (col("form") == j)) for j in range(5)}, F_ep=n(new),
        F_done=n(ended & (col("outcome") == 1)), F_drop=n(ended & (col("outcome") == 2)),
        F_relapse=n(new & (col("seq") > 0)),
    )  # fmt: skip

    def dated(table: str, unit: str = "commune_id", **columns: pl.Expr) -> tuple[str, pl.LazyFrame]:
        return "commune", scan[table].filter(on).group_by(unit).agg(**columns)

    yield dated("cert", **{f"F_cert{j}": n(col("kind") == j) for j in range(2)})
    supports = {f"F_sup{j}": n(col("kind") == j) for j in range(5)}
    yield dated("support", **supports, F_amount=n(col("amount")))
    yield dated("test", F_test=pl.len(), F_pos=n(col("positive") == 1))
    yield dated("move", "to_commune_id", F_move_in=pl.len())
    yield dated("move", "from_commune_id", F_move_out=pl.len())
    person = col("person_id")
    for level in FIRST:
        key = pl.lit(0).alias("u") if level == "nation" else col(f"{level}_id")
        ep, test, support = (scan[table].join(scan["unit"], on="commune_id") for table in ("ep", "test", "support"))
        treated, is_in = person.n_unique(), person.filter(is_open).n_unique()
        yield level, ep.filter(overlaps).group_by(key).agg(D_treated=treated, D_open=is_in)
        positive = person.filter(col("positive") == 1).n_unique()
        yield level, test.filter(on).group_by(key).agg(D_tested=person.n_unique(), D_pos=positive)
        yield level, support.filter(on).group_by(key).agg(D_supported=person.n_unique())
