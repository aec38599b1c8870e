"""docs/generated/trust.md: what the last full run proved, from what the tests recorded (tests/trust.py)."""

import json
from pathlib import Path

HEAD = """# What the last full run proved

Written by `python3 start.py test --full`; each line was recorded by the test that measured it. Random seed: {seed}.

| what was tried | how many | what came out | on |
|---|---:|---|---|
"""


def write(recorded: Path, target: Path, seed: int) -> None:
    if not recorded.exists():
        return
    entries = [json.loads(line) for line in recorded.read_text(encoding="utf-8").splitlines()]
    rows = sorted({(e["line"], e["size"], str(e["found"]), e["on"]) for e in entries})
    target.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(f"| {line} | {size:,} | {found} | {on} |\n" for line, size, found, on in rows)
    target.write_text(HEAD.format(seed=seed) + text, encoding="utf-8")
