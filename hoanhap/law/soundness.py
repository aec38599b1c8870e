"""What makes the law's files sound together: one version of each thing on each day, doubts said, calendars whole."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Protocol, TypeVar

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.toml.findings import Finding
from hoanhap.kernel.toml.lines import Place
from hoanhap.law.clocks import Rule
from hoanhap.law.parameters import Parameter
from hoanhap.law.reading import Dates, Entry, Swap
from hoanhap.law.regimes import Act, Transition


class Spanned(Protocol):
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...


class Sourced(Protocol):
    @property
    def verified(self) -> bool: ...
    @property
    def note(self) -> Words: ...


S = TypeVar("S", bound=Spanned)


def doubts(place: Place, thing: Sourced) -> Iterator[Finding]:
    """Who reads that a value is unverified must read why."""
    if not thing.verified and not thing.note.vi:
        yield Finding(
            (*place, "verified"),
            t("Chưa kiểm chứng mà không nói vì sao", "Unverified, and it does not say why"),
            t("Thêm note và note_en", "Add note and note_en"),
        )


def among(place: Place, words: Sequence[str], known: Sequence[str]) -> Iterator[Finding]:
    for word in words:
        if word not in known:
            yield Finding(
                place,
                t("Không có “{x}”", "There is no “{x}”", x=word),
                t("Chọn trong: {x}", "Choose among: {x}", x=", ".join(known)),
            )


# ---------------------------------------------------------------- versions
def span(place: Place, thing: Spanned) -> Iterator[Finding]:
    if thing.valid_to is not None and thing.valid_to <= thing.valid_from:
        yield Finding(
            (*place, "to"),
            t("Hết hiệu lực trước khi có hiệu lực", "It ends before it begins"),
            t("to là ngày đầu tiên không còn áp dụng", "to is the first day on which it no longer applies"),
        )


def versions(entries: Sequence[Entry[S]]) -> Iterator[tuple[Entry[S], Finding]]:
    """Of one thing, in the order of time, exactly one version from the first day to the last."""
    for before, after in pairwise(sorted(entries, key=lambda e: e.thing.valid_from)):
        ends, begins = before.thing.valid_to, after.thing.valid_from
        if ends == begins:
            continue
        file = before.source.path.name
        if ends is None or ends > begins:
            says = t("Trùng ngày với bản trước trong {file}", "It overlaps the version before it, in {file}", file=file)
        else:
            says = t(
                "Hở từ {day}: bản trước trong {file} đã hết",
                "A gap from {day}: the version before it, in {file}, has ended",
                day=format_date(ends),
                file=file,
            )
        yield (
            after,
            Finding(
                (*after.place, "from"),
                says,
                t("Cho to của bản trước bằng from của bản này", "Let the earlier version's to be this one's from"),
            ),
        )


def rule(place: Place, one: Rule) -> Iterator[Finding]:
    if not one.amount:
        yield Finding(
            (*place, "amount"),
            t("Hạn phải dài hơn không", "A limit is longer than nothing"),
            t(
                "Việc phải làm ngay thì không có hạn: bỏ [[rule]] này",
                "What is due at once is no limit: drop the [[rule]]",
            ),
        )
    if bool(one.extend) != bool(one.extend_unit):
        yield Finding(
            (*place, "extend"),
            t("extend và extend_unit phải đi cùng nhau", "extend and extend_unit go together"),
            t("Ghi cả hai, hoặc bỏ cả hai", "Write both, or neither"),
        )


def parameter(place: Place, one: Parameter) -> Iterator[Finding]:
    for i, value in enumerate(one.values):
        yield from span((*place, "value", i), value)
        yield from doubts((*place, "value", i), value)


# ---------------------------------------------------------------- regimes
def amendments(entries: Iterable[Entry[Act]]) -> Iterator[tuple[Entry[Act], Finding]]:
    entries = list(entries)
    known = {e.thing.code for e in entries}
    for entry in entries:
        for code in entry.thing.amends:
            if code not in known:
                yield (
                    entry,
                    Finding(
                        (*entry.place, "amends"),
                        t("Không có văn bản “{x}”", "There is no act “{x}”", x=code),
                        t("Dùng mã của một [[act]]", "Use the code of an [[act]]"),
                    ),
                )


ALWAYS = {"running": "old", "next": "new"}  # what the program does; a law that said otherwise would need code


def transition(place: Place, one: Transition) -> Iterator[Finding]:
    if ALWAYS.get(one.case, one.follows) != one.follows:
        yield Finding(
            (*place, "follows"),
            t("Chương trình chưa làm được như vậy", "The program cannot do that yet"),
            t("“{case}” phải là “{word}”", "“{case}” must be “{word}”", case=one.case, word=ALWAYS[one.case]),
        )


# ---------------------------------------------------------------- calendars
def dates(found: Entry[Dates], year: int) -> Iterator[Finding]:
    for day in found.thing.dates:
        if day.year != year:
            yield Finding(
                (*found.place, "dates"),
                t("{day} không thuộc năm {year}", "{day} is not in {year}", day=format_date(day), year=year),
                t("Chuyển sang tệp của năm đó", "Move it to the file of its year"),
            )


def swap(found: Entry[Swap], year: int) -> Iterator[Finding]:
    off, worked = found.thing.off, found.thing.worked
    for key, day, wrong, message in (
        ("off", off, off.year != year, Words("Ngày nghỉ không thuộc năm {year}", "The day off is not in {year}")),
        ("off", off, off.weekday() > 4, Words("Ngày nghỉ vốn là cuối tuần", "The day off is a weekend day anyway")),
        ("worked", worked, worked.weekday() < 5, Words("Ngày làm bù vốn là ngày làm việc", "It is a weekday anyway")),
    ):
        if wrong:
            yield Finding(
                (*found.place, key),
                t(*message, year=year),
                t("Xem lại {day}", "Look again at {day}", day=format_date(day)),
            )


def twice(found: Iterable[tuple[Entry[Any], str, date]]) -> Iterator[tuple[Entry[Any], Finding]]:
    """One day, two rows: nobody could say which one holds."""
    seen = set[date]()
    for entry, key, day in found:
        if day in seen:
            yield (
                entry,
                Finding(
                    (*entry.place, key),
                    t("{day} đã có ở một dòng khác", "{day} is in another row already", day=format_date(day)),
                    t("Mỗi ngày chỉ ghi một lần", "Write each day once"),
                ),
            )
        seen.add(day)
