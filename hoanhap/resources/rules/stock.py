"""Medicine of a clinic by the month, in whole milligrams: what came, what went, what was counted at the month's end.

A month's opening is the counted closing of the month before it. What the book says should be there and what was counted
may differ: every difference asks an explanation, and a shortage counts against the target “no loss”.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.facts.rules.rows import Row
from hoanhap.kernel.dates import last_day
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import show
from hoanhap.resources.rules.nouns import MOST, Problem

FLOWS = ("received", "dispensed", "returned", "destroyed")


@dataclass(frozen=True, slots=True)
class Flows:
    """What a clinic writes down of a month. `returned`: given back to the supplier; `closing`: as counted."""

    received: int
    dispensed: int
    returned: int
    destroyed: int
    closing: int


@dataclass(frozen=True, slots=True)
class Month:
    """`month`: its first day."""

    month: date
    opening: int
    flows: Flows
    explanation: str = ""

    @property
    def expected(self) -> int:
        f = self.flows
        return self.opening + f.received - f.dispensed - f.returned - f.destroyed

    @property
    def difference(self) -> int:
        """Below zero: medicine is missing."""
        return self.flows.closing - self.expected


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def shown(month: date) -> str:
    return f"{month.month:02}/{month.year}"


def problems(month: Month, known: Sequence[Month], *, on: date) -> Iterator[Problem]:
    """`known`: the months there are, in order; one with the month's own day is what it replaces."""
    for name in (*FLOWS, "closing"):
        if not 0 <= getattr(month.flows, name) <= MOST["milligrams"]:
            yield name, t("Ghi số mg từ 0 trở lên, không quá {most}.", "Write milligrams from 0 to {most}.",
                          most=show(MOST["milligrams"]))  # fmt: skip
    yield from _opening(month, known)
    if month.month.day != 1 or next_month(month.month) > on:
        yield "month", t("Chỉ ghi tháng đã hết.", "Only a month that is over is entered.")
    if month.opening < 0:
        return  # not said: the book cannot be balanced yet
    if month.expected < 0:
        yield "dispensed", t("Xuất nhiều hơn số đã có và đã nhận: sổ âm {n} mg.",
                             "More went out than there was and came: the book is {n} mg below zero.",
                             n=show(-month.expected))  # fmt: skip
    elif month.difference and not month.explanation.strip():
        yield "explanation", t("Kiểm kê lệch sổ {n} mg: ghi giải trình.",
                               "The count differs from the book by {n} mg: explain it.",
                               n=signed(month.difference))  # fmt: skip


def _opening(month: Month, known: Sequence[Month]) -> Iterator[Problem]:
    if not 0 <= month.opening <= MOST["milligrams"]:
        yield "opening", t("Ghi tồn đầu kỳ từ 0 trở lên.", "Write an opening stock from 0 up.")
    if not known:
        return
    if month.month < known[0].month:
        yield "month", t("Sổ bắt đầu từ tháng {first}.", "The book begins with {first}.", first=shown(known[0].month))
        return
    before = [m for m in known if m.month < month.month]
    if before and next_month(before[-1].month) != month.month:
        wanted = next_month(before[-1].month)
        yield "month", t("Ghi tháng {month} trước: các tháng phải liền nhau.",
                         "Enter {month} first: months follow each other.", month=shown(wanted))  # fmt: skip
    if before and month.opening != before[-1].flows.closing:
        yield "opening", t("Tồn đầu kỳ phải bằng tồn cuối tháng trước: {n} mg.",
                           "The opening is the closing of the month before: {n} mg.",
                           n=show(before[-1].flows.closing))  # fmt: skip


def after(month: Month, known: Sequence[Month]) -> tuple[Month, ...]:
    """The months that follow it once it stands: the next begins with its closing, the others as they were."""
    rest = [m for m in known if m.month > month.month]
    if not rest:
        return ()
    return (Month(rest[0].month, month.flows.closing, rest[0].flows, rest[0].explanation), *rest[1:])


def unexplained(following: Sequence[Month]) -> Iterator[Problem]:
    """The month after a corrected one would differ from its book, and says not why."""
    for month in following[:1]:
        if month.expected < 0:
            yield "closing", t("Khi đó sổ tháng {month} âm {n} mg.", "Then the book of {month} is {n} mg below zero.",
                               month=shown(month.month), n=show(-month.expected))  # fmt: skip
        elif month.difference and not month.explanation.strip():
            yield "closing", t("Khi đó tháng {month} lệch {n} mg: ghi giải trình ở tháng đó trước.",
                               "Then {month} differs by {n} mg: write its explanation first.",
                               month=shown(month.month), n=signed(month.difference))  # fmt: skip


def total(months: Sequence[Month]) -> Month | None:
    """Months that follow each other, as one."""
    if not months:
        return None
    moved = {flow: sum(getattr(m.flows, flow) for m in months) for flow in FLOWS}
    return Month(months[0].month, months[0].opening, Flows(**moved, closing=months[-1].flows.closing))


def rows(unit: int, month: Month) -> Iterator[Row]:
    """A row for each movement of the month, on its last day, and one of what was then counted; what is nought is left
    out."""
    told = {name: getattr(month.flows, name) for name in FLOWS}
    told["missing"], told["surplus"] = max(0, -month.difference), max(0, month.difference)
    following = next_month(month.month)
    day, then = last_day(following), last_day(next_month(following))
    for flow, amount in told.items():
        if amount:
            yield Row("stock", unit, day, None, (flow,), amount)
    if month.flows.closing:
        yield Row("held", unit, day, then, (), month.flows.closing)


def signed(n: int) -> str:
    return f"{'+' if n > 0 else '−'}{show(abs(n))}"
