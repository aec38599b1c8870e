"""Who the person is."""

from django import forms

from hoanhap.kernel.lang import t
from hoanhap.people.forms.fields import BirthField, Coded, Offering
from hoanhap.ui.fields import Day


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
