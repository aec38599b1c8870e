"""A frozen answer in canonical JSON (RFC 8785 for what we store: text, whole numbers, lists, maps) and its hash."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from hoanhap.reporting.rules.cells import BLANK, CellFacts, Place


def canonical(body: Mapping[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(text: str) -> str:
    return digest_bytes(text.encode())


def digest_bytes(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def pack(cells: Mapping[Place, CellFacts]) -> dict[str, dict[str, Any]]:
    """Cells as a map "row|column" → content; blank cells are left out."""
    packed = {f"{row}|{column}": cell.as_json() for (row, column), cell in cells.items()}
    return {place: content for place, content in packed.items() if content}


def unpack(packed: Mapping[str, Mapping[str, Any]]) -> dict[Place, CellFacts]:
    return {
        (place.split("|")[0], place.split("|")[1]): CellFacts.from_json(content) for place, content in packed.items()
    }


def changed(
    before: Mapping[Place, CellFacts], after: Mapping[Place, CellFacts]
) -> dict[Place, tuple[CellFacts, CellFacts]]:
    """The places whose content differs, with both contents."""
    return {
        place: (old, new)
        for place in {*before, *after}
        if not (old := before.get(place, BLANK)).same(new := after.get(place, BLANK))
    }
