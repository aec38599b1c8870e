"""Forms about papers. That of a draft is made from the fields that its kind asks for."""

from datetime import date
from typing import Any

from django import forms

from hoanhap.access.forms import Asking
from hoanhap.catalog.paper_kinds import Field, PaperKind
from hoanhap.documents.official import MOST, Given
from hoanhap.documents.rules.papers import REASON_MOST, SIGNER_MOST
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import Words, t
from hoanhap.pathways.rules.papers import plain
from hoanhap.ui.fields import Day

WAYS = {
    "head": Words("Người đứng đầu ký", "The head signs"),
    "deputy": Words("Cấp phó ký thay (KT.)", "A deputy signs for the head (KT.)"),
    "by_order": Words("Ký thừa lệnh (TL.)", "Signed by order (TL.)"),
    "officer": Words("Người lập ký", "Who drew it up signs"),
    "team": Words("Tổ trưởng ký", "The head of the team signs"),
    "person": Words("Người làm đơn ký", "Who files it signs"),
}
LONG = 60  # a text that gets a box of several lines


class Reason(Asking):
    purpose = forms.ChoiceField()

    def __init__(self, *args: Any, purposes: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = list(purposes)

    def labels(self) -> dict[str, str]:
        return {"purpose": t("Mở để làm gì?", "What for?")}


class NewPaper(Asking):
    kind = forms.ChoiceField()
    measure = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, kinds: tuple[PaperKind, ...], matters: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "—"), *sorted(((k.code, str(k.words)) for k in kinds), key=lambda c: c[1])]
        self.fields["measure"].choices = [("", t("Không gắn với biện pháp nào", "None")), *matters]

    def labels(self) -> dict[str, str]:
        return {"kind": t("Loại giấy tờ", "Paper"), "measure": t("Thuộc biện pháp", "Measure")}


class PaperForm(forms.Form):
    """`known`: what the file has; where the draft says otherwise, the form tells both."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, kind: PaperKind, values: dict[str, Given], known: dict[str, Given], seen: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.initial["seen"] = seen
        for field in kind.asked:
            made = self.fields[field.code] = _made(field, plain(values.get(field.code)))
            made.label = str(field.title)
            made.help_text = _help(kind, field, values, known)
            made.widget.attrs.setdefault("autocomplete", "off")
            value = values.get(field.code)
            self.initial[field.code] = value if isinstance(value, date) else plain(value)

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields for the page: a draft is saved without any, but what issuing needs is marked as needed."""
        for field in self.kind.asked:
            self.fields[field.code].required = field.code not in (*self.kind.optional, *self.kind.blank)
        return list(self.visible_fields())

    def given(self) -> dict[str, Given]:
        return {f.code: self.cleaned_data.get(f.code) or None for f in self.kind.asked}

    def show(self, problems: dict[str, list[str]]) -> None:
        for name, sentences in problems.items():
            for sentence in sentences:
                self.add_error(name if name in self.fields else None, sentence)


def _made(field: Field, value: str) -> forms.Field:
    match field.type:
        case "date":
            return Day(required=False)
        case "number":
            return forms.IntegerField(
                required=False, min_value=0, max_value=10_000, widget=forms.TextInput(attrs={"inputmode": "numeric"})
            )
        case "lines":
            return forms.CharField(required=False, max_length=MOST, widget=forms.Textarea(attrs={"rows": 4}))
    rows = forms.Textarea(attrs={"rows": 2}) if len(value) > LONG or field.code in ("reason", "residence") else None
    return forms.CharField(required=False, max_length=MOST, widget=rows or forms.TextInput())


def _help(kind: PaperKind, field: Field, values: dict[str, Given], known: dict[str, Given]) -> str:
    held, written = known.get(field.code), values.get(field.code)
    if plain(held) and plain(held) != plain(written):
        shown = format_date(held) if isinstance(held, date) else "; ".join(plain(held).splitlines())
        return t("Hồ sơ ghi: {x}", "The file has: {x}", x=shown)
    if plain(written):
        return ""
    if field.code in kind.optional:
        return t("Không ghi thì bỏ dòng này.", "Left empty, the line is left out.")
    if field.code in kind.blank:
        return t("Để trống thì in dòng chấm để ghi tay.", "Left empty, dots are printed for the pen.")
    return t("Cần ghi trước khi phát hành.", "Needed before it is issued.")


class IssueForm(Asking):
    signer = forms.CharField(max_length=SIGNER_MOST, required=False)
    signing = forms.ChoiceField()
    day = Day()
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, ways: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signing"].choices = [(way, str(WAYS[way])) for way in ways]
        if ways == ("person",):
            self.fields["signer"].widget = forms.HiddenInput()
        else:
            self.fields["signer"].required = True

    def labels(self) -> dict[str, str]:
        return {
            "signer": t("Họ và tên người ký", "Signer's full name"),
            "signing": t("Cách ký", "How it is signed"),
            "day": t("Ngày ký", "Day of signing"),
        }


class RevokeForm(Asking):
    reason = forms.CharField(max_length=REASON_MOST, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = t(
            "Ai xem sổ cũng đọc được lý do này: không ghi tên người.",
            "Everybody who sees the book reads this: name nobody.",
        )

    def labels(self) -> dict[str, str]:
        return {"reason": t("Lý do thu hồi", "Why it is revoked")}
