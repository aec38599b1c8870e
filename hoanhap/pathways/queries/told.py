"""Facts of a step as people read them: the field's name and what was chosen."""

from collections.abc import Iterable, Mapping
from datetime import date

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.law.pathways.shape import Field
from hoanhap.pathways.queries.law import the_law
from hoanhap.resources.models import Place
from hoanhap.units.models import Unit


def told(facts: Mapping[str, object]) -> list[tuple[str, str]]:
    """(label, value) for each recorded fact, in the order of the law's own list of fields."""
    fields = the_law().measures.fields
    return [(str(fields[code].title), _said(fields[code], facts[code])) for code in fields if code in facts]


def _said(field: Field, value: object) -> str:
    choices = {code: str(words) for code, words in field.choices}
    match field.type, value:
        case "flag", bool():
            return t("có", "yes") if value else t("không", "no")
        case "choices", list() | tuple():
            return ", ".join(choices.get(str(v), str(v)) for v in value)
        case "choice", str():
            return choices.get(value, value)
        case "date", str():
            return format_date(date.fromisoformat(value))
        case "place", int():
            return _name(Place.objects.filter(pk=value).values_list("name", flat=True))
        case "unit", int():
            return _name(Unit.objects.filter(pk=value).values_list("name", flat=True))
    return str(value)


def _name(found: Iterable[str]) -> str:
    return next(iter(found), "")
