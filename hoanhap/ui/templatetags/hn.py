"""The words, numbers and dates of a page, in the reader's language. `{% load hn %}`."""

from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.html import conditional_escape, escape
from django.utils.safestring import mark_safe

from hoanhap.kernel import dates, lang, numbers

register = template.Library()


@register.simple_tag(takes_context=True, name="t")
def t(context: Context, vi: str, en: str, **values: object) -> str:
    """`{% t "Còn {n} ngày" "{n} days left" n=days %}`.

    Sentence and values are both escaped, so the tag is safe inside an attribute; a value that is already
    safe HTML (a link) stays as it is. Dates are written the Vietnamese way.
    """
    if not context.autoescape:
        return lang.t(vi, en, **{name: _plain(value) for name, value in values.items()})
    sentence = escape(str(lang.t(vi, en)))
    if values:
        sentence = sentence.format(**{name: conditional_escape(_plain(value)) for name, value in values.items()})
    return mark_safe(sentence)  # noqa: S308 every part was escaped above


def _plain(value: object) -> object:
    return day(value) if isinstance(value, date) else "" if value is None else value


@register.filter
def day(value: object) -> str:
    """A date as an official paper writes it: 07/9/2020. Empty stays empty."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return dates.format_date(value) if isinstance(value, date) else ""


@register.filter
def at(value: object) -> str:
    """An instant in Vietnam's time: 16:52 07/9/2020."""
    return f"{timezone.localtime(value):%H:%M} {day(value)}" if isinstance(value, datetime) else ""


@register.filter
def number(value: object, exponent: int = 0) -> str:
    """A whole number of atoms as a figure: 1234567 → 1.234.567; `value|number:6` shows millions."""
    return "" if value is None or value == "" else numbers.show(int(str(value)), int(exponent))


@register.filter
def cell(value: Any, exponent: int = 0) -> str:
    """A cell (`.value`, `.mark`, `.qualifier`) as it is printed: hơn 8.200, không phát sinh, or nothing."""
    return "" if value is None else numbers.show_cell(value.value, value.mark, value.qualifier, int(exponent))


@register.filter
def words(value: object) -> str:
    """A `Words` pair in the language of the moment."""
    return str(value)


@register.simple_tag
def language() -> str:
    return lang.language()
