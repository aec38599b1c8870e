"""The business date of a demo: who may move it, what it moves, and that a home at work has none."""

from datetime import date

import pytest
from django.test import Client

from hoanhap.access.rules import Denied
from hoanhap.audit.models import AuditRow
from hoanhap.kernel import clock
from hoanhap.web import actions, queries
from hoanhap.web.actions import BadDemoDate, NotADemo
from hoanhap.web.models import DemoDate
from tests.web.conftest import Visit
from tests.world import ON, World


def test_the_administrator_moves_it_and_that_is_noted(demo: World, visit: Visit) -> None:
    response = visit("quantri").post("/ngay-lam-viec/", {"on": "1/10/2020"}, follow=True)
    assert "Ngày làm việc là 01/10/2020." in response.content.decode()
    assert queries.demo_date() == date(2020, 10, 1)
    row = AuditRow.objects.filter(action="demo-date.set").get()
    assert row.detail == {"before": "2020-09-07", "after": "2020-10-01"}


def test_the_next_request_lives_on_the_new_date(demo: World, visit: Visit) -> None:
    actions.set_demo_date(to=date(2020, 8, 31), by=demo.actor("quantri"), on=ON)
    html = visit("xa").get("/").content.decode()
    assert "Thứ Hai, 31/8/2020" in html and ">hôm nay<" in html


def test_nobody_else_may_move_it(demo: World, visit: Visit) -> None:
    assert visit("tinh").post("/ngay-lam-viec/", {"on": "1/10/2020"}).status_code == 403
    with pytest.raises(Denied):
        actions.set_demo_date(to=date(2020, 10, 1), by=demo.actor("tinh"), on=ON)
    assert queries.demo_date() == ON


def test_a_home_at_work_has_no_such_page_and_no_such_act(world: World, visit: Visit) -> None:
    assert visit("quantri").get("/ngay-lam-viec/").status_code == 404
    with pytest.raises(NotADemo):
        actions.set_demo_date(to=date(2020, 10, 1), by=world.actor("quantri"), on=ON)
    with pytest.raises(NotADemo):
        actions.open_demo(on=ON)
    assert not DemoDate.objects.exists()


def test_an_empty_home_becomes_a_demo_once(db: None) -> None:
    actions.open_demo(on=ON)
    actions.open_demo(on=date(2021, 1, 1))
    assert queries.demo_date() == ON


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Ghi một ngày."),
        ("hôm qua", "“hôm qua” không phải là một ngày. Ghi ngày/tháng/năm, ví dụ 07/9/2020."),
        ("31/02/2020", "“31/02/2020” không phải là một ngày"),
        ("31/12/1999", "Chọn một ngày từ 01/01/2004 đến 31/12/2035."),
        ("<script>", "“&lt;script&gt;” không phải là một ngày"),
    ],
)
def test_a_wrong_date_is_told_at_its_field(demo: World, visit: Visit, typed: str, said: str) -> None:
    response = visit("quantri").post("/ngay-lam-viec/", {"on": typed})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert queries.demo_date() == ON


def test_too_far_a_date_is_refused_by_the_act_itself(demo: World) -> None:
    with pytest.raises(BadDemoDate):
        actions.set_demo_date(to=date(1950, 1, 1), by=demo.actor("quantri"), on=ON)


def test_without_a_demo_the_business_date_is_the_real_one(world: World) -> None:
    assert queries.business_date(clock.today()) == clock.today()


def test_one_row_at_most_by_the_database_itself(demo: World) -> None:
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        DemoDate.objects.create(id=2, on=ON)


def test_the_frame_links_to_it_for_the_administrator_alone(demo: World, visit: Visit) -> None:
    assert 'class="date" href="/ngay-lam-viec/"' in visit("quantri").get("/").content.decode()
    assert 'href="/ngay-lam-viec/"' not in visit("xa").get("/").content.decode()


def test_a_visitor_without_a_session_sees_the_date_too(demo: World, client: Client) -> None:
    assert "07/9/2020" in client.get("/tro-giup/").content.decode()
