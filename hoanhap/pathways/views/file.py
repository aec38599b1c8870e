"""A person's page with what this room knows of them; finding addiction; sending to a place."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.persons import K
from hoanhap.access.rules import Decision, Denied
from hoanhap.kernel.lang import t
from hoanhap.pathways.actions.determine import determine as record
from hoanhap.pathways.actions.refer import refer as send
from hoanhap.pathways.forms import DetermineForm, ReferForm
from hoanhap.pathways.queries import asked
from hoanhap.pathways.queries.case import RESULTS, person_and_case
from hoanhap.people.queries import PersonPage
from hoanhap.people.views.file import context, purposes, read
from hoanhap.ui.policy import policy


@policy(P.PERSON_VIEW)
@require_GET
def file(request: HttpRequest, code: str) -> HttpResponse:
    opened, purpose = purposes(request, code)
    page, found = person_and_case(request.actor, code, purpose, request.on, opened=opened)
    if page.code != code:  # it was merged into this one
        return redirect("people:file", page.code)
    return render(request, "pathways/file.html", {**context(page), "case": found})


def writing(page: PersonPage, classes: set[K]) -> PersonPage:
    """The page, for who may write one of these classes in it."""
    decision = page.decision
    if not decision.write & classes:
        raise Denied(P.PERSON_EDIT, Decision(False, decision.relation, decision.rule, decision.post_id))
    return page


@policy(P.STEP_TAKE)
@require_http_methods(["GET", "POST"])
def determine(request: HttpRequest, code: str) -> HttpResponse:
    page = writing(read(request, code), {K.REHAB, K.HEALTH})
    form = DetermineForm(
        request.POST or None,
        clinicians=asked.clinician_choices(request.actor, request.on),
        results=RESULTS,
        initial={"day": request.on},
    )
    if request.method == "POST" and form.is_valid():
        typed = {name: value for name, value in form.cleaned_data.items() if name != "clinician"}
        try:
            record(
                code=page.code,
                clinician_id=form.cleaned_data["clinician"],
                by=request.actor,
                on=request.on,
                **typed,
            )
        except Invalid as wrong:
            form.show(wrong.problems)
        else:
            messages.success(request, t("Đã ghi kết quả xác định.", "The finding is recorded."))
            return redirect("people:file", page.code)
    shown = {
        "page": page,
        "form": form,
        "title": t("Ghi kết quả xác định tình trạng nghiện", "Record a determination of addiction"),
        "lead": t(
            "Xác định là hành vi chuyên môn y tế: chỉ người có đủ chứng nhận vào ngày đó mới được chọn.",
            "It is a medical act: only who held the certificates on that day can be chosen.",
        ),
    }
    return render(request, "pathways/form.html", shown, status=422 if form.errors else 200)


@policy(P.STEP_TAKE)
@require_http_methods(["GET", "POST"])
def refer(request: HttpRequest, code: str) -> HttpResponse:
    page = writing(read(request, code), {K.REHAB})
    form = ReferForm(request.POST or None, places=asked.referral_choices(request.on))
    if request.method == "POST" and form.is_valid():
        try:
            send(code=page.code, place_id=form.cleaned_data["place"], by=request.actor, on=request.on)
        except Invalid as wrong:
            form.show(wrong.problems)
        else:
            messages.success(
                request,
                t(
                    "Đã giới thiệu. Cơ sở thấy hồ sơ trong 30 ngày để tiếp nhận.",
                    "Referred. The place sees the file for 30 days, to take the person in.",
                ),
            )
            return redirect("people:file", page.code)
    shown = {
        "page": page,
        "form": form,
        "title": t("Giới thiệu đến cơ sở", "Refer to a place"),
        "lead": t(
            "Khi người này đồng ý đến một cơ sở cai nghiện hoặc điều trị.",
            "When the person agrees to go to a centre or a clinic.",
        ),
    }
    return render(request, "pathways/form.html", shown, status=422 if form.errors else 200)
