"""Off the list: who, from which day, and why each other one not yet."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from hoanhap.access.errors import Invalid
from hoanhap.pathways.actions.delist import delist
from hoanhap.pathways.models import Determination, Measure
from hoanhap.pathways.queries.delisting import delisting
from hoanhap.pathways.rules.delisting import Course, Life, review
from hoanhap.people.models import Person, Reach
from tests.pathways.ward import Ward

D = date
DONE = Course("rehab", False, "completed", D(2018, 9, 7))
LEAP = Course("rehab", False, "completed", D(2016, 2, 29))
AFTER = Course("aftercare", False, "completed", D(2020, 3, 1))
RUNNING = Course("aftercare", True, "", None)


@pytest.mark.parametrize(
    ("courses", "addicted", "on", "reasons"),
    [
        ([DONE], [], D(2020, 9, 7), []),
        ([DONE], [], D(2020, 9, 6), ["đủ 24 tháng vào ngày 07/9/2020"]),
        ([DONE], [D(2020, 9, 6)], D(2020, 9, 7), ["Tái nghiện ngày 06/9/2020"]),  # the day before the anniversary
        ([DONE], [D(2020, 9, 8)], D(2020, 9, 9), ["Tái nghiện ngày 08/9/2020"]),  # the day after: anew
        ([DONE], [D(2018, 9, 6)], D(2020, 9, 7), []),  # before it was finished
        ([DONE], [D(2020, 9, 8)], D(2020, 9, 7), []),  # not yet known
        ([DONE, AFTER], [], D(2020, 3, 1), []),  # aftercare asks no two years
        ([DONE, AFTER], [D(2020, 4, 1)], D(2020, 9, 7), ["Tái nghiện ngày 01/4/2020"]),
        ([DONE, RUNNING], [], D(2021, 1, 1), ["Còn biện pháp chưa kết thúc"]),
        ([Course("rehab", False, "quit", D(2018, 1, 1))], [], D(2021, 1, 1), ["Chưa có giấy chứng nhận"]),
        ([Course("education", False, "completed", D(2018, 1, 1))], [], D(2021, 1, 1), ["Chưa có giấy chứng nhận"]),
        ([LEAP], [], D(2018, 2, 28), []),
        ([LEAP], [], D(2018, 2, 27), ["đủ 24 tháng vào ngày 28/02/2018"]),
        ([DONE, Course("rehab", False, "relapsed", D(2019, 5, 5))], [], D(2020, 9, 7), ["Tái nghiện ngày 05/5/2019"]),
    ],
)  # fmt: skip
def test_the_verdict_of_a_day(courses: list[Course], addicted: list[date], on: date, reasons: list[str]) -> None:
    found = review(Life(courses, addicted), on, 24)
    assert found.meets == (not reasons)
    assert len(found.reasons) == len(reasons)
    for said, wanted in zip(found.reasons, reasons, strict=True):
        assert wanted in said


def test_without_a_rule_for_the_day_nobody_meets_it() -> None:
    assert not review(Life([DONE]), D(2023, 1, 1), None).meets


@pytest.mark.django_db
def test_the_review_lists_both_and_the_act_asks_again(ward: Ward, sit: Callable[[str], Client]) -> None:
    person = ward.addict()
    measure = ward.community(person, until="review")
    ward.folk.on = ward.on = D(2021, 1, 11)
    ward.take(measure, "complete", D(2021, 1, 8))
    found = delisting(ward.actor("xa"), ward.on)
    assert [r.code for r in found.others] == [person.code]
    assert "đủ 24 tháng vào ngày 08/01/2023" in found.others[0].verdict.reasons[0]
    with pytest.raises(Invalid):
        delist(code=person.code, by=ward.actor("xa"), on=ward.on)
    person.refresh_from_db()
    assert person.state == "open"
    shown = sit("xa").get(reverse("pathways:delisting")).content.decode()
    assert "Chưa đủ, và vì sao" in shown
    assert "Lý Văn Sình" not in shown


@pytest.mark.django_db
def test_who_meets_the_conditions_leaves_every_list(ward: Ward, sit: Callable[[str], Client]) -> None:
    person = ward.addict()
    ward.community(person)
    Measure.objects.filter(person=person).update(
        open=False, outcome="completed", closed_on=D(2018, 9, 7), opened_on=D(2018, 3, 1), state="completed"
    )
    Determination.objects.update(on=D(2018, 2, 1))
    Reach.objects.filter(person=person, kind="open").delete()
    client = sit("xa")
    page = client.get(reverse("pathways:delisting")).content.decode()
    assert reverse("pathways:delist", args=[person.code]) in page
    assert client.post(reverse("pathways:delist", args=[person.code])).status_code == 302
    assert Person.objects.get(pk=person.pk).state == "closed"
    assert not delisting(ward.actor("xa"), ward.on).meets


@pytest.mark.django_db
def test_nobody_else_reads_the_communes_review(ward: Ward) -> None:
    ward.community(ward.addict())
    for name in ("xa-b", "huyen", "coso", "y-te"):
        found = delisting(ward.actor(name), ward.on)
        assert not found.meets
        assert not found.others
