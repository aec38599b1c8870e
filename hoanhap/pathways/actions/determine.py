"""Whether somebody is addicted: a medical act, recorded as the finding of a clinician certified on that day."""

from collections.abc import Sequence
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.persons import K
from hoanhap.access.rules import Actor, Decision, Denied
from hoanhap.facts.actions import recorded
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.pathways.actions.follow import become
from hoanhap.pathways.models import Determination
from hoanhap.pathways.queries.lives import certified
from hoanhap.pathways.rules.given import TEXT_MOST, WORDS_MOST
from hoanhap.people.actions.door import File, begin
from hoanhap.people.actions.ids import reserve
from hoanhap.resources.models import Staff
from hoanhap.resources.queries.cases import may_determine

RESULTS = ("addicted", "not_addicted", "undecided")
WRITES = frozenset({K.REHAB, K.HEALTH})  # who keeps the record of use, or of health


@recorded
def determine(
    *,
    code: str,
    day: date,
    result: str,
    clinician_id: int,
    substances: Sequence[str] = (),
    criteria: int | None = None,
    number: str = "",
    findings: str = "",
    by: Actor,
    on: date,
) -> Determination:
    """Record a finding. Refused with every reason: a clinician without a certificate on that day, an addiction to
    nothing, a day that cannot be. From `day` on an addict stands on the list as one."""
    file = begin(code, by=by, on=on, write=None)
    if not file.decision.write & WRITES:
        raise Denied(P.STEP_TAKE, Decision(False, file.decision.relation, file.decision.rule, file.decision.post_id))
    clinician = _clinician(file, clinician_id, day)
    _check(file, day, result, substances, criteria)
    kept = file.text("number", number, TEXT_MOST)
    words = file.text("findings", findings, WORDS_MOST)
    file.stop()
    assert clinician is not None
    (pk,) = reserve(Determination)
    found = Determination.objects.create(
        pk=pk,
        person=file.person,
        on=day,
        result=result,
        substances=" ".join(dict.fromkeys(substances)),
        criteria=criteria,
        clinician=clinician,
        agency_id=clinician.agency_id,
        number=kept[:40],
        findings_sealed=file.vault.seal("pathways_determination", pk, "findings", words) if words else None,
    )
    if result == "addicted":
        become(file, "addict", "determined", day)
    file.note("determine", result=result, on=day.isoformat())
    return found


def _clinician(file: File, clinician_id: int, day: date) -> Staff | None:
    staff = Staff.objects.filter(pk=clinician_id).first()
    if staff is None:
        file.check([("clinician", t("Chọn người xác định.", "Choose who made the finding."))])
        return None
    if not certified(staff.pk, day):
        reasons = " ".join(map(str, may_determine(staff.pk, day).reasons))
        said = t(
            "Ngày {day} người này chưa được xác định tình trạng nghiện: {reasons}",
            "On {day} this clinician may not determine addiction: {reasons}",
            day=format_date(day),
            reasons=reasons,
        )
        file.check([("clinician", said)])
    return staff


def _check(file: File, day: date, result: str, substances: Sequence[str], criteria: int | None) -> None:
    file.day("day", day)
    if result not in RESULTS:
        file.check([("result", t("Chọn kết quả.", "Choose the result."))])
    for substance in substances:
        file.code("substances", substance, "substances")
    if result == "addicted" and not substances:
        file.check([("substances", t("Ghi chất gây nghiện.", "Say to which substance."))])
    if result == "not_addicted" and substances:
        file.check([("substances", t("Không nghiện thì không ghi chất.", "Not addicted: no substance."))])
    if criteria is not None and not 0 <= criteria <= 6:
        file.check([("criteria", t("Số tiêu chuẩn từ 0 đến 6.", "The criteria are 0 to 6."))])
