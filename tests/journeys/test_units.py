"""The map at a day: before and after the mergers of 2020 and of 2025, and the campaign read on another map."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Arrival
from tests.journeys.people import PROVINCE, Person, board
from tests.journeys.pictures import shoot

# Day, districts, communes.
CAO_BANG = (("2019-12-31", "13", "199"), ("2020-02-01", "12", "161"), ("2020-03-01", "10", "161"))


def counted(person: Person, what: str) -> str:
    """A number at the head of the page, by what it counts."""
    label = person.page.locator("dt").filter(has_text=re.compile(f"^{what}"))
    return person.page.locator(".facts div").filter(has=label).locator("b").inner_text()


def test_the_map_is_shown_as_it_stood_on_any_day_and_a_merged_district_leads_to_what_it_became(looks: Arrival) -> None:
    reader = looks("xa")
    for day, *shown in CAO_BANG:
        reader.opens(f"/don-vi/04/?ngay={day}")
        reader.reads("Tỉnh Cao Bằng")
        assert [counted(reader, "huyện"), counted(reader, "xã")] == shown

    reader.opens("/don-vi/?ngay=2025-07-01")
    assert (counted(reader, "tỉnh"), counted(reader, "xã")) == ("34", "3.321")
    reader.opens("/don-vi/?ngay=2019-12-31")
    assert counted(reader, "tỉnh") == "63"
    reader.page.locator("main").get_by_label("Tên hoặc mã đơn vị").fill("thong nong")
    reader.presses("Xem")
    reader.follows("Huyện Thông Nông")
    reader.reads("Tỉnh Cao Bằng", "Huyện Hà Quảng")
    shoot(reader.page, "don-vi", height=760)
    reader.follows("Huyện Hà Quảng", within=reader.sheet("Về sau"))
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Huyện Hà Quảng")
    reader.reads("Huyện Thông Nông")


def test_the_campaign_is_read_on_the_map_of_march_2020(looks: Arrival) -> None:
    tinh = looks("tinh")
    tinh.opens(board(PROVINCE))
    shoot(tinh.page, "bang-tinh", height=1000)
    tinh.follows("01/3/2020 (10/161)")
    tinh.reads("Đợt này trên bản đồ ngày 01/3/2020", "10 huyện, 161 xã")
    expect(tinh.page.locator("tbody tr")).to_have_count(10)
    tinh.reads("Huyện Quảng Hòa")
    shoot(tinh.page, "ban-do-khac", height=700)
