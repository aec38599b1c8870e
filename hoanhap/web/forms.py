"""What the demo-date page reads."""

from typing import Any

from django import forms

from hoanhap.kernel.lang import t
from hoanhap.ui.fields import Day


class DemoDateForm(forms.Form):
    on = Day()

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["on"].label = t("Ngày làm việc", "Business date")
        self.fields["on"].help_text = t("Ghi ngày/tháng/năm, ví dụ 07/9/2020.", "Write day/month/year: 07/9/2020.")
        self.fields["on"].error_messages["required"] = t("Ghi một ngày.", "Write a day.")
