"""One round tells everything: what could not be read, and what the act refuses whatever that may have said."""

import pytest
from django import forms

from hoanhap.access.errors import Problems
from hoanhap.access.forms import Asking
from hoanhap.access.models import User
from hoanhap.ui.fields import Day

pytestmark = pytest.mark.django_db
KNOWN = "an"


class Entry(Asking):
    name = forms.CharField(max_length=10)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")])
    first = Day()
    last = Day(required=False)

    def labels(self):
        return {}

    def enter(self):
        """Refuses a name that is there, a `b` without a last day, and a last day before the first."""
        said, found = self.cleaned_data, Problems()
        if said["name"] == KNOWN:
            found.add("named", "đã có")
        if said["kind"] == "b" and said["last"] is None:
            found.add("last", "thiếu")
        if said["last"] and said["last"] < said["first"]:
            found.add("last", "trước ngày đầu")
        found.stop()
        return User.objects.create(username=said["name"])


def told(**typed):
    form = Entry({"name": "binh", "kind": "a", "first": "1/3/2020", **typed})
    assert form.carry(form.enter, at=lambda name: "name" if name == "named" else name) is not bool(form.errors)
    return {name: list(map(str, said)) for name, said in form.errors.items()}


def test_what_is_right_is_done_and_what_is_not_is_told_with_what_could_not_be_read():
    assert told() == {} and User.objects.count() == 1
    found = told(name=KNOWN, first="31/2/2020")
    assert set(found) == {"name", "first"} and found["name"] == ["đã có"]
    assert set(told(name=KNOWN, kind="", first="x")) == {"name", "kind", "first"}
    assert told(kind="b", first="") == {"first": ["Cần điền mục này."], "last": ["thiếu"]}
    assert User.objects.count() == 1, "asking writes nothing"


@pytest.mark.parametrize("typed", [{"first": "x", "last": "1/1/2020"}, {"kind": "c"}, {"kind": "b", "last": "x"}])
def test_nothing_is_told_that_hinges_on_what_could_not_be_read(typed):
    wrong = {name for name in typed if typed[name] in ("x", "c")}
    assert set(told(**typed)) == wrong


def test_two_days_that_can_be_read_are_compared_beside_another_field_that_cannot():
    assert told(name="tên quá dài để ghi", last="1/1/2020")["last"] == ["trước ngày đầu"]


@pytest.mark.parametrize("wrong", [ValueError, OverflowError, None])
def test_an_act_that_falls_over_a_made_up_day_or_writes_at_once_is_no_fault_of_the_officer(wrong):
    form = Entry({"name": "binh", "kind": "a", "first": "x"})

    def act():
        if wrong:
            raise wrong
        return User.objects.create(username="binh")

    assert not form.carry(act)
    assert set(form.errors) == {"first"} and not User.objects.exists()
