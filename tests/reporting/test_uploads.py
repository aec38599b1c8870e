"""Saving a workbook's cells: by whom, once, all or nothing, and taking it back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hoanhap.access.rules import Denied, Outside
from hoanhap.audit.models import AuditRow
from hoanhap.reporting.actions.cells import NotWritable
from hoanhap.reporting.actions.steps import NotReady
from hoanhap.reporting.actions.uploads import save_upload, undo_upload
from hoanhap.reporting.models import Cell, Entry, Upload
from hoanhap.reporting.queries.cells import own
from hoanhap.reporting.rules.cells import CellFacts
from tests import world as worlds
from tests.reporting.browse import FORM, Seat
from tests.reporting.sound import broken

pytestmark = pytest.mark.django_db
AT = "an-1-a"


@pytest.fixture
def world():
    made = worlds.build()
    yield made
    assert broken(made.campaign) == []


def upload(world, who, value=3, at=AT, **cells):
    blank = worlds.blank_form(worlds.loaded.form(FORM), "commune")
    contents = {(c.row, c.column): CellFacts(value) for c in blank} | cells.get("more", {})
    return save_upload(
        submission_id=world.answer(at).pk,
        digest=f"{value:064}",
        filename="bieu.xlsx",
        cells=contents,
        rows_read=9,
        accepted=9,
        by=world.actor(who),
        on=world.on,
    )


@pytest.mark.parametrize("who", ["xa", "huyen", "lanhdao-huyen", "tinh"])
def test_the_unit_itself_or_who_collects_for_it_saves_a_workbook(world, who):
    saved = upload(world, who)
    assert saved.upload and not saved.again
    assert {e.by_name for e in Entry.objects.all()} == {f"{who} (thử)"}
    assert own(world.answer(AT))["1.1", "2016"].value == 3
    assert world.answer(AT).state == "draft"


@pytest.mark.parametrize(
    ("who", "error"),
    [("xa-b", Outside), ("huyen-2", Outside), ("tinh-binh", Outside), ("thanhtra", Denied), ("duyet", Denied)],
)
def test_nobody_else_does(world, who, error):
    with pytest.raises(error):
        upload(world, who)
    assert not Cell.objects.exists() and not Upload.objects.exists()


def test_the_same_content_twice_changes_nothing_whoever_sends_it(world):
    upload(world, "xa")
    before = Entry.objects.count(), AuditRow.objects.filter(action="upload.save").count()
    again = upload(world, "huyen")
    assert again.again and again.upload is None
    assert (Entry.objects.count(), AuditRow.objects.filter(action="upload.save").count()) == before


def test_one_cell_that_may_not_be_written_keeps_the_whole_workbook_out(world):
    with pytest.raises(NotWritable):
        upload(world, "xa", more={("1.4", "2016"): CellFacts(9)})  # a total
    assert not Cell.objects.exists() and not Upload.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsx", b"", "Tệp rỗng"),
        ("a.xlsx", b"%PDF-1.4", "không phải tệp Excel"),
        ("a.xlsx", b"PK\x03\x04" + b"x" * 50, "hỏng"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "kiểu cũ .xls"),
        ("a.zip", b"PK\x05\x06" + b"\0" * 18, "không phải tệp Excel"),
        ("<b>.xlsx", b"x", "&lt;b&gt;"),
    ],
)
def test_what_is_no_workbook_is_refused_on_the_screen_with_what_to_do(world, name, data, words):
    page = Seat(world, "xa").post("upload", AT, {"files": SimpleUploadedFile(name, data)})
    assert page.status_code == 200 and words in page.content.decode() and "1 tệp còn lỗi" in page.content.decode()
    assert not Upload.objects.exists() and not Cell.objects.exists()


@pytest.mark.parametrize("state", ["submitted", "accepted", "approved"])
def test_a_closed_form_takes_no_workbook_not_even_from_above(world, state):
    world.submission(state)
    for who in ("xa", "huyen"):
        with pytest.raises(NotWritable):
            upload(world, who)
    assert not Upload.objects.exists()


@pytest.mark.parametrize("who", ["xa", "huyen"])
def test_an_upload_is_taken_back_except_where_somebody_typed_since(world, who):
    world.write(AT, {("1.1", "2016"): 8, ("1.2", "2016"): 8})
    saved = upload(world, "huyen")
    world.write(AT, {("1.1", "2016"): 5})
    back, kept = undo_upload(
        submission_id=world.answer(AT).pk, upload_id=saved.upload.pk, by=world.actor(who), on=world.on
    )
    cells = own(world.answer(AT))
    assert kept == 1 and back == len(worlds.blank_form(worlds.loaded.form(FORM), "commune")) - 1
    assert (cells["1.1", "2016"].value, cells["1.2", "2016"].value) == (5, 8)
    assert cells["1.3", "2016"].blank
    with pytest.raises(NotReady, match="đã được hoàn tác"):
        undo_upload(submission_id=world.answer(AT).pk, upload_id=saved.upload.pk, by=world.actor(who), on=world.on)


def test_what_is_taken_back_can_be_sent_again(world):
    saved = upload(world, "xa")
    undo_upload(submission_id=world.answer(AT).pk, upload_id=saved.upload.pk, by=world.actor("xa"), on=world.on)
    again = upload(world, "xa")
    assert again.upload and not again.again
    assert own(world.answer(AT))["1.1", "2016"].value == 3
