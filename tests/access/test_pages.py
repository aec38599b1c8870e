"""The pages of this room: what they show, what a form does, what a mistake says."""

import re

import pytest
from django.urls import reverse

from hoanhap.access.models import Deputation, Post, User
from hoanhap.audit.models import AuditRow

HOSTILE = '<script>alert(1)</script>{{7*7}}=1+1 "x" \u202e'


def text(response):
    return response.content.decode()


# ---------------------------------------------------------------- my posts
def test_my_posts_shows_mine_what_i_lent_and_what_was_lent_to_me(world, sit):
    client = sit("duyet")
    response = client.get(reverse("posts"))
    assert "Người phê duyệt cấp tỉnh" in text(response) and "Tỉnh An" in text(response) or "tỉnh An" in text(response)
    address = reverse("deputise", kwargs={"post_id": Post.objects.get(user__username="duyet").pk})
    assert address in text(response)
    form = client.get(address)
    assert "tinh (thử) (tinh)" in text(form) and "huyen (thử)" not in text(form)
    given = {"deputy": world.user("tinh").pk, "first": "08/9/2020", "last": "10/9/2020", "reason": HOSTILE}
    assert client.post(address, given)["Location"] == reverse("posts")
    shown = text(client.get(reverse("posts")))
    assert "08/9/2020" in shown and "10/9/2020" in shown and "sắp tới" in shown
    assert "<script>alert" not in shown and "{{7*7}}" in shown
    assert "duyet (thử)" in text(sit("tinh").get(reverse("posts")))
    lent = Deputation.objects.get()
    assert (lent.valid_to.isoformat(), "\u202e" in lent.reason) == ("2020-09-11", False)
    assert client.post(reverse("recall", kwargs={"deputation_id": lent.pk})).status_code == 302
    assert "không hiệu lực" in text(client.get(reverse("posts")))


def test_every_mistake_of_a_deputy_form_is_said_at_its_field(world, sit):
    address = reverse("deputise", kwargs={"post_id": Post.objects.get(user__username="duyet").pk})
    response = sit("duyet").post(address, {"deputy": "", "first": "khi nào đó", "last": "31/2/2020", "reason": ""})
    assert response.status_code == 422
    assert text(response).count('class="errorlist"') == 4
    response = sit("duyet").post(
        address, {"deputy": world.user("tinh").pk, "first": "01/9/2020", "last": "10/9/2020", "reason": "x"}
    )
    assert "Ngày đầu không trước hôm nay" in text(response)


def test_without_a_post_the_page_says_what_to_do(world, sit):
    assert "Chưa có vị trí công tác nào" in text(sit("khong-viec").get(reverse("posts")))


# ---------------------------------------------------------------- accounts
def test_an_administrator_finds_people_by_name_sign_in_or_agency(world, sit):
    client = sit("quantri")
    assert "xa-binh" in text(client.get(reverse("users")))
    found = text(client.get(reverse("users"), {"q": "BINH 1a"}))
    assert "xa-binh" in found and "tinh-binh" not in found
    assert "Không có tài khoản nào" in text(client.get(reverse("users"), {"q": "zzz"}))


def test_an_account_is_made_given_a_post_and_a_first_sign_in(world, sit, client):
    admin = sit("quantri")
    made = admin.post(reverse("new_user"), {"sign_in": "xa.moi", "full_name": HOSTILE})
    password = re.search(r"<code>([a-z0-9-]+)</code>", text(made))[1]
    assert len(password) == 19 and "<script>alert" not in text(made)
    user = User.objects.get(username="xa.moi")
    page = reverse("user", kwargs={"user_id": user.pk})
    searched = admin.get(page, {"role": "commune_officer", "near": "an 1a"})
    key = re.search(r'name="place" value="([^"]+)"', text(searched))[1]
    given = {"role": "commune_officer", "near": "an 1a", "place": key, "first": "07/9/2020", "last": ""}
    assert admin.post(reverse("grant_post", kwargs={"user_id": user.pk}), given)["Location"] == page
    assert "Cán bộ cấp xã" in text(admin.get(page))
    response = client.post("/dang-nhap/", {"login": "xa.moi", "password": password})
    assert response.status_code == 302
    assert client.get("/")["Location"] == reverse("account_change_password")
    assert password not in str(list(AuditRow.objects.values_list("detail", flat=True)))


def test_mistakes_of_a_new_account_and_a_grant_are_said(world, sit):
    admin = sit("quantri")
    response = admin.post(reverse("new_user"), {"sign_in": "xa", "full_name": ""})
    assert response.status_code == 422 and "Cần điền mục này" in text(response)
    response = admin.post(reverse("new_user"), {"sign_in": "xa", "full_name": "Ai Đó"})
    assert "Đã có tài khoản này" in text(response)
    grant = reverse("grant_post", kwargs={"user_id": world.user("khong-viec").pk})
    response = admin.post(grant, {"role": "commune_officer", "near": "an 1a", "first": ""})
    assert response.status_code == 422 and text(response).count('class="errorlist"') == 2
    assert "Không có cơ quan nào ở đó" in text(admin.post(grant, {"role": "commune_officer", "near": "zzz"}))
    assert admin.post(grant, {}).status_code == 422


def test_a_post_is_ended_on_a_day_or_now(world, sit):
    admin, user = sit("quantri"), world.user("xa-b")
    post = user.posts.get()
    parts = {"user_id": user.pk, "post_id": post.pk}
    admin.post(reverse("end_post", kwargs=parts), {"last": "30/9/2020"})
    post.refresh_from_db()
    assert post.valid_to.isoformat() == "2020-10-01"
    response = admin.post(reverse("end_post", kwargs=parts), {"last": "hôm qua"}, follow=True)
    assert 'class="note error"' in text(response)
    admin.post(reverse("end_post_now", kwargs=parts))
    post.refresh_from_db()
    assert post.valid_to == world.on
    other = {"user_id": world.user("xa").pk, "post_id": post.pk}
    assert admin.post(reverse("end_post_now", kwargs=other)).status_code == 404


def test_locking_unlocking_and_a_new_password_work_from_the_page(world, sit):
    admin, user = sit("quantri"), world.user("xa-b")
    parts = {"user_id": user.pk}
    assert re.search(r"<code>[a-z0-9-]{19}</code>", text(admin.post(reverse("new_password", kwargs=parts))))
    assert "đã khóa" in text(admin.post(reverse("lock_user", kwargs=parts), follow=True))
    assert "Đã mở lại tài khoản" in text(admin.post(reverse("unlock_user", kwargs=parts), follow=True))
    me = {"user_id": world.user("quantri").pk}
    for route in ("lock_user", "new_password"):
        assert "của mình" in text(admin.post(reverse(route, kwargs=me), follow=True))
    assert "không tự cấp vị trí" in text(admin.get(reverse("user", kwargs=me)))


# ---------------------------------------------------------------- both languages, both doors
PAGES = {
    "duyet": ["posts", "account_change_password"],
    "quantri": ["users", "new_user"],
    "bvdl": ["audit"],
}


@pytest.mark.parametrize(("who", "name"), [(who, name) for who, names in PAGES.items() for name in names])
def test_every_page_has_its_english_and_no_inline_script_or_style(world, sit, who, name):
    client = sit(who)
    vietnamese = text(client.get(reverse(name)))
    english = text(client.get(reverse(name) + "?lang=en"))
    headings = [re.search(r"<h1>(.*?)</h1>", page, re.S)[1] for page in (vietnamese, english)]
    assert headings[0] != headings[1]
    for page in (vietnamese, english):
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*src=)", page)
