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
}


def said(column: str, code: str) -> str:
    """In words where there are some; else the code as it is."""
    return str(CODES.get(code, code)) if code else t("không ghi", "not said")
