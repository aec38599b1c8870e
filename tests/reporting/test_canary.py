"""What one commune wrote does not come out of a refusal, a conflict, an error or a sum either (pages and exports:
tests/access/test_canary.py)."""

import json

import pytest

from hoanhap.reporting.actions import cells, corrections, steps
from hoanhap.reporting.actions.cells import Change
from hoanhap.reporting.actions.narrative import write_section
from hoanhap.reporting.rules.cells import CellFacts
from tests import trust
from tests import world as worlds
from tests.access.canary import heard, leaks, silent, token
from tests.reporting.browse import FORM, OUTLINE, Seat

pytestmark = pytest.mark.django_db
HOME = "an-2-a"
BIRD = token("an-2-a in every field")
STRANGERS = (
    "xa",
    "xa-2b",
    "lanhdao-xa",
    "huyen",
    "lanhdao-huyen",
    "coso",
    "so",
    "bo",
    "bvdl",
    "quantri",
    "xa-binh",
    "tinh-binh",
    "khong-viec",
)
LIST = "phu-luc-1"


@pytest.fixture
def world():
    """The commune's officer signs every field, and so does the district's in what is its own."""
    made = worlds.build(forms=(LIST, FORM))
    for who in ("xa-2a", "huyen-2"):
        made.user(who).full_name = BIRD
        made.user(who).save()
    _answered(made)
    return made


def _answered(world):
    """The commune's form goes back and forth, and is sealed; then somebody wants to correct it."""
    by = lambda who: {"by": world.actor(who), "on": world.on}  # noqa: E731
    holder = world.respondent(HOME)
    for section in worlds.loaded.outline(OUTLINE).sections:
        if section.kind == "text" and holder.level in section.written_by:
            write_section(respondent_id=holder.pk, outline=OUTLINE, section=section.code, text=BIRD, **by("xa-2a"))
    asked = world.submission("submitted", at=HOME)
    steps.give_back(
        submission_id=asked.pk, reason=BIRD, questions=[steps.Question("1.1", "2016", BIRD)], **by("huyen-2")
    )
    steps.submit(submission_id=asked.pk, **by("xa-2a"))
    steps.accept(submission_id=asked.pk, **by("huyen-2"))
    for at, who, above in (("an-2", "huyen-2", "tinh"), ("an", "tinh", "")):
        one = world.answer(at)
        gaps = {r.agency.code: "chưa gửi" for r in steps.undeclared_missing(one)}
        steps.submit(submission_id=one.pk, gaps=gaps, **by(who))
        if above:
            steps.accept(submission_id=one.pk, **by(above))
    steps.approve(submission_id=world.answer("an").pk, **by("duyet"))
    first = worlds.blank_form(worlds.loaded.form(FORM), "commune")[0]
    change = [Change(first.row, first.column, CellFacts(8))]
    corrections.propose(submission_id=asked.pk, changes=change, reason=BIRD, **by("xa-2a"))
    line = {"trich-yeu": BIRD, "so": BIRD}
    cells.write_cells(
        submission_id=world.answer("an-2", LIST).pk,
        changes=[Change("n0001", c, CellFacts(text=v)) for c, v in line.items()],
        **by("huyen-2"),
    )


POSTS = (
    ("save", HOME, {"form": FORM}),
    ("nil", HOME, {"form": FORM}),
    ("explain", HOME, {"form": FORM}),
    ("propose", HOME, {"form": FORM}),
    ("decide", HOME, {"form": FORM, "pk": 1}),
    ("undo_upload", HOME, {"form": FORM, "pk": 1}),
    ("accept_all", "an-2", {}),
    ("upload", HOME, {}),
    ("write", HOME, {"outline": OUTLINE, "section": "I.1"}),
    ("add", HOME, {"outline": OUTLINE, "kind": "difficulty"}),
    ("take_back", HOME, {"outline": OUTLINE, "kind": "difficulty", "pk": 1}),
    *(("step", HOME, {"form": FORM, "name": n}) for n in ("submit", "withdraw", "accept", "return", "approve")),
    *(("step", "an-2", {"form": LIST, "name": n}) for n in ("submit", "accept", "return")),
)
DATA = {
    "c.1.1.2016": "5",
    "cell": "1.1|2016",
    "typed": "5",
    "reason": "xin xem lại",
    "text": "x" * 20,
    "revision": "0",
    "row": "1.1",
    "column": "2016",
    "check": "jump",
    "theme": "policy",
    "cause": "objective",
    "pulled": "1",
    "lock": "0",
    "agree": "yes",
}


@pytest.mark.parametrize("who", STRANGERS)
def test_no_refusal_or_error_carries_a_strangers_words(world, who, caplog):
    seat, wrong, asked = Seat(world, who), [], 0
    for route, at, parts in POSTS:
        answers = [seat.post(route, at, DATA, **parts)]
        if answers[0].status_code == 302:
            answers.append(seat.client.get(answers[0]["Location"]))
        asked += len(answers)
        wrong += [(route, at, where) for a in answers for _, where in leaks(a, [BIRD])]
    for cells_ in ([{"row": "1.1", "column": "2016", "typed": "5", "revision": 0}], "{"):
        wrong += [("save", HOME, where) for _, where in leaks(seat.save(HOME, cells_), [BIRD])]
    assert wrong == []
    silent(caplog.text, BIRD)
    trust.record("R13 reporting: refusals and errors to strangers with a canary in them", asked, len(wrong))


def test_a_reader_of_sums_sees_sums_and_who_stands_below_but_no_words(world):
    """The ministry: every page of the province and of itself that it may open, after a figure moved below."""
    by = {"by": world.actor("duyet"), "on": world.on}
    asked = world.answer(HOME)
    corrections.decide(
        submission_id=asked.pk, correction_id=asked.corrections.get(state="proposed").pk, agree=True, words="", **by
    )
    ministry = Seat(world, "bo")
    for at in ("an", "nation"):
        for route, parts in (
            ("board", {}),
            ("form", {"form": FORM}),
            ("figure", {"form": FORM, "row": "1.1", "column": "2016"}),
            ("narrative", {"outline": OUTLINE}),
        ):
            response = ministry.get(route, at, **parts)
            assert response.status_code == 200
            silent(response, BIRD)
    trace = ministry.get("figure", "an", form=FORM, row="1.1", column="2016").context["trace"]
    assert trace.shown and all(not c.shown and not c.seen for c in trace.contributions if not c.own)
    heard(Seat(world, "huyen-2").get("form", HOME, form=FORM), BIRD)
    province = Seat(world, "tinh")
    assert "#I.1" in province.get("narrative", "an", outline=OUTLINE).content.decode()
    heard(province.get("narrative", HOME, outline=OUTLINE), BIRD)
    assert "#I.1" not in ministry.get("narrative", "an", outline=OUTLINE).content.decode()


def test_a_conflict_shows_the_other_s_value_only_to_who_may_type_there(world):
    """Both are of the commune; a stranger's stale page gets a refusal without any value."""
    for who in ("xa", "huyen-2", "bo"):
        reply = Seat(world, who).save(HOME, [{"row": "1.1", "column": "2016", "typed": "5", "revision": 0}])
        assert reply.status_code in (403, 404)
        assert set(json.loads(reply.content)) == {"error"}
