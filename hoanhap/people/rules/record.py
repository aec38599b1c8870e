"""A whole file as plain values: a draft, and what was recorded of the person since. What is loaded in bulk is this.

Each fact has its own day, and is judged as it would have been on that day, one after the other, by the single actions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.people.rules.draft import Draft, Lists, Problem, code_problems, draft_problems
from hoanhap.people.rules.history import Life, day_problems

MONEY = frozenset({"loan", "allowance"})
MOST_MONEY = 10_000_000_000


@dataclass(frozen=True, slots=True)
class ResultDraft:
    on: date
    kind: str
    reason: str
    result: str
    substances: tuple[str, ...]
    agency_id: int


@dataclass(frozen=True, slots=True)
class StandingDraft:
    kind: str
    basis: str
    since: date


@dataclass(frozen=True, slots=True)
class NeedDraft:
    kind: str
    on: date


@dataclass(frozen=True, slots=True)
class SupportDraft:
    kind: str
    on: date
    agency_id: int
    until: date | None = None
    amount: int | None = None
    source: str = ""
    what: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """`entered_on`: the day the file was opened. Lists are in the order of their days."""

    draft: Draft
    commune_id: int
    entered_on: date
    standings: tuple[StandingDraft, ...] = ()
    tests: tuple[ResultDraft, ...] = ()
    needs: tuple[NeedDraft, ...] = ()
    supports: tuple[SupportDraft, ...] = ()
    synthetic: bool = False


def record_problems(record: Record, on: date, lists: Lists) -> list[Problem]:
    """Every reason at once, in the words of the single actions."""
    draft = record.draft
    found = [("entered_on", said) for said in day_problems(record.entered_on, draft.life, on)]
    found += draft_problems(draft, record.entered_on, lists)
    if record.standings or record.tests or record.needs or record.supports:
        found += [*_standings(record, on, lists), *_tests(record, on, lists), *_supports(record, on, lists)]
    return found


def _standings(record: Record, on: date, lists: Lists) -> Iterator[Problem]:
    kind, since = record.draft.standing, record.draft.listed_on
    for change in record.standings:
        yield from code_problems("kind", change.kind, lists["standings"])
        yield from code_problems("basis", change.basis, lists["bases"])
        yield from _day("day", change.since, record.draft.life, on)
        if change.since <= since:
            shown = format_date(since)
            yield "day", t("Diện quản lý hiện nay ghi từ {d}.", "The present standing holds since {d}.", d=shown)
        elif change.kind == kind:
            yield "kind", t("Người này đang thuộc diện đó.", "The person has that standing already.")
        kind, since = change.kind, change.since


def _tests(record: Record, on: date, lists: Lists) -> Iterator[Problem]:
    for test in record.tests:
        yield from _day("day", test.on, record.draft.life, on)
        yield from code_problems("kind", test.kind, lists["tests"])
        yield from code_problems("reason", test.reason, lists["test-reasons"])
        yield from code_problems("result", test.result, lists["test-results"])
        for substance in test.substances:
            yield from code_problems("substances", substance, lists["substances"])
        if test.result == "positive" and not test.substances:
            yield "substances", t("Ghi chất đã phát hiện.", "Say what was found.")
        if test.result != "positive" and test.substances:
            yield "substances", t("Chỉ ghi chất khi kết quả dương tính.", "Substances belong to a positive result.")


def _supports(record: Record, on: date, lists: Lists) -> Iterator[Problem]:
    life = record.draft.life
    for need in record.needs:
        yield from code_problems("kind", need.kind, lists["supports"])
        yield from _day("day", need.on, life, on)
    for given in record.supports:
        yield from code_problems("kind", given.kind, lists["supports"])
        yield from _day("day", given.on, life, on)
        yield from code_problems("what", given.what, lists["support-details"], needed=False)
        yield from code_problems("outcome", given.outcome, lists["outcomes"], needed=False)
        if given.until is not None and given.until < given.on:
            yield "until", t("Ngày cuối trước ngày đầu.", "The last day is before the first.")
        yield from code_problems("source", given.source, lists["money-sources"], needed=given.kind in MONEY)
        if given.kind in MONEY and given.amount is None:
            yield "amount", t("Ghi số tiền.", "Write the amount.")
        if given.amount is not None and not 0 < given.amount <= MOST_MONEY:
            yield (
                "amount",
                t("Số tiền phải lớn hơn 0 và không quá 10 tỷ đồng.", "An amount above 0, at most 10 billion."),
            )


def _day(field: str, day: date, life: Life, on: date) -> Iterator[Problem]:
    if not (life.first <= day <= on):  # spares the common case its sentences
        yield from ((field, said) for said in day_problems(day, life, on))


def met_need(record: Record, given: SupportDraft) -> int | None:
    """Which of the needs it meets: the earliest of its kind that was recorded by then."""
    waiting = [n for n, need in enumerate(record.needs) if need.kind == given.kind and need.on <= given.on]
    return min(waiting, key=lambda n: record.needs[n].on, default=None)
