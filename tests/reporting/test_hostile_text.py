"""Whatever people type is kept as text, shown as text and printed as text: in every field of a campaign.

A page with hostile text in every field must have exactly the elements and attributes of the same page with plain text.
"""

import io
import unicodedata
from datetime import timedelta
from html.parser import HTMLParser

import openpyxl
import pytest
from docx import Document

from hoanhap.reporting.actions import cells, corrections, explanations, narrative, steps, uploads
from hoanhap.reporting.actions.cells import Change, NotWritable
from hoanhap.reporting.actions.said import NotReady
from hoanhap.reporting.models import (
    Correction,
    Difficulty,
    Event,
    Explanation,
    Gap,
    Recommendation,
    Section,
    Upload,
)
from hoanhap.reporting.queries.cells import own
from hoanhap.reporting.rules.cells import CellFacts
from tests import world as worlds
from tests.reporting.browse import FORM, OUTLINE, Seat
from tests.scale import SCALE

pytestmark = pytest.mark.django_db
LIST = "phu-luc-1"
HOSTILE = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(2)>&lt;b&gt;",
    "attribute": "\" onmouseover=\"alert(1)\" x='y' ` <",
    "closing": "</textarea></title></style></script></td></table><iframe src=//x>",
    "comment": "<!-- x --> --!> <![CDATA[ y ]]> <?php ?>",
    "formula": "=HYPERLINK(\"http://x\",\"y\")",
    "dde": "+cmd|' /C calc'!A0",
    "at": "@SUM(A1:A9) -2+3",
    "django": "{{ settings.SECRET_KEY }}{% debug %}{% load x %}{# y #}",
    "place": "{{khong.co.gi}} và {{phu-luc-2.9.9.2016}}",
    "percent": "%s %(x)s %d {0} {who} {n} ${x}",
    "typst": "#read(\"/etc/passwd\") ]#panic()[ $x$ _y_ *z* <nhãn> @nhan",
    "nfd": unicodedata.normalize("NFD", "Tổ công tác cai nghiện ma túy, Trường Sa"),
    "rtl": "abc\u202edcb\u202c \u200f\u2067x\u2069",
    "control": "a\x00b\x01c\x0bd\x1be\x7ff\ufffeg\ud800h",
    "emoji": "👩‍👩‍👧 🇻🇳 𝕏",
    "javascript": "javascript:alert(1) //x",
}  # fmt: skip
TOGETHER = (
    ("html", "attribute", "formula", "rtl"),
    ("closing", "comment", "control"),
    ("typst", "nfd", "javascript", "emoji"),
    ("django", "place", "percent", "dde", "at"),
)  # how a push tries them, several in one text; a full run tries each alone
LONG = "dài " * 2_500
PLAIN = "Nội dung bình thường"


class Bones(HTMLParser):
    """The elements of a page with the names of their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.bones: list[tuple[str, tuple[str, ...]]] = []
        self.said: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag != "br":
            self.bones.append((tag, tuple(sorted(name for name, _ in attrs))))
        self.said += [value for name, value in attrs if value and name in ("value", "content")]

    def handle_data(self, data):
        self.said.append(data)

    @property
    def text(self) -> str:
        return squeezed("".join(self.said))


def squeezed(text: str) -> str:
    return "".join(text.split())


def kept(text: str) -> str:
    """As it is stored: composed, without what cannot be seen, nothing visible changed."""
    from hoanhap.kernel.text import clean

    return clean(text, 20_000)


@pytest.fixture
def world():
    return worlds.build(forms=(LIST, FORM))


def plant(world, text):
    """`text` in every field that somebody may write, by the actions that write them."""
    by = lambda who: {"by": world.actor(who), "on": world.on}  # noqa: E731
    for at, who in (("an-1-a", "xa"), ("an-1", "huyen"), ("an", "tinh")):
        holder = world.respondent(at)
        for section in worlds.loaded.outline(OUTLINE).sections:
            if section.kind == "text" and holder.level in section.written_by:
                found = {"respondent_id": holder.pk, "outline": OUTLINE, "section": section.code}
                broken = narrative.broken_places(text, worlds.loaded.forms())
                narrative.write_section(**found, text=PLAIN if broken else text, **by(who))
        narrative.add_difficulty(respondent_id=holder.pk, theme="policy", cause="subjective", text=text, **by(who))
        narrative.add_recommendation(respondent_id=holder.pk, addressee="province", text=text, **by(who))
    _list(world, text, by)
    form = worlds.loaded.form(FORM)
    asked = world.answer("an-1-a")
    row = next(c for c in form.checks if c.kind == "stock").rows[0]
    changes = [c for c in worlds.blank_form(form, "commune") if c.row != row]
    changes += [Change(row, c.code, CellFacts(9 - i)) for i, c in enumerate(form.columns)]
    contents = {(c.row, c.column): c.cell for c in changes}
    uploads.save_upload(
        submission_id=asked.pk, digest="0" * 64, filename=text, cells=contents, rows_read=1, accepted=1, **by("xa")
    )
    for f in steps.checks.findings(form, own(asked), "commune"):
        place = {"row": f.row, "column": f.column, "check": f.check}
        explanations.explain(submission_id=asked.pk, text=text[:500], **place, **by("xa"))
    steps.submit(submission_id=asked.pk, **by("xa"))
    question = steps.Question(row, form.columns[0].code, text[:500])
    steps.give_back(submission_id=asked.pk, reason=text[:2000], questions=[question], **by("huyen"))


def _list(world, text, by):
    form = worlds.loaded.form(LIST)
    choice = form.column["loai"].choices[0][0]
    for at, who in (("an-1", "huyen"), ("an", "tinh")):
        fields = {c.code: CellFacts(text=kept(text)) for c in form.columns if c.type == "text"}
        fields |= {"loai": CellFacts(text=choice), "ngay": CellFacts(text="2020-01-02")}
        changes = [Change("n0001", code, cell) for code, cell in fields.items()]
        cells.write_cells(submission_id=world.answer(at, LIST).pk, changes=changes, **by(who))


def seal(world, text):
    """Gaps and corrections need a sealed tree."""
    by = lambda who: {"by": world.actor(who), "on": world.on}  # noqa: E731
    steps.submit(submission_id=world.answer("an-1-a").pk, **by("xa"))
    steps.accept(submission_id=world.answer("an-1-a").pk, **by("huyen"))
    for at, who, above in (("an-1", "huyen", "tinh"), ("an", "tinh", "")):
        asked = world.answer(at)
        gaps = {r.agency.code: text[:300] for r in steps.undeclared_missing(asked)}
        steps.submit(submission_id=asked.pk, gaps=gaps, **by(who))
        if above:
            steps.accept(submission_id=asked.pk, **by(above))
    steps.approve(submission_id=world.answer("an").pk, **by("duyet"))
    first = worlds.blank_form(worlds.loaded.form(FORM), "commune")[0]
    change = [Change(first.row, first.column, CellFacts(8))]
    asked = world.answer("an-1-a")
    for agree in (False, None):
        proposed = corrections.propose(submission_id=asked.pk, changes=change, reason=f"{text[:1900]} sổ", **by("xa"))
        if agree is not None:
            corrections.decide(
                submission_id=asked.pk, correction_id=proposed.pk, agree=agree, words=text[:2000], **by("duyet")
            )


PAGES = (
    ("xa", "form", "an-1-a", {"form": FORM}),
    ("huyen", "form", "an-1-a", {"form": FORM}),
    ("huyen", "form", "an-1", {"form": FORM}),
    ("huyen", "form", "an-1", {"form": LIST}),
    ("tinh", "form", "an", {"form": LIST}),
    ("tinh", "form", "an", {"form": FORM}),
    ("tinh", "narrative", "an", {"outline": OUTLINE}),
    ("huyen", "narrative", "an-1", {"outline": OUTLINE}),
    ("thanhtra", "narrative", "an-1", {"outline": OUTLINE}),
    ("tinh", "report", "an", {}),
    ("huyen", "report", "an-1", {}),
    ("tinh", "figure", "an-1-a", {"form": FORM, "row": "1.1", "column": "2016"}),
    ("tinh", "board", "an", {}),
)


def pages(world):
    """The bones of every page, and of every person's home."""
    found = {}
    for who, route, at, parts in PAGES:
        response = Seat(world, who).get(route, at, **parts)
        assert response.status_code == 200, (who, route, at)
        found[who, route, at, parts.get("form", "")] = Bones(response.content.decode())
    for who in ("xa", "huyen", "lanhdao-huyen", "tinh", "duyet"):
        found[who, "home"] = Bones(Seat(world, who).client.get("/").content.decode())
    return found


@pytest.fixture
def plain(world):
    """What the pages look like with nothing hostile: before the seal, and after."""
    from django.db import transaction

    with transaction.atomic():
        plant(world, PLAIN)
        before = pages(world)
        seal(world, PLAIN)
        after = pages(world)
        transaction.set_rollback(True)
    return before, after


def test_every_hostile_text_leaves_every_page_as_it_was_built(world, plain):
    from django.db import transaction

    cases = HOSTILE if SCALE >= 1 else {" ".join(names): " ¦ ".join(map(HOSTILE.get, names)) for names in TOGETHER}
    for name, text in cases.items():
        with transaction.atomic():
            plant(world, text)
            assert_same(pages(world), plain[0], name)
            seal(world, text)
            after = pages(world)
            assert_same(after, plain[1], name)
            shown = after["tinh", "narrative", "an", ""].text
            if "{{" not in text:
                assert squeezed(kept(text)) in shown, name
            assert squeezed(kept(text)) in after["huyen", "form", "an-1", LIST].text, name
            assert squeezed(kept(text)) in after["huyen", "form", "an-1-a", FORM].text, name
            stored_whole(text)
            exported_as_text(world, text, name)
            transaction.set_rollback(True)


def assert_same(found, expected, name):
    for page, bones in found.items():
        assert bones.bones == expected[page].bones, (name, page)


def stored_whole(text):
    """Composed and cleaned, and otherwise as typed."""
    assert {d.text for d in Difficulty.objects.all()} == {r.text for r in Recommendation.objects.all()} == {kept(text)}
    assert set(Event.objects.exclude(reason="").values_list("reason", flat=True)) == {kept(text)}
    assert {e.cells[0][2] for e in Event.objects.filter(step="return")} == {kept(text)}
    assert set(Gap.objects.values_list("reason", flat=True)) == {kept(text)}
    assert set(Upload.objects.values_list("filename", flat=True)) == {kept(text)}
    assert kept(text) in set(Correction.objects.values_list("decision", flat=True))
    assert kept(text) in set(Explanation.objects.values_list("text", flat=True))
    assert kept(text) in {*Section.objects.values_list("text", flat=True), *([kept(text)] if "{{" in text else [])}


def exported_as_text(world, text, name):
    """In Word and Excel as text, never as a formula or a field; the PDF is made."""
    seat = Seat(world, "tinh")
    word = seat.get("download", "an", outline=OUTLINE, kind="docx").content
    paragraphs = squeezed("".join(p.text for p in Document(io.BytesIO(word)).paragraphs))
    if "{{" not in text:
        assert squeezed(kept(text).rstrip(".;")) in paragraphs, name
    book = openpyxl.load_workbook(io.BytesIO(seat.get("download", "an", outline=OUTLINE, kind="xlsx").content))
    values = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert not [c for c in values if c.data_type == "f"], name
    assert any(squeezed(kept(text)) in squeezed(str(c.value)) for c in values), name
    if {"typst", "html", "django", "rtl", "control"} & set(name.split()):
        pdf = seat.get("download", "an", outline=OUTLINE, kind="pdf")
        assert pdf.status_code == 200 and pdf.content.startswith(b"%PDF")


def test_what_names_no_figure_is_printed_as_it_was_typed(world):
    narrative.add_difficulty(
        respondent_id=world.respondent("an").pk,
        theme="policy",
        cause="objective",
        text="Mẫu {{khong.co.gi}} và {{phu-luc-2.9.9.2016}}, có {{phu-luc-2.1.1.2016}}",
        by=world.actor("tinh"),
        on=world.on,
    )
    html = Seat(world, "tinh").get("report", "an").content.decode()
    assert "{{khong.co.gi}} và {{phu-luc-2.9.9.2016}}" in html
    assert "phu-luc-2.1.1.2016" not in html and "phu-luc-2/authority-91-20040101/1.1/2016" in html


# ---------------------------------------------------------------- what is too long
def test_ten_thousand_characters_are_kept_where_there_is_room_for_them(world):
    by = {"by": world.actor("tinh"), "on": world.on}
    holder = world.respondent("an")
    narrative.write_section(respondent_id=holder.pk, outline=OUTLINE, section="I.1", text=LONG, **by)
    narrative.add_difficulty(respondent_id=holder.pk, theme="policy", cause="objective", text=LONG, **by)
    narrative.add_recommendation(respondent_id=holder.pk, addressee="ministry", text=LONG, **by)
    _list(world, LONG, lambda who: {"by": world.actor(who), "on": world.on})
    assert Section.objects.get().text == Difficulty.objects.get().text == LONG.strip()
    seat = Seat(world, "tinh")
    assert LONG.strip() in seat.get("narrative", "an", outline=OUTLINE).content.decode()
    for kind in ("docx", "xlsx", "pdf"):
        assert seat.get("download", "an", outline=OUTLINE, kind=kind).status_code == 200


def test_what_is_longer_than_its_place_is_refused_in_words_and_never_cut(world):
    by = lambda who: {"by": world.actor(who), "on": world.on}  # noqa: E731
    holder, asked = world.respondent("an-1-a"), world.submission("submitted")
    question = steps.Question("1.1", "2016", LONG)
    tries = (
        lambda: steps.give_back(submission_id=asked.pk, reason=LONG, **by("huyen")),
        lambda: steps.give_back(submission_id=asked.pk, reason="x", questions=[question], **by("huyen")),
        lambda: narrative.write_section(
            respondent_id=holder.pk, outline=OUTLINE, section="I.1", text=LONG * 3, **by("xa")
        ),
        lambda: narrative.add_difficulty(
            respondent_id=holder.pk, theme="policy", cause="objective", text=LONG * 3, **by("xa")
        ),
        lambda: worlds.cells.write_cells(
            submission_id=world.answer("an-1", LIST).pk,
            changes=[Change("n0001", "trich-yeu", CellFacts(text=LONG * 2))],
            **by("huyen"),
        ),
        lambda: steps.submit(
            submission_id=world.answer("an-1").pk, gaps={world.agencies["an-1-b"].code: LONG}, **by("huyen")
        ),
    )
    for attempt in tries:
        with pytest.raises((NotReady, NotWritable), match="dài quá"):
            attempt()
    assert not Event.objects.filter(step="return").exists() and not Gap.objects.exists()
    assert not Section.objects.exists() and not Difficulty.objects.exists()


def test_a_hostile_business_date_or_text_in_an_address_finds_nothing(world):
    seat = Seat(world, "tinh")
    for on in ("<script>", "2020-03-01%00", "../../etc", str(world.on + timedelta(days=1))):
        path = seat.url("board", "an") + f"ban-do/{on}/"
        assert seat.client.get(path).status_code == 404
