"""Facts derived again and stored: of each person only what differs is written, and whoever listens is told."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction

from hoanhap.facts import sources
from hoanhap.facts.actions.bulk import insert
from hoanhap.facts.models import Fact, Subject
from hoanhap.facts.queries.many import FEW, ends, runs
from hoanhap.facts.queries.stored import SUBJECTS, Stored, stored
from hoanhap.facts.rules import rows as shapes
from hoanhap.facts.rules.rows import Change, Life, Row, difference, month_end, packed


@transaction.atomic
def renew(persons: Iterable[int]) -> int:
    """Derive the facts of these persons from the register as it is now. Returns how many rows differed."""
    return sum(_renew(some) for some in runs(sorted(set(persons))))


def _renew(persons: Sequence[int]) -> int:
    known = sources.lives(persons)
    return write(persons, known, sources.derived(known))


def write(persons: Sequence[int], known: Mapping[int, Life], wanted: Mapping[int, Sequence[Row]]) -> int:
    """These persons have these facts and no others; who is not `known` has none, and no number any more."""
    there = stored(persons)
    gone = [found.number for person, found in there.items() if person not in known]
    numbers = {person: found.number for person, found in there.items() if person in known}
    changed = {p for p in numbers if (known[p].sex, known[p].birth) != there[p].who}
    _correct([(numbers[p], known[p]) for p in changed])
    numbers |= _number({person: life for person, life in known.items() if person not in numbers})
    out: list[int] = []
    put: list[tuple[int, Row]] = []
    for person, number in numbers.items():
        was = there.get(person)
        if was is None:
            put += ((number, row) for row in wanted[person])
            changed.add(person)
            continue
        less, more = difference(was.rows, wanted[person])
        put += ((number, row) for row in more.elements())
        out += _keys(was, less)
        if less or more:
            changed.add(person)
    for some in _slices(out):
        Fact.objects.filter(pk__in=some).delete()
    for some in _slices(gone):
        Subject.objects.filter(pk__in=some).delete()
    _put(put)
    if sources.LISTENERS:
        _tell(changed | (there.keys() - known.keys()), there, known, wanted, numbers)
    return len(out) + len(put) + len(gone)


@transaction.atomic
def cut(persons: Sequence[int]) -> None:
    """Their files (one of `runs`) are erased: the facts stay and are counted, and nothing leads from them to anybody.

    Of the birth only the month stays. They are never derived again.
    """
    there = stored(persons)
    for found in there.values():
        Subject.objects.filter(pk=found.number).update(person=None, birth=month_end(found.who[1]))
    if sources.LISTENERS:
        sources.tell([
            Change(found.subject, shapes.Subject(found.number, found.who[0], month_end(found.who[1]), found.rows))
            for found in there.values()
        ])  # fmt: skip


# ---------------------------------------------------------------- rows
def _correct(changed: Iterable[tuple[int, Life]]) -> None:
    for number, life in changed:
        Subject.objects.filter(pk=number).update(sex=life.sex, birth=life.birth)


def _number(fresh: Mapping[int, Life]) -> dict[int, int]:
    """A number for each person who has none yet."""
    insert(Subject, ("person", "sex", "birth", "load_id"),
           [(person, life.sex, life.birth.isoformat(), None) for person, life in fresh.items()])  # fmt: skip
    found: dict[int, int] = {}
    for some in runs(sorted(fresh)):
        found.update((person, number) for person, number, *_ in SUBJECTS.of(*ends(some)))
    return {person: found[person] for person in fresh}


def _keys(was: Stored, less: Mapping[Row, int]) -> Iterable[int]:
    keys: dict[Row, list[int]] = defaultdict(list)
    for key, row in zip(was.keys, was.rows, strict=True):
        keys[row].append(key)
    return (key for row, n in less.items() for key in keys[row][:n])


COLUMNS = ("relation", "subject_id", "unit_id", "start", "end", "codes", "amount", "load_id")


def _put(rows: Iterable[tuple[int, Row]]) -> None:
    insert(Fact, COLUMNS, [
        (row.relation, number, row.unit, row.start.isoformat(), row.end.isoformat() if row.end else None,
         packed(row.codes), row.amount, None)
        for number, row in rows
    ])  # fmt: skip


def _tell(
    changed: Collection[int],
    there: Mapping[int, Stored],
    known: Mapping[int, Life],
    wanted: Mapping[int, Sequence[Row]],
    numbers: Mapping[int, int],
) -> None:
    """Of whom something changed; the order of rows says nothing."""
    changes = []
    for person in changed:
        life = known.get(person)
        before = there[person].subject if person in there else None
        after = life and shapes.Subject(numbers[person], life.sex, life.birth, tuple(wanted[person]))
        changes.append(Change(before, after or None))
    if changes:
        sources.tell(changes)


def _slices(values: Sequence[int]) -> Iterable[Sequence[int]]:
    return (values[start : start + FEW] for start in range(0, len(values), FEW))
