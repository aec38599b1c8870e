"""A person's key, fetched: what seals and opens text of that person, for this room and for those above it.

keeper = vault(person_id)
sealed = keeper.seal("pathways_steptaken", step_id, "words", text)
keeper.open("pathways_steptaken", step_id, "words", sealed)
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from hoanhap.people import sealing
from hoanhap.people.models import PersonKey
from hoanhap.people.sealing import Spot, Unreadable

__all__ = ["Unreadable", "Vault", "vault", "vaults"]


@dataclass(frozen=True)
class Vault:
    """Seals and opens for one person. Without a key (the person was erased) nothing opens and nothing is sealed."""

    person_id: int
    key: bytes | None = field(default=None, repr=False)

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
        return sealing.open_(self.key, Spot(table, row, column), sealed)


def vault(person_id: int) -> Vault:
    return vaults([person_id])[person_id]


def vaults(person_ids: Iterable[int]) -> dict[int, Vault]:
    """The keys of many persons in one question."""
    wanted = list(person_ids)
    rows = PersonKey.objects.filter(person_id__in=wanted).values_list("person_id", "wrapped", "master")
    keys = {pk: sealing.unwrap(wrapped, master, pk) for pk, wrapped, master in rows}
    return {pk: Vault(pk, keys.get(pk)) for pk in wanted}
