"""Where the person lives; the end of the file."""

from django import forms

from hoanhap.kernel.lang import t
from hoanhap.people.forms.fields import Coded, Offering
from hoanhap.ui.fields import Day


class Settle(Offering):
    kind = Coded("residences")
    since = Day()
    address = forms.CharField(max_length=300, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def labels(self) -> dict[str, str]:
        return {
            "kind": t("Hình thức cư trú", "Kind of residence"),
            "since": t("Ở từ ngày", "Lives there since"),
            "address": t("Địa chỉ (thôn, xóm, tổ, số nhà)", "Address (hamlet, group, house)"),
        }


class Leave(Offering):
    day = Day()
    reason = Coded("leavings")
    to_commune = forms.CharField(max_length=160, required=False, widget=forms.TextInput(attrs={"list": "communes"}))
    aware = forms.BooleanField(required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def labels(self) -> dict[str, str]:
        return {
            "day": t("Rời đi từ ngày", "Left on"),
            "reason": t("Lý do", "Reason"),
            "to_commune": t("Xã nơi đến", "Commune reached"),
            "aware": t("Đã biết người này còn biện pháp chưa kết thúc", "Aware that a measure is not finished"),
        }

    def helps(self) -> dict[str, str]:
        return {
            "to_commune": t(
                "Khi chuyển nơi ở: ghi mã hoặc tên xã. Xã đó sẽ xác nhận, và hồ sơ chuyển theo.",
                "For a move: the commune's code or name. It will confirm, and the file follows.",
            )
        }


class Arrive(Offering):
    day = Day()
    kind = Coded("residences")
    address = forms.CharField(max_length=300, required=False)

    def labels(self) -> dict[str, str]:
        return {
            "day": t("Đến ở từ ngày", "Arrived on"),
            "kind": t("Hình thức cư trú", "Kind of residence"),
            "address": t("Địa chỉ (thôn, xóm, tổ, số nhà)", "Address (hamlet, group, house)"),
        }


class Sure(Offering):
    """A question answered by its button."""

    def labels(self) -> dict[str, str]:
        return {}


class Close(Offering):
    basis = Coded("closings")
    day = Day()
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def labels(self) -> dict[str, str]:
        return {"basis": t("Lý do", "Reason"), "day": t("Từ ngày", "From")}
