"""The only writers of places, staff and teams. Each says all that is wrong at once (`access.errors.Invalid`)."""

from hoanhap.resources.actions.door import office
from hoanhap.resources.actions.ends import end
from hoanhap.resources.actions.people import add_certificate, add_member, add_staff, set_up_team
from hoanhap.resources.actions.places import add_place, set_capacity

__all__ = ["add_certificate", "add_member", "add_place", "add_staff", "end", "office", "set_capacity", "set_up_team"]
