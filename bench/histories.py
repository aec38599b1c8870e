"""Whole lives at once: `hoanhap demo --persons N`, with measures, steps, clocks and papers, as the issue asks for it.

    python -m bench.histories [PERSONS]

Everything is made up, planned, checked by the rules of the single actions, sealed and written; the facts that figures
are counted from are derived in the same transactions, and their time is told apart (the bar leaves figures out). That
the rows are those of the single actions is proved by tests/pathways/test_load.py. Bar: 5,000 persons a second.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from typing import Any

ON = date(2020, 9, 7)
BAR = 5_000


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("persons", nargs="?", type=int, default=20_000)
    given = arguments.parse_args()
    os.environ["HOANHAP_HOME"] = tempfile.mkdtemp(prefix="hoanhap-bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoanhap.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from hoanhap.units.actions import load_country

    call_command("migrate", verbosity=0)
    load_country(on=ON)
    row = loaded(given.persons)
    print(json.dumps(row, ensure_ascii=False))
    return 0 if row["within_bar"] and row["whole"] else 1


def loaded(persons: int) -> dict[str, Any]:
    from django.db import connection

    from hoanhap.config.demo import register
    from hoanhap.documents.models import OfficialPaper
    from hoanhap.facts.actions import acts
    from hoanhap.pathways.models import Clock, Measure, StepTaken

    figures = Beside(acts.renew)
    acts.renew = figures  # type: ignore[assignment]
    began = time.perf_counter()
    came = register.fill(persons, on=ON)
    took = time.perf_counter() - began
    counts = {m.__name__: m._default_manager.count() for m in (Measure, StepTaken, Clock, OfficialPaper)}
    pace = came / (took - figures.took)
    return {
        "bench": "histories", "on": connection.vendor, "persons": came, "per_s": round(pace),
        "per_s_with_facts": round(came / took), "facts_s": round(figures.took, 2), **counts,
        "bar": f">= {BAR} persons/s, figures excluded", "within_bar": pace >= BAR, "whole": all(counts.values()),
    }  # fmt: skip


class Beside:
    """Work that is timed apart from what calls it."""

    def __init__(self, work: Callable[..., Any]) -> None:
        self._work, self.took = work, 0.0

    def __call__(self, *given: Any) -> Any:
        began = time.perf_counter()
        try:
            return self._work(*given)
        finally:
            self.took += time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
