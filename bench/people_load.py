"""Many persons at once: ours with validation, and the same rows through Django's bulk_create without any.

    python -m bench.people_load [PERSONS]

Ours checks every record by the rules of the single actions, draws codes, makes a key for each person, seals and writes.
The other side gets the finished rows and only writes them. Condition: both leave the same rows. Bar: 3,400 persons a
second. Told beside it: the demo's generator, which makes the records up, and plans, checks and writes their cases.
"""

import argparse
import gc
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from typing import Any

ON = date(2020, 9, 7)
BAR = 3_400
GENERATOR = 5_000
ROUNDS = 3
BATCH = 5_000


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
    row = compared(given.persons)
    print(json.dumps(row, ensure_ascii=False))
    print(json.dumps(generated(given.persons), ensure_ascii=False))
    return 0 if row["equal"] and row["within_bar"] else 1


def compared(persons: int) -> dict[str, Any]:
    from django.db import connection, transaction

    from hoanhap.access.queries import set_up_actor
    from hoanhap.config.demo import register
    from hoanhap.people.actions.load import load
    from hoanhap.people.synthetic.lives import records

    places = register._places(persons, ON)
    made = list(records(seed=7, first=0, count=persons, places=places, on=ON))
    batches = [made[start : start + BATCH] for start in range(0, persons, BATCH)]
    ours, theirs, equal, rows = [], [], True, 0
    for _ in range(ROUNDS):
        with transaction.atomic():
            with still() as took:
                for batch in batches:
                    load(batch, by=set_up_actor(), on=ON)
            ours.append(persons / took())
            tables = {model: list(model._default_manager.order_by("pk")) for model in people()}
            before, rows = seen(), sum(map(len, tables.values()))
            for model in reversed(tables):
                model._default_manager.all()._raw_delete("default")
            with still() as took:
                for model, found in tables.items():
                    model._default_manager.bulk_create(found, batch_size=2_000)
            theirs.append(persons / took())
            equal &= seen() == before
            transaction.set_rollback(True)
    return {
        "bench": "people_load", "on": connection.vendor, "persons": persons, "rows": rows,
        "ours_per_s": [round(x) for x in ours], "bulk_create_per_s": [round(x) for x in theirs],
        "bar": f"best >= {BAR} persons/s", "equal": equal, "within_bar": max(ours) >= BAR,
    }  # fmt: skip


def generated(persons: int) -> dict[str, Any]:
    """The whole of `hoanhap demo --persons`: told, with the share that has measures."""
    from hoanhap.config.demo import register
    from hoanhap.pathways.models import Measure, StepTaken

    began = time.perf_counter()
    came = register.fill(persons, on=ON)
    took = time.perf_counter() - began
    with_cases = Measure.objects.values("person").distinct().count()
    return {
        "bench": "demo --persons", "persons": came, "per_s": round(came / took), "wanted_per_s": GENERATOR,
        "with_measures": round(with_cases / came, 3), "measures": Measure.objects.count(),
        "steps": StepTaken.objects.count(),
    }  # fmt: skip


def people() -> list[Any]:
    """Tables that a load fills, each after those it names."""
    from hoanhap.people import models as m

    return [m.Person, m.PersonKey, m.Alias, m.IdentityPaper, m.Residence, m.Contact, m.Standing, m.Use, m.Test, m.Need,
            m.Support, m.NameWord]  # fmt: skip


def seen() -> list[str]:
    """A digest of each table as it stands."""
    found = []
    for model in people():
        digest = sha256()
        for row in model._default_manager.order_by("pk").values_list().iterator():
            digest.update(repr(row).encode())
        found.append(digest.hexdigest())
    return found


@contextmanager
def still() -> Iterator[Any]:
    """Times what is inside, without the collector of garbage walking through a million rows."""
    gc.collect()
    gc.disable()
    ended: list[float] = []
    began = time.perf_counter()
    try:
        yield lambda: ended[0]
    finally:
        ended.append(time.perf_counter() - began)
        gc.enable()


if __name__ == "__main__":
    sys.exit(main())
