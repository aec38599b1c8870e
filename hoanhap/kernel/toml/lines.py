"""Where a value stands in a TOML file. `tomllib` tells lines only for syntax errors; an author needs them for all."""

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

Place = tuple[str | int, ...]  # ("rows", 3, "measure"): the third index counts from 0

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
_TOKEN = re.compile(r'''"""|\'{3}|"(?:\\.|[^"\\])*"|'[^']*'|#|[\[\]{}]''')


@dataclass
class Lines:
    """The line of each table and key. A place not written itself has the line of what surrounds it."""

    known: dict[Place, int] = field(default_factory=dict)

    def of(self, place: Place) -> int:
        while place and place not in self.known:
            place = place[:-1]
        return self.known.get(place, 1)


def locate(text: str) -> Lines:
    """Lines of a text that `tomllib` has accepted."""
    lines, state, counts = Lines(), _State(), dict[Place, int]()
    table: Place = ()
    for number, line in enumerate(text.split("\n"), 1):
        if not state.open:
            if header := _HEADER.fullmatch(line):
                table = _enter(header, counts)
                if header[1] == "[[":
                    lines.known.setdefault(table[:-1], number)
                lines.known.setdefault(table, number)
                continue
            if key := _KEY.match(line):
                lines.known.setdefault((*table, *_names(key[1])), number)
        state.read(line)
    return lines


def _enter(header: re.Match[str], counts: dict[Place, int]) -> Place:
    name: Place = ()
    for part in _names(header[2]):
        name = (*name, part)
        if name in counts and (header[1] == "[" or len(name) < len(_names(header[2]))):
            name = (*name, counts[name] - 1)
    if header[1] == "[[":
        counts[name] = counts.get(name, 0) + 1
        name = (*name, counts[name] - 1)
    return name


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip(" \t\"'") for part in dotted.split("."))


class _State:
    """Whether the next line continues a multi-line string, array or inline table."""

    def __init__(self) -> None:
        self.quote, self.depth = "", 0

    @property
    def open(self) -> bool:
        return bool(self.quote) or self.depth > 0

    def read(self, line: str) -> None:
        at = 0
        while at < len(line):
            found = re.compile(self.quote or _TOKEN.pattern).search(line, at)
            if not found or found[0].startswith("#"):
                return
            at = found.end()
            self._take(found[0])

    def _take(self, mark: str) -> None:
        if self.quote:
            self.quote = ""
        elif mark in ('"""', "'''"):
            self.quote = mark
        elif mark in "[{":
            self.depth += 1
        elif mark in "]}":
            self.depth -= 1


def syntax_line(error: tomllib.TOMLDecodeError) -> int:
    found = re.search(r"line (\d+)", str(error))
    return int(found[1]) if found else 1


def parse(text: str) -> tuple[dict[str, Any], Lines]:
    """The data and its lines. Raises tomllib.TOMLDecodeError."""
    return tomllib.loads(text), locate(text)
