"""What officers see and type: the file with its case, a measure, its forms, and the day's duties."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from hoanhap.audit.models import AuditRow
from hoanhap.pathways.actions.refer import refer
from hoanhap.pathways.models import Measure
from tests.pathways.test_actions import court, inside
from tests.pathways.ward import Ward

D = date
Sit = Callable[[str], Client]
pytestmark = pytest.mark.django_db


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def at(measure: Measure) -> str:
    return reverse("pathways:measure", args=[measure.pk])


# ---------------------------------------------------------------- the file
def test_the_file_shows_what_may_be_opened_and_every_reason_why_not(ward: Ward, sit: Sit) -> None:
    person = ward.addict()
    shown = text(sit("xa"), reverse("people:file", args=[person.code]))
    assert "Nhận đơn đăng ký cai nghiện" in shown
    assert reverse("pathways:open", args=[person.code, "community", "register"]) in shown
    assert "Xác định tình trạng nghiện: nghiện (Heroin)" in shown
    assert "Không chấp hành cai nghiện bắt buộc tại cơ sở" in shown  # aftercare
    assert AuditRow.objects.filter(action="person.read", ref=person.code).exists()


def test_a_measure_shows_in_the_file_with_what_presses(ward: Ward, sit: Sit) -> None:
    measure = ward.community(ward.addict(), until="propose")
    shown = text(sit("xa"), reverse("people:file", args=[measure.person.code]))
    assert at(measure) in shown
    assert "Chủ tịch UBND cấp xã quyết định" in shown
    assert "quá 60 ngày" in shown


# ---------------------------------------------------------------- the measure
def test_the_page_of_a_measure_tells_its_limits_day_by_day(ward: Ward, sit: Sit) -> None:
    measure = ward.community(ward.addict(), until="register")
    shown = text(sit("xa"), at(measure))
    for words in ("Tính như thế nào", "Ngày làm việc thứ 3", "Thứ Bảy", "NĐ 94/2010 Điều 13", "ổn định"):
        assert words in shown
    assert reverse("pathways:step", args=[measure.pk, "propose"]) in shown


def test_a_step_is_typed_in_a_form_made_from_the_law_and_recorded(ward: Ward, sit: Sit) -> None:
    measure = ward.community(ward.addict(), until="propose")
    form = reverse("pathways:step", args=[measure.pk, "decide"])
    assert "Thời hạn (tháng)" in text(sit("xa"), form)
    answer = sit("xa").post(form, {"day": "08/7/2020", "months": "6", "revision": measure.revision})
    assert answer.status_code == 302, answer.content.decode()
    measure.refresh_from_db()
    assert (measure.state, measure.ends_on) == ("running", D(2021, 1, 9))


def test_a_refused_step_says_every_reason_on_the_page_and_keeps_what_was_typed(ward: Ward, sit: Sit) -> None:
    measure = ward.community(ward.addict(), until="propose")
    form = reverse("pathways:step", args=[measure.pk, "decide"])
    answer = sit("xa").post(form, {"day": "01/7/2020", "months": "36"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "trước bước gần nhất" in shown
    assert "Thời hạn phải từ 6–12" in shown
    assert 'value="36"' in shown


def test_a_form_seen_before_somebody_elses_step_is_told_so(ward: Ward, sit: Sit) -> None:
    measure = ward.community(ward.addict(), until="register")
    ward.take(measure, "propose", D(2020, 7, 6))
    form = reverse("pathways:step", args=[measure.pk, "propose"])
    answer = sit("xa").post(form, {"day": "06/7/2020", "revision": "1"})
    assert answer.status_code == 422
    assert "vừa ghi bước" in answer.content.decode()


def test_a_measure_is_opened_from_the_file_and_the_first_step_taken_back(ward: Ward, sit: Sit) -> None:
    person = ward.addict()
    opening = reverse("pathways:open", args=[person.code, "community", "register"])
    typed = {"day": "02/7/2020", "health": "khỏe", "rehab_before": "1", "no_detox_at_home": "on"}
    assert sit("xa").post(opening, typed).status_code == 302
    measure = Measure.objects.get()
    assert (measure.turn, measure.state) == (2, "received")
    back = reverse("pathways:back", args=[measure.pk])
    assert "Nhận đơn đăng ký cai nghiện" in text(sit("xa"), back)
    assert sit("xa").post(back, {"reason": "", "revision": "1"}).status_code == 422
    assert sit("xa").post(back, {"reason": "Nhầm người", "revision": "1"}).status_code == 302
    measure.refresh_from_db()
    assert measure.outcome == "cancelled"


def test_a_day_of_another_law_is_told_at_its_field(ward: Ward, sit: Sit) -> None:
    """A slip in the year: the law of that day has no such measure, or nobody knows who led the work."""
    opening = reverse("pathways:open", args=[ward.addict().code, "community", "register"])
    step = reverse("pathways:step", args=[ward.community(ward.addict(), until="register").pk, "propose"])
    typed = {"health": "khỏe", "rehab_before": "1", "no_detox_at_home": "on", "revision": "1"}
    for form in (opening, step):
        for day in ("01/01/1900", "02/7/2002", "31/12/2199"):
            assert sit("xa").post(form, typed | {"day": day}).status_code == 422, (form, day)
    answer = sit("xa").post(opening, typed | {"day": "02/7/2002"})
    assert "pháp luật không có hình thức" in answer.content.decode()


def test_addiction_is_found_and_a_place_named_by_forms(ward: Ward, sit: Sit) -> None:
    person = ward.folk.person()
    form = reverse("pathways:determine", args=[person.code])
    assert "y-te (thử)" in text(sit("xa"), form)
    typed = {"day": "01/7/2020", "clinician": ward.clinician.pk, "result": "addicted"}
    wrong = sit("xa").post(form, typed)
    assert wrong.status_code == 422
    assert "Ghi chất gây nghiện" in wrong.content.decode()
    assert sit("xa").post(form, {**typed, "substances": ["heroin"]}).status_code == 302
    send = reverse("pathways:refer", args=[person.code])
    assert sit("xa").post(send, {"place": ward.clinic.pk}).status_code == 302
    assert sit("y-te").get(reverse("people:file", args=[person.code])).status_code == 200


# ---------------------------------------------------------------- who sees what
@pytest.mark.parametrize(
    ("who", "status"),
    [("xa", 200), ("lanhdao-xa", 200), ("ca-xa", 200), ("huyen", 200), ("xa-b", 404), ("y-te", 404), ("toa", 404),
     ("giup", 404), ("bo", 403), ("quantri", 403), ("bvdl", 403)],
)  # fmt: skip
def test_a_measure_is_there_only_for_who_reaches_the_person(ward: Ward, sit: Sit, who: str, status: int) -> None:
    measure = ward.community(ward.addict(), until="register")
    assert sit(who).get(at(measure)).status_code == status


def test_words_and_names_stay_with_the_commune_and_codes_go_up(ward: Ward, sit: Sit) -> None:
    measure = ward.community(ward.addict(), until="register")
    assert "ổn định" in text(sit("xa"), at(measure))
    above = text(sit("huyen"), at(measure))
    assert "ổn định" not in above
    assert "Lý Văn Sình" not in above
    assert "Số lần đã cai" in above  # coded facts


def test_what_the_court_decided_is_seen_by_the_commune_as_days_only(ward: Ward, sit: Sit) -> None:
    measure = inside(ward)
    assert "2/2020" in text(sit("toa"), at(measure))
    below = text(sit("xa"), at(measure))
    assert "Quyết định đưa vào cơ sở cai nghiện bắt buộc" in below
    assert "2/2020" not in below


def test_treatment_is_healths_own(ward: Ward, sit: Sit) -> None:
    person = ward.addict()
    refer(code=person.code, place_id=ward.clinic.pk, by=ward.actor("xa"), on=ward.on)
    measure = ward.open(person, "methadone", "apply", D(2020, 9, 1), {"place": ward.clinic.pk}, by="y-te")
    assert sit("y-te").get(at(measure)).status_code == 200
    assert sit("xa").get(at(measure)).status_code == 404
    assert at(measure) not in text(sit("xa"), reverse("people:file", args=[person.code]))


# ---------------------------------------------------------------- the day's duties
def test_todays_work_has_the_limits_by_the_time_they_leave_late_ones_first(ward: Ward, sit: Sit) -> None:
    late = ward.community(ward.addict(), until="propose")
    ward.community(ward.addict(name="Nông Văn Tám"), until="review")
    shown = text(sit("xa"), "/")
    first, second = shown.index("Chủ tịch UBND cấp xã quyết định"), shown.index("Tổ công tác đánh giá hằng tháng")
    assert first < second
    assert "quá 60 ngày" in shown
    assert "hôm nay" in shown  # the review of 7 September
    assert at(late) in shown
    assert "Lý Văn Sình" not in shown


def test_who_is_above_sees_counts_and_codes_of_the_communes(ward: Ward, sit: Sit) -> None:
    measure = ward.community(ward.addict(), until="propose")
    assert "1 hạn đã quá" in text(sit("huyen"), "/")
    shown = text(sit("huyen"), reverse("pathways:below") + "?xa=91101")
    assert measure.person.code in shown
    assert "Lý Văn Sình" not in shown
    assert "hạn đã quá" not in text(sit("huyen-2"), "/")


def test_an_office_is_told_of_the_step_it_is_named_for(ward: Ward, sit: Sit) -> None:
    measure = court(ward)
    ward.take(measure, "notify", D(2020, 7, 7))
    ward.take(measure, "read", D(2020, 7, 8), {"reading_how": "self"})
    assert "Gửi Trưởng phòng Tư pháp" in text(sit("xa"), "/")  # no limit is known, yet it waits
    ward.take(measure, "send-justice", D(2020, 7, 9))
    assert "Trưởng phòng Tư pháp kiểm tra tính pháp lý" in text(sit("tu-phap"), "/")
    assert "Tư pháp" not in text(sit("tu-phap-2"), "/").split("<main")[1].split("posts-h")[0]


def test_a_file_asks_the_database_few_things_however_long_the_case_is(
    ward: Ward, sit: Sit, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    """What the page shows takes some twenty questions, the checks of every pathway ten; no step asks one of its own."""
    person = ward.addict()
    client = sit("xa")
    client.get("/")
    address = reverse("people:file", args=[person.code])
    with django_assert_max_num_queries(46):  # type: ignore[attr-defined]
        client.get(address)
    measure = ward.community(person, until="review")
    for month in range(2):
        ward.take(measure, "review", D(2020, 8, 7 + month), {"rating": "good"})
        ward.determine(person, on=D(2020, 7, 20 + month))
    with django_assert_max_num_queries(48):  # type: ignore[attr-defined]
        assert client.get(address).status_code == 200
