"""A tiny server on 127.0.0.1 that keeps the grid's contract over a dict, and can be told to misbehave."""

import json
import mimetypes
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from django.template import engines
from django.test import RequestFactory

from hoanhap.kernel import lang
from hoanhap.kernel.dates import BadDate, format_date, parse_date
from hoanhap.kernel.numbers import BadNumber, parse, show_cell
from hoanhap.ui.grid import Problem
from tests.ui import paper

STATIC = Path(__file__).resolve().parents[2] / "hoanhap" / "ui" / "static"
Place = tuple[str, str]
SAFETY = "default-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
PAGE = """{% extends "base.html" %}
{% block title %}{{ grid.caption }}{% endblock %}{% block heading %}{{ grid.caption }}{% endblock %}
{% block head_extra %}<form method="post" action="/gui/"><button class="btn go">Gửi</button></form>{% endblock %}
{% block content %}{% include "ui/grid.html" %}{% endblock %}"""


class Desk:
    """What the server holds: cells with their revision, every save it was asked for, and its mood."""

    def __init__(self, kind: str = "grid", language: str = "vi") -> None:
        self.kind, self.language = kind, language
        self.cells: dict[Place, tuple[str, int]] = {}
        if kind == "grid":
            self.cells = {place: (shown, 1) for place, shown in paper.FILLED.items()}
        self.lines = dict(paper.DOCUMENTS)
        self.asked: list[dict[str, Any]] = []
        self.posted: list[dict[str, list[str]]] = []
        self.explained: dict[tuple[str, str, str], str] = {}
        self.moods: list[str] = []  # for the next saves: "busy", "session", "closed"
        self.also: dict[Place, str] = {}  # what another person writes just before the next save
        self.gate = threading.Event()
        self.gate.set()

    # ---------------------------------------------------------------- pages
    def page(self) -> str:
        with lang.speaking(self.language):
            grid = paper.grid(self.cells, tuple(self.problems())) if self.kind == "grid" else paper.listing(self.lines)
            return engines["django"].from_string(PAGE).render({"grid": grid}, RequestFactory().get("/"))

    # ---------------------------------------------------------------- the contract
    def save(self, body: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(body)
        for place, text in self.also.items():
            self.cells[place] = (text, self.cells.get(place, ("", 0))[1] + 1)
        others, self.also = set(self.also), {}
        reply: dict[str, Any] = {"saved": [], "conflicts": [], "computed": []}
        refused = []
        for cell in body["cells"]:
            place = cell["row"], cell["column"]
            try:
                shown, facts = self.read(*place, cell["typed"])
            except (BadNumber, BadDate) as wrong:
                refused.append(Problem(*place, wrong.message, wrong.remedy, "error", "typed"))
                continue
            held, revision = self.cells.get(place, ("", 0 if self.kind == "grid" or place[0] not in self.lines else 1))
            if revision != cell["revision"] and held != shown:
                by = (
                    {"by": "Hoàng Thị Mai", "at": "2026-11-22T16:40:00+07:00"}
                    if place in others
                    else {"by": "", "at": ""}
                )
                reply["conflicts"].append(
                    {"row": place[0], "column": place[1], "mine": shown, "theirs": held, "revision": revision, **by}
                )
                continue
            self.cells[place] = (shown, revision + 1)
            reply["saved"].append(
                {"row": place[0], "column": place[1], "shown": shown, "revision": revision + 1, **facts}
            )
        problems = [*refused, *self.problems()]
        reply["problems"] = [p.as_json() for p in problems]
        reply["warnings"] = sum(p.severity == "warning" and not p.explained for p in problems)
        return reply

    def read(self, row: str, column: str, typed: str) -> tuple[str, dict[str, Any]]:
        kind = "number" if self.kind == "grid" else next(f.type for f in paper.FIELDS if f.code == column)
        if kind == "number":
            exponent = 6 if row == "budget" else 0
            found = parse(typed, exponent=exponent)
            shown = show_cell(found.value, found.mark, found.qualifier, exponent)
            return shown, {"value": found.value, "mark": found.mark, "qualifier": found.qualifier}
        shown = format_date(parse_date(typed)) if kind == "date" and typed.strip() else typed
        return shown, {"value": None, "mark": "", "qualifier": ""}

    def problems(self) -> list[Problem]:
        """A warning when a year has more than 100 staff: enough to see one come, be explained, and go."""
        found = []
        for column in paper.YEARS:
            shown = self.cells.get(("staff", column), ("", 0))[0]
            if shown.replace(".", "").isdigit() and int(shown.replace(".", "")) > 100:
                place = ("staff", column, "jump")
                found.append(
                    Problem(
                        *place[:2],
                        "Nhiều hơn hẳn các năm khác.",
                        "Xem lại số, hoặc giải trình.",
                        "warning",
                        "jump",
                        self.explained.get(place, ""),
                    )
                )
        return found


def serve(desk: Desk) -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(desk))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server


def _handler(desk: Desk) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            if path.startswith("/static/"):
                found = STATIC / path.removeprefix("/static/")
                kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
                return self.answer(200, found.read_bytes(), kind) if found.is_file() else self.answer(404, b"", kind)
            return self.answer(200, desk.page().encode(), "text/html; charset=utf-8")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if self.headers.get("Content-Type", "").startswith("application/json"):
                return self.saved(json.loads(body))
            if self.path == "/giai-trinh/":
                return self.explains(body)
            desk.posted.append(parse_qs(body, keep_blank_values=True))
            return self.answer(200, b"<!doctype html><title>posted</title>", "text/html; charset=utf-8")

        def saved(self, body: dict[str, Any]) -> None:
            desk.gate.wait(10)
            mood = desk.moods.pop(0) if desk.moods else ""
            if mood == "busy":
                self.answer(503, b"<h1>busy</h1>", "text/html")
            elif mood == "session":
                self.answer(200, b"<!doctype html><title>sign in</title>", "text/html")
            elif mood == "closed":
                self.reply(409, {"message": "Biểu đã được gửi nên không sửa được.", "remedy": "Rút lại biểu."})
            else:
                with lang.speaking(desk.language):
                    self.reply(200, desk.save(body))

        def explains(self, body: str) -> None:
            # multipart: the few fields stand each on a line of its own
            lines = body.split("\r\n")
            fields = {
                head.split('name="')[1].rstrip('"'): lines[n + 2]
                for n, head in enumerate(lines)
                if head.startswith("Content-Disposition")
            }
            if len(fields["text"]) < 5:
                return self.reply(409, {"message": "Ghi rõ vì sao số này đúng.", "remedy": ""})
            desk.explained[fields["row"], fields["column"], fields["check"]] = fields["text"]
            problems = desk.problems()
            left = sum(not p.explained for p in problems)
            return self.reply(200, {"problems": [p.as_json() for p in problems], "warnings": left})

        def reply(self, status: int, body: dict[str, Any]) -> None:
            self.answer(status, json.dumps(body).encode(), "application/json")

        def answer(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", SAFETY)
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

    return Handler
