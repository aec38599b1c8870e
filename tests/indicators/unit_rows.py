"""What units have entered, held in memory: stands for a room that tells the facts of units."""

from collections.abc import Sequence

from hoanhap.facts.rules.rows import Row

THERE: dict[int, list[Row]] = {}


def basis() -> object:
    return None


def units() -> list[int]:
    return list(THERE)


def rows(asked: Sequence[int]) -> dict[int, list[Row]]:
    return {unit: THERE[unit] for unit in asked if unit in THERE}
