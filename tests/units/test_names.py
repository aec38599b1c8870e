import pytest

from hoanhap.kernel.lang import speaking
from hoanhap.units.rules.names import KINDS, english, folded, inline, kind_of, place, shown


@pytest.mark.parametrize(
    ("level", "name", "kind", "in_sentence", "in_english"),
    [
        ("commune", "Xã Bảo Toàn", "commune", "xã Bảo Toàn", "Bảo Toàn Commune"),
        ("commune", "Phường Sông Hiến", "ward", "phường Sông Hiến", "Sông Hiến Ward"),
        ("commune", "Phường 3", "ward", "phường 3", "Ward 3"),
        ("commune", "Thị trấn Pác Miầu", "township", "thị trấn Pác Miầu", "Pác Miầu Township"),
        ("commune", "Đặc khu Lý Sơn", "special_zone", "đặc khu Lý Sơn", "Lý Sơn Special Zone"),
        ("district", "Huyện Bảo Lạc", "rural_district", "huyện Bảo Lạc", "Bảo Lạc District"),
        ("district", "Quận 12", "urban_district", "quận 12", "District 12"),
        ("district", "Thành phố Cao Bằng", "city", "thành phố Cao Bằng", "Cao Bằng City"),
        ("district", "Thị xã Mường Lay", "town", "thị xã Mường Lay", "Mường Lay Town"),
        ("province", "Tỉnh Cao Bằng", "province", "tỉnh Cao Bằng", "Cao Bằng Province"),
        ("province", "Thành phố Hồ Chí Minh", "municipality", "Thành phố Hồ Chí Minh", "Hồ Chí Minh City"),
        ("nation", "Việt Nam", "nation", "Việt Nam", "Viet Nam"),
    ],
)
def test_a_name_states_its_kind_and_reads_well_in_both_languages(level, name, kind, in_sentence, in_english):
    assert kind_of(level, name) == kind
    assert inline(name, kind) == in_sentence
    assert english(name, kind) == in_english
    assert shown(name, kind) == name
    with speaking("en"):
        assert shown(name, kind) == in_english


@pytest.mark.parametrize(("level", "name"), [("commune", "Bảo Toàn"), ("commune", "Huyện Bảo Lạc"), ("district", "xã")])
def test_a_name_without_a_kind_of_its_level_is_not_a_name(level, name):
    with pytest.raises(ValueError, match="does not begin"):
        kind_of(level, name)


def test_search_text_has_no_accents_and_the_code():
    assert folded("Xã Đức Long", "01822") == "xa duc long 01822"


def test_the_proper_name_stands_alone():
    assert place("Thị trấn Pác Miầu", "township") == "Pác Miầu"


def test_a_kind_of_a_level_is_recognised_by_its_first_word_alone():
    words = [(k.level, k.words.vi) for k in KINDS.values()]
    assert len(set(words)) == len(words)
