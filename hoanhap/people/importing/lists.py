"""From the cells of a sheet to records, every line accounted for and every problem at its cell.

A line with a name and something else of a person is a person; what else has words in it is told as not read. Nothing is
guessed in silence: a zero put back, a code that no word gives, a column that is not taken are said as warnings.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeVar

from hoanhap.kernel.lang import t
from hoanhap.people.importing import values
from hoanhap.people.importing.headings import NOT_TAKEN, Cells, Headings, recognise
from hoanhap.people.importing.listed import Defaults, Line, Listed
from hoanhap.people.importing.reader import WRONG
from hoanhap.people.importing.values import Cell, Wrong
from hoanhap.people.rules.draft import ADDRESS_MOST, NAME_MOST, OFFICE_MOST, Draft, PaperDraft, UseDraft
from hoanhap.people.rules.identity import Birth
from hoanhap.people.rules.names import folded
from hoanhap.people.rules.words import forbidden

Value = TypeVar("Value")
Titles = Mapping[str, Mapping[str, str]]  # code list → code → folded title
OF_A_PERSON: Final = (
    "birth",
    "man",
    "woman",
    "number",
    "sex",
    "ethnicity",
    "address",
    "permanent",
    "temporary",
    "standing",
)
UNKNOWN_AGE: Final = 60  # in place of a birth that cannot be read, so that the rest of the line is checked all the same
MIDDLE_NAMES: Final = {"thi": "female", "van": "male"}  # what tells the sex where the list does not, with a warning


def read(sheets: Sequence[Sequence[Any]], titles: Titles, defaults: Defaults) -> Listed:
    """The sheet that is a list of persons; of several the one with the most known headings, the others being named."""
    parsed = parse(sheets)
    found = [one for n, (name, cells, merges) in enumerate(parsed, 1)
             if (not defaults.sheet or n == defaults.sheet)
             and (one := (name, cells, recognise(cells, merges, defaults.columns, defaults.line)))[2]]  # fmt: skip
    if not found:
        listed = Listed(parsed[max(0, defaults.sheet - 1)][0] if parsed else "")
        listed.say(0, None, t(
            "Không thấy dòng tiêu đề có “Họ và tên” cùng “Năm sinh” hoặc “Số CMND/CCCD” trong 40 dòng đầu.",
            "No line of headings with a name and a birth year or number was found in the first 40 lines.",
        ))  # fmt: skip
        return listed
    name, cells, headings = max(found, key=lambda one: len(one[2].columns if one[2] else ()))
    assert headings is not None
    listed = Listed(name, headings)
    for other, _, _ in found:
        if other != name:
            listed.say(0, None, t("Trang “{x}” cũng là một danh sách và không được đọc: nạp riêng trang đó.",
                                  "Sheet “{x}” is a list too and was not read: import it on its own.", x=other),
                       "warning")  # fmt: skip
    _Reading(listed, cells, headings, titles, defaults).all()
    listed.sort()
    return listed


def parse(sheets: Sequence[Sequence[Any]]) -> list[tuple[str, dict[tuple[int, int], Cell], list[str]]]:
    """The reader's answer by place: name, cells, merged ranges."""
    return [(name, {(row, column): (kind, text) for row, column, kind, text in cells}, merges)
            for name, cells, merges in sheets]  # fmt: skip


class _Reading:
    def __init__(self, listed: Listed, cells: Cells, headings: Headings, titles: Titles, defaults: Defaults) -> None:
        self._listed, self._cells, self._headings = listed, cells, headings
        self._titles, self._defaults = titles, defaults
        self._row, self._failed = 0, False
        listed.standing = _standing_of(headings.titles)
        self._standing = defaults.standing or listed.standing

    def all(self) -> None:
        self._columns_not_taken()
        rows = sorted({row for row, _ in self._cells if row >= self._headings.first})
        self._listed.blank = rows[-1] - self._headings.first + 1 - len(rows) if rows else 0
        for row in rows:
            self._row, self._failed = row, False
            if self._is_person():
                draft = self._draft()
                self._listed.lines.append(Line(row, draft, not self._failed))
            else:
                self._listed.others += 1
                self._not_read()

    # ------------------------------------------------------------ lines
    def _is_person(self) -> bool:
        """A name, and one more thing of a person; or a name in a line with a number of order."""
        name = self._cell("name")
        if name is None or not any(c.isalpha() for c in name[1]):
            return False
        ordinal = self._cell("ordinal")
        numbered = ordinal is not None and values.text(ordinal, 10).strip(".").isdigit()
        return numbered or any(self._cell(field) for field in OF_A_PERSON)

    def _not_read(self) -> None:
        words = [text.strip() for (row, _), (_, text) in sorted(self._cells.items()) if row == self._row]
        shown = values.text(("t", " · ".join(words)), 60)
        if len(words) > 2 or any(c.isalpha() for text in words for c in text):
            self._say(None, t("Dòng này không phải một người nên không đọc: “{x}”.",
                              "This line is no person and was not read: “{x}”.", x=shown), "warning")  # fmt: skip

    def _columns_not_taken(self) -> None:
        """What is read over. A column about HIV is said to be deleted; nothing of it is looked at."""
        row = self._headings.first - 1
        for field_ in NOT_TAKEN:
            for column in self._headings.columns.get(field_, ()):
                if field_ == "forbidden":
                    self._listed.say(row, column, t(
                        "Cột này ghi tình trạng HIV: không được nạp và cần xóa khỏi tệp.",
                        "This column is about HIV status: it is not imported and should be deleted from the file.",
                    ), "warning")  # fmt: skip
                elif field_ != "ordinal":
                    self._listed.say(row, column, t("Cột này không được nạp; ghi vào từng hồ sơ nếu cần.",
                                                    "This column is not imported; enter it file by file if needed."),
                                     "warning")  # fmt: skip
        self._forbidden_words()

    def _forbidden_words(self) -> None:
        skipped = set(self._headings.columns.get("forbidden", ()))
        taken = {column for field_, columns in self._headings.columns.items() if field_ not in NOT_TAKEN
                 for column in columns}  # fmt: skip
        for (row, column), (_, text) in self._cells.items():
            if row >= self._headings.first and column not in skipped | taken and forbidden(text):
                self._listed.say(row, column, t(
                    "Ô này nhắc đến HIV: không được nạp. Xóa khỏi tệp trước khi gửi cho người khác.",
                    "This cell speaks of HIV: it is not imported. Delete it before the file goes to others.",
                ), "warning")  # fmt: skip

    # ------------------------------------------------------------ one person
    def _draft(self) -> Draft:
        name = _capitals(self._text("name", NAME_MOST))
        birth, sex = self._birth_and_sex()
        sex = sex or self._sex_by_name(name)
        listed_on = self._day("listed_on") or self._defaults.on
        papers = self._papers()
        standing = self._coded("standing", "standings") or self._standing
        if not standing:
            self._failed = True
            self._say(self._headings.one("standing"), t(
                "Danh sách không nói là người nghiện hay người sử dụng. Chọn diện quản lý cho cả danh sách.",
                "The list does not say whether addicts or users. Choose the standing for the whole list.",
            ))  # fmt: skip
        residence, address = self._residence()
        return Draft(
            name=name,
            birth=birth or Birth(listed_on.year - UNKNOWN_AGE, None),
            sex=sex,
            residence=residence,
            since=self._day("since") or listed_on,
            standing=standing or "user",
            basis="list",
            listed_on=listed_on,
            address=address,
            phone=self._text("phone", 30),
            ethnicity=self._coded("ethnicity", "ethnicities"),
            education=self._coded("education", "education"),
            occupation=self._coded("occupation", "occupations"),
            aliases=tuple(a for part in self._text("aliases").replace(";", ",").split(",") if (a := part.strip(" -."))),
            papers=papers,
            uses=self._uses(),
        )

    def _birth_and_sex(self) -> tuple[Birth | None, str]:
        """From their own columns, or from a birth year (or a mark) under “Nam” or “Nữ”."""
        sex = ""
        for field_, code in (("man", "male"), ("woman", "female")):
            if self._cell(field_):
                sex = code
        if self._cell("sex"):
            sex = self._taken("sex", values.sex) or sex
        for field_ in ("birth", "man", "woman"):
            cell = self._cell(field_)
            if cell is not None and any(c.isdigit() for c in cell[1]):
                return self._taken(field_, lambda cell: values.birth(cell, self._defaults.on)), sex
        self._failed = True
        self._say(
            self._listed.place("birth"), t("Thiếu ngày sinh hoặc năm sinh.", "The birth date or year is missing.")
        )
        return None, sex

    def _sex_by_name(self, name: str) -> str:
        middle = folded(name).split()[1:-1]
        sex = next((MIDDLE_NAMES[word] for word in middle if word in MIDDLE_NAMES), "")
        if sex:
            self._say(self._listed.place("sex"), t(
                "Danh sách không ghi giới tính; hiểu theo chữ đệm “Văn”, “Thị”.",
                "The list does not say the sex; taken from the middle name.",
            ), "warning")  # fmt: skip
        return sex

    def _papers(self) -> tuple[PaperDraft, ...]:
        found = []
        issued_on = self._day("issued_on")
        for column in self._headings.columns.get("number", ()):
            cell = self._cells.get((self._row, column))
            if cell is None:
                continue
            taken = self._taken_at(column, cell, values.paper)
            if taken is None:
                continue
            kind, number, restored = taken
            if restored:
                self._say(column, t("Excel đã bỏ số 0 ở đầu; đọc là {n}.", "Excel had dropped the zero; read as {n}.",
                                    n=number), "warning")  # fmt: skip
            found.append(PaperDraft(kind, number, issued_on, self._text("issued_by", OFFICE_MOST)))
        return tuple(found)

    def _residence(self) -> tuple[str, str]:
        """Which kind, and where: the present address before the registered one."""
        kind, address = "permanent", ""
        for field_ in ("permanent", "temporary", "address"):
            if said := self._text(field_, ADDRESS_MOST):
                address = said
                kind = "temporary" if field_ == "temporary" else kind
        if any(words in folded(address) for words in ("khong noi", "khong co noi", "lang thang", "khong on dinh")):
            kind = "unstable"
        return kind, address

    def _uses(self) -> tuple[UseDraft, ...]:
        since_year = None
        if self._cell("since_year"):
            since_year = self._taken("since_year", lambda cell: values.year(cell, self._defaults.on))
        route = self._coded("route", "routes")
        found: list[str] = []
        for column in self._headings.columns.get("substances", ()):
            if cell := self._cells.get((self._row, column)):
                known, unknown = values.every(cell, "substances", self._titles["substances"])
                found += known
                for words in unknown:
                    self._unknown(column, words)
        return tuple(UseDraft(substance, route, since_year) for substance in dict.fromkeys(found))

    # ------------------------------------------------------------ cells
    def _cell(self, field_: str) -> Cell | None:
        columns = self._headings.columns.get(field_, ())
        return next((cell for column in columns if (cell := self._cells.get((self._row, column)))), None)

    def _text(self, field_: str, most: int = 300) -> str:
        """Cut one sign beyond what fits, so that the rules see that it is too long."""
        return values.text(self._cell(field_), most + 1)

    def _day(self, field_: str) -> date | None:
        return self._taken(field_, lambda cell: values.day(cell, self._defaults.on)) if self._cell(field_) else None

    def _coded(self, field_: str, codelist: str) -> str:
        cell = self._cell(field_)
        if cell is None or not any(c.isalnum() for c in cell[1]):
            return ""
        code = values.coded(cell, codelist, self._titles[codelist])
        if not code:
            self._unknown(self._headings.one(field_), values.text(cell, 40))
        return code

    def _unknown(self, column: int | None, words: str) -> None:
        self._say(column, t("Không nhận ra “{x}”; để trống.", "“{x}” is not known; left empty.", x=words), "warning")

    def _taken(self, field_: str, what: Callable[[Cell], Value]) -> Value | None:
        for column in self._headings.columns.get(field_, ()):
            if cell := self._cells.get((self._row, column)):
                return self._taken_at(column, cell, what)
        return None

    def _taken_at(self, column: int, cell: Cell, what: Callable[[Cell], Value]) -> Value | None:
        try:
            if cell[0] == WRONG:
                raise Wrong(t("Ô báo lỗi {x} của Excel.", "The cell shows Excel's error {x}.", x=cell[1][:10]))
            return what(cell)
        except Wrong as wrong:
            self._failed = True
            self._say(column, str(wrong))
            return None

    def _say(self, column: int | None, message: str, severity: str = "error") -> None:
        self._listed.say(self._row, column, message, severity)


def _standing_of(titles: str) -> str:
    """A list that says in its title whom it lists."""
    said = folded(titles)
    if "sau cai" in said:
        return "completer"
    if "su dung trai phep" in said and "nghien" not in said:
        return "user"
    return "addict" if "nguoi nghien" in said and "su dung trai phep" not in said else ""


def _capitals(name: str) -> str:
    """NGUYỄN VĂN A → Nguyễn Văn A; a name in small letters as well. What is mixed is left alone."""
    if name.isupper() or name.islower():
        return " ".join(word[:1].upper() + word[1:].lower() for word in name.split())
    return " ".join(name.split())
