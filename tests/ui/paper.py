"""A small form like Phụ lục 2, and a list like Phụ lục 1, to draw and to fill in tests of the face."""

from hoanhap.kernel.lang import t
from hoanhap.ui.grid import Grid, GridCell, GridColumn, GridRow, Problem

YEARS = ("y2016", "y2017", "y2018", "y2019", "h2020")
COLUMNS = tuple(
    GridColumn(code, title) for code, title in zip(YEARS, ("2016", "2017", "2018", "2019", "6 tháng 2020"), strict=True)
)
# code, title, number, indent, measure, exponent, parts
LINES = (
    ("g1", "Tổ công tác cai nghiện", "1.", 0, "", 0, ()),
    ("teams", "Số tổ được thành lập", "", 1, "tổ", 0, ()),
    ("staff", "Số cán bộ tham gia", "", 1, "người", 0, ()),
    ("people", "Số người đăng ký cai nghiện tại gia đình, cộng đồng", "", 1, "người", 0, ("there", "home")),
    ("there", "tại cộng đồng", "", 2, "người", 0, ("drug", "other")),
    ("drug", "nghiện heroin", "", 3, "người", 0, ()),
    ("other", "nghiện chất khác", "", 3, "người", 0, ()),
    ("home", "tại gia đình", "", 2, "người", 0, ()),
    ("g2", "Kinh phí", "2.", 0, "", 0, ()),
    ("loan", "Số vốn được vay", "", 1, "đồng", 0, ()),
    ("budget", "Ngân sách tỉnh", "", 1, "triệu đồng", 6, ()),
)
FILLED = {
    ("teams", "y2016"): "1",
    ("staff", "y2016"): "6",
    ("drug", "y2016"): "4",
    ("other", "y2016"): "2",
    ("home", "y2016"): "3",
    ("people", "y2016"): "9",
    ("there", "y2016"): "6",
    ("home", "y2017"): "hơn 1.230",
    ("people", "y2017"): "hơn 1.230",
    ("staff", "h2020"): "không phát sinh",
}
LOCKED = {("loan", "y2019"): "Cấp trên chỉ mở lại những ô có câu hỏi"}


def grid(cells: dict[tuple[str, str], tuple[str, int]] | None = None, problems: tuple[Problem, ...] = ()) -> Grid:
    held = cells if cells is not None else {place: (shown, 1) for place, shown in FILLED.items()}
    return Grid(
        kind="grid",
        token="17.1",
        caption=t("Phụ lục 2. Số liệu cai nghiện", "Annex 2. Rehabilitation figures"),
        columns=COLUMNS,
        rows=tuple(_row(held, *line) for line in LINES),
        problems=problems,
        warnings=sum(p.severity == "warning" and not p.explained for p in problems),
        post_url="/luu/",
        save_url="/luu/",
        explain_url="/giai-trinh/",
    )


def _row(
    held: dict[tuple[str, str], tuple[str, int]],
    code: str,
    title: str,
    number: str,
    indent: int,
    measure: str,
    exponent: int,
    parts: tuple[str, ...],
) -> GridRow:
    cells = tuple(_cell(held, code, column, parts) for column in YEARS) if measure else ()
    money = measure.endswith("đồng")
    lead = "Trong đó:" if code == "there" else ""
    return GridRow(
        code, title, number, "", lead, indent, measure, False, exponent, money, over=code != "teams", cells=cells
    )


def _cell(held: dict[tuple[str, str], tuple[str, int]], row: str, column: str, parts: tuple[str, ...]) -> GridCell:
    shown, revision = held.get((row, column), ("", 0))
    why = LOCKED.get((row, column), "")
    return GridCell(
        row,
        column,
        shown,
        revision,
        kind="sum" if parts else "locked" if why else "open",
        why=why,
        parts=parts,
        url="/so-lieu/" if parts else "",
    )


FIELDS = (
    GridColumn("number", "Số, ký hiệu", type="text", required=True),
    GridColumn("date", "Ngày ban hành", type="date"),
    GridColumn("kind", "Loại", type="choice", choices=(("CT", "Chỉ thị"), ("KH", "Kế hoạch"), ("QD", "Quyết định"))),
    GridColumn("summary", "Trích yếu", type="text", width=40),
    GridColumn("copies", "Số bản", type="number"),
)
DOCUMENTS = {
    "n0001": ("12/CT-UBND", "14/3/2018", "CT", "Tăng cường công tác cai nghiện", "120"),
    "n0002": ("45/KH-UBND", "07/9/2020", "KH", "Kế hoạch cai nghiện năm 2020", ""),
}


def line(code: str, values: tuple[str, ...] = ("", "", "", "", ""), revision: int = 0) -> GridRow:
    cells = zip(FIELDS, values, strict=True)
    return GridRow(code, cells=tuple(GridCell(code, f.code, shown, revision) for f, shown in cells))


def listing(lines: dict[str, tuple[str, ...]] | None = None) -> Grid:
    held = DOCUMENTS if lines is None else lines
    return Grid(
        kind="list",
        token="18.1",
        caption=t("Phụ lục 1. Văn bản chỉ đạo", "Annex 1. Documents issued"),
        columns=FIELDS,
        rows=tuple(line(code, values, 1) for code, values in held.items()),
        post_url="/luu/",
        save_url="/luu/",
        blank_line=line("n0003"),
    )
