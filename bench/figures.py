"""The whole table, 11,369 units × 40 figures × 5 periods, by our bulk engine, by DuckDB and by Polars, in one run.

    python -m bench.figures [--scale 10k|100k|1m] [--folder DIR] [--rounds N]

Ours knows of these 40 only what `definitions/forty.toml` says, and checks the facts on its way; the others are written
for them by hand and check nothing. Every cell must be equal. From Parquet, imports excluded, files warm, two threads a
side, rounds taken in turn. Bars: ≤ 0.4 × DuckDB and ≤ 0.5 × Polars at 1m; below it both are ≤ 1 ×.
"""

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bench.figures_data import ensure
from bench.figures_others import DEFINITIONS, NAMES, by_duckdb, by_polars
from hoanhap.indicators.bulk.folder import counted

BARS = {"10k": (1.0, 1.0), "100k": (1.0, 1.0), "1m": (0.4, 0.5)}  # of DuckDB, of Polars


def ours(folder: Path) -> Callable[[], np.ndarray]:
    def run() -> np.ndarray:
        found = counted(DEFINITIONS, folder)
        assert found.indicators == NAMES
        return found.values

    return run


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--scale", choices=BARS, default="100k")
    arguments.add_argument("--folder", type=Path)
    arguments.add_argument("--rounds", type=int, default=5)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="hoanhap-bench-") as made:
        folder = ensure(given.folder or Path(made), given.scale)
        row = measured(folder, given.scale, given.rounds)
    print(json.dumps(row))
    return 0 if row["equal"] and row["within_bar"] else 1


def measured(folder: Path, scale: str, rounds: int) -> dict[str, object]:
    peak = _peak_of_ours(folder)
    sides = {"ours": ours(folder), "duckdb": by_duckdb(folder), "polars": by_polars(folder)}
    tables = {name: run() for name, run in sides.items()}  # warms files and threads
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, run in sides.items():
            begun = time.perf_counter()
            run()
            taken[name].append(time.perf_counter() - begun)
    median = {name: statistics.median(times) for name, times in taken.items()}
    to_duckdb, to_polars = median["ours"] / median["duckdb"], median["ours"] / median["polars"]
    return {
        "scale": scale,
        **{f"{name}_s": round(seconds, 3) for name, seconds in median.items()},
        "to_duckdb": round(to_duckdb, 3),
        "to_polars": round(to_polars, 3),
        "peak_mb": peak,
        "cells": int(tables["ours"].size),
        "equal": all(np.array_equal(tables["ours"], other) for other in tables.values()),
        "within_bar": to_duckdb <= BARS[scale][0] and to_polars <= BARS[scale][1] and peak <= 2_000,
    }


def _peak_of_ours(folder: Path) -> int:
    """MB, before the others have had any."""
    ours(folder)()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
