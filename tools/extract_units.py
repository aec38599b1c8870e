"""Take the administrative units out of the data folder of the package vietnamadminunits, once.

    python tools/extract_units.py PATH/TO/vietnamadminunits/data

The package is never imported: its converter sends addresses to an outside geocoder. Only two files are read
(dataset.db, converter_2025.json) and four small CSV files are written to law/units/, sorted, so that a second
run over the same data changes nothing.
"""

import csv
import json
import sqlite3
import sys
from collections.abc import Iterable
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "law" / "units"
KINDS = ("Tỉnh", "Thành phố", "Thị xã", "Thị trấn", "Quận", "Huyện", "Phường", "Xã", "Đặc khu")
EXPECTED = {"provinces-2025-06": 63, "districts-2025-06": 696, "communes-2025-06": 10_035,
            "provinces-2025-07": 34, "communes-2025-07": 3_321, "split": 471}  # fmt: skip


def main(data: Path) -> None:
    db = sqlite3.connect(f"file:{data / 'dataset.db'}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    old = db.execute("select * from admin_units_legacy").fetchall()
    new = db.execute("select * from admin_units").fetchall()
    converter = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
    tables = {**old_units(old), **new_units(new)}
    links = [*province_links(old, new, converter), *commune_links(old, new, converter)]
    check(tables, links)
    write("units-2025-06.csv", ("level", "code", "name", "parent"), flat(tables, "2025-06"))
    write("units-2025-07.csv", ("level", "code", "name", "parent"), flat(tables, "2025-07"))
    write("links-2025-07.csv", ("before", "after", "extent", "default"), sorted(links))


def old_units(rows: list[sqlite3.Row]) -> dict[str, set[tuple[str, str, str]]]:
    return {
        "provinces-2025-06": {(r["provinceCode"], spelled(r["province"]), "VN") for r in rows},
        "districts-2025-06": {(r["districtCode"], spelled(r["district"]), r["provinceCode"]) for r in rows},
        # Five island districts have no commune under them.
        "communes-2025-06": {(r["wardCode"], spelled(r["ward"]), r["districtCode"]) for r in rows if r["wardCode"]},
    }


def new_units(rows: list[sqlite3.Row]) -> dict[str, set[tuple[str, str, str]]]:
    return {
        "provinces-2025-07": {(r["provinceCode"], spelled(r["province"]), "VN") for r in rows},
        "communes-2025-07": {(r["wardCode"], spelled(r["ward"]), r["provinceCode"]) for r in rows},
    }


def spelled(name: str) -> str:
    """One spelling of the kind ("Thành Phố Đồng Hới", "Thị Trấn Prao" occur). The name decides the kind:
    the column with the type contradicts it in seven rows."""
    for kind in KINDS:
        if name.casefold().startswith(kind.casefold() + " "):
            return f"{kind} {' '.join(name[len(kind) :].split())}"
    raise SystemExit(f"no known kind in the name {name!r}")


def province_links(old: Iterable[sqlite3.Row], new: Iterable[sqlite3.Row], converter: dict) -> list[tuple]:
    before = {r["provinceKey"]: r["provinceCode"] for r in old}
    after = {r["provinceKey"]: r["provinceCode"] for r in new}
    return [(before[o], after[n], "whole", 1) for n, olds in converter["DICT_PROVINCE"].items() for o in olds]


def commune_links(old: Iterable[sqlite3.Row], new: Iterable[sqlite3.Row], converter: dict) -> list[tuple]:
    """Old commune (or island district) → new commune; `part` when it was split, `default` marks one of the parts."""
    before = {
        f"{r['provinceKey']}_{r['districtKey']}_{r['wardKey'] or ''}": r["wardCode"] or r["districtCode"] for r in old
    }
    after = {(r["provinceKey"], r["wardKey"]): r["wardCode"] for r in new}
    whole = [
        (before[o], after[province, key], "whole", 1)
        for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for key, olds in communes.items()
        for o in olds
    ]
    parts = [
        (before[o], after[province, n["newWardKey"]], "part", int(n["isDefaultNewWard"]))
        for province, communes in converter["DICT_PROVINCE_WARD_DIVIDED"].items()
        for o, news in communes.items()
        for n in news
    ]
    return whole + parts


def check(tables: dict[str, set], links: list[tuple]) -> None:
    """Refuse to write anything that is not the country as counted, with every unit linked and one default per split."""
    counts = {name: len({code for code, *_ in rows}) for name, rows in tables.items()}
    counts["split"] = len({before for before, _, extent, _ in links if extent == "part"})
    defaults = [before for before, _, _, default in links if default]
    lost = {c for c, *_ in tables["communes-2025-06"] | tables["provinces-2025-06"]} - {b for b, *_ in links}
    unreached = {c for c, *_ in tables["communes-2025-07"] | tables["provinces-2025-07"]} - {a for _, a, *_ in links}
    if counts != EXPECTED or any(len(rows) != counts[name] for name, rows in tables.items()):
        raise SystemExit(f"not the data that was expected: {counts}")
    if lost or unreached or len(defaults) != len(set(defaults)):
        raise SystemExit(f"links are incomplete: lost {sorted(lost)}, unreached {sorted(unreached)}")


def flat(tables: dict[str, set], when: str) -> list[tuple[str, str, str, str]]:
    levels = ("provinces", "districts", "communes")
    return [(level.removesuffix("s"), *row) for level in levels for row in sorted(tables.get(f"{level}-{when}", ()))]


def write(name: str, header: tuple[str, ...], rows: Iterable[tuple]) -> None:
    with (OUT / name).open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)
    print(name, (OUT / name).stat().st_size, "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
