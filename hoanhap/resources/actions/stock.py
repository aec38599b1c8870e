"""The only writers of a clinic's medicine by the month."""

from datetime import date

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Decision, Outside
from hoanhap.facts.actions import recorded_of_units, touched_units
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.resources.actions.door import allowed, stop
from hoanhap.resources.actions.items import WHY_MOST
from hoanhap.resources.models import Place, StockMonth
from hoanhap.resources.queries.stock import CLINICS, as_month
from hoanhap.resources.rules import spans, stock
from hoanhap.resources.rules.noun_table import MEDICINES
from hoanhap.resources.rules.nouns import Problem
from hoanhap.resources.rules.stock import FLOWS, Flows, Month

EXPLANATION_MOST = 500


@recorded_of_units
def enter_month(
    *,
    place_id: int,
    medicine: str,
    month: date,
    flows: Flows,
    by: Actor,
    on: date,
    opening: int | None = None,
    explanation: str = "",
    why: str = "",
) -> StockMonth:
    """A month of the book, or, where it is there, its correction: then `why` is needed, and the next month begins with
    the new closing. `opening` is said of the book's first month alone. Raises Invalid with every problem."""
    place, decision = _place(place_id, by, on)
    rows = _book(place, medicine)
    known = [as_month(row) for row in rows]
    old = next((row for row in rows if row.month == month), None)
    before = [m for m in known if m.month < month]
    begin = before[-1].flows.closing if before else opening if opening is not None else old.opening if old else -1
    new = Month(month, begin, flows, clean(explanation, 10_000))
    why = clean(why, 10_000)
    stop([*_problems(place, medicine, new, known, on), *(spans.written("why", why, WHY_MOST) if old else ())])
    if old is not None:
        _retire(old, why, by, on)
    made = _create(place, medicine, new, by, on, replaces=old, why=why)
    _carry(rows, new)
    log(by, "means.stock", "means", place.code, post_id=decision.post_id, on=month.isoformat(), count=new.difference)
    return made


@recorded_of_units
def take_back_month(*, place_id: int, medicine: str, month: date, why: str, by: Actor, on: date) -> None:
    """Only the last month of a book: the others carry those that follow."""
    place, decision = _place(place_id, by, on)
    rows, why = _book(place, medicine), clean(why, 10_000)
    if not any(row.month == month for row in rows):
        raise Outside(P.MEANS_EDIT)
    late = rows[-1].month != month
    middle = t("Chỉ rút được tháng cuối ({month}); tháng khác thì đính chính.",
               "Only the last month ({month}) can be taken back; correct the others.",
               month=stock.shown(rows[-1].month))  # fmt: skip
    stop([*([("month", middle)] if late else []), *spans.written("why", why, WHY_MOST)])
    _retire(rows[-1], why, by, on)
    log(by, "means.stock.back", "means", place.code, post_id=decision.post_id, on=month.isoformat())


# ---------------------------------------------------------------- parts
def _place(place_id: int, by: Actor, on: date) -> tuple[Place, Decision]:
    """The clinic, held until the act ends: months of one book are written one after another."""
    place = (
        Place.objects.select_for_update(of=("self",))
        .select_related("agency__unit")
        .filter(pk=place_id, kind__in=CLINICS)
    ).first()
    if place is None:
        raise Outside(P.MEANS_EDIT)
    decision = allowed(by, place.agency, on)
    touched_units([place.unit_id])
    return place, decision


def _book(place: Place, medicine: str) -> list[StockMonth]:
    return list(StockMonth.objects.filter(place=place, medicine=medicine, gone_on=None).order_by("month"))


def _problems(place: Place, medicine: str, new: Month, known: list[Month], on: date) -> list[Problem]:
    found = [*spans.chosen("medicine", medicine, MEDICINES), *stock.problems(new, known, on=on)]
    if new.explanation:
        found += spans.written("explanation", new.explanation, EXPLANATION_MOST)
    begins = date(place.valid_from.year, place.valid_from.month, 1)
    if new.month < begins or (place.valid_to is not None and new.month >= place.valid_to):
        found.append(("month", t("Cơ sở không hoạt động trong tháng đó.", "The clinic does not stand in that month.")))
    return [*found, *stock.unexplained(stock.after(new, known))]


def _create(place: Place, medicine: str, new: Month, by: Actor, on: date, **more: object) -> StockMonth:
    moved = {flow: getattr(new.flows, flow) for flow in FLOWS}
    made: StockMonth = StockMonth.objects.create(
        place=place, medicine=medicine, month=new.month, opening=new.opening, **moved, closing=new.flows.closing,
        explanation=new.explanation, written_on=on, by=by.name or by.sign_in, **more,
    )  # fmt: skip
    return made


def _carry(rows: list[StockMonth], new: Month) -> None:
    """The next month begins where this one ends."""
    for row in [row for row in rows if row.month > new.month][:1]:
        if row.opening != new.flows.closing:
            row.opening = new.flows.closing
            row.save(update_fields=["opening"])


def _retire(old: StockMonth, why: str, by: Actor, on: date) -> None:
    old.gone_on, old.gone_by, old.gone_why = on, by.name or by.sign_in, why
    old.save(update_fields=["gone_on", "gone_by", "gone_why"])
