"""What the form of a step offers: which step, who records it, which places there are."""

from dataclasses import dataclass
from datetime import date

from hoanhap.access.rules import Actor, Outside
from hoanhap.law.pathways.shape import Pathway, Step, UnknownPathway
from hoanhap.pathways.queries import facts as known
from hoanhap.pathways.queries import scope
from hoanhap.pathways.queries.law import pathway_on, the_law
from hoanhap.pathways.rules.engine import Refusal, offered
from hoanhap.pathways.rules.holders import said_who
from hoanhap.pathways.rules.places import TAKES_IN, kinds_of
from hoanhap.pathways.rules.sight import Sight, of_measure
from hoanhap.people.queries.file import name_for
from hoanhap.people.queries.scope import find
from hoanhap.resources.queries.cases import clinicians as staff_who_determine
from hoanhap.resources.queries.cases import places
from hoanhap.units import queries as units

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Asked:
    """A step about to be taken: for whom, under which law, by whom, and what stands in the way today."""

    code: str
    person: str
    law: Pathway
    step: Step
    mine: bool
    who: str
    refusals: tuple[Refusal, ...]
    places: Choices
    hours: bool
    revision: int = 0
    measure: int | None = None


def opening(actor: Actor, code: str, pathway: str, step: str, on: date) -> Asked:
    """Raises Outside for a step that opens nothing."""
    person, decision = find(actor, code, None, on)
    try:
        law = the_law().pathway(pathway, on)
    except UnknownPathway as unknown:
        raise Outside from unknown
    wanted = law.step.get(step)
    if wanted is None or not wanted.opens:
        raise Outside
    facts = known.gather(person, on, pathway=law)
    found = next(o for o in offered(law, None, facts) if o.step.code == step)
    ground = scope.ground(person, on, actor=actor)
    return _asked(actor, person.code, name_for(person, decision, opened=False), law, wanted, ground, found.refusals, on)


def next_step(actor: Actor, measure_id: int, step: str, on: date) -> Asked:
    measure, decision = scope.measure(actor, measure_id, on)
    done = known.done(measure)
    if not done:
        raise Outside
    now = known.walked(measure, done)
    law = pathway_on(measure, now, on)
    wanted = law.step.get(step)
    if wanted is None or of_measure(decision, law) is Sight.NONE:
        raise Outside
    facts = known.gather(measure.person, on, pathway=law, measure=measure, now=now, steps=done)
    refusals = next((o.refusals for o in offered(law, now, facts) if o.step.code == step), ())
    ground = scope.ground(measure.person, on, actor=actor, measure=measure, done=done)
    name = name_for(measure.person, decision, opened=False)
    asked = _asked(actor, measure.person.code, name, law, wanted, ground, refusals, on)
    return Asked(**{**asked.__dict__, "revision": measure.revision, "measure": measure.pk})


def _asked(
    actor: Actor,
    code: str,
    name: str,
    law: Pathway,
    step: Step,
    ground: scope.Ground,
    refusals: tuple[Refusal, ...],
    on: date,
) -> Asked:
    return Asked(
        code=code,
        person=name,
        law=law,
        step=step,
        mine=scope.recorder(step, actor, ground, on) is not None,
        who=said_who(step, on),
        refusals=refusals,
        places=place_choices(law.code, on) if any(r.field.type == "place" for r in step.fields) else [],
        hours=any(the_law().rules[c][0].unit == "hours" for c in step.starts if c in the_law().rules),
    )


def place_choices(pathway: str, on: date) -> Choices:
    return [(str(p.id), p.name) for p in places(on, kinds=kinds_of(pathway))]


def referral_choices(on: date) -> Choices:
    return [(str(p.id), p.name) for p in places(on, kinds=TAKES_IN)]


def clinician_choices(actor: Actor, on: date) -> Choices:
    """Who may determine addiction at the agencies of the actor's units and above them."""
    country = units.tree(on)
    near = {
        unit
        for post in actor.posts
        if post.in_force(on) and post.unit_id in country
        for unit in (post.unit_id, *country.ancestors(post.unit_id))
    }
    agencies = {post.agency_id for post in actor.posts}
    agencies |= {a.id for unit in near for a in units.agencies(unit, on) if a.id is not None}
    return [(str(c.id), f"{c.name} · {c.agency}") for c in staff_who_determine(agencies, on)]
