"""What this room keeps of one person, and of one measure's papers."""

from hoanhap.documents.models import OfficialPaper
from hoanhap.pathways.models import CentreEvent, Determination, Measure, Stay, StepTaken
from hoanhap.units.queries.ready import KEY, TEXT_KEY, Readings, Ready

# What was taken back, and the taking back, are history only.
STEPS = StepTaken.objects.filter(measure__person_id=KEY, taken_back_by=None).exclude(step="take-back")
DETERMINATIONS = Determination.objects.filter(person_id=KEY).order_by("on", "id")


class CaseRows(Readings):
    """`measures` are objects with their place. `clinicians`: of the determinations, once for each certificate held."""

    tables = {
        "measures": Ready(Measure.objects.filter(person_id=KEY).select_related("place").order_by("id")),
        "steps": Ready(STEPS.order_by("number"), "id measure_id number step on version at facts agency__name"),
        "determinations": Ready(DETERMINATIONS, "id on result substances clinician_id clinician__name agency__name"),
        "clinicians": Ready(
            DETERMINATIONS,
            "clinician_id clinician__name clinician__profession clinician__valid_from clinician__valid_to"
            " clinician__certificates__id clinician__certificates__kind clinician__certificates__valid_from"
            " clinician__certificates__valid_to",
        ),
        "stays": Ready(
            Stay.objects.filter(measure__person_id=KEY).order_by("id"), "measure_id stage valid_from valid_to"
        ),
        "events": Ready(
            CentreEvent.objects.filter(measure__person_id=KEY).order_by("id"), "measure_id kind on until code"
        ),
    }


PAPERS_THERE = Ready(OfficialPaper.objects.filter(matter=TEXT_KEY).exclude(state="revoked"), "kind")
