"""Every check of the law's vocabulary, met and not met."""

from dataclasses import replace
from datetime import date

import pytest

from hoanhap.law.pathways.checks import CHECKS
from hoanhap.law.pathways.shape import Need
from hoanhap.pathways.rules.checks import FUNCTIONS, refusal
from hoanhap.pathways.rules.facts import (
    CaseFacts,
    Done,
    DrugTest,
    Found,
    Lived,
    Noted,
    Other,
    PlaceFacts,
    Stage,
)
from tests.pathways.cases import COMMUNE, DAY, OTHER_COMMUNE, person

D = date
MAY, JUNE = ((D(2020, m, 1), "positive", frozenset({"heroin"})) for m in (5, 6))
HEROIN = frozenset({"heroin"})
METH = frozenset({"methamphetamine"})
YOUNG: dict[str, object] = {"birth_year": 2003, "born_on": D(2003, 7, 3)}  # 16 on the day; 17 the day after


def other(pathway: str, kind: str, **changes: object) -> Other:
    usual = Other(pathway, kind, False, True, "", D(2020, 1, 6))
    return replace(usual, **changes)  # type: ignore[arg-type]


def finished(pathway: str, kind: str, on: date) -> Other:
    return other(pathway, kind, open=False, outcome="completed", closed_on=on)


def lives(kind: str, commune: int = COMMUNE) -> dict[str, object]:
    return {"residences": (Lived(commune, kind, D(2019, 1, 1)),)}


def results_of(*results: tuple[date, str, frozenset[str]]) -> dict[str, object]:
    return {"tests": tuple(DrugTest(*r) for r in results)}


def hospital(since: date) -> dict[str, object]:
    return {"events": (Noted("hospital", since),)}


def given(**facts: object) -> dict[str, object]:
    return {"given": facts}


Facts = dict[str, object]
METHADONE: Facts = {"others": (other("methadone", "treatment"),)}
INTERIM: Facts = {"done": (Done(1, "interim-give", DAY),)}
ENDED: Facts = {"done": (Done(1, "interim-give", DAY), Done(2, "interim-end", DAY))}
ASKED: Facts = {"others": (other("methadone", "treatment", begun=False),)}
CENTRE: Facts = {"others": (other("centre-compulsory", "rehab", residential=True),)}
EDUCATED: Facts = {"others": (finished("education", "education", D(2018, 7, 10)),)}
TERM: Facts = {"starts_on": D(2019, 7, 1), "ends_on": D(2020, 7, 2), "term_days": 366}

# check, what is met, what is not
TABLE: list[tuple[str, dict[str, object], dict[str, object]]] = [
    ("age-from:16", YOUNG, YOUNG | {"on": D(2019, 7, 2)}),
    ("age-under:17", YOUNG, YOUNG | {"on": D(2020, 7, 3)}),
    ("resident", {}, lives("permanent", OTHER_COMMUNE)),
    ("stable-residence", lives("temporary"), lives("unstable")),
    ("no-stable-residence", {"residences": ()}, {}),
    ("capable", {}, given(capable=False)),
    ("not-shielded-parent:36", given(pregnant=False), given(raising_child=True)),
    ("addicted", {}, {"determinations": (Found(D(2020, 6, 29), "addicted", HEROIN, certified=False),)}),
    ("determined-within:6", {}, {"on": D(2020, 12, 30)}),
    ("opioid", {}, {"determinations": (Found(DAY, "addicted", METH),)}),
    ("not-declared", {}, {"others": (other("community", "rehab"),)}),
    ("no-detox-at-home", given(no_detox_at_home=True), given(no_detox_at_home=False)),
    ("used-drugs", results_of((DAY, "positive", HEROIN)), results_of((DAY, "negative", frozenset()))),
    ("violation-recorded", {"papers": frozenset({"minutes-violation"})}, {}),
    ("within-limitation:3", given(last_use_on="2020-04-02"), given(last_use_on="2020-04-01")),
    ("limitation-over:3", given(last_use_on="2020-04-01"), given(last_use_on="2020-04-02")),
    ("not-on-methadone", ASKED, METHADONE),
    ("not-shielded-by-methadone", METHADONE | given(other_offence=True), METHADONE),
    ("not-under-education", {}, {"others": (other("education", "education"),)}),
    ("not-under-aftercare", {}, {"others": (other("aftercare-residence", "aftercare"),)}),
    ("not-for-the-centre", {}, CENTRE),
    ("no-residential-measure", {"others": (finished("centre-compulsory", "rehab", DAY),)}, CENTRE),
    ("no-open-rehab", METHADONE, CENTRE),
    ("educated-for-addiction", EDUCATED, {}),
    ("educated-within:24", EDUCATED, {"others": (finished("education", "education", D(2018, 6, 28)),)}),
    ("completed-rehab", {"others": (finished("home", "rehab", D(2020, 7, 2)),)}, CENTRE),
    ("completed-compulsory", {"others": (finished("centre-compulsory", "rehab", D(2020, 7, 1)),)}, EDUCATED),
    ("ending-compulsory", CENTRE, {"others": (other("centre-compulsory", "rehab", begun=False),)}),
    ("high-risk", given(high_risk=True), {}),
    ("compulsory-ground", given(ground_116="used"), {}),
    ("represented", YOUNG | {"represented": True}, YOUNG),
    ("parents-heard", YOUNG | {"papers": frozenset({"parents-opinion"})}, YOUNG),
    ("consent-under-15", YOUNG | {"on": D(2018, 7, 3)}, YOUNG | {"on": D(2018, 7, 2)}),
    ("waived", {"papers": frozenset({"minutes-reading"})}, {}),
    ("family-consents", given(family_consent=True), given(family_consent=False)),
    ("dossier-complete", {"wanted": {"resume": "x"}, "papers": frozenset({"resume"})}, {"wanted": {"resume": "x"}}),
    (
        "quorum",
        given(quorum=("labour", "police", "health", "front", "village")),
        given(quorum=("labour", "police", "health", "front")),
    ),
    ("voted", given(votes_for=2, votes_against=2), given(votes_for=3)),
    ("within-term", {"limits": (6, 12)} | given(months=6), {"limits": (6, 12), "term": "6–12"} | given(months=13)),
    ("place-open", {"place_kinds": frozenset({"centre"})}, {"place_kinds": frozenset({"clinic"})}),
    ("bed-free", {"place": PlaceFacts(1, "centre", True, 3, 2)}, {"place": PlaceFacts(1, "centre", True, 3, 3)}),
    ("place-full", {"place": PlaceFacts(1, "centre", True, 3, 3)}, {"place": PlaceFacts(1, "centre", True, 3, 2)}),
    ("no-interim", ENDED, INTERIM),
    ("interim-runs", {"done": (Done(1, "interim-home", DAY),)}, {}),
    ("term-served", TERM | {"on": D(2020, 7, 1)}, TERM | {"on": D(2020, 6, 30)}),
    ("served:1/2", TERM | {"on": D(2019, 12, 31)}, TERM | {"on": D(2019, 12, 30)}),
    ("progress-or-merit", {"events": (Noted("merit", DAY),)}, {"events": (Noted("leave", DAY),)}),
    ("merit", {"events": (Noted("merit", DAY),)}, {"events": (Noted("progress", DAY),)}),
    ("cut-within:1-3", given(cut_months=3), given(cut_months=4)),
    ("left-at-least:3", {"ends_on": D(2020, 10, 2)}, {"ends_on": D(2020, 10, 1)}),
    ("stages-done:1", {"stays": (Stage("detox", D(2020, 1, 1), DAY),)}, {"stays": (Stage("detox", D(2020, 1, 1)),)}),
    ("in-hospital-over:10", hospital(D(2020, 6, 21)), hospital(D(2020, 6, 22))),
    ("leave-up-to:5", given(until="2020-07-06"), given(until="2020-07-07")),
    (
        "rated-fair:3",
        {"events": tuple(Noted("rating", D(2020, m, 28), code="fair") for m in (4, 5, 6))},
        {"events": tuple(Noted("rating", D(2020, m, 28), code=c) for m, c in ((4, "good"), (5, "poor"), (6, "good")))},
    ),
    (
        "methadone-broken",
        given(methadone_ground="opioid") | results_of(MAY, JUNE),
        given(methadone_ground="other-drug") | results_of(MAY),
    ),
    ("health-certificate", given(certificate_no="12", certificate_level="district"), given(certificate_no="12")),
    ("postpone-ground", given(postpone_ground="hardship"), given(postpone_ground="illness")),
    ("exempt-ground", given(exempt_ground="illness", certificate_no="12"), {}),
    ("ground-over", given(ground_until="2020-07-01"), given(ground_until="2020-07-02")),
]  # fmt: skip


def _need(text: str) -> Need:
    return Need(*text.split(":"))


def test_the_functions_are_those_the_law_may_name_and_no_others() -> None:
    assert set(FUNCTIONS) == set(CHECKS) == {need.split(":")[0] for need, *_ in TABLE}


@pytest.mark.parametrize(("need", "met", "unmet"), TABLE, ids=[row[0] for row in TABLE])
def test_a_check_says_nothing_when_met_and_why_when_not(
    need: str, met: dict[str, object], unmet: dict[str, object]
) -> None:
    assert refusal(_need(need), person(**met)) is None
    said = refusal(_need(need), person(**unmet))
    assert said
    assert "{" not in said
    assert said.startswith(CHECKS[_need(need).check].refuses.vi.split("{")[0].strip())


def test_a_person_born_on_29_february_comes_of_age_on_1_march() -> None:
    leap = {"birth_year": 2000, "born_on": D(2000, 2, 29)}
    assert refusal(_need("age-from:18"), person(**leap, on=D(2018, 2, 28)))
    assert refusal(_need("age-from:18"), person(**leap, on=D(2018, 3, 1))) is None


def test_a_birth_known_by_its_year_counts_as_the_last_day_of_it() -> None:
    year = {"birth_year": 2002, "born_on": None}
    assert refusal(_need("age-from:18"), person(**year, on=D(2020, 12, 30)))
    assert refusal(_need("age-from:18"), person(**year, on=D(2020, 12, 31))) is None


def test_a_finding_of_the_future_or_one_taken_back_by_a_later_one_is_no_addiction() -> None:
    later = (Found(D(2020, 7, 3), "addicted", HEROIN),)
    undone = (Found(D(2020, 6, 1), "addicted", HEROIN), Found(D(2020, 7, 1), "not_addicted"))
    for found in (later, undone):
        assert refusal(_need("addicted"), person(determinations=found))


def test_the_reason_follows_the_sentence_of_the_law() -> None:
    facts: CaseFacts = person(**YOUNG)
    assert refusal(_need("age-from:18"), facts) == "Chưa đủ 18 tuổi (sinh 03/7/2003)"
    assert refusal(_need("quorum"), person(given={"quorum": ("police", "health")})) == (
        "Cuộc họp thiếu thành phần: cán bộ LĐTBXH, Mặt trận Tổ quốc, trưởng thôn, tổ dân phố"
    )
