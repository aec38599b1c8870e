"""The whole demo is played in one transaction: a home has all of it or none."""

from collections.abc import Callable

from django.db import transaction

from hoanhap.config.demo import areas
from hoanhap.config.demo.cast import AUTHORITY, SIGN_INS, SignIn
from hoanhap.config.demo.crowd import Crowd
from hoanhap.config.demo.directives import PAPERS, put_down
from hoanhap.config.demo.lives import RECORDED, Lives
from hoanhap.config.demo.narrative import write
from hoanhap.config.demo.order import ORDERED_ON, PROVINCE, order
from hoanhap.config.demo.people import Ground, People, ground
from hoanhap.config.demo.places import Means
from hoanhap.config.demo.plans import Plans
from hoanhap.config.demo.stage import Stage
from hoanhap.config.demo.story import BUSINESS_DATE
from hoanhap.indicators.actions.filling import fill as fill_figures
from hoanhap.kernel.lang import speaking, t
from hoanhap.reporting.actions.campaigns import open_campaign
from hoanhap.web.actions import open_demo
from hoanhap.web.queries import demo_date


def load(progress: Callable[[str], None] = lambda doing: None) -> tuple[SignIn, ...]:
    """Make a home the demo, once: a home that has a demo date is left alone. Returns who may sign in."""
    if not demo_date():
        with transaction.atomic():
            _load(progress)
    return SIGN_INS


def _load(progress: Callable[[str], None]) -> None:
    open_demo(on=BUSINESS_DATE)
    progress(t("Cơ quan và tài khoản", "Agencies and accounts"))
    there = ground()
    people = People(there)
    with speaking("vi"):
        stage = Stage(there, people, progress)
        progress(t("Danh sách và hồ sơ", "Register and files"))
        means = Means(there, people, RECORDED)
        Lives(there, people, means).play()
        Crowd(there, means).load(stage.registers.people)
        fill_figures(BUSINESS_DATE)  # the campaign finds what the registers say when it opens
        _open(there, people)
        stage.play()
        write(there, people)
        progress(t("Kế hoạch và nhiệm vụ", "Plans and tasks"))
        Plans(people).play()
        areas.play(people)


def _open(there: Ground, people: People) -> None:
    tinh = people["tinh"]
    for paper in PAPERS:
        put_down(paper, by=tinh, on=ORDERED_ON, own=there.agencies[PROVINCE, AUTHORITY][0])
    asked = order(centre=there.agency(PROVINCE, "centre"), department=there.agency(PROVINCE))
    open_campaign(order=asked, by=tinh, on=ORDERED_ON)
