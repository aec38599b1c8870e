"""What may stand in a catalog file: one table per kind of table, one reader per kind of value."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hoanhap.catalog.forms import LEVELS, Parts
from hoanhap.catalog.problems import Wrong
from hoanhap.kernel.lang import Words, t

CHECK_KINDS = ("at_most", "jump", "stock")
COUNTS = ("person", "visit", "thing", "money")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table. `among`: the words allowed. `most`: the longest text or the largest number."""

    kind: str
    required: bool = False
    among: tuple[str, ...] = ()
    most: int = 0


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
def text(value: Any, key: Key) -> str:
    if not isinstance(value, str):
        raise _kind(t("chữ trong ngoặc kép", "text in quotes"), 'title = "Số tổ được thành lập"')
    if not value.strip():
        raise Wrong(t("Để trống", "It is empty"), t("Điền nội dung, hoặc bỏ cả dòng", "Fill it, or drop the line"))
    if key.most and len(value) > key.most:
        message = t("Dài {n} ký tự", "It has {n} characters", n=len(value))
        raise Wrong(message, t("Không quá {most} ký tự", "No more than {most}", most=key.most))
    return value.strip()


def code(value: Any, key: Key) -> str:
    found = text(value, key)
    if not CODE.fullmatch(found):
        raise Wrong(
            t("“{x}” không dùng làm mã được", "“{x}” cannot be a code", x=found),
            t(
                "Chỉ dùng chữ không dấu, chữ số, dấu chấm, gạch nối: “1.4.1”",
                "Plain letters, digits, dots, hyphens: “1.4.1”",
            ),
        )
    return found


def word(value: Any, key: Key) -> str:
    if not isinstance(value, str) or value not in key.among:
        raise Wrong(
            t("“{x}” không có trong danh sách", "“{x}” is not one of the words allowed", x=value),
            t("Chọn một trong: {among}", "Choose one of: {among}", among=", ".join(key.among)),
        )
    return value


def words(vi: Any, en: Any, key: Key) -> Words:
    if en is None:
        raise Wrong(
            t("Thiếu bản tiếng Anh", "The English is missing"),
            t("Thêm khóa cùng tên có đuôi _en", "Add the same key with _en at its end"),
        )
    return Words(text(vi, key), text(en, key))


def lines(vi: Any, en: Any, key: Key) -> tuple[Words, ...]:
    vi, en = codes(vi, key, any_text=True), codes(en if en is not None else [], key, any_text=True)
    if len(vi) != len(en):
        raise Wrong(
            t(
                "{a} dòng tiếng Việt, {b} dòng tiếng Anh",
                "{a} lines in Vietnamese, {b} in English",
                a=len(vi),
                b=len(en),
            ),
            t("Ghi đủ từng dòng ở cả hai thứ tiếng", "Write each line in both languages"),
        )
    return tuple(map(Words, vi, en))


def codes(value: Any, key: Key, *, any_text: bool = False) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _kind(t("danh sách", "a list"), '["1.4.1", "1.4.2"]')
    return tuple((text if any_text else code)(item, Key("text")) for item in value)


def words_of(value: Any, key: Key) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise _kind(t("danh sách", "a list"), f'["{key.among[0]}"]')
    return tuple(word(item, key) for item in value)


def whole(value: Any, key: Key) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= key.most:
        raise _kind(t("số nguyên từ 0 đến {most}", "a whole number from 0 to {most}", most=key.most), "1")
    return value


def factor(value: Any, key: Key) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or value <= 1:
        raise _kind(t("số lớn hơn 1", "a number above 1"), "3.0")
    return float(value)


def flag(value: Any, key: Key) -> bool:
    if not isinstance(value, bool):
        raise _kind(t("true hoặc false", "true or false"), "true")
    return value


def day(value: Any, key: Key) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise _kind(t("một ngày, không có ngoặc kép", "a date, without quotes"), "2020-01-31")
    return value


def parts(value: Any, key: Key) -> Parts:
    if not isinstance(value, dict) or set(value) != {"rows", "relation"} or value["relation"] not in ("=", "<="):
        raise _kind(t("các dòng và quan hệ", "rows and a relation"), '{ rows = ["1.4.1", "1.4.2"], relation = "=" }')
    return Parts(codes(value["rows"], key), value["relation"])


def choices(value: Any, key: Key) -> tuple[tuple[str, Words], ...]:
    shape = {"code", "title", "title_en"}
    if not isinstance(value, list) or not all(isinstance(c, dict) and set(c) == shape for c in value):
        raise _kind(
            t("danh sách lựa chọn", "a list of choices"), '{ code = "KH", title = "Kế hoạch", title_en = "Plan" }'
        )
    return tuple((text(c["code"], key), words(c["title"], c["title_en"], key)) for c in value)


def _kind(wanted: str, example: str) -> Wrong:
    return Wrong(
        t("Phải là {wanted}", "It must be {wanted}", wanted=wanted),
        t("Ví dụ: {example}", "For example: {example}", example=example),
    )


Read = Callable[[Any, Key], Any]
READ: Mapping[str, Read] = {
    "text": text, "code": code, "word": word, "codes": codes, "words_of": words_of, "whole": whole, "factor": factor,
    "flag": flag, "date": day, "parts": parts, "choices": choices,
}  # fmt: skip
READ_PAIR: Mapping[str, Callable[[Any, Any, Key], Any]] = {"words": words, "lines": lines}
