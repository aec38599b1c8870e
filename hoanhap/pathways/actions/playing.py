"""One person's history played step by step in memory, by the rules that the single actions ask.

What is the same for everybody who came the same way is asked of the shared `Track`; what is the same for every desk,
commune and place, of the batch's `Scenery`. Only the person's own facts are looked at person by person.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from hoanhap.access.rules import PostFacts
from hoanhap.kernel.lang import t
from hoanhap.law.pathways.shape import Pathway, Step, UnknownPathway
from hoanhap.pathways.actions.cases import Case, PaperRow, StepRow, become, led
from hoanhap.pathways.actions.determine import RESULTS
from hoanhap.pathways.actions.follow import ENDED, KINDS
from hoanhap.pathways.actions.keep import inside
from hoanhap.pathways.actions.scenery import Scenery
from hoanhap.pathways.actions.steps import place_of, turn_of, whom_of
from hoanhap.pathways.queries.lives import Life
from hoanhap.pathways.rules.engine import refused, unmet
from hoanhap.pathways.rules.facts import ADULT, CaseFacts, Found, Other, age, birthday
from hoanhap.pathways.rules.given import Said
from hoanhap.pathways.rules.history import FindingDraft, History, StepDraft
from hoanhap.pathways.rules.holders import post_for, said_who
from hoanhap.pathways.rules.places import kinds_of
from hoanhap.pathways.rules.reasons import possible
from hoanhap.pathways.rules.track import Way
from hoanhap.pathways.rules.walk import Walk
from hoanhap.people.models import Person

Posts = tuple[PostFacts, ...]


class Stop(Exception):
    """Why an event of a history cannot have happened."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__("\n".join(reasons))


@dataclass(slots=True)
class Move:
    """What a step asked and led to, for whoever comes the same way (`molds`).

    `facts`: where its checks read the person's own; `found`: how many findings there were; `was`: the place that the
    case had before. `reached`: pathway, version, state, leading sector and era, which say who reaches the person from
    then on; `open`: whether anybody does. `tried`: papers, made or not. `beds`: places with one taken or given back.
    """

    case: int
    law: Pathway
    step: Step
    era: int
    facts: CaseFacts | None
    found: int
    was: int | None
    row: StepRow
    reached: tuple[str, str, str, str, int] | None = None
    place: int | None = None
    open: bool = True
    tried: tuple[tuple[str, bool], ...] = ()
    beds: tuple[tuple[int, int], ...] = ()


class Play:
    """A person's life and cases while events are added. `stood`: standings to write: kind, basis, from, to."""

    def __init__(self, scenery: Scenery, life: Life, posts: Posts | None, today: date) -> None:
        self.scenery, self.life, self.today = scenery, life, today
        self.posts = posts  # of who types it in; None: made up, each step from its own agency's desk
        self.person: Person = life.person
        self.born = birthday(self.person.born_on, self.person.birth_year)
        self.determinations = list(life.determinations)
        self.standings = list(life.standings)
        self.findings: list[FindingDraft] = []
        self.became: list[tuple[str, str, date]] = []
        self.cases: dict[int, Case] = {}
        self.moves: list[Move] = []

    def play(self, history: History) -> Iterator[tuple[int, str]]:
        """The reasons against it, by event; nothing after the first event that cannot have been."""
        for n, event in enumerate(history.events):
            try:
                self.find(event) if isinstance(event, FindingDraft) else self.take(event)
            except Stop as stop:
                yield from ((n, reason) for reason in stop.reasons)
                return

    # ------------------------------------------------------------ findings
    def find(self, draft: FindingDraft) -> None:
        if draft.on > self.today or draft.on.year < self.person.birth_year:
            raise Stop(t("Ngày này không thể có.", "That day cannot be."))
        if draft.result not in RESULTS or (draft.result == "addicted") != bool(draft.substances):
            raise Stop(t("Kết quả và chất gây nghiện không khớp.", "The result and the substances do not agree."))
        if not self.scenery.certified(draft.clinician_id, draft.on):
            raise Stop(t("Ngày đó người này chưa được xác định tình trạng nghiện.",
                         "On that day this clinician may not determine addiction."))  # fmt: skip
        self.findings.append(draft)
        self.determinations.append(Found(draft.on, draft.result, frozenset(draft.substances)))
        if draft.result == "addicted":
            self.become("addict", "determined", draft.on)

    def become(self, kind: str, basis: str, day: date) -> None:
        self.became.append((kind, basis, day))
        become(self.standings, kind, basis, day)

    # ------------------------------------------------------------ steps
    def take(self, draft: StepDraft) -> None:
        case = self.cases.get(draft.case)
        law = self._law(case, draft)
        step = law.step.get(draft.step)
        if step is None or (case is None) != step.opens:
            raise Stop(t("Hình thức này không có bước “{x}” ở đây.", "There is no step “{x}” here.", x=draft.step))
        told = self.scenery.told(law.code, law.version, step.code, draft.given)
        if told.problems:
            raise Stop(*told.problems.values())
        era = self.scenery.era(draft.on)
        post = self._post(case, step, draft, era)
        others = [other.as_other() for other in self.cases.values() if other is not case]
        case = case or self._opened(law, draft, told, post, others)
        way = case.track.way(law, step, draft.on, draft.at, case.known_as(told.facts), told.words)
        facts = self._judge(case, law, step, draft, told, way, others)
        self.cases[draft.case] = case
        self._done(case, law, step, draft, told, way, post, era, facts)

    def _law(self, case: Case | None, draft: StepDraft) -> Pathway:
        if case is not None:
            return case.track.law(draft.on)
        try:
            return self.scenery.law.pathway(draft.pathway, draft.on)
        except UnknownPathway as unknown:
            raise Stop(str(unknown)) from unknown

    def _opened(self, law: Pathway, draft: StepDraft, told: Said, post: PostFacts, others: list[Other]) -> Case:
        before = [*(other for _, other in self.life.measures), *others]
        turn, whom = turn_of(law, before, told), whom_of(age(self.born, draft.on) < ADULT, before)
        root = self.scenery.root(law.code, turn, whom)
        assert self.person.commune_id is not None
        return Case(law.code, turn, whom, self.person.commune_id, post.agency_id, draft.on, root)

    # ------------------------------------------------------------ whose it is
    def _post(self, case: Case | None, step: Step, draft: StepDraft, era: int) -> PostFacts:
        scenery, on = self.scenery, draft.on
        commune = case.commune_id if case else self.person.commune_id
        if commune is None:
            raise Stop(t("Chưa ghi nơi ở của người này.", "Where the person lives is not recorded."))
        if self.posts is None:
            post = self._desk(case, step, commune, draft, era)
        else:
            held = (p for p in self.posts if p.in_force(on))
            to = (case.to, case.place_to) if case else (None, None)
            here = scenery.ground((commune, self._running(case, draft), *to), on)
            post = post_for(step, held, here, lambda sector, level: scenery.office(sector, level, on), on)
        if post is None or post.agency_id != draft.agency_id:
            raise Stop(t("“{step}” do {who} ghi.", "“{step}” is recorded by: {who}.",
                         step=step.title, who=said_who(step, on)))  # fmt: skip
        return post

    def _desk(self, case: Case | None, step: Step, commune: int, draft: StepDraft, era: int) -> PostFacts | None:
        """The agency's own desk, if the step is that office's. Until the next change of offices the answer stays."""
        scenery, on = self.scenery, draft.on
        desk = scenery.post(draft.agency_id)
        if desk is None or not desk.in_force(on):
            return None
        running, moves = self._running(case, draft), (case.to, case.place_to) if case else (None, None)
        return desk if scenery.suits(step, desk, (commune, running, *moves), era, on) else None

    def _running(self, case: Case | None, draft: StepDraft) -> frozenset[int]:
        """The agencies that run the case's place; before it has one, those of the desk."""
        if case and case.place_id and (stand := self.scenery.place(case.place_id)):
            return stand.runs
        return self.scenery.runs_a_place(draft.agency_id, draft.on)

    # ------------------------------------------------------------ whether it may be
    def _judge(
        self, case: Case, law: Pathway, step: Step, draft: StepDraft, told: Said, way: Way, others: list[Other]
    ) -> CaseFacts | None:
        """As `engine.refused`, which is asked for its sentences when anything stands against the step. Returns the
        facts, if they had to be gathered."""
        died = self.life.died_on or next((o.closed_on for o in others if o.outcome == "died"), None)
        last = case.done[-1] if case.done else None
        fine = way.clear and possible(draft.on, draft.at, self.born.year, died, last, self.today)
        if fine and not step.needs:
            return None
        facts = self._facts(case, law, draft, told, died, others)
        if fine and next(unmet(law, step, facts), None) is None:
            return facts
        raise Stop(*map(str, refused(law, step, case.now, facts, words=told.words, at=draft.at, today=self.today)))

    def _facts(
        self, case: Case, law: Pathway, draft: StepDraft, told: Said, died: date | None, others: list[Other]
    ) -> CaseFacts:
        life, now, scenery = self.life, case.now, self.scenery
        limits, term = scenery.limits(law.code, law.version, case.turn, case.whom)
        return CaseFacts(
            on=draft.on,
            birth_year=self.person.birth_year,
            born_on=self.person.born_on,
            died_on=died,
            communes=scenery.becomes(case.commune_id),
            arriving=scenery.becomes(case.to),
            residences=life.residences,
            determinations=self.determinations,
            tests=life.tests,
            standings=self.standings,
            others=[*(other for _, other in life.measures), *others],
            represented=life.represented,
            done=case.done,
            turn=case.turn,
            case=case.whom,
            limits=limits,
            term=term,
            starts_on=now.starts_on if now else None,
            ends_on=now.ends_on if now else None,
            term_days=now.term_days if now else 0,
            papers=case.kinds,
            wanted=scenery.wanted(law.code, law.version, tuple(d.step for d in case.done), draft.on)
            if case.done
            else {},
            place=scenery.place_facts(place_of(told) or case.place_id, draft.on),
            place_kinds=kinds_of(law.code),
            given=told.facts,
        )

    # ------------------------------------------------------------ what follows
    def _done(
        self,
        case: Case,
        law: Pathway,
        step: Step,
        draft: StepDraft,
        told: Said,
        way: Way,
        post: PostFacts,
        era: int,
        facts: CaseFacts | None,
    ) -> None:
        before, was = case.now.state if case.now else "", (case.place_id, case.commune_id, case.era)
        taken = replace(way.done, facts=told.facts) if case.stand_ins else way.done
        now = case.step(taken, way.to)
        row = StepRow(taken.number, step.code, law.version, before, now.state, draft.on, draft.at, told.facts,
                      told.words, post)  # fmt: skip
        case.rows.append(row)
        move = Move(draft.case, law, step, era, facts, len(self.findings), case.place_id, row, open=now.open)
        self.moves.append(move)
        move.beds, move.place = self._bed(case, now), case.place_id
        case.era = era
        if before != now.state or was != (case.place_id, case.commune_id, era):
            move.reached = (now.pathway.code, now.pathway.version, now.state, self.scenery.lead(draft.on), era)
            here = (case.commune_id, case.agency_id, case.place_id)
            case.reaches = led(case.reaches, self.scenery.reaching(*here, *move.reached) if now.open else (), draft.on)
        kind = ENDED.get(now.outcome)
        if kind and now.pathway.kind in KINDS and now.closed_on:
            self.become(kind, "certificate" if kind == "completer" else "determined", now.closed_on)
        move.tried = self._draft(case, step, post.agency_id, draft.on)

    def _draft(self, case: Case, step: Step, agency_id: int, on: date) -> tuple[tuple[str, bool], ...]:
        """As `follow.draft`: what this office cannot draft is left to whoever can."""
        wanted = (kind for kind in dict.fromkeys(step.papers) if kind not in case.kinds)
        tried = tuple((kind, self.scenery.drafts.may(kind, agency_id, on)) for kind in wanted)
        made = [kind for kind, may in tried if may]
        if made:
            case.kinds |= set(made)
            case.papers += [PaperRow(kind, agency_id, on) for kind in made]
        return tried

    def _bed(self, case: Case, now: Walk) -> tuple[tuple[int, int], ...]:
        before = case.place_id if case.inside else None
        case.place_id = now.place_id
        case.inside = now.pathway.residential and now.place_id is not None and inside(now, case.done)
        after = case.place_id if case.inside else None
        changed = tuple((pk, n) for pk, n in ((before, -1), (after, 1)) if pk) if before != after else ()
        self.scenery.taken.update(dict(changed))
        return changed

    def leave(self) -> None:
        """The beds that were taken in it are free again: nothing of it was."""
        for pk, n in (bed for move in self.moves for bed in move.beds):
            self.scenery.taken[pk] -= n
