"""What the codes of facts mean, where a sentence says why a row counts."""

from typing import Final

from hoanhap.kernel.lang import Words, t

CODES: Final = {
    "home": Words("tại gia đình", "at home"),
    "community": Words("tại cộng đồng", "in the community"),
    "community-compulsory": Words("bắt buộc tại cộng đồng", "compulsory in the community"),
    "centre": Words("tại cơ sở", "in a centre"),
    "centre-voluntary": Words("tự nguyện tại cơ sở", "voluntary in a centre"),
    "centre-compulsory": Words("bắt buộc tại cơ sở", "compulsory in a centre"),
    "centre-compulsory-minor": Words("bắt buộc, người chưa thành niên", "compulsory, a minor"),
    "private": Words("tại cơ sở tư nhân", "in a private centre"),
    "methadone": Words("điều trị thay thế bằng Methadone", "methadone treatment"),
    "education": Words("giáo dục tại xã", "education in the commune"),
    "user": Words("quản lý người sử dụng trái phép", "management of a user"),
    "commune": Words("tại xã", "in the commune"),
    "residence": Words("tại nơi cư trú", "at the residence"),
    "training": Words("đào tạo nghề", "vocational training"),
    "job": Words("tạo việc làm", "found work"),
    "loan": Words("vay vốn", "a loan"),
    "completed": Words("hoàn thành", "completed"),
    "exempted": Words("được miễn", "exempted"),
    "first": Words("lần đầu", "first"),
    "repeated": Words("lần sau", "repeated"),
    "addict": Words("người nghiện", "addict"),
    "completer": Words("người đã hoàn thành cai nghiện", "who completed rehabilitation"),
    "working": Words("tổ công tác", "working team"),
    "volunteers": Words("đội tình nguyện", "volunteers"),
    "steering": Words("ban chỉ đạo", "steering committee"),
    "team": Words("tổ công tác", "working team"),
    "point": Words("điểm tư vấn", "counselling point"),
    "office": Words("cơ quan", "office"),
    "health-station": Words("Trạm y tế", "health station"),
    "culture-house": Words("Nhà văn hóa", "culture house"),
    "elsewhere": Words("địa điểm khác", "elsewhere"),
    "health": Words("Y tế", "health"),
    "labour": Words("LĐTBXH", "labour"),
    "police": Words("Công an", "police"),
    "volunteer": Words("tình nguyện viên", "volunteer"),
    "spent": Words("thực hiện", "spent"),
    "budget": Words("dự toán", "budget"),
    "central": Words("Trung ương", "central budget"),
    "local": Words("địa phương", "local budget"),
    "fund": Words("quỹ, tài trợ", "funds, donors"),
    "investment": Words("đầu tư", "investment"),
    "dossier": Words("lập hồ sơ", "preparing files"),
    "support": Words("hỗ trợ đối tượng", "support to persons"),
    "meeting": Words("buổi tuyên truyền", "outreach session"),
    "leaflet": Words("tờ rơi", "leaflets"),
    "poster": Words("áp phích", "posters"),
    "booklet": Words("sổ tay", "handbooks"),
}


def said(column: str, code: str) -> str:
    """In words where there are some; else the code as it is."""
    return str(CODES.get(code, code)) if code else t("không ghi", "not said")
