"""Việc hôm nay, and the frame around every page."""

import re

import pytest

from tests.web.conftest import Visit
from tests.world import World


def names(html: str) -> list[str]:
    nav = re.search(r"<nav aria-label=\"Chính\">(.*?)</nav>", html, re.DOTALL)
    return re.findall(r"<a [^>]*>([^<]+)</a>", nav[1]) if nav else []


def test_a_commune_officer_reads_what_waits_most_urgent_first(demo: World, visit: Visit) -> None:
    html = visit("xa").get("/").content.decode()
    assert "Thứ Hai, 07/9/2020" in html
    assert re.search(r'class="left law">quá 7 ngày<small>hạn 31/8/2020</small>', html)
    assert "Phụ lục 2" in html and "<h1>Việc hôm nay</h1>" in html


def test_who_has_nothing_to_do_is_told_so_kindly(demo: World, visit: Visit) -> None:
    html = visit("bvdl").get("/").content.decode()
    assert "Không có việc nào đang chờ" in html


def test_who_holds_no_post_is_refused_with_the_right_named(demo: World, visit: Visit) -> None:
    response = visit("khong-viec").get("/")
    assert response.status_code == 403
    assert "xem việc hôm nay" in response.content.decode()


def test_a_stranger_is_sent_to_sign_in(demo: World, client: object) -> None:
    response = client.get("/")  # type: ignore[attr-defined]
    assert response.status_code == 302


@pytest.mark.parametrize(
    ("sign_in", "seen", "hidden"),
    [
        ("xa", {"Việc hôm nay", "Báo cáo", "Đơn vị"}, {"Nhật ký", "Tài khoản"}),
        ("quantri", {"Việc hôm nay", "Đơn vị"}, {"Báo cáo", "Nhật ký"}),
        ("thanhtra", {"Báo cáo"}, {"Tài khoản"}),
    ],
)
def test_the_bar_shows_what_the_posts_allow(
    demo: World, visit: Visit, sign_in: str, seen: set[str], hidden: set[str]
) -> None:
    shown = set(names(visit(sign_in).get("/").content.decode()))
    assert seen <= shown and not hidden & shown


def test_the_bar_says_where_one_is_and_who_one_is(demo: World, visit: Visit) -> None:
    html = visit("xa").get("/don-vi/").content.decode()
    assert re.search(r'<a href="/don-vi/" aria-current="page">Đơn vị</a>', html)
    assert '<span class="me" title="Cán bộ cấp xã">' in html and "<span>UBND xã An 1A</span>" in html


def test_every_page_of_a_demo_shows_its_date(demo: World, visit: Visit) -> None:
    for path in ("/", "/don-vi/", "/tro-giup/"):
        assert '<span class="unseen">Ngày làm việc của bản trình diễn: </span>07/9/2020' in (
            visit("xa").get(path).content.decode()
        )


def test_a_home_at_work_shows_no_demo_date(world: World, visit: Visit) -> None:
    assert "bản trình diễn" not in visit("xa").get("/").content.decode()


def test_the_home_page_asks_few_questions(demo: World, visit: Visit, django_assert_max_num_queries: object) -> None:
    client = visit("huyen")
    client.get("/")
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        client.get("/")
