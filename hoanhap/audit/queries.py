"""Reading the trail: for the sealer and the verifier row by row, for people page by page."""

from hoanhap.audit import rules
from hoanhap.audit.models import AuditRow

FIELDS = tuple(rules.Row.__dataclass_fields__)
UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError)


def rows(ids: list[int]) -> dict[int, rules.Row | None]:
    """Rows by id, without those that do not exist. None stands for a row that somebody made unreadable:
    it must not hide the others."""
    try:
        return dict(_read(ids))
    except UNREADABLE:
        return {pk: _row(pk) for pk in AuditRow.objects.filter(pk__in=ids).values_list("pk", flat=True)}


def digest_after(before: str, row: rules.Row | None) -> str:
    """The next digest; empty, which no link carries, when the row cannot be put into its canonical form."""
    try:
        return rules.link(before, row) if row else ""
    except UNREADABLE:
        return ""


def _read(ids: list[int]) -> list[tuple[int, rules.Row]]:
    found = AuditRow.objects.filter(pk__in=ids).values_list(*FIELDS)
    return [(values[0], rules.Row(*values)) for values in found]


def _row(pk: int) -> rules.Row | None:
    try:
        return dict(_read([pk]))[pk]
    except UNREADABLE:
        return None
