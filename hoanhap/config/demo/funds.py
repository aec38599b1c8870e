"""Training, outreach and money as means: the province's published totals, each with the words of its source, and what
two communes typed in their forms (made up). ADR 0010."""

from collections.abc import Mapping
from datetime import date

from hoanhap.config.demo.cast import BAO_TOAN, CAO_BANG, CENTRE, LABOUR
from hoanhap.config.demo.order import MAP_DATE
from hoanhap.config.demo.people import CENTRE_SINCE, Ground, People
from hoanhap.config.demo.published import BILLION, MILLION
from hoanhap.config.demo.story import PAC_MIAU, PAC_MIAU_3
from hoanhap.resources.actions.items import add_item

REPORT = "Báo cáo tháng 7/2020 của Sở LĐTBXH Cao Bằng, mục {at}: “{words}”"
LAST = date(2020, 6, 30)  # the report names no day; its figures end here
TRAINING = {
    "name": "Tập huấn nâng cao năng lực công tác cai nghiện và quản lý sau cai (cộng các lớp)",
    "other": 830,
    "basis": REPORT.format(at=2, words="hơn 830 lượt cán bộ các cấp tỉnh, huyện, xã")
    + "; không nêu ngày, không tách cấp",
}
# All communes of the province, on the last day of the map that the report counts.
OUTREACH = {
    "name": "Tuyên truyền về cai nghiện ma túy và quản lý sau cai (cộng các đợt)",
    "attendances": 8_200,
    "leaflet": 27_000,
    "poster": 2_800,
    "booklet": 3_850,
    "basis": REPORT.format(at=2, words="13/13 huyện, 199/199 xã … hơn 8.200 lượt người") + "; không nêu ngày",
}
INVESTED = (  # period, source, amount, words
    (CENTRE_SINCE, date(2019, 1, 1), "local", 300 * MILLION, "Năm 2018: 300 triệu đồng"),
    (date(2019, 1, 1), date(2020, 1, 1), "central", 4 * BILLION, "Năm 2019: 04 tỷ đồng"),
    (
        date(2020, 1, 1),
        date(2020, 7, 1),
        "central",
        3_700 * MILLION,
        "Năm 2020: 3,7 tỷ đồng",
    ),
)
PERIODS = (*((date(y, 1, 1), date(y + 1, 1, 1)) for y in range(2016, 2020)), (date(2020, 1, 1), date(2020, 7, 1)))
CONTENTS = (("2.1", "dossier"), ("2.2", "team"), ("2.3", "support"))
MADE_UP = "Số minh họa"
SERVING = {"health": 1, "labour": 1, "police": 1, "volunteer": 2, "basis": MADE_UP}


def enter(ground: Ground, people: People, points: Mapping[str, tuple[int, date]], on: date) -> None:
    """`points`: the counselling point of a commune, and since when it is there."""
    department, centre = ground.agencies[CAO_BANG, LABOUR][0], ground.agencies[CAO_BANG, CENTRE][0]
    tinh = people["tinh"]
    add_item(noun="tap-huan", told=TRAINING, agency_id=department, first=LAST, by=tinh, on=on)
    communes = [c.code for c in ground.all_communes()]
    told = {**OUTREACH, "communes": communes}
    add_item(noun="tuyen-truyen", told=told, agency_id=department, first=MAP_DATE, by=tinh, on=on)
    for first, last, source, amount, words in INVESTED:
        said = {"stage": "spent", "source": source, "kind": "investment", "place": "centre", "total": amount,
                "premises": amount, "basis": REPORT.format(at=6, words=words)}  # fmt: skip
        add_item(noun="kinh-phi", told=said, agency_id=centre, first=first, last=last, by=people["coso"], on=on)
    _pac_mieu(ground, people, on)
    point, since = points[BAO_TOAN]
    add_item(noun="can-bo-diem-tu-van", told=SERVING, place_id=point, first=since, by=people["xa"], on=on)


def _pac_mieu(ground: Ground, people: People, on: date) -> None:
    """What the town's Phụ lục 3 says, a line a source and period; the central money is spent first."""
    for n, (first, last) in enumerate(PERIODS):
        left = {code: PAC_MIAU_3[row][n] for row, code in CONTENTS}
        for row, source in (("1.1", "central"), ("1.2", "local")):
            total = rest = PAC_MIAU_3[row][n]
            parts = {}
            for code in left:
                parts[code] = min(rest, left[code])
                left[code], rest = left[code] - parts[code], rest - parts[code]
            told = {"stage": "spent", "source": source, "kind": "recurrent", "place": "community", "total": total,
                    **{code: part for code, part in parts.items() if part}, "other": rest or None,
                    "basis": MADE_UP}  # fmt: skip
            add_item(
                noun="kinh-phi", told=told, agency_id=ground.agencies[PAC_MIAU, LABOUR][0], first=first, last=last,
                by=people.officer(PAC_MIAU), on=on,
            )  # fmt: skip
