"""Forms fill themselves: the cells that the register answers, written and followed in the transaction of each act.

A cell that nobody typed over follows until its answer is sealed, also after it was sent. One that was typed over keeps
what was typed, and what the register says stands beside it. A sealed cell never changes.
"""

import json
from collections.abc import Iterable, Mapping

from django.db import connection, transaction

from hoanhap.access.rules import Actor
from hoanhap.catalog import library
from hoanhap.catalog.forms import Form
from hoanhap.indicators.actions.filling import keep_map
from hoanhap.reporting.actions.cells import recount, store, totals_of
from hoanhap.reporting.models import Campaign, Cell, Submission
from hoanhap.reporting.queries import register as queries
from hoanhap.reporting.queries.cells import facts, own
from hoanhap.reporting.queries.scope import above_ids
from hoanhap.reporting.rules import seal, states
from hoanhap.reporting.rules.cells import BLANK, CellFacts, Place, totalled
from hoanhap.reporting.rules.register import totals_said

REGISTER = Actor(None, "", "Sổ theo dõi", (), "system")  # who wrote what nobody typed
AT_ONCE = 200  # answers


def follow(deltas: Mapping[tuple[str, int, int], int]) -> None:
    """Kept figures changed: so do the answers that rest on them, and no others: whoever answers for a province is not
    held by what was done in one of its communes."""
    moved, there = queries.moved(deltas), queries.specs()
    reached = queries.asked_of({unit for _, unit, _ in deltas})
    _write([s for s in reached if any(moved.reaches(s, a, there) for a in queries.answers(s))])


@transaction.atomic
def follow_all() -> None:
    """Every campaign's figures are kept on its map, and its answers say what they say."""
    if queries.filled():
        for campaign in Campaign.objects.order_by("pk"):
            begin(campaign)


def begin(campaign: Campaign) -> None:
    """A campaign that has just been opened, or was opened before there were figures to read."""
    spans = queries.spans(campaign)
    if spans and queries.filled():
        keep_map(campaign.map_date, sorted(spans))
        _write(queries.asked_in(campaign))


# ---------------------------------------------------------------- writing
def _write(submissions: list[Submission]) -> None:
    """Held before they are read, so that of two acts at once the second sees what the first has left."""
    for first in range(0, len(submissions), AT_ONCE):
        some = held(submissions[first : first + AT_ONCE])
        said = queries.said(some)
        for submission in some:
            _answer(submission, said[submission.pk])


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


def _answer(submission: Submission, said: queries.Said) -> None:
    form = library.form(submission.form, submission.version)
    stored = {(c.row, c.column): c for c in submission.cells.all()}
    now: dict[Place, int | None] = dict.fromkeys(p for p, c in stored.items() if c.derived is not None)
    now |= said.cells
    now |= {p: n for p, n in totals_said(form, now).items() if n is not None or p in stored}
    moved = {p: n for p, n in now.items() if n != (stored[p].derived if p in stored else None)}
    if not moved and submission.register == said.known:
        return
    wanted: dict[Place, CellFacts] = {}
    if submission.state not in states.SEALED:
        wanted = _wanted(form, moved, stored)
        wanted |= totalled(form, {**{p: facts(c) for p, c in stored.items()}, **wanted}, submission.respondent.level)
    store(submission, stored, wanted, by=REGISTER, upload=None, action="submission.follow", said=moved)
    submission.register = said.known
    submission.followed = followed(submission)
    recount(submission, form)
    submission.save(update_fields=["register", "followed", "warnings", "over", "touched_at"])


def _wanted(form: Form, moved: Mapping[Place, int | None], stored: Mapping[Place, Cell]) -> dict[Place, CellFacts]:
    """What nobody typed over follows; what is blank is filled."""
    totals = totals_of(form)
    found = {}
    for place, n in moved.items():
        was = facts(stored[place]) if place in stored else BLANK
        if place[0] not in totals and (was.blank or was.from_register):
            found[place] = BLANK if n is None else CellFacts(n)
    return found


def followed(submission: Submission) -> int:
    """How many cells stand otherwise than when this was sent or received."""
    if submission.state not in states.SENT - states.SEALED:
        return 0
    last = submission.snapshots.order_by("-number").values_list("body", flat=True).first()
    return len(seal.changed(seal.unpack(json.loads(last)["cells"]), own(submission))) if last else 0
