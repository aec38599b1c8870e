"""What may stand in a table of a file: one `Key` for each key, one reader for each kind of value."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.toml.problems import Wrong

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table. `among`: the words allowed. `most`: the longest text or the largest number."""

    kind: str
    required: bool = False
    among: tuple[str, ...] = ()
    most: int = 0


# ---------------------------------------------------------------- values
def text(value: Any, key: Key) -> str:
    if not isinstance(value, str):
        raise must_be(t("chữ trong ngoặc kép", "text in quotes"), 'title = "Số tổ được thành lập"')
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
        raise must_be(t("danh sách", "a list"), '["1.4.1", "1.4.2"]')
    return tuple((text if any_text else code)(item, Key("text")) for item in value)


def words_of(value: Any, key: Key) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise must_be(t("danh sách", "a list"), f'["{key.among[0]}"]')
    return tuple(word(item, key) for item in value)


def whole(value: Any, key: Key) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= key.most:
        raise must_be(t("số nguyên từ 0 đến {most}", "a whole number from 0 to {most}", most=key.most), "1")
    return value


def flag(value: Any, key: Key) -> bool:
    if not isinstance(value, bool):
        raise must_be(t("true hoặc false", "true or false"), "true")
    return value


def day(value: Any, key: Key) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise must_be(t("một ngày, không có ngoặc kép", "a date, without quotes"), "2020-01-31")
    return value


def tables(value: Any, key: Key) -> tuple[()]:
    """[[rule.value]] under [[rule]]: only its shape is judged here; `reading.entries` reads it with its own keys."""
    if not isinstance(value, list) or not value:
        raise must_be(t("các bảng con", "tables under this one"), "[[parameter.value]]")
    return ()


def must_be(wanted: str, example: str) -> Wrong:
    return Wrong(
        t("Phải là {wanted}", "It must be {wanted}", wanted=wanted),
        t("Ví dụ: {example}", "For example: {example}", example=example),
    )


Read = Callable[[Any, Key], Any]
READ: Mapping[str, Read] = {
    "text": text, "code": code, "word": word, "codes": codes, "words_of": words_of, "whole": whole, "flag": flag,
    "date": day, "tables": tables,
}  # fmt: skip
READ_PAIR: Mapping[str, Callable[[Any, Any, Key], Any]] = {"words": words, "lines": lines}  # the second ends in _en
