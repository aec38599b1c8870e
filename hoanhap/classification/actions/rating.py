"""A rating on its way: figures typed, a class proposed, approved or returned by the level above, by somebody else."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.errors import Problems
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Decision, Denied
from hoanhap.classification.models import Rating, RatingFigure, RatingStep
from hoanhap.classification.queries import scope
from hoanhap.classification.queries.figures import as_known, figures
from hoanhap.classification.rules.steps import MOST, NONE, STATES, STEPS, computed
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.law.classification.judging import judge
from hoanhap.law.classification.shape import Scorecard
from hoanhap.units.queries import UnitFacts

WORDS = 500
SOURCE = 300


@transaction.atomic
def put_figures(
    *, code: str, year: int, unit: str, values: Mapping[str, int | None], source: str, by: Actor, on: date
) -> Rating:
    """Type the figures that no register counts; None takes one away. `source` says where what is new comes from.

    Raises Invalid with every problem, at the figure it is of.
    """
    card = scope.scorecard(code, year)
    of = scope.unit(by, card, year, unit, on)
    decision = _may_propose(by, card, year, of, on)
    rating = _held(card, of, year, on)
    found = Problems()
    _open(rating, found)
    known = {t.code: t for t in rating.typed.all()}
    typed = {f.code: f for f in card.typed}
    changed = {c: n for c, n in values.items() if c in typed and n != (known[c].value if c in known else None)}
    source = clean(source, 10_000)
    for name, n in changed.items():
        if n is not None and not 0 <= n <= (1 if typed[name].kind == "yes" else MOST):
            found.add(name, t("Ghi một số nguyên từ 0.", "Write a whole number from 0."))
    if any(n is not None for n in changed.values()) and not source:
        found.add("source", t("Ghi nguồn của số liệu.", "Say where the figures come from."))
    if len(source) > SOURCE:
        found.add("source", t("Dài quá {n} chữ.", "More than {n} characters.", n=SOURCE))
    found.stop()
    if not changed:
        return rating
    rating.save()
    at = log(by, "rating.figures", "rating", _ref(rating, of), post_id=decision.post_id, figures=sorted(changed)).at
    for name, n in changed.items():
        if n is None:
            rating.typed.filter(code=name).delete()
        else:
            said = {"value": n, "source": source, "by_name": by.name, "at": at}
            RatingFigure.objects.update_or_create(rating=rating, code=name, defaults=said)
    return rating


@transaction.atomic
def propose(*, code: str, year: int, unit: str, chosen: str, reason: str, by: Actor, on: date) -> Rating:
    """Propose a class. What the figures say is frozen beside it; where they say otherwise, or cannot say, a reason."""
    card = scope.scorecard(code, year)
    of = scope.unit(by, card, year, unit, on)
    decision = _may_propose(by, card, year, of, on)
    rating = _held(card, of, year, on)
    found = Problems()
    _open(rating, found)
    _chosen(card, chosen, found)
    first, last = card.period(year)
    if on < first:
        said = t("Kỳ phân loại bắt đầu ngày {d}.", "The period begins on {d}.", d=format_date(first))
        found.add("", said)
    known = as_known(figures(card, of, year, rating if rating.pk else None))
    says = computed(judge(card, known))
    reason = clean(reason, 10_000)
    if chosen != says and not reason:
        found.add(
            "reason",
            t(
                "Số liệu chưa đủ để kết luận hoặc cho kết quả khác. Ghi lý do đề xuất.",
                "The figures do not settle it, or say otherwise. Give the reason for proposing this.",
            ),
        )
    _short(reason, "reason", found)
    found.stop()
    rating.state, rating.proposed, rating.reason, rating.proposed_by = "proposed", chosen, reason, by.user_id
    rating.figures, rating.computed = known, says
    rating.save()
    _step(rating, of, "propose", chosen, reason, decision, by, on)
    return rating


@transaction.atomic
def decide_on(
    *, code: str, year: int, unit: str, step: str, words: str, by: Actor, on: date, chosen: str = ""
) -> Rating:
    """`step`: approve (as `chosen`, else as proposed), back, or reopen what was approved. Words are needed for all but
    approving what was proposed. Whoever proposed does not decide. Raises Invalid with every problem."""
    card = scope.scorecard(code, year)
    of = scope.unit(by, card, year, unit, on)
    decision = scope.approves(by, card, scope.map_of(card, year, on), of, on)
    if not decision.allow:
        raise Denied(P.RATING_APPROVE, decision)
    rating = _held(card, of, year, on)
    found = Problems()
    source, target, _ = STEPS[step]
    if rating.state != source:
        found.add("", _not_now(rating.state))
    if by.user_id == rating.proposed_by:
        found.add("", t("Người đề xuất không tự duyệt.", "Whoever proposed it does not decide on it."))
    chosen = (chosen or rating.proposed) if step == "approve" else ""
    if step == "approve":
        _chosen(card, chosen, found)
    words = clean(words, 10_000)
    if not words and (step != "approve" or chosen != rating.proposed):
        found.add("words", t("Ghi lý do.", "Say why."))
    _short(words, "words", found)
    found.stop()
    rating.state, rating.decided = target, chosen
    rating.decided_by = by.user_id if step == "approve" else None
    rating.save()
    _step(rating, of, step, chosen or rating.proposed, words, decision, by, on)
    return rating


# ---------------------------------------------------------------- what all of them ask
def _may_propose(by: Actor, card: Scorecard, year: int, of: UnitFacts, on: date) -> Decision:
    decision = scope.proposes(by, scope.map_of(card, year, on), of, on)
    if not decision.allow:
        raise Denied(P.RATING_EDIT, decision)
    return decision


def _held(card: Scorecard, of: UnitFacts, year: int, on: date) -> Rating:
    """The rating, held until the act is done; of two at once the second sees what the first has left."""
    names = {"scorecard": card.code, "unit_id": of.id, "year": year}
    made, _ = Rating.objects.get_or_create(**names)
    return Rating.objects.select_for_update().get(pk=made.pk)


def _open(rating: Rating, found: Problems) -> None:
    if rating.state != "draft":
        found.add("", _not_now(rating.state))


def _not_now(state: str) -> str:
    return t(
        "Đang ở bước “{state}” nên không làm được việc này. Tải lại trang.",
        "It is “{state}” now, so this cannot be done. Reload the page.",
        state=STATES[state],
    )


def _chosen(card: Scorecard, chosen: str, found: Problems) -> None:
    if chosen != NONE and chosen not in card.of_class:
        found.add("chosen", t("Chọn một loại.", "Choose a class."))


def _short(text: str, field: str, found: Problems) -> None:
    if len(text) > WORDS:
        found.add(field, t("Dài quá {n} chữ.", "More than {n} characters.", n=WORDS))


def _ref(rating: Rating, of: UnitFacts) -> str:
    return f"{rating.scorecard}/{rating.year}/{of.code}"


def _step(
    rating: Rating, of: UnitFacts, step: str, chosen: str, words: str, decision: Decision, by: Actor, on: date
) -> None:
    noted = log(by, f"rating.{step}", "rating", _ref(rating, of), post_id=decision.post_id, of_class=chosen)
    RatingStep.objects.create(
        rating=rating, step=step, of_class=chosen, words=words, by_name=by.name, on=on, at=noted.at
    )
