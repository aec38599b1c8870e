"""Draws that give the same numbers on every machine and every day: seeded by words, whole numbers only."""

import math
from collections.abc import Sequence
from random import Random

SEED = "Hòa Nhập, số liệu minh họa, 2020"


def draw(*words: str) -> Random:
    """A source of its own for each commune and form: leaving one out does not move the others."""
    return Random("|".join((SEED, *words)))  # noqa: S311  illustration, not secrecy


def heavy(rng: Random, spread: float = 1.0) -> float:
    """A weight with a long tail, median 1: a few places carry most of the problem."""
    # Sum of twelve uniforms: near enough to a normal curve, and the same in every Python.
    return round(math.exp(spread * (sum(rng.random() for _ in range(12)) - 6)), 6)


def about(rng: Random, mean: float) -> int:
    """A count around `mean`: zero often when it is small, never more than about three times as much."""
    trials = math.ceil(mean * 3)
    return sum(rng.random() < mean / trials for _ in range(trials))


def share_out(total: int, weights: Sequence[float], least: int = 0) -> list[int]:
    """Whole numbers in proportion to `weights`, each at least `least`, that add up to exactly `total`."""
    left = total - least * len(weights)
    if left < 0:
        raise ValueError("the total is smaller than the least of all")
    exact = [left * w / sum(weights) for w in weights]
    shares = [math.floor(x) for x in exact]
    by_rest = sorted(range(len(weights)), key=lambda i: (shares[i] - exact[i], i))
    for i in by_rest[: left - sum(shares)]:
        shares[i] += 1
    return [least + s for s in shares]
