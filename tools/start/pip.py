"""pip, with its hundred lines of output turned into one sentence about what went wrong."""

import os
import subprocess
from pathlib import Path

from tools.start.say import Step, Trouble

ROOT = Path(__file__).resolve().parents[2]

NETWORK = (
    "Không tới được kho gói Python. Kiểm tra mạng rồi chạy lại; phần đã cài được giữ.",
    "The Python package registry cannot be reached. Check the network and run again; what is installed stays.",
)
PROXY = (
    "Máy chủ proxy từ chối. Đặt HTTPS_PROXY=http://người:mật-khẩu@máy:cổng cho đúng rồi chạy lại.",
    "The proxy refused. Set HTTPS_PROXY=http://user:password@host:port correctly and run again.",
)
CERTIFICATE = (
    "Chứng thư mạng không được tin cậy (thường do proxy cơ quan). Đặt PIP_CERT=đường-dẫn-chứng-thư.pem rồi chạy lại.",
    "The network's certificate is not trusted (often an office proxy). Set PIP_CERT=certificate.pem and run again.",
)
DISK = (
    "Ổ đĩa đã đầy. Giải phóng khoảng 1 GB rồi chạy lại.",
    "The disk is full. Free about 1 GB and run again.",
)
HASHES = (
    "Một gói tải về không khớp dấu đã khóa nên bị từ chối. Thử lại; nếu vẫn vậy, báo người quản trị mạng.",
    "A package does not match its locked hash and was refused. Try again; if it repeats, tell your network's keeper.",
)
NO_BUILD = (
    "Một thư viện không có bản dựng sẵn cho máy này. Dùng CPython 3.11 đến 3.14 trên Linux, macOS hoặc Windows 64 bit.",
    "A library has no build for this machine and Python. Use CPython 3.11 to 3.14 on 64-bit Linux, macOS or Windows.",
)
# First match wins: a proxy's refusal also looks like a lost network, and a lost network like a missing package.
SIGNS = (
    (("No space left on device", "Errno 28", "not enough space on the disk"), DISK),
    (("DO NOT MATCH THE HASHES",), HASHES),
    (("ProxyError", "Tunnel connection failed", "407 Proxy"), PROXY),
    (("CERTIFICATE_VERIFY_FAILED", "SSLCertVerificationError", "SSLError"), CERTIFICATE),
    (("NewConnectionError", "ConnectTimeout", "ReadTimeout", "Name or service not known", "getaddrinfo"), NETWORK),
    (("Temporary failure in name resolution", "Network is unreachable", "Connection refused"), NETWORK),
    (("No matching distribution found", "metadata-generation-failed", "Failed building wheel"), NO_BUILD),
)


def trouble(output: str, log: Path) -> Trouble:
    for signs, (vi, en) in SIGNS:
        if any(sign in output for sign in signs):
            return Trouble(f"{vi} (Chi tiết: {log})", f"{en} (Details: {log})")
    tail = "\n    ".join(output.strip().splitlines()[-12:])
    return Trouble(f"Cài đặt không xong. Chi tiết ở {log}", f"Installing did not finish. Details in {log}\n    {tail}")


def install(python: Path, lock: str, *, optional: bool = False) -> bool:
    """Install one lock with its hashes. `optional` takes only ready-made wheels; False when there is none."""
    log = python.parents[1] / f"pip-{Path(lock).stem}.log"
    command = [str(python), "-m", "pip", "install", "--require-hashes", "-r", str(ROOT / lock)]
    if optional:
        command += ["--only-binary", ":all:"]
    total = sum(1 for line in (ROOT / lock).read_text(encoding="utf-8").splitlines() if "==" in line[:80])
    env = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PYTHONUTF8": "1"}

    def seen() -> str:
        text = log.read_text(encoding="utf-8", errors="replace")
        done = text.count("Collecting ") + text.count("Requirement already satisfied")
        return f"({min(done, total)}/{total})"

    with log.open("wb") as out, Step(f"Cài {total} thư viện từ {lock}", f"Installing {total} libraries", seen) as step:
        code = subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, env=env, cwd=ROOT).returncode
        step.failed = code != 0
    if code and not optional:
        raise trouble(log.read_text(encoding="utf-8", errors="replace"), log)
    return code == 0
