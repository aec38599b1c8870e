"""A clerk's desk in a browser: a directive entered once, without barriers, stands in the district's Annex 1."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, expect

from hoanhap.documents.models import Directive
from hoanhap.web.models import DemoDate
from tests import world as small
from tests.looking import address, sign_in, speaks_english
from tests.ui.a11y import assert_clean, assert_no_overflow

__all__ = ["address"]
FIELDS = {
    "Số": "12",
    "Ký hiệu": "KH-UBND",
    "Ngày ban hành": "02/5/2018",
    "Trích yếu": "Kế hoạch cai nghiện và quản lý sau cai nghiện năm 2018",
    "Người ký": "Phó Chủ tịch Nguyễn Văn Thử",
    "Căn cứ": "Quyết định số 1/QĐ-THU ngày 01/6/2017\nLuật Phòng, chống ma túy",
}


@pytest.mark.django_db(transaction=True)
def test_a_directive_is_entered_once_and_is_a_line_of_the_annex(
    address: str, visitors: Callable[..., BrowserContext]
) -> None:
    world = small.build(forms=("phu-luc-1",))
    DemoDate.objects.create(on=world.on)
    visitor = visitors()
    sign_in(visitor, world.user("huyen"), address)
    page = visitor.new_page()
    page.goto(f"{address}/van-ban/")
    page.get_by_role("link", name="Ghi văn bản").click()
    page.get_by_role("button", name="Ghi văn bản").click()
    expect(page.get_by_role("alert").first).to_contain_text("Chưa ghi được")
    assert_clean(page)
    assert_no_overflow(page, (360, 1280))
    page.get_by_label("Cơ quan ban hành", exact=True).select_option(label=world.agencies["an-1"].name)
    page.get_by_label("Loại", exact=True).select_option("KH")
    for label, typed in FIELDS.items():
        page.locator("main").get_by_label(label).first.fill(typed)
    page.get_by_role("button", name="Ghi văn bản").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kế hoạch số 12/KH-UBND ngày 02/5/2018")
    expect(page.get_by_text("Luật Phòng, chống ma túy")).to_be_visible()
    assert_clean(page)
    assert_no_overflow(page, (360, 1280))
    speaks_english(page, "Kế hoạch", "Huyện", "Phòng", "Ủy ban")
    page.goto(address + reverse("reporting:form", args=[world.campaign.slug, world.agencies["an-1"].code, "phu-luc-1"]))
    line = page.locator("tr[data-record]")
    expect(line.get_by_role("textbox").first).to_have_value("12")
    line.get_by_role("link", name="1").click()
    page.wait_for_url(f"**/van-ban/{Directive.objects.get(number='12').code}/")
