"""What the system knows of a case that a paper may name, in the words of a Vietnamese paper.

    known(case_of(person, measure, keeper, papers, on), kind)   # code of the field → value; the unknown is left out

One literal table says which field comes from where; what is not in it, the officer writes.
"""

from collections.abc import Callable, Mapping
from datetime import date

from hoanhap.catalog.codelists import said
from hoanhap.catalog.paper_kinds import PaperKind
from hoanhap.documents.official import Given
from hoanhap.kernel.dates import format_date, format_long, last_day
from hoanhap.kernel.lang import speaking
from hoanhap.law.pathways.shape import OUTCOMES
from hoanhap.pathways.models import Measure
from hoanhap.pathways.queries import paper_refs
from hoanhap.pathways.queries.law import pathway_of
from hoanhap.pathways.queries.paper_case import Case, case_of, where
from hoanhap.pathways.rules.papers import FORMS
from hoanhap.people.models import Assignment, IdentityPaper, Residence

__all__ = ["SOURCES", "Case", "case_of", "known"]

RESULTS = {"addicted": "nghiện ma túy", "not_addicted": "không nghiện ma túy", "undecided": "chưa xác định được"}
INTERIM = frozenset({"interim-family", "interim-facility"})  # begins with its own step, not with the term
IDENTITY_FIRST = ("cccd", "cmnd", "passport")


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
    given = (done.on for done in reversed(case.done) if kind.code in INTERIM and done.step == "interim-give")
    return next(given, (case.now.starts_on or case.now.decided_on) if case.now else None)


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
    "request_ref": paper_refs.request_ref,
    "proposal_ref": paper_refs.proposal_ref,
    "proposer": paper_refs.proposer,
    "decision_ref": paper_refs.decision_ref,
    "certificate_ref": paper_refs.certificate_ref,
    "determination_ref": _determination_ref,
    "court_ref": paper_refs.court_ref,
    "documents": paper_refs.documents,
    "votes_for": _from_facts("votes_for"),
    "votes_against": _from_facts("votes_against"),
}
