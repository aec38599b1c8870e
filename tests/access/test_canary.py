"""Nothing that one commune wrote leaves to somebody who may not read it, in any page, export, refusal, log or row."""

import io
import zipfile

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from hoanhap.access.models import User
from hoanhap.access.routes import routes
from hoanhap.audit.models import AuditRow
from hoanhap.documents.models import Directive
from hoanhap.reporting.models import (
    Correction,
    Difficulty,
    Entry,
    Event,
    Explanation,
    Recommendation,
    Respondent,
    Section,
    Upload,
)
from hoanhap.web.models import DemoDate
from tests import trust
from tests.access.canary import heard, leaks, silent, texts, token
from tests.access.routes import KWARGS, OUTLINE, PERSONAS, Address, build, kwargs
from tests.access.test_routes import guide, signed_in
from tests.scale import SCALE, crawlers

HOME = "an-2-a"
ACCEPTS = ("text/html", "application/json") if SCALE >= 1 else ("text/html",)
READERS = {"xa-2a", "huyen-2", "lanhdao-huyen-2", "tinh", "duyet", "thanhtra"}
FIELDS = (
    "section",
    "difficulty",
    "recommendation",
    "typed by",
    "cell text",
    "returned",
    "explained",
    "correction",
    "file",
)
BIRDS = {name: token(f"{HOME} {name}") for name in FIELDS}


# ---------------------------------------------------------------- the helper itself
def word(text: str) -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph().add_run(text[:5])
    document.paragraphs[0].add_run(text[5:])
    document.core_properties.comments = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def hidden_sheet(text: str) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Biểu").write(0, 0, "xin chào")
        hidden = book.add_worksheet("Ẩn")
        hidden.write(0, 0, text)
        hidden.hide()
    return out.getvalue()


def zipped(body: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("trong.xlsx", body)
    return out.getvalue()


def printed(text: str) -> bytes:
    import typst

    return typst.compile(f"Xin chào {text[:8]}#emph[{text[8:]}]".encode())


BIRD = token("self-test")


@pytest.mark.parametrize(
    "output",
    [
        f"<p>{BIRD}</p>",
        f"<p>{BIRD[:6]}<b>{BIRD[6:]}</b></p>",
        "".join(f"&#{ord(c)};" for c in BIRD),
        '{"a": "' + "".join(f"\\u{ord(c):04x}" for c in BIRD) + '"}',
        BIRD.encode(),
        word(BIRD),
        hidden_sheet(BIRD),
        zipped(hidden_sheet(BIRD)),
        printed(BIRD),
        {"x": [1, None, (BIRD,)]},
    ],
    ids=["html", "split", "entities", "json", "bytes", "word", "hidden sheet", "zip", "pdf", "nested"],
)
def test_the_scan_finds_a_token_wherever_it_hides(output):
    heard(output, BIRD)
    with pytest.raises(AssertionError, match="leaked"):
        silent(output, BIRD)
    silent(output, token("another"))


def test_the_scan_looks_into_headers_cookies_and_files(rf, tmp_path):
    from django.http import HttpResponse, StreamingHttpResponse

    header = HttpResponse(headers={"Location": f"/{BIRD}/"})
    cookie = HttpResponse()
    cookie.set_cookie("x", BIRD)
    stream = StreamingHttpResponse(iter([BIRD[:4].encode(), BIRD[4:].encode()]))
    (tmp_path / "f.txt").write_text(BIRD)
    for output in (header, cookie, stream, tmp_path / "f.txt"):
        assert leaks(output, [BIRD])
    with pytest.raises(AssertionError, match="not found"):
        heard("nothing", BIRD)
    assert list(texts(None)) == []


# ---------------------------------------------------------------- the product
def plant(world) -> None:
    """A token in every free text, file name and name that the answers of one commune hold."""
    respondent, first = world.respondent(HOME), world.answer(HOME)
    at = {"at": world.campaign.opened_at}
    named = {**at, "by_name": BIRDS["typed by"]}
    who = {**named, "by": 1}
    coded = {"respondent": respondent}
    outline = {"outline": OUTLINE, "section": _first_section()}
    Section.objects.create(**coded, **outline, text=BIRDS["section"], **named)
    Difficulty.objects.create(**coded, theme="policy", cause="objective", text=BIRDS["difficulty"], **named)
    Recommendation.objects.create(**coded, addressee="province", text=BIRDS["recommendation"], **named)
    cell = {"submission": first, "row": _row(first), "column": _column(first)}
    first.cells.create(row=cell["row"], column=cell["column"], value=7, text=BIRDS["cell text"])
    Entry.objects.create(**cell, after={"value": 7, "text": BIRDS["cell text"]}, revision=1, **who)
    steps = {"step": "return", "source": "submitted", "target": "returned", "on": world.on}
    Event.objects.create(
        submission=first,
        reason=BIRDS["returned"],
        cells=[[cell["row"], cell["column"], BIRDS["returned"]]],
        **steps,
        **who,
    )
    Explanation.objects.create(**cell, check_code="jump", revision=1, text=BIRDS["explained"], **who)
    proposed = {"proposed_by": 1, "proposed_by_name": BIRDS["typed by"], "proposed_at": world.campaign.opened_at}
    Correction.objects.create(submission=first, cells=[], reason=BIRDS["correction"], **proposed)
    Upload.objects.create(submission=first, digest="0" * 64, filename=BIRDS["file"], rows_read=1, accepted=1, **who)


def _first_section() -> str:
    from hoanhap.catalog import loaded

    return loaded.outline(OUTLINE).sections[0].code


def _row(submission) -> str:
    from hoanhap.catalog import loaded
    from hoanhap.reporting.rules.cells import own_rows

    return own_rows(loaded.form(submission.form, submission.version), "commune")[0].code


def _column(submission) -> str:
    from hoanhap.catalog import loaded

    return loaded.form(submission.form, submission.version).columns[0].code


class At(Address):
    """An address of the route matrix at a place of our choice; what only a POST names need not exist."""

    correction = upload = difficulty = 1

    def __init__(self, world, where: str) -> None:
        super().__init__(world, "commune_officer", "own")
        self.where = where

    @property
    def agency(self) -> str:
        return self.world.agencies[self.where].code

    @property
    def respondent(self) -> Respondent:
        return self.world.respondent(self.where)


def addresses(world) -> list[str]:
    """Every address that can be read, at the commune itself and at every place around it."""
    places = (HOME, "an-2", "an", "an-2-b", "an-1", "an-1-a", "centre")
    found = []
    at = {where: At(world, where) for where in places}
    for route in routes():
        base = KWARGS.get(route.name)
        if route.name in ("account_logout", "recall"):
            continue
        for where in places if base and "agency" in route.path else places[:1]:
            found.append(reverse(route.name, kwargs=kwargs(route.name, at[where]) if base else {}))
    return sorted(set(found))


@pytest.fixture
def planted(db, settings, tmp_path):
    settings.GUIDE_PATH = guide(tmp_path)
    world = build()
    DemoDate.objects.create(on=world.on)
    plant(world)
    return world


STRANGERS = sorted({name for pair in PERSONAS.values() for name in pair if name} - READERS)


@pytest.mark.parametrize("name", crawlers([*STRANGERS, ""]))
def test_no_page_or_export_carries_a_strangers_text(planted, name, caplog):
    client, wrong, asked = Client(), [], 0
    if name:
        key = signed_in(planted.user(name))
    for address in addresses(planted):
        if name:
            client.cookies[settings.SESSION_COOKIE_NAME] = key
        for accept in ACCEPTS:
            with transaction.atomic():
                response = client.get(address, headers={"Accept": accept})
                wrong += [(address, leak) for leak in leaks(response, BIRDS.values())]
                transaction.set_rollback(True)
            asked += 1
    assert not wrong
    silent(caplog.text, *BIRDS.values())
    trust.record("R13 access: answers to strangers with a canary in them", asked, len(wrong))


@pytest.mark.parametrize("name", ["xa-2a", "tinh"])
def test_who_may_read_it_finds_it_so_the_scan_is_not_blind(planted, name):
    client = Client()
    client.force_login(planted.user(name))
    found = set()
    for address in addresses(planted):
        with transaction.atomic():
            found |= {bird for bird, _where in leaks(client.get(address), BIRDS.values())}
            transaction.set_rollback(True)
    seen = {name for name, bird in BIRDS.items() if bird in found}
    assert seen >= {"section", "difficulty", "recommendation", "returned"}, seen


def test_the_trail_holds_codes_and_never_what_was_written(planted):
    rows = [[row.actor, row.ref, row.detail] for row in AuditRow.objects.all()]
    silent(rows, *BIRDS.values())
    names = [u.full_name for u in User.objects.exclude(full_name="")] + [d.summary for d in Directive.objects.all()]
    assert names and not leaks([[row.detail] for row in AuditRow.objects.all()], names)
