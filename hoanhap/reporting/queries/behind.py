"""Who stands behind a figure of the register, and why each counts: by name for whose post sees names, by the code of
their file for whom the reader's posts reach otherwise, as a number for the rest.

Of what was frozen, those who were counted then, with the reasons of then.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hoanhap.access.rules import Actor
from hoanhap.catalog import loaded
from hoanhap.indicators.language import Indicator
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.queries.evidence import Question
from hoanhap.indicators.queries.evidence import evidence as asked_now
from hoanhap.indicators.queries.explain import Behind, version
from hoanhap.indicators.queries.who import Reader, Rows
from hoanhap.indicators.queries.words import said
from hoanhap.indicators.rules.wording import definition
from hoanhap.kernel.dates import format_date, last_day
from hoanhap.kernel.lang import Words
from hoanhap.reporting.models import Snapshot, Submission
from hoanhap.reporting.queries.register import answers_of, data_of, told
from hoanhap.reporting.rules import seal
from hoanhap.reporting.rules.cells import Place
from hoanhap.reporting.rules.register import LEVELS, Answer, leaves


@dataclass(frozen=True)
class Source:
    """What a figure is, in words, and the rows behind it. `gone`, `fresh`: who changed since it was frozen."""

    row: str
    indicator: Indicator
    definition: Words
    start: date
    end: date
    map_day: date
    rows: Rows | None
    frozen: bool = False  # `rows` are those of the seal
    gone: Rows | None = None
    fresh: Rows | None = None

    @property
    def period(self) -> str:
        return f"{format_date(self.start)} – {format_date(last_day(self.end))}"


# ---------------------------------------------------------------- freezing
def evidence(submission: Submission) -> str:
    """Canonical JSON of everybody behind the figures of the register; empty for who has none."""
    mine = told(submission)
    if not mine:
        return ""
    return seal.canonical({
        f"{row}|{column}": [[b.number, b.adds, b.unit, [[w.vi, w.en] for w in b.why]] for b in rows]
        for (row, column), rows in _now(submission, mine).items()
    })  # fmt: skip


def _now(submission: Submission, some: Sequence[Answer]) -> dict[Place, list[Behind]]:
    respondent = submission.respondent
    questions = {a.place: Question(a.indicator, a.start, a.end) for a in some}
    found = asked_now(respondent.unit_id, respondent.campaign.map_date, list(questions.values()), said)
    return {place: found[question] for place, question in questions.items()}


def _then(snapshot: Snapshot) -> dict[Place, list[Behind]]:
    return {
        (place.split("|")[0], place.split("|")[1]): [_thawed(row) for row in rows]
        for place, rows in json.loads(snapshot.evidence).items()
    }


def _thawed(row: Sequence[Any]) -> Behind:
    number, adds, unit, why = row
    return Behind(number, unit, adds, tuple(Words(vi, en) for vi, en in why))


# ---------------------------------------------------------------- a page
def sources(*, actor: Actor, submission: Submission, row: str, column: str, on: date) -> tuple[Source, ...]:
    """Of one figure, a total by its parts. Empty where the register does not answer; persons only of who answers
    for them: above, a figure is made of units."""
    form = loaded.form(submission.form, submission.version)
    wanted = {a.place: a for a in told(submission)}
    mine = [wanted[leaf, column] for leaf in leaves(form, row) if (leaf, column) in wanted]
    if not mine:
        return ()
    now = _now(submission, mine)
    frozen = submission.sealed
    then = _then(frozen) if frozen and frozen.evidence else None
    shown = then if then is not None else now
    reader = Reader(actor, on, [*now.values(), *(shown.get(a.place, []) for a in mine)])
    return tuple(_source(submission, a, now[a.place], then, reader) for a in mine)


def _source(
    submission: Submission,
    answer: Answer,
    now: list[Behind],
    then: Mapping[Place, list[Behind]] | None,
    reader: Reader,
) -> Source:
    it = version(answer.indicator, answer.period)
    assert it is not None
    before = None if then is None else then.get(answer.place, [])
    numbers = {_whose(b): b.adds for b in now}, {_whose(b): b.adds for b in before or ()}
    gone = [b for b in before or () if numbers[0].get(_whose(b)) != b.adds]
    fresh = [b for b in now if numbers[1].get(_whose(b)) != b.adds] if before is not None else []
    return Source(
        row=answer.row,
        indicator=it,
        definition=definition(it, definitions().relations, said),
        start=answer.start,
        end=answer.end,
        map_day=submission.respondent.campaign.map_date,
        rows=reader.rows(now if before is None else before),
        frozen=before is not None,
        gone=reader.rows(gone) if gone else None,
        fresh=reader.rows(fresh) if fresh else None,
    )


def _whose(b: Behind) -> tuple[int, tuple[Words, ...]]:
    """A person by the number; what was entered of a unit, by the unit and what was entered."""
    return (b.number, ()) if b.number is not None else (b.unit, b.why)


def meaning(submission: Submission, row: str, column: str) -> tuple[Source, ...]:
    """The definitions alone, for a total of units: what those who answer from the register were asked."""
    form = loaded.form(submission.form, submission.version)
    found = []
    asked_for = data_of(submission.respondent.campaign)
    for level in LEVELS:
        wanted = {a.place: a for a in answers_of(submission.form, submission.version, level, asked_for)}
        found += [wanted[leaf, column] for leaf in leaves(form, row) if (leaf, column) in wanted]
    day = submission.respondent.campaign.map_date
    return tuple(
        Source(a.row, it, definition(it, definitions().relations, said), a.start, a.end, day, None)
        for a in found
        if (it := version(a.indicator, a.period))
    )
