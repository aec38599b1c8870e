"""Which areas a reader sees, which they may propose for, and who approves."""

from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.roles import ROLES
from hoanhap.access.rules import Actor, Decision, Outside, Subject, decide, posts_with, require
from hoanhap.law.classification.shape import Scorecard
from hoanhap.law.loaded import Unknown, law
from hoanhap.units.queries import Tree, UnitFacts, tree

AS_ROLE = {"nation": "ministry"}  # what a post there is called


def scorecard(code: str, year: int) -> Scorecard:
    """Raises Outside for one there is not, or that does not classify this year."""
    try:
        found = law().scorecard(code)
    except Unknown:
        raise Outside(P.RATING_VIEW) from None
    if not found.in_force(year):
        raise Outside(P.RATING_VIEW)
    return found


def scorecards(year: int, level: str = "") -> list[Scorecard]:
    return [s for s in law().scorecards if s.in_force(year) and level in ("", s.level)]


def year_of(card: Scorecard, on: date) -> int:
    """The year of classification that `on` lies in."""
    return on.year if on <= card.period(on.year)[1] else on.year + 1


def map_of(card: Scorecard, year: int, on: date) -> Tree:
    """The areas of a year are those of its last day; of a year that still runs, today's."""
    return tree(min(card.period(year)[1], on))


def unit(actor: Actor, card: Scorecard, year: int, code: str, on: date) -> UnitFacts:
    """Raises Outside for what is no area of the scorecard, or none of the reader's."""
    units = map_of(card, year, on)
    found = units.find(code)
    if found is None or found.level != card.level:
        raise Outside(P.RATING_VIEW)
    require(actor, P.RATING_VIEW, subject(units, found), on=on)
    return found


def subject(units: Tree, of: UnitFacts) -> Subject:
    return Subject(of.level, unit_id=of.id, ancestors=frozenset(units.ancestors(of.id)))


def areas(actor: Actor, card: Scorecard, year: int, on: date) -> list[UnitFacts]:
    """Those the reader sees, in the order of the map."""
    units = map_of(card, year, on)
    tops = {p.unit_id for p in posts_with(actor, P.RATING_VIEW, on) if p.unit_id in units}
    within = {u.id: u for top in tops for u in units.subtree(top) if u.level == card.level}
    seen = [u for u in within.values() if decide(actor, P.RATING_VIEW, subject(units, u), on).allow]
    return sorted(seen, key=lambda u: u.code)


def within(actor: Actor, card: Scorecard, year: int, code: str, on: date) -> list[UnitFacts]:
    """The unit, if it is an area of the scorecard, and those below it; as far as the reader sees them."""
    units = map_of(card, year, on)
    top = units.find(code)
    return [u for u in areas(actor, card, year, on) if top and top.id in (u.id, *units.ancestors(u.id))]


def proposes(actor: Actor, units: Tree, of: UnitFacts, on: date) -> Decision:
    return decide(actor, P.RATING_EDIT, subject(units, of), on)


def approving_level(card: Scorecard, units: Tree, of: UnitFacts) -> str:
    """The level the scorecard names; where the area has none such above it, the nearest that it has."""
    above = [AS_ROLE.get(units.unit(i).level, units.unit(i).level) for i in units.ancestors(of.id)]
    return card.approves if card.approves in above or not above else above[0]


def approves(actor: Actor, card: Scorecard, units: Tree, of: UnitFacts, on: date) -> Decision:
    """Only posts of the approving level count."""
    level = approving_level(card, units, of)
    posts = tuple(p for p in posts_with(actor, P.RATING_APPROVE, on) if ROLES[p.role].level == level)
    narrowed = Actor(actor.user_id, actor.sign_in, actor.name, posts, actor.channel, actor.at)
    return decide(narrowed, P.RATING_APPROVE, subject(units, of), on)
