"""What makes a form sound, beyond the shape of its file."""

from collections.abc import Iterator, Mapping, Sequence
from string import Formatter

from hoanhap.catalog.forms import Check, Form, Row
from hoanhap.kernel.dates import Span
from hoanhap.kernel.lang import t
from hoanhap.kernel.toml.findings import Finding, repeated


def form_findings(form: Form) -> Iterator[Finding]:
    yield from repeated("columns", [c.code for c in form.columns])
    yield from repeated("rows", [r.code for r in form.rows])
    yield from repeated("checks", [c.code for c in form.checks])
    yield from _validity(form)
    yield from _columns(form)
    yield from _recorded(form)
    if form.kind == "list":
        yield from _list(form)
    if form.kind == "grid":
        yield from _periods(form)
        yield from _grid(form)


def _validity(form: Form) -> Iterator[Finding]:
    if form.valid_to is not None and form.valid_to <= form.valid_from:
        yield Finding(
            ("form", "valid_to"),
            t("Hết hiệu lực trước khi có hiệu lực", "It ends before it begins"),
            t("valid_to là ngày đầu tiên không còn dùng", "valid_to is the first day it is no longer used"),
        )


def _columns(form: Form) -> Iterator[Finding]:
    if not form.columns:
        yield Finding(
            ("form",), t("Biểu không có cột", "The form has no columns"), t("Thêm [[columns]]", "Add [[columns]]")
        )
    for i, column in enumerate(form.columns):
        if (column.type == "choice") != bool(column.choices):
            yield Finding(
                ("columns", i, "choices"),
                t(
                    "Cột lựa chọn phải có danh sách, cột khác thì không",
                    "A choice column has choices; another has none",
                ),
                t('Đặt type = "choice" và choices = […]', 'Set type = "choice" and choices = […]'),
            )


def _list(form: Form) -> Iterator[Finding]:
    for table in ("rows", "checks"):
        if getattr(form, table):
            yield Finding(
                (table,),
                t("Biểu danh sách không có [[{x}]]", "A list form has no [[{x}]]", x=table),
                t('Xóa, hoặc đặt kind = "grid"', 'Drop them, or set kind = "grid"'),
            )


def _recorded(form: Form) -> Iterator[Finding]:
    """`of` names a part of the record that `lines` names; only a list has lines."""
    parts = [i for i, column in enumerate(form.columns) if column.of]
    if form.lines and (form.kind != "list" or not parts):
        yield Finding(
            ("form", "lines"),
            t("Chỉ biểu danh sách có cột mang “of” mới lấy dòng từ bản ghi", "Only a list with “of” columns has these"),
            t("Xóa lines, hoặc thêm of vào cột", "Drop lines, or give columns an of"),
        )
    for i in parts if not form.lines else ():
        yield Finding(
            ("columns", i, "of"),
            t("Cột lấy từ bản ghi, nhưng biểu không ghi lines", "The column is of a record, but the form has no lines"),
            t("Thêm lines vào [form], hoặc xóa of", "Give [form] lines, or drop of"),
        )


# ---------------------------------------------------------------- periods
def _periods(form: Form) -> Iterator[Finding]:
    """Either every column is a period, one after another, or none is."""
    dated = [c.start is not None or c.end is not None for c in form.columns]
    last = None
    for i, column in enumerate(form.columns):
        if column.type != "number":
            yield Finding(
                ("columns", i, "type"),
                t("Biểu số liệu chỉ có cột số", "A grid form has number columns only"),
                t('Bỏ type, hoặc đặt kind = "list"', 'Drop type, or set kind = "list"'),
            )
        if any(dated) and (column.start is None or column.end is None):
            yield Finding(
                ("columns", i),
                t("Cột thiếu ngày đầu hoặc ngày cuối", "The column lacks its start or its end"),
                t("Ghi start và end; end là ngày sau ngày cuối", "Give start and end; end is the day after the last"),
            )
            continue
        if column.start is None or column.end is None:
            continue
        if column.end <= column.start:
            yield Finding(
                ("columns", i, "end"),
                t("Kỳ kết thúc trước khi bắt đầu", "The period ends before it starts"),
                t("end phải sau start", "end must be after start"),
            )
            continue
        if last and column.start < last:
            yield Finding(
                ("columns", i, "start"),
                t(
                    "Kỳ này chồng lên kỳ trước hoặc đứng sai thứ tự",
                    "The period overlaps the one before, or is out of order",
                ),
                t("Bắt đầu từ {day} trở đi", "Start on {day} or later", day=last.isoformat()),
            )
        last = column.end


# ---------------------------------------------------------------- rows
def _grid(form: Form) -> Iterator[Finding]:
    if not form.rows:
        yield Finding(("form",), t("Biểu không có dòng", "The form has no rows"), t("Thêm [[rows]]", "Add [[rows]]"))
    rows = {r.code: r for r in form.rows}
    for i, row in enumerate(form.rows):
        yield from _row(form, i, row)
        if row.parts:
            yield from _parts(rows, i, row)
    yield from _cycles(rows, {r.code: i for i, r in enumerate(form.rows)})
    for i, check in enumerate(form.checks):
        yield from _check(rows, i, check)


def _row(form: Form, i: int, row: Row) -> Iterator[Finding]:
    for level in row.filled_by:
        if form.filled_by and level not in form.filled_by:
            yield Finding(
                ("rows", i, "filled_by"),
                t("Cấp “{x}” không điền biểu này", "The level “{x}” does not fill this form", x=level),
                t("Thêm cấp này vào filled_by của biểu", "Add the level to the form's filled_by"),
            )
    if row.measure is None and (row.parts or row.qualifier or row.window):
        yield Finding(
            ("rows", i),
            t(
                "Dòng tiêu đề không có số liệu thì không có parts, qualifier, window",
                "A heading has no parts, qualifier or window",
            ),
            t("Ghi measure cho dòng, hoặc xóa các khóa đó", "Give the row a measure, or drop those keys"),
        )


def _parts(rows: Mapping[str, Row], i: int, row: Row) -> Iterator[Finding]:
    assert row.parts
    place = ("rows", i, "parts")
    for code in row.parts.rows:
        part = rows.get(code)
        if part is None:
            yield _no_row(place, code)
        elif part.measure is None:
            yield Finding(
                place,
                t("“{x}” là dòng tiêu đề, không có số để cộng", "“{x}” is a heading and has nothing to add", x=code),
                t("Nêu các dòng có số liệu", "Name rows that hold figures"),
            )
        elif row.measure and len({part.measure.atom, row.measure.atom} - {""}) > 1:
            yield Finding(
                place,
                t(
                    "Không cộng được {a} vào {b}",
                    "{a} cannot be added into {b}",
                    a=part.measure.title,
                    b=row.measure.title,
                ),
                t("Tổng và thành phần phải cùng một loại đơn vị", "A total and its parts need one kind of measure"),
            )
        elif part.indent <= row.indent:
            yield Finding(
                place,
                t(
                    "Dòng thành phần “{x}” không thụt vào so với tổng",
                    "The part “{x}” is not indented under its total",
                    x=code,
                ),
                t("Đặt indent của thành phần lớn hơn của tổng", "Give the part a larger indent than the total's"),
            )
    if len(row.parts.rows) < 1 or len(set(row.parts.rows)) < len(row.parts.rows):
        yield Finding(
            place,
            t("Thành phần trống hoặc lặp", "Parts are empty or repeated"),
            t("Nêu mỗi dòng một lần", "Name each row once"),
        )


def _cycles(rows: Mapping[str, Row], position: Mapping[str, int]) -> Iterator[Finding]:
    """Each row that is, through its parts, a part of itself."""
    for code, row in rows.items():
        seen, ahead = set[str](), list(row.parts.rows if row.parts else ())
        while ahead:
            part = ahead.pop()
            if part in seen:
                continue
            seen.add(part)
            below = rows[part].parts if part in rows else None
            ahead += below.rows if below else ()
        if code in seen:
            yield Finding(
                ("rows", position[code], "parts"),
                t("Dòng “{x}” là thành phần của chính nó", "The row “{x}” is a part of itself", x=code),
                t("Bỏ vòng lặp giữa các dòng", "Break the circle between the rows"),
            )


def _no_row(place: tuple[str | int, ...], code: str) -> Finding:
    return Finding(
        place,
        t("Biểu không có dòng “{x}”", "The form has no row “{x}”", x=code),
        t("Sửa mã, hoặc thêm dòng đó", "Mend the code, or add the row"),
    )


# ---------------------------------------------------------------- checks
def _check(rows: Mapping[str, Row], i: int, check: Check) -> Iterator[Finding]:
    for code in check.rows:
        if code not in rows:
            yield _no_row(("checks", i, "rows"), code)
        elif rows[code].measure is None:
            yield Finding(
                ("checks", i, "rows"),
                t("“{x}” là dòng tiêu đề, không có số để so", "“{x}” is a heading and has nothing to compare", x=code),
                t("Nêu các dòng có số liệu", "Name rows that hold figures"),
            )
    if check.kind == "at_most":
        yield from _pair(rows, i, check)
    if check.kind and (check.kind == "jump") != (check.factor > 0):
        yield Finding(
            ("checks", i, "factor"),
            t("factor dùng cho kind = “jump”, và chỉ cho nó", "factor goes with kind “jump”, and only with it"),
            t("Ghi factor = 5, hoặc xóa", "Write factor = 5, or drop it"),
        )
    yield from _sentences(i, check)


def _pair(rows: Mapping[str, Row], i: int, check: Check) -> Iterator[Finding]:
    measures = [m for code in check.rows if (row := rows.get(code)) and (m := row.measure)]
    if len(check.rows) != 2:
        yield Finding(
            ("checks", i, "rows"),
            t("“at_most” so đúng hai dòng", "“at_most” compares exactly two rows"),
            t("Ghi [nhỏ, lớn]", "Write [smaller, larger]"),
        )
    elif len({m.atom for m in measures} - {""}) > 1:
        yield Finding(
            ("checks", i, "rows"),
            t("Hai dòng khác loại đơn vị", "The two rows have different kinds of measure"),
            t("Chỉ so các dòng cùng loại đơn vị", "Compare rows of one kind of measure"),
        )


def _sentences(i: int, check: Check) -> Iterator[Finding]:
    for key, words in (("message", check.message), ("remedy", check.remedy)):
        if not all(_fillable(sentence) for sentence in words):
            yield Finding(
                ("checks", i, key),
                t("Chỗ trống không hợp lệ trong câu", "The sentence has a place that cannot be filled"),
                t("Chỉ dùng {value}, {other}, {column}", "Use only {value}, {other}, {column}"),
            )


def _fillable(sentence: str) -> bool:
    try:
        return {name for _, name, _, _ in Formatter().parse(sentence)} <= {None, "value", "other", "column"}
    except ValueError:  # an odd brace
        return False


# ---------------------------------------------------------------- versions
def overlapping(versions: Sequence[Form]) -> Iterator[tuple[Form, Form]]:
    """Pairs of versions of one form that cannot be told apart: of one name, or valid on the same day."""
    for i, one in enumerate(versions):
        for other in versions[:i]:
            if one.code == other.code and (one.version == other.version or _together(one, other)):
                yield one, other


def _together(one: Form, other: Form) -> bool:
    spans = [(f.valid_from, f.valid_to) for f in (one, other)]
    if any(end is not None and end <= start for start, end in spans):
        return False
    return Span(*spans[0]).overlaps(Span(*spans[1]))
