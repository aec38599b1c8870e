"""Why two files are merged."""

from django import forms

from hoanhap.kernel.lang import t
from hoanhap.people.forms.fields import Offering


class MergeForm(Offering):
    reason = forms.CharField(max_length=200)

    def labels(self) -> dict[str, str]:
        return {"reason": t("Vì sao biết là một người", "Why they are one person")}

    def helps(self) -> dict[str, str]:
        return {
            "reason": t(
                "Ví dụ: đã gặp người đó; cùng số căn cước. Không ghi tên, số giấy tờ vào đây.",
                "For example: met the person; the same card. No name and no number here.",
            )
        }
