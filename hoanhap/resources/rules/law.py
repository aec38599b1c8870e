"""What the law asks of who determines addiction and of who reviews a case, as `law/means.toml` has it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from hoanhap.kernel.dates import format_date, in_force
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.toml.grammar import Key
from hoanhap.kernel.toml.problems import FileErrors
from hoanhap.kernel.toml.reading import Source, Tables, entries, read
from hoanhap.resources.rules.words import CERTIFICATES, PROFESSIONS, ROLES

_TABLES: Tables = {"[[determine]]": ("[[quorum]]",), "[[quorum]]": ()}
_BOTH = {
    "code": Key("code", required=True),
    "valid_from": Key("date", required=True),
    "valid_to": Key("date"),
    "article": Key("text", required=True),
    "verified": Key("flag", required=True),
    "note": Key("text"),
}
_DETERMINE = {
    **_BOTH,
    "professions": Key("words_of", required=True, among=tuple(PROFESSIONS)),
    "certificates": Key("words_of", required=True, among=tuple(CERTIFICATES)),
}
_QUORUM = {**_BOTH, "roles": Key("words_of", required=True, among=tuple(ROLES))}


class MeansErrors(FileErrors):
    head = Words("law/means.toml có {n} lỗi:", "law/means.toml has {n} mistakes:")


@dataclass(frozen=True, slots=True)
class Determine:
    """Who may determine addiction over [valid_from, valid_to): one of these professions, all of these certificates."""

    code: str
    valid_from: date
    article: str
    verified: bool
    professions: tuple[str, ...]
    certificates: tuple[str, ...]
    valid_to: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whose presence a meeting of the working team needs."""

    code: str
    valid_from: date
    article: str
    verified: bool
    roles: tuple[str, ...]
    valid_to: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Needs:
    determine: tuple[Determine, ...]
    quorums: tuple[Quorum, ...]

    def determiners(self, on: date) -> Determine | None:
        return next((d for d in self.determine if in_force(on, d.valid_from, d.valid_to)), None)

    def quorum(self, on: date) -> Quorum | None:
        return next((q for q in self.quorums if in_force(on, q.valid_from, q.valid_to)), None)


def load(path: Path) -> Needs:
    """Raises MeansErrors: every mistake at its line."""
    source = read(path, _TABLES)
    determine = _dated(source, "determine", _DETERMINE, lambda v: Determine(**v))
    quorums = _dated(source, "quorum", _QUORUM, lambda v: Quorum(**v))
    if source.problems:
        raise MeansErrors(source.problems)
    return Needs(tuple(determine), tuple(quorums))


_Dated = TypeVar("_Dated", Determine, Quorum)


def _dated(source: Source, name: str, keys: dict[str, Key], made: Callable[[dict[str, Any]], _Dated]) -> list[_Dated]:
    """The rows in order of time; two in force on one day contradict each other."""
    whole = {key for key, wanted in keys.items() if wanted.required}
    rows = [(i, made(v)) for i, v in enumerate(entries(source, (name,), keys)) if whole <= v.keys()]
    rows.sort(key=lambda row: row[1].valid_from)
    for (_, one), (i, other) in zip(rows, rows[1:], strict=False):
        if one.valid_to is None or other.valid_from < one.valid_to:
            source.wrong(
                (name, i, "valid_from"),
                t("Trùng ngày với “{code}”", "In force together with “{code}”", code=one.code),
                t("Cho bản trước một valid_to không sau ngày này", "Give the earlier one a valid_to not after this"),
            )
    return [row for _, row in rows]


# ---------------------------------------------------------------- asked of people
@dataclass(frozen=True, slots=True)
class CertificateFacts:
    kind: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """Who is asked about. The span is that of their work at the agency."""

    name: str
    profession: str
    valid_from: date
    valid_to: date | None
    certificates: tuple[CertificateFacts, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """`reasons` is empty for a yes. `article` is empty when no rule of that day is known."""

    reasons: tuple[str, ...]
    article: str = ""
    verified: bool = False
    note: str = ""

    @property
    def allow(self) -> bool:
        return not self.reasons


def may_determine(staff: StaffFacts, rule: Determine | None, on: date) -> Answer:
    """Whether this person may determine addiction on this day, with every reason why not."""
    if rule is None:
        return Answer(
            (
                t(
                    "Chưa có quy định về người xác định tình trạng nghiện của ngày {day} trong dữ liệu pháp luật.",
                    "The law data have no rule for {day} on who determines addiction.",
                    day=format_date(on),
                ),
            )
        )
    reasons = []
    if not in_force(on, staff.valid_from, staff.valid_to):
        reasons.append(
            t("{name} không làm việc ở đây ngày {day}.", "{name} does not work here on {day}.",
              name=staff.name, day=format_date(on))
        )  # fmt: skip
    if staff.profession not in rule.professions:
        reasons.append(
            t("{name} không phải là {wanted}.", "{name} is not a {wanted}.",
              name=staff.name, wanted=_or([PROFESSIONS[p] for p in rule.professions]))
        )  # fmt: skip
    held = {c.kind for c in staff.certificates if in_force(on, c.valid_from, c.valid_to)}
    for kind in rule.certificates:
        if kind not in held:
            reasons.append(
                t("{name} không có “{what}” còn hiệu lực ngày {day}.", "{name} has no “{what}” in force on {day}.",
                  name=staff.name, what=CERTIFICATES[kind], day=format_date(on))
            )  # fmt: skip
    return Answer(tuple(reasons), rule.article, rule.verified, rule.note)


def quorate(present: Collection[str], rule: Quorum | None, on: date) -> Answer:
    """Whether those present (roles) are enough for the working team to review a case."""
    if rule is None:
        return Answer((), note=t("Ngày {day} không có quy định về thành phần họp trong dữ liệu pháp luật.",
                                 "The law data have no quorum for {day}.", day=format_date(on)))  # fmt: skip
    missing = [ROLES[role] for role in rule.roles if role not in present]
    reasons = tuple(t("Vắng: {role}.", "Absent: {role}.", role=role) for role in missing)
    return Answer(reasons, rule.article, rule.verified, rule.note)


def _or(words: Sequence[Words]) -> str:
    said = [str(w)[:1].lower() + str(w)[1:] for w in words]
    return t(" hoặc ", " or ").join(said)
