"""Two plans read from their own texts: Tuyên Quang's of 2020, and the dispatch of 2007 with its duties.

What the documents say is theirs. What was reported on Tuyên Quang's tasks during 2020, what was held and opened there,
the two days set in May, the district's own plan and the inspection are made up, and every page says so. Nothing is
reported on the dispatch.
"""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from hoanhap.access.actions import create_user, grant_post
from hoanhap.access.queries import actor_for, set_up_actor
from hoanhap.access.rules import Actor
from hoanhap.config.demo.cast import AUTHORITY, LABOUR, SINCE, TUYEN_QUANG, YEN_SON
from hoanhap.config.demo.directives import DISPATCH_2007
from hoanhap.config.demo.directives import TUYEN_QUANG as TUYEN_QUANG_PLAN
from hoanhap.config.demo.order import MAP_DATE
from hoanhap.config.demo.people import People
from hoanhap.plans.actions.answering import answer
from hoanhap.plans.actions.content import lines_of
from hoanhap.plans.actions.plans import adjust, adopt, settle
from hoanhap.plans.actions.progress import report
from hoanhap.plans.actions.targets import cascade, set_target
from hoanhap.plans.actions.visits import Found, mend, visit
from hoanhap.plans.queries.scope import lead_shares
from hoanhap.plans.reading.files import read_text
from hoanhap.plans.rules import fold
from hoanhap.plans.rules.pace import AT_MOST, Measured
from hoanhap.resources.actions.items import add_item
from hoanhap.resources.actions.places import add_place
from hoanhap.units.actions import ensure_agency
from hoanhap.units.queries import tree
from hoanhap.units.rules.names import inline

SOURCES = Path(__file__).parent / "sources"
CODE, DISPATCH, ANSWER = "tuyen-quang-2020", "cong-van-1388-2007", "yen-son-2020"
TITLE = (
    "Kế hoạch tổ chức thực hiện công tác cai nghiện ma túy và quản lý sau cai nghiện ma túy năm 2020 trên địa bàn tỉnh "
    "Tuyên Quang"
)
DISPATCH_TITLE = (
    "Triển khai thực hiện công tác cai nghiện phục hồi và xây dựng xã, phường lành mạnh không có tệ nạn xã hội trong "
    "thời gian tới (Công văn 1388/TTg-VX)"
)
NOTICE = (
    "Nội dung kế hoạch đúng như văn bản còn đọc được; tiến độ, các đợt tuyên truyền, điểm vệ tinh, hai hạn ấn định "
    "tháng 5, kế hoạch của huyện và đợt kiểm tra là minh họa, hư cấu."
)
DISPATCH_NOTICE = "Nhiệm vụ đúng như Công văn 1388/TTg-VX; nguồn không có tiến độ thực hiện nên không ghi gì thêm."
SOURCE = "Kế hoạch năm 2020 của UBND tỉnh Tuyên Quang, bản chữ; phần đầu của biểu nhiệm vụ đã mất"
DISPATCH_SOURCE = "Công văn số 1388/TTg-VX ngày 26/9/2007 của Thủ tướng Chính phủ"
SENT = date(2007, 9, 26)
ADOPTED, ANSWERED, ADJUSTED = date(2020, 1, 6), date(2020, 1, 13), date(2020, 5, 15)
HALF_YEAR = "V-cuối-1"  # the report of six months, due before 20 June


@dataclass(frozen=True, slots=True)
class Told:
    """Of a task's code, by an agency: a district's code, or a sector of the province."""

    code: str
    who: str
    kind: str
    day: date
    text: str = ""
    by: str = ""  # of a block


def _day(month: int, day: int) -> date:
    return date(2020, month, day)


DISTRICTS = ("070", "071", "072", "073", "074", "075", "076")
SENT_HALF_YEAR = {"070": (6, 15), "071": (6, 17), "073": (6, 19), "076": (6, 22), "074": (6, 30), "075": (7, 6)}
BEGAN = {"070": (1, 13), "071": (2, 3), "073": (2, 10), "074": (2, 17), "075": (3, 2), "076": (3, 9)}
STORY = (
    *(Told("V.11-1", d, fold.DONE, _day(1, 13 + n), "Đã ban hành kế hoạch của huyện, thành phố") for n, d in
      enumerate(("075", "070", "071", "072", "073", "074", "076"))),
    *(Told("3.1", d, fold.BEGIN, _day(*day)) for d, day in BEGAN.items()),
    *(Told("3.2", d, fold.BEGIN, _day(1, 13 + n)) for n, d in enumerate(DISTRICTS)),
    *(Told("3.4", d, fold.BEGIN, _day(4, 6 + n)) for n, d in enumerate(("070", "073", "074", "076"))),
    *(Told(HALF_YEAR, d, fold.DONE, _day(*day), "Đã gửi báo cáo 6 tháng") for d, day in SENT_HALF_YEAR.items()),
    *(Told("3.1", d, fold.MOVE, _day(6, 12), "Đã tư vấn học nghề, việc làm cho người có nhu cầu") for d in
      ("070", "073", "076")),
    *(Told("3.2", d, fold.MOVE, _day(6, 15), "Rà soát người đang được quản lý tại nơi cư trú") for d in DISTRICTS[:5]),
    Told("3.1", "075", fold.BLOCK, _day(6, 15), by="Chưa bố trí được kinh phí dạy nghề (Sở Tài chính)"),
    Told("4.1", "health", fold.BEGIN, _day(1, 6)),
    Told("4.1", "health", fold.MOVE, _day(6, 10), "Các cơ sở điều trị hoạt động bình thường"),
    Told("4.2", "health", fold.BEGIN, _day(2, 10)),
    Told("4.2", "health", fold.BLOCK, _day(6, 18), by="Hai huyện chưa bố trí được mặt bằng đặt điểm điều trị"),
    Told("5.1", "health", fold.BEGIN, _day(5, 4)),
    Told("5.1", "health", fold.DONE, _day(8, 28), "Đã tổ chức hai lớp, cấp chứng chỉ cho học viên đạt yêu cầu"),
    Told("5.2", "labour", fold.BEGIN, _day(3, 2)),
    Told("5.2", "labour", fold.BLOCK, _day(3, 30), by="Hoãn lớp tập trung đông người để phòng dịch"),
    Told("5.2", "labour", fold.FREE, _day(5, 18)),
    Told("5.2", "labour", fold.MOVE, _day(6, 22), "Mở lại lớp thứ nhất"),
    Told("V.1-4", "labour", fold.BEGIN, _day(4, 20)),
    Told("V.1-6", "labour", fold.DONE, _day(6, 29), "Đã báo cáo Bộ và UBND tỉnh kết quả 6 tháng"),
    Told("V.2-4", "health", fold.BEGIN, _day(5, 4)),
    Told("V.3-2", "police", fold.BEGIN, _day(2, 24)),
)  # fmt: skip


TARGETS = {  # by their place in II.2 of the plan; the others are words that nobody can count
    "ct-1": Measured("tq.tuyen-truyen", Fraction(100), grows=True, measure="%"),
    "ct-2": Measured("tq.bien-phap", Fraction(100), measure="%"),
    "ct-4": Measured("tq.ho-tro", Fraction(100), measure="%"),
    "ct-5": Measured(
        "tq.methadone.that-thoat", Fraction(0), AT_MOST, grows=True, measure="vụ thất thoát",
        note="Chỉ đo “không để thất thoát thuốc Methadone”",
    ),
    "ct-6": Measured(
        "tq.ve-tinh", Fraction(2), measure="điểm", base=Fraction(0),
        note="Chỉ đo “02 điểm vệ tinh đi vào hoạt động”",
    ),
}  # fmt: skip
GIVEN = ("ct-1",)  # to every district alike
REACHED = {"075": _day(4, 22), "072": _day(5, 6), "073": _day(8, 12)}  # districts, all of their communes
SATELLITE = "Điểm vệ tinh số 1 của Cơ sở cai nghiện ma túy tỉnh Tuyên Quang (minh họa)"
OPENED = _day(5, 18)


@dataclass(frozen=True, slots=True)
class Visited:
    """Of the district, by its code. `mended`: on which day, and how, its first shortcoming was."""

    who: str
    day: date
    conclusion: str
    found: tuple[Found, ...]
    mended: tuple[date, str] | None = None


TEAM = "Sở Lao động - Thương binh và Xã hội (trưởng đoàn), Sở Y tế, Công an tỉnh (minh họa)"
VISITS = (
    Visited(
        "075", _day(5, 12), "Huyện đã giao việc cho xã, thị trấn; hồ sơ ở hai xã được xem chưa đủ (minh họa).",
        (
            Found("Chưa lập danh sách người có nhu cầu học nghề, việc làm (minh họa)", "3-1", _day(6, 12)),
            Found("Sổ theo dõi người đang được quản lý tại nơi cư trú ghi chưa đủ cột (minh họa)", "3-2", _day(8, 31)),
        ),
        (_day(6, 10), "Đã lập danh sách và gửi Phòng Lao động - Thương binh và Xã hội (minh họa)"),
    ),
    Visited(
        "072", _day(8, 20), "Đã triển khai ở tất cả các xã; chưa gửi báo cáo 6 tháng (minh họa).",
        (Found("Chưa gửi báo cáo 6 tháng đầu năm về Sở (minh họa)", "", _day(9, 15)),),
    ),
)  # fmt: skip


class Plans:
    """Tuyên Quang's plan with whoever works on it. One officer without a password for each district and department."""

    def __init__(self, people: People) -> None:
        self.people = people
        country = tree(MAP_DATE)
        self.province = country.by_code("province", TUYEN_QUANG)
        self.districts = {unit.code: unit for unit in country.children(self.province.id)}
        self.actors: dict[str, Actor] = {
            "labour": people["tq-so"],
            "health": people["tq-y-te"],
            YEN_SON: people["tq-huyen"],
        }
        for code, unit in self.districts.items():
            if code not in self.actors:
                self.actors[code] = self._officer(code, f"Chuyên viên {inline(unit.name, unit.kind)} (minh họa)",
                                                  "district_specialist", self._agency(unit.id, LABOUR))  # fmt: skip
        self.actors["police"] = self._officer("ca", "Cán bộ Công an tỉnh Tuyên Quang (minh họa)", "police_specialist",
                                              self._agency(self.province.id, "police"))  # fmt: skip

    def play(self) -> None:
        self._dispatch()
        self._adopt()
        self._answer()
        told = sorted(STORY, key=lambda told: told.day)
        for one in [x for x in told if x.day < ADJUSTED]:
            self._tell(one)
        self._adjust()
        for one in [x for x in told if x.day >= ADJUSTED]:
            self._tell(one)
        for one_visit in VISITS:
            self._visit(one_visit)
        self._count()

    def _dispatch(self) -> None:
        nation = tree(SENT).nation()
        government = ensure_agency(unit_id=nation.id, sector=AUTHORITY, on=SENT, by=set_up_actor())
        keeper = ensure_agency(unit_id=nation.id, sector=LABOUR, on=SENT, by=set_up_actor())
        text = (SOURCES / "cong-van-1388-2007.txt").read_text(encoding="utf-8")
        adopt(read_text(text), code=DISPATCH, title=DISPATCH_TITLE, agency=government.pk, keeper=keeper.pk, starts=SENT,
              ends=date(2009, 1, 1), directive=DISPATCH_2007, source=DISPATCH_SOURCE, notice=DISPATCH_NOTICE,
              by=set_up_actor(), on=SENT)  # fmt: skip

    def _adopt(self) -> None:
        text = (SOURCES / "ke-hoach-tuyen-quang-2020.txt").read_text(encoding="utf-8")
        issuer, keeper = self._agency(self.province.id, AUTHORITY), self._agency(self.province.id, LABOUR)
        adopt(read_text(text), code=CODE, title=TITLE, agency=issuer, keeper=keeper, directive=TUYEN_QUANG_PLAN,
              source=SOURCE, notice=NOTICE, by=self.people["tq"], on=ADOPTED)  # fmt: skip
        for key, how in TARGETS.items():
            set_target(code=CODE, key=key, how=how, by=self.people["tq"], on=ADOPTED)
        alike = {unit.id: Fraction(100) for unit in self.districts.values()}
        for key in GIVEN:
            cascade(code=CODE, key=key, parts=alike, by=self.people["tq"], on=ADOPTED)

    def _adjust(self) -> None:
        """Two tasks of “trong năm 2020” get a day of their own."""
        days = {"4.2": _day(6, 30), "5.1": _day(8, 31)}
        said = [line for line in lines_of(CODE) if line.code in days]
        reason = "Ấn định hạn giữa năm cho hai nhiệm vụ (minh họa)"
        later = [replace(line, last=days[line.code]) for line in said]
        adjust(code=CODE, lines=later, reason=reason, by=self.people["tq"], on=ADJUSTED)

    def _tell(self, told: Told) -> None:
        """Of what comes again, the first time is told of."""
        whose = (
            (pk, unit if level == "district" else sector) for pk, unit, level, sector in lead_shares(CODE, told.code)
        )
        share = next(pk for pk, who in whose if who == told.who)
        by = self.actors[told.who]
        report(share_id=share, kind=told.kind, day=told.day, text=told.text, blocked_by=told.by, by=by, on=told.day)

    def _visit(self, seen: Visited) -> None:
        agency = self._agency(self.districts[seen.who].id, AUTHORITY)
        made = visit(code=CODE, agency=agency, day=seen.day, team=TEAM, conclusion=seen.conclusion, found=seen.found,
                     by=self.actors["labour"], on=seen.day)  # fmt: skip
        if seen.mended:
            day, how = seen.mended
            first = made.shortcomings.order_by("pk").first()
            mend(shortcoming=first.pk, how=how, by=self.actors[seen.who], on=day)

    def _count(self) -> None:
        """What two of the targets are counted from."""
        by, office = self.actors["labour"], self._agency(self.province.id, LABOUR)
        for district, day in REACHED.items():
            unit = self.districts[district]
            told = {"name": f"Tuyên truyền lưu động tại {inline(unit.name, unit.kind)} (minh họa)",
                    "communes": [below.code for below in tree(day).children(unit.id)], "attendances": 640,
                    "basis": "Dòng minh họa."}  # fmt: skip
            add_item(noun="tuyen-truyen", told=told, agency_id=office, first=day, by=by, on=day)
        add_place(agency_id=office, kind="satellite", name=SATELLITE, first=OPENED, by=by, on=OPENED)

    def _answer(self) -> None:
        unit = self.districts[YEN_SON]
        agency = ensure_agency(unit_id=unit.id, sector=AUTHORITY, on=MAP_DATE)
        by = self.people["tq-huyen"]
        answer(upper=CODE, code=ANSWER, title="Kế hoạch năm 2020 của huyện Yên Sơn (minh họa)", agency=agency.pk, by=by,
               on=ANSWERED, notice=NOTICE)  # fmt: skip
        settle(code=ANSWER, by=by, on=ANSWERED, issued_on=ANSWERED)

    def _agency(self, unit: int, sector: str) -> int:
        return ensure_agency(unit_id=unit, sector=sector, on=MAP_DATE, by=set_up_actor()).pk

    def _officer(self, code: str, name: str, role: str, agency: int) -> Actor:
        by = set_up_actor()
        user = create_user(by=by, on=ADOPTED, sign_in=f"tq-{code}", full_name=name, password=None, must_change=False)
        grant_post(by=by, on=ADOPTED, user_id=user.pk, role=role, agency_id=agency, valid_from=SINCE)
        return actor_for(user, channel="system", on=ADOPTED)
