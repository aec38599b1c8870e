"""The written part: sections of an outline, difficulties with theme and cause, recommendations with an addressee."""

import re
from datetime import date

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside, require
from hoanhap.catalog import loaded
from hoanhap.kernel.lang import t
from hoanhap.reporting.actions.said import NotReady, said
from hoanhap.reporting.models import Difficulty, Recommendation, Respondent, Section
from hoanhap.reporting.queries.scope import subject
from hoanhap.reporting.rules.narrative import ADDRESSEES, CAUSES, THEMES, broken_places

TEXT_LIMIT = 20_000


class Diverged(Exception):
    """Someone else saved the section meanwhile. `theirs` is the text that stands; nothing was overwritten."""

    def __init__(self, theirs: Section) -> None:
        super().__init__(
            t(
                "{who} vừa lưu mục này. Cả hai bản ở bên dưới: chép phần cần giữ rồi lưu lại.",
                "{who} has just saved this section. Both texts are below: merge them and save again.",
                who=theirs.by_name,
            )
        )
        self.theirs = theirs


@transaction.atomic
def write_section(
    *, respondent_id: int, outline: str, section: str, text: str, by: Actor, on: date, seen: int | None = None
) -> Section:
    """Save one section. `seen`: the revision the writer started from (0: nothing yet); None overwrites knowingly."""
    respondent = _holder(respondent_id, by, on)
    known = {s.code: s for s in loaded.outline(outline).sections}
    if section not in known or respondent.level not in known[section].written_by:
        raise NotReady([t("Cấp này không viết mục đó.", "This level does not write that section.")])
    text = said(text, TEXT_LIMIT)
    wrong = broken_places(text, loaded.forms())
    if wrong:
        raise NotReady(
            [
                t(
                    "Không có số liệu nào tên “{name}”. Chọn lại từ danh sách số liệu.",
                    "No figure is named “{name}”.",
                    name=w,
                )
                for w in wrong
            ]
        )
    found = Section.objects.select_for_update().filter(respondent=respondent, outline=outline, section=section).first()
    if found and seen is not None and found.revision != seen and found.text != text:
        raise Diverged(found)
    row = log(by, "section.write", "respondent", str(respondent.pk), outline=outline, section=section)
    if not found:
        found = Section(respondent=respondent, outline=outline, section=section, revision=0)
    found.text, found.revision, found.by_name, found.at = text, found.revision + 1, by.name, row.at
    found.save()
    return found


@transaction.atomic
def add_difficulty(
    *, respondent_id: int, theme: str, cause: str, text: str, by: Actor, on: date, pulled_from: int | None = None
) -> Difficulty:
    respondent = _holder(respondent_id, by, on)
    _require(theme in THEMES and cause in CAUSES, text)
    row = log(by, "difficulty.add", "respondent", str(respondent.pk))
    return Difficulty.objects.create(
        respondent=respondent,
        theme=theme,
        cause=cause,
        text=said(text, TEXT_LIMIT),
        pulled_from=_below(Difficulty, pulled_from, respondent),
        by_name=by.name,
        at=row.at,
    )


@transaction.atomic
def add_recommendation(
    *, respondent_id: int, addressee: str, text: str, by: Actor, on: date, pulled_from: int | None = None
) -> Recommendation:
    respondent = _holder(respondent_id, by, on)
    _require(addressee in ADDRESSEES, text)
    row = log(by, "recommendation.add", "respondent", str(respondent.pk))
    return Recommendation.objects.create(
        respondent=respondent,
        addressee=addressee,
        text=said(text, TEXT_LIMIT),
        pulled_from=_below(Recommendation, pulled_from, respondent),
        by_name=by.name,
        at=row.at,
    )


@transaction.atomic
def remove(*, kind: str, pk: int, by: Actor, on: date) -> None:
    """Take back one's own difficulty or recommendation (kind "difficulty" | "recommendation")."""
    model = {"difficulty": Difficulty, "recommendation": Recommendation}[kind]
    found = model.objects.filter(pk=pk).first()
    if not found:
        raise Outside
    _holder(found.respondent_id, by, on)
    log(by, f"{kind}.remove", "respondent", str(found.respondent_id))
    found.delete()


def _holder(respondent_id: int, by: Actor, on: date) -> Respondent:
    """The writer's own respondent, held: two who begin the same section at once come one after the other."""
    rows = Respondent.objects.select_for_update(of=("self",), no_key=True).select_related("campaign")
    respondent = rows.filter(pk=respondent_id).first()
    if not respondent:
        raise Outside
    require(by, P.NARRATIVE_EDIT, subject(respondent), on=on)
    return respondent


def _require(coded: bool, text: str) -> None:
    reasons = []
    if not coded:
        reasons.append(t("Chọn nhóm trong danh sách.", "Choose from the list."))
    if not re.search(r"\w", text):
        reasons.append(t("Ghi nội dung.", "Write something."))
    if reasons:
        raise NotReady(reasons)


def _below(model: type, pk: int | None, respondent: Respondent):  # type: ignore[no-untyped-def]
    """What is pulled up must come from the same campaign, below the one that pulls."""
    if pk is None:
        return None
    found = model.objects.filter(  # type: ignore[attr-defined]
        pk=pk, respondent__campaign_id=respondent.campaign_id, respondent__path__startswith=respondent.path
    ).first()
    if not found:
        raise Outside
    return found
