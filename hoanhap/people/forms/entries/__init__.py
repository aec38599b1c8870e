"""One form for each thing that is written in a file. The names of the fields are the words of the actions."""

from hoanhap.people.forms.entries.course import EndUse, Note, Standing, Test, Use, Visit
from hoanhap.people.forms.entries.home import Arrive, Close, Leave, Settle, Sure
from hoanhap.people.forms.entries.identity import Alias, Contact, Correct, EndContact, Paper, RemovePaper
from hoanhap.people.forms.entries.support import Assign, EndAssignment, Need, Support, WithdrawNeed

__all__ = [
    "Alias",
    "Arrive",
    "Assign",
    "Close",
    "Contact",
    "Correct",
    "EndAssignment",
    "EndContact",
    "EndUse",
    "Leave",
    "Need",
    "Note",
    "Paper",
    "RemovePaper",
    "Settle",
    "Standing",
    "Support",
    "Sure",
    "Test",
    "Use",
    "Visit",
    "WithdrawNeed",
]
