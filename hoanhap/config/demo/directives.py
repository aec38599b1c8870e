"""The documents the campaign rests on, as the sources name them. What a source does not say stays empty."""

from dataclasses import dataclass
from datetime import date

GOVERNMENT = "Chính phủ"
PRIME_MINISTER = "Thủ tướng Chính phủ"
MINISTRY = "Bộ Lao động - Thương binh và Xã hội"
PROVINCE = "Ủy ban nhân dân tỉnh Cao Bằng"

DECISION = "Quyết định ban hành Kế hoạch tổng kết 2016 - 2020, Bộ LĐTBXH (tháng 6/2020)"
REPORT = "Báo cáo của Sở LĐTBXH tỉnh Cao Bằng (tháng 7/2020)"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as a record. `issued_text` stands where the source gives a month and no day."""

    code: str
    kind: str
    number: str
    symbol: str
    issuer: str
    summary: str
    source: str
    issued_on: date | None = None
    issued_text: str = ""
    bases: tuple[str, ...] = ()


# The order itself: neither number nor day in the source.
BASIS = "qd-ldtbxh-thang-6-2020"
# What the published report answers: another plan, of the police.
POLICE_PLAN = "kh-1479-2020"

_NAMED_BY_THE_DECISION = (
    Paper(
        "nd-14-2017",
        "NĐ",
        "14/2017",
        "NĐ-CP",
        GOVERNMENT,
        "Quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Bộ Lao động - Thương binh và Xã hội",
        DECISION,
        date(2017, 2, 17),
    ),
    Paper(
        "qd-2596-2013",
        "QĐ",
        "2596",
        "QĐ-TTg",
        PRIME_MINISTER,
        "Phê duyệt Đề án đổi mới công tác cai nghiện ma túy ở Việt Nam đến năm 2020",
        DECISION,
        date(2013, 12, 27),
    ),
    Paper(
        "qd-2187-2014",
        "QĐ",
        "2187",
        "QĐ-TTg",
        PRIME_MINISTER,
        "Phê duyệt Kế hoạch thực hiện Đề án đổi mới công tác cai nghiện ma túy ở Việt Nam đến năm 2020",
        DECISION,
        date(2014, 12, 5),
    ),
    Paper(
        "qd-424-2017",
        "QĐ",
        "424",
        "QĐ-TTg",
        PRIME_MINISTER,
        "Phê duyệt Chương trình phòng, chống ma túy đến năm 2020",
        DECISION,
        date(2017, 4, 7),
    ),
    Paper(
        "qd-565-2017",
        "QĐ",
        "565",
        "QĐ-TTg",
        PRIME_MINISTER,
        "Phê duyệt Chương trình mục tiêu phát triển hệ thống trợ giúp xã hội giai đoạn 2016 - 2020",
        DECISION,
        date(2017, 4, 25),
    ),
    Paper(
        "qd-291-2020",
        "QĐ",
        "291",
        "QĐ-TTg",
        PRIME_MINISTER,
        "Ban hành Kế hoạch triển khai thực hiện Chỉ thị số 36-CT/TW ngày 16 tháng 8 năm 2019 của Bộ Chính trị về "
        "tăng cường, nâng cao hiệu quả công tác phòng, chống và kiểm soát ma túy",
        DECISION,
        date(2020, 2, 21),
    ),
    Paper(
        "cv-2420-2020",
        "CV",
        "2420",
        "VPCP-KGVX",
        "Văn phòng Chính phủ",
        "Về phương hướng, nhiệm vụ trọng tâm và Chương trình công tác năm 2020 của Ủy ban Quốc gia phòng, chống AIDS "
        "và phòng, chống tệ nạn ma túy, mại dâm",
        DECISION,
        date(2020, 3, 28),
    ),
)

_OF_CAO_BANG = (
    Paper(
        "kh-1152-2015",
        "KH",
        "1152",
        "KH-UBND",
        PROVINCE,
        "Thực hiện Đề án đổi mới công tác cai nghiện ma túy trên địa bàn tỉnh Cao Bằng đến năm 2020",
        REPORT,
        date(2015, 5, 18),
    ),
    Paper(
        "qd-13-2018",
        "QĐ",
        "13",
        "QĐ-UBND",
        PROVINCE,
        "Ban hành Quy chế phối hợp trong việc lập hồ sơ đối với người nghiện ma túy bị xem xét áp dụng biện pháp xử lý "
        "hành chính đưa vào cơ sở cai nghiện bắt buộc trên địa bàn tỉnh Cao Bằng",
        REPORT,
        date(2018, 1, 10),
    ),
    Paper(
        "qd-87-2018",
        "QĐ",
        "87",
        "QĐ-UBND",
        PROVINCE,
        "Về việc tổ chức lại Trung tâm Giáo dục lao động xã hội tỉnh Cao Bằng thành Cơ sở cai nghiện ma túy tỉnh Cao "
        "Bằng trực thuộc Sở Lao động - Thương binh và Xã hội",
        REPORT,
        date(2018, 1, 30),
    ),
    Paper(
        "kh-3247-2018",
        "KH",
        "3247",
        "KH-UBND",
        PROVINCE,
        "Cai nghiện phục hồi và quản lý sau cai nghiện ma túy trên địa bàn tỉnh Cao Bằng giai đoạn 2018 - 2020",
        REPORT,
        date(2018, 10, 12),
    ),
    Paper(
        POLICE_PLAN,
        "KH",
        "1479",
        "KH-BCĐ-CAT",
        "Cơ quan thường trực phòng, chống tội phạm - Công an tỉnh Cao Bằng",
        "Tổng kết thực hiện Chương trình phòng, chống ma túy đến năm 2020 trên địa bàn tỉnh Cao Bằng",
        REPORT,
        date(2020, 4, 3),
    ),
)

# In an order where every basis comes before what rests on it.
PAPERS = (
    *_NAMED_BY_THE_DECISION,
    *_OF_CAO_BANG,
    Paper(
        BASIS,
        "QĐ",
        "",
        "QĐ-LĐTBXH",
        MINISTRY,
        "Về việc ban hành Kế hoạch tổng kết công tác cai nghiện và quản lý sau cai nghiện ma túy giai đoạn 2016 - 2020",
        DECISION + "; nguồn không ghi số và ngày",
        issued_text="tháng 6 năm 2020",
        bases=tuple(p.code for p in _NAMED_BY_THE_DECISION),
    ),
)

# The province's own guidance documents of the period, for its Phụ lục 1.
GUIDANCE = tuple(p for p in _OF_CAO_BANG if p.issuer == PROVINCE)
