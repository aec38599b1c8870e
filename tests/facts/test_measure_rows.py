"""What the facts say of measures: a table of cases, each with the rows that follow; and what a relapse is."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hoanhap.facts.relations import BY_NAME
from hoanhap.facts.rules.rows import Row
from hoanhap.law.loaded import law
from hoanhap.pathways.rules.fact_rows import COMPLETERS, SETTINGS, Case, Found, Taken, Way, rows
from hoanhap.people.rules.facts import DrugTest, Home, Life, Stood, Used

D = date
A, B = 1, 2
LIFE = Life(
    "female",
    D(1990, 1, 1),
    homes=[Home(A, D(2010, 1, 1), D(2020, 10, 1), "moved"), Home(B, D(2020, 10, 1))],
    standings=[Stood("addict", D(2020, 1, 1))],
    uses=[Used("heroin", D(2020, 1, 1))],
)


def case(code: str = "community", version: str = "94-2010", **changes: Any) -> Case:
    """Registered on 2 July 2020, decided and begun on 8 July, in A; it goes on."""
    said: dict[str, Any] = {
        "way": Way(law().pathway_version(code, version)),
        "turn": 1,
        "whom": "voluntary",
        "commune": A,
        "opened_on": D(2020, 7, 2),
        "decided_on": D(2020, 7, 8),
        "starts_on": D(2020, 7, 8),
        "closed_on": None,
        "outcome": "",
    }
    return Case(**(said | changes))


FULL = ("community", "community", "first")
CASES = {
    "registered, decided, running": (
        case(steps=[Taken("register", D(2020, 7, 2)), Taken("decide", D(2020, 7, 8))]),
        [
            Row("application", A, D(2020, 7, 2), None, FULL),
            Row("measure", A, D(2020, 7, 8), None, (*FULL, "heroin", "started", "")),
        ],
    ),
    "registered, not decided": (
        case(decided_on=None, starts_on=None, steps=[Taken("register", D(2020, 7, 2))]),
        [Row("application", A, D(2020, 7, 2), None, FULL)],
    ),
    "taken back altogether": (case(decided_on=None, starts_on=None, closed_on=D(2020, 8, 1), outcome="cancelled"), []),
    "completed, with a certificate": (
        case(turn=2, closed_on=D(2021, 1, 8), outcome="completed", steps=[Taken("complete", D(2021, 1, 8))]),
        [
            Row("certificate", A, D(2021, 1, 8), None, ("community", "community", "repeated")),
            Row("measure", A, D(2020, 7, 8), D(2021, 1, 8),
                ("community", "community", "repeated", "heroin", "started", "completed")),
        ],
    ),
    "given up on the day it began": (
        case(closed_on=D(2020, 7, 8), outcome="quit"),
        [Row("measure", A, D(2020, 7, 8), D(2020, 7, 8), (*FULL, "heroin", "started", "quit"))],
    ),
    "another commune took it over": (
        case(commune=B, closed_on=D(2021, 1, 8), outcome="completed",
             steps=[Taken("hand-over", D(2020, 10, 2), B), Taken("take-over", D(2020, 10, 5)),
                    Taken("complete", D(2021, 1, 8))]),
        [
            Row("certificate", B, D(2021, 1, 8), None, FULL),
            Row("measure", A, D(2020, 7, 8), D(2020, 10, 5), (*FULL, "heroin", "started", "handed-over")),
            Row("measure", B, D(2020, 10, 5), D(2021, 1, 8), (*FULL, "heroin", "taken-over", "completed")),
        ],
    ),
    "handed over, not yet taken": (
        case(steps=[Taken("hand-over", D(2020, 10, 2), B)]),
        [Row("measure", A, D(2020, 7, 8), None, (*FULL, "heroin", "started", ""))],
    ),
    "methadone begins with the treatment: the law sets no term": (
        case("methadone", "90-2016", starts_on=None, steps=[Taken("apply", D(2020, 7, 2))]),
        [
            Row("application", A, D(2020, 7, 2), None, ("methadone", "methadone", "first")),
            Row("measure", A, D(2020, 7, 8), None, ("methadone", "methadone", "first", "heroin", "started", "")),
        ],
    ),
    "a court's decision is no application, and without admission nothing began": (
        case("centre-compulsory", "136-2016", starts_on=None, steps=[Taken("apply", D(2020, 7, 8))]),
        [],
    ),
    "aftercare at residence": (
        case("aftercare-residence", "94-2009", closed_on=D(2021, 7, 8), outcome="completed",
             steps=[Taken("complete", D(2021, 7, 8))]),
        [
            Row("certificate", A, D(2021, 7, 8), None, ("aftercare-residence", "residence", "first")),
            Row("aftercare", A, D(2020, 7, 8), D(2021, 7, 8), ("aftercare-residence", "started", "completed")),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_measure(name: str) -> None:
    one, wanted = CASES[name]
    assert rows(LIFE, [one], []) == wanted


DONE = case(closed_on=D(2021, 1, 8), outcome="completed")
AGAIN = Found(D(2021, 6, 1), "addicted", "heroin")
RELAPSES: dict[str, tuple[Life, list[Case], list[Found], list[tuple[date, str, str]]]] = {
    "a completer found addicted": (LIFE, [DONE], [AGAIN], [(D(2021, 6, 1), "community", "heroin")]),
    "found twice, relapsed once": (
        LIFE, [DONE], [AGAIN, Found(D(2021, 9, 1), "addicted", "opium")], [(D(2021, 6, 1), "community", "heroin")],
    ),
    "found before the end, or on its day": (
        LIFE, [DONE], [Found(D(2020, 7, 1), "addicted", "heroin"), Found(D(2021, 1, 8), "addicted", "heroin")], [],
    ),
    "never completed": (LIFE, [case(closed_on=D(2021, 1, 8), outcome="quit")], [AGAIN], []),
    "methadone makes no completer of the register": (
        LIFE, [case("methadone", "90-2016", closed_on=D(2021, 1, 8), outcome="completed")], [AGAIN], [],
    ),
    "a positive test is no relapse": (
        replace(LIFE, tests=[DrugTest(D(2021, 6, 1), "urine", "sudden", "positive", "heroin")]),
        [DONE], [], [],
    ),
    "found not addicted": (LIFE, [DONE], [Found(D(2021, 6, 1), "not_addicted", "")], []),
    "a finding that names no substance needs use on record": (
        LIFE, [DONE], [Found(D(2021, 6, 1), "addicted", "")], [],
    ),
    "use on record since": (
        replace(LIFE, uses=[*LIFE.uses, Used("opium", D(2021, 5, 1))]),
        [DONE], [Found(D(2021, 6, 1), "addicted", "")], [(D(2021, 6, 1), "community", "several")],
    ),
    "completed twice, relapsed after each": (
        LIFE,
        [DONE, case("home", closed_on=D(2022, 1, 8), outcome="completed", turn=2)],
        [AGAIN, Found(D(2022, 3, 1), "addicted", "opium")],
        [(D(2021, 6, 1), "community", "heroin"), (D(2022, 3, 1), "home", "opium")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RELAPSES)
def test_a_relapse_is_a_completer_who_uses_and_is_determined(name: str) -> None:
    life, cases, findings, wanted = RELAPSES[name]
    found = [row for row in rows(life, cases, findings) if row.relation == "relapse"]
    assert [(row.start, row.value("kind"), row.value("substance")) for row in found] == wanted
    assert all(row.unit == life.commune_on(row.start) for row in found)


def test_every_pathway_has_its_place_and_says_what_registers_and_certifies() -> None:
    for version in law().measures.versions:
        way = Way(version)
        assert version.code in SETTINGS
        assert (way.applies & set(version.step) != set()) == (
            version.code in {"home", "community", "centre-voluntary", "private", "methadone"}
        ), version.code
        assert bool(way.certifies) == (version.kind in ("rehab", "education", "aftercare")), version.code
    assert set(BY_NAME["measure"].column["kind"].codes) > COMPLETERS
