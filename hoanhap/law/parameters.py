"""Dated values of the law: terms, ages, amounts. A province may set its own where the law lets it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hoanhap.kernel.dates import in_force
from hoanhap.kernel.lang import Words

UNITS = {
    "dong": Words("đồng", "đồng"),
    "hours": Words("giờ", "hours"),
    "days": Words("ngày", "days"),
    "months": Words("tháng", "months"),
    "years": Words("năm", "years"),
    "age": Words("tuổi", "years of age"),
    "times": Words("lần", "times"),
    "persons": Words("người", "persons"),
    "percent": Words("%", "%"),
    "square_metres": Words("m²", "m²"),
    "base_pay": Words("lần lương cơ sở", "times the base pay"),
    "aid_norm": Words("lần mức chuẩn trợ giúp xã hội", "times the norm of social aid"),
    "rooms": Words("phòng", "rooms"),
    "sixths": Words("phần sáu thời hạn", "sixths of the term"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """What holds on [valid_from, valid_to). `province`: its code, if the value is that province's own."""

    value: Decimal
    article: str
    source: str
    verified: bool
    valid_from: date
    valid_to: date | None = None
    province: str = ""
    note: Words = Words("", "")


@dataclass(frozen=True, slots=True)
class Parameter:
    code: str
    title: Words
    unit: str
    values: tuple[Value, ...]

    def on(self, day: date, province: str = "") -> Value | None:
        """The province's own value if it has one on that day, else the nation's."""
        found = [v for v in self.values if in_force(day, v.valid_from, v.valid_to) and v.province in ("", province)]
        return max(found, key=lambda v: v.province, default=None)
