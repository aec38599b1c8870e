"""The only writers of facts."""

from hoanhap.facts.actions.acts import recorded, recording, touched
from hoanhap.facts.actions.of_units import recorded_of_units, recording_of_units, renew_units, touched_units
from hoanhap.facts.actions.writing import cut, renew

__all__ = [
    "cut",
    "recorded",
    "recorded_of_units",
    "recording",
    "recording_of_units",
    "renew",
    "renew_units",
    "touched",
    "touched_units",
]
