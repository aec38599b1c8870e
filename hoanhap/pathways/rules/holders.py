"""Whose step it is: an office of the law, found among the posts somebody holds. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from hoanhap.access.rules import PostFacts
from hoanhap.law.pathways.shape import Actor, Holder, Step

NOBODY = frozenset[int]()
Office = Callable[[str, str], str]  # sector, level → the sector of the agency that does its work there


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a measure lies. `units`: level → the units that answer; `arriving`: the same for the commune moved to.

    `places`: agencies that run the measure's place, or any place while it has none; `receiving`: of the place moved to.
    `lead`: the sector that leads the work, which also prepares what its authority decides.
    """

    units: dict[str, frozenset[int]]
    arriving: dict[str, frozenset[int]]
    places: frozenset[int] = NOBODY
    receiving: frozenset[int] = NOBODY
    lead: str = ""


def records(step: Step) -> tuple[Actor, ...]:
    """Who may put a step on record: whose it is, or who records it for a person or an office without a desk."""
    return tuple(dict.fromkeys((step.actor, step.recorder)))


def post_for(step: Step, posts: Iterable[PostFacts], ground: Ground, office: Office, on: date) -> PostFacts | None:
    """The post by which somebody may record a step on a day."""
    held = tuple(posts)
    for actor in records(step):
        for post in held:
            if _fits(actor, actor.at(on), post, ground, office):
                return post
    return None


def said_who(step: Step, on: date) -> str:
    """Whose it is, in words: the office that records it, unless the person does it."""
    who = step.recorder if step.actor.at(on).sector == "person" else step.actor
    return str(who.at(on).title)


def _fits(actor: Actor, holder: Holder, post: PostFacts, ground: Ground, office: Office) -> bool:
    receives = actor.code.endswith("-receiving")
    if holder.sector == "person":
        return False
    if holder.level == "place":
        return post.agency_id in (ground.receiving if receives else ground.places)
    units = ground.arriving if receives else ground.units
    if post.unit_id not in units.get(holder.level, NOBODY):
        return False
    if holder.sector == "authority":
        return post.sector in ("authority", office(ground.lead, holder.level))
    return post.sector == office(holder.sector, holder.level)
