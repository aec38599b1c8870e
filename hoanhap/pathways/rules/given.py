"""What is typed with a step: coded facts apart from words, each held to its field. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.law.pathways.shape import Field, Step
from hoanhap.pathways.rules.facts import Value

TEXT_MOST, WORDS_MOST, NUMBER_MOST = 60, 2_000, 1_000


@dataclass(frozen=True, slots=True)
class Said:
    """`facts` are kept as they are, `words` sealed; `problems`: field → what is wrong and what to do."""

    facts: dict[str, Value]
    words: dict[str, str]
    problems: dict[str, str]


def read(step: Step, raw: Mapping[str, object]) -> Said:
    """Raw values, typed as JSON has them. What the step does not ask for is a mistake of the caller."""
    fields = {recorded.field.code: recorded.field for recorded in step.fields}
    if strange := set(raw) - set(fields):
        raise ValueError(f"{step.code} does not ask for {sorted(strange)}")
    said = Said({}, {}, {})
    for code, field in fields.items():
        value = raw.get(code)
        if value is None or value == "" or value == ():
            continue
        if field.type == "words":
            said.words[code] = clean(str(value), WORDS_MOST)
        elif (kept := _value(field, value)) is not None:
            said.facts[code] = kept
        else:
            said.problems[code] = _wrong(field)
    return said


def _value(field: Field, value: object) -> Value:
    """The value as it is kept; None when it does not fit the field."""
    codes = {code for code, _ in field.choices}
    match field.type, value:
        case "flag", bool():
            return value
        case "number", int() if not isinstance(value, bool):
            return value if 0 <= value <= NUMBER_MOST else None
        case (("place" | "unit"), int()) if not isinstance(value, bool):
            return value
        case "date", date():
            return value.isoformat()
        case "date", str():
            return value if _is_day(value) else None
        case "choice", str():
            return value if value in codes else None
        case "choices", list() | tuple():
            return tuple(str(v) for v in value) if {str(v) for v in value} <= codes else None
        case "text", str():
            return clean(value, TEXT_MOST)
    return None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _wrong(field: Field) -> str:
    remedies = {
        "number": t("ghi một số nguyên không âm", "write a whole number, not negative"),
        "date": t("ghi ngày/tháng/năm", "write day/month/year"),
        "choice": t("chọn trong danh sách", "choose from the list"),
        "choices": t("chọn trong danh sách", "choose from the list"),
        "place": t("chọn một cơ sở", "choose a place"),
        "unit": t("chọn một xã", "choose a commune"),
    }
    return t(
        "{field} chưa đúng: {remedy}.",
        "{field} is not right: {remedy}.",
        field=field.title,
        remedy=remedies.get(field.type, t("ghi lại", "write it again")),
    )
