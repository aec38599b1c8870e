"""A plan is read on a screen: shown first, asked about, then taken over whole or not at all."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoanhap.plans.models import Plan
from hoanhap.plans.rules.answers import answered, questions
from hoanhap.plans.rules.draft import ASK, Candidate
from tests.plans.reading import HEADING, SOURCES, as_docx, as_paste, plan, source

ROWS = [
    HEADING,
    ("1.1", "Phát tờ rơi", "Sở Lao động - Thương binh và Xã hội", "MTTQ; Sở Vũ trụ", "Quý I", "Quý II", ""),
]
WRONG = [HEADING, ("1.1", "a b", "Sở Y tế", "", "31/4/2020", "", ""), ("1.1", "b c", "Sở Y tế", "", "", "", "")]
TAKE, SAVE = "plans:take", "plans:take_save"


@pytest.fixture
def tinh(world):
    client = Client(raise_request_exception=True)
    client.force_login(world.users["tinh"])
    return client


def word(rows):
    return SimpleUploadedFile("ke-hoach.docx", as_docx(rows, before=("KẾ HOẠCH", "Cai nghiện năm 2020")))


def fields(page):
    """What the form would send: hidden and first values, and the names of the questions by their label."""
    text = page.content.decode()
    sent = dict(re.findall(r'<input[^>]*name="(read|agency|code|starts|last)"[^>]*value="([^"]*)"', text))
    sent["title"] = re.search(r'<textarea name="title"[^>]*>\s*([^<]*)</textarea>', text)[1].strip()
    asked = dict(re.findall(r'<label for="id_(q\d+)">([^<]*?)\s*<', text))
    return sent, {label: name for name, label in asked.items()}


def test_each_unclear_name_is_asked_once_and_an_answer_gives_its_agency_the_task():
    found = source("001")
    asked = {question.text: (question.count, len(question.candidates)) for question in questions(found)}
    assert asked == {"Ủy ban Mặt trận Tổ quốc": (2, 3), "lực lượng Công an": (1, 3)}
    said = {"Ủy ban Mặt trận Tổ quốc": Candidate("body", "front", "district", "", "")}
    whole = answered(found, said, "province")
    refs = [ref for ref in whole.agencies() if ref.text == "Ủy ban Mặt trận Tổ quốc"]
    assert {(ref.level, ref.sure, ref.every) for ref in refs} == {("district", True, True)}
    assert [p.about for p in whole.problems if p.severity == ASK] == ["lực lượng Công an"]


def test_at_ones_own_level_one_agency_is_meant():
    found = plan([("1.1", "a b", "MTTQ", "", "", "", "")])
    (ref,) = answered(found, {"MTTQ": Candidate("body", "front", "province", "", "")}, "province").agencies()
    assert (ref.sure, ref.every) == (True, False)


def test_a_file_is_shown_asked_about_and_saved(tinh):
    page = tinh.post(reverse(TAKE), {"file": word(ROWS)})
    text = page.content.decode()
    assert "Phát tờ rơi" in text
    assert not Plan.objects.exists()
    sent, asked = fields(page)
    assert set(asked) == {"MTTQ", "Sở Vũ trụ"}
    done = tinh.post(reverse(SAVE), {**sent, "code": "thu", asked["MTTQ"]: "front:province"})
    assert done.status_code == 302, done.content.decode()
    saved = Plan.objects.get(code="thu")
    assert saved.unresolved == ["Sở Vũ trụ"]
    assert saved.source == "ke-hoach.docx"
    front = saved.shares.get(lead=False)
    assert front.agency.sector == "front"


def test_pasted_rows_need_a_title_and_a_time_of_their_own(tinh):
    page = tinh.post(reverse(TAKE), {"pasted": as_paste(ROWS)})
    sent, _ = fields(page)
    refused = tinh.post(reverse(SAVE), {**sent, "code": "thu"})
    assert refused.status_code == 422
    assert not Plan.objects.exists()
    more = {"code": "thu", "title": "Kế hoạch dán", "starts": "01/01/2020", "last": "31/12/2020"}
    assert tinh.post(reverse(SAVE), {**fields(refused)[0], **more}).status_code == 302
    saved = Plan.objects.get(code="thu")
    assert (str(saved.starts_on), str(saved.ends_on)) == ("2020-01-01", "2021-01-01")


def test_a_file_with_mistakes_shows_all_of_them_and_cannot_be_saved(tinh):
    text = tinh.post(reverse(TAKE), {"file": word(WRONG)}).content.decode()
    assert "31/4/2020" in text
    assert "cùng mã 1.1" in text
    assert reverse(SAVE) not in text


def test_the_plan_of_tuyen_quang_passes_through_the_screen(tinh):
    file = next(SOURCES.glob("001_*.txt"))
    page = tinh.post(reverse(TAKE), {"file": SimpleUploadedFile("001.txt", file.read_bytes())})
    assert "Không có nhiệm vụ 3.3" in page.content.decode()
    sent, _ = fields(page)
    assert tinh.post(reverse(SAVE), sent).status_code == 302
    assert Plan.objects.get(code="ke-hoach-2020").targets.count() == 6


@pytest.mark.parametrize("file", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_file_that_cannot_be_read_is_refused_on_the_page(tinh, file):
    page = tinh.post(reverse(TAKE), {"file": SimpleUploadedFile("x.docx", file)})
    assert page.status_code == 422
    assert "errorlist" in page.content.decode()


def test_a_preview_that_was_tampered_with_is_not_saved(tinh):
    sent, _ = fields(tinh.post(reverse(TAKE), {"file": word(ROWS)}))
    for read in ("", "x", sent["read"][:-2] + "AA"):
        done = tinh.post(reverse(SAVE), {**sent, "code": "thu", "read": read})
        assert done["Location"] == reverse(TAKE)
    assert not Plan.objects.exists()


@pytest.mark.parametrize("name", ["xa", "so", "bo"])
def test_whoever_makes_plans_reads_them_at_their_own_level(world, name):
    client = Client()
    client.force_login(world.users[name])
    assert client.get(reverse(TAKE)).status_code == 200
    page = client.post(reverse(TAKE), {"pasted": as_paste(ROWS)})
    sent, asked = fields(page)
    means = f"front:{'nation' if name == 'bo' else 'commune'}"
    more = {"code": "thu", "title": "Kế hoạch dán", "starts": "01/01/2020", "last": "31/12/2020"}
    done = client.post(reverse(SAVE), {**sent, **more, asked["MTTQ"]: means})
    assert done.status_code == 302, done.content.decode()
    assert Plan.objects.get().shares.filter(agency__sector="front").exists()
