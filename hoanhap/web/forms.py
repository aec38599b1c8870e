"""What the demo-date page reads."""

from datetime import date
from typing import Any

from django import forms

from hoanhap.kernel.dates import BadDate, parse_date
from hoanhap.kernel.lang import t


class VietnameseDate(forms.Field):
    """A date typed as officers write it."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 40})

    def to_python(self, value: Any) -> date | None:
        if not value or not str(value).strip():
            return None
        try:
            return parse_date(str(value))
        except BadDate as wrong:
            raise forms.ValidationError(f"{wrong.message}. {wrong.remedy}.") from wrong


class DemoDateForm(forms.Form):
    on = VietnameseDate()

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["on"].label = t("Ngày làm việc", "Business date")
        self.fields["on"].help_text = t("Ghi ngày/tháng/năm, ví dụ 07/9/2020.", "Write day/month/year: 07/9/2020.")
        self.fields["on"].error_messages["required"] = t("Ghi một ngày.", "Write a day.")
