"""The states of a submission and the only steps between them; docs/generated/states.md is drawn from here."""

from dataclasses import dataclass
from enum import StrEnum

from hoanhap.kernel.lang import Words


class State(StrEnum):
    NONE = "none"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    APPROVED = "approved"
    CORRECTED = "corrected"


TITLES: dict[State, Words] = {
    State.NONE: Words("Chưa có", "Nothing yet"),
    State.DRAFT: Words("Đang soạn", "Draft"),
    State.SUBMITTED: Words("Đã gửi", "Sent"),
    State.RETURNED: Words("Trả lại", "Returned"),
    State.ACCEPTED: Words("Đã nhận", "Accepted"),
    State.APPROVED: Words("Đã duyệt", "Approved"),
    State.CORRECTED: Words("Đã đính chính", "Corrected"),
}

OPEN = frozenset({State.NONE, State.DRAFT, State.RETURNED})
SENT = frozenset({State.SUBMITTED, State.ACCEPTED, State.APPROVED, State.CORRECTED})
COUNTED = frozenset({State.ACCEPTED, State.APPROVED, State.CORRECTED})  # what an official total adds up
SEALED = frozenset({State.APPROVED, State.CORRECTED})
ALONE = frozenset({"commune", "centre", "department"})  # levels below which nobody answers


@dataclass(frozen=True, slots=True)
class Step:
    """`by`: the permission it asks. `apex`: only at the top of a province (True), only below it (False), anywhere."""

    name: str
    sources: frozenset[State]
    target: State
    by: str
    title: Words
    reason: bool = False
    apex: bool | None = None


STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step("submit", OPEN, State.SUBMITTED, "submission.submit", Words("Gửi", "Send")),
        Step(
            "withdraw", frozenset({State.SUBMITTED}), State.DRAFT, "submission.withdraw", Words("Rút lại", "Withdraw")
        ),
        Step(
            "return",
            frozenset({State.SUBMITTED, State.ACCEPTED}),
            State.RETURNED,
            "submission.review",
            Words("Trả lại", "Return"),
            reason=True,
        ),
        Step("accept", frozenset({State.SUBMITTED}), State.ACCEPTED, "submission.review", Words("Nhận", "Accept")),
        Step(
            "approve",
            frozenset({State.SUBMITTED}),
            State.APPROVED,
            "submission.approve",
            Words("Duyệt và niêm phong", "Approve and seal"),
            apex=True,
        ),
        Step(
            "seal",
            frozenset({State.ACCEPTED}),
            State.APPROVED,
            "",
            Words("Niêm phong theo cấp trên", "Sealed from above"),
        ),
        Step(
            "correct",
            frozenset({State.APPROVED, State.CORRECTED, State.SUBMITTED}),
            State.CORRECTED,
            "correction.decide",
            Words("Đính chính", "Correct"),
            reason=True,
        ),
    )
}


class IllegalStep(Exception):
    """The step does not start from this state. `str()` is a sentence for the person who asked."""


def target(name: str, state: State | str, *, apex: bool = False) -> State:
    """The state after the step, or IllegalStep."""
    step, now = STEPS[name], State(state)
    if now not in step.sources or (step.apex is not None and step.apex != apex):
        raise IllegalStep(
            str(
                Words(
                    f"Không thể “{step.title.vi.lower()}” khi biểu đang ở trạng thái “{TITLES[now].vi.lower()}”. "
                    "Có thể người khác vừa làm bước này: tải lại trang để xem trạng thái mới.",
                    f"Cannot “{step.title.en.lower()}” while the form is “{TITLES[now].en.lower()}”. "
                    "Someone else may just have taken this step: reload the page to see the new state.",
                )
            )
        )
    return step.target
