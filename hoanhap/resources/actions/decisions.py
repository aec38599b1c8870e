"""The only writers of what was decided about a place."""

from datetime import date

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside
from hoanhap.facts.actions import recorded_of_units, touched_units
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.resources.actions.door import allowed, stop
from hoanhap.resources.actions.ends import left_behind, reopen, shut
from hoanhap.resources.actions.items import WHY_MOST
from hoanhap.resources.models import Place, PlaceDecision
from hoanhap.resources.queries.place_page import known
from hoanhap.resources.rules import decisions, spans
from hoanhap.resources.rules.decisions import Decision


@recorded_of_units
def record_decision(
    *,
    place_id: int,
    what: str,
    first: date,
    number: str,
    by: Actor,
    on: date,
    function: str = "",
    parent_id: int | None = None,
    issued_on: date | None = None,
    issuer: str = "",
) -> PlaceDecision:
    """From `first` on the place is what the decision makes of it; one that closes it is its end. Raises Invalid with
    every problem."""
    place = _held(place_id)
    decision = allowed(by, place.agency, on)
    touched_units([place.unit_id])
    number, issuer = clean(number, 10_000), clean(issuer, 10_000)
    function = function if what in decisions.WITH_FUNCTION else ""
    parent = Place.objects.filter(pk=parent_id).first() if what == "attached" else None
    new = Decision(what, first, function, parent.pk if parent else None)
    stop(
        [
            *decisions.problems(new, known(place), place=place.pk, starts=place.valid_from, ends=place.valid_to),
            *(("first", said) for _, said in (left_behind(place, first) if what == "closed" else ())),
            *spans.written("number", number, 80),
            *(spans.written("issuer", issuer, 160) if issuer else ()),
            *([("issued_on", t("Ngày {day} chưa đến.", "{day} has not come yet.", day=format_date(issued_on)))]
              if issued_on and issued_on > on else []),
        ]
    )  # fmt: skip
    made: PlaceDecision = PlaceDecision.objects.create(
        place=place, what=what, first=first, function=function, parent=parent, number=number, issued_on=issued_on,
        issuer=issuer, written_on=on, by=by.name or by.sign_in,
    )  # fmt: skip
    if what == "closed":
        shut(place, first)
    log(by, "means.decision", "means", place.code, post_id=decision.post_id, kind_of=what, on=first.isoformat())
    return made


@recorded_of_units
def take_back_decision(*, decision_id: int, why: str, by: Actor, on: date) -> None:
    """A decision entered by mistake. The others must still make sense without it."""
    row = PlaceDecision.objects.filter(pk=decision_id, gone_on=None).first()
    if row is None:
        raise Outside(P.MEANS_EDIT)
    place = _held(row.place_id)
    decision = allowed(by, place.agency, on)
    touched_units([place.unit_id])
    why = clean(why, 10_000)
    stop([*decisions.without(known(place, without=row.pk)), *spans.written("why", why, WHY_MOST)])
    row.gone_on, row.gone_by, row.gone_why = on, by.name or by.sign_in, why
    row.save(update_fields=["gone_on", "gone_by", "gone_why"])
    if row.what == "closed":
        reopen(place, row.first)
    log(by, "means.decision.back", "means", place.code, post_id=decision.post_id, kind_of=row.what)


def _held(place_id: int) -> Place:
    place = Place.objects.select_for_update(of=("self",)).select_related("agency__unit").filter(pk=place_id).first()
    if place is None:
        raise Outside(P.MEANS_EDIT)
    return place
