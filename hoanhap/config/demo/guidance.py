"""Phụ lục 1: the province's four documents as the report names them, and invented ones for the districts."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from hoanhap.config.demo.directives import GUIDANCE
from hoanhap.config.demo.numbers import draw
from hoanhap.reporting.rules.cells import CellFacts, Place

INVENTED = "Văn bản minh họa"
PERIOD_START = date(2016, 1, 1)
# What a district issues in such a period: kind, symbol, subject. Plans of a year come in its first months.
USUAL = (
    ("KH", "KH-UBND", "Kế hoạch phòng, chống ma túy và cai nghiện ma túy năm {year}"),
    ("QĐ", "QĐ-UBND", "Kiện toàn Ban Chỉ đạo phòng, chống tội phạm và tệ nạn xã hội {kind}"),
    ("CV", "UBND-LĐTBXH", "Tăng cường quản lý người sau cai nghiện trên địa bàn"),
    ("KH", "KH-UBND", "Kế hoạch hỗ trợ dạy nghề, tạo việc làm cho người sau cai nghiện năm {year}"),
    ("CV", "UBND-LĐTBXH", "Củng cố tổ công tác cai nghiện ma túy cấp xã"),
)


class Line(NamedTuple):
    kind: str
    number: str
    symbol: str
    issued_on: date
    issuer: str
    subject: str
    note: str

    def cells(self, key: str) -> dict[Place, CellFacts]:
        texts = {
            "loai": self.kind,
            "so": self.number,
            "ky-hieu": self.symbol,
            "ngay": self.issued_on.isoformat(),
            "co-quan": self.issuer,
            "trich-yeu": self.subject,
            "noi-dung": self.note,
        }
        return {(key, column): CellFacts(text=text) for column, text in texts.items() if text}


def of_province() -> list[Line]:
    return [
        Line(
            p.kind,
            p.number,
            p.symbol,
            p.issued_on,
            p.issuer,
            p.summary,
            "Ban hành trước kỳ báo cáo, thực hiện trong kỳ" if p.issued_on < PERIOD_START else "",
        )
        for p in GUIDANCE
        if p.issued_on
    ]


def typed_by_province() -> list[Line]:
    """What no record answers: it was issued before the period. The others come from the directives themselves."""
    return [line for line in of_province() if line.issued_on < PERIOD_START]


def of_district(code: str, name: str) -> list[Line]:
    """Three to five documents, oldest first; every one says that it is invented. `name`: “huyện Bảo Lạc”."""
    rng = draw("annex-1", code)
    kind = "thành phố" if name.startswith("thành phố") else "huyện"
    chosen = [(_day(rng, year="{year}" in usual[2]), usual) for usual in rng.sample(USUAL, rng.randint(3, 5))]
    return [
        Line(
            usual[0],
            str(_number(rng, day)),
            usual[1],
            day,
            f"Ủy ban nhân dân {name}",
            usual[2].format(year=day.year, kind=kind),
            INVENTED,
        )
        for day, usual in sorted(chosen)
    ]


def _day(rng: Random, *, year: bool) -> date:
    """A working day of the period; of January to March for what is a plan of its year."""
    first = date(rng.randint(2016, 2020), 1, 6)
    day = first + timedelta(days=rng.randrange(80 if year or first.year == 2020 else 350))
    return day - timedelta(days=max(0, day.weekday() - 4))


def _number(rng: Random, day: date) -> int:
    """Numbers begin again each year and grow with it."""
    return day.timetuple().tm_yday * 3 + rng.randrange(3)


def as_cells(lines: list[Line]) -> dict[Place, CellFacts]:
    return {place: cell for i, line in enumerate(lines, 1) for place, cell in line.cells(f"{i:02}").items()}
