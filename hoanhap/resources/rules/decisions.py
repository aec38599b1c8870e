"""What dated decisions make of a place: founded, converted, made a satellite, closed. One pure fold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from hoanhap.kernel.dates import format_date, last_day
from hoanhap.kernel.lang import Words, t
from hoanhap.resources.rules.nouns import Problem

DECISIONS: Final = {
    "founded": Words("Thành lập", "Founded"),
    "converted": Words("Chuyển đổi", "Converted"),
    "attached": Words("Làm điểm vệ tinh của cơ sở khác", "Made a satellite of another place"),
    "detached": Words("Thôi làm điểm vệ tinh", "No longer a satellite"),
    "closed": Words("Giải thể, đóng cửa", "Closed"),
}
FUNCTIONS: Final = {
    "compulsory": Words("Cai nghiện bắt buộc", "Compulsory rehabilitation"),
    "voluntary": Words("Cai nghiện tự nguyện", "Voluntary rehabilitation"),
    "multi": Words("Đa chức năng", "Multi-function"),
    "substitution": Words("Điều trị thay thế", "Substitution treatment"),
    "detox": Words("Cắt cơn tại cộng đồng", "Community detoxification"),
    "counselling": Words("Tư vấn, hỗ trợ", "Counselling, support"),
}
WITH_FUNCTION: Final = frozenset({"founded", "converted"})


@dataclass(frozen=True, slots=True)
class Decision:
    """`first`: the day from which it holds. `function`: what the place is from then on; `parent`: whose satellite."""

    what: str
    first: date
    function: str = ""
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a place is on a day, by its decisions. None of them: it stands as it was entered."""

    founded: bool = False
    closed: bool = False
    function: str = ""
    parent: int | None = None


def standing(decisions: Sequence[Decision], on: date) -> Standing:
    found = Standing()
    for decision in in_order(decisions):
        if decision.first <= on:
            found = _then(found, decision)
    return found


def in_order(decisions: Sequence[Decision]) -> list[Decision]:
    return sorted(decisions, key=lambda d: d.first)


def problems(
    new: Decision, known: Sequence[Decision], *, place: int, starts: date, ends: date | None
) -> Iterator[Problem]:
    """`starts`, `ends`: the first day of the place, and the first on which it is no more, as they were entered."""
    if new.what not in DECISIONS:
        yield "what", t("Chọn trong danh sách.", "Choose from the list.")
        return
    if new.what in WITH_FUNCTION and new.function not in FUNCTIONS:
        yield "function", t("Chọn chức năng.", "Choose a function.")
    if new.what == "attached" and new.parent in (None, place):
        yield "parent", t("Chọn cơ sở chính, khác nơi này.", "Choose the main place, another than this.")
    if ends is not None and (new.first > ends or (new.first == ends and new.what != "closed")):
        yield "first", t("Nơi này đã kết thúc, ngày cuối {day}.", "This place has ended, its last day was {day}.",
                         day=format_date(last_day(ends)))  # fmt: skip
    if new.what == "closed" and new.first <= starts:
        yield "first", t("Nơi này có từ {day}: chỉ đóng cửa sau ngày đó.",
                         "This place stands from {day}: it closes after that day.",
                         day=format_date(starts))  # fmt: skip
    if any(d.first == new.first and d.what == new.what for d in known):
        yield "first", t("Quyết định này đã ghi.", "This decision is there already.")
        return
    yield from _in_line(new, known)


def without(left: Sequence[Decision]) -> Iterator[Problem]:
    """What no longer fits once a decision is taken out of the line."""
    for decision, wrong in _misfits(left):
        yield "", _then_wrong(decision, wrong)


def _in_line(new: Decision, known: Sequence[Decision]) -> Iterator[Problem]:
    """The whole line of decisions still makes sense with the new one in it."""
    for decision, wrong in _misfits([*known, new]):
        yield "first", wrong if decision is new else _then_wrong(decision, wrong)


def _misfits(line: Sequence[Decision]) -> Iterator[tuple[Decision, str]]:
    found = Standing()
    for decision in in_order(line):
        if wrong := _wrong(found, decision):
            yield decision, wrong
        found = _then(found, decision)


def _then_wrong(decision: Decision, wrong: str) -> str:
    return t("Khi đó quyết định có hiệu lực {day} không còn đúng: {wrong}",
             "Then the decision in force since {day} no longer fits: {wrong}",
             day=format_date(decision.first), wrong=wrong)  # fmt: skip


def _wrong(found: Standing, decision: Decision) -> str:
    what = decision.what
    if found.closed and what != "founded":
        return t("Nơi này đã đóng cửa.", "The place is closed.")
    if what == "founded" and not found.closed and found != Standing():
        return t("Nơi này đã thành lập trước đó.", "It was founded before.")
    if what == "converted" and found.function == decision.function:
        return t("Nơi này đang có chức năng đó.", "It has that function already.")
    if what == "attached" and found.parent is not None:
        return t("Nơi này đang là điểm vệ tinh.", "It is a satellite already.")
    if what == "detached" and found.parent is None:
        return t("Nơi này không phải điểm vệ tinh.", "It is no satellite.")
    return ""


def _then(found: Standing, decision: Decision) -> Standing:
    if decision.what == "founded":
        return Standing(founded=True, function=decision.function)
    if decision.what == "converted":
        return replace(found, function=decision.function)
    if decision.what == "attached":
        return replace(found, parent=decision.parent)
    if decision.what == "detached":
        return replace(found, parent=None)
    return replace(found, closed=True)
