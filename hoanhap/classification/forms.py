"""What is typed of an area: its figures, the class proposed, the decision."""

from typing import Any

from django import forms

from hoanhap.access.forms import Asking
from hoanhap.classification.queries.pages import AreaPage
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import BadNumber, parse


class Number(forms.CharField):
    """A whole number as officers write it: 12.345. None when left empty."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 20})

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        text = str(super().to_python(value) or "")
        if not text.strip():
            return None
        try:
            return parse(text, money=False).value
        except BadNumber as wrong:
            raise forms.ValidationError(f"{wrong.message}. {wrong.remedy}.", code="number") from wrong


class Figures(Asking):
    """One field a figure that somebody types; the page says which."""

    def __init__(self, data: Any, *, page: AreaPage) -> None:
        self.page = page
        self.base_fields = dict(self.base_fields)  # this page's own
        for row in page.typed:
            yes = [("", t("chưa rõ", "not known")), ("1", t("có", "yes")), ("0", t("không", "no"))]
            field: forms.Field = Number(required=False)
            if row.figure.kind == "yes":
                field = forms.TypedChoiceField(required=False, choices=yes, coerce=int, empty_value=None)
            self.base_fields[row.figure.code] = field
        self.base_fields["source"] = forms.CharField(max_length=300, required=False)
        first = {row.figure.code: row.value for row in page.typed}
        super().__init__(data, initial=first)

    def labels(self) -> dict[str, str]:
        said = {row.figure.code: str(row.figure.title) for row in self.page.typed}
        return {**said, "source": t("Nguồn của số vừa ghi", "Where the figures come from")}

    def values(self) -> dict[str, int | None]:
        return {row.figure.code: self.cleaned_data[row.figure.code] for row in self.page.typed}


class Proposal(Asking):
    chosen = forms.ChoiceField()
    reason = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any, *, page: AreaPage) -> None:
        judged = page.judged
        first = (judged.found.code if judged.found else "none") if judged.sure else ""
        super().__init__(data, initial={"chosen": first})
        self.fields["chosen"].choices = [("", "—"), *page.choices]  # type: ignore[attr-defined]

    def labels(self) -> dict[str, str]:
        return {
            "chosen": t("Đề xuất", "Proposed class"),
            "reason": t("Lý do, khi số liệu chưa đủ hoặc cho kết quả khác", "Why, where the figures say otherwise"),
        }


class Decision(Asking):
    chosen = forms.ChoiceField(required=False)
    words = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any, *, page: AreaPage) -> None:
        super().__init__(data)
        self.fields["chosen"].choices = [("", t("như đề xuất", "as proposed")), *page.choices]  # type: ignore[attr-defined]
        if page.state != "proposed":
            del self.fields["chosen"]

    def labels(self) -> dict[str, str]:
        return {
            "chosen": t("Duyệt là", "Approve as"),
            "words": t("Ý kiến, lý do", "Words, reason"),
        }
