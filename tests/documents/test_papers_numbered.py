"""A paper is drafted, issued under the next number of its book, perhaps revoked; a number is given once, in order."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hoanhap.access.models import Post, User
from hoanhap.access.queries import actor_for
from hoanhap.access.rules import Denied, Outside
from hoanhap.audit.models import AuditRow
from hoanhap.catalog import papers as catalog
from hoanhap.documents import official
from hoanhap.documents.actions import papers
from hoanhap.documents.actions.papers import NotReady, Ready
from hoanhap.documents.models import OfficialPaper, Series
from hoanhap.documents.paper import number_line
from hoanhap.documents.queries import letters
from hoanhap.documents.queries import papers as reading
from hoanhap.units.actions import ensure_agency
from hoanhap.units.queries.tree import forget
from tests import world as worlds
from tests.documents.samples_papers import facts
from tests.reporting.races import lanes
from tests.scale import scaled

ON = worlds.ON
CONTENT = b"words that were sealed"


@pytest.fixture
def world(db):
    yield worlds.build()
    forget()


def drafted(world, kind="decision-rehab", place="an-1-a", who="xa", **more):
    told = {"content": CONTENT, **more}
    return papers.draft(
        kind=kind, agency_id=world.agencies[place].pk, by=world.actor(who), on=told.pop("on", ON), **told
    )


def issued(world, who="xa", on=ON, **more):
    paper = drafted(world, who=who, on=on, **more)
    return papers.issue(paper_id=paper.pk, signer="Nông Văn Một", by=world.actor(who), on=on)


# ---------------------------------------------------------------- one paper
def test_a_draft_has_no_number_and_an_issued_paper_has_the_next_one(world):
    paper = drafted(world, subject="P-1", matter="measure:1")
    assert (paper.state, paper.number, paper.symbol) == ("draft", None, "QĐ-UBND")
    first, second = (issued(world) for _ in range(2))
    assert (first.number, second.number) == (1, 2)
    [row] = reading.of_subject("P-1")
    assert row.designation == "" and row.words.vi.startswith("Quyết định về việc cai nghiện")
    assert reading.row(first.pk).designation == "01/QĐ-UBND"


def test_each_agency_book_and_year_counts_for_itself(world):
    assert issued(world).number == 1
    assert issued(world, kind="plan").number == 1
    assert issued(world, kind="certificate").number == 1
    assert issued(world, place="an-1-b", who="xa-b").number == 1
    assert issued(world, on=date(2021, 1, 4)).number == 1
    assert issued(world, kind="decision-compulsory-community").number == 2
    assert {(s.book, s.year, s.last) for s in Series.objects.filter(agency=world.agencies["an-1-a"])} == {
        ("decision", 2020, 2),
        ("general", 2020, 1),
        ("certificate", 2020, 1),
        ("decision", 2021, 1),
    }


def test_what_a_person_files_bears_no_number(world):
    paper = drafted(world, kind="registration")
    filed = papers.issue(paper_id=paper.pk, by=world.actor("xa"), on=ON)
    assert (filed.state, filed.number, filed.symbol, filed.signer) == ("issued", None, "", "")
    assert not Series.objects.exists()


def test_the_signer_and_the_way_of_signing_are_kept(world):
    paper = drafted(world)
    signed = papers.issue(
        paper_id=paper.pk, signer=" Nông  Văn Một ", signing="deputy", by=world.actor("lanhdao-xa"), on=ON
    )
    assert (signed.signer, signed.signed_as) == ("Nông Văn Một", "KT. Chủ tịch\nPhó Chủ tịch")


def test_the_team_numbers_its_own_papers(world):
    paper = issued(world, kind="minutes-team")
    assert (paper.symbol, paper.number, paper.signed_as) == ("BB-TCT", 1, "Tổ trưởng")
    assert issued(world).number == 1


def test_what_was_issued_is_whole_until_somebody_changes_the_row(world):
    paper = issued(world, facts={"measure": 7, "start": ON})
    assert reading.whole(paper.pk) and reading.sealed(paper.pk) == CONTENT
    assert paper.facts == {"measure": 7, "start": "2020-09-07"}
    for change in ({"content_sealed": b"other words"}, {"signer": "Người khác"}, {"facts": {"measure": 8}}):
        kept = {name: getattr(paper, name) for name in change}
        OfficialPaper.objects.filter(pk=paper.pk).update(**change)
        assert not reading.whole(paper.pk), change
        OfficialPaper.objects.filter(pk=paper.pk).update(**kept)
    assert reading.whole(paper.pk)
    assert not reading.whole(drafted(world).pk)


def test_the_printed_paper_carries_the_number_the_day_and_the_signer(world):
    kind = catalog.paper("decision-rehab", on=ON)
    letter = letters.letterhead(world.agencies["an-1-a"].pk, ON)
    words = official.fill(kind, letter, facts(kind), on=ON).to_bytes()
    paper = issued(world, content=words)
    shown = reading.paper_of(paper.pk, words, on=ON)
    assert number_line(shown) == "Số: 01/QĐ-UBND" and shown.on == ON
    assert (shown.agency, shown.place) == ("Ủy ban nhân dân xã An 1A", "An 1A")
    assert shown.signature.lines == ("CHỦ TỊCH",) and shown.signature.name == "Nông Văn Một"
    assert reading.render(shown, "docx")[:2] == b"PK" and reading.render(shown, "pdf")[:4] == b"%PDF"
    draft = reading.paper_of(drafted(world, content=words).pk, words, on=ON + timedelta(30))
    assert draft.on is None and draft.drafted_on == ON and "\xa0" in number_line(draft)


def test_an_office_under_a_committee_prints_the_committee_above_itself(world):
    letter = letters.letterhead(world.agencies["an-1"].pk, ON)
    assert letter.parent == "Ủy ban nhân dân huyện An 1" and letter.symbol == "PLĐTBXH"
    assert letters.letterhead(world.agencies["an-1-a"].pk, ON).parent == ""
    assert letters.letterhead(world.agencies["centre"].pk, ON).parent.startswith("Sở Lao động")


# ---------------------------------------------------------------- refusals
def reasons(act):
    with pytest.raises(NotReady) as told:
        act()
    return told.value.reasons


def test_every_reason_against_issuing_is_told_at_once_and_nothing_is_numbered(world):
    paper = drafted(world, content=None)
    told = reasons(
        lambda: papers.issue(paper_id=paper.pk, signing="by_order", by=world.actor("xa"), on=ON - timedelta(1))
    )
    assert len(told) == 4
    for words in ("Chưa có nội dung", "trước ngày soạn", "Thiếu họ tên người ký", "không ký “by_order”"):
        assert any(words in reason for reason in told), words
    assert not Series.objects.exists()


def test_an_agency_issues_only_its_own_kinds_and_facts_hold_no_words(world):
    told = reasons(lambda: drafted(world, kind="aftercare-decision", facts={"note": "x" * 61, "list": ["a"]}))
    assert len(told) == 3 and "không phát hành loại giấy tờ này" in told[0]
    assert not OfficialPaper.objects.exists()


@pytest.mark.parametrize("state", ["issued", "revoked"])
def test_what_is_issued_is_not_issued_rewritten_or_thrown_away_again(world, state):
    paper, by = issued(world), world.actor("xa")
    if state == "revoked":
        papers.revoke(paper_id=paper.pk, reason="ghi sai", by=by, on=ON)
    for act in (
        lambda: papers.issue(paper_id=paper.pk, signer="Ai", by=by, on=ON),
        lambda: papers.rewrite(paper_id=paper.pk, content=b"x", by=by, on=ON),
        lambda: papers.discard(paper_id=paper.pk, by=by, on=ON),
    ):
        assert any("không" in reason and "được nữa" in reason for reason in reasons(act))
    assert OfficialPaper.objects.get(pk=paper.pk).number == 1


def test_a_draft_is_rewritten_or_thrown_away_and_leaves_no_gap(world):
    first, by = drafted(world), world.actor("xa")
    papers.rewrite(paper_id=first.pk, content=b"better", facts={"turn": 2}, by=by, on=ON)
    papers.discard(paper_id=drafted(world).pk, by=by, on=ON)
    paper = papers.issue(paper_id=first.pk, signer="Nông Văn Một", by=by, on=ON)
    assert (paper.number, paper.facts, reading.sealed(paper.pk)) == (1, {"turn": 2}, b"better")


def test_a_revoked_number_is_never_given_again(world):
    first, by = issued(world), world.actor("xa")
    second = issued(world)
    papers.revoke(paper_id=first.pk, reason="ghi sai năm sinh", by=by, on=ON, replaced_by=second.pk)
    row = reading.row(first.pk)
    assert (row.state, row.designation, row.reason) == ("revoked", "01/QĐ-UBND", "ghi sai năm sinh")
    assert issued(world).number == 3
    assert reading.numberings(world.agencies["an-1-a"].pk)[0].gaps == ()


def test_a_paper_is_revoked_with_a_reason_after_it_was_issued_and_only_once(world):
    paper, by = issued(world), world.actor("xa")
    draft = drafted(world)
    told = reasons(
        lambda: papers.revoke(paper_id=paper.pk, reason=" ", by=by, on=ON - timedelta(1), replaced_by=draft.pk)
    )
    assert len(told) == 3
    assert reasons(lambda: papers.revoke(paper_id=draft.pk, reason="x", by=by, on=ON))
    papers.revoke(paper_id=paper.pk, reason="x", by=by, on=ON)
    assert reasons(lambda: papers.revoke(paper_id=paper.pk, reason="x", by=by, on=ON))


# ---------------------------------------------------------------- who
def test_a_strangers_paper_is_not_there_and_a_guest_has_no_right(world):
    paper = drafted(world)
    for who in ("xa-b", "huyen", "xa-binh", "tinh-binh"):
        with pytest.raises((Outside, Denied)):
            papers.issue(paper_id=paper.pk, signer="Ai", by=world.actor(who), on=ON)
    with pytest.raises(Outside):
        papers.issue(paper_id=10**9, signer="Ai", by=world.actor("xa"), on=ON)
    with pytest.raises((Outside, Denied)):
        drafted(world, who="bvdl")
    assert OfficialPaper.objects.get(pk=paper.pk).state == "draft"


def test_another_agency_of_the_same_commune_is_not_written_for(world):
    """The labour officer prepares the committee's papers, not those of the commune police."""
    police = ensure_agency(unit_id=world.units["an-1-a"].pk, sector="police", on=ON)
    with pytest.raises(Outside):
        papers.draft(kind="proposal-police", agency_id=police.pk, by=world.actor("xa"), on=ON)
    officer = User.objects.create(username="ca-xa", password="x")
    Post.objects.create(user=officer, role="police_officer", agency=police, valid_from=worlds.SINCE)
    by = actor_for(officer, channel="web", on=ON)
    paper = papers.draft(kind="proposal-police", agency_id=police.pk, by=by, on=ON, content=CONTENT)
    assert papers.issue(paper_id=paper.pk, signer="Lục Văn Ba", by=by, on=ON).signed_as == "Trưởng Công an"


def test_each_act_leaves_an_audit_row_that_names_nobody(world):
    before = AuditRow.objects.count()
    paper = issued(world, subject="P-1")
    papers.revoke(paper_id=paper.pk, reason="nhầm Lý Văn Thử", by=world.actor("xa"), on=ON)
    rows = list(AuditRow.objects.order_by("pk"))[before:]
    assert [r.action for r in rows] == ["paper.draft", "paper.issue", "paper.revoke"]
    assert {(r.kind, r.ref) for r in rows} == {("paper", str(paper.pk))}
    assert not [r for r in rows if "Thử" in str(r.detail) or "Nông" in str(r.detail)]


# ---------------------------------------------------------------- many
def test_a_batch_gives_the_papers_that_one_by_one_would(world):
    by, at = world.actor("xa"), world.agencies["an-1-a"].pk
    days = [date(2019, 12, 31), date(2020, 1, 2), date(2020, 3, 5)]
    batch = [
        Ready(kind, at, day, f"{kind} {day}".encode(), subject="P-1", signer="Nông Văn Một", facts={"day": day})
        for day in days
        for kind in ("decision-rehab", "plan", "registration")
    ]
    shape = ("kind", "version", "number", "symbol", "issued_on", "digest", "signed_as", "facts", "state", "subject")
    before = AuditRow.objects.count()
    papers.load(batch=batch, by=by, on=ON)
    loaded = sorted(OfficialPaper.objects.values_list(*shape), key=str)
    assert AuditRow.objects.count() == before + 1
    OfficialPaper.objects.all()._raw_delete("default")
    Series.objects.all().delete()
    for r in batch:
        paper = papers.draft(
            kind=r.kind, agency_id=at, by=by, on=r.on, subject=r.subject, facts=r.facts, content=r.content
        )
        papers.issue(paper_id=paper.pk, signer=r.signer, by=by, on=r.on)
    assert sorted(OfficialPaper.objects.values_list(*shape), key=str) == loaded


def test_a_batch_with_one_wrong_paper_writes_nothing(world):
    at = world.agencies["an-1-a"].pk
    good = Ready("plan", at, ON, CONTENT, signer="Nông Văn Một")
    told = reasons(
        lambda: papers.load(
            batch=[good, Ready("plan", at, ON, b""), Ready("aftercare-decision", at, ON, CONTENT, signer="x")],
            by=world.actor("xa"),
            on=ON,
        )
    )
    assert len(told) == 3 and not OfficialPaper.objects.exists() and not Series.objects.exists()


# ---------------------------------------------------------------- at once
@pytest.mark.django_db(transaction=True)
def test_papers_issued_at_once_get_every_number_once():
    world = worlds.build()
    by, at = world.actor("xa"), world.agencies["an-1-a"].pk
    rounds = scaled(60, at_least=6)
    for n in range(rounds):
        drafts = [drafted(world).pk for _ in range(4)]

        def one(pk):
            return lambda: papers.issue(paper_id=pk, signer="Nông Văn Một", by=by, on=ON).number

        with lanes(4) as together:
            given = together(*map(one, drafts))
        assert sorted(given) == [4 * n + 1, 4 * n + 2, 4 * n + 3, 4 * n + 4], given
    assert Series.objects.get(agency_id=at).last == 4 * rounds
    forget()


@pytest.mark.django_db(transaction=True)
def test_the_first_of_a_year_and_the_same_draft_twice_are_numbered_once():
    world = worlds.build()
    by = world.actor("xa")
    paper = drafted(world)

    def act():
        return papers.issue(paper_id=paper.pk, signer="Nông Văn Một", by=by, on=ON)

    with lanes(2) as together:
        outcomes = together(act, act)
    assert Counter(type(o).__name__ for o in outcomes) == {"OfficialPaper": 1, "NotReady": 1}
    assert Series.objects.get().last == 1
    forget()


# ---------------------------------------------------------------- any order
class Numbers(RuleBasedStateMachine):
    """Drafts, issues, revocations, failures, in any order: each book reads 1, 2, 3 … whatever happens."""

    @initialize()
    def begin(self):
        self.world = WORLD[0]
        OfficialPaper.objects.all()._raw_delete("default")
        Series.objects.all().delete()
        self.drafts, self.out = [], []

    @rule(kind=st.sampled_from(["decision-rehab", "plan", "minutes-team", "registration"]))
    def draft(self, kind):
        self.drafts.append(drafted(self.world, kind=kind).pk)

    @precondition(lambda self: self.drafts)
    @rule(data=st.data(), signer=st.sampled_from(["Nông Văn Một", ""]))
    def issue(self, data, signer):
        pk = data.draw(st.sampled_from(self.drafts))
        try:
            papers.issue(paper_id=pk, signer=signer, by=self.world.actor("xa"), on=ON)
        except NotReady:
            assert not signer
        else:
            self.drafts.remove(pk)
            self.out.append(pk)

    @precondition(lambda self: self.drafts)
    @rule(data=st.data())
    def discard(self, data):
        pk = data.draw(st.sampled_from(self.drafts))
        papers.discard(paper_id=pk, by=self.world.actor("xa"), on=ON)
        self.drafts.remove(pk)

    @precondition(lambda self: self.out)
    @rule(data=st.data())
    def revoke(self, data):
        pk = data.draw(st.sampled_from(self.out))
        papers.revoke(paper_id=pk, reason="thử", by=self.world.actor("xa"), on=ON)
        self.out.remove(pk)

    @invariant()
    def every_book_is_whole(self):
        for series in Series.objects.all():
            numbers = sorted(series.papers.values_list("number", flat=True))
            assert numbers == list(range(1, series.last + 1))
        assert not OfficialPaper.objects.filter(state="draft", number__isnull=False).exists()


WORLD = []


def test_books_stay_whole_whatever_happens(world):
    WORLD[:] = [world]
    Numbers.TestCase.settings = settings(max_examples=scaled(60), stateful_step_count=20, deadline=None)
    Numbers.TestCase("runTest").runTest()
