"""What keeps a line of means from being entered: every mistake at its field, all at once. The tables: `noun_table`."""

from collections.abc import Iterable, Iterator
from datetime import date

from hoanhap.facts.rules.rows import Row
from hoanhap.kernel.dates import Span, format_date, last_day
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import show
from hoanhap.resources.rules import spans
from hoanhap.resources.rules.nouns import MOST, AsFact, Choices, Field, Noun, Problem, Told
from hoanhap.resources.rules.spans import Home


def problems(
    noun: Noun, told: Told, first: date, last: date | None, *, home: Home, on: date, choices: Choices
) -> Iterator[Problem]:
    """`last` is exclusive. `home`: the agency or place whose line it is."""
    for name in told.keys() - {field.name for field in noun.fields}:
        yield name, t("Không có mục này.", "There is no such thing to say.")
    for field in noun.fields:
        yield from _value(field, told.get(field.name), choices)
    yield from spans.span(first, last, home)
    if noun.dated == "day" and last is not None:
        yield "last", t("Việc của một ngày không có ngày cuối.", "What is of one day has no last day.")
    if noun.ends and last is None:
        yield "last", t("Ghi ngày cuối kỳ.", "Write the last day of the period.")
    if first > on:
        yield "first", t("Ngày {day} chưa đến.", "{day} has not come yet.", day=format_date(first))
    if noun.check is not None:
        yield from noun.check(told)


def twice(
    noun: Noun, told: Told, first: date, last: date | None, others: Iterable[tuple[Told, Span]]
) -> Iterator[Problem]:
    """The same thing a second time at one time; `others`: the other lines of its agency or place."""
    if not noun.same and not noun.alone:
        return
    mine = _same(noun, told)
    taken = [span for other, span in others if _same(noun, other) == mine]
    name = str(told.get("name") or noun.one)
    yield from spans.together(noun.same[0] if noun.same else "first", name, first, last, taken)


def facts(noun: Noun, told: Told, unit: int, first: date, last: date | None) -> list[Row]:
    """All rows of the line: itself, and of what it is made of each part that is said."""
    said = (said for said in noun.facts if said is noun.fact or told.get(said.amount))
    return [_row(noun, one, told, unit, first, last) for one in said]


def _row(noun: Noun, said: AsFact, told: Told, unit: int, first: date, last: date | None) -> Row:
    codes = tuple(name[1:] if name.startswith("=") else str(told.get(name) or "") for name in said.codes)
    amount = int(told.get(said.amount) or 0) if said.amount else 0
    if noun.dated == "day":
        return Row(said.relation, unit, first, None, codes, amount)
    if noun.ends and last is not None:
        return Row(said.relation, unit, last_day(last), None, codes, amount)
    return Row(said.relation, unit, first, last, codes, amount)


# ---------------------------------------------------------------- one value
def _value(field: Field, value: object, choices: Choices) -> Iterator[Problem]:
    if value is None or value == "" or value == [] or value == ():
        if field.needed:
            yield field.name, t("Cần điền mục này.", "This is needed.")
    elif field.amount:
        yield from _number(field, value)
    elif field.kind in ("text", "long"):
        yield from spans.written(field.name, str(value), MOST[field.kind])
    elif field.kind == "unit":
        if value not in choices.get(field.name, {}):
            yield field.name, t("Không có đơn vị nào mã “{code}”.", "No unit has the code “{code}”.", code=value)
    elif field.kind == "day":
        yield from _day(field, value)
    else:
        yield from _codes(field, value, choices)


def _number(field: Field, value: object) -> Iterator[Problem]:
    most = MOST[field.kind]
    if not isinstance(value, int) or isinstance(value, bool):
        yield field.name, t("Ghi một số nguyên.", "Write a whole number.")
    elif not 0 <= value <= most:
        yield field.name, t("Ghi số từ 0 đến {most}.", "Write a number from 0 to {most}.", most=show(most))


def _day(field: Field, value: object) -> Iterator[Problem]:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        yield field.name, t("Ghi ngày như 07/9/2020.", "Write a day such as 07/9/2020.")


def _codes(field: Field, value: object, choices: Choices) -> Iterator[Problem]:
    among = choices.get(field.name, {})
    if field.kind == "code":
        yield from spans.chosen(field.name, str(value), among)
        return
    codes = list(value) if isinstance(value, list | tuple) else [value]
    unknown = [str(code) for code in codes if code not in among]
    if len(codes) > MOST[field.kind]:
        yield field.name, t("Chọn nhiều nhất {most}, đang có {n}.", "Choose at most {most}; there are {n}.",
                            most=show(MOST[field.kind]), n=show(len(codes)))  # fmt: skip
    elif unknown and field.kind == "units":
        yield field.name, t("Ngày đó không phải xã của đơn vị này: {codes}.",
                            "No communes of this unit on that day: {codes}.", codes=_some(unknown))  # fmt: skip
    elif unknown:
        yield field.name, t("Không có mã {codes}.", "There is no code {codes}.", codes=_some(unknown))
    if len(set(codes)) < len(codes):
        yield field.name, t("Có mã ghi hai lần.", "A code stands twice.")


def _some(codes: list[str]) -> str:
    return ", ".join(codes[:5]) + (" …" if len(codes) > 5 else "")


def _same(noun: Noun, told: Told) -> tuple[str, ...]:
    return tuple(str(told.get(name, "")).casefold() for name in noun.same)


def nothing_changed() -> str:
    return t("Không có gì khác dòng đã ghi.", "Nothing differs from what is there.")
