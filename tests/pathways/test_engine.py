"""Measures carried step by step under the real law: what starts, what ends, what is refused and why."""

from datetime import date, datetime
from typing import Any

import pytest

from hoanhap.kernel.dates import VIETNAM
from hoanhap.law.loaded import law
from hoanhap.pathways.rules.engine import Unmet, offered
from hoanhap.pathways.rules.facts import Found, Lived, Other, PlaceFacts
from tests.pathways.cases import COMMUNE, Story, person

D = date
NO_HOME: dict[str, Any] = {
    "residences": (Lived(COMMUNE, "unstable", D(2019, 1, 1)),),
    "determinations": (Found(D(2019, 10, 25), "addicted", frozenset({"heroin"})),),
}


def community(**facts: Any) -> Story:
    """Registered on Thursday 2 July 2020, as on the reference page of the face."""
    story = Story("community", D(2020, 7, 2), **facts)
    story.take("register", D(2020, 7, 2), {"rehab_before": 0, "no_detox_at_home": True})
    return story


def running() -> Story:
    story = community()
    story.take("propose", D(2020, 7, 6))
    story.take("decide", D(2020, 7, 8), {"months": 6})
    return story


def court() -> Story:
    """A person without stable residence, put forward to the court."""
    opened = D(2019, 11, 4)
    story = Story("centre-compulsory", opened, **NO_HOME)
    story.take("compile-no-residence", opened, {"last_use_on": "2019-10-20", "capable": True})
    return story


def refused(story: Story, step: str, on: date, given: dict[str, Any] | None = None, **changes: Any) -> list[str]:
    with pytest.raises(Unmet) as found:
        story.take(step, on, given, **changes)
    return [r.sentence for r in found.value.refusals]


# ---------------------------------------------------------------- clocks
def test_registering_gives_the_team_three_working_days_and_tells_each_of_them() -> None:
    [clock] = community().last.started  # type: ignore[union-attr]
    assert (clock.code, clock.answer.due) == ("nd94.verify", D(2020, 7, 7))  # type: ignore[union-attr]
    assert clock.due_at == datetime(2020, 7, 8, tzinfo=VIETNAM)
    assert [s.date for s in clock.answer.steps if s.counted] == [D(2020, 7, 3), D(2020, 7, 6), D(2020, 7, 7)]  # type: ignore[union-attr]


def test_proposing_stops_the_first_clock_and_starts_the_chairmans() -> None:
    story = community()
    taken = story.take("propose", D(2020, 7, 6))
    assert [c.code for c in taken.stopped] == ["nd94.verify"]
    assert [(c.code, c.answer.due) for c in taken.started] == [("nd94.decide", D(2020, 7, 9))]  # type: ignore[union-attr]


def test_deciding_starts_the_term_whose_end_is_the_day_after_its_last() -> None:
    now = running().last.now  # type: ignore[union-attr]
    assert (now.decided_on, now.starts_on, now.ends_on) == (D(2020, 7, 8), D(2020, 7, 8), D(2021, 1, 9))
    assert now.term_days == 184


def test_a_review_starts_the_next_one() -> None:
    story = running()
    taken = story.take("review", D(2020, 8, 6), {"rating": "good"})
    assert [c.started_by for c in taken.stopped] == [3]
    assert [c.answer.due for c in taken.started] == [D(2020, 9, 7)]  # type: ignore[union-attr]  # the 6th is a Sunday


def test_nothing_runs_on_after_the_end() -> None:
    story = running()
    story.take("die", D(2020, 7, 20))
    assert story.last and not story.last.now.open
    assert [c.code for c in story.last.now.clocks if c.runs] == []
    assert refused(story, "review", D(2020, 8, 1), {"rating": "good"})[0].startswith("Biện pháp đã kết thúc")


def test_a_clock_keeps_the_law_of_the_measure_after_that_law_has_gone() -> None:
    story = Story("community", D(2021, 12, 1))
    story.take("register", D(2021, 12, 1), {"rehab_before": 0, "no_detox_at_home": True})
    story.take("propose", D(2021, 12, 3))
    story.take("decide", D(2021, 12, 6), {"months": 6})
    taken = story.take("review", D(2022, 1, 5), {"rating": "good"})
    assert [c.law_on for c in taken.started] == [D(2021, 12, 6)]


def test_a_dossier_that_the_new_law_does_not_take_up_is_decided_and_carried_by_the_old_one() -> None:
    story = Story("community", D(2021, 12, 20))
    story.take("register", D(2021, 12, 20), {"rehab_before": 0, "no_detox_at_home": True})
    story.take("propose", D(2021, 12, 22))
    taken = story.take("decide", D(2022, 1, 12), {"months": 6})
    assert [(c.code, c.law_on) for c in taken.started] == [("nd94.review", D(2021, 12, 20))]
    assert story.take("review", D(2022, 2, 10), {"rating": "good"}).now.open


def test_the_court_extends_only_what_the_law_lets_it_and_once() -> None:
    story = at_court()
    story.take("accept", D(2019, 12, 2), {"court_no": "1"})
    [was] = story.last.started  # type: ignore[union-attr]
    taken = story.take("extend", D(2019, 12, 10))
    assert [c.code for c in taken.extended] == ["court.decide"]
    now = story.last.now.running("court.decide")  # type: ignore[union-attr]
    assert (was.answer.due, now.answer.due) == (D(2019, 12, 17), D(2020, 1, 2))  # type: ignore[union-attr]
    assert story.take("extend", D(2019, 12, 11)).extended == ()


# ---------------------------------------------------------------- the court pathway
def at_court() -> Story:
    story = court()
    story.take("notify", D(2019, 11, 5))
    story.take("read", D(2019, 11, 8), {"reading_how": "self"})
    story.take("send-justice", D(2019, 11, 11))
    story.take("justice-clear", D(2019, 11, 18))
    story.take("send-court", D(2019, 11, 25))
    return story


def pronounced() -> Story:
    story = at_court()
    story.take("accept", D(2019, 12, 30), {"court_no": "1"})
    story.take("apply", D(2020, 1, 21), {"months": 12, "court_no": "2", "present": True})
    return story


def test_the_file_may_not_go_on_before_the_reading_time_is_over_or_used() -> None:
    story = court()
    assert any("quyền" in s for s in refused(story, "send-justice", D(2019, 11, 5)))
    story.take("notify", D(2019, 11, 5))
    assert refused(story, "reading-over", D(2019, 11, 11)) == [
        "Phải chờ hết hạn: Người bị đề nghị đọc hồ sơ, đến hết ngày 11/11/2019"
    ]
    assert story.take("reading-over", D(2019, 11, 12)).now.state == "read"


def test_reading_is_the_persons_right_and_said_so() -> None:
    story = court()
    story.take("notify", D(2019, 11, 5))
    assert [r.code for r in story.pathway.rights if "read" in r.steps] == ["reading"]
    assert story.take("read", D(2019, 11, 6), {"reading_how": "self"}).now.state == "read"


def test_the_time_to_complain_jumps_over_tet() -> None:
    """Pronounced on Tuesday 21 January 2020; off from 23 to 29 January."""
    story = pronounced()
    clock = story.last.now.running("court.complain")  # type: ignore[union-attr]
    assert clock and clock.answer and clock.answer.due == D(2020, 1, 31)
    assert refused(story, "complaint-over", D(2020, 1, 31))
    story.take("complaint-over", D(2020, 2, 3))
    assert {c.code for c in story.last.started} == {"xlvphc.send", "xlvphc.centre-lapse"}  # type: ignore[union-attr]


def test_postponing_stops_the_escort_clock_and_resuming_gives_the_rest_back() -> None:
    story = pronounced()
    story.take("complaint-over", D(2020, 2, 3))
    story.take("send-effective", D(2020, 2, 4))
    story.take("ask-postpone", D(2020, 2, 5), {"postpone_ground": "hardship"})
    before = story.last.now.running("xlvphc.escort")  # type: ignore[union-attr]
    taken = story.take("postpone", D(2020, 2, 6), {"ground_until": "2020-02-20"})
    assert [c.code for c in taken.suspended] == ["xlvphc.escort"]
    assert taken.suspended[0].due_at is None
    assert refused(story, "resume", D(2020, 2, 20)) == ["Lý do hoãn, tạm đình chỉ vẫn còn"]
    resumed = story.take("resume", D(2020, 2, 21)).resumed[0]
    assert before and before.answer and resumed.answer
    assert resumed.answer.due_on > before.answer.due_on  # type: ignore[operator]
    story.take("admit", D(2020, 2, 24), {"place": 1})
    assert story.last and (story.last.now.starts_on, story.last.now.ends_on) == (D(2020, 2, 24), D(2021, 2, 25))


def at_centre() -> Story:
    story = pronounced()
    story.take("complaint-over", D(2020, 2, 3))
    story.take("send-effective", D(2020, 2, 4))
    story.take("admit", D(2020, 2, 6), {"place": 1})
    return story


def test_time_in_flight_is_no_part_of_the_term() -> None:
    story = at_centre()
    story.take("escape", D(2020, 3, 1))
    assert story.last and story.last.now.ends_on is None
    story.take("return", D(2020, 3, 11))
    assert story.last.now.ends_on == D(2021, 2, 17)  # ten days later than 7 February


def test_a_cut_shortens_the_term_when_half_was_served() -> None:
    story = at_centre()
    early = refused(story, "reduce", D(2020, 8, 5), {"cut_months": 2, "merit": "progress"})
    assert early[0].startswith("Chưa chấp hành đủ 1/2 thời hạn")
    story.take("reduce", D(2020, 8, 8), {"cut_months": 2, "merit": "progress"})
    assert story.last and story.last.now.ends_on == D(2020, 12, 7)


def test_release_is_on_the_last_day_even_if_that_is_a_sunday() -> None:
    story = at_centre()  # twelve months from 6 February 2020: 6 February 2021 is a Saturday
    assert refused(story, "complete", D(2021, 2, 5)) == ["Chưa hết thời hạn: đến hết ngày 06/02/2021"]
    assert story.take("complete", D(2021, 2, 6)).now.outcome == "completed"


def test_where_the_person_is_follows_the_steps() -> None:
    story = court()
    story.take("interim-give", D(2019, 11, 4), {"interim_at": "organisation", "place": 5})
    assert story.last and story.last.now.place_id == 5
    assert refused(story, "interim-give", D(2019, 11, 5), {"interim_at": "centre", "place": 1})
    story.take("interim-end", D(2019, 11, 20))
    assert story.last.now.place_id is None


# ---------------------------------------------------------------- orders that cannot be
def test_a_certificate_before_the_admission_is_refused_with_the_states_it_follows() -> None:
    [said] = [s for s in refused(pronounced(), "complete", D(2020, 1, 22)) if "chỉ làm được khi" in s]
    assert "“Đang chấp hành tại cơ sở”" in said


def test_a_back_dated_step_is_refused_because_it_would_change_what_was_answered() -> None:
    [said] = refused(running(), "review", D(2020, 7, 7), {"rating": "good"})
    assert "trước bước gần nhất (ngày 08/7/2020)" in said


def test_nothing_is_recorded_of_days_to_come_after_death_or_before_birth() -> None:
    told = [
        *refused(community(), "propose", D(2026, 1, 2)),
        *refused(community(), "propose", D(2020, 7, 6), died_on=D(2020, 7, 5)),
        *refused(Story("community", D(2020, 7, 2), born_on=D(2021, 1, 1), birth_year=2021), "register", D(2020, 7, 2)),
    ]
    for words in ("chưa đến", "đã chết ngày 05/7/2020", "trước khi sinh"):
        assert any(words in s for s in told)


def test_every_reason_is_said_at_once() -> None:
    story = Story(
        "community-compulsory",
        D(2020, 7, 2),
        residences=(),
        others=(
            Other("methadone", "treatment", False, True, "", D(2020, 1, 1)),
            Other("centre-compulsory", "rehab", True, True, "", D(2020, 2, 1)),
        ),
    )
    with pytest.raises(Unmet) as found:
        story.take("compile", D(2020, 7, 2))
    said = str(found.value)
    assert len(found.value.refusals) == 5  # not resident, methadone, for the centre, open rehab, in a place
    assert "NĐ 90/2016" in said
    assert said.count("NĐ 94/2010") == 5


def test_what_is_not_filled_in_is_named() -> None:
    story = community()
    story.take("propose", D(2020, 7, 6))
    assert "Chưa ghi: Thời hạn (tháng)" in refused(story, "decide", D(2020, 7, 7))


def test_a_term_outside_the_law_is_refused() -> None:
    story = community()
    story.take("propose", D(2020, 7, 6))
    [said] = refused(story, "decide", D(2020, 7, 7), {"months": 24})
    assert said.startswith("Thời hạn phải từ 6–12")


# ---------------------------------------------------------------- what is offered
def test_a_page_offers_the_steps_of_the_state_with_what_its_own_form_will_answer_left_open() -> None:
    pathway = law().pathway("community", D(2020, 7, 2))
    options = {o.step.code: o for o in offered(pathway, None, person())}
    assert options["register"].allowed  # whether detox at home is possible is asked by the form
    away = {o.step.code: o for o in offered(pathway, None, person(residences=()))}
    assert [r.sentence for r in away["register"].refusals] == ["Người này không cư trú tại xã"]


def test_nobody_is_entrusted_to_a_place_while_in_another_one() -> None:
    """Two dossiers may be open at once; a bed is taken once."""
    elsewhere = Other("centre-voluntary", "rehab", True, True, "", D(2019, 10, 1), None, begun=True)
    given = {"interim_at": "centre", "place": 1}
    assert "Đang ở một cơ sở theo biện pháp khác" in " ".join(
        refused(court(), "interim-give", D(2019, 11, 6), given, others=(elsewhere,))
    )


def test_a_full_place_refuses_admission() -> None:
    story = pronounced()
    story.take("complaint-over", D(2020, 2, 3))
    story.take("send-effective", D(2020, 2, 4))
    full = PlaceFacts(1, "centre", True, 2, 2)
    assert refused(story, "admit", D(2020, 2, 6), {"place": 1}, place=full) == ["Cơ sở đã hết chỗ (2/2 chỗ)"]
