"""Two files of one person: made one with everything in it, and taken apart to the row."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import models
from hypothesis import given as each
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hoanhap.access.errors import Invalid
from hoanhap.access.rules import Actor, Denied, Outside
from hoanhap.audit.models import AuditRow
from hoanhap.people import actions, queries
from hoanhap.people.actions.merging import merge, unmerge
from hoanhap.people.models import Alias, IdentityPaper, Merge, NameWord, Person, PersonKey, Residence, Standing
from hoanhap.people.queries.merging import COMPARED, holders, preview
from hoanhap.people.queries.search import search
from hoanhap.people.queries.vault import vault
from hoanhap.people.rules.draft import PaperDraft, UseDraft
from hoanhap.people.rules.identity import Birth
from tests.people.folk import Folk, peopled
from tests.scale import scaled
from tests.world import ON

DAY = timedelta(days=1)


def rows() -> dict[str, dict[int, dict[str, Any]]]:
    """Every row of every table that hangs on a person, and the persons; without the count of writings."""
    tables: list[type[models.Model]] = [Person, PersonKey, *(model for model, _ in holders())]
    return {
        model._meta.label: {
            row.pk: {f.attname: getattr(row, f.attname) for f in row._meta.fields if f.attname != "revision"}
            for row in model._default_manager.all()
        }
        for model in tables
    }


@pytest.fixture
def two(folk: Folk) -> tuple[Person, Person]:
    """The one kept, registered by a family; and the other, known by a new card, under another spelling."""
    kept = folk.person(birth=Birth(1989, None), sex="male", ethnicity="", listed_on=date(2020, 8, 1))
    gone = folk.person(
        name="Lý Văn Sinh", papers=(PaperDraft("cccd", "004089001234"),), since=date(2005, 1, 1),
        uses=(UseDraft("opium", "smoke"),), aliases=("Sình Tây",),
    )  # fmt: skip
    return kept, gone


def of(model: type[models.Model], person: Person) -> Iterator[models.Model]:
    return model._default_manager.filter(person=person).order_by("pk")


def test_what_a_merge_would_do_is_shown_first(folk: Folk, two: tuple[Person, Person]) -> None:
    kept, gone = two
    before = rows()
    shown = preview(folk.actor("xa"), kept.code, gone.code, on=ON)
    assert dict(shown.moves) == {"Alias": 1, "IdentityPaper": 1, "Use": 1, "Contact": 1}
    assert dict(shown.stays) == {"Residence": 1, "Standing": 1}  # both live here now, both are users now
    assert set(shown.filled) == {"born_on", "ethnicity"}
    assert [(c.field, c.kept, c.gone) for c in shown.conflicts] == [("name", "Lý Văn Sình", "Lý Văn Sinh")]
    assert shown.refusals == () and rows() == before
    assert all(str(COMPARED[c.field]) for c in shown.conflicts)


def test_a_merge_brings_everything_under_one_file(folk: Folk, two: tuple[Person, Person]) -> None:
    kept, gone = two
    xa = folk.actor("xa")
    made = merge(kept=kept.code, gone=gone.code, reason="Một người, hai lần ghi", by=xa, on=ON)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (gone.state, gone.merged_into_id) == ("merged", kept.pk)
    assert (kept.born_on, kept.ethnicity, kept.name) == (gone.born_on, "09", "Lý Văn Sình")
    assert {alias.name for alias in of(Alias, kept)} == {"Sình Tây", "Lý Văn Sinh"}
    assert {paper.kind for paper in of(IdentityPaper, kept)} == {"cmnd", "cccd"}
    assert len(list(of(Residence, kept))) == len(list(of(Standing, kept))) == 1
    line = AuditRow.objects.filter(action="person.merge").get()
    assert (line.ref, line.detail["of"]) == (kept.code, gone.code) and "Sinh" not in str(line.detail)
    assert made.reason == "Một người, hai lần ghi"


def test_what_was_sealed_in_either_file_opens_in_the_one(folk: Folk, two: tuple[Person, Person]) -> None:
    kept, gone = two
    xa = folk.actor("xa")
    merge(kept=kept.code, gone=gone.code, reason="Trùng", by=xa, on=ON)
    keeper = vault(kept.pk)
    numbers = {keeper.open("people_identitypaper", p.pk, "number", p.number_sealed) for p in of(IdentityPaper, kept)}
    assert numbers == {"080123456", "004089001234"}
    paper = actions.add_paper(code=kept.code, kind="licence", number="790123", by=xa, on=ON)
    unmerge(merge_id=Merge.objects.get().pk, by=xa, on=ON)
    assert vault(kept.pk).open("people_identitypaper", paper.pk, "number", paper.number_sealed) == "790123"
    (card,) = of(IdentityPaper, gone)
    assert vault(gone.pk).open("people_identitypaper", card.pk, "number", card.number_sealed) == "004089001234"


def test_the_file_that_went_leads_to_the_one_kept(folk: Folk, two: tuple[Person, Person]) -> None:
    kept, gone = two
    xa = folk.actor("xa")
    merge(kept=kept.code, gone=gone.code, reason="Trùng", by=xa, on=ON)
    for text in ("ly van sinh", "004089001234", "sinh tay"):
        assert [row.id for row in search(xa, text, on=ON).rows] == [kept.pk], text
    assert not search(xa, gone.code, on=ON).rows
    assert actions.add_note(code=gone.code, text="Ghi theo mã cũ", by=xa, on=ON).person_id == kept.pk


def test_a_merge_and_its_end_stand_in_the_line_of_time_of_both_files(folk: Folk, two: tuple[Person, Person]) -> None:
    kept, gone = two
    xa = folk.actor("xa")

    def told(code: str, who: Actor = xa) -> list[str]:
        return [event.words for event in queries.person(who, code, None, ON).events if event.kind == "merge"]

    made = merge(kept=kept.code, gone=gone.code, reason="Trùng", by=xa, on=ON)
    assert told(gone.code) == told(kept.code) == [f"Gộp hồ sơ {gone.code} vào hồ sơ này"]
    assert told(kept.code, folk.actor("huyen")) == [], "who sees a code does not see whose it is"
    unmerge(merge_id=made.pk, by=xa, on=ON)
    assert set(told(gone.code)) == {f"Gộp vào hồ sơ {kept.code}", f"Tách khỏi hồ sơ {kept.code}"}
    assert len(told(kept.code)) == 2


def test_a_merge_taken_back_leaves_every_row_as_it_was(folk: Folk, two: tuple[Person, Person]) -> None:
    kept, gone = two
    before, words = rows(), set(NameWord.objects.values_list("alias", "last", "word", "folded"))
    made = merge(kept=kept.code, gone=gone.code, reason="Trùng", by=folk.actor("xa"), on=ON)
    assert rows() != before
    unmerge(merge_id=made.pk, by=folk.actor("xa"), on=ON)
    assert rows() == before
    assert set(NameWord.objects.values_list("alias", "last", "word", "folded")) == words
    made.refresh_from_db()
    assert made.undone_on == ON


def test_what_was_written_since_stays_and_what_was_removed_stays_removed(
    folk: Folk, two: tuple[Person, Person]
) -> None:
    kept, gone = two
    xa = folk.actor("xa")
    made = merge(kept=kept.code, gone=gone.code, reason="Trùng", by=xa, on=ON)
    card = IdentityPaper.objects.get(kind="cccd")
    actions.remove_paper(code=kept.code, paper_id=card.pk, by=xa, on=ON)
    need = actions.record_need(code=kept.code, kind="loan", day=ON, by=xa, on=ON)
    kept.refresh_from_db()
    me = actions.Identity("Lý Văn Sình", Birth(1989, date(1989, 3, 15)), "male", ethnicity="01")
    actions.correct(code=kept.code, identity=me, revision=kept.revision, by=xa, on=ON)
    unmerge(merge_id=made.pk, by=xa, on=ON)
    kept.refresh_from_db()
    need.refresh_from_db()
    assert need.person_id == kept.pk and not IdentityPaper.objects.filter(kind="cccd").exists()
    assert kept.ethnicity == "01"  # written anew since: not what the merge had lent
    assert list(of(IdentityPaper, gone)) == []


def test_a_later_merge_is_taken_apart_first(folk: Folk, two: tuple[Person, Person]) -> None:
    kept, gone = two
    third = folk.person(name="Lý Văn Xình", aliases=("Xình Lùn",))
    xa = folk.actor("xa")
    before = rows()
    one = merge(kept=kept.code, gone=gone.code, reason="Trùng", by=xa, on=ON)
    between = rows()
    other = merge(kept=third.code, gone=kept.code, reason="Trùng", by=xa, on=ON)
    with pytest.raises(Invalid, match="lần gộp sau"):
        unmerge(merge_id=one.pk, by=xa, on=ON)
    unmerge(merge_id=other.pk, by=xa, on=ON)
    assert rows() == between
    unmerge(merge_id=one.pk, by=xa, on=ON)
    assert rows() == before
    with pytest.raises(Invalid, match="được tách"):
        unmerge(merge_id=one.pk, by=xa, on=ON)


def test_files_that_cannot_be_merged_are_refused_with_every_reason(folk: Folk, two: tuple[Person, Person]) -> None:
    kept, gone = two
    xa = folk.actor("xa")
    for person in two:
        actions.reach(
            person_id=person.pk,
            kind="open",
            why=f"measure:{person.pk}",
            agency_id=folk.agency("an-1-a").pk,
            by=xa,
            on=ON,
        )
    before = rows()
    with pytest.raises(Invalid) as refused:
        merge(kept=kept.code, gone=gone.code, reason=" ", by=xa, on=ON)
    assert set(refused.value.problems) == {"", "reason"} and "biện pháp" in refused.value.problems[""][0]
    with pytest.raises(Invalid, match="một hồ sơ"):
        merge(kept=kept.code, gone=kept.code, reason="Trùng", by=xa, on=ON)
    assert rows() == before and not Merge.objects.exists()


def test_only_who_may_write_both_names_merges(folk: Folk, two: tuple[Person, Person]) -> None:
    kept, gone = two
    far = folk.person(at="an-1-b", name="Lý Văn Sinh", papers=())
    for who, other, why in (
        ("xa", far, Outside), ("xa-b", gone, Outside), ("huyen", gone, Denied), ("lanhdao-xa", gone, Denied),
        ("bvdl", gone, Outside), ("khong-viec", gone, Outside),
    ):  # fmt: skip
        with pytest.raises(why):
            merge(kept=kept.code, gone=other.code, reason="Trùng", by=folk.actor(who), on=ON)
        with pytest.raises(why):
            preview(folk.actor(who), kept.code, other.code, on=ON)
    made = merge(kept=kept.code, gone=gone.code, reason="Trùng", by=folk.actor("xa"), on=ON)
    for who in ("xa-b", "huyen", "bvdl"):
        with pytest.raises((Outside, Denied)):
            unmerge(merge_id=made.pk, by=folk.actor(who), on=ON)


def test_nothing_of_a_name_is_in_the_undo(folk: Folk, two: tuple[Person, Person]) -> None:
    kept, gone = two
    made = merge(kept=kept.code, gone=gone.code, reason="Trùng", by=folk.actor("xa"), on=ON)
    assert not {"Sinh", "Sình", "Lý", "1989", "004089001234"} & {str(value) for value in _leaves(made.undo)}


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield value


def test_who_is_erased_takes_what_was_merged_into_them_along(folk: Folk, two: tuple[Person, Person]) -> None:
    kept, gone = two
    xa = folk.actor("xa")
    merge(kept=kept.code, gone=gone.code, reason="Trùng", by=xa, on=ON)
    actions.close(code=kept.code, basis="died", day=ON, by=xa, on=ON)
    actions.erase(code=kept.code, basis="error", by=folk.actor("bvdl"), on=ON)
    assert set(Person.objects.values_list("state", "name")) == {("erased", "")}
    assert not PersonKey.objects.exists() and not NameWord.objects.exists() and not Alias.objects.exists()


# ---------------------------------------------------------------- random histories
NAMES = st.sampled_from(["Lý Văn Sình", "Lý Văn Sinh", "Lý Sình", "Vàng A Dế"])
STEP = st.sampled_from(["need", "support", "test", "standing", "alias", "paper", "use", "note", "settle", "contact"])
LIFE = st.lists(st.tuples(STEP, st.integers(0, 60)), max_size=8)


class Histories(TestCase):
    @settings(max_examples=scaled(150, at_least=8))
    @each(st.lists(st.tuples(NAMES, LIFE), min_size=2, max_size=4), st.randoms(use_true_random=False), st.booleans())
    def test_any_lives_merged_and_taken_apart_are_what_they_were(self, lives: list, random: Any, closing: bool) -> None:
        folk = peopled(forms=(), outlines=())
        xa = folk.actor("xa")
        people = [folk.person(name=name, papers=(), sex=random.choice(["male", "female"])) for name, _ in lives]
        for person, (_, life) in zip(people, lives, strict=True):
            for step, days in sorted(life, key=lambda s: s[1]):
                live(folk, person, step, date(2020, 6, 2) + days * DAY)
        pictures, made = [rows()], []
        order = random.sample(people, len(people))
        for gone in order[1:]:
            made.append(merge(kept=order[0].code, gone=gone.code, reason="Trùng", by=xa, on=ON))
            pictures.append(rows())
        while made:
            unmerge(merge_id=made.pop().pk, by=xa, on=ON)
            pictures.pop()
            assert rows() == pictures[-1]


def live(folk: Folk, person: Person, step: str, day: date) -> None:
    """One more fact of a life, where it can be: what is refused did not happen."""
    by, code, agency = folk.actor("xa"), person.code, folk.agency("an-1-a").pk
    person.refresh_from_db()
    act = {
        "need": lambda: actions.record_need(code=code, kind="job", day=day, by=by, on=ON),
        "support": lambda: actions.give_support(code=code, kind="job", day=day, agency_id=agency, by=by, on=ON),
        "test": lambda: actions.record_test(
            code=code, day=day, kind="urine", reason="sudden", result="negative", agency_id=agency, by=by, on=ON
        ),
        "standing": lambda: actions.set_standing(code=code, kind="addict", basis="determined", day=day, by=by, on=ON),
        "alias": lambda: actions.add_alias(code=code, name="Sình Tây", by=by, on=ON),
        "paper": lambda: actions.add_paper(code=code, kind="licence", number=f"79{person.pk}{day:%d}", by=by, on=ON),
        "use": lambda: actions.record_use(code=code, substance="opium", route="smoke", day=day, by=by, on=ON),
        "note": lambda: actions.add_note(code=code, text="Chăm làm", by=by, on=ON),
        "settle": lambda: actions.settle(
            code=code, kind="temporary", since=day, revision=person.revision, by=by, on=ON
        ),
        "contact": lambda: actions.add_contact(
            code=code, relation="mother", name="Thào Thị Mỷ", phone="", represents=False, by=by, on=ON
        ),
    }
    try:
        act[step]()
    except Invalid:
        return
