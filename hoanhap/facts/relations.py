"""What a fact can say: the relations, their columns and the codes a column may hold. Pure; the whole shape is here.

A row belongs to a person, by a number that is no file's and no name, or to a unit alone. Every row has `unit`: the
commune that it is counted in, as it was on the day of the row. A `span` has `start` and `end`, half-open; no end: it
goes on; an end equal to the start: begun and over on one day, so active at no day's end, yet begun and ended. An
`event` has `date`. Other columns hold one of `codes`, or an amount. "" where `blank` says so: there is nothing to say.

Spans of one person in one relation and of one thing (a registration, a measure) follow each other without overlap: a
span that was cut because the person or the case moved says so in `began` and in how it ended, so that at every unit
opening + in - out = closing.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from hoanhap.kernel.lang import Words

Shape = Literal["subject", "span", "event"]
DATES: Final[dict[str, tuple[str, ...]]] = {"subject": (), "span": ("start", "end"), "event": ("date",)}


@dataclass(frozen=True, slots=True)
class Column:
    """Without codes it is an amount: a whole number, of đồng, persons, attendances."""

    name: str
    title: Words
    codes: tuple[str, ...] = ()
    blank: bool = False

    @property
    def amount(self) -> bool:
        return not self.codes


@dataclass(frozen=True)
class Relation:
    """`subject`: whose the rows are. `source`: the room that writes them; empty while that room is not built."""

    name: str
    title: Words
    shape: Shape
    subject: Literal["person", "unit"]
    columns: tuple[Column, ...] = ()
    source: str = ""

    @cached_property
    def column(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def coded(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if not column.amount)

    @cached_property
    def amount(self) -> Column | None:
        """A relation has one at most."""
        return next((column for column in self.columns if column.amount), None)


# ---------------------------------------------------------------- codes; tests hold them to the code lists and the law
SEXES = ("male", "female")
STANDINGS = ("user", "addict", "completer")
SUBSTANCES = (
    "heroin", "opium", "morphine", "opioid-other", "methamphetamine", "ecstasy", "cocaine", "stimulant-other",
    "ketamine", "cannabis", "synthetic-cannabis", "hallucinogen", "sedative", "new-substance", "several", "unknown",
)  # fmt: skip
MEASURES = (
    "home", "community", "community-compulsory", "centre-voluntary", "centre-compulsory", "centre-compulsory-minor",
    "private", "methadone", "education", "user",
)  # fmt: skip
AFTERCARE = ("aftercare-residence", "aftercare-centre")
SETTINGS = ("home", "community", "centre", "private", "methadone", "commune")
OUTCOMES = (
    "completed", "exempted", "quit", "terminated", "converted", "moved", "relapsed", "offence", "refused", "lapsed",
    "cancelled", "died",
)  # fmt: skip
HANDED_OVER = "handed-over"  # the measure goes on in the commune that took it over
TURNS = ("first", "repeated")
SUPPORTS = ("training", "job", "loan", "allowance", "equipment", "health", "school", "referral")
SOURCES = ("central", "local", "fund", "other")
SEATS = ("health-station", "culture-house", "elsewhere")
STAFF_SECTORS = ("health", "labour", "police", "volunteer", "other")
BODIES = ("team", "volunteers", "point", "centre", "office")
STAGES = ("budget", "spent")
MONEY_KINDS = ("programme", "recurrent", "investment")
MONEY_PLACES = ("community", "centre", "other")
CONTENTS = ("dossier", "team", "support", "training", "outreach", "premises", "other")
LEVELS = ("province", "district", "commune", "other")
MATERIALS = ("leaflet", "poster", "booklet", "media", "other")

# ---------------------------------------------------------------- columns that several relations share
_STANDING = Column("standing", Words("diện quản lý", "standing"), STANDINGS)
_SUBSTANCE = Column("substance", Words("loại ma túy", "substance"), SUBSTANCES)
_TURN = Column("turn", Words("lần đầu, lần sau", "first or repeated"), TURNS)
_SETTING = Column("setting", Words("nơi cai nghiện, điều trị", "where it is applied"), SETTINGS)
_SOURCE = Column("source", Words("nguồn kinh phí", "source of money"), SOURCES, blank=True)
_ATTENDANCES = Column("attendances", Words("lượt người", "attendances"))


def _measures(*more: str) -> Column:
    return Column("kind", Words("hình thức", "form"), (*MEASURES, *more))


def _outcome() -> Column:
    return Column("outcome", Words("kết thúc", "outcome"), (*OUTCOMES, HANDED_OVER), blank=True)


def _began(*codes: str) -> Column:
    return Column("began", Words("vì sao tăng", "how it began"), codes)


RELATIONS: Final[tuple[Relation, ...]] = (
    # the person of the rows below; a birth known by its year alone is that year's last day, as pathways counts age
    Relation(
        "person", Words("người", "person"), "subject", "person", source="people",
        columns=(Column("sex", Words("giới tính", "sex"), SEXES, blank=True),),
    ),
    # ------------------------------------------------------------ the list
    # cut where the commune, the standing or the main substance changes; listed again after a gap: repeated
    Relation(
        "registration", Words("quản lý trong danh sách", "on the list"), "span", "person", source="people",
        columns=(
            _STANDING, _SUBSTANCE, _TURN,
            _began("listed", "relisted", "moved", "standing", "substance"),
            Column("ended", Words("vì sao giảm", "how it ended"),
                   ("closed", "died", "moved", "standing", "substance"), blank=True),
        ),
    ),
    # only of who is on the list on that day: out of one commune and into the other, both on the day of arrival
    Relation(
        "move", Words("di biến động", "move"), "event", "person", source="people",
        columns=(Column("direction", Words("đi, đến", "direction"), ("in", "out")), _STANDING),
    ),
    Relation(
        "test", Words("xét nghiệm ma túy", "drug test"), "event", "person", source="people",
        columns=(
            Column("kind", Words("loại mẫu", "sample"), ("urine", "blood", "saliva", "hair")),
            Column("reason", Words("lý do", "reason"), ("periodic", "sudden", "treatment", "request")),
            Column("result", Words("kết quả", "result"), ("negative", "positive", "refused")),
            Column("substance", Words("chất phát hiện", "substance found"), SUBSTANCES, blank=True),
        ),
    ),
    # what was given but counselling; `amount` in đồng, 0 where it is not money
    Relation(
        "support", Words("hỗ trợ", "support"), "event", "person", source="people",
        columns=(
            Column("kind", Words("loại hỗ trợ", "kind"), SUPPORTS),
            _SOURCE,
            Column("amount", Words("số tiền", "amount")),
        ),
    ),
    Relation(
        "counselling", Words("tư vấn", "counselling"), "event", "person", source="people", columns=(_ATTENDANCES,),
    ),
    # until it is met, withdrawn, or the person leaves every list; in the commune where it was recorded
    Relation(
        "need", Words("nhu cầu hỗ trợ", "need for support"), "span", "person", source="people",
        columns=(
            Column("kind", Words("loại hỗ trợ", "kind"), ("counselling", *SUPPORTS)),
            Column("ended", Words("vì sao hết", "how it ended"), ("met", "withdrawn", "closed"), blank=True),
        ),
    ),
    # ------------------------------------------------------------ measures
    # who declared and registered for rehabilitation or treatment, on the day of it
    Relation(
        "application", Words("khai báo, đăng ký", "application"), "event", "person", source="pathways",
        columns=(_measures(), _SETTING, _TURN),
    ),
    # from the day it began (the decision, the admission) to the day it closed; not yet begun: no row
    Relation(
        "measure", Words("cai nghiện, điều trị, giáo dục", "measure"), "span", "person", source="pathways",
        columns=(_measures(), _SETTING, _TURN, _SUBSTANCE, _began("started", "taken-over"), _outcome()),
    ),
    Relation(
        "certificate", Words("cấp giấy chứng nhận", "certificate"), "event", "person", source="pathways",
        columns=(_measures(*AFTERCARE), Column(_SETTING.name, _SETTING.title, (*SETTINGS, "residence")), _TURN),
    ),
    Relation(
        "aftercare", Words("quản lý sau cai", "aftercare"), "span", "person", source="pathways",
        columns=(Column("kind", Words("hình thức", "form"), AFTERCARE), _began("started", "taken-over"), _outcome()),
    ),
    Relation(
        "determination", Words("xác định tình trạng nghiện", "determination"), "event", "person", source="pathways",
        columns=(
            Column("result", Words("kết quả", "result"), ("addicted", "not_addicted", "undecided")),
            Column("substance", Words("chất gây nghiện", "substance"), SUBSTANCES, blank=True),
        ),
    ),
    # a completer found addicted again by a clinician; one for each completion. `kind`: the measure that was completed
    Relation(
        "relapse", Words("tái nghiện", "relapse"), "event", "person", source="pathways",
        columns=(_measures(), _SUBSTANCE),
    ),
    # ------------------------------------------------------------ of a unit: the means of the work
    Relation(
        "place", Words("cơ sở, điểm điều trị", "place of treatment"), "span", "unit", source="resources",
        columns=(
            Column("kind", Words("loại", "kind"),
                   ("centre", "satellite", "private", "clinic", "dispensing", "detox", "counselling")),
        ),
    ),
    Relation(
        "team", Words("tổ, đội", "team"), "span", "unit", source="resources",
        columns=(Column("kind", Words("loại", "kind"), ("working", "volunteers", "steering")),),
    ),
    Relation(
        "point", Words("điểm tư vấn", "counselling point"), "span", "unit", source="resources",
        columns=(Column("seat", Words("nơi đặt", "seat"), SEATS, blank=True),),
    ),
    # of a team, one row a person, however many roles they have in it
    Relation(
        "staff", Words("cán bộ", "staff"), "span", "unit", source="resources",
        columns=(
            Column("sector", Words("ngành", "sector"), STAFF_SECTORS),
            Column("body", Words("nơi tham gia", "where"), BODIES),
            Column("people", Words("số người", "persons")),
        ),
    ),
    # on the last day of the period that the amount is of
    Relation(
        "money", Words("kinh phí", "money"), "event", "unit", source="resources",
        columns=(
            Column("stage", Words("dự toán, thực hiện", "budget or spent"), STAGES),
            Column(_SOURCE.name, _SOURCE.title, SOURCES),
            Column("kind", Words("loại nguồn", "kind"), MONEY_KINDS),
            Column("place", Words("chi cho nơi nào", "spent where"), MONEY_PLACES),
            Column("content", Words("nội dung chi", "content"), CONTENTS),
            Column("amount", Words("số tiền", "amount")),
        ),
    ),
    # one row for each level of who attended a course
    Relation(
        "training", Words("tập huấn", "training"), "event", "unit", source="resources",
        columns=(Column("level", Words("cấp của người dự", "level of attendants"), LEVELS), _ATTENDANCES),
    ),
    Relation(
        "outreach", Words("tuyên truyền", "outreach"), "event", "unit", source="resources",
        columns=(
            Column("kind", Words("loại", "kind"), ("meeting", *MATERIALS)),
            Column("quantity", Words("lượt người hoặc số tài liệu", "attendances or materials")),
        ),
    ),
    # where outreach was held: a row of the commune, and one of its district
    Relation(
        "reached", Words("nơi có tuyên truyền", "reached by outreach"), "event", "unit", source="resources",
        columns=(Column("level", Words("cấp", "level"), ("commune", "district")),),
    ),
    # ------------------------------------------------------------ of a unit: the other means, a row a line
    # what somebody outside the state gave; `amount` in đồng, 0 where it is not money
    Relation(
        "supporter", Words("tổ chức, cá nhân hỗ trợ", "supporter"), "event", "unit", source="resources",
        columns=(
            Column("who", Words("tổ chức hay cá nhân", "organisation or individual"), ("organisation", "individual")),
            Column("activity", Words("việc được hỗ trợ", "activity"), ("health", "training", "jobs")),
            Column("form", Words("hình thức", "form"), ("cash", "equipment", "referral")),
            Column("amount", Words("số tiền", "amount")),
        ),
    ),
    # on the last day of the period that it was paid for
    Relation(
        "allowance", Words("phụ cấp cho cán bộ", "allowance of staff"), "event", "unit", source="resources",
        columns=(
            Column("kind", Words("loại", "kind"), ("special", "profession", "first", "team", "other")),
            Column(_SOURCE.name, _SOURCE.title, SOURCES),
            Column("amount", Words("số tiền", "amount")),
        ),
    ),
    Relation(
        "remedy", Words("phác đồ, thuốc", "protocol or medicine"), "span", "unit", source="resources",
        columns=(
            Column("kind", Words("loại", "kind"), ("protocol", "medicine")),
            _SUBSTANCE,
            Column("evaluation", Words("đánh giá", "evaluation"), ("none", "wide", "limited", "unfit")),
        ),
    ),
    # one row a movement a month, on its last day, in milligrams; missing, surplus: the count against the book
    Relation(
        "stock", Words("thuốc của cơ sở điều trị", "medicine of a clinic"), "event", "unit", source="resources",
        columns=(
            Column("flow", Words("nhập, xuất, chênh lệch", "movement"),
                   ("received", "dispensed", "returned", "destroyed", "missing", "surplus")),
            Column("quantity", Words("lượng (mg)", "quantity (mg)")),
        ),
    ),
    Relation(
        "loss", Words("sự cố thất thoát thuốc", "loss of medicine"), "event", "unit", source="resources",
        columns=(
            Column("kind", Words("loại", "kind"), ("missing", "spilled", "stolen", "spoiled", "other")),
            Column("quantity", Words("lượng (mg)", "quantity (mg)")),
        ),
    ),
    Relation(
        "press", Words("tin, bài, chương trình", "press and broadcasts"), "event", "unit", source="resources",
        columns=(
            Column("medium", Words("loại hình", "medium"),
                   ("newspaper", "online", "radio", "television", "loudspeaker", "other")),
            Column("items", Words("số tin, bài", "items")),
        ),
    ),
    Relation(
        "employer", Words("nơi nhận lao động", "employer"), "span", "unit", source="resources",
        columns=(Column("places", Words("số chỗ làm việc", "places offered")),),
    ),
    Relation(
        "conference", Words("hội nghị, cuộc họp", "conference or meeting"), "event", "unit", source="resources",
        columns=(
            Column("kind", Words("loại", "kind"), ("conference", "meeting", "review", "workshop")),
            Column("participants", Words("số người dự", "participants")),
        ),
    ),
    Relation("pilot", Words("mô hình thí điểm", "pilot model"), "span", "unit", source="resources"),
)  # fmt: skip

BY_NAME: Final[dict[str, Relation]] = {relation.name: relation for relation in RELATIONS}
