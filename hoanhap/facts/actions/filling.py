"""All facts derived again from the register: when a home is made ready, after a mended rule, or because somebody asks.

Batch by batch, each in its own transaction: killed half way, what is done is right, and the rest is done next time.
"""

from collections.abc import Callable, Sequence

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.queries import set_up_actor
from hoanhap.facts import sources
from hoanhap.facts.actions.of_units import renew_units
from hoanhap.facts.actions.writing import cut, renew, write
from hoanhap.facts.models import Derivation, Subject
from hoanhap.facts.queries.many import runs
from hoanhap.facts.queries.stored import known_units

Progress = Callable[[int, int], None]  # persons done, of how many


def fill(progress: Progress = lambda done, of: None) -> int:
    """What `rebuild` does, if the stored facts are missing or of other rules than today's."""
    return 0 if Derivation.objects.filter(shape=sources.shape()).exists() else rebuild(progress)


def rebuild(progress: Progress = lambda done, of: None) -> int:
    """Derive the facts of everybody. Returns how many rows differed."""
    first = not Derivation.objects.exists()
    before = Subject.objects.exclude(person=None).values_list("person", flat=True)
    persons = sorted({*sources.everybody(), *before})
    changed = done = 0
    for some in runs(persons):
        changed += renew(some)
        progress(done := done + len(some), len(persons))
    if first:
        changed += sum(_erased(some) for some in runs(sources.erased()))
    changed += renew_units(known_units())
    with transaction.atomic():
        Derivation.objects.all().delete()
        Derivation.objects.create(shape=sources.shape())
        if persons:
            log(set_up_actor(), "facts.rebuild", "facts", "", count=len(persons), rows=changed)
    return changed


@transaction.atomic
def _erased(persons: Sequence[int]) -> int:
    """Who was erased before there were facts is counted as well, once: what they leave belongs to nobody."""
    known = sources.erased_lives(persons)
    changed = write(persons, known, sources.derived(known))
    cut(persons)
    return changed
