"""Merge, split, rename and move, one at a time: what they write, what they refuse, that they can be taken back."""

from dataclasses import dataclass
from datetime import date

import pytest

from hoanhap.audit.models import AuditRow
from hoanhap.units.actions import apply_change, ensure_agency, revert_change
from hoanhap.units.errors import Refused
from hoanhap.units.models import Agency, Placement, Unit, UnitLink
from hoanhap.units.queries import successors, tree
from hoanhap.units.rules.change import Making, Moving, Plan, Taking
from tests.units import small
from tests.units.snapshot import broken, forgotten, snapshot

pytestmark = pytest.mark.django_db
D = date(2021, 1, 1)


@dataclass(frozen=True)
class Officer:
    user_id: int = 7
    sign_in: str = "can-bo"
    channel: str = "web"


@pytest.fixture
def units():
    return small.build()


def merge(units, into, name, *others, partial=()):
    takes = tuple(Taking(units[c].pk, partial=c in partial) for c in (into, *others))
    return Making(into, name, takes)


def apply(plan, on=D, by=None):
    return apply_change(plan=plan, act="Nghị quyết 1/NQ", on=on, source="thử", by=by)


def test_a_merger_ends_both_and_starts_one(units):
    apply(Plan("merge", (merge(units, "01101", "Xã Một Hai", "01102"),)))
    new = tree(D).find("01101")
    assert (new.name, new.kind, new.valid_from) == ("Xã Một Hai", "commune", D)
    assert new.id != units["01101"].pk and new.parent_id == units["011"].pk
    assert [k.name for k in successors(units["01102"].pk, D)] == ["Xã Một Hai"]
    assert tree(date(2020, 12, 31)).find("01102").name == "Xã Hai"
    assert tree(D).find("01102") is None
    assert broken(D) == [] and forgotten() == []


def test_the_commune_that_absorbs_is_a_new_unit_too(units):
    apply(Plan("merge", (merge(units, "01101", "Xã Một", "01102"),)))
    assert Unit.objects.filter(code="01101").count() == 2
    assert Unit.objects.get(pk=units["01101"].pk).valid_to == D


def test_a_merged_district_brings_its_communes(units):
    apply(Plan("merge", (merge(units, "011", "Huyện Giao Hòa", "012"),)))
    new = tree(D).find("011")
    assert {u.code for u in tree(D).children(new.id)} == {"01101", "01102", "01103", "01201", "01202"}
    assert tree(D).find("01201").id == units["01201"].pk
    assert broken(D) == []


def test_a_split_links_every_part_and_marks_it_partial(units):
    parts = tuple(
        Making(code, name, (Taking(units["01101"].pk, partial=True, main=main),))
        for code, name, main in (("01101", "Xã Một", True), ("01104", "Xã Mười", False))
    )
    apply(Plan("split", parts))
    links = UnitLink.objects.filter(before=units["01101"]).order_by("after__code")
    assert [(x.after.name, x.partial, x.main) for x in links] == [("Xã Một", True, True), ("Xã Mười", True, False)]


def test_a_split_district_gives_each_commune_a_place(units):
    pk = units["011"].pk
    makes = (
        Making("011", "Huyện Giao", (Taking(pk, partial=True),), children=(units["01101"].pk, units["01102"].pk)),
        Making("013", "Huyện Mới", (Taking(pk, partial=True),), children=(units["01103"].pk,)),
    )
    apply(Plan("split", makes))
    assert [u.code for u in tree(D).children(tree(D).find("013").id)] == ["01103"]
    assert broken(D) == []


def test_a_renamed_unit_keeps_its_place_and_its_children(units):
    apply(Plan("rename", (Making("021", "Thị xã Khánh", (Taking(units["021"].pk),)),)))
    new = tree(D).find("021")
    assert (new.name, new.kind, new.parent_id) == ("Thị xã Khánh", "town", units["02"].pk)
    assert [u.code for u in tree(D).children(new.id)] == ["02101", "02102"]


def test_a_move_changes_the_parent_and_nothing_else(units):
    apply(Plan("move", moves=(Moving(units["01103"].pk, units["012"].pk),)))
    assert tree(D).find("01103").id == units["01103"].pk
    assert tree(D).find("01103").parent_id == units["012"].pk
    assert tree(date(2020, 12, 31)).find("01103").parent_id == units["011"].pk


def test_an_end_without_a_known_successor_says_so(units):
    apply(Plan("end", ends=(units["01103"].pk,)))
    assert Unit.objects.get(pk=units["01103"].pk).successor_unknown
    assert tree(D).find("01103") is None and forgotten() == []


def test_a_unit_made_on_a_day_can_be_carried_along_by_its_district_on_the_same_day(units):
    apply(Plan("merge", (merge(units, "01101", "Xã Một", "01102"),)))
    apply(Plan("merge", (merge(units, "012", "Huyện Hòa", "011"),)))
    commune = tree(D).find("01101")
    assert tree(D).unit(commune.parent_id).name == "Huyện Hòa"
    assert Placement.objects.filter(unit_id=commune.id).count() == 1
    assert broken(D) == []


def test_agencies_end_with_their_unit_and_come_back_with_it(units):
    agency = ensure_agency(unit_id=units["01102"].pk, sector="labour", on=date(2020, 1, 1))
    change = apply(Plan("merge", (merge(units, "01101", "Xã Một", "01102"),)))
    assert Agency.objects.get(pk=agency.pk).valid_to == D
    ensure_agency(unit_id=tree(D).find("01101").id, sector="labour", on=D)
    revert_change(change=change)
    assert Agency.objects.get(pk=agency.pk).valid_to is None
    assert Agency.objects.count() == 1


def test_a_change_and_its_reversal_are_audited(units):
    change = apply(Plan("merge", (merge(units, "01101", "Xã Một", "01102"),)), by=Officer())
    number = change.pk
    revert_change(change=change, by=Officer())
    rows = AuditRow.objects.order_by("pk").values_list("action", "ref", "actor_id", "actor", "channel")
    assert list(rows) == [(a, str(number), 7, "can-bo", "web") for a in ("unit.change", "unit.revert")]


@pytest.mark.parametrize("kind", ["merge", "split", "rename", "move", "end", "district"])
def test_every_kind_of_change_can_be_taken_back_exactly(units, kind):
    one = units["01101"].pk
    plans = {
        "merge": Plan("merge", (merge(units, "01101", "Xã Một", "01102"),)),
        "split": Plan(
            "split", tuple(Making(c, n, (Taking(one, True),)) for c, n in (("01101", "Xã Một"), ("01199", "Xã Rời")))
        ),
        "rename": Plan("rename", (Making("01101", "Phường Một", (Taking(one),)),)),
        "move": Plan("move", moves=(Moving(one, units["012"].pk),)),
        "end": Plan("end", ends=(one,)),
        "district": Plan("merge", (merge(units, "011", "Huyện Giao", "012"),)),
    }
    before = snapshot()
    change = apply(plans[kind])
    assert snapshot() != before
    revert_change(change=change)
    assert snapshot() == before


def test_a_change_on_which_another_builds_cannot_be_taken_back(units):
    first = apply(Plan("merge", (merge(units, "01101", "Xã Một", "01102"),)))
    made = tree(D).find("01101")
    second = apply(Plan("move", moves=(Moving(made.id, units["012"].pk),)), on=date(2022, 1, 1))
    with pytest.raises(Refused, match="đảo thay đổi đó trước"):
        revert_change(change=first)
    revert_change(change=second)
    revert_change(change=first)


def test_a_move_cannot_be_taken_back_once_its_old_district_is_gone(units):
    move = apply(Plan("move", moves=(Moving(units["01103"].pk, units["021"].pk),)))
    apply(Plan("merge", (merge(units, "012", "Huyện Hòa", "011"),)), on=date(2022, 1, 1))
    with pytest.raises(Refused):
        revert_change(change=move)


def test_changes_that_do_not_touch_can_be_taken_back_in_any_order(units):
    before = snapshot()
    first = apply(Plan("merge", (merge(units, "01101", "Xã Một", "01102"),)))
    second = apply(Plan("merge", (merge(units, "02101", "Xã Sáu", "02102"),)))
    revert_change(change=first)
    revert_change(change=second)
    assert snapshot() == before


def test_a_change_is_kept_while_an_agency_of_its_unit_has_a_post(units, django_user_model):
    from hoanhap.access.models import Post

    change = apply(Plan("merge", (merge(units, "01101", "Xã Một", "01102"),)))
    agency = ensure_agency(unit_id=tree(D).find("01101").id, sector="labour", on=D)
    user = django_user_model.objects.create(username="ai-do")
    Post.objects.create(user=user, role="commune_officer", agency=agency, valid_from=D)
    before = snapshot()
    with pytest.raises(Refused, match="không đảo được"):
        revert_change(change=change)
    assert snapshot() == before


def refused(plan, on=D):
    before = snapshot()
    with pytest.raises(Refused) as error:
        apply(plan, on)
    assert snapshot() == before
    return error.value.reasons


def test_all_reasons_are_told_at_once(units):
    plan = Plan(
        "merge",
        (Making("01101", "Một", (Taking(units["01101"].pk), Taking(units["02"].pk))),),
        ends=(units["VN"].pk,),
    )
    assert len(refused(plan)) >= 3


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        (lambda u: Plan("merge", (Making("01101", "Xã Một", (Taking(u["01101"].pk),)),)), "không phải là"),
        (lambda u: Plan("merge", (merge(u, "01101", "Một", "01102"),)), "bắt đầu bằng loại"),
        (lambda u: Plan("merge", (merge(u, "01101", "Huyện Một", "01102"),)), "bắt đầu bằng loại"),
        (lambda u: Plan("merge", (merge(u, "01101", "Xã Một", "012"),)), "một cấp"),
        (
            lambda u: Plan("merge", (Making("01201", "Xã Một", merge(u, "01101", "", "01102").takes),)),
            "đang là của Xã Bốn",
        ),
        (lambda u: Plan("merge", (merge(u, "01101", "Xã Một", "01102", partial=("01102",)),)), "phần còn lại"),
        (lambda u: Plan("move", moves=(Moving(u["01101"].pk, u["01102"].pk),)), "đơn vị cấp trên"),
        (lambda u: Plan("move", moves=(Moving(u["01101"].pk, u["011"].pk),)), "đã thuộc"),
        (lambda u: Plan("end", ends=(u["011"].pk,)), "về đâu"),
        (lambda u: Plan("end", ends=(u["VN"].pk,)), "cả nước"),
        (lambda u: Plan("end", ends=(999_999,)), "999999"),
        (lambda u: Plan("lạ", ends=(u["01101"].pk,)), "không phải là “lạ”"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(units, plan, reason):
    assert any(reason in r for r in refused(plan(units)))


def test_changes_are_recorded_in_the_order_of_time(units):
    apply(Plan("move", moves=(Moving(units["01103"].pk, units["012"].pk),)))
    earlier = Plan("merge", (merge(units, "011", "Huyện Giao", "012"),))
    assert any("thứ tự thời gian" in r for r in refused(earlier, date(2020, 1, 1)))


def test_a_unit_cannot_end_on_the_day_it_starts(units):
    apply(Plan("merge", (merge(units, "01101", "Xã Một", "01102"),)))
    again = Plan("rename", (Making("01101", "Xã Khác", (Taking(tree(D).find("01101").id),)),))
    assert any("cùng ngày" in r for r in refused(again))


def test_an_ended_unit_cannot_change_again(units):
    apply(Plan("merge", (merge(units, "01101", "Xã Một", "01102"),)))
    again = Plan("move", moves=(Moving(units["01102"].pk, units["012"].pk),))
    assert any("đã hết hiệu lực" in r for r in refused(again, date(2022, 1, 1)))
