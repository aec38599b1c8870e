"""What is needed, what is given, who helps."""

from django import forms

from hoanhap.kernel.lang import t
from hoanhap.people.forms.fields import Amount, Coded, Offering
from hoanhap.ui.fields import Day


class Need(Offering):
    kind = Coded("supports")
    day = Day()

    def labels(self) -> dict[str, str]:
        return {"kind": t("Nhu cầu hỗ trợ", "Need"), "day": t("Ngày ghi nhận", "Recorded on")}


class WithdrawNeed(Offering):
    need = forms.ChoiceField(widget=forms.RadioSelect)
    day = Day()

    def labels(self) -> dict[str, str]:
        return {"need": t("Nhu cầu không còn", "No longer needed"), "day": t("Ngày", "Day")}


class Support(Offering):
    kind = Coded("supports")
    day = Day()
    until = Day(required=False)
    what = Coded("support-details", required=False)
    amount = Amount(required=False)
    source = Coded("money-sources", required=False)
    outcome = Coded("outcomes", required=False)
    agency = forms.ChoiceField()
    need = forms.ChoiceField(required=False)

    def labels(self) -> dict[str, str]:
        return {
            "kind": t("Loại hỗ trợ", "Kind of support"),
            "day": t("Từ ngày", "From"),
            "until": t("Đến hết ngày", "Until the end of"),
            "what": t("Nội dung", "What it is"),
            "amount": t("Số tiền (đồng)", "Amount (VND)"),
            "source": t("Nguồn kinh phí", "Source of the money"),
            "outcome": t("Kết quả", "Outcome"),
            "agency": t("Cơ quan hỗ trợ", "Given by"),
            "need": t("Đáp ứng nhu cầu", "Meets the need"),
        }

    def helps(self) -> dict[str, str]:
        return {
            "amount": t("Bắt buộc với vay vốn và trợ cấp.", "Needed for a loan or an allowance."),
            "need": t("Không chọn: nhu cầu cùng loại đang chờ.", "Left open: the waiting need of this kind."),
        }


class Assign(Offering):
    helper = forms.CharField(max_length=120)
    organisation = forms.ChoiceField()
    post = forms.ChoiceField(required=False)
    valid_from = Day()
    last = Day(required=False)

    def labels(self) -> dict[str, str]:
        return {
            "helper": t("Người giúp đỡ", "Helper"),
            "organisation": t("Tổ chức", "Organisation"),
            "post": t("Tài khoản của người giúp đỡ", "The helper's account"),
            "valid_from": t("Từ ngày", "From"),
            "last": t("Đến hết ngày", "Until the end of"),
        }

    def helps(self) -> dict[str, str]:
        return {
            "post": t(
                "Chọn thì người đó thấy tên và kế hoạch hỗ trợ của riêng người này.",
                "If chosen, they see the given name and the support plan of this person alone.",
            )
        }


class EndAssignment(Offering):
    assignment = forms.ChoiceField(widget=forms.RadioSelect)
    day = Day()

    def labels(self) -> dict[str, str]:
        return {"assignment": t("Phân công", "Assignment"), "day": t("Kết thúc từ ngày", "Ends on")}
