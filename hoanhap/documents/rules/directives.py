"""What an official document is called: kinds by their abbreviation, its number and its date as people cite them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import Words, t

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
}


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
    def dated(self) -> str:
        return format_date(self.issued_on) if self.issued_on else self.issued_text

    @property
    def name(self) -> str:
        """Quyết định số 2596/QĐ-TTg ngày 27/12/2013: how it is named in a sentence."""
        number = t("số {n}", "no. {n}", n=self.designation)
        day = t("ngày {d}", "of {d}", d=self.dated) if self.issued_on else self.issued_text
        return " ".join(part for part in (self.kind_title, number, day) if part)


def problems(cited: Citation) -> Iterator[str]:
    """Everything that keeps the document from being recorded, each with what to do."""
    if cited.kind not in KINDS:
        yield t(
            "Không có loại văn bản “{kind}”. Chọn một trong: {kinds}.",
            "There is no kind of document “{kind}”. Choose one of: {kinds}.",
            kind=cited.kind,
            kinds=", ".join(KINDS),
        )
    if not cited.issuer.strip():
        yield t("Thiếu cơ quan ban hành. Ghi tên cơ quan.", "The issuer is missing. Write the body's name.")
    if not cited.summary.strip():
        yield t("Thiếu trích yếu. Ghi nội dung văn bản trong một câu.", "The summary is missing. Say it in a sentence.")
    if not cited.issued_on and not cited.issued_text.strip():
        yield t(
            "Thiếu ngày ban hành. Ghi ngày, hoặc tháng năm nếu chưa rõ ngày (“tháng 6 năm 2020”).",
            "The date is missing. Give the day, or the month and year where the day is not known (“June 2020”).",
        )
