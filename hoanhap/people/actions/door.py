"""The one way into a file to write: found, locked, allowed; and out again with a line in the trail."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from hoanhap.access.actions import log
from hoanhap.access.errors import Invalid, Problems
from hoanhap.access.permissions import P
from hoanhap.access.persons import K, PersonDecision, Purpose
from hoanhap.access.rules import Actor, Decision, Denied
from hoanhap.catalog.codelists import codelists
from hoanhap.facts.actions import touched
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.people.models import Person, Residence
from hoanhap.people.queries.scope import find
from hoanhap.people.queries.vault import Vault, vault
from hoanhap.people.rules.draft import Lists, Problem, code_problems, length_problems
from hoanhap.people.rules.history import Life, day_problems, span_problems
from hoanhap.people.rules.words import word_problems
from hoanhap.units.models import Agency


@dataclass
class File:
    """A file opened to be written in. `check` collects; `stop` refuses with everything that was found."""

    person: Person
    decision: PersonDecision
    by: Actor
    on: date
    problems: Problems = field(default_factory=Problems)

    @property
    def vault(self) -> Vault:
        return vault(self.person.pk)

    @property
    def life(self) -> Life:
        return life_of(self.person)

    def check(self, found: Sequence[Problem]) -> None:
        for name, said in found:
            self.problems.add(name, said)

    def day(self, name: str, day: date) -> None:
        self.check([(name, said) for said in day_problems(day, self.life, self.on)])

    def span(self, start: date, end: date | None, name: str = "valid_to") -> None:
        self.check([(name, said) for said in span_problems(start, end)])

    def code(self, name: str, code: str, codelist: str, *, needed: bool = True) -> None:
        self.check([*code_problems(name, code, lists()[codelist], needed=needed)])

    def text(self, name: str, text: str, most: int, *, needed: bool = False) -> str:
        """The text as it is stored. It may not name the illness that has no field (`rules.words`)."""
        kept = clean(text, most + 1)
        self.check([*length_problems(name, kept, most), *((name, said) for said in word_problems(kept))])
        if needed and not kept:
            self.check([(name, t("Cần điền mục này.", "This is needed."))])
        return kept

    def agency(self, name: str, agency_id: int | None) -> Agency | None:
        found = Agency.objects.filter(pk=agency_id).first()
        if found is None:
            self.check([(name, t("Chọn một cơ quan trong danh sách.", "Choose an agency from the list."))])
        return found

    def stop(self) -> None:
        self.problems.stop()

    def note(self, action: str, **detail: object) -> None:
        """The audit row: the code of the file, codes and counts; never a name, a number or a word that was written."""
        purpose = str(self.decision.purpose)
        log(
            self.by,
            f"person.{action}",
            "person",
            self.person.code,
            post_id=self.decision.post_id,
            purpose=purpose,
            **detail,
        )


def begin(
    code: str,
    *,
    by: Actor,
    on: date,
    write: K | None = K.REHAB,
    purpose: Purpose | None = None,
    revision: int | None = None,
) -> File:
    """Open and lock a file. Raises Outside, Denied (this class is not the post's to write), or Invalid when somebody
    changed the file since `revision`. `write=None`: the caller asks for more than a class (a confirmation, a visit)."""
    person, decision = find(by, code, purpose, on, lock=True)
    touched([person.pk])
    if write is not None and write not in decision.write:
        raise Denied(P.PERSON_EDIT, Decision(False, decision.relation, decision.rule, decision.post_id))
    if revision is not None and revision != person.revision:
        raise Invalid({"": [changed()]})
    return File(person, decision, by, on)


def changed() -> str:
    return t(
        "Hồ sơ vừa được người khác sửa. Nội dung đang gõ vẫn còn đây: xem bản mới nhất, rồi ghi lại.",
        "Somebody has just changed the file. What you typed is still here: see the newest version, then save again.",
    )


def touch(person: Person, *fields: str) -> None:
    """Write these fields of the person; whoever still shows the former version will be told."""
    touched([person.pk])
    person.revision += 1
    person.save(update_fields=[*fields, "revision"])


def life_of(person: Person) -> Life:
    died = Residence.objects.filter(person=person, reason="died").values_list("valid_to", flat=True).first()
    return Life(person.birth_year, person.born_on, died, person.closed_on)


def lists() -> Lists:
    return {code: frozenset(item.code for item in found.items) for code, found in codelists().items()}
