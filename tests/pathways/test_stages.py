"""Who keeps the stages of rehabilitation, and that a measure of 2022 can be completed because somebody does."""

from datetime import date

import pytest

from hoanhap.access.errors import Invalid
from hoanhap.access.models import Post
from hoanhap.access.rules import Denied
from hoanhap.pathways.actions.centre import set_stage
from hoanhap.pathways.actions.refer import refer
from hoanhap.pathways.actions.steps import Unmet
from hoanhap.pathways.rules.stages import keeper, staged
from hoanhap.resources.models import Place
from tests.pathways.ward import Ward

D = date


@pytest.mark.parametrize(
    ("placed", "relation", "keeps"),
    [
        (True, "resident", True),
        (True, "patient", False),
        (True, "own", False),
        (True, "named", False),
        (False, "own", True),
        (False, "patient", False),
    ],
)
def test_the_place_that_took_somebody_in_keeps_the_stages_and_else_the_commune(
    placed: bool, relation: str, keeps: bool
) -> None:
    assert keeper(placed=placed, relation=relation) is keeps


@pytest.mark.parametrize(
    ("kind", "residential", "inside", "begun", "runs"),
    [
        ("rehab", True, True, True, True),
        ("rehab", True, False, True, False),  # on the run, or removed for a trial
        ("rehab", False, False, True, True),
        ("rehab", False, False, False, False),
        ("treatment", False, False, True, False),
        ("aftercare", True, True, True, False),
    ],
)
def test_stages_are_of_rehabilitation_that_goes_on(
    kind: str, residential: bool, inside: bool, begun: bool, runs: bool
) -> None:
    assert staged(kind=kind, residential=residential, inside=inside, begun=begun) is runs


STEPS = (
    ("xa", "register", D(2022, 3, 8), {"rehab_before": 0}),
    ("xa", "decide", D(2022, 3, 10), {"months": 6}),
)
STAGES = (("intake", D(2022, 3, 16)), ("detox", D(2022, 3, 18)), ("education", D(2022, 4, 18)))


@pytest.fixture
def later(ward: Ward) -> Ward:
    """The same people on a day under NĐ 116/2021, and a detox site that the commune's health station runs."""
    ward.on = ward.folk.on = D(2024, 1, 8)
    station = ward.folk.agency("health-an-1-a")
    ward._place("detox", "Điểm cắt cơn An 1A", station.pk, "an-1-a", beds=2)
    Post.objects.create(user=ward.world.users["y-te"], role="centre_officer", agency=station, valid_from=D(2022, 1, 1))
    return ward


def test_a_community_measure_of_2022_is_completed_by_its_stages_and_followed_by_aftercare(later: Ward) -> None:
    ward = later
    person = ward.addict()
    measure = ward.open(person, "community", "advise", D(2022, 3, 7), {})
    for who, step, day, given in STEPS:
        ward.take(measure, step, day, given, by=who)
    site = Place.objects.get(kind="detox").pk
    refer(code=person.code, place_id=site, by=ward.actor("xa"), on=ward.on)
    ward.take(measure, "begin", D(2022, 3, 14), {"place": site}, by="y-te")
    for stage, day in STAGES:
        set_stage(measure_id=measure.pk, stage=stage, day=day, by=ward.actor("y-te"), on=ward.on)
    with pytest.raises(Unmet, match="Chưa xong đủ 3 giai đoạn"):
        ward.take(measure, "complete", D(2022, 9, 12))
    set_stage(measure_id=measure.pk, stage="return", day=D(2022, 6, 20), by=ward.actor("y-te"), on=ward.on)
    ward.take(measure, "complete", D(2022, 9, 12))

    after = ward.open(person, "aftercare-residence", "expect", D(2022, 9, 13), {})
    for who, step, day, given in (
        ("xa", "report", D(2022, 9, 14), {}),
        ("ca-xa", "compile", D(2022, 9, 15), {}),
        ("xa", "decide", D(2022, 9, 19), {"months": 12}),
        ("xa", "hand-decision", D(2022, 9, 20), {}),
        ("xa", "complete", D(2023, 9, 20), {}),
    ):
        ward.take(after, step, day, given, by=who)
    after.refresh_from_db()
    assert (after.state, after.outcome, after.ends_on) == ("completed", "completed", D(2023, 9, 20))


def test_the_commune_does_not_write_the_stages_of_whom_a_place_took_in(later: Ward) -> None:
    measure = later.open(later.addict(), "community", "advise", D(2022, 3, 7), {})
    with pytest.raises(Invalid, match="chưa bắt đầu"):  # nothing has begun yet
        set_stage(measure_id=measure.pk, stage="intake", day=D(2022, 3, 8), by=later.actor("xa"), on=later.on)
    with pytest.raises(Denied):
        set_stage(measure_id=measure.pk, stage="intake", day=D(2022, 3, 8), by=later.actor("ca-xa"), on=later.on)
