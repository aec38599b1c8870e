"""Expected trouble of the machine, in words: a full disk, a lost database, a home that belongs to somebody else."""

import errno

from django.db import DatabaseError

from hoanhap.kernel.lang import Words

DISK = Words(
    "Ổ đĩa đã đầy. Giải phóng chỗ rồi làm lại; những gì đã báo là lưu xong vẫn còn nguyên.",
    "The disk is full. Free some space and try again; whatever was reported as saved is still there.",
)
RIGHTS = Words(
    "Không có quyền đọc hoặc ghi ở nơi lưu dữ liệu. Kiểm tra HOANHAP_HOME và tài khoản đang chạy.",
    "No right to read or write the home. Check HOANHAP_HOME and the user this runs as.",
)
UNPREPARED = Words(
    "Cơ sở dữ liệu chưa có đủ bảng cho bản này. Chạy: hoanhap setup",
    "The database lacks tables of this version. Run: hoanhap setup",
)
BUSY = Words(
    "Cơ sở dữ liệu đang bận vì một việc ghi dài. Đợi một lát rồi làm lại.",
    "The database is busy with a long write. Wait a moment and try again.",
)
NOT_A_DATABASE = Words(
    "Tệp cơ sở dữ liệu bị hỏng hoặc không phải của chương trình. Khôi phục từ bản lưu; đừng ghi đè tệp này.",
    "The database file is damaged or not ours. Restore it from a backup; do not overwrite this file.",
)
UNREACHABLE = Words(
    "Không kết nối được PostgreSQL. Kiểm tra máy chủ đang chạy và địa chỉ trong HOANHAP_DATABASE_URL.",
    "PostgreSQL cannot be reached. Check that it runs, and the address in HOANHAP_DATABASE_URL.",
)
REFUSED = Words(
    "PostgreSQL không cho vào: sai người dùng, mật khẩu hoặc tên cơ sở dữ liệu trong HOANHAP_DATABASE_URL.",
    "PostgreSQL refuses: wrong user, password or database name in HOANHAP_DATABASE_URL.",
)
# What SQLite and PostgreSQL say, in their own words. First match wins.
SIGNS = (
    (("database or disk is full", "No space left on device"), DISK),
    (("readonly database", "unable to open database file", "Permission denied"), RIGHTS),
    (("no such table", "no such column", "does not exist\nLINE"), UNPREPARED),
    (("database is locked", "database table is locked"), BUSY),
    (("file is not a database", "database disk image is malformed"), NOT_A_DATABASE),
    (("password authentication failed", 'role "', 'database "', "no pg_hba.conf entry"), REFUSED),
    (("Connection refused", "could not translate host name", "connection timeout", "Name or service"), UNREACHABLE),
)


def in_words(problem: BaseException) -> Words | None:
    """None when nobody foresaw it: then the traceback is worth more than a guess."""
    if isinstance(problem, PermissionError):
        return RIGHTS
    if isinstance(problem, OSError):
        return DISK if problem.errno in (errno.ENOSPC, errno.EDQUOT) else None
    if not isinstance(problem, DatabaseError):
        return None
    said = str(problem)
    return next((words for signs, words in SIGNS if any(sign in said for sign in signs)), None)
