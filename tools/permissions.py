"""docs/generated/permissions.md: who may do what to whom, and which right each address asks."""

from hoanhap.access.permissions import TITLES, P
from hoanhap.access.roles import ANYWHERE, NOT_LENT, ROLES, TERRITORIAL, grants
from hoanhap.access.routes import routes

LETTERS = (("own", "O"), ("below", "B"), ("deep", "D"), ("above", "A"), ("outside", "X"))


def permissions_page() -> str:
    return "\n".join([*_intro(), *_table(), *_roles(), *_routes()]) + "\n"


def _intro() -> list[str]:
    return [
        "# Rights",
        "",
        "Drawn from `hoanhap/access/roles.py`, which `decide()` reads, and from the marks on the views.",
        "Reviewed by hand: `tests/access/policy_expected.csv` and `routes_expected.csv`.",
        "",
        "**O** own · **B** below · **A** above (what a superior published) · **all** whatever it is. Empty: refused.",
        "Inside the scope a refusal names the right (403); outside it nothing exists (404).",
        "",
    ]


def _cell(role: str, permission: P) -> str:
    cell = grants(role, permission)
    return "all" if cell == ANYWHERE else "".join(letter for name, letter in LETTERS if name in cell and name != "deep")


def _table() -> list[str]:
    lines = ["| Right | Quyền | " + " | ".join(ROLES) + " |", "|---|---|" + "---|" * len(ROLES)]
    for permission in P:
        mark = " ¹" if permission in NOT_LENT else ""
        cells = " | ".join(_cell(role, permission) for role in ROLES)
        lines.append(f"| `{permission}`{mark} | {TITLES[permission].vi} | {cells} |")
    return [*lines, "", "¹ not lent to a deputy.", ""]


def _roles() -> list[str]:
    lines = ["## Roles", "", "| Role | Tiếng Việt | Level | Sees | Reads down to |", "|---|---|---|---|---|"]
    for role in ROLES.values():
        sees = "its unit and what is under it" if role.level in TERRITORIAL else "its agency"
        sees = "the system, no figures" if role.level == "system" else sees
        lines.append(f"| {role.code} | {role.title.vi} | {role.level} | {sees} | {', '.join(sorted(role.reads))} |")
    return [*lines, ""]


def _routes() -> list[str]:
    lines = ["## Addresses", "", "| Address | Name | Right |", "|---|---|---|"]
    there = sorted(routes(), key=lambda route: route.path)
    return [*lines, *(f"| `/{route.path}` | {route.name} | `{route.policy}` |" for route in there)]
