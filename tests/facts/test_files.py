"""Facts from files, for who has no register: in whole or not at all, every mistake at its line, and out again."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from hoanhap.config.cli.facts import command
from hoanhap.facts import queries
from hoanhap.facts.models import Fact, Load, Subject
from hoanhap.facts.rules.rows import Row
from tests import world as country

D = date
PERSON = "person,sex,birth\n7,male,1990-03-15\n9,female,1985-12-31\n"
LISTED = """person,unit,start,end,standing,substance,turn,began,ended
7,{a},2019-01-01,2020-03-01,addict,heroin,first,listed,closed
9,{a},2019-05-01,,user,unknown,first,listed,
"""
LOANS = "person,unit,date,kind,source,amount\n7,{a},2019-06-01,loan,central,20000000\n"
TEAMS = "unit,start,end,kind\n{a},2018-01-01,,working\n"


@pytest.fixture
def commune(db: None) -> country.Unit:
    return country.build().units["an-1-a"]


def write(folder: Path, commune: country.Unit, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text.format(a=commune.code), encoding="utf-8")
    return folder


def load(folder: Path) -> Result:
    return CliRunner().invoke(command, ["load", str(folder)])


def test_files_become_facts_and_go_out_again(commune: country.Unit, tmp_path: Path) -> None:
    write(tmp_path, commune, person=PERSON, registration=LISTED, support=LOANS, team=TEAMS)
    before = queries.digest()
    found = load(tmp_path)
    assert found.exit_code == 0, found.output
    one, other = Subject.objects.order_by("pk")
    assert (one.sex, one.birth, one.person) == ("male", D(1990, 3, 15), None)
    assert queries.of(one.pk).rows == (
        Row("registration", commune.pk, D(2019, 1, 1), D(2020, 3, 1),
            ("addict", "heroin", "first", "listed", "closed")),
        Row("support", commune.pk, D(2019, 6, 1), None, ("loan", "central"), 20_000_000),
    )  # fmt: skip
    assert queries.of(other.pk).rows[0].end is None
    assert queries.of_units() == [Row("team", commune.pk, D(2018, 1, 1), None, ("working",))]
    assert list(queries.differences()) == []
    again = load(tmp_path)
    assert again.exit_code == 1 and Fact.objects.count() == 4
    number = Load.objects.get().pk
    assert CliRunner().invoke(command, ["unload", str(number)]).exit_code == 0
    assert queries.digest() == before and not Subject.objects.exists() and not Load.objects.exists()
    assert CliRunner().invoke(command, ["unload", str(number)]).exit_code == 1


def test_parquet_is_read_as_csv_is(commune: country.Unit, tmp_path: Path) -> None:
    csv, parquet = tmp_path / "csv", tmp_path / "parquet"
    csv.mkdir(), parquet.mkdir()
    write(csv, commune, person=PERSON, registration=LISTED)
    for path in csv.iterdir():
        frame = pl.read_csv(path, try_parse_dates=True, schema_overrides={"unit": pl.String, "ended": pl.String})
        frame.write_parquet(parquet / f"{path.stem}.parquet")
    rows = []
    for folder in (csv, parquet):
        assert load(folder).exit_code == 0
        rows.append([queries.of(pk).rows for pk in Subject.objects.order_by("pk").values_list("pk", flat=True)])
        CliRunner().invoke(command, ["unload", str(Load.objects.get().pk)])
    assert rows[0] == rows[1]


MISTAKES = {
    "an unknown unit": ({"registration": LISTED.replace("{a}", "99999", 1)}, ["registration.csv", "2", "unit"]),
    "an end before its start": (
        {"registration": LISTED.replace("2020-03-01", "2018-03-01")}, ["registration.csv", "2", "end"],
    ),
    "the same row twice": (
        {"registration": LISTED + LISTED.splitlines()[1] + "\n"}, ["registration.csv", "4"],
    ),
    "somebody who is not in person": (
        {"registration": LISTED.replace("9,{a}", "8,{a}")}, ["registration.csv", "3", "person"],
    ),
    "an unknown code": ({"registration": LISTED.replace("addict", "adict")}, ["registration.csv", "2", "standing"]),
    "a day that is none": ({"support": LOANS.replace("2019-06-01", "2019-06-31")}, ["support.csv", "2", "date"]),
    "no birth": ({"person": PERSON.replace("1985-12-31", "")}, ["person.csv", "3", "birth"]),
    "a missing column": ({"support": LOANS.replace(",source", ",sauce")}, ["support.csv", "source"]),
    "a misspelt file": ({"suport": LOANS}, ["suport"]),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_at_its_line_and_nothing_is_loaded(name: str, commune: country.Unit, tmp_path: Path) -> None:
    files, where = MISTAKES[name]
    found = load(write(tmp_path, commune, **{"person": PERSON, "registration": LISTED, "support": LOANS, **files}))
    assert found.exit_code == 1 and all(word in found.output for word in where), found.output
    assert not Fact.objects.exists() and not Subject.objects.exists() and not Load.objects.exists()


def test_all_mistakes_of_all_files_are_told_at_once(commune: country.Unit, tmp_path: Path) -> None:
    files = {name: text for changes, _ in MISTAKES.values() for name, text in changes.items() if name != "registration"}
    found = load(write(tmp_path, commune, **{"registration": LISTED.replace("addict", "adict"), **files}))
    assert all(name in found.output for name in ("person.csv", "registration.csv", "support.csv", "suport"))


def test_nothing_to_load(commune: country.Unit, tmp_path: Path) -> None:
    assert load(tmp_path).exit_code == 1
