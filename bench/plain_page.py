"""The other side of `bench.person_page`: the page a Django developer writes without access, chain and law.

Django's own middleware as `startproject` sets it, the signed-in user, one permission query, the person with
`prefetch_related` and `select_related` (one query a table, none in a loop), the rows as one line through time in words,
measures with their limits, what is masked, the links to every form, one committed INSERT of who looked, one template.
Left out, since it is what our page adds: masking by class, sealed text, the law's answer to what may be done now and
why not, and the second row that queues the first for the sealer.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.template import Template, engines
from django.urls import path
from django.utils import timezone

from hoanhap.access.models import Post
from hoanhap.audit.models import AuditRow
from hoanhap.catalog.codelists import codelists
from hoanhap.pathways.models import Clock, Determination, Measure, StepTaken
from hoanhap.pathways.queries.law import the_law
from hoanhap.people.models import Assignment, Disclosed, Finding, Person, Residence, Support, Test

MIDDLEWARE = (
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)
STANDING = StepTaken.objects.filter(taken_back_by=None).exclude(step="take-back")
FILE = Person.objects.select_related("commune").prefetch_related(
    Prefetch("residences", Residence.objects.select_related("commune")),
    Prefetch("findings", Finding.objects.select_related("round")),
    "standings",
    "uses",
    Prefetch("tests", Test.objects.select_related("agency")),
    "needs",
    Prefetch("supports", Support.objects.select_related("agency")),
    Prefetch("assignments", Assignment.objects.select_related("organisation")),
    "assignments__visits",
    "notes",
    "aliases",
    "papers",
    "contacts",
    Prefetch("disclosed", Disclosed.objects.select_related("disclosure__asked_agency")),
    Prefetch("determinations", Determination.objects.select_related("agency", "clinician")),
    Prefetch("measures", Measure.objects.select_related("place").order_by("-open", "-opened_on")),
    Prefetch(
        "measures__steps",
        StepTaken.objects.filter(taken_back_by=None).exclude(step="take-back").select_related("agency"),
    ),
    Prefetch("measures__clocks", Clock.objects.filter(stopped_at=None).order_by("due_at")),
)
NAV = (("Việc hôm nay", "home"), ("Hồ sơ", "list"), ("Báo cáo", "reports"), ("Văn bản", "directives"),
       ("Đơn vị", "units"), ("Cơ sở, tổ", "means"))  # fmt: skip
ACTS = {
    "Theo dõi": {"xet-nghiem": "xét nghiệm", "chat": "chất sử dụng", "dien": "diện quản lý", "tham": "lần thăm",
                 "ghi-chu": "ghi chú"},
    "Hỗ trợ": {"nhu-cau": "nhu cầu", "ho-tro": "hỗ trợ", "phan-cong": "người giúp đỡ"},
    "Thông tin của người": {"sua": "sửa thông tin", "giay-to": "giấy tờ", "ten-khac": "tên khác",
                            "lien-he": "người thân, điện thoại"},
    "Nơi ở": {"noi-o": "nơi ở mới", "roi-di": "rời đi"},
    "Hồ sơ": {"ket-thuc": "kết thúc hồ sơ"},
    "Kết thúc, rút lại": {"thoi-chat": "thôi một chất", "rut-nhu-cau": "rút nhu cầu", "bo-giay-to": "bỏ giấy tờ",
                          "thoi-phan-cong": "thôi người giúp đỡ", "thoi-lien-he": "thôi một liên hệ"},
}  # fmt: skip


@cache
def words() -> dict[tuple[str, str], str]:
    """What `get_result_display` and its like would say: a dictionary per process."""
    said = {(name, item.code): item.title.vi for name, known in codelists().items() for item in known.items}
    for law in the_law().measures.versions:
        said["pathway", law.code] = law.title.vi
        said |= {(f"state:{law.code}", code): state.title.vi for code, state in law.state.items()}
        said |= {(f"step:{law.code}", code): step.title.vi for code, step in law.step.items()}
    return said | {("clock", code): rules[-1].title.vi for code, rules in the_law().rules.items()}


def say(name: str, code: str) -> str:
    return words().get((name, code), code)


def day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


Line = tuple[date, str, str]


def life(person: Person) -> Iterator[Line]:
    """The rows of the file as lines of time."""
    yield person.registered_on, "Lập hồ sơ", ""
    for home in person.residences.all():
        yield home.valid_from, f"Ở tại {home.commune.name}, {say('residences', home.kind)}", day(home.valid_to)
    for finding in person.findings.all():
        if finding.on:
            yield finding.on, f"Rà soát: {say('findings', finding.found)}", finding.round.title
    for standing in person.standings.all():
        yield standing.valid_from, f"Thuộc diện: {say('standings', standing.kind)}", standing.basis
    for use in person.uses.all():
        yield use.valid_from, f"Sử dụng {say('substances', use.substance)}", say("routes", use.route)
    for test in person.tests.all():
        small = f"{say('tests', test.kind)} · {say('test-reasons', test.reason)} · {test.agency.name}"
        yield test.on, f"Xét nghiệm {say('test-results', test.result)} {test.substances}", small
    for need in person.needs.all():
        yield need.recorded_on, f"Có nhu cầu: {say('supports', need.kind)}", day(need.withdrawn_on)
    for support in person.supports.all():
        yield support.on, f"Hỗ trợ: {say('supports', support.kind)}, {support.what}", support.agency.name
    for helper in person.assignments.all():
        yield helper.valid_from, f"Người giúp đỡ: {helper.helper}", helper.organisation.name
        for visit in helper.visits.all():
            yield visit.on, f"Thăm: {say('visits', visit.finding)}", "•••••"
    for note in person.notes.all():
        yield note.on, "Ghi chú", "•••••"
    for row in person.disclosed.all():
        if row.disclosure.decided_on:
            yield row.disclosure.decided_on, "Có tên trong danh sách", row.disclosure.asked_agency.name
    for found in person.determinations.all():
        yield found.on, f"Xác định tình trạng nghiện: {found.result}", f"{found.agency.name} · {found.clinician.name}"
    for measure in person.measures.all():
        for step in measure.steps.all():
            small = f"{say('pathway', measure.pathway)} · {step.agency.name}"
            yield step.on, say(f"step:{measure.pathway}", step.step), small


def context(person: Person) -> dict[str, object]:
    return {
        "person": person,
        "sex": say("sexes", person.sex),
        "life": sorted(life(person), key=lambda line: line[0], reverse=True),
        "measures": [
            (m, say("pathway", m.pathway), say(f"state:{m.pathway}", m.state),
             [(say("clock", c.rule), c.due_at) for c in m.clocks.all()])
            for m in person.measures.all()
        ],
        "facts": [
            *(("Tên khác", alias.name) for alias in person.aliases.all()),
            *((say("papers", paper.kind), "•••••••••") for paper in person.papers.all()),
            *((say("relations", contact.relation), "•••••••••") for contact in person.contacts.all()),
            ("Dân tộc", say("ethnicities", person.ethnicity)),
            ("Học vấn", say("education", person.education)),
            ("Nghề nghiệp", say("occupations", person.occupation)),
        ],
        "nav": NAV,
        "acts": ACTS,
    }  # fmt: skip


@login_required
def page(request: HttpRequest, code: str) -> HttpResponse:
    person = FILE.filter(code=code).first()
    if person is None or not Post.objects.filter(user=request.user, agency__unit=person.commune_id).exists():
        raise Http404
    shown = context(person)
    with transaction.atomic():
        AuditRow.objects.create(
            at=timezone.now(), actor=request.user.username, channel="web", action="person.read", kind="person", ref=code
        )
    return HttpResponse(template().render(shown, request))


@cache
def template() -> Template:
    return engines["django"].from_string(Path(__file__).with_suffix(".html").read_text(encoding="utf-8"))


urlpatterns = [
    *(path(f"{name}/", page, name=name) for _, name in NAV),
    path("nguoi/<str:code>/", page, name="file"),
    path("nguoi/<str:code>/hien/", page, name="reveal"),
    path("nguoi/<str:code>/ai-da-xem/", page, name="readers"),
    path("nguoi/<str:code>/giay-to/", page, name="papers"),
    path("nguoi/<str:code>/trung/", page, name="doubles"),
    path("nguoi/<str:code>/ghi/<slug:name>/", page, name="act"),
    path("bien-phap/<int:pk>/", page, name="measure"),
]
