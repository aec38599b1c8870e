"""The same definitions on other engines give the same table: DuckDB, PostgreSQL, and Spark with two workers."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pytest

from hoanhap.indicators.bulk.table import table
from hoanhap.indicators.elsewhere import PersonsMoved, counted
from tests.indicators.worlds import RELATIONS, Memory, World, world
from tools.check.postgres import cluster

DATED = {"span": (("start", "start"), ("end", "end")), "event": (("date", "start"),)}
SPARK_MASTER = re.compile(r"spark://[^\s,]+")


def told_apart_by_no_person(seed: int) -> World:
    of = world(seed)
    return replace(of, changes=tuple(c for c in of.changes if c.person is None))


def columns(of: World) -> dict[str, pa.Table]:
    people = of.people.items()
    found = {
        "person": pa.table({
            "person": pa.array([n for n, _ in people], pa.int64()),
            "birth": pa.array([p.birth for _, p in people], pa.date32()),
            "sex": pa.array([p.values.get("sex") for _, p in people], pa.string()),
        })
    }  # fmt: skip
    for name, relation in RELATIONS.items():
        if relation.shape != "subject" and relation.columns:
            facts = [fact for fact in of.facts if fact.relation == name]
            held = {"unit": pa.array([f.unit for f in facts], pa.string())}
            if relation.subject == "person":
                held["person"] = pa.array([f.person for f in facts], pa.int64())
            for column, attribute in DATED[relation.shape]:
                held[column] = pa.array([getattr(f, attribute) for f in facts], pa.date32())
            held |= {c: pa.array([f.values[c] for f in facts], pa.string()) for c in ("kind", "colour")}
            found[name] = pa.table(held | {"amount": pa.array([f.amounts["amount"] for f in facts], pa.int64())})
    return found


def agree(con: Any, seed: int) -> None:
    of = told_apart_by_no_person(seed)
    tables = {name: con.create_table(f"{name}_{seed}", held, overwrite=True) for name, held in columns(of).items()}
    here = table(of.definitions, Memory(of), of.country, map_date=of.map_date)
    there = counted(con, of.definitions, of.country, tables=tables, map_date=of.map_date)
    assert (here.units, here.indicators, here.periods) == (there.units, there.indicators, there.periods)
    assert np.array_equal(here.values, there.values), seed
    for name in tables:
        con.drop_table(f"{name}_{seed}")


@pytest.mark.parametrize("seed", range(20))
def test_duckdb_counts_the_same(seed: int) -> None:
    agree(ibis.duckdb.connect(), seed)


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Any]:
    with cluster() as address:
        yield ibis.connect(address.replace("postgresql://", "postgres://"))


@pytest.mark.parametrize("seed", range(8))
def test_postgresql_counts_the_same(postgresql: Any, seed: int) -> None:
    agree(postgresql, seed)


# ---------------------------------------------------------------- Spark
def spark_class(*arguments: str, log: Path) -> subprocess.Popen[bytes]:
    import pyspark

    home = Path(pyspark.__file__).parent
    environment = {
        **os.environ,
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
    }
    with log.open("wb") as out:
        return subprocess.Popen([home / "bin" / "spark-class", *arguments], stdout=out, stderr=out, env=environment)


def until_logged(log: Path, pattern: re.Pattern[str]) -> str:
    for _ in range(600):
        if found := pattern.search(log.read_text(errors="replace")):
            return found[0]
        time.sleep(0.1)
    raise AssertionError(log.read_text(errors="replace")[-2000:])


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A master and two workers, each a process of its own."""
    from pyspark.sql import SparkSession

    folder = tmp_path_factory.mktemp("spark")
    deploy = "org.apache.spark.deploy"
    master = ("--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
    running = [spark_class(f"{deploy}.master.Master", *master, log=folder / "master")]
    try:
        address = until_logged(folder / "master", SPARK_MASTER)
        for n in (1, 2):
            worker = (
                "--host",
                "127.0.0.1",
                "--cores",
                "1",
                "--memory",
                "1g",
                "--webui-port",
                "0",
                "-d",
                str(folder / f"{n}"),
            )
            running.append(spark_class(f"{deploy}.worker.Worker", *worker, address, log=folder / f"worker{n}"))
        for n in (1, 2):
            until_logged(folder / f"worker{n}", re.compile("Successfully registered"))
        os.environ["PYSPARK_PYTHON"] = sys.executable
        session = (
            SparkSession.builder.master(address)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
            .config("spark.ui.enabled", "false")
            .getOrCreate()
        )
        yield session
        session.stop()
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait(timeout=30)


@pytest.mark.timeout(900)
def test_spark_with_two_workers_counts_the_same(spark: Any) -> None:
    assert spark.sparkContext.defaultParallelism == 2
    con = ibis.pyspark.connect(spark)
    for seed in (1, 2):
        agree(con, seed)


def test_a_change_that_names_a_person_is_refused() -> None:
    of = next(w for w in map(world, range(200)) if any(c.person for c in w.changes) and w.definitions.periods)
    con = ibis.duckdb.connect()
    tables = {name: con.create_table(name, held) for name, held in columns(of).items()}
    with pytest.raises(PersonsMoved, match="hoanhap figures table"):
        counted(con, of.definitions, of.country, tables=tables)
