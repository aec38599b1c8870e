"""The only writers of directives; those of official papers are in `actions.papers`."""

from hoanhap.documents.actions.directives import BadDirective, record_directive

__all__ = ["BadDirective", "record_directive"]
