"""A plan of the province An in the test country: its districts, its labour office, its police."""

from datetime import date
from functools import partial

import pytest

from hoanhap.plans.actions import plans
from hoanhap.plans.rules.lines import Line
from tests import seats
from tests import world as worlds

ON = worlds.ON
CODE = "ke-hoach-thu"
LINES = (
    Line(code="1", content="Tuyên truyền tới mọi xã", leads_words="Ủy ban nhân dân huyện, thành phố",
         coordinators_words="Sở Lao động - Thương binh và Xã hội", start=date(2020, 1, 1), last=date(2020, 12, 31)),
    Line(code="2", content="Tập huấn cán bộ", leads_words="Sở Lao động - Thương binh và Xã hội",
         coordinators_words="Công an tỉnh; Sở Nông nghiệp vũ trụ", start=date(2020, 1, 1), last=date(2020, 6, 30)),
    Line(code="3", content="Báo cáo tập huấn", leads_words="Sở Lao động - Thương binh và Xã hội",
         start=date(2020, 7, 1), last=date(2020, 12, 31), after=("2",)),
)  # fmt: skip


class Bench:
    """The plan with whoever works on it; `share(code, place)` by the code of a task and the place of an agency."""

    def __init__(self, world):
        self.world = world
        self.tinh = world.actor("tinh")
        plans.begin(code=CODE, title="Kế hoạch thử", agency=world.agencies["an"].pk, starts=date(2020, 1, 1),
                    ends=date(2021, 1, 1), by=self.tinh, on=ON)  # fmt: skip
        plans.adjust(code=CODE, lines=LINES, reason="", by=self.tinh, on=ON)
        self.plan = plans.settle(code=CODE, by=self.tinh, on=ON, number="1/KH-UBND", issued_on=date(2020, 1, 2))

    def share(self, code, agency=""):
        found = self.plan.shares.filter(task__code=code)
        return found.get(agency__name__contains=agency) if agency else found.get()

    def tell(self, share, kind, day, **more):
        from hoanhap.plans.actions.progress import report

        who = more.pop("by", None) or self.speaker(share)
        return report(share_id=share.pk, kind=kind, day=day, by=who, on=ON, **more)

    def speaker(self, share):
        name = {"department": "so"}.get(share.agency.kind, "huyen")
        return self.world.actor("huyen-2" if "An 2" in share.agency.name else name)


@pytest.fixture
def world(db):
    yield from seats.at_work()


@pytest.fixture
def bench(world):
    return Bench(world)


@pytest.fixture
def sit(bench):
    return partial(seats.sit, bench.world)
