"""Many files opened at once: the same reasons against it as one by one, the same rows, one line in the trail.

    loaded = load(records, by=officer, on=today)     # raises BadBatch with every reason of every record; or all is in

A batch is written whole or not at all. Its audit row holds the digest of what was written and counts, never a name; the
batch itself (`Batch`) keeps which files it opened. Some thousands at a time are a good size.
Measures, clocks and papers of a case belong to the room above, which opens the cases of a batch with `Loaded.ids`.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import models

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.persons import K, PersonSubject, decide_person
from hoanhap.access.rules import Actor, Decision, Denied
from hoanhap.facts.actions import recorded, touched
from hoanhap.facts.actions.bulk import insert
from hoanhap.kernel.lang import t
from hoanhap.people import sealing
from hoanhap.people.actions.door import lists
from hoanhap.people.actions.ids import hold_all, reserve
from hoanhap.people.actions.name_words import Entry, entries, known
from hoanhap.people.models import (
    Alias,
    Batch,
    Contact,
    IdentityPaper,
    NameWord,
    Need,
    Person,
    PersonKey,
    Residence,
    Standing,
    Support,
    Test,
    Use,
)
from hoanhap.people.queries.scope import becomes, lead
from hoanhap.people.rules.codes import DRAWN, SIGNS, new_code
from hoanhap.people.rules.draft import Problem
from hoanhap.people.rules.names import Keys, keys
from hoanhap.people.rules.record import Record, met_need, record_problems
from hoanhap.people.sealing import Spot
from hoanhap.units.models import Agency, Unit

SLICE = 900  # values asked about at once
Numbers = Sequence[tuple[str, ...]]  # of each record, its papers' numbers as they are looked up
named = lru_cache(maxsize=200_000)(keys)


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


@recorded
def load(batch: Iterable[Record], *, by: Actor, on: date, kind: str = "load", digest: str = "") -> Loaded:
    """Open a file for each record. Raises Denied for a commune that is not the actor's, BadBatch for anything else.

    `digest`: of the file that was read, where one was; otherwise of the records themselves.
    """
    records = list(batch)
    if not (_set_up(by) and all(record.synthetic for record in records)):
        allow({record.commune_id for record in records}, by=by, on=on)
    hold_all()
    numbers = _numbers(records)
    problems = _check(records, numbers, range(1, len(records) + 1), on=on)
    if problems:
        raise BadBatch(problems)
    rows = _Rows(records, numbers, by)
    rows.write()
    touched(rows.ids)
    communes = {record.commune_id for record in records}
    made = Batch.objects.create(
        kind=kind,
        digest=digest or digest_of(records),
        rows=len(records),
        accepted=len(records),
        commune_id=communes.pop() if len(communes) == 1 else None,
        on=on,
        by=by.sign_in,
    )
    insert(Batch.people.through, ("batch_id", "person_id"), [(made.pk, pk) for pk in rows.ids])
    log(by, "person.load", "people", made.pk, rows=len(records), digest=made.digest, of=kind)
    return Loaded(made.pk, tuple(rows.ids), tuple(rows.codes))


def check(records: Sequence[Record], *, on: date, lines: Sequence[int] = ()) -> list[tuple[int, str, str]]:
    """Every reason why not, by record: what `register` and the other single actions would say.

    `lines`: where each record stood, for whoever reads of another line; otherwise they are counted.
    """
    return _check(records, _numbers(records), lines or range(1, len(records) + 1), on=on)


def _check(
    records: Sequence[Record], numbers: Numbers, lines: Sequence[int], *, on: date
) -> list[tuple[int, str, str]]:
    listed = lists()
    places = _places(records, on)
    found = [(n, *problem) for n, record in enumerate(records) for problem in record_problems(record, on, listed)]
    found += [(n, *problem) for n, record in enumerate(records) for problem in places.problems(record)]
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

    def problems(self, record: Record) -> Iterator[Problem]:
        start, end = self.communes.get(record.commune_id, (date.max, None))
        if start > record.entered_on or (end is not None and end <= record.entered_on):
            yield "commune", t("Chọn một xã đang có hiệu lực.", "Choose a commune that is in force.")
        for fact in (*record.tests, *record.supports):
            if fact.agency_id not in self.agencies:
                yield "agency", t("Chọn một cơ quan trong danh sách.", "Choose an agency from the list.")


def _places(records: Sequence[Record], on: date) -> _Places:
    wanted = {record.commune_id for record in records}
    agencies = {fact.agency_id for record in records for fact in (*record.tests, *record.supports)}
    communes: dict[int, tuple[date, date | None]] = {}
    for some in _slices(sorted(wanted)):
        rows = Unit.objects.filter(pk__in=some, level="commune")
        communes.update({pk: (start, end) for pk, start, end in rows.values_list("pk", "valid_from", "valid_to")})
    there = (Agency.objects.filter(pk__in=some).values_list("pk", flat=True) for some in _slices(sorted(agencies)))
    return _Places(communes, frozenset(pk for some in there for pk in some))


def _numbers(records: Sequence[Record]) -> Numbers:
    return [tuple(sealing.blind(paper.number) for paper in record.draft.papers) for record in records]


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
COLUMNS: dict[type[models.Model], str] = {
    Person: "id code name folded given sex birth_year born_on ethnicity education occupation commune_id state"
    " merged_into_id registered_on closed_on synthetic revision",
    PersonKey: "person_id wrapped master",
    Alias: "person_id name folded",
    IdentityPaper: "id person_id kind number_sealed blind issued_on issued_by",
    Residence: "id person_id commune_id kind address_sealed valid_from valid_to reason left_confirmed_on"
    " left_confirmed_by reached_confirmed_on reached_confirmed_by",
    Contact: "id person_id relation details_sealed represents valid_from valid_to",
    Standing: "person_id kind basis valid_from valid_to",
    Use: "person_id substance route since_year valid_from valid_to",
    Test: "person_id on kind reason result substances agency_id",
    Need: "id person_id kind recorded_on withdrawn_on",
    Support: "person_id need_id kind on until agency_id amount source what outcome",
}


class _Rows:
    """The rows of a batch, table by table, as the single actions would have written them."""

    def __init__(self, records: Sequence[Record], numbers: Numbers, by: Actor) -> None:
        self._by = by.name[:120]
        self._rows: dict[type[models.Model], list[tuple[Any, ...]]] = {model: [] for model in COLUMNS}
        self._names: dict[bool, set[str]] = {False: set(), True: set()}
        self.ids = reserve(Person, len(records))
        self.codes = list(_codes(len(records)))
        self._next = {
            IdentityPaper: iter(reserve(IdentityPaper, sum(len(r.draft.papers) for r in records))),
            Residence: iter(reserve(Residence, len(records))),
            Contact: iter(reserve(Contact, sum(bool(r.draft.phone) for r in records))),
            Need: iter(reserve(Need, sum(len(r.needs) for r in records))),
        }
        for pk, code, record, digests in zip(self.ids, self.codes, records, numbers, strict=True):
            self._add(pk, code, record, digests)

    def write(self) -> None:
        for model, columns in COLUMNS.items():
            insert(model, columns.split(), self._rows[model])
        for alias, names in self._names.items():
            fresh = names - known(names, alias=alias)
            insert(NameWord, Entry._fields, list(entries(fresh, alias=alias)), known=True)

    def _add(self, pk: int, code: str, record: Record, digests: tuple[str, ...]) -> None:
        draft, rows = record.draft, self._rows
        name = self._named(draft.name)
        key = sealing.new_key()
        rows[Person].append((
            pk, code, *name, draft.sex, draft.birth.year, _iso(draft.birth.on), draft.ethnicity, draft.education,
            draft.occupation, record.commune_id, "open", None, _iso(record.entered_on), None, record.synthetic, 1,
        ))  # fmt: skip
        rows[PersonKey].append((pk, *sealing.wrap(key, pk)))
        for alias in draft.aliases:
            found = self._named(alias, alias=True)
            rows[Alias].append((pk, found.name, found.folded))
        self._seal(pk, key, record, digests)
        self._course(pk, record)

    def _named(self, text: str, *, alias: bool = False) -> Keys:
        found = named(text)
        self._names[alias].add(found.folded)
        return found

    def _seal(self, pk: int, key: bytes, record: Record, digests: tuple[str, ...]) -> None:
        draft, rows = record.draft, self._rows
        for paper, digest in zip(draft.papers, digests, strict=True):
            row = next(self._next[IdentityPaper])
            sealed = sealing.seal(key, Spot("people_identitypaper", row, "number"), paper.number)
            issued = _iso(paper.issued_on)
            rows[IdentityPaper].append((row, pk, paper.kind, sealed, digest, issued, paper.issued_by))
        row = next(self._next[Residence])
        spot = Spot("people_residence", row, "address")
        address = sealing.seal(key, spot, draft.address) if draft.address else None
        rows[Residence].append((
            row, pk, record.commune_id, draft.residence, address, _iso(draft.since), None, "", None, "",
            _iso(record.entered_on),
            self._by,
        ))  # fmt: skip
        if draft.phone:
            row = next(self._next[Contact])
            told = json.dumps({"phone": draft.phone}, ensure_ascii=False)
            sealed = sealing.seal(key, Spot("people_contact", row, "details"), told)
            rows[Contact].append((row, pk, "self", sealed, False, _iso(draft.listed_on), None))

    def _course(self, pk: int, record: Record) -> None:
        draft, rows = record.draft, self._rows
        listed = _iso(draft.listed_on)
        held = [(draft.standing, draft.basis, listed), *((s.kind, s.basis, _iso(s.since)) for s in record.standings)]
        ends = [since for _, _, since in held[1:]]
        rows[Standing] += ((pk, *standing, end) for standing, end in zip(held, [*ends, None], strict=True))
        rows[Use] += ((pk, u.substance, u.route, u.since_year, listed, None) for u in draft.uses)
        rows[Test] += (
            (pk, _iso(x.on), x.kind, x.reason, x.result, " ".join(dict.fromkeys(x.substances)), x.agency_id)
            for x in record.tests
        )
        needs = [next(self._next[Need]) for _ in record.needs]
        rows[Need] += ((row, pk, need.kind, _iso(need.on), None) for row, need in zip(needs, record.needs, strict=True))
        for given in record.supports:
            met = met_need(record, given)
            rows[Support].append((
                pk, None if met is None else needs[met], given.kind, _iso(given.on), _iso(given.until),
                given.agency_id,
                given.amount, given.source, given.what, given.outcome,
            ))  # fmt: skip


def _iso(day: date | None) -> str | None:
    """As both databases take a day in bulk."""
    return day.isoformat() if day else None


def _codes(n: int) -> Iterator[str]:
    """Codes that no file has. Drawn at once: each sign is five bits of the system's randomness."""
    taken: set[str] = set()
    while len(taken) < n:
        drawn = iter(os.urandom(DRAWN * n))
        some = {new_code(lambda signs: signs[next(drawn) % len(SIGNS)]) for _ in range(n - len(taken))}  # noqa: B023
        for part in _slices(sorted(some)):
            some -= set(Person.objects.filter(code__in=part).values_list("code", flat=True))
        taken |= some
    return iter(list(taken)[:n])
