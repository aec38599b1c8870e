"""Anybody's facts in files: counted, or every mistake told with its file and line and nothing written."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner

from hoanhap.config.cli.figures import command
from hoanhap.indicators.bulk.files import FactErrors
from hoanhap.indicators.bulk.folder import counted
from hoanhap.kernel.toml.problems import FileErrors

DEFINITIONS = """\
[definitions]
source = "Thử"
verified = true

[[indicator]]
code = "dang-cai"
title = "Đang cai"
title_en = "In treatment"
of = "measure"
when = "active_at_end"
where = { kind = ["home", "community"] }

[[indicator]]
code = "nu-duoc-ho-tro"
title = "Nữ được hỗ trợ"
title_en = "Women helped"
of = "support"
when = "during"
where = { person.sex = "female" }
counts = "persons"

[[indicator]]
code = "tien"
title = "Tiền"
title_en = "Money"
of = "support"
when = "during"
counts = "sum:amount"

[[indicator]]
code = "tren-mot-nguoi"
title = "Trên một người"
title_en = "A head"
kind = "ratio"
numerator = "tien"
denominator = "nu-duoc-ho-tro"

[[periods]]
code = "2019"
start = 2019-01-01
end = 2020-01-01

[[periods]]
code = "2020"
start = 2020-01-01
end = 2021-01-01
"""
FILES = {
    "unit": "code,parent,valid_from,valid_to\n04,,,\n001,04,,2020-01-01\n002,04,,\n",
    "unit_change": "on,before,after,person\n2020-01-01,001,002,\n",
    "person": "person,sex,birth\n7,female,1990-05-01\n9,male,\n12,,2000-02-29\n",
    "measure": "person,unit,start,end,kind,setting,turn,substance,began,outcome\n"
    "7,001,2019-03-01,,home,home,first,heroin,started,\n"
    "9,002,2019-03-01,2019-12-31,community,community,first,opium,started,completed\n",
    "support": "person,unit,date,kind,source,amount\n"
    "7,001,2019-05-01,loan,central,5000000\n7,002,2019-06-01,job,,0\n9,002,2020-05-01,loan,local,7\n",
}


def written(folder: Path, **changed: str) -> Path:
    (folder / "facts").mkdir(exist_ok=True)
    (folder / "definitions.toml").write_text(DEFINITIONS, encoding="utf-8")
    for name, text in (FILES | changed).items():
        (folder / "facts" / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder / "facts"


def as_parquet(facts: Path) -> None:
    typed = {"person": pl.Int64, "amount": pl.Int32}
    dates = {"start", "end", "date", "birth", "valid_from", "valid_to", "on"}
    for file in facts.glob("*.csv"):
        frame = pl.read_csv(file, infer_schema=False)
        frame.with_columns(
            [pl.col(c).cast(typed[c]) for c in frame.columns if c in typed]
            + [pl.col(c).str.to_date() for c in frame.columns if c in dates]
        ).write_parquet(file.with_suffix(".parquet"))
        file.unlink()


@pytest.mark.parametrize("parquet", [False, True])
def test_files_are_counted_on_the_map_of_each_period(tmp_path: Path, parquet: bool) -> None:
    facts = written(tmp_path)
    if parquet:
        as_parquet(facts)
    found = counted(tmp_path / "definitions.toml", facts)
    assert (found.units, found.indicators) == (["04", "001", "002"], ["dang-cai", "nu-duoc-ho-tro", "tien"])
    assert found.values[:, :, 0].tolist() == [[1, 1, 5_000_000], [1, 1, 5_000_000], [0, 1, 0]]
    assert found.values[:, :, 1].tolist() == [[1, 0, 7], [0, 0, 0], [1, 0, 7]]  # 001 went into 002


def test_columns_that_nobody_asks_for_may_be_missing(tmp_path: Path) -> None:
    without = FILES["support"].replace(",kind,source,amount", ",amount")
    for gone in (",loan,central", ",job,", ",loan,local"):
        without = without.replace(gone, "")
    facts = written(tmp_path, support=without)
    assert counted(tmp_path / "definitions.toml", facts).values[0].tolist() == [[1, 1], [1, 0], [5_000_000, 7]]


def test_all_periods_can_be_counted_on_one_map(tmp_path: Path) -> None:
    facts = written(tmp_path)
    found = counted(tmp_path / "definitions.toml", facts, map_date=date(2021, 1, 1))
    assert found.values[:, :, 0].tolist() == [[1, 1, 5_000_000], [0, 0, 0], [1, 1, 5_000_000]]


def test_the_command_writes_the_array_and_says_its_axes(tmp_path: Path) -> None:
    facts = written(tmp_path)
    out = tmp_path / "so.npy"
    asked = ["table", "--definitions", str(tmp_path / "definitions.toml"), "--facts", str(facts), "--out", str(out)]
    ran = CliRunner().invoke(command, asked)
    assert ran.exit_code == 0, ran.output
    values = np.load(out)
    assert (values.dtype, values.shape) == (np.int64, (3, 3, 2))
    assert json.loads((tmp_path / "so.json").read_text()) == {
        "units": ["04", "001", "002"],
        "indicators": ["dang-cai", "nu-duoc-ho-tro", "tien"],
        "periods": ["2019", "2020"],
    }


WRONG = [  # file, right, wrong; line, column and the beginning of each mistake
    ("measure", "7,001", "7,003", [(2, "unit", "“003” không có đơn vị này")]),
    ("support", "9,002,2020", "9,001,2020", [(4, "unit", "“001” đơn vị không có vào ngày của dòng này")]),
    ("measure", "2019-12-31", "2018-12-31", [(3, "end", "“2018-12-31” kết thúc trước khi bắt đầu")]),
    ("support", "\n9,002", "\n8,002", [(4, "person", "“8” không có trong tệp person")]),
    ("support", "7,002,2019-06-01", "bảy,002,30/2/2019", [
        (3, "date", "“30/2/2019” không phải một ngày"), (3, "person", "“bảy” không phải số nguyên"),
    ]),
    ("support", ",0\n", ",\n", [(3, "amount", "để trống")]),
    ("support", "2019-05-01", "1719-05-01", [(2, "date", "“1719-05-01” ngày ngoài 1800–2199")]),
    ("measure", ",community,community", ",commune,community", [(3, "kind", "“commune” không có mã này")]),
    ("person", "12,,2000-02-29", "9,,2000-02-29", [(4, "person", "“9” người này đã có ở dòng trên")]),
    ("support", "7,002,2019-06-01,job,,0", "7,001,2019-05-01,loan,central,5000000", [(3, "person", "“7” dòng này đã")]),
    ("support", "source,amount", "source,tien", [(1, "amount", "Thiếu cột “amount”")]),
    ("support", "loan,local,7", "loan,local,7,8", [(4, "", "Dòng có 7 giá trị")]),
    ("unit", "002,04,,", "002,05,,", [(4, "parent", "“05” không có đơn vị trên này")]),
    ("unit", "002,04,,", "001,04,,", [(4, "code", "“001” mã này đã có ở trên cùng lúc")]),
    ("unit", "04,,,", "04,002,,", [(2, "parent", "“002” đơn vị nằm dưới chính nó")]),
    ("unit", "001,04,,2020-01-01", "001,04,2020-01-01,2019-01-01", [(3, "valid_to", "“2019-01-01” kết thúc trước")]),
    ("unit_change", "001,002", "001,009", [(2, "after", "“009” không có đơn vị này")]),
]  # fmt: skip


@pytest.mark.parametrize(("file", "right", "wrong", "says"), WRONG, ids=[f"{w[0]}-{w[2][:14]}" for w in WRONG])
def test_wrong_facts_are_told_with_file_and_line(
    tmp_path: Path, file: str, right: str, wrong: str, says: list[tuple[int, str, str]]
) -> None:
    assert right in FILES[file]
    facts = written(tmp_path, **{file: FILES[file].replace(right, wrong, 1)})
    with pytest.raises(FactErrors) as told:
        counted(tmp_path / "definitions.toml", facts)
    mine = [p for p in told.value.problems if Path(p.file).name == f"{file}.csv"]
    for line, column, message in says:
        assert any((p.line, p.key, p.message.startswith(message)) == (line, column, True) for p in mine), told.value


def test_mistakes_of_all_files_are_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    facts = written(
        tmp_path,
        measure=FILES["measure"].replace("7,001", "70,009"),
        support=FILES["support"].replace("7,002", "7,008"),
    )
    out = tmp_path / "so.npy"
    asked = ["table", "--definitions", str(tmp_path / "definitions.toml"), "--facts", str(facts), "--out", str(out)]
    ran = CliRunner().invoke(command, asked)
    assert ran.exit_code == 1
    assert all(words in ran.output for words in ("measure.csv:2: person", "measure.csv:2: unit", "support.csv:3: unit"))
    assert not out.exists() and not out.with_suffix(".json").exists()


def test_a_column_of_another_type_is_told(tmp_path: Path) -> None:
    facts = written(tmp_path)
    as_parquet(facts)
    support = pl.read_parquet(facts / "support.parquet")
    support.with_columns(pl.col("amount").cast(pl.Float64), pl.col("date").dt.year()).write_parquet(
        facts / "support.parquet"
    )
    with pytest.raises(FactErrors) as told:
        counted(tmp_path / "definitions.toml", facts)
    assert [(p.key, p.message) for p in told.value.problems] == [
        ("amount", "Cột chứa Float64, không phải số nguyên"),
        ("date", "Cột chứa Int32, không phải ngày"),
    ]


def test_dates_that_stand_as_instants_at_midnight_are_dates(tmp_path: Path) -> None:
    facts = written(tmp_path)
    as_parquet(facts)
    measure = pl.read_parquet(facts / "measure.parquet").with_columns(pl.col("start", "end").cast(pl.Datetime("ns")))
    measure.write_parquet(facts / "measure.parquet")
    assert counted(tmp_path / "definitions.toml", facts).values[0, 0].tolist() == [1, 1]
    measure.with_columns(pl.col("start") + pl.duration(hours=9)).write_parquet(facts / "measure.parquet")
    with pytest.raises(FactErrors, match="không phải ngày"):
        counted(tmp_path / "definitions.toml", facts)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    facts = written(tmp_path)
    out = tmp_path / "nowhere" / "so.npy"
    asked = ["table", "--definitions", str(tmp_path / "definitions.toml"), "--facts", str(facts), "--out", str(out)]
    ran = CliRunner().invoke(command, asked)
    assert (ran.exit_code, "Không ghi được" in ran.output) == (1, True)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    facts = written(tmp_path)
    (facts / "support.csv").unlink()
    with pytest.raises(FactErrors, match="Không có tệp support.parquet hay support.csv"):
        counted(tmp_path / "definitions.toml", facts)


def test_definitions_without_periods_are_told(tmp_path: Path) -> None:
    facts = written(tmp_path)
    (tmp_path / "definitions.toml").write_text(DEFINITIONS.partition("[[periods]]")[0], encoding="utf-8")
    with pytest.raises(FileErrors, match="Không có kỳ nào để đếm"):
        counted(tmp_path / "definitions.toml", facts)


def test_persons_numbered_far_apart_are_found(tmp_path: Path) -> None:
    far = {name: text.replace("\n9,", "\n9000000000000,") for name, text in FILES.items()}
    assert counted(tmp_path / "definitions.toml", written(tmp_path, **far)).values[0, 0].tolist() == [1, 1]
    odd = far | {"support": far["support"].replace("\n9000000000000,", "\n8999999999999,")}
    with pytest.raises(FactErrors, match="“8999999999999” không có trong tệp person"):
        counted(tmp_path / "definitions.toml", written(tmp_path, **odd))
