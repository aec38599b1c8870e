"""What the demo's campaign asks, and what of it is an assumption of ours."""

from datetime import date

from hoanhap.config.demo.directives import BASIS
from hoanhap.reporting.actions.campaigns import Order

SLUG = "tong-ket-2016-2020"
MAP_DATE = date(2019, 12, 31)  # the published report counts 13 districts and 199 communes
ORDERED_ON = date(2020, 6, 15)  # assumed: the source says June 2020 and no day
PROVINCE = "04"

# Printed on every page and paper of the campaign.
NOTICE = (
    "Số liệu minh họa: Phụ lục 1, 2, 3 của cấp huyện, cấp xã và phần chia theo xã của biểu 1479. Số tổng của biểu 1479 "
    "đúng như báo cáo tháng 7/2020 của Sở LĐTBXH Cao Bằng. Ngày mở đợt 15/6/2020, hạn của huyện và xã là giả định."
)
NOTICE_EN = (
    "Illustrative figures: Annexes 1, 2, 3 of districts and communes, and the split of form 1479 by commune. The "
    "totals of form 1479 are those published in July 2020. The opening day and the deadlines "
    "below the province are assumed."
)


def order(*, centre: str, department: str) -> Order:
    """`centre`, `department`: codes of the two agencies that answer besides the units."""
    return Order(
        slug=SLUG,
        title="Tổng kết công tác cai nghiện và quản lý sau cai nghiện ma túy giai đoạn 2016–2020",
        title_en="Review of drug rehabilitation and aftercare, 2016–2020",
        basis=BASIS,
        ordered_on=ORDERED_ON,
        map_date=MAP_DATE,
        data_from=date(2016, 1, 1),
        data_to=date(2020, 7, 1),
        forms=("phu-luc-1", "phu-luc-2", "phu-luc-3", "bc-1479"),
        outlines=("de-cuong-2016-2020", "bc-1479"),
        deadlines={
            "province": (date(2020, 9, 30), "before"),  # in the source; the others are ours
            "district": (date(2020, 9, 15), "before"),
            "centre": (date(2020, 9, 15), "before"),
            "department": (date(2020, 9, 15), "before"),
            "commune": (date(2020, 8, 31), "by"),
        },
        provinces=(PROVINCE,),
        others={centre: "centre", department: "department"},
        notice=NOTICE,
        notice_en=NOTICE_EN,
    )
