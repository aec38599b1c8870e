"""Lists that wait to be taken in, for the officer whose they are; and those that came in, for who keeps the commune."""

import json
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hoanhap.access.permissions import P
from hoanhap.access.persons import reaching
from hoanhap.access.rules import Actor, Outside
from hoanhap.people import sealing
from hoanhap.people.importing.shown import Shown
from hoanhap.people.models import Batch, Intake
from hoanhap.people.queries.rounds import KEEPS
from hoanhap.people.queries.scope import lead
from hoanhap.people.queries.search_scope import with_past
from hoanhap.people.sealing import Spot
from hoanhap.units import queries as units

TABLE = "people_intake"
BATCHES = 200  # shown, the newest


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A list that came in. `counts`: what became of its lines."""

    id: int
    on: date
    by: str
    commune: str
    rows: int
    accepted: int
    added: int
    counts: dict[str, int]
    undone_on: date | None


@dataclass(frozen=True, slots=True)
class WaitingLine:
    id: int
    name: str
    lines: int
    expires_at: datetime


@dataclass(frozen=True)
class Imports:
    communes: tuple[tuple[int, str], ...]
    waiting: tuple[WaitingLine, ...]
    batches: tuple[BatchLine, ...]


def imports(actor: Actor, *, on: date, now: datetime) -> Imports:
    """What the officer of a commune finds before choosing a file."""
    communes = mine(actor, on)
    rows = Batch.objects.filter(kind="list", commune_id__in=with_past(frozenset(communes))).order_by("-pk")[:BATCHES]
    country = units.tree(on)
    named = tuple((unit, country.unit(unit).title) for unit in sorted(communes) if unit in country)
    waiting = Intake.objects.filter(by=actor.sign_in, batch=None, expires_at__gt=now, commune_id__in=communes)
    return Imports(
        named,
        tuple(_waits(row) for row in waiting.order_by("pk")),
        tuple(_line(row, on) for row in rows),
    )


def batch(actor: Actor, batch_id: int, *, on: date) -> BatchLine:
    """One that came into a commune of the actor's. Raises Outside."""
    here = with_past(frozenset(mine(actor, on)))
    row = Batch.objects.filter(pk=batch_id, kind="list", commune_id__in=here).first()
    if row is None:
        raise Outside(P.PERSON_REGISTER)
    return _line(row, on)


def left_over(actor: Actor, batch_id: int, *, now: datetime) -> int | None:
    """The intake that still holds the lines which a batch left out, if this officer's has not expired."""
    rows = Intake.objects.filter(batch_id=batch_id, by=actor.sign_in, expires_at__gt=now)
    return rows.values_list("pk", flat=True).first()


def twice(digest: str, commune_id: int, on: date) -> BatchLine | None:
    """The last time that this very file came in and was not taken out again."""
    found = Batch.objects.filter(kind="list", digest=digest, undone_on=None).order_by("-pk").first()
    return _line(found, on) if found is not None and found.commune_id in with_past(frozenset({commune_id})) else None


def mine(actor: Actor, on: date) -> set[int]:
    """The communes whose list the actor keeps. Raises Outside for who keeps none."""
    keeps = {
        post.unit_id
        for post, where in reaching(actor, on)
        if where == "own" and post.role in KEEPS and post.sector == lead(on)
    }
    if not keeps:
        raise Outside(P.PERSON_REGISTER)
    return keeps


# ---------------------------------------------------------------- what waits
@dataclass(frozen=True)
class Waiting:
    """A list that waits, opened. `cells`: the sheets, or the lines left out once it was written."""

    row: Intake
    key: bytes

    def cells(self) -> list[Any]:
        spot = Spot(TABLE, self.row.pk, "cells")
        found: list[Any] = json.loads(zlib.decompress(sealing.open_bytes(self.key, spot, self.row.cells_sealed)))
        return found

    def shown(self) -> Shown:
        return Shown.unpack(sealing.open_bytes(self.key, Spot(TABLE, self.row.pk, "shown"), self.row.shown_sealed))

    @property
    def chosen(self) -> dict[int, str]:
        return {int(row): word for row, word in self.row.settled.get("chosen", {}).items()}


def waiting(actor: Actor, intake_id: int, *, on: date, now: datetime, lock: bool = False) -> Waiting:
    """A list of this officer's that waits or has just been written. Raises Outside: another's, expired, none."""
    rows = Intake.objects.select_for_update() if lock else Intake.objects
    row = rows.filter(pk=intake_id, by=actor.sign_in, expires_at__gt=now, commune_id__in=mine(actor, on)).first()
    if row is None:
        raise Outside(P.PERSON_REGISTER)
    return Waiting(row, sealing.unwrap(row.wrapped, row.master, row.pk, TABLE))


def _waits(row: Intake) -> WaitingLine:
    shown = Waiting(row, sealing.unwrap(row.wrapped, row.master, row.pk, TABLE)).shown()
    return WaitingLine(row.pk, shown.name, len(shown.lines), row.expires_at)


def _line(row: Batch, on: date) -> BatchLine:
    country = units.tree(on)
    where = country.unit(row.commune_id).title if row.commune_id in country else ""
    return BatchLine(row.pk, row.on, row.by, where, row.rows, row.accepted, len(row.added), row.counts, row.undone_on)
