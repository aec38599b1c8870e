"""What may stand in a file of `law/`: which tables, which keys. Pathways have their own grammar beside them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hoanhap.kernel.lang import t
from hoanhap.kernel.toml import grammar
from hoanhap.kernel.toml.grammar import Key, Read, day, must_be
from hoanhap.kernel.toml.reading import Tables
from hoanhap.law import bases, clocks, parameters, regimes

FILES: Mapping[str, Tables] = {
    "regimes.toml": {"[[regime]]": ("[[act]]", "[[transition]]")},
    "parameters/*.toml": {"[[parameter]]": ()},
    "calendars/*.toml": {"[calendar]": ("[[holiday]]", "[[swap]]", "[[undecided]]")},
    "clocks/*.toml": {"[[rule]]": ()},
    "bases.toml": {"[[basis]]": ()},
}

_NAMED = {"vi": Key("text", required=True), "en": Key("text", required=True)}
_SPAN = {"from": Key("date", required=True), "to": Key("date")}
_SOURCED = {"source": Key("text", required=True), "verified": Key("flag", required=True), "note": Key("words")}
_CODED = {"code": Key("code", required=True, most=60)}
_ARTICLE = {"article": Key("text", required=True)}

REGIME = {**_CODED, **_NAMED, **_SPAN, **_SOURCED}
ACT = {
    **_CODED, **_NAMED, **_SPAN, **_SOURCED,
    "about": Key("words_of", required=True, among=tuple(regimes.ABOUT)),
    "amends": Key("codes"),
}  # fmt: skip
TRANSITION = {
    **_CODED, **_NAMED, **_ARTICLE, **_SOURCED,
    "at": Key("date", required=True),
    "case": Key("word", required=True, among=tuple(regimes.CASES)),
    "follows": Key("word", required=True, among=("old", "new")),
}  # fmt: skip
PARAMETER = {
    **_CODED, **_NAMED,
    "unit": Key("word", required=True, among=tuple(parameters.UNITS)),
    "value": Key("tables", required=True),
}  # fmt: skip
VALUE = {
    **_SPAN, **_SOURCED,
    "is": Key("number", required=True),
    "article": Key("text"),
    "province": Key("text", most=2),
}  # fmt: skip
RULE = {
    **_CODED, **_NAMED, **_SPAN, **_ARTICLE, **_SOURCED,
    "amount": Key("whole", required=True, most=3660),
    "unit": Key("word", required=True, among=tuple(clocks.UNITS)),
    "kind": Key("word", required=True, among=tuple(clocks.KINDS)),
    "event": Key("words"),
    "extend": Key("whole", most=3660),
    "extend_unit": Key("word", among=tuple(clocks.UNITS)),
}  # fmt: skip
BASIS = {
    **_CODED, **_NAMED, **_SPAN, **_ARTICLE, **_SOURCED,
    "kind": Key("word", required=True, among=bases.KINDS),
    "holder": Key("word", required=True, among=tuple(bases.SECTORS)),
    "asker": Key("word", required=True, among=tuple(bases.SECTORS)),
    "classes": Key("codes", required=True),
}  # fmt: skip
CALENDAR = {"year": Key("whole", required=True, most=2199)}
HOLIDAY = {**_NAMED, **_SOURCED, "dates": Key("dates", required=True)}
SWAP = {**_SOURCED, "off": Key("date", required=True), "worked": Key("date", required=True)}


def number(value: Any, key: Key) -> Decimal:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or value < 0:
        raise must_be(t("số không âm", "a number, not negative"), "400000")
    return Decimal(str(value))


def dates(value: Any, key: Key) -> tuple[date, ...]:
    if not isinstance(value, list) or not value:
        raise must_be(t("danh sách ngày", "a list of days"), "[2020-04-30, 2020-05-01]")
    return tuple(day(item, key) for item in value)


READ: Mapping[str, Read] = {**grammar.READ, "number": number, "dates": dates}
