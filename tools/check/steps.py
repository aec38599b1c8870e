"""The checks, in order, as a table. Each is a command line; what it needs is started before and stopped after."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PY = sys.executable
DJANGO = (PY, "-m", "django")
THREE_AT_ONCE = ("-n", "3", "--dist", "worksteal")  # on two cores: there is always one that waits
BENCHES = {
    "people_load": (),
    "workbooks": ("--country",),
    "annex_xlsx": (),
    "figures": (),
    "one_figure": ("--sizes", "10000", "100000"),
    "consolidation": (),
    "pages": (),
    "person_page": (),
    "search": (),
    "plan_reading": (),
    "plan_board": (),
    "histories": (),
}  # exit 1 below the bar
RULES = "rules"  # files and packages of this name are pure, and typed strictly


@dataclass(frozen=True)
class Check:
    name: str
    command: Callable[[], list[str]]
    needs: frozenset[str] = frozenset()  # "postgresql", "chromium"
    tests: bool = False  # a pytest run: its own counts go into the total, and `-k` applies
    full_only: bool = False


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


CHECKS = (
    Check("ruff", lambda: [PY, "-m", "ruff", "check", "."]),
    Check("mypy", lambda: [PY, "-m", "mypy", *strictly_typed()]),
    Check("import-linter", _lint_imports),
    Check("generated docs", lambda: [PY, "-m", "tools.generate_docs", "--check"]),
    Check("django checks", lambda: [*DJANGO, "check"]),
    Check("migrations complete", lambda: [*DJANGO, "makemigrations", "--check", "--dry-run"]),
    *(  # before the tests: times are taken while nothing else has warmed or filled the machine
        Check(f"bench {name}", _module(f"bench.{name}", *more), full_only=True) for name, more in BENCHES.items()
    ),
    Check(
        "tests on SQLite",  # and the journeys
        _pytest("tests", *THREE_AT_ONCE),
        needs=frozenset({"chromium"}),
        tests=True,
    ),
    Check(
        "tests on PostgreSQL",  # only what meets the database: tests/conftest.py
        _pytest("tests", "--ignore=tests/journeys", "--ignore=tests/start", *THREE_AT_ONCE),
        needs=frozenset({"postgresql", "chromium"}),
        tests=True,
    ),
)
