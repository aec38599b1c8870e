"""Recording directives. The record is made once; what was cited from a source is not rewritten."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, require
from hoanhap.documents.models import Directive
from hoanhap.documents.rules.directives import Citation, problems
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean

# Widths of the columns: what is longer is refused with the number, never cut.
_LIMITS = {"number": 20, "symbol": 40, "issued_text": 40, "issuer": 200, "summary": 400, "source": 200}


class BadDirective(Exception):
    """The document cannot be recorded. One reason a line; `reasons` has them apart."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = tuple(reasons)


@transaction.atomic
def record_directive(
    *,
    code: str,
    kind: str,
    issuer: str,
    summary: str,
    number: str = "",
    symbol: str = "",
    issued_on: date | None = None,
    issued_text: str = "",
    agency_id: int | None = None,
    source: str = "",
    bases: Sequence[str] = (),
    by: Actor,
    on: date,
) -> Directive:
    """Record a document; `bases` are the codes of those it rests on. Raises BadDirective with all reasons at once.

    `agency_id` limits who sees it to those under or over that agency; without one it is public law.
    """
    decision = require(by, P.CAMPAIGN_OPEN, on=on)
    given = (number, symbol, issued_text, issuer, summary, source)
    texts = {name: clean(text, 10_000) for name, text in zip(_LIMITS, given, strict=True)}
    cited = Citation(kind=kind, issued_on=issued_on, **{name: texts[name] for name in texts if name != "source"})
    found = {d.code: d for d in Directive.objects.filter(code__in=[code, *bases])}
    reasons = [*problems(cited), *_too_long(texts), *_unknown(code, bases, found)]
    if reasons:
        raise BadDirective(reasons)
    directive = Directive.objects.create(code=code, kind=kind, issued_on=issued_on, agency_id=agency_id, **texts)
    directive.bases.set(found[base] for base in bases)
    log(by, "directive.record", "directive", code, post_id=decision.post_id, name=cited.name)
    return directive


def _too_long(texts: dict[str, str]) -> list[str]:
    return [
        t(
            "“{start}…” dài {n} chữ, nhiều nhất {most}. Rút gọn lại.",
            "“{start}…” has {n} characters, at most {most} fit. Shorten it.",
            start=text[:30],
            n=len(text),
            most=_LIMITS[name],
        )
        for name, text in texts.items()
        if len(text) > _LIMITS[name]
    ]


def _unknown(code: str, bases: Sequence[str], found: dict[str, Directive]) -> list[str]:
    reasons = []
    if code in found:
        reasons.append(
            t(
                "Đã có văn bản mã “{code}”. Dùng mã khác, hoặc mở văn bản đã có.",
                "There is already a document “{code}”. Use another code, or open the one there is.",
                code=code,
            )
        )
    for base in bases:
        if base not in found:
            reasons.append(
                t(
                    "Chưa có văn bản căn cứ “{code}”. Ghi văn bản đó trước.",
                    "The basis “{code}” is not recorded. Record it first.",
                    code=base,
                )
            )
    return reasons
