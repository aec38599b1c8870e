"""One short function for each named check of the law's data: None when it is met, else why not.

What a function returns goes into the check's own sentence: as its {value} where the law gives none, else after it.
"""

from collections.abc import Callable, Mapping

from hoanhap.kernel.lang import t
from hoanhap.law.pathways.checks import CHECKS
from hoanhap.law.pathways.shape import Need
from hoanhap.pathways.rules.checks import addiction, dossier, measures, person, progress
from hoanhap.pathways.rules.facts import CaseFacts

__all__ = ["FUNCTIONS", "refusal"]

Check = Callable[[CaseFacts, str], str | None]
FUNCTIONS: Mapping[str, Check] = {
    **person.CHECKS,
    **addiction.CHECKS,
    **measures.CHECKS,
    **dossier.CHECKS,
    **progress.CHECKS,
}


def refusal(need: Need, facts: CaseFacts) -> str | None:
    """The sentence with its reason; None when the need is met."""
    why = FUNCTIONS[need.check](facts, need.value)
    if why is None:
        return None
    check = CHECKS[need.check]
    if check.takes:
        said = t(*check.refuses, value=need.value)
    elif "{value}" in check.refuses.vi:
        return t(*check.refuses, value=why)
    else:
        said = str(check.refuses)
    return f"{said} ({why})" if why else said
