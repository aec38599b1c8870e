"""One's own posts, and lending them for some days."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from hoanhap.access import actions, forms, queries
from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.rules import Outside
from hoanhap.kernel.lang import t
from hoanhap.ui.policy import SIGNED_IN, policy


@policy(SIGNED_IN)
def posts(request: HttpRequest) -> HttpResponse:
    return _page(request)


@policy(P.DEPUTISE)
def deputise(request: HttpRequest, post_id: int) -> HttpResponse:
    """The form for one of one's own posts; somebody else's is not there."""
    post = next((p for p in queries.posts_of(request.actor.user_id, request.on) if p.id == post_id), None)
    if post is None or not post.lendable:
        raise Outside(P.DEPUTISE)
    initial = {"first": request.on, "last": request.on}
    form = forms.Deputise(request.POST or None, colleagues=queries.colleagues(post_id, request.on), initial=initial)
    if form.is_valid():
        try:
            actions.deputise(
                by=request.actor,
                on=request.on,
                post_id=post_id,
                deputy_id=int(form.cleaned_data["deputy"]),
                valid_from=form.cleaned_data["first"],
                valid_to=forms.after(form.cleaned_data["last"]),
                reason=form.cleaned_data["reason"],
            )
        except Invalid as wrong:
            form.show({{"valid_from": "first", "valid_to": "last"}.get(k, k): v for k, v in wrong.problems.items()})
        else:
            messages.success(request, t("Đã ghi ủy quyền.", "The deputy is named."))
            return redirect("posts")
    return render(request, "access/deputise.html", {"post": post, "form": form}, status=422 if form.errors else 200)


@policy(P.DEPUTISE)
@require_POST
def recall(request: HttpRequest, deputation_id: int) -> HttpResponse:
    actions.recall(by=request.actor, on=request.on, deputation_id=deputation_id)
    messages.success(request, t("Đã chấm dứt ủy quyền.", "The deputy is recalled."))
    return redirect("posts")


def _page(request: HttpRequest) -> HttpResponse:
    user_id = request.actor.user_id
    shown = {
        "posts": queries.posts_of(user_id, request.on),
        "given": queries.deputations_from(user_id, request.on),
        "taken": queries.deputations_to(user_id, request.on),
    }
    return render(request, "access/posts.html", shown)
