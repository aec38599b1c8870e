"""The law, read once from `law/` and asked by code and date."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from hoanhap.kernel.dates import format_date, in_force
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.toml.problems import FileErrors, Problem
from hoanhap.law import grammar, loading
from hoanhap.law import regimes as dated
from hoanhap.law.bases import Basis
from hoanhap.law.calendars import Calendar
from hoanhap.law.classification import loading as scorecard_files
from hoanhap.law.classification.shape import Scorecard
from hoanhap.law.clocks import Rule
from hoanhap.law.parameters import Parameter, Value
from hoanhap.law.pathways import loading as pathway_files
from hoanhap.law.pathways.shape import Pathway, Pathways
from hoanhap.law.regimes import Act, Regime, Transition

__all__ = ["HOUSE", "Law", "LawErrors", "Problem", "Unknown", "law", "load"]

HOUSE = Path(__file__).resolve().parents[2] / "law"
T = TypeVar("T")


class LawErrors(FileErrors):
    head = Words("Các tệp luật có {n} lỗi:", "The files of the law have {n} mistakes:")


class Unknown(LookupError):
    """No such code, or nothing in force under it on that day."""


@dataclass(frozen=True, eq=False)
class Law:
    """Everything `law/` says about regimes, values, days and limits."""

    regimes: tuple[Regime, ...]
    acts: tuple[Act, ...]
    transitions: tuple[Transition, ...]
    parameters: Mapping[str, Parameter]
    calendar: Calendar
    rules: Mapping[str, tuple[Rule, ...]]
    measures: Pathways = field(default_factory=Pathways)
    bases: tuple[Basis, ...] = ()
    scorecards: tuple[Scorecard, ...] = ()

    def regime(self, on: date) -> Regime:
        return _found((r for r in self.regimes if in_force(on, r.valid_from, r.valid_to)), "", on)

    def regime_of(self, code: str) -> Regime:
        return _found((r for r in self.regimes if r.code == code), code)

    def acts_on(self, on: date, about: str = "") -> tuple[Act, ...]:
        """The acts in force; `about`: a word of `regimes.ABOUT`."""
        return dated.acts_on(self.acts, on, about)

    def law_date(self, *, opened_on: date, decided_on: date | None = None, on: date) -> date:
        """The day at which a measure reads its law: see `regimes.law_date`."""
        return dated.law_date(self.transitions, opened_on=opened_on, decided_on=decided_on, on=on)

    def scorecard(self, code: str) -> Scorecard:
        return _found((s for s in self.scorecards if s.code == code), code)

    def rule(self, code: str, on: date) -> Rule:
        return _found((r for r in self.rules.get(code, ()) if in_force(on, r.valid_from, r.valid_to)), code, on)

    def pathway(self, code: str, on: date) -> Pathway:
        """The version in force; a measure that was decided reads `pathway_version` instead. Raises UnknownPathway."""
        return self.measures.of(code, on)

    def pathway_version(self, code: str, version: str) -> Pathway:
        return self.measures.version(code, version)

    def pathways(self, on: date) -> tuple[Pathway, ...]:
        return self.measures.on(on)

    def parameter(self, code: str, on: date, province: str = "") -> Value:
        """The value in force; a province's own comes before the nation's."""
        known = self.parameters.get(code)
        value = known.on(on, province) if known else None
        return _found([value] if value else [], code, on)


def _found(things: Iterable[T], code: str, on: date | None = None) -> T:
    for thing in things:
        return thing
    raise Unknown(
        t(
            "Luật không có “{code}” áp dụng ngày {day}",
            "The law has no “{code}” in force on {day}",
            code=code,
            day=format_date(on),
        )
        if on and code
        else t("Luật không có “{x}”", "The law has no “{x}”", x=code or (on and format_date(on)))
    )


@lru_cache(maxsize=4)
def law(folder: Path = HOUSE) -> Law:
    """The law of this installation. Files are read at start-up; a change of them needs a restart."""
    return load(folder)


def load(folder: Path) -> Law:
    """Raises LawErrors: every mistake of every file at once."""
    sources = {pattern: loading.read_all(folder, pattern) for pattern in grammar.FILES}
    regimes, acts, transitions = loading.regimes(sources["regimes.toml"])
    parameters = loading.parameters(sources["parameters/*.toml"])
    calendar = loading.calendar(sources["calendars/*.toml"])
    rules = loading.rules(sources["clocks/*.toml"])
    bases = loading.bases(sources["bases.toml"])
    problems = [p for group in sources.values() for source in group for p in source.problems]
    measures, unsound = pathway_files.load(folder / "pathways", rules, {r.code for r in regimes})
    scorecards, wrong = scorecard_files.load(folder / "classification")
    if problems or unsound or wrong:
        raise LawErrors([*problems, *unsound, *wrong])
    return Law(regimes, acts, transitions, parameters, calendar, rules, measures, bases, scorecards)
