"""What may stand in a file of definitions: one table of keys for each kind of table, and the values only they have."""

from collections.abc import Mapping
from typing import Any

from hoanhap.indicators.language import AGE_BAND, AGE_RULES, COUNTS, WHEN, Band, Duration, Link, Where
from hoanhap.kernel.lang import t
from hoanhap.kernel.toml import grammar
from hoanhap.kernel.toml.grammar import CODE, Key, Read, must_be, text
from hoanhap.kernel.toml.problems import Wrong
from hoanhap.kernel.toml.reading import Tables

TABLES: Tables = {
    "[definitions]": ("[[indicator]]", "[[identity]]", "[[periods]]", "[relations.…]", "[units]"),
}
EVERY_WHEN = tuple(dict.fromkeys(when for some in WHEN.values() for when in some))
SUM = "sum:"

DEFINITIONS = {
    "code": Key("code", most=40),
    "title": Key("words"),
    "source": Key("text"),
    "verified": Key("flag", required=True),
    "note": Key("words"),
    "form": Key("code", most=40),
    "age": Key("word", among=AGE_RULES),
    "valid_from": Key("date"),
    "valid_to": Key("date"),
}
INDICATOR = {
    "code": Key("code", required=True, most=60),
    "title": Key("words", required=True),
    "kind": Key("word", among=("count", "ratio")),
    "of": Key("code", most=40),
    "when": Key("word", among=EVERY_WHEN),
    "where": Key("where"),
    "where_not": Key("where"),
    "also": Key("links"),
    "without": Key("links"),
    "lasting": Key("duration"),
    "age_at_end": Key("band"),
    "counts": Key("counts"),
    "by": Key("columns"),
    "roll_up": Key("word", among=("sum", "recount")),
    "numerator": Key("code", most=60),
    "denominator": Key("code", most=60),
    "per": Key("whole", most=1_000_000),
    "cell": Key("text", most=200),
    "row": Key("code", most=40),
    "source": Key("text"),
    "verified": Key("flag"),
    "note": Key("words"),
    "valid_from": Key("date"),
    "valid_to": Key("date"),
}
IDENTITY = {
    "code": Key("code", required=True, most=60),
    "opening": Key("code", required=True, most=60),
    "in": Key("codes", required=True),
    "out": Key("codes", required=True),
    "closing": Key("code", required=True, most=60),
}
PERIOD = {
    "code": Key("code", required=True, most=20),
    "title": Key("words"),
    "start": Key("date", required=True),
    "end": Key("date", required=True),
}
RELATION = {
    "file": Key("text", most=80),
    "shape": Key("word", among=("subject", "span", "event")),
    "subject": Key("word", among=("person", "unit")),
    "person": Key("text", most=80),
    "unit": Key("text", most=80),
    "start": Key("text", most=80),
    "end": Key("text", most=80),
    "date": Key("text", most=80),
    "birth": Key("text", most=80),
    "id": Key("text", most=80),
    "coded": Key("names"),
    "amounts": Key("names"),
    "repeats": Key("flag"),
}
UNITS = {
    "file": Key("text", most=80),
    "levels": Key("levels"),
    "root": Key("code", most=40),
}


# ---------------------------------------------------------------- values
def where(value: Any, key: Key) -> tuple[Where, ...]:
    if not isinstance(value, dict) or not value:
        raise must_be(t("các cột và mã", "columns and codes"), '{ kind = ["home", "community"] }')
    return tuple(Where(column(name), _values(given)) for name, given in _flat(value))


def _flat(value: dict[str, Any]) -> list[tuple[str, Any]]:
    """{person.sex = "female"} is written without quotes, and TOML then nests it."""
    nested = value.get("person")
    own = [(name, given) for name, given in value.items() if not (name == "person" and isinstance(nested, dict))]
    return own + [(f"person.{name}", given) for name, given in (nested.items() if isinstance(nested, dict) else ())]


def _values(given: Any) -> tuple[str, ...]:
    several = given if isinstance(given, list) else [given]
    if not several or not all(isinstance(one, (str, int)) for one in several):
        raise must_be(t("một mã hay danh sách mã", "a code or a list of codes"), '["home", "community"]')
    return tuple(said(one) for one in several)


def said(one: str | int | bool) -> str:
    """A code as every engine compares it: files of others hold numbers and booleans."""
    return str(one).lower() if isinstance(one, bool) else str(one)


def links(value: Any, key: Key) -> tuple[Link, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
        raise must_be(t("danh sách quan hệ", "a list of relations"), '[{ of = "registration" }]')
    return tuple(_link(one, key) for one in value)


def _link(value: dict[str, Any], key: Key) -> Link:
    if not value.keys() <= {"of", "where", "where_not"} or "of" not in value:
        raise must_be("of, where, where_not", '{ of = "registration", where = { standing = "addict" } }')
    of = grammar.code(value["of"], key)
    return Link(of, _wheres(value, key))


def _wheres(value: dict[str, Any], key: Key) -> tuple[Where, ...]:
    holds = where(value["where"], key) if "where" in value else ()
    lacks = where(value["where_not"], key) if "where_not" in value else ()
    return (*holds, *(Where(w.column, w.values, negated=True) for w in lacks))


def duration(value: Any, key: Key) -> Duration:
    shown = must_be(t("một khoảng thời gian", "a length of time"), "{ months = 12 }")
    if not isinstance(value, dict) or len(value) != 1 or not value.keys() <= {"years", "months", "days"}:
        raise shown
    ((unit, amount),) = value.items()
    amount = grammar.whole(amount, Key("whole", most=40_000))
    if not amount:
        raise shown
    return Duration(days=amount) if unit == "days" else Duration(months=amount * (12 if unit == "years" else 1))


def band(value: Any, key: Key) -> Band:
    if not isinstance(value, dict) or not value or not value.keys() <= {"from", "to"}:
        raise must_be(t("tuổi từ … đến dưới …", "ages from … to below …"), "{ from = 18, to = 30 }")
    years = {name: grammar.whole(amount, Key("whole", most=150)) for name, amount in value.items()}
    if years.get("to", 151) <= years.get("from", 0):
        raise Wrong(
            t("Không tuổi nào ở trong khoảng này", "No age lies in this band"),
            t("“to” phải lớn hơn “from”", "“to” must be above “from”"),
        )
    return Band(years.get("from", 0), years.get("to"))


def counts(value: Any, key: Key) -> str:
    if isinstance(value, str) and value.startswith(SUM) and CODE.fullmatch(value.removeprefix(SUM)):
        return value
    return grammar.word(value, Key("word", among=(*COUNTS, f"{SUM}…")))


def column(name: str) -> str:
    if not CODE.fullmatch(name.removeprefix("person.")):
        raise Wrong(
            t("“{x}” không phải tên cột", "“{x}” is not the name of a column", x=name),
            t("Ví dụ: kind, person.sex", "For example: kind, person.sex"),
        )
    return name


def columns(value: Any, key: Key) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise must_be(t("danh sách cột", "a list of columns"), f'["person.sex", "{AGE_BAND}", "substance"]')
    return tuple(column(one) for one in value)


def names(value: Any, key: Key) -> dict[str, str]:
    if not isinstance(value, dict) or not all(CODE.fullmatch(name) for name in value):
        raise must_be(t("cột = tên trong tệp", "column = its name in the file"), '{ kind = "form" }')
    return {name: text(given, key) for name, given in value.items()}


def levels(value: Any, key: Key) -> tuple[tuple[str, str], ...]:
    shape = {"column", "prefix"}
    if not isinstance(value, list) or not value or not all(isinstance(v, dict) and set(v) == shape for v in value):
        raise must_be(t("các cấp từ dưới lên", "levels from the lowest up"), '[{ column = "xa", prefix = "x" }]')
    return tuple((text(one["column"], key), grammar.code(one["prefix"], key)) for one in value)


READ: Mapping[str, Read] = {
    **grammar.READ, "where": where, "links": links, "duration": duration, "band": band, "counts": counts,
    "columns": columns, "names": names, "levels": levels,
}  # fmt: skip
