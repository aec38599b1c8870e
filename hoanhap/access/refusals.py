"""The pages that say no. What lies outside one's scope and what does not exist give the same page, byte for byte."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from hoanhap.access.permissions import TITLES
from hoanhap.access.rules import Refused
from hoanhap.kernel.lang import t


def denied(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Inside the scope, without the right: the right is named, and whom to ask."""
    right = str(TITLES[refused.permission]) if refused.permission else ""
    return _say(request, "403.html", 403, str(refused), right=right)


def exhausted(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Too often: what to do is in the sentence."""
    response = _say(request, "429.html", 429, str(refused))
    response["Retry-After"] = "600"
    return response


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing of `exception` is shown: its text could tell a stranger's record from none."""
    return _say(request, "404.html", 404, t("Không tìm thấy nội dung này.", "There is nothing here."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _say(request, "403.html", 403, t("Không được phép làm việc này.", "This is not allowed."))


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was opened before a sign-in or sign-out in another window: nothing was done."""
    message = t(
        "Trang này đã cũ nên chưa ghi gì cả. Quay lại, tải lại trang rồi gửi lần nữa.",
        "This page is out of date, so nothing was saved. Go back, reload it and send again.",
    )
    return _say(request, "403.html", 403, message)


def wants_json(request: HttpRequest) -> bool:
    """A script of one of our pages asks; a browser's own requests never name JSON alone."""
    return request.headers.get("Accept", "").startswith("application/json")


def _say(request: HttpRequest, template: str, status: int, message: str, **context: object) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": message}, status=status)
    body = render_to_string(template, {"message": message, **context}, request)
    return HttpResponse(body, status=status)
