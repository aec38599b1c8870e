"""What a run proved, in numbers: `record("audit: tampered copies found", size=1000, found=1000)`.

With `start.py test --full` these lines become docs/generated/trust.md.
"""

import json
import os
from pathlib import Path

from tests.scale import VENDOR


def record(line: str, size: int, found: int) -> None:
    """A line of the catalogue: what was tried, how many times, how often it came out so. Cases of one line add up."""
    target = os.environ.get("HOANHAP_TRUST")
    if not target:
        return
    entry = {"line": line, "size": size, "found": found, "on": VENDOR}
    with Path(target).open("a", encoding="utf-8") as file:  # one short write: lines of two workers do not mix
        file.write(json.dumps(entry, ensure_ascii=False) + "\n")
