"""The written part: each author saves their own sections, difficulties and recommendations."""

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor
from hoanhap.catalog import loaded
from hoanhap.config.demo.order import PROVINCE, SLUG
from hoanhap.config.demo.people import Ground, People
from hoanhap.config.demo.story import CHECKED
from hoanhap.config.demo.texts import texts
from hoanhap.reporting.actions.narrative import add_difficulty, add_recommendation, write_section
from hoanhap.reporting.queries import scope

ON = CHECKED


def write(ground: Ground, people: People) -> None:
    found = texts()
    for section in found.sections:
        holder, by = _holder(section.of, ground, people)
        write_section(
            respondent_id=holder,
            outline=section.outline,
            section=section.code,
            text=section.text or _first_draft(section.outline, section.code),
            by=by,
            on=ON,
        )
    said: dict[tuple[str, str], int] = {}  # (unit, words) → the difficulty
    for hardship in found.hardships:
        holder, by = _holder(hardship.of, ground, people)
        said[hardship.of, hardship.text] = add_difficulty(
            respondent_id=holder,
            theme=hardship.theme,
            cause=hardship.cause,
            text=hardship.text,
            pulled_from=said[hardship.pulled, hardship.text] if hardship.pulled else None,
            by=by,
            on=ON,
        ).pk
    for wish in found.wishes:
        holder, by = _holder(wish.of, ground, people)
        add_recommendation(respondent_id=holder, addressee=wish.addressee, text=wish.text, by=by, on=ON)


def _first_draft(outline: str, code: str) -> str:
    return next(s.draft for s in loaded.outline(outline).sections if s.code == code)


def _holder(unit: str, ground: Ground, people: People) -> tuple[int, Actor]:
    top = unit == PROVINCE
    by = people["tinh"] if top else people.officer(unit)
    agency = ground.agency(unit, "authority") if top else ground.agency(unit)
    found = scope.respondent(actor=by, slug=SLUG, agency=agency, permission=P.NARRATIVE_EDIT, on=ON)
    return found.pk, by
