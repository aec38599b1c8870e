"""Tying documents together: by what they cite, also when the cited one is recorded later; and whom they address."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from hoanhap.access.errors import Invalid
from hoanhap.access.rules import Actor
from hoanhap.documents.models import Addressee, Directive, DirectiveLink
from hoanhap.documents.queries.directive_record import cited_of, lines_of
from hoanhap.documents.queries.directive_scope import visible
from hoanhap.documents.rules.citations import Cited, cited
from hoanhap.documents.rules.directives import ENDING, LINKS
from hoanhap.documents.rules.written import Written
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import fold
from hoanhap.units.models import Unit
from hoanhap.units.queries import register


def tie(directive: Directive, written: Written, *, by: Actor, on: date, known: Sequence[Directive] = ()) -> None:
    """The links as they are written now. Raises Invalid where a document rests on one that came after it."""
    held = {(link.kind, line): link.target for link, line in lines_of(directive) if link.target}
    directive.links.all().delete()
    wanted = [("basis", Cited("")) for _ in known]
    targets: list[Directive | None] = list(known)
    for kind in LINKS:
        for line in written.links.get(kind, ()):
            wanted.append((kind, named := cited(line)))
            targets.append(held.get((kind, line)) or _recorded(directive, named, by, on))
    _stop(directive, wanted, targets)
    made: dict[tuple[str, int | str], DirectiveLink] = {}
    for (kind, named), target in zip(wanted, targets, strict=True):
        made.setdefault(
            (kind, target.pk if target else named.text),
            DirectiveLink(
                directive=directive,
                kind=kind,
                target=target,
                cited=named.text,
                mark=named.mark,
                folded=fold(named.text),
                dated=named.day,
                from_on=None if kind == "basis" else written.start,
                position=len(made),
            ),
        )
    DirectiveLink.objects.bulk_create(made.values())


def tie_waiting(directive: Directive) -> None:
    """Citations of this document that found nothing when they were written; those of another day stay as they are."""
    if not directive.mark:
        return
    waiting = DirectiveLink.objects.filter(target=None, mark=directive.mark).exclude(directive=directive)
    if directive.issued_on:
        waiting = waiting.filter(Q(dated=None) | Q(dated=directive.issued_on))
    if directive.agency_id:  # another's own record is not law for everybody
        waiting = waiting.filter(directive__agency=directive.agency_id)
    for link in waiting:
        if not DirectiveLink.objects.filter(directive=link.directive_id, kind=link.kind, target=directive).exists():
            link.target = directive
            link.save(update_fields=["target"])


def address(directive: Directive, written: Written, on: date) -> None:
    """Whom it addresses, from when it holds. Raises Invalid for a sector or a unit that is not there."""
    start = written.start or on
    units = {u.code: u for u in Unit.objects.filter(_on(start), code__in=written.units)}
    problems = []
    for code in written.units:
        if code not in units:
            said = t(
                "Ngày {d} không có đơn vị mã “{code}”.", "On {d} no unit has the code “{code}”.",
                d=format_date(start), code=code,
            )  # fmt: skip
            problems.append(said)
    unknown = [s for s in written.sectors if s not in register().sectors]
    if problems or unknown:
        raise Invalid({"units": problems} if problems else {"sectors": [t("Không có ngành này.", "No such sector.")]})
    directive.addressees.all().delete()
    pairs = [(u, s) for u in [units[code] for code in written.units] or [None] for s in written.sectors or ("",)]
    Addressee.objects.bulk_create(
        Addressee(directive=directive, unit=unit, sector=sector, valid_from=start, valid_to=written.in_force_to)
        for unit, sector in pairs
        if unit or sector
    )


def _recorded(directive: Directive, named: Cited, by: Actor, on: date) -> Directive | None:
    """The one document that a citation means, among those its writer reads; none where two might be meant."""
    if not named.mark:
        return None
    found = visible(by, on).filter(mark=named.mark).exclude(pk=directive.pk)
    if named.day:
        found = found.filter(Q(issued_on=named.day) | Q(issued_on=None))
    there = list(found[:2])
    return there[0] if len(there) == 1 else None


def _stop(directive: Directive, wanted: list[tuple[str, Cited]], targets: list[Directive | None]) -> None:
    problems: dict[str, list[str]] = {}
    for (kind, named), target in zip(wanted, targets, strict=True):
        day = target.issued_on if target else named.day
        if named.mark and named.mark == directive.mark and named.day in (None, directive.issued_on):
            said = t("Văn bản không căn cứ vào, thay thế hay sửa chính nó.", "A document does not bear on itself.")
            problems.setdefault(kind, []).append(said)
        elif target and kind in ENDING and _ends(target, directive):
            said = t("{name} đã ghi là thay thế hoặc bãi bỏ văn bản này.",
                     "{name} is said to replace or repeal this very document.", name=cited_of(target).name)  # fmt: skip
            problems.setdefault(kind, []).append(said)
        elif day and directive.issued_on and day > directive.issued_on:
            said = t(
                "“{line}” ban hành ngày {d}, sau văn bản này. Kiểm tra lại số hoặc ngày.",
                "“{line}” was issued on {d}, after this document. Check its number or day.",
                line=(named.text or (target.code if target else ""))[:80],
                d=format_date(day),
            )
            problems.setdefault(kind, []).append(said)
    if problems:
        raise Invalid(problems)


def _ends(one: Directive, other: Directive) -> bool:
    """Whether it is said of the one that it replaces or repeals the other."""
    waiting = Q(target=None, mark=other.mark) & (Q(dated=None) | Q(dated=other.issued_on))
    return one.links.filter(Q(target=other) | waiting if other.mark else Q(target=other), kind__in=ENDING).exists()


def _on(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))
