"""What the indicators stand in is named where they are chosen: by its form, or by the file itself."""

from pathlib import Path

from hoanhap.catalog import library
from hoanhap.config.home import ROOT
from hoanhap.indicators.definitions import load


def test_what_stands_in_no_form_says_what_it_stands_in() -> None:
    of = load(sorted(Path(ROOT, "catalog", "indicators").glob("*.toml")))
    drawn = {form.code for form in library.load([ROOT / "catalog"]).forms}
    nowhere = {it.form for it in of.indicators if it.form not in drawn and not it.form.startswith("bieu-")}
    assert nowhere == of.titles.keys()
    assert all(title.vi and title.en for title in of.titles.values())
