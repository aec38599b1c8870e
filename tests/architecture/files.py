"""The files of the checkout, as the tests of the house look at them."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("hoanhap", "tools", "catalog", "law", "docs", "bench", "tests", ".ci")
TEXT = {".py", ".toml", ".md", ".html", ".css", ".js", ".txt", ".in", ".csv", ".typ", ".json", ""}


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def text_files(*folders: str) -> Iterator[Path]:
    """Everything that is ours and text; the five sources stay as they were received, and are nobody's code."""
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.suffix in TEXT and path.name[0] != ".")
    for folder in folders or OURS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in TEXT and not _foreign(path):
                yield path


def python_files(*folders: str) -> Iterator[Path]:
    return (path for path in text_files(*folders) if path.suffix == ".py")


def _foreign(path: Path) -> bool:
    return "__pycache__" in path.parts or (ROOT / "tests/sources") in path.parents or "shots" in path.parts
