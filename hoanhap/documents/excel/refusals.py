"""Why a file as a whole is not accepted, and what its owner can do. One table, both languages."""

from dataclasses import replace

from hoanhap.documents.excel.problem import Problem
from hoanhap.kernel.lang import Words

_RESAVE = Words(
    "Mở tệp bằng Excel, chọn Lưu thành (Save As), kiểu “Excel Workbook (*.xlsx)”, rồi nộp lại.",
    "Open it in Excel, choose Save As, type “Excel Workbook (*.xlsx)”, and send it again.",
)
_FRESH = Words(
    "Tải lại biểu của đơn vị từ chương trình và chép số liệu sang.",
    "Download the unit's workbook from the program again and copy the figures over.",
)

REFUSALS: dict[str, tuple[Words, Words]] = {
    "empty": (Words("Tệp rỗng.", "The file is empty."), _FRESH),
    "too_big": (
        Words("Tệp lớn {size} MB, quá giới hạn {limit} MB.", "The file is {size} MB; the limit is {limit} MB."),
        Words("Xóa hình ảnh và các trang không thuộc biểu, rồi nộp lại.",
              "Delete pictures and sheets that are not part of the form, and send it again."),
    ),
    "encrypted": (
        Words("Tệp đang khóa bằng mật khẩu.", "The file is locked with a password."),
        Words("Trong Excel: Tệp > Thông tin > Bảo vệ sổ làm việc > Mã hóa bằng mật khẩu, "
              "xóa trống mật khẩu, lưu rồi nộp lại.",
              "In Excel: File > Info > Protect Workbook > Encrypt with Password, "
              "clear the password, save and send again."),
    ),
    "legacy": (
        Words("Tệp ở kiểu cũ .xls (Excel 97–2003).", "The file is of the old .xls kind (Excel 97–2003)."),
        _RESAVE,
    ),
    "macros": (
        Words("Tệp có macro ({part}), chương trình không nhận.",
              "The file carries a macro ({part}) and is not accepted."),
        _RESAVE,
    ),
    "binary": (Words("Tệp ở kiểu nhị phân .xlsb.", "The file is of the binary .xlsb kind."), _RESAVE),
    "opendocument": (Words("Tệp ở kiểu .ods của LibreOffice.", "The file is of LibreOffice's .ods kind."), _RESAVE),
    "not_workbook": (Words("Đây không phải tệp Excel .xlsx.", "This is not an Excel .xlsx file."), _FRESH),
    "broken": (Words("Tệp Excel bị hỏng: {what}.", "The Excel file is damaged: {what}."), _RESAVE),
    "bomb": (
        Words("Tệp nén phình to bất thường ({what}), chương trình không mở.",
              "The file swells abnormally when unpacked ({what}); it was not opened."),
        _FRESH,
    ),
    "external": (
        Words("Tệp có liên kết ra ngoài ({part}), chương trình không nhận.",
              "The file has links to the outside ({part}) and is not accepted."),
        Words("Trong Excel: Dữ liệu > Sửa liên kết > Ngắt liên kết (Data > Edit Links > Break Link), lưu rồi nộp lại.",
              "In Excel: Data > Edit Links > Break Link; save and send again."),
    ),
    "embedded": (
        Words("Tệp có đối tượng nhúng ({part}), chương trình không nhận.",
              "The file has an embedded object ({part}) and is not accepted."),
        Words("Xóa đối tượng nhúng, lưu rồi nộp lại.", "Delete the embedded object, save and send again."),
    ),
    "doctype": (
        Words("Tệp có khai báo XML mà Excel không bao giờ ghi (DOCTYPE).",
              "The file has an XML declaration that Excel never writes (DOCTYPE)."),
        _FRESH,
    ),
    "too_many_cells": (
        Words("Trang có quá {limit} ô.", "The sheet has more than {limit} cells."),
        Words("Xóa các dòng và cột thừa ngoài biểu (kể cả dòng trắng có kẻ ô), rồi nộp lại.",
              "Delete rows and columns outside the form (blank lines with borders too), and send it again."),
    ),
    "no_form": (
        Words("Không tìm thấy biểu nào của chương trình trong tệp.", "No form of the program was found in the file."),
        _FRESH,
    ),
    "no_token": (
        Words("Tệp đã mất mã nhận dạng đơn vị.", "The file has lost the code that says whose it is."),
        _FRESH,
    ),
    "bad_token": (
        Words("Mã nhận dạng đơn vị trong tệp không hợp lệ.", "The code that says whose file this is, is not valid."),
        _FRESH,
    ),
    "two_tokens": (
        Words("Trang biểu này được chép từ tệp của đơn vị hoặc biểu khác.",
              "This sheet was copied from the workbook of another unit or form."),
        Words("Tải lại biểu của đơn vị mình và chỉ chép số liệu (Dán đặc biệt > Giá trị).",
              "Download your own unit's workbook and copy the figures only (Paste Special > Values)."),
    ),
    "unknown_form": (
        Words("Tệp là biểu “{form}” phiên bản {version}, không phải phiên bản đang dùng.",
              "The file is form “{form}” version {version}, which is not the one in use."),
        _FRESH,
    ),
    "two_sheets": (
        Words("Có hai trang cùng là biểu này: “{first}” và “{second}”.",
              "Two sheets are this form: “{first}” and “{second}”."),
        Words("Giữ lại một trang, xóa trang kia.", "Keep one and delete the other."),
    ),
    "crashed": (
        Words("Tệp làm bộ đọc dừng đột ngột, nên không đọc được.",
              "The file made the reader stop, so it was not read."),
        _FRESH,
    ),
    "too_slow": (
        Words("Đọc tệp quá {seconds} giây, chương trình đã dừng lại.",
              "Reading took over {seconds} seconds and was stopped."),
        _FRESH,
    ),
    "archive": (
        Words("Tệp nén không dùng được: {what}.", "The zip cannot be used: {what}."),
        Words("Nén lại các tệp .xlsx vào một tệp .zip mới, không đặt mật khẩu.",
              "Put the .xlsx files into a new .zip without a password."),
    ),
    "unreadable": (
        Words("Không mở được tệp: {what}.", "The file cannot be opened: {what}."),
        Words("Kiểm tra đường dẫn và quyền đọc tệp.", "Check the path and the right to read it."),
    ),
}  # fmt: skip


class Refused(Exception):
    """The file, or this sheet of it, cannot be read; `problem` tells its owner why."""

    def __init__(self, code: str, /, *, sheet: str = "", **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.problem = replace(problem(code, **values), sheet=sheet)


def problem(code: str, /, **values: str | int) -> Problem:
    message, remedy = REFUSALS[code]
    words = {name: str(value) for name, value in values.items()}
    return Problem("", "", str(message).format(**words), str(remedy).format(**words))
