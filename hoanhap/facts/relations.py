"""What a fact can say: the relations, their columns and the codes a column may hold. Pure. Those of units
are in `relations_of_units`.

A row belongs to a person, by a number that is no file's and no name, or to a unit alone. Every row has `unit`: the
commune that it is counted in, as it was on the day of the row. A `span` has `start` and `end`, half-open; no end: it
goes on; an end equal to the start: begun and over on one day, so active at no day's end, yet begun and ended. An
`event` has `date`. Other columns hold one of `codes`, or an amount. "" where `blank` says so: there is nothing to say.

Spans of one person in one relation and of one thing (a registration, a measure) follow each other without overlap: a
span that was cut because the person or the case moved says so in `began` and in how it ended, so that at every unit
opening + in - out = closing.
"""

from typing import Final

from hoanhap.facts.relations_of_units import OF_UNITS
from hoanhap.facts.relations_shape import ATTENDANCES, DATES, SOURCE, SOURCES, SUBSTANCE, SUBSTANCES, Column, Relation
from hoanhap.kernel.lang import Words

# ---------------------------------------------------------------- codes; tests hold them to the code lists and the law
SEXES = ("male", "female")
STANDINGS = ("user", "addict", "completer")
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

# ---------------------------------------------------------------- columns that several relations share
_STANDING = Column("standing", Words("diện quản lý", "standing"), STANDINGS)
_TURN = Column("turn", Words("lần đầu, lần sau", "first or repeated"), TURNS)
_SETTING = Column("setting", Words("nơi cai nghiện, điều trị", "where it is applied"), SETTINGS)


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
            _STANDING, SUBSTANCE, _TURN,
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
            SOURCE,
            Column("amount", Words("số tiền", "amount")),
        ),
    ),
    Relation(
        "counselling", Words("tư vấn", "counselling"), "event", "person", source="people", columns=(ATTENDANCES,),
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
        columns=(_measures(), _SETTING, _TURN, SUBSTANCE, _began("started", "taken-over"), _outcome()),
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
        columns=(_measures(), SUBSTANCE),
    ),
    *OF_UNITS,
)  # fmt: skip

__all__ = [
    "AFTERCARE", "BY_NAME", "DATES", "HANDED_OVER", "MEASURES", "OUTCOMES", "RELATIONS", "SETTINGS", "SEXES", "SOURCES",
    "STANDINGS", "SUBSTANCES", "Column", "Relation",
]  # fmt: skip

BY_NAME: Final[dict[str, Relation]] = {relation.name: relation for relation in RELATIONS}
