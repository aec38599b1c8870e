"""The books of means in the demo: a few lines of each, invented and saying so, and the four models of the dispatch."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from hoanhap.config.demo.cast import AUTHORITY, BAO_LAC, BAO_TOAN, CAO_BANG, LABOUR, NATION, SINCE
from hoanhap.config.demo.people import CENTRE_SINCE, Ground, People
from hoanhap.resources.actions.decisions import record_decision
from hoanhap.resources.actions.items import add_item
from hoanhap.resources.actions.stock import enter_month
from hoanhap.resources.rules.stock import Flows, next_month

DISPATCH = "Công văn 1388/TTg-VX ngày 26/9/2007"
NAMED = date(2007, 9, 26)  # the dispatch names the models and says not since when each is at work
MADE_UP = "Dòng minh họa."


class Line(NamedTuple):
    """`of`: the agency, by unit and sector, or the key of a place. `last` is exclusive."""

    noun: str
    who: str
    of: tuple[str, str] | str
    first: date
    told: dict[str, Any]
    last: date | None = None


PROVINCE, OFFICE = (CAO_BANG, AUTHORITY), (CAO_BANG, LABOUR)
DISTRICT, COMMUNE, MINISTRY = (BAO_LAC, LABOUR), (BAO_TOAN, LABOUR), (NATION, LABOUR)


def _gift(
    name: str, activity: str, form: str, amount: int | None, helped: int, who: str = "organisation"
) -> dict[str, Any]:
    return {
        "name": name,
        "who": who,
        "activity": activity,
        "form": form,
        "amount": amount,
        "helped": helped,
        "note": MADE_UP,
    }


def _press(outlet: str, medium: str, name: str, items: int) -> dict[str, Any]:
    return {"outlet": outlet, "medium": medium, "name": name, "items": items, "note": MADE_UP}


def _model(name: str, where: str, unit: str, about: str, *indicators: str) -> dict[str, Any]:
    note = "Từ ngày: ngày của công văn nêu tên mô hình; công văn không ghi mô hình bắt đầu khi nào."
    return {
        "name": name,
        "where": where,
        "unit": unit,
        "about": about,
        "basis": DISPATCH,
        "indicators": list(indicators),
        "note": note,
    }


LINES = (
    Line("nguoi-ho-tro", "tinh", OFFICE, date(2019, 5, 14),
         _gift("Hội Doanh nhân trẻ (minh họa)", "jobs", "cash", 30_000_000, 12)),
    Line("nguoi-ho-tro", "tinh", OFFICE, date(2020, 3, 10),
         _gift("Trung tâm dạy nghề Hoa Đào (minh họa)", "training", "equipment", 18_500_000, 20)),
    Line("nguoi-ho-tro", "tinh", DISTRICT, date(2020, 4, 21),
         _gift("Hội Chữ thập đỏ (minh họa)", "health", "referral", None, 9)),
    Line("nguoi-ho-tro", "xa", COMMUNE, date(2020, 6, 2),
         _gift("Ông Hoàng Văn Mẫu (minh họa)", "jobs", "cash", 2_000_000, 1, "individual")),
    Line("phu-cap", "tinh", OFFICE, date(2020, 1, 1),
         {"kind": "special", "basis": "Quyết định chi số 01 (minh họa)", "people": 24, "amount": 86_400_000,
          "source": "local", "note": MADE_UP}, date(2020, 7, 1)),
    Line("phu-cap", "xa", COMMUNE, date(2020, 1, 1),
         {"kind": "team", "basis": "Dự toán xã năm 2020 (minh họa)", "people": 6, "amount": 7_200_000,
          "source": "local", "note": MADE_UP}, date(2020, 7, 1)),
    Line("phac-do-thuoc", "tinh", "clinic-province", date(2015, 1, 5),
         {"name": "Điều trị thay thế bằng Methadone", "kind": "medicine", "substance": "heroin",
          "approval": "Văn bản minh họa số 01", "approved_by": "Sở Y tế (minh họa)", "evaluation": "wide",
          "evaluated": date(2019, 11, 20), "note": MADE_UP}),
    Line("phac-do-thuoc", "y-te", "station", date(2019, 1, 7),
         {"name": "Phác đồ hỗ trợ cắt cơn tại cộng đồng", "kind": "protocol", "substance": "opium",
          "approval": "Văn bản minh họa số 02", "approved_by": "Sở Y tế (minh họa)", "evaluation": "none",
          "note": MADE_UP}),
    Line("tin-bai", "tinh", OFFICE, date(2020, 2, 18), _press("Báo tỉnh (minh họa)", "newspaper", "Người trở về", 6)),
    Line("tin-bai", "tinh", OFFICE, date(2020, 6, 26),
         _press("Đài Phát thanh - Truyền hình tỉnh (minh họa)", "television", "Ngày toàn dân phòng, chống ma túy", 4)),
    Line("tin-bai", "xa", COMMUNE, date(2020, 6, 26),
         _press("Loa truyền thanh xã", "loudspeaker", "Phòng, chống ma túy trong thôn, xóm", 10)),
    Line("viec-lam", "tinh", OFFICE, date(2019, 9, 2),
         {"name": "Hợp tác xã Mây tre Bản Mẫu (minh họa)", "work": "Đan mây tre", "places": 15, "taken": 7,
          "note": MADE_UP}),
    Line("viec-lam", "tinh", DISTRICT, date(2020, 2, 3),
         {"name": "Xưởng mộc Hợp Thành (minh họa)", "work": "Mộc", "places": 6, "taken": 2, "note": MADE_UP}),
    Line("hoi-nghi", "tinh", PROVINCE, date(2020, 1, 15),
         {"name": "Tổng kết công tác cai nghiện năm 2019 (minh họa)", "kind": "review", "chair": "UBND tỉnh",
          "participants": 86, "note": MADE_UP,
          "conclusions": "Rà soát lại người nghiện từng xã; kiện toàn Tổ công tác trước tháng 4."}),
    Line("hoi-nghi", "tinh", DISTRICT, date(2020, 5, 12),
         {"name": "Giao ban quý II về quản lý sau cai (minh họa)", "kind": "meeting", "chair": "UBND huyện",
          "participants": 31, "note": MADE_UP, "conclusions": "Mỗi xã báo danh sách nhu cầu việc làm trước 30/6."}),
    Line("trang-thiet-bi", "coso", "centre", date(2019, 3, 4),
         {"name": "Máy xét nghiệm nước tiểu (minh họa)", "kind": "medical", "quantity": 2, "condition": "good",
          "worth": 96_000_000, "note": MADE_UP}),
    Line("trang-thiet-bi", "coso", "centre", date(2018, 8, 6),
         {"name": "Máy khâu công nghiệp (minh họa)", "kind": "training", "quantity": 20, "condition": "worn",
          "worth": 120_000_000, "note": MADE_UP}),
    Line("hoat-dong-to", "xa", COMMUNE, date(2020, 3, 25),
         {"team": "working", "kind": "review", "name": "Xét hồ sơ cai nghiện tại cộng đồng (minh họa)", "people": 5,
          "basis": MADE_UP}),
    Line("hoat-dong-to", "xa", COMMUNE, date(2020, 5, 20),
         {"team": "working", "kind": "visit", "name": "Thăm gia đình người đang cai nghiện (minh họa)", "people": 3,
          "helped": 4, "basis": MADE_UP}),
    Line("su-co-thuoc", "methadone", "clinic", date(2020, 3, 11),
         {"medicine": "methadone", "kind": "spilled", "quantity": 120, "what": "Đổ khi rót từ can sang bình định liều.",
          "done": "Lập biên bản, đổi vòi rót.", "note": MADE_UP}),
    Line("mo-hinh", "bo", MINISTRY, NAMED,
         _model("Cai nghiện ba giai đoạn", "Tỉnh Tuyên Quang", "08",
                "Mô hình cai nghiện 3 giai đoạn của Tuyên Quang, được giao đánh giá và phổ biến.",
                "bcn01.cong-dong.giam.hoan-thanh", "bcn01.tai-nghien")),
    Line("mo-hinh", "bo", MINISTRY, NAMED,
         _model("Quản lý, giám sát, giúp đỡ người sau cai nghiện", "Thành phố Hà Nội", "01",
                "Mô hình quản lý, giám sát, giúp đỡ người sau cai nghiện của Hà Nội.",
                "bcn01.sau-cai.cuoi-ky", "bcn01.tai-nghien")),
    Line("mo-hinh", "bo", MINISTRY, NAMED,
         _model("Cai nghiện kết hợp tại Trung tâm và cộng đồng", "Mường Hum, tỉnh Lào Cai", "10",
                "Mô hình cai nghiện kết hợp tại Trung tâm và cộng đồng của Mường Hum.",
                "bcn02.tu-nguyen.giam.hoan-thanh", "bcn01.cong-dong.giam.hoan-thanh")),
    Line("mo-hinh", "bo", MINISTRY, NAMED,
         _model("Quản lý, dạy nghề và giải quyết việc làm cho người sau cai nghiện", "Thành phố Hồ Chí Minh", "79",
                "Mô hình tổ chức quản lý, dạy nghề và giải quyết việc làm, đề án theo Nghị quyết 16/2003/QH11.",
                "pl2.3", "pl2.4", "bcn01.tai-nghien")),
)  # fmt: skip

# clinic, first month, its opening, and month by month: received, dispensed, destroyed, missing. In milligrams.
STOCK = {
    "clinic": (date(2020, 1, 1), 42_000, (
        (60_000, 55_200, 300, 0), (60_000, 56_800, 0, 0), (60_000, 57_400, 0, 120), (60_000, 58_100, 450, 0),
        (60_000, 59_300, 0, 0), (60_000, 60_150, 0, 0), (60_000, 61_000, 250, 0),
    )),
    "clinic-province": (date(2020, 1, 1), 120_000, (
        (240_000, 221_500, 0, 0), (240_000, 228_000, 900, 0), (240_000, 230_400, 0, 0), (240_000, 233_100, 0, 0),
        (240_000, 236_800, 600, 0), (240_000, 239_000, 0, 0),
    )),
}  # fmt: skip
KEEPS = {"clinic": "methadone", "clinic-province": "tinh"}
SPILLED = "Đổ khi rót, có biên bản sự cố ngày 11/3/2020 (minh họa)"


def keep_books(there: Ground, people: People, places: dict[str, int], on: date) -> None:
    """`places`: by the keys of `places.PLACES`. `on`: the day on which everything is typed in."""
    for line in LINES:
        of = {"place_id": places[line.of]} if isinstance(line.of, str) else {"agency_id": there.agencies[line.of][0]}
        add_item(noun=line.noun, told=line.told, first=line.first, last=line.last, by=people[line.who], on=on, **of)
    for key in STOCK:
        for month, opening, flows, missing in months_of(key):
            enter_month(
                place_id=places[key], medicine="methadone", month=month, opening=opening, flows=flows,
                explanation=SPILLED if missing else "", by=people[KEEPS[key]], on=on,
            )  # fmt: skip
    _decide(people, places, on)


def _decide(people: People, places: dict[str, int], on: date) -> None:
    """Of the centre what the report of July 2020 names; of the made-up site and clinic, papers that say so."""
    real = {"number": "87/QĐ-UBND", "issued_on": date(2018, 1, 30), "issuer": "UBND tỉnh Cao Bằng", "on": on}
    record_decision(what="closed", first=CENTRE_SINCE, place_id=places["former"], by=people["tinh"], **real)
    record_decision(
        what="founded", function="multi", first=CENTRE_SINCE, place_id=places["centre"], by=people["coso"], **real
    )
    said = {"number": "Quyết định minh họa", "issuer": "UBND huyện Bảo Lạc (minh họa)", "on": on}
    clinic = {"place_id": places["clinic"], "by": people["methadone"], **said}
    record_decision(what="founded", function="substitution", first=SINCE, **clinic)
    station = {"place_id": places["station"], "by": people["y-te"], **said}
    record_decision(what="founded", function="detox", first=SINCE, **station)
    record_decision(what="attached", parent_id=places["centre"], first=date(2019, 7, 1), **station)


def months_of(key: str) -> Iterator[tuple[date, int, Flows, int]]:
    month, opening, moved = STOCK[key]
    for received, dispensed, destroyed, missing in moved:
        closing = opening + received - dispensed - destroyed - missing
        yield month, opening, Flows(received, dispensed, 0, destroyed, closing), missing
        month, opening = next_month(month), closing
