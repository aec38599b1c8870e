"""Whether a file may be kept, and if not why and what to do: one table, both languages."""

from dataclasses import dataclass

from hoanhap.documents.attached.looking import LIMITS, AttachedReader
from hoanhap.documents.attached.passages import LONG
from hoanhap.documents.attached.words import WordsReader
from hoanhap.documents.excel.container import MB
from hoanhap.documents.excel.problem import Problem
from hoanhap.documents.excel.process import look_at
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.text import clean

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_SCAN = Words(
    "Xuất hoặc quét lại văn bản thành tệp PDF thường, rồi đính kèm tệp đó.",
    "Export or scan the document as a plain PDF, and attach that.",
)
REFUSALS: dict[str, tuple[Words, Words]] = {
    "empty": (Words("Tệp rỗng.", "The file is empty."), _SCAN),
    "not_known": (
        Words("Chỉ nhận tệp Word (.docx) và PDF.", "Only Word (.docx) and PDF files are taken."),
        _SCAN,
    ),
    "legacy": (
        Words("Tệp Word kiểu cũ (.doc) hoặc đang khóa bằng mật khẩu.",
              "An old Word file (.doc), or one locked with a password."),
        Words("Mở bằng Word, bỏ mật khẩu, lưu lại kiểu .docx hoặc PDF rồi đính kèm.",
              "Open it in Word, take the password off, save it as .docx or PDF and attach that."),
    ),
    "not_word": (Words("Tệp nén này không phải văn bản Word.", "This zip is not a Word document."), _SCAN),
    "not_workbook": (Words("Tệp này không phải văn bản Word.", "This is not a Word document."), _SCAN),
    "broken": (Words("Tệp bị hỏng.", "The file is damaged."), _SCAN),
    "bomb": (Words("Tệp phình to bất thường khi mở.", "The file swells abnormally when opened."), _SCAN),
    "acts": (
        Words("Tệp có macro hoặc mã tự chạy.", "The file carries a macro or a script that runs by itself."),
        _SCAN,
    ),
    "embedded": (Words("Tệp có tệp khác nhúng bên trong.", "The file has other files inside it."), _SCAN),
    "external": (
        Words("Tệp tự lấy nội dung từ nơi khác.", "The file fetches content from elsewhere."),
        _SCAN,
    ),
    "encrypted": (
        Words("Tệp đang khóa bằng mật khẩu hoặc hạn chế quyền.", "The file is locked or restricted."),
        Words("Bỏ mật khẩu, lưu lại rồi đính kèm.", "Take the lock off, save and attach it again."),
    ),
    "hidden": (Words("Không đọc hết được cấu trúc của tệp PDF.", "The PDF's structure cannot be read."), _SCAN),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fit:
    """`read`: how far its words could be read (`models.DirectiveFile.words_read`)."""

    kind: str  # docx, pdf
    passages: tuple[str, ...]
    read: str


def check(data: bytes) -> Fit | str:
    """What the file is; or, in the reader's language, why it is not kept and what to do."""
    if not data:
        return _said("empty")
    if len(data) > LIMITS.file:
        return t(
            "Tệp lớn {size} MB, quá giới hạn {limit} MB. Quét lại ở độ phân giải thấp hơn.",
            "The file is {size} MB; the limit is {limit} MB. Scan it at a lower resolution.",
            size=-(-len(data) // MB),
            limit=LIMITS.file // MB,
        )
    answer = look_at(data, AttachedReader(), limits=LIMITS)
    if isinstance(answer, Problem):
        return f"{answer.message} {_SCAN}"
    if "kind" not in answer:
        return _said(answer["refused"])
    words = look_at(data, WordsReader(), limits=LIMITS)
    if isinstance(words, Problem):  # it took too long or too much
        words = {"passages": [], "read": "none"}
    return Fit(answer["kind"], tuple(clean(text, LONG) for text in words["passages"]), words["read"])


def _said(code: str) -> str:
    message, remedy = REFUSALS.get(code, REFUSALS["broken"])
    return f"{message} {remedy}"
