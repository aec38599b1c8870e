"""One form of any unit, always current: read while the store grows, and after single acts shown at the nation.

    python -m bench.one_figure [--sizes 10000 100000] [--acts 30] [--home DIR [--reads]]

Made-up persons in communes of the whole country, eight facts each, straight into the tables of facts; the store is
filled by the bulk engine. Bars: Phụ lục 2 for a commune, a district, a province and the nation in ≤ 5 ms (median), at
every size; one act (a certificate of this year, one of 2016, a move to another province) shown at the nation ≤ 20 ms
after its commit; memory ≤ 2 GB at its peak, the recount of everything included. Condition: each act is seen, and after
them every kept figure equals a full recount. Told beside them: the act itself, the filling, the recount. `--home`: a
folder that is kept, so that a million persons are made once and measured as often as one likes; `--reads`: of such a
folder, neither filled nor recounted again: a few seconds, for a machine that is quiet for no longer.
"""

import argparse
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

ON = date(2020, 9, 7)
READ_BAR, SHOWN_BAR = 5.0, 20.0  # ms
PEAK_BAR = 2_000  # MB
AT_ONCE = 20_000
PERIODS = "2016..2020H1"
FIRST = date(2012, 1, 1)


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--sizes", nargs="+", type=int, default=[10_000, 100_000])
    arguments.add_argument("--acts", type=int, default=30)
    arguments.add_argument("--home")
    arguments.add_argument("--reads", action="store_true")
    given = arguments.parse_args()
    os.environ["HOANHAP_HOME"] = given.home or tempfile.mkdtemp(prefix="hoanhap-bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoanhap.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from hoanhap.facts.models import Subject
    from hoanhap.units.actions import load_country
    from hoanhap.units.models import Unit

    call_command("migrate", verbosity=0)
    if not Unit.objects.exists():
        load_country(on=ON)
    sound = True
    for size in given.sizes:
        row = measured(size, Subject.objects.count(), given.acts, recount=not given.reads)
        print(json.dumps(row, ensure_ascii=False), flush=True)
        sound &= row["equal"] and row["within_bar"]
    return 0 if sound else 1


def measured(size: int, there: int, acts: int, *, recount: bool) -> dict[str, Any]:
    """`there`: so many persons are made already."""
    from django.db import connection

    from hoanhap.facts.models import Fact
    from hoanhap.indicators.actions.filling import rebuild
    from hoanhap.indicators.models import Figure
    from hoanhap.indicators.queries.columns import current
    from hoanhap.indicators.queries.verify import differences

    people = load(there, size)
    filled, wrong, recounted = 0.0, 0, 0.0
    if not recount and not current():
        raise SystemExit("--reads: the figures kept there are of other definitions; run once without it")
    if recount:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        _, filled = timed(lambda: rebuild(ON))
    reads = {level: round(read(code), 2) for level, code in units().items()}
    act, shown, right = events(people, acts)
    if recount:
        wrong, recounted = timed(lambda: sum(1 for _ in differences()))
    slowest, peak = max(reads.values()), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {
        "bench": "one_figure", "on": connection.vendor, "persons": size, "facts": Fact.objects.count(),
        "figures": Figure.objects.count(), "fill_s": round(filled / 1000, 1), "recount_s": round(recounted / 1000, 1),
        "form_ms": reads, "act_ms": act, "shown_ms": shown, "bars_ms": [READ_BAR, SHOWN_BAR],
        "peak_mb": peak, "peak_bar_mb": PEAK_BAR, "equal": right and wrong == 0,
        "within_bar": slowest <= READ_BAR and max(shown.values()) <= SHOWN_BAR and peak <= PEAK_BAR,
    }  # fmt: skip


# ---------------------------------------------------------------- made-up facts
def communes() -> list[int]:
    from hoanhap.units.queries import tree

    return [unit.id for unit in tree(ON).units() if unit.level == "commune"]


def load(first: int, size: int) -> list[int]:
    """Persons from `first` up to `size`; returns the numbers of some of them."""
    from django.db import transaction

    from hoanhap.facts.actions.bulk import insert
    from hoanhap.facts.actions.writing import COLUMNS
    from hoanhap.facts.models import Fact, Subject

    chance, places = Random(size), communes()
    for start in range(first, size, AT_ONCE):
        some = range(start, min(start + AT_ONCE, size))
        born = [(date(1960, 1, 1) + timedelta(days=chance.randrange(16_000))).isoformat() for _ in some]
        sexes = ["female" if chance.random() < 0.1 else "male" for _ in some]
        rows = zip((n + 1 for n in some), sexes, born, (None for _ in some), strict=True)
        with transaction.atomic():
            insert(Subject, ("person", "sex", "birth", "load_id"), list(rows))
            numbers = Subject.objects.filter(person__gt=start, person__lte=some[-1] + 1).values_list("pk", flat=True)
            insert(Fact, COLUMNS, [row for number in numbers for row in life(number, chance, places)])
    return list(Subject.objects.filter(person__lte=1_000).values_list("person", flat=True))


def life(number: int, chance: Random, places: list[int]) -> Iterator[tuple[Any, ...]]:
    unit, since = chance.choice(places), FIRST + timedelta(days=chance.randrange(2_800))
    over = since + timedelta(days=900) if chance.random() < 0.3 else None
    kind = chance.choice(("home", "community", "methadone"))

    def row(relation: str, start: date, end: date | None, codes: str, amount: int = 0) -> tuple[Any, ...]:
        return relation, number, unit, start.isoformat(), end.isoformat() if end else None, codes, amount, None

    treated = since + timedelta(days=20)
    left = treated + timedelta(days=chance.randrange(100, 500))
    yield row("registration", since, over, f"addict heroin first listed {'closed' if over else '-'}")
    yield row("determination", since, None, "addicted heroin")
    yield row("application", treated, None, f"{kind} {kind} first")
    yield row("measure", treated, left, f"{kind} {kind} first heroin started completed")
    yield row("certificate", left, None, f"{kind} {kind} first")
    yield row("test", treated, None, "urine treatment negative -")
    yield row("counselling", treated, None, "", chance.randrange(1, 6))
    yield row("support", left, None, "loan central", 10_000_000)


# ---------------------------------------------------------------- reading
def units() -> dict[str, str]:
    from hoanhap.units.queries import tree

    country = tree(date(2020, 6, 30))
    return {level: next(u.code for u in country.units() if u.level == level)
            for level in ("commune", "district", "province", "nation")}  # fmt: skip


def read(code: str) -> float:
    """The median of twenty."""
    from hoanhap.indicators.queries.asking import form
    from hoanhap.indicators.rules.periods import named

    took = [timed(lambda: form("phu-luc-2", code, named(PERIODS)))[1] for _ in range(21)]
    return statistics.median(took[1:])


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.perf_counter()
    found = work()
    return found, 1000 * (time.perf_counter() - begun)


# ---------------------------------------------------------------- single acts
def events(people: list[int], acts: int) -> tuple[dict[str, float], dict[str, float], bool]:
    """The median of each kind of act, and of the reading at the nation after it; and whether each was seen."""
    kinds = {"today": (date(2020, 5, 20), False), "back-dated": (date(2016, 2, 3), False), "move": (ON, True)}
    took: dict[str, list[float]] = {kind: [] for kind in kinds}
    shown: dict[str, list[float]] = {kind: [] for kind in kinds}
    right = True
    for n, person in enumerate(people[:acts]):
        kind = list(kinds)[n % len(kinds)]
        day, moves = kinds[kind]
        before, more = nation(day), 0 if moves or certified(person, day) else 1
        _, ms = timed(lambda p=person, d=day, m=moves: act(p, d, moves=m))  # type: ignore[misc]
        took[kind].append(ms)
        after, ms = timed(lambda d=day: nation(d))  # type: ignore[misc]
        shown[kind].append(ms)
        right &= after - before == more
    return _medians(took), _medians(shown), right


def _medians(found: dict[str, list[float]]) -> dict[str, float]:
    return {kind: round(statistics.median(some), 1) for kind, some in found.items() if some}


def nation(day: date) -> int:
    """Certificates, as the nation's form has them in the period of that day."""
    from hoanhap.indicators.queries.asking import form
    from hoanhap.indicators.rules.periods import named

    found = form("phu-luc-2", "VN", named("2020H1" if day.year == 2020 else str(day.year)))
    row = next(n for n, line in enumerate(found.lines) if line.code == "1.6")
    return int(found.values[row][0] or 0)


def certified(person: int, day: date) -> bool:
    """Whether a certificate is there already in the period of that day: the nation counts persons."""
    from hoanhap.facts.queries import of_person

    known = of_person(person)
    there = (
        [row for row in known.rows if row.relation == "certificate" and row.codes[1] != "methadone"] if known else []
    )
    first, beyond = date(day.year, 1, 1), date(2020, 7, 1) if day.year == 2020 else date(day.year + 1, 1, 1)
    return any(first <= row.start < beyond for row in there)


def act(person: int, day: date, *, moves: bool) -> None:
    """As an act of the register ends: what the person's facts are now, in one transaction."""
    from django.db import transaction

    from hoanhap.facts.actions.writing import write
    from hoanhap.facts.queries import of_person
    from hoanhap.facts.rules.rows import Row

    with transaction.atomic():
        known = of_person(person)
        assert known is not None
        rows = list(known.rows)
        if moves:
            there = next(row for row in rows if row.relation == "registration")
            other = communes()[person]
            rows.remove(there)
            rows += [
                there._replace(end=day, codes=(*there.codes[:-1], "moved")),
                there._replace(unit=other, start=day, end=None, codes=(*there.codes[:3], "moved", "")),
            ]
        else:
            rows.append(Row("certificate", rows[0].unit, day, None, ("home", "home", "repeated")))
        write([person], {person: known}, {person: rows})


if __name__ == "__main__":
    sys.exit(main())
