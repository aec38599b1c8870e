"""Entering a directive at a desk: by an officer, for an agency of theirs."""

from datetime import date

from django.db import transaction

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside
from hoanhap.documents.actions.directives import record
from hoanhap.documents.models import Directive
from hoanhap.documents.queries.directive_scope import desks
from hoanhap.documents.rules.written import Written
from hoanhap.units.actions import ensure_agency


@transaction.atomic
def enter(*, written: Written, desk: str, issues: bool, public: bool = False, by: Actor, on: date) -> Directive:
    """Record what the agency `desk` (its code) issued, or received from elsewhere. `public`: law for everybody.

    Raises BadDirective with all reasons, Outside for an agency that is not the officer's.
    """
    office = next((office for office in desks(by, on) if office.code == desk), None)
    if office is None:
        raise Outside(P.DIRECTIVE_EDIT)
    if public and not issues:
        return record(written=written, by=by, on=on)
    agency = office.id or ensure_agency(unit_id=office.unit_id, sector=office.sector, on=on).pk
    return record(written=written, agency_id=agency, issued_by_id=agency if issues else None, by=by, on=on)
