"""Whole cases as plain values: what is loaded in bulk. Each thing is judged as on its own day."""

from dataclasses import dataclass
from datetime import date, datetime

from hoanhap.pathways.rules.facts import Value


@dataclass(frozen=True, slots=True)
class FindingDraft:
    """A determination by somebody certified on that day."""

    on: date
    result: str
    clinician_id: int
    substances: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step that an agency recorded. `case`: which measure of the history; `pathway`: named by the step that opens."""

    case: int
    step: str
    on: date
    agency_id: int
    given: tuple[tuple[str, Value], ...] = ()
    pathway: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class History:
    """What happened to one person, oldest first."""

    person_id: int
    events: tuple[FindingDraft | StepDraft, ...]
