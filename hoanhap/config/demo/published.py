"""Every figure of the published report, as it was published, and the respondent that holds it.

Values are in atoms (người, lượt, đồng). The sentences they come from stand beside them in
tests/config/test_demo_published.py, which compares this table with the source itself.
"""

from typing import NamedTuple

FORM, COLUMN = "bc-1479", "so-lieu"

MILLION = 10**6
BILLION = 10**9


class Figure(NamedTuple):
    row: str
    value: int
    qualifier: str = ""  # "ge" = hơn


DEPARTMENT = (
    Figure("2.1", 830, "ge"),
    Figure("2.2", 13),
    Figure("2.3", 199),
    Figure("2.5.1", 27_000),
    Figure("2.5.2", 2_800),
    Figure("2.5.3", 3_850),
)
CENTRE = (
    Figure("3.1.1", 252),
    Figure("3.1.2", 256),
    Figure("5.1.1", 114),
    Figure("5.1.2", 242),
    Figure("6.1.1", 300 * MILLION),
    Figure("6.1.2", 4 * BILLION),
    Figure("6.1.3", 3_700 * MILLION),
    Figure("8.1", 1),
    Figure("8.2", 120),
)
FROM_PERSONS = frozenset({"3.1", "3.1.1", "3.1.2", "5.1", "5.1.1", "5.1.2"})  # rows that `residents` stands behind
FROM_MEANS = frozenset({"8.1", "6.1", "6.1.1", "6.1.2", "6.1.3"})  # that what the centre entered stands behind
CENTRE_TYPED = tuple(f for f in CENTRE if f.row not in FROM_PERSONS | FROM_MEANS)
# Each district: it held information sessions. 13 of 13.
DISTRICT = (Figure("2.2.1", 1),)

# What communes report: the province's published totals, over which synthetic commune values add up.
SESSIONS = Figure("2.3.1", 199)
ATTENDANCES = Figure("2.4", 8_200, "ge")
PILOT = Figure("4.1", 95)
PILOT_DISTRICTS = ("047", "042", "043")  # Trùng Khánh, Bảo Lâm, Bảo Lạc

# What the province's report shows, totals included.
PROVINCE = (
    *DEPARTMENT,
    Figure("2.2.1", 13),
    SESSIONS,
    ATTENDANCES,
    Figure("3.1", 508),
    *CENTRE,
    PILOT,
    Figure("5.1", 356),
    Figure("6.1", 8 * BILLION),
)
