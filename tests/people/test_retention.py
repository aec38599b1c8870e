"""A closed file is out of sight; how long it is kept is somebody's registered ground; an erasure is for good, and stays
so when an older backup comes back."""

from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.access.actions import Ground, end_basis, register_basis
from hoanhap.access.errors import Invalid
from hoanhap.access.models import LegalBasis
from hoanhap.access.persons import Purpose
from hoanhap.access.rules import Denied, Outside
from hoanhap.audit.models import AuditRow
from hoanhap.catalog.codelists import codelist
from hoanhap.config.cli.people import command
from hoanhap.law.clocks import add_months
from hoanhap.people import actions, ledger, queries
from hoanhap.people.actions.merging import merge
from hoanhap.people.models import Alias, Erasure, IdentityPaper, NameWord, Person, PersonKey, Residence
from hoanhap.people.queries.erasures import erasures
from hoanhap.people.queries.search import search
from hoanhap.people.queries.vault import Unreadable, vault
from hoanhap.people.rules.retention import NEEDS, Kept, kept_until
from tests import trust
from tests.access.canary import heard, silent
from tests.people.folk import DRAFT, SEATS, Folk
from tests.world import ON
from tests.world import SEATS as COUNTRY

WHO = sorted({*COUNTRY, *SEATS})
DAY = timedelta(days=1)
NAME = "Lý Thị Hết"


@pytest.fixture(autouse=True)
def beside(settings, tmp_path):
    """The ledger beside the database, one of each test's own."""
    settings.PEOPLE_ERASED = tmp_path / "erased.log"
    return settings.PEOPLE_ERASED


@pytest.fixture
def closed(folk: Folk) -> Person:
    person = folk.person(name=NAME, papers=DRAFT.papers)
    actions.add_alias(code=person.code, name="Hết Lù", by=folk.actor("xa"), on=ON)
    actions.close(code=person.code, basis="delisted", day=ON, by=folk.actor("xa"), on=ON)
    return Person.objects.get(pk=person.pk)


def keep(folk: Folk, months: int | None = 24, use: str = "retention", **more) -> LegalBasis:
    ground = Ground(use=use, document="TT thử", article="Điều 5", valid_from=date(2020, 1, 1), months=months, **more)
    return register_basis(ground=ground, by=folk.actor("bvdl"), on=ON)


def erase(folk: Folk, person: Person, basis: str = "retention", on: date = ON) -> None:
    actions.erase(code=person.code, basis=basis, by=folk.actor("bvdl"), on=on)


def refused(call, match: str) -> None:
    before = Erasure.objects.count(), AuditRow.objects.count(), PersonKey.objects.count()
    with pytest.raises(Invalid, match=match) as said:
        call()
    assert set(said.value.problems) == {"basis"}
    assert (Erasure.objects.count(), AuditRow.objects.count(), PersonKey.objects.count()) == before


# ---------------------------------------------------------------- closed
def test_a_closed_file_is_in_no_search_no_list_and_no_count_of_anybody(folk, closed, sit):
    for name in WHO:
        actor = folk.actor(name)
        assert closed not in queries.visible(actor, None, ON), name
        assert not search(actor, "het", on=ON).rows and not search(actor, DRAFT.papers[0].number, on=ON).rows, name
        for address in ("/", "/nguoi/", "/nguoi/?xa=91101", f"/nguoi/?q={closed.code}", "/nguoi/?q=het"):
            page = sit(name).get(address, follow=True)
            silent(page, f"/nguoi/{closed.code}/", NAME)
        with pytest.raises((Outside, Denied)):
            queries.person(actor, closed.code, None, ON)
    places = queries.listing(folk.actor("huyen"), ON).places
    assert [place.files for place in places] == [0, 0, 0]


def test_a_closed_file_is_read_at_the_persons_own_request_by_who_kept_it_and_by_nobody_else(folk, closed):
    read = set()
    for name in WHO:
        try:
            read |= {name} if queries.person(folk.actor(name), closed.code, Purpose.REQUEST, ON) else set()
        except (Outside, Denied):
            continue
    assert read == {"xa"}


# ---------------------------------------------------------------- how long it is kept, pure
@pytest.mark.parametrize(
    ("closing", "kept", "until"),
    [
        ("delisted", [], None),
        ("delisted", [Kept(1, 24)], date(2022, 9, 7)),
        ("delisted", [Kept(1, 24), Kept(2, 60, "delisted")], date(2025, 9, 7)),
        ("delisted", [Kept(1, 24), Kept(2, 60, "died")], date(2022, 9, 7)),
        ("delisted", [Kept(2, 60, "died")], None),
        ("", [Kept(1, 24), Kept(2, 60, "died")], date(2025, 9, 7)),  # closed for we do not know what: the longest
    ],
)
def test_the_longest_of_the_grounds_that_apply_says_until_when(closing, kept, until):
    found = kept_until(ON, closing, kept)
    assert (found[0] if found else None) == until


def test_a_month_without_such_a_day_ends_on_its_last():
    assert kept_until(date(2020, 2, 29), "", [Kept(1, 12)]) == (date(2021, 2, 28), 1)


@given(
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.lists(st.tuples(st.integers(1, 1200), st.sampled_from(["", "died", "delisted"])), max_size=5),
    st.sampled_from(["", "died", "delisted"]),
)
def test_another_ground_never_lets_a_file_be_erased_earlier(day, kept, closing):
    rows = [Kept(n, months, why) for n, (months, why) in enumerate(kept)]
    for n in range(len(rows)):
        fewer = kept_until(day, closing, rows[:n])
        if fewer is not None:
            more = kept_until(day, closing, rows)
            assert more is not None and more[0] >= fewer[0] > day


# ---------------------------------------------------------------- the erasure
def test_every_ground_of_an_erasure_says_which_basis_it_needs():
    assert set(NEEDS) == {item.code for item in codelist("erasures").items}


def test_without_a_registered_ground_nothing_is_erased_and_it_says_why(folk, closed):
    for basis in ("retention", "request"):
        refused(lambda b=basis: erase(folk, closed, b), "Chưa có căn cứ pháp lý")
    found = erasures(folk.actor("bvdl"), ON)
    assert not found.keeps and not found.asks


def test_a_file_is_erased_on_the_day_its_time_is_over_and_not_a_day_earlier(folk, closed):
    basis = keep(folk, 24)
    over = add_months(ON, 24)
    refused(lambda: erase(folk, closed, on=ON), "Còn phải lưu giữ đến trước ngày 07/9/2022 theo TT thử, Điều 5")
    refused(lambda: erase(folk, closed, on=over - DAY), "Còn phải lưu giữ")
    erase(folk, closed, on=over)
    line = Erasure.objects.get()
    assert (line.code, line.ground, line.basis_id, line.on) == (closed.code, "retention", basis.pk, over)
    assert AuditRow.objects.filter(action="person.erase", ref=closed.code).exists()


def test_a_ground_that_ended_or_is_for_another_reason_does_not_count(folk, closed):
    keep(folk, 1, closing="died")
    refused(lambda: erase(folk, closed, on=ON + 60 * DAY), "Chưa có căn cứ")
    general = keep(folk, 1)
    end_basis(basis_id=general.pk, day=ON + 10 * DAY, by=folk.actor("bvdl"), on=ON)
    refused(lambda: erase(folk, closed, on=ON + 60 * DAY), "Chưa có căn cứ")


def test_at_the_persons_request_a_ground_is_needed_and_no_time(folk, closed):
    basis = keep(folk, None, use="request")
    erase(folk, closed, "request")
    assert Erasure.objects.get().basis_id == basis.pk


def test_a_file_opened_by_mistake_needs_no_ground_but_is_closed_first(folk):
    person = folk.person(name=NAME)
    with pytest.raises(Invalid, match="Chỉ xóa hồ sơ đã kết thúc"):
        erase(folk, person, "error")
    actions.close(code=person.code, basis="delisted", day=ON, by=folk.actor("xa"), on=ON)
    erase(folk, person, "error")
    assert Erasure.objects.get().basis_id is None


def test_nobody_but_who_guards_the_data_erases_or_reads_the_ledger(folk, closed):
    for name in WHO:
        if name != "bvdl":
            with pytest.raises(Denied):
                actions.erase(code=closed.code, basis="error", by=folk.actor(name), on=ON)
            with pytest.raises(Denied):
                erasures(folk.actor(name), ON)
            with pytest.raises(Denied):
                actions.erase_again(by=folk.actor(name), on=ON)


def test_the_ledger_is_shown_by_code_and_the_missing_ground_is_said(folk, closed, sit):
    dpo = sit("bvdl")
    heard(dpo.get("/nguoi/xoa-du-lieu/"), "Chưa có căn cứ về thời hạn lưu giữ")
    page = dpo.post("/nguoi/xoa-du-lieu/", {"code": closed.code, "basis": "retention"})
    assert page.status_code == 422
    heard(page, "Chưa có căn cứ pháp lý nào được đăng ký")
    typed = {"use": "retention", "document": "TT 1", "article": "Điều 2", "valid_from": "01/01/2010", "months": "1"}
    assert dpo.post("/can-cu/", {**typed, "months": ""}).status_code == 422
    assert dpo.post("/can-cu/", typed).status_code == 302
    heard(dpo.post("/nguoi/xoa-du-lieu/", {"code": closed.code, "basis": "retention"}), "Còn phải lưu giữ")
    assert dpo.post("/nguoi/xoa-du-lieu/", {"code": closed.code, "basis": "error"}).status_code == 302
    page = dpo.get("/nguoi/xoa-du-lieu/")
    heard(page, closed.code, "Lập nhầm hồ sơ")
    silent(page, NAME)
    silent(dpo.get("/nguoi/xoa-du-lieu/?lang=en"), "Sổ xóa", "Lý do")


# ---------------------------------------------------------------- an older backup comes back
def backup(person: Person) -> list:
    """What a backup of the day before holds of the person."""
    rows = [Person.objects.get(pk=person.pk)]
    for model in (PersonKey, Alias, IdentityPaper, NameWord):
        rows += list(model.objects.all())
    return rows


def restore(rows: list) -> None:
    """The database as it was then: the erasure never happened, as far as it knows."""
    Erasure.objects.all().delete()
    for row in rows:
        row.save()


def unreadable(person: Person) -> None:
    now = Person.objects.get(pk=person.pk)
    assert (now.name, now.folded, now.given, now.born_on, now.state) == ("", "", "", None, "erased")
    assert not PersonKey.objects.filter(person=person).exists() and not Alias.objects.exists()
    assert not NameWord.objects.exists() and not IdentityPaper.objects.exclude(blind="").exists()
    for home in Residence.objects.filter(person=person):
        with pytest.raises(Unreadable):
            vault(person.pk).open("people_residence", home.pk, "address", home.address_sealed)


def test_after_an_older_backup_the_ledger_beside_it_makes_the_person_unreadable_again(
    folk, closed, beside, django_capture_on_commit_callbacks
):
    kept = backup(closed)
    with django_capture_on_commit_callbacks(execute=True):
        erase(folk, closed, "error")
    silent(beside, NAME, "Hết", DRAFT.papers[0].number)
    restore(kept)
    home = Residence.objects.get(person=closed)
    assert vault(closed.pk).open("people_residence", home.pk, "address", home.address_sealed) == DRAFT.address
    assert Person.objects.get(pk=closed.pk).name == NAME, "the backup brought the person back"
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.erase_again(by=folk.actor("bvdl"), on=ON + DAY) == [closed.code]
    unreadable(closed)
    assert actions.erase_again(by=folk.actor("bvdl"), on=ON + DAY) == []
    assert (
        [line.code for line in ledger.read()] == [closed.code] == list(Erasure.objects.values_list("code", flat=True))
    )
    trust.record("erasure ledger: persons unreadable after an older backup and its replay", 1, 1)


def test_what_had_been_merged_into_the_person_is_in_the_ledger_under_its_own_code(
    folk, django_capture_on_commit_callbacks
):
    one, other = folk.person(name=NAME, papers=()), folk.person(name=NAME, papers=())
    merge(kept=one.code, gone=other.code, reason="Trùng", by=folk.actor("xa"), on=ON)
    actions.close(code=one.code, basis="died", day=ON, by=folk.actor("xa"), on=ON)
    with django_capture_on_commit_callbacks(execute=True):
        erase(folk, one, "error")
    assert {line.code for line in ledger.read()} == {one.code, other.code}


def test_an_erasure_that_is_undone_with_its_transaction_leaves_no_line_beside(folk, closed, beside):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        erase(folk, closed, "error")
        raise ZeroDivisionError
    assert not beside.exists() and Person.objects.get(pk=closed.pk).name == NAME


def test_a_line_that_a_crash_tore_is_written_again_and_hides_no_other(beside):
    one, two = ledger.Line("A", "error", ON, "ai đó"), ledger.Line("B", "error", ON, "ai đó")
    ledger.add([one, two])
    whole = beside.read_bytes()
    for cut in range(len(whole)):
        beside.write_bytes(whole[:cut])
        ledger.add([one, two])
        assert set(ledger.read()) == {one, two}, cut


def test_the_command_erases_again_as_who_guards_the_data_and_as_nobody_else(
    folk, closed, beside, django_capture_on_commit_callbacks
):
    kept = backup(closed)
    with django_capture_on_commit_callbacks(execute=True):
        erase(folk, closed, "error")
    restore(kept)
    said = CliRunner().invoke(command, ["erase-again", "--as", "quantri"])
    assert said.exit_code == 1 and Person.objects.get(pk=closed.pk).name == NAME
    said = CliRunner().invoke(command, ["erase-again", "--as", "bvdl"])
    assert said.exit_code == 0 and "Đã xóa lại 1 hồ sơ" in said.output
    unreadable(closed)
