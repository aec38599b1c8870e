"""The file of a person with cases, and a plain Django page with the same rows (`bench.plain_page`), in one process.

    python -m bench.person_page [HOME] [PERSONS]

Both through the whole of Django, on the same database with the same durability, in turns. Ours masks, asks the law what
may be done now and says why not the rest. Condition: both pages show the same number of lines for each day, every day
on which something happened among them, and each opening left one committed row in the trail. Bars: throughput ≥ 0.7 ×,
p95 ≤ 1.5 ×.
"""

import json
import os
import re
import statistics
import sys
import time
from collections import Counter
from typing import Any

from bench.demo_home import demo_home

READER = "xa"
ROUNDS, EACH, FILES = 12, 6, 8
SLOWEST, WIDEST = 0.7, 1.5
LINE = re.compile(r'<time datetime="([0-9-]+)"')


def main() -> int:
    home = demo_home(sys.argv[1] if len(sys.argv) > 1 else None)
    os.environ["HOANHAP_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoanhap.config.settings")
    import django

    django.setup()
    from hoanhap.config.demo.register import fill
    from hoanhap.web.queries import demo_date

    on = demo_date()
    assert on
    fill(int(sys.argv[2]) if len(sys.argv) > 2 else 3_000, on=on)
    row = measured()
    print(json.dumps(row, ensure_ascii=False))
    return 0 if row["equal"] and row["within_bar"] else 1


def measured() -> dict[str, Any]:
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.test.utils import override_settings

    from bench.plain_page import MIDDLEWARE

    reader = get_user_model().objects.get(username=READER)
    codes = files(reader)
    plain = {"ROOT_URLCONF": "bench.plain_page", "MIDDLEWARE": MIDDLEWARE}

    def browser() -> Any:
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(reader, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    mine, theirs = browser(), None
    with override_settings(**plain):
        theirs = browser()
    times: dict[str, list[float]] = {"ours": [], "plain": []}
    equal, sizes = True, []
    for number in range(ROUNDS):
        ours = turn(mine, codes)
        with override_settings(**plain):
            other = turn(theirs, codes)
        if number == 0:  # both are warm now
            pairs = zip(codes, ours[::EACH], other[::EACH], strict=True)
            equal = all(days(code) <= lines(a).keys() and lines(a) == lines(b) for code, (_, a), (_, b) in pairs)
            sizes = [[len(page) for _, page in side[::EACH]] for side in (ours, other)]
            continue
        times["ours"] += [took for took, _ in ours]
        times["plain"] += [took for took, _ in other]
    ratio = sum(times["plain"]) / sum(times["ours"])
    wide = p95(times["ours"]) / p95(times["plain"])
    return {
        "bench": "person_page", "files": len(codes), "openings": len(times["ours"]),
        **{f"{side}_ms": {"median": round(statistics.median(t), 2), "p95": round(p95(t), 2)}
           for side, t in times.items()},
        "kilobytes": [round(statistics.mean(side) / 1000) for side in sizes],
        "throughput": round(ratio, 2), "p95": round(wide, 2), "bar": f"throughput >= {SLOWEST}, p95 <= {WIDEST}",
        "equal": equal and read_of(codes), "within_bar": ratio >= SLOWEST and wide <= WIDEST,
    }  # fmt: skip


def files(reader: Any) -> list[str]:
    """Those of the reader's commune with the longest cases; treatment is health's own and not on the commune's page."""
    from django.db.models import Count

    from hoanhap.access.queries import actor_for
    from hoanhap.people.queries import visible
    from hoanhap.web.queries import demo_date

    on = demo_date()
    assert on
    mine = visible(actor_for(reader, channel="web", on=on), None, on)
    found = (
        mine.exclude(measures__pathway="methadone").annotate(steps=Count("measures__steps")).order_by("-steps", "pk")
    )
    return list(found.values_list("code", flat=True)[:FILES])


def turn(client: Any, codes: list[str]) -> list[tuple[float, str]]:
    """One side's openings; the first, which finds its addresses again after the settings changed, is not among them."""
    timed(client, codes[0])
    return [timed(client, code) for code in codes for _ in range(EACH)]


def timed(client: Any, code: str) -> tuple[float, str]:
    began = time.perf_counter()
    answer = client.get(f"/nguoi/{code}/")
    took = 1000 * (time.perf_counter() - began)
    assert answer.status_code == 200, answer.status_code
    return took, answer.content.decode()


def days(code: str) -> set[str]:
    """Every day on which something about the person was recorded, as the page marks it."""
    from hoanhap.pathways.models import StepTaken
    from hoanhap.people.models import Test

    found = {*Test.objects.filter(person__code=code).values_list("on", flat=True)}
    steps = StepTaken.objects.filter(measure__person__code=code, taken_back_by=None).exclude(step="take-back")
    return {f"{day:%Y-%m-%d}" for day in found | {*steps.values_list("on", flat=True)}}


def lines(page: str) -> Counter[str]:
    """How many lines the file shows for each day."""
    return Counter(LINE.findall(page))


def read_of(codes: list[str]) -> bool:
    """Each opening, on both sides, is in the trail."""
    from hoanhap.audit.models import AuditRow

    openings = 2 * ROUNDS * EACH
    return all(AuditRow.objects.filter(action="person.read", ref=code).count() >= openings for code in codes)


def p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * len(times))]


if __name__ == "__main__":
    sys.exit(main())
