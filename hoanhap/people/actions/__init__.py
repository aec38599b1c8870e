"""The only writers of the register. Bulk (`load`), merging and import have modules of their own."""

from hoanhap.people.actions.accompany import add_note, assign, end_assignment, log_visit
from hoanhap.people.actions.course import end_use, record_test, record_use, set_standing
from hoanhap.people.actions.erasing import erase, erase_again
from hoanhap.people.actions.identity import (
    Identity,
    add_alias,
    add_contact,
    add_paper,
    correct,
    end_contact,
    remove_paper,
)
from hoanhap.people.actions.life import close, end_reach, reach, reopen
from hoanhap.people.actions.register import register
from hoanhap.people.actions.residence import arrive, leave, not_arrived, settle
from hoanhap.people.actions.rounds import close_round, open_round, record_finding
from hoanhap.people.actions.support import give_support, record_need, withdraw_need

__all__ = [
    "Identity",
    "add_alias",
    "add_contact",
    "add_note",
    "add_paper",
    "arrive",
    "assign",
    "close",
    "close_round",
    "correct",
    "end_assignment",
    "end_contact",
    "end_reach",
    "end_use",
    "erase",
    "erase_again",
    "give_support",
    "leave",
    "log_visit",
    "not_arrived",
    "open_round",
    "reach",
    "record_finding",
    "record_need",
    "record_test",
    "record_use",
    "register",
    "remove_paper",
    "reopen",
    "set_standing",
    "settle",
    "withdraw_need",
]
