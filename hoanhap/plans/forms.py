"""What is typed about plans becomes plain values; whether it may be is the actions' business."""

from typing import Any

from django import forms
from django.http import QueryDict

from hoanhap.access.forms import Asking
from hoanhap.kernel.lang import t
from hoanhap.plans.actions.visits import Found
from hoanhap.plans.rules import fold, measures
from hoanhap.plans.rules.fold import Stand
from hoanhap.plans.target_forms import Number, indicators
from hoanhap.ui.fields import Day


class Report(Asking):
    """What happened to an agency's part of a task. Offered is only what may follow from where it stands."""

    kind = forms.ChoiceField()
    day = Day()
    evidence = forms.ChoiceField(required=False)
    evidence_ref = forms.CharField(max_length=120, required=False)
    text = forms.CharField(max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    blocked_by = forms.CharField(max_length=160, required=False)

    def __init__(
        self, *args: Any, stand: Stand | None = None, mine: bool = True, follow: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = _offered(stand, mine, follow) if stand is not None else list(fold.KINDS)
        kinds = [(kind, str(fold.KINDS[kind])) for kind in offered]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        evidence = [(kind, str(words)) for kind, words in measures.EVIDENCE.items()]
        self.fields["evidence"].choices = [("", t("không có", "none")), *evidence]  # type: ignore[attr-defined]
        self.fields["evidence_ref"].widget.attrs["list"] = "evidence-offered"
        self.fields["evidence_ref"].help_text = t(
            "Gõ vài chữ của tên rồi chọn: văn bản, chỉ tiêu, biểu của đợt, dòng trong sổ nguồn lực.",
            "Type some of its name and choose: a document, an indicator, a campaign's form, a line of the books.",
        )

    def labels(self) -> dict[str, str]:
        return {
            "kind": t("Việc đã xảy ra", "What happened"),
            "day": t("Ngày", "Day"),
            "evidence": t("Minh chứng", "Evidence"),
            "evidence_ref": t("Minh chứng nào", "Which one"),
            "text": t("Nội dung", "In words"),
            "blocked_by": t("Vướng ở cơ quan, việc gì", "Blocked by whom or what"),
        }


def _offered(stand: Stand, mine: bool, follow: bool) -> list[str]:
    if stand.done or not mine:
        return [fold.REOPEN] if follow and stand.done else []
    open_now = [fold.MOVE, fold.BLOCK, fold.DONE] if stand.began else [fold.BEGIN, fold.BLOCK, fold.DONE]
    return [fold.FREE, *open_now] if stand.blocked else open_now


class Begin(Asking):
    """A new plan of one's own agency."""

    title = forms.CharField(max_length=400)
    code = forms.SlugField(max_length=60)
    agency = forms.ChoiceField()
    first = Day(required=False)
    last = Day(required=False)
    directive = forms.SlugField(max_length=60, required=False)
    answers = forms.SlugField(max_length=60, required=False)

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "last"):  # the time of a plan that answers another is that one's
            self.fields[name].required = self.is_bound and not self.data.get("answers")
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]
        for name, offered in (("directive", "documents"), ("answers", "plans")):
            self.fields[name].widget.attrs["list"] = f"{offered}-offered"
        self.fields["code"].help_text = t("Chữ thường không dấu, số và gạch nối: ke-hoach-2021", "Like: plan-2021")
        self.fields["answers"].help_text = t(
            "Gõ tên kế hoạch cấp trên rồi chọn: mỗi nhiệm vụ được giao thành một dòng, thời gian theo kế hoạch đó.",
            "Type the name of a plan above and choose: each task it gives becomes a line, with its days.",
        )

    def labels(self) -> dict[str, str]:
        return {
            "title": t("Tên kế hoạch", "Title"),
            "code": t("Mã", "Code"),
            "agency": t("Cơ quan", "Agency"),
            "first": t("Từ ngày", "From"),
            "last": t("Đến hết ngày", "Until the end of"),
            "directive": t("Văn bản của kế hoạch", "Its document"),
            "answers": t("Triển khai kế hoạch", "Answers the plan"),
        }


FOUND, MOST_FOUND = 3, 200  # rows for shortcomings that stand ready; rows that one form takes


class Visit(Asking):
    """A visit of the team, with `rows` for shortcomings: as many as somebody asks for."""

    agency = forms.ChoiceField()
    day = Day()
    team = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    conclusion = forms.CharField(max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(
        self, *args: Any, agencies: tuple[tuple[str, str], ...], tasks: tuple[tuple[str, str], ...], rows: int = FOUND,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.rows = range(1, min(max(rows, 1), MOST_FOUND) + 1)
        self.fields["agency"].choices = [("", "—"), *agencies]  # type: ignore[attr-defined]
        for n in self.rows:
            text = forms.CharField(max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
            self.fields[f"text_{n}"] = text
            self.fields[f"task_{n}"] = forms.ChoiceField(required=False, choices=[("", "—"), *tasks])
            self.fields[f"last_{n}"] = Day(required=False)
            text.label = t("Tồn tại {n}", "Shortcoming {n}", n=n)
            self.fields[f"task_{n}"].label = t("Về nhiệm vụ", "About the task")
            self.fields[f"last_{n}"].label = t("Hạn khắc phục", "To be mended by")

    @classmethod
    def longer(cls, data: QueryDict, rows: int, **of: Any) -> "Visit":
        """With everything that was typed, not judged yet, and a further row to type in."""
        rows = min(rows + 1, MOST_FOUND)
        form = cls(initial=data.dict(), rows=rows, **of)
        form.fields[f"text_{rows}"].widget.attrs["autofocus"] = True
        return form

    def labels(self) -> dict[str, str]:
        return {
            "agency": t("Cơ quan được kiểm tra", "Agency visited"),
            "day": t("Ngày", "Day"),
            "team": t("Thành phần đoàn", "The team"),
            "conclusion": t("Kết luận", "Conclusion"),
        }

    def said(self) -> dict[str, Any]:
        done = self.cleaned_data
        plain = {name: done[name] for name in ("day", "team", "conclusion")}
        return {"agency": int(done["agency"]), "found": self.found(), **plain}

    def found(self) -> dict[int, Found]:
        """By its row; rows in which nothing is said are none. A row with a task or a day alone says too little."""
        said = self.cleaned_data
        names = ("text", "task", "last")
        rows = {n: [said.get(f"{name}_{n}") or None for name in names] for n in self.rows}
        return {
            n: Found(text or "", task or "", last) for n, (text, task, last) in rows.items() if text or task or last
        }


class Mend(Asking):
    how = forms.CharField(max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))
    day = Day()

    def labels(self) -> dict[str, str]:
        return {"how": t("Đã khắc phục thế nào", "How it was mended"), "day": t("Ngày", "Day")}


class Measure(Asking):
    """What shows that a task is done."""

    kind = forms.ChoiceField(required=False)
    ref = forms.CharField(max_length=120, required=False)
    indicator = forms.ChoiceField(required=False)
    bar = Number(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(code, str(words)) for code, words in measures.MEASURES.items()]
        self.fields["kind"].choices = [("", t("chỉ theo báo cáo của cơ quan", "only what the agency says")), *kinds]  # type: ignore[attr-defined]
        self.fields["ref"].help_text = t(
            "Văn bản làm căn cứ (gõ tên rồi chọn), hoặc mã đợt/mã biểu.",
            "The document it rests on (type its name and choose), or campaign/form.",
        )
        self.fields["ref"].widget.attrs["list"] = "documents-offered"
        kept = self.initial.get("ref") if self.initial.get("kind") == measures.INDICATOR else None
        self.fields["indicator"].choices = indicators(kept)  # type: ignore[attr-defined]
        if kept:
            self.initial |= {"indicator": kept, "ref": ""}

    def labels(self) -> dict[str, str]:
        return {
            "kind": t("Xong khi", "Done when"),
            "ref": t("Văn bản hoặc biểu", "Document or form"),
            "indicator": t("Chỉ tiêu thống kê", "Indicator"),
            "bar": t("Mức cần đạt của chỉ tiêu", "Bar of the indicator"),
        }

    def said(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        bar, chosen = said.pop("bar"), said.pop("indicator")
        ref = chosen or said["ref"] if said["kind"] == measures.INDICATOR else said["ref"]
        return said | {"ref": ref, "bar": None if bar is None else int(bar * 1000)}
