"""The only readers of directives; those of official papers are in `queries.papers`."""

from hoanhap.documents.queries.directives import (
    DirectivePage,
    DirectiveRow,
    correctable,
    directive_page,
    directives,
    years,
)

__all__ = [
    "DirectivePage",
    "DirectiveRow",
    "correctable",
    "directive_page",
    "directives",
    "years",
]
