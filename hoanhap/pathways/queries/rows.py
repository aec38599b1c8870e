"""What this room keeps of one person, and of one measure's papers."""

from django.db.models import Q

from hoanhap.documents.models import OfficialPaper
from hoanhap.pathways.models import CentreEvent, Determination, Stay, StepTaken
from hoanhap.people.queries.ready import Readings, Ready

MINE, OF_MEASURES = "person_id", "measure__person_id"
STANDS = Q(taken_back_by=None) & ~Q(step="take-back")  # what was taken back, and the taking back, are history only


class CaseRows(Readings):
    """`clinicians`: of the determinations, once for each certificate they hold."""

    tables = {
        "steps": Ready(
            StepTaken,
            OF_MEASURES,
            "id measure_id number step on version at facts agency__name",
            only=STANDS,
            order="number",
        ),
        "determinations": Ready(
            Determination,
            MINE,
            "id on result substances clinician_id clinician__name agency__name",
            order="on id",
        ),
        "clinicians": Ready(
            Determination,
            MINE,
            "clinician_id clinician__name clinician__profession clinician__valid_from clinician__valid_to"
            " clinician__certificates__id clinician__certificates__kind clinician__certificates__valid_from"
            " clinician__certificates__valid_to",
        ),
        "stays": Ready(Stay, OF_MEASURES, "measure_id stage valid_from valid_to"),
        "events": Ready(CentreEvent, OF_MEASURES, "measure_id kind on until code"),
    }


PAPERS_THERE = Ready(OfficialPaper, "matter", "kind", only=~Q(state="revoked"))
