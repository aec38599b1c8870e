"""The page of free tables in a browser: a question asked by hand, no barrier, both languages."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import BrowserContext

from hoanhap.facts.actions.writing import write
from hoanhap.facts.rules.rows import Row
from hoanhap.web.models import DemoDate
from tests import world as country
from tests.indicators import store
from tests.looking import address, sign_in, speaks_english
from tests.ui.a11y import assert_clean, assert_no_overflow

__all__ = ["address"]
D = date
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def forgotten() -> Iterator[None]:
    yield
    store.forget()


def test_a_question_is_asked_and_its_answer_read(
    forgotten: None, address: str, visitors: Callable[..., BrowserContext]
) -> None:
    world = country.build()
    DemoDate.objects.create(on=world.on)
    store.forget()
    lives = {n: store.Life("female" if n < 8 else "male", D(1990, 1, n)) for n in range(1, 21)}
    at = world.units["an-1-a"].pk
    codes = ("home", "home", "first", "heroin", "started", "")
    write([*lives], lives, {n: [Row("measure", at, D(2019, 3, 1), None, codes, 0)] for n in lives})
    visitor = visitors(width=360)
    sign_in(visitor, world.user("tinh"), address)
    page = visitor.new_page()
    page.goto(f"{address}/bang-so-lieu/")
    assert_clean(page)
    assert_no_overflow(page, (360, 1280))
    page.get_by_text("Biểu 01-BCN").click()
    page.get_by_label("Cai nghiện tự nguyện tại gia đình: cuối kỳ", exact=True).check()
    page.get_by_label("Phân tổ theo").select_option("person.sex")
    page.get_by_role("button", name="Lập bảng").click()
    page.wait_for_url("**/bang-so-lieu/?*")
    women = page.get_by_role("row").filter(has_text="Nữ").first
    assert women.get_by_role("cell").all_inner_texts()[-1] == "7"
    assert_clean(page)
    assert_no_overflow(page, (360, 1280))
    women.get_by_role("link", name="7", exact=True).last.click()
    page.get_by_role("heading", name="Ai được tính").wait_for()
    assert page.locator("#figure").inner_text() == "7"
    assert_clean(page)
    assert_no_overflow(page, (360, 1280))
    page.go_back()
    speaks_english(page, "Xã", "Tỉnh", "Huyện", "Nữ")
