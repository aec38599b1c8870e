"""The checks, in order, as a table. Each is a command line; what it needs is started before and stopped after."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PY = sys.executable
DJANGO = (PY, "-m", "django")
BESIDE_EACH_OTHER = ("tests", "--ignore=tests/journeys", "-n", "2", "--dist", "worksteal")
BENCHES = {
    "people_load": (),
    "workbooks": ("--country",),
    "annex_xlsx": (),
    "consolidation": (),
    "pages": (),
}  # exit 1 below the bar
RULES = "rules"  # files and packages of this name are pure, and typed strictly


@dataclass(frozen=True)
class Check:
    name: str
    command: Callable[[], list[str]]
    needs: frozenset[str] = frozenset()  # "postgresql", "chromium"
    tests: bool = False  # a pytest run: its own counts go into the total, and `-k` applies
    full_only: bool = False
    present: Callable[[], bool] = field(default=lambda: True)  # a part that is not in the house yet


def _lint_imports() -> list[str]:
    """Through the interpreter: the script beside it would not run from a moved checkout."""
    return [PY, "-c", "from importlinter.cli import lint_imports_command as c; c()"]


def strictly_typed() -> list[str]:
    """kernel, law and every rules module, whichever rooms there are."""
    house = ROOT / "hoanhap"
    pure = [path for name in ("kernel", "law") if (path := house / name).exists()]
    pure += sorted(path for path in house.glob("*/*") if path.stem == RULES)
    return [str(path.relative_to(ROOT)) for path in pure]


def _pytest(*arguments: str) -> Callable[[], list[str]]:
    return lambda: [PY, "-m", "pytest", *arguments]


def _module(name: str, *arguments: str) -> Callable[[], list[str]]:
    return lambda: [PY, "-m", name, *arguments]


def _exists(path: str) -> Callable[[], bool]:
    return (ROOT / path).exists


CHECKS = (
    Check("ruff", lambda: [PY, "-m", "ruff", "check", "."]),
    Check("mypy", lambda: [PY, "-m", "mypy", *strictly_typed()]),
    Check("import-linter", _lint_imports),
    Check(
        "generated docs",
        lambda: [PY, "-m", "tools.generate_docs", "--check"],
        present=_exists("tools/generate_docs.py"),
    ),
    Check("django checks", lambda: [*DJANGO, "check"]),
    Check("migrations complete", lambda: [*DJANGO, "makemigrations", "--check", "--dry-run"]),
    *(  # before the tests: times are taken while nothing else has warmed or filled the machine
        Check(f"bench {name}", _module(f"bench.{name}", *more), full_only=True, present=_exists(f"bench/{name}.py"))
        for name, more in BENCHES.items()
    ),
    Check("tests on SQLite", _pytest(*BESIDE_EACH_OTHER), needs=frozenset({"chromium"}), tests=True),
    Check(
        "tests on PostgreSQL",
        _pytest(*BESIDE_EACH_OTHER, "--ignore=tests/start"),  # only what meets the database: tests/conftest.py
        needs=frozenset({"postgresql", "chromium"}),
        tests=True,
    ),
    Check(
        "journeys in Chromium",
        _pytest("tests/journeys", "-n", "2", "--dist", "loadfile"),
        needs=frozenset({"chromium"}),
        tests=True,
        present=lambda: any((ROOT / "tests/journeys").glob("test_*.py")),
    ),
)
