"""How big the random suites are: a tenth at push, whole with `start.py test --full`."""

import os

SCALE = float(os.environ.get("HOANHAP_TEST_SCALE", "0.1"))
VENDOR = "postgresql" if os.environ.get("HOANHAP_DATABASE_URL") else "sqlite"


def crawlers(names: list[str]) -> list[str]:
    """Who walks through every page: everybody, but at push one in five on PostgreSQL, where the pages are the same."""
    return names if VENDOR == "sqlite" or SCALE >= 1 else names[::5]


def scaled(full: int, at_least: int = 5) -> int:
    """The size named in the issue or in the trust catalogue, cut to this run's scale."""
    return max(min(at_least, full), round(full * SCALE))
