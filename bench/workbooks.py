"""200 workbooks of Phụ lục 2 parsed, checked and summed: ours, bare python-calamine and openpyxl in one run.

    .venv/bin/python -m bench.workbooks [rounds] [--country]

Bars: ≤ 1.5 × bare calamine (the same sheet opened and turned into lists, nothing checked), ≥ 12 × openpyxl, memory
flat in the number of files, time linear. `--country` reads 10,600 files (the 200 over and over) instead of 2,000.
Ours runs as in the product: the files read from disk by the parent, every check on, in its sandbox. The start of the
child is excluded and reported beside, as is the making of the templates. Sums must be equal or no time is given.
The bars compare the least of the rounds: what the machine does when nobody else is on it. Ours uses two cores, so it
costs more processor time than it takes; that is reported too.
"""

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook

FILES, FIRST_FIGURE = 200, 4  # STT, Chỉ tiêu, Đơn vị tính stand before the figures
KEY = b"bench" * 7
Sums = list[int]


def main() -> int:
    os.environ.setdefault("HOANHAP_HOME", tempfile.mkdtemp(prefix="hoanhap-bench-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoanhap.config.settings")
    import django

    django.setup()
    rounds = int(next((a for a in sys.argv[1:] if a.isdigit()), 15))
    with tempfile.TemporaryDirectory(prefix="hoanhap-bench-") as folder:
        result = measured(Path(folder), rounds, 10_600 if "--country" in sys.argv else 2_000)
    print(json.dumps(result))
    return 0 if result["equal"] and all(result["bars"].values()) else 1


def measured(folder: Path, rounds: int, many: int) -> dict:
    from hoanhap.catalog import loaded
    from hoanhap.reporting.workbook.batch import Session

    form = loaded.form("phu-luc-2")
    begun = time.perf_counter()
    paths = made(folder, form)
    making = time.perf_counter() - begun
    lines = figure_lines(paths[0])
    forms = {(form.code, form.version): form}

    def ours(files: Iterator[Path] | list[Path]) -> tuple[float, float, Sums, int, float]:
        with Session(forms, KEY) as session:
            begun = time.perf_counter()
            child = session.start()
            started = time.perf_counter()
            sums = [0] * len(form.columns)
            place = {c.code: i for i, c in enumerate(form.columns)}
            cpu = time.process_time() + processor(child)
            for answer in session.read(files):
                if not answer.book.clean:
                    raise SystemExit(f"{answer.name}: {answer.book.problems}")
                for cell in answer.book.cells:
                    sums[place[cell.column]] += cell.value or 0
            ended = time.perf_counter()
            cpu = time.process_time() + processor(child) - cpu
            memory = peak(child)
        return ended - started, started - begun, sums, memory, cpu

    def in_lines(read: Callable[[Path], list]) -> tuple[float, Sums, float]:
        begun, cpu = time.perf_counter(), time.process_time()
        sheets = [read(path) for path in paths]
        took, cpu = time.perf_counter() - begun, time.process_time() - cpu
        sums = [0] * len(form.columns)
        for sheet in sheets:
            for line in lines:
                for i in range(len(sums)):
                    sums[i] += int(sheet[line][FIRST_FIGURE + i])
        return took, sums, cpu

    ours(paths[:20])
    names = ("ours", "calamine", "openpyxl", "start", "ours cpu", "calamine cpu")
    seconds: dict[str, list[float]] = {name: [] for name in names}
    sums: list[Sums] = []
    child_memory = 0
    for number in range(rounds):
        took, start, total, child_memory, cpu = ours(paths)
        seconds["ours cpu"].append(cpu)
        seconds["ours"].append(took)
        seconds["start"].append(start)
        bare, theirs, cpu = in_lines(by_calamine)
        seconds["calamine cpu"].append(cpu)
        seconds["calamine"].append(bare)
        sums += [total, theirs]
        if number < 2:
            slow, theirs, _ = in_lines(by_openpyxl)
            seconds["openpyxl"].append(slow)
            sums.append(theirs)
    before = peak(os.getpid())
    took, _, _, many_memory, cpu = ours(islice(cycle(paths), many))
    return shown(seconds, sums, making, many, took, cpu, child_memory, many_memory, peak(os.getpid()) - before)


def shown(
    seconds: dict[str, list[float]],
    sums: list[Sums],
    making: float,
    many: int,
    took: float,
    cpu: float,
    child_memory: int,
    many_memory: int,
    grown: int,
) -> dict:
    median = {name: statistics.median(runs) for name, runs in seconds.items()}
    least = {name: min(runs) for name, runs in seconds.items()}
    ratio = least["ours"] / least["calamine"]
    faster = least["openpyxl"] / least["ours"]
    linear = cpu / many / (median["ours cpu"] / FILES)
    return {
        "bench": "workbooks",
        "files": FILES,
        "equal": all(s == sums[0] for s in sums),
        "median_s": {name: round(value, 4) for name, value in median.items()},
        "least_s": {name: round(value, 4) for name, value in least.items()},
        "to_calamine": round(ratio, 2),
        "to_calamine_by_medians": round(median["ours"] / median["calamine"], 2),
        "to_calamine_in_processor_time": round(least["ours cpu"] / least["calamine cpu"], 2),
        "faster_than_openpyxl": round(faster, 1),
        "template_ms": round(1000 * making / FILES, 1),
        "many": {"files": many, "seconds": round(took, 2), "processor_time_per_file_to_200": round(linear, 2)},
        "child_mb": {"200": child_memory // 1024, str(many): many_memory // 1024},
        "parent_grew_mb": grown // 1024,
        "bars": {
            "to_calamine ≤ 1.5": ratio <= 1.5,
            "openpyxl ≥ 12": faster >= 12,
            "linear ≤ 1.25": linear <= 1.25,
            "flat ≤ 4 MB": many_memory - child_memory <= 4096 and grown <= 4096,
        },
    }


def made(folder: Path, form: object) -> list[Path]:
    """Seeded figures in our own templates, each of another unit; totals are formulas with their result."""
    from hoanhap.reporting.workbook.book import CellIn
    from hoanhap.reporting.workbook.identity import Identity
    from hoanhap.reporting.workbook.template import template

    paths = []
    for number in range(FILES):
        rnd = random.Random(number)
        values = {
            (row.code, column.code): CellIn(rnd.randint(0, 400) * 1_000_000 ** (row.measure.atom == "dong"))
            for row in form.filled_rows
            for column in form.columns
        }
        who = Identity("tong-ket-2016-2020", f"UB-{number:05d}", form.code, form.version)
        path = folder / f"{number}.xlsx"
        path.write_bytes(
            template(form, who, key=KEY, values=values, unit_name=f"UBND xã số {number}", campaign_title="Tổng kết")
        )
        paths.append(path)
    return paths


def figure_lines(path: Path) -> list[int]:
    """Lines of the sheet, from 0, that hold figures: those with a mark in column A."""
    return [i for i, line in enumerate(by_calamine(path)) if str(line[0]).startswith("r:")]


def by_calamine(path: Path) -> list:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def by_openpyxl(path: Path) -> list:
    return list(openpyxl.load_workbook(path, data_only=True).worksheets[0].values)


def processor(process: int) -> float:
    """Processor seconds a process has used; 0 where the system does not say."""
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0


def peak(process: int) -> int:
    """The most memory the process has held, in KB; 0 where the system does not say."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


if __name__ == "__main__":
    sys.exit(main())
