"""The words of a paper under the person's key. A draft is kept as what was given, an issued paper as it is printed.

Each is bound to the row of its paper: whoever writes many at once reserves their numbers first.
"""

from hoanhap.documents.official import Filled
from hoanhap.people.queries.vault import Vault

TABLE, COLUMN = "documents_officialpaper", "content"


def seal(keeper: Vault, paper_id: int, text: str) -> bytes:
    return keeper.seal(TABLE, paper_id, COLUMN, text)


def seal_issued(keeper: Vault, paper_id: int, filled: Filled) -> bytes:
    """What `documents.actions.papers` issues."""
    return seal(keeper, paper_id, filled.to_bytes().decode())


def opened(keeper: Vault, paper_id: int, sealed: bytes) -> str:
    """Raises Unreadable: the person was erased, or the words were changed or moved."""
    return keeper.open(TABLE, paper_id, COLUMN, sealed)
