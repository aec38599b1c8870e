"""What an officer reads about a line, a column or a cell: what is wrong, and what to do. Each a (message, remedy)."""

from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean

Said = tuple[str, str]


def lost(title: str, number: str) -> Said:
    return (
        t("Mất dòng “{title}”.", "Line “{title}” is missing.", title=f"{number} {title}".strip()),
        t("Dòng này của mẫu đã bị xóa: tải lại biểu và chép số liệu sang.",
          "This line of the template was deleted: download the workbook again and copy the figures over."),
    )  # fmt: skip


def lost_column(title: str) -> Said:
    return (
        t("Mất cột “{title}”.", "Column “{title}” is missing.", title=title),
        t("Cột này của mẫu đã bị xóa: tải lại biểu và chép số liệu sang.",
          "This column of the template was deleted: download the workbook again and copy the figures over."),
    )  # fmt: skip


def twice(title: str, first: int, second: int) -> Said:
    return (
        t("Dòng “{title}” có hai lần: dòng {first} và dòng {second}.",
          "Line “{title}” stands twice: on lines {first} and {second}.", title=title, first=first, second=second),
        t("Giữ một dòng, xóa cả dòng kia.", "Keep one and delete the whole of the other."),
    )  # fmt: skip


def two_marks(line: int) -> Said:
    return (
        t("Dòng {line} mang hai mã dòng trong cột ẩn.",
          "Line {line} carries two row codes in hidden columns.", line=line),
        t("Tải lại biểu và chép số liệu sang.", "Download the workbook again and copy the figures over."),
    )  # fmt: skip


def twice_column(title: str) -> Said:
    return (
        t("Cột “{title}” có hai lần.", "Column “{title}” stands twice.", title=title),
        t("Giữ một cột, xóa cả cột kia.", "Keep one and delete the whole of the other."),
    )


def unknown_code(line: int, code: str) -> Said:
    return (
        t("Dòng {line} mang mã “{code}” không có trong biểu này.",
          "Line {line} carries the code “{code}”, which this form does not have.", line=line, code=code),
        t("Xóa dòng này, hoặc tải lại biểu và chép số liệu sang.",
          "Delete the line, or download the workbook again and copy the figures over."),
    )  # fmt: skip


def stray(line: int) -> Said:
    return (
        t("Dòng {line} có số liệu nhưng không phải dòng của biểu.",
          "Line {line} holds figures but is not a line of the form.", line=line),
        t("Chuyển số liệu vào đúng dòng của biểu, rồi xóa dòng này.",
          "Move the figures to the right line of the form, then delete this one."),
    )  # fmt: skip


def extra_column(column: str) -> Said:
    return (
        t("Cột {column} không thuộc biểu nên không được đọc.",
          "Column {column} is not part of the form and was not read.", column=column),
        t("Nếu là số liệu của biểu, chuyển vào đúng cột; nếu không, có thể để nguyên.",
          "If these are figures of the form, move them to the right column; otherwise leave them."),
    )  # fmt: skip


def moved_label(own: str, shown: str) -> Said:
    return (
        t("Dòng này của mẫu là “{own}” nhưng nhãn ghi “{shown}”.",
          "This line of the template is “{own}” but its label says “{shown}”.", own=own, shown=clean(shown, 80)),
        t("Khi đổi chỗ dòng, chuyển cả dòng; hoặc sửa nhãn lại như mẫu.",
          "When moving lines move the whole line; or put the label back."),
    )  # fmt: skip


def moved_heading(own: str, shown: str) -> Said:
    return (
        t("Cột này của mẫu là “{own}” nhưng tiêu đề ghi “{shown}”.",
          "This column of the template is “{own}” but its heading says “{shown}”.", own=own, shown=shown),
        t("Khi đổi chỗ cột, chuyển cả cột; hoặc sửa tiêu đề lại như mẫu.",
          "When moving columns move the whole column; or put the heading back."),
    )  # fmt: skip


def merge(merge: str, first: str) -> Said:
    return (
        t("Các ô {merge} bị gộp: số chỉ được tính cho ô {first}, các ô kia coi như để trống.",
          "Cells {merge} are merged: the figure counts for {first}; the others are taken as blank.",
          merge=merge, first=first),
        t("Bỏ gộp ô rồi ghi số cho từng ô.", "Unmerge them and write a figure in each."),
    )  # fmt: skip


# ---------------------------------------------------------------- cells
def no_result() -> Said:
    return (
        t("Công thức trong ô chưa có kết quả.", "The formula in this cell has no result yet."),
        t("Mở tệp bằng Excel, đợi tính xong, lưu rồi nộp lại; hoặc ghi thẳng con số.",
          "Open the file in Excel, let it calculate, save and send again; or write the number itself."),
    )  # fmt: skip


def a_date(shown: str) -> Said:
    return (
        t("Ô này là ngày tháng ({shown}), không phải số.", "This cell is a date ({shown}), not a number.", shown=shown),
        t("Excel tự đổi cách gõ như 1/2 thành ngày: đặt định dạng ô là Số (Number) rồi ghi lại.",
          "Excel turns what is typed like 1/2 into a date: format the cell as Number and write it again."),
    )  # fmt: skip


def a_fraction(shown: str, meant: str) -> Said:
    """`meant`: the whole number that a point after its thousands turned into this one."""
    if not meant:
        return (
            t("{shown} không phải số nguyên.", "{shown} is not a whole number.", shown=shown),
            t("Chỉ tiêu này đếm từng người, từng việc: ghi số nguyên.",
              "This line counts persons or things: write a whole number."),
        )  # fmt: skip
    return (
        t("Excel đang hiểu ô này là số lẻ {shown}.", "Excel takes this cell as the fraction {shown}.", shown=shown),
        t("Chỉ tiêu này đếm từng người, từng việc. Nếu là {meant}, hãy gõ liền {plain}, không gõ dấu chấm.",
          "This line counts persons or things. If {meant} was meant, type {plain} without the point.",
          meant=meant, plain=meant.replace(".", "").replace(",", "")),
    )  # fmt: skip


def not_number(shown: str) -> Said:
    return (
        t("“{shown}” không phải là số.", "“{shown}” is not a number.", shown=shown),
        t("Chỉ ghi chữ số; để trống nếu chưa có số liệu, ghi “-” nếu không phát sinh.",
          "Write digits only; leave it blank if not known yet, or “-” if there is nothing to report."),
    )  # fmt: skip


def too_large(shown: str, most: str) -> Said:
    return (
        t("{shown} quá lớn (nhiều nhất {most}).", "{shown} is too large (at most {most}).", shown=shown, most=most),
        t("Xem lại đơn vị tính và số chữ số 0.", "Check the unit of measure and the number of zeros."),
    )


def no_over(title: str) -> Said:
    return (
        t("Dòng “{title}” phải ghi số đúng, không ghi “hơn”.", "Line “{title}” takes no “over”.", title=title),
        t("Ghi con số chính xác.", "Write the exact figure."),
    )


def parts_differ(total: str, parts: str, where: str) -> Said:
    return (
        t("Tổng ghi {total}, cộng các dòng “trong đó” ({where}) được {parts}.",
          "The total says {total}; its parts ({where}) add up to {parts}.", total=total, parts=parts, where=where),
        t("Sửa tổng hoặc một dòng thành phần cho khớp.", "Mend the total or one of its parts so that they agree."),
    )  # fmt: skip


def parts_exceed(total: str, parts: str, where: str) -> Said:
    return (
        t("Các dòng “trong đó” ({where}) cộng được {parts}, lớn hơn {total} của dòng này.",
          "The parts ({where}) add up to {parts}, more than the {total} of this line.",
          total=total, parts=parts, where=where),
        t("Sửa tổng hoặc một dòng thành phần.", "Mend the total or one of its parts."),
    )  # fmt: skip


def text_not_added(total: str, parts: str) -> Said:
    return (
        t("Công thức tổng cho {total} vì Excel bỏ qua số gõ dạng chữ; chương trình lấy {parts}.",
          "The total's formula gives {total} because Excel skips numbers typed as text; {parts} was taken.",
          total=total, parts=parts),
        t("Không cần sửa nếu {parts} là đúng.", "Nothing to mend if {parts} is right.", parts=parts),
    )  # fmt: skip


# ---------------------------------------------------------------- lists
def required(field: str) -> Said:
    return (
        t("Dòng này chưa có “{field}”.", "This line lacks “{field}”.", field=field),
        t("Điền vào ô, hoặc xóa cả dòng.", "Fill the cell, or delete the whole line."),
    )


def too_many_lines(most: int) -> Said:
    return (
        t("Biểu có quá {most} dòng.", "The form has more than {most} lines.", most=most),
        t("Bỏ các dòng thừa, hoặc hỏi cấp trên cách chia biểu.",
          "Remove lines, or ask the level above how to divide the form."),
    )  # fmt: skip


def too_long(most: int) -> Said:
    return (
        t("Ô chữ dài quá {most} ký tự.", "The text is longer than {most} characters.", most=most),
        t("Viết gọn lại.", "Shorten it."),
    )


def old_encoding() -> Said:
    return (
        t("Chữ trong ô dùng bảng mã cũ (TCVN3 hoặc VNI), không phải Unicode.",
          "The text is in an old encoding (TCVN3 or VNI), not Unicode."),
        t("Chuyển mã sang Unicode (trong UniKey: Ctrl+Shift+F6), rồi nộp lại.",
          "Convert it to Unicode (in UniKey: Ctrl+Shift+F6) and send it again."),
    )  # fmt: skip


def more_problems(count: int) -> Said:
    return (
        t("Còn {count} lỗi khác chưa liệt kê.", "{count} more problems are not listed.", count=count),
        t("Sửa các lỗi trên rồi nộp lại để xem tiếp.", "Mend the ones above and send again to see the rest."),
    )


def not_date(shown: str) -> Said:
    return (
        t("“{shown}” không phải là một ngày.", "“{shown}” is not a date.", shown=shown),
        t("Ghi ngày/tháng/năm, ví dụ 07/9/2020.", "Write day/month/year, for example 07/9/2020."),
    )


def not_choice(shown: str, choices: str) -> Said:
    return (
        t("“{shown}” không có trong danh mục.", "“{shown}” is not in the list.", shown=shown),
        t("Chọn một trong: {choices}.", "Choose one of: {choices}.", choices=choices),
    )
