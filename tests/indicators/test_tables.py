"""The page of free tables: whose figures it shows, how small they may be, and what is kept of a question."""

import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from hoanhap.access.errors import Invalid
from hoanhap.access.rules import Outside
from hoanhap.audit.models import AuditRow
from hoanhap.facts.actions.writing import write
from hoanhap.facts.rules.rows import Row
from hoanhap.indicators.actions import tables
from hoanhap.indicators.actions.filling import rebuild
from hoanhap.indicators.forms import address
from hoanhap.indicators.models import SavedTable
from hoanhap.indicators.queries import pivot as query
from hoanhap.indicators.queries.asking import form
from hoanhap.indicators.queries.tables import saved
from hoanhap.indicators.rules.periods import named
from hoanhap.indicators.rules.pivot import Pivot, Question
from hoanhap.web.models import DemoDate
from tests import world as country
from tests.indicators import store
from tests.indicators.store import Life
from tests.world import World

D = date
pytestmark = pytest.mark.django_db
Sit = Callable[[str], Client]
AT_HOME = ("home", "home", "first", "heroin", "started", "")


@pytest.fixture
def world() -> Iterator[World]:
    """Twelve men and two women begin at home in 2019 in an-1-a, ten men in an-2-a, nobody elsewhere."""
    made = country.build()
    DemoDate.objects.create(on=made.on)
    store.forget()
    lives = {n: Life("female" if n in (1, 2) else "male", D(1990, 1, n % 28 + 1)) for n in range(1, 25)}
    rows = {
        n: [Row("measure", made.units["an-1-a" if n <= 14 else "an-2-a"].pk, D(2019, 3, 1), None, AT_HOME, 0)]
        for n in lives
    }
    write([*lives], lives, rows)
    yield made
    store.forget()


@pytest.fixture
def sit(world: World) -> Sit:
    def sit(name: str) -> Client:
        client = Client()
        client.force_login(world.user(name))
        return client

    return sit


@pytest.fixture
def code() -> str:
    """Who is in rehabilitation at home at the end of a period."""
    return "bcn01.gia-dinh.cuoi-ky"


def asked(code: str, *units: str, **said: object) -> Question:
    return Question((code,), units, **{"periods": "2019", "below": 1, **said})  # type: ignore[arg-type]


def shown(found: Pivot, world: World) -> dict[tuple[str, str], object]:
    """By unit and part: the figure of the first column, or * where it is hidden."""
    names = {unit.pk: name for name, unit in world.units.items()}
    return {
        (names[x.unit], "".join(v or "?" for _, v in x.part)): "*" if (c := x.cells[0][0]).hidden else c.value
        for x in found.lines
    }


def test_every_unit_is_counted_for_itself_whether_kept_or_not(world: World, code: str) -> None:
    found = shown(query.answer(asked(code, "91"), actor=world.actor("tinh"), on=world.on), world)
    assert (found["an", ""], found["an-1", ""], found["an-2", ""]) == (24, 14, 10)
    rebuild(world.on)
    assert shown(query.answer(asked(code, "91"), actor=world.actor("tinh"), on=world.on), world) == found


def test_a_breakdown_is_counted_from_the_facts(world: World, code: str) -> None:
    question = asked(code, "91", by=("person.sex",))
    found = shown(query.answer(question, actor=world.actor("tinh"), on=world.on), world)
    assert (found["an", ""], found["an", "male"], found["an", "female"], found["an", ""]) == (24, 22, 2, 24)
    assert (found["an-1", "male"], found["an-1", "female"], found["an-2", "female"]) == (12, 2, 0)


def test_who_may_not_see_small_cells_cannot_compute_them(world: World, code: str) -> None:
    question = asked(code, "91", by=("person.sex",), below=0)
    found = shown(query.answer(question, actor=world.actor("bo"), on=world.on), world)
    assert found["an", ""] == 24
    assert found["an", "male"] == found["an", "female"] == "*"


def test_below_the_province_the_ministry_is_shown_nothing(world: World, code: str) -> None:
    found = query.answer(asked(code, "91"), actor=world.actor("bo"), on=world.on)
    assert {x.unit for x in found.lines} == {world.units["an"].pk}


def test_another_provinces_figures_are_not_there(world: World, sit: Sit, code: str) -> None:
    for unit in ("92", "VN", "12345"):
        with pytest.raises(query.Outside):
            query.answer(asked(code, unit), actor=world.actor("tinh"), on=world.on)
        assert sit("tinh").get(f"/bang-so-lieu/?{address(asked(code, unit))}").status_code == 404


def test_a_table_too_large_says_so(world: World, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "MOST", 1)
    with pytest.raises(query.TooLarge, match="nhiều nhất 1"):
        query.answer(asked(code, "91"), actor=world.actor("tinh"), on=world.on)


# ---------------------------------------------------------------- the page
def test_the_page_shows_the_table_and_leaves_a_line_in_the_trail(sit: Sit, code: str) -> None:
    page = sit("tinh").get(f"/bang-so-lieu/?{address(asked(code, '91', by=('person.sex',)))}")
    assert page.status_code == 200
    text = page.content.decode()
    assert '<td class="n">24</td>' in text and '<td class="n">22</td>' in text
    assert "<style" not in text and "style=" not in text
    row = AuditRow.objects.get(action="figures.table")
    assert row.detail["indicator"] == code and row.detail["unit"] == "91"


def test_the_empty_page_asks_and_counts_nothing(sit: Sit) -> None:
    page = sit("xa").get("/bang-so-lieu/")
    assert page.status_code == 200 and "tháng 2020-03" in page.content.decode()
    ministry = sit("bo").get("/bang-so-lieu/").content.decode()
    assert "nửa năm 2020H1; nhiều kỳ" in ministry and "tháng 2020-03" not in ministry  # it is refused months
    assert not AuditRow.objects.filter(action__startswith="figures.").exists()


def test_every_mistake_is_told_at_its_field(sit: Sit, code: str) -> None:
    bad = {"chi-tieu": code, "don-vi": "91", "ky": "mười", "theo": "content", "ban-do": "hôm qua"}
    page = sit("tinh").get("/bang-so-lieu/", bad)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"periods", "by", "map_day"}


def test_the_workbook_holds_what_the_page_holds_and_nothing_hidden(sit: Sit, code: str) -> None:
    question = asked(code, "91", by=("person.sex",), below=0)
    book = sit("bo").get(f"/bang-so-lieu/tai/?{address(question)}")
    assert book["Content-Disposition"] == 'attachment; filename="bang-so-lieu.xlsx"'
    sheet = zipfile.ZipFile(io.BytesIO(book.content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<v>24</v>" in sheet
    assert "<v>22</v>" not in sheet.replace('t="s"><v>22</v>', "")
    assert AuditRow.objects.get(action="figures.export").detail["hidden"] == 2


# ---------------------------------------------------------------- saved
def test_a_question_is_saved_and_opened_again(sit: Sit, world: World, code: str) -> None:
    question = asked(code, "91", by=("person.sex",), map_day=D(2019, 12, 31))
    client, data = sit("tinh"), dict(pair.split("=") for pair in address(question).split("&"))
    client.post("/bang-so-lieu/luu/", {**data, "ten": " Nghiện theo giới ", "chung": "1"})
    (one,) = saved(world.actor("tinh"), world.on)
    assert (one.name, one.question, one.shared, one.own) == ("Nghiện theo giới", question, True, True)
    assert "Nghiện theo giới" in client.get("/bang-so-lieu/").content.decode()
    assert "24" not in json.dumps(SavedTable.objects.get().question["indicators"])


def test_what_is_shared_reaches_those_below_and_nobody_beside(world: World, code: str) -> None:
    tables.save("chung", asked(code, "91"), shared=True, by=world.actor("tinh"), on=world.on)
    tables.save("riêng", asked(code, "91"), shared=False, by=world.actor("tinh"), on=world.on)
    seen = {who: [one.name for one in saved(world.actor(who), world.on)] for who in ("tinh", "duyet", "xa", "bo")}
    assert seen == {"tinh": ["chung", "riêng"], "duyet": ["chung"], "xa": ["chung"], "bo": []}
    assert saved(world.actor("tinh-binh"), world.on) == []


def test_a_shared_question_is_answered_by_ones_own_rights(sit: Sit, world: World, code: str) -> None:
    tables.save("chung", asked(code, "91"), shared=True, by=world.actor("tinh"), on=world.on)
    (one,) = saved(world.actor("xa"), world.on)
    page = sit("xa").get(f"/bang-so-lieu/?{address(one.question)}")
    assert page.status_code == 404


def test_only_its_owner_removes_a_table(sit: Sit, world: World, code: str) -> None:
    pk = tables.save("chung", asked(code, "91"), shared=True, by=world.actor("tinh"), on=world.on)
    remove = reverse("indicators:remove_table")
    for who in ("duyet", "tinh-binh"):
        assert sit(who).post(remove, {"bang": pk}).status_code == 404
    for wrong in ("", "x", "-1", "9" * 30, "²"):
        assert sit("tinh").post(remove, {"bang": wrong}).status_code == 404
    assert sit("tinh").post(remove, {"bang": pk}).status_code == 302
    assert not SavedTable.objects.exists()


def test_a_table_without_a_name_is_not_saved(world: World, code: str) -> None:
    with pytest.raises(Invalid):
        tables.save("  ", asked(code, "91"), shared=False, by=world.actor("tinh"), on=world.on)
    assert not SavedTable.objects.exists()


def test_a_table_of_anothers_unit_is_not_saved(world: World, code: str) -> None:
    for unit in ("92", "khong-co"):
        with pytest.raises(Outside):
            tables.save("x", asked(code, unit), shared=True, by=world.actor("tinh"), on=world.on)
    assert not SavedTable.objects.exists()


# ---------------------------------------------------------------- from a cell to what is behind it
def behind(page: str, label: str) -> list[str]:
    """The addresses behind the cells of a line."""
    line = page[page.index(f">{label}") :].partition("</tr>")[0]
    return [html.unescape(found) for found in re.findall(r'<td class="n"><a href="([^"]+)"', line)]


def test_every_cell_leads_to_what_it_counts_and_down_to_who_counts(sit: Sit, world: World, code: str) -> None:
    table = sit("tinh").get("/bang-so-lieu/", {"chi-tieu": code, "don-vi": "91", "cap": 1, "ky": "2019"})
    (link,) = behind(table.content.decode(), world.units["an-1"].name)
    page = sit("tinh").get(link).content.decode()
    assert '<b id="figure">14</b>' in page and "Cai nghiện tự nguyện tại gia đình" in page and "tại gia đình" in page
    assert "14 người; bạn không xem được từng người." in page
    assert world.units["an-1-a"].name in page, "and on to the communes"
    told = sit("tinh").get(f"{link}&format=json").json()
    assert (told["value"], told["others"], told["rows"]) == (14, 14, [])
    assert sum(unit["value"] for unit in told["below"]) == 14
    assert told["coverage"] == {"communes": 3, "register": 0}
    assert AuditRow.objects.filter(action="figures.explain", actor="tinh").count() == 2


def test_a_part_of_a_breakdown_and_a_share_lead_to_themselves(sit: Sit, world: World, code: str) -> None:
    asked = {"chi-tieu": code, "don-vi": "91", "cap": 0, "ky": "2019", "theo": "person.sex"}
    women = behind(sit("tinh").get("/bang-so-lieu/", asked).content.decode(), "Nữ")[0]
    page = sit("tinh").get(women).content.decode()
    assert '<b id="figure">2</b>' in page and "· Nữ</p>" in page
    share = sit("tinh").get("/bang-so-lieu/vi-sao/?chi-tieu=pl2.ty-le-hoan-thanh&don-vi=91&ky=2019").content.decode()
    assert '<b id="figure">0</b>' in share and "Số người được cấp giấy chứng nhận" in share


def test_a_total_of_a_form_adds_up_its_lines_and_its_indicator_counts_each_person_once(world: World) -> None:
    both = [
        Row("measure", world.units["an-1-a"].pk, D(2018, 2, 1), D(2018, 9, 1), (kind, kind, *AT_HOME[2:]), 0)
        for kind in ("home", "community")
    ]
    write([30], {30: Life("male", D(1990, 1, 1))}, {30: both})
    filled = form("phu-luc-2", "91", named("2018"))
    rows = {line.code: values[0] for line, values in zip(filled.lines, filled.values, strict=True)}
    once = query.answer(asked("pl2.1.5", "91", periods="2018", below=0), actor=world.actor("tinh"), on=world.on)
    assert (rows["1.5"], rows["1.5.1"], rows["1.5.2"], shown(once, world)["an", ""]) == (2, 1, 1, 1)


def test_a_figure_stands_in_its_balance_and_every_term_leads_to_who_is_in_it(sit: Sit, code: str) -> None:
    address = "/bang-so-lieu/vi-sao/?chi-tieu={}&don-vi={}&ky={}"
    page = sit("tinh").get(address.format(code, "91", "2019"))
    whole = page.context["balance"]
    assert [(x.sign, x.indicator.code, x.period.code, x.value) for x, _ in whole["terms"] if x.value] == [
        ("+", "bcn01.gia-dinh.tang.moi", "2019", 24), ("=", code, "2019", 24),
        ("→", "bcn01.gia-dinh.dau-ky", "2020", 24),
    ]  # fmt: skip
    assert whole["holds"] and "khớp" in page.content.decode()
    came = next(link for x, link in whole["terms"] if x.indicator.code.endswith("tang.moi"))
    assert '<b id="figure">24</b>' in sit("tinh").get(came).content.decode()
    assert sit("tinh").get(address.format("pl2.1.6", "91", "2019")).context["balance"] is None
    assert sit("bo").get(address.format(code, "91", "2019")).context["balance"] is None


def test_who_may_not_see_small_cells_reads_what_is_counted_and_no_number(sit: Sit, world: World, code: str) -> None:
    link = f"/bang-so-lieu/vi-sao/?chi-tieu={code}&don-vi=91&ky=2019&phan=person.sex%3Dfemale"
    page = sit("bo").get(link).content.decode()
    assert 'id="figure"' not in page and world.units["an-1"].name not in page
    assert sit("bo").get(f"{link}&format=json").json()["value"] is None


def test_on_two_maps_nobody_asks_who_may_not_see_small_cells(
    world: World, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert query.answer(asked(code, "91"), actor=world.actor("bo"), on=world.on).question.map_day == world.on
    monkeypatch.setattr(query, "country", lambda: SimpleNamespace(at=lambda day: day))  # every day has a map of its own
    other = asked(code, "91", map_day=D(2019, 12, 31))
    with pytest.raises(query.TooClose, match="bản đồ hành chính hôm nay"):
        query.answer(other, actor=world.actor("bo"), on=world.on)
    assert query.answer(other, actor=world.actor("tinh"), on=world.on).question == other


@pytest.mark.parametrize("more", [{"theo2": "turn"}, {"ky": "2019H1"}, {"theo": "", "ky": "2019-03"}])
def test_who_may_not_see_small_cells_is_not_answered_what_would_give_them_away(
    sit: Sit, code: str, more: dict[str, str]
) -> None:
    asked = {"chi-tieu": code, "don-vi": "91", "cap": 0, "ky": "2019", "theo": "person.sex", **more}
    refused = sit("bo").get("/bang-so-lieu/", asked)
    assert "Vị trí công tác này không xem số nhỏ" in refused.content.decode()
    assert "Kết quả" not in refused.content.decode()
    assert "Kết quả" in sit("tinh").get("/bang-so-lieu/", asked).content.decode()


@pytest.mark.parametrize(
    "asked",
    ["", "chi-tieu=khong-co&don-vi=91&ky=2019", "chi-tieu=pl2.1.6&don-vi=00000&ky=2019",
     "chi-tieu=pl2.1.6&don-vi=91&ky=xx", "chi-tieu=pl2.1.6&don-vi=91&ky=2019..2020",
     "chi-tieu=pl2.1.6&don-vi=91&ky=2019&ban-do=xx", "chi-tieu=pl2.1.6&don-vi=91&ky=2019&phan=person.sex%3Dx",
     "chi-tieu=pl2.1.6&don-vi=91&ky=2019&phan=kind%3Dhome", "chi-tieu=pl2.1.6&don-vi=92&ky=2019"],
)  # fmt: skip
def test_what_is_not_there_and_what_is_not_the_reader_s_are_not_found(sit: Sit, asked: str) -> None:
    assert sit("tinh").get(f"/bang-so-lieu/vi-sao/?{asked}").status_code == 404
