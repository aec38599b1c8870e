"""Many files, one process that can do nothing but read them; a file that kills it costs itself only."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hoanhap.documents.excel import process
from hoanhap.documents.excel.container import MB, Limits
from hoanhap.kernel.lang import speaking
from hoanhap.reporting.workbook.batch import read_batch
from hoanhap.reporting.workbook.book import Problem
from hoanhap.reporting.workbook.reading import Reader, from_wire
from tests.reporting.workbook.samples import (
    EXPECTED,
    FORMS,
    KEY,
    SHEET,
    edited,
    errors,
    figures,
    part_changed,
    reading,
    setting,
    workbook,
)

PLAIN = workbook()
BAD = edited(PLAIN, setting(E9="hai"))
ROOT = Path(__file__).parents[3]


def test_answers_come_in_order_and_equal_a_reading_without_a_sandbox(tmp_path):
    path = tmp_path / "xã.xlsx"
    path.write_bytes(PLAIN)
    items = [path, ("bad.xlsx", BAD), ("x\u202e\n<b>.xlsx", b"nothing"), ("none.xlsx", b""), (tmp_path / "no.xlsx")]
    answers = list(read_batch(items, FORMS, KEY))
    assert [a.name for a in answers] == [str(path), "bad.xlsx", "x <b>.xlsx", "none.xlsx", str(tmp_path / "no.xlsx")]
    assert answers[0].book == reading(PLAIN) and figures(answers[0].book) == EXPECTED
    assert answers[1].book == reading(BAD)
    assert answers[0].digest == hashlib.sha256(PLAIN).hexdigest() and answers[4].digest == ""
    said = [errors(a.book)[0][1] for a in answers[2:]]
    assert said[0].startswith("Đây không phải") and said[1] == "Tệp rỗng." and said[2].startswith("Không mở được tệp")


def test_a_problem_known_beforehand_passes_through():
    known = Problem("", "", "Có đường dẫn tắt.", "Bỏ đi.")
    answers = list(read_batch([("a", PLAIN), ("b", known), ("c", PLAIN), ("d", known)], FORMS, KEY))
    assert [a.book.problems for a in answers] == [(), (known,), (), (known,)]
    assert [a.book.problems for a in read_batch([("b", known)], FORMS, KEY)] == [(known,)]
    assert list(read_batch([], FORMS, KEY)) == []


def test_problems_speak_the_callers_language():
    with speaking("en"):
        (answer,) = read_batch([("bad", BAD)], FORMS, KEY)
    assert answer.book.problems[0].message == "“hai” is not a number"


def test_another_key_vouches_for_nobody():
    (answer,) = read_batch([("a", PLAIN)], FORMS, b"x" * 32)
    assert answer.book.identity is None and not answer.book.clean


def test_files_are_fetched_a_handful_at_a_time():
    fetched = 0

    def items() -> Iterator[tuple[str, bytes]]:
        nonlocal fetched
        for fetched in range(1, 301):  # noqa: B007
            yield str(fetched), PLAIN

    ahead = 0
    for answered, answer in enumerate(read_batch(items(), FORMS, KEY), start=1):
        assert answer.name == str(answered) and answer.book.clean
        ahead = max(ahead, fetched - answered)
    assert answered == 300 and ahead < 2 * 64 + 1


def test_a_large_file_is_not_even_fetched(tmp_path):
    path = tmp_path / "large.xlsx"
    with path.open("wb") as file:
        file.truncate(21 * MB)
    answers = list(read_batch([path, ("b", b"x" * (20 * MB + 1)), ("c", PLAIN)], FORMS, KEY))
    assert [errors(a.book)[0][1][:8] if errors(a.book) else "" for a in answers] == ["Tệp lớn ", "Tệp lớn ", ""]
    assert answers[0].digest == ""


# ---------------------------------------------------------------- a reader that dies
MISCHIEF = """
import os, sys
sys.path.insert(0, sys.argv[1])
from hoanhap.reporting.workbook.reading import Reader
look = Reader.look
def wicked(self, data):
    if data == b"die": os._exit(3)
    if data == b"raise": raise MemoryError
    if data == b"spin":
        while True: pass
    if data == b"lie":
        sys.stdout.buffer.write(b"\\x05\\0\\0\\0[[1]]"); sys.stdout.flush(); os._exit(0)
    if data == b"shout":
        sys.stdout.buffer.write(b"\\xff\\xff\\xff\\xff"); sys.stdout.flush()
    return look(self, data)
Reader.look = wicked
from hoanhap.documents.excel.child import main
main()
"""


@pytest.fixture
def mischief(monkeypatch):
    monkeypatch.setattr(process, "_START", MISCHIEF)


@pytest.mark.parametrize("blob", [b"die", b"raise", b"lie", b"shout"])
def test_a_file_that_ends_the_reader_costs_itself_only(mischief, blob):
    items = [("1", PLAIN), ("2", blob), ("3", BAD), ("4", PLAIN), ("5", blob)]
    answers = list(read_batch(items, FORMS, KEY))
    assert [a.name for a in answers] == list("12345")
    assert [a.book.clean for a in answers] == [True, False, False, True, False]
    assert "dừng đột ngột" in errors(answers[1].book)[0][1] and errors(answers[1].book) == errors(answers[4].book)
    assert answers[2].book == reading(BAD)


def test_a_file_that_takes_too_long_is_stopped(mischief):
    limits = Limits(seconds=1)
    answers = list(read_batch([("1", PLAIN), ("2", b"spin"), ("3", PLAIN)], FORMS, KEY, limits=limits))
    assert [a.book.clean for a in answers] == [True, False, True]
    assert any(words in errors(answers[1].book)[0][1] for words in ("quá 1 giây", "dừng đột ngột"))


def test_a_file_that_needs_too_much_memory_is_refused_and_the_rest_is_read():
    """A real one: text that is far larger in memory than the limit, within the limits of the zip."""
    limits = Limits(memory=90 * MB, unpacked=900 * MB, ratio=10**9)
    sheet = b'<worksheet><sheetData><row><c r="A1" t="inlineStr"><is><t>' + b"x" * (80 * MB) + b"</t></is></c></row>"
    heavy = part_changed(PLAIN, SHEET, lambda _: sheet + b"</sheetData></worksheet>")
    answers = list(read_batch([("1", PLAIN), ("2", heavy), ("3", PLAIN)], FORMS, KEY, limits=limits))
    assert [a.book.clean for a in answers] == [True, False, True]


def test_a_reader_that_cannot_start_says_so(monkeypatch):
    monkeypatch.setattr(process, "_START", "raise SystemExit(1)")
    with pytest.raises(RuntimeError):
        list(read_batch([("1", PLAIN)], FORMS, KEY))


def test_stopping_early_leaves_no_process_behind(monkeypatch):
    started = []
    popen = subprocess.Popen

    def watched(*args, **more):
        started.append(popen(*args, **more))
        return started[-1]

    monkeypatch.setattr(process.subprocess, "Popen", watched)
    answers = read_batch(((str(i), PLAIN) for i in range(100)), FORMS, KEY)
    next(answers)
    answers.close()
    assert len(started) == 1 and started[0].poll() is not None


# ---------------------------------------------------------------- what the reader is left with
def inside(code: str) -> dict[str, object]:
    """Run code in an interpreter started like the reader's, sealed, with `found` to fill."""
    program = (
        "import sys, json, os, socket; sys.path.insert(0, sys.argv[1]);"
        "import hoanhap.documents.excel.child; from hoanhap.documents.excel import sandbox;"
        "from hoanhap.documents.excel.container import Limits\n"
        f"found = {{}}\n{code}\nprint(json.dumps(found))"
    )
    env: dict[str, str] = {}
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program, str(ROOT)], capture_output=True, text=True, env=env, check=True
    )
    return json.loads(run.stdout)


def test_it_imports_no_package_and_no_django():
    found = inside("found['names'] = sorted({m.split('.')[0] for m in sys.modules})")
    names = set(found["names"])  # type: ignore[call-overload]
    assert not names & {"django", "openpyxl", "python_calamine", "xlsxwriter", "site"}
    assert "hoanhap" in names


TRIES = """
before = os.path.exists("/etc/hosts")
os.chdir(os.environ.get("TMPDIR", "/tmp")); os.makedirs("hoanhap-empty", exist_ok=True); os.chdir("hoanhap-empty")
found["fences"] = sandbox.seal(Limits())
def tried(do):
    try:
        do()
    except (OSError, MemoryError) as wrong:
        return type(wrong).__name__
    return "done"
found["file"] = before and tried(lambda: open("/etc/hosts"))
found["write"] = tried(lambda: open("x", "w").write("x" * 10))
found["dial"] = tried(lambda: socket.create_connection(("127.0.0.1", 9), timeout=1))
found["fork"] = tried(lambda: os.fork() or os._exit(0))
found["memory"] = tried(lambda: bytes(2**30))
"""


@pytest.mark.skipif("sys.platform != 'linux'")
def test_sealed_it_cannot_reach_files_network_processes_or_memory():
    found = inside(TRIES)
    assert found["fences"]["limited"]  # type: ignore[index]
    assert found["memory"] == "MemoryError"
    assert found["write"] != "done" and found["file"] != "done" and found["dial"] != "done"


def test_an_answer_of_the_wrong_shape_is_not_believed():
    good = json.loads(json.dumps(Reader(FORMS).look(PLAIN)))
    assert from_wire(good, FORMS).form == ("mau", "1")
    wrong = [
        None, [], good[:-1], [*good, 1], [5, *good[1:]], [good[0], ["x", "y"], *good[2:]], [*good[:3], -1, *good[4:]],
        [*good[:4], 99, *good[5:]], [*good[:7], ["1"] * 30, *good[8:]], [*good[:7], good[7][:-1], *good[8:]],
        [*good[:8], [[500, "nil", ""]], *good[9:]], [*good[:8], [[0, "evil", ""]], *good[9:]],
        [*good[:10], [["a"]], *good[11:]], [*good[:10], [[1] * 7], *good[11:]],
    ]  # fmt: skip
    for each in wrong:
        with pytest.raises((ValueError, TypeError)):
            from_wire(each, FORMS)
