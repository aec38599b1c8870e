"""Fields by name for what a line keeps by code: a unit, and indicators. They need no script."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from hoanhap.documents.queries.addressed import codes_of, in_words
from hoanhap.kernel.lang import t
from hoanhap.resources.communes import Ticks
from hoanhap.units.queries import tree

MOST_OFFERED = 700  # units in a list to choose from; of more, those above the communes


class Offer(forms.TextInput):
    """A line to type in, with what completes it: (what is typed, what it is called)."""

    template_name = "resources/widgets/unit.html"
    offered: tuple[tuple[str, str], ...] = ()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, {**(attrs or {}), "list": f"{name}-offered"})
        context["widget"]["offered"] = self.offered
        return context


class NamedUnit(forms.CharField):
    """A unit as an officer names it, or its code. Gives the code; of several with one name, one of those around."""

    widget = Offer(attrs={"autocomplete": "off"})
    stand_ins = ("",)  # for a unit that could not be read (access.foretelling)
    on = date.min
    near: Collection[int] = ()

    def offer(self, near: Collection[int], on: date) -> None:
        self.near, self.on = near, on
        units = tree(on)
        below = {u.code: u for pk in near if pk in units for u in units.subtree(pk)}
        wide = len(below) > MOST_OFFERED
        codes = [code for code, unit in below.items() if not (wide and unit.level == "commune")]
        self.widget.offered = tuple((name, "") for name in in_words(codes, on).splitlines())

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        codes, wrong = codes_of(text, self.on, self.near)
        if wrong or len(codes) != 1:
            raise forms.ValidationError(wrong or [t("Ghi một đơn vị.", "Name one unit.")])
        return codes[0]

    def prepare_value(self, value: Any) -> Any:
        """What was typed stays as it was; a code that is kept is said by its name."""
        return in_words([value], self.on) if isinstance(value, str) and value.isalnum() else value


class Searched(Ticks):
    """Boxes in groups, with a line that looks among them where there is a script."""

    template_name = "resources/widgets/searched.html"


class Indicators(forms.MultipleChoiceField):
    widget = Searched
