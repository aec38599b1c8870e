"""What may stand in a file of `law/pathways/`: which tables, which keys."""

import re
from collections.abc import Mapping
from typing import Any

from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.toml import grammar
from hoanhap.kernel.toml.grammar import Key, Read, must_be
from hoanhap.kernel.toml.problems import Wrong
from hoanhap.kernel.toml.reading import Tables
from hoanhap.law.pathways.shape import CASES, KINDS, LEVELS, MARKS, OUTCOMES

TABLES: Tables = {
    "[pathway]": ("[[term]]", "[[right]]", "[[state]]", "[[step]]"),
    "[[actor]]": (),
    "[[field]]": (),
}
SECTORS = ("authority", "labour", "police", "health", "justice", "court", "procuracy", "facility", "person")
TYPES = ("text", "words", "date", "number", "flag", "choice", "choices", "place", "unit")
UNITS = ("days", "weeks", "months")

_CODE = {"code": Key("code", required=True, most=40)}
_NAMED = {"vi": Key("text"), "en": Key("text")}
_SAID = {
    "article": Key("text"),
    "source": Key("text"),
    "mark": Key("word", among=tuple(MARKS)),
    "note": Key("words"),
}

PATHWAY = {
    **_CODE, **_SAID,
    "vi": Key("text", required=True),
    "en": Key("text", required=True),
    "version": Key("code", required=True, most=20),
    "kind": Key("word", required=True, among=KINDS),
    "regime": Key("code", required=True),
    "from": Key("date", required=True),
    "to": Key("date"),
    "residential": Key("flag", required=True),
    "min_age": Key("whole", most=100),
    "max_age": Key("whole", most=100),
    "source": Key("text", required=True),
    "mark": Key("word", required=True, among=tuple(MARKS)),
    "extends": Key("text"),
    "borrows": Key("text"),
    "drop": Key("codes"),
}  # fmt: skip
TERM = {
    **_SAID,
    "min": Key("whole", required=True, most=240),
    "max": Key("whole", most=240),
    "unit": Key("word", required=True, among=UNITS),
    "starts": Key("codes", required=True),
    "turn": Key("whole", most=9),
    "case": Key("word", among=tuple(CASES)),
}
RIGHT = {**_CODE, **_NAMED, **_SAID, "steps": Key("codes"), "before": Key("codes"), "check": Key("code")}
STATE = {
    **_NAMED,
    "code": Key("code", required=True, most=24),
    "outcome": Key("word", among=tuple(OUTCOMES)),
    "counts": Key("flag"),
}
STEP = {
    **_CODE, **_NAMED, **_SAID,
    "before": Key("texts"),
    "after": Key("code"),
    "actor": Key("code"),
    "helpers": Key("codes"),
    "recorder": Key("code"),
    "needs": Key("texts"),
    "fields": Key("texts"),
    "starts": Key("codes"), "stops": Key("codes"), "suspends": Key("codes"), "resumes": Key("codes"),
    "waits": Key("codes"), "ahead": Key("codes"),
    "papers": Key("codes"),
    "forms": Key("texts"),
    "decides": Key("flag"),
    "deducts": Key("flag"),
}  # fmt: skip
ACTOR = {
    **_CODE,
    "vi": Key("text", required=True),
    "en": Key("text", required=True),
    "sector": Key("word", required=True, among=SECTORS),
    "level": Key("word", among=LEVELS),
    "from": Key("date"),
    "to": Key("date"),
    "mark": Key("word", among=tuple(MARKS)),
    "note": Key("words"),
}
FIELD = {
    **_CODE,
    "vi": Key("text", required=True),
    "en": Key("text", required=True),
    "type": Key("word", required=True, among=TYPES),
    "choices": Key("choices"),
}


def texts(value: Any, key: Key) -> tuple[str, ...]:
    return grammar.codes(value, key, any_text=True)


def choices(value: Any, key: Key) -> tuple[tuple[str, Words], ...]:
    if not isinstance(value, dict) or not value:
        raise must_be(t("một bảng lựa chọn", "a table of choices"), '{ good = "Tốt | Good" }')
    return tuple((code, _pair(words)) for code, words in value.items())


def _pair(words: Any) -> Words:
    found = re.fullmatch(r"(.+?) \| (.+)", words) if isinstance(words, str) else None
    if not found:
        raise Wrong(
            t("“{x}” thiếu một thứ tiếng", "“{x}” lacks a language", x=words),
            t("Ghi “tiếng Việt | English”", "Write “tiếng Việt | English”"),
        )
    return Words(*found.groups())


READ: Mapping[str, Read] = {**grammar.READ, "texts": texts, "choices": choices}
