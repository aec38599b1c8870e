"""One form for each thing that is written in a file. The names of the fields are the words of the actions."""

from django import forms

from hoanhap.kernel.lang import t
from hoanhap.people.forms.fields import Amount, BirthField, Coded, Offering, SeveralCoded
from hoanhap.ui.fields import Day

Many = forms.Textarea(attrs={"rows": 4, "maxlength": 2_000})


class Correct(Offering):
    name = forms.CharField(max_length=120)
    birth = BirthField()
    sex = Coded("sexes")
    ethnicity = Coded("ethnicities", required=False)
    education = Coded("education", required=False)
    occupation = Coded("occupations", required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def labels(self) -> dict[str, str]:
        return {
            "name": t("Họ và tên", "Full name"),
            "birth": t("Ngày sinh, hoặc năm sinh", "Date or year of birth"),
            "sex": t("Giới tính", "Sex"),
            "ethnicity": t("Dân tộc", "Ethnicity"),
            "education": t("Trình độ học vấn", "Education"),
            "occupation": t("Nghề nghiệp", "Occupation"),
        }


class Paper(Offering):
    kind = Coded("papers")
    number = forms.CharField(max_length=40)
    issued_on = Day(required=False)
    issued_by = forms.CharField(max_length=120, required=False)

    def labels(self) -> dict[str, str]:
        return {
            "kind": t("Loại giấy tờ", "Kind of paper"),
            "number": t("Số", "Number"),
            "issued_on": t("Ngày cấp", "Issued on"),
            "issued_by": t("Nơi cấp", "Issued by"),
        }


class RemovePaper(Offering):
    paper = forms.ChoiceField(widget=forms.RadioSelect)

    def labels(self) -> dict[str, str]:
        return {"paper": t("Giấy tờ ghi nhầm", "The paper written by mistake")}


class Alias(Offering):
    name = forms.CharField(max_length=120)

    def labels(self) -> dict[str, str]:
        return {"name": t("Tên gọi khác", "Another name")}


class Contact(Offering):
    relation = Coded("relations")
    name = forms.CharField(max_length=120, required=False)
    phone = forms.CharField(max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    address = forms.CharField(max_length=300, required=False)
    represents = forms.BooleanField(required=False)

    def labels(self) -> dict[str, str]:
        return {
            "relation": t("Quan hệ", "Relation"),
            "name": t("Họ và tên", "Full name"),
            "phone": t("Điện thoại", "Telephone"),
            "address": t("Địa chỉ", "Address"),
            "represents": t("Là người đại diện hợp pháp", "Is the legal representative"),
        }


class EndContact(Offering):
    contact = forms.ChoiceField(widget=forms.RadioSelect)

    def labels(self) -> dict[str, str]:
        return {"contact": t("Người không còn liên hệ", "Who is no longer told")}


class Settle(Offering):
    kind = Coded("residences")
    since = Day()
    address = forms.CharField(max_length=300, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def labels(self) -> dict[str, str]:
        return {
            "kind": t("Hình thức cư trú", "Kind of residence"),
            "since": t("Ở từ ngày", "Lives there since"),
            "address": t("Địa chỉ (thôn, xóm, tổ, số nhà)", "Address (hamlet, group, house)"),
        }


class Leave(Offering):
    day = Day()
    reason = Coded("leavings")
    to_commune = forms.CharField(max_length=160, required=False, widget=forms.TextInput(attrs={"list": "communes"}))
    aware = forms.BooleanField(required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def labels(self) -> dict[str, str]:
        return {
            "day": t("Rời đi từ ngày", "Left on"),
            "reason": t("Lý do", "Reason"),
            "to_commune": t("Xã nơi đến", "Commune reached"),
            "aware": t("Đã biết người này còn biện pháp chưa kết thúc", "Aware that a measure is not finished"),
        }

    def helps(self) -> dict[str, str]:
        return {
            "to_commune": t(
                "Khi chuyển nơi ở: ghi mã hoặc tên xã. Xã đó sẽ xác nhận, và hồ sơ chuyển theo.",
                "For a move: the commune's code or name. It will confirm, and the file follows.",
            )
        }


class Arrive(Offering):
    day = Day()
    kind = Coded("residences")
    address = forms.CharField(max_length=300, required=False)

    def labels(self) -> dict[str, str]:
        return {
            "day": t("Đến ở từ ngày", "Arrived on"),
            "kind": t("Hình thức cư trú", "Kind of residence"),
            "address": t("Địa chỉ (thôn, xóm, tổ, số nhà)", "Address (hamlet, group, house)"),
        }


class Sure(Offering):
    """A question answered by its button."""

    def labels(self) -> dict[str, str]:
        return {}


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
            "amount": t("Số tiền (đồng)", "Amount (đồng)"),
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


class Close(Offering):
    basis = Coded("closings")
    day = Day()
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def labels(self) -> dict[str, str]:
        return {"basis": t("Lý do", "Reason"), "day": t("Từ ngày", "From")}
