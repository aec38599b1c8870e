"""The only writers of accounts, posts and deputies, and the audit line of every room above."""

from hoanhap.access.actions.grounds import Ground, end_basis, end_inspection, register_basis, register_inspection
from hoanhap.access.actions.noting import log
from hoanhap.access.actions.posts import deputise, end_post, grant_post, grant_post_at, recall
from hoanhap.access.actions.users import change_password, create_user, reinstate, revoke, set_password

__all__ = [
    "Ground",
    "end_basis",
    "end_inspection",
    "register_basis",
    "register_inspection",
    "change_password",
    "create_user",
    "deputise",
    "end_post",
    "grant_post",
    "grant_post_at",
    "log",
    "recall",
    "reinstate",
    "revoke",
    "set_password",
]
