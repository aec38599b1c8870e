"""Finding people: every page together is what a look at every row gives, whichever way the search walks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given as each
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hoanhap.people.actions.name_words import forget_names, index_names
from hoanhap.people.models import Alias, IdentityPaper, NameWord, Person, Reach
from hoanhap.people.queries import search_walk
from hoanhap.people.queries.search import Found, Row, find, search
from hoanhap.people.queries.search_scope import EVERYWHERE, Scope, with_past
from hoanhap.people.queries.search_sql import Ground
from hoanhap.people.queries.search_text import Question, understand
from hoanhap.people.queries.search_words import frequencies, the_only_word, vocabulary
from hoanhap.people.rules.codes import new_code
from hoanhap.people.rules.names import contains, corrections, given, keys, matches
from hoanhap.people.sealing import blind
from hoanhap.units.models import Unit, UnitChange, UnitLink
from tests.scale import scaled
from tests.world import World, build

ON = date(2020, 9, 7)


def person(name: str, commune: int | None = None, *aliases: str, state: str = "open", **facts: object) -> Person:
    """A row as the register writes it, with what the search needs beside it."""
    shown, folded, last = keys(name)
    usual = {
        "birth_year": 1985,
        "registered_on": date(2019, 1, 1),
        "code": new_code(Random(Person.objects.count()).choice),
    }
    made = Person.objects.create(
        name=shown, folded=folded, given=last, commune_id=commune, state=state, **{**usual, **facts}
    )
    index_names([folded])
    for alias in aliases:
        Alias.objects.create(person=made, name=alias, folded=keys(alias).folded)
    index_names([keys(alias).folded for alias in aliases], alias=True)
    return made


def pages(question: Question, where: Scope, size: int) -> Iterator[Row]:
    after = None
    while True:
        found: Found = find(question, where, limit=size, after=after)
        assert len(found.rows) <= size
        yield from found.rows
        if found.next is None:
            return
        assert found.next != after
        after = found.next


def brute(question: Question, where: Scope, *, near: bool = False) -> list[int]:
    """Every open person looked at, one by one, with the rules alone."""
    alternatives = corrections(question.words, vocabulary()) if near else {question.words}
    judge = contains if near else matches
    found = []
    for row in Person.objects.filter(state="open"):
        if question.year and row.birth_year != question.year or not _reached(row, where):
            continue
        names = [row.folded, *sorted(row.aliases.values_list("folded", flat=True), key=lambda n: (given(n), n))]
        answering = [n for n in names if any(judge(words, n) for words in alternatives if words or not near)]
        if answering:
            found.append((given(answering[0]), answering[0], row.pk))
    return [pk for _, _, pk in sorted(found)]


def _reached(row: Person, where: Scope) -> bool:
    return any(
        (g.communes is None or row.commune_id in g.communes) and (g.persons is None or row.pk in g.persons)
        for g in where.named
    )


WORDS = st.sampled_from(["nguyen", "van", "an", "anh", "ang", "hoa", "hoang", "thi", "giang"])
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
PEOPLE = st.lists(
    st.tuples(NAMES, st.integers(0, 2), st.lists(NAMES, max_size=2), st.sampled_from(["open"] * 5 + ["closed"])),
    max_size=25,
)
ASKED = st.lists(st.one_of(WORDS, st.sampled_from(["a", "n", "h", "gian", "hoan", "nguyne", "vna"])), max_size=3)


class Pages(TestCase):
    @settings(max_examples=scaled(400))
    @each(
        PEOPLE, ASKED, st.sampled_from(["all", "many", "few", "ids", "both"]), st.integers(1, 7), st.booleans(),
        st.sampled_from([0, 2, search_walk.HANDFUL]),
    )  # fmt: skip
    def test_all_pages_together_are_every_row_that_answers(
        self, people: list, asked: list[str], scope: str, size: int, year: bool, handful: int
    ) -> None:
        communes = [
            Unit.objects.create(
                code=f"9{n}", level="commune", kind="commune", name=f"Xã {n}", valid_from=date(2000, 1, 1)
            )
            for n in range(3)
        ]
        rows = [person(name, communes[at].pk, *others, state=state) for name, at, others, state in people]
        here = frozenset(c.pk for c in communes[:2])
        some = frozenset(row.pk for row in rows[::2])
        where = {
            "all": EVERYWHERE,
            "many": Scope((Ground(communes=here, many=True),)),
            "few": Scope((Ground(communes=here),)),
            "ids": Scope((Ground(persons=some),)),
            "both": Scope((Ground(communes=here), Ground(persons=some))),
        }[scope]
        question = Question(tuple(asked), year=1985 if year or not asked else None)
        exact = brute(question, where)
        expected = exact or (brute(question, where, near=True) if asked else [])
        with patch.object(search_walk, "HANDFUL", handful):  # few people: so that each way is walked
            assert [row.id for row in pages(question, where, size)] == expected
            assert find(question, where).near is bool(expected and not exact)


# ---------------------------------------------------------------- by hand
@pytest.fixture
def world(db: None) -> World:
    return build()


def names(found: Found) -> list[str]:
    return [row.name for row in found.rows]


@pytest.mark.parametrize(
    "text",
    [
        "Đặng Văn Hoà",
        "hòa đặng",
        "dang ho",
        "DANG VAN HOA",
        "Ðặng Hoà",
        "hoa 1985",
        "hoa sinh năm 1985",
        "hoa 03/5/1985",
    ],
)
def test_a_name_is_found_however_it_is_typed(world: World, text: str) -> None:
    person("Đặng Văn Hòa", world.units["an-1-a"].pk, born_on=date(1985, 5, 3))
    person("Đặng Văn Hòa", world.units["an-1-a"].pk, birth_year=1990)
    assert names(search(world.actor("xa"), text, on=ON))[:1] == ["Đặng Văn Hòa"]


def test_the_order_is_given_name_then_name_then_row(world: World) -> None:
    here = world.units["an-1-a"].pk
    for name in ("Trần Thị Hoa", "Lê Thị Bình", "Bùi Văn Hoa", "Trần Thị Hòa", "Hoa Văn Ánh"):
        person(name, here)
    assert names(search(world.actor("xa"), "hoa", on=ON)) == [
        "Hoa Văn Ánh", "Bùi Văn Hoa", "Trần Thị Hoa", "Trần Thị Hòa",
    ]  # fmt: skip


def test_old_and_new_numbers_find_their_holder_and_nobody_else(world: World) -> None:
    holder = person("Lò Văn Pó", world.units["an-1-a"].pk)
    for kind, number in (("cmnd", "085123456"), ("cccd", "004085001234")):
        IdentityPaper.objects.create(person=holder, kind=kind, number_sealed=b"", blind=blind(number))
    for text in ("085123456", "085 123 456", "004.085.001.234", "po 004085001234", holder.code):
        assert [row.id for row in search(world.actor("xa"), text, on=ON).rows] == [holder.pk], text
    assert not search(world.actor("xa"), "085123457", on=ON).rows
    assert not search(world.actor("xa"), "hung 085123456", on=ON).rows
    assert not search(world.actor("xa-b"), "085123456", on=ON).rows  # another commune's


def test_a_person_found_under_two_names_is_listed_once(world: World) -> None:
    twice = person("Lê Văn Hùng", world.units["an-1-a"].pk, "Hùng sẹo", "Tư Hùng", "Hưng Sẹo")
    person("Trần Văn Tư", world.units["an-1-a"].pk)
    assert [(row.id, row.alias) for row in search(world.actor("xa"), "hung", on=ON).rows] == [(twice.pk, "")]
    assert [(row.id, row.alias) for row in search(world.actor("xa"), "seo", on=ON).rows] == [(twice.pk, "Hùng sẹo")]


def test_one_slip_is_forgiven_only_when_nothing_answers_exactly(world: World) -> None:
    here = world.units["an-1-a"].pk
    person("Nguyễn Văn Hùng", here)
    person("Nguyễn Văn Hưng", here)
    person("Nguyễn Vân Hoàn", here)
    found = search(world.actor("xa"), "nguyen van hugn", on=ON)
    assert found.near and names(found) == ["Nguyễn Văn Hùng", "Nguyễn Văn Hưng"]
    exact = search(world.actor("xa"), "nguyen van hung", on=ON)
    assert not exact.near and len(exact.rows) == 2
    assert not search(world.actor("xa"), "nguyne vna hung", on=ON).rows


@pytest.mark.parametrize("state", ["closed", "merged", "erased"])
def test_a_file_that_is_not_open_is_not_found(world: World, state: str) -> None:
    kept = person("Lý A Chơ", world.units["an-1-a"].pk)
    facts = {"merged_into": kept} if state == "merged" else {}
    name = "" if state == "erased" else "Giàng A Dế"
    gone = person(name, world.units["an-1-a"].pk, state=state, **facts)
    for text in ("giang", "giang a dee", gone.code, "1985 giang"):
        assert gone.pk not in [row.id for row in search(world.actor("xa"), text, on=ON).rows]


# Who finds the person of an-1-a (a patient of the centre's agency, helped by nobody): by name, by code.
SIGHT = (
    ("xa", True, True),
    ("lanhdao-xa", True, True),
    ("xa-b", False, False),
    ("xa-2a", False, False),
    ("huyen", False, True),
    ("huyen-2", False, False),
    ("tinh", False, True),
    ("tinh-binh", False, False),
    ("so", False, False),
    ("coso", False, False),
    ("duyet", False, False),
    ("bo", False, False),
    ("thanhtra", False, False),
    ("bvdl", False, False),
    ("quantri", False, False),
    ("khong-viec", False, False),
)


@pytest.mark.parametrize(("sign_in", "by_name", "by_code"), SIGHT)
def test_each_post_finds_whom_it_reaches_by_what_it_may_know(
    world: World, sign_in: str, by_name: bool, by_code: bool
) -> None:
    somebody = person("Vàng Thị Súa", world.units["an-1-a"].pk, born_on=date(1985, 2, 28))
    actor = world.actor(sign_in)
    assert bool(search(actor, "vang sua", on=ON).rows) is by_name
    assert bool(search(actor, "28/02/1985", on=ON).rows) is by_name
    coded = search(actor, somebody.code, on=ON).rows
    assert bool(coded) is by_code
    assert all(bool(row.name) is by_name and bool(row.born_on) is by_name for row in coded)
    year = search(actor, "1985", on=ON).rows
    assert bool(year) is by_code and all(bool(row.name) is by_name for row in year)


def test_a_centre_finds_its_residents_wherever_they_are_from(world: World) -> None:
    resident = person("Quàng Văn Pản", world.units["an-2-c"].pk)
    agency = world.agencies["centre"]
    Reach.objects.create(person=resident, kind="resident", agency=agency, why="measure:1", valid_from=ON)
    Reach.objects.create(
        person=person("Quàng Văn Cũ", world.units["an-2-c"].pk),
        kind="resident", agency=agency, why="measure:2", valid_from=date(2019, 1, 1), valid_to=ON,
    )  # fmt: skip
    assert names(search(world.actor("coso"), "quang", on=ON)) == ["Quàng Văn Pản"]
    assert not search(world.actor("coso"), "quang", on=date(2020, 9, 6)).rows[1:]


def test_a_commune_is_named_after_a_comma_or_its_kind(world: World) -> None:
    for place in ("an-1-a", "an-1-b"):
        person(f"Lê Văn {place[-1].upper()}", world.units[place].pk)
    actor = world.actor("xa")
    assert names(search(actor, "le, an 1a", on=ON)) == ["Lê Văn A"]
    assert names(search(actor, "lê xã An 1A", on=ON)) == ["Lê Văn A"]
    assert not search(actor, "le, an 1b", on=ON).rows  # not this officer's
    assert len(search(world.actor("huyen"), "1985, an 1b", on=ON).rows) == 1


def test_a_file_under_a_former_commune_is_its_successors(world: World) -> None:
    here = world.units["an-1-a"]
    former = Unit.objects.create(
        code="99", level="commune", kind="commune", name="Xã Cũ", valid_from=date(2000, 1, 1), valid_to=date(2010, 1, 1)
    )
    change = UnitChange.objects.create(on=date(2010, 1, 1), kind="merge", act="thử")
    UnitLink.objects.create(change=change, before=former, after=here)
    person("Bế Văn Cũ", former.pk)
    assert names(search(world.actor("xa"), "be", on=ON)) == ["Bế Văn Cũ"]
    assert with_past(frozenset({here.pk})) == {here.pk, former.pk}


def test_the_mark_of_the_next_page_names_nobody(world: World) -> None:
    for n in range(3):
        person(f"Hoàng Thị {'ABC'[n]}", world.units["an-1-a"].pk, "Hoàng Xyz")
    for text in ("hoang", "xyz", "hoagn"):
        found = search(world.actor("xa"), text, on=ON, limit=1)
        assert found.next and not set("abcdefghijklmnopqrstuvwxyz") & set(found.next)
    assert not search(world.actor("xa"), "hoang", on=ON, after="9" * 30 + "x").rows[3:]


def test_a_forgotten_name_leaves_no_word(db: None) -> None:
    made = person("Mùa A Tủa", None, "Tủa Khèn")
    other = person("Mùa A Tủa")
    forget_names([made.folded])
    assert NameWord.objects.filter(folded=made.folded).exists()  # somebody else bears it
    Person.objects.filter(pk__in=[made.pk, other.pk]).update(name="", folded="", given="", state="erased")
    Alias.objects.all().delete()
    forget_names(["mua a tua", "tua khen"])
    assert not NameWord.objects.exists()


def test_the_words_of_names_are_asked_afresh(db: None) -> None:
    person("Lê Cường Văn")
    frequencies()
    assert the_only_word("cuo", False) == "cuong" and the_only_word("c", True) == ""
    person("Lê Cuộc Văn", None, "Ky")
    assert the_only_word("cuo", False) == ""
    assert vocabulary() == {"le", "van", "cuong", "cuoc", "ky"}


def test_a_wide_scope_walks_along_names_and_a_narrow_one_along_places(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = frozenset({world.units["an-1-a"].pk})
    for n in range(4):
        person("Lê Văn An", world.units["an-1-a" if n % 2 else "an-1-b"].pk)
    question = understand("an")
    narrow = find(question, Scope((Ground(communes=here),)))
    monkeypatch.setattr(search_walk, "_along_places", None)
    wide = find(question, Scope((Ground(communes=here, many=True),)))
    assert narrow == wide and len(wide.rows) == 2


UNDERSTOOD = (
    ("Nguyễn Thị Phương", Question(("nguyen", "thi", "phuong"))),
    ("Xa Thị Hoa", Question(("xa", "thi", "hoa"))),
    ("Lê Văn Nam 1990 p. Hợp Giang", Question(("le", "van", "nam"), year=1990, place="Hợp Giang")),
    ("Hùng sinh năm 1985, xã Bảo Toàn", Question(("hung",), year=1985, place="Bảo Toàn")),
    ("Hùng, xã Bảo Toàn 1985", Question(("hung",), year=1985, place="Bảo Toàn")),
    ("hùng sn 1985", Question(("hung",), year=1985)),
    ("079.086.012.345", Question(number="079086012345")),
    ("7k3m-9qrs-2t8 an", Question(("an",), number="7k3m-9qrs-2t8")),
    ("B1234567 an", Question(("an",), number="B1234567")),
    ("03-05-1985", Question(born=date(1985, 5, 3))),
    ("31/02/1985", Question(words=("31", "02", "1985"))),
    ("", Question()),
    ("%_'\";--", Question()),
)


@pytest.mark.parametrize(("text", "question"), UNDERSTOOD)
def test_what_was_typed_is_understood(text: str, question: Question) -> None:
    assert understand(text) == question


@each(st.text(max_size=60))
def test_nothing_typed_is_an_error(text: str) -> None:
    assert replace(understand(text)) == understand(text)


def test_both_databases_order_names_by_bytes(db: None) -> None:
    """PostgreSQL would follow the language of its cluster; a column that lost its collation is found here."""
    tricky = ["a b", "ab", "B", "a", "z", "é"]
    for name in tricky:
        holder = Person.objects.create(code=name, folded=name, given=name, birth_year=1990, registered_on=ON, name=name)
        Alias.objects.create(person=holder, name=name, folded=name)
        NameWord.objects.create(alias=False, last=True, word=name, given=name, folded=name)
    columns = ((Person, "folded"), (Person, "given"), (Alias, "folded"))
    for model, column in (*columns, *((NameWord, name) for name in ("word", "given", "folded"))):
        assert list(model.objects.order_by(column).values_list(column, flat=True)) == sorted(tricky), (model, column)
