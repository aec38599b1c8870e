"""A list leaves its sector on a registered ground alone: counted first, granted by who holds the data, with the fewest
fields, for thirty days, with a line in the ledger for everybody in it."""

import io
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from threading import Thread

import openpyxl
import pytest
from django.db import connection
from django.test import Client

from hoanhap.access.actions import Ground, end_basis, register_basis
from hoanhap.access.errors import Invalid
from hoanhap.access.models import LegalBasis
from hoanhap.access.queries import actor_for
from hoanhap.access.rules import Denied, Outside
from hoanhap.audit.models import AuditRow
from hoanhap.people import actions, queries
from hoanhap.people.actions import disclosing
from hoanhap.people.models import Disclosed, Disclosure, Person
from hoanhap.people.queries.disclosures import disclosure, disclosures
from hoanhap.people.rules.identity import Birth
from hoanhap.units.actions import ensure_agency
from tests import trust
from tests.access.canary import heard, leaks, silent, token
from tests.people.folk import SEATS, Folk
from tests.world import MAP_DATE, ON
from tests.world import SEATS as COUNTRY

DAY = timedelta(days=1)
GROUND = Ground(
    use="disclosure",
    document="Quy chế phối hợp thử",
    article="Điều 3",
    valid_from=date(2020, 1, 1),
    kind="patients",
    holder="health",
    asker="police",
    classes=("K1", "K2", "K5"),
)
REASON = "Lập kế hoạch phối hợp quản lý trên địa bàn"
BIRDS = [token(f"disclosed {n}").translate(str.maketrans("0123456789", "GHIJKLMNOP")) for n in range(6)]


@pytest.fixture
def ward(folk: Folk) -> list[Person]:
    """Six patients of the health post of an-1-a who live in an-1-a, and one who lives next door."""
    health = folk.agency("health-an-1-a").pk
    made = [folk.person(name=f"Lý {bird}", papers=(), birth=Birth(1990, date(1990, 2, 3))) for bird in BIRDS]
    made.append(folk.person(name="Lý Bên Cạnh", at="an-1-b", papers=()))
    for person in made:
        actions.reach(person_id=person.pk, kind="patient", agency_id=health, why="thu", by=folk.actor("xa"), on=ON)
    return made


@pytest.fixture
def ground(folk: Folk) -> LegalBasis:
    return register_basis(ground=GROUND, by=folk.actor("bvdl"), on=ON)


def ask(folk: Folk, who: str = "ca-xa", **changes) -> Disclosure:
    asker = folk.actor(who)
    asked = {
        "post_id": asker.posts[0].id,
        "kind": "patients",
        "holder_id": folk.agency("health-an-1-a").pk,
        "as_of": ON,
        "purpose": "P4",
        "reason": REASON,
    }
    return disclosing.ask(by=asker, on=ON, **{**asked, **changes})


def granted(folk: Folk, ground: LegalBasis, *fields: str) -> Disclosure:
    asked = ask(folk, list_=True, basis_id=ground.pk)
    return disclosing.allow(disclosure_id=asked.pk, fields=fields or ("code", "name"), by=folk.actor("y-te"), on=ON)


def wrong(call, *fields):
    before = Disclosure.objects.count(), Disclosed.objects.count(), AuditRow.objects.count()
    with pytest.raises(Invalid) as said:
        call()
    assert set(said.value.problems) == set(fields), said.value.problems
    assert (Disclosure.objects.count(), Disclosed.objects.count(), AuditRow.objects.count()) == before


def rows(folk: Folk, asked: Disclosure, who: str = "ca-xa", on: date = ON) -> int:
    actor = actor_for(folk.world.users[who], channel="web", on=on)
    return len(disclosure(actor, asked.pk, on).rows)


# ---------------------------------------------------------------- asking
def test_the_answer_to_a_request_is_a_count_at_once_within_the_area_of_who_asks(folk, ward):
    made = ask(folk)
    assert (made.told, made.state, made.basis_id) == (6, "counted", None), "who lives next door is not counted"
    assert AuditRow.objects.latest("pk").action == "disclosure.ask"
    assert rows(folk, made) == 0 and not Disclosed.objects.exists()


def test_fewer_than_five_are_not_told_nor_told_from_nobody(folk, ward):
    actions.close(code=ward[0].code, basis="delisted", day=ON, by=folk.actor("xa"), on=ON)
    assert ask(folk).told == 5, "a closed file is in no count"
    actions.close(code=ward[1].code, basis="delisted", day=ON, by=folk.actor("xa"), on=ON)
    assert ask(folk).told is None
    assert ask(folk, holder_id=folk.agency("health-an-1-b").pk).told is None


def test_a_request_is_refused_with_every_reason(folk, ward):
    elsewhere = folk.world.units["an-1-b"].pk
    bad = {"as_of": ON + DAY, "purpose": "P6", "reason": "ngắn", "commune_id": elsewhere, "list_": True}
    wrong(lambda: ask(folk, **bad), "as_of", "purpose", "reason", "commune", "basis")
    wrong(lambda: ask(folk, kind="everybody"), "kind")
    wrong(lambda: ask(folk, holder_id=folk.agency("centre").pk), "holder")
    wrong(lambda: ask(folk, reason="cần biết ai nhiễm HIV trong danh sách này"), "reason")
    with pytest.raises(Outside):
        ask(folk, post_id=folk.post("ca-xa-b"))
    with pytest.raises(Outside):
        ask(folk, who="y-te")


@pytest.mark.parametrize(
    "change",
    [
        {"valid_from": ON + DAY},
        {"valid_to": ON, "valid_from": date(2019, 1, 1)},
        {"asker": "labour"},
        {"holder": "centre"},
        {"kind": "residents", "classes": ("K1", "K3")},
    ],
)
def test_without_a_ground_in_force_between_the_two_sectors_no_list_can_be_asked(folk, ward, change):
    other = register_basis(ground=replace(GROUND, **change), by=folk.actor("bvdl"), on=ON)
    wrong(lambda: ask(folk, list_=True, basis_id=other.pk), "basis")
    wrong(lambda: ask(folk, list_=True, basis_id=None), "basis")


def test_a_communes_committee_asks_for_the_sector_whose_work_it_does_and_for_no_other(folk, ward):
    labour = register_basis(ground=replace(GROUND, asker="labour"), by=folk.actor("bvdl"), on=ON)
    assert folk.actor("xa").posts[0].sector == "authority"
    assert ask(folk, "xa", list_=True, basis_id=labour.pk, purpose="P1").state == "asked"
    police = register_basis(ground=GROUND, by=folk.actor("bvdl"), on=ON)
    wrong(lambda: ask(folk, "xa", list_=True, basis_id=police.pk, purpose="P1"), "basis")


def test_what_the_plan_says_counts_for_nothing_until_somebody_registered_it(folk, ward):
    assert not LegalBasis.objects.exists()
    wrong(lambda: ask(folk, list_=True, basis_id=1), "basis")


# ---------------------------------------------------------------- deciding
def test_the_holder_grants_the_fields_it_chooses_for_thirty_days_and_the_ledger_has_everybody(folk, ward, ground):
    asked = granted(folk, ground, "code", "birth_year")
    assert (asked.state, asked.fields, asked.expires_on) == ("allowed", "code birth_year", ON + 30 * DAY)
    assert set(asked.ledger.values_list("person_id", flat=True)) == {p.pk for p in ward[:6]}
    given = AuditRow.objects.filter(action="disclosure.given")
    assert set(given.values_list("ref", flat=True)) == {p.code for p in ward[:6]}
    for row in given:
        assert row.detail["purpose"] == "P4" and row.detail["of"] == f"disclosure:{asked.pk}"
    page = disclosure(folk.actor("ca-xa"), asked.pk, ON)
    assert sorted(page.rows) == sorted((p.code, "1990") for p in ward[:6])
    trust.record("T17: persons in a list with a line of ledger each", 6, asked.ledger.count())


def test_who_asked_or_another_agency_or_who_asks_twice_does_not_decide(folk, ward, ground):
    asked = ask(folk, list_=True, basis_id=ground.pk)
    for who, refusal in (("ca-xa", Outside), ("y-te-b", Outside), ("coso", Outside), ("bvdl", Denied), ("xa", Outside)):
        with pytest.raises((refusal, Denied, Outside)):
            disclosing.allow(disclosure_id=asked.pk, fields=("code",), by=folk.actor(who), on=ON)
    Disclosure.objects.filter(pk=asked.pk).update(asked_user=folk.actor("y-te").user_id)
    wrong(lambda: disclosing.allow(disclosure_id=asked.pk, fields=("code",), by=folk.actor("y-te"), on=ON), "")
    Disclosure.objects.filter(pk=asked.pk).update(asked_user=1)
    disclosing.refuse(disclosure_id=asked.pk, words="Không cần thiết", by=folk.actor("y-te"), on=ON)
    wrong(lambda: disclosing.allow(disclosure_id=asked.pk, fields=("code",), by=folk.actor("y-te"), on=ON), "")


def test_nothing_beyond_the_ground_can_be_granted_and_nothing_at_all_once_it_ended(folk, ward):
    narrow = register_basis(ground=replace(GROUND, classes=("K1", "K5")), by=folk.actor("bvdl"), on=ON)
    asked = ask(folk, list_=True, basis_id=narrow.pk)
    for fields in (("code", "name"), ("born_on",), (), ("hiv",)):
        wrong(
            lambda f=fields: disclosing.allow(disclosure_id=asked.pk, fields=f, by=folk.actor("y-te"), on=ON), "fields"
        )
    end_basis(basis_id=narrow.pk, day=ON, by=folk.actor("bvdl"), on=ON)
    with pytest.raises(Invalid, match="không còn hiệu lực"):
        disclosing.allow(disclosure_id=asked.pk, fields=("code",), by=folk.actor("y-te"), on=ON)
    answer = disclosing.refuse(disclosure_id=asked.pk, words="hết căn cứ", by=folk.actor("y-te"), on=ON)
    assert answer.state == "refused"
    assert rows(folk, asked) == 0


def test_a_list_shuts_with_its_time_with_its_ground_and_with_the_post(folk, ward, ground):
    asked = granted(folk, ground)
    assert rows(folk, asked, on=ON + 29 * DAY) == 6
    assert rows(folk, asked, on=ON + 30 * DAY) == 0
    end_basis(basis_id=ground.pk, day=ON + 10 * DAY, by=folk.actor("bvdl"), on=ON)
    assert rows(folk, asked, on=ON + 9 * DAY) == 6 and rows(folk, asked, on=ON + 10 * DAY) == 0
    folk.world.users["ca-xa"].posts.update(valid_to=ON + 5 * DAY)
    with pytest.raises(Outside):
        rows(folk, asked, on=ON + 5 * DAY)
    trust.record("T17: lists past their ground, time or post that showed a row", 3, 3)


def test_who_was_closed_or_erased_since_is_no_longer_in_the_list(folk, ward, ground):
    asked = granted(folk, ground)
    actions.close(code=ward[0].code, basis="delisted", day=ON, by=folk.actor("xa"), on=ON)
    assert rows(folk, asked) == 5


# ---------------------------------------------------------------- who sees what of it
WHO = sorted({*COUNTRY, *SEATS})


def every_answer(client: Client, pk: int):
    for path in ("", "tep/"):
        yield client.get(f"/cung-cap-danh-sach/{pk}/{path}")
    yield client.post(f"/cung-cap-danh-sach/{pk}/quyet-dinh/", {"answer": "allow", "fields_": ["name"]})
    yield client.get("/cung-cap-danh-sach/")
    yield client.get("/")


def test_the_names_are_read_by_the_post_that_was_granted_them_and_by_nobody_else(folk, ward, ground, sit):
    asked = granted(folk, ground)
    for name in ["", *WHO]:
        client = sit(name) if name else Client()
        found = {bird for answer in every_answer(client, asked.pk) for bird, _ in leaks(answer, BIRDS)}
        assert found == (set(BIRDS) if name == "ca-xa" else set()), name
    trust.record("R13 persons: posts that find in a list exactly what was granted", len(WHO) + 1, len(WHO) + 1)


def test_a_field_that_was_not_granted_is_in_no_answer_to_who_has_the_list(folk, ward, ground, sit):
    asked = granted(folk, ground, "code", "commune")
    for answer in every_answer(sit("ca-xa"), asked.pk):
        silent(answer, *BIRDS, "03/02/1990", "03/2/1990", "1990")
    heard(sit("ca-xa").get(f"/cung-cap-danh-sach/{asked.pk}/"), ward[0].code)


def test_a_list_opens_no_file(folk, ward, ground, sit):
    granted(folk, ground)
    stranger = folk.person(name="Lý Xa", at="an-1-b", papers=())
    actions.reach(person_id=stranger.pk, kind="patient", agency_id=folk.agency("health-an-1-a").pk, why="thu",
                  by=folk.actor("xa"), on=ON)  # fmt: skip
    assert sit("ca-xa").get(f"/nguoi/{stranger.code}/").status_code == 404


def test_the_workbook_says_on_its_sheet_and_in_its_margins_that_it_is_not_to_be_passed_on(folk, ward, ground, sit):
    asked = granted(folk, ground)
    answer = sit("ca-xa").get(f"/cung-cap-danh-sach/{asked.pk}/tep/")
    assert AuditRow.objects.filter(action="disclosure.export", detail__count=6).exists()
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    (sheet,) = book.worksheets
    assert sheet["A1"].value.startswith("Không được tiết lộ tiếp")
    assert "tiết lộ" in sheet.oddHeader.center.text and "tiết lộ" in sheet.oddFooter.left.text
    values = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert {p.code for p in ward[:6]} <= set(values) and {p.name for p in ward[:6]} <= set(values)
    assert all(cell.data_type == "s" for row in sheet.iter_rows() for cell in row if cell.value)


def test_the_persons_own_file_says_to_whom_they_were_named_to_who_may_know_of_treatment(folk, ward, ground, sit):
    granted(folk, ground)
    said = "Có tên trong danh sách cung cấp cho"
    page = queries.person(folk.actor("y-te"), ward[0].code, None, ON)
    assert [event.words for event in page.events if event.kind == "disclosed"][0].startswith(said)
    for name in ("xa", "ca-xa", "lanhdao-xa"):
        silent(sit(name).get(f"/nguoi/{ward[0].code}/"), said)


def test_the_log_of_a_file_names_no_clinic_to_who_may_not_know_of_treatment(folk, ward, ground, sit):
    granted(folk, ground)
    queries.person(folk.actor("y-te"), ward[0].code, None, ON)
    clinic = folk.agency("health-an-1-a").name
    page = sit("lanhdao-xa").get(f"/nguoi/{ward[0].code}/ai-da-xem/")
    silent(page, clinic, "y-te (thử)", "điều trị, y tế", "Có tên trong danh sách")
    heard(page, "cơ quan có thẩm quyền")
    whole = sit("bvdl").get(f"/nguoi/{ward[0].code}/ai-da-xem/")
    heard(whole, clinic, f"Có tên trong danh sách cung cấp: {folk.agency('police-an-1-a').name}")
    silent(whole, *BIRDS)


def test_the_request_waits_among_the_holders_work_of_the_day_without_a_name(folk, ward, ground, sit):
    asked = ask(folk, list_=True, basis_id=ground.pk)
    day = sit("y-te").get("/")
    heard(day, f"/cung-cap-danh-sach/{asked.pk}/")
    silent(day, *BIRDS)
    for name in ("y-te-b", "ca-xa", "xa"):
        silent(sit(name).get("/"), f"/cung-cap-danh-sach/{asked.pk}/")


def test_each_reads_the_requests_of_their_own_agencies_and_who_guards_the_data_all(folk, ward, ground):
    granted(folk, ground)
    seen = {name for name in WHO for _ in disclosures_or_none(folk, name)}
    assert seen == {"ca-xa", "y-te", "bvdl"}


def disclosures_or_none(folk: Folk, name: str):
    return disclosures(folk.actor(name), ON)


# ---------------------------------------------------------------- on screen
def test_a_list_is_asked_granted_and_read_by_forms(folk, ward, sit):
    dpo, police, health = sit("bvdl"), sit("ca-xa"), sit("y-te")
    typed = {"use": "disclosure", "document": "QC 01", "article": "Điều 3", "valid_from": "01/01/2020",
             "kind": "patients", "holder": "health", "asker": "police", "classes": ["K1", "K5"]}  # fmt: skip
    assert dpo.post("/can-cu/", {**typed, "classes": ["K1"]}).status_code == 422
    assert dpo.post("/can-cu/", typed).status_code == 302
    basis = LegalBasis.objects.get()
    asked = {"holder": folk.agency("health-an-1-a").pk, "as_of": "07/9/2020", "purpose": "P4", "reason": REASON}
    assert police.post("/cung-cap-danh-sach/moi/", {**asked, "reason": "x"}).status_code == 422
    answer = police.post("/cung-cap-danh-sach/moi/", {**asked, "list_": "on", "basis": basis.pk}, follow=True)
    heard(answer, "Trả lời ngay: 6 người.")
    address = answer.redirect_chain[-1][0]
    heard(health.get(address), "Quyết định", "Mã hồ sơ")
    silent(health.get(address), "Họ và tên")  # the ground does not reach names
    assert health.post(f"{address}quyet-dinh/", {"answer": "refuse"}).status_code == 422
    assert health.post(f"{address}quyet-dinh/", {"answer": "allow", "fields_": ["code"]}).status_code == 302
    heard(police.get(address), ward[0].code, "Không được tiết lộ tiếp")
    assert dpo.post(f"/can-cu/{basis.pk}/cham-dut/", {"day": "07/9/2020"}, follow=True).status_code == 200
    silent(police.get(address), ward[0].code)


def test_the_form_is_filled_from_the_document_that_was_found_and_says_that_it_is_unverified(folk, sit):
    page = sit("bvdl").get("/can-cu/?tu=tuyen-quang-2020-v2-police")
    heard(page, "chưa kiểm chứng", 'value="mục V.2"')


def test_both_languages_are_whole_on_the_pages_of_lists(folk, ward, ground, sit):
    asked = granted(folk, ground)
    client = sit("ca-xa")
    for path in ("/cung-cap-danh-sach/", "/cung-cap-danh-sach/moi/", f"/cung-cap-danh-sach/{asked.pk}/"):
        silent(client.get(path, {"lang": "en"}), "Căn cứ", "Danh sách", "Yêu cầu")


def test_a_centre_holds_its_residents_likewise(folk):
    residents = [folk.person(name=f"Lý {n}", papers=()) for n in ("Một", "Hai", "Ba", "Bốn", "Năm")]
    for person in residents:
        actions.reach(person_id=person.pk, kind="resident", agency_id=folk.agency("centre").pk, why="thu",
                      by=folk.actor("xa"), on=ON)  # fmt: skip
    assert ask(folk, kind="residents", holder_id=folk.agency("centre").pk).told == 5
    assert ensure_agency(unit_id=folk.world.units["an-1-a"].pk, sector="health", on=MAP_DATE)


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_give_one_answer_and_one_ledger(request):
    folk: Folk = request.getfixturevalue("folk")
    request.getfixturevalue("ward")
    asked = ask(folk, list_=True, basis_id=request.getfixturevalue("ground").pk)
    said: list[str] = []

    def answer(call) -> None:
        try:
            said.append(call().state)
        except Invalid:
            said.append("late")
        finally:
            connection.close()

    by, on = folk.actor("y-te"), ON
    give = partial(disclosing.allow, disclosure_id=asked.pk, fields=("code",), by=by, on=on)
    refuse = partial(disclosing.refuse, disclosure_id=asked.pk, words="không cần", by=by, on=on)
    threads = [Thread(target=answer, args=(call,)) for call in (give, refuse, give, refuse)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asked.refresh_from_db()
    assert sorted(said) == sorted([asked.state, "late", "late", "late"])
    assert asked.ledger.count() == (6 if asked.state == "allowed" else 0)
