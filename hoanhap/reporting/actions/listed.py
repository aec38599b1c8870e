"""Lists fill themselves from what is recorded: a line for each directive that the unit's agencies issued in the period.

As with figures (`derived`), a cell that nobody typed over follows its record until the answer is sealed; one that was
typed over keeps what was typed, and what the record says stands beside it. Lines that were typed stay as they are.
"""

from collections.abc import Iterable, Mapping, Sequence

from hoanhap.catalog import library
from hoanhap.documents.models import Directive
from hoanhap.reporting.actions.cells import recount, store
from hoanhap.reporting.actions.derived import REGISTER, followed, held
from hoanhap.reporting.models import Campaign, Cell, Submission
from hoanhap.reporting.queries import listed as queries
from hoanhap.reporting.queries.cells import facts
from hoanhap.reporting.rules import states
from hoanhap.reporting.rules.cells import BLANK, CellFacts, Place


def follow(directives: Sequence[int]) -> None:
    """Directives were recorded or corrected: so do the lists of whoever issued them."""
    units = Directive.objects.filter(pk__in=directives).values_list("issued_by__unit", flat=True)
    _write(queries.asked_of({unit for unit in units if unit}))


def begin(campaign: Campaign) -> None:
    """A campaign that has just been opened."""
    _write(queries.asked_in(campaign))


def _write(submissions: Iterable[Submission]) -> None:
    for submission in held(submissions):
        _answer(submission, queries.said(submission))


def _answer(submission: Submission, said: Mapping[Place, str]) -> None:
    stored = {(c.row, c.column): c for c in submission.cells.all()}
    now: dict[Place, str | None] = {**dict.fromkeys(p for p, c in stored.items() if c.said is not None), **said}
    moved = {p: text for p, text in now.items() if text != (stored[p].said if p in stored else None)}
    if not moved:
        return
    wanted = _wanted(moved, stored) if submission.state not in states.SEALED else {}
    store(submission, stored, wanted, by=REGISTER, upload=None, action="submission.follow", said=moved)
    submission.register = bool(said)
    submission.followed = followed(submission)
    recount(submission, library.form(submission.form, submission.version))
    submission.save(update_fields=["register", "followed", "warnings", "over", "touched_at"])


def _wanted(moved: Mapping[Place, str | None], stored: Mapping[Place, Cell]) -> dict[Place, CellFacts]:
    """What nobody typed over follows; what is blank is filled."""
    found = {}
    for place, text in moved.items():
        was = facts(stored[place]) if place in stored else BLANK
        if was.blank or was.from_register:
            found[place] = BLANK if text is None else CellFacts.saying(text)
    return found
