"""Why a step may not be taken, in words: the state, the wait, days that cannot be, what was left blank. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import Words, t
from hoanhap.law.pathways.shape import Pathway, Step
from hoanhap.pathways.rules.facts import CaseFacts, Done, Given
from hoanhap.pathways.rules.walk import Run, Walk

NO_WORDS = Words("", "")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a step may not be taken. `article`, `verified`, `note`: of the law that says so."""

    sentence: str
    article: str = ""
    verified: bool = True
    note: Words = NO_WORDS

    def __str__(self) -> str:
        return f"{self.sentence} · {self.article}" if self.article else self.sentence


# ---------------------------------------------------------------- the way to here
def waiting(run: Run) -> Refusal:
    if run.answer is None or run.answer.due_on is None:
        said = t("Phải chờ: {what} (đang tạm dừng)", "To be waited for: {what} (suspended)", what=run.rule.title)
    else:
        said = t(
            "Phải chờ hết hạn: {what}, đến hết ngày {day}",
            "To be waited for: {what}, until the end of {day}",
            what=run.rule.title,
            day=format_date(run.answer.due_on),
        )
    return Refusal(said, run.rule.article, run.rule.verified, run.rule.note)


def never_started(code: str) -> Refusal:
    return Refusal(t("Hạn phải chờ chưa bắt đầu ({code})", "What must be waited for has not begun ({code})", code=code))


def closed(now: Walk) -> Refusal:
    return Refusal(
        t(
            "Biện pháp đã kết thúc ngày {day} ({state}). Không ghi thêm bước sau khi kết thúc.",
            "The measure ended on {day} ({state}). Nothing is recorded after its end.",
            day=format_date(now.closed_on) if now.closed_on else "",
            state=now.pathway.state[now.state].title,
        )
    )


def not_from(pathway: Pathway, step: Step, state: str) -> Refusal:
    """An order that cannot be, such as a certificate before the admission."""
    if not state:
        return Refusal(
            t("“{step}” không phải bước mở đầu.", "“{step}” does not open a measure.", step=step.title), step.article
        )
    wanted = ", ".join(f"“{pathway.state[code].title}”" for code in step.before)
    return Refusal(
        t(
            "Đang ở trạng thái “{now}”; “{step}” chỉ làm được khi {wanted}.",
            "It is “{now}”; “{step}” can only follow {wanted}.",
            now=pathway.state[state].title if state in pathway.state else state,
            step=step.title,
            wanted=wanted or t("mở đầu", "the beginning"),
        ),
        step.article,
    )


# ---------------------------------------------------------------- days and fields
def impossible(step: Step, facts: CaseFacts, at: datetime | None, today: date) -> Iterator[Refusal]:
    """Days that cannot be: to come, before birth, after death, before the step before."""
    day, last = facts.on, facts.done[-1] if facts.done else None
    if possible(day, at, facts.birthday.year, facts.died_on, last, today):
        return
    said = {"step": step.title, "day": format_date(day)}
    if day > today:
        yield Refusal(
            t("“{step}” ghi ngày {day}: ngày này chưa đến.", "“{step}” on {day}: that day is to come.", **said)
        )
    if day.year < facts.birthday.year:
        yield Refusal(t("“{step}” ghi ngày {day}: trước khi sinh.", "“{step}” on {day}: before birth.", **said))
    if facts.died_on and day > facts.died_on:
        yield Refusal(
            t(
                "“{step}” ghi ngày {day}: người này đã chết ngày {died}.",
                "“{step}” on {day}: the person died on {died}.",
                **said,
                died=format_date(facts.died_on),
            )
        )
    if last and _before(day, at, last):
        yield Refusal(
            t(
                "“{step}” ghi ngày {day}, trước bước gần nhất (ngày {last}). Ghi lùi ngày sẽ đổi những hạn đã trả lời: "
                "rút bước sau trước, rồi ghi lại theo thứ tự.",
                "“{step}” on {day} lies before the latest step ({last}). It would change limits that were answered: "
                "take the later step back first, then record both in order.",
                **said,
                last=format_date(last.on),
            )
        )


def possible(
    day: date, at: datetime | None, birth_year: int, died_on: date | None, last: Done | None, today: date
) -> bool:
    """Nothing to come, before birth, after death, before the step before."""
    return (
        birth_year <= day.year
        and day <= today
        and (died_on is None or day <= died_on)
        and (last is None or not _before(day, at, last))
    )


def _before(day: date, at: datetime | None, last: Done) -> bool:
    return day < last.on or bool(day == last.on and at and last.at and at < last.at)


def blank(step: Step, given: Given) -> Iterator[Refusal]:
    for field, required in step.fields:
        if required and given.get(field.code) in (None, "", ()) and field.type != "flag":
            yield Refusal(t("Chưa ghi: {field}", "Not filled in: {field}", field=field.title))
