"""Papers of a case: which class a paper belongs to, who sees it and who reads it, how a draft is kept. Pure."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from enum import IntEnum

from hoanhap.access.persons import K, PersonDecision
from hoanhap.catalog.paper_kinds import PaperKind
from hoanhap.documents.official import Given
from hoanhap.kernel.dates import BadDate, parse_date
from hoanhap.law.pathways.shape import Pathway
from hoanhap.pathways.rules.sight import Sight, class_of, class_of_step, sight

WORKS = frozenset({"own", "resident", "patient", "named"})  # relations of who works with the case

# How a paper names the form of the measure, inside a sentence.
FORMS = {
    "home": "tại gia đình",
    "community": "tại cộng đồng",
    "community-compulsory": "tại cộng đồng",
    "centre-voluntary": "tại cơ sở cai nghiện",
    "private": "tại cơ sở cai nghiện",
    "centre-compulsory": "tại cơ sở cai nghiện bắt buộc",
    "centre-compulsory-minor": "tại cơ sở cai nghiện bắt buộc",
    "aftercare-residence": "tại nơi cư trú",
    "aftercare-centre": "tại cơ sở quản lý sau cai nghiện",
    "education": "tại xã, phường, thị trấn",
}


class Shown(IntEnum):
    """NOTHING: it does not exist for this reader. ROW: kind, number, day and agency. WORDS: all it says."""

    NOTHING = 0
    ROW = 1
    WORDS = 2


def class_of_paper(kind: str, pathways: Iterable[Pathway], on: date) -> K:
    """By the steps that call for it, of the measure's pathway or, without one, of all: a paper that only legal steps
    call for is a legal decision; one of treatment alone is health's; the rest is rehabilitation's."""
    laws = tuple(pathways)
    steps = [(law, step) for law in laws for step in law.steps if kind in step.papers]
    found = {class_of_step(law, step, on) for law, step in steps}
    if not found and len({law.code for law in laws}) == 1:
        return class_of(laws[0])
    return found.pop() if len(found) == 1 else K.REHAB


def shown(decision: PersonDecision, k: K, *, own: bool) -> Shown:
    """`own`: the reader's office made the paper. Words name the person, so they are for who may read the name."""
    worked_with = own and decision.relation in WORKS
    if sight(decision, k) < Sight.DATES and not worked_with:
        return Shown.NOTHING
    return Shown.WORDS if names(decision) and (k in decision.read or worked_with) else Shown.ROW


def names(decision: PersonDecision) -> bool:
    """Whether the reader may see the name in full, at once or for a stated reason."""
    for_a_reason = K.IDENTITY in decision.asks and decision.masked.get(K.IDENTITY) == "initials"
    return K.IDENTITY in decision.read or for_a_reason


# ---------------------------------------------------------------- a draft
def write_draft(given: Mapping[str, Given]) -> str:
    """What an officer wrote into a draft, as it is sealed. What was issued is kept as it is printed instead."""
    said = {code: value.isoformat() if isinstance(value, date) else value for code, value in given.items()}
    return json.dumps({"given": said}, ensure_ascii=False, sort_keys=True, default=list)


def changed(kind: PaperKind, known: Mapping[str, Given], given: Mapping[str, Given]) -> dict[str, Given]:
    """What an officer wrote otherwise than the file has it: the rest follows the file until the paper is issued."""
    return {
        field.code: given.get(field.code)
        for field in kind.asked
        if plain(given.get(field.code)) != plain(known.get(field.code))
    }


def plain(value: Given) -> str:
    """A value as a form shows it: a line each."""
    if value is None:
        return ""
    if isinstance(value, str | int | date):
        return str(value).replace("\r\n", "\n").strip()
    return "\n".join(map(str, value)).strip()


def read_draft(kind: PaperKind, text: str) -> dict[str, Given]:
    """Empty for a draft that nobody wrote in yet; days are days again."""
    said: dict[str, Given] = json.loads(text)["given"] if text else {}
    types = {field.code: field.type for field in kind.asked}
    return {code: _read(types[code], value) for code, value in said.items() if code in types}


def _read(type_: str, value: Given) -> Given:
    if type_ == "date" and isinstance(value, str) and value:
        try:
            return parse_date(value)
        except BadDate:
            return None
    return value
