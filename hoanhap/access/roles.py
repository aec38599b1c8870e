"""Who may do what, to whom: one page.

A cell says to which relations of the post to the subject a right extends. OWN: the post's own answer. BELOW: what
lies under its unit. DEEP: under its unit, but further down than the role reads (the ministry's view of a commune).
Above and outside: neither, so only `ANYWHERE` has them. What is not written is refused.
"""

from dataclasses import dataclass
from typing import Final

from hoanhap.access.permissions import P
from hoanhap.kernel.lang import Words

NOBODY: Final = frozenset[str]()
OWN: Final = frozenset({"own"})
BELOW: Final = frozenset({"below"})
SUBTREE: Final = frozenset({"own", "below"})
TREE: Final = frozenset({"own", "below", "deep"})
UPWARD: Final = frozenset({"own", "below", "deep", "above"})  # what a superior published for those under it
ANYWHERE: Final = frozenset({"own", "below", "deep", "above", "outside"})

# Levels that are a territory: a post there sees by unit. At the others (centre, department, facility) by agency alone.
TERRITORIAL: Final = frozenset({"commune", "district", "province", "ministry"})


@dataclass(frozen=True)
class Role:
    """`level`: the level whose answers are the post's own. `reads`: how far down it reads; empty means all the way.
    `sectors`: at whose agencies it may stand; empty means any."""

    code: str
    level: str
    title: Words
    grants: dict[P, frozenset[str]]
    reads: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()


# Directives are read by whoever stands under or over the agency that keeps them; public law by everybody.
_EVERYONE = {P.HOME_VIEW: ANYWHERE, P.UNITS_VIEW: ANYWHERE, P.DIRECTIVE_VIEW: UPWARD}
_CAMPAIGN = {P.CAMPAIGN_VIEW: UPWARD}
_CLERK = {P.DIRECTIVE_EDIT: OWN}  # enters what their own agency issued or received

# Plans are read up and down the line; each agency says how its own tasks go.
_TASKS = {P.PLAN_VIEW: UPWARD, P.PLAN_PROGRESS: OWN}
_PLANS = {**_TASKS, P.PLAN_EDIT: OWN}
_HEADS = {**_TASKS, P.PLAN_FOLLOW: OWN}
_PLANNERS = {**_PLANS, P.PLAN_FOLLOW: OWN}

# Areas classify themselves, the level above approves; whoever oversees them reads.
_AREA = {P.RATING_VIEW: OWN, P.RATING_EDIT: OWN}
_AREAS = {P.RATING_VIEW: SUBTREE}

_READ_OWN = {
    P.BOARD_VIEW: OWN,
    P.SUBMISSION_VIEW: OWN,
    P.FIGURE_TRACE: OWN,
    P.SMALL_CELLS: OWN,
    P.NARRATIVE_VIEW: OWN,
    P.REPORT_EXPORT: OWN,
    P.TEMPLATE_EXPORT: OWN,
}
_READ_SUBTREE = {
    P.BOARD_VIEW: SUBTREE,
    P.SUBMISSION_VIEW: SUBTREE,
    P.FIGURE_TRACE: SUBTREE,
    P.SMALL_CELLS: SUBTREE,
    P.NARRATIVE_VIEW: SUBTREE,
    P.REPORT_EXPORT: SUBTREE,
    P.TEMPLATE_EXPORT: SUBTREE,
}
_WRITE_OWN = {
    P.SUBMISSION_EDIT: OWN,
    P.SUBMISSION_SUBMIT: OWN,
    P.SUBMISSION_WITHDRAW: OWN,
    P.CORRECTION_PROPOSE: OWN,
    P.EXPLAIN: OWN,
    P.NARRATIVE_EDIT: OWN,
    P.IMPORT: OWN,
}
# Own persons: those whom the post's duty reaches. Which they are, and what of them is seen: `access.persons`.
_PERSONS = {P.PERSON_VIEW: OWN}
_CASES = {P.PERSON_VIEW: OWN, P.PERSON_REGISTER: OWN, P.PERSON_EDIT: OWN}
_CODED = {P.PERSON_VIEW: BELOW}
_STEPS = {P.STEP_TAKE: OWN}  # those that the law gives the post's office: hoanhap.pathways
# Who takes steps of a case prints their papers, under their own agency's number.
_PAPERS = {P.PAPER_DRAFT: OWN, P.PAPER_ISSUE: OWN, **_STEPS}
# Lists between sectors: one asks, somebody of the agency that holds the data decides.
_ASKS = {P.DISCLOSURE_VIEW: OWN, P.DISCLOSURE_ASK: OWN}
_GIVES = {P.DISCLOSURE_VIEW: OWN, P.DISCLOSURE_DECIDE: OWN}
_EMERGENCY = {P.GLASS_BREAK: OWN}
_GUARD = dict.fromkeys(
    (
        P.AUDIT_VIEW,
        P.PERSON_LOG,
        P.PERSON_ERASE,
        P.DISCLOSURE_VIEW,
        P.BASIS_KEEP,
        P.GLASS_REVIEW,
        P.INSPECTION_KEEP,
        P.OVERSIGHT_VIEW,
    ),
    ANYWHERE,
)
_MEANS_OWN = {P.MEANS_VIEW: OWN, P.MEANS_EDIT: OWN}
# A district or province types in, for a unit below it, what arrived as an Excel file: it never edits that unit's grid.
_COLLECT = {P.SUBMISSION_REVIEW: BELOW, P.IMPORT: SUBTREE}

ROLES: Final = {
    role.code: role
    for role in (
        Role(
            "commune_officer",
            "commune",
            Words("Cán bộ cấp xã", "Commune officer"),
            {
                **_EVERYONE,
                **_AREA,
                **_PLANS,
                **_ASKS,
                **_EMERGENCY,
                **_CAMPAIGN,
                **_CLERK,
                **_READ_OWN,
                **_WRITE_OWN,
                **_CASES,
                **_PAPERS,
                **_MEANS_OWN,
            },
        ),
        Role(
            "commune_leader",
            "commune",
            Words("Lãnh đạo UBND cấp xã", "Commune leader"),
            {
                **_EVERYONE,
                **_AREA,
                **_HEADS,
                **_CAMPAIGN,
                **_CLERK,
                **_READ_OWN,
                **_PERSONS,
                P.PERSON_LOG: OWN,
                P.GLASS_REVIEW: OWN,
                P.SUBMISSION_SUBMIT: OWN,
                P.SUBMISSION_WITHDRAW: OWN,
                P.DEPUTISE: OWN,
                **_PAPERS,
                P.MEANS_VIEW: OWN,
            },
        ),
        Role(
            "centre_officer",
            "centre",
            Words("Cán bộ cơ sở cai nghiện", "Centre officer"),
            {
                **_EVERYONE,
                **_TASKS,
                **_ASKS,
                **_GIVES,
                **_EMERGENCY,
                **_CAMPAIGN,
                **_CLERK,
                **_READ_OWN,
                **_WRITE_OWN,
                **_CASES,
                **_PAPERS,
                **_MEANS_OWN,
            },
        ),
        Role(
            "department_officer",
            "department",
            Words("Cán bộ sở, ngành", "Department officer"),
            {**_EVERYONE, **_PLANNERS, **_CAMPAIGN, **_CLERK, **_READ_OWN, **_WRITE_OWN, **_MEANS_OWN},
        ),
        Role(
            "district_specialist",
            "district",
            Words("Chuyên viên cấp huyện", "District specialist"),
            {
                **_EVERYONE,
                **_AREAS,
                **_PLANNERS,
                **_ASKS,
                **_CAMPAIGN,
                **_CLERK,
                **_READ_SUBTREE,
                **_WRITE_OWN,
                **_COLLECT,
                **_CODED,
                **_PAPERS,
                P.MEANS_VIEW: SUBTREE,
                P.MEANS_EDIT: SUBTREE,
            },
        ),
        Role(
            "district_leader",
            "district",
            Words("Lãnh đạo cấp huyện", "District leader"),
            {
                **_EVERYONE,
                **_AREAS,
                P.RATING_APPROVE: BELOW,
                **_HEADS,
                **_CAMPAIGN,
                **_CLERK,
                **_READ_SUBTREE,
                **_WRITE_OWN,
                **_COLLECT,
                **_CODED,
                P.CORRECTION_DECIDE: BELOW,
                P.DEPUTISE: OWN,
                **_PAPERS,
                P.MEANS_VIEW: SUBTREE,
            },
        ),
        Role(
            "province_specialist",
            "province",
            Words("Chuyên viên cấp tỉnh", "Province specialist"),
            {
                **_EVERYONE,
                **_AREAS,
                P.RATING_EDIT: OWN,
                **_PLANNERS,
                **_ASKS,
                **_CAMPAIGN,
                **_CLERK,
                **_READ_SUBTREE,
                **_WRITE_OWN,
                **_COLLECT,
                **_CODED,
                **_STEPS,
                P.CAMPAIGN_OPEN: OWN,
                P.CORRECTION_PROPOSE: SUBTREE,
                P.MEANS_VIEW: SUBTREE,
                P.MEANS_EDIT: SUBTREE,
            },
        ),
        Role(
            "province_approver",
            "province",
            Words("Người phê duyệt cấp tỉnh", "Province approver"),
            {
                **_EVERYONE,
                **_AREAS,
                P.RATING_APPROVE: BELOW,
                **_HEADS,
                **_CAMPAIGN,
                **_CLERK,
                **_READ_SUBTREE,
                P.SUBMISSION_APPROVE: OWN,
                P.CORRECTION_DECIDE: SUBTREE,
                P.DEPUTISE: OWN,
                P.MEANS_VIEW: SUBTREE,
            },
        ),
        Role(
            "ministry_analyst",
            "ministry",
            Words("Chuyên viên Bộ", "Ministry analyst"),
            {
                **_EVERYONE,
                P.RATING_VIEW: TREE,
                P.RATING_APPROVE: BELOW,  # enters what the ministry has decided of a province
                **_PLANNERS,
                **_CAMPAIGN,
                **_CLERK,
                **_READ_SUBTREE,
                P.SMALL_CELLS: NOBODY,
                P.MEANS_VIEW: TREE,
                P.MEANS_EDIT: OWN,
            },
            reads=frozenset({"province", "ministry"}),
        ),
        Role(
            "inspector",
            "province",
            Words("Thanh tra", "Inspector"),
            {
                **_EVERYONE,
                **_AREAS,
                P.PLAN_VIEW: UPWARD,
                P.PLAN_FOLLOW: OWN,
                **_CAMPAIGN,
                **_READ_SUBTREE,
                P.AUDIT_VIEW: SUBTREE,
                P.PERSON_VIEW: SUBTREE,
                P.MEANS_VIEW: SUBTREE,
            },
        ),
        Role(
            "health_officer",
            "facility",
            Words("Cán bộ cơ sở y tế, điều trị", "Health facility officer"),
            {
                **_EVERYONE,
                **_TASKS,
                **_CLERK,
                **_GIVES,
                **_EMERGENCY,
                **_PERSONS,
                P.PERSON_EDIT: OWN,
                **_PAPERS,
                **_MEANS_OWN,
            },
            sectors=frozenset({"health"}),
        ),
        Role(
            "police_officer",
            "commune",
            Words("Công an cấp xã", "Commune police officer"),
            {**_EVERYONE, P.RATING_VIEW: OWN, **_TASKS, **_CLERK, **_ASKS, **_EMERGENCY, **_PERSONS, **_PAPERS},
            sectors=frozenset({"police"}),
        ),
        Role(
            "police_specialist",
            "facility",
            Words("Công an cấp huyện, cấp tỉnh", "District or province police"),
            {**_EVERYONE, **_TASKS, **_CLERK, **_ASKS, **_EMERGENCY, **_PERSONS, **_PAPERS},
            sectors=frozenset({"police"}),
        ),
        Role(
            "justice_officer",
            "facility",
            Words("Cán bộ tư pháp", "Justice officer"),
            {**_EVERYONE, **_TASKS, **_CLERK, **_PERSONS, **_PAPERS},
            sectors=frozenset({"justice"}),
        ),
        Role(
            "court_clerk",
            "facility",
            Words("Thư ký tòa án, kiểm sát", "Court or prosecution clerk"),
            {**_EVERYONE, **_TASKS, **_CLERK, **_PERSONS, **_STEPS},
            sectors=frozenset({"court", "procuracy"}),
        ),
        Role(
            "helper",
            "facility",
            Words("Hội viên, tình nguyện viên giúp đỡ", "Helper: member of an organisation, volunteer"),
            {**_EVERYONE, **_PERSONS, P.PERSON_EDIT: OWN},
        ),
        Role(
            "dpo",
            "system",
            Words("Cán bộ bảo vệ dữ liệu", "Data-protection officer"),
            {**_EVERYONE, **_GUARD},
        ),
        Role(
            "admin",
            "system",
            Words("Quản trị hệ thống", "Administrator"),
            {**_EVERYONE, P.USERS_MANAGE: ANYWHERE, P.DEMO_DATE_SET: ANYWHERE},
        ),
    )
}

# A deputy acts in the absence of the post's holder, but cannot lend it on, nor do what cannot be undone.
NOT_LENT: Final = frozenset({P.DEPUTISE, P.PERSON_ERASE, P.GLASS_BREAK, P.BASIS_KEEP, P.INSPECTION_KEEP})


def grants(role: str, permission: P, *, deputy: bool = False) -> frozenset[str]:
    """The relations to which `role` extends `permission`; empty for a role nobody knows."""
    if role not in ROLES or (deputy and permission in NOT_LENT):
        return frozenset()
    return ROLES[role].grants.get(permission, frozenset())
