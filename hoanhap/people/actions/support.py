"""Needs and what was done about them: counselling, training, work, loans. A need is recorded before it is met."""

from datetime import date

from hoanhap.access.rules import Actor
from hoanhap.facts.actions import recorded
from hoanhap.kernel.lang import t
from hoanhap.people.actions.door import File, begin
from hoanhap.people.models import Need, Support

MONEY = frozenset({"loan", "allowance"})  # kinds that are an amount from a source
MOST = 10_000_000_000  # đồng: beyond it a slip of the keyboard


@recorded
def record_need(*, code: str, kind: str, day: date, by: Actor, on: date) -> Need:
    file = begin(code, by=by, on=on)
    file.code("kind", kind, "supports")
    file.day("day", day)
    if Need.objects.filter(person=file.person, kind=kind, withdrawn_on=None, met_by=None).exists():
        file.check([("kind", t("Nhu cầu này đang chờ đáp ứng.", "This need is waiting to be met."))])
    file.stop()
    file.note("need", what=kind)
    return Need.objects.create(person=file.person, kind=kind, recorded_on=day)


@recorded
def withdraw_need(*, code: str, need_id: int, day: date, by: Actor, on: date) -> None:
    """The person no longer asks for it."""
    file = begin(code, by=by, on=on)
    need = Need.objects.filter(pk=need_id, person=file.person, withdrawn_on=None).first()
    if need is None:
        file.check([("need", t("Chọn một nhu cầu đang ghi.", "Choose a need on record."))])
    elif day < need.recorded_on:
        file.check([("day", t("Ngày rút trước ngày ghi nhu cầu.", "It is before the need was recorded."))])
    file.day("day", day)
    file.stop()
    assert need is not None
    need.withdrawn_on = day
    need.save(update_fields=["withdrawn_on"])
    file.note("withdraw-need", what=need.kind)


@recorded
def give_support(
    *,
    code: str,
    kind: str,
    day: date,
    until: date | None = None,
    agency_id: int,
    amount: int | None = None,
    source: str = "",
    what: str = "",
    outcome: str = "",
    need_id: int | None = None,
    by: Actor,
    on: date,
) -> Support:
    """One session, course, job, loan … `until` is its last day, included. Counselling is counted by session."""
    file = begin(code, by=by, on=on)
    file.code("kind", kind, "supports")
    file.day("day", day)
    file.code("what", what, "support-details", needed=False)
    file.code("outcome", outcome, "outcomes", needed=False)
    if until is not None and until < day:
        file.check([("until", t("Ngày cuối trước ngày đầu.", "The last day is before the first."))])
    _check_money(file, kind, amount, source)
    agency = file.agency("agency", agency_id)
    need = _need(file, kind, need_id, day)
    file.stop()
    assert agency is not None
    file.note("support", what=kind, on=day.isoformat())
    return Support.objects.create(
        person=file.person,
        need=need,
        kind=kind,
        on=day,
        until=until,
        agency=agency,
        amount=amount,
        source=source,
        what=what,
        outcome=outcome,
    )


def _check_money(file: File, kind: str, amount: int | None, source: str) -> None:
    file.code("source", source, "money-sources", needed=kind in MONEY)
    if kind in MONEY and amount is None:
        file.check([("amount", t("Ghi số tiền.", "Write the amount."))])
    if amount is not None and not 0 < amount <= MOST:
        said = t("Số tiền phải lớn hơn 0 và không quá 10 tỷ đồng.", "An amount above 0, at most 10 billion.")
        file.check([("amount", said)])


def _need(file: File, kind: str, need_id: int | None, day: date) -> Need | None:
    """The need that is met: the one named, or the one of this kind that waits."""
    waiting = Need.objects.filter(person=file.person, kind=kind, withdrawn_on=None, recorded_on__lte=day)
    if need_id is None:
        return waiting.order_by("recorded_on").first()
    need = waiting.filter(pk=need_id).first()
    if need is None:
        said = t("Nhu cầu được chọn không cùng loại, hoặc ghi sau ngày này.", "That need is of another kind, or later.")
        file.check([("need", said)])
    return need
