"""Two files of one person made one, and taken apart again exactly.

The undo of a merge names rows by number and holds coded values only: when a name is erased, none is left here.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Model

from hoanhap.access.actions import log
from hoanhap.access.errors import Problems
from hoanhap.access.rules import Actor
from hoanhap.facts.actions import recorded
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.people.actions.door import touch
from hoanhap.people.actions.name_words import forget_names
from hoanhap.people.actions.register import name_too
from hoanhap.people.models import Alias, Distinct, Merge, Person
from hoanhap.people.queries.merging import Ids, Plan, gone_since, holders, plan, refusals, writable

REASON_MOST = 200


@recorded
def merge(*, kept: str, gone: str, reason: str, by: Actor, on: date) -> Merge:
    """The file `gone` ends in the file `kept`, whose values stand. `queries.merging.preview` shows it first.

    Raises Outside, Denied, or Invalid with every reason why not.
    """
    first, second = sorted((kept, gone))  # locked in one order, whoever asks
    found = {code: writable(by, code, on, lock=True) for code in (first, second)}
    one, other = found[kept], found[gone]
    problems = Problems()
    for said in (*gone_since({kept: one, gone: other}), *refusals(one, other)):
        problems.add("", said)
    words = clean(reason, REASON_MOST)
    if not words:
        problems.add("reason", t("Ghi lý do gộp.", "Write why."))
    problems.stop()
    planned = plan(one, other)
    undo = _carry_out(one, other, planned)
    made = Merge.objects.create(kept=one, gone=other, on=on, reason=words, undo=undo)
    moved = sum(len(ids) for ids in planned.moves.values())
    log(by, "person.merge", "person", one.code, of=other.code, rows=moved)
    return made


@recorded
def unmerge(*, merge_id: int, by: Actor, on: date) -> None:
    """The two files as they were. What was written in the kept file since stays there; what was removed stays removed.

    Raises Invalid when a later merge took rows on: that one is taken apart first.
    """
    row = Merge.objects.select_related("kept").filter(pk=merge_id).first()
    problems = Problems()
    if row is None or row.undone_on is not None:
        problems.add("", t("Lần gộp này không có hoặc đã được tách.", "There is no such merge, or it is undone."))
    problems.stop()
    assert row is not None
    kept = writable(by, row.kept.code, on, lock=True)
    gone = Person.objects.select_for_update().get(pk=row.gone_id)
    if kept.pk != row.kept_id or gone.merged_into_id != kept.pk or _carried_on(row):
        problems.add(
            "",
            t(
                "Hồ sơ này sau đó lại được gộp vào hồ sơ khác. Tách lần gộp sau trước.",
                "This file was merged on into another one. Take that later merge apart first.",
            ),
        )
    problems.stop()
    _take_back(row.undo, kept, gone)
    row.undone_on = on
    row.save(update_fields=["undone_on"])
    log(by, "person.unmerge", "person", kept.code, of=gone.code)


@recorded
def keep_apart(*, one: str, other: str, by: Actor, on: date) -> None:
    """Two files that look alike are of two persons: nobody is asked about this pair again. Saying it twice is once."""
    found = [writable(by, code, on, lock=True) for code in sorted({one, other})]
    problems = Problems()
    if len({person.pk for person in found}) < 2:
        problems.add("", t("Đây là một hồ sơ; chọn hai hồ sơ khác nhau.", "This is one file; choose two."))
    problems.stop()
    first, second = sorted(found, key=lambda person: person.pk)
    _, new = Distinct.objects.get_or_create(one=first, other=second, defaults={"on": on, "by": by.name[:150]})
    if new:
        log(by, "person.distinct", "person", first.code, of=second.code)


def forget_merged(person: Person) -> Iterable[Person]:
    """For the erasure of a person: the files that were merged into theirs, let go so that each is erased as well."""
    Merge.objects.filter(kept=person).update(undo={})
    found = list(Person.objects.select_for_update().filter(merged_into=person))
    for each in found:
        each.state, each.merged_into = "closed", None
        touch(each, "state", "merged_into")
    return found


# ---------------------------------------------------------------- carrying out, taking back
def _carry_out(kept: Person, gone: Person, planned: Plan) -> dict[str, Any]:
    _hand_over(planned.moves, kept.pk)
    undo: dict[str, Any] = {
        "moved": {model._meta.label: sorted(ids) for model, ids in planned.moves.items() if ids},
        "filled": sorted(planned.filled),
        "alias": name_too(kept, planned.alias).pk if planned.alias else None,
    }
    for name, value in planned.filled.items():
        setattr(kept, name, value)
    touch(kept, *planned.filled)
    gone.state, gone.merged_into = "merged", kept
    touch(gone, "state", "merged_into")
    return undo


def _take_back(undo: Mapping[str, Any], kept: Person, gone: Person) -> None:
    """A field that was filled is emptied, unless somebody wrote it anew: the file that goes still has what it lent."""
    _hand_over({apps.get_model(label): frozenset(ids) for label, ids in undo["moved"].items()}, gone.pk)
    filled = [name for name in undo["filled"] if getattr(kept, name) == getattr(gone, name)]
    for name in filled:
        setattr(kept, name, None if name == "born_on" else "")
    touch(kept, *filled)
    gone.state, gone.merged_into = "open", None
    touch(gone, "state", "merged_into")
    alias = Alias.objects.filter(pk=undo["alias"] or 0, person=kept).first()
    if alias is not None:
        alias.delete()
        forget_names([alias.folded])


def _hand_over(rows: Mapping[type[Model], Ids], person_id: int) -> None:
    columns = dict(holders())
    for model, ids in rows.items():
        for some in _slices(sorted(ids)):
            model._default_manager.filter(pk__in=some).update(**{columns[model]: person_id})


def _carried_on(row: Merge) -> bool:
    """Whether some of the rows that moved are no longer the kept file's."""
    columns = dict(holders())
    for label, ids in row.undo["moved"].items():
        model = apps.get_model(label)
        for some in _slices(ids):
            there = model._default_manager.filter(pk__in=some)
            if there.exclude(**{columns[model]: row.kept_id}).exists():
                return True
    return False


def _slices(ids: list[int], size: int = 500) -> Iterable[list[int]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))
