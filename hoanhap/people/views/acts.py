"""What can be written in a file: one row of this table is one form, its action, and who is offered it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hoanhap.access.persons import K
from hoanhap.access.rules import Actor
from hoanhap.kernel.lang import Words
from hoanhap.people import actions
from hoanhap.people.actions.agencies import agency
from hoanhap.people.forms import entries
from hoanhap.people.forms.fields import Offering
from hoanhap.people.queries import PersonPage


def correct(*, code: str, revision: int, by: Actor, on: date, **who: Any) -> None:
    """As `actions.correct`, from a form's fields."""
    actions.correct(code=code, identity=actions.Identity(**who), revision=revision, by=by, on=on)


WRITERS = frozenset({"own", "resident", "patient"})  # who keeps the file, each in what its post may write


@dataclass(frozen=True)
class Act:
    """`needs`: the class that the post must write; None when the relation alone decides. `short`: within its group."""

    name: str
    group: str
    title: Words
    short: Words
    done: Words
    form: type[Offering]
    run: Callable[..., Any]
    needs: K | None = K.REHAB
    relations: frozenset[str] = WRITERS
    undoes: bool = False  # ends, withdraws or takes back what is there: offered apart
    danger: bool = False

    def offered(self, page: PersonPage) -> bool:
        decision = page.decision
        return decision.relation in self.relations and (self.needs is None or self.needs in decision.write)


GROUPS = {
    "course": Words("Theo dõi", "Follow"),
    "support": Words("Hỗ trợ", "Support"),
    "identity": Words("Thông tin của người", "Who the person is"),
    "home": Words("Nơi ở", "Residence"),
    "end": Words("Hồ sơ", "The file"),
}
OWN = frozenset({"own"})
ARRIVING = frozenset({"arriving"})
HELPING = frozenset({"assigned", "own", "resident"})
ACTS = (
    Act("den-o", "home", Words("Xác nhận đến ở", "Confirm the arrival"),
        Words("đến ở", "arrival"),
        Words("Đã xác nhận đến ở; hồ sơ nay thuộc xã này.", "The arrival is confirmed; the file is now yours."),
        entries.Arrive, actions.arrive, None, ARRIVING),
    Act("khong-den", "home", Words("Xác nhận không đến", "Nobody came"),
        Words("không đến", "nobody came"),
        Words("Đã báo không có người này đến.", "The other commune is told that nobody came."),
        entries.Sure, actions.not_arrived, None, ARRIVING),
    Act("xet-nghiem", "course", Words("Ghi xét nghiệm", "Enter a test"),
        Words("xét nghiệm", "test"), Words("Đã ghi kết quả xét nghiệm.", "The test is entered."),
        entries.Test, actions.record_test),
    Act("chat", "course", Words("Ghi chất sử dụng", "Enter a substance"),
        Words("chất sử dụng", "substance"), Words("Đã ghi chất sử dụng.", "The substance is entered."),
        entries.Use, actions.record_use),
    Act("thoi-chat", "course", Words("Ghi thôi sử dụng một chất", "End a substance"),
        Words("thôi một chất", "end a substance"), Words("Đã ghi thôi sử dụng.", "The end is entered."),
        entries.EndUse, actions.end_use, undoes=True),
    Act("dien", "course", Words("Đổi diện quản lý", "Change the standing"),
        Words("diện quản lý", "standing"), Words("Đã ghi diện quản lý.", "The standing is entered."),
        entries.Standing, actions.set_standing),
    Act("tham", "course", Words("Ghi lần thăm", "Enter a visit"),
        Words("lần thăm", "visit"), Words("Đã ghi lần thăm.", "The visit is entered."),
        entries.Visit, actions.log_visit, None, HELPING),
    Act("ghi-chu", "course", Words("Ghi chú", "Enter a note"),
        Words("ghi chú", "note"), Words("Đã ghi chú.", "The note is entered."),
        entries.Note, actions.add_note),
    Act("nhu-cau", "support", Words("Ghi nhu cầu", "Enter a need"),
        Words("nhu cầu", "need"), Words("Đã ghi nhu cầu hỗ trợ.", "The need is entered."),
        entries.Need, actions.record_need),
    Act("ho-tro", "support", Words("Ghi hỗ trợ", "Enter support"),
        Words("hỗ trợ", "support"), Words("Đã ghi hỗ trợ.", "The support is entered."),
        entries.Support, actions.give_support),
    Act("rut-nhu-cau", "support", Words("Rút nhu cầu", "Withdraw a need"),
        Words("rút nhu cầu", "withdraw a need"), Words("Đã rút nhu cầu.", "The need is withdrawn."),
        entries.WithdrawNeed, actions.withdraw_need, undoes=True),
    Act("phan-cong", "support", Words("Phân công người giúp đỡ", "Assign a helper"),
        Words("người giúp đỡ", "helper"), Words("Đã phân công người giúp đỡ.", "The helper is assigned."),
        entries.Assign, actions.assign),
    Act("thoi-phan-cong", "support", Words("Kết thúc phân công", "End an assignment"),
        Words("thôi người giúp đỡ", "end a helper"), Words("Đã kết thúc phân công.", "The assignment has ended."),
        entries.EndAssignment, actions.end_assignment, undoes=True),
    Act("sua", "identity", Words("Sửa thông tin", "Correct"),
        Words("sửa thông tin", "correct"), Words("Đã sửa thông tin.", "It is corrected."),
        entries.Correct, correct, K.IDENTITY),
    Act("giay-to", "identity", Words("Thêm giấy tờ", "Add a paper"),
        Words("giấy tờ", "paper"), Words("Đã ghi giấy tờ.", "The paper is entered."),
        entries.Paper, actions.add_paper, K.IDENTITY),
    Act("bo-giay-to", "identity", Words("Bỏ giấy tờ ghi nhầm", "Remove a wrong paper"),
        Words("bỏ giấy tờ ghi nhầm", "wrong paper"), Words("Đã bỏ giấy tờ ghi nhầm.", "The paper is removed."),
        entries.RemovePaper, actions.remove_paper, K.IDENTITY, undoes=True),
    Act("ten-khac", "identity", Words("Thêm tên gọi khác", "Add another name"),
        Words("tên khác", "another name"), Words("Đã ghi tên gọi khác.", "The name is entered."),
        entries.Alias, actions.add_alias, K.IDENTITY),
    Act("lien-he", "identity", Words("Thêm người thân, điện thoại", "Add a relative, a telephone"),
        Words("người thân, điện thoại", "relative, telephone"), Words("Đã ghi liên hệ.", "The contact is entered."),
        entries.Contact, actions.add_contact, K.IDENTITY),
    Act("thoi-lien-he", "identity", Words("Thôi một liên hệ", "End a contact"),
        Words("thôi một liên hệ", "end a contact"), Words("Đã thôi liên hệ.", "The contact has ended."),
        entries.EndContact, actions.end_contact, K.IDENTITY, undoes=True),
    Act("noi-o", "home", Words("Ghi nơi ở mới trong xã", "Another home in the commune"),
        Words("nơi ở mới", "new home"), Words("Đã ghi nơi ở.", "The home is entered."),
        entries.Settle, actions.settle, K.IDENTITY, OWN),
    Act("roi-di", "home", Words("Xác nhận rời đi", "Confirm a departure"),
        Words("rời đi", "departure"), Words("Đã xác nhận rời đi.", "The departure is confirmed."),
        entries.Leave, actions.leave, K.IDENTITY, OWN),
    Act("ket-thuc", "end", Words("Kết thúc quản lý hồ sơ", "Close the file"),
        Words("kết thúc hồ sơ", "close the file"),
        Words("Hồ sơ đã kết thúc và ra khỏi danh sách.", "The file is closed and off the list."),
        entries.Close, actions.close, relations=OWN, danger=True),
)  # fmt: skip
BY_NAME = {act.name: act for act in ACTS}

# ---------------------------------------------------------------- from what was typed to the words of an action
ROWS = frozenset({"paper", "contact", "use", "need", "assignment", "post"})  # chosen by the number of a row
AGENCIES = {"agency": "agency_id", "organisation": "organisation_id"}


def words_of(typed: dict[str, Any], *, by: Actor, on: date) -> dict[str, Any]:
    """The form's fields as an action's arguments. A commune that was typed is the caller's to find."""
    said: dict[str, Any] = {}
    for name, value in typed.items():
        if name in ROWS:
            said[f"{name}_id"] = int(value) if value else None
        elif name in AGENCIES:
            said[AGENCIES[name]] = agency(place=value, by=by, on=on)
        elif name == "last":
            said["valid_to"] = value + timedelta(days=1) if value else None
        else:
            said[name] = value
    return said
