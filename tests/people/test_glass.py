"""An emergency opens one file to one user for an hour, without what a court sealed; it is told at once, reviewed, and
naming somebody who is not there costs exactly as much."""

import re
from dataclasses import replace
from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import connection

from hoanhap.access.errors import Invalid
from hoanhap.access.persons import K, Purpose, decide_person
from hoanhap.access.rules import Denied, Outside
from hoanhap.audit.models import AuditRow
from hoanhap.kernel.clock import now
from hoanhap.people import actions
from hoanhap.people.actions.glass import break_glass, review, review_by
from hoanhap.people.models import Glass, Person
from hoanhap.people.queries.glass import mine, opening, waiting_reviews
from hoanhap.people.queries.scope import subject, visible
from tests import trust
from tests.access.canary import heard, silent, token
from tests.people.folk import DRAFT, SEATS, Folk
from tests.world import ON
from tests.world import SEATS as COUNTRY

MINUTE = timedelta(minutes=1)
WHY = "Người bất tỉnh bên đường, cần biết bệnh nền"
WHO = sorted({*COUNTRY, *SEATS})
NUMBER = "080123456"


@pytest.fixture
def stranger(folk: Folk) -> Person:
    """Somebody of an-1-b with a paper: no post of an-1-a reaches them."""
    return folk.person(name="Lý Thị Khẩn", at="an-1-b", papers=DRAFT.papers)


def smash(folk: Folk, named: str, who: str = "ca-xa", at=None, on: date = ON, **changes) -> Glass:
    told = {"category": "life", "words": WHY, **changes}
    return break_glass(named=named, at=at or now(), by=folk.actor(who), on=on, **told)


def sees(folk: Folk, person: Person, who: str, at=None):
    actor = folk.actor(who)
    actor = replace(actor, at=at) if at else actor
    return decide_person(actor, subject(person, actor, ON), None, ON)


def wrong(call, *fields):
    before = Glass.objects.count(), AuditRow.objects.count()
    with pytest.raises(Invalid) as said:
        call()
    assert set(said.value.problems) == set(fields), said.value.problems
    assert (Glass.objects.count(), AuditRow.objects.count()) == before


# ---------------------------------------------------------------- what opens
@pytest.mark.parametrize("named", ["code", NUMBER, "080 123 456", "code typed small"])
def test_the_file_opens_by_its_code_or_the_exact_number_to_that_user_for_an_hour(folk, stranger, named):
    typed = {"code": stranger.code, "code typed small": stranger.code.lower().replace("-", "")}.get(named, named)
    assert not sees(folk, stranger, "ca-xa").allow
    made = smash(folk, typed)
    decision = sees(folk, stranger, "ca-xa", made.at + 59 * MINUTE)
    assert decision.allow and decision.relation == "glass" and decision.purpose == Purpose.SECURITY
    assert decision.read == {K.CODED, K.IDENTITY, K.REHAB} and not decision.write
    assert not sees(folk, stranger, "ca-xa", made.at + 60 * MINUTE).allow
    assert not sees(folk, stranger, "ca-xa", made.at - MINUTE).allow


def test_nobody_else_gains_anything_and_the_user_gains_nobody_else(folk, stranger):
    before = {who: sees(folk, stranger, who).allow for who in WHO}
    other = folk.person(name="Lý Văn Khác", at="an-1-b", papers=())
    made = smash(folk, stranger.code)
    after = {who: sees(folk, stranger, who, made.at + MINUTE).allow for who in WHO}
    assert {who for who in WHO if after[who] != before[who]} == {"ca-xa"}
    assert not sees(folk, other, "ca-xa", made.at + MINUTE).allow


def test_what_police_or_a_court_sealed_is_never_in_it(folk, stranger):
    for who in ("xa", "ca-xa", "ca-huyen", "y-te", "coso"):
        Glass.objects.all().delete()
        made = smash(folk, stranger.code, who)
        decision = sees(folk, stranger, who, made.at + MINUTE)
        assert decision.allow and not decision.sees(K.LEGAL) and not decision.write, who


def test_the_file_is_in_no_list_and_no_search_of_who_opened_it(folk, stranger):
    smash(folk, stranger.code)
    assert stranger not in visible(folk.actor("ca-xa"), None, ON)


def test_a_closed_file_or_an_erased_one_opens_to_nobody(folk, stranger):
    actions.close(code=stranger.code, basis="delisted", day=ON, by=folk.actor("xa-b"), on=ON)
    assert smash(folk, stranger.code).person is None
    assert smash(folk, NUMBER).person is None


# ---------------------------------------------------------------- what it costs
def test_it_is_refused_with_every_reason(folk, stranger):
    wrong(lambda: smash(folk, " ", category="?", words="gấp"), "named", "category", "words")
    wrong(lambda: smash(folk, stranger.code, words="cần biết người này có HIV hay không"), "words")
    wrong(lambda: smash(folk, stranger.code, words="x" * 501), "words")
    for who in ("lanhdao-xa", "huyen", "tinh", "duyet", "thanhtra", "bvdl", "quantri", "giup", "toa", "khong-viec"):
        with pytest.raises(Denied):
            smash(folk, stranger.code, who)


def test_a_fourth_within_a_day_is_refused_whether_anybody_was_found_or_not(folk, stranger):
    first = now() - timedelta(hours=23)
    for n, named in enumerate((stranger.code, "không có ai", "079999999999")):
        smash(folk, named, at=first + n * MINUTE)
    wrong(lambda: smash(folk, stranger.code, at=first + 3 * MINUTE), "")
    assert smash(folk, stranger.code, "xa", at=first + 3 * MINUTE).person == stranger, "another user has their own"
    assert smash(folk, stranger.code, at=first + timedelta(hours=24, minutes=1)).person == stranger


def test_whoever_is_named_the_answer_is_the_same(folk, stranger, sit):
    """Code, number, a closed file, nobody: the same status, address and words; what opened is in the list alone."""
    closed = folk.person(name="Lý Văn Xong", at="an-1-b", papers=())
    actions.close(code=closed.code, basis="delisted", day=ON, by=folk.actor("xa-b"), on=ON)
    answers = set()
    for who, named in (("ca-xa", stranger.code), ("xa", NUMBER), ("ca-huyen", closed.code), ("ca-xa-b", "079000000001"),
                       ("y-te", "0000-0000-000"), ("coso", "không ai cả")):  # fmt: skip
        client = sit(who)
        answer = client.post("/mo-khan/", {"named": named, "category": "life", "words": WHY})
        page = client.get("/mo-khan/").content.decode()
        answers.add((answer.status_code, answer["Location"], *re.findall(r"Đã ghi yêu cầu;[^<]*", page)))
    assert len(answers) == 1 and len(next(iter(answers))) == 3
    assert Glass.objects.count() == 6 and Glass.objects.filter(person=None).count() == 4
    trust.record("break-glass: persons named whose answer told nothing of them", 6, 6)


def test_nothing_of_who_was_sought_in_vain_is_kept(folk, stranger):
    bird, sought = token("reason in vain"), "079777888999"
    smash(folk, sought, words=f"{WHY} {bird}")
    rows = [*Glass.objects.values_list(), *AuditRow.objects.values_list("actor", "kind", "ref", "detail")]
    silent([list(map(str, row)) for row in rows], bird, sought)


def test_the_reason_is_sealed_under_the_persons_key(folk, stranger):
    bird = token("reason found")
    made = smash(folk, stranger.code, words=f"{WHY} {bird}")
    silent(bytes(Glass.objects.get(pk=made.pk).words_sealed), bird)
    assert bird in opening(folk.actor("bvdl"), made.pk, ON).words


# ---------------------------------------------------------------- who is told, who reviews
def test_the_supervisor_and_who_guards_the_data_find_a_reference_in_their_day_and_no_name(folk, stranger, sit):
    made = smash(folk, stranger.code)
    for who in WHO:
        page = sit(who).get("/")
        if who in ("lanhdao-xa", "bvdl"):
            heard(page, f"/mo-khan/{made.pk}/")
        else:
            silent(page, f"/mo-khan/{made.pk}/")
        if who not in ("xa-b",):
            silent(page, stranger.name, stranger.code)
    trust.record("break-glass: alerts in the day's work of supervisor and DPO", 2, 2)


def test_who_reviews_reads_who_why_and_what_was_seen_but_nothing_of_the_person(folk, stranger, sit):
    made = smash(folk, stranger.code)
    sit("ca-xa").get(f"/nguoi/{stranger.code}/")
    page = sit("bvdl").get(f"/mo-khan/{made.pk}/")
    heard(page, WHY, "Xem hồ sơ người", "ca-xa (thử)")
    silent(page, stranger.name, stranger.code)
    for who in ("ca-xa", "xa", "xa-b", "ca-xa-b", "huyen", "quantri"):
        assert sit(who).get(f"/mo-khan/{made.pk}/").status_code in (403, 404), who


def test_a_review_is_by_another_with_words_and_once(folk, stranger):
    made = smash(folk, stranger.code)
    said = {"glass_id": made.pk, "on": ON}
    wrong(lambda: review(justified=None, finding="", by=folk.actor("bvdl"), **said), "justified", "finding")
    with pytest.raises(Denied):
        review(justified=True, finding="ổn", by=folk.actor("ca-xa"), **said)
    done = review(justified=False, finding="không cần thiết", by=folk.actor("lanhdao-xa"), **said)
    assert (done.justified, done.reviewed_on) == (False, ON)
    wrong(lambda: review(justified=True, finding="ổn", by=folk.actor("bvdl"), **said), "")
    assert waiting_reviews(folk.actor("bvdl"), ON) == []


def test_the_supervisor_of_another_commune_reviews_nothing_here(folk, stranger):
    made = smash(folk, stranger.code, "ca-xa-b")
    assert waiting_reviews(folk.actor("lanhdao-xa"), ON) == []
    with pytest.raises(Outside):
        review(glass_id=made.pk, justified=True, finding="ổn", by=folk.actor("lanhdao-xa"), on=ON)


@pytest.mark.parametrize(
    ("opened", "last"),
    [
        (date(2020, 9, 7), date(2020, 9, 10)),  # Monday
        (date(2020, 9, 10), date(2020, 9, 15)),  # Thursday
        (date(2020, 1, 21), date(2020, 1, 31)),  # the Tuesday before Tết 2020
    ],
)
def test_a_review_is_due_in_three_working_days(opened, last):
    assert review_by(opened) == last


def test_an_opening_that_nobody_reviewed_in_time_locks_its_user_until_somebody_does(folk, stranger):
    made = smash(folk, stranger.code)
    later = made.review_by + timedelta(days=1)
    at = now() + timedelta(days=4)
    assert smash(folk, stranger.code, at=at, on=made.review_by).person == stranger, "the last day is still in time"
    wrong(lambda: smash(folk, stranger.code, at=at, on=later), "")
    assert smash(folk, stranger.code, "xa", at=at, on=later), "only that user"
    review(glass_id=made.pk, justified=True, finding="đúng việc", by=folk.actor("bvdl"), on=later)
    assert smash(folk, stranger.code, at=at, on=later).person == stranger


def test_it_is_opened_and_reviewed_by_forms(folk, stranger, sit):
    police, leader = sit("ca-xa"), sit("lanhdao-xa")
    assert police.post("/mo-khan/", {"named": stranger.code}).status_code == 422
    assert police.get(f"/nguoi/{stranger.code}/").status_code == 404
    page = police.post("/mo-khan/", {"named": stranger.code, "category": "life", "words": WHY}, follow=True)
    heard(page, f"/nguoi/{stranger.code}/")
    file = police.get(f"/nguoi/{stranger.code}/")
    heard(file, stranger.name, "mở khẩn cấp")
    pk = mine(folk.actor("ca-xa"), ON)[0].id
    assert leader.post(f"/mo-khan/{pk}/", {"justified": "yes"}).status_code == 422
    assert leader.post(f"/mo-khan/{pk}/", {"justified": "yes", "finding": "đúng"}).status_code == 302
    assert [row.action for row in AuditRow.objects.filter(kind="glass")].count("glass.review") == 1
    heard(sit("bvdl").get(f"/nguoi/{stranger.code}/ai-da-xem/"), "Mở hồ sơ khẩn cấp")


def test_both_languages_are_whole_on_the_pages_of_an_emergency(folk, stranger, sit):
    made = smash(folk, stranger.code)
    silent(sit("ca-xa").get("/mo-khan/?lang=en"), "Mở", "Trường hợp", "Nguy hiểm")
    silent(sit("bvdl").get(f"/mo-khan/{made.pk}/?lang=en"), "Kết luận", "Trường hợp", "Nguy hiểm")


@pytest.mark.django_db(transaction=True)
def test_four_windows_at_once_open_three(request):
    folk: Folk = request.getfixturevalue("folk")
    stranger = request.getfixturevalue("stranger")
    said: list[str] = []

    def go() -> None:
        try:
            smash(folk, stranger.code)
            said.append("opened")
        except Invalid:
            said.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["opened"] * 3 + ["refused"]
    assert Glass.objects.count() == 3
