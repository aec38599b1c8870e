"""A person's key, fetched: what seals and opens text of that person, for this room and for those above it.

keeper = vault(person_id)
sealed = keeper.seal("pathways_steptaken", step_id, "words", text)
keeper.open("pathways_steptaken", step_id, "words", sealed)
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from django.db.models import Q

from hoanhap.people import sealing
from hoanhap.people.models import Merge, PersonKey
from hoanhap.people.sealing import Spot, Unreadable

__all__ = ["Unreadable", "Vault", "vault", "vaults"]


@dataclass(frozen=True)
class Vault:
    """Seals and opens for one person. Without a key (the person was erased) nothing opens and nothing is sealed.

    `others`: keys of files that were merged with this one, now or once: what was sealed under them opens too.
    """

    person_id: int
    key: bytes | None = field(default=None, repr=False)
    others: tuple[bytes, ...] = field(default=(), repr=False)

    def seal(self, table: str, row: int, column: str, text: str) -> bytes:
        if self.key is None:
            raise Unreadable("the key of this person was destroyed")
        return sealing.seal(self.key, Spot(table, row, column), text)

    def open(self, table: str, row: int, column: str, sealed: bytes | None) -> str:
        """The text; empty where nothing was sealed. Raises Unreadable."""
        if not sealed:
            return ""
        if self.key is None:
            raise Unreadable("the key of this person was destroyed")
        for key in (self.key, *self.others):
            with suppress(Unreadable):
                return sealing.open_(key, Spot(table, row, column), sealed)
        raise Unreadable("the value does not belong here, or was changed")


def vault(person_id: int) -> Vault:
    return vaults([person_id])[person_id]


def vaults(person_ids: Iterable[int]) -> dict[int, Vault]:
    """The keys of many persons in two questions."""
    wanted = list(person_ids)
    linked = _linked(wanted)
    held = {*wanted, *(other for others in linked.values() for other in others)}
    rows = PersonKey.objects.filter(person_id__in=held).values_list("person_id", "wrapped", "master")
    keys = {pk: sealing.unwrap(wrapped, master, pk) for pk, wrapped, master in rows}
    return {pk: Vault(pk, keys.get(pk), tuple(keys[o] for o in linked.get(pk, ()) if o in keys)) for pk in wanted}


def _linked(wanted: list[int]) -> dict[int, tuple[int, ...]]:
    """Files that were ever merged with each of these, directly or through others."""
    pairs: set[tuple[int, int]] = set()
    edge, seen = set(wanted), set(wanted)
    while edge:
        rows = Merge.objects.filter(Q(kept__in=edge) | Q(gone__in=edge)).values_list("kept_id", "gone_id")
        pairs |= {pair for kept, gone in rows for pair in ((kept, gone), (gone, kept))}
        edge = {pk for pair in pairs for pk in pair} - seen
        seen |= edge
    return {pk: _reached(pk, pairs) for pk in wanted} if pairs else {}


def _reached(start: int, pairs: set[tuple[int, int]]) -> tuple[int, ...]:
    found, edge = {start}, {start}
    while edge:
        edge = {there for here, there in pairs if here in edge} - found
        found |= edge
    return tuple(sorted(found - {start}))
