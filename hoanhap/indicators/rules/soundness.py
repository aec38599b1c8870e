"""What makes an indicator sound, beyond the shape of its file."""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace

from hoanhap.facts.relations import Column, Relation
from hoanhap.indicators.language import (
    AGE_BAND,
    ANY_CODE,
    UNIT,
    WHEN,
    Identity,
    Indicator,
    Link,
    Period,
    Where,
)
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.toml.findings import Finding

Relations = Mapping[str, Relation]
Place = tuple[str | int, ...]
LASTS = ("active_at_start", "active_at_end", "ended")  # where it is clear up to which day
COUNT_ONLY = ("of", "when", "where", "also", "without", "lasting", "age", "column", "by")
NO_RELATION = Relation("", Words("", ""), "event", "person")


def indicator_findings(place: Place, it: Indicator, relations: Relations) -> Iterator[Finding]:
    if it.code and not it.source:
        yield Finding(
            (*place, "source"),
            t("Không nói số này trả lời ô nào, văn bản nào", "It does not say which cell of which text it answers"),
            t("Thêm source ở [definitions], hoặc cell ở đây", "Add source in [definitions], or cell here"),
        )
    if it.row and not it.form:
        yield Finding(
            (*place, "row"), t("Dòng của biểu nào?", "A row of which form?"), t("Thêm form = …", "Add form = …")
        )
    if it.valid_to is not None and it.valid_to <= it.valid_from:
        yield Finding(
            (*place, "valid_to"),
            t("Hết hiệu lực trước khi có hiệu lực", "It ends before it begins"),
            t("valid_to là ngày đầu tiên không còn dùng", "valid_to is the first day it is no longer used"),
        )
    yield from _ratio(place, it) if it.kind == "ratio" else _count(place, it, relations)


# ---------------------------------------------------------------- ratios
def _ratio(place: Place, it: Indicator) -> Iterator[Finding]:
    for name in ("numerator", "denominator"):
        if not getattr(it, name):
            yield _lacks(place, name)
    if not it.per:
        yield Finding(
            (*place, "per"),
            t("Tỷ số cho mỗi 0 thì luôn là 0", "A ratio for every 0 is always 0"),
            t("Phần trăm: 100", "Per cent: 100"),
        )
    for name in COUNT_ONLY:
        if getattr(it, name):
            yield Finding(
                (*place, {"age": "age_at_end", "column": "counts"}.get(name, name)),
                t("Tỷ số không tự đếm gì", "A ratio counts nothing itself"),
                t("Bỏ dòng này, hoặc bỏ kind", "Drop the line, or drop kind"),
            )


# ---------------------------------------------------------------- counts
def _count(place: Place, it: Indicator, relations: Relations) -> Iterator[Finding]:
    for name in ("numerator", "denominator"):
        if getattr(it, name):
            yield Finding(
                (*place, name),
                t("Chỉ tỷ số mới có {x}", "Only a ratio has {x}", x=name),
                t('Bỏ dòng này, hoặc đặt kind = "ratio"', 'Drop the line, or set kind = "ratio"'),
            )
    if not it.of:
        yield _lacks(place, "of")
        return
    relation = relations.get(it.of)
    if relation is None or relation.shape == "subject":
        yield _no_relation((*place, "of"), it.of, relations)
        return
    yield from _when(place, it, relation)
    yield from _wheres((*place, "where"), it.where, relation, relations)
    yield from _links(place, it, relation, relations)
    yield from _counted(place, it, relation)
    yield from _by(place, it, relation, relations)


def _when(place: Place, it: Indicator, relation: Relation) -> Iterator[Finding]:
    fitting = ("active_at_end",) if relation.name == UNIT.name else WHEN[relation.shape]
    if not it.when:
        yield _lacks(place, "when")
    elif it.when not in fitting:
        yield Finding(
            (*place, "when"),
            t("“{x}” không dùng với quan hệ {of}", "“{x}” does not go with {of}", x=it.when, of=it.of),
            t("Chọn một trong: {among}", "Choose one of: {among}", among=", ".join(fitting)),
        )
    if it.lasting and it.when not in LASTS:
        yield Finding(
            (*place, "lasting"),
            t("Không rõ kéo dài đến ngày nào", "It is not clear up to which day it lasted"),
            t("Chỉ dùng với: {x}", "Use it only with: {x}", x=", ".join(LASTS)),
        )
    if it.age and relation.subject != "person":
        yield _not_of_a_person((*place, "age_at_end"), it.of)


def _wheres(place: Place, wheres: tuple[Where, ...], relation: Relation, relations: Relations) -> Iterator[Finding]:
    for where in wheres:
        at = (*place[:-1], "where_not" if where.negated and place[-1] == "where" else place[-1])
        column = yield from _column(at, where.column, relation, relations)
        if column is None or ANY_CODE in column.codes:
            continue
        known = (*column.codes, *(("",) if column.blank else ()))
        for value in where.values:
            if value not in known:
                yield Finding(
                    at,
                    t("Cột {c} không có mã “{x}”", "{c} has no code “{x}”", c=where.column, x=value),
                    t("Chọn trong: {among}", "Choose among: {among}", among=", ".join(column.codes)),
                )


def _column(at: Place, name: str, relation: Relation, relations: Relations) -> Generator[Finding, None, Column | None]:
    """Yields what is wrong; returns the coded column, or None."""
    attribute = name.startswith("person.")
    if attribute and relation.subject != "person":
        yield _not_of_a_person(at, relation.name)
        return None
    holder = relations.get("person", NO_RELATION) if attribute else relation
    column: Column | None = holder.column.get(name.removeprefix("person."))
    if column is None or column.amount:
        known = [c.name for c in relation.coded]
        if relation.subject == "person":
            known += [f"person.{c.name}" for c in relations.get("person", NO_RELATION).coded]
        yield Finding(
            at,
            t("Quan hệ {of} không có cột mã “{x}”", "{of} has no coded column “{x}”", of=relation.name, x=name),
            t("Chọn trong: {among}", "Choose among: {among}", among=", ".join(known) or "–"),
        )
        return None
    return column


def _links(place: Place, it: Indicator, relation: Relation, relations: Relations) -> Iterator[Finding]:
    for name, links in (("also", it.also), ("without", it.without)):
        at = (*place, name)
        if links and it.when == "active_during":
            yield Finding(
                at,
                t("Không rõ hỏi vào ngày nào", "It is not clear on which day it is asked"),
                t("Dùng active_at_end, started, ended", "Use active_at_end, started, ended"),
            )
        for link in links:
            yield from _link(at, link, relations)


def _link(at: Place, link: Link, relations: Relations) -> Iterator[Finding]:
    linked = relations.get(link.of)
    if linked is None or linked.shape != "span" or linked.name == UNIT.name:
        spans = {name: r for name, r in relations.items() if r.shape == "span" and name != UNIT.name}
        yield _no_relation(at, link.of, spans)
        return
    for where in link.where:
        if where.attribute:
            yield Finding(
                at,
                t("Ở đây không hỏi về người: “{x}”", "Nothing is asked of the person here: “{x}”", x=where.column),
                t("Đưa điều kiện này lên where của chỉ tiêu", "Ask it in the indicator's own where"),
            )
    yield from _wheres(at, tuple(w for w in link.where if not w.attribute), linked, relations)


def _counted(place: Place, it: Indicator, relation: Relation) -> Iterator[Finding]:
    at = (*place, "counts")
    if it.counts == "persons" and relation.subject != "person":
        yield _not_of_a_person(at, it.of)
    if it.counts == "sum" and (it.column not in relation.column or not relation.column[it.column].amount):
        amounts = ", ".join(c.name for c in relation.columns if c.amount)
        yield Finding(
            at,
            t("Quan hệ {of} không có số lượng “{x}”", "{of} has no amount “{x}”", of=it.of, x=it.column),
            t("Chọn trong: {among}", "Choose among: {among}", among=amounts or "–"),
        )
    if it.roll_up == "recount" and it.counts != "persons":
        yield Finding(
            (*place, "roll_up"),
            t("Chỉ người mới đếm lại ở mỗi cấp", "Only persons are recounted at every level"),
            t("Bỏ dòng này: các số khác cộng dồn", "Drop the line: all else adds up"),
        )


def _by(place: Place, it: Indicator, relation: Relation, relations: Relations) -> Iterator[Finding]:
    for name in it.by:
        if name != AGE_BAND:
            yield from _column((*place, "by"), name, relation, relations)
        elif relation.subject != "person":
            yield _not_of_a_person((*place, "by"), it.of)


# ---------------------------------------------------------------- several together
def version_findings(versions: list[tuple[Place, Indicator]]) -> Iterator[Finding]:
    """Two versions of one code on one day: nobody could say which one a figure followed."""
    ordered = sorted(versions, key=lambda v: v[1].valid_from)
    for (_, one), (place, other) in zip(ordered, ordered[1:], strict=False):
        if one.valid_to is None or other.valid_from < one.valid_to:
            yield Finding(
                (*place, "code"),
                t("Hiệu lực của mã “{x}” chồng lên nhau", "Two versions of “{x}” hold on one day", x=other.code),
                t(
                    "Đổi mã, hoặc cho bản trước valid_to bằng valid_from của bản sau",
                    "Change the code, or give the earlier valid_to = the later's valid_from",
                ),
            )


def named_findings(place: Place, it: Indicator, counts: frozenset[str]) -> Iterator[Finding]:
    for name in ("numerator", "denominator"):
        code = getattr(it, name)
        if code and code not in counts:
            yield _no_count((*place, name), code)


def identity_findings(place: Place, it: Identity, counts: Mapping[str, Indicator]) -> Iterator[Finding]:
    named = (("opening", (it.opening,)), ("in", it.comes), ("out", it.goes), ("closing", (it.closing,)))
    missing = [((*place, key), code) for key, codes in named for code in codes if code and code not in counts]
    for at, code in missing:
        yield _no_count(at, code)
    if missing or not it.opening or not it.closing:
        return
    opening, closing = counts[it.opening], counts[it.closing]
    if not opening.when or not closing.when:  # told already
        return
    if (opening.when, closing.when) != ("active_at_start", "active_at_end") or _state(opening) != _state(closing):
        yield Finding(
            (*place, "opening"),
            t("Đầu kỳ và cuối kỳ không cùng một trạng thái", "Opening and closing are not one state"),
            t(
                "Hai chỉ tiêu chỉ khác nhau ở when: active_at_start, active_at_end",
                "The two differ in `when` alone: active_at_start, active_at_end",
            ),
        )


def _state(it: Indicator) -> Indicator:
    """What an opening and its closing have in common."""
    blank = Words("", "")
    return replace(it, code="", title=blank, source="", note=blank, when="", form="", row="", by=(), verified=False)


def period_findings(place: Place, it: Period, earlier: frozenset[str]) -> Iterator[Finding]:
    if it.end <= it.start:
        yield Finding(
            (*place, "end"),
            t("Kỳ kết thúc trước khi bắt đầu", "The period ends before it starts"),
            t("end là ngày đầu tiên không còn thuộc kỳ", "end is the first day after the period"),
        )
    if it.code in earlier:
        yield Finding(
            (*place, "code"),
            t("Kỳ “{x}” đã có ở trên", "The period “{x}” is there above", x=it.code),
            t("Mỗi mã một kỳ", "One period a code"),
        )


# ---------------------------------------------------------------- sentences used more than once
def _lacks(place: Place, name: str) -> Finding:
    return Finding(
        (*place, name),
        t("Thiếu “{name}”", "“{name}” is missing", name=name),
        t("Thêm dòng {name} = …", "Add {name} = …", name=name),
    )


def _no_relation(at: Place, name: str, relations: Relations) -> Finding:
    known = ", ".join(sorted(n for n, r in relations.items() if r.shape != "subject"))
    return Finding(
        at,
        t("Không đếm được theo quan hệ “{x}” ở đây", "“{x}” is no relation that can stand here", x=name),
        t("Chọn trong: {known}", "Choose among: {known}", known=known),
    )


def _no_count(at: Place, code: str) -> Finding:
    return Finding(
        at,
        t("Không có số đếm mang mã “{x}”", "No count has the code “{x}”", x=code),
        t("Ghi mã của một [[indicator]] không phải tỷ số", "Give the code of an [[indicator]] that is no ratio"),
    )


def _not_of_a_person(at: Place, relation: str) -> Finding:
    return Finding(
        at,
        t("Quan hệ {x} không ghi theo người", "{x} is not recorded by person", x=relation),
        t("Bỏ dòng này, hoặc dùng một quan hệ ghi theo người", "Drop it, or use a relation recorded by person"),
    )
