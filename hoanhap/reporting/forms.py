"""The form that opens a campaign."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms

from hoanhap.catalog.forms import Form, Outline
from hoanhap.kernel.lang import t
from hoanhap.reporting.actions.campaigns import UNIT_LEVELS, Order
from hoanhap.reporting.rules.deadlines import PHRASES
from hoanhap.reporting.rules.levels import LEVEL_TITLES
from hoanhap.ui.fields import Day

ANSWERING = ("commune", "centre", "district", "department", "province")


class OpenForm(forms.Form):
    """Everything a campaign asks. Choices come from the catalog, the directives and the map."""

    slug = forms.SlugField(max_length=60)
    title = forms.CharField(max_length=200)
    title_en = forms.CharField(max_length=200)
    basis = forms.ChoiceField()
    ordered_on = Day()
    map_date = Day()
    data_from = Day()
    data_last = Day()
    levels = forms.ChoiceField(choices=[("3", "3"), ("2", "2")], initial="3")
    outlines = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    others = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    asked = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    field_order = (
        "slug",
        "title",
        "title_en",
        "basis",
        "ordered_on",
        "map_date",
        "data_from",
        "data_last",
        "levels",
        "asked",
    )

    def __init__(
        self,
        data: Any,
        *,
        directives: Sequence[tuple[str, str]],
        definitions: Sequence[Form],
        outlines: Sequence[Outline],
        others: Sequence[tuple[str, str, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.others_levels = {code: level for code, _, level in others}
        named = {
            "slug": t("Mã đợt (chữ thường, gạch nối)", "Code (lower case, hyphens)"),
            "title": t("Tên đợt báo cáo", "Title in Vietnamese"),
            "title_en": t("Tên tiếng Anh", "Title in English"),
            "basis": t("Văn bản căn cứ", "Directive it rests on"),
            "ordered_on": t("Ngày giao", "Ordered on"),
            "map_date": t("Theo bản đồ hành chính ngày", "On the map of"),
            "data_from": t("Số liệu từ ngày", "Data from"),
            "data_last": t("đến hết ngày (chốt số liệu)", "to the end of (cut-off)"),
            "levels": t("Số cấp báo cáo", "Reporting levels"),
            "asked": t("Biểu phải nộp", "Forms asked"),
            "outlines": t("Đề cương (cái đầu là báo cáo chính)", "Outlines (the first is the main report)"),
            "others": t("Cơ quan báo cáo thẳng lên tỉnh", "Agencies that report straight to the province"),
        }
        for name, label in named.items():
            self.fields[name].label = label
        self.fields["levels"].choices = [
            ("3", t("3 cấp: xã, huyện, tỉnh", "3: commune, district, province")),
            ("2", t("2 cấp: xã, tỉnh", "2: commune, province")),
        ]
        self.fields["basis"].choices = directives
        self.fields["asked"].choices = [(f.code, f"{f.annex}. {f.title}") for f in definitions]
        self.fields["outlines"].choices = [(o.code, str(o.title)) for o in outlines]
        self.fields["others"].choices = [(code, name) for code, name, _ in others]
        for level in ANSWERING:
            self.fields[f"day_{level}"] = Day(
                required=False, label=t("Hạn của {level}", "Deadline: {level}", level=LEVEL_TITLES[level])
            )
            self.fields[f"phrase_{level}"] = forms.ChoiceField(
                choices=[(k, str(v).format(day="…")) for k, v in PHRASES.items()],
                label=t("Cách tính hạn", "How the day counts"),
            )

    def deadlines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"day_{level}"], self[f"phrase_{level}"]) for level in ANSWERING]

    def order(self, provinces: Sequence[str]) -> Order:
        """Call after is_valid()."""
        told = self.cleaned_data
        return Order(
            slug=told["slug"],
            title=told["title"],
            title_en=told["title_en"],
            basis=told["basis"],
            ordered_on=told["ordered_on"],
            map_date=told["map_date"],
            data_from=told["data_from"],
            data_to=told["data_last"] + timedelta(days=1),
            forms=told["asked"],
            outlines=told["outlines"],
            deadlines={
                level: (told[f"day_{level}"], told[f"phrase_{level}"])
                for level in ANSWERING
                if told.get(f"day_{level}")
            },
            provinces=provinces,
            levels=UNIT_LEVELS if told["levels"] == "3" else ("province", "commune"),
            others={code: self.others_levels[code] for code in told["others"]},
        )
