"""The rows of many files as plain values, checked and sealed: made from records alone, without the database.

So that another process can make them: it is told the numbers that the rows will have, since what is sealed is bound to
its row. Whether the communes, the agencies, the codes and the papers' numbers stand, `load` asks where it writes.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import models

from hoanhap.people import sealing
from hoanhap.people.actions.door import lists
from hoanhap.people.models import (
    Alias,
    Contact,
    IdentityPaper,
    Need,
    Person,
    PersonKey,
    Residence,
    Standing,
    Support,
    Test,
    Use,
)
from hoanhap.people.rules.codes import DRAWN, SIGNS, new_code
from hoanhap.people.rules.names import Keys, keys
from hoanhap.people.rules.record import Record, met_need, record_problems
from hoanhap.people.sealing import Spot

Numbers = Sequence[tuple[str, ...]]  # of each record, its papers' numbers as they are looked up
Lived = tuple[int, date, tuple[int, ...]]  # a commune, the day of entry, the agencies that a record names
Ids = Mapping[type[models.Model], Sequence[int]]
Rows = dict[type[models.Model], list[tuple[Any, ...]]]
named = lru_cache(maxsize=200_000)(keys)


@dataclass(slots=True)
class Prepared:
    """What `load` writes, and what it asks first."""

    ids: Ids
    codes: Sequence[str]
    numbers: Numbers
    lived: list[Lived]
    synthetic: bool
    problems: list[tuple[int, str, str]]
    rows: Rows = field(default_factory=dict)
    names: dict[bool, set[str]] = field(default_factory=dict)

    @property
    def communes(self) -> set[int]:
        return {commune for commune, _, _ in self.lived}


def counts(records: Sequence[Record]) -> dict[type[models.Model], int]:
    """How many numbers of which tables the rows of these records need."""
    return {
        Person: len(records),
        IdentityPaper: sum(len(r.draft.papers) for r in records),
        Residence: len(records),
        Contact: sum(bool(r.draft.phone) for r in records),
        Need: sum(len(r.needs) for r in records),
    }


def prepare(records: Sequence[Record], *, ids: Ids, codes: Sequence[str], by: str, on: date) -> Prepared:
    """`by`: who stands for it, by name. With problems there are no rows."""
    found = Prepared(
        ids,
        codes,
        blinded(records),
        lived(records),
        all(record.synthetic for record in records),
        wrong(records, on),
    )
    if not found.problems:
        made = _Rows(records, found.numbers, ids, codes, by)
        found.rows, found.names = made.rows, made.names
    return found


def lived(records: Sequence[Record]) -> list[Lived]:
    return [(r.commune_id, r.entered_on, tuple(x.agency_id for x in (*r.tests, *r.supports))) for r in records]


def wrong(records: Sequence[Record], on: date) -> list[tuple[int, str, str]]:
    """Every reason that a record has in itself."""
    listed = lists()
    return [(n, *problem) for n, record in enumerate(records) for problem in record_problems(record, on, listed)]


def blinded(records: Sequence[Record]) -> Numbers:
    return [tuple(sealing.blind(paper.number) for paper in record.draft.papers) for record in records]


# ---------------------------------------------------------------- rows
COLUMNS: dict[type[models.Model], str] = {
    Person: "id code name folded given sex birth_year born_on ethnicity education occupation commune_id state"
    " registered_on synthetic revision",
    PersonKey: "person_id wrapped master",
    Alias: "person_id name folded",
    IdentityPaper: "id person_id kind number_sealed blind issued_on issued_by",
    Residence: "id person_id commune_id kind address_sealed valid_from reason left_confirmed_by"
    " reached_confirmed_on reached_confirmed_by",
    Contact: "id person_id relation details_sealed represents valid_from",
    Standing: "person_id kind basis valid_from valid_to",
    Use: "person_id substance route since_year valid_from",
    Test: "person_id on kind reason result substances agency_id",
    Need: "id person_id kind recorded_on",
    Support: "person_id need_id kind on until agency_id amount source what outcome",
}


class _Rows:
    """The rows of a batch, table by table, as the single actions would have written them."""

    def __init__(self, records: Sequence[Record], numbers: Numbers, ids: Ids, codes: Sequence[str], by: str) -> None:
        self._by = by[:120]
        self.rows: Rows = {model: [] for model in COLUMNS}
        self.names: dict[bool, set[str]] = {False: set(), True: set()}
        self._next = {model: iter(some) for model, some in ids.items()}
        for pk, code, record, digests in zip(self._next[Person], codes, records, numbers, strict=True):
            self._add(pk, code, record, digests)

    def _add(self, pk: int, code: str, record: Record, digests: tuple[str, ...]) -> None:
        draft, rows = record.draft, self.rows
        name = self._named(draft.name)
        key = sealing.new_key()
        rows[Person].append((
            pk, code, *name, draft.sex, draft.birth.year, _iso(draft.birth.on), draft.ethnicity, draft.education,
            draft.occupation, record.commune_id, "open", _iso(record.entered_on), record.synthetic, 1,
        ))  # fmt: skip
        rows[PersonKey].append((pk, *sealing.wrap(key, pk)))
        for alias in draft.aliases:
            found = self._named(alias, alias=True)
            rows[Alias].append((pk, found.name, found.folded))
        self._seal(pk, key, record, digests)
        self._course(pk, record)

    def _named(self, text: str, *, alias: bool = False) -> Keys:
        found = named(text)
        self.names[alias].add(found.folded)
        return found

    def _seal(self, pk: int, key: bytes, record: Record, digests: tuple[str, ...]) -> None:
        draft, rows = record.draft, self.rows
        for paper, digest in zip(draft.papers, digests, strict=True):
            row = next(self._next[IdentityPaper])
            sealed = sealing.seal(key, Spot("people_identitypaper", row, "number"), paper.number)
            issued = _iso(paper.issued_on)
            rows[IdentityPaper].append((row, pk, paper.kind, sealed, digest, issued, paper.issued_by))
        row = next(self._next[Residence])
        spot = Spot("people_residence", row, "address")
        address = sealing.seal(key, spot, draft.address) if draft.address else None
        rows[Residence].append((
            row, pk, record.commune_id, draft.residence, address, _iso(draft.since), "", "", _iso(record.entered_on),
            self._by,
        ))  # fmt: skip
        if draft.phone:
            row = next(self._next[Contact])
            told = json.dumps({"phone": draft.phone}, ensure_ascii=False)
            sealed = sealing.seal(key, Spot("people_contact", row, "details"), told)
            rows[Contact].append((row, pk, "self", sealed, False, _iso(draft.listed_on)))

    def _course(self, pk: int, record: Record) -> None:
        draft, rows = record.draft, self.rows
        listed = _iso(draft.listed_on)
        held = [(draft.standing, draft.basis, listed), *((s.kind, s.basis, _iso(s.since)) for s in record.standings)]
        ends = [since for _, _, since in held[1:]]
        rows[Standing] += ((pk, *standing, end) for standing, end in zip(held, [*ends, None], strict=True))
        rows[Use] += ((pk, u.substance, u.route, u.since_year, listed) for u in draft.uses)
        rows[Test] += (
            (pk, _iso(x.on), x.kind, x.reason, x.result, " ".join(dict.fromkeys(x.substances)), x.agency_id)
            for x in record.tests
        )
        needs = [next(self._next[Need]) for _ in record.needs]
        rows[Need] += ((row, pk, need.kind, _iso(need.on)) for row, need in zip(needs, record.needs, strict=True))
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


def drawn_codes(n: int) -> set[str]:
    """Codes, all different. Drawn at once: each sign is five bits of the system's randomness."""
    found: set[str] = set()
    while len(found) < n:
        drawn = iter(os.urandom(DRAWN * n))
        found |= {new_code(lambda signs: signs[next(drawn) % len(SIGNS)]) for _ in range(n - len(found))}  # noqa: B023
    return found
