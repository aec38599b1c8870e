"""What is asked about a plan that was read: which agency a name means; and the plan with what somebody answered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hoanhap.plans.rules.draft import ASK, AgencyRef, Candidate, Draft, Place

LEVELS = ("nation", "province", "district", "commune")  # from above


@dataclass(frozen=True, slots=True)
class Question:
    """`count`: how often the words stand in the plan. No candidate: nobody knows them."""

    text: str
    count: int
    candidates: tuple[Candidate, ...]
    place: Place


def questions(draft: Draft) -> tuple[Question, ...]:
    """Each name once, in the order of the plan."""
    found: dict[str, Question] = {}
    for task in draft.tasks:
        for ref in (*task.leads, *task.coordinators):
            if not ref.sure:
                before = found.get(ref.text, Question(ref.text, 0, ref.candidates, task.place))
                found[ref.text] = replace(before, count=before.count + 1)
    return tuple(found.values())


def answered(draft: Draft, answers: Mapping[str, Candidate], own: str) -> Draft:
    """The plan of an agency of the level `own`. Of a level below all are meant, unless the words name a unit.

    What nobody answered stays as words: it is kept, and gives nobody work.
    """

    def known(refs: tuple[AgencyRef, ...]) -> tuple[AgencyRef, ...]:
        return tuple(_known(ref, answers[ref.text], own) if ref.text in answers else ref for ref in refs)

    tasks = (replace(task, leads=known(task.leads), coordinators=known(task.coordinators)) for task in draft.tasks)
    problems = (p for p in draft.problems if p.severity != ASK or p.about not in answers)
    return replace(draft, tasks=tuple(tasks), problems=tuple(problems))


def _known(ref: AgencyRef, means: Candidate, own: str) -> AgencyRef:
    if ref.sure:
        return ref
    every = not ref.place and LEVELS.index(means.level) > LEVELS.index(own)
    return replace(ref, kind=means.kind, sector=means.sector, level=means.level, sure=True, candidates=(), every=every)
