"""The first sheet of a file, and the forms that are not about one entry: reasons, reviews, the end of a file."""

from django import forms

from hoanhap.kernel.lang import t
from hoanhap.people.forms.fields import BirthField, Coded, Lines, Offering, SeveralCoded
from hoanhap.ui.fields import Day


class Register(Offering):
    """The whole first sheet. What is asked once more later is asked here only if it is needed today."""

    name = forms.CharField(max_length=120)
    birth = BirthField()
    sex = Coded("sexes")
    ethnicity = Coded("ethnicities", required=False)
    education = Coded("education", required=False)
    occupation = Coded("occupations", required=False)
    aliases = Lines(required=False, max_length=300)
    paper_kind = Coded("papers", required=False)
    paper_number = forms.CharField(max_length=40, required=False)
    issued_on = Day(required=False)
    issued_by = forms.CharField(max_length=120, required=False)
    commune = forms.CharField(max_length=160, widget=forms.TextInput(attrs={"list": "communes"}))
    residence = Coded("residences")
    since = Day()
    address = forms.CharField(max_length=300, required=False)
    phone = forms.CharField(max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    standing = Coded("standings")
    basis = Coded("bases")
    listed_on = Day()
    substances = SeveralCoded("substances", required=False)
    route = Coded("routes", required=False)
    since_year = forms.IntegerField(required=False, min_value=1900, max_value=2200)
    another = forms.BooleanField(required=False)

    def labels(self) -> dict[str, str]:
        return {
            "another": t(
                "Không phải những người này: vẫn lập hồ sơ mới", "None of these: open a new file all the same"
            ),
            "name": t("Họ và tên", "Full name"),
            "birth": t("Ngày sinh, hoặc năm sinh", "Date or year of birth"),
            "sex": t("Giới tính", "Sex"),
            "ethnicity": t("Dân tộc", "Ethnicity"),
            "education": t("Trình độ học vấn", "Education"),
            "occupation": t("Nghề nghiệp", "Occupation"),
            "aliases": t("Tên gọi khác, mỗi dòng một tên", "Other names, one a line"),
            "paper_kind": t("Giấy tờ tùy thân", "Identity paper"),
            "paper_number": t("Số giấy tờ", "Number"),
            "issued_on": t("Ngày cấp", "Issued on"),
            "issued_by": t("Nơi cấp", "Issued by"),
            "commune": t("Xã nơi cư trú", "Commune"),
            "residence": t("Hình thức cư trú", "Kind of residence"),
            "since": t("Ở đó từ ngày", "Lives there since"),
            "address": t("Địa chỉ (thôn, xóm, tổ, số nhà)", "Address (hamlet, group, house)"),
            "phone": t("Điện thoại của người đó", "The person's telephone"),
            "standing": t("Diện quản lý", "Standing"),
            "basis": t("Căn cứ", "Basis"),
            "listed_on": t("Từ ngày", "From"),
            "substances": t("Chất sử dụng", "Substances"),
            "route": t("Cách sử dụng", "Route"),
            "since_year": t("Bắt đầu dùng từ năm", "Since the year"),
        }

    def helps(self) -> dict[str, str]:
        return {"birth": t("15/3/1989; chỉ biết năm thì ghi 1989.", "15/3/1989; or 1989 where only the year is known.")}


class Reveal(Offering):
    purpose = forms.ChoiceField(widget=forms.RadioSelect)

    def labels(self) -> dict[str, str]:
        return {"purpose": t("Xem để làm gì?", "What is it for?")}


class OpenRound(Offering):
    title = forms.CharField(max_length=120)

    def labels(self) -> dict[str, str]:
        return {"title": t("Tên đợt rà soát", "Name of the review")}


class CloseRound(Offering):
    suspected = forms.IntegerField(min_value=0, max_value=100_000)

    def labels(self) -> dict[str, str]:
        return {"suspected": t("Số người nghi vấn (chỉ ghi số)", "Persons suspected (a number only)")}


class Reopen(Offering):
    code = forms.CharField(max_length=20)
    standing = Coded("standings")
    basis = Coded("bases")
    day = Day()

    def labels(self) -> dict[str, str]:
        return {
            "code": t("Mã hồ sơ đã kết thúc", "Code of the closed file"),
            "standing": t("Diện quản lý", "Standing"),
            "basis": t("Căn cứ", "Basis"),
            "day": t("Từ ngày", "From"),
        }


class Erase(Offering):
    code = forms.CharField(max_length=20)
    basis = Coded("erasures")

    def labels(self) -> dict[str, str]:
        return {"code": t("Mã hồ sơ", "Code of the file"), "basis": t("Căn cứ xóa", "Ground for erasing")}
