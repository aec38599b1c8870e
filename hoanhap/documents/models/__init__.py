"""Directives (what orders the work) and the official papers that the work prints."""

from hoanhap.documents.models.directives import (
    Addressee,
    Directive,
    DirectiveChange,
    DirectiveFile,
    DirectiveLink,
)
from hoanhap.documents.models.papers import OfficialPaper, Series
from hoanhap.documents.models.passages import DirectivePassage

__all__ = [
    "Addressee",
    "Directive",
    "DirectiveChange",
    "DirectiveFile",
    "DirectiveLink",
    "DirectivePassage",
    "OfficialPaper",
    "Series",
]
