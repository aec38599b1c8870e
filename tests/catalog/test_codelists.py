"""The code lists of the house are whole, and a file with mistakes is told all of them."""

from pathlib import Path

import pytest

from hoanhap.catalog import codelists
from hoanhap.catalog.codelists import CatalogErrors
from hoanhap.config.home import ROOT
from hoanhap.kernel.lang import speaking
from hoanhap.kernel.text import fold

HOUSE = codelists.load([ROOT / "catalog"])
MODELS_HOLD = {  # the width of the column each list is stored in
    "substances": 20, "routes": 12, "ethnicities": 20, "education": 20, "occupations": 20, "relations": 12,
    "residences": 12, "leavings": 20, "papers": 12, "sexes": 6, "standings": 10, "supports": 12, "support-details": 20,
    "money-sources": 20, "outcomes": 12, "tests": 12, "test-reasons": 12, "test-results": 10, "visits": 12,
    "findings": 8, "bases": 40, "closings": 40, "erasures": 12, "emergencies": 12,
}  # fmt: skip


def test_every_list_is_known_and_its_codes_fit_their_column():
    assert set(HOUSE) == set(MODELS_HOLD)
    for code, found in HOUSE.items():
        assert found.items and all(len(item.code) <= MODELS_HOLD[code] for item in found.items), code


def test_every_item_has_words_of_its_own_in_both_languages():
    for found in HOUSE.values():
        for side in ("vi", "en"):
            said = [fold(getattr(item.title, side)) for item in found.items]
            if found.code != "support-details":  # livestock is learnt, and given
                assert len(said) == len(set(said)), (found.code, side)


def test_the_ethnicities_are_the_fifty_four_of_the_official_list():
    numbered = [item.code for item in HOUSE["ethnicities"].items if item.code.isdigit()]
    assert numbered == [f"{n:02}" for n in range(1, 55)]


def test_the_substances_are_grouped_for_the_statistics():
    groups = {item.group for item in HOUSE["substances"].items}
    assert groups == {"opioid", "stimulant", "cannabis", "other", "several", "unknown"}


def test_no_list_names_the_illness_that_is_no_field():
    for path in (ROOT / "catalog/codelists").glob("*.toml"):
        text = fold(path.read_text(encoding="utf-8"))
        assert not {"hiv", "aids"} & set(text.replace('"', " ").split()), path.name


def test_words_come_in_the_readers_language_and_an_unknown_code_speaks_for_itself():
    assert codelists.said("routes", "inject") == "Tiêm chích"
    with speaking("en"):
        assert codelists.said("routes", "inject") == "Injected"
        assert ("smoke", "Smoked") in codelists.codelist("routes").choices()
    assert codelists.said("routes", "gone") == "gone" and codelists.said("routes", "") == ""
    assert "inject" in codelists.codelist("routes") and "gone" not in codelists.codelist("routes")


def test_a_group_offers_its_own_items_and_those_of_no_group():
    offered = dict(codelists.codelist("support-details").choices("training"))
    assert "welding" in offered and "other" in offered and "company" not in offered


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "codelists").mkdir()
    (tmp_path / "codelists" / "them.toml").write_text(text, encoding="utf-8")
    return tmp_path


HEAD = '[codelist]\ncode = "routes"\ntitle = "Cách"\ntitle_en = "Ways"\nsource = "x"\nverified = false\n'


def test_an_installation_adds_items_of_its_own(tmp_path):
    more = folder(tmp_path, HEAD + '[[item]]\ncode = "patch"\ntitle = "Dán"\ntitle_en = "Patch"\n')
    found = codelists.load([ROOT / "catalog", more])["routes"]
    assert [item.code for item in found.items][-1] == "patch" and "inject" in found
    assert found.title == HOUSE["routes"].title


def test_every_mistake_is_told_at_once(tmp_path):
    wrong = (
        HEAD + '[[item]]\ncode = "a b"\ntitle = "A"\n[[item]]\ncode = "x"\ntitle = "X"\ntitle_en = "X"\ncolour = 1\n'
    )
    wrong += '[[item]]\ncode = "x"\ntitle = "X"\ntitle_en = "X"\n'
    with pytest.raises(CatalogErrors) as found:
        codelists.load([folder(tmp_path, wrong)])
    assert [p.line for p in found.value.problems] == [8, 9, 14, 16]
