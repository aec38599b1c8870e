"""Whether a number already belongs to somebody."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hoanhap.access.persons import decide_person
from hoanhap.access.rules import Actor
from hoanhap.kernel.lang import t
from hoanhap.people.models import IdentityPaper
from hoanhap.people.queries.scope import subject
from hoanhap.people.sealing import blind


def taken(numbers: Sequence[str], *, by: Actor, on: date, but: int | None = None) -> list[str]:
    """A sentence for each number that another file has; the file is named only to who may open it."""
    digests = [blind(number) for number in numbers if number]
    rows = IdentityPaper.objects.filter(blind__in=digests).exclude(person_id=but).exclude(person__state="erased")
    found = {paper.person_id: paper.person for paper in rows.select_related("person").order_by("id")}
    said = []
    for person in found.values():
        reached = decide_person(by, replace(subject(person, by, on), state="open"), None, on).allow
        if not reached:
            said.append(
                t(
                    "Số này đã có trong một hồ sơ do nơi khác quản lý. Đề nghị nơi đó xác nhận chuyển đi, "
                    "hoặc kiểm tra lại số.",
                    "This number is in a file kept elsewhere. Ask that office to confirm the departure, or check it.",
                )
            )
        elif person.state == "open":
            said.append(
                t(
                    "Số này đã có trong hồ sơ {code}. Mở hồ sơ đó thay vì ghi lại ở đây.",
                    "This number is in the file {code}. Open that file instead of writing it here.",
                    code=person.code,
                )
            )
        else:
            said.append(
                t(
                    "Số này đã có trong hồ sơ đã kết thúc {code}. Mở lại hồ sơ đó nếu cần.",
                    "This number is in the closed file {code}. Open that file again if it is needed.",
                    code=person.code,
                )
            )
    return said
