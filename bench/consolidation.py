"""Province consolidation: 199 communes × 3 forms, from the rows of record, against adding the same cells in Python.

    python -m bench.consolidation [HOME]

Bar: the three forms served in ≤ 50 ms. Equality: every total equals the sum of the cells read one by one.
"""

import json
import os
import statistics
import sys
import time

from bench.demo_home import demo_home

FORMS = ("phu-luc-2", "phu-luc-3", "bc-1479")


def main() -> int:
    os.environ["HOANHAP_HOME"] = str(demo_home(sys.argv[1] if len(sys.argv) > 1 else None))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoanhap.config.settings")
    import django

    django.setup()
    from hoanhap.catalog import loaded
    from hoanhap.reporting.models import Cell, Respondent
    from hoanhap.reporting.queries.cells import counted_ids, totals

    top = Respondent.objects.select_related("campaign").get(level="province")

    def served() -> dict[str, dict]:
        return {f: dict(totals(form=loaded.form(f), submission_ids=counted_ids(top=top, form=f))) for f in FORMS}

    def by_hand() -> dict[str, dict]:
        found: dict[str, dict] = {}
        for form in FORMS:
            sums: dict[tuple[str, str], int] = {}
            for cell in Cell.objects.filter(submission_id__in=counted_ids(top=top, form=form)):
                if cell.value is not None:
                    sums[cell.row, cell.column] = sums.get((cell.row, cell.column), 0) + cell.value
            found[form] = sums
        return found

    hand = by_hand()
    ours = {f: {p: t.cell.value for p, t in found.items() if t.cell.value is not None} for f, found in served().items()}
    timed = {}
    for name, work in (("served", served), ("by_hand", by_hand)):
        runs = []
        for _ in range(15):
            begun = time.perf_counter()
            work()
            runs.append(1000 * (time.perf_counter() - begun))
        timed[name] = round(statistics.median(runs), 1)
    cells = Cell.objects.filter(submission__respondent__campaign=top.campaign).count()
    result = {"bench": "consolidation", "cells": cells, "ms": timed, "bar_ms": 50, "equal": ours == hand}
    print(json.dumps(result))
    return 0 if result["equal"] and timed["served"] <= 50 else 1


if __name__ == "__main__":
    sys.exit(main())
