"""Which acts were in force when. A regime is only the name of a span; what a case follows is read at a date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.kernel.dates import in_force
from hoanhap.kernel.lang import Words

ABOUT = {
    "core": Words("luật gốc", "core law"),
    "home_community": Words("cai nghiện tại gia đình, cộng đồng", "rehabilitation at home and in the community"),
    "voluntary_centre": Words("cai nghiện tự nguyện tại cơ sở", "voluntary rehabilitation at a centre"),
    "compulsory": Words("đưa vào cơ sở cai nghiện bắt buộc", "compulsory rehabilitation"),
    "court": Words("trình tự tại Tòa án", "court procedure"),
    "commune_education": Words("giáo dục tại xã, phường, thị trấn", "commune education"),
    "aftercare": Words("quản lý sau cai nghiện", "aftercare"),
    "methadone": Words("điều trị thay thế", "substitution treatment"),
    "determination": Words("xác định tình trạng nghiện", "determination of addiction"),
    "user_management": Words("quản lý người sử dụng trái phép", "management of users"),
    "support": Words("hỗ trợ, kinh phí", "support and money"),
    "reporting": Words("thống kê, báo cáo", "statistics and reports"),
    "government": Words("phân cấp, tổ chức", "powers and organisation"),
}


@dataclass(frozen=True, slots=True)
class Regime:
    code: str
    title: Words
    valid_from: date
    valid_to: date | None
    source: str
    verified: bool
    note: Words = Words("", "")


@dataclass(frozen=True, slots=True)
class Act:
    """A law, decree or circular. `amends`: the codes of the acts it changes."""

    code: str
    title: Words
    about: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    source: str
    verified: bool
    amends: tuple[str, ...] = ()
    note: Words = Words("", "")


@dataclass(frozen=True, slots=True)
class Transition:
    """What becomes of one case of CASES that was under way on `at`: it `follows` the "old" law or the "new"."""

    code: str
    at: date
    case: str
    follows: str
    title: Words
    article: str
    source: str
    verified: bool
    note: Words = Words("", "")


CASES = {
    "running": Words("biện pháp đang thi hành", "a measure being carried out"),
    "next": Words("biện pháp kế tiếp", "the measure that follows"),
    "undecided": Words("hồ sơ đã lập, chưa quyết định", "a dossier opened and not decided"),
    "abolished": Words("biện pháp luật mới không còn", "a measure the new law no longer has"),
}


def law_date(transitions: Sequence[Transition], *, opened_on: date, decided_on: date | None = None, on: date) -> date:
    """The day at which a measure reads its law: that of its decision, for good; a new law does not change its term.

    While undecided it reads the law of its opening, unless a law that came since takes up open dossiers
    (Luật 120/2025/QH15, Điều 56); across one that does not (Luật 73/2021/QH14) it is decided by the law of its opening,
    too. The measure that follows it (aftercare) is another measure and reads its own.
    """
    until = on if decided_on is None else decided_on
    since = [x for x in transitions if opened_on < x.at <= until]
    if any(x.case == "undecided" and x.follows == "new" for x in since):
        return until
    return opened_on if since or decided_on is None else decided_on


def acts_on(acts: Sequence[Act], on: date, about: str = "") -> tuple[Act, ...]:
    return tuple(a for a in acts if in_force(on, a.valid_from, a.valid_to) and (not about or about in a.about))
