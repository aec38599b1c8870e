"""The names of roles on a page. `{% load access %}`."""

from django import template

from hoanhap.access.queries.people import role_title

register = template.Library()


@register.filter
def role(code: str) -> str:
    """commune_officer → Cán bộ cấp xã."""
    return str(role_title(code))
