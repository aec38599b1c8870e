"""What was reported of one agency's part of a task, event by event, and what stands after all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from hoanhap.kernel.lang import Words, t

BEGIN, MOVE, BLOCK, FREE, DONE, REOPEN = "begin", "move", "block", "free", "done", "reopen"
KINDS: Final[Mapping[str, Words]] = {
    BEGIN: Words("Bắt đầu", "Begun"),
    MOVE: Words("Tiến triển", "Under way"),
    BLOCK: Words("Vướng mắc", "Blocked"),
    FREE: Words("Đã gỡ vướng", "No longer blocked"),
    DONE: Words("Hoàn thành", "Done"),
    REOPEN: Words("Yêu cầu làm tiếp", "Asked to go on"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """`by`: of a block, who or what blocks. `proved`: evidence stands behind it, not only words."""

    kind: str
    on: date
    by: str = ""
    proved: bool = False


@dataclass(frozen=True, slots=True)
class Stand:
    began: date | None = None
    moved: date | None = None
    done: date | None = None
    proved: bool = False
    blocked: str = ""
    blocked_on: date | None = None


def stand(events: Iterable[Event], on: date | None = None) -> Stand:
    """After everything up to the end of `on`; without a day after everything. Of one day, the order of writing."""
    found = Stand()
    for event in sorted((e for e in events if on is None or e.on <= on), key=lambda e: e.on):
        found = _after(found, event)
    return found


def _after(now: Stand, event: Event) -> Stand:
    began = now.began or event.on
    match event.kind:
        case "block":
            return replace(now, began=began, moved=event.on, blocked=event.by, blocked_on=event.on)
        case "free":
            return replace(now, began=began, moved=event.on, blocked="", blocked_on=None)
        case "done":
            return replace(now, began=began, moved=event.on, done=event.on, proved=event.proved, blocked="",
                           blocked_on=None)  # fmt: skip
        case "reopen":
            return replace(now, began=began, moved=event.on, done=None, proved=False)
        case _:
            return replace(now, began=began, moved=event.on)


NOTHING, IN_TIME, LATE, STUCK, GOING = range(5)


def kind(now: Stand, last: date | None) -> int:
    """What stands, in one number: shares of one task with the same number mostly stand alike."""
    if now.done:
        return IN_TIME if last is None or now.done <= last else LATE
    return STUCK if now.blocked else GOING if now.began else NOTHING


def refusals(now: Stand, kind: str, on: date, day: date, by: str, text: str) -> Iterable[tuple[str, str]]:
    """(field, sentence) of everything that keeps an event from being written. `day`: when it happened."""
    if kind not in KINDS:
        yield "kind", t("Chọn một loại tiến độ.", "Choose what happened.")
    if day > on:
        yield "day", t("Ngày chưa đến. Ghi ngày đã xảy ra.", "The day has not come yet. Give the day it happened.")
    if now.moved and day < now.moved:
        yield (
            "day",
            t("Đã có tin sau ngày này. Ghi từ ngày của tin cuối trở đi.",
              "There is later news. Give the day of the last news, or a later one."),
        )  # fmt: skip
    if kind == DONE and now.done:
        yield "kind", t("Nhiệm vụ đã hoàn thành.", "The task is done already.")
    if kind == REOPEN and not now.done:
        yield "kind", t("Nhiệm vụ chưa hoàn thành nên không cần yêu cầu làm tiếp.", "The task is not done.")
    if kind in (BEGIN, MOVE, BLOCK, FREE) and now.done:
        yield (
            "kind",
            t("Nhiệm vụ đã hoàn thành; muốn làm tiếp cần yêu cầu làm tiếp.", "The task is done; ask to go on first."),
        )  # noqa: E501
    if kind == BEGIN and now.began:
        yield "kind", t("Nhiệm vụ đã bắt đầu.", "The task has begun already.")
    if kind == BLOCK and not by:
        yield "blocked_by", t("Ghi vướng ở cơ quan nào hoặc ở việc gì.", "Say who or what blocks.")
    if kind == FREE and not now.blocked:
        yield "kind", t("Không có vướng mắc nào đang mở.", "Nothing is blocked.")
    if kind in (MOVE, REOPEN) and not text:
        yield "text", t("Ghi nội dung trong một câu.", "Say it in a sentence.")
