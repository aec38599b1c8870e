"""Two people on one form, over HTTP; and every malformed thing that could be sent in the grid's name."""

import json

import pytest
from django.test import Client

from hoanhap.reporting.models import Cell, Entry
from hoanhap.reporting.queries.cells import own
from tests import world as worlds
from tests.reporting.browse import FORM, OUTLINE, Seat
from tests.reporting.sound import broken

pytestmark = pytest.mark.django_db
AT = "an-1-a"


@pytest.fixture
def world():
    made = worlds.build()
    yield made
    assert broken(made.campaign) == []


def cell(typed, revision=0, row="1.1", column="2016"):
    return {"row": row, "column": column, "typed": typed, "revision": revision}


# ---------------------------------------------------------------- two people
def test_the_later_of_two_sees_both_values_and_may_then_overwrite_knowingly(world):
    one, two = Seat(world, "xa"), Seat(world, "xa")
    assert one.save(AT, [cell("7")]).json()["saved"][0]["revision"] == 1
    reply = two.save(AT, [cell("9")])
    assert reply.status_code == 200
    (clash,) = reply.json()["conflicts"]
    assert (clash["mine"], clash["theirs"], clash["by"], clash["revision"]) == ("9", "7", "xa (thử)", 1)
    assert clash["at"] and reply.json()["saved"] == []
    assert two.save(AT, [cell("9", clash["revision"])]).json()["saved"][0]["shown"] == "9"
    assert [e.after for e in Entry.objects.order_by("pk")] == [{"v": 7}, {"v": 9}]


def test_two_who_type_the_same_are_not_in_conflict(world):
    one, two = Seat(world, "xa"), Seat(world, "xa")
    one.save(AT, [cell("7")])
    reply = two.save(AT, [cell("7,0")]).json()
    assert reply["conflicts"] == [] and reply["saved"][0]["revision"] == 1


def test_of_a_batch_only_what_clashes_is_kept_back(world):
    one, two = Seat(world, "xa"), Seat(world, "xa")
    one.save(AT, [cell("7")])
    reply = two.save(AT, [cell("9"), cell("4", row="1.2"), cell("x y", row="1.3")]).json()
    assert [c["row"] for c in reply["conflicts"]] == ["1.1"]
    assert [c["row"] for c in reply["saved"]] == ["1.2"]
    (wrong,) = [p for p in reply["problems"] if p["severity"] == "error"]
    assert wrong["row"] == "1.3" and wrong["message"] and wrong["remedy"]


def test_a_cell_cleared_before_it_was_ever_saved_is_answered_as_saved(world):
    reply = Seat(world, "xa").save(AT, [cell("")]).json()
    assert [(c["row"], c["shown"], c["revision"]) for c in reply["saved"]] == [("1.1", "", 0)]
    assert not Cell.objects.exists()


def test_without_javascript_the_later_of_two_is_told_and_nothing_is_overwritten(world):
    one, two = Seat(world, "xa"), Seat(world, "xa")
    page = two.get("form", AT, form=FORM)
    revisions = page.context["page"].grid.revisions
    one.save(AT, [cell("7")])
    response = two.post("save", AT, {"c.1.1.2016": "9", "c.1.2.2016": "3", "revisions": revisions}, form=FORM)
    said = two.said(response)
    assert "xa (thử)" in said and "Đã lưu 1 ô" in said
    assert own(world.answer(AT))["1.1", "2016"].value == 7
    assert own(world.answer(AT))["1.2", "2016"].value == 3


def test_the_whole_form_without_javascript_saves_what_can_be_read_and_says_what_cannot(world):
    seat = Seat(world, "xa")
    response = seat.post("save", AT, {"c.1.1.2016": "1.234", "c.1.2.2016": "hai ba", "revisions": ""}, form=FORM)
    said = seat.said(response)
    assert "Đã lưu 1 ô" in said and "hai ba" in said
    assert own(world.answer(AT))["1.1", "2016"].value == 1234


def test_two_who_write_one_section_see_both_texts(world):
    one, two = Seat(world, "xa"), Seat(world, "xa")
    one.post("write", AT, {"text": "Bản của một", "revision": "0"}, outline=OUTLINE, section="I.1")
    page = two.post("write", AT, {"text": "Bản của hai", "revision": "0"}, outline=OUTLINE, section="I.1")
    html = page.content.decode()
    assert page.status_code == 200 and "Bản của một" in html and "Bản của hai" in html
    assert "vừa lưu mục này" in html


def test_a_stale_page_decides_nothing_and_says_who_was_first(world):
    world.submission("submitted")
    one, two = Seat(world, "huyen"), Seat(world, "lanhdao-huyen")
    lock = {"lock": str(world.answer(AT).lock)}
    one.post("step", AT, lock, form=FORM, name="accept")
    response = two.post("step", AT, {**lock, "reason": "Xem lại"}, form=FORM, name="return")
    assert "huyen (thử)" in two.said(response)
    assert world.answer(AT).state == "accepted"


# ---------------------------------------------------------------- what is malformed
HOSTILE = [
    b" ",
    b"not json",
    b"\xff\xfe\x00",
    b"[]",
    b"3",
    b'"cells"',
    b"{}",
    b'{"cells": 3}',
    b'{"cells": null}',
    b'{"cells": {}}x',
    b'{"cells": [3]}',
    b'{"cells": [{}]}',
    b'{"cells": [{"row": "1.1", "column": "2016", "typed": "1"}]}',
    b'{"cells": [{"row": "1.1", "column": "2016", "typed": "1", "revision": "x"}]}',
    b'{"cells": [{"row": "1.1", "column": "2016", "typed": "1", "revision": 1e999}]}',
    b'{"cells": [{"row": "1.1", "column": "2016", "typed": "1", "revision": NaN}]}',
    b'{"cells": [{"row": "1.1", "column": "2016", "typed": "1", "revision": null}]}',
    b'{"cells": ' + b"[" * 100_000,
    b'{"cells": [{"row": "1.1", "column": "2016", "typed": "1", "revision": ' + b"9" * 5_000 + b"}]}",
]


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_a_malformed_body_is_refused_in_words(world, body):
    reply = Seat(world, "xa").save(AT, body)
    assert reply.status_code == 400
    assert reply.json()["message"] and reply.json()["remedy"]
    assert not Cell.objects.exists()


REFUSED = [
    cell("1", row="khong-co"),
    cell("1", column="1999"),
    cell("1", row="1"),  # a heading
    cell("1", row="1.4"),  # a total
    cell("1", row="\0"),
    cell("1", row="x" * 5_000),
    cell("1", row="\ud800"),
    cell("1", row="1.1", column="2016 "),
    cell("hơn 4"),
]


@pytest.mark.parametrize("asked", REFUSED, ids=range(len(REFUSED)))
def test_a_cell_that_is_not_there_or_not_theirs_is_refused_with_the_reason(world, asked):
    reply = Seat(world, "xa").save(AT, [asked, cell("5", row="1.2")])
    assert reply.status_code == 409
    assert len(reply.json()["message"]) > 15
    assert not Cell.objects.exists()


@pytest.mark.parametrize(
    "typed", ["9" * 18, "9" * 40, "-5", "1e9", "١٢", "½", "NaN", "0x10", "1" * 10_000, "\0", "=1+1"]
)
def test_a_number_that_is_none_is_a_problem_at_its_cell_or_refused_never_an_error(world, typed):
    reply = Seat(world, "xa").save(AT, [cell(typed)])
    assert reply.status_code in (200, 409)
    stored = own(world.answer(AT)).get(("1.1", "2016"))
    assert stored is None or stored.blank or 0 <= stored.value <= 10**14


@pytest.mark.parametrize("key", ["n²", "n٣", "n" * 21, "", "n 1", "<b>", "n-1", "n" + "9" * 19, "Ⅷ"])
def test_a_hostile_line_key_never_breaks_the_page_of_a_list(world, key):
    worlds.campaigns.open_campaign(
        order=worlds.order(slug="dot-khac", forms=("phu-luc-1",)), by=world.actor("tinh"), on=world.on
    )
    world.campaign = worlds.Campaign.objects.get(slug="dot-khac")
    seat = Seat(world, "huyen")
    reply = seat.save("an-1", [cell("Kế hoạch", row=key, column="trich-yeu")], form="phu-luc-1")
    assert reply.status_code in (200, 409)
    assert seat.get("form", "an-1", form="phu-luc-1").status_code == 200
    again = seat.save("an-1", [cell("Kế hoạch", row="n0001", column="trich-yeu")], form="phu-luc-1")
    assert again.json()["saved"]


@pytest.mark.parametrize("lock", ["²", "9" * 5_000, "-1", "x", "", "1.0", "\0"])
def test_a_forged_lock_or_revision_is_never_an_error(world, lock):
    world.submission("submitted")
    seat = Seat(world, "huyen")
    data = {"lock": lock, "reason": "Xem lại", "ask-row-1": lock or "x", "ask-col-1": lock, "ask-text-1": lock}
    assert seat.post("step", AT, data, form=FORM, name="return").status_code == 302
    officer = Seat(world, "xa")
    data = {"text": "x", "revision": lock, "pulled": lock}
    assert officer.post("write", AT, data, outline=OUTLINE, section="I.1").status_code in (200, 302)
    data = {**data, "theme": "policy", "cause": "objective"}
    assert officer.post("add", AT, data, outline=OUTLINE, kind="difficulty").status_code in (302, 404)


def test_a_gap_for_a_forged_code_is_refused_in_words(world):
    seat = Seat(world, "huyen")
    for code in ("\0", "khong-co", "labour-922-20040101", "x" * 200):
        response = seat.post("step", "an-1", {f"gap.{code}": "lý do"}, form=FORM, name="submit")
        assert "đơn vị" in seat.said(response)


def test_an_unknown_step_kind_or_outline_is_not_there(world):
    seat = Seat(world, "xa")
    assert seat.post("step", AT, form=FORM, name="seal").status_code == 404
    assert seat.post("add", AT, outline=OUTLINE, kind="khac").status_code == 404
    assert seat.post("write", AT, {"text": "x"}, outline="khac", section="I.1").status_code == 404
    assert seat.get("narrative", AT, outline="bc-1479").status_code == 404
    assert seat.get("form", AT, form="khong-co").status_code == 404
    assert seat.get("figure", AT, form=FORM, row="1", column="2016").status_code == 404
    assert seat.get("download", AT, outline=OUTLINE, kind="exe").status_code == 404


def test_a_step_from_the_board_of_the_top_comes_back_to_the_form(world):
    response = Seat(world, "bo").post("step", "nation", {"back": "board"}, form=FORM, name="submit")
    assert response.status_code in (302, 403)


# ---------------------------------------------------------------- the session
def test_a_save_without_a_session_says_so_in_json(world):
    url = Seat(world, "xa").url("save", AT, form=FORM)
    body = json.dumps({"cells": [cell("1")]})
    reply = Client().post(url, body, content_type="application/json", headers={"Accept": "application/json"})
    assert reply.status_code == 401 and reply.json()["error"] and reply.json()["sign_in"]
    assert not Cell.objects.exists()


def test_a_save_with_a_forged_token_is_refused(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.user("xa"))
    url = Seat(world, "xa").url("save", AT, form=FORM)
    reply = client.post(url, "{}", content_type="application/json", headers={"Accept": "application/json"})
    assert reply.status_code == 403 and reply.json()["error"]


@pytest.mark.parametrize(("who", "status"), [("xa-b", 404), ("huyen", 403), ("xa-binh", 404), ("bo", 403)])
def test_a_save_into_another_s_form_says_no_in_json(world, who, status):
    reply = Seat(world, who).save(AT, [cell("1")])
    assert reply.status_code == status and reply.json()["error"]
    assert not Cell.objects.exists()


def test_a_form_closed_meanwhile_keeps_what_is_typed_out_and_says_why(world):
    world.submission("submitted")
    reply = Seat(world, "xa").save(AT, [cell("1", 1)])
    assert reply.status_code == 409 and "Đã gửi" in reply.json()["message"]
