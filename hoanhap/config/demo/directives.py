"""The documents the campaign rests on, as the sources name them. What a source does not say stays empty."""

from dataclasses import dataclass
from datetime import date

from hoanhap.access.rules import Actor
from hoanhap.documents.actions import record_directive

GOVERNMENT = "Chính phủ"
PRIME_MINISTER = "Thủ tướng Chính phủ"
MINISTRY = "Bộ Lao động - Thương binh và Xã hội"
PROVINCE = "Ủy ban nhân dân tỉnh Cao Bằng"
TUYEN_QUANG_PROVINCE = "Ủy ban nhân dân tỉnh Tuyên Quang"
JOINT_2012 = "Bộ Lao động - Thương binh và Xã hội, Bộ Y tế, Bộ Công an"
JOINT_2015 = "Bộ Y tế, Bộ Lao động - Thương binh và Xã hội, Bộ Công an"

DECISION = "Quyết định ban hành Kế hoạch tổng kết 2016 - 2020, Bộ LĐTBXH (tháng 6/2020)"
REPORT = "Báo cáo của Sở LĐTBXH tỉnh Cao Bằng (tháng 7/2020)"
PLAN = "Kế hoạch năm 2020 của UBND tỉnh Tuyên Quang"
OUTLINE = "Đề cương báo cáo tổng kết 2016 - 2020"
DISPATCH = "Công văn 1388/TTg-VX ngày 26/9/2007"


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
    amends: tuple[str, ...] = ()
    signer: str = ""
    sectors: tuple[str, ...] = ()

    @property
    def ours(self) -> bool:
        """Issued by the demo's province, whose agency keeps it; the others are for everybody."""
        return self.issuer == PROVINCE


# The order itself: neither number nor day in the source.
BASIS = "qd-ldtbxh-thang-6-2020"
# What the published report answers: another plan, of the police.
POLICE_PLAN = "kh-1479-2020"
# Orders with tasks of their own: the plan of another province, and the dispatch of 2007.
TUYEN_QUANG = "kh-tuyen-quang-2020"
DISPATCH_2007 = "cv-1388-2007"

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

_NAMED_BY_THE_PLAN = (
    Paper(
        "nq-98-2014",
        "NQ",
        "98",
        "NQ-CP",
        GOVERNMENT,
        "Về tăng cường chỉ đạo công tác phòng, chống, kiểm soát và cai nghiện ma túy trong tình hình mới",
        PLAN,
        date(2014, 12, 26),
    ),
    Paper(
        "qd-1001-2011",
        "QĐ",
        "1001",
        "QĐ-TTg",
        PRIME_MINISTER,
        "Ban hành Chiến lược quốc gia phòng, chống và kiểm soát ma túy ở Việt Nam đến năm 2020 và định hướng "
        "đến năm 2030",
        PLAN,
        date(2011, 6, 27),
    ),
    Paper(
        "ct-25-2017",
        "CT",
        "25",
        "CT-TTg",
        PRIME_MINISTER,
        "Về tăng cường công tác phòng, chống và cai nghiện ma túy trong tình hình mới",
        PLAN,
        date(2017, 6, 5),
    ),
    Paper(
        "qd-374-2018",
        "QĐ",
        "374",
        "QĐ-UBND",
        TUYEN_QUANG_PROVINCE,
        "Về việc ban hành Đề án tổ chức quản lý, cai nghiện ma túy trên địa bàn tỉnh Tuyên Quang đến năm 2020, "
        "định hướng đến năm 2025",
        PLAN,
        date(2018, 12, 5),
    ),
)

_LAW_BEHIND = (
    Paper(
        "nd-94-2010",
        "NĐ",
        "94/2010",
        "NĐ-CP",
        GOVERNMENT,
        "Quy định về tổ chức cai nghiện ma túy tại gia đình, cai nghiện ma túy tại cộng đồng",
        OUTLINE,
        date(2010, 9, 9),
    ),
    Paper(
        "ttlt-03-2012",
        "TTLT",
        "03/2012",
        "TTLT-BLĐTBXH-BYT-BCA",
        JOINT_2012,
        "Quy định chi tiết và hướng dẫn thi hành một số điều của Nghị định số 94/2010/NĐ-CP ngày 09/9/2010 của "
        "Chính phủ quy định về tổ chức cai nghiện ma túy tại gia đình, cai nghiện ma túy tại cộng đồng",
        OUTLINE,
        date(2012, 2, 10),
        bases=("nd-94-2010",),
    ),
    Paper(
        "ttlt-17-2015",
        "TTLT",
        "17/2015",
        "TTLT-BYT-BLĐTBXH-BCA",
        JOINT_2015,
        "Quy định về xác định tình trạng nghiện ma túy (nguồn chỉ nêu số, ngày và nội dung này)",
        PLAN,
        date(2015, 7, 9),
    ),
    Paper(
        "nd-111-2013",
        "NĐ",
        "111/2013",
        "NĐ-CP",
        GOVERNMENT,
        "Quy định về chế độ áp dụng biện pháp xử lý hành chính giáo dục tại xã, phường, thị trấn",
        PLAN,
        date(2013, 9, 30),
    ),
    Paper(
        "nd-56-2016",
        "NĐ",
        "56/2016",
        "NĐ-CP",
        GOVERNMENT,
        "Về sửa đổi, bổ sung một số điều của Nghị định số 111/2013/NĐ-CP ngày 30/9/2013 của Chính phủ",
        PLAN,
        date(2016, 6, 29),
        amends=("Nghị định số 111/2013/NĐ-CP ngày 30/9/2013 của Chính phủ",),
    ),
    Paper(
        DISPATCH_2007,
        "CV",
        "1388",
        "TTg-VX",
        PRIME_MINISTER,
        "V/v triển khai thực hiện công tác cai nghiện phục hồi và xây dựng xã, phường lành mạnh không có tệ "
        "nạn xã hội trong thời gian tới",
        DISPATCH,
        date(2007, 9, 26),
        signer="KT. Thủ tướng, Phó Thủ tướng Trương Vĩnh Trọng",
        sectors=("authority", "labour", "information", "health", "police", "front"),
    ),
)

# In an order where every basis comes before what rests on it.
PAPERS = (
    *_NAMED_BY_THE_DECISION,
    *_OF_CAO_BANG,
    *_NAMED_BY_THE_PLAN,
    *_LAW_BEHIND,
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
    Paper(
        TUYEN_QUANG,
        "KH",
        "",
        "",
        TUYEN_QUANG_PROVINCE,
        "Tổ chức thực hiện công tác cai nghiện ma túy và quản lý sau cai nghiện ma túy năm 2020 trên địa bàn tỉnh "
        "Tuyên Quang",
        PLAN + "; nguồn không ghi số và ngày",
        issued_text="năm 2020",
        bases=("nq-98-2014", "qd-1001-2011", "qd-2596-2013", "ct-25-2017", "qd-374-2018"),
    ),
)

# The province's own guidance documents of the period, for its Phụ lục 1.
GUIDANCE = tuple(p for p in _OF_CAO_BANG if p.ours)


def put_down(paper: Paper, *, by: Actor, on: date, own: int) -> None:
    """`own`: the agency of ours that keeps what it issued."""
    record_directive(
        code=paper.code,
        kind=paper.kind,
        number=paper.number,
        symbol=paper.symbol,
        issuer=paper.issuer,
        summary=paper.summary,
        signer=paper.signer,
        issued_on=paper.issued_on,
        issued_text=paper.issued_text,
        source=paper.source,
        bases=paper.bases,
        links={"amends": paper.amends} if paper.amends else {},
        sectors=paper.sectors,
        agency_id=own if paper.ours else None,
        issued_by_id=own if paper.ours else None,
        by=by,
        on=on,
    )
