"""How big the random suites are: a tenth at push, whole with `start.py test --full`."""

import os

SCALE = float(os.environ.get("HOANHAP_TEST_SCALE", "0.1"))
VENDOR = "postgresql" if os.environ.get("HOANHAP_DATABASE_URL") else "sqlite"


def scaled(full: int, at_least: int = 5) -> int:
    """The size named in the issue or in the trust catalogue, cut to this run's scale."""
    return max(min(at_least, full), round(full * SCALE))
