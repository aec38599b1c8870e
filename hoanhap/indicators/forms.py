"""What is asked of a free table: plain controls, so that the address is the question."""

from datetime import date
from typing import Any, Final

from django import forms
from django.http import QueryDict

from hoanhap.access.forms import Asking
from hoanhap.access.rules import Actor
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.queries.pivot import by_month, map_day, readable
from hoanhap.indicators.queries.titles import grouped
from hoanhap.indicators.queries.words import dimension
from hoanhap.indicators.rules.periods import BadPeriod, named
from hoanhap.indicators.rules.pivot import Question, dimensions
from hoanhap.kernel.lang import t
from hoanhap.ui.fields import Day

MOST_PERIODS: Final = 24
MOST_INDICATORS: Final = 12


class Codes(forms.MultipleChoiceField):
    """Offers what is near; which others may be asked for, the query knows."""

    def valid_value(self, value: str) -> bool:
        return len(value) < 20


class Ask(Asking):
    """GET: the parameters are part of saved links. chi-tieu, don-vi, cap, ky, theo, theo2, ban-do."""

    indicators = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    units = Codes(widget=forms.SelectMultiple(attrs={"size": 8}))
    below = forms.TypedChoiceField(coerce=int, required=False, empty_value=0)
    periods = forms.CharField(max_length=120)
    by = forms.ChoiceField(required=False)
    by2 = forms.ChoiceField(required=False)
    map_day = Day(required=False)

    NAMES: Final = {
        "indicators": "chi-tieu", "units": "don-vi", "below": "cap", "periods": "ky", "by": "theo", "by2": "theo2",
        "map_day": "ban-do",
    }  # fmt: skip

    def __init__(self, data: QueryDict, *, actor: Actor, on: date) -> None:
        """An address without a question is an empty form, not a wrong one."""
        asked = any(data.get(name) for name in ("chi-tieu", "don-vi"))
        first = {"periods": f"{on.year - 4}..{on.year}", "below": 1}
        day = _day(data, on)
        self.units_of = readable(actor, day, on)
        self.by_month = bool(self.units_of) and by_month(actor, self.units_of[0][1], day, on)
        super().__init__(data if asked else None, initial=first)
        self.fields["units"].choices = [(c, "\u2003" * depth + name) for depth, c, name in self.units_of]
        if not asked and self.units_of:
            self.initial["units"] = [self.units_of[0][1]]
        self.fields["indicators"].choices = grouped()
        self.fields["below"].choices = [
            (0, t("Chỉ đơn vị đã chọn", "Only the units chosen")),
            (1, t("Cùng đơn vị trực thuộc", "With the units below")),
            (2, t("Cùng hai cấp bên dưới", "With two levels below")),
        ]
        known = dict.fromkeys(d for it in definitions().indicators for d in it.by)
        some = [("", t("không phân tổ", "none")), *((d, dimension(d)) for d in known)]
        for name in ("by", "by2"):
            self.fields[name].choices = some

    def labels(self) -> dict[str, str]:
        self.fields["periods"].help_text = t(
            "Năm 2020, nửa năm 2020H1{month}; nhiều kỳ: 2016..2019,2020H1",
            "Year 2020, half year 2020H1{month}; several: 2016..2019,2020H1",
            month=t(", tháng 2020-03", ", month 2020-03") if self.by_month else "",
        )
        self.fields["map_day"].help_text = t(
            "Để trống: ngày cuối của kỳ cuối", "Left empty: the last day of the last period"
        )
        return {
            "indicators": t("Chỉ tiêu", "Indicators"),
            "units": t("Đơn vị", "Units"),
            "below": t("Các cấp", "Levels"),
            "periods": t("Kỳ", "Periods"),
            "by": t("Phân tổ theo", "Broken down by"),
            "by2": t("rồi theo", "and by"),
            "map_day": t("Trên bản đồ hành chính ngày", "On the map of"),
        }

    def add_prefix(self, field_name: str) -> str:
        return self.NAMES.get(field_name, field_name)

    # ------------------------------------------------------------ indicators, form by form
    @property
    def groups(self) -> list[tuple[str, list[forms.boundfield.BoundWidget], bool]]:
        """Each form with its indicators, and whether one of them is chosen."""
        boxes = {str(box.data["value"]): box for box in self["indicators"]}
        shown = []
        for title, some in self.fields["indicators"].choices:
            mine = [boxes[code] for code, _ in some]
            shown.append((title, mine, any(box.data["selected"] for box in mine)))
        return shown

    # ------------------------------------------------------------ what was asked
    def clean_indicators(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["indicators"]
        if len(chosen) > MOST_INDICATORS:
            raise forms.ValidationError(t("Chọn nhiều nhất {n} chỉ tiêu.", "Choose at most {n}.", n=MOST_INDICATORS))
        return chosen

    def clean_periods(self) -> str:
        text: str = self.cleaned_data["periods"].strip()
        try:
            found = named(text)
        except BadPeriod as bad:
            raise forms.ValidationError(str(bad)) from bad
        if len(found) > MOST_PERIODS:
            raise forms.ValidationError(t("Nhiều nhất {n} kỳ.", "At most {n} periods.", n=MOST_PERIODS))
        return text

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        by = [found[name] for name in ("by", "by2") if found.get(name)]
        if len(by) != len(set(by)):
            self.add_error("by2", t("Chọn hai cách phân tổ khác nhau.", "Choose two different breakdowns."))
        allowed = dimensions(definitions(), found.get("indicators") or ())
        for name in ("by", "by2"):
            if found.get(name) and found.get("indicators") and found[name] not in allowed:
                self.add_error(name, _refusal(found["indicators"], found[name], allowed))
        return found

    @property
    def question(self) -> Question:
        asked = self.cleaned_data
        by = tuple(dict.fromkeys(asked[name] for name in ("by", "by2") if asked.get(name)))
        return Question(
            tuple(asked["indicators"]), tuple(asked["units"]), asked["periods"], asked["below"] or 0, by,
            asked.get("map_day"),
        )  # fmt: skip


def _refusal(codes: list[str], asked: str, allowed: tuple[str, ...]) -> str:
    without = [c for c in codes if asked not in dimensions(definitions(), (c,))]
    names = "; ".join(str(definitions().versions[c][-1].title) for c in without)
    rest = ", ".join(dimension(d) for d in allowed) or t("không phân tổ", "none")
    return t(
        "Không phân tổ được theo cách này: {n}. Chọn: {r}.", "These cannot be broken down so: {n}. Choose: {r}.",
        n=names, r=rest,
    )  # fmt: skip


def _day(data: QueryDict, on: date) -> date:
    """The map whose units are offered: the one that is asked for, if that can be read."""
    try:
        given: date | None = Day(required=False).clean(data.get("ban-do", ""))
        return given or map_day(Question((), (), data.get("ky", "").strip() or f"{on.year}"))
    except (forms.ValidationError, BadPeriod):
        return on


def address(question: Question) -> str:
    """The query of the page that asks it."""
    asked = QueryDict(mutable=True)
    asked.setlist("chi-tieu", list(question.indicators))
    asked.setlist("don-vi", list(question.units))
    asked["cap"], asked["ky"] = str(question.below), question.periods
    for name, value in zip(("theo", "theo2"), question.by, strict=False):
        asked[name] = value
    if question.map_day:
        asked["ban-do"] = question.map_day.isoformat()
    return asked.urlencode()
