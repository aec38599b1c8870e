"""The t tag and the filters: escaped, dated, in the language of the moment."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils.html import format_html

from hoanhap.kernel import lang
from hoanhap.kernel.lang import Words


def draw(source: str, **context: object) -> str:
    return engines["django"].from_string("{% load hn %}" + source).render(context)


def test_a_sentence_is_said_in_the_language_of_the_moment() -> None:
    source = '{% t "Còn {n} ngày" "{n} days left" n=3 %}'
    assert draw(source) == "Còn 3 ngày"
    with lang.speaking("en"):
        assert draw(source) == "3 days left"


def test_values_and_sentence_are_escaped_even_inside_an_attribute() -> None:
    hostile = '"><script>alert(1)</script>'
    drawn = draw("<a title=\"{% t 'Giữ \"{x}\" & đi' 'Keep {x}' x=x %}\">", x=hostile)
    assert drawn == ('<a title="Giữ &quot;&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot; &amp; đi">')


def test_a_value_that_is_safe_html_stays_html() -> None:
    assert draw('{% t "Xem {x}" "See {x}" x=x %}', x=format_html("<b>{}</b>", "<i>")) == "Xem <b>&lt;i&gt;</b>"


def test_a_value_cannot_name_places_of_its_own() -> None:
    assert draw('{% t "Chào {x}" "Hello {x}" x=x %}', x="{x.__class__} {0}") == "Chào {x.__class__} {0}"


def test_a_sentence_can_be_kept_under_a_name() -> None:
    assert draw('{% t "Có" "Yes" as word %}[{{ word }}]') == "[Có]"


def test_dates_inside_a_sentence_are_written_the_vietnamese_way() -> None:
    assert draw('{% t "Hạn {d}" "Due {d}" d=d %}', d=date(2020, 9, 7)) == "Hạn 07/9/2020"


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ x|day }}", date(2020, 2, 3), "03/02/2020"),
        ("{{ x|day }}", datetime(2020, 9, 6, 20, 0, tzinfo=UTC), "07/9/2020"),
        ("{{ x|day }}", None, ""),
        ("{{ x|at }}", datetime(2020, 9, 6, 20, 5, tzinfo=UTC), "03:05 07/9/2020"),
        ("{{ x|number }}", 1234567, "1.234.567"),
        ("{{ x|number:6 }}", 3700000, "3,7"),
        ("{{ x|number }}", None, ""),
        ("{{ x|words }}", Words("xã", "commune"), "xã"),
        ("{{ x|cell }}", SimpleNamespace(value=8200, mark="", qualifier="ge"), "hơn 8.200"),
        ("{{ x|cell }}", SimpleNamespace(value=None, mark="nil", qualifier=""), "không phát sinh"),
        ("{{ x|cell }}", SimpleNamespace(value=None, mark="", qualifier=""), ""),
    ],
)
def test_a_filter_shows_a_value_as_the_paper_does(source: str, value: object, shown: str) -> None:
    assert draw(source, x=value) == shown
