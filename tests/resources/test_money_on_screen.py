"""A commune's desk in a browser: money entered once, balanced, without barriers, stands in its Phụ lục 3."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, expect

from hoanhap.indicators.actions import filling
from hoanhap.web.models import DemoDate
from tests import world as small
from tests.looking import address, sign_in, speaks_english
from tests.ui.a11y import assert_clean, assert_no_overflow

__all__ = ["address"]
CHOSEN = {"Dự toán hay thực hiện": "Thực hiện", "Nguồn": "Địa phương", "Loại nguồn": "Chi thường xuyên",
          "Chi cho": "Tại cộng đồng"}  # fmt: skip
TYPED = {"Từ ngày": "01/01/2019", "Đến hết ngày": "31/12/2019", "Tổng số (đồng)": "12,5 triệu",
         "Lập hồ sơ (đồng)": "2.500.000", "Tổ công tác (đồng)": "9.999.999"}  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_money_is_entered_once_and_stands_in_the_annex(address: str, visitors: Callable[..., BrowserContext]) -> None:
    world = small.build()
    DemoDate.objects.create(on=world.on)
    filling.rebuild(world.on)
    visitor = visitors()
    sign_in(visitor, world.user("xa"), address)
    page = visitor.new_page()
    page.goto(f"{address}/so-nguon-luc/")
    page.get_by_role("link", name="Kinh phí", exact=True).click()
    page.get_by_role("link", name="Ghi thêm").click()
    fields = page.locator("main")
    for label, said in CHOSEN.items():
        fields.get_by_label(label, exact=True).select_option(label=said)
    for label, typed in TYPED.items():
        fields.get_by_label(label).first.fill(typed)
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(fields).to_contain_text("lệch 1 đồng so với tổng")
    assert_clean(page)
    assert_no_overflow(page, (360, 1280))
    fields.get_by_label("Tổ công tác (đồng)").fill("10 triệu")
    page.get_by_role("button", name="Ghi", exact=True).click()
    page.goto(f"{address}/so-nguon-luc/kinh-phi/?nam=2019")
    expect(page.locator("tfoot")).to_contain_text("12.500.000")
    assert_clean(page)
    assert_no_overflow(page, (360, 1280))
    speaks_english(page, "In all", "Preparing files", "Work of the teams", "Support to persons")  # in đồng
    annex = [world.campaign.slug, world.agencies["an-1-a"].code, "phu-luc-3"]
    page.goto(address + reverse("reporting:form", args=annex))
    expect(page.locator('[data-row="1.2"][data-col="2019"]')).to_have_value("12,5")
