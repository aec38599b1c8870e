"""Many histories at once: the same reasons against them as step by step, the same rows, one line in the trail.

    load(histories, by=officer, on=today)     # raises BadHistories with every reason; or all is in

A batch is written whole or not at all, its persons' files being there (`people.actions.load`). Its audit row holds
counts and the digest of what came, never a name. Some thousands at a time are a good size.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection, models

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Decision, Denied, posts_with
from hoanhap.documents.actions.drafts import Draft
from hoanhap.documents.models import OfficialPaper
from hoanhap.facts.actions import recorded, touched
from hoanhap.facts.actions.bulk import insert
from hoanhap.pathways.actions.cases import Case, StepRow
from hoanhap.pathways.actions.playing import Play
from hoanhap.pathways.actions.scenery import Scenery
from hoanhap.pathways.models import Clock, Determination, Measure, StepTaken
from hoanhap.pathways.queries.lives import lives
from hoanhap.pathways.rules.history import History
from hoanhap.pathways.rules.walk import Run
from hoanhap.people.actions.ids import reserve
from hoanhap.people.actions.load import allow
from hoanhap.people.models import Person, Reach, Standing
from hoanhap.people.queries.vault import vaults
from hoanhap.resources.models import Staff

SLICE = 900  # persons asked about at once


class BadHistories(Exception):
    """Nothing was written. `problems`: place of the history in the batch, of the event in it, the sentence."""

    def __init__(self, problems: Sequence[tuple[int, int, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{n + 1}.{event + 1}: {said}" for n, event, said in problems))


@dataclass(frozen=True, slots=True)
class Loaded:
    persons: int
    measures: int
    steps: int


@recorded
def load(batch: Iterable[History], *, by: Actor, on: date, digest: str = "", scenery: Scenery | None = None) -> Loaded:
    """Play each history by the rules and write what became of it. Raises Denied for a person who is not the actor's,
    BadHistories for anything else. `scenery`: of the batch before, by the same actor, if nothing else was written."""
    histories = list(batch)
    persons = _persons(histories)
    set_up = by.channel == "system" and by.user_id is None
    if not (set_up and all(person.synthetic for person in persons.values())):
        allow({person.commune_id for person in persons.values() if person.commune_id}, by=by, on=on)
        set_up = False
    known = scenery or Scenery(None if set_up else by)
    posts = None if set_up else posts_with(by, P.STEP_TAKE, on)
    read = lives(persons.values(), on)
    plays, problems = [], []
    for n, history in enumerate(histories):
        play = Play(known, read[history.person_id], posts, on)
        problems += [(n, event, said) for event, said in play.play(history)]
        plays.append(play)
    if problems:
        raise BadHistories(problems)
    made = _Rows(plays, by).write(known)
    touched(persons)
    log(by, "measure.load", "measure", "", count=made.measures, rows=made.steps, digest=digest or digest_of(histories))
    return made


def digest_of(histories: Iterable[History]) -> str:
    found = hashlib.sha256()
    for history in histories:
        found.update(repr(history).encode())
    return found.hexdigest()


def _persons(histories: Sequence[History]) -> dict[int, Person]:
    wanted = [history.person_id for history in histories]
    found: dict[int, Person] = {}
    for start in range(0, len(wanted), SLICE):
        rows = Person.objects.select_for_update().filter(pk__in=wanted[start : start + SLICE], state="open")
        found.update({person.pk: person for person in rows})
    if len(found) != len(wanted):
        raise Denied(P.STEP_TAKE, Decision(False, "outside", "not an open file, or twice in the batch", None))
    return found


# ---------------------------------------------------------------- rows
COLUMNS: dict[type[models.Model], str] = {
    Determination: "person_id on result substances criteria clinician_id agency_id number findings_sealed",
    Measure: "id person_id pathway version turn case commune_id agency_id place_id state open opened_on decided_on"
    " starts_on ends_on closed_on outcome days_deducted inside revision",
    StepTaken: "id measure_id number step version before after on at facts words_sealed agency_id by post"
    " taken_back_by_id",
    Clock: "measure_id rule law_on started_by_id started_at hours ahead due_at stopped_by_id stopped_at suspensions"
    " extended",
    Reach: "person_id kind agency_id post why valid_from valid_to",
    Standing: "person_id kind basis valid_from valid_to",
}


class _Rows:
    """The rows of a batch, table by table, as the single actions would have written them."""

    def __init__(self, plays: Sequence[Play], by: Actor) -> None:
        self._by = by.sign_in
        self._rows: dict[type[models.Model], list[tuple[Any, ...]]] = {model: [] for model in COLUMNS}
        self._ended: list[tuple[str | None, int, str]] = []  # standings that were there before
        self._drafts: list[Draft] = []
        cases = [case for play in plays for case in play.cases.values()]
        self._measures = iter(reserve(Measure, len(cases)))
        self._steps = iter(reserve(StepTaken, sum(len(case.rows) for case in cases)))
        worded = {p.person.pk for p in plays for c in p.cases.values() for r in c.rows if r.words}
        self._vaults = vaults(worded) if worded else {}
        clinicians = {draft.clinician_id for play in plays for draft in play.findings}
        self._clinics = dict(Staff.objects.filter(pk__in=clinicians).values_list("pk", "agency_id"))
        self._persons = len(plays)
        for play in plays:
            self._add(play)

    def write(self, scenery: Scenery) -> Loaded:
        for model, columns in COLUMNS.items():
            if model is Standing:
                self._end()
            insert(model, columns.split(), self._rows[model])
        insert(OfficialPaper, scenery.drafts.columns, scenery.drafts.rows(self._drafts))
        return Loaded(self._persons, len(self._rows[Measure]), len(self._rows[StepTaken]))

    def _end(self) -> None:
        sql = "UPDATE people_standing SET valid_to = %s WHERE person_id = %s AND valid_from = %s AND valid_to IS NULL"
        with connection.cursor() as cursor:
            cursor.executemany(sql, self._ended)

    def _add(self, play: Play) -> None:
        pk = play.person.pk
        before = {(s.kind, s.basis, s.valid_from): s.valid_to for s in play.life.standings}
        for s in play.standings:
            key = (s.kind, s.basis, s.valid_from)
            if key not in before:
                self._rows[Standing].append((pk, *key[:2], _iso(s.valid_from), _iso(s.valid_to)))
            elif before[key] != s.valid_to:
                self._ended.append((_iso(s.valid_to), pk, s.valid_from.isoformat()))
        for f in play.findings:
            self._rows[Determination].append((
                pk, _iso(f.on), f.result, " ".join(dict.fromkeys(f.substances)), None, f.clinician_id,
                self._clinics[f.clinician_id], f.number[:40], None,
            ))  # fmt: skip
        for case in play.cases.values():
            self._measure(play, case)

    def _measure(self, play: Play, case: Case) -> None:
        pk, now = next(self._measures), case.now
        assert now is not None
        self._rows[Measure].append((
            pk, play.person.pk, case.pathway, now.pathway.version, case.turn, case.whom, case.commune_id,
            case.agency_id, case.place_id, now.state, now.open, _iso(now.opened_on), _iso(now.decided_on),
            _iso(now.starts_on), _iso(now.ends_on), _iso(now.closed_on), now.outcome, now.deducted, case.inside,
            len(case.rows),
        ))  # fmt: skip
        taken = {row.number: self._step(pk, play.person.pk, row) for row in case.rows}
        self._rows[Clock] += (self._clock(pk, run, taken) for run in now.clocks)
        why = f"measure:{pk}"
        self._rows[Reach] += (
            (play.person.pk, led.kind, led.agency_id, None, why, _iso(led.since), _iso(led.until))
            for led in case.reaches
        )
        self._drafts += (Draft(p.kind, p.agency_id, p.on, why, play.person.code) for p in case.papers)

    def _step(self, measure: int, person: int, row: StepRow) -> int:
        pk = next(self._steps)
        told = "\x1e".join(f"{code}\t{text}" for code, text in row.words.items())
        sealed = self._vaults[person].seal("pathways_steptaken", pk, "words", told) if told else None
        self._rows[StepTaken].append((
            pk, measure, row.number, row.step, row.version, row.before, row.after, _iso(row.on), _instant(row.at),
            json.dumps(row.facts), sealed, row.post.agency_id, self._by, row.post.id or None, None,
        ))  # fmt: skip
        return pk

    def _clock(self, measure: int, run: Run, taken: dict[int, int]) -> tuple[Any, ...]:
        paused = [[s.start.isoformat(), s.end.isoformat() if s.end else None, s.reason] for s in run.suspensions]
        return (
            measure, run.code, _iso(run.law_on), taken[run.started_by], _instant(run.started_at), run.hours, run.ahead,
            _instant(run.due_at), taken[run.stopped_by] if run.stopped_by is not None else None,
            _instant(run.stopped_at), json.dumps(paused), json.dumps(run.extended._asdict() if run.extended else {}),
        )  # fmt: skip


def _iso(day: date | None) -> str | None:
    """As both databases take a day in bulk."""
    return day.isoformat() if day else None


@lru_cache(maxsize=20_000)
def _instant(at: datetime | None) -> Any:
    """As the database takes an instant in bulk; days repeat."""
    return connection.ops.adapt_datetimefield_value(at)
