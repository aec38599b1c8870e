"""Every page of a campaign, for whoever may see it: in both languages, in every state, for few queries."""

from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoanhap.reporting.actions import corrections, steps
from hoanhap.reporting.actions.cells import Change
from hoanhap.reporting.queries.restated import maps
from hoanhap.reporting.rules.cells import CellFacts
from hoanhap.reporting.rules.states import State
from hoanhap.units.models import Placement, Unit, UnitChange, UnitLink
from hoanhap.units.queries.tree import forget
from tests import world as worlds
from tests.reporting import big
from tests.reporting.browse import FORM, OUTLINE, Seat

pytestmark = pytest.mark.django_db

# What a page may cost in queries, the seven of every signed-in request included.
FEW = 30
FORM_PAGE = 36


@pytest.fixture
def world():
    return worlds.build()


@dataclass(frozen=True)
class Page:
    route: str
    parts: tuple[tuple[str, str], ...] = ()
    queries: int = FEW

    def __str__(self) -> str:
        return self.route


PAGES = (
    Page("board"),
    Page("form", (("form", FORM),), FORM_PAGE),
    Page("form", (("form", "phu-luc-3"),), FORM_PAGE),
    Page("narrative", (("outline", OUTLINE),)),
    Page("report", (), FORM_PAGE),
    Page("report_of", (("outline", OUTLINE),), FORM_PAGE),
    Page("figure", (("form", FORM), ("row", "1.1"), ("column", "2016"))),
)
READERS = {
    "an-1-a": ("xa", "lanhdao-xa", "huyen", "lanhdao-huyen", "tinh", "duyet", "thanhtra"),
    "an-1": ("huyen", "lanhdao-huyen", "tinh", "duyet", "thanhtra"),
    "an": ("tinh", "duyet", "thanhtra", "bo"),
    "nation": ("bo",),
}


class Sound(HTMLParser):
    """Every tag that is opened is closed, in order; and no id stands twice."""

    VOID = {"meta", "link", "input", "br", "hr", "img", "col", "path", "rect", "circle", "line", "use", "polyline"}

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def look(world, place, who, lang, pages):
    seat = Seat(world, who, lang)
    for page in pages:
        with CaptureQueriesContext(connection) as asked:
            response = seat.get(page.route, place, **dict(page.parts))
        assert response.status_code == 200, (place, who, page.route)
        assert len(asked) <= page.queries, (place, who, page.route, len(asked))
        html = response.content.decode()
        found = Sound(html)
        assert not found.wrong and not found.open, (place, who, page.route, found.wrong, found.open)
        assert len(set(found.ids)) == len(found.ids), (place, page.route, sorted(found.ids))
        assert f'lang="{lang}"' in html[:200]


def test_every_page_opens_for_every_reader(world):
    world.submission("corrected")
    for place, readers in READERS.items():
        for who in readers:
            look(world, place, who, "vi", PAGES)


@pytest.mark.parametrize("state", [str(s) for s in State])
def test_a_form_opens_in_every_state_in_both_languages_for_who_acts_on_it(world, state):
    world.submission(state)
    for place, who in (("an-1-a", "xa"), ("an-1-a", "huyen"), ("an-1", "huyen"), ("an-1", "tinh"), ("an", "duyet")):
        for lang in ("vi", "en"):
            look(world, place, who, lang, PAGES[1:2])


@pytest.mark.parametrize("place", list(READERS))
def test_every_page_speaks_both_languages(world, place):
    world.submission("returned")
    look(world, place, READERS[place][0], "en", PAGES)


def test_the_campaign_opens_at_each_one_s_own_place(world):
    for who, place in (("xa", "an-1-a"), ("huyen", "an-1"), ("tinh", "an"), ("coso", "centre"), ("bo", "nation")):
        response = Seat(world, who).get("campaign")
        assert response.status_code == 302
        assert response["Location"] == Seat(world, who).url("board", place)


def test_what_is_not_there_and_what_is_another_s_look_the_same_byte_for_byte(world):
    parts = {"form": {"form": FORM}, "narrative": {"outline": OUTLINE}, "board": {}, "report": {}}
    parts["figure"] = {"form": FORM, "row": "1.1", "column": "2016"}
    for who in ("xa", "xa-binh", "tinh-binh"):
        seat = Seat(world, who)
        for route, more in parts.items():
            strangers = seat.get(route, "an-1-b", **more)
            nobody = seat.get(route, "khong-co-ai", **more)
            assert strangers.status_code == nobody.status_code == 404
            assert _without_nonce(strangers) == _without_nonce(nobody)


def _without_nonce(response):
    """The page without what differs between any two requests of one page."""
    html = response.content.decode()
    for line in html.split('name="csrfmiddlewaretoken" value="')[1:]:
        html = html.replace(line.partition('"')[0], "")
    return html.replace(response.wsgi_request.path, "")


@pytest.mark.parametrize(
    ("who", "route", "parts"),
    [
        ("duyet", "save", {"form": FORM}),
        ("huyen", "save", {"form": FORM}),
        ("thanhtra", "nil", {"form": FORM}),
        ("lanhdao-xa", "explain", {"form": FORM}),
        ("thanhtra", "propose", {"form": FORM}),
        ("thanhtra", "accept_all", {}),
        ("duyet", "upload", {}),
        ("thanhtra", "write", {"outline": OUTLINE, "section": "I.1"}),
    ],
)
def test_inside_the_scope_without_the_right_the_right_is_named(world, who, route, parts):
    place = "an" if who == "duyet" else "an-1-a"
    response = Seat(world, who).post(route, place, **parts)
    assert response.status_code == 403
    assert "quyền" in response.content.decode()


def test_a_step_without_the_right_changes_nothing(world):
    asked = world.submission("submitted")
    for who, step in (("xa", "accept"), ("thanhtra", "return"), ("huyen", "withdraw"), ("tinh", "approve")):
        response = Seat(world, who).post("step", "an-1-a", {"reason": "x"}, form=FORM, name=step)
        assert response.status_code in (302, 403), (who, step)
    assert world.answer("an-1-a").lock == asked.lock


def test_a_proposed_correction_is_shown_to_who_decides_it_and_asked_of_them_at_home(world):
    asked = world.submission("approved")
    first = worlds.blank_form(worlds.loaded.form(FORM), "commune")[0]
    corrections.propose(
        submission_id=asked.pk,
        changes=[Change(first.row, first.column, CellFacts(7))],
        reason="Sổ ghi 7",
        by=world.actor("xa"),
        on=world.on,
    )
    page = Seat(world, "duyet").get("form", "an-1-a", form=FORM).content.decode()
    assert "Sổ ghi 7" in page and 'name="agree"' in page
    assert 'name="agree"' not in Seat(world, "thanhtra").get("form", "an-1-a", form=FORM).content.decode()
    home = Seat(world, "lanhdao-huyen").client.get("/").content.decode()
    assert "Sổ ghi 7" in home


def test_a_returned_form_shows_its_reason_and_question_to_the_unit(world):
    asked = world.submission("submitted")
    steps.give_back(
        submission_id=asked.pk,
        reason="Xem sổ năm 2016",
        questions=[steps.Question("1.1", "2016", "Sao lại 9?")],
        by=world.actor("huyen"),
        on=world.on,
    )
    page = Seat(world, "xa").get("form", "an-1-a", form=FORM).content.decode()
    assert "Xem sổ năm 2016" in page and "Sao lại 9?" in page
    assert "Sao lại 9?" in Seat(world, "xa").client.get("/").content.decode()


# ---------------------------------------------------------------- another day's map
@pytest.fixture
def merged(world):
    """On 1 March 2020 district an-2 is no more: its communes go under an-1."""
    day, before, after = date(2020, 3, 1), world.units["an-2"], world.units["an-1"]
    Unit.objects.filter(pk=before.pk).update(valid_to=day)
    change = UnitChange.objects.create(on=day, kind="merge", act="thử")
    UnitLink.objects.create(change=change, before=before, after=after, partial=False, certain=True)
    for letter in "abc":
        commune = world.units[f"an-2-{letter}"]
        Placement.objects.filter(unit=commune).update(valid_to=day)
        Placement.objects.create(unit=commune, parent=after, valid_from=day)
    forget()
    yield world
    forget()


def test_the_campaign_is_shown_on_a_later_map_with_every_commune_in_its_new_district(merged):
    for letter in "abc":
        merged.submission("accepted", at=f"an-2-{letter}")
    (choice,) = maps(top=merged.respondent("an"))
    assert (choice.on, choice.districts, choice.communes) == (date(2020, 3, 1), 1, 6)
    for lang in ("vi", "en"):
        seat = Seat(merged, "tinh", lang)
        with CaptureQueriesContext(connection) as asked:
            response = seat.get("restated", "an", on="2020-03-01")
        assert response.status_code == 200 and len(asked) <= FEW
        (unit,) = response.context["page"].units
        assert unit.name == "Huyện An 1" and len(unit.sources) == 6
        assert unit.coverage[FORM].counted == 3
        assert not response.context["page"].unplaced
    assert "2020-03-01" in Seat(merged, "tinh").get("board", "an").content.decode()


def test_a_line_s_figures_on_a_later_map_are_for_who_may_read_what_they_are_made_of(merged):
    for letter, value in zip("abc", (3, 4, 5), strict=True):
        changes = worlds.blank_form(worlds.loaded.form(FORM), "commune")
        values = {(c.row, c.column): 0 for c in changes} | {("1.1", "2016"): value}
        merged.write(f"an-2-{letter}", values)
        asked = merged.answer(f"an-2-{letter}")
        steps.submit(submission_id=asked.pk, by=merged.officer(f"an-2-{letter}"), on=merged.on)
        steps.accept(submission_id=asked.pk, by=merged.actor("huyen-2"), on=merged.on)
    for who, shown in (("tinh", True), ("bo", False)):
        seat = Seat(merged, who)
        response = seat.client.get(seat.url("restated", "an", on="2020-03-01"), {"dong": f"{FORM}|1.1"})
        ((_, values),) = list(response.context["rows"]) or [(None, {})]
        assert bool(values) == shown
        assert not shown or values["2016"].value == 12


@pytest.mark.parametrize("on", ["2020-03-02", "2019-12-31", "hom-qua", "2020-13-01"])
def test_a_map_that_never_began_on_that_day_is_not_there(merged, on):
    assert Seat(merged, "tinh").get("restated", "an", on=on).status_code == 404


# ---------------------------------------------------------------- a real province
def test_a_province_of_199_communes_costs_no_more_queries_than_a_small_one():
    world = big.build()
    pages = (*PAGES, Page("form", (("form", "phu-luc-1"),), FORM_PAGE), Page("form", (("form", "bc-1479"),), FORM_PAGE))
    seat = Seat(world, "tinh")
    for place in ("an", "an-1"):
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                response = seat.get(page.route, place, **dict(page.parts))
            assert response.status_code == 200
            assert len(asked) <= page.queries, (place, page.route, len(asked))
    with CaptureQueriesContext(connection) as asked:
        board = seat.get("board", "an").context["board"]
    assert len(asked) <= 30
    assert board.lines[0].expected == 199 and len(board.lines) == 1 + 13 + 2
    assert board.lines[0].squares[1].below.counted == 199


def test_a_missing_commune_costs_no_query_of_its_own():
    world = big.build(state="draft")
    seat = Seat(world, "tinh")
    seat.get("board", "an")  # the map is read once a change, not once a page
    with CaptureQueriesContext(connection) as asked:
        page = seat.get("form", "an", form=FORM)
    assert len(asked) <= FORM_PAGE
    assert len(page.context["page"].missing) == 13
