"""What the cell of a list says. Every function gives the value, or raises `Wrong` with a sentence for the officer."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from hoanhap.kernel.dates import BadDate, format_date, parse_date
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean, halfwidth
from hoanhap.people.importing.reader import DAY, NUMBER
from hoanhap.people.rules.identity import BadBirth, Birth, read_birth
from hoanhap.people.rules.names import folded

Cell = tuple[str, str]  # kind, text
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(3_654, 73_051)  # 1910 to 2099: what a number in a column of dates may be
_SHORT = re.compile(r"(?P<rest>\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*)(?P<y>\d{2})")
_YOUNGEST = 10  # whoever is on a list; “5/3/12” in 2020 is a slip


class Wrong(ValueError):
    """What cannot be understood, in words."""


def text(cell: Cell | None, most: int = 300) -> str:
    """As it stands, on one line. A number is written without Excel's “.0” and powers of ten."""
    if cell is None:
        return ""
    kind, said = cell
    whole = _whole(said) if kind in (NUMBER, DAY) else None
    return clean(said if whole is None else str(whole), most).replace("\n", " ").strip()


def _whole(said: str) -> int | None:
    try:
        number = float(said)
    except ValueError:
        return None
    return int(number) if number == int(number) and abs(number) < 10**15 else None


# ---------------------------------------------------------------- days
def birth(cell: Cell, on: date) -> Birth:
    """1989 · 15/3/1989 · 15.3.89 · 1989-03-15 · ngày 15 tháng 3 năm 1989 · a day that Excel keeps as a number."""
    if serial := _serial(cell):
        return Birth(serial.year, serial)
    said = _long_year(text(cell, 60), on)
    try:
        return read_birth(said)
    except BadBirth as wrong:
        raise Wrong(str(wrong)) from wrong


def day(cell: Cell, on: date) -> date:
    if serial := _serial(cell):
        return serial
    said = _long_year(text(cell, 60), on, youngest=0)
    if re.fullmatch(r"(19|20)\d\d", said):
        return date(int(said), 1, 1)  # known by its year: its first day, as the register does with births
    try:
        return parse_date(said)
    except BadDate as wrong:
        raise Wrong(f"{wrong.message}. {wrong.remedy}.") from wrong


def year(cell: Cell, on: date) -> int:
    """2015 · tháng 3/2015 · 15/3/2015 · a day that Excel keeps as a number."""
    if serial := _serial(cell):
        return serial.year
    found = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text(cell, 60))
    if not found:
        raise Wrong(t("“{x}” không có năm. Ghi năm bốn chữ số.", "“{x}” has no year. Write its four digits.",
                      x=text(cell, 40)))  # fmt: skip
    return int(found[-1])


def _serial(cell: Cell) -> date | None:
    """A number that Excel shows as a day, or that can be nothing else in a column of days."""
    kind, said = cell
    number = _whole(said.split(".")[0]) if kind in (NUMBER, DAY) else None
    if number is None or (kind == NUMBER and number < 10_000) or number not in _SERIALS:
        return None
    return _EXCEL_DAY_ZERO + timedelta(number)


def shown_day(cell: Cell) -> str:
    """A day that Excel keeps as a number, as it is written; empty for any other cell."""
    found = _serial(cell) if cell[0] == DAY else None
    return format_date(found) if found else ""


def _long_year(said: str, on: date, youngest: int = _YOUNGEST) -> str:
    plain = halfwidth(said)
    found = _SHORT.fullmatch(plain)
    if found is None:
        return plain
    short = int(found["y"])
    return f"{found['rest'].replace(' ', '')}{2000 + short if 2000 + short <= on.year - youngest else 1900 + short}"


# ---------------------------------------------------------------- numbers of papers
def paper(cell: Cell) -> tuple[str, str, bool]:
    """Kind, number, and whether a zero that Excel had swallowed was put back before it."""
    said = "".join(c for c in halfwidth(text(cell, 60)).upper() if c.isalnum())
    if not said:
        raise Wrong(t("Ô không có số giấy tờ.", "The cell holds no number."))
    lost = cell[0] in (NUMBER, DAY) and len(said) in (8, 11)
    said = f"0{said}" if lost else said
    if re.fullmatch(r"[A-Z]\d{7,8}", said):
        return "passport", said, False
    if said.isdigit() and len(said) in (9, 12):
        return ("cmnd" if len(said) == 9 else "cccd"), said, lost
    raise Wrong(
        t(
            "Số giấy tờ có {n} ký tự; chứng minh nhân dân có 9 chữ số, căn cước có 12.",
            "The number has {n} signs; an identity card has 9 digits, a citizen card 12.",
            n=len(said),
        )
    )


# ---------------------------------------------------------------- codes from words
SEX: Final = {"nam": "male", "nu": "female", "m": "male", "f": "female", "trai": "male", "gai": "female"}
# Code → words that say it, in the order they are looked for. Names of the code lists themselves are known besides.
SYNONYMS: Final[Mapping[str, Mapping[str, str]]] = {
    "ethnicities": {
        "01": "kinh|viet", "08": "hmong|h mong|mong|meo", "04": "hoa|han", "05": "khmer|kho me", "09": "dao|man",
        "15": "san chay|cao lan|san chi", "29": "kho mu", "03": "thai", "06": "muong",
    },
    "education": {
        "none": "khong biet chu|mu chu|khong di hoc|0 12|khong", "university": "dai hoc|dh", "college": "cao dang",
        "vocational": "trung cap|so cap|hoc nghe", "upper-secondary": "thpt|cap 3|cap iii|ptth|trung hoc pho thong",
        "lower-secondary": "thcs|cap 2|cap ii|trung hoc co so", "primary": "tieu hoc|cap 1|cap i",
        "literate": "biet doc|biet chu|xoa mu",
    },
    "occupations": {
        "none": "khong nghe|that nghiep|khong co nghe|khong", "farmer": "nong|lam ruong|lam nuong|lam ray|trong trot",
        "unstable": "tu do|lam thue|khong on dinh|lao dong pho thong|tho so|cuu van", "worker": "cong nhan",
        "builder": "tho xay|xay dung|tho moc|tho han|tho", "driver": "lai xe|tai xe|xe om",
        "trader": "buon ban|kinh doanh|tieu thuong", "miner": "mo\\b|khoang san|lam vang",
        "pupil": "hoc sinh|sinh vien", "official": "can bo|cong chuc|vien chuc|giao vien",
        "retired": "nghi huu|huu tri", "service": "dich vu|phuc vu", "soldier": "bo doi|cong an|quan doi",
    },
    "substances": {
        "synthetic-cannabis": "co my|can sa tong hop", "cannabis": "can sa|bo da\\b",
        "ecstasy": "ecstasy|mdma|thuoc lac",
        "methamphetamine": "methamphetamin|hong phien|ngua|ma tuy da|\\bda\\b|\\bats\\b|ma tuy tong hop|mtth|meth",
        "heroin": "heroin|heroine|hero|bach phien|\\bhe\\b", "opium": "thuoc phien|a phien|nha phien|\\btp\\b",
        "morphine": "morphin", "ketamine": "ketamin|\\bke\\b", "cocaine": "cocain", "several": "nhieu loai|da ma tuy",
        "hallucinogen": "lsd|ao giac|nam\\b", "sedative": "an than|seduxen",
        "unknown": "chua ro|khong ro|chua xac dinh",
    },
    "routes": {
        "mixed": "hut.*(chich|tiem)|(chich|tiem).*hut|nhieu cach|hon hop", "inject": "tiem|chich", "sniff": "hit",
        "smoke": "hut", "oral": "uong|nuot",
    },
    "standings": {
        "completer": "sau cai|hoan thanh|het thoi gian cai|da cai", "user": "su dung|nghi nghien", "addict": "nghien",
    },
}  # fmt: skip
_GRADE = re.compile(r"(?:lop\s*)?(\d{1,2})(?:\s*(?:12|10)|/(?:12|10))?")


def sex(cell: Cell) -> str:
    found = SEX.get(folded(text(cell, 20)), "")
    if not found:
        raise Wrong(t("Giới tính ghi “Nam” hoặc “Nữ”; đã ghi “{x}”.", "Write “Nam” or “Nữ”; it says “{x}”.",
                      x=text(cell, 20)))  # fmt: skip
    return found


def coded(cell: Cell, codelist: str, titles: Mapping[str, str]) -> str:
    """The code whose words the cell says; empty when nobody knows. `titles`: code → folded title of the list."""
    said = folded(text(cell))
    if codelist == "education" and (grade := _GRADE.fullmatch(said.replace("het ", ""))):
        return _school(int(grade[1]))
    exact = next((code for code, title in titles.items() if said == title), "")
    if exact:
        return exact
    whole = codelist == "ethnicities"  # short words: “hoa” stands in many others
    for code, words in SYNONYMS.get(codelist, {}).items():
        pattern = rf"(?:nguoi |dan toc )?(?:{words})" if whole else rf"\b(?:{words})\b"
        if re.fullmatch(pattern, said) if whole else re.search(pattern, said):
            return code
    return next((code for code, title in titles.items() if title.split()[:2] == said.split()[:2]), "") if said else ""


def every(cell: Cell, codelist: str, titles: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Codes of several things in one cell (heroin, đá), and the words that nobody knows."""
    known, unknown = [], []
    for part in re.split(r"[,;+/&\n]|\bvà\b", text(cell)):
        if part.strip():
            code = coded(("t", part), codelist, titles)
            (known.append(code) if code else unknown.append(part.strip()))
    return list(dict.fromkeys(known)), unknown


def _school(grade: int) -> str:
    steps: Sequence[tuple[int, str]] = ((0, "none"), (5, "primary"), (9, "lower-secondary"), (12, "upper-secondary"))
    return next((code for most, code in steps if grade <= most), "")
