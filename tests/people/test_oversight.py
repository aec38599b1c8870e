"""Who looked is seen: alerts, limits of reading, inspections that shut by themselves."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.access.actions import end_inspection, register_inspection
from hoanhap.access.errors import Invalid
from hoanhap.access.persons import K, Purpose, decide_person
from hoanhap.access.queries import actor_for, inspections
from hoanhap.access.rules import Denied, Exhausted
from hoanhap.audit.models import AuditRow
from hoanhap.kernel.clock import now
from hoanhap.kernel.dates import VIETNAM
from hoanhap.law.loaded import law
from hoanhap.pathways.actions.steps import open_measure
from hoanhap.people import actions, queries
from hoanhap.people.queries import quota
from hoanhap.people.queries.oversight import alerts
from hoanhap.people.queries.scope import subject, visible
from hoanhap.people.rules.alerts import KINDS, Reading, signs, surname
from tests import trust
from tests.access.canary import heard, silent
from tests.people.folk import SEATS, Folk
from tests.world import ON
from tests.world import SEATS as COUNTRY

WHO = sorted({*COUNTRY, *SEATS})
DAY = timedelta(days=1)
MONDAY = datetime(2020, 9, 7, 9, 0, tzinfo=VIETNAM)
LATE = MONDAY + 10 * DAY  # the instant at which the trail is read


# ---------------------------------------------------------------- signs, pure
def kinds(*readings: Reading, writings=None, now=LATE) -> set[str]:
    return {s.kind for s in signs(readings, writings or {}, burst=5, works=law().calendar.works, now=now)}


WORKED = {(1, "A"): [MONDAY]}


@pytest.mark.parametrize(
    ("at", "asked"),
    [
        (MONDAY, False),
        (MONDAY.replace(hour=6, minute=29), True),
        (MONDAY.replace(hour=6, minute=30), False),
        (MONDAY.replace(hour=18, minute=29), False),
        (MONDAY.replace(hour=18, minute=30), True),
        (MONDAY - DAY, True),  # Sunday
        (datetime(2020, 9, 2, 9, 0, tzinfo=VIETNAM), True),  # National Day
        (datetime(2020, 1, 24, 9, 0, tzinfo=VIETNAM), True),  # Tết
    ],
)
def test_readings_outside_working_hours_are_asked_about(at, asked):
    assert ("hours" in kinds(Reading(at, 1, "A"), writings={(1, "A"): [at]}, now=at + 10 * DAY)) is asked


def test_a_reader_of_the_same_family_name_is_asked_about_whatever_the_marks():
    assert surname("Lý Văn Sình") == surname("LY THI MAU") == "ly" and surname("") == ""
    assert "surname" in kinds(Reading(MONDAY, 1, "A", "ly", "ly"), writings=WORKED)
    assert "surname" not in kinds(Reading(MONDAY, 1, "A", "ly", "nong"), writings=WORKED)
    assert "surname" not in kinds(Reading(MONDAY, 1, "A", "", ""), writings=WORKED)


@pytest.mark.parametrize(
    ("wrote", "asked"),
    [(None, True), (-8, True), (-7, False), (0, False), (7, False), (8, True)],
)
def test_who_wrote_nothing_within_a_week_is_asked_what_the_task_was(wrote, asked):
    done = {} if wrote is None else {(1, "A"): [MONDAY + wrote * DAY]}
    assert ("task" in kinds(Reading(MONDAY, 1, "A"), writings=done)) is asked
    assert "task" not in kinds(Reading(MONDAY, 1, "A"), now=MONDAY + 6 * DAY), "the week is not over"


@pytest.mark.parametrize(("viewers", "asked"), [(1, False), (4, False), (5, True), (9, True)])
def test_five_viewers_of_one_file_in_a_day_are_asked_about(viewers, asked):
    readings = [Reading(MONDAY + timedelta(minutes=n), n, "A") for n in range(viewers)]
    assert ("burst" in kinds(*readings, *readings)) is asked, "one who looks twice is one"
    spread = [Reading(MONDAY + n * DAY, n, "A") for n in range(viewers)]
    assert "burst" not in kinds(*spread)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 4), st.sampled_from("ABC")), max_size=40), st.randoms())
def test_signs_do_not_depend_on_the_order_of_readings_and_name_only_who_read(looks, random):
    readings = [Reading(MONDAY + timedelta(hours=7 * n), user, code) for n, user, code in looks]
    found = signs(readings, {}, burst=3, works=law().calendar.works, now=LATE)
    shuffled = list(readings)
    random.shuffle(shuffled)
    assert signs(shuffled, {}, burst=3, works=law().calendar.works, now=LATE) == found
    pairs = {(r.user, r.code) for r in readings}
    assert all(s.kind in KINDS and (s.user is None or (s.user, s.code) in pairs) for s in found)
    assert len(found) == len(set(found))


# ---------------------------------------------------------------- the page
def test_who_guards_the_data_finds_the_reading_the_reader_and_the_code_but_never_the_person(folk, sit):
    person = folk.person(name="ca-xa Văn Kín", at="an-1-a", papers=())
    for name in ("xa", "ca-xa", "lanhdao-xa", "huyen", "lanhdao-xa"):
        sit(name).get(f"/nguoi/{person.code}/")
    sit("tinh").get(f"/nguoi/{person.code}/")
    found = alerts(folk.actor("bvdl"), now(), ON)
    assert {(a.kind, a.code) for a in found.lines} >= {("burst", person.code), ("surname", person.code)}
    assert [a.who for a in found.lines if a.kind == "surname"] == ["ca-xa (thử)"]
    page = sit("bvdl").get("/giam-sat/")
    heard(page, person.code, "Nhiều người cùng xem")
    silent(page, "Văn Kín")
    silent(sit("bvdl").get("/giam-sat/?loai=surname"), "Văn Kín", "Nhiều người cùng xem một hồ sơ trong ngày</td>")
    assert sit("bvdl").get(f"/giam-sat/?ma={person.code.lower()}")["Location"] == f"/nguoi/{person.code}/ai-da-xem/"
    heard(sit("bvdl").get("/giam-sat/?ma=abc"), "Mã hồ sơ không đúng")
    silent(sit("bvdl").get("/giam-sat/?lang=en"), "Cần hỏi", "Nhiều người")


def test_reading_the_alerts_is_itself_noted_and_nobody_else_reads_them(folk, sit):
    sit("bvdl").get("/giam-sat/")
    assert AuditRow.objects.filter(action="audit.read", detail__of="oversight").count() == 1
    for name in WHO:
        assert sit(name).get("/giam-sat/").status_code == (200 if name == "bvdl" else 403), name


def test_work_in_a_file_answers_what_the_task_was(folk):
    read = folk.person(name="Lý Một", papers=())
    wrote = folk.person(name="Lý Hai", papers=())
    for person in (read, wrote):
        queries.person(folk.actor("xa"), person.code, None, ON)
    later = now() + 8 * DAY
    found = {a.code for a in alerts(folk.actor("bvdl"), later, ON, "task").lines}
    assert found == set(), "registering is a task"
    queries.person(folk.actor("ca-xa"), read.code, None, ON)
    assert {(a.code, a.who) for a in alerts(folk.actor("bvdl"), later, ON, "task").lines} == {
        (read.code, "ca-xa (thử)")
    }


# ---------------------------------------------------------------- limits of reading
@pytest.fixture
def few(monkeypatch):
    """Limits small enough for a test: three files an hour, five a day."""
    found = law()
    small = {"views.hour": 3, "views.day": 5}

    class Small:
        calendar = found.calendar

        def parameter(self, code, on, province=""):
            value = found.parameter(code, on, province)
            return replace(value, value=small.get(code, value.value))

    monkeypatch.setattr(quota, "law", Small)


def test_the_limits_are_dated_values_and_sixty_an_hour_three_hundred_a_day_today():
    assert [int(law().parameter(code, ON).value) for code in ("views.hour", "views.day")] == [60, 300]
    assert not law().parameter("views.hour", ON).verified


def crowd(folk: Folk, n: int) -> list[str]:
    names = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám")
    return [folk.person(name=f"Lý {name}", papers=()).code for name in names[:n]]


def read(folk: Folk, code: str, who: str = "xa"):
    return queries.person(folk.actor(who), code, None, ON)


def test_one_file_too_many_is_refused_with_what_to_do_and_an_alert(folk, few, sit):
    codes = crowd(folk, 4)
    for code in codes[:3]:
        read(folk, code)
    with pytest.raises(Exhausted, match="3 hồ sơ khác nhau trong một giờ"):
        read(folk, codes[3])
    page = sit("xa").get(f"/nguoi/{codes[3]}/")
    assert page.status_code == 429 and page["Retry-After"]
    heard(page, "hồ sơ khác nhau", "bảo vệ dữ liệu")
    silent(page, "Lý Bốn", "1989")
    assert sit("xa").get(f"/nguoi/{codes[0]}/").status_code == 200, "a file just read stays open"
    assert read(folk, codes[3], "ca-xa").code == codes[3], "another user has their own"
    quotas = [a for a in alerts(folk.actor("bvdl"), now(), ON).lines if a.kind == "quota"]
    assert [(a.who, a.count) for a in quotas] == [(folk.world.users["xa"].full_name, 2)]
    trust.record("T4: robot reading files stopped at its limit", 1, 1)


def test_who_reads_slowly_meets_the_limit_of_the_day(folk, few):
    codes = crowd(folk, 7)
    officer = folk.actor("xa")
    for n, code in enumerate(codes[:5]):
        at = now() - timedelta(hours=20 - 2 * n)
        AuditRow.objects.create(at=at, actor="xa", actor_id=officer.user_id, channel="web", action="person.read",
                                kind="person", ref=code)  # fmt: skip
    with pytest.raises(Exhausted, match="24 giờ"):
        queries.person(officer, codes[5], None, ON)
    assert queries.person(officer, codes[0], None, ON), "a file of this day is not a new one"
    tomorrow = replace(officer, at=now() + timedelta(hours=13))
    assert queries.person(tomorrow, codes[6], None, ON)


def test_the_pages_of_cases_are_readings_of_files_too(folk, few, sit):
    codes = crowd(folk, 4)
    given = {"rehab_before": 0, "health": "thử", "no_detox_at_home": True}
    pages = []
    for code in codes:
        opened = open_measure(code=code, pathway="community", step="register", given=given, by=folk.actor("xa"), on=ON)
        pages.append(reverse("pathways:measure", kwargs={"pk": opened.measure.pk}))
    client = sit("ca-xa")
    assert [client.get(page).status_code for page in pages] == [200, 200, 200, 429]
    assert client.get(f"/nguoi/{codes[3]}/").status_code == 429


def test_what_is_refused_anyway_costs_nothing_of_the_limit(folk, few, sit):
    elsewhere = folk.person(name="Lý Xa", at="an-1-b", papers=())
    for _ in range(5):
        assert sit("xa").get(f"/nguoi/{elsewhere.code}/").status_code == 404
    assert not AuditRow.objects.filter(action="person.quota").exists()


# ---------------------------------------------------------------- inspections
def inspect(folk: Folk, **changes):
    named = {
        "document": "QĐ 12/QĐ-TTr",
        "issued_on": ON,
        "unit_id": folk.world.units["an-1"].pk,
        "valid_from": ON,
        "last": ON + 29 * DAY,
        "posts": [folk.post("thanhtra")],
        "most": 30,
        "by": folk.actor("bvdl"),
        "on": ON,
    }
    return register_inspection(**{**named, **changes})


def reaches(folk: Folk, person, on: date = ON, purpose=Purpose.INSPECTION, who="thanhtra"):
    actor = actor_for(folk.world.users[who], channel="web", on=on)
    return decide_person(actor, subject(person, actor, on), purpose, on)


def test_an_inspection_opens_the_files_of_its_area_to_its_members_for_its_days(folk):
    inside, outside = folk.person(name="Lý Trong"), folk.person(name="Lý Ngoài", at="an-2-a", papers=())
    before = {who: reaches(folk, inside, purpose=None, who=who).allow for who in WHO}
    inspect(folk)
    decision = reaches(folk, inside)
    assert decision.allow and decision.read == {K.CODED, K.IDENTITY, K.REHAB, K.LEGAL} and not decision.write
    assert "basis" in decision.obligations
    assert not reaches(folk, outside).allow and not reaches(folk, inside, purpose=Purpose.CASE).allow
    assert reaches(folk, inside, ON + 29 * DAY).allow and not reaches(folk, inside, ON + 30 * DAY).allow
    after = {who: reaches(folk, inside, purpose=None, who=who).allow for who in WHO}
    assert {who for who in WHO if before[who] != after[who]} == {"thanhtra"}
    assert list(visible(folk.actor("thanhtra"), None, ON)) == [inside]


def test_a_closed_file_of_the_area_is_read_for_the_inspection_alone_and_is_in_no_list(folk):
    person = folk.person()
    actions.close(code=person.code, basis="delisted", day=ON, by=folk.actor("xa"), on=ON)
    person.refresh_from_db()
    inspect(folk)
    assert reaches(folk, person).allow and not reaches(folk, person, purpose=None).allow
    assert not visible(folk.actor("thanhtra"), None, ON).exists()


def test_an_inspection_is_refused_with_every_reason(folk):
    for change, field in (
        ({"document": " "}, "document"),
        ({"issued_on": ON + DAY}, "issued_on"),
        ({"unit_id": 0}, "unit"),
        ({"last": ON + 30 * DAY}, "last"),
        ({"last": ON - DAY}, "last"),
        ({"valid_from": ON - 9 * DAY, "last": ON - DAY}, "last"),
        ({"posts": []}, "posts"),
        ({"posts": [folk.post("xa")]}, "posts"),
        ({"posts": [folk.post("thanhtra"), 10**6]}, "posts"),
    ):
        with pytest.raises(Invalid) as wrong:
            inspect(folk, **change)
        assert set(wrong.value.problems) == {field}, change
    for who in ("thanhtra", "quantri", "duyet", "lanhdao-xa"):
        with pytest.raises(Denied):
            inspect(folk, by=folk.actor(who))


def test_an_inspection_is_registered_read_and_ended_by_forms(folk, sit):
    person = folk.person(name="Lý Được Xem")
    typed = {"document": "QĐ 12", "issued_on": "07/9/2020", "unit": folk.world.units["an-1"].code,
             "valid_from": "07/9/2020", "last": "20/9/2020", "posts": [folk.post("thanhtra")]}  # fmt: skip
    inspector, dpo = sit("thanhtra"), sit("bvdl")
    assert inspector.get(f"/nguoi/{person.code}/").status_code == 404
    assert dpo.post("/thanh-tra/", {**typed, "last": "20/12/2020"}).status_code == 422
    assert dpo.post("/thanh-tra/", typed).status_code == 302
    heard(inspector.get(f"/nguoi/{person.code}/"), "Lý Được Xem", "Một cuộc thanh tra")
    heard(inspector.get("/nguoi/"), person.code)
    heard(dpo.get("/thanh-tra/"), "QĐ 12")
    silent(dpo.get("/thanh-tra/?lang=en"), "Quyết định", "Thành viên")
    pk = _only_inspection(folk)
    assert dpo.post(f"/thanh-tra/{pk}/ket-thuc/").status_code == 302
    assert inspector.get(f"/nguoi/{person.code}/").status_code == 404
    with pytest.raises(Invalid):
        end_inspection(inspection_id=pk, by=folk.actor("bvdl"), on=ON)


def _only_inspection(folk: Folk) -> int:
    (line,) = inspections(folk.actor("bvdl"), ON)
    return line.id
