"""The only readers of directives; those of official papers are in `queries.papers`."""

from hoanhap.documents.queries.directives import (
    DirectivePage,
    DirectiveRow,
    directive_choices,
    directive_page,
    directives,
)

__all__ = ["DirectivePage", "DirectiveRow", "directive_choices", "directive_page", "directives"]
