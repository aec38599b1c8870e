"""The administrator's pages: accounts and their posts."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from hoanhap.access import actions, forms, passwords, queries
from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.kernel.lang import t
from hoanhap.ui.policy import policy

FIELDS = {"valid_from": "first", "valid_to": "last", "ends": "last"}  # an action's word → the form's field


@policy(P.USERS_MANAGE)
def users(request: HttpRequest) -> HttpResponse:
    form = forms.Find(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    page = queries.users(text, request.on, request.GET.get("page", 1))
    return render(request, "access/users.html", {"form": form, "page": page, "text": text})


@policy(P.USERS_MANAGE)
def new_user(request: HttpRequest) -> HttpResponse:
    """The password is made here and shown once."""
    form = forms.NewUser(request.POST or None)
    if form.is_valid():
        password = passwords.one_time()
        try:
            user = actions.create_user(by=request.actor, on=request.on, password=password, **form.cleaned_data)
        except Invalid as wrong:
            form.show(wrong.problems)
        else:
            return _once(request, user, password)
    return render(request, "access/new_user.html", {"form": form}, status=422 if form.errors else 200)


@policy(P.USERS_MANAGE)
def user(request: HttpRequest, user_id: int) -> HttpResponse:
    return _page(request, user_id)


@policy(P.USERS_MANAGE)
@require_POST
def grant(request: HttpRequest, user_id: int) -> HttpResponse:
    places = queries.agencies_like(request.POST.get("near", ""), request.POST.get("role", ""), request.on)
    form = forms.Grant(request.POST, places=places)
    if form.is_valid():
        done = form.cleaned_data
        try:
            actions.grant_post_at(
                by=request.actor,
                on=request.on,
                user_id=_known(user_id),
                role=done["role"],
                place=done["place"],
                valid_from=done["first"],
                valid_to=forms.after(done["last"]),
            )
        except Invalid as wrong:
            form.show({FIELDS.get(name, name): said for name, said in wrong.problems.items()})
        else:
            messages.success(request, t("Đã cấp vị trí công tác.", "The post is granted."))
            return redirect("user", user_id)
    return _page(request, user_id, grant=form, status=422)


@policy(P.USERS_MANAGE)
@require_POST
def end_post(request: HttpRequest, user_id: int, post_id: int) -> HttpResponse:
    if post_id not in {p.id for p in queries.posts_of(_known(user_id), request.on)}:
        raise Http404
    form = forms.End(request.POST)
    if not form.is_valid():
        return _refuse(request, user_id, {name: list(said) for name, said in form.errors.items()})
    ends = forms.after(form.cleaned_data["last"])
    done = t("Đã ghi ngày kết thúc vị trí công tác.", "The end of the post is entered.")
    return _do(request, user_id, done, actions.end_post, post_id=post_id, ends=ends)


@policy(P.USERS_MANAGE)
@require_POST
def end_post_now(request: HttpRequest, user_id: int, post_id: int) -> HttpResponse:
    """Out at the next request."""
    if post_id not in {p.id for p in queries.posts_of(_known(user_id), request.on)}:
        raise Http404
    done = t("Vị trí công tác đã kết thúc.", "The post has ended.")
    return _do(request, user_id, done, actions.end_post, post_id=post_id, ends=request.on)


@policy(P.USERS_MANAGE)
@require_POST
def new_password(request: HttpRequest, user_id: int) -> HttpResponse:
    password = passwords.one_time()
    try:
        who = actions.set_password(by=request.actor, on=request.on, user_id=_known(user_id), password=password)
    except Invalid as wrong:
        return _refuse(request, user_id, wrong.problems)
    return _once(request, who, password)


@policy(P.USERS_MANAGE)
@require_POST
def lock(request: HttpRequest, user_id: int) -> HttpResponse:
    done = t("Đã khóa tài khoản và kết thúc các vị trí công tác.", "The account is locked and its posts have ended.")
    return _do(request, user_id, done, actions.revoke, user_id=user_id)


@policy(P.USERS_MANAGE)
@require_POST
def unlock(request: HttpRequest, user_id: int) -> HttpResponse:
    done = t("Đã mở lại tài khoản. Cấp vị trí công tác mới nếu cần.", "The account is open again, without its posts.")
    return _do(request, user_id, done, actions.reinstate, user_id=user_id)


def _known(user_id: int) -> int:
    if queries.user_page(user_id) is None:
        raise Http404
    return user_id


def _do(request: HttpRequest, user_id: int, done: str, action: Callable[..., Any], /, **values: Any) -> HttpResponse:
    _known(user_id)
    try:
        action(by=request.actor, on=request.on, **values)
    except Invalid as wrong:
        return _refuse(request, user_id, wrong.problems)
    messages.success(request, done)
    return redirect("user", user_id)


def _refuse(request: HttpRequest, user_id: int, problems: dict[str, list[str]]) -> HttpResponse:
    for sentences in problems.values():
        for sentence in sentences:
            messages.error(request, sentence)
    return redirect("user", user_id)


def _once(request: HttpRequest, who: Any, password: str) -> HttpResponse:
    """The only time the password is shown; `no-store` keeps it out of the browser's history."""
    return render(request, "access/password_once.html", {"who": who, "password": password})


def _page(request: HttpRequest, user_id: int, grant: forms.Grant | None = None, status: int = 200) -> HttpResponse:
    who = queries.user_page(user_id)
    if who is None:
        raise Http404
    asked = grant.data if grant else request.GET
    place = forms.Place(asked if "near" in asked else None)
    if grant is None and place.is_valid():
        found = queries.agencies_like(place.cleaned_data["near"], place.cleaned_data["role"], request.on)
        initial = {**place.cleaned_data, "first": request.on, "place": found[0][0] if len(found) == 1 else None}
        grant = forms.Grant(places=found, initial=initial)
    shown = {
        "who": who,
        "posts": queries.posts_of(user_id, request.on),
        "given": queries.deputations_from(user_id, request.on),
        "taken": queries.deputations_to(user_id, request.on),
        "place": place,
        "grant": grant,
        "is_me": user_id == request.actor.user_id,
    }
    return render(request, "access/user.html", shown, status=status)
