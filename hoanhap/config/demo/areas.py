"""Two communes classified: every figure and reason that is typed here is invented and says so."""

from datetime import date

from hoanhap.classification.actions import decide_on, propose, put_figures
from hoanhap.config.demo.cast import BAO_TOAN, THAI_SON
from hoanhap.config.demo.people import People

CARD = "trong-diem-3122-2010"
SOURCE = "Báo cáo của Công an xã (số liệu minh họa)"
QUIET = {"tu-diem": 0, "dien-tich": 0}
REASON = "Số liệu thấp hơn mọi ngưỡng đã biết của loại I; đề xuất không thuộc diện trọng điểm (minh họa)"
# commune, year, who writes, the day of the proposal, the day of the decision
STORY = (
    (BAO_TOAN, 2018, "xa", date(2019, 1, 7), date(2019, 1, 21)),
    (BAO_TOAN, 2019, "xa", date(2020, 1, 6), date(2020, 1, 20)),
    (THAI_SON, 2019, "xa2", date(2020, 1, 8), None),
)


def play(people: People) -> None:
    for unit, year, writer, proposed, decided in STORY:
        where = {"code": CARD, "year": year, "unit": unit}
        put_figures(values=QUIET, source=SOURCE, by=people[writer], on=proposed, **where)  # type: ignore[arg-type]
        propose(chosen="none", reason=REASON, by=people[writer], on=proposed, **where)  # type: ignore[arg-type]
        if decided:
            decide_on(step="approve", words="", by=people["duyet"], on=decided, **where)  # type: ignore[arg-type]
