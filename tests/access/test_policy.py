"""A view that forgot to say which right it needs is never served, and the program does not start with it."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from hoanhap.access import middleware
from hoanhap.access.permissions import P
from hoanhap.access.routes import check_policies, routes
from hoanhap.ui.policy import PUBLIC, SIGNED_IN, needed, policy


def bare(request):
    return HttpResponse("bare")


@policy("cell.sing")
def misspelt(request):
    return HttpResponse("misspelt")


@policy(P.USERS_MANAGE)
def managed(request):
    return HttpResponse(request.actor.sign_in)


@policy(PUBLIC)
def public(request):
    return HttpResponse(repr(request.actor.user_id))


urlpatterns = [
    path("bare/", bare, name="bare"),
    path("misspelt/", misspelt, name="misspelt"),
    path("sub/", include(([path("managed/", managed, name="managed")], "sub"))),
    path("public/", public, name="public"),
    path("dang-nhap/", public, name="account_login"),
    path("doi-mat-khau/", public, name="account_change_password"),
]
HERE = pytest.mark.urls(__name__)


@HERE
def test_the_start_up_check_names_each_faulty_route():
    errors = check_policies()
    assert [e.id for e in errors] == ["access.E001", "access.E002"]
    assert "/bare/" in errors[0].msg and "cell.sing" in errors[1].msg


@HERE
def test_the_server_does_not_start_with_a_faulty_route():
    with pytest.raises(ImproperlyConfigured, match="/bare/"):
        middleware.PolicyMiddleware(lambda request: None)


@HERE
def test_routes_are_walked_into_includes():
    assert {r.name: r.policy for r in routes()} == {
        "bare": None,
        "misspelt": "cell.sing",
        "sub:managed": "users.manage",
        "public": "public",
        "account_login": "public",
        "account_change_password": "public",
    }


@HERE
@pytest.mark.parametrize("address", ["/bare/", "/misspelt/"])
def test_should_one_slip_through_it_is_refused_even_to_an_administrator(world, sit, monkeypatch, address):
    monkeypatch.setattr(middleware, "check_policies", list)
    assert sit("quantri").get(address).status_code == 403
    assert Client().get(address).status_code == 302


@HERE
def test_a_marked_view_knows_who_asks(world, sit, monkeypatch):
    monkeypatch.setattr(middleware, "check_policies", list)
    assert sit("quantri").get("/sub/managed/").content == b"quantri"
    assert sit("xa").get("/sub/managed/").status_code == 403
    assert Client().get("/public/").content == b"None"


def test_the_mark_survives_other_decorators_and_says_nothing_when_absent():
    assert needed(bare) is None
    assert needed(managed) == "users.manage"
    assert (PUBLIC, SIGNED_IN) == ("public", "signed-in")
