"""What is typed about targets: how one is measured, its parts, its figures, and why what was promised changes."""

from collections.abc import Sequence
from dataclasses import fields
from fractions import Fraction
from typing import Any

from django import forms

from hoanhap.access.forms import Asking
from hoanhap.indicators.queries.titles import grouped
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import BadNumber, parse, show
from hoanhap.plans.queries.targets import Named, Place
from hoanhap.plans.rules.pace import DIRECTIONS, Measured
from hoanhap.ui.fields import Day


class Number(forms.Field):
    """A number with at most three decimals, as officers write it: 49,73. Gives a Fraction, or None."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 30})
    stand_ins = Fraction(0), Fraction(1_000_000)

    def to_python(self, value: Any) -> Fraction | None:
        text = str(value or "").strip().removesuffix("%").strip()
        if not text:
            return None
        try:
            found = parse(text, exponent=3, money=False)
        except BadNumber as wrong:
            raise forms.ValidationError(f"{wrong.message}. {wrong.remedy}.") from wrong
        return None if found.value is None else Fraction(found.value, 1000)

    def prepare_value(self, value: Any) -> Any:
        return show(round(value * 1000), 3) if isinstance(value, Fraction) else value


class Why(Asking):
    """A change of what is promised: why, and by which document. Asked only where something is promised already."""

    reason = forms.CharField(max_length=300, required=False)
    directive = forms.SlugField(max_length=60, required=False)

    def __init__(self, *args: Any, promised: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not promised:
            del self.fields["reason"], self.fields["directive"]
            return
        self.fields["directive"].widget.attrs["list"] = "documents-offered"
        self.fields["reason"].help_text = t(
            "Cần khi điều đã hứa thay đổi: mức, hạn, chiều, đơn vị tính, chỉ tiêu thống kê.",
            "Needed where what was promised changes: bar, day, direction, measure, indicator.",
        )
        self.order_fields([*(name for name in self.fields if name not in Why.base_fields), *Why.base_fields])

    def labels(self) -> dict[str, str]:
        return {
            "reason": t("Lý do điều chỉnh", "Why it is changed"),
            "directive": t("Văn bản điều chỉnh, nếu có", "The document that changes it, if any"),
        }

    def why(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name) or "" for name in Why.base_fields}


class Withdraw(Why):
    """Of a target. Where it is promised, a reason is needed in any case."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "reason" in self.fields:
            self.fields["reason"].required, self.fields["reason"].help_text = True, ""


class How(Why):
    """How a target is measured, and which target of the plan above it answers."""

    indicator = forms.ChoiceField(required=False)
    value = Number(required=False)
    direction = forms.ChoiceField()
    measure = forms.CharField(max_length=40, required=False)
    base = Number(required=False)
    grows = forms.BooleanField(required=False)
    by_on = Day(required=False)
    note = forms.CharField(max_length=300, required=False)
    answers = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, above: Sequence[Named] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if above:
            self.fields["answers"].choices = _above(above)  # type: ignore[attr-defined]
        else:
            del self.fields["answers"]
        self.fields["indicator"].choices = indicators(self.initial.get("indicator"))  # type: ignore[attr-defined]
        self.fields["direction"].choices = [(code, str(words)) for code, words in DIRECTIONS.items()]  # type: ignore[attr-defined]
        self.fields["indicator"].help_text = t(
            "Không chọn thì số được gõ, kèm nguồn.", "If none is chosen the figure is typed, with its source."
        )
        self.fields["base"].help_text = t("Mức đầu kỳ, để tính nhịp độ.", "Where it began, for the pace.")

    def labels(self) -> dict[str, str]:
        return {
            "indicator": t("Chỉ tiêu thống kê", "Indicator"),
            "value": t("Mức cần đạt", "Bar"),
            "direction": t("Chiều", "Direction"),
            "measure": t("Đơn vị tính", "Measure"),
            "base": t("Mức đầu kỳ", "Level at the start"),
            "grows": t("Cộng dồn trong kỳ (số lượt, số tiền)", "Adds up over the period"),
            "by_on": t("Hạn", "By"),
            "note": t("Ghi chú", "Note"),
            "answers": t("Trả lời chỉ tiêu của kế hoạch cấp trên", "Answers the target of the plan above"),
            **super().labels(),
        }

    def measured(self) -> Measured:
        return Measured(**{name: self.cleaned_data.get(name) for name in MEASURED})  # type: ignore[arg-type]

    def answered(self) -> str | None:
        """None: it was not asked."""
        return self.cleaned_data.get("answers") if "answers" in self.fields else None


def indicators(kept: str | None = None) -> list[Any]:
    """To choose one from, by forms; also the one that is kept, should it be in use no more."""
    groups = grouped()
    gone = kept and not any(kept == code for _, some in groups for code, _ in some)
    return [("", "—"), *([(kept, kept)] if gone else []), *groups]


MEASURED = tuple(field.name for field in fields(Measured))


def _above(named: Sequence[Named]) -> list[Any]:
    """Those measured by the same indicator first."""
    alike, rest = ([(x.key, x.text[:120]) for x in named if x.alike is wanted] for wanted in (True, False))
    groups = [(t("Cùng chỉ tiêu thống kê", "Measured alike"), alike), (t("Chỉ tiêu khác", "Others"), rest)]
    return [("", "—"), *(group for group in groups if group[1])]


class NewTarget(How):
    text = forms.CharField(max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ["text"]

    def labels(self) -> dict[str, str]:
        return {"text": t("Chỉ tiêu", "Target"), **super().labels()}


class Parts(Why):
    """What of a target falls to each unit below. `all`: the bar of every unit that has none typed."""

    all = Number(required=False)

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        for place in places:
            self.fields[f"unit-{place.unit}"] = Number(required=False, label=place.title, initial=place.value)
        self.order_fields([name for name in self.fields if name not in Why.base_fields])
        self.fields["all"].help_text = t("Dùng cho đơn vị để trống, như 100 %.", "For units left empty, such as 100%.")

    def labels(self) -> dict[str, str]:
        return {"all": t("Mức chung", "One bar for all"), **super().labels()}

    def parts(self) -> dict[int, Fraction | None]:
        """By the unit's number; None: nothing falls to it."""
        said = self.cleaned_data
        return {x.unit: said["all"] if said[f"unit-{x.unit}"] is None else said[f"unit-{x.unit}"] for x in self.places}


class Read(Asking):
    value = Number()
    day = Day()
    source = forms.CharField(max_length=300)

    def labels(self) -> dict[str, str]:
        return {"value": t("Số đo", "Figure"), "day": t("Tính đến ngày", "As of"), "source": t("Nguồn", "Source")}
