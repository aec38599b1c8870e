"""Opening a campaign in the browser: who may, what is refused, and all of it at once."""

from datetime import date

import pytest
from django.urls import reverse

from hoanhap.access.rules import Refused
from hoanhap.documents.models import Directive
from hoanhap.reporting.actions.campaigns import BadOrder, open_campaign
from hoanhap.reporting.models import Campaign, Respondent
from tests import world as worlds
from tests.reporting.browse import Seat

pytestmark = pytest.mark.django_db
GOOD = {
    "slug": "ra-soat-2020",
    "title": "Rà soát năm 2020",
    "title_en": "Review of 2020",
    "basis": "qd-thu",
    "ordered_on": "01/7/2020",
    "map_date": "31/12/2019",
    "data_from": "01/01/2020",
    "data_last": "30/6/2020",
    "levels": "3",
    "asked": ["phu-luc-2", "phu-luc-3"],
    "outlines": ["de-cuong-2016-2020"],
    "others": [],
    "day_commune": "31/8/2020",
    **{f"phrase_{level}": "before" for level in ("commune", "centre", "district", "department", "province")},
}


@pytest.fixture
def world():
    return worlds.build()


def send(world, **changes):
    return Seat(world, "tinh").client.post(reverse("reporting:open"), GOOD | changes)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_offers_what_the_catalog_and_the_map_have(world, lang):
    page = Seat(world, "tinh", lang).client.get(reverse("reporting:open"))
    html = page.content.decode()
    assert page.status_code == 200 and "phu-luc-2" in html and "qd-thu" in html and "centre-91" in html


@pytest.mark.parametrize(("levels", "expected"), [("3", 1 + 1 + 2 + 6), ("2", 1 + 1 + 6)])
def test_an_order_opens_with_everybody_who_must_answer(world, levels, expected):
    response = send(world, levels=levels)
    assert response.status_code == 302
    opened = Campaign.objects.get(slug="ra-soat-2020")
    assert opened.respondents.count() == expected
    assert not Respondent.objects.filter(campaign=opened, unit__code="92").exists()
    assert (opened.data_to, opened.deadlines.get().ends) == (date(2020, 7, 1), date(2020, 8, 31))
    for at in ("an", "an-1-a"):
        world.campaign = opened
        assert Seat(world, "tinh").get("board", at).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"slug": "dot-thu"},
        {"slug": "mo"},
        {"slug": "có dấu"},
        {"basis": "khong-co"},
        {"asked": []},
        {"asked": ["khong-co"]},
        {"outlines": ["khong-co"]},
        {"others": ["centre-92"]},
        {"map_date": "31/13/2019"},
        {"map_date": "01/01/1900"},
        {"data_last": "01/01/2019"},
        {"data_last": "31/12/9999"},
        {"day_commune": "hôm nay"},
        {"title": ""},
        {"title": "x" * 300},
        {"title": "a\0b"},
        {"levels": "9"},
        {"phrase_commune": "never"},
    ],
    ids=str,
)
def test_a_wrong_order_comes_back_with_the_reason_and_opens_nothing(world, changes):
    response = send(world, **changes)
    assert response.status_code == 422, response.status_code
    assert Campaign.objects.count() == 1


def test_what_another_province_keeps_is_neither_offered_nor_taken_as_the_basis(world):
    Directive.objects.create(code="kh-binh", agency=world.agencies["binh"], kind="KH", issuer="x", summary="Bí mật")
    page = Seat(world, "tinh").client.get(reverse("reporting:open")).content.decode()
    assert "qd-thu" in page and "kh-binh" not in page and "Bí mật" not in page
    with pytest.raises(BadOrder):
        open_campaign(order=worlds.order(slug="moi", basis="kh-binh"), by=world.actor("tinh"), on=world.on)


def test_every_mistake_is_told_at_once(world):
    with pytest.raises(BadOrder) as wrong:
        open_campaign(
            order=worlds.order(
                forms=("khong",), outlines=("khong",), basis="khong", provinces=("99",), data_to=date(2015, 1, 1)
            ),
            by=world.actor("tinh"),
            on=world.on,
        )
    assert len(str(wrong.value).splitlines()) == 6


def test_the_same_form_asked_twice_is_asked_once(world):
    assert send(world, asked=["phu-luc-2", "phu-luc-2"]).status_code == 302
    assert Campaign.objects.get(slug="ra-soat-2020").forms.count() == 1


def test_nobody_opens_a_campaign_for_another_s_province(world):
    with pytest.raises(Refused):
        open_campaign(order=worlds.order(slug="moi", provinces=("92",)), by=world.actor("tinh"), on=world.on)
    assert Campaign.objects.count() == 1


def test_a_hostile_title_is_text_on_every_page(world):
    hostile = '<script>alert(1)</script>{{7*7}}{% debug %} "x" \u202eabc'
    assert send(world, title=hostile, title_en=hostile).status_code == 302
    opened = Campaign.objects.get(slug="ra-soat-2020")
    assert "\u202e" not in opened.title and "{{7*7}}" in opened.title
    world.campaign = opened
    for lang in ("vi", "en"):
        seat = Seat(world, "tinh", lang)
        for page in (seat.get("board", "an"), seat.client.get(reverse("reporting:campaigns")), seat.client.get("/")):
            html = page.content.decode()
            assert "<script>alert" not in html and "{{7*7}}" in html
    stranger = Seat(world, "tinh-binh")
    assert stranger.get("campaign").status_code == 200  # named to everybody who reports, its places to its own
    assert stranger.get("board", "an").status_code == 404
