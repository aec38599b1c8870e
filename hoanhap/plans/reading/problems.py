"""What can be wrong with a plan, in words: one table, both languages. All of it is said at once, with its place."""

from typing import Final

from hoanhap.kernel.lang import Words
from hoanhap.plans.rules.draft import ASK, ERROR, WARNING, Place, Problem

_AS_WRITTEN = Words("Chương trình giữ nguyên như văn bản.", "It is kept as it is written.")
_IN_FILE = Words("Sửa trong tệp rồi đọc lại.", "Correct it in the file and read it again.")
_BY_HAND = Words(
    "Ghi tiếp bằng tay nếu có; chương trình không tự điền.", "Type it by hand if there is any; nothing is filled in."
)

PROBLEMS: Final[dict[str, tuple[str, Words, Words]]] = {
    # ------------------------------------------------------------ the document
    "empty": (ERROR, Words("Tệp không có chữ nào.", "There is not a word in the file."), _IN_FILE),
    "no_tasks": (
        ERROR,
        Words("Không thấy nhiệm vụ nào: không có biểu nhiệm vụ, cũng không có phần phân công cho cơ quan.",
              "No task was found: neither a table of tasks nor a part that gives duties to agencies."),
        Words("Biểu cần một dòng tiêu đề có “Nội dung” và “Cơ quan chủ trì”.",
              "A table needs a heading row with “Nội dung” and “Cơ quan chủ trì”."),
    ),
    "no_title": (WARNING, Words("Không thấy tên văn bản.", "The document has no title."), _BY_HAND),
    "no_year": (
        WARNING,
        Words("Không thấy năm của kế hoạch, nên “ngày 20 tháng 6” chưa thành một ngày.",
              "The year of the plan was not found, so “20 June” is not yet a day."),
        _BY_HAND,
    ),
    "no_number": (WARNING, Words("Văn bản chưa có số, hoặc số không còn trong tệp.",
                                 "The document has no number, or it is not in the file any more."), _BY_HAND),
    "no_date": (WARNING, Words("Văn bản chưa có ngày ký, hoặc ngày không còn trong tệp.",
                               "The document has no date, or it is not in the file any more."), _BY_HAND),
    "twice_heading": (
        WARNING,
        Words("Có hai mục mang số {code}: “{first}” và “{second}”.",
              "Two parts have the number {code}: “{first}” and “{second}”."),
        _AS_WRITTEN,
    ),
    "no_matrix": (
        WARNING,
        Words("Không có biểu nhiệm vụ; chỉ đọc phần phân công cho cơ quan.",
              "There is no table of tasks; only the duties given to agencies were read."),
        _AS_WRITTEN,
    ),
    "table_unread": (
        WARNING,
        Words("Biểu này không phải biểu nhiệm vụ, nên không đọc ({n} dòng).",
              "This table is not one of tasks and was not read ({n} rows)."),
        Words("Nếu đúng là biểu nhiệm vụ, thêm dòng tiêu đề có “Nội dung”, “Cơ quan chủ trì”.",
              "If it is one, add a heading row with “Nội dung” and “Cơ quan chủ trì”."),
    ),
    # ------------------------------------------------------------ the table
    "no_heading": (
        WARNING,
        Words("Biểu không còn dòng tiêu đề; các cột được nhận theo nội dung: STT, nội dung, chủ trì, phối hợp, "
              "bắt đầu, kết thúc, ghi chú.",
              "The table lost its heading row; its columns were told by what stands in them: number, content, lead, "
              "co-ordination, start, finish, note."),
        Words("Xem lại các cột trước khi lưu.", "Look at the columns before saving."),
    ),
    "other_column": (
        WARNING,
        Words("Cột “{heading}” được chép vào ghi chú.", "The column “{heading}” goes into the note."),
        _AS_WRITTEN,
    ),
    "shifted": (
        ERROR,
        Words("Các ô của dòng này lệch một cột sang {side}: “{text}”.",
              "The cells of this row are one column too far to the {side}: “{text}”."),
        Words("Dời các ô về đúng cột rồi đọc lại.", "Move the cells to their columns and read it again."),
    ),
    "short_row": (
        WARNING,
        Words("Dòng chỉ có {n} trên {wide} ô; các ô còn lại được nhận theo nội dung.",
              "The row has only {n} of {wide} cells; those there are were told by what they say."),
        Words("Xem lại dòng này trước khi lưu.", "Look at this row before saving."),
    ),
    "unaligned": (
        ERROR,
        Words("Không biết các ô của dòng này thuộc cột nào ({n} ô, biểu có {wide} cột): “{text}”.",
              "It is not clear to which columns the cells of this row belong ({n} cells, {wide} columns): “{text}”."),
        _IN_FILE,
    ),
    "recipients": (
        WARNING,
        Words("Danh sách “Nơi nhận” dính vào đầu dòng này; đã bỏ ra.",
              "The list of recipients was stuck to the front of this row; it was left out."),
        _AS_WRITTEN,
    ),
    "orphan": (
        WARNING,
        Words("Dòng không có mã và không có nội dung, chỉ còn cơ quan và thời gian: “{text}”.",
              "The row has neither code nor content, only agencies and dates: “{text}”."),
        Words("Phần đầu của dòng đã mất; ghi lại từ bản giấy nếu có, chương trình không tự điền.",
              "The front of the row is lost; copy it from the paper if there is one, nothing is filled in."),
    ),
    "no_code": (WARNING, Words("Nhiệm vụ không có mã: “{text}”.", "The task has no code: “{text}”."), _AS_WRITTEN),
    "no_content": (
        ERROR, Words("Nhiệm vụ {code} không có nội dung.", "Task {code} has no content."), _IN_FILE,
    ),
    "too_many": (
        ERROR, Words("Biểu có hơn {n} nhiệm vụ; từ dòng này không đọc tiếp.",
                     "The table has more than {n} tasks; it is not read on from this row."),
        Words("Chia kế hoạch ra nhiều tệp.", "Divide the plan into several files."),
    ),
    "bad_code": (
        WARNING, Words("“{code}” không giống một mã nhiệm vụ.", "“{code}” does not look like the code of a task."),
        _AS_WRITTEN,
    ),
    "no_lead": (
        WARNING, Words("Nhiệm vụ {code} không có cơ quan chủ trì.", "Task {code} has no lead agency."), _BY_HAND,
    ),
    "wide_agencies": (
        WARNING,
        Words("Ô “{text}” gộp cả cột chủ trì và phối hợp; ghi là chủ trì.",
              "The cell “{text}” covers lead and co-ordination; it is taken as lead."),
        Words("Xem lại dòng này trước khi lưu.", "Look at this row before saving."),
    ),
    "twice_code": (
        ERROR,
        Words("Hai nhiệm vụ cùng mã {code} (dòng {first} và dòng {second}).",
              "Two tasks have the code {code} (rows {first} and {second})."),
        Words("Đổi một mã rồi đọc lại.", "Change one of the codes and read it again."),
    ),
    "missing_groups": (
        WARNING,
        Words("Không thấy nhóm nhiệm vụ {codes}.", "Groups {codes} are not there."),
        _BY_HAND,
    ),
    "gap": (
        WARNING,
        Words("Không có nhiệm vụ {codes}: sau {before} là {after}.",
              "There is no task {codes}: {after} follows {before}."),
        _BY_HAND,
    ),
    "gap_first": (
        WARNING,
        Words("Nhóm {group} thiếu nhiệm vụ {codes} ở đầu.", "Group {group} lacks {codes} at its beginning."),
        _BY_HAND,
    ),
    "order": (
        WARNING, Words("Nhiệm vụ {code} đứng sau {before}.", "Task {code} stands behind {before}."), _AS_WRITTEN,
    ),
    "foreign_group": (
        WARNING,
        Words("Nhiệm vụ {code} đứng trong nhóm {group}.", "Task {code} stands in group {group}."),
        _AS_WRITTEN,
    ),
    # ------------------------------------------------------------ time
    "impossible": (
        ERROR, Words("“{text}” không có trên lịch.", "“{text}” is not on any calendar."), _IN_FILE,
    ),
    "time_unclear": (
        WARNING,
        Words("Chưa hiểu hết thời gian “{text}”.", "The time “{text}” was not wholly understood."),
        Words("Chọn ngày bằng tay nếu cần; chữ của kế hoạch vẫn được giữ.",
              "Choose the day by hand if needed; the words of the plan are kept."),
    ),
    "backwards": (
        ERROR,
        Words("Nhiệm vụ {code} kết thúc ({finish}) trước khi bắt đầu ({start}).",
              "Task {code} finishes ({finish}) before it starts ({start})."),
        _IN_FILE,
    ),
    "other_year": (
        WARNING,
        Words("Thời gian của nhiệm vụ {code} nằm ngoài năm {year} của kế hoạch: “{text}”.",
              "The time of task {code} lies outside {year}, the year of the plan: “{text}”."),
        Words("Kiểm tra lại năm.", "Check the year."),
    ),
    "unknown_after": (
        ERROR,
        Words("Nhiệm vụ {code} chờ nhiệm vụ {after}, nhưng kế hoạch không có nhiệm vụ ấy.",
              "Task {code} waits for task {after}, which is not in the plan."),
        _IN_FILE,
    ),
    "circle": (
        ERROR,
        Words("Các nhiệm vụ chờ lẫn nhau thành vòng: {path}.", "Tasks wait for each other in a circle: {path}."),
        Words("Bỏ một chỗ chờ.", "Take out one of the waits."),
    ),
    # ------------------------------------------------------------ agencies
    "agency_which": (
        ASK,
        Words("“{text}” là cơ quan cấp nào? Có thể là: {candidates}. ({n} chỗ)",
              "At which level is “{text}”? It may be: {candidates}. (×{n})"),
        Words("Chọn một cơ quan.", "Choose an agency."),
    ),
    "agency_like": (
        ASK,
        Words("Không có cơ quan tên “{text}”; gần giống: {candidates}. ({n} chỗ)",
              "There is no agency called “{text}”; alike: {candidates}. (×{n})"),
        Words("Chọn một cơ quan.", "Choose an agency."),
    ),
    "agency_unknown": (
        ASK,
        Words("Không có cơ quan tên “{text}”. ({n} chỗ)", "There is no agency called “{text}”. (×{n})"),
        Words("Chọn một cơ quan có trong danh sách.", "Choose an agency of the list."),
    ),
}  # fmt: skip


_MOST: Final = 240  # characters of what is quoted
NOWHERE: Final = Place()


def problem(code: str, place: Place = NOWHERE, /, **values: object) -> Problem:
    severity, message, remedy = PROBLEMS[code]
    shown = {name: _short(str(value)) for name, value in values.items()}
    return Problem(code, str(message).format(**shown), str(remedy), place, severity)


def _short(text: str) -> str:
    one = " ".join(text.split())
    return one if len(one) <= _MOST else f"{one[:_MOST]}…"
