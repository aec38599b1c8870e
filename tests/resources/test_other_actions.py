"""The other means are entered, corrected and taken back by whoever answers for them; what was written stays."""

from datetime import date

import pytest

from hoanhap.access.errors import Invalid
from hoanhap.access.rules import Denied, Outside
from hoanhap.audit.models import AuditRow
from hoanhap.facts.models import Fact
from hoanhap.facts.queries.verify import unit_differences
from hoanhap.resources.actions.decisions import record_decision, take_back_decision
from hoanhap.resources.actions.items import add_item, correct_item, take_back_item
from hoanhap.resources.actions.places import add_place
from hoanhap.resources.actions.stock import enter_month, take_back_month
from hoanhap.resources.models import Item, PlaceDecision, StockMonth
from hoanhap.resources.queries.items import item_page
from hoanhap.resources.queries.stock import book, clinics
from hoanhap.resources.rules.stock import Flows
from tests import world as worlds

ON = worlds.ON
DAY = date(2020, 3, 2)
GIFT = {"name": "Hội Phụ nữ huyện", "who": "organisation", "activity": "jobs", "form": "cash", "amount": 5_000_000}


def who(world, name="xa"):
    return {"by": world.actor(name), "on": ON}


def gift(world, by="xa", **more):
    asked = {"noun": "nguoi-ho-tro", "told": GIFT, "first": DAY, "agency_id": world.agencies["an-1-a"].pk, **more}
    return add_item(**asked, **who(world, by))


def problems(act):
    with pytest.raises(Invalid) as told:
        act()
    return set(told.value.problems)


def facts(relation):
    found = Fact.objects.filter(relation=relation).order_by("start", "codes")
    return [(f.unit_id, f.start, f.codes, f.amount) for f in found]


# ---------------------------------------------------------------- lines
def test_a_line_is_entered_corrected_and_taken_back_and_its_fact_follows(world):
    unit = world.units["an-1-a"].pk
    line = gift(world)
    assert facts("supporter") == [(unit, DAY, "organisation jobs cash", 5_000_000)]
    told = GIFT | {"amount": 7_000_000, "note": "  "}
    better = correct_item(item_id=line.pk, told=told, first=DAY, why="Ghi thiếu 2 triệu", **who(world))
    assert facts("supporter") == [(unit, DAY, "organisation jobs cash", 7_000_000)]
    line.refresh_from_db()
    assert (line.gone_on, line.gone_why, better.replaces) == (ON, "Ghi thiếu 2 triệu", line)
    assert "note" not in better.told
    take_back_item(item_id=better.pk, why="Ghi nhầm đơn vị", **who(world))
    assert facts("supporter") == [] and Item.objects.count() == 2
    kept = AuditRow.objects.filter(action__startswith="means.item").order_by("pk").values_list("action", flat=True)
    assert list(kept) == ["means.item", "means.item.correct", "means.item.back"]
    assert not list(unit_differences())


def test_what_is_gone_is_corrected_by_nobody_and_a_correction_says_why_and_changes_something(world):
    line = gift(world)
    same = {"item_id": line.pk, "told": dict(line.told), "first": DAY}
    assert problems(lambda: correct_item(**same, why=" ", **who(world))) == {"why", ""}
    assert problems(lambda: take_back_item(item_id=line.pk, why="", **who(world))) == {"why"}
    take_back_item(item_id=line.pk, why="Nhầm", **who(world))
    for again in (lambda: take_back_item(item_id=line.pk, why="Nhầm", **who(world)),
                  lambda: correct_item(**same, why="Nhầm", **who(world))):  # fmt: skip
        with pytest.raises(Outside):
            again()


def test_who_may_not_enter_means_enters_no_line(world):
    for name, refusal in (("xa-b", Outside), ("lanhdao-xa", Denied), ("tinh-binh", Outside), ("bo", Denied)):
        with pytest.raises(refusal):
            gift(world, by=name)
    assert gift(world, by="huyen").pk and Item.objects.count() == 1


def test_a_line_of_a_place_counts_where_the_place_stands_and_only_a_clinic_loses_medicine(world):
    clinic = a_clinic(world)
    centre = add_place(agency_id=world.agencies["centre"].pk, kind="centre", name="Cơ sở số 1", first=date(2016, 1, 4),
                       **who(world, "coso"))  # fmt: skip
    told = {"medicine": "methadone", "kind": "spilled", "quantity": 40, "what": "Vỡ chai", "done": "Lập biên bản"}
    asked = {"noun": "su-co-thuoc", "told": told, "first": DAY}
    add_item(**asked, place_id=clinic.pk, **who(world, "tinh"))
    assert facts("loss") == [(world.units["an-1"].pk, DAY, "spilled", 40)]
    for elsewhere in ({"place_id": centre.pk}, {"agency_id": world.agencies["an-1-a"].pk}):
        with pytest.raises(Outside):
            add_item(**asked, **elsewhere, **who(world, "tinh"))


def test_the_same_employer_is_not_entered_twice_at_one_time(world):
    asked = {"noun": "viec-lam", "told": {"name": "HTX Mây tre", "work": "Đan lát", "places": 6}}
    line = gift(world, **asked)
    assert problems(lambda: gift(world, **asked)) == {"name"}
    correct_item(item_id=line.pk, told=asked["told"] | {"taken": 2}, first=DAY, last=date(2020, 6, 1), why="Hết hạn",
                 **who(world))  # fmt: skip
    assert gift(world, **asked, first=date(2020, 6, 1)).told["places"] == 6


def test_a_pilot_is_judged_by_indicators_that_there_are(world):
    told = {"name": "Mô hình", "where": "Xã", "about": "Ba giai đoạn", "indicators": ["pl3.1", "khong-co"]}
    asked = {"noun": "mo-hinh", "first": DAY}
    assert problems(lambda: gift(world, **asked, told=told)) == {"indicators"}
    good = told | {"indicators": ["pl3.1"]}
    assert problems(lambda: gift(world, **asked, told=good | {"unit": "77777"})) == {"unit"}
    kept = gift(world, **asked, told=good | {"unit": world.units["an-1-a"].code.lower()})
    shown = item_page(actor=world.actor("xa"), item_id=kept.pk, on=ON)
    assert [(j.code, len(j.values)) for j in shown.judged] == [("pl3.1", 3)] and shown.years == (2018, 2019, 2020)


# ---------------------------------------------------------------- medicine
def a_clinic(world, **more):
    return add_place(agency_id=world.agencies["department"].pk, kind="clinic", name="Cơ sở Methadone",
                     unit_id=world.units["an-1"].pk, first=date(2020, 1, 6), **more, **who(world, "tinh"))  # fmt: skip


def month(world, clinic, n, *flows, **more):
    return enter_month(place_id=clinic.pk, medicine="methadone", month=date(2020, n, 1), flows=Flows(*flows), **more,
                       **who(world, "tinh"))  # fmt: skip


def test_a_clinics_book_is_kept_month_by_month_and_a_corrected_closing_opens_the_next(world):
    clinic = a_clinic(world)
    assert problems(lambda: month(world, clinic, 1, 500, 100, 0, 0, 400)) == {"opening"}
    month(world, clinic, 1, 500, 100, 0, 0, 400, opening=0)
    assert problems(lambda: month(world, clinic, 3, 0, 0, 0, 0, 400)) == {"month"}
    assert problems(lambda: month(world, clinic, 2, 0, 100, 0, 0, 290)) == {"explanation"}
    month(world, clinic, 2, 0, 100, 0, 0, 290, explanation="Đổ khi cấp phát")
    assert [f[2:] for f in facts("stock")] == [
        ("dispensed", 100), ("received", 500), ("dispensed", 100), ("missing", 10)
    ]  # fmt: skip
    assert problems(lambda: month(world, clinic, 1, 500, 100, 0, 10, 390)) == {"why"}
    month(world, clinic, 1, 500, 100, 0, 10, 390, why="Hủy 10 mg chưa ghi")
    rows = StockMonth.objects.filter(gone_on=None).order_by("month")
    assert [(r.opening, r.closing) for r in rows] == [(0, 390), (390, 290)]
    assert [f[2] for f in facts("stock")] == ["destroyed", "dispensed", "received", "dispensed"], (
        "nothing is missing now"
    )
    assert not list(unit_differences())
    [seen] = clinics(actor=world.actor("tinh"), year=2020, on=ON)
    assert (seen.missing, seen.surplus, seen.due) == (0, 0, "03/2020")
    sheet = book(actor=world.actor("tinh"), code=clinic.code, year=2020, on=ON)
    assert [line.corrected for line in sheet.lines] == [1, 0] and sheet.totals.flows.dispensed == 200


def test_only_the_last_month_is_taken_back(world):
    clinic = a_clinic(world)
    month(world, clinic, 1, 500, 100, 0, 0, 400, opening=0)
    month(world, clinic, 2, 0, 100, 0, 0, 300)
    back = {"place_id": clinic.pk, "medicine": "methadone", "why": "Nhầm", **who(world, "tinh")}
    assert problems(lambda: take_back_month(month=date(2020, 1, 1), **back)) == {"month"}
    take_back_month(month=date(2020, 2, 1), **back)
    assert StockMonth.objects.filter(gone_on=None).count() == 1
    month(world, clinic, 2, 0, 50, 0, 0, 350)


def test_a_correction_that_would_leave_the_next_month_unexplained_is_refused(world):
    clinic = a_clinic(world)
    month(world, clinic, 1, 500, 100, 0, 0, 400, opening=0)
    month(world, clinic, 2, 0, 100, 0, 0, 300)
    assert problems(lambda: month(world, clinic, 1, 500, 100, 0, 10, 390, why="Hủy")) == {"closing"}


def test_a_book_is_read_and_written_by_who_answers_for_the_clinic(world):
    clinic = a_clinic(world)
    assert book(actor=world.actor("tinh"), code=clinic.code, year=2020, on=ON).editable
    assert not book(actor=world.actor("duyet"), code=clinic.code, year=2020, on=ON).editable
    assert clinics(actor=world.actor("tinh-binh"), year=2020, on=ON) == []
    with pytest.raises(Outside):
        book(actor=world.actor("tinh-binh"), code=clinic.code, year=2020, on=ON)
    with pytest.raises(Denied):
        enter_month(place_id=clinic.pk, medicine="methadone", month=date(2020, 1, 1), flows=Flows(0, 0, 0, 0, 0),
                    opening=0, **who(world, "duyet"))  # fmt: skip


def test_no_more_medicine_is_lost_than_the_book_of_the_month_has(world):
    clinic = a_clinic(world)
    told = {"medicine": "methadone", "kind": "spilled", "quantity": 501, "what": "Vỡ can", "done": "Lập biên bản"}
    asked = {"noun": "su-co-thuoc", "first": date(2020, 1, 9), "place_id": clinic.pk, **who(world, "tinh")}
    add_item(told=told | {"quantity": 200}, **asked)  # before the month is written nobody knows
    month(world, clinic, 1, 500, 100, 0, 0, 200, opening=0, explanation="Vỡ can")
    assert problems(lambda: add_item(told=told, **asked)) == {"quantity"}
    assert problems(lambda: add_item(told=told | {"quantity": 301}, **asked)) == {"quantity"}
    add_item(told=told | {"quantity": 300}, **asked)


# ---------------------------------------------------------------- decisions
def test_a_closed_place_has_ended_and_stands_again_when_that_is_taken_back(world):
    clinic = a_clinic(world)
    month(world, clinic, 2, 500, 100, 0, 0, 400, opening=0)
    close = {"what": "closed", "number": "9/QĐ-UBND", "place_id": clinic.pk, **who(world, "tinh")}
    for wrong in (date(2019, 1, 1), date(2020, 2, 1)):  # before it opened, before its book ends
        assert problems(lambda day=wrong: record_decision(first=day, **close)) == {"first"}
    closed = record_decision(first=date(2020, 3, 1), **close)
    clinic.refresh_from_db()
    assert clinic.valid_to == date(2020, 3, 1)
    assert [f.end for f in Fact.objects.filter(relation="place")] == [date(2020, 3, 1)]
    assert problems(lambda: month(world, clinic, 3, 0, 0, 0, 0, 400)) == {"month"}
    take_back_decision(decision_id=closed.pk, why="Nhầm cơ sở", **who(world, "tinh"))
    assert [f.end for f in Fact.objects.filter(relation="place")] == [None]


def test_a_centre_is_founded_converted_and_the_conversion_taken_back(world):
    centre = add_place(agency_id=world.agencies["centre"].pk, kind="centre", name="Cơ sở số 1", first=date(2016, 1, 4),
                       **who(world, "coso"))  # fmt: skip
    asked = {"place_id": centre.pk, **who(world, "tinh")}
    record_decision(what="founded", function="compulsory", first=date(2016, 1, 4), number="12/QĐ-UBND", **asked)
    turned = record_decision(what="converted", function="multi", first=date(2018, 5, 1), number="34/QĐ-UBND", **asked)
    assert problems(lambda: record_decision(what="converted", function="multi", first=ON, number="", **asked)) == {
        "first", "number"
    }  # fmt: skip
    take_back_decision(decision_id=turned.pk, why="Nhầm số", **who(world, "tinh"))
    assert PlaceDecision.objects.filter(gone_on=None).count() == 1
    with pytest.raises(Outside):
        take_back_decision(decision_id=turned.pk, why="Nhầm số", **who(world, "tinh"))
    with pytest.raises(Denied):
        record_decision(what="closed", first=ON, number="1", place_id=centre.pk, **who(world, "duyet"))
