"""Who may be the person that is being registered, as the officer is told of them; telling it is noted as a reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from hoanhap.access.actions import log
from hoanhap.access.rules import Actor
from hoanhap.kernel.dates import format_date
from hoanhap.people.queries.duplicates import Candidate, candidates, described
from hoanhap.people.rules.identity import Birth
from hoanhap.units import queries as units


@dataclass(frozen=True, slots=True)
class Similar:
    code: str
    url: str
    words: str
    why: str


def similar(
    actor: Actor,
    *,
    name: str,
    birth: Birth | None = None,
    sex: str = "",
    aliases: Sequence[str] = (),
    paper: tuple[str, str] = ("", ""),
    commune: int | None = None,
    on: date,
) -> list[Similar]:
    """The likest first; those alone whose names the actor may know."""
    who = described(
        name=name,
        aliases=aliases,
        birth_year=birth.year if birth else None,
        born_on=birth.on if birth else None,
        sex=sex,
        papers=[paper],
        commune=commune,
    )
    found = candidates(actor, who, on=on)
    if found:
        log(actor, "person.list", "people", "", purpose="P1", fields="K1 K2", count=len(found))
    return [_told(one, on) for one in found]


def _told(one: Candidate, on: date) -> Similar:
    born = format_date(one.born_on) if one.born_on else str(one.birth_year)
    country = units.tree(on)
    where = country.unit(one.commune_id).title if one.commune_id in country else ""
    url = reverse("people:file", kwargs={"code": one.code})
    return Similar(one.code, url, ", ".join(part for part in (one.name, born, where) if part), str(one.like))
