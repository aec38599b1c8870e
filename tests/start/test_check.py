"""The checks count honestly, and find or name what they need."""

import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.architecture.files import ROOT
from tools.check import chromium, main, postgres, steps, trust
from tools.check.main import Result
from tools.start.say import Trouble

REPORT = """<?xml version="1.0"?><testsuites><testsuite tests="10" failures="{failures}" errors="{errors}"
skipped="{skipped}" time="1"/></testsuites>"""


@pytest.mark.parametrize(
    ("failures", "errors", "skipped", "passed", "failed"),
    [(0, 0, 0, 10, 0), (2, 0, 0, 8, 2), (0, 3, 0, 7, 3), (0, 0, 1, 9, 1)],
)
def test_failures_errors_and_skips_all_count_against_a_run(tmp_path, failures, errors, skipped, passed, failed):
    report = tmp_path / "junit.xml"
    report.write_text(REPORT.format(failures=failures, errors=errors, skipped=skipped))
    assert main._counts(report) == (passed, failed)


def test_a_run_that_left_no_report_failed(tmp_path):
    assert main._counts(tmp_path / "junit.xml") == (0, 1)


@pytest.mark.parametrize(
    ("results", "code", "line"),
    [
        ([Result("a", 3, 0, 1), Result("b", 1, 0, 1)], 0, "4 passed, 0 failed"),
        ([Result("a", 3, 1, 1)], 1, "3 passed, 1 failed"),
        ([Result("a", 0, 0, 1)], 1, "0 passed, 1 failed"),
        ([], 1, "0 passed, 1 failed"),
    ],
)
def test_the_last_line_is_the_sum_and_the_exit_code_agrees(results, code, line, capsys):
    assert main._summary(results) == code
    assert capsys.readouterr().out.splitlines()[-1] == line


def test_a_chromium_that_is_named_but_missing_is_said_and_not_replaced(monkeypatch, tmp_path):
    monkeypatch.delenv("HOANHAP_CHROMIUM", raising=False)
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(Trouble, match="CHROMIUM="):
        chromium.find()


def test_playwrights_own_chromium_is_found(monkeypatch, tmp_path):
    _no_browser(monkeypatch, tmp_path)
    own = tmp_path / "chromium-1200/chrome-linux/chrome"
    own.parent.mkdir(parents=True)
    own.touch()
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    assert chromium.find() == own


def test_a_headless_shell_is_taken_before_a_browser_with_windows(monkeypatch, tmp_path):
    _no_browser(monkeypatch, tmp_path)
    for name in ("chromium", "chromium-headless-shell"):
        (tmp_path / name).touch(mode=0o755)
    assert chromium.find() == tmp_path / "chromium-headless-shell"


def test_without_any_chromium_the_one_line_that_installs_it_is_named(monkeypatch, tmp_path):
    _no_browser(monkeypatch, tmp_path)
    with pytest.raises(Trouble) as trouble:
        chromium.find()
    assert chromium.install_line() in trouble.value.vi
    assert chromium.install_line() in trouble.value.en


def _no_browser(monkeypatch, tmp_path):
    for name in ("HOANHAP_CHROMIUM", "CHROMIUM", "PLAYWRIGHT_BROWSERS_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(chromium, "PLACES", ())
    monkeypatch.setattr(chromium, "CACHES", ())


def _install(folder: Path, version: int, *tools: str) -> Path:
    folder.mkdir(parents=True)
    for tool in tools:
        (folder / tool).write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}.4'\n")
        (folder / tool).chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("installed", "expected"),
    [
        ({"15": ("initdb", "pg_ctl", "postgres")}, "15"),
        ({"15": ("initdb", "pg_ctl", "postgres"), "17": ("initdb", "pg_ctl", "postgres")}, "17"),
        ({"15": ("initdb", "pg_ctl", "postgres"), "17": ("psql",)}, "15"),
        ({"14": ("initdb", "pg_ctl", "postgres")}, None),
        ({}, None),
    ],
)
def test_the_newest_postgresql_that_has_a_server_is_taken(monkeypatch, tmp_path, installed, expected):
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    monkeypatch.setattr(postgres, "PLACES", (f"{tmp_path}/*/bin",))
    monkeypatch.setattr(postgres, "EXE", "")
    places = {name: _install(tmp_path / name / "bin", int(name), *tools) for name, tools in installed.items()}
    assert postgres.find() == (places[expected] if expected else None)


def test_every_rules_module_and_the_kernel_are_typed_strictly():
    typed = steps.strictly_typed()
    assert str(Path("hoanhap") / "kernel") in typed
    assert any("access" in path for path in typed)
    assert all(Path(path).stem in ("kernel", "law", "rules") for path in typed)


def test_what_was_proved_is_written_line_by_line_and_the_cases_of_a_line_add_up(tmp_path):
    recorded = tmp_path / "trust.jsonl"
    recorded.write_text('{"line": "tampered copies found", "size": 1000, "found": 1000, "on": "sqlite"}\n' * 2)
    trust.write(recorded, tmp_path / "docs/trust.md", seed=7)
    text = (tmp_path / "docs/trust.md").read_text()
    assert text.count("| tampered copies found | 2,000 | 2,000 | sqlite |") == 1
    assert "seed: 7" in text


def test_a_full_run_that_proved_nothing_writes_nothing(tmp_path):
    trust.write(tmp_path / "none.jsonl", tmp_path / "trust.md", seed=7)
    assert not (tmp_path / "trust.md").exists()


KEPT = """
import sys
from tools.check import postgres
with postgres.cluster() as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("end", ["close", "kill"])
def test_the_private_postgresql_ends_with_the_run_even_when_the_run_is_killed(end):
    line = [sys.executable, "-c", KEPT]
    run = subprocess.Popen(line, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    url = next(text.strip() for text in run.stdout if text.startswith("postgresql://"))
    server = next(p for p in _clusters() if any(f":{c.laddr.port}/" in url for c in p.net_connections()))
    folder = Path(server.cmdline()[-1]).parent
    assert folder.name.startswith("hoanhap-pg-")
    run.kill() if end == "kill" else run.stdin.close()
    run.wait()
    assert not psutil.wait_procs([server], timeout=20)[1]
    guardians = [p for p in psutil.process_iter() if str(folder) in " ".join(_line(p))]
    assert not psutil.wait_procs(guardians, timeout=20)[1]
    assert not folder.exists()
    run.stdout.close()
    run.stdin.close()


def _clusters() -> list[psutil.Process]:
    return [p for p in psutil.process_iter(["name"]) if p.info["name"].startswith("postgres") and "-D" in _line(p)]


def _line(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []
