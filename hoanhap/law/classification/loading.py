"""`law/classification/*.toml` → scorecards, and every mistake of every file at its line."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.toml import grammar
from hoanhap.kernel.toml.grammar import Key, Read, must_be
from hoanhap.kernel.toml.lines import Place
from hoanhap.kernel.toml.problems import Problem
from hoanhap.kernel.toml.reading import Source, entries, read, table
from hoanhap.law.classification.shape import LEVELS, Bound, Class, Figure, Ratio, Scorecard, Test

TABLES = {"[scorecard]": ("[[figure]]", "[[ratio]]", "[[class]]")}
_NAMED = {
    "code": Key("code", required=True, most=40),
    "vi": Key("text", required=True),
    "en": Key("text", required=True),
}
SCORECARD = {
    **_NAMED,
    "level": Key("word", required=True, among=LEVELS[:3]),
    "approves": Key("word", required=True, among=LEVELS[1:]),
    "begins": Key("text", required=True, most=5),
    "from": Key("date", required=True),
    "to": Key("date"),
    "article": Key("text", required=True),
    "source": Key("text", required=True),
    "verified": Key("flag", required=True),
    "note": Key("words"),
}
FIGURE = {**_NAMED, "kind": Key("word", among=("count", "yes")), "indicator": Key("code", most=60)}
RATIO = {**_NAMED, "of": Key("code", required=True), "per": Key("code", required=True)}
CLASS = {
    **_NAMED,
    "needs": Key("whole", required=True, most=20),
    "test": Key("tables"),
    "partial": Key("flag"),
    "article": Key("text"),
    "verified": Key("flag"),
    "note": Key("words"),
}
TEST = {"any": Key("bounds", required=True), "next": Key("whole", most=20)}
_BOUND = frozenset({"of", "at_least", "below"})


def bounds(value: Any, key: Key) -> tuple[Bound, ...]:
    if not isinstance(value, list) or not value:
        raise must_be(t("danh sách điều kiện", "a list of conditions"), '[{ of = "diem", at_least = 2 }]')
    return tuple(_bound(one) for one in value)


def _bound(one: Any) -> Bound:
    limits = [one.get(name) for name in ("at_least", "below")] if isinstance(one, dict) else []
    numbers = all(n is None or (isinstance(n, (int, float)) and not isinstance(n, bool) and n >= 0) for n in limits)
    if (
        not isinstance(one, dict)
        or set(one) - _BOUND
        or not isinstance(one.get("of"), str)
        or not any(n is not None for n in limits)
        or not numbers
    ):
        raise must_be(
            t("mã số liệu với ngưỡng", "a figure's code with a bound"), '{ of = "diem", at_least = 2, below = 5 }'
        )
    low, high = (None if n is None else Decimal(str(n)) for n in limits)
    return Bound(one["of"], low, high)


READ: Mapping[str, Read] = {**grammar.READ, "bounds": bounds}


def load(folder: Path) -> tuple[tuple[Scorecard, ...], list[Problem]]:
    """With problems, the scorecards are not to be used."""
    sources = [read(path, TABLES, READ) for path in sorted(folder.glob("*.toml"))]
    found = [card for source in sources if source.kind and (card := _scorecard(source)) is not None]
    problems = [p for source in sources for p in source.problems]
    return tuple(sorted(found, key=lambda card: (card.level, card.code))), problems


def _scorecard(source: Source) -> Scorecard | None:
    head = _words(table(source, ("scorecard",), source.data["scorecard"], SCORECARD))
    figures = tuple(Figure(**_words(f)) for f in entries(source, ("figure",), FIGURE) if "code" in f and "vi" in f)
    ratios = tuple(
        Ratio(**_words(r)) for r in entries(source, ("ratio",), RATIO) if {"of", "per", "vi", "code"} <= r.keys()
    )
    classes = tuple(_classes(source))
    begins = _begins(source, head.pop("begins", "01-01"))
    if source.problems:
        return None
    head["valid_from"], head["valid_to"] = head.pop("from"), head.pop("to", None)
    card = Scorecard(begins=begins, figures=figures, ratios=ratios, classes=classes, **{"note": Words("", ""), **head})
    for place, message, remedy in _unsound(card):
        source.wrong(place, message, remedy)
    return None if source.problems else card


def _classes(source: Source) -> Iterator[Class]:
    for i, values in enumerate(entries(source, ("class",), CLASS)):
        tests: tuple[Test, ...] = ()
        if "test" in values:
            values.pop("test")
            tests = tuple(Test(**x) for x in entries(source, ("class", i, "test"), TEST) if "any" in x)
        if {"code", "vi", "en", "needs"} <= values.keys():
            yield Class(tests=tests, **_words(values))


def _begins(source: Source, text: str) -> tuple[int, int]:
    try:
        day = date.fromisoformat(f"2001-{text}")  # no year begins on 29 February
    except ValueError:
        source.wrong(
            ("scorecard", "begins"),
            t("Không phải tháng-ngày", "It is no month and day"),
            t("Ghi “12-15”", "Write “12-15”"),
        )
        return 1, 1
    return day.month, day.day


def _unsound(card: Scorecard) -> Iterator[tuple[Place, str, str]]:
    known = set(card.figure) | set(card.ratio)
    named = [*card.figure, *card.ratio]
    if len(named) != len(set(named)) or len(card.of_class) != len(card.classes):
        yield ("scorecard",), t("Có hai mã trùng nhau", "Two codes are the same"), t("Đổi một mã", "Change one of them")
    if not card.verified and not card.note.vi:
        yield (
            ("scorecard", "verified"),
            t("Chưa kiểm chứng mà không nói vì sao", "Unverified, and it does not say why"),
            t("Thêm note và note_en", "Add note and note_en"),
        )
    for i, ratio in enumerate(card.ratios):
        for name in ("of", "per"):
            if getattr(ratio, name) not in card.figure:
                yield ("ratio", i, name), *_unknown(getattr(ratio, name), card.figure)
    for i, of in enumerate(card.classes):
        if len(of.tests) < of.needs and not of.partial:
            yield (
                ("class", i, "needs"),
                t("Cần {n} tiêu chí mà chỉ có {m}", "It needs {n} tests and has {m}", n=of.needs, m=len(of.tests)),
                t("Thêm [[class.test]], hoặc ghi partial = true", "Add [[class.test]], or write partial = true"),
            )
        for j, test in enumerate(of.tests):
            for bound in test.any:
                if bound.of not in known:
                    yield ("class", i, "test", j, "any"), *_unknown(bound.of, known)
            if test.next and i + 1 == len(card.classes):
                yield (
                    ("class", i, "test", j, "next"),
                    t("Không có loại nào sau loại này", "No class comes after this one"),
                    t("Bỏ next", "Drop next"),
                )


def _unknown(code: str, known: Any) -> tuple[str, str]:
    return (
        t("Không có “{x}”", "There is no “{x}”", x=code),
        t("Chọn trong: {x}", "Choose among: {x}", x=", ".join(sorted(known))),
    )


def _words(values: dict[str, Any]) -> dict[str, Any]:
    """vi and en as one title."""
    pair = values.pop("vi", ""), values.pop("en", "")
    return {**values, "title": Words(*pair)}
