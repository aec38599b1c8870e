"""Everybody else in the demo's register: the invented people of `registers`, written as the register's own officers
would have written them.

Who they are is drawn here; what happened to them goes through the bulk loaders, which ask the law of each day about
every act, as they ask it of a list that an officer brings.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from hoanhap.access.queries import set_up_actor
from hoanhap.config.demo.cases import LIVES
from hoanhap.config.demo.listed import Help, Invented
from hoanhap.config.demo.numbers import draw
from hoanhap.config.demo.order import PROVINCE
from hoanhap.config.demo.people import CENTRE_SINCE, Ground
from hoanhap.config.demo.places import Means
from hoanhap.config.demo.story import BUSINESS_DATE
from hoanhap.config.demo.ways import CENTRE, CLINIC, Case, Done, acts, aftercare, begun, closed
from hoanhap.facts.actions import recording
from hoanhap.pathways.actions.load import load as load_histories
from hoanhap.pathways.actions.scenery import Scenery
from hoanhap.pathways.rules.facts import Value
from hoanhap.pathways.rules.history import FindingDraft, History, StepDraft
from hoanhap.people.actions.load import load as load_people
from hoanhap.people.rules.draft import Draft, UseDraft
from hoanhap.people.rules.identity import Birth
from hoanhap.people.rules.record import Record, SupportDraft
from hoanhap.people.synthetic.lives import ETHNICITY, HAMLETS, PEOPLES
from hoanhap.people.synthetic.names import MANNERS, Choice, draw_name, weighted

MEN = 0.94
FOUND_BEFORE = 2  # days from the finding of addiction to the first act
OPIATE, ANY = Choice(weighted("heroin:85 opium:15")), Choice(weighted("heroin:66 opium:14 methamphetamine:20"))
BASIS = Choice(weighted("declared:40 family:20 detected:30 list:10"))
OCCUPATION = Choice(weighted("none:20 unstable:30 farmer:35 worker:5 builder:6 trader:4"))
PEOPLE = Choice(weighted(PEOPLES[PROVINCE]))
WHAT = {
    "training": Choice(weighted("motorbike-repair:3 welding:3 carpentry:2 farming:4 livestock:4 building:2")),
    "job": Choice(weighted("company:3 cooperative:3 own-business:5 public-works:2")),
    "loan": Choice(weighted("animals:6 seeds:3 tools:3 own-business:3")),
    "counselling": Choice(weighted("psychology:3 law:2 relapse:3 work-advice:3")),
}
TRANSFER = "transfer"
BATCH = 1_000


class Crowd:
    def __init__(self, ground: Ground, means: Means) -> None:
        self._ground, self._means = ground, means
        self._scenery = Scenery(None)

    def load(self, people: Mapping[str, Sequence[Invented]]) -> int:
        """By the code of the commune they live in. Returns how many came."""
        everybody = [(code, one, drawn) for code, some in people.items() for one, drawn in _named(code, some)]
        with recording():  # a person's facts are derived once, after what happened to them
            for start in range(0, len(everybody), BATCH):
                self._some(everybody[start : start + BATCH])
        return len(everybody)

    def _some(self, people: Sequence[tuple[str, Invented, Draft]]) -> None:
        by, on = set_up_actor(), BUSINESS_DATE
        ids = load_people([self._record(*row) for row in people], by=by, on=on).ids
        histories = [History(pk, tuple(self._events(code, one, draft)))
                     for pk, (code, one, draft) in zip(ids, people, strict=True) if one.cases]  # fmt: skip
        load_histories(histories, by=by, on=on, scenery=self._scenery)

    # ------------------------------------------------------------ the file
    def _record(self, code: str, one: Invented, draft: Draft) -> Record:
        commune = self._ground.country.by_code("commune", code).id
        agency = self._ground.agencies[code, "labour"][0]
        supports = tuple(_support(help, agency, draft.name) for help in one.helped)
        return Record(draft, commune, one.listed, supports=supports, synthetic=True)

    # ------------------------------------------------------------ what happened
    def _events(self, code: str, one: Invented, draft: Draft) -> Iterator[FindingDraft | StepDraft]:
        commune = self._ground.country.by_code("commune", code).id
        substances = tuple(use.substance for use in draft.uses)
        told: list[tuple[date, FindingDraft | StepDraft]] = []
        for number, case in enumerate(_with_aftercare(one.cases)):
            done = list(_with_transfer(case))
            if done and done[0].step != "list":
                before = done[0].on - timedelta(FOUND_BEFORE)
                found = FindingDraft(before, "addicted", self._means.clinician["province"], substances)
                told.append((before, found))
            for n, act in enumerate(done):
                told.append((act.on, self._step(number, act, commune, opens=not n)))
        yield from (event for _, event in sorted(told, key=lambda row: row[0]))

    def _step(self, number: int, act: Done, commune: int, *, opens: bool) -> StepDraft:
        given = {code: self._place(value, act.on) for code, value in act.given.items()}
        agency = self._agency(act, commune)
        return StepDraft(number, act.step, act.on, agency, tuple(given.items()), act.pathway if opens else "")

    def _agency(self, act: Done, commune: int) -> int:
        """Whose step it is: the office of the commune's own line, or the place where the person is."""
        step = self._scenery.law.pathway(act.pathway, act.on).step[act.step]
        holder = step.actor.at(act.on)
        if holder.sector == "person":
            holder = step.recorder.at(act.on)
        if holder.level == "place":
            before = act.on - timedelta(act.step == TRANSFER)  # who hands over, not who receives
            place = self._scenery.place(int(str(self._place(_stands(act), before))))
            assert place
            return place.agency_id
        desk = self._scenery.desk(commune, holder.sector, holder.level, act.on)
        assert desk, f"nobody does “{act.step}” there"
        return desk

    def _place(self, value: Value, on: date) -> Value:
        names = {CENTRE: "centre" if on >= CENTRE_SINCE else "former", CLINIC: "clinic-province"}
        return self._means.place[names[value]] if isinstance(value, str) and value in names else value


def _stands(act: Done) -> str:
    return CLINIC if act.pathway == "methadone" else CENTRE


def _with_aftercare(cases: Iterable[Case]) -> Iterator[Case]:
    for case in cases:
        yield case
        if after := aftercare(case):
            yield after


def _with_transfer(case: Case) -> Iterator[Done]:
    """Whoever was in the former centre on the day it became this one."""
    first, last = begun(case), closed(case) or case.until or date.max
    moves = case.way.startswith("centre") and first is not None and first < CENTRE_SINCE < last
    for act in acts(case):
        if moves and act.on >= CENTRE_SINCE:
            yield Done(case.way, TRANSFER, CENTRE_SINCE, {"place_to": CENTRE})
            moves = False
        yield act


# ---------------------------------------------------------------- who they are
def _named(code: str, people: Sequence[Invented]) -> Iterator[tuple[Invented, Draft]]:
    """In one commune nobody has the name of another; nobody has the initials of one of the named lives."""
    rng, taken = draw("names", code), {_initials(life.name) for life in LIVES}
    for one in people:
        sex = "male" if rng.random() < MEN else "female"
        folk = PEOPLE.draw(rng)
        name = draw_name(rng, MANNERS[folk], sex)
        while {name, _initials(name)} & taken:
            name = draw_name(rng, MANNERS[folk], sex)
        taken.add(name)
        yield one, _draft(rng, one, name, sex, ETHNICITY[folk])


def _initials(name: str) -> str:
    return ".".join(word[0] for word in name.split())


def _draft(rng: Random, one: Invented, name: str, sex: str, ethnicity: str) -> Draft:
    born = one.listed - timedelta(int(365.25 * min(60.0, 19 + rng.gammavariate(3.0, 4.5))) + rng.randrange(365))
    opiate = any(case.way == "methadone" for case in one.cases)
    return Draft(
        name=name,
        birth=Birth(born.year, born if rng.random() < 0.75 else None),
        sex=sex,
        residence="permanent" if one.settled else "unstable",
        since=born + timedelta(1) if one.settled else one.listed - timedelta(rng.randint(5, 300)),
        standing="user",
        basis=BASIS.draw(rng),
        listed_on=one.listed,
        address=f"{HAMLETS[rng.randrange(len(HAMLETS))]} (hư cấu)",
        ethnicity=ethnicity,
        occupation=OCCUPATION.draw(rng),
        uses=(UseDraft((OPIATE if opiate else ANY).draw(rng)),),
    )


def _support(help: Help, agency: int, name: str) -> SupportDraft:
    until = min(help.on + timedelta(90), BUSINESS_DATE) if help.kind == "training" else None
    return SupportDraft(
        kind=help.kind,
        on=help.on,
        agency_id=agency,
        until=until,
        amount=help.amount or None,
        source="fund" if help.amount else "",
        what=WHAT[help.kind].draw(draw("support", name, help.on.isoformat())),
        outcome="done" if until else "",
    )
