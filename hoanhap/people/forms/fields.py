"""Fields of this room: a choice from a code list, a birth, an agency, a commune."""

from collections.abc import Callable
from typing import Any

from django import forms

from hoanhap.access.forms import Asking
from hoanhap.catalog.codelists import codelist
from hoanhap.kernel.lang import t
from hoanhap.people.rules.identity import BadBirth, Birth, read_birth

NONE = ("", "—")


class Coded(forms.ChoiceField):
    """One item of a code list, in the reader's language."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(choices=lambda: [NONE, *codelist(name).choices()], **kwargs)


class SeveralCoded(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(choices=lambda: codelist(name).choices(), **kwargs)


class BirthField(forms.CharField):
    """15/3/1989, or a year alone."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 40})

    def to_python(self, value: Any) -> Birth | None:  # type: ignore[override]
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            return read_birth(str(text))
        except BadBirth as wrong:
            raise forms.ValidationError(str(wrong), code="birth") from wrong


class Amount(forms.CharField):
    """Đồng, with or without the dots of thousands."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 20})

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        text = str(super().to_python(value) or "").replace(".", "").replace(" ", "")
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            said = t("Ghi số tiền bằng chữ số: 20.000.000", "Write the amount in digits: 20.000.000")
            raise forms.ValidationError(said, code="amount")
        return int(text)


class Lines(forms.CharField):
    """Several short texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def to_python(self, value: Any) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(line.strip() for line in str(super().to_python(value) or "").split("\n") if line.strip())


Choices = list[tuple[str, str]]


class Offering(Asking):
    """A form some of whose choices are known only when it is shown: `offered` holds them by the field's name."""

    def __init__(self, *args: Any, offered: dict[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in offered.items():
            if name in self.fields:
                radio = isinstance(self.fields[name].widget, forms.RadioSelect)
                self.fields[name].choices = choices if radio else [NONE, *choices]
        helps: Callable[[], dict[str, str]] = getattr(self, "helps", dict)
        for name, said in helps().items():
            self.fields[name].help_text = said
