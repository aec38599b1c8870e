"""Accounts and posts: who may change them, what is refused, what stays in the trail, what holds at the next request."""

from datetime import date, timedelta

import pytest

from hoanhap.access import actions
from hoanhap.access.errors import Invalid
from hoanhap.access.models import Deputation, Post, User
from hoanhap.access.queries import NoSuchSignIn, actor_for, agencies_like, cli_actor, set_up_actor
from hoanhap.access.rules import Denied, Outside
from hoanhap.audit.models import AuditRow
from hoanhap.units.actions import ensure_agency
from tests import trust
from tests.access.test_routes import signed_in
from tests.scale import scaled

PASSWORD = "mot-mat-khau-tam-thoi"
TOMORROW = timedelta(days=1)


@pytest.fixture
def admin(world):
    return world.actor("quantri")


def last(action):
    return AuditRow.objects.filter(action=action).latest("pk")


def create(world, admin, **changes):
    given = {"sign_in": "xa.moi", "full_name": "Người Mới", "password": PASSWORD}
    return actions.create_user(by=admin, on=world.on, **{**given, **changes})


def grant(world, admin, user, role="commune_officer", place="an-1-a", **changes):
    given = {"user_id": user.pk, "role": role, "agency_id": world.agencies[place].pk, "valid_from": world.on}
    return actions.grant_post(by=admin, on=world.on, **{**given, **changes})


# ---------------------------------------------------------------- accounts
def test_an_administrator_makes_an_account_that_must_change_its_password(world, admin):
    user = create(world, admin)
    assert user.check_password(PASSWORD) and user.must_change and not user.is_superuser
    row = last("user.create")
    assert (row.actor, row.kind, row.ref, row.detail) == ("quantri", "user", str(user.pk), {"sign_in": "xa.moi"})


def test_all_mistakes_of_a_new_account_are_told_at_once(world, admin):
    with pytest.raises(Invalid) as wrong:
        create(world, admin, sign_in="Xã Mới!", full_name=" ", password="ngan")
    assert set(wrong.value.problems) == {"sign_in", "full_name", "password"}
    assert not User.objects.filter(full_name="").exists()


def test_a_sign_in_name_is_unique_whatever_its_case(world, admin):
    User.objects.create(username="XA.MOI")
    with pytest.raises(Invalid, match="Đã có tài khoản"):
        create(world, admin)


@pytest.mark.parametrize("name", ["a", "-abc", "abc.", "a b c", "a" * 61, "ábc", "a\nbc", "<b>abc", "Abc"])
def test_a_sign_in_name_has_small_plain_letters(world, admin, name):
    with pytest.raises(Invalid, match="Tên đăng nhập gồm"):
        create(world, admin, sign_in=name)


@pytest.mark.parametrize("who", ["tinh", "duyet", "bvdl", "xa", "khong-viec"])
def test_nobody_but_an_administrator_touches_accounts(world, who):
    by, user = world.actor(who), world.user("xa-b")
    tries = [
        lambda: create(world, by),
        lambda: actions.set_password(by=by, on=world.on, user_id=user.pk, password=PASSWORD),
        lambda: actions.revoke(by=by, on=world.on, user_id=user.pk),
        lambda: actions.reinstate(by=by, on=world.on, user_id=user.pk),
        lambda: grant(world, by, user),
        lambda: actions.end_post(by=by, on=world.on, post_id=user.posts.get().pk, ends=world.on),
    ]
    for attempt in tries:
        with pytest.raises(Denied):
            attempt()


def test_nobody_locks_rekeys_or_promotes_themselves(world, admin):
    me = world.user("quantri")
    tries = [
        lambda: actions.set_password(by=admin, on=world.on, user_id=me.pk, password=PASSWORD),
        lambda: actions.revoke(by=admin, on=world.on, user_id=me.pk),
        lambda: grant(world, admin, me, role="admin", place="nation"),
    ]
    for attempt in tries:
        with pytest.raises(Invalid, match="(của mình|cho mình)"):
            attempt()


def test_a_new_password_is_good_once_and_ends_the_lock_out_and_the_sessions(world, admin, client):
    user = world.user("xa")
    for _ in range(5):
        client.post("/dang-nhap/", {"login": "xa", "password": "sai"})
    actions.set_password(by=admin, on=world.on, user_id=user.pk, password=PASSWORD)
    response = client.post("/dang-nhap/", {"login": "xa", "password": PASSWORD})
    assert response.status_code == 302
    assert client.get("/vi-tri/")["Location"] == "/doi-mat-khau/"
    assert last("user.reset-password").ref == str(user.pk)


def test_a_revoked_user_is_out_at_the_next_request_in_every_session(world, admin, client):
    """T5: any number of open sessions, all of them denied at once."""
    user, times = world.user("huyen"), scaled(1000, 50)
    keys = [signed_in(user) for _ in range(times)]
    actions.revoke(by=admin, on=world.on, user_id=user.pk)
    denied = 0
    for key in keys:
        client.cookies.clear()
        client.cookies["sessionid"] = key
        denied += client.get("/vi-tri/").status_code == 302
    assert denied == times
    trust.record("T5 access: revocation effective at the next request", times, denied)


def test_revoking_ends_posts_and_borrowed_posts_and_reinstating_brings_none_back(world, admin):
    user = world.user("huyen")
    lent = Deputation.objects.create(
        post=Post.objects.get(user__username="lanhdao-huyen"),
        deputy=user,
        valid_from=world.on,
        valid_to=world.on + 5 * TOMORROW,
        reason="thử",
    )
    actions.revoke(by=admin, on=world.on, user_id=user.pk)
    assert last("user.revoke").detail == {"posts": 1}
    actions.reinstate(by=admin, on=world.on, user_id=user.pk)
    assert actor_for(user, channel="web", on=world.on).posts == ()
    lent.refresh_from_db()
    assert lent.valid_to == world.on


# ---------------------------------------------------------------- posts
def test_a_post_is_granted_for_a_half_open_span(world, admin):
    user = create(world, admin)
    post = grant(world, admin, user, valid_to=world.on + TOMORROW)
    held = actor_for(user, channel="web", on=world.on).posts
    assert [(p.id, p.role, p.sector, p.deputy) for p in held] == [(post.pk, "commune_officer", "authority", False)]
    assert actor_for(user, channel="web", on=world.on + TOMORROW).posts == ()
    detail = last("post.grant").detail
    assert (detail["user"], detail["role"], detail["valid_to"]) == (user.pk, "commune_officer", "2020-09-08")


def test_an_actor_knows_the_units_over_each_post(world):
    (post,) = world.actor("xa").posts
    assert post.above == {world.units[name].pk for name in ("an-1", "an", "nation")}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"role": "king"}, "role"),
        ({"role": "district_leader"}, "agency"),
        ({"place": "centre"}, "agency"),
        ({"valid_to": date(2020, 9, 7)}, "valid_to"),
        ({"valid_from": date(1999, 1, 1)}, "valid_from"),
    ],
)
def test_a_post_that_cannot_be_is_refused_at_its_field(world, admin, changes, field):
    user = create(world, admin)
    with pytest.raises(Invalid) as wrong:
        grant(world, admin, user, **changes)
    assert field in wrong.value.problems and not user.posts.exists()


def test_the_same_post_twice_at_once_is_refused_but_may_follow(world, admin):
    user = create(world, admin)
    grant(world, admin, user, valid_to=world.on + 5 * TOMORROW)
    with pytest.raises(Invalid, match="đang giữ đúng vị trí"):
        grant(world, admin, user, valid_from=world.on + 4 * TOMORROW)
    grant(world, admin, user, valid_from=world.on + 5 * TOMORROW)
    assert user.posts.count() == 2


@pytest.mark.parametrize(
    ("first", "second"), [("admin", "commune_officer"), ("commune_officer", "dpo"), ("admin", "dpo")]
)
def test_who_runs_the_system_holds_no_other_post(world, admin, first, second):
    user = create(world, admin)
    places = {"admin": "nation", "dpo": "nation", "commune_officer": "an-1-a"}
    grant(world, admin, user, role=first, place=places[first])
    with pytest.raises(Invalid, match="không kiêm"):
        grant(world, admin, user, role=second, place=places[second])


def test_a_post_ended_today_is_gone_at_the_next_request_and_keeps_its_row(world, admin, sit):
    user = create(world, admin)
    post = grant(world, admin, user)
    User.objects.filter(pk=user.pk).update(must_change=False)
    client = sit("xa")
    client.force_login(user)
    address = f"/dot-bao-cao/dot-thu/{world.agencies['an-1-a'].code}/bieu/phu-luc-2/"
    assert client.get(address).status_code == 200
    actions.end_post(by=admin, on=world.on, post_id=post.pk, ends=world.on)
    assert client.get(address).status_code == 403
    post.refresh_from_db()
    assert (post.valid_from, post.valid_to) == (world.on, world.on)


def test_ending_a_post_ends_what_was_lent_from_it(world, admin):
    post = Post.objects.get(user__username="duyet")
    lent = lend(world, post, "tinh")
    actions.end_post(by=admin, on=world.on, post_id=post.pk, ends=world.on + TOMORROW)
    lent.refresh_from_db()
    assert lent.valid_to == world.on + TOMORROW


def test_a_post_is_not_ended_backwards_nor_twice(world, admin):
    post = Post.objects.get(user__username="xa")
    with pytest.raises(Invalid, match="trước hôm nay"):
        actions.end_post(by=admin, on=world.on, post_id=post.pk, ends=world.on - TOMORROW)
    actions.end_post(by=admin, on=world.on, post_id=post.pk, ends=world.on)
    with pytest.raises(Invalid, match="đã kết thúc"):
        actions.end_post(by=admin, on=world.on, post_id=post.pk, ends=world.on + TOMORROW)


def test_an_agency_known_only_by_its_pattern_is_made_when_a_post_needs_it(world, admin):
    user = create(world, admin)
    found = agencies_like("an 1b", "commune_officer", world.on)
    assert found and all("(91102)" in label for _key, label in found)
    key = next(key for key, label in found if "Công an" in label or "Công An" in label)
    post = actions.grant_post_at(
        by=admin, on=world.on, user_id=user.pk, role="commune_officer", place=key, valid_from=world.on, valid_to=None
    )
    assert post.agency.sector == "police"
    assert agencies_like("an 1b", "province_approver", world.on) == []


@pytest.mark.parametrize("place", ["", "x", "999999:abc", "1:khong-co"])
def test_a_place_that_was_not_offered_is_refused(world, admin, place):
    user = create(world, admin)
    with pytest.raises(Invalid, match="Chọn một cơ quan"):
        actions.grant_post_at(
            by=admin, on=world.on, user_id=user.pk, role="admin", place=place, valid_from=world.on, valid_to=None
        )


# ---------------------------------------------------------------- deputies
def lend(world, post, to, **changes):
    given = {"valid_from": world.on, "valid_to": world.on + 3 * TOMORROW, "reason": "Đi công tác"}
    return actions.deputise(
        by=actor_for(post.user, channel="web", on=world.on),
        on=world.on,
        post_id=post.pk,
        deputy_id=world.user(to).pk,
        **{**given, **changes},
    )


def test_a_deputy_holds_the_post_on_those_days_and_says_so(world):
    post = Post.objects.get(user__username="duyet")
    lend(world, post, "tinh")
    deputy = actor_for(world.user("tinh"), channel="web", on=world.on)
    assert [(p.role, p.deputy) for p in deputy.posts] == [("province_specialist", False), ("province_approver", True)]
    after = actor_for(world.user("tinh"), channel="web", on=world.on + 3 * TOMORROW)
    assert [p.role for p in after.posts] == ["province_specialist"]
    row = last("post.deputise")
    assert (row.post_id, row.detail["deputy"], row.detail["valid_to"]) == (post.pk, world.user("tinh").pk, "2020-09-10")


def test_a_lent_post_that_ended_is_not_held(world, admin):
    post = Post.objects.get(user__username="duyet")
    lend(world, post, "tinh")
    Post.objects.filter(pk=post.pk).update(valid_to=world.on)
    assert [p.role for p in actor_for(world.user("tinh"), channel="web", on=world.on).posts] == ["province_specialist"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"to": "huyen"}, "deputy"),
        ({"to": "duyet"}, "deputy"),
        ({"to": "khong-viec"}, "deputy"),
        ({"valid_from": date(2020, 9, 6)}, "valid_from"),
        ({"valid_to": date(2020, 9, 7)}, "valid_to"),
        ({"reason": " "}, "reason"),
    ],
)
def test_a_deputy_that_cannot_be_is_refused_at_its_field(world, changes, field):
    post = Post.objects.get(user__username="duyet")
    given = {"to": "tinh", **changes}
    with pytest.raises(Invalid) as wrong:
        lend(world, post, **given)
    assert field in wrong.value.problems


def test_a_post_is_lent_only_while_it_is_held_and_once_at_a_time(world):
    post = Post.objects.get(user__username="duyet")
    Post.objects.filter(pk=post.pk).update(valid_to=world.on + 2 * TOMORROW)
    with pytest.raises(Invalid, match="trong thời gian giữ vị trí"):
        lend(world, Post.objects.get(pk=post.pk), "tinh")
    Post.objects.filter(pk=post.pk).update(valid_to=None)
    lend(world, Post.objects.get(pk=post.pk), "tinh")
    with pytest.raises(Invalid, match="đã được ủy quyền"):
        lend(world, Post.objects.get(pk=post.pk), "tinh", valid_from=world.on + TOMORROW)


def test_only_the_holder_lends_and_a_deputy_cannot_lend_on(world):
    post = Post.objects.get(user__username="duyet")
    lend(world, post, "tinh")
    deputy = actor_for(world.user("tinh"), channel="web", on=world.on)
    span = {"valid_from": world.on, "valid_to": world.on + TOMORROW, "reason": "thử"}
    with pytest.raises(Outside):
        actions.deputise(by=deputy, on=world.on, post_id=post.pk, deputy_id=world.user("so").pk, **span)
    own = Post.objects.get(user__username="tinh")
    with pytest.raises(Denied):
        actions.deputise(by=deputy, on=world.on, post_id=own.pk, deputy_id=world.user("so").pk, **span)
    with pytest.raises(Outside):
        actions.deputise(by=deputy, on=world.on, post_id=10**9, deputy_id=world.user("so").pk, **span)


def test_a_recalled_deputy_is_out_at_the_next_request(world):
    post = Post.objects.get(user__username="duyet")
    lent = lend(world, post, "tinh")
    with pytest.raises(Outside):
        actions.recall(by=world.actor("tinh"), on=world.on, deputation_id=lent.pk)
    actions.recall(by=world.actor("duyet"), on=world.on + TOMORROW, deputation_id=lent.pk)
    tomorrow = actor_for(world.user("tinh"), channel="web", on=world.on + TOMORROW)
    assert [p.role for p in tomorrow.posts] == ["province_specialist"]
    assert last("post.recall").detail["deputy"] == world.user("tinh").pk


# ---------------------------------------------------------------- who acts
def test_the_command_line_acts_as_a_sign_in_that_is_open(world):
    actor = cli_actor("tinh", world.on)
    assert (actor.channel, actor.posts[0].role) == ("cli", "province_specialist")
    User.objects.filter(username="tinh").update(is_active=False)
    for name in ("tinh", "khong-ai"):
        with pytest.raises(NoSuchSignIn, match=name):
            cli_actor(name, world.on)


def test_a_new_home_is_set_up_by_nobody_in_particular(world):
    user = actions.create_user(
        by=set_up_actor(), on=world.on, sign_in="quan.tri", full_name="Quản Trị", password=PASSWORD, must_change=False
    )
    grant(world, set_up_actor(), user, role="admin", place="nation")
    row = last("post.grant")
    assert (row.channel, row.actor_id, row.post_id) == ("system", None, None)


def test_finding_who_acts_asks_little(world, django_assert_max_num_queries):
    """Own posts, lent posts, whether the map is still the same: each by its key, whatever the size of the country."""
    user = world.user("huyen")
    actor_for(user, channel="web", on=world.on)
    with django_assert_max_num_queries(3):
        actor_for(user, channel="web", on=world.on)


def test_a_role_of_one_sector_stands_only_at_its_agencies(world, admin):
    user = world.user("khong-viec")
    with pytest.raises(Invalid, match="không có vai trò"):
        grant(world, admin, user, role="justice_officer", place="an-1")
    with pytest.raises(Invalid, match="không có vai trò"):
        grant(world, admin, user, role="health_officer", place="centre")
    justice = ensure_agency(unit_id=world.units["an-1"].pk, sector="justice", on=world.on)
    given = {"user_id": user.pk, "role": "justice_officer", "agency_id": justice.pk, "valid_from": world.on}
    assert actions.grant_post(by=admin, on=world.on, **given).role == "justice_officer"
    found = [name for _, name in agencies_like("Huyện An 1", "justice_officer", world.on)]
    assert found and all("Tư pháp" in name for name in found)
