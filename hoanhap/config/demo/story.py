"""Where everybody stands on 07/9/2020, and the few forms written by hand. Everything not named here went well."""

from datetime import date, timedelta
from typing import NamedTuple

from hoanhap.config.demo.cast import BAO_TOAN, THAI_SON
from hoanhap.config.demo.communes import MILLION, Series
from hoanhap.config.demo.numbers import draw
from hoanhap.reporting.rules.checks import REGISTER

BUSINESS_DATE = date(2020, 9, 7)

ANNEX_1, ANNEX_2, ANNEX_3, REPORT = "phu-luc-1", "phu-luc-2", "phu-luc-3", "bc-1479"

CITY, BAO_LAM, BAO_LAC, HA_QUANG, TRA_LINH = "040", "042", "043", "045", "046"
NGUYEN_BINH, THACH_AN = "052", "053"
PAC_MIAU, THUONG_HA, SON_LO, DUC_THONG = "01290", "01327", "01360", "01801"

# ---------------------------------------------------------------- states
# How far an answer has come; whoever is not named has been accepted.
COMMUNES: dict[str, dict[str, str]] = {
    ANNEX_2: {
        THUONG_HA: "none",
        THAI_SON: "none",  # ready for a newcomer to fill in
        BAO_TOAN: "returned",
        SON_LO: "draft",
        **dict.fromkeys(("01324", "01330", "01336", "01339", "01348"), "submitted"),  # for the district to accept
    },
    ANNEX_3: {THUONG_HA: "none", DUC_THONG: "none"},
    REPORT: {},
}
DISTRICTS: dict[str, dict[str, str]] = {
    ANNEX_1: {TRA_LINH: "none"},
    ANNEX_2: {BAO_LAM: "none", BAO_LAC: "none", HA_QUANG: "submitted", TRA_LINH: "none"},
    ANNEX_3: {BAO_LAC: "submitted", HA_QUANG: "submitted", TRA_LINH: "none"},
    REPORT: {},
}
# Those whose communes have sent nothing at all of the three annexes.
SILENT = frozenset({TRA_LINH})

GAPS = {
    TRA_LINH: "Huyện chưa gửi; đã nhắc hai lần (minh họa)",
    THUONG_HA: "Xã chưa gửi; đường vào xã bị sạt lở (minh họa)",
    DUC_THONG: "Cán bộ phụ trách nghỉ ốm; xã gửi bổ sung sau (minh họa)",
}


def commune_state(form: str, commune: str, district: str) -> str:
    if form != REPORT and district in SILENT:
        return "none"
    return COMMUNES[form].get(commune, "accepted")


def district_state(form: str, district: str) -> str:
    return DISTRICTS[form].get(district, "accepted")


# ---------------------------------------------------------------- days
# The commune's deadline is 31/8: these sent after it.
LATE = {
    "01663": date(2020, 9, 1),
    "01684": date(2020, 9, 3),
    "01723": date(2020, 9, 3),
    "01753": date(2020, 9, 1),
    "01768": date(2020, 9, 4),
    "01825": date(2020, 9, 1),
}
REPORT_SENT, REPORT_ACCEPTED = date(2020, 7, 6), date(2020, 7, 8)
REPORT_OF_DISTRICT, REPORT_OF_PROVINCE, REPORT_APPROVED = date(2020, 7, 9), date(2020, 7, 13), date(2020, 7, 15)
RETURNED_ON = date(2020, 9, 3)
CHECKED, SENT_UP, TAKEN_UP = date(2020, 9, 4), date(2020, 9, 4), date(2020, 9, 7)
ANNEX_1_SENT, ANNEX_1_TAKEN, ANNEX_1_SENT_UP = date(2020, 8, 20), date(2020, 8, 24), date(2020, 8, 28)
ANNEX_1_APPROVED, ANNEX_1_PROPOSED, ANNEX_1_CORRECTED = date(2020, 9, 1), date(2020, 9, 3), date(2020, 9, 4)


def sent_on(form: str, commune: str) -> date:
    """A working day between 20/7 and 28/8, unless late: each commune sends Phụ lục 2 and 3 on the same day."""
    if form == REPORT:
        return REPORT_SENT
    if commune in LATE:
        return LATE[commune]
    week, day = divmod(draw("sent", commune).randrange(30), 5)
    return date(2020, 7, 20) + timedelta(days=7 * week + day)


# ---------------------------------------------------------------- forms written by hand
class Reason(NamedTuple):
    """Why a warning is right as it stands."""

    row: str
    column: str
    check: str
    text: str


# Xã Bảo Toàn, Phụ lục 2: the one that came back. Its register says the same (`registers.CASES`), but for REGISTER_SAYS.
BAO_TOAN_2: Series = {
    "1.1": [1, 0, 0, 0, 0],
    "1.2": [1, 1, 1, 1, 1],
    "1.3": [6, 6, 7, 7, 7],
    "1.4.1": [6, 8, 9, 6, 4],
    "1.4.2": [3, 3, 3, 2, 1],
    "1.5.1": [6, 8, 9, 6, 4],
    "1.5.2": [3, 3, 3, 2, 1],
    "1.6": [4, 7, 13, 6, 2],
    "2.1.1": [0, 1, 0, 0, 0],
    "2.1.2": [0, 0, 0, 0, 0],
    "2.1.3": [0, 0, 0, 0, 0],
    "2.2": [0, 1, 1, 1, 1],
    "2.3.1": [0, 1, 1, 1, 1],
    "2.3.2": [0, 1, 1, 1, 1],
    "2.3.3": [0, 1, 1, 1, 1],
    "2.3.4": [0, 2, 2, 2, 2],
    "2.3.5": [0, 0, 0, 0, 0],
    "2.4": [0, 9, 31, 36, 15],
    "3": [0, 2, 3, 1, 0],
    "4": [1, 2, 14, 2, 1],
    "5": [0, 1, 2, 1, 0],
    "5.1": [0, 20 * MILLION, 35 * MILLION, 20 * MILLION, 0],
    "6": [3, 3, 4, 4, 5],
}
# Cells that were typed over what the register says, and what it says. Why is in EXPLAINED.
REGISTER_SAYS = {(ANNEX_2, BAO_TOAN): {("1.6", "2018"): 12, ("4", "2018"): 4}}
QUESTION = ("4", "2018", "Sổ chỉ ghi 4 người?")
RETURN_REASON = "Đề nghị xã đối chiếu với sổ theo dõi rồi gửi lại trước ngày 10/9/2020."

# Xã Sơn Lộ, Phụ lục 2: a draft with a warning still open, and the lines after counselling not yet filled in.
SON_LO_2: Series = {
    "1.1": [0, 0, 0, 0, 0],
    "1.2": [1, 1, 1, 1, 1],
    "1.3": [5, 5, 5, 6, 6],
    "1.4.1": [2, 1, 3, 3, 1],
    "1.4.2": [1, 2, 1, 2, 0],
    "1.5.1": [2, 1, 3, 5, 1],
    "1.5.2": [1, 2, 1, 2, 0],
    "1.6": [1, 2, 2, 3, 1],
    "2.1.1": [0, 0, 0, 0, 0],
    "2.1.2": [0, 0, 0, 0, 0],
    "2.1.3": [0, 0, 0, 0, 0],
}
SON_LO_WARNING = ("1.5", "2019", "dang-ky")

# Thị trấn Pác Miầu, Phụ lục 3: money of the pilot; two warnings, both explained.
TENTH = MILLION // 10
PAC_MIAU_3: Series = {
    "1.1": [5 * MILLION, 6 * MILLION, 40 * MILLION, 42 * MILLION, 20 * MILLION],
    "1.2": [2 * MILLION, 2 * MILLION, 2 * MILLION, 2 * MILLION, 1 * MILLION],
    "2.1": [10 * TENTH, 10 * TENTH, 95 * TENTH, 90 * TENTH, 40 * TENTH],
    "2.2": [25 * TENTH, 30 * TENTH, 145 * TENTH, 150 * TENTH, 80 * TENTH],
    "2.3": [35 * TENTH, 40 * TENTH, 180 * TENTH, 200 * TENTH, 90 * TENTH],
}

HAND_WRITTEN: dict[tuple[str, str], Series] = {
    (ANNEX_2, BAO_TOAN): BAO_TOAN_2,
    (ANNEX_2, SON_LO): SON_LO_2,
    (ANNEX_3, PAC_MIAU): PAC_MIAU_3,
}
_PLANTING = "Năm 2018 có dự án trồng rừng nhận lao động tại xã (minh họa)."
_FROM_BEFORE = "1 người cai nghiện từ năm 2017, hoàn thành năm 2018 (minh họa)."
_PILOT_MONEY = "Từ năm 2018 thị trấn được cấp kinh phí thí điểm cai nghiện tại cộng đồng (minh họa)."
EXPLAINED: dict[tuple[str, str], tuple[Reason, ...]] = {
    (ANNEX_2, BAO_TOAN): (
        Reason("1.6", "2018", "giay-chung-nhan", _FROM_BEFORE),
        Reason("1.6", "2018", REGISTER, _FROM_BEFORE),
        Reason("4", "2018", "tang-giam", _PLANTING),
        Reason("4", "2018", REGISTER, "10 người làm cho dự án chưa ghi vào sổ (minh họa)."),
        Reason("4", "2019", "tang-giam", "Dự án trồng rừng kết thúc cuối năm 2018 (minh họa)."),
    ),
    (REPORT, "tinh"): (Reason("2.1", "so-lieu", REGISTER, "Báo cáo ghi “hơn 830 lượt”; sổ chỉ ghi số đã nêu."),),
    (ANNEX_3, PAC_MIAU): (
        Reason("1", "2018", "tang-giam", _PILOT_MONEY),
        Reason("1.1", "2018", "tang-giam", _PILOT_MONEY),
    ),
}

# ---------------------------------------------------------------- the one correction
SLIP = "0"  # a digit too many, typed after the number of Nguyên Bình's first document
SLIP_FOUND = "Gõ thừa một số 0 ở số văn bản (minh họa)."
AGREED = "Đã đối chiếu bản lưu (minh họa)."
