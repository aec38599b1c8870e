"""Every sensitive field of a person holds a token of its own; nobody finds one who may not read it: in no page, list,
redirect, refusal, audit row, log line, and, where it is sealed, in no byte of the database."""

from datetime import date
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from hoanhap.access.routes import routes
from hoanhap.audit.models import AuditRow
from hoanhap.kernel import clock
from hoanhap.people import actions
from hoanhap.people.actions.import_waiting import keep
from hoanhap.people.models import (
    Alias,
    Contact,
    IdentityPaper,
    Note,
    Person,
    Residence,
    Visit,
)
from hoanhap.people.models import (
    Test as DrugTest,
)
from hoanhap.people.queries.vault import vault
from tests import trust
from tests.access.canary import heard, leaks, silent, token
from tests.people.folk import DRAFT, SEATS, Folk
from tests.scale import SCALE, crawlers
from tests.world import ON
from tests.world import SEATS as COUNTRY

FIELDS = (
    "name", "alias", "address", "number", "issued by", "phone", "mother", "mother's phone", "mother's address", "note",
    "visit", "helper",
)  # fmt: skip
BIRDS = {name: token(f"people {name}") for name in FIELDS}
BIRTH = date(1961, 7, 23)
SEALED = ("address", "number", "phone", "mother", "mother's phone", "mother's address", "note", "visit")


def letters(bird: str) -> str:
    """The token as a name: a name has no digits."""
    return bird.translate(str.maketrans("0123456789", "GHIJKLMNOP"))


BIRDS["name"], BIRDS["alias"] = letters(BIRDS["name"]), letters(BIRDS["alias"])


@pytest.fixture
def planted(folk: Folk) -> Person:
    """A person of an-1-a, registered and written about by the case officer, with a token in every field."""
    by = {"by": folk.actor("xa"), "on": ON}
    draft = {"name": f"Ly Van {BIRDS['name']}", "address": BIRDS["address"], "phone": BIRDS["phone"], "papers": ()}
    person = folk.person(**draft, birth=DRAFT.birth._replace(year=BIRTH.year, on=BIRTH))
    code, women = person.code, folk.agency("women-an-1-a").pk
    actions.add_alias(code=code, name=BIRDS["alias"], **by)
    actions.add_paper(code=code, kind="passport", number=BIRDS["number"], issued_by=BIRDS["issued by"], **by)
    mother = {"name": BIRDS["mother"], "phone": BIRDS["mother's phone"], "address": BIRDS["mother's address"]}
    actions.add_contact(code=code, relation="mother", **mother, **by)
    actions.add_note(code=code, text=BIRDS["note"], **by)
    helper = {"helper": BIRDS["helper"], "organisation_id": women, "post_id": folk.post("giup")}
    given = actions.assign(code=code, valid_from=ON, **helper, **by)
    actions.log_visit(code=code, assignment_id=given.pk, day=ON, finding="well", words=BIRDS["visit"], **by)
    actions.record_test(
        code=code,
        day=ON,
        kind="urine",
        reason="sudden",
        result="positive",
        substances=["heroin"],
        agency_id=women,
        **by,
    )
    return Person.objects.get(pk=person.pk)


# What each may find, before and after a reason is stated. Whoever is not named here finds nothing at all.
PLAIN = {"name", "alias", "address", "helper"}
DETAILS = {"number", "issued by", "phone", "mother", "mother's phone", "mother's address", "note", "visit"}
MAY = {
    "xa": (PLAIN, PLAIN | DETAILS),
    "ca-xa": (PLAIN, PLAIN | DETAILS),
    "lanhdao-xa": ({"helper"}, PLAIN | DETAILS),
    "giup": ({"name", "helper", "visit"}, {"name", "helper", "visit", "phone"}),
}
BORN = {"xa": (True, True), "ca-xa": (True, True), "lanhdao-xa": (False, True), "giup": (False, False)}
WHO = sorted({*COUNTRY, *SEATS})


def addresses(person: Person) -> list[str]:
    """Every page of the register about this person, and the lists that could hold them, with ways to ask for them."""
    found = [f"/nguoi/{query}" for query in ("", "?xa=91101", "?dien=user", "?q=ly", f"?q={BIRDS['name'].lower()}",
             f"?q={person.code}", "?q=1961")]  # fmt: skip
    for route in routes():
        if route.name.startswith("people:") and "person:code" in route.path and route.path.count("<") == 1:
            found.append(reverse(route.name, kwargs={"code": person.code}))
    found += [reverse("people:act", kwargs={"code": person.code, "name": act}) for act in ("sua", "tham", "lien-he")]
    pair = {"code": person.code, "other": person.code}
    found += [reverse(f"people:{name}", kwargs=pair) for name in ("merge", "distinct")]
    return [
        *found,
        f"/nguoi/{person.code}/tach/1/",
        "/nguoi/trung/",
        "/nguoi/nhap-danh-sach/",
        f"/nguoi/{person.code}/?vi=P8",
        "/nguoi/ra-soat/",
        "/",
        f"/nhat-ky/person/{person.code}/",
        "/nhat-ky/",
    ]


def seen(client: Client, person: Person) -> tuple[set[str], bool]:
    """The fields found in any answer, and whether the full birth date is."""
    found: set[str] = set()
    born = False
    for address, method in product(addresses(person), ("get", "post")):
        with transaction.atomic():
            response = getattr(client, method)(address)
            found |= {bird for bird, _ in leaks(response, BIRDS.values())}
            born = born or "23/7/1961" in response.content.decode("utf-8", "replace")
            transaction.set_rollback(True)
    return {name for name, bird in BIRDS.items() if bird in found}, born


@pytest.mark.parametrize("name", crawlers(["", *WHO]))
def test_each_finds_what_the_table_gives_and_nothing_else(folk, planted, sit, name, caplog):
    client = sit(name) if name else Client()
    before, after = MAY.get(name, (set(), set()))
    dated = BORN.get(name, (False, False))
    assert seen(client, planted) == (before, dated[0])
    purpose = {"ca-xa": "P4", "giup": "P2"}.get(name, "P1")
    client.post(reverse("people:reveal", kwargs={"code": planted.code}), {"purpose": purpose})
    assert seen(client, planted) == (after, dated[1])
    silent(caplog.text, *BIRDS.values())
    trust.record("R13 persons: posts that find exactly what the table gives", 2, 2)


def test_a_number_that_was_typed_leads_nobody_to_a_file_of_elsewhere(folk, planted, sit):
    actions.add_paper(code=planted.code, kind="cmnd", number="080 765 432", by=folk.actor("xa"), on=ON)
    for name in WHO:
        found = sit(name).get("/nguoi/?q=080765432")
        assert (planted.code.encode() in found.content) is (name in {"xa", "ca-xa", "lanhdao-xa"}), name


def test_a_review_shows_its_officer_the_name_and_its_leader_initials(folk, planted, sit):
    opened = {"commune_id": folk.world.units["an-1-a"].pk, "title": "Quý III", "by": folk.actor("xa"), "on": ON}
    address = reverse("people:round", kwargs={"pk": actions.open_round(**opened).pk})
    heard(sit("xa").get(address), BIRDS["name"])
    for name in (*(who for who in WHO if who != "xa"), ""):
        silent((sit(name) if name else Client()).get(address), *BIRDS.values())


def test_a_list_that_waits_tells_its_officer_alone_of_who_is_alike(folk, planted, sit):
    """And a list that is alike in every word tells nothing sealed: neither number nor address of the file."""
    heads = ("Họ và tên", "Ngày sinh", "Giới tính", "Diện quản lý")
    said = (planted.name, "23/7/1961", "Nam", "Người nghiện")
    cells = [[r, c, "t", word] for r, line in enumerate((heads, said), 1) for c, word in enumerate(line)]
    given = {"commune_id": folk.world.units["an-1-a"].pk, "by": folk.actor("xa"), "on": ON, "now": clock.now()}
    pk = keep(name="thử", sheets=[["Trang", cells, []]], digest="0" * 64, **given)
    address = f"/nguoi/nhap-danh-sach/{pk}/"
    for shelf in ("", "?xem=co-san", "?xem=giong", "?xem=moi"):
        answer = sit("xa").get(address + shelf)
        silent(answer, *(bird for name, bird in BIRDS.items() if name != "name"))
    heard(sit("xa").get(address + "?xem=co-san"), BIRDS["name"])
    for name in (*(who for who in WHO if who != "xa"), ""):
        for more in ("", "chua-nhan/", "?xem=co-san"):
            silent((sit(name) if name else Client()).get(address + more), *BIRDS.values())


def test_two_files_side_by_side_tell_only_who_may_write_both_names(folk, planted, sit):
    twin = folk.person(name=planted.name, papers=(), birth=DRAFT.birth._replace(year=BIRTH.year, on=BIRTH), sex="male")
    sealed = [BIRDS[name] for name in SEALED]
    addresses = ["/nguoi/trung/", f"/nguoi/{twin.code}/trung/", f"/nguoi/{twin.code}/gop/{planted.code}/"]
    for address in addresses:
        heard(sit("xa").get(address), BIRDS["name"])
        silent(sit("xa").get(address), *sealed)
        for name in (*(who for who in WHO if who != "xa"), ""):
            silent((sit(name) if name else Client()).get(address), *BIRDS.values())


def test_the_trail_holds_none_of_it(folk, planted, sit):
    for address in addresses(planted):
        sit("xa").get(address)
    rows = list(AuditRow.objects.values_list("actor", "action", "kind", "ref", "detail"))
    assert any(row[1] == "person.read" for row in rows)
    silent(rows, *BIRDS.values(), "1961")


def test_the_addresses_of_the_register_hold_none_of_it(planted, sit):
    for address in addresses(planted):
        response = sit("xa").get(address)
        silent(dict(response.items()), *BIRDS.values())


def test_what_is_sealed_is_nowhere_in_the_columns_of_the_database(planted):
    """Both databases: every column of every table of the register, read as text and as bytes."""
    for model in (Person, Alias, IdentityPaper, Residence, DrugTest, Contact, Note, Visit):
        for row in model.objects.values_list():
            values = [bytes(v) if isinstance(v, (bytes, memoryview)) else v for v in row]
            silent(values, *(BIRDS[name] for name in SEALED))
    keeper, note = vault(planted.pk), Note.objects.get()
    heard(keeper.open("people_note", note.pk, "text", note.text_sealed), BIRDS["note"])


@pytest.mark.django_db(transaction=True)
def test_what_is_sealed_is_in_no_byte_of_the_database_file(request):
    """T14: the file, its write-ahead log and its journal. Names are there: that is the positive control."""
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:  # the server's own files are out of reach: what it would send is read
            folk = request.getfixturevalue("folk")
            request.getfixturevalue("planted")
            cursor.execute("SELECT query_to_xml('SELECT * FROM people_contact', true, false, '')::text")
            silent(cursor.fetchone()[0], *(BIRDS[name] for name in SEALED))
            assert folk
        return
    request.getfixturevalue("planted")
    database = Path(settings.DATABASES["default"]["NAME"])
    files = [path for path in database.parent.glob(f"{database.name}*") if path.is_file()]
    content = b"".join(path.read_bytes() for path in files)
    assert BIRDS["name"].encode() in content
    assert not [name for name in SEALED if BIRDS[name].encode() in content]


def test_after_erasing_no_key_opens_what_is_left(folk, planted, sit):
    actions.close(code=planted.code, basis="delisted", day=ON, by=folk.actor("xa"), on=ON)
    actions.erase(code=planted.code, basis="error", by=folk.actor("bvdl"), on=ON)
    for name in WHO if SCALE >= 1 else [*MAY, "bvdl"]:  # at push those who did find something, and who erased it
        assert seen(sit(name), planted) == (set(), False), name
    silent(list(Person.objects.values_list()), *BIRDS.values(), "1961-07-23")
