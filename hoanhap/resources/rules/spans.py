"""What keeps a place, a member of staff or a team from being entered: (field, sentence), all at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.kernel.dates import Span, format_date, last_day
from hoanhap.kernel.lang import Words, t
from hoanhap.resources.rules.words import OF_COMMITTEES, ROLES, SEATS, TEAMS, WITH_BEDS

Problem = tuple[str, str]
MOST_BEDS = 20_000  # above: a typing slip


@dataclass(frozen=True, slots=True)
class Home:
    """What the entered thing belongs to, and when that stands."""

    name: str
    valid_from: date
    valid_to: date | None


def chosen(field: str, value: str, among: Mapping[str, Words]) -> Iterator[Problem]:
    if value not in among:
        yield field, t("Chọn trong danh sách.", "Choose from the list.")


def written(field: str, value: str, most: int) -> Iterator[Problem]:
    if not value.strip():
        yield field, t("Cần điền mục này.", "This is needed.")
    elif len(value) > most:
        yield field, t("Dài {n} chữ, nhiều nhất {most}.", "It has {n} characters, at most {most}.",
                       n=len(value), most=most)  # fmt: skip


def span(start: date, end: date | None, home: Home) -> Iterator[Problem]:
    """[start, end) is a span, and begins while its home stands."""
    if end is not None and end <= start:
        yield "last", t("Ngày cuối trước ngày đầu.", "The last day is before the first.")
    if start < home.valid_from:
        yield "first", t("{home} chỉ có từ {day}.", "{home} stands from {day} only.",
                         home=home.name, day=format_date(home.valid_from))  # fmt: skip
    if home.valid_to is not None and start >= home.valid_to:
        yield "first", t("{home} đã kết thúc, ngày cuối {day}.", "{home} has ended, its last day was {day}.",
                         home=home.name, day=format_date(last_day(home.valid_to)))  # fmt: skip
    elif home.valid_to is not None and end is not None and end > home.valid_to:
        yield "last", t("{home} kết thúc trước, ngày cuối {day}.", "{home} ends earlier, its last day is {day}.",
                        home=home.name, day=format_date(last_day(home.valid_to)))  # fmt: skip


def seated(kind: str, seat: str) -> Iterator[Problem]:
    """A counselling point is seated somewhere, other places are not asked."""
    if kind == "counselling":
        yield from chosen("seat", seat, SEATS)
    elif seat:
        yield "seat", t("Chỉ điểm tư vấn mới ghi nơi đặt trụ sở.", "Only a counselling point has a seat.")


def capacity(kind: str, beds: int, start: date, existing: Sequence[Span]) -> Iterator[Problem]:
    """A new capacity follows the last one; it never slips in before it."""
    if kind not in WITH_BEDS:
        yield "beds", t("Nơi này không có giường.", "This place has no beds.")
    if not 0 <= beds <= MOST_BEDS:
        yield "beds", t("Ghi số giường từ 0 đến {most}.", "Write a number of beds from 0 to {most}.", most=MOST_BEDS)
    later = [s.start for s in existing if s.start >= start]
    if later:
        yield "first", t("Đã ghi sức chứa từ {day}. Chọn ngày sau đó.",
                         "A capacity from {day} is there already. Choose a later day.",
                         day=format_date(max(later)))  # fmt: skip


def ending(start: date, was: date | None, end: date, name: str) -> Iterator[Problem]:
    if end <= start:
        yield "last", t("{name} chỉ có từ {day}; ngày cuối phải từ ngày đó.",
                        "{name} stands from {day}; the last day cannot be before it.",
                        name=name, day=format_date(start))  # fmt: skip
    if was is not None and was <= end:
        yield "last", t("{name} đã kết thúc, ngày cuối {day}.", "{name} has ended, its last day was {day}.",
                        name=name, day=format_date(last_day(was)))  # fmt: skip


def seat(kind: str, role: str) -> Iterator[Problem]:
    """A committee has a chair and members of its own; a team has not."""
    if role in ROLES and (role in OF_COMMITTEES) != (kind == "steering"):
        yield "role", t("“{role}” không phải vai trò của {team}.", "“{role}” is no role in a {team}.",
                        role=ROLES[role], team=TEAMS[kind])  # fmt: skip


def together(field: str, name: str, start: date, end: date | None, same: Sequence[Span]) -> Iterator[Problem]:
    """The same thing twice at one time."""
    if (end is None or end > start) and any(s.overlaps(Span(start, end)) for s in same):
        yield field, t("“{name}” đã có trong thời gian đó.", "“{name}” is there already at that time.", name=name)
