"""Two files of one person through their pages: found, side by side, merged, taken apart; or told to be two persons."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hoanhap.access.errors import Invalid
from hoanhap.audit.models import AuditRow
from hoanhap.people.actions.merging import keep_apart, merge, unmerge
from hoanhap.people.models import Distinct, Merge, Person
from hoanhap.people.queries.alike import pairs
from hoanhap.people.queries.merge_page import ROWS, STAYS
from hoanhap.people.queries.merging import CLASHES, holders
from hoanhap.people.rules.draft import PaperDraft
from hoanhap.people.rules.identity import Birth
from tests import trust
from tests.people.folk import Folk
from tests.people.test_merging import rows
from tests.people.test_races import race
from tests.scale import scaled
from tests.world import ON

Sit = Callable[[str], Client]
ALL = "/nguoi/trung/"


@pytest.fixture
def two(folk: Folk) -> tuple[Person, Person]:
    kept = folk.person(birth=Birth(1989, None), ethnicity="")
    gone = folk.person(name="Lý Văn Sinh", papers=(PaperDraft("cccd", "004089001234"),), aliases=("Sình Tây",))
    return kept, gone


def text(response: Any) -> str:
    return response.content.decode()


def at(route: str, one: Person, other: Person | None = None, **more: Any) -> str:
    return reverse(f"people:{route}", kwargs={"code": one.code, **({"other": other.code} if other else {}), **more})


def test_the_pairs_of_a_commune_are_listed_with_the_reason(sit: Sit, folk: Folk, two: tuple[Person, Person]) -> None:
    folk.person(name="Hoàng Thị Lan", papers=(), sex="female")
    folk.person(name="Lý Văn Sình", at="an-1-b", papers=())
    said = text(sit("xa").get(ALL))
    assert "1 cặp" in said and two[0].code in said and two[1].code in said and "khác dấu" in said
    assert "Hoàng Thị Lan" not in said
    line = AuditRow.objects.filter(action="person.list").latest("pk")
    assert line.detail["count"] == 2 and "Lý" not in str(line.detail)
    assert "0 cặp" in text(sit("xa-b").get(ALL)) and "Sình" not in text(sit("giup").get(ALL))


def test_two_files_are_shown_side_by_side_with_what_moves_stays_and_differs(
    sit: Sit, two: tuple[Person, Person]
) -> None:
    said = text(sit("xa").get(at("merge", *two)))
    for words in ("Lý Văn Sình", "Lý Văn Sinh", "thành tên gọi khác", "điền sang", "15/3/1989", "1 giấy tờ tùy thân",
                  "trùng thời gian với nơi ở", "trùng thời gian với diện", "Đổi chiều"):  # fmt: skip
        assert words in said, words
    assert "004089001234" not in said and "080123456" not in said and "xóm Nà Đôn" not in said


def test_a_merge_needs_a_reason_and_can_be_taken_apart_from_the_file(sit: Sit, two: tuple[Person, Person]) -> None:
    xa, (kept, gone) = sit("xa"), two
    before = rows()
    refused = xa.post(at("merge", kept, gone), {"reason": ""})
    assert refused.status_code == 422 and rows() == before
    done = xa.post(at("merge", kept, gone), {"reason": "Đã gặp, là một người"}, follow=True)
    assert "Lý Văn Sình" in text(done) and "Trùng và gộp hồ sơ" in text(done)
    assert xa.get(at("file", gone))["Location"] == at("file", kept)
    past = text(xa.get(at("doubles_of", kept)))
    assert gone.code in past and "Đã gặp, là một người" in past
    action = re.findall(r'action="([^"]*/tach/\d+/)"', past)
    assert xa.get(action[0]).status_code == 405
    assert "Đã tách lại" in text(xa.post(action[0], follow=True)) and rows() == before
    assert xa.post(action[0]).status_code == 404, "a merge that is undone is not there any more"


def test_of_a_merge_of_another_file_nothing_is_taken_apart_here(
    sit: Sit, folk: Folk, two: tuple[Person, Person]
) -> None:
    third = folk.person(name="Vàng A Dế", papers=())
    made = merge(kept=two[0].code, gone=two[1].code, reason="Trùng", by=folk.actor("xa"), on=ON)
    assert sit("xa").post(at("unmerge", third, pk=made.pk)).status_code == 404
    assert Merge.objects.get().undone_on is None


def test_a_pair_said_to_be_two_persons_is_not_asked_again(sit: Sit, folk: Folk, two: tuple[Person, Person]) -> None:
    xa, (kept, gone) = sit("xa"), two
    assert "So sánh và gộp" in text(xa.get(at("doubles_of", kept)))
    for _ in range(2):
        assert "Đã ghi là hai người" in text(xa.post(at("distinct", gone, kept), follow=True))
    assert Distinct.objects.count() == 1 and AuditRow.objects.filter(action="person.distinct").count() == 1
    assert "0 cặp" in text(xa.get(ALL)) and "So sánh và gộp" not in text(xa.get(at("doubles_of", kept)))
    assert "So sánh và gộp" not in text(xa.get(at("doubles_of", gone)))
    folk.person(name="Lý Văn Xình", papers=())
    assert len(pairs(folk.actor("xa"), ON)) == 2, "a third one is asked about"


@pytest.mark.parametrize(
    ("name", "status"),
    [("xa-b", 404), ("coso", 404), ("y-te", 404), ("giup", 404), ("lanhdao-xa", 403), ("huyen", 403), ("ca-xa", 403)],
)
def test_who_may_not_correct_both_names_does_not_merge(
    sit: Sit, two: tuple[Person, Person], name: str, status: int
) -> None:
    client = sit(name)
    for answer in (
        client.get(at("doubles_of", two[0])),
        client.get(at("merge", *two)),
        client.post(at("merge", *two), {"reason": "Trùng"}),
        client.post(at("distinct", *two)),
    ):
        assert answer.status_code == status and "Lý Văn" not in text(answer)
    assert not Merge.objects.exists() and not Distinct.objects.exists()


def test_one_of_two_that_is_another_communes_is_not_found(sit: Sit, folk: Folk, two: tuple[Person, Person]) -> None:
    far = folk.person(name="Lý Văn Sình", at="an-1-b", papers=())
    for one, other in ((two[0], far), (far, two[0])):
        assert sit("xa").get(at("merge", one, other)).status_code == 404
        assert sit("xa").post(at("merge", one, other), {"reason": "Trùng"}).status_code == 404


def test_files_that_cannot_be_merged_say_why_and_have_no_button(
    sit: Sit, folk: Folk, two: tuple[Person, Person]
) -> None:
    xa, (kept, gone) = sit("xa"), two
    page = at("merge", kept, gone)
    merge(kept=kept.code, gone=gone.code, reason="Trùng", by=folk.actor("xa"), on=ON)
    said = text(xa.get(page))
    assert "vừa được gộp vào hồ sơ" in said and 'name="reason"' not in said
    late = xa.post(page, {"reason": "Trùng"})
    assert late.status_code == 422 and Merge.objects.count() == 1


def test_every_table_of_the_register_that_moves_has_its_word() -> None:
    mine = {model.__name__ for model, _ in holders() if model._meta.app_label == "people"}
    assert mine <= set(ROWS) and set(STAYS) <= {model.__name__ for model in CLASHES}


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_merge_or_part_at_once_one_wins_and_the_other_is_told(folk: Folk) -> None:
    xa, won = folk.actor("xa"), 0
    for _ in range(scaled(10, 3)):
        one, other = (folk.person(name="Người Thử", papers=()).code for _ in range(2))
        ways = ((one, other), (other, one))
        tries = [lambda k=k, g=g: merge(kept=k, gone=g, reason="Trùng", by=xa, on=ON) for k, g in ways]
        assert race(*tries) == ["Invalid", "done"]
        made = Merge.objects.latest("pk")
        assert Person.objects.filter(code__in=(one, other), state="merged").count() == 1
        assert race(*[lambda m=made: unmerge(merge_id=m.pk, by=xa, on=ON)] * 2) == ["Invalid", "done"]
        assert Person.objects.filter(code__in=(one, other), state="open").count() == 2
        assert race(*[lambda o=one, t=other: keep_apart(one=o, other=t, by=xa, on=ON)] * 2) == ["done", "done"]
        won += 3
    assert Distinct.objects.count() == won // 3
    trust.record("R9 merges: pairs of officers at once, one winner and one told", won, won)


def test_a_pair_of_one_file_is_no_pair(folk: Folk, two: tuple[Person, Person]) -> None:
    with pytest.raises(Invalid, match="một hồ sơ"):
        keep_apart(one=two[0].code, other=two[0].code, by=folk.actor("xa"), on=ON)
