"""Every kind of paper in the catalogue is filled from a case: what the system knows is never asked of the officer."""

import io
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docx import Document

from hoanhap.catalog import papers as catalog
from hoanhap.catalog.paper_kinds import PaperKind
from hoanhap.documents import docx
from hoanhap.documents.official import fill, printed
from hoanhap.documents.queries.papers import PaperRow
from hoanhap.kernel.lang import Words
from hoanhap.law.pathways.shape import Pathway
from hoanhap.pathways.models import Determination, Measure
from hoanhap.pathways.queries import paper_facts, paper_refs
from hoanhap.pathways.queries.law import the_law
from hoanhap.pathways.queries.paper_case import Case
from hoanhap.pathways.rules.facts import Done
from hoanhap.pathways.rules.papers import FORMS
from hoanhap.pathways.rules.walk import Walk
from hoanhap.people.actions import add_contact, assign
from hoanhap.people.queries.vault import vault
from tests.documents.samples_papers import facts as typed
from tests.documents.samples_papers import letterhead
from tests.pathways.ward import Ward

pytestmark = pytest.mark.django_db
KINDS = catalog.papers().kinds
# What no row can hold before an officer writes it: what people say, what is decided at the desk, whom it goes to.
WRITTEN = {"activities", "wish", "met_at", "present", "opinions", "conclusion", "statement", "giver", "receiver",
           "belongings", "addressee", "subject_matter", "next_step"}  # fmt: skip


def test_every_field_is_either_known_or_written() -> None:
    fields = {f.code for kind in KINDS for f in kind.asked}
    assert fields == set(paper_facts.SOURCES) | WRITTEN
    assert not set(paper_facts.SOURCES) & WRITTEN


def test_every_rehabilitation_and_aftercare_is_named_as_papers_name_it() -> None:
    kinds = {law.code for law in the_law().measures.versions if law.kind in ("rehab", "aftercare")}
    assert kinds - {"user"} <= set(FORMS)


def pathways_of(kind: PaperKind) -> list[Pathway]:
    """Those that call for it while this version is in force; for a paper that no step calls for, the usual one."""
    end = kind.valid_to or date(2035, 1, 1)
    laws = the_law().measures.versions
    meet = [law for law in laws if law.valid_from < end and (law.valid_to is None or law.valid_to > kind.valid_from)]
    called = [law for law in meet if any(kind.code in step.papers for step in law.steps)]
    return called or [law for law in meet if law.code == "community"]


def case_of(ward: Ward, kind: PaperKind, law: Pathway, on: date) -> Case:
    """A person of whom everything is recorded, in the middle of this pathway."""
    start = on - timedelta(days=30)
    place = {"place": ward.centre} if law.residential else {}
    person = ward.folk.person()
    ward.determine(person)
    assign_to(ward, person.code)
    measure = Measure.objects.create(
        person=person, pathway=law.code, version=law.version, commune=person.commune, turn=2, state=law.states[0].code,
        agency=ward.world.agencies["an-1-a"], opened_on=start, decided_on=start, starts_on=start,
        ends_on=on + timedelta(days=150), **place,
    )  # fmt: skip
    ended = {"open": False, "closed_on": date(2014, 6, 1), "outcome": "completed", "opened_on": date(2014, 1, 1)}
    Measure.objects.create(
        person=person, pathway="community", version="94-2010", commune=person.commune, state="completed",
        agency=ward.world.agencies["an-1-a"], **ended,
    )  # fmt: skip
    decides = next((step.code for step in law.steps if step.decides), law.steps[0].code)
    told: dict[str, Any] = {"months": 6, "court_no": "5/2020", "votes_for": 5, "votes_against": 0,
                            "until": (on + timedelta(days=5)).isoformat(), "certificate_no": "9"}  # fmt: skip
    step = measure.steps.create(
        number=1, step=decides, version=law.version, after=measure.state, on=start, facts=told, by="thử",
        agency=measure.agency,
    )  # fmt: skip
    now = Walk(law, opened_on=start, decided_on=start, starts_on=start, ends_on=measure.ends_on, months=6)
    done = (Done(1, step.step, start, law.version, facts=told),)
    about = f"measure:{measure.pk}"
    rows = tuple(
        _issued(code, about, person.code, start)
        for code in ("registration", "proposal-team", "decision-rehab", "certificate")
    )
    found = Determination.objects.get()
    found.findings_sealed = vault(person.pk).seal("pathways_determination", found.pk, "findings", "Đủ tiêu chuẩn")
    found.save()
    case = Case(person, measure, vault(person.pk), rows, max(on, date(2020, 9, 7)), done, now, told)
    case.__dict__["words"] = {"health": "ổn định", "reason": "có căn cứ"}
    return case


def assign_to(ward: Ward, code: str) -> None:
    by = ward.actor("xa")
    women = ward.folk.agency("women-an-1-a").pk
    assign(code=code, helper="Nông Thị Giúp", organisation_id=women, valid_from=ward.on, by=by, on=ward.on)
    add_contact(code=code, relation="mother", name="Lý Thị Mẹ", phone="", address="xóm Nà Đôn", represents=True, by=by,
                on=ward.on)  # fmt: skip


def _issued(code: str, matter: str, subject: str, on: date) -> PaperRow:
    symbol = {"registration": "", "proposal-team": "03/TTr-TCT", "certificate": "02/GCN-UBND"}.get(code, "01/QĐ-UBND")
    return PaperRow(1, code, "2010", Words("Giấy tờ thử", "A paper"), "issued", symbol, on, on, None, "", 1,
                    "Ủy ban nhân dân xã An", matter, subject, "Ai đó", "", "", False, False, True)  # fmt: skip


def cases() -> Iterator[Any]:
    """The first and the last pathway that calls for each version of each kind."""
    for kind in KINDS:
        laws = pathways_of(kind)
        for law in (laws[0], laws[-1]) if len(laws) > 1 else laws:
            yield pytest.param(kind, law, id=f"{kind.code}-{kind.version}-{law.code}-{law.version}")


@pytest.mark.parametrize(("kind", "law"), cases())
def test_a_paper_is_filled_from_a_case_of_its_pathway(ward: Ward, kind: PaperKind, law: Pathway) -> None:
    on = max(kind.valid_from, law.valid_from) + timedelta(days=200)
    case = case_of(ward, kind, law, on)
    known = paper_facts.known(case, kind)
    needed = {f.code for f in kind.asked if f.code not in (*kind.optional, *kind.blank)}
    written = WRITTEN if kind.code == "determination" else WRITTEN | {"findings"}
    assert needed - set(known) - written == set()
    filled = fill(kind, letterhead(kind), {**typed(kind), **known}, on=on)
    said = "\n".join((filled.title, *filled.lines, *filled.addressees, *filled.bases))
    assert "Lý Văn Sình" in said
    assert "{" not in said


@pytest.mark.parametrize("code", ["decision-rehab", "proposal-compulsory", "handover", "minutes-team", "registration"])
def test_the_word_file_opens_in_a_word_processor(ward: Ward, code: str, tmp_path: Path) -> None:
    kind = catalog.paper(code, on=date(2020, 9, 7))
    law = next(law for law in pathways_of(kind) if law.valid_from <= date(2020, 9, 7))
    known = paper_facts.known(case_of(ward, kind, law, date(2020, 9, 7)), kind)
    filled = fill(kind, letterhead(kind), {**typed(kind), **known}, on=date(2020, 9, 7))
    path = tmp_path / "giay.docx"
    path.write_bytes(docx.render(printed(filled, drafted_on=date(2020, 9, 7), signer="Ai đó")))
    document = Document(io.BytesIO(path.read_bytes()))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    assert "Lý Văn Sình" in "\n".join([*(p.text for p in document.paragraphs), *cells])
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/lo", "--convert-to", "pdf", "--outdir",
         str(tmp_path), str(path)], check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert (tmp_path / "giay.pdf").read_bytes()[:5] == b"%PDF-"


def test_a_reference_names_number_day_and_office_and_says_nothing_it_does_not_know() -> None:
    row = _issued("decision-rehab", "measure:1", "P", date(2020, 7, 8))
    assert paper_refs.cited(row) == "Giấy tờ thử số 01/QĐ-UBND ngày 08 tháng 7 năm 2020 của Ủy ban nhân dân xã An"
    empty = SimpleNamespace(paper=lambda *a, **k: None, now=None, measure=None, facts={}, papers=(), person=None)
    kind = catalog.paper("plan", on=date(2020, 1, 1))
    for source in (paper_refs.request_ref, paper_refs.decision_ref, paper_refs.court_ref, paper_refs.proposal_ref):
        assert source(empty, kind) == ""
