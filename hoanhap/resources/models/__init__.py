"""The means of the work: places with beds, staff with certificates, teams. Dated half-open."""

from hoanhap.resources.models.decisions import PlaceDecision
from hoanhap.resources.models.items import Item
from hoanhap.resources.models.outreach import Reached
from hoanhap.resources.models.places import Capacity, Place
from hoanhap.resources.models.staff import Certificate, Staff
from hoanhap.resources.models.stock import StockMonth
from hoanhap.resources.models.teams import Member, Team

__all__ = [
    "Capacity",
    "Certificate",
    "Item",
    "Member",
    "Place",
    "PlaceDecision",
    "Reached",
    "Staff",
    "StockMonth",
    "Team",
]
