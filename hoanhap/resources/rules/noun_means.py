"""Money, training, outreach, who serves at a counselling point, what teams do: lines that several facts are told of.

An amount of a period counts on the period's last day; what is of one day, on that day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.numbers import show
from hoanhap.resources.rules.nouns import AsFact, Field, Kind, Noun, Problem, Told
from hoanhap.resources.rules.words import TEAMS

STAGES: Final = {"budget": Words("Dự toán", "Budget"), "spent": Words("Thực hiện", "Spent")}
SOURCES: Final = {
    "central": Words("Trung ương", "Central budget"),
    "local": Words("Địa phương", "Local budget"),
    "fund": Words("Quỹ, tài trợ", "Funds, donors"),
    "other": Words("Nguồn khác", "Other"),
}
KINDS: Final = {
    "programme": Words("Chương trình, đề án", "Programme"),
    "recurrent": Words("Chi thường xuyên", "Recurrent"),
    "investment": Words("Vốn đầu tư", "Investment"),
}
PLACES: Final = {
    "community": Words("Tại cộng đồng", "In the community"),
    "centre": Words("Tại cơ sở cai nghiện", "At a centre"),
    "other": Words("Việc khác", "Other"),
}
CONTENTS: Final = {
    "dossier": Words("Lập hồ sơ", "Preparing files"),
    "team": Words("Tổ công tác", "Work of the teams"),
    "support": Words("Hỗ trợ đối tượng", "Support to persons"),
    "training": Words("Tập huấn", "Training"),
    "outreach": Words("Tuyên truyền", "Outreach"),
    "premises": Words("Cơ sở vật chất, trang thiết bị", "Premises and equipment"),
    "other": Words("Khoản khác", "Other"),
}
LEVELS: Final = {
    "province": Words("Lượt cán bộ tỉnh", "Attendances, province"),
    "district": Words("Lượt cán bộ huyện", "Attendances, district"),
    "commune": Words("Lượt cán bộ xã", "Attendances, commune"),
    "other": Words("Lượt không tách cấp", "Attendances, level not said"),
}
MATERIALS: Final = {
    "leaflet": Words("Tờ rơi", "Leaflets"),
    "poster": Words("Áp phích", "Posters"),
    "booklet": Words("Sổ tay", "Handbooks"),
    "media": Words("Đĩa, tệp phát thanh", "Discs, recordings"),
    "other": Words("Tài liệu khác", "Other material"),
}
SECTORS: Final = {
    "health": Words("Y tế", "Health"),
    "labour": Words("LĐTBXH", "Labour"),
    "police": Words("Công an", "Police"),
    "volunteer": Words("Tình nguyện viên", "Volunteers"),
    "other": Words("Khác", "Others"),
}
DOINGS: Final = {
    "meeting": Words("Họp tổ, đội", "Meeting"),
    "visit": Words("Thăm, gặp gỡ", "Visits"),
    "counsel": Words("Tư vấn", "Counselling"),
    "review": Words("Xét hồ sơ", "Review of cases"),
    "outreach": Words("Tuyên truyền", "Outreach"),
    "other": Words("Việc khác", "Other"),
}
SOURCE_NOTE: Final = Field("basis", Words("Căn cứ, nguồn số liệu", "Basis, where the figure is from"), needed=False,
                           shown=False)  # fmt: skip


def _parts(titles: Mapping[str, Words], kind: Kind, *aside: str) -> tuple[Field, ...]:
    """`aside`: not in the list of lines."""
    return tuple(Field(c, title, kind, needed=False, total=True, shown=c not in aside) for c, title in titles.items())


def _gathered(titles: Mapping[str, Words], kind: Kind) -> tuple[Field, ...]:
    return tuple(replace(field, shown=False, gathered=True) for field in _parts(titles, kind))


def _told(relation: str, titles: Mapping[str, Words], *codes: str) -> tuple[AsFact, ...]:
    """One fact for each part that is said, under its own code."""
    return tuple(AsFact(relation, (*codes, f"={code}"), code) for code in titles)


# ---------------------------------------------------------------- what no single field can see
def balanced(told: Told) -> Iterator[Problem]:
    """To the đồng. The mistake stands at the total, with how much it is off."""
    parts, total = sum(told.get(code) or 0 for code in CONTENTS), told.get("total") or 0
    if not isinstance(total, int) or total <= 0:
        return
    if parts != total:
        yield "total", t("Cộng các khoản là {parts} đồng, lệch {off} đồng so với tổng.",
                         "The parts add up to {parts} đồng, {off} đồng off the total.",
                         parts=show(parts), off=show(abs(total - parts)))  # fmt: skip


def _some_money(told: Told) -> Iterator[Problem]:
    if told.get("total") == 0:
        yield "total", t("Ghi số tiền lớn hơn 0.", "Write an amount above 0.")
    yield from balanced(told)


def _certified_among_them(told: Told) -> Iterator[Problem]:
    there = sum(told.get(code) or 0 for code in LEVELS)
    if not there:
        yield "commune", t("Ghi số lượt người dự, ít nhất ở một cấp.", "Write the attendances of one level at least.")
    elif (told.get("certified") or 0) > there:
        yield "certified", t("Nhiều hơn số lượt người dự ({n}).", "More than attended ({n}).", n=show(there))


def _something_done(told: Told) -> Iterator[Problem]:
    if not any(told.get(code) for code in ("attendances", *MATERIALS)):
        yield "attendances", t("Ghi số lượt người dự hoặc số tài liệu.", "Write attendances or material given out.")


def _somebody(told: Told) -> Iterator[Problem]:
    if not any(told.get(code) for code in SECTORS):
        yield "health", t("Ghi số cán bộ, ít nhất của một ngành.", "Write the staff of one sector at least.")


MONEY: Final = Noun(
    "kinh-phi", Words("Kinh phí", "Money"), Words("Khoản kinh phí", "Amount"), "span", ends=True,
    same=("stage", "source", "kind", "place", "name"),
    fields=(
        Field("stage", Words("Dự toán hay thực hiện", "Budget or spent"), "code", codes=STAGES),
        Field("source", Words("Nguồn", "Source"), "code", codes=SOURCES),
        Field("kind", Words("Loại nguồn", "Kind"), "code", codes=KINDS),
        Field("place", Words("Chi cho", "Spent"), "code", codes=PLACES),
        Field("name", Words("Chương trình, dự án", "Programme, project"), needed=False, shown=False),
        Field("total", Words("Tổng số", "In all"), "money", total=True),
        *_gathered(CONTENTS, "money"),
        SOURCE_NOTE,
    ),
    parts=_told("money", CONTENTS, "stage", "source", "kind", "place"),
    check=_some_money,
    lead=Words("Mỗi dòng là một nguồn của một kỳ, các khoản cộng lại bằng tổng đến từng đồng; tính vào ngày cuối kỳ.",
               "A line is one source over a period, its parts adding up to the đồng; it counts on the last day."),
)  # fmt: skip
TRAINING: Final = Noun(
    "tap-huan", Words("Tập huấn", "Training"), Words("Lớp tập huấn", "Course"), "day",
    fields=(
        Field("name", Words("Nội dung", "Subject")),
        *_parts(LEVELS, "count"),
        Field("certified", Words("Chứng chỉ, chứng nhận đã cấp", "Certificates issued"), "count", needed=False,
              total=True),
        SOURCE_NOTE,
    ),
    parts=(*_told("training", LEVELS), AsFact("certified", (), "certified")),
    check=_certified_among_them,
)  # fmt: skip
OUTREACH: Final = Noun(
    "tuyen-truyen", Words("Tuyên truyền", "Outreach"), Words("Buổi, đợt tuyên truyền", "Outreach"), "day",
    fields=(
        Field("name", Words("Nội dung", "Subject")),
        Field("communes", Words("Xã, phường được tuyên truyền", "Communes reached"), "units", needed=False,
              hint=Words("Đánh dấu cả đơn vị, hoặc mở ra chọn từng xã.",
                         "Tick a whole unit, or open it and choose communes.")),
        Field("attendances", Words("Lượt người dự", "Attendances"), "count", needed=False, total=True),
        *_parts(MATERIALS, "count", "media", "other"),
        SOURCE_NOTE,
    ),
    parts=(AsFact("outreach", ("=meeting",), "attendances"), *_told("outreach", MATERIALS)),
    check=_something_done,
)  # fmt: skip
SERVING: Final = Noun(
    "can-bo-diem-tu-van", Words("Cán bộ tham gia điểm tư vấn", "Staff of counselling points"),
    Words("Cán bộ của điểm", "Staff of a point"), "span", places=("counselling",), alone=True,
    fields=(*_parts(SECTORS, "count"), SOURCE_NOTE),
    parts=tuple(AsFact("staff", (f"={code}", "=point"), code) for code in SECTORS),
    check=_somebody,
    lead=Words("Mỗi dòng giữ nguyên từ ngày này đến ngày kia; đổi người thì ghi ngày cuối rồi ghi dòng mới.",
               "A line holds from one day to another; when people change, end it and enter another."),
)  # fmt: skip
DOING: Final = Noun(
    "hoat-dong-to", Words("Hoạt động của tổ, đội", "What teams do"), Words("Việc của tổ, đội", "Activity"), "day",
    fields=(
        Field("team", Words("Tổ, đội", "Team"), "code", codes=TEAMS),
        Field("kind", Words("Loại việc", "Kind"), "code", codes=DOINGS),
        Field("name", Words("Nội dung, kết quả", "What was done"), "long"),
        Field("people", Words("Thành viên tham gia", "Members taking part"), "count", total=True),
        Field("helped", Words("Số người được gặp, giúp đỡ", "Persons met or helped"), "count", needed=False,
              total=True),
        SOURCE_NOTE,
    ),
    fact=AsFact("doing", ("team", "kind"), "people"),
    parts=(AsFact("helped", ("team", "="), "helped"),),
)  # fmt: skip
OF_MEANS: Final = (MONEY, TRAINING, OUTREACH, SERVING, DOING)
