"""Forms of this room: what was typed becomes plain values; whether it may be is the actions' business."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms

from hoanhap.access.errors import Invalid
from hoanhap.access.foretelling import refusals
from hoanhap.access.roles import ROLES
from hoanhap.kernel.lang import t
from hoanhap.ui.fields import Day


class SignIn(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(
            self, "login", t("Tên đăng nhập", "Sign-in name"), autofocus=True, autocapitalize="none", spellcheck="false"
        )
        _name(self, "password", t("Mật khẩu", "Password"))


class ChangePassword(ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "oldpassword", t("Mật khẩu hiện tại", "Present password"))
        _name(self, "password1", t("Mật khẩu mới", "New password"))
        _name(self, "password2", t("Gõ lại mật khẩu mới", "New password again"))
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = t(
            "Ít nhất 12 ký tự. Một câu dễ nhớ của riêng mình là tốt nhất.",
            "At least 12 characters. A sentence of your own is best.",
        )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean()
        first = found.get("password1")
        if first and first == found.get("oldpassword"):
            self.add_error(
                "password1", t("Chọn mật khẩu khác mật khẩu hiện tại.", "Choose another than the present one.")
            )
        if first and "password2" in self.errors and self.data.get("password2"):
            del self.errors["password2"]
            self.add_error("password2", t("Hai lần gõ không giống nhau.", "The two are not the same."))
        return found


class Asking(forms.Form):
    """Sentences in the reader's language, and the problems that an action found put beside their fields."""

    made: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.labels().items():
            self.fields[name].label = label
        for field in self.fields.values():
            field.error_messages["required"] = t("Cần điền mục này.", "This is needed.")
            field.error_messages["invalid_choice"] = t("Chọn trong danh sách.", "Choose from the list.")
            field.widget.attrs.setdefault("autocomplete", "off")

    def labels(self) -> dict[str, str]:
        raise LookupError(type(self).__name__)

    def carry(self, act: Callable[[], object], at: Callable[[str], str] = str) -> bool:
        """Do the act with what was typed; `made` is what it gave. False: what could not be read and what the act
        refuses are told, all at once. `at`: the field of an act's problem, where the two have other names."""
        unread: set[str] = set()
        if not self.is_bound:
            return False
        try:
            if self.is_valid():
                self.made = act()
                return True
            unread = set(self.errors) & set(self.fields)
            problems = refusals(act, self.cleaned_data, {name: self.fields[name] for name in unread})
        except Invalid as wrong:
            problems = wrong.problems
        named = {at(name): said for name, said in problems.items()}
        self.show({name: said for name, said in named.items() if name not in unread})
        return False

    def show(self, problems: dict[str, list[str]]) -> None:
        for name, sentences in problems.items():
            for sentence in sentences:
                self.add_error(name if name in self.fields else None, sentence)


class NewUser(Asking):
    sign_in = forms.CharField(max_length=60)
    full_name = forms.CharField(max_length=120)

    def labels(self) -> dict[str, str]:
        return {"sign_in": t("Tên đăng nhập", "Sign-in name"), "full_name": t("Họ và tên", "Full name")}


class Find(Asking):
    q = forms.CharField(max_length=80, required=False)

    def labels(self) -> dict[str, str]:
        return {"q": t("Tìm theo tên hoặc cơ quan", "Find by name or agency")}


class Place(Asking):
    """First step of granting a post: which role, and where to look for its agency."""

    role = forms.ChoiceField()
    near = forms.CharField(max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.code, str(role.title)) for role in ROLES.values()]
        self.fields["near"].help_text = t("Gõ tên hoặc mã đơn vị, không cần dấu.", "A unit's name or code.")

    def labels(self) -> dict[str, str]:
        return {"role": t("Vai trò", "Role"), "near": t("Đơn vị", "Unit")}


class Grant(Asking):
    """Second step: which of the agencies found, and from when to when."""

    role = forms.CharField(widget=forms.HiddenInput)
    near = forms.CharField(widget=forms.HiddenInput)
    place = forms.ChoiceField(widget=forms.RadioSelect)
    first = Day()
    last = Day(required=False)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places

    def labels(self) -> dict[str, str]:
        return {
            "place": t("Cơ quan", "Agency"),
            "first": t("Từ ngày", "From"),
            "last": t("Đến hết ngày", "Until the end of"),
        }


class End(Asking):
    last = Day()

    def labels(self) -> dict[str, str]:
        return {"last": t("Ngày cuối cùng giữ vị trí", "Last day in the post")}


class Deputise(Asking):
    deputy = forms.ChoiceField()
    first = Day()
    last = Day()
    reason = forms.CharField(max_length=200)

    def __init__(self, *args: Any, colleagues: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].choices = [("", "—"), *colleagues]

    def labels(self) -> dict[str, str]:
        return {
            "deputy": t("Người được ủy quyền", "Deputy"),
            "first": t("Từ ngày", "From"),
            "last": t("Đến hết ngày", "Until the end of"),
            "reason": t("Lý do", "Reason"),
        }


class Trail(Asking):
    person = forms.CharField(max_length=150, required=False)
    action = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(required=False)
    ref = forms.CharField(max_length=80, required=False)
    first = Day(required=False)
    last = Day(required=False)
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actions: list[tuple[str, str]], kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = t("Tất cả", "All")
        self.fields["action"].choices = [("", every), *actions]
        self.fields["kind"].choices = [("", every), *kinds]

    def labels(self) -> dict[str, str]:
        return {
            "person": t("Tên đăng nhập", "Sign-in name"),
            "action": t("Việc đã làm", "What was done"),
            "kind": t("Loại đối tượng", "Kind of object"),
            "ref": t("Mã đối tượng", "Object"),
            "first": t("Từ ngày", "From"),
            "last": t("Đến hết ngày", "Until the end of"),
        }


def after(last: date | None) -> date | None:
    """A last day, as people say it, as the exclusive end that is stored."""
    return last + timedelta(days=1) if last else None


def _name(form: forms.Form, field: str, label: str, **attrs: object) -> None:
    form.fields[field].label = label
    form.fields[field].error_messages["required"] = t("Cần điền mục này.", "This is needed.")
    form.fields[field].widget.attrs.pop("placeholder", None)
    form.fields[field].widget.attrs.update(attrs)
