"""People at browsers of their own, over real HTTP, who remember every answer: what was acknowledged must stand."""

import http.client
import json
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar

GONE = (urllib.error.URLError, http.client.HTTPException, OSError)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Browser:
    """One signed-in session. A request that got no answer raises one of GONE."""

    def __init__(self, base: str, sign_in: str, password: str) -> None:
        self.base, self.jar = base, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        page = self.get("/dang-nhap/")
        token = TOKEN.search(page)
        assert token, page[:400]
        found = self.post("/dang-nhap/", {"login": sign_in, "password": password, "csrfmiddlewaretoken": token[1]})
        assert any(c.name == "sessionid" for c in self.jar), found[:400]

    def get(self, path: str) -> str:
        return self._read(urllib.request.Request(self.base + path))

    def post(self, path: str, fields: dict[str, str]) -> str:
        """The page that the answer leads to."""
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token, **fields}).encode()
        return self._read(urllib.request.Request(self.base + path, body))

    def json(self, path: str, body: object) -> dict:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": self.token}
        found: dict = json.loads(
            self._read(urllib.request.Request(self.base + path, json.dumps(body).encode(), headers))
        )
        return found

    @property
    def token(self) -> str:
        return next((c.value or "" for c in self.jar if c.name == "csrftoken"), "")

    def _read(self, request: urllib.request.Request) -> str:
        with self.opener.open(request, timeout=30) as answer:
            return answer.read().decode()


class Count:
    """Answers so far, of everybody together; `reach(n)` waits until there are n."""

    def __init__(self) -> None:
        self.n, self._moved = 0, threading.Condition()

    def add(self) -> None:
        with self._moved:
            self.n += 1
            self._moved.notify_all()

    def reach(self, n: int, within: float = 120) -> bool:
        with self._moved:
            return self._moved.wait_for(lambda: self.n >= n, within)


class Typist:
    """Types rising numbers into cells that nobody else types into. `stands`: the last acknowledged value of each cell;
    `doubtful`: values that were sent and never answered, which may or may not have arrived."""

    def __init__(self, browser: Browser, path: str, cells: list[tuple[str, str]], first: int) -> None:
        self.browser, self.path, self.cells = browser, path, cells
        self.next = first
        self.stands: dict[tuple[str, str], int] = {}
        self.doubtful: dict[tuple[str, str], set[int]] = {c: set() for c in cells}
        self.seen: dict[tuple[str, str], int] = {}
        self.lost: list[str] = []

    def act(self, answered: Callable[[], None]) -> None:
        batch = [self.cells[(self.next + i) % len(self.cells)] for i in range(3)]
        sent = {cell: self.next + i for i, cell in enumerate(batch)}
        self.next += len(sent)
        for cell, value in sent.items():
            self.doubtful[cell].add(value)
        cells = [
            {"row": r, "column": c, "typed": str(v), "revision": self.seen.get((r, c), 0)} for (r, c), v in sent.items()
        ]
        reply = self.browser.json(self.path, {"grid": "x", "cells": cells})
        for c in reply["saved"]:
            cell = c["row"], c["column"]
            self.stands[cell], self.seen[cell] = c["value"], c["revision"]
            self.doubtful[cell] = set()
        for c in reply["conflicts"]:  # what was sent before the crash had arrived after all, or we were lied to
            cell, theirs = (c["row"], c["column"]), int(c["theirs"].replace(".", "") or 0)
            if theirs not in self.doubtful[cell] - {sent[cell]} and theirs != self.stands.get(cell):
                self.lost.append(f"{cell}: {theirs} stands, {self.stands.get(cell)} was acknowledged")
            self.stands[cell], self.seen[cell] = theirs, c["revision"]
            self.doubtful[cell] = set()
        answered()

    def wrong(self, standing: dict[tuple[str, str], int | None]) -> list[str]:
        """Cells that hold neither what was acknowledged nor what may have arrived."""
        return self.lost + [
            f"{cell}: {standing.get(cell)} stands, {value} was acknowledged"
            for cell, value in self.stands.items()
            if standing.get(cell) != value and standing.get(cell) not in self.doubtful[cell]
        ]


class Stepper:
    """Sends a form and takes it back, over and over."""

    SAYS = (("submit", "Đã gửi lên cấp trên"), ("withdraw", "Đã rút lại"))

    def __init__(self, browser: Browser, path: str) -> None:
        self.browser, self.path = browser, path
        self.turn = self.acknowledged = self.sent = 0

    def act(self, answered: Callable[[], None]) -> None:
        step, words = self.SAYS[self.turn % 2]
        self.turn += 1
        self.sent += 1
        if words in self.browser.post(f"{self.path}buoc/{step}/", {}):
            self.acknowledged += 1
        answered()


def go(people: list, count: Count, stop: threading.Event) -> list[threading.Thread]:
    """Everybody acts until told to stop, or until the server is gone."""

    def live(one) -> None:  # type: ignore[no-untyped-def]
        while not stop.is_set():
            try:
                one.act(count.add)
            except GONE:
                return

    threads = [threading.Thread(target=live, args=(one,), daemon=True) for one in people]
    for thread in threads:
        thread.start()
    return threads
