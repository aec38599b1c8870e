"""What is followed: standing, substances, tests, visits, notes."""

from django import forms

from hoanhap.kernel.lang import t
from hoanhap.people.forms.fields import Coded, Offering, SeveralCoded
from hoanhap.ui.fields import Day

Many = forms.Textarea(attrs={"rows": 4, "maxlength": 2_000})


class Standing(Offering):
    kind = Coded("standings")
    basis = Coded("bases")
    day = Day()

    def labels(self) -> dict[str, str]:
        return {"kind": t("Diện quản lý", "Standing"), "basis": t("Căn cứ", "Basis"), "day": t("Từ ngày", "From")}


class Use(Offering):
    substance = Coded("substances")
    route = Coded("routes", required=False)
    since_year = forms.IntegerField(required=False, min_value=1900, max_value=2200)
    day = Day()

    def labels(self) -> dict[str, str]:
        return {
            "substance": t("Chất sử dụng", "Substance"),
            "route": t("Cách sử dụng", "Route"),
            "since_year": t("Bắt đầu dùng từ năm", "Since the year"),
            "day": t("Ngày phát hiện, khai báo", "Found or declared on"),
        }


class EndUse(Offering):
    use = forms.ChoiceField(widget=forms.RadioSelect)
    day = Day()

    def labels(self) -> dict[str, str]:
        return {"use": t("Chất không còn dùng", "No longer used"), "day": t("Thôi dùng từ ngày", "Since")}


class Test(Offering):
    day = Day()
    kind = Coded("tests")
    reason = Coded("test-reasons")
    result = Coded("test-results")
    substances = SeveralCoded("substances", required=False)
    agency = forms.ChoiceField()

    def labels(self) -> dict[str, str]:
        return {
            "day": t("Ngày xét nghiệm", "Day of the test"),
            "kind": t("Loại xét nghiệm", "Kind"),
            "reason": t("Lý do", "Reason"),
            "result": t("Kết quả", "Result"),
            "substances": t("Chất phát hiện", "Substances found"),
            "agency": t("Cơ quan xét nghiệm", "Tested by"),
        }


class Visit(Offering):
    assignment = forms.ChoiceField()
    day = Day()
    finding = Coded("visits")
    words = forms.CharField(max_length=2_000, required=False, widget=Many)

    def labels(self) -> dict[str, str]:
        return {
            "assignment": t("Người giúp đỡ", "Helper"),
            "day": t("Ngày thăm", "Day of the visit"),
            "finding": t("Nhận xét", "Finding"),
            "words": t("Ghi thêm", "In words"),
        }


class Note(Offering):
    text = forms.CharField(max_length=2_000, widget=Many)

    def labels(self) -> dict[str, str]:
        return {"text": t("Nội dung", "Text")}

    def helps(self) -> dict[str, str]:
        return {
            "text": t(
                "Được mã hóa, chỉ hiện khi ghi lý do xem. Không ghi tình trạng HIV.",
                "Sealed, and shown only for a stated reason. Do not write HIV status.",
            )
        }
