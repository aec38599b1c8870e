"""docs/generated/trust.md: what the last full run proved, from what the tests recorded (tests/trust.py)."""

import json
from collections import Counter
from pathlib import Path

HEAD = """# What the last full run proved

Written by `python3 start.py test --full`; each line was recorded by the test that measured it. Random seed: {seed}.

| what was tried | how many | what came out | on |
|---|---:|---|---|
"""


def write(recorded: Path, target: Path, seed: int) -> None:
    if not recorded.exists():
        return
    tried, came = Counter[tuple[str, str]](), Counter[tuple[str, str]]()  # a test of many cases records each
    for entry in map(json.loads, recorded.read_text(encoding="utf-8").splitlines()):
        key = entry["line"], entry["on"]
        tried[key] += entry["size"]
        came[key] += entry["found"]
    text = "".join(f"| {line} | {tried[line, on]:,} | {came[line, on]:,} | {on} |\n" for line, on in sorted(tried))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(HEAD.format(seed=seed) + text, encoding="utf-8")
