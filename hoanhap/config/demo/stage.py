"""Playing the campaign: everybody does their own steps, through the same actions as a person at a screen."""

from collections.abc import Callable
from datetime import date, timedelta

from hoanhap.access.rules import Actor
from hoanhap.catalog import loaded
from hoanhap.config.demo import communes, guidance, published, story
from hoanhap.config.demo.communes import Answer, Commune
from hoanhap.config.demo.listed import COUNTED
from hoanhap.config.demo.order import PROVINCE, SLUG
from hoanhap.config.demo.people import RECEIVER, Ground, People
from hoanhap.config.demo.published import Figure
from hoanhap.config.demo.registers import Registers
from hoanhap.config.demo.story import ANNEX_1, ANNEX_2, ANNEX_3, REPORT
from hoanhap.kernel.lang import t
from hoanhap.reporting.actions import cells, corrections, explanations, steps
from hoanhap.reporting.actions.cells import Change
from hoanhap.reporting.queries.campaigns import numbers_of
from hoanhap.reporting.rules.cells import CellFacts
from hoanhap.units.queries import UnitFacts
from hoanhap.units.rules.names import inline

Progress = Callable[[str], None]


class Stage:
    """The campaign on its ground with its people. Agencies are named by unit code, or by their own code."""

    def __init__(self, ground: Ground, people: People, progress: Progress) -> None:
        self.ground, self.people, self.progress = ground, people, progress
        listed = [Commune(c.code, c.kind, d.code) for d in ground.districts for c in ground.communes[d.code]]
        self.communes = {c.code: c for c in listed}
        self.lives = communes.lives(listed)
        self.sessions = communes.report_1479(listed)
        self.registers = Registers(loaded.form(ANNEX_2), listed, self.lives)
        self.numbers: dict[tuple[str, str], int] = {}  # of submissions, by agency and form

    def play(self) -> None:
        """The campaign has been opened."""
        self.numbers = numbers_of(slug=SLUG)
        self._report()
        for i, district in enumerate(self.ground.districts, 1):
            self.progress(t("Phụ lục 2, 3: {n}/13 {unit}", "Annexes 2, 3: {n}/13 {unit}", n=i, unit=district.name))
            for form in (ANNEX_2, ANNEX_3):
                self._annex(form, district)
        self._guidance()

    # ------------------------------------------------------------ bc-1479: complete, sealed
    def _report(self) -> None:
        for i, district in enumerate(self.ground.districts, 1):
            self.progress(t("Biểu 1479: {n}/13 {unit}", "Form 1479: {n}/13 {unit}", n=i, unit=district.name))
            officer = self.people.officer(district.code)
            for commune in self.ground.communes[district.code]:
                answered = self._answer(REPORT, commune.code, self.sessions[commune.code], story.REPORT_SENT)
                steps.accept(submission_id=answered, by=officer, on=story.REPORT_ACCEPTED)
            sent = self._answer(REPORT, district.code, _cells(published.DISTRICT), story.REPORT_OF_DISTRICT)
            steps.accept(submission_id=sent, by=self.people["tinh"], on=story.REPORT_OF_PROVINCE)
        self._bodies()
        self._seal(REPORT, story.REPORT_OF_PROVINCE, story.REPORT_APPROVED)

    def _bodies(self) -> None:
        """The department's and the centre's own figures; the centre's persons are there already, from the register.
        Whoever sends does not accept."""
        for agency, figures, writer, taker in (
            (self.ground.agency(PROVINCE), published.DEPARTMENT, "tinh", RECEIVER),
            (self.ground.agency(PROVINCE, "centre"), published.CENTRE_TYPED, "coso", "tinh"),
        ):
            by = self.people[writer]
            found = self.numbers[agency, REPORT]
            self._write(found, _cells(figures), by, story.REPORT_OF_DISTRICT)
            self._explain(REPORT, writer, found, by, story.REPORT_OF_DISTRICT)
            steps.submit(submission_id=found, by=by, on=story.REPORT_OF_DISTRICT)
            steps.accept(submission_id=found, by=self.people[taker], on=story.REPORT_OF_PROVINCE)

    # ------------------------------------------------------------ Phụ lục 2, 3: every state
    def _annex(self, form: str, district: UnitFacts) -> None:
        for commune in self.ground.communes[district.code]:
            self._commune(form, commune, district)
        state = story.district_state(form, district.code)
        if state == "none":
            return
        officer = self.people.officer(district.code)
        found = self.numbers[self.ground.agency(district.code), form]
        steps.submit(submission_id=found, by=officer, on=story.SENT_UP, gaps=self._gaps(form, district))
        if state == "accepted":
            steps.accept(submission_id=found, by=self.people["tinh"], on=story.TAKEN_UP)

    def _commune(self, form: str, commune: UnitFacts, district: UnitFacts) -> None:
        state, day = story.commune_state(form, commune.code, district.code), story.sent_on(form, commune.code)
        if state == "none":
            return
        answer = self._drawn(form, commune.code)
        found = self._answer(form, commune.code, answer, day, send=state != "draft")
        officer = self.people.officer(district.code)
        if state == "returned":
            row, column, words = story.QUESTION
            steps.give_back(
                submission_id=found,
                reason=story.RETURN_REASON,
                questions=[steps.Question(row, column, words)],
                by=officer,
                on=story.RETURNED_ON,
            )
        if state == "accepted":
            steps.accept(submission_id=found, by=officer, on=min(day + timedelta(days=3), story.CHECKED))

    def _drawn(self, form: str, commune: str) -> Answer:
        if form == ANNEX_2 and commune in self.registers.people:
            return self._beside_the_register(commune)
        if (form, commune) in story.HAND_WRITTEN:
            return communes.answered(story.HAND_WRITTEN[form, commune])
        make = communes.annex_2 if form == ANNEX_2 else communes.annex_3
        return make(loaded.form(form), self.communes[commune], self.lives[commune])

    def _beside_the_register(self, commune: str) -> Answer:
        """What is left to type: what counts no persons, and what the story has typed over them."""
        hand = story.HAND_WRITTEN.get((ANNEX_2, commune))
        whole = communes.answered(hand) if hand else self.registers.answers[commune]
        over = story.REGISTER_SAYS.get((ANNEX_2, commune), {})
        return {place: cell for place, cell in whole.items() if place[0] not in COUNTED or place in over}

    def _gaps(self, form: str, district: UnitFacts) -> dict[str, str]:
        """Whoever has sent nothing, by agency code, with the reason."""
        return {
            self.ground.agency(c.code): story.GAPS[c.code]
            for c in self.ground.communes[district.code]
            if story.commune_state(form, c.code, district.code) == "none"
        }

    # ------------------------------------------------------------ Phụ lục 1: approved with one district missing
    def _guidance(self) -> None:
        self.progress(t("Phụ lục 1", "Annex 1"))
        for district in self.ground.districts:
            if story.district_state(ANNEX_1, district.code) == "none":
                continue
            lines = self._documents(district)
            if district.code == story.NGUYEN_BINH:
                lines[0] = lines[0]._replace(number=lines[0].number + story.SLIP)
            sent = self._answer(ANNEX_1, district.code, guidance.as_cells(lines), story.ANNEX_1_SENT)
            steps.accept(submission_id=sent, by=self.people["tinh"], on=story.ANNEX_1_TAKEN)
        tinh, top = self.people["tinh"], self._province(ANNEX_1)
        self._write(top, guidance.as_cells(guidance.typed_by_province()), tinh, story.ANNEX_1_SENT_UP)
        self._seal(ANNEX_1, story.ANNEX_1_SENT_UP, story.ANNEX_1_APPROVED)
        self._correct_one_line()

    def _documents(self, district: UnitFacts) -> list[guidance.Line]:
        return guidance.of_district(district.code, inline(district.name, district.kind))

    def _correct_one_line(self) -> None:
        """A wrong number found after the seal: proposed by the district, decided by the province."""
        district = next(d for d in self.ground.districts if d.code == story.NGUYEN_BINH)
        officer, right = self.people.officer(district.code), self._documents(district)[0].number
        found = self.numbers[self.ground.agency(story.NGUYEN_BINH), ANNEX_1]
        proposed = corrections.propose(
            submission_id=found,
            changes=[Change("01", "so", CellFacts(text=right))],
            reason=story.SLIP_FOUND,
            by=officer,
            on=story.ANNEX_1_PROPOSED,
        )
        corrections.decide(
            submission_id=found,
            correction_id=proposed.pk,
            agree=True,
            words=story.AGREED,
            by=self.people["duyet"],
            on=story.ANNEX_1_CORRECTED,
        )

    # ------------------------------------------------------------ steps
    def _answer(self, form: str, unit: str, answer: Answer, on: date, *, send: bool = True) -> int:
        """The unit's own officer types an answer in, explains its warnings and sends it."""
        by = self.people.officer(unit)
        found = self.numbers[self.ground.agency(unit), form]
        self._write(found, answer, by, on)
        self._explain(form, unit, found, by, on)
        if send:
            steps.submit(submission_id=found, by=by, on=on)
        return found

    def _explain(self, form: str, whose: str, submission: int, by: Actor, on: date) -> None:
        for row, column, check, words in story.EXPLAINED.get((form, whose), ()):
            explanations.explain(
                submission_id=submission, row=row, column=column, check=check, text=words, by=by, on=on
            )

    def _write(self, submission: int, answer: Answer, by: Actor, on: date) -> None:
        changes = [Change(row, column, cell) for (row, column), cell in answer.items()]
        cells.write_cells(submission_id=submission, changes=changes, by=by, on=on)

    def _seal(self, form: str, sent: date, approved: date) -> None:
        top = self._province(form)
        silent = {d.code for d in self.ground.districts if story.district_state(form, d.code) == "none"}
        gaps = {self.ground.agency(code): story.GAPS[code] for code in silent}
        steps.submit(submission_id=top, by=self.people["tinh"], on=sent, gaps=gaps)
        steps.approve(submission_id=top, by=self.people["duyet"], on=approved)

    def _province(self, form: str) -> int:
        return self.numbers[self.ground.agency(PROVINCE, "authority"), form]


def _cells(figures: tuple[Figure, ...]) -> Answer:
    return {(f.row, published.COLUMN): CellFacts(f.value, qualifier=f.qualifier) for f in figures}
