"""The only readers of accounts, posts, deputies and the audit trail."""

from hoanhap.access.queries.actors import NOBODY, NoSuchSignIn, actor_for, cli_actor, set_up_actor
from hoanhap.access.queries.grounds import InspectionLine, grounds, grounds_for, inspected, inspections, inspectors
from hoanhap.access.queries.people import (
    agencies_like,
    colleagues,
    deputations_from,
    deputations_to,
    posts_of,
    user_page,
    users,
)
from hoanhap.access.queries.trail import ChainState, Filter, Page, chain_state, trail

__all__ = [
    "InspectionLine",
    "grounds",
    "grounds_for",
    "inspected",
    "inspections",
    "inspectors",
    "NOBODY",
    "ChainState",
    "Filter",
    "NoSuchSignIn",
    "Page",
    "actor_for",
    "agencies_like",
    "chain_state",
    "cli_actor",
    "colleagues",
    "deputations_from",
    "deputations_to",
    "posts_of",
    "set_up_actor",
    "trail",
    "user_page",
    "users",
]
