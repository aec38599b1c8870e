"""A definition in words, and why a row counts: read beside a figure by whoever asks where it came from.

Codes are shown as they are; a page that knows the code lists hands in `said` to put words in their place.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from hoanhap.facts.relations import Relation
from hoanhap.indicators.language import Duration, Indicator, Link, Where
from hoanhap.indicators.rules.reference import Counted, Fact
from hoanhap.kernel.dates import format_date, last_day
from hoanhap.kernel.lang import Words, speaking, t

Said = Callable[[str, str], str]  # (column, code) → words, in the language of the moment

WHEN: Final[Mapping[str, Words]] = {
    "during": Words("trong kỳ", "in the period"),
    "started": Words("bắt đầu trong kỳ", "begun in the period"),
    "ended": Words("kết thúc trong kỳ", "ended in the period"),
    "active_at_start": Words("đang có khi kỳ bắt đầu", "going on when the period began"),
    "active_at_end": Words("đang có vào ngày cuối kỳ", "going on at the period's last day"),
    "active_during": Words("có lúc nào đó trong kỳ", "going on at some time in the period"),
}
COUNTS: Final[Mapping[str, Words]] = {
    "rows": Words("Số lần ghi", "Entries"),
    "persons": Words("Số người, mỗi người một lần ở mỗi cấp", "Persons, each once at every level"),
    "units": Words("Số đơn vị cơ sở", "Lowest units"),
    "sum": Words("Tổng", "The sum of"),
}


def code_itself(column: str, code: str) -> str:
    return f"“{code}”" if code else t("không ghi", "not said")


def both(sentence: Callable[[], str]) -> Words:
    def told(language: str) -> str:
        with speaking(language):
            return sentence()

    return Words(told("vi"), told("en"))


# ---------------------------------------------------------------- a definition
def definition(it: Indicator, relations: Mapping[str, Relation], said: Said = code_itself) -> Words:
    return both(lambda: _definition(it, relations, said))


def _definition(it: Indicator, relations: Mapping[str, Relation], said: Said) -> str:
    if it.kind == "ratio":
        return t("{a} trên {b}, × {n}", "{a} over {b}, × {n}", a=it.numerator, b=it.denominator, n=it.per)
    relation = relations[it.of]
    what = str(COUNTS[it.counts])
    if it.counts == "sum":
        what = f"{what} {relation.column[it.column].title}"
    parts = [f"{what}: {relation.title} {WHEN[it.when]}", *_wheres(it.where, relation, relations, said)]
    if it.lasting:
        parts.append(t("đã kéo dài ít nhất {x}", "having lasted {x} or more", x=_length(it.lasting)))
    if it.age and it.age.high is None:
        parts.append(t("từ {a} tuổi", "aged {a} or more", a=it.age.low))
    elif it.age and it.age.low:
        parts.append(t("từ {a} đến dưới {b} tuổi", "aged {a} to below {b}", a=it.age.low, b=it.age.high))
    elif it.age:
        parts.append(t("dưới {b} tuổi", "aged below {b}", b=it.age.high))
    parts += [t("cùng lúc có {x}", "who also has {x}", x=_link(link, relations, said)) for link in it.also]
    parts += [t("cùng lúc không có {x}", "who has no {x}", x=_link(link, relations, said)) for link in it.without]
    return "; ".join(parts)


def _link(link: Link, relations: Mapping[str, Relation], said: Said) -> str:
    relation = relations[link.of]
    return ", ".join([str(relation.title), *_wheres(link.where, relation, relations, said)])


def _wheres(wheres: tuple[Where, ...], relation: Relation, relations: Mapping[str, Relation], said: Said) -> list[str]:
    found = []
    for where in wheres:
        holder = relations["person"] if where.attribute else relation
        name = where.attribute or where.column
        codes = t(" hoặc ", " or ").join(said(name, code) for code in where.values)
        shown = t("{c} không phải {x}", "{c} is not {x}") if where.negated else t("{c} là {x}", "{c} is {x}")
        found.append(shown.format(c=holder.column[name].title, x=codes))
    return found


def _length(duration: Duration) -> str:
    if duration.days:
        return t("{n} ngày", "{n} days", n=duration.days)
    return t("{n} tháng", "{n} months", n=duration.months)


# ---------------------------------------------------------------- a row
def why(counted: Counted, relations: Mapping[str, Relation], said: Said = code_itself) -> Words:
    """“measure (kind “home”) from 01/02/2019, goes on: it was going on at the period's last day, 31/12/2019.”"""
    return both(lambda: _why(counted, relations, said))


def _why(counted: Counted, relations: Mapping[str, Relation], said: Said) -> str:
    it, fact, period = counted.indicator, counted.fact, counted.period
    asked = [where.column for where in it.where if not where.attribute]
    shown = ", ".join(said(column, fact.values.get(column, "")) for column in asked)
    return t(
        "{relation}{codes} {dates}: {when} ({start}–{end})",
        "{relation}{codes} {dates}: {when} ({start}–{end})",
        relation=relations[it.of].title,
        codes=f" ({shown})" if shown else "",
        dates=_dates(fact, relations[it.of]),
        when=WHEN[it.when],
        start=format_date(period.start),
        end=format_date(last_day(period.end)),
    )


def _dates(fact: Fact, relation: Relation) -> str:
    if relation.shape == "event":
        return t("ngày {d}", "on {d}", d=format_date(fact.start))
    if fact.start == date.min:
        return ""
    if fact.end is None:
        return t("từ {d}, chưa kết thúc", "from {d}, going on", d=format_date(fact.start))
    return t("từ {a}, kết thúc {b}", "from {a}, ended {b}", a=format_date(fact.start), b=format_date(fact.end))
