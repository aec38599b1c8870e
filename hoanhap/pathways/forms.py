"""Forms of this room. That of a step is made from the fields that the law names; actions say whether it may be."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms

from hoanhap.access.forms import Asking
from hoanhap.catalog.codelists import codelist
from hoanhap.kernel.dates import VIETNAM
from hoanhap.kernel.lang import Words, t
from hoanhap.law.pathways.shape import Field, Recorded, Step
from hoanhap.pathways.rules.given import NUMBER_MOST, TEXT_MOST, WORDS_MOST
from hoanhap.pathways.rules.stages import EVENTS, RATINGS, STAGES
from hoanhap.ui.fields import Day

NONE = ("", "—")
Choices = list[tuple[str, str]]


def _choices(table: Mapping[str, Words]) -> Choices:
    return [NONE, *((code, str(words)) for code, words in table.items())]


class StepForm(Asking):
    """The day, then what the step records. `places`, `hours`: what only the page knows."""

    day = Day()

    def __init__(self, *args: Any, step: Step, places: Choices, hours: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        if hours:
            self.fields["hour"] = forms.TimeField(
                label=t("Giờ", "Time"), widget=forms.TimeInput(attrs={"placeholder": "14:30", "maxlength": 5})
            )
        for recorded in step.fields:
            self.fields[recorded.field.code] = _made(recorded, places)
        for made in self.fields.values():
            made.error_messages["required"] = t("Cần điền mục này.", "This is needed.")
            made.error_messages["invalid_choice"] = t("Chọn trong danh sách.", "Choose from the list.")
            made.widget.attrs.setdefault("autocomplete", "off")

    def labels(self) -> dict[str, str]:
        return {"day": t("Ngày thực hiện", "Day it happened")}

    @property
    def units(self) -> list[str]:
        """Names of the fields that ask for a commune, typed by code or name."""
        return [r.field.code for r in self.step.fields if r.field.type == "unit"]

    def given(self) -> dict[str, object]:
        """What was typed, as the action takes it; communes are still as they were typed."""
        found: dict[str, object] = {}
        for recorded in self.step.fields:
            value = self.cleaned_data.get(recorded.field.code)
            if value not in (None, "", []):
                found[recorded.field.code] = _plain(recorded.field, value)
        return found

    def at(self) -> datetime | None:
        hour: time | None = self.cleaned_data.get("hour")
        return datetime.combine(self.cleaned_data["day"], hour, VIETNAM) if hour else None


def _made(recorded: Recorded, places: Choices) -> forms.Field:
    field, required = recorded
    said: dict[str, Any] = {"label": str(field.title), "required": required}
    chosen = [(code, str(words)) for code, words in field.choices]
    match field.type:
        case "flag":
            return forms.BooleanField(label=str(field.title), required=False)
        case "number":
            return forms.IntegerField(
                min_value=0, max_value=NUMBER_MOST, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **said
            )
        case "date":
            return Day(**said)
        case "choice":
            return forms.ChoiceField(choices=[NONE, *chosen], **said)
        case "choices":
            return forms.MultipleChoiceField(choices=chosen, widget=forms.CheckboxSelectMultiple, **said)
        case "place":
            return forms.TypedChoiceField(choices=[NONE, *places], coerce=int, empty_value=None, **said)
        case "unit":
            return forms.CharField(max_length=200, widget=forms.TextInput(attrs={"list": "communes"}), **said)
        case "words":
            return forms.CharField(max_length=WORDS_MOST, widget=forms.Textarea(attrs={"rows": 3}), **said)
    return forms.CharField(max_length=TEXT_MOST, **said)


def _plain(field: Field, value: Any) -> object:
    return value.isoformat() if isinstance(value, date) else value


class BackForm(Asking):
    reason = forms.CharField(max_length=WORDS_MOST, widget=forms.Textarea(attrs={"rows": 3}))

    def labels(self) -> dict[str, str]:
        return {"reason": t("Vì sao rút bước này", "Why this step is taken back")}


class ReferForm(Asking):
    place = forms.TypedChoiceField(coerce=int)

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [NONE, *places]

    def labels(self) -> dict[str, str]:
        return {"place": t("Cơ sở", "Place")}


class DetermineForm(Asking):
    day = Day()
    clinician = forms.TypedChoiceField(coerce=int)
    result = forms.ChoiceField()
    substances = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    criteria = forms.IntegerField(
        required=False, min_value=0, max_value=6, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    number = forms.CharField(required=False, max_length=40)
    findings = forms.CharField(required=False, max_length=WORDS_MOST, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, clinicians: Choices, results: Mapping[str, Words], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clinician"].choices = [NONE, *clinicians]
        self.fields["result"].choices = _choices(results)
        self.fields["substances"].choices = list(codelist("substances").choices())

    def labels(self) -> dict[str, str]:
        return {
            "day": t("Ngày xác định", "Day of the finding"),
            "clinician": t("Người xác định (bác sĩ, y sĩ có đủ chứng nhận)", "Clinician with the certificates"),
            "result": t("Kết quả", "Result"),
            "substances": t("Chất gây nghiện", "Addicted to"),
            "criteria": t("Số tiêu chuẩn chẩn đoán có mặt (0–6)", "Criteria present (0–6)"),
            "number": t("Số phiếu kết quả", "Number of the result sheet"),
            "findings": t("Nhận xét chuyên môn", "Clinical findings"),
        }


class StageForm(Asking):
    stage = forms.ChoiceField()
    bed = forms.CharField(required=False, max_length=20)
    day = Day()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = _choices(STAGES)

    def labels(self) -> dict[str, str]:
        return {
            "stage": t("Giai đoạn", "Stage"),
            "bed": t("Giường", "Bed"),
            "day": t("Từ ngày", "From"),
        }


class EventForm(Asking):
    kind = forms.ChoiceField()
    day = Day()
    until = Day(required=False)
    code = forms.ChoiceField(required=False)
    words = forms.CharField(required=False, max_length=WORDS_MOST, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _choices(EVENTS)
        self.fields["code"].choices = _choices(RATINGS)

    def labels(self) -> dict[str, str]:
        return {
            "kind": t("Sự việc", "Event"),
            "day": t("Ngày", "Day"),
            "until": t("Đến hết ngày (nghỉ, bệnh viện)", "Until (leave, hospital)"),
            "code": t("Xếp loại", "Rating"),
            "words": t("Nội dung", "What happened"),
        }
