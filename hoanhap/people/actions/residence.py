"""Where the person lives (di biến động): a move is said by the commune that is left, confirmed by the one reached.

Until it is confirmed the commune that was left keeps the file, so that nobody is between two lists.
"""

from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.persons import K
from hoanhap.access.rules import Actor, Decision, Denied, Outside
from hoanhap.facts.actions import recorded
from hoanhap.kernel.dates import Span, format_date
from hoanhap.kernel.lang import t
from hoanhap.people.actions.door import File, begin, touch
from hoanhap.people.actions.ids import reserve
from hoanhap.people.models import Person, Reach, Residence
from hoanhap.people.queries.scope import becomes
from hoanhap.people.rules.draft import ADDRESS_MOST
from hoanhap.people.rules.history import overlap_problems
from hoanhap.units.models import Unit


@recorded
def settle(*, code: str, kind: str, since: date, address: str = "", revision: int, by: Actor, on: date) -> Residence:
    """Another home, or another kind of residence, in the same commune."""
    file = begin(code, by=by, on=on, write=K.IDENTITY, revision=revision)
    file.code("kind", kind, "residences")
    kept = file.text("address", address, ADDRESS_MOST)
    file.day("since", since)
    current = _current(file.person)
    if current is not None and current.valid_from < since:
        current.valid_to, current.reason = since, "moved"
    file.check([("since", said) for said in overlap_problems(since, None, _others(file.person, current))])
    file.stop()
    if current is not None:
        current.save(update_fields=["valid_to", "reason"])
    assert file.person.commune_id is not None
    home = _enter(file, file.person.commune_id, kind, kept, since)
    home.reached_confirmed_on, home.reached_confirmed_by = on, by.name[:120]
    home.save(update_fields=["reached_confirmed_on", "reached_confirmed_by"])
    touch(file.person)
    file.note("settle", what=kind, valid_from=since.isoformat())
    return home


@recorded
def leave(
    *,
    code: str,
    day: date,
    reason: str,
    to_commune_id: int | None = None,
    aware: bool = False,
    revision: int,
    by: Actor,
    on: date,
) -> None:
    """The commune says that the person left on `day`. Moving names the commune reached, which has then to confirm.

    A person with a step still open is let go only by who says to be aware of it: Invalid names the field `aware`.
    """
    file = begin(code, by=by, on=on, write=K.IDENTITY, revision=revision)
    current = _current(file.person)
    file.code("reason", reason, "leavings")
    file.day("day", day)
    if current is None:
        file.check([("day", t("Không có nơi ở nào đang ghi.", "No residence is on record now."))])
    elif day <= current.valid_from:
        start = format_date(current.valid_from)
        file.check([("day", t("Người này đến ở từ {d}.", "The person lives here since {d}.", d=start))])
    _check_destination(file, reason, to_commune_id, on)
    if open_measures(file.person, on) and not aware:
        file.check([("aware", open_step())])
    file.stop()
    assert current is not None
    current.valid_to, current.reason = day, reason
    current.save(update_fields=["valid_to", "reason"])
    if to_commune_id:
        home = _enter(file, to_commune_id, current.kind, "", day)
        home.left_confirmed_on, home.left_confirmed_by = on, by.name[:120]
        home.save(update_fields=["left_confirmed_on", "left_confirmed_by"])
    touch(file.person)
    file.note("leave", reason=reason, on=day.isoformat(), to=_unit_code(to_commune_id))


@recorded
def arrive(*, code: str, day: date, kind: str, address: str = "", by: Actor, on: date) -> None:
    """The commune that was named confirms that the person came on `day`; from now on the file is its own."""
    file = begin(code, by=by, on=on, write=None)
    home = _expected(file)
    file.code("kind", kind, "residences")
    kept = file.text("address", address, ADDRESS_MOST)
    file.day("day", day)
    if day < home.valid_from:
        left = format_date(home.valid_from)
        file.check([("day", t("Nơi đi ghi rời ngày {d}.", "The other commune says {d}.", d=left))])
    file.stop()
    home.kind, home.valid_from = kind, day
    home.address_sealed = file.vault.seal("people_residence", home.pk, "address", kept) if kept else None
    home.reached_confirmed_on, home.reached_confirmed_by = on, by.name[:120]
    home.save()
    file.person.commune_id = home.commune_id
    touch(file.person, "commune")
    file.note("arrive", on=day.isoformat(), to=_unit_code(home.commune_id))


@recorded
def not_arrived(*, code: str, by: Actor, on: date) -> None:
    """The commune that was named says nobody came: the file stays where it was, whereabouts unknown."""
    file = begin(code, by=by, on=on, write=None)
    home = _expected(file)
    before = Residence.objects.filter(person=file.person, valid_to=home.valid_from, reason="moved").first()
    if before is not None:
        before.reason = "unknown"
        before.save(update_fields=["reason"])
    home.delete()
    touch(file.person)
    file.note("not-arrived", to=_unit_code(home.commune_id))


def open_measures(person: Person, on: date) -> bool:
    """Whether an agency answers for a measure that is not finished. Pathways writes these rows."""
    rows = Reach.objects.filter(person=person, kind="open", valid_from__lte=on, valid_to=None)
    return rows.exists()


def open_step() -> str:
    return t(
        "Người này đang trong một biện pháp chưa kết thúc. Đánh dấu “đã biết” nếu vẫn xác nhận rời đi; "
        "nơi đến sẽ tiếp tục biện pháp.",
        "A measure of this person is not finished. Tick “aware” to confirm the departure all the same; "
        "the commune reached will carry it on.",
    )


def _check_destination(file: File, reason: str, to_commune_id: int | None, on: date) -> None:
    if reason != "moved":
        if to_commune_id:
            said = t("Chỉ ghi nơi đến khi chuyển nơi ở.", "Only a move names a destination.")
            file.check([("to_commune", said)])
        return
    commune = Unit.objects.filter(pk=to_commune_id, level="commune").first()
    if commune is None or commune.valid_from > on or (commune.valid_to and commune.valid_to <= on):
        said = t("Chọn xã nơi đến đang có hiệu lực.", "Choose the commune reached, one that is in force.")
        file.check([("to_commune", said)])
    elif file.person.commune_id and commune.pk in becomes(file.person.commune_id):
        said = t("Nơi đến là chính xã này: ghi nơi ở mới.", "That is this commune: enter a new home instead.")
        file.check([("to_commune", said)])


def _expected(file: File) -> Residence:
    """The move that waits for the actor's commune. Only who the person is arriving at may answer it."""
    if file.decision.relation != "arriving":
        raise Denied(P.PERSON_EDIT, Decision(False, file.decision.relation, file.decision.rule, file.decision.post_id))
    post = next(post for post in file.by.posts if post.id == file.decision.post_id)
    waiting = Residence.objects.filter(person=file.person, reached_confirmed_on=None).exclude(left_confirmed_on=None)
    for home in waiting.order_by("-valid_from"):
        if post.unit_id in becomes(home.commune_id):
            return home
    raise Outside(P.PERSON_EDIT)


def _current(person: Person) -> Residence | None:
    """Where the person lives: open, and not a move that still waits to be confirmed."""
    rows = Residence.objects.filter(person=person, valid_to=None).exclude(reached_confirmed_on=None)
    return rows.order_by("-valid_from").first()


def _others(person: Person, current: Residence | None) -> list[Span]:
    """The other residences; `current` with the end it is about to have."""
    rows = Residence.objects.filter(person=person).exclude(pk=current.pk if current else None)
    spans = [Span(home.valid_from, home.valid_to) for home in rows]
    return [*spans, Span(current.valid_from, current.valid_to)] if current else spans


def _enter(file: File, commune_id: int, kind: str, address: str, since: date) -> Residence:
    (pk,) = reserve(Residence)
    sealed = file.vault.seal("people_residence", pk, "address", address) if address else None
    return Residence.objects.create(
        pk=pk, person=file.person, commune_id=commune_id, kind=kind, address_sealed=sealed, valid_from=since
    )


def _unit_code(unit_id: int | None) -> str:
    return Unit.objects.values_list("code", flat=True).get(pk=unit_id) if unit_id else ""
