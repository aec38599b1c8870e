"""The form of a line of means, made from its noun's table; and of a clinic's month, and of a decision on a place."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, Final

from django import forms

from hoanhap.access.forms import Asking, after
from hoanhap.kernel.dates import BadDate, parse_date
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.numbers import BadNumber, NotWhole, parse
from hoanhap.kernel.text import clean
from hoanhap.resources.above import grouped_indicators
from hoanhap.resources.choosing import Indicators, NamedUnit
from hoanhap.resources.communes import Communes
from hoanhap.resources.queries.nouns import choices
from hoanhap.resources.rules.decisions import DECISIONS, FUNCTIONS
from hoanhap.resources.rules.noun_table import NOUNS
from hoanhap.resources.rules.nouns import Field, Noun
from hoanhap.resources.rules.stock import FLOWS, Flows
from hoanhap.ui.fields import Day

_MONTH = re.compile(r"([0-9]{1,2})\s*[/-]\s*([0-9]{4})")
_YEARS = range(1900, 2200)

WHOLE: Final = {
    "money": Words("Ghi đủ số đồng, không lẻ, ví dụ 1.500.000, hoặc 1,5 triệu",
                   "Write whole đồng, for example 1,500,000, or 1.5 triệu"),
    "milligrams": Words("Ghi số mg nguyên, ví dụ 1.500", "Write whole milligrams, for example 1,500"),
}  # fmt: skip


class Amount(forms.CharField):
    """A whole number as officers write it: 1.200.000, 1,2 triệu, or “-” for none at all. None when left empty.

    `kind`: of a noun's field, for the words of what is no whole number of it.
    """

    widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 30})
    stand_ins = 0, 1_000_000  # for a number that could not be read (access.foretelling)

    def __init__(self, kind: str = "count", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind = kind

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        try:
            read = parse(str(value or "").strip())
        except BadNumber as wrong:
            remedy = WHOLE.get(self.kind, wrong.remedy) if isinstance(wrong, NotWhole) else wrong.remedy
            raise forms.ValidationError(f"{wrong.message}. {remedy}.", code="amount") from wrong
        if read.qualifier:
            raise forms.ValidationError(t("Ghi số đúng, không ghi “hơn”.", "Write the exact number."), code="amount")
        return 0 if read.mark == "nil" else read.value

    def validate(self, value: int | None) -> None:  # type: ignore[override]
        if self.required and value is None:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """A number has no length."""


class Month(forms.CharField):
    """A month as officers write it: 3/2020. Gives its first day."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 10})
    stand_ins = date(1900, 1, 1), date(2199, 12, 1)

    def to_python(self, value: Any) -> date | None:  # type: ignore[override]
        text = super().to_python(value)
        if not text:
            return None
        found = _MONTH.fullmatch(text)
        if found is None or not 1 <= int(found[1]) <= 12 or int(found[2]) not in _YEARS:
            raise forms.ValidationError(t("Ghi tháng như 3/2020.", "Write a month such as 3/2020."), code="month")
        return date(int(found[2]), int(found[1]), 1)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.month:02}/{value.year}" if isinstance(value, date) else value


# ---------------------------------------------------------------- a line
class ItemForm(Asking):
    """Made for each noun by `form_of`. `owners`: for whom a line may be entered; none where it has one. `reach`: the
    units whose communes may be ticked, on the day that is typed, else on `on`."""

    noun: Noun
    of = forms.ChoiceField()
    first = Day()
    last = Day(required=False)
    why = forms.CharField(max_length=200)

    def __init__(
        self, *args: Any, on: date, owners: Sequence[tuple[str, str]] = (), reach: Sequence[int] = (), **kwargs: Any
    ) -> None:
        self.owners, self.reach, self.on = owners, reach, on
        super().__init__(*args, **kwargs)
        self._offer()
        chosen = choices(self.noun)
        for field in self.noun.fields:
            if field.kind == "code":
                words = [("", "—"), *((code, str(said)) for code, said in chosen[field.name].items())]
                self.fields[field.name].choices = words  # type: ignore[attr-defined]

    def labels(self) -> dict[str, str]:
        self._fit()
        day = self.noun.dated == "day"
        said = {
            "of": t("Của cơ sở", "Of the place") if self.noun.places else t("Của cơ quan", "Of the agency"),
            "first": t("Ngày", "Day") if day else t("Từ ngày", "From"),
            "last": t("Đến hết ngày", "Until the end of"),
            "why": t("Lý do đính chính", "Reason of the correction"),
            **{field.name: field.label for field in self.noun.fields},
        }
        return {name: said[name] for name in self.fields}

    def _fit(self) -> None:
        """What this form does not ask goes, and the reason comes last."""
        if self.owners:
            choose = [("", "—")] if self.noun.places and len(self.owners) > 1 else []  # of agencies the own comes first
            self.fields["of"].choices = [*choose, *self.owners]  # type: ignore[attr-defined]
            del self.fields["why"]
        else:
            del self.fields["of"]
            self.fields["why"] = self.fields.pop("why")
        if self.noun.dated == "day":
            del self.fields["last"]
        elif self.noun.ends:
            self.fields["last"].required = True
        for field in self.noun.fields:
            if field.hint:
                self.fields[field.name].help_text = str(field.hint)

    def _offer(self) -> None:
        for field in self.noun.fields:
            if field.kind == "unit":
                self.fields[field.name].offer(self.reach, self.on)  # type: ignore[attr-defined]
            elif field.kind == "codes":
                self.fields[field.name].choices = grouped_indicators()  # type: ignore[attr-defined]
        for name in [field.name for field in self.noun.fields if field.kind == "units"]:
            self.fields[name].offer(self.reach, self._day())  # type: ignore[attr-defined]
            if not self.fields[name].choices:  # type: ignore[attr-defined]
                del self.fields[name]

    def _day(self) -> date:
        try:
            return parse_date(self.data["first"] if self.is_bound else self.initial["first"])
        except (BadDate, KeyError):
            return self.on

    def told(self) -> dict[str, Any]:
        return {field.name: self.cleaned_data.get(field.name) for field in self.noun.fields}

    def span(self) -> dict[str, Any]:
        return {"first": self.cleaned_data["first"], "last": after(self.cleaned_data.get("last"))}

    def owner(self) -> dict[str, int]:
        of = self.cleaned_data["of"]
        return {"place_id" if of.startswith("p") else "agency_id": int(of[1:])}


@cache
def form_of(noun: str) -> type[ItemForm]:
    of = NOUNS[noun]
    fields = {field.name: _field(field) for field in of.fields}
    return type("NounForm", (ItemForm,), {"noun": of, **fields})


def _field(field: Field) -> forms.Field:
    if field.amount:
        return Amount(field.kind, required=field.needed)
    if field.kind == "day":
        return Day(required=field.needed)
    if field.kind == "code":
        return forms.ChoiceField(required=field.needed)
    if field.kind == "units":
        return Communes(required=field.needed)
    if field.kind == "unit":
        return NamedUnit(required=field.needed, max_length=160)
    if field.kind == "codes":
        return Indicators(required=field.needed)
    if field.kind == "long":
        return forms.CharField(max_length=2_000, required=field.needed, widget=forms.Textarea(attrs={"rows": 3}))
    return forms.CharField(max_length=160, required=field.needed)


class TakeBack(Asking):
    why = forms.CharField(max_length=200)

    def labels(self) -> dict[str, str]:
        return {"why": t("Lý do rút", "Reason for taking it back")}

    def clean_why(self) -> str:
        """A reason of signs that nobody sees is none."""
        if not (why := clean(self.cleaned_data["why"], 200)):
            raise forms.ValidationError(self.fields["why"].error_messages["required"], code="required")
        return why


# ---------------------------------------------------------------- a clinic's month
class MonthForm(Asking):
    """`begins`: the book's first month, whose opening is typed. `corrects`: a month that is there."""

    month = Month()
    opening = Amount("milligrams")
    received = Amount("milligrams")
    dispensed = Amount("milligrams")
    returned = Amount("milligrams")
    destroyed = Amount("milligrams")
    closing = Amount("milligrams")
    explanation = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    why = forms.CharField(max_length=200)

    def __init__(self, *args: Any, begins: bool, corrects: bool, **kwargs: Any) -> None:
        self.begins, self.corrects = begins, corrects
        super().__init__(*args, **kwargs)

    def labels(self) -> dict[str, str]:
        if not self.begins:
            del self.fields["opening"]
        if not self.corrects:
            del self.fields["why"]
        if self.corrects or not self.begins:
            self.fields["month"].widget.attrs["readonly"] = True
        said = {
            "month": t("Tháng", "Month"),
            "opening": t("Tồn đầu kỳ (mg)", "Opening stock (mg)"),
            **{name: f"{title} (mg)" for name, title in flow_titles().items()},
            "explanation": t("Giải trình chênh lệch", "Explanation of the difference"),
            "why": t("Lý do đính chính", "Reason of the correction"),
        }
        return {name: said[name] for name in self.fields}

    def flows(self) -> Flows:
        return Flows(**{name: self.cleaned_data[name] for name in (*FLOWS, "closing")})


def flow_titles() -> dict[str, str]:
    return {
        "received": t("Nhập", "Received"),
        "dispensed": t("Cấp phát", "Dispensed"),
        "returned": t("Trả lại nơi cấp", "Returned to the supplier"),
        "destroyed": t("Hủy", "Destroyed"),
        "closing": t("Tồn cuối kỳ theo kiểm kê", "Closing stock as counted"),
    }


# ---------------------------------------------------------------- a decision on a place
class DecisionForm(Asking):
    what = forms.ChoiceField()
    function = forms.ChoiceField(required=False)
    parent = forms.ChoiceField(required=False)
    number = forms.CharField(max_length=80)
    issued_on = Day(required=False)
    issuer = forms.CharField(max_length=160, required=False)
    first = Day()

    def __init__(self, *args: Any, parents: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in (("what", DECISIONS), ("function", FUNCTIONS)):
            self.fields[name].choices = [("", "—"), *((code, str(said)) for code, said in words.items())]  # type: ignore[attr-defined]
        self.fields["parent"].choices = [("", "—"), *parents]  # type: ignore[attr-defined]

    def labels(self) -> dict[str, str]:
        return {
            "what": t("Quyết định", "Decision"),
            "function": t("Chức năng, nếu thành lập hoặc chuyển đổi", "Function, if founded or converted"),
            "parent": t("Cơ sở chính, nếu làm điểm vệ tinh", "Main place, if made a satellite"),
            "number": t("Số quyết định", "Number"),
            "issued_on": t("Ngày ký", "Signed on"),
            "issuer": t("Cơ quan ban hành", "Issued by"),
            "first": t("Có hiệu lực từ ngày", "In force from"),
        }

    def told(self) -> dict[str, Any]:
        said = self.cleaned_data
        plain = {name: said[name] for name in ("what", "function", "number", "issued_on", "issuer", "first")}
        return plain | {"parent_id": int(said["parent"]) if said["parent"] else None}
