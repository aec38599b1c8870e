"""403 names the right; 404 for a stranger's record is the very page of a record that does not exist."""

import re

import pytest
from django.urls import reverse

from hoanhap.access.rules import Outside
from tests import trust


def body(response, url):
    """The page without the reader's own address and form token, which differ from one request to the next."""
    text = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", response.content)
    return text.replace(url.encode(), b"")


def form_of(agency):
    return reverse("reporting:form", kwargs={"slug": "dot-thu", "agency": agency, "form": "phu-luc-2"})


@pytest.mark.parametrize("route", ["reporting:form", "reporting:board", "reporting:narrative", "reporting:workbook"])
def test_a_strangers_record_and_no_record_give_the_same_bytes_and_headers(world, sit, route):
    client = sit("xa")
    pages, heads = set(), set()
    for agency in (world.agencies["an-2-a"].code, world.agencies["an-1"].code, "khong-co-that"):
        parts = {"slug": "dot-thu", "agency": agency}
        if route in ("reporting:form", "reporting:workbook"):
            parts["form"] = "phu-luc-2"
        if route == "reporting:narrative":
            parts["outline"] = "de-cuong-2016-2020"
        url = reverse(route, kwargs=parts)
        response = client.get(url)
        assert response.status_code == 404
        pages.add(body(response, url))
        heads.add(
            tuple(sorted((k, v) for k, v in response.headers.items() if k not in ("Set-Cookie", "Content-Length")))
        )
    assert len(pages) == len(heads) == 1
    trust.record("T1 access: pairs of stranger's and missing records told apart", 3, 0)


def test_nothing_of_a_strangers_record_is_in_the_404(world, sit):
    stranger = world.respondent("an-2-a")
    text = sit("xa").get(form_of(stranger.agency.code)).content.decode()
    assert stranger.name not in text and world.campaign.title not in text


def test_an_address_that_never_was_gives_that_page_too(world, sit):
    client = sit("xa")
    nowhere = "/dot-bao-cao/khong/co/dia/chi/nay/"
    unknown = client.get(nowhere)
    stranger = client.get(form_of(world.agencies["an-2-a"].code))
    url = form_of(world.agencies["an-2-a"].code)
    assert body(unknown, nowhere) == body(stranger, url)


def test_inside_the_scope_without_the_right_the_page_names_the_right(world, sit):
    own = world.agencies["an-1-a"].code
    response = sit("lanhdao-xa").post(
        reverse("reporting:save", kwargs={"slug": "dot-thu", "agency": own, "form": "phu-luc-2"})
    )
    assert response.status_code == 403
    assert "không có quyền nhập số liệu" in response.content.decode()
    english = sit("lanhdao-xa").get(reverse("users") + "?lang=en")
    assert english.status_code == 403 and "manage accounts and posts" in english.content.decode()


def test_a_script_gets_the_same_refusals_as_json(world, sit):
    client = sit("lanhdao-xa")
    denied = client.get(reverse("users"), headers={"Accept": "application/json"})
    assert denied.status_code == 403 and "quản lý tài khoản" in denied.json()["error"]
    gone = client.get(form_of("khong-co"), headers={"Accept": "application/json"})
    assert gone.status_code == 404 and set(gone.json()) == {"error"}


def test_a_deputy_without_a_post_of_their_own_sees_exactly_the_lent_post(world, sit):
    from datetime import date

    from hoanhap.access.models import Deputation, Post

    post = Post.objects.get(user__username="duyet")
    Deputation.objects.create(
        post=post, deputy=world.user("khong-viec"), valid_from=world.on, valid_to=date(2020, 9, 8), reason="thử"
    )
    client = sit("khong-viec")
    assert client.get(form_of(world.agencies["an"].code)).status_code == 200
    assert client.get(form_of("khong-co")).status_code == 404
    assert client.get(reverse("deputise", kwargs={"post_id": post.pk})).status_code == 403


def test_the_exception_itself_may_be_raised_by_any_view(world, rf):
    from hoanhap.access.middleware import PolicyMiddleware

    request = rf.get("/")
    assert PolicyMiddleware(lambda r: None).process_exception(request, Outside()).status_code == 404
    assert PolicyMiddleware(lambda r: None).process_exception(request, ValueError()) is None


ODD = (  # who asks for what no page of ours links to, and what they are told
    ("xa", "/nguoi/?q=%00", 404),
    ("bvdl", "/nhat-ky/people/%00/", 404),
    ("bvdl", f"/nhat-ky/?ref={'x' * 3000}", 422),
    ("xa", "/so/?nam=0000", 200),
    ("xa", "/so/so-02-scn/?nam=%C2%B2%C2%B2%C2%B2%C2%B2&page=%C2%B2", 200),
    ("xa", f"/giay-to/?cq={'9' * 5000}", 200),
    ("xa", f"/van-ban/?nam={'9' * 5000}", 200),
    ("xa", "/van-ban/?nam=99999", 200),
    ("xa", "/phan-loai/trong-diem-3122-2010/0/", 404),
    ("xa", f"/phan-loai/trong-diem-28-2025/{'9' * 25}/", 404),
    ("xa", "/phan-loai/trong-diem-28-2025/9999/", 404),
    ("tinh", f"/bang-so-lieu/?ky={'1900-01..2199-12,' * 500}", 200),
)


def test_an_odd_address_is_answered_and_never_breaks_the_server(world, sit):
    got = [(who, address[:60], sit(who).get(address).status_code) for who, address, _ in ODD]
    assert got == [(who, address[:60], status) for who, address, status in ODD]
