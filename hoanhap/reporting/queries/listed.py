"""What is recorded for the lines of list forms: directives, by the agencies of whoever answers."""

import re
from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Q, QuerySet

from hoanhap.catalog import loaded
from hoanhap.catalog.forms import Form
from hoanhap.documents.models import Directive
from hoanhap.reporting.models import Campaign, Submission
from hoanhap.reporting.rules.cells import Place
from hoanhap.reporting.rules.register import Said

OTHER = "khac"  # the choice for a kind that the form does not name
_KEY = re.compile(r"v(\d{1,18})")


@lru_cache(maxsize=4)
def _asking(forms: tuple[Form, ...]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple((f.code, f.version, f.filled_by) for f in forms if f.lines == "directives")


def asked_of(units: Iterable[int]) -> list[Submission]:
    """The lists that these units answer."""
    return list(_asked().filter(respondent__unit_id__in=list(units)))


def asked_in(campaign: Campaign) -> list[Submission]:
    return list(_asked().filter(respondent__campaign=campaign))


def _asked() -> QuerySet[Submission]:
    which = Q(pk__in=[])
    for code, version, levels in _asking(tuple(loaded.forms())):
        which |= Q(form=code, version=version, respondent__level__in=levels)
    return Submission.objects.filter(which).select_related("respondent__campaign").order_by("pk")


def said(submissions: Iterable[Submission]) -> dict[int, Said]:
    """What is recorded of each list, now."""
    found = {submission.pk: _texts(submission) for submission in submissions}
    return {pk: Said(texts, bool(texts)) for pk, texts in found.items()}


def _texts(submission: Submission) -> dict[Place, str]:
    """The texts of a list, of each directive that an agency of the unit issued while data are asked."""
    form = loaded.form(submission.form, submission.version)
    campaign = submission.respondent.campaign
    issued = Directive.objects.filter(
        issued_by__unit_id=submission.respondent.unit_id,
        issued_on__gte=campaign.data_from,
        issued_on__lt=campaign.data_to,
    )
    return {
        (key_of(directive.pk), column.code): text
        for directive in issued.order_by("pk")
        for column in form.columns
        if column.of and (text := _part(directive, column.of, dict(column.choices)))
    }


def key_of(directive: int) -> str:
    """The key of its line. Keys sort as they are numbered."""
    return f"v{directive:08}"


def records(rows: Iterable[str]) -> dict[str, str]:
    """Line key → code of the directive it comes from."""
    known = {int(found[1]): row for row in rows if (found := _KEY.fullmatch(row))}
    codes = Directive.objects.filter(pk__in=known).values_list("pk", "code") if known else ()
    return {known[pk]: code for pk, code in codes}


def _part(directive: Directive, of: str, choices: dict[str, object]) -> str:
    if of == "issued_on":
        return directive.issued_on.isoformat() if directive.issued_on else ""
    text = str(getattr(directive, of))
    return (text if text in choices else OTHER) if of == "kind" else text
