"""The only writers of facts."""

from hoanhap.facts.actions.acts import recorded, recording, touched
from hoanhap.facts.actions.writing import cut, renew

__all__ = ["cut", "recorded", "recording", "renew", "touched"]
