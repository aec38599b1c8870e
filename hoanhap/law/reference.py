"""docs/generated/law.md: everything the program takes from the law, with its source, for whoever checks it on paper."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby

from hoanhap.kernel.dates import format_date, last_day
from hoanhap.kernel.lang import Words
from hoanhap.kernel.numbers import show
from hoanhap.law import clocks, parameters, regimes
from hoanhap.law.calendars import Calendar, Day
from hoanhap.law.classification.reference import said
from hoanhap.law.loaded import Law

YES = {True: "✓", False: "**chưa**"}


def law_page(law: Law) -> str:
    lines = ["# Pháp luật trong chương trình · The law as the program has it", ""]
    lines += ["Sinh từ `law/`; không sửa tay. Generated from `law/`; do not edit.", ""]
    lines += ["Cột “Kiểm chứng”: ✓ đã đối chiếu với nguồn; **chưa** = unverified, ghi chú nói vì sao.", ""]
    for part in (_regimes, _transitions, _rules, _parameters, _scorecards):
        lines += [*part(law), ""]
    return "\n".join([*lines, *_calendar(law.calendar)]).rstrip() + "\n"


def _regimes(law: Law) -> Iterator[str]:
    yield from _head("Chế độ · Regimes", "Mã", "Tên", "Từ ngày", "Đến hết ngày", "Nguồn", "Kiểm chứng")
    for r in law.regimes:
        yield _row(f"`{r.code}`", r.title.vi, *_span(r.valid_from, r.valid_to), r.source, _mark(r.verified, r.note))
    yield ""
    yield from _head(
        "Văn bản · Acts", "Mã", "Văn bản", "Về", "Từ ngày", "Đến hết ngày", "Sửa đổi", "Nguồn", "Kiểm chứng"
    )
    for a in sorted(law.acts, key=lambda a: (a.valid_from, a.code)):
        about = "; ".join(regimes.ABOUT[x].vi for x in a.about)
        amends = ", ".join(f"`{x}`" for x in a.amends)
        yield _row(
            f"`{a.code}`",
            a.title.vi,
            about,
            *_span(a.valid_from, a.valid_to),
            amends,
            a.source,
            _mark(a.verified, a.note),
        )


def _scorecards(law: Law) -> Iterator[str]:
    yield from _head(
        "Phân loại địa bàn · Classification", "Bộ tiêu chí", "Loại", "Tiêu chí", "Từ ngày", "Đến hết ngày", "Nguồn",
        "Kiểm chứng",
    )  # fmt: skip
    for card in law.scorecards:
        for of in card.classes:
            yield _row(
                f"`{card.code}` {card.title.vi}",
                of.title.vi,
                said(card, of),
                *_span(card.valid_from, card.valid_to),
                card.source,
                _mark(card.verified, card.note),
            )


def _transitions(law: Law) -> Iterator[str]:
    follows = {"old": "luật cũ", "new": "luật mới"}
    yield from _head(
        "Chuyển tiếp · Transition", "Ngày", "Trường hợp", "Theo", "Nội dung", "Điều", "Nguồn", "Kiểm chứng"
    )
    for x in law.transitions:
        case = regimes.CASES[x.case].vi
        yield _row(
            format_date(x.at), case, follows[x.follows], x.title.vi, x.article, x.source, _mark(x.verified, x.note)
        )


def _rules(law: Law) -> Iterator[str]:
    yield from _head(
        "Hạn · Clocks", "Mã", "Hạn", "Số", "Loại", "Gia hạn", "Điều", "Từ ngày", "Đến hết ngày", "Nguồn", "Kiểm chứng"
    )
    for versions in law.rules.values():
        for r in versions:
            yield _row(
                f"`{r.code}`",
                f"{r.title.vi}, {r.event.vi}" if r.event.vi else r.title.vi,
                f"{r.amount} {clocks.UNITS[r.unit].vi}",
                "thời hạn" if r.kind == "term" else "hạn làm việc",
                f"+{r.extend} {clocks.UNITS[r.extend_unit].vi}" if r.extend else "",
                r.article,
                *_span(r.valid_from, r.valid_to),
                r.source,
                _mark(r.verified, r.note),
            )


def _parameters(law: Law) -> Iterator[str]:
    yield from _head(
        "Giá trị · Values", "Mã", "Tên", "Giá trị", "Tỉnh", "Điều", "Từ ngày", "Đến hết ngày", "Nguồn", "Kiểm chứng"
    )
    for code in sorted(law.parameters):
        p = law.parameters[code]
        for v in p.values:
            shown = f"{_number(v.value)} {parameters.UNITS[p.unit].vi}"
            yield _row(
                f"`{code}`",
                p.title.vi,
                shown,
                v.province,
                v.article,
                *_span(v.valid_from, v.valid_to),
                v.source,
                _mark(v.verified, v.note),
            )


def _calendar(calendar: Calendar) -> Iterator[str]:
    yield f"## Lịch làm việc {calendar.start.year}–{last_day(calendar.end).year} · Working calendar"
    for year, days in groupby(sorted(calendar.days.items()), key=lambda entry: entry[0].year):
        yield ""
        yield from _table(str(year), "Ngày", "Nguồn", "Kiểm chứng")
        for day, dates in _runs(days):
            works = {(True, False): " · **làm việc**", (True, True): " · vẫn tính là ngày làm việc"}
            title = day.title.vi + works.get((day.works, day.undecided), "")
            yield _row(title, ", ".join(map(format_date, dates)), day.source, YES[day.verified])


def _runs(days: Iterable[tuple[date, Day]]) -> Iterator[tuple[Day, list[date]]]:
    """Days of one row of the file together."""
    for _, group in groupby(days, key=lambda entry: (entry[1].title, entry[1].source)):
        found = list(group)
        yield found[0][1], [on for on, _ in found]


# ---------------------------------------------------------------- tables
def _mark(verified: bool, note: Words) -> str:
    return f"{YES[verified]}: {note.vi}" if note.vi else YES[verified]


def _span(start: date, end: date | None) -> tuple[str, str]:
    return format_date(start), format_date(last_day(end)) if end else ""


def _number(value: Decimal) -> str:
    return show(int(value.scaleb(2)), 2)


def _head(title: str, *columns: str) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield from _table(*columns)


def _table(*heads: str) -> Iterator[str]:
    yield _row(*heads)
    yield "|" + "---|" * len(heads)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
