"""A country of two provinces, four districts and nine communes, made by hand, since 2004."""

from datetime import date

from hoanhap.units.models import Placement, Unit
from hoanhap.units.rules.names import folded, kind_of

SINCE = date(2004, 1, 1)
TREE = {
    "VN": ("nation", "Việt Nam", None),
    "01": ("province", "Tỉnh An", "VN"),
    "02": ("province", "Tỉnh Bình", "VN"),
    "011": ("district", "Huyện Giao", "01"),
    "012": ("district", "Huyện Hòa", "01"),
    "021": ("district", "Huyện Khánh", "02"),
    "022": ("district", "Thị xã Lộc", "02"),
    "01101": ("commune", "Xã Một", "011"),
    "01102": ("commune", "Xã Hai", "011"),
    "01103": ("commune", "Thị trấn Ba", "011"),
    "01201": ("commune", "Xã Bốn", "012"),
    "01202": ("commune", "Xã Năm", "012"),
    "02101": ("commune", "Xã Sáu", "021"),
    "02102": ("commune", "Xã Bảy", "021"),
    "02201": ("commune", "Phường Tám", "022"),
    "02202": ("commune", "Xã Chín", "022"),
}


def build() -> dict[str, Unit]:
    made: dict[str, Unit] = {}
    for code, (level, name, parent) in TREE.items():
        made[code] = Unit.objects.create(
            code=code,
            level=level,
            kind=kind_of(level, name),
            name=name,
            folded=folded(name, code),
            valid_from=SINCE,
            start_known=False,
        )
        if parent:
            Placement.objects.create(unit=made[code], parent=made[parent], valid_from=SINCE)
    return made
