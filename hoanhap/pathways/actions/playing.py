"""One person's history played step by step in memory, by the rules that the single actions ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from hoanhap.access.rules import PostFacts
from hoanhap.kernel.lang import t
from hoanhap.law.pathways.shape import Pathway, Step, UnknownPathway
from hoanhap.pathways.actions.determine import RESULTS
from hoanhap.pathways.actions.follow import ENDED, KINDS
from hoanhap.pathways.actions.keep import inside
from hoanhap.pathways.actions.scenery import Scenery
from hoanhap.pathways.actions.steps import place_of, turn_of, whom_of
from hoanhap.pathways.queries.lives import Life
from hoanhap.pathways.rules.engine import refused
from hoanhap.pathways.rules.facts import CaseFacts, Done, Found, Given, Other, Stood
from hoanhap.pathways.rules.given import Said
from hoanhap.pathways.rules.history import FindingDraft, History, StepDraft
from hoanhap.pathways.rules.holders import Ground, post_for, said_who
from hoanhap.pathways.rules.places import kinds_of, relation
from hoanhap.pathways.rules.track import Track
from hoanhap.pathways.rules.walk import Walk
from hoanhap.people.models import Person

PLACES = ("place", "place_to", "commune_to")  # facts that name a row: tracks know them by their turn alone
Posts = tuple[PostFacts, ...]


class Stop(Exception):
    """Why an event of a history cannot have happened."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__("\n".join(reasons))


@dataclass(slots=True)
class StepRow:
    number: int
    step: str
    version: str
    before: str
    after: str
    on: date
    at: datetime | None
    facts: Given
    words: Mapping[str, str]
    post: PostFacts


@dataclass(slots=True)
class PaperRow:
    kind: str
    agency_id: int
    on: date


@dataclass(slots=True)
class Led:
    """Whom the measure leads to the person: a row of Reach."""

    kind: str
    agency_id: int
    since: date
    until: date | None = None


@dataclass(slots=True)
class Case:
    """A measure as it grows: what the single actions would have written of it."""

    pathway: str
    turn: int
    whom: str
    commune_id: int
    agency_id: int
    opened_on: date
    track: Track
    place_id: int | None = None
    inside: bool = False
    era: int = -1  # of the step before
    now: Walk | None = None
    done: tuple[Done, ...] = ()
    rows: list[StepRow] = field(default_factory=list)
    papers: list[PaperRow] = field(default_factory=list)
    kinds: frozenset[str] = frozenset()
    reaches: list[Led] = field(default_factory=list)
    stand_ins: dict[tuple[str, int], int] = field(default_factory=dict)

    def known_as(self, facts: Given) -> Given:
        """The facts with rows named by the turn in which the case met them, so that tracks are shared."""
        if not any(code in facts for code in PLACES):
            return facts
        met = self.stand_ins
        kind = {"place": "place", "place_to": "place", "commune_to": "unit"}
        return {
            code: met.setdefault((kind[code], value), len(met) + 1)
            if code in PLACES and isinstance(value, int)
            else value
            for code, value in facts.items()
        }

    def real(self, kind: str, turn: int | None) -> int | None:
        return next((pk for (of, pk), n in self.stand_ins.items() if of == kind and n == turn), None)


class Play:
    """A person's life and cases while events are added. `stood`: standings to write: kind, basis, from, to."""

    def __init__(self, scenery: Scenery, life: Life, posts: Posts | None, today: date) -> None:
        self.scenery, self.life, self.today = scenery, life, today
        self.posts = posts  # of who types it in; None: made up, each step from its own agency's desk
        self.person: Person = life.person
        self.determinations = list(life.determinations)
        self.standings = list(life.standings)
        self.findings: list[FindingDraft] = []
        self.cases: dict[int, Case] = {}

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
        """As `follow.become`."""
        last = max((s for s in self.standings if s.valid_to is None), key=lambda s: s.valid_from, default=None)
        if last is None or (last.kind != kind and last.valid_from < day):
            if last is not None:
                self.standings[self.standings.index(last)] = replace(last, valid_to=day)
            self.standings.append(Stood(kind, basis, day))

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
        post = self._post(case, step, draft)
        facts = self._facts(case, law, draft, told)
        if case is None:
            turn, whom = turn_of(law, facts, told), whom_of(facts)
            limits, said = self.scenery.limits(law.code, law.version, turn, whom)
            facts = replace(facts, turn=turn, case=whom, limits=limits, term=said)
        reasons = refused(law, step, case.now if case else None, facts, words=told.words, at=draft.at, today=self.today)
        if reasons:
            raise Stop(*map(str, reasons))
        if case is None:
            assert self.person.commune_id is not None
            root = self.scenery.root(law.code, facts.turn, facts.case)
            case = self.cases[draft.case] = Case(
                law.code, facts.turn, facts.case, self.person.commune_id, post.agency_id, draft.on, root
            )
        self._done(case, law, step, draft, told, post)

    def _law(self, case: Case | None, draft: StepDraft) -> Pathway:
        if case is not None:
            return case.track.law(draft.on)
        try:
            return self.scenery.law.pathway(draft.pathway, draft.on)
        except UnknownPathway as unknown:
            raise Stop(str(unknown)) from unknown

    def _post(self, case: Case | None, step: Step, draft: StepDraft) -> PostFacts:
        scenery, on = self.scenery, draft.on
        commune = case.commune_id if case else self.person.commune_id
        if commune is None:
            raise Stop(t("Chưa ghi nơi ở của người này.", "Where the person lives is not recorded."))
        if self.posts is None:
            post = self._desk(case, step, commune, draft)
        else:
            held = (p for p in self.posts if p.in_force(on))
            here = self._ground(case, commune, draft)
            post = post_for(step, held, here, lambda sector, level: scenery.office(sector, level, on), on)
        if post is None or post.agency_id != draft.agency_id:
            raise Stop(t("“{step}” do {who} ghi.", "“{step}” is recorded by: {who}.",
                         step=step.title, who=said_who(step, on)))  # fmt: skip
        return post

    def _desk(self, case: Case | None, step: Step, commune: int, draft: StepDraft) -> PostFacts | None:
        """The agency's own desk, if the step is that office's. Until the next change of offices the answer stays."""
        scenery, on = self.scenery, draft.on
        desk = scenery.post(draft.agency_id)
        if desk is None or not desk.in_force(on):
            return None
        here = self._ground(case, commune, draft)
        key = (id(step), desk.agency_id, commune, here.places, here.receiving, bool(here.arriving), scenery.era(on))
        if here.arriving or key not in scenery.fits:
            found = post_for(step, (desk,), here, lambda sector, level: scenery.office(sector, level, on), on)
            scenery.fits[key] = found is not None
        return desk if scenery.fits[key] else None

    def _ground(self, case: Case | None, commune: int, draft: StepDraft) -> Ground:
        done = case.done if case else ()
        to = next((d.facts["commune_to"] for d in reversed(done) if d.facts.get("commune_to")), None)
        place_to = next((d.facts["place_to"] for d in reversed(done) if d.facts.get("place_to")), None)
        stand = self.scenery.place(case.place_id) if case and case.place_id else None
        places = frozenset({stand.agency_id}) if stand else self.scenery.runs_a_place(draft.agency_id, draft.on)
        arriving, reached = (v if isinstance(v, int) else None for v in (to, place_to))
        return self.scenery.ground(commune, arriving, places, reached, draft.on)

    def _facts(self, case: Case | None, law: Pathway, draft: StepDraft, told: Said) -> CaseFacts:
        life, now, done = self.life, case.now if case else None, case.done if case else ()
        to = next((d.facts["commune_to"] for d in reversed(done) if d.facts.get("commune_to")), None)
        answers = case.commune_id if case else self.person.commune_id
        place = place_of(told) or (case.place_id if case else None)
        limits, said = self.scenery.limits(law.code, law.version, case.turn, case.whom) if case else (None, "")
        others = self._others(case)
        return CaseFacts(
            on=draft.on,
            birth_year=self.person.birth_year,
            born_on=self.person.born_on,
            died_on=life.died_on or next((o.closed_on for o in others if o.outcome == "died"), None),
            communes=self.scenery.becomes(answers),
            arriving=self.scenery.becomes(to if isinstance(to, int) else None),
            residences=life.residences,
            determinations=self.determinations,
            tests=life.tests,
            standings=self.standings,
            others=[*(other for _, other in life.measures), *others],
            represented=life.represented,
            done=done,
            turn=case.turn if case else 1,
            case=case.whom if case else "",
            limits=limits,
            term=said,
            starts_on=now.starts_on if now else None,
            ends_on=now.ends_on if now else None,
            term_days=now.term_days if now else 0,
            papers=case.kinds if case else NO_KINDS,
            wanted=self.scenery.wanted(law.code, law.version, tuple(d.step for d in done), draft.on) if case else {},
            place=self.scenery.place_facts(place, draft.on),
            place_kinds=kinds_of(law.code),
            given=told.facts,
        )

    def _others(self, but: Case | None = None) -> list[Other]:
        return [_other(case) for case in self.cases.values() if case is not but]

    # ------------------------------------------------------------ what follows
    def _done(self, case: Case, law: Pathway, step: Step, draft: StepDraft, told: Said, post: PostFacts) -> None:
        before, was = case.now.state if case.now else "", (case.place_id, case.commune_id)
        done = Done(len(case.done) + 1, step.code, draft.on, law.version, draft.at, told.facts)
        as_known = case.known_as(told.facts)
        case.track = case.track.after(done if as_known is told.facts else replace(done, facts=as_known))
        case.done = (*case.done, done)
        now = case.track.now
        assert now is not None
        if case.stand_ins:
            now = now._replace(place_id=case.real("place", now.place_id), commune_id=case.real("unit", now.commune_id))
        case.now = now
        self._bed(case, now)
        case.commune_id = now.commune_id or case.commune_id
        case.rows.append(
            StepRow(
                done.number, step.code, law.version, before, now.state, draft.on, draft.at, told.facts, told.words, post
            )
        )
        stays = (before, was, self.scenery.era(draft.on)) == (now.state, (case.place_id, case.commune_id), case.era)
        if not stays:
            self._reach(case, now, draft.on)
        case.era = self.scenery.era(draft.on)
        kind = ENDED.get(now.outcome)
        if kind and now.pathway.kind in KINDS and now.closed_on:
            self.become(kind, "certificate" if kind == "completer" else "determined", now.closed_on)
        self._draft(case, step, post.agency_id, draft.on)

    def _draft(self, case: Case, step: Step, agency_id: int, on: date) -> None:
        """As `follow.draft`: what this office cannot draft is left to whoever can."""
        wanted = (kind for kind in dict.fromkeys(step.papers) if kind not in case.kinds)
        made = [kind for kind in wanted if self.scenery.drafts.may(kind, agency_id, on)]
        case.kinds |= set(made)
        case.papers += [PaperRow(kind, agency_id, on) for kind in made]

    def _bed(self, case: Case, now: Walk) -> None:
        before = case.place_id if case.inside else None
        case.place_id = now.place_id
        case.inside = now.pathway.residential and now.place_id is not None and inside(now, case.done)
        after = case.place_id if case.inside else None
        if before != after:
            self.scenery.taken.update({pk: n for pk, n in ((before, -1), (after, 1)) if pk})

    def _reach(self, case: Case, now: Walk, on: date) -> None:
        """As `follow.link`: who reaches the person from this step on, and who no longer does."""
        wanted: set[tuple[str, int]] = set()
        if now.open:
            wanted.add(("open", self.scenery.answering(case.commune_id, on) or case.agency_id))
            stand = self.scenery.place(case.place_id) if case.place_id else None
            if stand is not None:
                wanted.add((relation(stand.kind), stand.agency_id))
        running = [row for row in case.reaches if row.until is None]
        gone = {row.kind for row in running if row.kind != "named" and (row.kind, row.agency_id) not in wanted}
        for row in running:
            if row.kind in gone:
                row.until = on
        case.reaches = [row for row in case.reaches if row.kind not in gone or row.since != on or row.until != on]
        if now.open:
            wanted |= {("named", pk) for pk in self.scenery.named(case.commune_id, now.pathway, now.state, on)}
        there = {(row.kind, row.agency_id) for row in case.reaches if row.until is None}
        case.reaches += [Led(kind, pk, on) for kind, pk in sorted(wanted - there)]


NO_KINDS: frozenset[str] = frozenset()


def _other(case: Case) -> Other:
    """As `queries.facts` reads a measure of the same person."""
    now = case.now
    assert now is not None
    begun = now.starts_on is not None or case.inside or (now.decided_on is not None and not now.pathway.residential)
    return Other(
        case.pathway,
        now.pathway.kind,
        now.pathway.residential,
        now.open,
        now.outcome,
        case.opened_on,
        now.closed_on,
        begun,
    )
