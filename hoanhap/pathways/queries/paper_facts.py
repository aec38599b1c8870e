"""What the system knows of a case that a paper may name, in the words of a Vietnamese paper.

    known(case_of(person, measure, keeper, on), kind)       # code of the field → value; what is not known is left out

One literal table says which field comes from where; what is not in it, the officer writes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from hoanhap.catalog.codelists import said
from hoanhap.catalog.paper_kinds import PaperKind
from hoanhap.documents.letterheads import TEAM
from hoanhap.documents.official import Given
from hoanhap.documents.queries.papers import PaperRow
from hoanhap.kernel.dates import format_date, format_long, in_force, last_day
from hoanhap.kernel.lang import speaking
from hoanhap.law.pathways.shape import OUTCOMES
from hoanhap.pathways.models import Determination, Measure, StepTaken
from hoanhap.pathways.queries import facts as gathered
from hoanhap.pathways.queries.law import pathway_of, the_law
from hoanhap.pathways.rules.facts import Done
from hoanhap.pathways.rules.papers import FORMS
from hoanhap.pathways.rules.walk import Walk
from hoanhap.people.models import Assignment, Contact, IdentityPaper, Person, Residence, Use
from hoanhap.people.queries.vault import Vault
from hoanhap.people.rules.contacts import read_details
from hoanhap.units.models import Unit
from hoanhap.units.queries import tree
from hoanhap.units.rules.names import inline

RESULTS = {"addicted": "nghiện ma túy", "not_addicted": "không nghiện ma túy", "undecided": "chưa xác định được"}
IDENTITY_FIRST = ("cccd", "cmnd", "passport")
# Which papers a later one refers to.
REQUESTS = ("registration", "methadone-registration", "postpone-request", "aftercare-postpone-request",
            "postpone-compulsory-request", "methadone-transfer", "continue-request")  # fmt: skip
PROPOSALS = ("proposal-team", "proposal-police", "proposal-compulsory", "aftercare-proposal", "delisting-proposal",
             "minutes-team", "reduction-proposal")  # fmt: skip
DECISIONS = ("decision-rehab", "decision-compulsory-community", "aftercare-decision", "admission-decision",
             "education-decision")  # fmt: skip
CERTIFICATES = ("certificate", "certificate-voluntary", "certificate-compulsory", "aftercare-certificate")


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
        for row in gathered_rows(self.measure):
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


def gathered_rows(measure: Measure | None) -> list[StepTaken]:
    if measure is None:
        return []
    rows = StepTaken.objects.filter(measure=measure, taken_back_by=None).exclude(words_sealed=None)
    return list(rows.select_related("measure").order_by("number"))


def known(case: Case, kind: PaperKind) -> dict[str, Given]:
    """The fields of this paper that the system can fill."""
    with speaking("vi"):
        found = {f.code: SOURCES[f.code](case, kind) for f in kind.asked if f.code in SOURCES}
    return {code: value for code, value in found.items() if value not in (None, "", [], ())}


# ---------------------------------------------------------------- the person
def _birth(case: Case, kind: PaperKind) -> str:
    born = case.person.born_on
    return format_long(born) if born else f"năm {case.person.birth_year}"


def _identity(case: Case, kind: PaperKind) -> str:
    rows = list(IdentityPaper.objects.filter(person=case.person, kind__in=IDENTITY_FIRST).order_by("pk"))
    if not rows:
        return ""
    row = min(rows, key=lambda r: IDENTITY_FIRST.index(r.kind))
    number = case.keeper.open("people_identitypaper", row.pk, "number", row.number_sealed)
    issued = [f"cấp ngày {format_date(row.issued_on)}"] if row.issued_on else []
    by = [f"nơi cấp: {row.issued_by}"] if row.issued_by else []
    return ", ".join([f"{said('papers', row.kind)} số {number}", *issued, *by])


def _residence(case: Case, kind: PaperKind) -> str:
    rows = Residence.objects.filter(person=case.person, valid_from__lte=case.on).exclude(reached_confirmed_on=None)
    home = rows.select_related("commune").order_by("-valid_from", "-pk").first()
    if home is None:
        return ""
    address = case.keeper.open("people_residence", home.pk, "address", home.address_sealed)
    return ", ".join([*([address] if address else []), *where(home.commune, case.on)])


def where(unit: Unit, on: date) -> list[str]:
    """xã Bảo Toàn, huyện Bảo Lạc, tỉnh Cao Bằng, as the map of the day has them."""
    country = tree(on)
    above = [country.unit(pk) for pk in country.ancestors(unit.pk)] if unit.pk in country else []
    units = [(unit.name, unit.kind), *((u.name, u.kind) for u in above if u.level != "nation")]
    return [inline(name, kind) for name, kind in units]


def _relative(case: Case, kind: PaperKind) -> str:
    return case.contact[1].get("name", "") if case.contact else ""


def _relation(case: Case, kind: PaperKind) -> str:
    return said("relations", case.contact[0].relation).lower() if case.contact else ""


def _relative_residence(case: Case, kind: PaperKind) -> str:
    return case.contact[1].get("address", "") if case.contact else ""


def _coded(codelist: str, attribute: str) -> "Source":
    def source(case: Case, kind: PaperKind) -> str:
        code = getattr(case.person, attribute)
        return said(codelist, code).lower() if code and codelist != "ethnicities" else said(codelist, code or "")

    return source


# ---------------------------------------------------------------- use and health
def _substances(case: Case, kind: PaperKind) -> str:
    codes = [use.substance for use in case.uses]
    if not codes and case.determination:
        codes = case.determination.substances.split()
    return ", ".join(said("substances", code) for code in dict.fromkeys(codes))


def _use_history(case: Case, kind: PaperKind) -> list[str]:
    return [
        ", ".join(
            [
                f"Sử dụng {said('substances', use.substance)}",
                *([said("routes", use.route).lower()] if use.route else []),
                *([f"từ năm {use.since_year}"] if use.since_year else []),
            ]
        )
        for use in case.uses
    ]


def _past_rehab(case: Case, kind: PaperKind) -> list[str]:
    rows = Measure.objects.filter(person=case.person, open=False).exclude(pk=case.measure.pk if case.measure else None)
    found = []
    for row in rows.order_by("opened_on", "pk"):
        law = pathway_of(row)
        if law.kind == "rehab":
            until = f" đến {format_date(row.closed_on)}" if row.closed_on else ""
            end = f": {OUTCOMES[row.outcome].vi.lower()}" if row.outcome in OUTCOMES else ""
            found.append(f"{law.title.vi}, từ {format_date(row.opened_on)}{until}{end}")
    return found


def _result(case: Case, kind: PaperKind) -> str:
    return RESULTS[case.determination.result] if case.determination else ""


def _findings(case: Case, kind: PaperKind) -> str:
    row = case.determination
    if kind.code != "determination" or row is None:
        return ""
    return case.keeper.open("pathways_determination", row.pk, "findings", row.findings_sealed)


def _determination_ref(case: Case, kind: PaperKind) -> str:
    row = case.determination
    if row is None:
        return ""
    number = f"Phiếu kết quả số {row.number}, " if row.number else ""
    return f"{number}{RESULTS[row.result]}, xác định {format_long(row.on)} tại {row.agency.name}"


# ---------------------------------------------------------------- the measure
def _term(case: Case, kind: PaperKind) -> str:
    months = case.now.months if case.now else None
    said_months = months if months is not None else case.facts.get("months")
    return f"{said_months:02} tháng" if isinstance(said_months, int) else ""


def _start(case: Case, kind: PaperKind) -> date | None:
    return (case.now.starts_on or case.now.decided_on) if case.now else None


def _last(case: Case, kind: PaperKind) -> date | None:
    if case.now is None or case.now.ends_on is None:
        return None
    return last_day(case.now.ends_on)


def _form(case: Case, kind: PaperKind) -> str:
    return FORMS.get(case.measure.pathway, "") if case.measure else ""


def _facility(case: Case, kind: PaperKind) -> str:
    if case.measure is None:
        return ""
    if case.measure.place:
        return str(case.measure.place.name)
    return "" if pathway_of(case.measure).residential else where(case.measure.commune, case.on)[0]


def _helper(case: Case, kind: PaperKind) -> str:
    rows = Assignment.objects.filter(person=case.person, valid_from__lte=case.on).select_related("organisation")
    held = [r for r in rows.order_by("valid_from", "pk") if r.valid_to is None or r.valid_to > case.on]
    return f"{held[-1].helper}, {held[-1].organisation.name}" if held else ""


def _until(case: Case, kind: PaperKind) -> date | None:
    """What the step itself says; else the limit that the step starts which calls for this paper."""
    said_day = case.facts.get("until") or case.facts.get("ground_until")
    if isinstance(said_day, str):
        return date.fromisoformat(said_day)
    if case.measure is None or case.now is None:
        return None
    starts = [c for step in pathway_of(case.measure).steps if kind.code in step.papers for c in step.starts]
    runs = (case.now.latest(code) for code in starts)
    return next((run.answer.due_on for run in runs if run and run.answer and run.answer.due_on), None)


def _from_words(code: str) -> "Source":
    def source(case: Case, kind: PaperKind) -> str:
        return case.words.get(code, "")

    return source


def _from_facts(code: str) -> "Source":
    def source(case: Case, kind: PaperKind) -> int | None:
        value = case.facts.get(code)
        return value if isinstance(value, int) else None

    return source


# ---------------------------------------------------------------- other papers of the case
def cited(paper: PaperRow) -> str:
    """Quyết định số 05/QĐ-UBND ngày 07 tháng 9 năm 2020 của Ủy ban nhân dân xã …"""
    name = paper.words.vi.split(" về ")[0].split(" của ")[0]
    number = f" số {paper.designation}" if paper.designation else ""
    return f"{name}{number} {format_long(paper.issued_on or paper.dated)} của {_maker(paper)}"


def _maker(paper: PaperRow) -> str:
    return TEAM if paper.designation.endswith("TCT") else paper.agency


def _request_ref(case: Case, kind: PaperKind) -> str:
    paper = case.paper(REQUESTS)
    day = paper.issued_on if paper else case.now.opened_on if case.now else None
    return f"đơn {format_long(day)} của ông (bà) {case.person.name}" if day else ""


def _proposal_ref(case: Case, kind: PaperKind) -> str:
    paper = case.paper(PROPOSALS)
    return cited(paper) if paper else ""


def _proposer(case: Case, kind: PaperKind) -> str:
    paper = case.paper(PROPOSALS)
    return _maker(paper) if paper else ""


def _decision_ref(case: Case, kind: PaperKind) -> str:
    if paper := case.paper(DECISIONS):
        return cited(paper)
    row = _step_row(case, decides=True)
    return f"Quyết định {format_long(row.on)} của {row.agency.name}" if row else ""


def _certificate_ref(case: Case, kind: PaperKind) -> str:
    if paper := case.paper(CERTIFICATES, anywhere=True):
        return cited(paper)
    number = case.facts.get("certificate_no")
    return f"Giấy chứng nhận số {number}" if number else ""


def _court_ref(case: Case, kind: PaperKind) -> str:
    if case.measure is None:
        return ""
    rows = StepTaken.objects.filter(measure=case.measure, taken_back_by=None).select_related("agency")
    row = next((r for r in rows.order_by("-number") if r.facts.get("court_no")), None)
    return f"Quyết định số {row.facts['court_no']} {format_long(row.on)} của {row.agency.name}" if row else ""


def _step_row(case: Case, *, decides: bool) -> StepTaken | None:
    if case.measure is None:
        return None
    law = the_law().pathway_version(case.measure.pathway, case.measure.version)
    codes = [step.code for step in law.steps if step.decides is decides]
    rows = StepTaken.objects.filter(measure=case.measure, taken_back_by=None, step__in=codes)
    return rows.select_related("agency").order_by("-number").first()


def _documents(case: Case, kind: PaperKind) -> list[str]:
    about = f"measure:{case.measure.pk}" if case.measure else f"person:{case.person.pk}"
    rows = [p for p in case.papers if p.matter == about and p.state == "issued" and p.kind != kind.code]
    return [cited(p) if p.designation else p.words.vi for p in rows]


Source = Callable[[Case, PaperKind], Given]
SOURCES: Mapping[str, Source] = {
    "name": lambda case, kind: case.person.name,
    "birth": _birth,
    "sex": _coded("sexes", "sex"),
    "identity": _identity,
    "ethnicity": _coded("ethnicities", "ethnicity"),
    "education": _coded("education", "education"),
    "occupation": _coded("occupations", "occupation"),
    "residence": _residence,
    "relative": _relative,
    "relation": _relation,
    "relative_residence": _relative_residence,
    "substances": _substances,
    "use_history": _use_history,
    "past_rehab": _past_rehab,
    "health": _from_words("health"),
    "result": _result,
    "findings": _findings,
    "rehab_form": _form,
    "term": _term,
    "start": _start,
    "last": _last,
    "turn": lambda case, kind: case.measure.turn if case.measure else None,
    "facility": _facility,
    "helper": _helper,
    "reason": _from_words("reason"),
    "until": _until,
    "request_ref": _request_ref,
    "proposal_ref": _proposal_ref,
    "proposer": _proposer,
    "decision_ref": _decision_ref,
    "certificate_ref": _certificate_ref,
    "determination_ref": _determination_ref,
    "court_ref": _court_ref,
    "documents": _documents,
    "votes_for": _from_facts("votes_for"),
    "votes_against": _from_facts("votes_against"),
}
