"""When a paper may be drafted, issued and revoked: every reason at once. And the digest of what was issued."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.catalog.paper_kinds import PaperKind
from hoanhap.kernel.dates import format_date, in_force
from hoanhap.kernel.lang import Words, t

STATES = {
    "draft": Words("bản thảo", "draft"),
    "issued": Words("đã phát hành", "issued"),
    "revoked": Words("đã thu hồi", "revoked"),
}
SIGNER_MOST, REASON_MOST = 120, 200
# What must never stand in a coded fact: a paper's row is read by rooms that may not know who it is about.
_CODED = (bool, int, float, date, type(None))
_CODE_MOST = 60


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """Who would issue: `level` of its unit, `kind` authority, department, centre …"""

    name: str
    sector: str
    kind: str
    level: str


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A paper as it stands."""

    state: str
    dated: date
    issued_on: date | None = None
    content: bool = False


# ---------------------------------------------------------------- drafting
def draft_problems(kind: PaperKind, agency: AgencyFacts, facts: Mapping[str, object]) -> Iterator[str]:
    if not issues(kind, agency):
        yield t(
            "{agency} không phát hành loại giấy tờ này: {kind}.",
            "{agency} does not issue this paper: {kind}.",
            agency=agency.name,
            kind=kind.words,
        )
    for name, value in facts.items():
        if not isinstance(value, _CODED) and not (isinstance(value, str) and len(value) <= _CODE_MOST):
            yield t(
                "“{name}” không phải là mã, số hay ngày. Lời văn để trong nội dung niêm phong.",
                "“{name}” is not a code, a number or a date. Words belong in the sealed content.",
                name=name,
            )


def issues(kind: PaperKind, agency: AgencyFacts) -> bool:
    """Whether an agency of this sector and level makes such papers. What a person files, any agency takes in."""
    if kind.made_by == "person":
        return True
    levels = {agency.level}
    if agency.kind == "centre":
        levels = {"centre"}
    if agency.sector == "health":
        levels = {agency.level, "clinic"} | ({"centre"} if agency.kind == "centre" else set())
    return agency.sector in kind.sector and bool(levels & set(kind.level))


# ---------------------------------------------------------------- issuing and revoking
def issue_problems(
    kind: PaperKind, paper: PaperFacts, signer: str, signing: str, ways: Sequence[str], on: date
) -> Iterator[str]:
    yield from _in_state(paper, "draft", t("phát hành", "be issued"))
    if not paper.content:
        yield t("Chưa có nội dung. Soạn nội dung rồi phát hành.", "There is no content. Write it, then issue.")
    if on < paper.dated:
        yield t(
            "Ngày phát hành {on} trước ngày soạn {dated}.",
            "It would be issued on {on}, before it was drafted on {dated}.",
            on=format_date(on),
            dated=format_date(paper.dated),
        )
    if not in_force(on, kind.valid_from, kind.valid_to):
        yield t(
            "Mẫu giấy tờ này không còn hiệu lực ngày {on}. Bỏ bản thảo và soạn lại theo mẫu đang dùng.",
            "This form is not in force on {on}. Discard the draft and write it by the form in use.",
            on=format_date(on),
        )
    if not signer.strip() and kind.made_by != "person":
        yield t("Thiếu họ tên người ký.", "The signer's name is missing.")
    if len(signer) > SIGNER_MOST:
        yield t("Họ tên người ký dài quá {n} chữ.", "The signer's name is over {n} characters.", n=SIGNER_MOST)
    if signing not in ways:
        yield t(
            "Loại giấy tờ này không ký “{way}”. Chọn một trong: {ways}.",
            "This paper is not signed “{way}”. Choose one of: {ways}.",
            way=signing,
            ways=", ".join(ways),
        )


def day_problems(day: date, on: date, last: date | None) -> Iterator[str]:
    """Numbers follow days: nothing is dated into the future, or behind the paper numbered last."""
    if day > on:
        yield t("Ngày ký {day} chưa đến.", "The day of signing {day} has not come.", day=format_date(day))
    if last and day < last:
        yield t(
            "Số trước trong sổ đã cấp ngày {last}: ngày ký không được sớm hơn.",
            "The number before it was given on {last}: it cannot be signed before that.",
            last=format_date(last),
        )


def ways(kind: PaperKind, authority: bool) -> tuple[str, ...]:
    """How it may be signed, the usual way first. By order (TL.) signs only who belongs to a People's Committee."""
    found = tuple(way for way in kind.signs if authority or way != "by_order")
    return found or (kind.made_by,)


def revoke_problems(paper: PaperFacts, reason: str, on: date) -> Iterator[str]:
    yield from _in_state(paper, "issued", t("thu hồi", "be revoked"))
    if not reason.strip():
        yield t("Ghi lý do thu hồi.", "Write why it is revoked.")
    if len(reason) > REASON_MOST:
        yield t("Lý do dài quá {n} chữ. Rút gọn lại.", "The reason is over {n} characters. Shorten it.", n=REASON_MOST)
    if paper.issued_on and on < paper.issued_on:
        yield t(
            "Ngày thu hồi {on} trước ngày phát hành {issued}.",
            "It would be revoked on {on}, before it was issued on {issued}.",
            on=format_date(on),
            issued=format_date(paper.issued_on),
        )


def replacement_problems(other: PaperFacts) -> Iterator[str]:
    if other.state != "issued":
        yield t(
            "Giấy tờ thay thế {state}. Phát hành giấy tờ đó trước.",
            "The paper that replaces it is {state}. Issue that one first.",
            state=STATES[other.state],
        )


def rewrite_problems(paper: PaperFacts) -> Iterator[str]:
    yield from _in_state(paper, "draft", t("sửa", "be changed"))


def _in_state(paper: PaperFacts, wanted: str, act: str) -> Iterator[str]:
    if paper.state != wanted:
        yield t(
            "Giấy tờ {state}, không {act} được nữa.",
            "The paper is {state} and cannot {act}.",
            state=STATES[paper.state],
            act=act,
        )


# ---------------------------------------------------------------- what was issued
def digest(head: Mapping[str, object], content: bytes) -> str:
    """Of the facts around a paper and of its content as it is kept, sealed: of what is sealed it tells nothing."""
    told = json.dumps(head, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode()
    return hashlib.sha256(b"%d:%s%s" % (len(told), told, content)).hexdigest()
