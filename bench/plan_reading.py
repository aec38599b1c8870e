"""A plan of 200 pages read from its Word file: ours, in its sealed process, against python-docx reading the same cells.

    .venv/bin/python -m bench.plan_reading [pages] [runs]

Bars: the whole draft (tasks, agencies, days, checks) in ≤ 5 s; the reader's memory flat in the number of pages: what
four times the pages cost it more is at most a tenth of what they cost python-docx more. The cells of both sides are
compared first; where they differ no time is given. "cells" is our time up to the cells, the start of the sealed process
with it; python-docx stops there too.
"""

import io
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import docx

from hoanhap.plans.reading.blocks import Table
from hoanhap.plans.reading.files import blocks_of_docx, read_docx

ROOT = Path(__file__).resolve().parent.parent
A_PAGE = 4  # rows of the table on a page; LibreOffice lays 200 of these pages out on 213
EVERY = 4  # one page in so many is text
HEADING = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Bắt đầu", "Kết thúc", "Ghi chú")
LEADS = ("Sở Y tế", "Sở Lao động - Thương binh và Xã hội", "Công an tỉnh", "Ủy ban nhân dân huyện, thành phố")
WITH = "Công an tỉnh; Sở Lao động - Thương binh và Xã hội; Ủy ban nhân dân huyện, thành phố và các đơn vị có liên quan"
WORK = "Tổ chức tập huấn, bồi dưỡng nghiệp vụ cho cán bộ làm công tác cai nghiện và quản lý sau cai nghiện đợt {n}"
TIMES = ("Trong năm 2020", "Quý II", "trước ngày 20 tháng 6", "từ tháng 3 đến tháng 5")
DUTY = "- Chủ trì, phối hợp Sở Y tế kiểm tra, hướng dẫn, chấn chỉnh công tác cai nghiện ma túy trên địa bàn, đợt {n}. "
BAR, SHARE = 5.0, 0.1


# ---------------------------------------------------------------- the file
def made(pages: int) -> bytes:
    """A .docx of about so many pages; written straight as XML, which a library would take a minute for."""
    out = io.BytesIO()
    docx.Document().save(out)
    old = zipfile.ZipFile(io.BytesIO(out.getvalue()))
    shell = old.read("word/document.xml").decode()
    head, tail = shell[: shell.index("<w:body>") + 8], shell[shell.rindex("<w:sectPr") :]
    body = "".join(_body(pages))
    new = io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in old.namelist():
            packed.writestr(name, old.read(name) if name != "word/document.xml" else head + body + tail)
    return new.getvalue()


def _body(pages: int) -> Iterator[str]:
    yield from map(_paragraph, ("KẾ HOẠCH", "Cai nghiện ma túy và quản lý sau cai nghiện năm 2020", "I. NHIỆM VỤ"))
    yield "<w:tbl><w:tblPr/><w:tblGrid>" + '<w:gridCol w:w="1300"/>' * 7 + "</w:tblGrid>"
    yield _row(HEADING)
    for group in range(1, pages - pages // EVERY + 1):
        yield _row((str(group), f"Nhóm nhiệm vụ {group}"), wide=6)
        for n in range(1, A_PAGE):
            when = TIMES[(group + n) % 4]
            cells = (f"{group}.{n}", WORK.format(n=n), LEADS[(group + n) % 4], WITH, when, when, "")
            yield _row(cells, merged=2 if n % 3 == 0 else 0)
    yield "</w:tbl>"
    yield _paragraph("II. TỔ CHỨC THỰC HIỆN")
    for n in range(1, pages // EVERY + 1):
        yield _paragraph(f"{n}. Sở Y tế")
        yield from (_paragraph(DUTY.format(n=k) * 3) for k in range(6))


def _paragraph(text: str) -> str:
    """In three runs, as Word leaves what was corrected."""
    third = len(text) // 3 + 1
    parts = (text[at : at + third] for at in range(0, len(text), third))
    look = '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="26"/></w:rPr>'
    runs = "".join(f'<w:r>{look}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>' for part in parts)
    return f'<w:p><w:pPr><w:spacing w:before="60"/><w:jc w:val="both"/></w:pPr>{runs}</w:p>'


def _row(texts: tuple[str, ...], *, wide: int = 1, merged: int = 0) -> str:
    """`wide`: of the last cell. `merged`: the column, from 0, whose cell goes on from above."""
    cells = []
    for column, text in enumerate(texts):
        span = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 and column == len(texts) - 1 else ""
        on = "<w:vMerge/>" if merged and column == merged else '<w:vMerge w:val="restart"/>' if column == 2 else ""
        shown = "" if on == "<w:vMerge/>" else text
        cells.append(f"<w:tc><w:tcPr>{span}{on}</w:tcPr>{_paragraph(shown)}</w:tc>")
    return "<w:tr>" + "".join(cells) + "</w:tr>"


# ---------------------------------------------------------------- both sides
Grid = list[list[str]]


def by_python_docx(data: bytes) -> Grid:
    """Cells as they stand in the rows. `row.cells` would lay the whole table out again for each row."""
    return [
        ["\n".join(p.text for p in cell.paragraphs) for cell in _cells(row)]
        for table in docx.Document(io.BytesIO(data)).tables
        for row in table._tbl.tr_lst
    ]


def _cells(row) -> Iterator[docx.table._Cell]:  # type: ignore[no-untyped-def]
    return (docx.table._Cell(tc, None) for tc in row.tc_lst)  # type: ignore[arg-type]


def by_us(data: bytes) -> Grid:
    blocks = blocks_of_docx(data)
    assert isinstance(blocks, list), blocks
    return [
        ["" if cell.again else cell.text for cell in row.cells]
        for table in blocks
        if isinstance(table, Table)
        for row in table.rows
    ]


def timed(call: Callable[[bytes], object], data: bytes, runs: int) -> float:
    took = []
    for _ in range(runs):
        begun = time.perf_counter()
        call(data)
        took.append(time.perf_counter() - begun)
    return min(took)  # what the machine does when nobody else is on it


def memory(way: str, pages: int) -> float:
    """Megabytes that a process of its own needed at most, of them those before it read left out."""
    call = [sys.executable, "-m", "bench.plan_reading", way, str(pages)]
    done = subprocess.run(call, capture_output=True, check=True, cwd=ROOT)
    return float(done.stdout)


def _alone(way: str, pages: int) -> None:
    from hoanhap.plans.reading.word import WordReader

    read = {"ours": WordReader().look, "python-docx": by_python_docx}[way]
    read(made(1))
    data = made(pages)
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    before = _peak()
    read(data)
    print(_peak() - before)


def _peak() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def main() -> int:
    if len(sys.argv) > 1 and not sys.argv[1].isdigit():
        _alone(sys.argv[1], int(sys.argv[2]))
        return 0
    pages, runs = (int(a) for a in (*sys.argv[1:3], *("200", "3")[len(sys.argv) - 1 :]))
    data = made(pages)
    if by_us(data) != by_python_docx(data):
        print(json.dumps({"equal": False}))
        return 1
    found = read_docx(data)
    peaks = {way: [memory(way, n) for n in (pages, pages * 4)] for way in ("ours", "python-docx")}
    whole = timed(read_docx, data, runs)
    ours, theirs = (many - few for few, many in peaks.values())
    bars = {"seconds": whole <= BAR, "memory": ours <= SHARE * theirs, "tasks": not found.errors}
    print(json.dumps({
        "pages": pages, "file_kb": len(data) // 1024, "tasks": len(found.tasks), "problems": len(found.problems),
        "seconds": round(whole, 2), "cells": round(timed(by_us, data, runs), 2),
        "python_docx_cells": round(timed(by_python_docx, data, runs), 2), "equal": True,
        "memory_mb": {way: [round(x, 1) for x in both] for way, both in peaks.items()},
        "bars": bars,
    }))  # fmt: skip
    return 0 if all(bars.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
