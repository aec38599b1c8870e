"""Who may be taken off the list on a day, and why each other one may not (plan of Tuyên Quang 2020, row 3.4). Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.law.clocks import add_months

REHAB = frozenset({"rehab", "treatment"})


@dataclass(frozen=True, slots=True)
class Course:
    """A measure as the review reads it."""

    kind: str
    open: bool
    outcome: str
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Life:
    """`addicted`: days on which a clinician found addiction. A test alone is no relapse."""

    courses: Sequence[Course]
    addicted: Sequence[date] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`ground`: rehab or aftercare; `since`: what it counts from; `reasons` is empty for a yes."""

    ground: str
    since: date | None
    reasons: tuple[str, ...]

    @property
    def meets(self) -> bool:
        return not self.reasons


def review(life: Life, on: date, months: int | None) -> Verdict:
    """Finished, and `months` without a recorded relapse; or finished aftercare, and none since.

    A relapse is a completer found addicted, or a measure that ended in one. One the day before the anniversary blocks;
    one after it, before anybody was taken off, begins the course anew and blocks too. `months` None: no rule is known.
    """
    finished = max(_ends(life.courses, REHAB, on), default=None)
    after = max(_ends(life.courses, frozenset({"aftercare"}), on), default=None)
    relapse = max((d for d in _relapses(life) if d <= on), default=None)
    reasons = []
    if any(c.open for c in life.courses):
        reasons.append(t("Còn biện pháp chưa kết thúc.", "A measure is not finished."))
    if finished is None and after is None:
        reasons.append(t("Chưa có giấy chứng nhận hoàn thành.", "No certificate of completion."))
        return Verdict("", None, tuple(reasons))
    since = max(d for d in (finished, after) if d)
    if relapse and relapse >= since:
        reasons.append(t("Tái nghiện ngày {day}.", "Relapsed on {day}.", day=format_date(relapse)))
    if after is not None and after >= (finished or after):
        return Verdict("aftercare", after, tuple(reasons))
    assert finished is not None
    if months is None:
        reasons.append(t("Chưa có quy định của ngày này trong dữ liệu.", "The data have no rule for this day."))
    elif on < (anniversary := add_months(finished, months)):
        reasons.append(
            t(
                "Hoàn thành ngày {done}; đủ {n} tháng vào ngày {day}.",
                "Finished on {done}; {n} months are over on {day}.",
                done=format_date(finished),
                n=months,
                day=format_date(anniversary),
            )
        )
    return Verdict("rehab", finished, tuple(reasons))


def _ends(courses: Iterable[Course], kinds: frozenset[str], on: date) -> list[date]:
    return [
        c.closed_on
        for c in courses
        if c.kind in kinds and c.outcome == "completed" and c.closed_on and c.closed_on <= on
    ]


def _relapses(life: Life) -> list[date]:
    ended = [c.closed_on for c in life.courses if c.outcome == "relapsed" and c.closed_on]
    return [*life.addicted, *ended]
