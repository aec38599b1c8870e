"""What an official document is called: kinds by their abbreviation, its number and its date as people cite them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hoanhap.documents.rules.citations import marked
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.text import fold

FIRST_YEAR = 1945
# Administrative documents: NĐ 30/2020/NĐ-CP Phụ lục III. Below them the legal ones that work rests on.
KINDS = {
    "NQ": Words("Nghị quyết", "Resolution"),
    "QĐ": Words("Quyết định", "Decision"),
    "CT": Words("Chỉ thị", "Instruction"),
    "QC": Words("Quy chế", "Regulation"),
    "QyĐ": Words("Quy định", "Provisions"),
    "TC": Words("Thông cáo", "Communiqué"),
    "TB": Words("Thông báo", "Notice"),
    "HD": Words("Hướng dẫn", "Guidance"),
    "CTr": Words("Chương trình", "Programme"),
    "KH": Words("Kế hoạch", "Plan"),
    "PA": Words("Phương án", "Scheme of action"),
    "ĐA": Words("Đề án", "Scheme"),
    "DA": Words("Dự án", "Project"),
    "BC": Words("Báo cáo", "Report"),
    "BB": Words("Biên bản", "Minutes"),
    "TTr": Words("Tờ trình", "Submission"),
    "HĐ": Words("Hợp đồng", "Contract"),
    "CĐ": Words("Công điện", "Dispatch"),
    "CV": Words("Công văn", "Official letter"),
    "L": Words("Luật", "Law"),
    "PL": Words("Pháp lệnh", "Ordinance"),
    "NĐ": Words("Nghị định", "Decree"),
    "TT": Words("Thông tư", "Circular"),
    "TTLT": Words("Thông tư liên tịch", "Joint circular"),
    "NQLT": Words("Nghị quyết liên tịch", "Joint resolution"),
}
# How one document bears on another; of each, how the other's page says it.
LINKS = {
    "basis": Words("Căn cứ", "Rests on"),
    "replaces": Words("Thay thế", "Replaces"),
    "amends": Words("Sửa đổi, bổ sung", "Amends"),
    "repeals": Words("Bãi bỏ", "Repeals"),
}
BORNE = {
    "basis": Words("Là căn cứ của", "Is a basis of"),
    "replaces": Words("Bị thay thế bởi", "Replaced by"),
    "amends": Words("Được sửa đổi, bổ sung bởi", "Amended by"),
    "repeals": Words("Bị bãi bỏ bởi", "Repealed by"),
}
ENDING = frozenset({"replaces", "repeals"})  # of which the other is no longer in force


@dataclass(frozen=True, slots=True)
class Citation:
    """The facts by which a document is cited. `issued_text` stands where only a month is known."""

    kind: str
    number: str
    symbol: str
    issuer: str
    summary: str
    issued_on: date | None = None
    issued_text: str = ""

    @property
    def kind_title(self) -> str:
        return str(KINDS.get(self.kind, self.kind))

    @property
    def designation(self) -> str:
        """152/QĐ-LĐTBXH; …/QĐ-LĐTBXH while there is no number."""
        return "/".join(part for part in (self.number or "…", self.symbol) if part)

    @property
    def mark(self) -> str:
        """By which other documents' citations find it; empty while there is no number."""
        return marked(self.designation) if self.number else ""

    @property
    def dated(self) -> str:
        return format_date(self.issued_on) if self.issued_on else self.issued_text

    @property
    def name(self) -> str:
        """Quyết định số 2596/QĐ-TTg ngày 27/12/2013: how it is named in a sentence."""
        number = t("số {n}", "no. {n}", n=self.designation)
        day = t("ngày {d}", "of {d}", d=self.dated) if self.issued_on else self.issued_text
        return " ".join(part for part in (self.kind_title, number, day) if part)


@dataclass(frozen=True, slots=True)
class Term:
    """When a document holds: [start, end), `end` from its own words or from what replaced or repealed it."""

    start: date | None
    end: date | None = None

    def on(self, day: date) -> bool | None:
        """None where no start is known: then nothing can be said, unless it has ended."""
        if self.end is not None and self.end <= day:
            return False
        return None if self.start is None else self.start <= day


def searched(cited: Citation, signer: str = "") -> str:
    """What a search without diacritics looks through."""
    kind = KINDS.get(cited.kind, Words(cited.kind, ""))
    designation = "/".join(part for part in (cited.number, cited.symbol) if part)
    return fold(f"{kind.vi} {designation} {cited.issuer} {cited.summary} {signer}")


def problems(
    cited: Citation, *, on: date | None = None, start: date | None = None, end: date | None = None
) -> Iterator[tuple[str, str]]:
    """Everything that keeps the document from being recorded on `on`: (field, what to do)."""
    if cited.kind not in KINDS:
        yield (
            "kind",
            t(
                "Không có loại văn bản “{kind}”. Chọn một trong: {kinds}.",
                "There is no kind of document “{kind}”. Choose one of: {kinds}.",
                kind=cited.kind,
                kinds=", ".join(KINDS),
            ),
        )
    if not cited.issuer.strip():
        yield (
            "issuer",
            t("Thiếu cơ quan ban hành. Ghi tên cơ quan.", "The issuer is missing. Write the body's name."),
        )
    if not cited.summary.strip():
        yield (
            "summary",
            t("Thiếu trích yếu. Ghi nội dung văn bản trong một câu.", "The summary is missing. Say it in a sentence."),
        )
    if not cited.issued_on and not cited.issued_text.strip():
        yield (
            "issued_on",
            t(
                "Thiếu ngày ban hành. Ghi ngày, hoặc tháng năm nếu chưa rõ ngày (“tháng 6 năm 2020”).",
                "The date is missing. Give the day, or the month and year where the day is not known (“June 2020”).",
            ),
        )
    yield from _days(cited, on, start, end)


def _days(cited: Citation, on: date | None, start: date | None, end: date | None) -> Iterator[tuple[str, str]]:
    if cited.issued_on and on and cited.issued_on > on:
        yield (
            "issued_on",
            t(
                "Ngày ban hành {d} ở sau hôm nay. Kiểm tra lại ngày.",
                "The day of issue {d} lies ahead. Check the date.",
                d=format_date(cited.issued_on),
            ),
        )
    if cited.issued_on and cited.issued_on.year < FIRST_YEAR:
        yield (
            "issued_on",
            t("Năm ban hành trước {y}. Kiểm tra lại.", "Issued before {y}. Check the year.", y=FIRST_YEAR),
        )
    if (begin := start or cited.issued_on) and end and end <= begin:
        yield (
            "in_force_to",
            t(
                "Hết hiệu lực từ {end}, nhưng có hiệu lực từ {start}. Sửa một trong hai ngày.",
                "It ends on {end} and is in force from {start}. Mend one of the two days.",
                end=format_date(end),
                start=format_date(begin),
            ),
        )
