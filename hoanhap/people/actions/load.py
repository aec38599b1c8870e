"""Many files opened at once: the same reasons against it as one by one, the same rows, one line in the trail.

    loaded = load(records, by=officer, on=today)     # raises BadBatch with every reason of every record; or all is in

A batch is written whole or not at all. Its audit row holds the digest of what was written and counts, never a name; the
batch itself (`Batch`) keeps which files it opened. Some thousands at a time are a good size.
Measures, clocks and papers of a case belong to the room above, which opens the cases of a batch with `Loaded.ids`.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.persons import K, PersonSubject, decide_person
from hoanhap.access.rules import Actor, Decision, Denied
from hoanhap.facts.actions import recorded, touched
from hoanhap.facts.actions.bulk import insert
from hoanhap.kernel.lang import t
from hoanhap.people.actions.ids import hold_all, reserve
from hoanhap.people.actions.name_words import Entry, entries, known
from hoanhap.people.actions.prepared import (
    COLUMNS,
    Lived,
    Numbers,
    Prepared,
    blinded,
    counts,
    drawn_codes,
    lived,
    prepare,
    wrong,
)
from hoanhap.people.models import Batch, IdentityPaper, NameWord, Person
from hoanhap.people.queries.scope import becomes, lead
from hoanhap.people.rules.draft import Problem
from hoanhap.people.rules.record import Record
from hoanhap.units.models import Agency, Unit

SLICE = 900  # values asked about at once


class BadBatch(Exception):
    """Nothing was written. `problems`: place of the record in the batch, the field, the sentence."""

    def __init__(self, problems: Sequence[tuple[int, str, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{n + 1}: {field}: {said}" for n, field, said in problems))


@dataclass(frozen=True, slots=True)
class Loaded:
    """`ids` and `codes` in the order of the batch."""

    batch_id: int
    ids: tuple[int, ...]
    codes: tuple[str, ...]


class Renumbered(Exception):
    """Somebody else wrote since the rows were prepared: they have to be prepared again. Nothing was written."""


@recorded
def load(batch: Iterable[Record] | Prepared, *, by: Actor, on: date, kind: str = "load", digest: str = "") -> Loaded:
    """Open a file for each record. Raises Denied for a commune that is not the actor's, BadBatch for anything else.

    `digest`: of the file that was read, where one was; otherwise of the records themselves. What was prepared elsewhere
    comes with its digest, and may raise Renumbered.
    """
    ready = batch if isinstance(batch, Prepared) else None
    records = () if ready else list(batch)  # type: ignore[arg-type]
    synthetic = ready.synthetic if ready else all(record.synthetic for record in records)
    communes = ready.communes if ready else {record.commune_id for record in records}
    if not (_set_up(by) and synthetic):
        allow(communes, by=by, on=on)
    hold_all()
    if ready:
        _numbered(ready)
    else:
        ids = {model: reserve(model, n) for model, n in counts(records).items()}
        ready = prepare(records, ids=ids, codes=_codes(len(records)), by=by.name, on=on)
    lines = range(1, len(ready.lived) + 1)
    if problems := _sorted(ready.problems, ready.lived, ready.numbers, lines):
        raise BadBatch(problems)
    _write(ready)
    persons = ready.ids[Person]
    touched(persons)
    made = Batch.objects.create(
        kind=kind,
        digest=digest or digest_of(records),
        rows=len(persons),
        accepted=len(persons),
        commune_id=communes.pop() if len(communes) == 1 else None,
        on=on,
        by=by.sign_in,
    )
    insert(Batch.people.through, ("batch_id", "person_id"), [(made.pk, pk) for pk in persons])
    log(by, "person.load", "people", made.pk, rows=len(persons), digest=made.digest, of=kind)
    return Loaded(made.pk, tuple(persons), tuple(ready.codes))


def check(records: Sequence[Record], *, on: date, lines: Sequence[int] = ()) -> list[tuple[int, str, str]]:
    """Every reason why not, by record: what `register` and the other single actions would say.

    `lines`: where each record stood, for whoever reads of another line; otherwise they are counted.
    """
    counted = lines or range(1, len(records) + 1)
    return _sorted(wrong(records, on), lived(records), blinded(records), counted)


def _sorted(
    problems: Sequence[tuple[int, str, str]], homes: Sequence[Lived], numbers: Numbers, lines: Sequence[int]
) -> list[tuple[int, str, str]]:
    """Of the records and of what is there."""
    places = _places(homes)
    found = [*problems, *((n, *problem) for n, home in enumerate(homes) for problem in places.problems(home))]
    return sorted([*found, *_twice(numbers, lines)], key=lambda problem: problem[0])


def digest_of(records: Iterable[Record]) -> str:
    """Of everything in the records, so that the same batch is known again."""
    found = hashlib.sha256()
    for record in records:
        found.update(repr(record).encode())
    return found.hexdigest()


# ---------------------------------------------------------------- may it be, and is it right
def allow(communes: Iterable[int], *, by: Actor, on: date) -> None:
    """As `register`, commune by commune. Raises Denied."""
    leading = lead(on)
    for commune in communes:
        decision = decide_person(by, PersonSubject(communes=becomes(commune), lead=leading), None, on)
        if not decision.allow or K.IDENTITY not in decision.write:
            raise Denied(P.PERSON_REGISTER, Decision(False, "own", "not a commune of this post", None))


def _set_up(by: Actor) -> bool:
    """Made-up people come with the set-up, before anybody can sign in."""
    return by.channel == "system" and by.user_id is None


@dataclass(frozen=True)
class _Places:
    """Communes with their days in force, and the agencies there are."""

    communes: dict[int, tuple[date, date | None]]
    agencies: frozenset[int]

    def problems(self, home: Lived) -> Iterator[Problem]:
        commune, entered_on, agencies = home
        start, end = self.communes.get(commune, (date.max, None))
        if start > entered_on or (end is not None and end <= entered_on):
            yield "commune", t("Chọn một xã đang có hiệu lực.", "Choose a commune that is in force.")
        for agency in agencies:
            if agency not in self.agencies:
                yield "agency", t("Chọn một cơ quan trong danh sách.", "Choose an agency from the list.")


def _places(homes: Sequence[Lived]) -> _Places:
    wanted = {commune for commune, _, _ in homes}
    agencies = {agency for _, _, named_there in homes for agency in named_there}
    communes: dict[int, tuple[date, date | None]] = {}
    for some in _slices(sorted(wanted)):
        rows = Unit.objects.filter(pk__in=some, level="commune")
        communes.update({pk: (start, end) for pk, start, end in rows.values_list("pk", "valid_from", "valid_to")})
    there = (Agency.objects.filter(pk__in=some).values_list("pk", flat=True) for some in _slices(sorted(agencies)))
    return _Places(communes, frozenset(pk for some in there for pk in some))


def _twice(numbers: Numbers, lines: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    """A number that another file has, or another record of the batch."""
    first: dict[str, int] = {}
    for n, digests in enumerate(numbers):
        for digest in digests:
            if first.setdefault(digest, n) != n:
                said = t("Số này đã có ở dòng {n} của danh sách.", "Line {n} of the list has this number.",
                         n=lines[first[digest]])  # fmt: skip
                yield n, "papers", said
    for some in _slices(list(first)):
        held = IdentityPaper.objects.filter(blind__in=some).exclude(person__state="erased")
        for digest in set(held.values_list("blind", flat=True)):
            yield first[digest], "papers", t("Số này đã có trong một hồ sơ.", "Another file has this number.")


def _slices(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[start : start + SLICE] for start in range(0, len(values), SLICE))


# ---------------------------------------------------------------- rows
def _write(prepared: Prepared) -> None:
    for model, columns in COLUMNS.items():
        insert(model, columns.split(), prepared.rows[model])
    for alias, names in prepared.names.items():
        fresh = names - known(names, alias=alias)
        insert(NameWord, Entry._fields, list(entries(fresh, alias=alias)), known=True)


def _numbered(prepared: Prepared) -> None:
    """The numbers and codes with which the rows were made are the next ones, and free. Raises Renumbered."""
    if any(reserve(model, len(some)) != list(some) for model, some in prepared.ids.items()) or _taken(prepared.codes):
        raise Renumbered


def _codes(n: int) -> list[str]:
    """Codes that no file has."""
    codes = drawn_codes(n)
    while taken := _taken(list(codes)):
        codes = codes - taken | drawn_codes(len(taken))
    return list(codes)[:n]


def _taken(codes: Sequence[str]) -> set[str]:
    rows = (Person.objects.filter(code__in=some).values_list("code", flat=True) for some in _slices(sorted(codes)))
    return {code for some in rows for code in some}
