"""`start.py` before anything is installed: what it says when something is missing, and what it does not do twice."""

import ast
import errno
import io
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.files import ROOT
from tools.start import environment, main, pip, port
from tools.start.say import Trouble, from_os_error

START = (ROOT / "start.py").read_text(encoding="ascii")

PIP_SAYS = [
    ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", pip.DISK),
    ("ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407'))", pip.PROXY),
    ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", pip.CERTIFICATE),
    (
        "WARNING: Retrying after NewConnectionError: [Errno -3] Temporary failure in name resolution\n"
        "ERROR: No matching distribution found for django==5.2.19",
        pip.NETWORK,
    ),
    ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", pip.HASHES),
    ("ERROR: No matching distribution found for typst==0.15.2", pip.NO_BUILD),
]


def test_an_old_python_can_read_it_and_is_told_what_it_lacks(monkeypatch, capsys):
    tree = ast.parse(START, feature_version=(3, 6))
    monkeypatch.setattr(sys, "version_info", (3, 8, 1))
    with pytest.raises(SystemExit) as stop:
        exec(compile(tree, "start.py", "exec"), {"__name__": "__main__"})
    assert stop.value.code == 2
    said = capsys.readouterr().err
    assert "3.11" in said
    assert "3.8" in said
    assert "needs Python" in said


@pytest.mark.parametrize(("output", "expected"), PIP_SAYS)
def test_what_pip_says_becomes_one_sentence_with_the_remedy(output, expected):
    trouble = pip.trouble(output, Path("pip.log"))
    assert trouble.vi.startswith(expected[0])
    assert trouble.en.startswith(expected[1])
    assert "pip.log" in trouble.vi


def test_what_nobody_foresaw_is_shown_as_pip_said_it():
    assert "something new" in pip.trouble("something new", Path("pip.log")).en


def test_a_missing_ensurepip_names_the_one_package(monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv/hoanhap.json")
    with pytest.raises(Trouble) as trouble:
        environment.ensure("requirements.txt")
    major, minor = sys.version_info[:2]
    assert f"apt-get install python{major}.{minor}-venv" in trouble.value.vi
    assert not (tmp_path / ".venv").exists()


@pytest.fixture
def pretend(monkeypatch, tmp_path):
    """An environment that is already made; installs are written down instead of done."""
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "lib/python3.11/site-packages").mkdir(parents=True)
    (venv / "Lib/site-packages").mkdir(parents=True)
    for name, value in {"VENV": venv, "BIN": venv / "bin", "STAMP": venv / "hoanhap.json"}.items():
        monkeypatch.setattr(environment, name, value)
    monkeypatch.setattr(environment, "PYTHON", Path(sys.executable))
    installed: list[str] = []
    monkeypatch.setattr(pip, "install", lambda python, lock, **_: installed.append(lock) or True)
    (venv / "hoanhap.json").write_text(json.dumps({"root": str(environment.ROOT)}))
    return installed


def test_the_second_start_installs_nothing(pretend):
    environment.ensure("requirements.txt")
    assert pretend == ["requirements.txt", "requirements-sqlite.txt"]
    environment.ensure("requirements.txt")
    assert len(pretend) == 2


def test_a_changed_lock_is_installed_again(pretend):
    environment.ensure("requirements.txt")
    stamp = json.loads(environment.STAMP.read_text())
    environment.STAMP.write_text(json.dumps({**stamp, "requirements.txt": "older"}))
    environment.ensure("requirements.txt")
    assert pretend.count("requirements.txt") == 2
    assert pretend.count("requirements-sqlite.txt") == 1


def test_a_damaged_stamp_only_costs_another_look(pretend):
    environment.STAMP.write_text("{half a st")
    environment.ensure("requirements.txt")
    assert "requirements.txt" in pretend


def test_a_machine_without_the_sqlite_wheel_is_told_the_journal_mode(pretend, monkeypatch, capsys):
    monkeypatch.setattr(environment, "_try_sqlite", lambda: "DELETE")
    environment.ensure("requirements.txt")
    assert "journal_mode=DELETE" in capsys.readouterr().out


def test_a_port_in_use_is_named_and_another_is_taken_when_none_was_asked_for(monkeypatch, capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with pytest.raises(Trouble, match=str(taken)):
            port.choose(taken)
        monkeypatch.setattr(port, "USUAL", taken)
        chosen = port.choose(None)
    assert chosen != taken
    assert str(taken) in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [0, -1, 65536])
def test_a_port_that_cannot_be_is_refused_in_words(wrong):
    with pytest.raises(Trouble, match="Cổng"):
        port.choose(wrong)


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "đầy"),
        (PermissionError(errno.EACCES, "Permission denied", "/var/x"), "quyền"),
        (OSError(errno.EIO, "Input/output error", "/var/x"), "Input/output error"),
    ],
)
def test_what_the_machine_refuses_is_told_in_words(error, word):
    assert word in from_os_error(error).vi


def test_expected_trouble_never_shows_a_traceback(monkeypatch, capsys):
    def full(*_: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(environment, "ensure", full)
    assert main.main([]) == 1
    said = capsys.readouterr().err
    assert "đầy" in said
    assert "The disk is full" in said
    assert "Traceback" not in said


def test_an_interrupt_ends_quietly(monkeypatch, capsys):
    def interrupt(*_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(environment, "ensure", interrupt)
    assert main.main([]) == 130
    assert "Đã dừng" in capsys.readouterr().out


def test_vietnamese_is_printed_even_where_the_console_has_another_code_page():
    code = "from tools.start.say import speak_utf8, say; speak_utf8(); say('Đã dừng', 'Stopped')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={"PYTHONIOENCODING": "ascii", "PATH": ""}, capture_output=True
    )
    assert "Đã dừng" in done.stdout.decode("utf-8")


def test_slow_work_shows_the_time_it_has_taken(monkeypatch):
    from tools.start import say

    class Console(io.StringIO):
        def isatty(self) -> bool:
            return True

    out = Console()
    monkeypatch.setattr(sys, "stdout", out)
    with say.Step("Việc dài", "Long work") as step:
        step._over.wait(1.3)
    assert "Việc dài / Long work … 1 s" in out.getvalue()
