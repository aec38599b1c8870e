"""What an officer types about places, staff and teams. A form knows its act; whether it may be is the action's."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from hoanhap.access.forms import Asking, after
from hoanhap.access.rules import Actor
from hoanhap.kernel.lang import Words, t
from hoanhap.resources import actions
from hoanhap.resources.item_forms import Amount
from hoanhap.resources.queries.pages import AgencyPage, Dated
from hoanhap.resources.rules.words import CERTIFICATES, KINDS, PLACES, PROFESSIONS, ROLES, SEATS, TEAMS, WITH_BEDS
from hoanhap.ui.fields import Day
from hoanhap.units.queries import tree


class Act(Asking):
    """One thing entered on the page of an agency. `title`: what its button says."""

    title = Words("", "")
    possible = True  # False: there is nothing yet to which it could be said

    def __init__(self, *args: Any, page: AgencyPage, on: date, **kwargs: Any) -> None:
        self.page, self.on = page, on
        super().__init__(*args, prefix=self.name(), **kwargs)
        self.choose()

    @classmethod
    def name(cls) -> str:
        return next(name for name, form in ACTS.items() if form is cls)

    def choose(self) -> None:
        """Fill the lists to choose from."""

    def labels(self) -> dict[str, str]:
        said = {
            "first": t("Từ ngày", "From"),
            "last": t("Đến hết ngày", "Until the end of"),
            "act": t("Quyết định số, ngày", "Decision, number and day"),
            "beds": t("Số giường", "Beds"),
            "number": t("Số chứng chỉ", "Number"),
            "issued_by": t("Nơi cấp", "Issued by"),
            "title_of": t("Chức vụ", "Title"),
            "at": t("Mã đơn vị nơi đặt, nếu khác nơi của cơ quan", "Code of the unit, if it stands elsewhere"),
            **self.said(),
        }
        return {name: said[name] for name in self.fields}

    def said(self) -> dict[str, str]:
        return {}

    def do(self, by: Actor) -> None:
        raise NotImplementedError

    def span(self) -> dict[str, Any]:
        return {"first": self.cleaned_data["first"], "last": after(self.cleaned_data.get("last"))}


def _choices(words: Mapping[str, Words]) -> list[tuple[str, str]]:
    return [("", "—"), *((code, str(said)) for code, said in words.items())]


def _lines(lines: list[Dated]) -> list[tuple[str, str]]:
    return [("", "—"), *((str(line.id), f"{line.title} ({line.words})") for line in lines if line.last is None)]


class PlaceForm(Act):
    title = Words("Thêm cơ sở, điểm", "Add a place")
    kind = forms.ChoiceField()
    name_of = forms.CharField(max_length=200)
    at = forms.CharField(max_length=8, required=False, empty_value=None)
    seat = forms.ChoiceField(required=False)
    act = forms.CharField(max_length=80, required=False)
    first = Day()

    def said(self) -> dict[str, str]:
        return {
            "kind": t("Loại", "Kind"),
            "name_of": t("Tên", "Name"),
            "seat": t("Trụ sở đặt tại, nếu là điểm tư vấn", "Seated in, if it is a counselling point"),
        }

    def choose(self) -> None:
        self.fields["at"].stand_ins = ()  # type: ignore[attr-defined]  # what is kept is the unit's number
        self.fields["kind"].choices = _choices(PLACES)  # type: ignore[attr-defined]
        self.fields["seat"].choices = _choices(SEATS)  # type: ignore[attr-defined]

    def clean_at(self) -> int | None:
        code = (self.cleaned_data["at"] or "").strip().upper()
        found = tree(self.on).find(code) if code else None
        if code and found is None:
            raise forms.ValidationError(
                t("Không có đơn vị nào mã “{code}”.", "No unit has the code “{code}”.", code=code)
            )
        return found.id if found else None

    def do(self, by: Actor) -> None:
        d = self.cleaned_data
        actions.add_place(
            agency_id=self.page.id, kind=d["kind"], name=d["name_of"], unit_id=d["at"], act=d["act"], seat=d["seat"],
            first=d["first"], by=by, on=self.on,
        )  # fmt: skip


class CapacityForm(Act):
    title = Words("Ghi sức chứa", "Enter a capacity")
    of = forms.ChoiceField()
    beds = Amount()
    first = Day()

    def said(self) -> dict[str, str]:
        return {"of": t("Cơ sở", "Place")}

    def choose(self) -> None:
        self.fields["of"].choices = _lines([p.line for p in self.page.places if p.kind in WITH_BEDS])  # type: ignore[attr-defined]
        self.possible = len(self.fields["of"].choices) > 1  # type: ignore[attr-defined]

    def do(self, by: Actor) -> None:
        d = self.cleaned_data
        actions.set_capacity(place_id=int(d["of"]), beds=d["beds"], first=d["first"], by=by, on=self.on)


class StaffForm(Act):
    title = Words("Thêm nhân sự", "Add a member of staff")
    office = forms.ChoiceField(required=False)
    name_of = forms.CharField(max_length=120)
    profession = forms.ChoiceField()
    title_of = forms.CharField(max_length=80, required=False)
    first = Day()

    def said(self) -> dict[str, str]:
        return {
            "office": t("Làm việc tại", "Works at"),
            "name_of": t("Họ và tên", "Full name"),
            "profession": t("Chuyên môn", "Profession"),
        }

    def choose(self) -> None:
        self.fields["profession"].choices = _choices(PROFESSIONS)  # type: ignore[attr-defined]
        self.fields["office"].choices = [("", self.page.name), *self.page.offices]  # type: ignore[attr-defined]
        if not self.page.offices:
            del self.fields["office"]

    def do(self, by: Actor) -> None:
        d = self.cleaned_data
        office = d.get("office")
        agency = actions.office(unit_id=self.page.unit_id, sector=office, on=self.on) if office else self.page.id
        actions.add_staff(
            agency_id=agency, name=d["name_of"], profession=d["profession"], title=d["title_of"], first=d["first"],
            by=by, on=self.on,
        )  # fmt: skip


class CertificateForm(Act):
    title = Words("Ghi chứng chỉ", "Enter a certificate")
    of = forms.ChoiceField()
    kind = forms.ChoiceField()
    number = forms.CharField(max_length=40, required=False)
    issued_by = forms.CharField(max_length=160, required=False)
    first = Day()
    last = Day(required=False)

    def said(self) -> dict[str, str]:
        return {"of": t("Của", "Whose"), "kind": t("Loại", "Kind")}

    def choose(self) -> None:
        self.fields["of"].choices = _lines([s.line for s in self.page.staff])  # type: ignore[attr-defined]
        self.fields["kind"].choices = _choices(CERTIFICATES)  # type: ignore[attr-defined]
        self.possible = len(self.fields["of"].choices) > 1  # type: ignore[attr-defined]

    def do(self, by: Actor) -> None:
        d = self.cleaned_data
        actions.add_certificate(
            staff_id=int(d["of"]), kind=d["kind"], number=d["number"], issued_by=d["issued_by"], by=by, on=self.on,
            **self.span(),
        )  # fmt: skip


class TeamForm(Act):
    title = Words("Thành lập tổ, đội", "Set up a team")
    kind = forms.ChoiceField()
    name_of = forms.CharField(max_length=160, required=False)
    act = forms.CharField(max_length=80, required=False)
    first = Day()

    def said(self) -> dict[str, str]:
        return {"kind": t("Loại", "Kind"), "name_of": t("Tên, nếu có tên riêng", "Name, if it has its own")}

    def choose(self) -> None:
        self.fields["kind"].choices = _choices(TEAMS)  # type: ignore[attr-defined]
        self.possible = self.page.has_teams

    def do(self, by: Actor) -> None:
        d = self.cleaned_data
        actions.set_up_team(
            agency_id=self.page.id, kind=d["kind"], name=d["name_of"], act=d["act"], first=d["first"], by=by, on=self.on
        )


class MemberForm(Act):
    title = Words("Thêm thành viên", "Add a member")
    of = forms.ChoiceField()
    name_of = forms.CharField(max_length=120)
    role = forms.ChoiceField()
    first = Day()

    def said(self) -> dict[str, str]:
        return {"of": t("Tổ, đội", "Team"), "name_of": t("Họ và tên", "Full name"), "role": t("Vai trò", "Role")}

    def choose(self) -> None:
        self.fields["of"].choices = _lines([x.line for x in self.page.teams])  # type: ignore[attr-defined]
        self.fields["role"].choices = _choices(ROLES)  # type: ignore[attr-defined]
        self.possible = len(self.fields["of"].choices) > 1  # type: ignore[attr-defined]

    def do(self, by: Actor) -> None:
        d = self.cleaned_data
        actions.add_member(team_id=int(d["of"]), name=d["name_of"], role=d["role"], first=d["first"], by=by, on=self.on)


class EndForm(Act):
    title = Words("Ghi ngày cuối", "Enter a last day")
    of = forms.ChoiceField()
    last = Day()

    def said(self) -> dict[str, str]:
        return {"of": t("Của", "Of")}

    def choose(self) -> None:
        found = [("", "—"), *((f"{kind}:{line.id}", f"{KINDS[kind]}: {line.title}") for kind, line in _open(self.page))]
        self.fields["of"].choices = found  # type: ignore[attr-defined]
        self.possible = len(found) > 1

    def do(self, by: Actor) -> None:
        kind, _, pk = self.cleaned_data["of"].partition(":")
        actions.end(kind=kind, pk=int(pk), last=after(self.cleaned_data["last"]), by=by, on=self.on)  # type: ignore[arg-type]


def _open(page: AgencyPage) -> list[tuple[str, Dated]]:
    found = [
        *(("place", p.line) for p in page.places),
        *(("staff", s.line) for s in page.staff),
        *(("certificate", c) for s in page.staff for c in s.certificates),
        *(("team", x.line) for x in page.teams),
        *(("member", m) for x in page.teams for m in x.members),
    ]
    return [(kind, line) for kind, line in found if line.last is None]


ACTS: dict[str, type[Act]] = {
    "co-so": PlaceForm,
    "suc-chua": CapacityForm,
    "nhan-su": StaffForm,
    "chung-chi": CertificateForm,
    "to": TeamForm,
    "thanh-vien": MemberForm,
    "ket-thuc": EndForm,
}
# Where an action's problem is shown, when the form's field has another name.
SHOWN_AT = {"name": "name_of", "title": "title_of"}
