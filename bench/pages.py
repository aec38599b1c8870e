"""Server time of every page with 20 signed-in users on 2 cores, and memory after 10,000 requests.

    python -m bench.pages [HOME] [REQUESTS]

The real server on a free loopback port; 20 sessions, each its own connection. Once both workers are warm, each person
opens page after page as people do, with seconds between (times come from there); then all of them without a pause
(memory comes from there).
Bars: p95 of any page ≤ 100 ms of server time (the Server-Timing header); RSS of a worker ≤ 250 MB, flat.
"""

import json
import random
import re
import statistics
import sys
import threading
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import psutil

from bench.demo_home import demo_home
from tests.server import Server

PASSWORD = "hoa-nhap-2020-demo"
SLUG = "tong-ket-2016-2020"
USERS = ("xa", "xa2", "lanhdao-xa", "huyen", "huyen2", "tinh", "duyet", "coso", "thanhtra", "bo")
THINK = (2.0, 6.0)  # seconds a person looks at a page before opening the next
PAGES_EACH = 40
WARM_EACH = 30  # before times are taken: every worker has served every kind of page
COMMON = ("/", "/dot-bao-cao/", f"/dot-bao-cao/{SLUG}/")


class Person:
    """One signed-in user with a cookie jar of their own."""

    def __init__(self, base: str, sign_in: str) -> None:
        self.base = base
        self.jar = CookieJar()
        self.web = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.get("/dang-nhap/")
        token = next(c.value for c in self.jar if c.name == "csrftoken")
        body = urlencode({"login": sign_in, "password": PASSWORD, "csrfmiddlewaretoken": token}).encode()
        self.web.open(urllib.request.Request(f"{base}/dang-nhap/", body, {"Referer": base})).read()

    def get(self, path: str) -> tuple[str, float | None, str]:
        """(path after redirects, server milliseconds, body)."""
        with self.web.open(self.base + path, timeout=30) as reply:
            body = reply.read().decode()
            timing = re.search(r"dur=([\d.]+)", reply.headers.get("Server-Timing", ""))
            return reply.url.removeprefix(self.base), float(timing[1]) if timing else None, body


def pages_of(person: Person) -> list[str]:
    """The common pages, and those linked from the person's board, one of each kind."""
    url, _, board = person.get(COMMON[2])
    kinds: dict[str, str] = {}
    for link in re.findall(r'href="(/(?:dot-bao-cao|so-lieu|don-vi|van-ban)/[^"#?]*)"', board):
        if "/tai/" not in link and "/excel/" not in link:
            kinds.setdefault(re.sub(r"(labour|authority|centre)[\w-]*", "*", link), link)
    return [*COMMON[:2], url, *kinds.values(), "/don-vi/"]


def main() -> int:
    home = demo_home(sys.argv[1] if len(sys.argv) > 1 else None)
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    with Server(Path(home), workers=2, extra={"HOANHAP_TIMING": "1"}) as server:
        people = [Person(server.url, USERS[i % len(USERS)]) for i in range(20)]
        times: dict[str, list[float]] = {}
        rss: list[float] = []
        lock = threading.Lock()

        def walk(person: Person, n: int, think: random.Random | None) -> None:
            pages = pages_of(person)
            for i in range(n):
                if think:
                    time.sleep(think.uniform(*THINK))
                _, ms, _ = person.get(pages[i % len(pages)])
                if ms is not None and think:
                    with lock:
                        kind = re.sub(r"(labour|authority|centre)[\w-]*", "*", pages[i % len(pages)])
                        times.setdefault(kind, []).append(ms)

        def drive(each: int, *, thinking: bool) -> None:
            threads = [
                threading.Thread(target=walk, args=(p, each, random.Random(seed) if thinking else None))
                for seed, p in enumerate(people)
            ]
            begun = time.perf_counter()
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            rss.append(max(_rss(server.pid)))
            print(f"  {each * 20} requests, {time.perf_counter() - begun:.0f} s, {rss[-1]:.0f} MB", file=sys.stderr)

        drive(WARM_EACH, thinking=False)
        drive(PAGES_EACH, thinking=True)
        for _ in range(4):
            drive(wanted // 4 // len(people), thinking=False)
    p95 = {page: round(statistics.quantiles(found, n=20)[18], 1) for page, found in times.items() if len(found) >= 20}
    result = {
        "bench": "pages",
        "requests": sum(map(len, times.values())),
        "p95_ms": dict(sorted(p95.items(), key=lambda item: -item[1])[:12]),
        "worst_p95_ms": max(p95.values()),
        "worker_rss_mb": [round(x) for x in rss],
        "bars": {"p95_ms": 100, "rss_mb": 250},
    }
    print(json.dumps(result, ensure_ascii=False))
    return 0 if result["worst_p95_ms"] <= 100 and rss[-1] <= 250 else 1


def _rss(pid: int) -> list[float]:
    """Megabytes of every process of the server."""
    parent = psutil.Process(pid)
    return [p.memory_info().rss / 2**20 for p in (parent, *parent.children(recursive=True))]


if __name__ == "__main__":
    sys.exit(main())
