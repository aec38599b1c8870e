"""The audit pages: who may read what, filters, paging, and that reading is itself noted."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse

import hoanhap
from hoanhap.access import queries
from hoanhap.access.queries import Filter
from hoanhap.access.rules import Actor
from hoanhap.access.trail_words import ACTIONS, KINDS
from hoanhap.audit import sealer
from hoanhap.audit.actions import record
from hoanhap.audit.models import AuditRow
from hoanhap.kernel.clock import VIETNAM
from tests.world import blank_form

AUDIT = reverse("audit")


@pytest.fixture(autouse=True)
def own_key_and_head_file(settings, tmp_path):
    settings.AUDIT_KEY = tmp_path / "audit.ed25519"
    settings.AUDIT_HEADS = tmp_path / "heads.log"


def text(response):
    return response.content.decode()


def seen(actor: Actor, on: date, **wanted):
    return queries.trail(actor, on, Filter(**wanted)).lines


def write(world, place="an-1-a"):
    from hoanhap.catalog import loaded

    asked = world.answer(place)
    first = blank_form(loaded.form(asked.form, asked.version), asked.respondent.level)[0]
    return world.write(place, {(first.row, first.column): 5})


def test_the_officer_for_data_protection_reads_everything(world):
    write(world)
    dpo = world.actor("bvdl")
    assert {line.action for line in seen(dpo, world.on)} >= {"submission.write", "campaign.open"}
    assert len(seen(dpo, world.on)) == min(50, AuditRow.objects.count())


def test_an_inspector_reads_what_posts_below_theirs_did_in_the_campaign_and_nothing_else(world):
    write(world)
    record(actor_id=1, actor="xa", post_id=world.actor("xa").posts[0].id, channel="web", action="user.create")
    stranger = world.actor("xa-binh").posts[0].id
    record(actor_id=2, actor="xa-binh", post_id=stranger, channel="web", action="submission.write")
    found = seen(world.actor("thanhtra"), world.on)
    assert {line.action for line in found} == {"submission.write", "campaign.open"}
    assert {line.who for line in found} == {"xa (thử) (xa)", "tinh (thử) (tinh)"}


def test_who_has_no_right_to_the_trail_finds_nothing_even_past_the_page(world):
    write(world)
    assert seen(world.actor("tinh"), world.on) == []


def test_each_filter_narrows(world):
    write(world)
    dpo = world.actor("bvdl")
    submission = str(world.answer("an-1-a").pk)
    assert {line.who for line in seen(dpo, world.on, person="xa")} == {"xa (thử) (xa)"}
    assert {line.action for line in seen(dpo, world.on, action="campaign.open")} == {"campaign.open"}
    assert {line.ref for line in seen(dpo, world.on, kind="submission", ref=submission)} == {submission}
    assert seen(dpo, world.on, person="khong-ai") == []


def test_days_are_whole_days_of_vietnam(world):
    first = record(actor_id=1, actor="nua-dem", post_id=None, channel="web", action="test.note")
    day = first.at.astimezone(VIETNAM).date()
    dpo = world.actor("bvdl")
    assert seen(dpo, world.on, person="nua-dem", first=day, last=day)
    assert not seen(dpo, world.on, person="nua-dem", first=date.fromordinal(day.toordinal() + 1))
    assert not seen(dpo, world.on, person="nua-dem", last=date.fromordinal(day.toordinal() - 1))


def test_paging_by_key_shows_every_row_once_while_new_ones_arrive(world):
    for n in range(120):
        record(actor_id=1, actor="nhieu", post_id=None, channel="cli", action="test.note", ref=str(n))
    dpo, before, refs = world.actor("bvdl"), None, []
    while True:
        page = queries.trail(dpo, world.on, Filter(person="nhieu", before=before))
        refs += [line.ref for line in page.lines]
        record(actor_id=1, actor="nhieu", post_id=None, channel="cli", action="test.note", ref="new")
        if page.older is None:
            break
        before = page.older
    assert refs == [str(n) for n in reversed(range(120))]


def test_a_page_of_the_trail_asks_the_same_number_of_questions_however_long_it_is(world, django_assert_max_num_queries):
    for n in range(200):
        record(actor_id=n, actor="nhieu", post_id=n, channel="cli", action="test.note", ref=str(n))
    dpo = world.actor("bvdl")
    with django_assert_max_num_queries(4):
        seen(dpo, world.on)


def test_the_page_says_how_far_the_chain_is_and_what_waits(world, sit):
    client = sit("bvdl")
    while sealer.seal_pending():
        pass
    shown = text(client.get(AUDIT))
    assert "mắt xích cuối" in shown and "chưa kiểm tra" in shown
    record(actor_id=None, actor="", post_id=None, channel="cli", action="audit.verify", kind="audit", ok=True)
    shown = text(client.get(AUDIT))
    assert "nguyên vẹn" in shown and "đang chờ" in shown
    record(actor_id=None, actor="", post_id=None, channel="cli", action="audit.verify", kind="audit", ok=False)
    assert "CÓ SAI LỆCH" in text(client.get(AUDIT))


def test_a_seal_is_shown_beside_its_row(world):
    record(actor_id=1, actor="niem-phong", post_id=None, channel="cli", action="test.note")
    dpo = world.actor("bvdl")
    assert seen(dpo, world.on, person="niem-phong")[0].seal is None
    while sealer.seal_pending():
        pass
    assert seen(dpo, world.on, person="niem-phong")[0].seal == AuditRow.objects.count()


def test_who_looked_at_one_thing_is_one_link_away(world, sit):
    write(world)
    client = sit("bvdl")
    link = reverse("audit_subject", kwargs={"kind": "submission", "ref": str(world.answer("an-1-a").pk)})
    assert link in text(client.get(AUDIT, {"kind": "submission"}))
    shown = text(client.get(link))
    assert "xa (thử) (xa)" in shown and "Mở đợt báo cáo" not in shown


def test_reading_the_trail_is_itself_in_the_trail(world, sit):
    sit("bvdl").get(AUDIT, {"person": "xa"})
    row = AuditRow.objects.filter(action="audit.read").latest("pk")
    assert (row.actor, row.detail["filter"]) == ("bvdl", {"person": "xa"})
    sit("thanhtra").get(reverse("audit_subject", kwargs={"kind": "submission", "ref": "7"}))
    assert AuditRow.objects.filter(action="audit.read").latest("pk").detail["of"] == "submission:7"


@pytest.mark.parametrize("wish", [{"first": "hôm qua"}, {"before": "x"}, {"action": "khong.co"}, {"ref": "x" * 81}])
def test_a_filter_that_cannot_be_read_is_told_and_finds_nothing(world, sit, wish):
    response = sit("bvdl").get(AUDIT, wish)
    assert response.status_code == 422


def test_hostile_details_are_shown_as_text(world, sit):
    record(
        actor_id=1, actor="<img src=x>", post_id=None, channel="web", action="<b>", kind="k", ref="../..", note="<i>"
    )
    shown = text(sit("bvdl").get(AUDIT))
    assert "&lt;img src=x&gt;" in shown and "<img src=x>" not in shown and "<i>" not in shown


# ---------------------------------------------------------------- words
SOURCES = Path(hoanhap.__file__).parent
CALLS = re.compile(r'(?:log|note|_note|record)\(\s*(?:[\w.]+,\s*)?(?:[^()"]*?action=)?"([a-z-]+\.[a-z-]+)"')


def test_every_action_noted_anywhere_has_its_words():
    noted = {found for path in SOURCES.rglob("*.py") for found in CALLS.findall(path.read_text(encoding="utf-8"))}
    assert {"session.sign-in", "user.create", "post.grant", "audit.read"} <= noted
    assert noted - set(ACTIONS) == set()


def test_words_of_actions_and_kinds_are_in_both_languages():
    for words in [*ACTIONS.values(), *KINDS.values()]:
        assert words.vi and words.en and words.vi != words.en


def test_an_instant_in_the_trail_is_shown_in_vietnams_time(world, sit):
    with time_machine.travel(datetime(2026, 11, 22, 23, 5, tzinfo=UTC), tick=False):
        record(actor_id=1, actor="khuya", post_id=None, channel="web", action="test.note")
    (line,) = seen(world.actor("bvdl"), world.on, person="khuya")
    assert "06:05 23/11/2026" in text(sit("bvdl").get(AUDIT, {"person": "khuya"})) and line.at.day == 22
