"""What an officer types of a directive. Whether it may be is the action's business."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django import forms

from hoanhap.access.forms import Asking
from hoanhap.documents.queries.addressed import codes_of, in_words
from hoanhap.documents.rules.directives import KINDS, LINKS
from hoanhap.documents.rules.written import FIELDS, LIMITS, Written
from hoanhap.kernel.lang import t
from hoanhap.ui.fields import Day

ANOTHER = "other"  # issued by a body that is none of the officer's own
LINES = forms.Textarea(attrs={"rows": 3})


class DirectiveForm(Asking):
    """One form to enter a directive and to correct it; `desks`: the agencies the officer writes for, `near`: their
    units."""

    desk = forms.ChoiceField()
    issuer = forms.CharField(max_length=LIMITS["issuer"], required=False)
    public = forms.BooleanField(required=False)
    kind = forms.ChoiceField()
    number = forms.CharField(max_length=LIMITS["number"], required=False)
    symbol = forms.CharField(max_length=LIMITS["symbol"], required=False)
    issued_on = Day(required=False)
    issued_text = forms.CharField(max_length=LIMITS["issued_text"], required=False)
    summary = forms.CharField(max_length=LIMITS["summary"], widget=forms.Textarea(attrs={"rows": 2}))
    signer = forms.CharField(max_length=LIMITS["signer"], required=False)
    in_force_from = Day(required=False)
    in_force_to = Day(required=False)
    basis = forms.CharField(required=False, widget=LINES)
    replaces = forms.CharField(required=False, widget=LINES)
    amends = forms.CharField(required=False, widget=LINES)
    repeals = forms.CharField(required=False, widget=LINES)
    sectors = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    units = forms.CharField(required=False, widget=LINES)
    source = forms.CharField(max_length=LIMITS["source"], required=False)
    reason = forms.CharField(max_length=300)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        on: date,
        near: Collection[int],
        desks: Sequence[tuple[str, str]],
        sectors: Sequence[tuple[str, str]],
        correcting: bool = False,
        may_publish: bool = False,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.correcting, self.on, self.near = correcting, on, near
        super().__init__(data, initial=initial)
        for name in ("desk", "public") if correcting else ("reason", "revision", *(() if may_publish else ("public",))):
            del self.fields[name]
        if not correcting:
            another = (ANOTHER, t("Cơ quan khác (ghi tên ở ô dưới)", "Another body (name it below)"))
            self.fields["desk"].choices = [*desks, another]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *sorted(((code, f"{title} ({code})") for code, title in KINDS.items()), key=lambda pair: pair[1]),
        ]
        self.fields["sectors"].choices = list(sectors)  # type: ignore[attr-defined]
        self._help()

    def labels(self) -> dict[str, str]:
        said = {name: str(title) for name, title in {**FIELDS, **LINKS}.items()} | {
            "desk": t("Cơ quan ban hành", "Issuer"),
            "issuer": t("Tên cơ quan ban hành", "Name of the issuer")
            if self.correcting
            else t("Tên cơ quan khác", "Name of another body"),
            "public": t("Văn bản dùng chung, mọi nơi đọc được", "For everybody: a law or an order from above"),
            "units": t("Gửi tới đơn vị", "To units"),
            "reason": t("Lý do sửa", "Why it is corrected"),
            "revision": "",
        }
        return {name: said[name] for name in self.fields}

    def _help(self) -> None:
        line = t(
            "Mỗi dòng một văn bản, ghi như trong văn bản: “Nghị định số 94/2010/NĐ-CP ngày 09/9/2010 …”. Văn bản đã "
            "có trong máy được nối tự động theo số, ký hiệu.",
            "One document a line, as it is written: “Nghị định số 94/2010/NĐ-CP ngày 09/9/2010 …”. What is recorded "
            "here is linked by its number and symbol.",
        )
        for name, said in {
            "number": t("Để trống nếu chưa có số.", "Leave empty while there is none."),
            "symbol": t("Phần sau số: QĐ-UBND, TTg-VX.", "What follows the number: QĐ-UBND, TTg-VX."),
            "in_force_from": t("Để trống: từ ngày ban hành.", "Empty: from the day of issue."),
            "in_force_to": t("Ngày đầu tiên không còn hiệu lực.", "The first day it no longer holds."),
            "basis": line,
            "units": t(
                "Tên hoặc mã, mỗi dòng một đơn vị. Đơn vị cấp dưới của nơi nhận cũng đọc được.",
                "A name or a code a line. Units below the addressee read it too.",
            ),
        }.items():
            self.fields[name].help_text = said

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        day = told.get("in_force_from") or told.get("issued_on") or self.on
        told["units"], wrong = codes_of(told.get("units", ""), day, self.near)
        for said in wrong:
            self.add_error("units", said)
        return told

    def written(self, issuer: str) -> Written:
        """`issuer`: the name of the agency chosen; empty when another body was named."""
        d = self.cleaned_data
        return Written(
            issuer=issuer or d["issuer"],
            links={kind: tuple(line for line in d[kind].splitlines() if line.strip()) for kind in LINKS},
            sectors=tuple(d["sectors"]),
            units=tuple(d["units"]),
            **{
                name: d[name]
                for name in ("kind", "number", "symbol", "issued_on", "issued_text", "summary", "signer", "source")
            },
            in_force_from=d["in_force_from"],
            in_force_to=d["in_force_to"],
        )


def as_typed(written: Written, on: date) -> dict[str, Any]:
    """What the form begins with when a record is corrected."""
    names = (*LIMITS, "kind", "issued_on", "in_force_from", "in_force_to")
    return {
        **{name: getattr(written, name) for name in names},
        **{kind: "\n".join(written.links.get(kind, ())) for kind in LINKS},
        "sectors": list(written.sectors),
        "units": in_words(written.units, written.start or on),
    }
