"""What the facts say of units alone: the means of the work. A part of `relations`. Pure."""

from typing import Final

from hoanhap.facts.relations_shape import ATTENDANCES, SOURCE, SOURCES, SUBSTANCE, Column, Relation, Shape
from hoanhap.kernel.lang import Words

PLACES = ("centre", "satellite", "private", "clinic", "dispensing", "detox", "counselling")
TEAMS = ("working", "volunteers", "steering")
SEATS = ("health-station", "culture-house", "elsewhere")
STAFF_SECTORS = ("health", "labour", "police", "volunteer", "other")
BODIES = ("team", "volunteers", "point", "centre", "office")
STAGES = ("budget", "spent")
MONEY_KINDS = ("programme", "recurrent", "investment")
MONEY_PLACES = ("community", "centre", "other")
CONTENTS = ("dossier", "team", "support", "training", "outreach", "premises", "other")
LEVELS = ("province", "district", "commune", "other")
MATERIALS = ("leaflet", "poster", "booklet", "media", "other")
ACTIVITIES = ("health", "training", "jobs")
ALLOWANCES = ("special", "profession", "first", "team", "other")
DOINGS = ("meeting", "visit", "counsel", "review", "outreach", "other")
DECISIONS = ("founded", "converted", "attached", "detached", "closed")
FUNCTIONS = ("compulsory", "voluntary", "multi", "substitution", "detox", "counselling")
PROFESSIONS = (
    "doctor", "assistant", "nurse", "psychologist", "social", "teacher", "guard", "officer", "other",
)  # fmt: skip
CERTIFICATES = ("practice", "determine", "substitution", "counsel")
EQUIPMENT = ("medical", "training", "living", "office", "vehicle", "other")
CONDITIONS = ("good", "worn", "broken")

_PLACE = Column("kind", Words("loại", "kind"), PLACES)
_PEOPLE = Column("people", Words("số người", "persons"))
_PROFESSION = Column("profession", Words("chuyên môn", "profession"), PROFESSIONS)
_ACTIVITY = Words("việc được hỗ trợ", "activity")
_ALLOWANCE = (
    Column("kind", Words("loại", "kind"), ALLOWANCES),
    Column(SOURCE.name, SOURCE.title, SOURCES),
)
_THING = (
    Column("category", Words("nhóm thiết bị", "group of equipment"), EQUIPMENT),
    Column("condition", Words("tình trạng", "condition"), CONDITIONS),
)


def _means(name: str, title: Words, shape: Shape, columns: tuple[Column, ...] = ()) -> Relation:
    return Relation(name, title, shape, "unit", columns, source="resources")


OF_UNITS: Final[tuple[Relation, ...]] = (
    # ------------------------------------------------------------ of a unit: the means of the work
    _means(
        "place", Words("cơ sở, điểm điều trị", "place of treatment"), "span",
        columns=(_PLACE,),
    ),
    # how many beds a place has, while it stands
    _means(
        "capacity", Words("sức chứa", "capacity"), "span",
        columns=(_PLACE, Column("beds", Words("số giường", "beds"))),
    ),
    # what was decided about a place, on the day from which it holds; `function` of what was founded or converted
    _means(
        "decision", Words("quyết định về cơ sở", "decision on a place"), "event",
        columns=(
            Column("what", Words("quyết định", "decision"), DECISIONS),
            _PLACE,
            Column("function", Words("chức năng", "function"), FUNCTIONS, blank=True),
        ),
    ),
    _means(
        "team", Words("tổ, đội", "team"), "span",
        columns=(Column("kind", Words("loại", "kind"), TEAMS),),
    ),
    _means(
        "point", Words("điểm tư vấn", "counselling point"), "span",
        columns=(Column("seat", Words("nơi đặt", "seat"), SEATS, blank=True),),
    ),
    # of a team, one row a person, however many roles they have in it
    _means(
        "staff", Words("cán bộ", "staff"), "span",
        columns=(
            Column("sector", Words("ngành", "sector"), STAFF_SECTORS),
            Column("body", Words("nơi tham gia", "where"), BODIES),
            _PEOPLE,
        ),
    ),
    # a certificate of somebody while they work there; who holds two kinds has a row of each
    _means(
        "qualification", Words("chứng chỉ, chứng nhận của cán bộ", "certificate of staff"), "span",
        
        columns=(Column("certificate", Words("loại chứng chỉ", "certificate"), CERTIFICATES), _PROFESSION),
    ),
    # who may determine addiction by the law of each day, from when to when: one row a person at a time
    _means(
        "determiner", Words("người được xác định tình trạng nghiện", "who may determine addiction"), "span",
         columns=(_PROFESSION,),
    ),
    # what a team did; `people`: its members who took part
    _means(
        "doing", Words("hoạt động của tổ, đội", "activity of a team"), "event",
        columns=(
            Column("team", Words("tổ, đội", "team"), TEAMS),
            Column("doing", Words("loại việc", "what was done"), DOINGS),
            _PEOPLE,
        ),
    ),
    # persons met or helped, by whom: nobody is named, and who was helped twice is there twice
    _means(
        "helped", Words("người được gặp, giúp đỡ", "persons met or helped"), "event",
        columns=(
            Column("helper", Words("ai giúp", "helped by"), (*TEAMS, "organisation", "individual")),
            Column("activity", _ACTIVITY, ACTIVITIES, blank=True),
            _PEOPLE,
        ),
    ),
    # on the last day of the period that the amount is of
    _means(
        "money", Words("kinh phí", "money"), "event",
        columns=(
            Column("stage", Words("dự toán, thực hiện", "budget or spent"), STAGES),
            Column(SOURCE.name, SOURCE.title, SOURCES),
            Column("kind", Words("loại nguồn", "kind"), MONEY_KINDS),
            Column("place", Words("chi cho nơi nào", "spent where"), MONEY_PLACES),
            Column("content", Words("nội dung chi", "content"), CONTENTS),
            Column("amount", Words("số tiền", "amount")),
        ),
    ),
    # one row for each level of who attended a course
    _means(
        "training", Words("tập huấn", "training"), "event",
        columns=(Column("level", Words("cấp của người dự", "level of attendants"), LEVELS), ATTENDANCES),
    ),
    _means(
        "certified", Words("cấp chứng chỉ, chứng nhận tập huấn", "certificates of training issued"), "event",
         columns=(Column("certificates", Words("số chứng chỉ, chứng nhận", "certificates")),),
    ),
    _means(
        "outreach", Words("tuyên truyền", "outreach"), "event",
        columns=(
            Column("kind", Words("loại", "kind"), ("meeting", *MATERIALS)),
            Column("quantity", Words("lượt người hoặc số tài liệu", "attendances or materials")),
        ),
    ),
    # where outreach was held: a row of the commune, and one of its district
    _means(
        "reached", Words("nơi có tuyên truyền", "reached by outreach"), "event",
        columns=(Column("level", Words("cấp", "level"), ("commune", "district")),),
    ),
    # ------------------------------------------------------------ of a unit: the other means, a row a line
    # what somebody outside the state gave; `amount` in đồng, 0 where it is not money
    _means(
        "supporter", Words("tổ chức, cá nhân hỗ trợ", "supporter"), "event",
        columns=(
            Column("who", Words("tổ chức hay cá nhân", "organisation or individual"), ("organisation", "individual")),
            Column("activity", _ACTIVITY, ACTIVITIES),
            Column("form", Words("hình thức", "form"), ("cash", "equipment", "referral")),
            Column("amount", Words("số tiền", "amount")),
        ),
    ),
    # on the last day of the period that it was paid for
    _means(
        "allowance", Words("phụ cấp cho cán bộ", "allowance of staff"), "event",
        columns=(*_ALLOWANCE, Column("amount", Words("số tiền", "amount"))),
    ),
    # who received it, on the same day: once for each allowance and period
    _means(
        "beneficiary", Words("người hưởng phụ cấp", "receiver of an allowance"), "event",
        columns=(*_ALLOWANCE, _PEOPLE),
    ),
    _means(
        "remedy", Words("phác đồ, thuốc", "protocol or medicine"), "span",
        columns=(
            Column("kind", Words("loại", "kind"), ("protocol", "medicine")),
            SUBSTANCE,
            Column("evaluation", Words("đánh giá", "evaluation"), ("none", "wide", "limited", "unfit")),
        ),
    ),
    # one row a movement a month, on its last day, in milligrams; missing, surplus: the count against the book
    _means(
        "stock", Words("thuốc của cơ sở điều trị", "medicine of a clinic"), "event",
        columns=(
            Column("flow", Words("nhập, xuất, chênh lệch", "movement"),
                   ("received", "dispensed", "returned", "destroyed", "missing", "surplus")),
            Column("quantity", Words("lượng (mg)", "quantity (mg)")),
        ),
    ),
    # what was counted at a month's end, until the next month's end
    _means(
        "held", Words("thuốc tồn theo kiểm kê", "medicine held as counted"), "span",
        columns=(Column("quantity", Words("lượng (mg)", "quantity (mg)")),),
    ),
    _means(
        "loss", Words("sự cố thất thoát thuốc", "loss of medicine"), "event",
        columns=(
            Column("kind", Words("loại", "kind"), ("missing", "spilled", "stolen", "spoiled", "other")),
            Column("quantity", Words("lượng (mg)", "quantity (mg)")),
        ),
    ),
    _means(
        "press", Words("tin, bài, chương trình", "press and broadcasts"), "event",
        columns=(
            Column("medium", Words("loại hình", "medium"),
                   ("newspaper", "online", "radio", "television", "loudspeaker", "other")),
            Column("items", Words("số tin, bài", "items")),
        ),
    ),
    _means(
        "employer", Words("nơi nhận lao động", "employer"), "span",
        columns=(Column("places", Words("số chỗ làm việc", "places offered")),),
    ),
    _means(
        "hired", Words("chỗ làm việc đã có người làm", "places taken at employers"), "span",
         columns=(_PEOPLE,),
    ),
    _means(
        "conference", Words("hội nghị, cuộc họp", "conference or meeting"), "event",
        columns=(
            Column("kind", Words("loại", "kind"), ("conference", "meeting", "review", "workshop")),
            Column("participants", Words("số người dự", "participants")),
        ),
    ),
    _means(
        "equipment", Words("trang thiết bị", "equipment"), "span",
        columns=(*_THING, Column("quantity", Words("số lượng", "quantity"))),
    ),
    # what it cost, in đồng
    _means(
        "worth", Words("nguyên giá trang thiết bị", "worth of equipment"), "span",
        columns=(*_THING, Column("amount", Words("số tiền", "amount"))),
    ),
    _means("pilot", Words("mô hình thí điểm", "pilot model"), "span", ),
)  # fmt: skip
