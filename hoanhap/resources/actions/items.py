"""The only writers of lines of means: entered, corrected by a further row, taken back. What was written stays."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside
from hoanhap.facts.actions import recorded_of_units, touched_units
from hoanhap.kernel.dates import Span
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.numbers import show
from hoanhap.kernel.text import clean
from hoanhap.resources.actions.door import agency_at, allowed, home, stop
from hoanhap.resources.actions.reached import keep, reached, units_of
from hoanhap.resources.models import Item, Place
from hoanhap.resources.queries.nouns import choices, communes
from hoanhap.resources.queries.stock import held
from hoanhap.resources.rules import items, spans
from hoanhap.resources.rules.noun_table import NOUNS
from hoanhap.resources.rules.nouns import Noun
from hoanhap.resources.rules.spans import Home, Problem
from hoanhap.resources.rules.stock import next_month, shown
from hoanhap.units.models import Agency
from hoanhap.units.queries import tree

WHY_MOST = 200


class Owner(NamedTuple):
    """Whose line it is: an agency, or a place and who runs it. `unit`: where it counts."""

    agency: Agency
    place: Place | None
    unit_id: int
    home: Home


@recorded_of_units
def add_item(
    *,
    noun: str,
    told: Mapping[str, Any],
    first: date,
    by: Actor,
    on: date,
    agency_id: int | None = None,
    place_id: int | None = None,
    last: date | None = None,
) -> Item:
    """A line of `noun` (rules.noun_table) of an agency, or of a place where the noun belongs to places. `last` is
    exclusive. Raises Invalid with every problem."""
    of = NOUNS[noun]
    owner = _owner(of, agency_id, place_id)
    decision = allowed(by, owner.agency, on)
    values = _values(of, told)
    touched_units([owner.unit_id, *reached(of, values, owner.unit_id, first)])
    stop(_problems(of, values, first, last, owner, on))
    made = _create(of, owner, values, first, last, by, on)
    log(by, "means.item", "means", made.pk, post_id=decision.post_id, noun=noun, agency=owner.agency.code)
    return made


@recorded_of_units
def correct_item(
    *, item_id: int, told: Mapping[str, Any], first: date, why: str, by: Actor, on: date, last: date | None = None
) -> Item:
    """A further row takes the place of the line; the old one stays to be read, with who corrected it, when and why."""
    old = _standing(item_id)
    of = NOUNS[old.noun]
    owner = _owner(of, old.agency_id, old.place_id)
    decision = allowed(by, owner.agency, on)
    values, why = _values(of, told), clean(why, 10_000)
    touched_units([*units_of(old), *reached(of, values, owner.unit_id, first)])
    changed = (values, first, last) != (old.told, old.valid_from, old.valid_to)
    stop(
        [
            *_problems(of, values, first, last, owner, on, without=old.pk),
            *spans.written("why", why, WHY_MOST),
            *(() if changed else [("", items.nothing_changed())]),
        ]
    )
    _retire(old, why, by, on)
    made = _create(of, owner, values, first, last, by, on, replaces=old, why=why)
    log(by, "means.item.correct", "means", made.pk, post_id=decision.post_id, noun=of.code, before=old.pk)
    return made


@recorded_of_units
def take_back_item(*, item_id: int, why: str, by: Actor, on: date) -> None:
    """The line counts no more. It stays to be read."""
    old = _standing(item_id)
    decision = allowed(by, agency_at(old.agency_id), on)
    touched_units(units_of(old))
    why = clean(why, 10_000)
    stop(spans.written("why", why, WHY_MOST))
    _retire(old, why, by, on)
    log(by, "means.item.back", "means", old.pk, post_id=decision.post_id, noun=old.noun)


# ---------------------------------------------------------------- parts
def _owner(of: Noun, agency_id: int | None, place_id: int | None) -> Owner:
    """Raises Outside for what is not there, and for a place of a kind to which the noun does not belong."""
    if not of.places:
        agency = agency_at(agency_id or 0)
        return Owner(agency, None, agency.unit_id, home(agency))
    place = Place.objects.select_related("agency__unit").filter(pk=place_id or 0, kind__in=of.places).first()
    if place is None:
        raise Outside(P.MEANS_EDIT)
    return Owner(place.agency, place, place.unit_id, Home(place.name, place.valid_from, place.valid_to))


def _standing(item_id: int) -> Item:
    """Held until the act ends: two corrections at once follow each other, and the second finds nothing to correct."""
    found = Item.objects.select_for_update().filter(pk=item_id, gone_on=None).first()
    if found is None:
        raise Outside(P.MEANS_EDIT)
    return found


def _values(of: Noun, told: Mapping[str, Any]) -> dict[str, Any]:
    """As they are kept: text without stray blanks, days and codes as plain text, what is empty left out."""
    return {name: plain for name, value in told.items() if (plain := _plain(of, name, value)) not in (None, "", [])}


def _plain(of: Noun, name: str, value: Any) -> Any:
    kind = next((field.kind for field in of.fields if field.name == name), "")
    if kind in ("text", "long"):
        return clean(str(value or ""), 10_000)
    if kind == "unit":
        return clean(str(value or ""), 8).upper()
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple | list) else value


def _problems(
    of: Noun, told: dict[str, Any], first: date, last: date | None, owner: Owner, on: date, without: int | None = None
) -> list[Problem]:
    others = Item.objects.filter(noun=of.code, agency=owner.agency, place=owner.place, gone_on=None)
    there = (
        [(o.told, Span(o.valid_from, o.valid_to)) for o in others.exclude(pk=without)] if of.same or of.alone else []
    )
    may = {**choices(of), **communes(of, owner.unit_id, first), **_named_unit(of, told, on)}
    return [
        *items.problems(of, told, first, last, home=owner.home, on=on, choices=may),
        *items.twice(of, told, first, last, there),
        *(_more_than_there_was(told, owner.place, first, without) if of.code == "su-co-thuoc" and owner.place else ()),
    ]


def _more_than_there_was(told: Mapping[str, Any], place: Place, first: date, without: int | None) -> Iterator[Problem]:
    """The losses of a month beside the clinic's book of that month, once it is written."""
    month, medicine = first.replace(day=1), str(told.get("medicine", ""))
    there = held(place.pk, month, medicine)
    others = Item.objects.filter(place=place, noun="su-co-thuoc", gone_on=None).exclude(pk=without)
    known = [i.told for i in others.filter(valid_from__gte=month, valid_from__lt=next_month(month))]
    lost = sum(x["quantity"] for x in (*known, told)
               if x.get("medicine") == medicine and isinstance(x.get("quantity"), int))  # fmt: skip
    if there is not None and lost > there:
        yield "quantity", t("Tháng {month} theo sổ chỉ có {n} mg, các sự cố cộng lại {lost} mg.",
                            "By the book there were {n} mg in {month}, and the losses add up to {lost} mg.",
                            month=shown(month), n=show(there), lost=show(lost))  # fmt: skip


def _named_unit(of: Noun, told: Mapping[str, Any], on: date) -> dict[str, Mapping[str, Words]]:
    """The unit that a code names today, if there is one."""
    asked = [(field.name, str(told.get(field.name, ""))) for field in of.fields if field.kind == "unit"]
    units = tree(on)
    found = [(name, units.find(code)) for name, code in asked]
    return {name: {unit.code: Words(unit.name, unit.name)} for name, unit in found if unit}


def _create(
    of: Noun, owner: Owner, told: dict[str, Any], first: date, last: date | None, by: Actor, on: date, **more: Any
) -> Item:
    made: Item = Item.objects.create(
        noun=of.code, agency=owner.agency, place=owner.place, unit_id=owner.unit_id, valid_from=first, valid_to=last,
        told=told, written_on=on, by=by.name or by.sign_in, **more,
    )  # fmt: skip
    keep(made, reached(of, told, owner.unit_id, first))
    return made


def _retire(old: Item, why: str, by: Actor, on: date) -> None:
    old.gone_on, old.gone_by, old.gone_why = on, by.name or by.sign_in, why
    old.save(update_fields=["gone_on", "gone_by", "gone_why"])
