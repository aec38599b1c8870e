"""The people of the demo, all invented and saying so in their names. Everybody shares one password."""

from dataclasses import dataclass
from datetime import date

from hoanhap.kernel.lang import Words

PASSWORD = "hoa-nhap-2020-demo"  # noqa: S105  printed by start.py: nobody keeps anything real in a demo
SINCE = date(2019, 1, 1)  # every post's first day

LABOUR, AUTHORITY, CENTRE = "labour", "authority", "centre"
POLICE, HEALTH, JUSTICE, COURT, WOMEN = "police", "health", "justice", "court", "women"
SITE = "site"  # where a commune's health station offers detox: an agency of its own, with residents of its own
SITE_NAME = "Điểm cắt cơn tại cộng đồng, Trạm Y tế xã Bảo Toàn (minh họa)"


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a post sits: a role at the body of a sector at a unit, both named as on the campaign's map."""

    role: str
    level: str
    unit: str
    sector: str


@dataclass(frozen=True, slots=True)
class SignIn:
    sign_in: str
    full_name: str
    role: Words
    seats: tuple[Seat, ...]
    password: str = PASSWORD


BAO_TOAN, THAI_SON = "01333", "01316"
BAO_LAM, BAO_LAC, CAO_BANG, NATION = "042", "043", "04", "VN"
TUYEN_QUANG, YEN_SON = "08", "075"  # of the plan of 2020

SIGN_INS = (
    SignIn(
        "xa",
        "Lý Thị Mẫu (minh họa)",
        Words("Cán bộ cấp xã, xã Bảo Toàn, huyện Bảo Lạc", "Commune officer, Bảo Toàn, Bảo Lạc district"),
        (Seat("commune_officer", "commune", BAO_TOAN, LABOUR),),
    ),
    SignIn(
        "xa2",
        "Nông Văn Mẫu (minh họa)",
        Words("Cán bộ cấp xã, xã Thái Sơn, huyện Bảo Lâm", "Commune officer, Thái Sơn, Bảo Lâm district"),
        (Seat("commune_officer", "commune", THAI_SON, LABOUR),),
    ),
    SignIn(
        "lanhdao-xa",
        "Hoàng Văn Mẫu (minh họa)",
        Words("Lãnh đạo UBND xã Bảo Toàn", "Chair of Bảo Toàn commune"),
        (Seat("commune_leader", "commune", BAO_TOAN, LABOUR),),
    ),
    SignIn(
        "huyen",
        "Ma Thị Mẫu (minh họa)",
        Words("Chuyên viên cấp huyện, Bảo Lạc", "District specialist, Bảo Lạc"),
        (Seat("district_specialist", "district", BAO_LAC, LABOUR),),
    ),
    SignIn(
        "huyen2",
        "Đàm Văn Mẫu (minh họa)",
        Words("Chuyên viên cấp huyện, Bảo Lâm", "District specialist, Bảo Lâm"),
        (Seat("district_specialist", "district", BAO_LAM, LABOUR),),
    ),
    SignIn(
        "tinh",
        "Bế Thị Mẫu (minh họa)",
        Words(
            "Chuyên viên cấp tỉnh, kiêm cán bộ Sở LĐTBXH tỉnh Cao Bằng",
            "Province specialist, also officer of the provincial labour department",
        ),
        (
            Seat("province_specialist", "province", CAO_BANG, AUTHORITY),
            Seat("department_officer", "province", CAO_BANG, LABOUR),
        ),
    ),
    SignIn(
        "duyet",
        "Triệu Văn Mẫu (minh họa)",
        Words("Người phê duyệt cấp tỉnh, UBND tỉnh Cao Bằng", "Province approver"),
        (Seat("province_approver", "province", CAO_BANG, AUTHORITY),),
    ),
    SignIn(
        "coso",
        "Lục Thị Mẫu (minh họa)",
        Words("Cán bộ Cơ sở cai nghiện ma túy tỉnh Cao Bằng", "Officer of the rehabilitation centre"),
        (Seat("centre_officer", "province", CAO_BANG, CENTRE),),
    ),
    SignIn(
        "bo",
        "Nguyễn Văn Mẫu (minh họa)",
        Words("Chuyên viên Bộ LĐTBXH", "Ministry analyst"),
        (Seat("ministry_analyst", "nation", NATION, LABOUR),),
    ),
    SignIn(
        "thanhtra",
        "Phan Thị Mẫu (minh họa)",
        Words("Thanh tra, tỉnh Cao Bằng", "Inspector, Cao Bằng"),
        (Seat("inspector", "province", CAO_BANG, AUTHORITY),),
    ),
    SignIn(
        "bvdl",
        "Trần Thị Mẫu (minh họa)",
        Words("Cán bộ bảo vệ dữ liệu", "Data-protection officer"),
        (Seat("dpo", "province", CAO_BANG, AUTHORITY),),
    ),
    SignIn(
        "quantri",
        "Vũ Văn Mẫu (minh họa)",
        Words("Quản trị hệ thống", "Administrator"),
        (Seat("admin", "province", CAO_BANG, AUTHORITY),),
    ),
    SignIn(
        "ca-xa",
        "Hoàng Thị Mẫu (minh họa)",
        Words("Công an xã Bảo Toàn", "Police of Bảo Toàn commune"),
        (Seat("police_officer", "commune", BAO_TOAN, POLICE),),
    ),
    SignIn(
        "y-te",
        "Nông Thị Mẫu (minh họa)",
        Words(
            "Y sĩ Trạm Y tế xã Bảo Toàn, kiêm điểm cắt cơn", "Assistant doctor of the commune, also of its detox site"
        ),
        (Seat("health_officer", "commune", BAO_TOAN, HEALTH), Seat("centre_officer", "commune", BAO_TOAN, SITE)),
    ),
    SignIn(
        "giup-do",
        "Ma Văn Mẫu (minh họa)",
        Words("Người giúp đỡ, Hội Phụ nữ xã Bảo Toàn", "Helper, Women's Union of Bảo Toàn"),
        (Seat("helper", "commune", BAO_TOAN, WOMEN),),
    ),
    SignIn(
        "ca-huyen",
        "Đàm Thị Mẫu (minh họa)",
        Words("Công an huyện Bảo Lạc", "Police of Bảo Lạc district"),
        (Seat("police_specialist", "district", BAO_LAC, POLICE),),
    ),
    SignIn(
        "tu-phap",
        "Bế Văn Mẫu (minh họa)",
        Words("Phòng Tư pháp huyện Bảo Lạc", "Justice office of Bảo Lạc district"),
        (Seat("justice_officer", "district", BAO_LAC, JUSTICE),),
    ),
    SignIn(
        "toa-an",
        "Triệu Thị Mẫu (minh họa)",
        Words("Thư ký Tòa án nhân dân huyện Bảo Lạc", "Clerk of the court of Bảo Lạc district"),
        (Seat("court_clerk", "district", BAO_LAC, COURT),),
    ),
    SignIn(
        "methadone",
        "Lục Văn Mẫu (minh họa)",
        Words("Cơ sở Methadone, Trung tâm Y tế huyện Bảo Lạc", "Methadone clinic of Bảo Lạc district"),
        (Seat("health_officer", "district", BAO_LAC, HEALTH),),
    ),
    SignIn(
        "tq",
        "Hà Thị Mẫu (minh họa)",
        Words("Chuyên viên UBND tỉnh Tuyên Quang, lập kế hoạch", "Specialist of Tuyên Quang province: the plan"),
        (Seat("province_specialist", "province", TUYEN_QUANG, AUTHORITY),),
    ),
    SignIn(
        "tq-lanhdao",
        "Quan Văn Mẫu (minh họa)",
        Words("Lãnh đạo UBND tỉnh Tuyên Quang", "Leader of Tuyên Quang province"),
        (Seat("province_approver", "province", TUYEN_QUANG, AUTHORITY),),
    ),
    SignIn(
        "tq-so",
        "Ma Thị Minh Mẫu (minh họa)",
        Words("Cán bộ Sở LĐTBXH tỉnh Tuyên Quang", "Officer of Tuyên Quang's labour department"),
        (Seat("department_officer", "province", TUYEN_QUANG, LABOUR),),
    ),
    SignIn(
        "tq-y-te",
        "Nông Thị Minh Mẫu (minh họa)",
        Words("Cán bộ Sở Y tế tỉnh Tuyên Quang", "Officer of Tuyên Quang's health department"),
        (Seat("health_officer", "province", TUYEN_QUANG, HEALTH),),
    ),
    SignIn(
        "tq-huyen",
        "La Văn Mẫu (minh họa)",
        Words("Chuyên viên cấp huyện, Yên Sơn, Tuyên Quang", "District specialist, Yên Sơn, Tuyên Quang"),
        (Seat("district_specialist", "district", YEN_SON, LABOUR),),
    ),
)
