"""A home that was there before its facts; facts that somebody spoilt; rules that have changed since."""

from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner

from hoanhap.access.actions import Ground, register_basis
from hoanhap.config.cli.facts import command
from hoanhap.facts import queries, sources
from hoanhap.facts.actions.filling import fill, rebuild
from hoanhap.facts.models import Derivation, Fact, Subject
from hoanhap.people import actions
from hoanhap.people.actions.merging import merge
from hoanhap.people.models import Person
from tests.pathways.ward import Ward

ON = date(2020, 9, 7)


@pytest.fixture
def home(ward: Ward, settings: Any, tmp_path: Any) -> Ward:
    """Four files: one with a measure, one merged into another, one erased; and no facts yet."""
    settings.PEOPLE_ERASED = tmp_path / "erased.log"
    ward.community(ward.addict(), until="decide")
    kept, gone, erased = (ward.folk.person(name=name, papers=()) for name in ("Bàn A", "Bàn Á", "Bàn Tả"))
    by = ward.actor("xa")
    merge(kept=kept.code, gone=gone.code, reason="một người", by=by, on=ON)
    actions.close(code=erased.code, basis="left", day=ON, by=by, on=ON)
    ground = Ground(use="request", document="TT thử", article="Điều 5", valid_from=date(2020, 1, 1), months=None)
    register_basis(ground=ground, by=ward.actor("bvdl"), on=ON)
    actions.erase(code=erased.code, basis="request", by=ward.actor("bvdl"), on=ON)
    Fact.objects.all().delete()
    Subject.objects.all().delete()
    return ward


def test_a_home_that_was_there_before_is_filled_once(home: Ward) -> None:
    assert fill() > 0
    assert list(queries.differences()) == [] and fill() == 0
    living = Person.objects.filter(state="open")
    assert set(Subject.objects.exclude(person=None).values_list("person", flat=True)) == {p.pk for p in living}
    nobody = Subject.objects.get(person=None)  # the erased, counted as they were and led to by nothing
    assert [row.relation for row in queries.of(nobody.pk).rows] == ["registration"]
    assert nobody.birth == date(1989, 12, 31)
    before = queries.digest()
    assert rebuild() == 0 and queries.digest() == before


def test_other_rules_derive_again_and_leave_the_erased_alone(home: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    fill()
    before = queries.digest()
    monkeypatch.setattr(sources, "EDITION", 99)
    stale = Derivation.objects.get().shape
    assert fill() == 0 and Derivation.objects.get().shape != stale
    assert queries.digest() == before


def test_spoilt_facts_are_told_and_mended(home: Ward) -> None:
    fill()
    before = queries.digest()
    Fact.objects.filter(relation="measure").update(start=date(2020, 1, 1))
    Fact.objects.filter(relation="determination").delete()
    Subject.objects.filter(person=Person.objects.get(name="Bàn A").pk).update(sex="female")
    told = CliRunner().invoke(command, ["verify"])
    assert told.exit_code == 1
    assert told.output.count("  + ") == 2 and told.output.count("  - ") == 1 and "Khác ở 2 người" in told.output
    assert CliRunner().invoke(command, ["rebuild"]).exit_code == 0
    assert queries.digest() == before and CliRunner().invoke(command, ["verify"]).exit_code == 0


def test_a_file_that_is_gone_leaves_no_facts(home: Ward) -> None:
    fill()
    gone = Subject.objects.create(person=10_000_000, sex="male", birth=date(1990, 1, 1))
    Fact.objects.create(relation="counselling", subject=gone, unit=home.world.units["an-1-a"], start=ON)
    assert [one.number for one in queries.differences()] == [gone.pk]
    assert rebuild() == 1 and not Subject.objects.filter(pk=gone.pk).exists()
