"""Facts for the tests of this room's rules: somebody of whom nothing special is known, and shorthand for histories."""

from datetime import date
from typing import Any

from hoanhap.law.loaded import law
from hoanhap.pathways.rules.engine import Taken, take
from hoanhap.pathways.rules.facts import CaseFacts, Found, Lived, PlaceFacts

COMMUNE, OTHER_COMMUNE = 7, 8
DAY = date(2020, 7, 2)
ADDICTED = Found(date(2020, 6, 29), "addicted", frozenset({"heroin"}))


def person(**changes: Any) -> CaseFacts:
    """Thirty-one years old, lives in the commune, found addicted to heroin three days ago."""
    usual: dict[str, Any] = {
        "on": DAY,
        "birth_year": 1989,
        "born_on": date(1989, 3, 4),
        "communes": frozenset({COMMUNE}),
        "residences": (Lived(COMMUNE, "permanent", date(2010, 1, 1)),),
        "determinations": (ADDICTED,),
        "place": PlaceFacts(1, "centre", True, 10, 3),
    }
    return CaseFacts(**{**usual, **changes})


class Story:
    """A measure step by step, as the actions will carry it, without a database."""

    def __init__(self, pathway: str, opened: date, **facts: Any) -> None:
        self.pathway = law().pathway(pathway, opened)
        self.facts = person(**facts)
        self.last: Taken | None = None

    def take(self, code: str, on: date, given: dict[str, Any] | None = None, **changes: Any) -> Taken:
        from dataclasses import replace

        now = self.last.now if self.last else None
        step = self.pathway.step[code]
        limits = self.pathway.term(1, "")
        self.facts = replace(
            self.facts,
            on=on,
            limits=(limits.min, limits.max) if limits else None,
            term=f"{limits.min}–{limits.max}" if limits else "",
            starts_on=now.starts_on if now else None,
            ends_on=now.ends_on if now else None,
            term_days=now.term_days if now else 0,
            **changes,
        )
        words = {r.field.code: "lời" for r in step.fields if r.field.type == "words"}
        versions = {self.pathway.version: self.pathway}
        self.last = take(
            law(), versions, self.pathway, code, self.facts, given=given or {}, words=words, today=date(2026, 1, 1)
        )
        self.facts = replace(self.facts, done=(*self.facts.done, self.last.done))
        return self.last
