"""A small map for pure tests: one nation, two provinces, districts and communes under them; agencies at each.

Unit ids say where they are: 1 nation · 10 and 20 provinces · 11, 12 and 21 districts · 111, 112 and 121 communes.
An agency's id is its unit's plus 1000; the province's centre is 3010, its department 4010, another centre 3011; the
district's facility (a clinic, a court) is 5011.
"""

from datetime import date

from hoanhap.access.roles import ROLES
from hoanhap.access.rules import Actor, PostFacts, Subject

ON = date(2020, 9, 7)
SINCE = date(2019, 1, 1)
ABOVE = {
    1: (),
    10: (1,),
    20: (1,),
    11: (10, 1),
    12: (10, 1),
    21: (20, 1),
    111: (11, 10, 1),
    112: (11, 10, 1),
    121: (12, 10, 1),
}
SEAT = {  # where the post of a role of this level stands: (unit, agency)
    "commune": (111, 1111),
    "centre": (10, 3010),
    "department": (10, 4010),
    "district": (11, 1011),
    "province": (10, 1010),
    "ministry": (1, 1001),
    "system": (1, 1001),
    "facility": (11, 5011),
}


def subject(level: str, unit: int, agency: int | None = None) -> Subject:
    return Subject(level, agency or unit + 1000, unit, frozenset(ABOVE[unit]))


SUBJECTS = {
    "commune": {
        "own": [subject("commune", 111), subject("", 111), Subject(unit_id=111)],
        "below": [subject("centre", 111, 3111)],
        "above": [
            subject("district", 11),
            subject("province", 10),
            subject("ministry", 1),
            subject("centre", 10, 3010),
        ],
        "outside": [
            subject("commune", 112),
            subject("commune", 121),
            subject("district", 12),
            subject("district", 111, 77),
        ],
    },
    "centre": {
        "own": [subject("centre", 10, 3010), Subject("", 3010, 10)],
        "above": [subject("province", 10), subject("ministry", 1), Subject(unit_id=10)],
        "outside": [
            subject("centre", 10, 3011),
            subject("department", 10, 4010),
            subject("commune", 111),
            subject("district", 11),
        ],
    },
    "department": {
        "own": [subject("department", 10, 4010), Subject("", 4010, 10)],
        "above": [subject("province", 10), subject("ministry", 1)],
        "outside": [
            subject("centre", 10, 3010),
            subject("department", 10, 4011),
            subject("commune", 111),
            subject("province", 20),
        ],
    },
    "facility": {
        "own": [subject("facility", 11, 5011), Subject("", 5011, 11)],
        "above": [subject("district", 11), subject("province", 10), subject("ministry", 1), Subject(unit_id=11)],
        "outside": [subject("centre", 11, 3110), subject("facility", 11, 5012), subject("commune", 111)],
    },
    "district": {
        "own": [subject("district", 11), Subject(unit_id=11, ancestors=frozenset({10, 1}))],
        "below": [subject("commune", 111), subject("commune", 112), subject("centre", 11, 3110)],
        "above": [subject("province", 10), subject("ministry", 1), subject("department", 10, 4010)],
        "outside": [subject("district", 12), subject("commune", 121), subject("district", 21), subject("province", 20)],
    },
    "province": {
        "own": [subject("province", 10), Subject(unit_id=10)],
        "below": [
            subject("commune", 111),
            subject("district", 12),
            subject("centre", 10, 3010),
            subject("department", 10, 4010),
        ],
        "above": [subject("ministry", 1)],
        "outside": [subject("province", 20), subject("district", 21), Subject(), Subject("commune", 999, 555)],
    },
    "ministry": {
        "own": [subject("ministry", 1)],
        "below": [subject("province", 10), subject("province", 20)],
        "deep": [
            subject("district", 11),
            subject("commune", 111),
            subject("centre", 10, 3010),
            subject("department", 10, 4010),
        ],
        "outside": [Subject(), Subject("commune", 999, 555)],
    },
    "system": {
        "own": [Subject("", 1001, 1), Subject("system", 1001, 1)],
        "above": [subject("ministry", 1, 77), Subject(unit_id=1)],
        "outside": [subject("commune", 111), subject("province", 10), Subject()],
    },
}


def post(role: str, **changes: object) -> PostFacts:
    unit, agency = SEAT[ROLES[role].level] if role in ROLES else (111, 1111)
    facts = {
        "id": 7,
        "role": role,
        "sector": "labour",
        "agency_id": agency,
        "unit_id": unit,
        "valid_from": SINCE,
        "valid_to": None,
        "above": frozenset(ABOVE[unit]),
    }
    return PostFacts(**{**facts, **changes})


def actor(*posts: PostFacts) -> Actor:
    return Actor(1, "thu", "Người thử", posts, "web")
