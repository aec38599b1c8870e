"""Recording directives and correcting the record: each with every fault told at once, each noted as a version."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Decision, Outside
from hoanhap.documents.actions.directive_links import address, tie, tie_waiting
from hoanhap.documents.actions.hearing import tell
from hoanhap.documents.models import Directive, DirectiveChange
from hoanhap.documents.queries.directive_record import written_of
from hoanhap.documents.queries.directive_scope import require_edit, visible
from hoanhap.documents.rules.directives import problems, searched
from hoanhap.documents.rules.written import LIMITS, Written, differences, too_long
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean, fold
from hoanhap.units.models import Agency

REASON = 300
RESERVED = frozenset({"ghi"})  # the address of the form


class BadDirective(Invalid):
    """The document cannot be recorded. `problems`: field → sentences; `reasons`: all of them in a row."""

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(said for some in self.problems.values() for said in some)


@transaction.atomic
def record(
    *,
    written: Written,
    by: Actor,
    on: date,
    agency_id: int | None = None,
    issued_by_id: int | None = None,
    code: str = "",
    bases: Sequence[str] = (),
) -> Directive:
    """Record a document. Raises BadDirective with all reasons at once.

    `agency_id`: whose record it is, read by those under and over it; none for public law, which who opens campaigns
    enters. `issued_by_id`: the agency of ours that issued it. `bases`: codes of recorded documents it rests on, beside
    the lines of `written.links`. Citations of earlier documents that name this one are tied to it.
    """
    directive = Directive(agency=_agency(agency_id), issued_by=_agency(issued_by_id))
    decision = _allowed(directive, by, on)
    written = _cleaned(written)
    found = {d.code: d for d in Directive.objects.filter(code__in=[code, *bases])} if code or bases else {}
    _stop([*_wrong(written, on), *_twice(written, by, on), *_unknown(code, bases, found)])
    directive.code = code or _code(written)
    _write(directive, written)
    directive.entered_by = by.name
    noted = log(by, "directive.record", "directive", directive.code, post_id=decision.post_id, name=written.cited.name)
    directive.entered_at = noted.at
    directive.save()
    tie(directive, written, by=by, on=on, known=[found[base] for base in bases])
    address(directive, written, on)
    tie_waiting(directive)
    tell([directive.pk])
    return directive


@transaction.atomic
def correct(*, code: str, written: Written, revision: int, reason: str, by: Actor, on: date) -> Directive:
    """Put the record right, with a reason: a version that everybody reads. `revision`: the one the writer saw.

    Raises BadDirective, also when somebody else was faster, or when nothing differs.
    """
    seen = visible(by, on).filter(code=code).values_list("pk", flat=True).first()
    if seen is None:
        raise Outside(P.DIRECTIVE_VIEW)
    directive = Directive.objects.select_for_update(of=("self",)).select_related("agency__unit").get(pk=seen)
    decision = _allowed(directive, by, on)
    before, written = written_of(directive), _cleaned(written)
    told = differences(before, written)
    _stop(
        [*_wrong(written, on), *_twice(written, by, on, but=directive.pk), *_stale(directive, revision, told, reason)]
    )
    _write(directive, written)
    directive.revision += 1
    noted = log(
        by,
        "directive.correct",
        "directive",
        code,
        post_id=decision.post_id,
        revision=directive.revision,
        fields=[name for name, _, _ in told],
    )
    directive.save()
    DirectiveChange.objects.create(
        directive=directive,
        revision=directive.revision,
        fields=told,
        reason=clean(reason, REASON),
        by_name=by.name,
        at=noted.at,
    )
    tie(directive, written, by=by, on=on)
    address(directive, written, on)
    tie_waiting(directive)
    tell([directive.pk])
    return directive


def record_directive(
    *,
    code: str,
    by: Actor,
    on: date,
    agency_id: int | None = None,
    issued_by_id: int | None = None,
    bases: Sequence[str] = (),
    **said: Any,
) -> Directive:
    """As `record`, for a program: the fields of `Written` by name, and the code it wants."""
    return record(
        written=Written(**said), code=code, agency_id=agency_id, issued_by_id=issued_by_id, bases=bases, by=by, on=on
    )


# ---------------------------------------------------------------- whose
def _agency(pk: int | None) -> Agency | None:
    if pk is None:
        return None
    found = Agency.objects.select_related("unit").filter(pk=pk).first()
    if found is None:
        raise Outside(P.DIRECTIVE_EDIT)
    return found


def _allowed(directive: Directive, by: Actor, on: date) -> Decision:
    """Also over the agency that is said to have issued it: nobody issues in another's name."""
    if directive.issued_by and directive.issued_by != directive.agency:
        require_edit(by, directive.issued_by, on)
    return require_edit(by, directive.agency, on)


# ---------------------------------------------------------------- what is wrong
def _stop(found: Sequence[tuple[str, str]]) -> None:
    told: dict[str, list[str]] = {}
    for field, said in found:
        told.setdefault(field, []).append(said)
    if told:
        raise BadDirective(told)


def _wrong(written: Written, on: date) -> list[tuple[str, str]]:
    cited = problems(written.cited, on=on, start=written.in_force_from, end=written.in_force_to)
    return [*cited, *too_long(written)]


def _twice(written: Written, by: Actor, on: date, but: int | None = None) -> list[tuple[str, str]]:
    """The same document, among those the writer reads; one without a number by what it is about."""
    same = visible(by, on).filter(mark=written.cited.mark, kind=written.kind, issued_on=written.issued_on)
    told = fold(written.issuer), "" if written.cited.mark else fold(f"{written.issued_text} {written.summary}")
    there = [
        d
        for d in same.exclude(pk=but)
        if (fold(d.issuer), "" if d.mark else fold(f"{d.issued_text} {d.summary}")) == told
    ]
    if not there:
        return []
    said = t(
        "Văn bản này đã được ghi (mã {code}). Mở văn bản đó để bổ sung.",
        "This document is already recorded (code {code}). Open it to add to it.",
        code=there[0].code,
    )
    return [("number", said)]


def _unknown(code: str, bases: Sequence[str], found: dict[str, Directive]) -> list[tuple[str, str]]:
    reasons = []
    if code in found:
        said = t(
            "Đã có văn bản mã “{code}”. Dùng mã khác, hoặc mở văn bản đã có.",
            "There is already a document “{code}”. Use another code, or open the one there is.",
            code=code,
        )
        reasons.append(("code", said))
    for base in bases:
        if base not in found:
            said = t(
                "Chưa có văn bản căn cứ “{code}”. Ghi văn bản đó trước.",
                "The basis “{code}” is not recorded. Record it first.",
                code=base,
            )
            reasons.append(("basis", said))
    return reasons


def _stale(directive: Directive, revision: int, told: list[list[str]], reason: str) -> list[tuple[str, str]]:
    found = []
    if revision != directive.revision:
        said = t(
            "Văn bản vừa được người khác sửa. Mở lại trang để xem bản mới rồi sửa tiếp.",
            "Somebody else has just corrected this record. Reload the page to see it, then go on.",
        )
        found.append(("", said))
    elif not told:
        found.append(("", t("Chưa có gì thay đổi.", "Nothing has changed.")))
    if not reason.strip():
        found.append(("reason", t("Ghi lý do sửa.", "Say why it is corrected.")))
    elif len(reason) > REASON:
        found.append(("reason", t("Lý do dài quá {n} chữ.", "The reason has more than {n} characters.", n=REASON)))
    return found


# ---------------------------------------------------------------- writing
def _cleaned(written: Written) -> Written:
    texts = {name: clean(getattr(written, name), 10_000) for name in LIMITS}
    links = {
        kind: tuple(line for raw in lines if (line := clean(raw, 10_000))) for kind, lines in written.links.items()
    }
    return Written(
        kind=written.kind,
        issued_on=written.issued_on,
        in_force_from=written.in_force_from,
        in_force_to=written.in_force_to,
        links={kind: lines for kind, lines in links.items() if lines},
        sectors=written.sectors,
        units=written.units,
        **texts,
    )


def _write(directive: Directive, written: Written) -> None:
    for name in (*LIMITS, "kind", "issued_on", "in_force_from", "in_force_to"):
        setattr(directive, name, getattr(written, name))
    directive.mark = written.cited.mark
    directive.folded = searched(written.cited, written.signer)


def _code(written: Written) -> str:
    """Readable and unique: “kh-1152-kh-ubnd-2015”, with a number behind it when it is taken."""
    year = str(written.issued_on.year) if written.issued_on else ""
    said = fold(f"{written.kind} {written.number} {written.symbol} {year}")
    bare = re.sub(r"[^a-z0-9]+", "-", said).strip("-")[:50] or "van-ban"
    code, n = bare, 1
    while code in RESERVED or Directive.objects.filter(code=code).exists():
        n += 1
        code = f"{bare}-{n}"
    return code
