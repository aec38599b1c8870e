"""A process that acts on made-up persons, folds and counts anew until it is killed; a line for each that was done.

python -m tests.indicators.writing DATABASE SEED COMMUNE=NUMBER …
"""

import os
import random
import sys
from datetime import date, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoanhap.config.settings")

import django  # noqa: E402
from django.conf import settings  # noqa: E402


def main(database: str, seed: str, *communes: str) -> None:
    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from tests.indicators import store

    places = {name: int(number) for name, _, number in (one.partition("=") for one in communes)}
    chance = random.Random(seed)
    with store.keeping(), store.listening():
        while True:
            once(chance, places)
            print("done", flush=True)


def once(chance: random.Random, places: dict[str, int]) -> None:
    from django.db import transaction

    from hoanhap.indicators.actions import filling, folding
    from tests.indicators import store

    turn = chance.random()
    if turn < 0.05:
        filling.rebuild(store.ON)
    elif turn < 0.25:
        folding.fold()
    else:
        with transaction.atomic():
            store.act(places, chance.randrange(1, 30), life(chance, list(places)))


def life(chance: random.Random, communes: list[str]):  # type: ignore[no-untyped-def]
    """Somebody on the list, perhaps treated; sometimes nobody."""
    from tests.indicators.store import Life

    if chance.random() < 0.1:
        return None
    rows = []
    since = date(2016, 1, 1)
    for _ in range(chance.randrange(1, 4)):
        since += timedelta(days=chance.randrange(1, 500))
        until = since + timedelta(days=chance.randrange(0, 400)) if chance.random() < 0.6 else None
        where = chance.choice(communes)
        standing = chance.choice(("user", "addict"))
        rows.append(("registration", where, since, until, (standing, "heroin", "first", "listed", ""), 0))
        rows.append(("support", where, since, None, ("loan", ""), chance.randrange(1, 10**7)))
    return Life(chance.choice(("male", "female")), date(1990, 1, 1) + timedelta(days=chance.randrange(5000))), rows


if __name__ == "__main__":
    main(*sys.argv[1:])
