"""Which of the steps that the law allows now is offered first: what leads on, not what goes wrong."""

from datetime import date

import pytest

from hoanhap.law.loaded import law
from hoanhap.pathways.rules.course import is_exception, leads_on

DAY = date(2020, 6, 1)
ALL = [
    law().pathway_version(p.code, p.version) for year in range(2014, 2027) for p in law().pathways(date(year, 12, 1))
]


@pytest.mark.parametrize(
    ("pathway", "state", "step", "on", "exception"),
    [
        ("centre-compulsory", "compiling", "notify", True, False),
        ("centre-compulsory", "compiling", "interim-give", False, False),
        ("centre-compulsory", "at-labour", "send-court", True, False),
        ("centre-compulsory", "at-labour", "labour-return", False, False),
        ("centre-compulsory", "to-execute", "postpone", False, False),
        ("centre-compulsory", "postponed", "resume", True, False),
        ("centre-compulsory", "in-centre", "escape", False, False),
        ("centre-compulsory", "escaped", "return", True, False),
        ("centre-compulsory", "in-centre", "remove", False, False),
        ("centre-compulsory", "in-centre", "complete", True, False),
        ("community", "running", "review", False, False),
        ("community", "running", "hand-over", False, False),
        ("community", "running", "quit", False, True),
        ("community", "running", "die", False, True),
    ],
)
def test_a_step_leads_on_goes_round_or_is_an_exception(
    pathway: str, state: str, step: str, on: bool, exception: bool
) -> None:
    found = law().pathway(pathway, DAY)
    assert (leads_on(found, state, found.step[step]), is_exception(found, state, found.step[step])) == (on, exception)


def test_from_every_opening_of_every_version_some_way_leads_to_the_meant_end() -> None:
    for found in ALL:
        for step in found.offered(""):
            assert step.to("") in found.left, (found.code, found.version, step.code)
