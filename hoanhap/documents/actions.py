"""The only writers of directives."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, require
from hoanhap.documents.models import Directive
from hoanhap.kernel.text import clean


@transaction.atomic
def record_directive(
    *,
    code: str,
    kind: str,
    number: str,
    symbol: str,
    issuer: str,
    summary: str,
    by: Actor,
    on: date,
    issued_on: date | None = None,
    issued_text: str = "",
    source: str = "",
    bases: Sequence[str] = (),
) -> Directive:
    """Keep a document as a record, for campaigns to rest on. What is not known stays empty; `bases` are codes.

    Whoever may open a campaign may record what it rests on. A code that is there is left as it is.
    """
    require(by, P.CAMPAIGN_OPEN, on=on)
    found, made = Directive.objects.get_or_create(
        code=code,
        defaults={
            "kind": kind,
            "number": number,
            "symbol": symbol,
            "issued_on": issued_on,
            "issued_text": issued_text,
            "issuer": clean(issuer, 200),
            "summary": clean(summary, 400),
            "source": clean(source, 200),
        },
    )
    if made:
        found.bases.set(Directive.objects.filter(code__in=bases))
        log(by, "directive.record", "directive", code)
    return found
