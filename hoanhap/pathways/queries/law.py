"""The law of this installation."""

from datetime import date
from pathlib import Path

from django.conf import settings

from hoanhap.law.loaded import Law, law
from hoanhap.law.pathways.shape import Pathway
from hoanhap.pathways.models import Measure
from hoanhap.pathways.rules.walk import Walk, law_on


def the_law() -> Law:
    return law(Path(settings.LAW_PATH))


def versions(code: str) -> dict[str, Pathway]:
    """Every version of a pathway, by its name."""
    return {p.version: p for p in the_law().measures.versions if p.code == code}


def pathway_of(measure: Measure) -> Pathway:
    return the_law().pathway_version(measure.pathway, measure.version)


def pathway_on(measure: Measure, now: Walk, on: date) -> Pathway:
    """The version under which the next step is taken: the measure's own, unless a law that came since took up what was
    not decided yet and knows the state it is in (Luật 120/2025/QH15, Điều 56)."""
    own = pathway_of(measure)
    read_on = law_on(the_law(), now, on)
    found = next((p for p in versions(measure.pathway).values() if p.in_force(read_on)), own)
    return found if now.state in found.state else own
