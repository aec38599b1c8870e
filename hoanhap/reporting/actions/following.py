"""Answers say what the register says, whatever it speaks of: the figures of persons and means, the lines of lists.

A cell that nobody typed over follows until its answer is sealed, also after it was sent. One that was typed over keeps
what was typed, and what the register says stands beside it. A sealed cell never changes.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.db import connection

from hoanhap.access.rules import Actor
from hoanhap.catalog import loaded
from hoanhap.catalog.forms import Form
from hoanhap.reporting.actions.storing import Cells, Writing, recount, store, totals_of
from hoanhap.reporting.models import Cell, Snapshot, Submission
from hoanhap.reporting.queries.cells import facts
from hoanhap.reporting.queries.scope import above_ids
from hoanhap.reporting.rules import seal, states
from hoanhap.reporting.rules.cells import BLANK, CellFacts, Place, totalled
from hoanhap.reporting.rules.register import Said, totals_said

REGISTER = Actor(None, "", "Sổ theo dõi", (), "system")  # who wrote what nobody typed
AT_ONCE = 200  # answers
FOLLOWED = ("register", "followed", "warnings", "over", "touched_at")


Saying = Callable[[Sequence[Submission]], Mapping[int, Said]]  # of many answers at once


def answer(submissions: Sequence[Submission], says: Saying) -> None:
    """Held before they are read, so that of two acts at once the second sees what the first has left."""
    for first in range(0, len(submissions), AT_ONCE):
        some = held(submissions[first : first + AT_ONCE])
        _answer(some, says(some))


def held(submissions: Iterable[Submission]) -> list[Submission]:
    """Those above are held with whoever else follows, so that no seal is put on while something under it moves."""
    known = {s.pk: s for s in submissions}
    if connection.vendor == "postgresql" and known:
        above = {i for s in known.values() for i in above_ids(s.respondent)}
        forms = {s.form for s in known.values()}
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT s.id FROM reporting_submission s JOIN reporting_respondent r ON r.id = s.respondent_id"
                " WHERE r.id = ANY(%s) AND s.form = ANY(%s) ORDER BY r.path, s.id FOR SHARE OF s",
                [sorted(above), sorted(forms)],
            )
    held = list(Submission.objects.select_for_update().filter(pk__in=known).order_by("pk"))
    for submission in held:
        submission.respondent = known[submission.pk].respondent
    return held


def _answer(submissions: Sequence[Submission], said: Mapping[int, Said]) -> None:
    """As many statements for all of them as for one."""
    stored: dict[int, dict[Place, Cell]] = {s.pk: {} for s in submissions}
    for cell in Cell.objects.filter(submission__in=stored):
        stored[cell.submission_id][cell.row, cell.column] = cell
    writings = [w for s in submissions if (w := _writing(s, stored[s.pk], said[s.pk]))]
    written = store(writings, by=REGISTER, action="submission.follow")
    now = [
        (w.submission, {place: facts(cell) for place, cell in w.stored.items()} | mine)
        for w, mine in zip(writings, written, strict=True)
    ]
    recount(now)
    _since_sent(now)
    for submission, _ in now:
        submission.register = said[submission.pk].known
    Submission.objects.bulk_update([submission for submission, _ in now], FOLLOWED)


def _writing(submission: Submission, stored: Mapping[Place, Cell], said: Said) -> Writing | None:
    """None: it says already what the register says."""
    form = loaded.form(submission.form, submission.version)
    was = {place: facts(cell) for place, cell in stored.items()}
    now: dict[Place, int | str | None] = {p: None for p, cell in was.items() if cell.derived is not None}
    now |= said.cells
    now |= {p: n for p, n in totals_said(form, now).items() if n is not None or p in stored}
    moved = {p: n for p, n in now.items() if n != was.get(p, BLANK).derived}
    if not moved and submission.register == said.known:
        return None
    wanted: dict[Place, CellFacts] = {}
    if submission.state not in states.SEALED:
        wanted = _wanted(form, moved, was)
        wanted |= totalled(form, {**was, **wanted}, submission.respondent.level)
    return Writing(submission, stored, wanted, moved)


def _wanted(form: Form, moved: Mapping[Place, int | str | None], was: Cells) -> dict[Place, CellFacts]:
    """What nobody typed over follows; what is blank is filled."""
    totals = totals_of(form)
    following = {p for p in moved if was.get(p, BLANK).blank or was[p].from_register}
    return {p: CellFacts.saying(n) for p, n in moved.items() if p in following and p[0] not in totals}


def _since_sent(answers: Sequence[tuple[Submission, Cells]]) -> None:
    """Keep how many cells of each stand otherwise than when it was sent or received. Not saved here."""
    sent = {s.pk for s, _ in answers if s.state in states.SENT - states.SEALED}
    asked = Snapshot.objects.filter(submission__in=sent).order_by("number").values_list("submission", "body")
    last = dict(asked) if sent else {}
    for submission, cells in answers:
        body = last.get(submission.pk)
        then = seal.unpack(json.loads(body)["cells"]) if body else cells
        submission.followed = len(seal.changed(then, cells))
