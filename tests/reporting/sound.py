"""What must hold of a campaign after any steps, by anybody, in any order: `broken()` names whatever does not.

Nothing here uses the queries of the room: it recounts from the rows, in plain Python, so that it can disagree.
"""

import json
from collections.abc import Iterable, Iterator

from hoanhap.reporting.models import Campaign, Cell, Entry, Event, Respondent, Snapshot, Submission
from hoanhap.reporting.rules.cells import CellFacts, Place
from hoanhap.reporting.rules.seal import canonical, digest, unpack
from hoanhap.reporting.rules.states import COUNTED, SEALED, State


def broken(campaign: Campaign) -> list[str]:
    return [line for check in CHECKS for line in check(campaign)]


def _events(campaign: Campaign) -> Iterator[str]:
    """Each step starts where the one before it ended: a lost update breaks the chain, or the count of the lock."""
    steps: dict[int, list[tuple[str, str]]] = {}
    rows = Event.objects.filter(submission__respondent__campaign=campaign).order_by("pk")
    for pk, source, target in rows.values_list("submission_id", "source", "target"):
        steps.setdefault(pk, []).append((source, target))
    for s in _submissions(campaign):
        here = steps.get(s.pk, [])
        if s.lock != len(here):
            yield f"{s}: {len(here)} steps, but lock {s.lock}"
        for before, after in zip(here, here[1:], strict=False):
            if before[1] != after[0] and (before[1], after[0]) != (State.NONE, State.DRAFT):
                yield f"{s}: a step from {after[0]} after one to {before[1]}"
        if here and here[-1][1] != s.state:
            yield f"{s}: is {s.state}, its last step led to {here[-1][1]}"


def _entries(campaign: Campaign) -> Iterator[str]:
    """The history of entries, played from nothing, gives the cells that stand."""
    played: dict[tuple[int, str, str], tuple[object, int]] = {}
    for e in Entry.objects.filter(submission__respondent__campaign=campaign).order_by("pk"):
        place = e.submission_id, e.row, e.column
        before, revision = played.get(place, (None, 0))
        step = 0 if _answered(e.before) == _answered(e.after) and e.revision == revision else 1  # the register alone
        if (e.before, e.revision) != (before, revision + step):
            yield f"{place}: entry {e.pk} starts from {e.before} at {e.revision}, the one before left {before}"
        played[place] = e.after, e.revision
    standing = {
        (c.submission_id, c.row, c.column): (_facts(c).as_json(), c.revision)
        for c in Cell.objects.filter(submission__respondent__campaign=campaign, revision__gt=0)
    }
    for place in {*played, *standing}:
        if played.get(place) != standing.get(place):
            yield f"{place}: entries give {played.get(place)}, the cell is {standing.get(place)}"


def _digests(campaign: Campaign) -> Iterator[str]:
    for s in Snapshot.objects.filter(submission__respondent__campaign=campaign):
        if digest(s.body) != s.digest or canonical(json.loads(s.body)) != s.body:
            yield f"snapshot {s.pk} does not give its digest"


def _seals(campaign: Campaign) -> Iterator[str]:
    """What is sealed stands as it was sealed: cells, totals, and the versions below it that it rests on."""
    everything = list(_submissions(campaign))
    for s in everything:
        if s.state not in SEALED:
            continue
        if not s.sealed:
            yield f"{s}: {s.state} without a sealed version"
            continue
        body = json.loads(s.sealed.body)
        if _plain(unpack(body["cells"]).items()) != _plain(_cells([s.pk])):
            yield f"{s}: its cells are not those that were sealed"
        counted = [o for o in everything if _below(o, s) and o.state in COUNTED]
        if loose := [o for o in counted if o.state not in SEALED]:
            yield f"{s}: sealed over {loose}, which are not"
        if "totals" in body and unpack(body["totals"]) != recount([s.pk, *(o.pk for o in counted)]):
            yield f"{s}: its totals are not those that were sealed"
        if sorted(body.get("rests_on", [])) != sorted(
            [o.respondent.agency.code, o.sealed.digest] for o in counted if o.sealed
        ):
            yield f"{s}: does not rest on the versions that stand below it"


def _declared(campaign: Campaign) -> Iterator[str]:
    """Under a seal whoever is not counted was declared missing, itself or with the unit above it; nobody else was."""
    everything = list(_submissions(campaign))
    codes = dict(Respondent.objects.filter(campaign=campaign).values_list("agency__code", "path"))
    for top in everything:
        if top.state not in SEALED or top.respondent.level != "province":
            continue
        paths = [codes[code] for code, _ in json.loads(top.sealed.body)["missing"]]
        below = [s for s in everything if _below(s, top)]
        for s in below:
            declared = any(s.respondent.path.startswith(p) for p in paths)
            if s.state not in COUNTED and not declared:
                yield f"{s}: missing from what {top} sealed, and nobody said so"
        counted = {s.respondent.path for s in below if s.state in COUNTED}
        for path in paths:
            if path in counted:
                yield f"{path}: declared missing by {top}, and counted"


def recount(submission_ids: list[int]) -> dict[Place, CellFacts]:
    """The totals of these submissions, cell by cell: blank, 0 and không phát sinh apart, “hơn” never lost."""
    found: dict[Place, CellFacts] = {}
    for place, cell in _cells(submission_ids):
        if cell.blank or cell.text:
            continue
        before = found.get(place)
        if before is None or before.mark:
            keep = before if cell.mark and before else cell
            found[place] = CellFacts(keep.value, keep.mark, keep.qualifier)
        elif cell.value is not None:
            over = "ge" if "ge" in (before.qualifier, cell.qualifier) else ""
            found[place] = CellFacts((before.value or 0) + cell.value, "", over)
    return found


def _cells(submission_ids: list[int]) -> list[tuple[Place, CellFacts]]:
    rows = Cell.objects.filter(submission_id__in=submission_ids)
    return [((c.row, c.column), _facts(c)) for c in rows]


def _plain(cells: Iterable[tuple[Place, CellFacts]]) -> dict[Place, CellFacts]:
    """What was answered, without what the register says beside it."""
    return {p: CellFacts(c.value, c.mark, c.qualifier, c.text) for p, c in cells if not c.blank}


def _facts(c: Cell) -> CellFacts:
    return CellFacts(c.value, c.mark, c.qualifier, c.text, c.revision, c.said if c.derived is None else c.derived)


def _answered(content: dict[str, object] | None) -> dict[str, object]:
    return {name: said for name, said in (content or {}).items() if name != "r"}


def _submissions(campaign: Campaign) -> list[Submission]:
    rows = Submission.objects.filter(respondent__campaign=campaign)
    return list(rows.select_related("respondent__agency", "sealed", "accepted").order_by("respondent__path", "form"))


def _below(one: Submission, top: Submission) -> bool:
    path = top.respondent.path
    return one.form == top.form and one.pk != top.pk and one.respondent.path.startswith(path)


CHECKS = (_events, _entries, _digests, _seals, _declared)
