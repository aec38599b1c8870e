"""The means that are entered as lines, each with what is said of it. The shape: `nouns`."""

from collections.abc import Iterator
from typing import Final

from hoanhap.kernel.lang import Words, t
from hoanhap.resources.rules.noun_means import OF_MEANS
from hoanhap.resources.rules.nouns import AsFact, Field, Noun, Problem, Told

SUPPORTERS: Final = {"organisation": Words("Tổ chức", "Organisation"), "individual": Words("Cá nhân", "Individual")}
ACTIVITIES: Final = {
    "health": Words("Y tế, chữa bệnh", "Health"),
    "training": Words("Dạy nghề", "Vocational training"),
    "jobs": Words("Việc làm", "Jobs"),
}
FORMS: Final = {
    "cash": Words("Tiền", "Cash"),
    "equipment": Words("Hiện vật, thiết bị", "Equipment, in kind"),
    "referral": Words("Giới thiệu, kết nối", "Referral"),
}
ALLOWANCES: Final = {
    "special": Words("Phụ cấp đặc thù", "Special allowance"),
    "profession": Words("Phụ cấp ưu đãi theo nghề", "Professional allowance"),
    "first": Words("Trợ cấp lần đầu", "First-time grant"),
    "team": Words("Bồi dưỡng thành viên tổ, đội", "Payment of team members"),
    "other": Words("Khoản khác", "Other"),
}
REMEDIES: Final = {"protocol": Words("Phác đồ", "Protocol"), "medicine": Words("Thuốc, bài thuốc", "Medicine")}
EVALUATIONS: Final = {
    "none": Words("Chưa đánh giá", "Not yet evaluated"),
    "wide": Words("Đủ điều kiện dùng rộng rãi", "Fit for wide use"),
    "limited": Words("Dùng có điều kiện", "Fit under conditions"),
    "unfit": Words("Không nên dùng", "Unfit"),
}
MEDIA: Final = {
    "newspaper": Words("Báo, tạp chí in", "Newspaper, magazine"),
    "online": Words("Báo điện tử, trang tin", "Online"),
    "radio": Words("Phát thanh", "Radio"),
    "television": Words("Truyền hình", "Television"),
    "loudspeaker": Words("Loa truyền thanh cơ sở", "Commune loudspeakers"),
    "other": Words("Khác", "Other"),
}
MEETINGS: Final = {
    "conference": Words("Hội nghị", "Conference"),
    "meeting": Words("Cuộc họp, giao ban", "Meeting"),
    "review": Words("Sơ kết, tổng kết", "Review"),
    "workshop": Words("Hội thảo, tọa đàm", "Workshop"),
}
EQUIPMENT: Final = {
    "medical": Words("Y tế", "Medical"),
    "training": Words("Dạy nghề, lao động", "Vocational training, work"),
    "living": Words("Ăn ở, sinh hoạt", "Living"),
    "office": Words("Văn phòng, máy tính", "Office, computers"),
    "vehicle": Words("Phương tiện đi lại", "Vehicles"),
    "other": Words("Khác", "Other"),
}
CONDITIONS: Final = {
    "good": Words("Tốt", "Good"),
    "worn": Words("Đã cũ, còn dùng được", "Worn, in use"),
    "broken": Words("Hỏng", "Broken"),
}
LOSSES: Final = {
    "missing": Words("Mất, thiếu", "Lost, missing"),
    "spilled": Words("Đổ, vỡ", "Spilled, broken"),
    "stolen": Words("Bị lấy cắp", "Stolen"),
    "spoiled": Words("Hỏng, quá hạn", "Spoiled, expired"),
    "other": Words("Khác", "Other"),
}
DISPENSING: Final = ("clinic", "dispensing")
TREATING: Final = ("centre", "satellite", "private", *DISPENSING, "detox")
MEDICINES: Final = {"methadone": Words("Methadone", "Methadone")}
NOTE: Final = Field("note", Words("Ghi chú", "Note"), "long", needed=False, shown=False)


# ---------------------------------------------------------------- what no single field can see
def _cash_is_counted(told: Told) -> Iterator[Problem]:
    if told.get("form") == "cash" and not told.get("amount"):
        yield "amount", t("Hỗ trợ bằng tiền: ghi số tiền.", "Support in cash: write the amount.")


def _judged_on_a_day(told: Told) -> Iterator[Problem]:
    judged = told.get("evaluation") not in (None, "", "none")
    if judged and not told.get("evaluated"):
        yield "evaluated", t("Đã đánh giá: ghi ngày đánh giá.", "It was evaluated: write the day.")
    if not judged and told.get("evaluated"):
        yield "evaluation", t("Có ngày đánh giá: chọn kết quả.", "There is a day of evaluation: choose its result.")


def _no_more_taken_than_offered(told: Told) -> Iterator[Problem]:
    if (told.get("taken") or 0) > (told.get("places") or 0):
        yield "taken", t("Nhiều hơn số chỗ làm việc đã nhận ({n}).", "More than the places offered ({n}).",
                         n=told.get("places") or 0)  # fmt: skip


NOUNS: Final = {
    noun.code: noun
    for noun in (
        *OF_MEANS,
        Noun(
            "nguoi-ho-tro", Words("Tổ chức, cá nhân hỗ trợ", "Supporters"), Words("Lần hỗ trợ", "Support given"), "day",
            fields=(
                Field("name", Words("Tên tổ chức, cá nhân", "Name"),
                      hint=Words("Cá nhân: chỉ ghi tên khi người đó đồng ý.", "Individuals: only with their consent.")),
                Field("who", Words("Tổ chức hay cá nhân", "Organisation or individual"), "code", codes=SUPPORTERS),
                Field("activity", Words("Việc được hỗ trợ", "For"), "code", codes=ACTIVITIES),
                Field("form", Words("Hình thức", "Form"), "code", codes=FORMS),
                Field("amount", Words("Số tiền hoặc trị giá", "Amount or worth"), "money", needed=False,
                      total=True),
                Field("helped", Words("Số người được hỗ trợ", "Persons helped"), "count", needed=False, total=True),
                NOTE,
            ),
            fact=AsFact("supporter", ("who", "activity", "form"), "amount"),
            parts=(AsFact("helped", ("who", "activity"), "helped"),),
            check=_cash_is_counted,
        ),
        Noun(
            "phu-cap", Words("Phụ cấp, trợ cấp cho cán bộ", "Allowances of staff"), Words("Khoản phụ cấp", "Allowance"),
            "span", ends=True, same=("kind", "basis"),
            fields=(
                Field("kind", Words("Loại", "Kind"), "code", codes=ALLOWANCES),
                Field("basis", Words("Căn cứ chi", "Legal basis"),
                      hint=Words("Số, ngày văn bản hoặc quyết định.", "Number and day of the document.")),
                Field("people", Words("Số người hưởng", "Persons"), "count", total=True),
                Field("amount", Words("Số tiền cả kỳ", "Amount of the period"), "money", total=True),
                Field("source", Words("Nguồn", "Source"), "code", listed="money-sources"),
                NOTE,
            ),
            fact=AsFact("allowance", ("kind", "source"), "amount"),
            parts=(AsFact("beneficiary", ("kind", "source"), "people"),),
            lead=Words("Mỗi dòng là một khoản đã chi trong một kỳ; tính vào năm của ngày cuối kỳ.",
                       "A line is what was paid over a period; it counts in the year of the period's last day."),
        ),
        Noun(
            "phac-do-thuoc", Words("Phác đồ, thuốc đang dùng", "Protocols and medicines in use"),
            Words("Phác đồ, thuốc", "Protocol or medicine"), "span", same=("name", "substance"), places=TREATING,
            fields=(
                Field("name", Words("Tên phác đồ, thuốc", "Name")),
                Field("kind", Words("Loại", "Kind"), "code", codes=REMEDIES),
                Field("substance", Words("Dùng cho loại ma túy", "For the substance"), "code", listed="substances"),
                Field("approval", Words("Văn bản cho phép (số, ngày)", "Approval (number, day)")),
                Field("approved_by", Words("Cơ quan cho phép", "Approved by"), shown=False),
                Field("evaluation", Words("Đánh giá", "Evaluation"), "code", codes=EVALUATIONS),
                Field("evaluated", Words("Ngày đánh giá", "Day of evaluation"), "day", needed=False, shown=False),
                NOTE,
            ),
            fact=AsFact("remedy", ("kind", "substance", "evaluation")),
            check=_judged_on_a_day,
        ),
        Noun(
            "su-co-thuoc", Words("Sự cố thất thoát thuốc", "Losses of medicine"), Words("Sự cố", "Incident"), "day",
            places=DISPENSING,
            fields=(
                Field("medicine", Words("Thuốc", "Medicine"), "code", codes=MEDICINES),
                Field("kind", Words("Loại sự cố", "Kind"), "code", codes=LOSSES),
                Field("quantity", Words("Lượng thuốc", "Quantity"), "milligrams", total=True),
                Field("what", Words("Diễn biến", "What happened"), "long"),
                Field("done", Words("Đã xử lý", "What was done"), "long", shown=False),
                NOTE,
            ),
            fact=AsFact("loss", ("kind",), "quantity"),
        ),
        Noun(
            "tin-bai", Words("Tin, bài, chương trình", "Press and broadcasts"), Words("Tin, bài", "Item"), "day",
            fields=(
                Field("outlet", Words("Báo, đài", "Outlet")),
                Field("medium", Words("Loại hình", "Medium"), "code", codes=MEDIA),
                Field("name", Words("Tên tin, bài, chuyên mục", "Title")),
                Field("items", Words("Số tin, bài, buổi phát", "Items or broadcasts"), "count", total=True),
                NOTE,
            ),
            fact=AsFact("press", ("medium",), "items"),
        ),
        Noun(
            "viec-lam", Words("Nơi nhận lao động", "Employers"), Words("Nơi nhận lao động", "Employer"), "span",
            same=("name",),
            fields=(
                Field("name", Words("Doanh nghiệp, hợp tác xã, cơ sở", "Employer")),
                Field("work", Words("Nghề, việc làm", "Work")),
                Field("places", Words("Số chỗ làm việc nhận", "Places offered"), "count", total=True),
                Field("taken", Words("Đã có người làm", "Places taken"), "count", needed=False, total=True),
                NOTE,
            ),
            fact=AsFact("employer", (), "places"),
            parts=(AsFact("hired", (), "taken"),),
            check=_no_more_taken_than_offered,
        ),
        Noun(
            "hoi-nghi", Words("Hội nghị, cuộc họp", "Conferences and meetings"), Words("Cuộc họp", "Meeting"), "day",
            fields=(
                Field("name", Words("Nội dung", "Subject")),
                Field("kind", Words("Loại", "Kind"), "code", codes=MEETINGS),
                Field("chair", Words("Chủ trì", "Chaired by")),
                Field("participants", Words("Số người dự", "Participants"), "count", total=True),
                Field("conclusions", Words("Kết luận", "Conclusions"), "long"),
                NOTE,
            ),
            fact=AsFact("conference", ("kind",), "participants"),
        ),
        Noun(
            "mo-hinh", Words("Mô hình thí điểm", "Pilot models"), Words("Mô hình", "Model"), "span", same=("name",),
            fields=(
                Field("name", Words("Tên mô hình", "Name")),
                Field("where", Words("Nơi thực hiện", "Where")),
                Field("unit", Words("Đơn vị nơi thực hiện", "Unit"), "unit", needed=False, shown=False,
                      hint=Words("Tên hoặc mã. Có đơn vị thì trang của mô hình cho số liệu từng năm.",
                                 "Its name or code. With it the model's page shows its figures by year.")),
                Field("about", Words("Cách làm", "How it works"), "long", shown=False),
                Field("basis", Words("Văn bản giao, phê duyệt", "Directive or approval"), needed=False),
                Field("indicators", Words("Chỉ tiêu để đánh giá", "Indicators that judge it"), "codes",
                      hint=Words("Chọn nhiều nhất 20.", "Choose at most 20.")),
                NOTE,
            ),
            fact=AsFact("pilot"),
        ),
        Noun(
            "trang-thiet-bi", Words("Trang thiết bị của cơ sở", "Equipment of places"), Words("Thiết bị", "Equipment"),
            "span", same=("name", "kind"),
            places=(*TREATING, "counselling"),
            fields=(
                Field("name", Words("Tên thiết bị", "Name")),
                Field("kind", Words("Nhóm", "Group"), "code", codes=EQUIPMENT),
                Field("quantity", Words("Số lượng", "Quantity"), "count", total=True),
                Field("condition", Words("Tình trạng", "Condition"), "code", codes=CONDITIONS),
                Field("worth", Words("Nguyên giá", "Worth"), "money", needed=False, total=True),
                NOTE,
            ),
            fact=AsFact("equipment", ("kind", "condition"), "quantity"),
            parts=(AsFact("worth", ("kind", "condition"), "worth"),),
        ),
    )
}  # fmt: skip
