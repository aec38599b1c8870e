"""`python3 start.py [test]`: environment, home, then the server or the checks."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from tools.start import environment, port
from tools.start.say import Trouble, from_os_error, say, speak_utf8, tell

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    speak_utf8()
    try:
        if arguments[:1] == ["test"]:
            return _test(arguments[1:])
        return _start(options().parse_args(arguments))
    except Trouble as trouble:
        tell(trouble)
    except OSError as error:
        tell(from_os_error(error))
    except KeyboardInterrupt:
        say("\nĐã dừng theo yêu cầu.", "Stopped as asked.")
        return 130
    return 1


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="start.py",
        description="Chạy Hòa Nhập / Run Hòa Nhập. `start.py test` chạy mọi kiểm tra / runs every check.",
    )
    parser.add_argument("--port", type=int, help="cổng, mặc định 8020 / port, 8020 by default")
    parser.add_argument("--no-serve", action="store_true", help="chuẩn bị xong thì dừng / prepare, then stop")
    parser.add_argument("--no-demo", action="store_true", help="không nạp dữ liệu minh họa / without the demo")
    return parser


def _start(chosen: argparse.Namespace) -> int:
    environment.ensure("requirements.txt")
    _prepare(demo=not chosen.no_demo)
    if chosen.no_serve:
        say("✓ Đã chuẩn bị xong. Chạy: python3 start.py", "Everything is ready. Run: python3 start.py")
        return 0
    return _hand_over("-P", "-m", "hoanhap", "serve", "--port", str(port.choose(chosen.port)))


def _prepare(*, demo: bool) -> None:
    """`hoanhap setup`, unless this home was set up from exactly this code."""
    sys.path.insert(0, str(ROOT))
    from hoanhap.config import ready

    if ready.is_ready(demo=demo):
        return
    command = [environment.PYTHON, "-P", "-m", "hoanhap", "setup", *(["--demo"] if demo else [])]
    if subprocess.run(command).returncode:
        raise Trouble("Chuẩn bị dữ liệu chưa xong: xem dòng trên.", "Preparing the data did not finish: see above.")


def _test(arguments: list[str]) -> int:
    environment.ensure("requirements.txt", "requirements-test.txt")
    return _hand_over("-m", "tools.check", *arguments)


def _hand_over(*arguments: str) -> int:
    """Become the product's own Python, so that Ctrl+C and signals reach it and nothing stands between."""
    command = [str(environment.PYTHON), *arguments]
    sys.stdout.flush()
    if os.name != "nt":
        if arguments[:2] == ("-m", "tools.check"):
            os.chdir(ROOT)
        os.execv(command[0], command)
    child = subprocess.Popen(command, cwd=ROOT)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue  # the console sent it to the child as well; wait for its clean stop
