"""One person and one measure as a paper reads them: what steps said, rows about the person, the papers so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from hoanhap.documents.queries.papers import PaperRow
from hoanhap.kernel.dates import in_force
from hoanhap.pathways.models import Determination, Measure, StepTaken
from hoanhap.pathways.queries import facts as gathered
from hoanhap.pathways.rules.facts import Done
from hoanhap.pathways.rules.walk import Walk
from hoanhap.people.models import Contact, Person, Use
from hoanhap.people.queries.vault import Vault
from hoanhap.people.rules.contacts import read_details
from hoanhap.units.models import Unit
from hoanhap.units.queries import tree
from hoanhap.units.rules.names import inline


@dataclass(frozen=True)
class Case:
    """One person and, where there is one, the measure. `papers`: of the person, oldest first; `on`: the paper's day."""

    person: Person
    measure: Measure | None
    keeper: Vault
    papers: tuple[PaperRow, ...]
    on: date
    done: tuple[Done, ...] = ()
    now: Walk | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def words(self) -> dict[str, str]:
        """Free texts of the steps, the latest of each."""
        found: dict[str, str] = {}
        for row in _worded(self.measure):
            found |= gathered.words(row, self.keeper)
        return found

    @cached_property
    def contact(self) -> tuple[Contact, dict[str, str]] | None:
        """The legal representative, else the first relative."""
        rows = [c for c in Contact.objects.filter(person=self.person) if in_force(self.on, c.valid_from, c.valid_to)]
        rows = sorted((c for c in rows if c.relation != "self"), key=lambda c: (not c.represents, c.pk))
        if not rows:
            return None
        opened = self.keeper.open("people_contact", rows[0].pk, "details", rows[0].details_sealed)
        return rows[0], read_details(opened)

    @cached_property
    def determination(self) -> Determination | None:
        rows = Determination.objects.filter(person=self.person, on__lte=self.on).select_related("agency")
        return rows.order_by("-on", "-pk").first()

    @cached_property
    def uses(self) -> list[Use]:
        rows = Use.objects.filter(person=self.person, valid_from__lte=self.on).order_by("valid_from", "pk")
        return [use for use in rows if use.valid_to is None or use.valid_to > self.on]

    def paper(self, kinds: Iterable[str], *, anywhere: bool = False) -> PaperRow | None:
        """The latest issued one, of this measure or of any of the person's."""
        wanted = set(kinds)
        about = f"measure:{self.measure.pk}" if self.measure else ""
        rows = [p for p in self.papers if p.state == "issued" and p.kind in wanted]
        return next((p for p in reversed(rows) if anywhere or p.matter == about), None)


def case_of(person: Person, measure: Measure | None, keeper: Vault, papers: Iterable[PaperRow], on: date) -> Case:
    done = gathered.done(measure) if measure else ()
    facts: dict[str, object] = {}
    for step in done:
        facts |= {code: value for code, value in step.facts.items() if value is not None}
    now = gathered.walked(measure, done) if measure and done else None
    return Case(person, measure, keeper, tuple(papers), on, done, now, facts)


def _worded(measure: Measure | None) -> list[StepTaken]:
    if measure is None:
        return []
    rows = StepTaken.objects.filter(measure=measure, taken_back_by=None).exclude(words_sealed=None)
    return list(rows.select_related("measure").order_by("number"))


def where(unit: Unit, on: date) -> list[str]:
    """xã Bảo Toàn, huyện Bảo Lạc, tỉnh Cao Bằng, as the map of the day has them."""
    country = tree(on)
    above = [country.unit(pk) for pk in country.ancestors(unit.pk)] if unit.pk in country else []
    units = [(unit.name, unit.kind), *((u.name, u.kind) for u in above if u.level != "nation")]
    return [inline(name, kind) for name, kind in units]
