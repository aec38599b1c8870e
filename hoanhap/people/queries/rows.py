"""What the register keeps of one person.

Not for templates: what of it a reader may see is for `file` and `timeline` to say.
"""

from functools import cached_property
from typing import Any

from django.db.models import Model, Q

from hoanhap.people.models import (
    Alias,
    Assignment,
    Contact,
    Disclosed,
    Finding,
    IdentityPaper,
    Merge,
    Need,
    Note,
    PersonKey,
    Reach,
    Residence,
    Standing,
    Support,
    Test,
    Use,
    Visit,
)
from hoanhap.people.queries.vault import Vault, vault
from hoanhap.people.sealing import unwrap
from hoanhap.units.queries.ready import KEY, Readings, Ready


def _mine(model: type[Model], columns: str, *order: str, **only: Any) -> Ready:
    return Ready(model._default_manager.filter(person_id=KEY, **only).order_by(*order or ["id"]), columns)


TABLES = {
    "residences": _mine(
        Residence,
        "id commune_id commune__name kind address_sealed valid_from valid_to reason left_confirmed_on"
        " reached_confirmed_on",
    ),
    "standings": _mine(Standing, "id kind basis valid_from valid_to"),
    "uses": _mine(Use, "id substance route since_year valid_from valid_to"),
    "tests": _mine(Test, "id on kind reason result substances agency__name"),
    "needs": _mine(Need, "id kind recorded_on withdrawn_on"),
    "supports": _mine(Support, "id need_id kind on until agency__name amount source what outcome"),
    "assignments": _mine(Assignment, "id helper organisation__name post valid_from valid_to"),
    "visits": Ready(
        Visit.objects.filter(assignment__person_id=KEY).order_by("id"), "id assignment__post on finding words_sealed"
    ),
    "notes": _mine(Note, "id on text_sealed", about="person"),
    "findings": _mine(Finding, "id found on round__title", on__isnull=False),
    "aliases": _mine(Alias, "id name", "name", "id"),
    "papers": _mine(IdentityPaper, "id kind number_sealed issued_on issued_by", "kind", "id"),
    "contacts": _mine(Contact, "id relation details_sealed represents valid_from valid_to"),
    "disclosed": _mine(
        Disclosed,
        "id disclosure__kind disclosure__decided_on disclosure__expires_on disclosure__purpose"
        " disclosure__asked_agency__name disclosure__basis__document disclosure__basis__article",
        disclosure__decided_on__isnull=False,
    ),
    "merges": Ready(
        Merge.objects.filter(Q(kept_id=KEY) | Q(gone_id=KEY)).order_by("id"),
        "id kept_id kept__code gone__code on undone_on",
    ),
    "reaches": _mine(Reach, "kind agency_id post valid_from valid_to"),
    "keys": _mine(PersonKey, "wrapped master", "person_id"),
}


class Rows(Readings):
    """`rows.tests`, `rows.merges` …: the tables named above, of the person with this id."""

    tables = TABLES

    @cached_property
    def vault(self) -> Vault:
        """What opens what is sealed."""
        if self.merges:
            return vault(self.key)
        return Vault(self.key, next((unwrap(k.wrapped, k.master, self.key) for k in self.keys), None))
