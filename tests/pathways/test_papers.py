"""A paper of a case: opened for a reason, written, issued under a number, revoked; and who reads what of it."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from hoanhap.access.errors import Invalid
from hoanhap.access.persons import Purpose
from hoanhap.access.rules import Denied, Outside
from hoanhap.audit.models import AuditRow
from hoanhap.catalog import papers as catalogue
from hoanhap.documents.models import OfficialPaper
from hoanhap.pathways.actions import papers
from hoanhap.pathways.actions.papers import NotReady
from hoanhap.pathways.models import Measure
from hoanhap.pathways.queries import paper_lists
from hoanhap.pathways.queries import papers as reading
from hoanhap.pathways.queries.facts import papers_there
from hoanhap.people.actions.merging import merge
from hoanhap.people.queries import quota
from hoanhap.units.queries.tree import forget
from tests.pathways.test_actions import court
from tests.pathways.ward import Ward, equipped
from tests.reporting.races import lanes

D = date
Sit = Callable[[str], Client]
pytestmark = pytest.mark.django_db


def draft_of(measure: Measure, kind: str) -> OfficialPaper:
    return OfficialPaper.objects.get(matter=f"measure:{measure.pk}", kind=kind)


def opened(client: Client, pk: int, purpose: str = "P1") -> str:
    """The words of a paper, a reason having been stated."""
    address = reverse("pathways:paper", args=[pk])
    client.post(address, {"purpose": purpose})
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def written(client: Client, pk: int, **changes: Any) -> Any:
    """Save the form as it is shown, with some fields changed."""
    form = client.get(reverse("pathways:paper_write", args=[pk])).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    said = {k: "" if v is None else v for k, v in {**shown, **changes}.items()}
    typed = {k: v.strftime("%d/%m/%Y") if isinstance(v, date) else v for k, v in said.items()}
    return client.post(reverse("pathways:paper_write", args=[pk]), typed)


def issued(client: Client, pk: int, **changes: Any) -> Any:
    form = client.get(reverse("pathways:paper_issue", args=[pk])).context["form"]
    typed = {"signer": "Nông Văn Một", "signing": "head", "day": "07/9/2020", "seen": form["seen"].value(), **changes}
    return client.post(reverse("pathways:paper_issue", args=[pk]), typed)


# ---------------------------------------------------------------- the way of a paper
def test_a_step_leaves_a_draft_that_opens_filled_from_the_file_once_a_reason_is_stated(ward: Ward, sit: Sit) -> None:
    paper = draft_of(ward.community(ward.addict()), "decision-rehab")
    client = sit("xa")
    asked = client.get(reverse("pathways:paper", args=[paper.pk])).content.decode()
    assert "Mở để làm gì?" in asked
    assert "xóm Nà Đôn" not in asked
    shown = opened(client, paper.pk)
    for words in ("Lý Văn Sình", "ngày 15 tháng 3 năm 1989", "xóm Nà Đôn, ", "06 tháng", "ngày 08 tháng 01 năm 2021",
                  "Căn cứ Nghị định số 94/2010", "đơn ngày 02 tháng 7 năm 2020", "tại cộng đồng"):  # fmt: skip
        assert words in shown, words
    assert "Còn thiếu để phát hành" in shown
    looks = AuditRow.objects.filter(action="person.read", ref=Measure.objects.get().person.code)
    assert looks.filter(detail__what=f"paper:{paper.pk}", detail__details=True).exists()


def test_a_draft_is_written_issued_under_a_number_and_then_stays_as_it_is(ward: Ward, sit: Sit) -> None:
    measure = ward.community(ward.addict())
    proposal, decision = draft_of(measure, "proposal-team"), draft_of(measure, "decision-rehab")
    client = sit("xa")
    opened(client, proposal.pk)
    assert written(client, proposal.pk, conclusion="nhất trí").status_code == 302
    done = issued(client, proposal.pk, signing="team")
    assert done.status_code == 302, done.content.decode()
    shown = opened(client, decision.pk)
    assert "Tờ trình số 01/TTr-TCT ngày 07 tháng 9 năm 2020 của Tổ công tác" in shown
    assert issued(client, decision.pk, signer="").status_code == 422
    assert issued(client, decision.pk).status_code == 302
    assert "đơn ngày 02 tháng 7 năm 2020" in shown  # the day of the step, whenever its paper was filed
    decision.refresh_from_db()
    assert (decision.state, decision.number, decision.signer) == ("issued", 1, "Nông Văn Một")
    said = opened(client, decision.pk)
    assert "Số: 01/QĐ-UBND" in said
    assert "đúng như khi phát hành" in said
    with pytest.raises(NotReady):
        papers.write(paper_id=decision.pk, given={}, seen="", by=ward.actor("xa"), on=ward.on)


def test_interim_management_begins_with_its_own_step_and_before_2022_promises_no_deduction(
    ward: Ward, sit: Sit
) -> None:
    """No rule was found that deducts the time from the term before NĐ 116/2021 Điều 44."""
    measure = court(ward)
    ward.take(measure, "interim-give", D(2020, 7, 7), {"interim_at": "centre", "place": ward.centre.pk})
    words = opened(sit("xa"), draft_of(measure, "interim-facility").pk)
    assert "từ ngày 07 tháng 7 năm 2020" in words
    assert "được trừ vào thời hạn" not in words
    assert "được trừ vào thời hạn" in catalogue.paper("interim-facility", on=D(2022, 1, 1)).text


def test_what_was_issued_does_not_follow_the_file_any_more_and_a_draft_does(ward: Ward, sit: Sit) -> None:
    measure = ward.community(ward.addict())
    plan = draft_of(measure, "proposal-team")
    person = measure.person
    client = sit("xa")
    assert "Lý Văn Sình" in opened(client, plan.pk)
    assert issued(client, plan.pk, signing="team").status_code == 302
    person.name = "Lý Văn Đổi"
    person.save()
    assert "Lý Văn Sình" in opened(client, plan.pk).split("<article")[1]
    assert "Lý Văn Đổi" in opened(client, draft_of(measure, "decision-rehab").pk)


def test_everything_that_is_missing_is_told_and_nothing_is_numbered(ward: Ward) -> None:
    paper = draft_of(ward.community(ward.addict()), "decision-rehab")
    page = reading.page(ward.actor("xa"), paper.pk, ward.on, opened=Purpose.CASE)
    with pytest.raises(NotReady) as told:
        papers.issue(paper_id=paper.pk, signer="", signing="head", day=ward.on, seen=page.seen, by=ward.actor("xa"),
                     on=ward.on)  # fmt: skip
    assert [r for r in told.value.reasons if "Văn bản đề nghị" in r]
    paper.refresh_from_db()
    assert (paper.state, paper.number) == ("draft", None)


def test_a_paper_is_revoked_with_a_reason_and_its_number_stays(ward: Ward, sit: Sit) -> None:
    paper = draft_of(ward.community(ward.addict()), "registration")
    client = sit("xa")
    opened(client, paper.pk)
    assert issued(client, paper.pk, signer="", signing="person").status_code == 302
    form = reverse("pathways:paper_revoke", args=[paper.pk])
    assert client.post(form, {"reason": ""}).status_code == 422
    assert "Không ghi tình trạng HIV" in client.post(form, {"reason": "có HIV"}).content.decode()
    assert client.post(form, {"reason": "Ghi sai ngày"}).status_code == 302
    paper.refresh_from_db()
    assert (paper.state, paper.reason) == ("revoked", "Ghi sai ngày")
    assert "Ghi sai ngày" in opened(client, paper.pk)


def test_a_draft_is_thrown_away_and_another_paper_begun_from_the_file(ward: Ward, sit: Sit) -> None:
    measure = ward.community(ward.addict())
    client, code = sit("xa"), measure.person.code
    paper = draft_of(measure, "decision-rehab")
    assert client.post(reverse("pathways:paper_discard", args=[paper.pk])).status_code == 302
    assert not OfficialPaper.objects.filter(pk=paper.pk).exists()
    desk = reverse("pathways:papers", args=[code])
    assert client.post(desk, {"kind": "khong-co"}).status_code == 422
    begun = client.post(desk, {"kind": "notice", "measure": measure.pk})
    made = OfficialPaper.objects.get(kind="notice")
    assert begun["Location"] == reverse("pathways:paper_write", args=[made.pk])
    assert (made.matter, made.subject, made.content_sealed) == (f"measure:{measure.pk}", code, None)
    opened(client, made.pk)
    assert written(client, made.pk, subject_matter="mời làm việc", addressee="Gia đình").status_code == 302
    shown = opened(client, made.pk)
    assert "Về việc mời làm việc" in shown
    assert "Kính gửi: Gia đình" in shown


def test_words_that_were_changed_since_they_were_seen_are_not_overwritten_or_issued(ward: Ward) -> None:
    paper = draft_of(ward.community(ward.addict()), "registration")
    by, on = ward.actor("xa"), ward.on
    seen = reading.page(by, paper.pk, on, opened=Purpose.CASE).seen
    papers.write(paper_id=paper.pk, given={"health": "yếu"}, seen=seen, by=by, on=on)
    for act in (
        lambda: papers.write(paper_id=paper.pk, given={"health": "khỏe"}, seen=seen, by=by, on=on),
        lambda: papers.issue(paper_id=paper.pk, signer="", signing="person", day=on, seen=seen, by=by, on=on),
    ):
        with pytest.raises(Invalid, match="vừa có thay đổi"):
            act()


def test_a_paper_that_a_step_calls_for_and_that_is_not_there_is_offered(ward: Ward, sit: Sit) -> None:
    measure = ward.community(ward.addict())
    papers.discard(paper_id=draft_of(measure, "decision-rehab").pk, by=ward.actor("xa"), on=ward.on)
    found = paper_lists.of_measure(ward.actor("xa"), measure.pk, ward.on)
    assert [kind.code for kind in found.wanting] == ["decision-rehab"]
    assert not paper_lists.of_measure(ward.actor("huyen"), measure.pk, ward.on).wanting
    shown = sit("xa").get(reverse("pathways:measure", args=[measure.pk])).content.decode()
    assert f"?mau=decision-rehab&amp;bien-phap={measure.pk}" in shown


def test_papers_follow_a_file_that_was_merged_into_another(ward: Ward) -> None:
    measure = ward.community(ward.addict())
    kept = ward.folk.person(name="Lý Văn Xình")
    by, on = ward.actor("xa"), ward.on
    paper = draft_of(measure, "registration")
    seen = reading.page(by, paper.pk, on, opened=Purpose.CASE).seen
    papers.write(paper_id=paper.pk, given={"health": "yếu"}, seen=seen, by=by, on=on)
    merge(kept=kept.code, gone=measure.person.code, reason="Ghi hai lần", by=by, on=on)
    page = reading.page(by, paper.pk, on, opened=Purpose.CASE)
    assert page.code == kept.code
    assert "Tình trạng sức khỏe hiện nay: yếu." in "\n".join(t for line in page.screen.lines for t, _, _ in line.runs)
    assert paper.pk in [line.row.id for line in paper_lists.of_person(by, kept.code, None, on).lines]
    measure.refresh_from_db()
    assert "registration" in papers_there(measure)


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_issue_at_once_give_one_number_each_and_one_paper_once() -> None:
    ward = equipped()
    by, on = ward.actor("xa"), ward.on
    measures = [ward.community(ward.addict(name=f"Lý Văn {name}")) for name in ("Một", "Hai")]
    pks = [draft_of(measure, "proposal-team").pk for measure in measures]
    seen = {pk: reading.page(by, pk, on, opened=Purpose.CASE).seen for pk in pks}

    def act(pk: int) -> Callable[[], None]:
        told = {"signer": "Nông Văn Một", "signing": "team", "day": on}
        return lambda: papers.issue(paper_id=pk, seen=seen[pk], by=by, on=on, **told)

    with lanes(3) as together:
        said = together(act(pks[0]), act(pks[1]), act(pks[1]))
    assert sorted(type(answer).__name__ for answer in said) == ["NoneType", "NoneType", "NotReady"]
    assert sorted(OfficialPaper.objects.filter(pk__in=pks).values_list("number", flat=True)) == [1, 2]
    forget()


def test_a_paper_counts_as_a_reading_of_its_file(ward: Ward, sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = draft_of(ward.community(ward.addict()), "registration")
    monkeypatch.setattr(quota, "_files", lambda lately: 10**6)
    assert sit("xa").get(reverse("pathways:paper", args=[paper.pk])).status_code == 429
    assert not AuditRow.objects.filter(detail__what=f"paper:{paper.pk}").exists()


# ---------------------------------------------------------------- what is kept, and where
def test_the_words_of_a_draft_and_of_an_issued_paper_are_nowhere_in_the_database(ward: Ward, sit: Sit) -> None:
    paper = draft_of(ward.community(ward.addict()), "registration")
    client = sit("xa")
    opened(client, paper.pk)
    written(client, paper.pk, health="canary-suc-khoe-73")
    paper.refresh_from_db()
    kept = [bytes(paper.content_sealed)]
    assert issued(client, paper.pk, signer="", signing="person").status_code == 302
    paper.refresh_from_db()
    kept.append(bytes(paper.content_sealed))
    trail = str(list(AuditRow.objects.values_list("detail", flat=True)))
    for secret in ("canary-suc-khoe-73", "Sình", "Nà Đôn"):
        assert not [k for k in kept if secret.encode() in k]
        assert secret not in trail
        assert secret not in str(paper.facts)


def test_the_word_file_says_what_the_screen_says_and_its_name_says_nothing(ward: Ward, sit: Sit) -> None:
    paper = draft_of(ward.community(ward.addict()), "decision-rehab")
    client = sit("xa")
    take = reverse("pathways:paper_file", args=[paper.pk, "docx"])
    assert client.get(take).status_code == 302  # no reason stated yet
    opened(client, paper.pk)
    answer = client.get(take)
    assert "Sinh" not in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"
    document = Document(io.BytesIO(answer.content))
    said = "\n".join(p.text for p in document.paragraphs)
    assert "Lý Văn Sình" in said
    assert "xóm Nà Đôn" in said
    assert AuditRow.objects.filter(detail__what=f"paper:{paper.pk}.docx").count() == 1
    assert client.get(reverse("pathways:paper_file", args=[paper.pk, "exe"])).status_code == 404
    assert client.get(reverse("pathways:paper_file", args=[paper.pk, "pdf"])).content[:5] == b"%PDF-"


# ---------------------------------------------------------------- who
@pytest.mark.parametrize(
    ("who", "row", "words"),
    [
        ("xa", 200, True),
        ("lanhdao-xa", 200, True),
        ("ca-xa", 200, True),  # K3 is police's to read of its own commune
        ("huyen", 200, False),  # coded: that there is such a paper
        ("xa-b", 404, False),
        ("y-te", 404, False),
        ("toa", 404, False),
        ("giup", 404, False),
        ("bo", 403, False),
        ("quantri", 403, False),
        ("bvdl", 403, False),
    ],
)
def test_who_knows_of_a_paper_and_who_reads_it(ward: Ward, sit: Sit, who: str, row: int, words: bool) -> None:
    paper = draft_of(ward.community(ward.addict()), "decision-rehab")
    client, address = sit(who), reverse("pathways:paper", args=[paper.pk])
    assert client.get(address).status_code == row
    client.post(address, {"purpose": "P4" if who == "ca-xa" else "P1"})
    shown = client.get(address).content.decode()
    assert ("xóm Nà Đôn" in shown) is words
    assert words or "Sình" not in shown
    taken = client.get(reverse("pathways:paper_file", args=[paper.pk, "docx"]))
    assert (taken.status_code == 200) is words


def test_a_post_that_reads_but_made_nothing_writes_nothing(ward: Ward) -> None:
    paper = draft_of(ward.community(ward.addict()), "decision-rehab")
    with pytest.raises(Denied):
        papers.discard(paper_id=paper.pk, by=ward.actor("huyen"), on=ward.on)
    with pytest.raises(Outside):
        papers.discard(paper_id=paper.pk, by=ward.actor("xa-b"), on=ward.on)
    with pytest.raises(Outside):
        reading.find(ward.actor("xa"), 10**9, ward.on)
