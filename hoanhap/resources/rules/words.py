"""The kinds there are, and what they are called."""

from typing import Final

from hoanhap.kernel.lang import Words

PLACES: Final = {
    "centre": Words("Cơ sở cai nghiện công lập", "Public rehabilitation centre"),
    "satellite": Words("Điểm vệ tinh của cơ sở", "Satellite of a centre"),
    "private": Words("Cơ sở cai nghiện ngoài công lập", "Private rehabilitation centre"),
    "clinic": Words("Cơ sở điều trị Methadone", "Methadone clinic"),
    "dispensing": Words("Cơ sở cấp phát thuốc", "Dispensing point"),
    "detox": Words("Cơ sở cắt cơn tại cộng đồng", "Community detox site"),
    "counselling": Words("Điểm tư vấn, chăm sóc hỗ trợ", "Counselling point"),
}
WITH_BEDS: Final = frozenset(
    {"centre", "satellite", "private", "detox"}
)  # elsewhere capacity counts patients or visitors

SEATS: Final = {
    "health-station": Words("Trạm y tế", "Health station"),
    "culture-house": Words("Nhà văn hóa", "Culture house"),
    "elsewhere": Words("Địa điểm khác", "Elsewhere"),
}

PROFESSIONS: Final = {
    "doctor": Words("Bác sĩ", "Doctor"),
    "assistant": Words("Y sĩ", "Assistant doctor (y sĩ)"),
    "nurse": Words("Điều dưỡng, y tá", "Nurse"),
    "psychologist": Words("Tâm lý", "Psychologist"),
    "social": Words("Công tác xã hội, tư vấn viên", "Social worker, counsellor"),
    "teacher": Words("Giáo viên, dạy nghề", "Teacher, vocational trainer"),
    "guard": Words("Bảo vệ, quản lý học viên", "Guard, resident supervisor"),
    "officer": Words("Cán bộ, công chức", "Officer"),
    "other": Words("Khác", "Other"),
}
CERTIFICATES: Final = {
    "practice": Words("Chứng chỉ hành nghề", "Practice certificate"),
    "determine": Words("Chứng nhận tập huấn chẩn đoán, cắt cơn", "Training in diagnosis and detoxification"),
    "substitution": Words("Chứng nhận điều trị thay thế", "Training in substitution treatment"),
    "counsel": Words("Chứng nhận tư vấn điều trị nghiện", "Training in counselling"),
}
TEAMS: Final = {
    "working": Words("Tổ công tác cai nghiện ma túy", "Working team for rehabilitation"),
    "volunteers": Words("Đội công tác xã hội tình nguyện", "Volunteer social-work team"),
    "steering": Words("Ban chỉ đạo", "Steering committee"),
}
# The five after the head are those whom NĐ 94/2010/NĐ-CP Điều 18 wants at the meeting that reviews a case.
ROLES: Final = {
    "head": Words("Tổ trưởng", "Head"),
    "labour": Words("Cán bộ LĐTBXH", "Labour officer"),
    "police": Words("Trưởng Công an xã", "Chief of commune police"),
    "health": Words("Cán bộ Y tế", "Health officer"),
    "front": Words("Mặt trận Tổ quốc", "Fatherland Front"),
    "village": Words("Trưởng thôn, tổ dân phố", "Village or street head"),
    "volunteer": Words("Thành viên khác, tình nguyện viên", "Other member, volunteer"),
    "chair": Words("Trưởng ban", "Chair"),
    "deputy": Words("Phó Trưởng ban", "Deputy chair"),
    "commissioner": Words("Ủy viên", "Member of the committee"),
}
OF_COMMITTEES: Final = frozenset({"chair", "deputy", "commissioner"})
ALONE: Final = frozenset({"head", "chair"})  # one at a time
KINDS: Final = {
    "place": Words("Cơ sở", "Place"),
    "staff": Words("Nhân sự", "Member of staff"),
    "certificate": Words("Chứng chỉ", "Certificate"),
    "team": Words("Tổ, đội", "Team"),
    "member": Words("Thành viên", "Member"),
}
