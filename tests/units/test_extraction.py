"""What the tool takes out of the package's data, shown on data of the same shape; and the lists it has left us."""

import csv
import json
import sqlite3

import pytest

from hoanhap.config.home import ROOT
from tools import extract_units as tool

OLD = [
    ("Tỉnh Một", "Huyện A", "Xã X", "01", "001", "00001", "tinhmot", "huyena", "xax"),
    ("Tỉnh Một", "Huyện A", "Thị Trấn  Y", "01", "001", "00002", "tinhmot", "huyena", "thitrany"),
    ("Tỉnh Một", "Huyện Đảo", None, "01", "002", None, "tinhmot", "huyendao", None),
]
NEW = [
    ("Tỉnh Một", "Xã X", "01", "00001", "tinhmot", "xax"),
    ("Tỉnh Một", "Xã Y", "01", "00002", "tinhmot", "xay"),
    ("Tỉnh Một", "Đặc khu Đảo", "01", "00003", "tinhmot", "dackhudao"),
]
CONVERTER = {
    "DICT_PROVINCE": {"tinhmot": ["tinhmot"]},
    "DICT_PROVINCE_WARD_NO_DIVIDED": {"tinhmot": {"xax": ["tinhmot_huyena_xax"], "dackhudao": ["tinhmot_huyendao_"]}},
    "DICT_PROVINCE_WARD_DIVIDED": {
        "tinhmot": {
            "tinhmot_huyena_thitrany": [
                {"newWardKey": "xax", "isDefaultNewWard": False},
                {"newWardKey": "xay", "isDefaultNewWard": True},
            ]
        }
    },
}
COUNTS = {
    "provinces-2025-06": 1,
    "districts-2025-06": 2,
    "communes-2025-06": 2,
    "provinces-2025-07": 1,
    "communes-2025-07": 3,
    "split": 1,
}


@pytest.fixture
def data(tmp_path, monkeypatch):
    db = sqlite3.connect(tmp_path / "dataset.db")
    db.execute(
        "create table admin_units_legacy (province, district, ward, provinceCode, districtCode, wardCode,"
        " provinceKey, districtKey, wardKey)"
    )
    db.execute("create table admin_units (province, ward, provinceCode, wardCode, provinceKey, wardKey)")
    db.executemany("insert into admin_units_legacy values (?,?,?,?,?,?,?,?,?)", OLD)
    db.executemany("insert into admin_units values (?,?,?,?,?,?)", NEW)
    db.commit()
    db.close()
    (tmp_path / "converter_2025.json").write_text(json.dumps(CONVERTER), encoding="utf-8")
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(tool, "OUT", tmp_path / "out")
    monkeypatch.setattr(tool, "EXPECTED", COUNTS)
    return tmp_path


def test_the_lists_and_links_come_out_sorted_and_spelled(data):
    tool.main(data)
    assert (data / "out/units-2025-06.csv").read_text(encoding="utf-8").splitlines() == [
        "level,code,name,parent",
        "province,01,Tỉnh Một,VN",
        "district,001,Huyện A,01",
        "district,002,Huyện Đảo,01",
        "commune,00001,Xã X,001",
        "commune,00002,Thị trấn Y,001",
    ]
    assert (data / "out/links-2025-07.csv").read_text(encoding="utf-8").splitlines() == [
        "before,after,extent,default",
        "00001,00001,whole,1",
        "00002,00001,part,0",
        "00002,00002,part,1",
        "002,00003,whole,1",
        "01,01,whole,1",
    ]


def test_a_second_run_changes_nothing(data):
    tool.main(data)
    first = {p.name: p.read_bytes() for p in (data / "out").iterdir()}
    tool.main(data)
    assert {p.name: p.read_bytes() for p in (data / "out").iterdir()} == first


def test_data_that_was_not_expected_is_refused_and_nothing_written(data, monkeypatch):
    monkeypatch.setattr(tool, "EXPECTED", {**COUNTS, "split": 2})
    with pytest.raises(SystemExit, match="not the data"):
        tool.main(data)
    assert not list((data / "out").iterdir())


def test_the_committed_lists_are_small_sorted_and_complete():
    for name, rows in (("units-2025-06", 10_794), ("units-2025-07", 3_355), ("links-2025-07", 10_665)):
        path = ROOT / f"law/units/{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            read = list(csv.reader(file))[1:]
        assert len(read) == rows and path.stat().st_size < 1_500_000
        assert read == sorted(read, key=lambda r: (len(r[1]), r[1]) if name[0] == "u" else r)


def test_the_package_itself_is_never_imported():
    for path in (ROOT / "hoanhap").rglob("*.py"):
        assert "import vietnamadminunits" not in path.read_text(encoding="utf-8"), path
    assert "import vietnamadminunits" not in (ROOT / "tools/extract_units.py").read_text(encoding="utf-8")
