"""Signing in and out, sessions, lock-outs: by the real clock and always in the trail."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import authenticate
from django.test import Client
from django.urls import reverse

from hoanhap.access.models import User
from hoanhap.audit.models import AuditRow
from hoanhap.kernel import clock
from tests.world import PASSWORD

SIGN_IN = reverse("account_login")


@pytest.fixture
def person(db):
    return User.objects.create_user("can-bo", password=PASSWORD, full_name="Cán Bộ (thử)")


def enter(client, name="can-bo", password=PASSWORD, **more):
    return client.post(SIGN_IN, {"login": name, "password": password, **more})


def rows(action):
    return list(AuditRow.objects.filter(action=action).order_by("pk"))


def page(response):
    """The text of a page, without what differs from one rendering to the next."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", response.content)


def test_the_right_password_lets_in_and_is_noted(client, person):
    response = enter(client)
    assert (response.status_code, response["Location"]) == (302, "/")
    (row,) = rows("session.sign-in")
    assert (row.actor_id, row.actor, row.channel, row.ref) == (person.pk, "can-bo", "web", str(person.pk))
    assert row.detail == {"address": "127.0.0.1"}


def test_one_comes_back_to_where_one_wanted_to_go_but_never_to_another_house(client, person):
    response = client.get("/vi-tri/?x=1")
    assert response["Location"] == f"{SIGN_IN}?next=%2Fvi-tri%2F%3Fx%3D1"
    assert enter(client, next="/vi-tri/?x=1")["Location"] == "/vi-tri/?x=1"
    client.post(reverse("account_logout"))
    assert enter(client, next="https://example.org/")["Location"] == "/"


def test_a_wrong_password_an_unknown_name_and_a_locked_account_give_the_same_page(client, person):
    User.objects.create_user("da-khoa", password=PASSWORD, is_active=False)
    pages = set()
    for name, password in (("can-bo", "sai"), ("khong-ai", "sai"), ("da-khoa", PASSWORD)):
        response = enter(client, name, password)
        assert response.status_code == 200 and "không đúng" in response.content.decode()
        pages.add(page(response).replace(name.encode(), b""))
    assert len(pages) == 1
    assert not client.session.get("_auth_user_id")


def test_an_unknown_name_costs_as_much_hashing_as_a_known_one(person, rf, monkeypatch):
    hashed = []
    monkeypatch.setattr(User, "set_password", lambda self, raw: hashed.append(raw))
    request = rf.post(SIGN_IN)
    assert authenticate(request, username="khong-ai", password="x") is None
    assert hashed == ["x"]


def test_a_failure_is_noted_without_keeping_what_was_typed_as_an_unknown_name(client, person):
    enter(client, "can-bo", "sai")
    enter(client, "mật khẩu của tôi gõ nhầm ô", "sai")
    known, unknown = rows("session.fail")
    assert (known.actor, known.detail["known"]) == ("can-bo", True)
    assert (unknown.actor, unknown.ref, unknown.detail["known"]) == ("", "", False)
    assert "gõ nhầm" not in str(unknown.detail)


def test_five_failures_pause_this_name_at_this_address_only_and_for_fifteen_minutes(client, person):
    for _ in range(4):
        assert enter(client, password="sai").status_code == 200
    fifth = enter(client, password="sai")
    assert fifth.status_code == 429 and "Đợi 15 phút" in fifth.content.decode()
    assert enter(client).status_code == 429
    assert Client(REMOTE_ADDR="127.0.0.2").post(SIGN_IN, {"login": "can-bo", "password": PASSWORD}).status_code == 302
    User.objects.create_user("nguoi-khac", password=PASSWORD)
    assert enter(Client(), "nguoi-khac").status_code == 302
    assert rows("session.lock")
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        assert enter(client).status_code == 302


def test_a_name_that_does_not_exist_is_paused_just_the_same(client, db):
    answers = [enter(client, "khong-ai", "sai").status_code for _ in range(5)]
    assert answers == [200] * 4 + [429]


def test_a_forwarded_address_is_not_believed(client, person):
    for n in range(5):
        client.post(SIGN_IN, {"login": "can-bo", "password": "sai"}, headers={"X-Forwarded-For": f"10.0.0.{n}"})
    assert enter(client).status_code == 429


def test_success_forgets_earlier_failures(client, person):
    for _ in range(3):
        enter(client, password="sai")
    enter(client)
    client.post(reverse("account_logout"))
    for _ in range(3):
        enter(client, password="sai")
    assert enter(client).status_code == 302


def test_signing_out_is_noted_and_cleans_the_browser(client, person):
    enter(client)
    response = client.post(reverse("account_logout"))
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response["Location"] == SIGN_IN
    assert client.get("/vi-tri/").status_code == 302
    assert [r.actor for r in rows("session.sign-out")] == ["can-bo"]


@pytest.mark.parametrize(
    ("minutes", "still_in"), [([14, 14, 14], True), ([16], False), ([14] * 34, True), ([14] * 35, False)]
)
def test_a_session_ends_after_fifteen_idle_minutes_or_eight_hours(client, person, minutes, still_in):
    start = clock.now()
    with time_machine.travel(start, tick=False):
        enter(client)
    for n in range(len(minutes)):
        with time_machine.travel(start + timedelta(minutes=sum(minutes[: n + 1])), tick=False):
            response = client.get("/vi-tri/")
    assert (response.status_code == 200) is still_in
    assert len(rows("session.expire")) == (0 if still_in else 1)
    assert rows("session.sign-out") == []


def test_an_ended_session_says_so_and_keeps_the_way_back(client, person):
    start = clock.now()
    enter(client)
    with time_machine.travel(start + timedelta(minutes=20)):
        response = client.get("/vi-tri/")
        assert response["Location"] == f"{SIGN_IN}?next=%2Fvi-tri%2F&het_han=1"
        assert "Phiên làm việc đã hết hạn" in client.get(response["Location"]).content.decode()


def test_a_clock_set_back_ends_the_session_rather_than_prolonging_it(client, person):
    enter(client)
    with time_machine.travel(clock.now() - timedelta(days=3)):
        assert client.get("/vi-tri/").status_code == 302


def test_the_demos_date_has_no_say_in_sessions(client, person):
    from hoanhap.web.models import DemoDate

    enter(client)
    DemoDate.objects.create(on=clock.today() - timedelta(days=2000))
    assert client.get("/vi-tri/").status_code == 200


def test_a_busy_session_is_written_once_a_minute_at_most(client, person, django_assert_max_num_queries):
    enter(client)
    with django_assert_max_num_queries(30) as asked:
        client.get("/vi-tri/")
    assert not any('UPDATE "django_session"' in q["sql"] for q in asked.captured_queries)


def test_a_script_of_a_page_learns_that_its_session_has_ended(client, db):
    response = client.get("/vi-tri/", headers={"Accept": "application/json"})
    assert response.status_code == 401 and response.json()["sign_in"] == SIGN_IN


def test_a_one_time_password_opens_only_the_page_that_replaces_it(client, person):
    User.objects.update(must_change=True)
    enter(client)
    change = reverse("account_change_password")
    assert client.get("/vi-tri/")["Location"] == change
    assert "chỉ dùng một lần" in client.get(change).content.decode()
    new = "mot-cau-rieng-cua-toi"
    response = client.post(change, {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert response["Location"] == "/"
    assert client.get("/vi-tri/").status_code == 200
    person.refresh_from_db()
    assert person.must_change is False and person.check_password(new)
    assert [r.actor for r in rows("user.change-password")] == ["can-bo"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"oldpassword": "sai"}, "Mật khẩu hiện tại không đúng"),
        ({"password1": PASSWORD, "password2": PASSWORD}, "khác mật khẩu hiện tại"),
        ({"password2": "khac-hoan-toan-12"}, "không giống nhau"),
        ({"password1": "ngan", "password2": "ngan"}, "ít nhất 12 ký tự"),
        ({"password1": "1q2w3e4r5t6y", "password2": "1q2w3e4r5t6y"}, "dễ đoán"),
        ({"password1": "Cán Bộ (thử) 1", "password2": "Cán Bộ (thử) 1"}, "quá giống tên"),
    ],
)
def test_a_new_password_that_will_not_do_is_refused_with_the_reason(client, person, typed, said):
    enter(client)
    usual = {"oldpassword": PASSWORD, "password1": "mot-cau-rieng-cua-toi", "password2": "mot-cau-rieng-cua-toi"}
    response = client.post(reverse("account_change_password"), {**usual, **typed})
    assert said in response.content.decode()
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_changed_password_ends_the_other_sessions(client, person):
    other = Client()
    enter(client)
    enter(other)
    new = "mot-cau-rieng-cua-toi"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get("/vi-tri/").status_code == 200
    assert other.get("/vi-tri/").status_code == 302


def test_passwords_are_kept_by_argon2_alone():
    from hoanhap.config import settings as ours

    assert ours.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_no_address_of_allauth_but_the_three_we_wrap_is_open():
    from hoanhap.access.routes import routes

    ours = {r.name for r in routes() if r.name.startswith(("account_", "socialaccount_", "mfa_", "headless"))}
    assert ours == {"account_login", "account_logout", "account_change_password"}


def test_every_page_carries_the_headers_of_a_careful_house(client, person):
    enter(client)
    for response in (client.get("/vi-tri/"), client.get(SIGN_IN), client.get("/khong-co/"), Client().get("/vi-tri/")):
        policy = response["Content-Security-Policy"]
        for part in ("default-src 'self'", "frame-ancestors 'none'", "form-action 'self'", "object-src 'none'"):
            assert part in policy
        assert "unsafe" not in policy
        assert "no-store" in response["Cache-Control"]
        assert "camera=()" in response["Permissions-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Referrer-Policy"] == "same-origin"


def test_cookies_stay_out_of_scripts_and_of_other_sites(client, person):
    enter(client)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert not cookie["max-age"], "closing the browser ends the session"


def test_a_form_without_its_token_changes_nothing_and_says_what_to_do(person):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(SIGN_IN, {"login": "can-bo", "password": PASSWORD})
    assert response.status_code == 403 and "tải lại trang" in response.content.decode()
    assert rows("session.sign-in") == []


def test_the_sign_in_page_is_complete_in_english(client, db):
    text = client.get(SIGN_IN + "?lang=en").content.decode()
    assert "Sign-in name" in text and "Password" in text and "Đăng nhập" not in text
