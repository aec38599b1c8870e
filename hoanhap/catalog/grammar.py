"""What may stand in a catalog file: one table for each kind of table, and the values only forms have."""

from collections.abc import Mapping
from typing import Any

from hoanhap.catalog.forms import LEVELS, Parts
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.toml import grammar
from hoanhap.kernel.toml.grammar import Key, Read, codes, must_be, text, words

TABLES = {  # what a file may hold: its head, and the arrays of tables under it
    "[form]": ("[[columns]]", "[[rows]]", "[[checks]]"),
    "[outline]": ("[[sections]]",),
    "[measures.…]": (),
}
CHECK_KINDS = ("at_most", "jump", "stock")
LINES_OF = ("directives",)
PARTS_OF = ("kind", "number", "symbol", "issued_on", "issuer", "summary")
COUNTS = ("person", "visit", "thing", "money")

MEASURE = {
    "title": Key("words", required=True),
    "exponent": Key("whole", most=12),
    "atom": Key("code", most=20),
    "counts": Key("word", among=COUNTS),
}
FORM = {
    "code": Key("code", required=True, most=40),
    "version": Key("code", required=True, most=20),
    "annex": Key("words", required=True),
    "title": Key("words", required=True),
    "kind": Key("word", required=True, among=("grid", "list")),
    "source": Key("text", required=True),
    "verified": Key("flag", required=True),
    "valid_from": Key("date", required=True),
    "valid_to": Key("date"),
    "filled_by": Key("words_of", required=True, among=LEVELS),
    "note": Key("words"),
    "landscape": Key("flag"),
    "lines": Key("word", among=LINES_OF),
}
COLUMN = {
    "code": Key("code", required=True, most=20),
    "title": Key("words", required=True),
    "start": Key("date"),
    "end": Key("date"),
    "type": Key("word", among=("number", "text", "date", "choice")),
    "choices": Key("choices"),
    "required": Key("flag"),
    "width": Key("whole", most=80),
    "of": Key("word", among=PARTS_OF),
}
ROW = {
    "code": Key("code", required=True, most=20),
    "title": Key("words", required=True),
    "number": Key("text", most=10),
    "dash": Key("word", among=("-", "+")),
    "indent": Key("whole", most=6),
    "measure": Key("code", most=40),
    "nature": Key("word", among=("flow", "stock")),
    "filled_by": Key("words_of", among=LEVELS),
    "parts": Key("parts"),
    "window": Key("text", most=40),
    "qualifier": Key("flag"),
    "lead": Key("text", most=60),
    "bold": Key("flag"),
}
CHECK = {
    "code": Key("code", required=True, most=40),
    "kind": Key("word", required=True, among=CHECK_KINDS),
    "rows": Key("codes", required=True),
    "message": Key("words", required=True),
    "remedy": Key("words", required=True),
    "severity": Key("word", among=("warning", "error")),
    "factor": Key("factor"),
}
OUTLINE = {
    "code": Key("code", required=True, most=40),
    "version": Key("code", required=True, most=20),
    "title": Key("words", required=True),
    "source": Key("text", required=True),
    "kind": Key("text", most=8),
    "annexes": Key("codes"),
    "opening": Key("text"),
    "closing": Key("text"),
}
SECTION = {
    "code": Key("code", required=True, most=20),
    "number": Key("text", required=True, most=10),
    "title": Key("words", required=True),
    "kind": Key("word", among=("text", "difficulties", "recommendations", "heading")),
    "depth": Key("whole", most=5),
    "guidance": Key("lines"),
    "annexes": Key("codes"),
    "written_by": Key("words_of", among=LEVELS),
    "draft": Key("text"),
}


# ---------------------------------------------------------------- values
def factor(value: Any, key: Key) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or value <= 1:
        raise must_be(t("số lớn hơn 1", "a number above 1"), "3.0")
    return float(value)


def parts(value: Any, key: Key) -> Parts:
    if not isinstance(value, dict) or set(value) != {"rows", "relation"} or value["relation"] not in ("=", "<="):
        raise must_be(t("các dòng và quan hệ", "rows and a relation"), '{ rows = ["1.4.1", "1.4.2"], relation = "=" }')
    return Parts(codes(value["rows"], key), value["relation"])


def choices(value: Any, key: Key) -> tuple[tuple[str, Words], ...]:
    shape = {"code", "title", "title_en"}
    if not isinstance(value, list) or not all(isinstance(c, dict) and set(c) == shape for c in value):
        raise must_be(
            t("danh sách lựa chọn", "a list of choices"), '{ code = "KH", title = "Kế hoạch", title_en = "Plan" }'
        )
    return tuple((text(c["code"], key), words(c["title"], c["title_en"], key)) for c in value)


READ: Mapping[str, Read] = {**grammar.READ, "factor": factor, "parts": parts, "choices": choices}
