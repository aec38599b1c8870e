"""The communes that were reached, to tick: the whole unit, a whole district, or one by one. It needs no script."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.units.queries import Tree, tree
from hoanhap.units.queries.tree import UnitFacts


class Ticks(forms.CheckboxSelectMultiple):
    """Whole units stand before the groups. A group in which something is ticked is open, as is the only one."""

    template_name = "resources/widgets/communes.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        groups = [(title, options) for title, options, _ in context["widget"]["optgroups"]]
        titled = [(title, options) for title, options in groups if title]
        context["widget"]["whole"] = [option for title, options in groups if not title for option in options]
        context["widget"]["groups"] = [
            {"title": title, "options": options, "open": len(titled) == 1 or any(x["selected"] for x in options)}
            for title, options in titled
        ]
        return context


class Communes(forms.MultipleChoiceField):
    """Gives the codes of communes. A ticked district, or the unit itself, stands for all that it has on the day."""

    widget = Ticks

    def offer(self, units: Collection[int], day: date) -> None:
        """The communes of these units on the day, by district; what is directly below a province, as one group."""
        known = tree(day)
        boxes = [box for pk in units if pk in known for box in _boxes(known, pk)]
        self.under = {u.code: {x.code for x in known.subtree(u.id) if x.level == "commune"} for u, _ in boxes}
        offered = []
        for unit, below in boxes:
            single = [(u.code, u.title) for u in below]
            whole = t("Tất cả {n} xã, phường của {unit}", "All {n} communes of {unit}",
                      n=len(self.under[unit.code]), unit=unit.title)  # fmt: skip
            offered.append((unit.title if single else "", [(unit.code, whole), *single]))
        self.choices = offered
        self.error_messages["invalid_choice"] = t(
            "Ngày {day} không có xã đã chọn. Danh sách nay là các xã của ngày đó: chọn lại.",
            "On {day} there is no such commune. The list is now of that day: choose again.", day=format_date(day),
        )  # fmt: skip

    def clean(self, value: Any) -> list[str]:
        return sorted(self._single(super().clean(value)))

    def prepare_value(self, value: Any) -> Any:
        """Where all communes of a district are named, the district is ticked instead."""
        left = self._single(value or ())
        shown = set(left)
        for whole, below in sorted(self.under.items(), key=lambda pair: -len(pair[1])):
            if below and below <= left:
                left, shown = left - below, (shown - below) | {whole}
        return sorted(shown)

    def _single(self, codes: Collection[str]) -> set[str]:
        return {single for code in codes for single in self.under.get(code, {code})}


def _boxes(known: Tree, pk: int) -> list[tuple[UnitFacts, list[UnitFacts]]]:
    """Each unit that is ticked as a whole, with its communes; of the nation its provinces alone."""
    if known.unit(pk).parent_id is None:
        return [(province, []) for province in known.children(pk)]
    whole = [u for u in known.subtree(pk) if u.level != "commune"]
    return [(u, [x for x in known.children(u.id) if x.level == "commune"]) for u in whole]
