"""What is asked about a list: the file, what its columns are, what becomes of a line that looks like somebody."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import natural
from hoanhap.people.forms.fields import Coded, Offering
from hoanhap.people.importing.headings import FIELDS, HEADINGS_WITHIN
from hoanhap.people.importing.shown import Shown

MOST_SHEETS = 20


class Upload(Offering):
    list = forms.FileField(widget=forms.FileInput(attrs={"accept": ".xlsx"}))
    commune = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["list"].error_messages["empty"] = t("Tệp này rỗng.", "The file is empty.")
        if len(self.fields["commune"].choices) <= 2:  # one commune: nothing to choose
            del self.fields["commune"]

    def labels(self) -> dict[str, str]:
        return {"list": t("Danh sách Excel (.xlsx)", "List in Excel (.xlsx)"), "commune": t("Xã", "Commune")}


class Settle(Offering):
    """`c3` says what column 3 is; empty for one that is not read."""

    standing = Coded("standings", required=False)
    sheet = forms.TypedChoiceField(required=False, coerce=int, empty_value=0)
    line = forms.IntegerField(required=False, min_value=1, max_value=HEADINGS_WITHIN)

    def __init__(self, *args: Any, shown: Shown, **kwargs: Any) -> None:
        sheets = [(str(n), name) for n, name in enumerate(shown.sheets[:MOST_SHEETS], 1)]
        super().__init__(*args, offered={"sheet": sheets}, **kwargs)
        if len(sheets) < 2:
            del self.fields["sheet"]
        self.columns = []
        choices = [("", t("— không đọc cột này —", "— not read —")), *((code, str(w)) for code, w in FIELDS.items())]
        for column in shown.columns:
            name = f"c{column.number}"
            label = f"{column.letters}: {column.heading}"
            self.fields[name] = forms.ChoiceField(choices=choices, required=False, label=label)
            self.initial.setdefault(name, column.field)
            self.columns.append((column, name))

    def labels(self) -> dict[str, str]:
        return {
            "standing": t("Diện quản lý của cả danh sách", "Standing of the whole list"),
            "sheet": t("Đọc trang", "Sheet to read"),
            "line": t("Tiêu đề ở dòng số", "Headings are in line"),
        }

    def helps(self) -> dict[str, str]:
        return {"standing": t("Cho những dòng không ghi diện quản lý.", "For lines that do not say it.")}

    def said(self) -> dict[str, Any]:
        """The words of `settle`. Only columns that were said to be something else are set by hand."""
        typed = self.cleaned_data
        changed = {column.number: typed[name] for column, name in self.columns if typed[name] != column.field}
        return {
            "standing": typed["standing"],
            "sheet": typed.get("sheet") or 0,
            "line": typed["line"] or 0,
            "columns": changed,
        }


def chosen(typed: QueryDict) -> dict[int, str]:
    """`r12=new`: what is to become of line 12. What is no such field is not looked at."""
    found: Mapping[str, str] = typed.dict()
    return {int(name[1:]): word for name, word in found.items() if name[:1] == "r" and natural(name[1:])}
