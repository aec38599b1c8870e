"""Phụ lục 1: the province's four documents as the report names them, and invented ones for the districts."""

from datetime import date, timedelta
from typing import NamedTuple

from hoanhap.config.demo.directives import GUIDANCE
from hoanhap.config.demo.numbers import draw
from hoanhap.reporting.rules.cells import CellFacts, Place

INVENTED = "Văn bản minh họa"
PERIOD_START = date(2016, 1, 1)
# What a district issues in such a period: kind, symbol, subject.
USUAL = (
    ("KH", "KH-UBND", "Kế hoạch phòng, chống ma túy và cai nghiện ma túy năm {year}"),
    ("QĐ", "QĐ-UBND", "Kiện toàn Ban Chỉ đạo phòng, chống tội phạm và tệ nạn xã hội huyện"),
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


def of_district(code: str, name: str) -> list[Line]:
    """Three to five documents, oldest first; every one says that it is invented."""
    rng = draw("annex-1", code)
    issuer = f"Ủy ban nhân dân {name}"
    chosen = rng.sample(USUAL, rng.randint(3, 5))
    days = sorted(PERIOD_START + timedelta(days=rng.randrange(1640)) for _ in chosen)
    return [
        Line(kind, str(rng.randint(20, 900)), symbol, day, issuer, subject.format(year=day.year), INVENTED)
        for (kind, symbol, subject), day in zip(chosen, days, strict=True)
    ]


def as_cells(lines: list[Line]) -> dict[Place, CellFacts]:
    return {place: cell for i, line in enumerate(lines, 1) for place, cell in line.cells(f"{i:02}").items()}
