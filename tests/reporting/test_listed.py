"""Phụ lục 1 fills itself: a line for each directive that the unit's agencies issued in the period."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hoanhap.documents.actions import correct, record
from hoanhap.documents.models import Directive
from hoanhap.documents.queries import correctable
from hoanhap.documents.rules.written import Written
from hoanhap.reporting.actions import explanations, steps
from hoanhap.reporting.actions.cells import Change, write_cells
from hoanhap.reporting.queries.cells import own
from hoanhap.reporting.rules.cells import CellFacts
from hoanhap.reporting.rules.checks import REGISTER
from tests import world as small
from tests.world import World

pytestmark = pytest.mark.django_db
LIST = "phu-luc-1"


@pytest.fixture
def world() -> World:
    return small.build(forms=(LIST,))


def issue(world: World, **changes: Any) -> Directive:
    said = {"number": "12", "symbol": "KH-UBND", "summary": "Kế hoạch cai nghiện", "issued_on": date(2018, 5, 2)}
    written = Written(**{"kind": "KH", "issuer": "UBND Huyện An 1", **said, **changes})
    kept = world.agencies["an-1"].pk
    return record(written=written, agency_id=kept, issued_by_id=kept, by=world.actor("huyen"), on=world.on)


def put_right(world: World, directive: Directive, **changes: Any) -> None:
    written, revision = correctable(actor=world.actor("huyen"), code=directive.code, on=world.on)
    now = replace(written, **changes)
    correct(code=directive.code, written=now, revision=revision, reason="Thử", by=world.actor("huyen"), on=world.on)


def lines(world: World, at: str = "an-1") -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for (row, column), cell in own(world.answer(at, LIST)).items():
        if not cell.blank:
            found.setdefault(row, {})[column] = cell.text
    return found


def type_in(world: World, row: str, **cells: str) -> None:
    changes = [Change(row, column.replace("_", "-"), CellFacts(text=text)) for column, text in cells.items()]
    answer = world.answer("an-1", LIST)
    write_cells(submission_id=answer.pk, changes=changes, by=world.actor("huyen"), on=world.on)


def test_a_directive_becomes_a_line_where_it_was_issued_and_nowhere_else(world: World) -> None:
    made = issue(world)
    assert lines(world) == {
        f"v{made.pk:08}": {
            "loai": "KH",
            "so": "12",
            "ky-hieu": "KH-UBND",
            "ngay": "2018-05-02",
            "co-quan": "UBND Huyện An 1",
            "trich-yeu": "Kế hoạch cai nghiện",
        }
    }
    assert lines(world, "an-2") == lines(world, "an") == {}
    assert world.answer("an-1", LIST).register


@pytest.mark.parametrize(
    ("day", "listed"), [((2015, 12, 31), 0), ((2016, 1, 1), 1), ((2020, 6, 30), 1), ((2020, 7, 1), 0)]
)
def test_the_period_of_the_campaign_says_what_is_listed(world: World, day: tuple[int, int, int], listed: int) -> None:
    issue(world, issued_on=date(*day))
    assert len(lines(world)) == listed


def test_a_kind_the_form_does_not_name_is_another(world: World) -> None:
    issue(world, kind="BC")
    assert [line["loai"] for line in lines(world).values()] == ["khac"]


def test_a_campaign_opened_later_lists_what_was_recorded_before(world: World) -> None:
    made = issue(world)
    order = small.order(slug="dot-khac", forms=(LIST,))
    world.campaign = small.campaigns.open_campaign(order=order, by=world.actor("tinh"), on=world.on)
    assert list(lines(world)) == [f"v{made.pk:08}"]


def test_a_correction_of_the_record_is_followed_and_a_day_outside_takes_the_line_away(world: World) -> None:
    made = issue(world)
    put_right(world, made, number="13")
    assert [line["so"] for line in lines(world).values()] == ["13"]
    put_right(world, made, issued_on=date(2015, 1, 5))
    assert lines(world) == {}


def test_what_is_typed_over_stays_and_needs_a_reason_and_clearing_takes_the_record_back(world: World) -> None:
    made = issue(world)
    row = f"v{made.pk:08}"
    type_in(world, row, so="12a")
    put_right(world, made, number="14", summary="Kế hoạch mới")
    assert (lines(world)[row]["so"], lines(world)[row]["trich-yeu"]) == ("12a", "Kế hoạch mới")
    answer = world.answer("an-1", LIST)
    assert (answer.over, answer.warnings) == (1, 1)
    who = {"by": world.actor("huyen"), "on": world.on}
    explanations.explain(submission_id=answer.pk, row=row, column="so", check=REGISTER, text="Bản gốc ghi 12a", **who)
    assert world.answer("an-1", LIST).warnings == 0
    type_in(world, row, so="")
    assert lines(world)[row]["so"] == "14"
    assert world.answer("an-1", LIST).over == 0


def test_typed_lines_stay_beside_those_of_the_record(world: World) -> None:
    type_in(world, "n0001", loai="CV", ngay="2017-03-01", co_quan="UBND huyện", trich_yeu="Củng cố tổ công tác")
    made = issue(world)
    assert list(lines(world)) == ["n0001", f"v{made.pk:08}"]
    type_in(world, f"v{made.pk:08}", noi_dung="Trọng tâm ba xã")
    assert lines(world)[f"v{made.pk:08}"]["noi-dung"] == "Trọng tâm ba xã"
    assert world.answer("an-1", LIST).over == 0  # a note is nobody's record


def test_a_sealed_list_does_not_change_and_says_what_the_record_says_now(world: World) -> None:
    made = issue(world)
    small.send(world, "an-1", LIST)
    steps.accept(submission_id=world.answer("an-1", LIST).pk, by=world.actor("tinh"), on=world.on)
    small.send(world, "an", LIST)
    steps.approve(submission_id=world.answer("an", LIST).pk, by=world.actor("duyet"), on=world.on)
    put_right(world, made, number="15")
    cell = own(world.answer("an-1", LIST))[f"v{made.pk:08}", "so"]
    assert (cell.text, cell.derived) == ("12", "15")


def test_the_page_leads_from_a_line_to_its_record(world: World, client: Client) -> None:
    made = issue(world)
    type_in(world, "n0001", loai="CV", ngay="2017-03-01", co_quan="UBND huyện", trich_yeu="Củng cố")
    client.force_login(world.user("huyen"))
    where = [world.campaign.slug, world.agencies["an-1"].code, LIST]
    page = client.get(reverse("reporting:form", args=where)).content.decode()
    assert f'href="/van-ban/{made.code}/"' in page and "data-record" in page
    assert f'value="remove:v{made.pk:08}"' not in page and 'value="remove:n0001"' in page
    client.post(reverse("reporting:save", args=where), {"do": "down:n0001"})
    assert lines(world)["n0001"]["trich-yeu"] == "Củng cố"
