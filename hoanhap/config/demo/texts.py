"""The written part of the demo, read from `texts.toml`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("texts.toml")


class Section(NamedTuple):
    of: str  # official code of the unit whose respondent wrote it
    outline: str
    code: str
    text: str = ""  # empty: the outline's own first draft


class Hardship(NamedTuple):
    """`pulled`: the unit below that said the same words; they are pulled up from there."""

    of: str
    theme: str
    cause: str
    text: str
    pulled: str = ""


class Wish(NamedTuple):
    of: str
    addressee: str
    text: str


class Texts(NamedTuple):
    sections: tuple[Section, ...]
    hardships: tuple[Hardship, ...]  # those below before those above, so that what is pulled up is there
    wishes: tuple[Wish, ...]


@cache
def texts() -> Texts:
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))
    hardships = [Hardship(**h) for h in found["hardship"]]
    return Texts(
        sections=tuple(Section(**{**s, "text": s.get("text", "").strip()}) for s in found["section"]),
        hardships=tuple(sorted(hardships, key=lambda h: -len(h.of))),
        wishes=tuple(Wish(**w) for w in found["wish"]),
    )
