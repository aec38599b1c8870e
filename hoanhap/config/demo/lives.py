"""Playing the lives of `cases`: every line through the action that an officer's screen calls."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from hoanhap.access.rules import Actor
from hoanhap.config.demo.cases import LIVES, Life, Line
from hoanhap.config.demo.cast import WOMEN
from hoanhap.config.demo.people import Ground, People
from hoanhap.config.demo.places import Means
from hoanhap.pathways.actions import centre, determine, refer, steps
from hoanhap.people import actions as people
from hoanhap.people.queries.scope import find
from hoanhap.people.rules.draft import Draft, UseDraft
from hoanhap.people.rules.identity import Birth

RECORDED = date(2019, 1, 21)  # when the office began to keep its register here: what is older was typed in that day
TEST = "urine"


@dataclass
class One:
    """The person whose life is played: what later lines name of earlier ones."""

    code: str
    measures: dict[str, int] = field(default_factory=dict)  # pathway → the measure opened last
    needs: dict[str, int] = field(default_factory=dict)  # kind → the need
    helper: int = 0


class Lives:
    def __init__(self, ground: Ground, cast: People, means: Means) -> None:
        self.ground, self.cast, self.means = ground, cast, means

    def play(self) -> None:
        for life in LIVES:
            self._live(life)

    def _live(self, life: Life) -> None:
        one = One(self._register(life))
        for line in life.lines:
            DO[line.do](self, one, line, self.cast[line.who], max(line.day, RECORDED))

    def _register(self, life: Life) -> str:
        kind, since = life.home
        standing, basis, listed = life.listed
        draft = Draft(
            name=life.name,
            birth=Birth(life.born.year, life.born),
            sex=life.sex,
            residence=kind,
            since=since,
            standing=standing,
            basis=basis,
            listed_on=listed,
            occupation=life.occupation,
            uses=(UseDraft(life.substance),),
        )
        commune = self.ground.country.by_code("commune", life.commune).id
        on = max(listed, RECORDED)
        by = self.cast[life.officer]
        return people.register(draft=draft, commune_id=commune, by=by, on=on, synthetic=True).code

    # ------------------------------------------------------------ the pathway
    def _open(self, one: One, line: Line, by: Actor, on: date) -> None:
        pathway, step = line.what.split()
        opened = steps.open_measure(
            code=one.code, pathway=pathway, step=step, day=line.day, given=self._given(line), by=by, on=on
        )
        one.measures[pathway] = opened.measure.pk

    def _step(self, one: One, line: Line, by: Actor, on: date) -> None:
        *pathway, step = line.what.split()
        measure = one.measures[pathway[0] if pathway else next(reversed(one.measures))]
        steps.take_step(measure_id=measure, step=step, day=line.day, given=self._given(line), by=by, on=on)

    def _stage(self, one: One, line: Line, by: Actor, on: date) -> None:
        measure = next(reversed(one.measures.values()))
        centre.set_stage(measure_id=measure, stage=line.what, day=line.day, bed=line.given["bed"], by=by, on=on)

    def _given(self, line: Line) -> dict[str, object]:
        given = dict(line.given)
        if place := given.get("place"):
            given["place"] = self.means.place[place]
        return given

    # ------------------------------------------------------------ the person
    def _determine(self, one: One, line: Line, by: Actor, on: date) -> None:
        clinician = self.means.clinician[line.what]
        determine.determine(code=one.code, day=line.day, result="addicted", clinician_id=clinician,
                            substances=line.given["substances"], by=by, on=on)  # fmt: skip

    def _test(self, one: One, line: Line, by: Actor, on: date) -> None:
        people.record_test(code=one.code, day=line.day, kind=TEST, result=line.what, agency_id=self._own(by),
                           by=by, on=on, **line.given)  # fmt: skip

    def _need(self, one: One, line: Line, by: Actor, on: date) -> None:
        need = people.record_need(code=one.code, kind=line.what, day=line.day, by=by, on=on)
        one.needs[line.what] = need.pk

    def _support(self, one: One, line: Line, by: Actor, on: date) -> None:
        people.give_support(code=one.code, kind=line.what, day=line.day, agency_id=self._own(by),
                            need_id=one.needs.get(line.what), by=by, on=on, **line.given)  # fmt: skip

    def _helper(self, one: One, line: Line, by: Actor, on: date) -> None:
        helper = self.cast[line.what]
        women = next(pk for (_, sector), (pk, _) in self.ground.agencies.items() if sector == WOMEN)
        given = people.assign(code=one.code, helper=helper.name, organisation_id=women, post_id=helper.posts[0].id,
                              valid_from=line.day, by=by, on=on)  # fmt: skip
        one.helper = given.pk

    def _visit(self, one: One, line: Line, by: Actor, on: date) -> None:
        people.log_visit(code=one.code, assignment_id=one.helper, day=line.day, finding=line.what, by=by, on=on)

    def _refer(self, one: One, line: Line, by: Actor, on: date) -> None:
        refer.refer(code=one.code, place_id=self.means.place[line.what], by=by, on=on)

    def _settle(self, one: One, line: Line, by: Actor, on: date) -> None:
        people.settle(code=one.code, kind=line.what, since=line.day, revision=self._revision(one, by, on), by=by, on=on)

    def _leave(self, one: One, line: Line, by: Actor, on: date) -> None:
        to = self.ground.country.by_code("commune", line.what).id
        people.leave(code=one.code, day=line.day, reason="moved", to_commune_id=to, aware=True,
                     revision=self._revision(one, by, on), by=by, on=on)  # fmt: skip

    def _revision(self, one: One, by: Actor, on: date) -> int:
        return find(by, one.code, None, on)[0].revision

    def _own(self, by: Actor) -> int:
        return by.posts[0].agency_id


DO: dict[str, Callable[[Lives, One, Line, Actor, date], None]] = {
    "open": Lives._open,
    "step": Lives._step,
    "stage": Lives._stage,
    "determine": Lives._determine,
    "test": Lives._test,
    "need": Lives._need,
    "support": Lives._support,
    "helper": Lives._helper,
    "visit": Lives._visit,
    "refer": Lives._refer,
    "settle": Lives._settle,
    "leave": Lives._leave,
}
