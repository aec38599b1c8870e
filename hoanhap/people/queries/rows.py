"""What the register keeps of one person.

Not for templates: what of it a reader may see is for `file` and `timeline` to say.
"""

from functools import cached_property

from django.db.models import Q

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
from hoanhap.people.queries.ready import Readings, Ready
from hoanhap.people.queries.vault import Vault, vault
from hoanhap.people.sealing import unwrap

MINE = "person_id"
TABLES = {
    "residences": Ready(
        Residence,
        MINE,
        "id commune_id commune__name kind address_sealed valid_from valid_to reason left_confirmed_on"
        " reached_confirmed_on",
    ),
    "standings": Ready(Standing, MINE, "id kind basis valid_from valid_to"),
    "uses": Ready(Use, MINE, "id substance route since_year valid_from valid_to"),
    "tests": Ready(Test, MINE, "id on kind reason result substances agency__name"),
    "needs": Ready(Need, MINE, "id kind recorded_on withdrawn_on"),
    "supports": Ready(Support, MINE, "id need_id kind on until agency__name amount source what outcome"),
    "assignments": Ready(Assignment, MINE, "id helper organisation__name post valid_from valid_to"),
    "visits": Ready(Visit, "assignment__person_id", "id assignment__post on finding words_sealed"),
    "notes": Ready(Note, MINE, "id on text_sealed", only=Q(about="person")),
    "findings": Ready(Finding, MINE, "id found on round__title", only=Q(on__isnull=False)),
    "aliases": Ready(Alias, MINE, "id name", order="name id"),
    "papers": Ready(IdentityPaper, MINE, "id kind number_sealed issued_on issued_by", order="kind id"),
    "contacts": Ready(Contact, MINE, "id relation details_sealed represents valid_from valid_to"),
    "disclosed": Ready(
        Disclosed,
        MINE,
        "id disclosure__kind disclosure__decided_on disclosure__expires_on disclosure__purpose"
        " disclosure__asked_agency__name disclosure__basis__document disclosure__basis__article",
        only=Q(disclosure__decided_on__isnull=False),
    ),
    "merges": Ready(Merge, "kept_id gone_id", "id kept_id kept__code gone__code on undone_on"),
    "reaches": Ready(Reach, MINE, "kind agency_id post valid_from valid_to"),
    "keys": Ready(PersonKey, MINE, "wrapped master"),
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
