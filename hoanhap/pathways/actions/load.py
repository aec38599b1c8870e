"""Many histories at once: the same reasons against them as step by step, the same rows, one line in the trail.

    load(histories, by=officer, on=today)     # raises BadHistories with every reason; or all is in

A batch is written whole or not at all, its persons' files being there (`people.actions.load`). Its audit row holds
counts and the digest of what came, never a name. Some thousands at a time are a good size.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, models

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Decision, Denied, posts_with
from hoanhap.documents.actions.drafts import Draft
from hoanhap.documents.models import OfficialPaper
from hoanhap.facts.actions import recorded, touched
from hoanhap.facts.actions.bulk import insert
from hoanhap.pathways.actions.cases import Led
from hoanhap.pathways.actions.lines import CaseLine, StepLine, iso
from hoanhap.pathways.actions.molds import Mold, Poured
from hoanhap.pathways.actions.playing import Play, Posts
from hoanhap.pathways.actions.scenery import Scenery
from hoanhap.pathways.models import Clock, Determination, Measure, StepTaken
from hoanhap.pathways.queries.lives import Life, lives
from hoanhap.pathways.rules.history import History, Story, Told, split
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
    told: list[tuple[Mold, Poured]] = []
    problems: list[tuple[int, int, str]] = []
    beds = known.taken.copy()
    for n, history in enumerate(histories):
        found = _played(history, known, read[history.person_id], posts, on)
        if isinstance(found, list):
            problems += [(n, event, said) for event, said in found]
        else:
            told.append(found)
    if problems:
        known.taken = beds
        raise BadHistories(problems)
    made = _Rows(told, by).write(known)
    touched(persons)
    log(by, "measure.load", "measure", "", count=made.measures, rows=made.steps, digest=digest or digest_of(histories))
    return made


def _played(
    history: History, known: Scenery, life: Life, posts: Posts | None, on: date
) -> tuple[Mold, Poured] | list[tuple[int, str]]:
    """What follows from it: taken over from somebody with the same story, or else asked step by step. Or every reason
    why it cannot have been."""
    key, cast = (None, history.told.cast) if isinstance(history.told, Told) else split(history.told)
    story = history.told.story if isinstance(history.told, Told) else known.stories.get(key or ())
    mold: Mold | None = known.molds.get(story) if story else None
    if mold is not None and posts is None and (poured := mold.pour(life, cast, on)):
        return mold, poured
    play = Play(known, life, posts, on)
    if problems := list(play.play(history)):
        return problems
    made = Mold(play, cast)
    if made.shared and mold is None:
        story = story or known.stories.setdefault(key or (), Story(history.events))
        known.molds[story] = made
    return made, made.first


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
    Determination: "person_id on result substances clinician_id agency_id number",
    Measure: "id person_id pathway version turn case commune_id agency_id place_id state open opened_on decided_on"
    " starts_on ends_on closed_on outcome days_deducted inside revision",
    StepTaken: "id measure_id number step version before after on at facts words_sealed agency_id by post",
    Clock: "measure_id rule law_on started_by_id started_at hours ahead due_at stopped_by_id stopped_at suspensions"
    " extended",
    Reach: "person_id kind agency_id why valid_from valid_to",
    Standing: "person_id kind basis valid_from valid_to",
}


class _Rows:
    """The rows of a batch, table by table, as the single actions would have written them."""

    def __init__(self, told: Sequence[tuple[Mold, Poured]], by: Actor) -> None:
        self._by = by.sign_in
        self._rows: dict[type[models.Model], list[tuple[Any, ...]]] = {model: [] for model in COLUMNS}
        self._ended: list[tuple[str | None, int, str]] = []  # standings that were there before
        self._drafts: list[Draft] = []
        self._measures = iter(reserve(Measure, sum(len(mold.lines) for mold, _ in told)))
        self._steps = iter(reserve(StepTaken, sum(len(mold.moves) for mold, _ in told)))
        worded = {one.life.person.pk for mold, one in told if any(move.row.words for move in mold.moves)}
        self._vaults = vaults(worded) if worded else {}
        clinicians = {pk for _, one in told for pk in one.cast.clinicians}
        self._clinics = dict(Staff.objects.filter(pk__in=clinicians).values_list("pk", "agency_id"))
        self._persons = len(told)
        for mold, one in told:
            self._add(mold, one)

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

    def _add(self, mold: Mold, one: Poured) -> None:
        pk = one.life.person.pk
        before = {(s.kind, s.basis, s.valid_from): s.valid_to for s in one.life.standings}
        for s in one.standings:
            key = (s.kind, s.basis, s.valid_from)
            if key not in before:
                self._rows[Standing].append((pk, *key[:2], iso(s.valid_from), iso(s.valid_to)))
            elif before[key] != s.valid_to:
                self._ended.append((iso(s.valid_to), pk, s.valid_from.isoformat()))
        for f, clinician, substances in zip(mold.findings, one.cast.clinicians, one.cast.found, strict=True):
            self._rows[Determination].append((
                pk, iso(f.on), f.result, " ".join(dict.fromkeys(substances)), clinician,
                self._clinics[clinician], f.number[:40],
            ))  # fmt: skip
        for line, commune, reaches in zip(mold.lines, one.communes, one.reaches, strict=True):
            self._measure(line, commune, reaches, one)

    def _measure(self, line: CaseLine, commune: int, reaches: Sequence[Led], one: Poured) -> None:
        pk, person, cast, rows = next(self._measures), one.life.person, one.cast, self._rows
        place = cast.places[line.turn] if line.turn is not None else None
        rows[Measure].append((pk, person.pk, *line.head, commune, cast.agencies[line.opener], place, *line.tail))
        steps = [self._step(pk, step, one) for step in line.steps]
        rows[Clock] += [
            (pk, *what, steps[start - 1], *runs, steps[stop - 1] if stop is not None else None, *stopped)
            for what, start, runs, stop, stopped in line.clocks
        ]
        why = f"measure:{pk}"
        rows[Reach] += [(person.pk, led.kind, led.agency_id, why, iso(led.since), iso(led.until)) for led in reaches]
        self._drafts += [Draft(kind, cast.agencies[role], on, why, person.code) for kind, role, on in line.papers]

    def _step(self, measure: int, step: StepLine, one: Poured) -> int:
        pk, cast = next(self._steps), one.cast
        sealed = None
        if step.words:
            sealed = self._vaults[one.life.person.pk].seal("pathways_steptaken", pk, "words", step.words)
        self._rows[StepTaken].append((
            pk, measure, *step.head, step.written(cast.places), sealed, cast.agencies[step.role], self._by, step.post,
        ))  # fmt: skip
        return pk
