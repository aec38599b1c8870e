"""What the law's pathways say, against tables taken by hand from the notes; and what holds of every one of them."""

import re
import tomllib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.catalog import papers
from hoanhap.kernel.lang import Words
from hoanhap.law.loaded import HOUSE, law
from hoanhap.law.pathways import Pathway, Step, UnknownPathway
from hoanhap.law.pathways.checks import CHECKS

ALL = law().measures.versions
EACH = pytest.mark.parametrize("pathway", ALL, ids=lambda p: f"{p.code}/{p.version}")
R2014 = {
    "home", "community", "community-compulsory", "centre-voluntary", "private", "centre-compulsory", "education",
    "methadone", "aftercare-residence", "aftercare-centre",
}  # fmt: skip
R2022 = R2014 - {"community-compulsory", "aftercare-centre"} | {"centre-compulsory-minor", "user"}


# ---------------------------------------------------------------- what there is, and when
@pytest.mark.parametrize(
    ("on", "codes"),
    [
        (date(2014, 3, 1), R2014),
        (date(2019, 6, 30), R2014),
        (date(2021, 12, 31), R2014),
        (date(2022, 3, 24), R2022),
        (date(2026, 6, 30), R2022),
        (date(2026, 7, 1), R2022),
    ],
)
def test_every_pathway_of_the_regime_is_there(on: date, codes: set[str]) -> None:
    assert {p.code for p in law().pathways(on)} == codes


@pytest.mark.parametrize(
    ("code", "last", "before", "after"),
    [
        ("methadone", date(2016, 6, 30), "96-2012", "90-2016"),
        ("education", date(2016, 8, 14), "111-2013", "56-2016"),
        ("centre-compulsory", date(2016, 10, 31), "221-2013", "136-2016"),
        ("centre-voluntary", date(2018, 7, 4), "135-2004", "80-2018"),
        ("private", date(2018, 7, 4), "147-2003", "80-2018"),
        ("community", date(2021, 12, 31), "94-2010", "116-2021"),
        ("aftercare-residence", date(2021, 12, 31), "94-2009", "116-2021"),
        ("centre-compulsory", date(2023, 1, 31), "116-2021", "pl03-2022"),
        ("home", date(2026, 6, 30), "116-2021", "120-2025"),
        ("centre-compulsory", date(2026, 6, 30), "pl03-2022", "120-2025"),
    ],
)
def test_a_version_ends_on_its_last_day_and_the_next_begins(code: str, last: date, before: str, after: str) -> None:
    assert law().pathway(code, last).version == before
    assert law().pathway(code, last + timedelta(days=1)).version == after
    assert law().pathway_version(code, before).in_force(last)


@pytest.mark.parametrize(("code", "on"), [("nothing", date(2019, 1, 1)), ("community-compulsory", date(2022, 1, 1))])
def test_a_pathway_not_in_force_is_refused_in_words(code: str, on: date) -> None:
    with pytest.raises(UnknownPathway, match=code):
        law().pathway(code, on)


# ---------------------------------------------------------------- terms
@pytest.mark.parametrize(
    ("code", "on", "turn", "case", "least", "most", "verified"),
    [
        ("home", date(2019, 1, 1), 1, "", 6, 12, True),
        ("community", date(2019, 1, 1), 2, "", 6, 12, True),
        ("community-compulsory", date(2019, 1, 1), 1, "", 6, 12, True),
        ("centre-compulsory", date(2019, 1, 1), 1, "", 12, 24, True),
        ("centre-voluntary", date(2019, 1, 1), 1, "", 6, None, True),
        ("education", date(2019, 1, 1), 1, "", 3, 6, False),
        ("aftercare-residence", date(2019, 1, 1), 1, "", 12, 24, True),
        ("community", date(2024, 1, 1), 1, "", 6, 12, True),
        ("centre-compulsory-minor", date(2024, 1, 1), 1, "minor", 6, 12, True),
        ("aftercare-residence", date(2024, 1, 1), 1, "voluntary", 12, 12, True),
        ("aftercare-residence", date(2024, 1, 1), 1, "compulsory", 24, 24, True),
        ("user", date(2024, 1, 1), 1, "", 12, 12, True),
        ("home", date(2026, 7, 1), 1, "", 24, 24, True),
        ("home", date(2026, 7, 1), 2, "", 36, 36, True),
        ("private", date(2026, 7, 1), 3, "", 36, 36, True),
        ("centre-compulsory", date(2026, 7, 1), 2, "", 36, 36, True),
        ("aftercare-residence", date(2026, 7, 1), 1, "compulsory", 24, 24, True),
    ],
)
def test_the_term_is_the_one_the_law_sets(
    code: str, on: date, turn: int, case: str, least: int, most: int | None, verified: bool
) -> None:
    term = law().pathway(code, on).term(turn, case)
    assert term is not None
    assert (term.min, term.max, term.unit, term.verified) == (least, most, "months", verified)


def test_a_law_without_a_term_says_none() -> None:
    assert law().pathway("methadone", date(2019, 1, 1)).term() is None


def test_a_term_by_contract_is_kept_open_and_not_verified() -> None:
    """Without one nobody could ever have completed: `complete` waits for the end of the term."""
    voluntary = law().pathway("centre-voluntary", date(2017, 1, 1))
    term = voluntary.term()
    assert term and (term.min, term.max, term.starts, term.verified) == (1, None, ("admit",), False)
    assert "term-served" in {need.check for need in voluntary.step["complete"].needs}
    assert "within-term" not in {need.check for need in voluntary.step["admit"].needs}


# ---------------------------------------------------------------- the verified step machine of 2022, row by row
MACHINE = [  # step, forms of Phụ lục II, the clock that runs to it, amount, unit
    ("record-violation", ["Mẫu 27"], None, 0, ""),
    ("compile", ["Mẫu 27", "Mẫu 29", "Mẫu 30", "Mẫu 31"], "nd116.dossier", 5, "working_days"),
    ("notify", ["Mẫu 32"], None, 0, ""),
    ("read", [], "nd116.read", 3, "working_days"),
    ("send", [], "nd116.send", 1, "working_days"),
    ("send-court", ["Mẫu 34"], "nd116.check", 2, "working_days"),
    ("return", ["Mẫu 33"], "nd116.check", 2, "working_days"),
    ("fix", [], "nd116.fix", 2, "working_days"),
    ("answer", [], "nd116.answer", 2, "working_days"),
    ("interim-home", ["Mẫu 35", "Mẫu 36"], None, 0, ""),
    ("interim-place", ["Mẫu 37"], None, 0, ""),
    ("admit", ["Mẫu 40"], "xlvphc.escort", 5, "days"),
    ("search", ["Mẫu 41"], None, 0, ""),
    ("ask-postpone", ["Mẫu 42a", "Mẫu 42b"], "nd116.ask-postpone", 2, "working_days"),
    ("review", ["Mẫu 43", "Mẫu 44"], "nd116.review", 3, "months"),
    ("remove", ["Mẫu 45"], None, 0, ""),
    ("end-notice", [], None, 0, ""),
    ("complete", ["Mẫu 46"], None, 0, ""),
    ("leave-decision", ["Mẫu 49"], "nd116.leave", 1, "days"),
    ("health-check", [], "nd116.health-check", 6, "months"),
]


@pytest.mark.parametrize(("code", "forms", "clock", "amount", "unit"), MACHINE)
def test_the_step_machine_of_2022_is_verified(
    code: str, forms: list[str], clock: str | None, amount: int, unit: str
) -> None:
    step = law().pathway("centre-compulsory", date(2022, 6, 1)).step[code]
    assert step.verified and step.article
    assert sorted(step.forms) == forms
    if clock:
        rule = law().rule(clock, date(2022, 6, 1))
        assert clock in step.stops
        assert (rule.amount, rule.unit, rule.verified) == (amount, unit, True)


@pytest.mark.parametrize(
    ("clock", "on", "amount", "unit", "verified"),
    [
        ("nd94.verify", date(2019, 1, 1), 3, "working_days", True),
        ("nd94.decide", date(2019, 1, 1), 3, "days", True),
        ("nd94.meeting", date(2019, 1, 1), 3, "working_days", True),
        ("nd94.decide-compulsory", date(2019, 1, 1), 1, "working_days", False),
        ("nd221.read", date(2019, 1, 1), 5, "days", False),
        ("nd221.justice", date(2019, 1, 1), 5, "working_days", False),
        ("nd221.labour", date(2019, 1, 1), 7, "days", False),
        ("court.decide", date(2019, 1, 1), 15, "days", True),
        ("court.complain", date(2019, 1, 1), 3, "working_days", True),
        ("court.complain", date(2024, 1, 1), 5, "working_days", True),
        ("court.decide-complaint", date(2019, 1, 1), 7, "working_days", True),
        ("court.send", date(2024, 1, 1), 2, "working_days", True),
        ("court.hearing", date(2024, 1, 1), 7, "working_days", True),
        ("xlvphc.send", date(2019, 1, 1), 3, "days", True),
        ("xlvphc.education-lapse", date(2019, 1, 1), 6, "months", True),
        ("xlvphc.centre-lapse", date(2019, 1, 1), 12, "months", False),
        ("nd94-2009.write", date(2019, 1, 1), 2, "days", True),
        ("nd94-2009.appraise", date(2019, 1, 1), 3, "days", True),
        ("nd94-2009.answer", date(2019, 1, 1), 2, "days", True),
        ("nd96.decide", date(2015, 1, 1), 10, "working_days", False),
        ("nd90.name-clinic", date(2019, 1, 1), 2, "working_days", True),
        ("nd116.register", date(2024, 1, 1), 5, "working_days", True),
        ("nd116.decide", date(2024, 1, 1), 3, "working_days", True),
        ("nd116.full", date(2024, 1, 1), 3, "months", True),
        ("nd116.end-notice", date(2024, 1, 1), 15, "days", True),
        ("nd116.aftercare-file", date(2024, 1, 1), 3, "working_days", True),
        ("nd116.aftercare-decide", date(2024, 1, 1), 2, "working_days", True),
        ("nd116.aftercare-move", date(2024, 1, 1), 5, "working_days", True),
        ("nd105.verify", date(2024, 1, 1), 3, "working_days", True),
        ("nd120.meeting", date(2024, 1, 1), 7, "working_days", True),
        ("l120.decide-user", date(2026, 7, 1), 24, "hours", True),
        ("l120.read", date(2026, 7, 1), 3, "working_days", True),
        ("l120.send", date(2026, 7, 1), 1, "working_days", True),
        ("l120.execute", date(2026, 7, 1), 24, "hours", True),
        ("l120.private-present", date(2026, 7, 1), 2, "days", True),
    ],
)
def test_a_limit_is_as_the_notes_have_it(clock: str, on: date, amount: int, unit: str, verified: bool) -> None:
    rule = law().rule(clock, on)
    assert (rule.amount, rule.unit, rule.verified) == (amount, unit, verified)


@pytest.mark.parametrize(
    ("code", "on", "step"),
    [
        ("centre-compulsory", date(2019, 1, 1), "notify"),
        ("centre-compulsory", date(2019, 1, 1), "read"),
        ("centre-compulsory", date(2019, 1, 1), "send-justice"),
        ("centre-compulsory", date(2019, 1, 1), "send-court"),
        ("community-compulsory", date(2019, 1, 1), "exempt"),
        ("education", date(2019, 1, 1), "meet"),
        ("methadone", date(2015, 1, 1), "terminate"),
        ("aftercare-residence", date(2019, 1, 1), "list"),
        ("centre-compulsory", date(2026, 7, 1), "review"),
        ("home", date(2026, 7, 1), "violate"),
    ],
)
def test_what_was_not_recovered_says_so(code: str, on: date, step: str) -> None:
    found = law().pathway(code, on).step[step]
    assert not found.verified
    assert found.note.vi and found.note.en


def test_time_at_a_place_is_deducted_only_where_a_law_was_found_that_says_so() -> None:
    deducting = {(p.code, p.version, s.code) for p in ALL for s in p.steps if s.deducts}
    assert {version for _, version, _ in deducting} == {"116-2021", "pl03-2022"}
    assert {step for *_, step in deducting} == {"interim-place"}


# ---------------------------------------------------------------- what steps ask
@pytest.mark.parametrize(
    ("code", "on", "step", "needs"),
    [
        ("centre-compulsory", date(2015, 1, 1), "compile-resident", {"educated-for-addiction", "stable-residence"}),
        ("centre-compulsory", date(2019, 1, 1), "compile-resident", {"educated-within:24", "stable-residence"}),
        ("centre-compulsory", date(2019, 1, 1), "compile-no-residence", {"no-stable-residence", "within-limitation:3"}),
        ("centre-compulsory", date(2019, 1, 1), "reduce", {"served:1/2", "progress-or-merit"}),
        ("aftercare-residence", date(2019, 1, 1), "reduce", {"served:2/3", "progress-or-merit"}),
        ("community-compulsory", date(2019, 1, 1), "meet", {"quorum", "voted"}),
        ("community-compulsory", date(2019, 1, 1), "compile", {"not-under-education", "not-under-aftercare"}),
        ("methadone", date(2019, 1, 1), "terminate", {"methadone-broken"}),
        ("centre-compulsory", date(2022, 6, 1), "reduce", {"served:1/2", "cut-within:1-3", "rated-fair:3"}),
        ("centre-compulsory", date(2022, 6, 1), "suspend", {"in-hospital-over:10"}),
        ("centre-compulsory", date(2022, 6, 1), "leave-decision", {"leave-up-to:5"}),
        ("community", date(2022, 6, 1), "complete", {"stages-done:3", "term-served"}),
        ("community", date(2026, 7, 1), "complete", {"stages-done:5", "term-served"}),
        ("community", date(2026, 7, 1), "register", {"determined-within:6"}),
    ],
)
def test_a_step_asks_what_the_law_asks(code: str, on: date, step: str, needs: set[str]) -> None:
    assert needs <= {str(need) for need in law().pathway(code, on).step[step].needs}


def test_methadone_shields_from_the_compulsory_dossier() -> None:
    for pathway in (p for p in ALL if p.code.startswith("centre-compulsory")):
        compiling = [s for s in pathway.steps if s.code.startswith("compile")]
        assert compiling and all("not-on-methadone" in {n.check for n in s.needs} for s in compiling)
    education = law().pathway("education", date(2019, 1, 1)).step["compile"]
    assert "not-shielded-by-methadone" in {n.check for n in education.needs}


@pytest.mark.parametrize(
    ("code", "on", "sector", "level"),
    [
        ("officer-commune", date(2025, 2, 28), "labour", "commune"),
        ("officer-commune", date(2025, 3, 1), "police", "commune"),
        ("director", date(2025, 2, 28), "labour", "place"),
        ("director", date(2025, 3, 1), "police", "place"),
        ("labour-district", date(2019, 1, 1), "labour", "district"),
        ("labour-district", date(2025, 3, 1), "police", "province"),
        ("court", date(2025, 6, 30), "court", "district"),
        ("court", date(2025, 7, 1), "court", "region"),
        ("chairman-district", date(2030, 1, 1), "authority", "district"),
    ],
)
def test_an_office_changes_hands_on_its_day(code: str, on: date, sector: str, level: str) -> None:
    holder = law().measures.actors[code].at(on)
    assert (holder.sector, holder.level) == (sector, level)


def test_actors_are_of_sectors_the_country_has() -> None:
    table = tomllib.loads((HOUSE / "agencies.toml").read_text(encoding="utf-8"))
    known = {sector["code"] for sector in table["sector"]} | {"person", "facility"}
    assert {h.sector for a in law().measures.actors.values() for h in a.holders} <= known


# ---------------------------------------------------------------- what holds of every pathway
@EACH
def test_every_state_is_reached_and_every_open_one_is_left(pathway: Pathway) -> None:
    edges = {(before, step.to(before)) for step in pathway.steps for before in step.before}
    seen = {step.after for step in pathway.steps if not step.before}
    for _ in pathway.states:
        seen |= {after for before, after in edges if before in seen}
    leaving = {s.code for s in pathway.states if s.outcome}
    for _ in pathway.states:
        leaving |= {before for before, after in edges if after in leaving}
    assert seen == leaving == set(pathway.state)


@EACH
def test_it_can_be_completed_given_up_and_ended_by_death_custody_or_a_move(pathway: Pathway) -> None:
    outcomes = {state.outcome for state in pathway.states}
    assert {"completed", "died", "offence", "moved"} <= outcomes
    assert outcomes & {"cancelled", "quit", "refused"}
    if pathway.kind == "rehab":
        assert "converted" in outcomes


WALKS = st.sampled_from(ALL), st.lists(st.integers(0, 10_000), min_size=5, max_size=120)


@given(*WALKS)
def test_no_walk_comes_to_a_guarded_step_without_the_right(pathway: Pathway, choices: list[int]) -> None:
    """An oracle that knows nothing of graphs: it walks, and remembers what it did."""
    for taken, step in _walk(pathway, choices):
        for right in pathway.rights:
            if step.code in right.before and right.steps:
                assert set(right.steps) & set(taken), f"{step.code} without {right.code} after {taken}"


@given(*WALKS)
def test_no_walk_completes_while_a_limit_still_runs(pathway: Pathway, choices: list[int]) -> None:
    running: set[str] = set()
    for _, step in _walk(pathway, choices):
        running = (running - set(step.stops)) | set(step.starts)
        if step.after and pathway.state[step.after].outcome == "completed":
            assert not running


def _walk(pathway: Pathway, choices: list[int]) -> list[tuple[list[str], Step]]:
    state, taken, walked = "", list[str](), list[tuple[list[str], Step]]()
    for choice in choices:
        offered = pathway.offered(state)
        if not offered:
            break
        step = offered[choice % len(offered)]
        walked.append((list(taken), step))
        taken.append(step.code)
        state = step.to(state)
    return walked


@EACH
def test_rights_of_a_compulsory_pathway_are_there(pathway: Pathway) -> None:
    rights = {right.code for right in pathway.rights}
    if pathway.code.startswith("centre-compulsory"):
        assert {"notice", "reading", "complaint"} <= rights
    if pathway.code == "centre-compulsory-minor":
        assert {"parents", "represented"} <= rights
    if pathway.min_age is not None and pathway.min_age < 18 and pathway.kind in ("rehab", "treatment"):
        assert rights & {"represented", "consent"}


@EACH
def test_every_clock_exists_on_every_day_of_the_version(pathway: Pathway) -> None:
    first, last = pathway.valid_from, (pathway.valid_to or date(2027, 1, 1)) - timedelta(days=1)
    days = {first, last, *(first + timedelta(days=n) for n in range(0, (last - first).days, 7))}
    for step in pathway.steps:
        for code in step.clocks:
            assert all(law().rule(code, day) for day in days)


@EACH
def test_everything_has_a_source_words_and_a_reason_for_doubt(pathway: Pathway) -> None:
    said = [pathway, *pathway.terms, *pathway.rights, *pathway.steps]
    for thing in said:
        assert thing.source.strip()
        assert thing.verified or (thing.note.vi and thing.note.en)
    words: list[Words] = [pathway.title, *(x.title for x in (*pathway.states, *pathway.steps, *pathway.rights))]
    assert all(w.vi.strip() and w.en.strip() for w in words)


@EACH
def test_its_codes_fit_the_columns_that_keep_them(pathway: Pathway) -> None:
    assert len(pathway.code) <= 40 and len(pathway.version) <= 20
    assert all(len(s.code) <= 24 and len(s.outcome) <= 16 for s in pathway.states)
    assert all(len(s.code) <= 40 for s in pathway.steps)


@EACH
def test_its_papers_are_kinds_of_the_catalog_in_force_with_it(pathway: Pathway) -> None:
    for step in pathway.steps:
        for kind in step.papers:
            assert papers.paper(kind, on=pathway.valid_from)


def test_no_check_field_or_actor_is_idle() -> None:
    steps = [s for p in ALL for s in p.steps]
    assert {n.check for s in steps for n in s.needs} == set(CHECKS)
    assert {f.field.code for s in steps for f in s.fields} == set(law().measures.fields)
    named = {a.code for s in steps for a in (s.actor, s.recorder, *s.helpers)}
    assert named == set(law().measures.actors)


def test_no_limit_is_idle() -> None:
    """Except the two that belong to a person, not to a measure."""
    used = {code for p in ALL for s in p.steps for code in s.clocks}
    ours = ("nd94", "nd221", "xlvphc", "court", "pl01", "nd96", "nd90", "nd116", "nd105", "nd120", "l120")
    kept = {code for code in law().rules if code.split(".")[0].split("-")[0] in ours}
    assert kept - used == {"nd116.relatives", "l120.present"}


def test_nothing_in_the_pathways_names_hiv() -> None:
    """The register knows no such field; a grave illness is recorded by the number of its certificate."""
    for path in sorted((HOUSE / "pathways").glob("*.toml")):
        lines = [x for x in path.read_text(encoding="utf-8").splitlines() if not x.startswith(("#", "source"))]
        assert not re.search(r"\b(hiv|aids)\b", "\n".join(lines), re.IGNORECASE), path.name
