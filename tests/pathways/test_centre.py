"""A centre's board, stages, beds and events."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hoanhap.access.errors import Invalid
from hoanhap.access.rules import Denied, Outside
from hoanhap.pathways.actions.centre import note_event, set_stage
from hoanhap.pathways.models import CentreEvent, Stay
from hoanhap.pathways.queries.centre import board
from hoanhap.pathways.queries.occupancy import occupancy
from tests.pathways.test_actions import inside
from tests.pathways.ward import Ward

D = date
Sit = Callable[[str], Client]
pytestmark = pytest.mark.django_db


def test_the_board_counts_beds_and_stages_and_names_nobody(ward: Ward, sit: Sit) -> None:
    measure = inside(ward)
    set_stage(measure_id=measure.pk, stage="intake", day=D(2020, 8, 24), bed="A1", by=ward.actor("coso"), on=ward.on)
    set_stage(measure_id=measure.pk, stage="detox", day=D(2020, 8, 26), bed="A1", by=ward.actor("coso"), on=ward.on)
    found = board(ward.actor("coso"), ward.centre.code, ward.on)
    assert (found.beds, found.taken, found.free) == (3, 1, 2)
    assert dict(found.stages)["Cắt cơn, giải độc"] == 1
    assert [(s.stage, s.valid_to) for s in Stay.objects.order_by("pk")] == [("intake", D(2020, 8, 26)), ("detox", None)]
    shown = sit("coso").get(reverse("pathways:places"), follow=True).content.decode()
    assert "L.V.S. (1989)" in shown
    assert "Lý Văn Sình" not in shown


@pytest.mark.parametrize("stranger", ["xa", "huyen", "tinh", "y-te"])
def test_a_board_is_the_centres_own(ward: Ward, stranger: str) -> None:
    with pytest.raises(Outside):
        board(ward.actor(stranger), ward.centre.code, ward.on)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"stage": "intake"}, "stage"),
        ({"stage": "sleep"}, "stage"),
        ({"day": D(2020, 8, 25)}, "day"),
        ({"day": D(2020, 9, 8)}, "day"),
    ],
)
def test_a_stage_that_cannot_be_is_refused(ward: Ward, changes: dict[str, Any], field: str) -> None:
    measure = inside(ward)
    usual: dict[str, Any] = {"stage": "detox", "day": D(2020, 8, 26), "by": ward.actor("coso"), "on": ward.on}
    set_stage(measure_id=measure.pk, **usual)
    with pytest.raises(Invalid) as refused:
        set_stage(measure_id=measure.pk, **{**usual, **changes})
    assert list(refused.value.problems) == [field]


def test_only_the_centre_notes_what_happens_there(ward: Ward) -> None:
    measure = inside(ward)
    with pytest.raises(Denied):
        set_stage(measure_id=measure.pk, stage="detox", day=ward.on, by=ward.actor("xa"), on=ward.on)


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"kind": "rating", "code": "fair"}, []),
        ({"kind": "hospital", "until": D(2020, 9, 3)}, []),
        ({"kind": "rating"}, ["code"]),
        ({"kind": "merit", "until": D(2020, 9, 3)}, ["until"]),
        ({"kind": "leave", "until": D(2020, 8, 30)}, ["until"]),
        ({"kind": "escape"}, ["kind"]),
        ({"kind": "merit", "day": D(2020, 8, 23)}, ["day"]),
    ],
)
def test_an_event_has_what_its_kind_asks_and_no_more(ward: Ward, said: dict[str, Any], fields: list[str]) -> None:
    measure = inside(ward)
    usual = {"day": D(2020, 9, 1), "words": "ghi", "by": ward.actor("coso"), "on": ward.on, **said}
    if not fields:
        event = note_event(measure_id=measure.pk, **usual)
        assert b"ghi" not in bytes(event.words_sealed)
        return
    with pytest.raises(Invalid) as refused:
        note_event(measure_id=measure.pk, **usual)
    assert list(refused.value.problems) == fields
    assert not CentreEvent.objects.exists()


def test_who_has_left_keeps_no_bed_and_no_stage(ward: Ward) -> None:
    measure = inside(ward)
    set_stage(measure_id=measure.pk, stage="intake", day=D(2020, 8, 24), bed="A1", by=ward.actor("coso"), on=ward.on)
    ward.take(measure, "die", D(2020, 9, 2))
    assert board(ward.actor("coso"), ward.centre.code, ward.on).taken == 0
    assert Stay.objects.get().valid_to == D(2020, 9, 2)


def test_stages_and_events_are_typed_in_forms(ward: Ward, sit: Sit) -> None:
    measure = inside(ward)
    stage = reverse("pathways:stage", args=[measure.pk])
    assert sit("coso").get(stage).status_code == 200
    assert sit("coso").post(stage, {"stage": "intake", "day": "23/8/2020"}).status_code == 422
    assert sit("coso").post(stage, {"stage": "intake", "day": "24/8/2020", "bed": "B2"}).status_code == 302
    event = reverse("pathways:event", args=[measure.pk])
    assert sit("coso").post(event, {"kind": "merit", "day": "01/9/2020"}).status_code == 302
    assert (Stay.objects.get().bed, CentreEvent.objects.get().kind) == ("B2", "merit")


def test_how_full_the_places_are_is_told_within_scope_and_small_numbers_to_whom_they_belong(
    ward: Ward, sit: Sit
) -> None:
    inside(ward)
    full = {name: occupancy(actor=ward.actor(name), on=ward.on) for name in ("coso", "tinh", "bo", "xa")}
    exact = [(row.beds, row.residents, row.share) for row in full["coso"]]
    assert (3, 1, 33) in exact and exact[0] == (3, 1, 33)
    assert [(row.beds, row.residents) for row in full["bo"] if row.code == ward.centre.code] == [(3, None)]
    assert ward.centre.code in {row.code for row in full["tinh"]}
    assert ward.centre.code not in {row.code for row in full["xa"]}
    shown = sit("coso").get(reverse("pathways:occupancy")).content.decode()
    assert "33%" in shown and "Lý Văn Sình" not in shown
