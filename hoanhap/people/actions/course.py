"""What becomes of the person: standing on the list, substances used, drug tests."""

from collections.abc import Sequence
from datetime import date

from hoanhap.access.rules import Actor
from hoanhap.facts.actions import recorded
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.people.actions.door import File, begin
from hoanhap.people.models import Standing, Test, Use
from hoanhap.people.rules.history import year_problems


@recorded
def set_standing(*, code: str, kind: str, basis: str, day: date, by: Actor, on: date) -> Standing:
    """From `day` on the person is on the list as `kind`; the standing before ends on that day."""
    file = begin(code, by=by, on=on)
    file.code("kind", kind, "standings")
    file.code("basis", basis, "bases")
    file.day("day", day)
    return change_standing(file, kind, basis, day)


def change_standing(file: File, kind: str, basis: str, day: date) -> Standing:
    """As `set_standing`, for a room that has opened the file itself; `basis` may name a paper: certificate:31."""
    current = Standing.objects.filter(person=file.person, valid_to=None).order_by("-valid_from").first()
    if current is not None and day <= current.valid_from:
        since = format_date(current.valid_from)
        file.check([("day", t("Diện quản lý hiện nay ghi từ {d}.", "The present standing holds since {d}.", d=since))])
    elif current is not None and current.kind == kind:
        file.check([("kind", t("Người này đang thuộc diện đó.", "The person has that standing already."))])
    file.stop()
    if current is not None:
        current.valid_to = day
        current.save(update_fields=["valid_to"])
    file.note("standing", what=kind, valid_from=day.isoformat())
    return Standing.objects.create(person=file.person, kind=kind, basis=basis, valid_from=day)


@recorded
def record_use(
    *, code: str, substance: str, route: str = "", since_year: int | None = None, day: date, by: Actor, on: date
) -> Use:
    """A substance the person is found to use, from `day` on."""
    file = begin(code, by=by, on=on)
    file.code("substance", substance, "substances")
    file.code("route", route, "routes", needed=False)
    file.day("day", day)
    if since_year is not None:
        file.check([("since_year", said) for said in year_problems(since_year, file.life, on)])
    if Use.objects.filter(person=file.person, substance=substance, route=route, valid_to=None).exists():
        file.check([("substance", t("Chất này đã được ghi.", "This substance is already recorded."))])
    file.stop()
    file.note("use", what=substance)
    return Use.objects.create(
        person=file.person, substance=substance, route=route, since_year=since_year, valid_from=day
    )


@recorded
def end_use(*, code: str, use_id: int, day: date, by: Actor, on: date) -> None:
    """The person is no longer known to use it, from `day` on."""
    file = begin(code, by=by, on=on)
    use = Use.objects.filter(pk=use_id, person=file.person, valid_to=None).first()
    if use is None:
        file.check([("use", t("Chọn một chất đang ghi.", "Choose a substance on record."))])
    elif day <= use.valid_from:
        file.check([("day", t("Ngày thôi dùng phải sau ngày ghi.", "It ends after the day it was recorded."))])
    file.day("day", day)
    file.stop()
    assert use is not None
    use.valid_to = day
    use.save(update_fields=["valid_to"])
    file.note("end-use", what=use.substance)


@recorded
def record_test(
    *,
    code: str,
    day: date,
    kind: str,
    reason: str,
    result: str,
    substances: Sequence[str] = (),
    agency_id: int,
    by: Actor,
    on: date,
) -> Test:
    """One drug test. A positive one says what was found."""
    file = begin(code, by=by, on=on)
    file.day("day", day)
    file.code("kind", kind, "tests")
    file.code("reason", reason, "test-reasons")
    file.code("result", result, "test-results")
    for substance in substances:
        file.code("substances", substance, "substances")
    if result == "positive" and not substances:
        file.check([("substances", t("Ghi chất đã phát hiện.", "Say what was found."))])
    if result != "positive" and substances:
        said = t("Chỉ ghi chất khi kết quả dương tính.", "Substances belong to a positive result.")
        file.check([("substances", said)])
    agency = file.agency("agency", agency_id)
    file.stop()
    assert agency is not None
    file.note("test", what=kind, on=day.isoformat())
    found = " ".join(dict.fromkeys(substances))
    return Test.objects.create(
        person=file.person, on=day, kind=kind, reason=reason, result=result, substances=found, agency=agency
    )
