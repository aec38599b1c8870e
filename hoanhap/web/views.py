"""The pages that belong to no room: home, demo date, language, help."""

from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.access.permissions import P
from hoanhap.kernel import lang
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.ui.middleware import remember
from hoanhap.ui.policy import PUBLIC, policy
from hoanhap.web import actions, guide, queries, rules
from hoanhap.web.forms import DemoDateForm


@policy(P.HOME_VIEW)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Việc hôm nay: what waits for me, and as whom I act."""
    return render(
        request,
        "web/home.html",
        {
            "day": rules.weekday(request.on),
            "duties": queries.duties(request.actor, request.on),
            "posts": queries.posts(request.actor, request.on),
            "shortcuts": queries.shortcuts(request.actor, request.on),
        },
    )


@policy(P.DEMO_DATE_SET)
@require_http_methods(["GET", "POST"])
def demo_date(request: HttpRequest) -> HttpResponse:
    """Exists in a demo only."""
    if not request.is_demo:
        raise Http404
    form = DemoDateForm(request.POST or None, initial={"on": format_date(request.on)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_demo_date(to=form.cleaned_data["on"], by=request.actor, on=request.on)
        except actions.BadDemoDate as wrong:
            form.add_error("on", str(wrong))
        else:
            day = format_date(form.cleaned_data["on"])
            messages.success(request, t("Ngày làm việc là {day}.", "The business date is {day}.", day=day))
            return redirect("demo_date")
    return render(request, "web/demo_date.html", {"form": form}, status=422 if form.errors else 200)


@policy(PUBLIC)
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language and come back to the same page."""
    code = request.POST.get("lang", "vi")
    response = redirect(back(request))
    remember(response, code if code in lang.LANGUAGES else "vi")
    return response


def back(request: HttpRequest) -> str:
    """Where the form says it came from, if that is here; home otherwise. `lang` in that address was answered."""
    asked = request.POST.get("next", "")
    if not asked.startswith("/") or not url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return "/"
    path, _, query = asked.partition("?")
    rest = urlencode([(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name != "lang"])
    return f"{path}?{rest}" if rest else path


@policy(PUBLIC)
@require_GET
def help_index(request: HttpRequest) -> HttpResponse:
    return render(request, "web/help.html", {"chapters": guide.chapters()})


@policy(PUBLIC)
@require_GET
def help_chapter(request: HttpRequest, chapter: str) -> HttpResponse:
    found = guide.chapter(chapter)
    if found is None:
        raise Http404
    return render(request, "web/help_chapter.html", {"chapter": found, "chapters": guide.chapters()})


@policy(PUBLIC)
@require_GET
def help_picture(request: HttpRequest, name: str) -> HttpResponse:
    found = guide.picture(name)
    if found is None:
        raise Http404
    return FileResponse(found.open("rb"), content_type="image/png")
