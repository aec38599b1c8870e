"""Form fields that several rooms ask with."""

from datetime import date
from typing import Any

from django import forms

from hoanhap.kernel.dates import BadDate, format_date, parse_date


class Day(forms.CharField):
    """A day as officers write it: 07/9/2020. Gives a `date`, or None when left empty and not required."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 40})
    stand_ins = date(1900, 1, 1), date(2199, 12, 31)  # for a day that could not be read (access.foretelling)

    def to_python(self, value: Any) -> date | None:  # type: ignore[override]
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            return parse_date(text)
        except BadDate as wrong:
            raise forms.ValidationError(f"{wrong.message}. {wrong.remedy}.", code="day") from wrong

    def prepare_value(self, value: Any) -> Any:
        return format_date(value) if isinstance(value, date) else value
