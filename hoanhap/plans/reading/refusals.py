"""Why a Word file as a whole is not read, and what its owner can do: one table, both languages."""

from typing import Final

from hoanhap.kernel.lang import Words
from hoanhap.plans.rules.draft import Problem

_RESAVE = Words(
    "Mở bằng Word, chọn Lưu thành (Save As), kiểu “Word Document (*.docx)”, rồi đọc lại.",
    "Open it in Word, choose Save As, type “Word Document (*.docx)”, and read it again.",
)
_PASTE = Words(
    "Chép biểu nhiệm vụ trong Word rồi dán vào màn hình nhập.",
    "Copy the table of tasks in Word and paste it on the screen.",
)
REFUSALS: Final[dict[str, tuple[Words, Words]]] = {
    "empty": (Words("Tệp rỗng.", "The file is empty."), _RESAVE),
    "too_big": (Words("Tệp lớn {size} MB, quá giới hạn {limit} MB.", "The file is {size} MB; the limit is {limit} MB."),
                Words("Xóa hình ảnh rồi lưu lại.", "Delete the pictures and save it again.")),
    "encrypted": (Words("Tệp đang khóa bằng mật khẩu.", "The file is locked with a password."), _RESAVE),
    "legacy": (Words("Tệp Word kiểu cũ (.doc), hoặc đang khóa bằng mật khẩu.",
                     "An old Word file (.doc), or one locked with a password."), _RESAVE),
    "not_workbook": (Words("Đây không phải tệp Word .docx.", "This is not a Word .docx file."), _RESAVE),
    "macros": (Words("Tệp có macro, chương trình không đọc.", "The file carries a macro and is not read."), _RESAVE),
    "embedded": (Words("Tệp có tệp khác nhúng bên trong, chương trình không đọc.",
                       "The file has other files inside it and is not read."), _PASTE),
    "external": (Words("Tệp tự lấy nội dung từ nơi khác, chương trình không đọc.",
                       "The file fetches content from elsewhere and is not read."), _PASTE),
    "doctype": (Words("Tệp có khai báo XML mà Word không bao giờ ghi (DOCTYPE).",
                      "The file has an XML declaration that Word never writes (DOCTYPE)."), _RESAVE),
    "bomb": (Words("Tệp phình to bất thường khi mở, chương trình không đọc.",
                   "The file swells abnormally when opened and is not read."), _PASTE),
    "too_many_cells": (Words("Biểu trong tệp có quá nhiều ô.", "The tables have too many cells."), _PASTE),
    "broken": (Words("Tệp Word bị hỏng.", "The Word file is damaged."), _RESAVE),
    "stopped": (Words("Tệp làm bộ đọc dừng đột ngột hoặc đọc quá lâu.",
                      "The file made the reader stop, or took too long."), _PASTE),
}  # fmt: skip


def refusal(code: str, **values: int) -> Problem:
    message, remedy = REFUSALS.get(code, REFUSALS["broken"])
    return Problem(code, str(message).format(**values), str(remedy))
