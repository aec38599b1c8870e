"""draft → proposed → approved: who takes a step is asked elsewhere, whether it can be taken is here."""

from typing import Final

from hoanhap.kernel.lang import Words
from hoanhap.law.classification.judging import Judgement
from hoanhap.law.classification.shape import Scorecard

NONE: Final = "none"
NONE_TITLE = Words("Không thuộc loại nào", "In none of the classes")
STATES = {
    "": Words("Chưa làm", "Not begun"),
    "draft": Words("Đang làm", "In preparation"),
    "proposed": Words("Chờ duyệt", "Waiting for approval"),
    "approved": Words("Đã duyệt", "Approved"),
}
STEPS = {  # step → (from, to, title)
    "propose": ("draft", "proposed", Words("Đề xuất", "Proposed")),
    "back": ("proposed", "draft", Words("Trả lại", "Returned")),
    "approve": ("proposed", "approved", Words("Duyệt", "Approved")),
    "reopen": ("approved", "draft", Words("Mở lại", "Opened again")),
}
MOST = 10**12


def class_title(card: Scorecard, code: str) -> str:
    if code == NONE:
        return str(NONE_TITLE)
    found = card.of_class.get(code)
    return str(found.title) if found else ""


def computed(judged: Judgement) -> str:
    """What the figures justify; empty while they do not say."""
    if not judged.sure:
        return ""
    return judged.found.code if judged.found else NONE
