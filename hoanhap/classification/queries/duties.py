"""What classification wants of one actor today: proposals that wait for them."""

from collections import Counter
from datetime import date

from django.urls import reverse

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, posts_with
from hoanhap.classification.models import Rating
from hoanhap.classification.queries import scope
from hoanhap.kernel.lang import t
from hoanhap.law.loaded import law
from hoanhap.ui.duty import Duty


def duties(actor: Actor, on: date) -> list[Duty]:
    if not posts_with(actor, P.RATING_APPROVE, on):
        return []
    cards = {s.code: s for s in law().scorecards}
    waiting = Rating.objects.filter(state="proposed", scorecard__in=cards).values_list("scorecard", "year", "unit_id")
    mine: Counter[tuple[str, int]] = Counter()
    for code, year, unit in waiting:
        units = scope.map_of(cards[code], year, on)
        if unit in units and scope.approves(actor, cards[code], units, units.unit(unit), on).allow:
            mine[code, year] += 1
    return [
        Duty(  # no act that was recovered says by when the level above must decide
            None,
            "",
            t("{n} địa bàn đề xuất phân loại năm {y}", "{n} areas have proposed their class of {y}", n=n, y=year),
            str(cards[code].title),
            reverse("classification:board", args=[code, year]),
            t("Mở danh sách", "Open the list"),
        )
        for (code, year), n in sorted(mine.items())
    ]
