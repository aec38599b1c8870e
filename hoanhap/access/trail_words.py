"""What the codes of the audit trail mean, for whoever reads it. A test finds an action that nobody named."""

from typing import Final

from hoanhap.kernel.lang import Words

# What runs the system rather than the work: an inspector of a campaign does not see it.
ADMINISTRATION: Final = ("session", "user", "post", "audit", "demo-date")

ACTIONS: Final = {
    "session.sign-in": Words("Đăng nhập", "Signed in"),
    "session.sign-out": Words("Thoát", "Signed out"),
    "session.expire": Words("Phiên làm việc hết hạn", "Session expired"),
    "session.fail": Words("Đăng nhập không thành công", "Sign-in failed"),
    "session.lock": Words("Tạm khóa đăng nhập", "Sign-in locked for a while"),
    "user.create": Words("Tạo tài khoản", "Created an account"),
    "user.reset-password": Words("Cấp lại mật khẩu", "Gave a new password"),
    "user.change-password": Words("Tự đổi mật khẩu", "Changed own password"),
    "user.revoke": Words("Khóa tài khoản", "Locked an account"),
    "user.reinstate": Words("Mở lại tài khoản", "Opened an account again"),
    "post.grant": Words("Cấp vị trí công tác", "Granted a post"),
    "post.end": Words("Kết thúc vị trí công tác", "Ended a post"),
    "post.deputise": Words("Ủy quyền", "Named a deputy"),
    "post.recall": Words("Chấm dứt ủy quyền", "Recalled a deputy"),
    "audit.read": Words("Xem nhật ký", "Read the audit trail"),
    "audit.verify": Words("Kiểm tra nhật ký", "Verified the audit trail"),
    "demo-date.set": Words("Đổi ngày làm việc của bản minh họa", "Changed the demo's business date"),
    "unit.load": Words("Nạp danh mục đơn vị hành chính", "Loaded the administrative units"),
    "unit.change": Words("Ghi thay đổi đơn vị hành chính", "Entered a change of units"),
    "unit.revert": Words("Hủy thay đổi đơn vị hành chính", "Reverted a change of units"),
    "agency.make": Words("Ghi cơ quan vào danh mục", "Entered an agency"),
    "directive.record": Words("Ghi văn bản chỉ đạo", "Entered a directive"),
    "campaign.open": Words("Mở đợt báo cáo", "Opened a campaign"),
    "submission.write": Words("Nhập số liệu", "Entered figures"),
    "submission.explain": Words("Giải trình cảnh báo", "Explained a warning"),
    "submission.submit": Words("Gửi báo cáo", "Submitted a report"),
    "submission.withdraw": Words("Rút lại báo cáo", "Withdrew a report"),
    "submission.return": Words("Trả lại báo cáo", "Returned a report"),
    "submission.accept": Words("Chấp nhận báo cáo", "Accepted a report"),
    "submission.approve": Words("Phê duyệt báo cáo", "Approved a report"),
    "submission.seal": Words("Niêm phong số liệu", "Sealed figures"),
    "submission.correct": Words("Đính chính số liệu", "Corrected figures"),
    "gap.declare": Words("Khai đơn vị còn thiếu", "Declared a missing unit"),
    "gap.close": Words("Đơn vị khai thiếu đã có số liệu", "A unit declared missing has come in"),
    "snapshot.freeze": Words("Chốt một phiên bản", "Froze a version"),
    "correction.propose": Words("Đề nghị đính chính", "Proposed a correction"),
    "correction.decide": Words("Quyết định đính chính", "Decided on a correction"),
    "section.write": Words("Viết báo cáo lời văn", "Wrote the narrative"),
    "difficulty.add": Words("Ghi khó khăn, vướng mắc", "Added a difficulty"),
    "difficulty.remove": Words("Bỏ khó khăn, vướng mắc", "Removed a difficulty"),
    "recommendation.add": Words("Ghi đề xuất, kiến nghị", "Added a recommendation"),
    "recommendation.remove": Words("Bỏ đề xuất, kiến nghị", "Removed a recommendation"),
    "report.export": Words("Xuất báo cáo", "Exported a report"),
    "workbook.export": Words("Tải biểu Excel", "Downloaded a workbook"),
    "upload.save": Words("Nộp tệp Excel", "Uploaded a workbook"),
    "upload.undo": Words("Hủy lần nộp tệp", "Undid an upload"),
}

KINDS: Final = {
    "user": Words("Tài khoản", "Account"),
    "post": Words("Vị trí công tác", "Post"),
    "audit": Words("Nhật ký", "Audit trail"),
    "units": Words("Đơn vị, cơ quan", "Units and agencies"),
    "campaign": Words("Đợt báo cáo", "Campaign"),
    "submission": Words("Biểu báo cáo", "Form"),
    "respondent": Words("Cơ quan báo cáo", "Respondent"),
    "directive": Words("Văn bản", "Directive"),
}

DETAILS: Final = {
    "address": Words("từ máy", "from"),
    "known": Words("tài khoản có thật", "the account exists"),
    "sign_in": Words("tên đăng nhập", "sign-in name"),
    "user": Words("tài khoản", "account"),
    "role": Words("vai trò", "role"),
    "agency": Words("cơ quan", "agency"),
    "deputy": Words("người được ủy quyền", "deputy"),
    "valid_from": Words("từ", "from"),
    "valid_to": Words("trước ngày", "before"),
    "posts": Words("số vị trí", "posts"),
    "ok": Words("nguyên vẹn", "whole"),
    "head": Words("đến mắt xích", "up to link"),
    "row": Words("dòng", "row"),
    "of": Words("về", "of"),
    "filter": Words("điều kiện", "filter"),
    "sector": Words("ngành", "sector"),
    "count": Words("số lượng", "count"),
    "on": Words("ngày", "on"),
    "units": Words("số đơn vị", "units"),
    "change": Words("thay đổi", "change"),
    "map_date": Words("ngày của bản đồ hành chính", "map date"),
    "source": Words("từ trạng thái", "from state"),
    "target": Words("sang trạng thái", "to state"),
    "format": Words("định dạng", "format"),
    "cells": Words("ô", "cells"),
    "cell": Words("ô", "cell"),
    "check": Words("phép kiểm tra", "check"),
    "digest": Words("mã băm", "digest"),
    "rows": Words("số dòng", "rows"),
    "upload": Words("lần nộp", "upload"),
    "missing": Words("đơn vị thiếu", "missing unit"),
    "sealed": Words("số biểu niêm phong", "sealed"),
    "agree": Words("đồng ý", "agreed"),
    "correction": Words("đính chính", "correction"),
    "outline": Words("đề cương", "outline"),
    "section": Words("mục", "section"),
    "kind": Words("loại", "kind"),
}

CHANNELS: Final = {
    "web": Words("trang web", "web"),
    "cli": Words("dòng lệnh", "command line"),
    "api": Words("giao diện dữ liệu", "API"),
    "system": Words("hệ thống", "system"),
}


def action_title(code: str) -> str:
    return str(ACTIONS.get(code, code))


def kind_title(code: str) -> str:
    return str(KINDS.get(code, code))
