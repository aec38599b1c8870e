"""Forms of lawful knowledge: lists between sectors, grounds, inspections, emergencies."""

from typing import Any

from django import forms

from hoanhap.access.lists import KINDS
from hoanhap.access.persons import CLASSES, K
from hoanhap.catalog.codelists import codelist
from hoanhap.kernel.lang import Words, t
from hoanhap.law.bases import SECTORS
from hoanhap.people.forms.fields import Coded, Offering
from hoanhap.ui.fields import Day

USES = {
    "disclosure": Words("Cung cấp danh sách giữa hai ngành", "Lists between two sectors"),
    "retention": Words("Thời hạn lưu giữ hồ sơ đã kết thúc", "How long closed files are kept"),
    "request": Words("Xóa theo yêu cầu của người đó", "Erasure at the person's request"),
}
# What a use asks besides its document.
ASKS = {
    "disclosure": frozenset({"kind", "holder", "asker", "classes"}),
    "retention": frozenset({"closing", "months"}),
    "request": frozenset(),
}


def _choices(of: dict[str, Words]) -> list[tuple[str, str]]:
    return [(code, str(words)) for code, words in of.items()]


class AskList(Offering):
    holder = forms.ChoiceField()
    commune = forms.ChoiceField(required=False)
    as_of = Day()
    purpose = forms.ChoiceField()
    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    list_ = forms.BooleanField(required=False)
    basis = forms.ChoiceField(required=False)

    def labels(self) -> dict[str, str]:
        return {
            "holder": t("Cơ quan đang giữ dữ liệu", "Agency that holds the data"),
            "commune": t("Xã", "Commune"),
            "as_of": t("Tính đến ngày", "As of"),
            "purpose": t("Để làm gì", "What for"),
            "reason": t("Lý do cụ thể", "Why, exactly"),
            "list_": t("Cần danh sách, không chỉ số lượng", "A list is needed, not only the count"),
            "basis": t("Căn cứ pháp lý của danh sách", "Legal ground of the list"),
        }

    def helps(self) -> dict[str, str]:
        return {
            "commune": t("Bỏ trống: cả địa bàn của mình.", "Empty: the whole of your area."),
            "reason": t("Ít nhất 20 ký tự; không ghi tên người.", "At least 20 characters; no person's name."),
        }


class DecideList(Offering):
    fields_ = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    words = forms.CharField(max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, choosable: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, offered={}, **kwargs)
        self.fields["fields_"].choices = choosable

    def labels(self) -> dict[str, str]:
        return {
            "fields_": t("Cung cấp những mục nào (ít nhất có thể)", "Which fields (as few as will do)"),
            "words": t("Lý do, nếu từ chối", "Why, if refused"),
        }


class RegisterGround(Offering):
    use = forms.ChoiceField(widget=forms.HiddenInput)
    document = forms.CharField(max_length=160)
    article = forms.CharField(max_length=80)
    valid_from = Day()
    valid_to = Day(required=False)
    kind = forms.ChoiceField()
    holder = forms.ChoiceField()
    asker = forms.ChoiceField()
    classes = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    closing = forms.ChoiceField(required=False)
    months = forms.IntegerField(min_value=1, max_value=1200)

    def __init__(self, *args: Any, use: str, **kwargs: Any) -> None:
        sectors = _choices(SECTORS)
        offered = {
            "use": _choices(USES),
            "kind": [(code, str(kind.words)) for code, kind in KINDS.items()],
            "holder": sectors,
            "asker": sectors,
            "closing": codelist("closings").choices(),
        }
        super().__init__(*args, offered=offered, **kwargs)
        self.fields["classes"].choices = [(k.value, f"{k}: {CLASSES[k]}") for k in K if k is not K.STATISTICS]
        self.initial.setdefault("use", use)
        for name in frozenset().union(*ASKS.values()) - ASKS[use]:
            del self.fields[name]

    def labels(self) -> dict[str, str]:
        return {
            "document": t("Số, ký hiệu và tên văn bản", "Number and name of the document"),
            "article": t("Điều, khoản", "Article"),
            "valid_from": t("Có hiệu lực từ ngày", "In force from"),
            "valid_to": t("Hết hiệu lực từ ngày", "No longer in force from"),
            "kind": t("Danh sách", "List"),
            "holder": t("Ngành giữ dữ liệu", "Sector that holds it"),
            "asker": t("Ngành được cung cấp", "Sector that is given it"),
            "classes": t("Nhiều nhất những loại thông tin", "Classes at most"),
            "closing": t("Hồ sơ kết thúc vì", "Files closed for"),
            "months": t("Lưu giữ (tháng)", "Kept for (months)"),
        }


class EndGround(Offering):
    day = Day()

    def labels(self) -> dict[str, str]:
        return {"day": t("Hết hiệu lực từ ngày", "No longer in force from")}


class BreakGlass(Offering):
    named = forms.CharField(max_length=40)
    category = Coded("emergencies")
    words = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def labels(self) -> dict[str, str]:
        return {
            "named": t(
                "Mã hồ sơ, hoặc số giấy tờ tùy thân (đúng nguyên số)", "Code of the file, or a paper's exact number"
            ),
            "category": t("Trường hợp", "Case"),
            "words": t("Việc gì đang xảy ra, vì sao cần xem ngay", "What is happening, and why it cannot wait"),
        }

    def helps(self) -> dict[str, str]:
        return {
            "words": t(
                "Ít nhất 20 ký tự. Người xem lại sẽ đọc.", "At least 20 characters. Whoever reviews it reads it."
            )
        }


class ReviewGlass(Offering):
    justified = forms.ChoiceField(widget=forms.RadioSelect)
    finding = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        choices = [
            ("yes", t("Có lý do chính đáng", "Justified")),
            ("no", t("Không có lý do chính đáng", "Not justified")),
        ]
        super().__init__(*args, offered={"justified": choices}, **kwargs)

    def labels(self) -> dict[str, str]:
        return {
            "justified": t("Kết luận", "Conclusion"),
            "finding": t("Nhận xét (không ghi tên người)", "Finding (no name)"),
        }


class RegisterInspection(Offering):
    document = forms.CharField(max_length=160)
    issued_on = Day()
    unit = forms.CharField(max_length=20)
    valid_from = Day()
    last = Day()
    posts = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)

    def labels(self) -> dict[str, str]:
        return {
            "document": t("Số, ký hiệu quyết định thanh tra, kiểm tra", "Number of the decision"),
            "issued_on": t("Ban hành ngày", "Issued on"),
            "unit": t("Mã địa bàn (tỉnh, huyện hoặc xã)", "Code of the area (province, district or commune)"),
            "valid_from": t("Được xem từ ngày", "Reads from"),
            "last": t("Đến hết ngày", "Through"),
            "posts": t("Thành viên", "Members"),
        }
