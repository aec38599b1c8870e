"""How much of a measure and of its steps a reader sees, by the classes of `access.persons`. Pure.

Treatment is health's (K5). A step of court, procuracy, police or justice is a legal decision (K4). The rest is K3.
"""

from datetime import date
from enum import IntEnum

from hoanhap.access.persons import K, PersonDecision
from hoanhap.law.pathways.shape import Pathway, Step

LEGAL = frozenset({"court", "procuracy", "police", "justice"})


class Sight(IntEnum):
    """FORM: that there is such a measure. DATES: its steps and their days. CODED: what they recorded. WORDS: all."""

    NONE = 0
    FORM = 1
    DATES = 2
    CODED = 3
    WORDS = 4


MASKS = {"form": Sight.FORM, "plan": Sight.FORM, "dates": Sight.DATES, "coded": Sight.CODED}


def class_of(pathway: Pathway) -> K:
    return K.HEALTH if pathway.kind == "treatment" else K.REHAB


def class_of_step(pathway: Pathway, step: Step, on: date) -> K:
    return K.LEGAL if step.actor.at(on).sector in LEGAL else class_of(pathway)


def sight(decision: PersonDecision, k: K) -> Sight:
    if k in decision.read:
        return Sight.WORDS
    return MASKS.get(decision.masked.get(k, ""), Sight.NONE)


def of_measure(decision: PersonDecision, pathway: Pathway) -> Sight:
    """The legal class may show the existence of what the class of the measure would hide: a court file to its clerk."""
    own = sight(decision, class_of(pathway))
    if class_of(pathway) is K.HEALTH:
        return own
    return max(own, min(sight(decision, K.LEGAL), Sight.DATES))


def of_step(decision: PersonDecision, pathway: Pathway, step: Step, on: date) -> Sight:
    """A step of the legal class by the right to that class; others not above what the measure shows."""
    k = class_of_step(pathway, step, on)
    return sight(decision, k) if k is K.LEGAL else min(of_measure(decision, pathway), sight(decision, k))
