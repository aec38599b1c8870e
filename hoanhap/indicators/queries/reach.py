"""Over which units somebody may ask for figures."""

from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Subject, decide, require
from hoanhap.units.queries import Tree, tree
from hoanhap.units.queries.lineage import carry

LEVELS = {"nation": "ministry"}


def require_unit(actor: Actor, unit: int, day: date, on: date) -> None:
    """Raises Refused. Who answers for everything that a unit of an earlier map has become may ask for it as well."""
    if decide(actor, P.FIGURE_TRACE, subject(unit, day), on).allow:
        return
    later = [found.id for found in carry([unit], day, on)[unit]]
    if not later or day > on:
        require(actor, P.FIGURE_TRACE, subject(unit, day), on=on)
    for heir in later:
        require(actor, P.FIGURE_TRACE, subject(heir, on), on=on)


def sees_small(actor: Actor, unit: int, day: date, on: date) -> bool:
    """Whether counts below five are shown as they are. Of a unit of an earlier map: as of those it has become, which
    `require_unit` has asked about."""
    about = subject(unit, day)
    allowed = decide(actor, P.FIGURE_TRACE, about, on).allow
    return decide(actor, P.SMALL_CELLS, about if allowed else None, on).allow


def subject(unit: int, day: date) -> Subject:
    """A unit of that day's map as access sees it."""
    return subject_of(unit, tree(day))


def subject_of(unit: int, country: Tree) -> Subject:
    """The same of a map that is at hand: asking for it looks whether it has changed."""
    facts = country.unit(unit)
    level = LEVELS.get(facts.level, facts.level)
    return Subject(level=level, unit_id=unit, ancestors=frozenset(country.ancestors(unit)))
