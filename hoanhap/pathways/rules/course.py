"""Which steps lead on: closer to the end that the law means the measure to have. Pure."""

from hoanhap.law.pathways.shape import MEANT, Pathway, Step

USUAL = frozenset({"", MEANT, "exempted"})


def leads_on(law: Pathway, now: str, step: Step) -> bool:
    """Whether fewer steps are left afterwards. Sending back, escape and return, suspension do not lead on."""
    never = len(law.states)
    return law.left.get(step.to(now), never) < law.left.get(now, never)


def is_exception(law: Pathway, now: str, step: Step) -> bool:
    """Whether it ends the measure otherwise than as meant."""
    return law.state[step.to(now)].outcome not in USUAL
