"""What can be wrong with a trail, each in words for the auditor who reads it."""

from dataclasses import dataclass

from hoanhap.kernel.lang import t


@dataclass(frozen=True)
class Finding:
    """`what` for scripts. `seq`: the place in the chain; `row`: the id of the audit row; either may be unknown."""

    what: str
    seq: int | None
    row: int | None
    message: str


def altered(seq: int, row: int) -> Finding:
    return Finding(
        "altered",
        seq,
        row,
        t(
            "Dòng nhật ký {row} (mắt xích {seq}) không còn như lúc niêm phong: nội dung, thứ tự hoặc mã băm đã bị sửa.",
            "Audit row {row} (link {seq}) is not as it was sealed: its content, its order or its digest was changed.",
            row=row,
            seq=seq,
        ),
    )


def removed(seq: int, row: int) -> Finding:
    return Finding(
        "removed",
        seq,
        row,
        t(
            "Dòng nhật ký {row} (mắt xích {seq}) đã bị xóa.",
            "Audit row {row} (link {seq}) was removed.",
            row=row,
            seq=seq,
        ),
    )


def link_missing(expected: int, found: int) -> Finding:
    return Finding(
        "removed",
        expected,
        None,
        t(
            "Thiếu mắt xích {expected}: tiếp theo lại là mắt xích {found}.",
            "Link {expected} is missing: the next one found is {found}.",
            expected=expected,
            found=found,
        ),
    )


def inserted(row: int) -> Finding:
    return Finding(
        "inserted",
        None,
        row,
        t(
            "Dòng nhật ký {row} không do chương trình ghi: không có trong chuỗi niêm phong, cũng không chờ niêm phong.",
            "Audit row {row} was not written by the program: it is neither in the chain nor waiting for it.",
            row=row,
        ),
    )


def lost_before_sealing(row: int) -> Finding:
    return Finding(
        "removed",
        None,
        row,
        t(
            "Dòng nhật ký {row} đã bị xóa khi đang chờ niêm phong.",
            "Audit row {row} was removed while it waited for its seal.",
            row=row,
        ),
    )


def sealed_twice(row: int) -> Finding:
    return Finding(
        "inserted",
        None,
        row,
        t(
            "Dòng nhật ký {row} đã niêm phong mà lại bị đưa vào hàng chờ.",
            "Audit row {row} is sealed, yet somebody put it back into the inbox.",
            row=row,
        ),
    )


def cut(last: int, head: int) -> Finding:
    return Finding(
        "cut",
        last + 1,
        None,
        t(
            "Chuỗi dừng ở mắt xích {last} nhưng đã có chữ ký cho mắt xích {head}: phần đuôi bị cắt.",
            "The chain ends at link {last}, but link {head} was signed once: the tail was cut.",
            last=last,
            head=head,
        ),
    )


def rewritten(seq: int) -> Finding:
    return Finding(
        "rewritten",
        seq,
        None,
        t(
            "Mắt xích {seq} không khớp với đầu chuỗi đã ký: từ đây trở về trước nhật ký đã bị viết lại.",
            "Link {seq} does not match the head that was signed for it: the trail up to here was rewritten.",
            seq=seq,
        ),
    )


def forged(seq: int) -> Finding:
    return Finding(
        "signature",
        seq,
        None,
        t(
            "Chữ ký của đầu chuỗi {seq} không đúng với khóa của hệ thống này.",
            "The signature of head {seq} is not by this system's key.",
            seq=seq,
        ),
    )


def unsigned(seq: int) -> Finding:
    return Finding(
        "unsigned",
        seq,
        None,
        t(
            "Các mắt xích từ {seq} trở đi không có chữ ký.",
            "Nothing signs the links from {seq} on.",
            seq=seq,
        ),
    )


def head_removed(seq: int) -> Finding:
    return Finding(
        "removed",
        seq,
        None,
        t(
            "Đầu chuỗi {seq} có trong tệp lưu nhưng không còn trong cơ sở dữ liệu.",
            "Head {seq} stands in the kept file but not in the database.",
            seq=seq,
        ),
    )
