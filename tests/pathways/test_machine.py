"""Random steps over every pathway and every version of it, by whoever they belong to and by others, some taken back.

A small model reads the tables of the law for itself: which state follows, what had to be waited for, which right came
first. Whatever the program takes, the model agrees with; whatever it refuses is refused in words and leaves nothing.
"""

import calendar
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from itertools import chain, product
from pathlib import Path
from random import Random
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck
from hypothesis import settings as sized
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from hoanhap.access.errors import Invalid
from hoanhap.access.rules import Actor, Refused
from hoanhap.audit import sealer
from hoanhap.audit.models import AuditRow
from hoanhap.audit.verifier import verify
from hoanhap.facts.actions import recording
from hoanhap.law.pathways.shape import Field, Pathway, Step, UnknownPathway
from hoanhap.pathways.actions.back import take_back
from hoanhap.pathways.actions.determine import determine
from hoanhap.pathways.actions.refer import refer
from hoanhap.pathways.actions.steps import Overtaken, Unmet, open_measure, take_step
from hoanhap.pathways.models import Clock, Determination, Measure, StepTaken
from hoanhap.pathways.queries import facts, scope
from hoanhap.pathways.queries.law import the_law, versions
from hoanhap.pathways.rules.engine import offered
from hoanhap.pathways.rules.places import kinds_of
from hoanhap.people.models import Person, Reach, Residence
from hoanhap.people.rules.identity import Birth
from hoanhap.resources.models import Place
from tests import trust, world
from tests.facts.sound import sound
from tests.pathways.ward import Ward
from tests.people.folk import Folk
from tests.scale import SCALE, VENDOR, scaled

D = date
REFUSED = (Refused, Unmet, Invalid, Overtaken, UnknownPathway)
# The two databases share the whole size, 2,000 runs of 50 steps; at push one of them takes a few.
RUNS, STEPS = scaled(1_000 if SCALE >= 1 else 120 if VENDOR == "sqlite" else 60), 50
WHOLE_EACH = 5 if SCALE < 1 else 25  # runs after which the whole trail is sealed and verified
ENDS = frozenset({"die", "detain", "move-away", "cancel", "withdraw", "convert"})  # taken by `any_step` alone
STARTS = [D(2014, 3, 3), D(2016, 6, 20), D(2016, 10, 3), D(2018, 6, 18), D(2019, 12, 2), D(2021, 11, 22), D(2022, 2, 7)]
OFFICERS = ("xa", "lanhdao-xa", "ca-xa", "huyen", "lanhdao-huyen", "tu-phap", "toa", "ca-huyen", "coso", "tu-nhan",
            "y-te", "tinh")  # fmt: skip
STRANGERS = ("xa-b", "huyen-2", "toa-2", "giup", "khong-viec", "quantri")


seeds = st.integers(0, 2**32)


class Model:
    """One measure as the tables of the law have it: its state, its steps with their days, and what runs since when.
    Each step is kept with the version it was taken under: a law that came since may have taken the dossier up."""

    def __init__(self, law: Pathway) -> None:
        self.first = law
        self.done: list[tuple[str, date, Pathway]] = []

    def take(self, code: str, day: date) -> None:
        self.done.append((code, day, self.law_on(day)))

    @property
    def law(self) -> Pathway:
        return self.done[-1][2] if self.done else self.first

    def law_on(self, day: date) -> Pathway:
        """The version of the next step, if it knows the state that was reached."""
        if not self.done:
            return self.first
        decided = next((on for code, on, law in self.done if law.step[code].decides), None)
        read_on = the_law().law_date(opened_on=self.done[0][1], decided_on=decided, on=day)
        found = next((law for law in versions(self.first.code).values() if law.in_force(read_on)), self.law)
        return found if self.state in found.state else self.law

    @property
    def state(self) -> str:
        now = ""
        for code, _, law in self.done:
            now = law.step[code].after or now
        return now

    @property
    def over(self) -> bool:
        return bool(self.done) and bool(self.law.state[self.state].outcome)

    def wrong(self, step: Step, day: date) -> list[str]:
        """Why the law cannot have let this step be taken here; the program may know of more reasons."""
        found, law = [], self.law_on(day)
        if self.over or (self.state not in step.before if self.done else bool(step.before)):
            found.append("not from this state")
        if self.done and day < self.done[-1][1]:
            found.append("before the last step")
        taken = {code for code, *_ in self.done}
        for right in law.rights:
            if step.code in right.before and right.steps and not taken & set(right.steps):
                found.append(f"right {right.code}")
        if any(day <= self.waited_until(code) for code in step.waits):
            found.append("too early")
        return found

    def waited_until(self, clock: str) -> date:
        """At least so long, counting every calendar day for a working one: the true end is never sooner."""
        started = None
        for code, day, law in self.done:
            step = law.step[code]
            if clock in step.stops and clock not in step.starts:
                started = None
            if clock in step.starts and started is None:
                started = day
        if started is None:
            return date.min
        rules = the_law().rules[clock]
        amount, unit = min((r.amount, r.unit) for r in rules)
        if unit == "months":
            month = started.month - 1 + amount
            year, month = started.year + month // 12, month % 12 + 1
            return date(year, month, min(started.day, calendar.monthrange(year, month)[1]))
        return started + timedelta(days=amount * (7 if unit == "weeks" else 1) if unit != "hours" else 0)


class Machine(RuleBasedStateMachine):
    ward: ClassVar[Ward]
    taken: ClassVar[Counter[str]] = Counter()
    outcomes: ClassVar[Counter[str]] = Counter()
    steps: ClassVar[set[tuple[str, str]]] = set()
    actors: ClassVar[dict[str, Actor]] = {}
    runs: ClassVar[int] = 0
    running: ClassVar[frozenset[int]]  # agencies that run a place
    newcomers: ClassVar[dict[tuple[date, bool, bool], int]]
    home: ClassVar[Any]  # the settings, of which each check of the trail gets a file of heads of its own
    kept: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.outer, self.acts_in = transaction.atomic(), recording()
        self.outer.__enter__()
        self.acts_in.__enter__()  # the facts are derived again once, of all that the run did
        self.on = D(2019, 12, 2)
        self.person: Person | None = None
        self.models: dict[int, Model] = {}
        self.history: dict[int, list[tuple[Any, ...]]] = {}
        self.acts, self.moved = 0, True
        self.before = AuditRow.objects.filter(action__startswith="measure.").count()

    def teardown(self) -> None:
        """Taken back whatever came of it: what a failed run left would fail the next ones."""
        try:
            self.at_the_end()
        except BaseException as wrong:
            with suppress(type(wrong)):
                self.acts_in.__exit__(type(wrong), wrong, None)
            raise
        finally:
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)

    def at_the_end(self) -> None:
        for pk, model in self.models.items():
            self.agree(pk)
            if model.over:
                self.outcomes[model.law.state[model.state].outcome] += 1
        Machine.runs += 1
        if self.runs % WHOLE_EACH == 0:
            self.trail_is_whole()
        self.acts_in.__exit__(None, None, None)
        if self.person:
            sound(self.person.pk)

    def trail_is_whole(self) -> None:
        """Sealed and read again from its first row, before the run is taken back."""
        self.home.AUDIT_KEY, self.home.AUDIT_HEADS = self.kept / "audit.ed25519", self.kept / f"heads-{self.runs}.log"
        while sealer.seal_pending():
            continue
        report = verify()
        assert report.ok, report
        assert report.pending == 0

    def actor(self, name: str) -> Actor:
        """Posts of the test country last for ever, so an actor is the same on every day."""
        self.ward.folk.on = self.ward.on = self.on
        return self.actors.get(name) or self.actors.setdefault(name, self.ward.actor(name))

    # ------------------------------------------------------------ what happens
    @initialize(start=st.sampled_from(STARTS), stable=st.booleans(), minor=st.booleans())
    def begin(self, start: date, stable: bool, minor: bool) -> None:
        """Somebody is registered, addicted, known to the places. Each run is taken back, so the next that begins so
        finds them as they were."""
        self.on = self.ward.folk.on = self.ward.on = start
        self.person = Person.objects.get(pk=self.newcomers[start, stable, minor])

    @classmethod
    def newcomer(cls, start: date, stable: bool, minor: bool) -> int:
        ward = cls.ward
        ward.folk.on = ward.on = start
        birth = (start.year - 16, None) if minor else (1989, D(1989, 3, 15))
        person = ward.folk.person(
            residence="permanent" if stable else "unstable",
            since=start - timedelta(days=900),
            listed_on=start - timedelta(days=30),
            birth=Birth(*birth),
            papers=(),
            uses=(),
        )
        for place in (ward.centre, ward.clinic, ward.private):
            refer(code=person.code, place_id=place.pk, by=ward.actor("xa"), on=start)
            Reach.objects.filter(person=person, why=f"referral:{place.pk}").update(valid_to=None)
        Determination.objects.create(
            person=person, on=start, result="addicted", substances="heroin", clinician=ward.clinician,
            agency=ward.clinician.agency,
        )  # fmt: skip
        return person.pk

    @rule(days=st.integers(1, 45))
    def wait(self, days: int) -> None:
        self.on += timedelta(days=days)

    @rule(days=st.integers(150, 400))
    def wait_long(self, days: int) -> None:
        self.on += timedelta(days=days)

    @rule()
    def found_again(self) -> None:
        if self.person and not Determination.objects.filter(person=self.person, on=self.on).exists():
            self.attempt("determine", lambda: determine(
                code=self.person.code, day=self.on, result="addicted", substances=["heroin"],  # type: ignore[union-attr]
                clinician_id=self.ward.clinician.pk, by=self.actor("xa"), on=self.on), counts=False)  # fmt: skip

    @rule(stable=st.booleans())
    def move_house(self, stable: bool) -> None:
        if self.person:
            Residence.objects.filter(person=self.person).update(kind="permanent" if stable else "unstable")

    @rule(seed=seeds)
    def open(self, seed: int) -> None:
        """Mostly a pathway that may be opened today, else any."""
        luck = Random(seed)
        assert self.person is not None
        self.person.refresh_from_db()
        laws = list(the_law().pathways(self.on))
        luck.shuffle(laws)
        known = facts.gather(self.person, self.on, pathway=laws[0])
        found = ((law, offered(law, None, facts.as_opening(known, law))) for law in laws)  # looked at one by one
        law, options = first = next(found)
        if luck.random() < 0.8:
            law, options = next(
                ((law, some) for law, each in chain([first], found) if (some := [o for o in each if o.allowed])), first
            )
        option = luck.choice(options)
        given = self.given(option.step, luck)
        made = self.attempt(
            f"open {law.code}",
            lambda: open_measure(
                code=self.person.code,  # type: ignore[union-attr]
                pathway=law.code,
                step=option.step.code,
                given=given,
                by=self.whose(option.step),
                on=self.on,
            ),
        )
        if made:
            model = self.models[made.measure.pk] = Model(law)
            assert model.wrong(option.step, self.on) == []
            model.take(option.step.code, self.on)
            self.agree(made.measure.pk)

    @precondition(lambda self: self.models)
    @rule(seed=seeds)
    def any_step(self, seed: int) -> None:
        """Any step of the pathway, whether it leads on from here or not, and now and then on an earlier day."""
        luck = Random(seed)
        pk = self.newest(luck)
        day = self.on - timedelta(days=luck.choice((0, 0, 10)))
        self.take(pk, luck.choice(self.models[pk].law_on(day).steps), day, luck)

    @precondition(lambda self: self.models)
    @rule(seed=seeds)
    def go_on(self, seed: int) -> None:
        """Some steps in a row that lead on from here, to where the measure goes on or finds its purpose."""
        luck = Random(seed)
        pk = self.newest(luck)
        model = self.models[pk]
        for _ in range(luck.randint(1, 8)):
            leads = [s for s in model.law_on(self.on).offered(model.state) if s.code not in ENDS]
            if not leads:
                return
            onward = [s for s in leads if (s.after or model.state) != model.state]
            self.take(pk, luck.choice(onward if onward and luck.random() < 0.7 else leads), self.on, luck)
            self.on += timedelta(days=luck.choice((0, 1, 3, 6, 20, 200)))

    def newest(self, luck: Random) -> int:
        """An open measure if there is one, the latest most often."""
        open_now = [pk for pk in self.models if not self.models[pk].over] or list(self.models)
        return max(open_now) if luck.random() < 0.7 else luck.choice(open_now)

    def take(self, pk: int, step: Step, day: date, luck: Random) -> None:
        model = self.models[pk]
        given, wrong = self.given(step, luck), model.wrong(step, day)
        made = self.attempt(
            step.code,
            lambda: take_step(measure_id=pk, step=step.code, day=day, given=given, by=self.whose(step, pk), on=self.on),
        )
        if made:
            assert wrong == [], (model.law.code, step.code, wrong)
            model.take(step.code, day)
            self.steps.add((model.law.code, step.code))
            self.agree(pk)

    def whose(self, step: Step, pk: int | None = None) -> Actor:
        """Who records the step; if nobody does, the commune's officer tries."""
        measure = Measure.objects.select_related("place", "person").get(pk=pk) if pk else None
        done = facts.done(measure) if measure else ()
        ground, before = None, False
        for name in OFFICERS:
            by = self.actor(name)
            runs = any(post.agency_id in self.running for post in by.posts)
            if ground is None or ((runs or before) and not (measure and measure.place)):  # else the same for all
                ground = scope.ground(self.person, self.on, actor=by, measure=measure, done=done)  # type: ignore[arg-type]
            before = runs
            if scope.recorder(step, by, ground, self.on):
                return by
        return self.actor("xa")

    @precondition(lambda self: self.models)
    @rule(seed=seeds, who=st.sampled_from(STRANGERS))
    def intrude(self, seed: int, who: str) -> None:
        """Nobody whom the law does not name takes a step."""
        pk = self.newest(Random(seed))
        step = Random(seed).choice(self.models[pk].law_on(self.on).steps)
        with pytest.raises(Refused):
            take_step(measure_id=pk, step=step.code, by=self.actor(who), on=self.on)

    @precondition(lambda self: self.models)
    @rule(seed=seeds)
    def undo(self, seed: int) -> None:
        luck = Random(seed)
        if luck.random() < 0.6:
            return
        pk = self.newest(luck)
        code, _, law = self.models[pk].done[-1]
        step = law.step[code]
        by = self.whose(step, pk)
        if self.attempt("take back", lambda: take_back(measure_id=pk, reason="ghi nhầm", by=by, on=self.on)):
            self.models[pk].done.pop()
            if self.models[pk].done:
                self.agree(pk)
            else:
                del self.models[pk]
                assert not Measure.objects.get(pk=pk).open

    def attempt(self, name: str, do: Any, *, counts: bool = True) -> Any:
        """Do it; a refusal is in words, and leaves no row."""
        before = StepTaken.objects.count(), Clock.objects.count()
        try:
            with transaction.atomic():
                made = do()
        except REFUSED as refused:
            assert len(str(refused)) > 10
            assert (StepTaken.objects.count(), Clock.objects.count()) == before
            self.taken[f"{name} refused"] += 1
            return None
        self.taken[name] += 1
        self.acts += counts
        self.moved = True
        return made

    def given(self, step: Step, luck: Random) -> dict[str, object]:
        """What an officer types: mostly all that is asked and of the right kind, now and then not."""
        whole = luck.random() < 0.9
        asked = {r.field.code: self.value(step, r.field, luck) for r in step.fields if whole or luck.random() < 0.5}
        if asked.get("postpone_ground") or asked.get("exempt_ground"):
            asked |= {r.field.code: "12/GCN" for r in step.fields if r.field.code == "certificate_no"}
        return asked

    def value(self, step: Step, field: Field, luck: Random) -> object:
        match field.type:
            case "number":
                return luck.choice((6, 12, 18, 24) if field.code == "months" else (0, 1, 2, 5))
            case "flag":
                return field.code not in ("pregnant", "raising_child", "other_offence") and luck.random() < 0.9
            case "date":
                back = 20 if field.code in ("last_use_on", "meeting_on", "ground_until") else -3
                return (self.on - timedelta(days=back)).isoformat()
            case "choice":
                return luck.choice([code for code, _ in field.choices])
            case "choices":
                return [code for code, _ in field.choices]
            case "place":
                places = (self.ward.centre, self.ward.clinic, self.ward.private)
                fits = [p for p in places if any(p.kind in kinds_of(m.law.code) for m in self.models.values())]
                own = {"apply": self.ward.clinic}.get(step.code)
                return (own or luck.choice(fits or places)).pk
            case "unit":
                return self.ward.world.units["an-1-b"].pk
        return "thử"

    # ------------------------------------------------------------ what always holds
    def agree(self, pk: int) -> None:
        """Rows, walk and model say the same; history only grows."""
        measure, model = Measure.objects.select_related("place").get(pk=pk), self.models[pk]
        assert measure.state == model.state
        assert measure.open is not model.over
        steps = facts.done(measure)
        now = facts.walked(measure, steps)
        assert [(d.step, d.version) for d in steps] == [(code, law.version) for code, _, law in model.done]
        assert (measure.starts_on, measure.ends_on, measure.decided_on, measure.closed_on) == (
            now.starts_on, now.ends_on, now.decided_on, now.closed_on)  # fmt: skip
        kept = set(
            Clock.objects.filter(measure=measure).values_list("rule", "started_at", "due_at", "stopped_at", "ahead")
        )
        assert kept == {(r.code, r.started_at, r.due_at, r.stopped_at, r.ahead) for r in now.clocks}
        if model.over:
            assert not any(r.runs for r in now.clocks)
            assert not measure.inside
        rows = list(
            StepTaken.objects.filter(measure=measure).order_by("number").values_list("number", "step", "on", "by")
        )
        was = self.history.get(pk, [])
        assert rows[: len(was)] == was
        assert [n for n, *_ in rows] == list(range(1, len(rows) + 1))
        self.history[pk] = rows

    @invariant()
    def nobody_is_in_two_places(self) -> None:
        if self.moved and self.person:
            self.moved = False
            assert Measure.objects.filter(person=self.person, inside=True).count() <= 1
            acts = AuditRow.objects.filter(action__startswith="measure.").count() - self.before
            assert acts == self.acts


@pytest.mark.django_db
@pytest.mark.timeout(6_000)
def test_random_steps_over_all_pathways_never_leave_the_law(settings: Any, tmp_path: Path) -> None:
    Machine.ward = Ward(Folk(world.build()))
    Machine.running = frozenset(Place.objects.values_list("agency_id", flat=True))
    Machine.home, Machine.kept, Machine.runs = settings, tmp_path, 0
    for kept in (Machine.taken, Machine.outcomes, Machine.steps, Machine.actors):
        kept.clear()  # type: ignore[attr-defined]
    beginnings = product(STARTS, (False, True), (False, True))
    Machine.newcomers = {beginning: Machine.newcomer(*beginning) for beginning in beginnings}
    sizes = sized(max_examples=RUNS, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Machine, settings=sizes)
    trust.record("R10 cases state machine: runs of 50 random steps over all pathways, breaks", RUNS, 0)
    print(len(Machine.steps), "kinds of steps", Machine.outcomes, Machine.taken)
    assert len(Machine.steps) >= (10 if RUNS >= 100 else 1)  # it went somewhere; few runs may all end early
    assert Machine.runs >= min(RUNS, WHOLE_EACH)


@pytest.mark.django_db
def test_the_trail_of_a_case_is_whole(ward: Ward, settings: Any, tmp_path: Any) -> None:
    settings.AUDIT_KEY, settings.AUDIT_HEADS = tmp_path / "audit.ed25519", tmp_path / "heads.log"
    measure = ward.community(ward.addict(), until="review")
    take_back(measure_id=measure.pk, reason="ghi nhầm", by=ward.actor("xa"), on=ward.on)
    while sealer.seal_pending():
        continue
    report = verify()
    assert report.ok, report
    assert AuditRow.objects.filter(action__startswith="measure.", ref=str(measure.pk)).count() == 5
