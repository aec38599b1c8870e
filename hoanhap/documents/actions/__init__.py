"""The only writers of directives; those of official papers are in `actions.papers`."""

from hoanhap.documents.actions.directive_desk import enter
from hoanhap.documents.actions.directives import BadDirective, correct, record, record_directive

__all__ = ["BadDirective", "correct", "enter", "record", "record_directive"]
