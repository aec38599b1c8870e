"""Random steps by random people over a small province, against the model: whatever the model refuses, the program
refuses in words; whatever it allows happens exactly so; and after every step the campaign is sound."""

from collections import Counter
from typing import ClassVar

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from hoanhap.access.rules import Refused
from hoanhap.audit.models import AuditRow
from hoanhap.catalog import loaded
from hoanhap.reporting.actions import cells, corrections, steps
from hoanhap.reporting.actions.cells import Change, NotWritable
from hoanhap.reporting.actions.steps import NotReady, Question
from hoanhap.reporting.models import Correction, Snapshot, Submission
from hoanhap.reporting.queries.cells import counted_ids, totals
from hoanhap.reporting.rules.cells import CellFacts, computed_rows, own_rows
from hoanhap.reporting.rules.states import IllegalStep
from tests import trust
from tests import world as worlds
from tests.reporting.model import ACTORS, MAY, OPEN, PARENT, SEALED, Model
from tests.reporting.sound import broken, recount
from tests.scale import SCALE, VENDOR, scaled

FORM = "phu-luc-3"
COMMUNES = tuple(p for p in PARENT if p.count("-") == 2)
TYPED = {"an-1-a": "xa", "an-1-b": "xa-b", "an-1-c": "xa-c", "an-2-a": "xa-2a", "an-2-b": "xa-2b", "an-2-c": "xa-2c"}
REFUSED = (Refused, IllegalStep, NotReady, NotWritable)
RUNS, STEPS = scaled(1_000 if SCALE >= 1 else 200 if VENDOR == "sqlite" else 100), 50  # whole: 2,000, half a database

RIGHT = ""  # whoever may; half of the steps are taken by them, or hardly any would succeed
people = st.just(RIGHT) | st.sampled_from(ACTORS)
places = st.sampled_from(tuple(PARENT))
communes = st.sampled_from(COMMUNES)
contents = st.sampled_from(
    (CellFacts(0), CellFacts(2_000_000), CellFacts(5_000_000), CellFacts(mark="nil"), CellFacts())
)


class Machine(RuleBasedStateMachine):
    world: ClassVar[worlds.World]
    taken: ClassVar[Counter[str]] = Counter()
    known: ClassVar[dict[str, int]] = {}

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.form = loaded.form(FORM)
        self.model = Model(self.form)
        self.acts: Counter[str] = Counter()
        self.moved = True  # since the last look: a refused step is held to have changed nothing by the next look
        self.since = 0
        self.sealed: dict[str, tuple[int, str]] = {}
        self.before = AuditRow.objects.count()
        self.typed = [r.code for r in own_rows(self.form, "commune") if r not in computed_rows(self.form)]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    # ------------------------------------------------------------ doing
    def pk(self, place: str) -> int:
        if place not in self.known:
            self.known[place] = self.world.answer(place, FORM).pk
        return self.known[place]

    def act(self, name: str, allowed: bool, do) -> bool:
        """Do it, and hold the program to what the model allows."""
        self.taken[name if allowed else f"{name} refused"] += 1
        if not allowed:
            with pytest.raises(REFUSED) as refused:
                do()
            assert len(str(refused.value)) > 15
            return False
        do()
        self.acts[name] += 1
        self.moved = True
        return True

    def person(self, who: str, what: str, place: str) -> str:
        if who != RIGHT:
            return who
        if what in ("write", "submit", "withdraw", "propose") and place in TYPED:
            return TYPED[place]
        return next((w for (w, p), rights in MAY.items() if p == place and what in rights), "thanhtra")

    def by(self, who: str) -> dict[str, object]:
        return {"by": self.world.actor(who), "on": self.world.on}

    def codes(self, place: str) -> dict[str, str]:
        return {self.world.agencies[p].code: "chưa có số liệu" for p in self.model.missing(place)}

    # ------------------------------------------------------------ rules
    @rule(who=people, place=communes, content=contents, at=st.integers(0, 24))
    def type_one(self, who, place, content, at):
        column = self.form.columns[at % 5].code
        self._write(who, place, {(self.typed[at % len(self.typed)], column): content})

    @rule(place=communes, content=contents.filter(lambda c: not c.blank), far=st.integers(0, 2))
    def fill(self, place, content, far):
        """Fill a commune's whole form; and, `far`, send it, and have it accepted."""
        self._write(RIGHT, place, {(r, c.code): content for r in self.typed for c in self.form.columns})
        for step in (self.submit, self.accept)[:far]:
            step(who=RIGHT, place=place, **({"declare": False} if step == self.submit else {}))

    @rule(place=st.sampled_from(("an-1", "an-2")))
    def district(self, place):
        """A district declares what is missing, sends, and is accepted."""
        self.submit(who=RIGHT, place=place, declare=True)
        self.accept(who=RIGHT, place=place)

    @rule(far=st.integers(0, 1))
    def province(self, far):
        """The province declares what is missing and sends; and, `far`, it is approved."""
        self.submit(who=RIGHT, place="an", declare=True)
        if far:
            self.approve(who="duyet")

    def _write(self, who, place, typed):
        who = self.person(who, "write", place)
        m, open_now = self.model, self.model.reopened[place]
        may = m.may(who, "write", place) or TYPED[place] == who
        here = m.state[place] in OPEN and (m.state[place] != "returned" or not open_now or typed.keys() <= open_now)
        changes = [Change(r, c, content) for (r, c), content in typed.items()]
        was = {p: m.cells[place].get(p, CellFacts()) for p in typed}
        if self.act(
            "write",
            may and here,
            lambda: cells.write_cells(submission_id=self.pk(place), changes=changes, **self.by(who)),
        ):
            if all(was[p].same(c) for p, c in typed.items()):
                self.acts["write"] -= 1  # nothing differs: nothing was written, and the trail says nothing
                return
            m.write(place, typed)

    @rule(who=people, place=places, declare=st.booleans())
    def submit(self, who, place, declare):
        who = self.person(who, "submit", place)
        m = self.model
        gaps = self.codes(place) if declare else {}
        complete = declare or not [p for p in m.missing(place) if (place, p) not in m.gaps]
        may = m.may(who, "submit", place) or TYPED.get(place) == who
        allowed = may and m.state[place] in OPEN and complete and m.ready(place)
        if self.act(
            "submit",
            allowed,
            lambda: steps.submit(submission_id=self.pk(place), gaps=gaps, **self.by(who)),
        ):
            m.gaps |= {(place, p) for p in m.missing(place)}
            m.state[place], m.reopened[place], m.sent[place] = "submitted", set(), m.picture(place)
            m.wrote.add((who, place))

    @rule(who=people, place=places)
    def withdraw(self, who, place):
        who = self.person(who, "withdraw", place)
        m = self.model
        may = m.may(who, "withdraw", place) or TYPED.get(place) == who
        if self.act(
            "withdraw",
            may and m.state[place] == "submitted",
            lambda: steps.withdraw(submission_id=self.pk(place), **self.by(who)),
        ):
            m.state[place] = "draft"

    @rule(who=people, place=places, questions=st.integers(0, 2))
    def give_back(self, who, place, questions):
        who = self.person(who, "return", place)
        m = self.model
        asked = [(r, self.form.columns[0].code) for r in self.typed[:questions]]
        allowed = m.may(who, "return", place) and m.state[place] in ("submitted", "accepted")
        if self.act(
            "return",
            allowed,
            lambda: steps.give_back(
                submission_id=self.pk(place),
                reason="Xem lại sổ",
                questions=[Question(r, c, "?") for r, c in asked],
                **self.by(who),
            ),
        ):
            m.state[place], m.reopened[place] = "returned", set(asked) if place in COMMUNES else set()

    @rule(who=people, place=places)
    def accept(self, who, place):
        who = self.person(who, "accept", place)
        m = self.model
        allowed = m.may(who, "accept", place) and m.state[place] == "submitted" and not m.sealed_above(place)
        if self.act("accept", allowed, lambda: steps.accept(submission_id=self.pk(place), **self.by(who))):
            m.state[place] = "accepted"
            m.gaps = {(holder, p) for holder, p in m.gaps if p != place}

    @rule(who=st.sampled_from(("duyet", "tinh", "lanhdao-huyen", "bo")))
    def approve(self, who):
        m = self.model
        whole = not [p for p in m.missing("an") if ("an", p) not in m.gaps] and m.sent.get("an") == m.picture("an")
        allowed = m.may(who, "approve", "an") and m.state["an"] == "submitted" and whole
        if self.act("approve", allowed, lambda: steps.approve(submission_id=self.pk("an"), **self.by(who))):
            for place in m.counted("an"):
                m.state[place] = "approved"

    @rule(who=people, place=communes, content=contents)
    def propose(self, who, place, content):
        who = self.person(who, "propose", place)
        m, at = self.model, (self.typed[0], self.form.columns[0].code)
        may = m.may(who, "propose", place) or TYPED[place] == who
        sealed = m.state[place] in SEALED and not content.same(m.cells[place].get(at, CellFacts()))
        late = m.state[place] == "submitted" and m.sealed_above(place)
        allowed = may and (sealed or late) and place not in m.proposals
        if self.act(
            "propose",
            allowed,
            lambda: corrections.propose(
                submission_id=self.pk(place), changes=[Change(*at, content)], reason="Đối chiếu sổ", **self.by(who)
            ),
        ):
            m.proposals[place] = who, {at: content}, m.cells[place].get(at, CellFacts())

    @rule(who=people, place=communes, agree=st.booleans())
    def decide(self, who, place, agree):
        who = self.person(who, "decide", place)
        m = self.model
        if place not in m.proposals:
            return
        proposer, change, was = m.proposals[place]
        (at,) = change
        found = Correction.objects.get(submission_id=self.pk(place), state="proposed")
        fits = (
            m.state[place] in (*SEALED, "submitted")
            and not change[at].blank
            and was.same(m.cells[place].get(at, CellFacts()))
        )
        allowed = m.may(who, "decide", place) and who != proposer and (fits or not agree)
        if self.act(
            "decide",
            allowed,
            lambda: corrections.decide(
                submission_id=self.pk(place), correction_id=found.pk, agree=agree, words="", **self.by(who)
            ),
        ):
            del m.proposals[place]
            if agree:
                m.write(place, change)
                m.state[place] = "corrected"
                m.gaps = {(holder, p) for holder, p in m.gaps if p != place}
                for above in PARENT:
                    if place.startswith(f"{above}-") and m.state[above] in SEALED:
                        m.state[above] = "corrected"

    # ------------------------------------------------------------ what always holds
    @invariant()
    def everything_holds(self):
        """After each step that was taken, and now and then after refused ones: those must have left no trace."""
        self.since = 0 if self.moved else self.since + 1
        if self.moved or self.since == 5:
            self.moved, self.since = False, 0
            self.states_are_those_of_the_model()
            self.the_campaign_is_sound()
            self.totals_are_what_the_model_adds_up()
            self.what_was_sealed_never_changes()
            self.every_act_and_nothing_else_is_in_the_trail()

    def states_are_those_of_the_model(self):
        rows = Submission.objects.filter(respondent__campaign=self.world.campaign, form=FORM)
        codes = {a.code: place for place, a in self.world.agencies.items()}
        found = {codes[code]: state for code, state in rows.values_list("respondent__agency__code", "state")}
        assert {p: found[p] for p in PARENT} == self.model.state

    def the_campaign_is_sound(self):
        assert broken(self.world.campaign) == []

    def totals_are_what_the_model_adds_up(self):
        for top in ("an", "an-1"):
            ids = counted_ids(top=self.world.respondent(top), form=FORM)
            served = {p: t.cell for p, t in totals(form=self.form, submission_ids=ids).items()}
            assert served == recount(ids) == self._added(top)
            with connection.cursor() as sql:
                marks = ",".join(["%s"] * len(ids))
                sql.execute(f"SELECT SUM(value) FROM reporting_cell WHERE submission_id IN ({marks})", ids)
                assert int(sql.fetchone()[0] or 0) == sum(c.value or 0 for c in served.values())

    def _added(self, top):
        found = {}
        for place in self.model.counted(top):
            for at, cell in self.model.cells[place].items():
                if not cell.blank:
                    found.setdefault(at, []).append(cell)
        return {
            at: CellFacts(sum(c.value or 0 for c in cs))
            if any(c.value is not None for c in cs)
            else CellFacts(mark="nil")
            for at, cs in found.items()
        }

    def what_was_sealed_never_changes(self):
        for s in Snapshot.objects.filter(cause__in=("approve", "correct")):
            assert self.sealed.setdefault(str(s.pk), (s.submission_id, s.digest)) == (s.submission_id, s.digest)
        assert Snapshot.objects.filter(cause__in=("approve", "correct")).count() == len(self.sealed)

    def every_act_and_nothing_else_is_in_the_trail(self):
        rows = AuditRow.objects.filter(pk__gt=0).values_list("action", flat=True)[self.before :]
        found = Counter(a.partition(".")[2] for a in rows if a.startswith(("submission.", "correction.")))
        for name in ("submit", "withdraw", "return", "accept", "approve", "propose", "decide"):
            assert found[name] == self.acts[name], name


@pytest.mark.django_db
@pytest.mark.timeout(3_000)
def test_random_people_taking_random_steps_never_break_a_campaign():
    Machine.world = worlds.build()
    Machine.known.clear()
    Machine.taken.clear()
    sizes = settings(
        max_examples=RUNS, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Machine, settings=sizes)
    trust.record("R10 campaign state machine: runs of 50 random steps, breaks", RUNS, 0)
    print(Machine.taken)
    assert all(Machine.taken[name] for name in ("submit", "accept", "approve")), Machine.taken
