"""The explorer: what a reader sees at a day, and what the page says when it does not know."""

from datetime import date

import pytest
from django.db import connection
from django.http import Http404
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoanhap.kernel.lang import speaking
from hoanhap.ui.policy import needed
from hoanhap.units import views

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def see(code=None, /, **asked):
    request = RequestFactory().get(reverse("units"), asked)
    request.on = date(2020, 9, 7)
    response = views.unit(request, code) if code else views.country(request)
    return " ".join(response.content.decode().split())


def test_both_pages_ask_for_the_right_to_see_units():
    assert needed(views.country) == needed(views.unit) == "units.view"


def test_the_country_opens_on_the_business_date_and_counts_each_level():
    page = see()
    assert "Đơn vị hành chính ngày 07/9/2020" in page
    assert "<b>63</b>" in page and "<b>696</b>" in page and "<b>10.035</b>" in page


def test_another_day_shows_another_map():
    page = see(ngay="01/7/2025")
    assert "<b>34</b>" in page and "<b>3.321</b>" in page and "huyện, quận" not in page


def test_the_page_says_whose_history_is_known():
    assert "thay đổi chỉ được ghi cho Cao Bằng" in see()
    with speaking("en"):
        assert "changes are recorded for Cao Bằng only" in see()


def test_the_days_of_change_are_links():
    page = see()
    for day in ("2020-01-31", "2020-02-01", "2020-03-01", "2025-07-01"):
        assert f'href="?ngay={day}"' in page


def test_a_day_that_cannot_be_read_is_shown_back_with_the_remedy():
    page = see(ngay="31/02/2020")
    assert "“31/02/2020” không phải là một ngày" in page and 'value="31/02/2020"' in page
    assert "aria-invalid" in page and "Ghi ngày/tháng/năm" in page


def test_a_day_before_the_lists_says_so():
    assert "Chưa có dữ liệu cho ngày này" in see(ngay="1999-01-01")


def test_search_finds_what_is_in_force_and_what_is_not():
    page = see(q="ngoc chung", ngay="2026-01-01")
    assert "Không có đơn vị nào như vậy" in page and "Có hiệu lực ở thời điểm khác" in page
    assert 'href="/don-vi/01486/?ngay=2020-01-31"' in page


def test_hostile_words_are_text():
    page = see(q='<script>alert(1)</script>"{{x}}')
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


def test_a_province_lists_its_districts_with_their_communes():
    page = see("04", ngay="2019-12-31")
    assert "<b>13</b>" in page and "<b>199</b>" in page and "Huyện Thông Nông" in page
    assert 'href="/don-vi/044/?ngay=2019-12-31"' in page


def test_a_unit_shows_those_above_it_and_its_agencies():
    page = see("01333", ngay="2020-09-07")
    assert page.index("Tỉnh Cao Bằng") < page.index("Huyện Bảo Lạc") < page.index("<h1>Xã Bảo Toàn")
    assert "Ủy ban nhân dân xã Bảo Toàn" in page and "chủ trì" in page


def test_a_divided_commune_says_part_and_unverified_in_words():
    page = see("01633")
    assert "mã 01633 không có hiệu lực" in page and "31/01/2020" in page
    assert "Xã Bế Văn Đàn" in page and "một phần" in page and "chưa xác minh" in page
    assert "Chia về 2 nơi" in page


def test_a_commune_without_a_known_successor_says_so():
    assert "Chưa rõ nơi nhận." in see("01486")
    with speaking("en"):
        assert "Successor unknown." in see("01486")


def test_a_reused_code_shows_every_name_it_had():
    page = see("01402", ngay="2020-02-01")
    assert "Xã Vân An" in page and "<h1>Xã Cải Viên" in page and "Nghị quyết 864/NQ-UBTVQH14" in page


def test_a_start_that_nobody_knows_is_not_dated():
    assert "chưa rõ ngày bắt đầu" in see("04") and "01/01/2004" not in see("04")


def test_a_code_that_never_was_is_not_found():
    with pytest.raises(Http404):
        see("99999")


@pytest.mark.parametrize(("code", "most"), [(None, 3), ("04", 9), ("01633", 9), ("VN", 9)])
def test_a_page_asks_the_database_little(code, most):
    see(code)
    with CaptureQueriesContext(connection) as queries:
        see(code)
    assert len(queries) <= most


def test_english_is_complete():
    with speaking("en"):
        page = see("043", ngay="2020-09-07")
    assert "Bảo Lạc District" in page and "Bảo Toàn Commune" in page
    assert "Division of Labour, Invalids and Social Affairs of Bảo Lạc District" in page
    for word in ("Đơn vị", "Cơ quan", "Hiệu lực", "chưa", "Huyện", "Lập từ", "trước"):
        assert word not in page.split("<main")[1].split("</main>")[0]
