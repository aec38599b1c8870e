"""The components, drawn."""

import re

from django import forms
from django.core.paginator import Paginator
from django.template import engines

from hoanhap.kernel import lang


def draw(source: str, **context: object) -> str:
    """Drawn, with white space made single."""
    from django_cotton.compiler_regex import CottonCompiler

    drawn = engines["django"].from_string(CottonCompiler().process("{% load hn %}" + source)).render(context)
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", drawn)).strip()


def test_a_sheet_has_a_title_a_body_and_a_corner() -> None:
    drawn = draw('<c-sheet title="{% t "Bị trả lại" "Returned" %}"><c-slot name="extra">1</c-slot>x</c-sheet>')
    assert drawn == (
        '<section class="sheet"><header><h2>Bị trả lại</h2><div>1</div></header><div class="body">x</div></section>'
    )


def test_a_title_is_escaped() -> None:
    assert "&lt;b&gt;" in draw('<c-sheet title="{{ x }}">y</c-sheet>', x="<b>")


def test_a_tag_has_a_tone() -> None:
    assert draw('<c-tag tone="ok">Đã nhận</c-tag>') == '<span class="tag ok">Đã nhận</span>'


def test_facts_are_a_list_of_figures_and_what_they_count() -> None:
    drawn = draw('<c-facts><c-fact figure="166" of="199" tone="law">xã đã gửi</c-fact></c-facts>')
    assert drawn == '<dl class="facts"><div class="law"><dt>xã đã gửi</dt><dd><b>166</b><i>/199</i></dd></div></dl>'


def test_a_note_and_an_empty_place_speak() -> None:
    assert draw('<c-note tone="law" title="Quá hạn">x</c-note>') == (
        '<div class="note law"><p><b>Quá hạn</b></p>x</div>'
    )
    assert "<b>Chưa có gì</b>Sẽ hiện ở đây" in draw('<c-empty title="Chưa có gì">Sẽ hiện ở đây</c-empty>')


def test_a_field_ties_label_help_and_error_to_its_input() -> None:
    class Reason(forms.Form):
        reason = forms.CharField(label="Lý do", help_text="Ngắn gọn")

    drawn = draw('<c-field :field="form.reason" />', form=Reason({"reason": ""}))
    assert '<label for="id_reason">Lý do</label>' in drawn
    assert 'aria-describedby="id_reason_helptext id_reason_error"' in drawn and 'aria-invalid="true"' in drawn
    assert 'id="id_reason_helptext">Ngắn gọn' in drawn and 'id="id_reason_error"' in drawn


def test_a_pager_keeps_the_query_and_disappears_when_there_is_one_page() -> None:
    page = Paginator(range(3000), 2).page(1200)
    drawn = draw('<c-pager :page="page" query="q=an" />', page=page)
    assert "Trang 1200/1500 · 3000 mục" in drawn
    assert 'href="?q=an&amp;page=1199"' in drawn and 'href="?q=an&amp;page=1201"' in drawn
    assert draw('<c-pager :page="page" />', page=Paginator([1], 5).page(1)) == ""


def test_shares_and_progress_say_themselves_in_words() -> None:
    drawn = draw('<c-bar done="58" going="25" label="58 % đã duyệt" />')
    assert 'aria-label="58 % đã duyệt"' in drawn and 'x="58%" width="25%"' in drawn
    assert '<progress value="83" max="199">' in draw('<c-progress value="83" max="199" label="xã" />')


def test_a_dialog_opens_by_address_and_is_named_by_its_title() -> None:
    drawn = draw('<c-dialog id="ask" title="{% t "Trả lại" "Return" %}">x</c-dialog>')
    assert '<dialog id="ask" aria-labelledby="ask-title">' in drawn and 'aria-label="Đóng"' in drawn
    with lang.speaking("en"):
        assert ">Return</h2>" in draw('<c-dialog id="ask" title="{% t "Trả lại" "Return" %}">x</c-dialog>')
