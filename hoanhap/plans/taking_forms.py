"""A plan to be read, and what is asked before it is taken over."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from hoanhap.access.forms import Asking
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import fold
from hoanhap.plans.queries.taking import Desk
from hoanhap.plans.rules.answers import Question, questions
from hoanhap.plans.rules.draft import Candidate, Draft
from hoanhap.ui.fields import Day


class Source(Asking):
    """A file, or rows that were pasted."""

    file = forms.FileField(required=False, widget=forms.FileInput(attrs={"accept": ".docx,.txt"}))
    pasted = forms.CharField(
        required=False, max_length=1_000_000, widget=forms.Textarea(attrs={"rows": 8}), strip=False
    )

    def labels(self) -> dict[str, str]:
        self.fields["pasted"].help_text = t(
            "Trong Word hoặc Excel: chọn biểu nhiệm vụ kể cả dòng tiêu đề, chép (Ctrl+C), rồi dán vào đây (Ctrl+V).",
            "In Word or Excel: select the table of tasks with its heading row, copy it (Ctrl+C), and paste it here.",
        )
        return {
            "file": t("Tệp Word (.docx) hoặc văn bản (.txt)", "A Word file (.docx) or plain text (.txt)"),
            "pasted": t("Hoặc dán biểu nhiệm vụ", "Or paste the table of tasks"),
        }

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not found.get("file") and not (found.get("pasted") or "").strip() and not self.errors:
            raise forms.ValidationError(
                t("Chọn một tệp, hoặc dán biểu nhiệm vụ.", "Choose a file, or paste the table.")
            )
        return found


class Taking(Asking):
    """What the plan is called, for whom it is, and what each unclear name means."""

    agency = forms.TypedChoiceField(coerce=int)
    title = forms.CharField(max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    code = forms.SlugField(max_length=60)
    starts = Day()
    last = Day()

    def __init__(
        self, data: Any = None, *, draft: Draft, desks: Sequence[Desk], desk: Desk, offices: Sequence[Candidate]
    ) -> None:
        self.questions = questions(draft)
        self.offices = {_value(c): c for c in offices}
        super().__init__(data, initial=_first(draft) | {"agency": desk.id})
        self.fields["agency"].choices = [(desk.id, desk.name) for desk in desks]  # type: ignore[attr-defined]
        if len(desks) == 1:
            self.fields["agency"].widget = forms.HiddenInput()
        for n, question in enumerate(self.questions):
            self.fields[f"q{n}"] = forms.ChoiceField(
                label=question.text, choices=self._choices(question), required=False, help_text=_where(question)
            )

    def labels(self) -> dict[str, str]:
        self.fields["code"].help_text = t(
            "Chữ thường không dấu, số, dấu “-”; đứng trong địa chỉ của kế hoạch.",
            "Small letters, digits and “-”; it stands in the plan's address.",
        )
        return {
            "agency": t("Kế hoạch của", "Plan of"),
            "title": t("Tên kế hoạch", "Title"),
            "code": t("Mã kế hoạch", "Code"),
            "starts": t("Từ ngày", "From"),
            "last": t("Đến hết ngày", "To the end of"),
        }

    def _choices(self, question: Question) -> list[Any]:
        """The candidates first; every other agency behind them."""
        first = [_value(c) for c in question.candidates if _value(c) in self.offices]
        rest = [value for value in self.offices if value not in first]
        shown = {value: t(c.vi, c.en) for value, c in self.offices.items()}
        leave = ("", t("Để nguyên chữ, chưa giao cho cơ quan nào", "Leave the words; nobody is given the task"))
        groups = [(t("Có thể là", "It may be"), [(value, shown[value]) for value in first])] if first else []
        return [leave, *groups, (t("Cơ quan khác", "Another agency"), [(value, shown[value]) for value in rest])]

    def asked(self) -> list[forms.BoundField]:
        return [self[f"q{n}"] for n in range(len(self.questions))]

    def head(self) -> list[forms.BoundField]:
        return [self[name] for name in ("agency", "title", "code", "starts", "last") if not self[name].is_hidden]

    def answers(self) -> dict[str, Candidate]:
        said = {q.text: self.cleaned_data.get(f"q{n}", "") for n, q in enumerate(self.questions)}
        return {text: self.offices[value] for text, value in said.items() if value}

    def span(self) -> tuple[date, date]:
        """From its first day up to the day after its last."""
        return self.cleaned_data["starts"], self.cleaned_data["last"] + timedelta(days=1)


def _value(c: Candidate) -> str:
    return f"{c.sector}:{c.level}"


def _first(draft: Draft) -> dict[str, Any]:
    """What the document itself says, to be corrected."""
    found: dict[str, Any] = {"title": draft.title[:400]}
    if draft.year:
        found |= {"starts": date(draft.year, 1, 1), "last": date(draft.year, 12, 31)}
    words = fold(draft.number or f"ke hoach {draft.year or ''}")
    return found | {"code": re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:60]}


def _where(question: Question) -> str:
    place = question.place
    if place.table:
        where = t("biểu {n}, dòng {row}", "table {n}, row {row}", n=place.table, row=place.row)
    else:
        where = t("dòng {n}", "line {n}", n=place.line)
    return t("{n} chỗ, đầu tiên ở {where}", "×{n}, first in {where}", n=question.count, where=where)
